/** The blocks of a printed report that targeting and comparison add. */
import { expect, test } from "vitest";
import { changeKinds } from "../../src/compare/change.ts";
import { comparisonFrom, comparisonObject, type Comparison } from "../../src/compare/comparison-text.ts";
import { letterheadOf } from "../../src/printed/letterhead.ts";
import { reportPage, type Findings, type PrintOptions } from "../../src/printed/report-page.ts";
import { runCounts } from "../../src/printed/run-counts.ts";
import { targetingFrom, targetingObject, type Targeting } from "../../src/targeting/targeting-text.ts";
import { madeUpComparison, madeUpTargeting } from "../support/made-up-findings.ts";
import { printedRun } from "../support/printed-run.ts";

const nothing: Findings = { targeting: [], comparison: [] };
function pageOf(findings: Findings, change: Partial<PrintOptions> = {}): string {
  const { summary, recap } = printedRun(2, 5, 20);
  const options = { lang: "id", letterhead: letterheadOf({}), day: null, minCell: 0, withMinute: true } as const;
  return reportPage([{ counts: runCounts("laporan", summary, recap), ...nothing }], findings, { ...options, ...change });
}
/** Through their files, as the program reads them. */
const read = {
  targeting: (targeting: Targeting): Targeting => targetingFrom(JSON.parse(JSON.stringify(targetingObject(targeting)))),
  comparison: (comparison: Comparison): Comparison => comparisonFrom(JSON.parse(JSON.stringify(comparisonObject(comparison, [])))),
};
const block = (page: string, name: string): string => page.split(`data-block="${name}"`)[1]?.split("</section>")[0] ?? "";
const cells = (row: string): number[] =>
  [...row.matchAll(/<td(?: class="n[^"]*")?>([\d.]+)<\/td>/g)].map(([, digits]) => Number(digits!.replaceAll(".", "")));

test("targeting: every number of its tables is that of sasaran.json", () => {
  const targeting = madeUpTargeting(3, 14, 2_000);
  const object = targetingObject(targeting);
  const text = block(pageOf({ ...nothing, targeting: [read.targeting(targeting)] }), "targeting");
  const [, perKecamatan = "", perDesa = ""] = text.split("<table");
  for (const [table, rows] of [
    [perKecamatan, object.kecamatan],
    [perDesa, object.desa],
  ] as const) {
    const names = [...table.matchAll(/data-count="(\w+)"/g)].map(([, name]) => name as keyof typeof object.total);
    expect(names.toSorted()).toEqual(Object.keys(object.total).toSorted());
    const lines = table.split("<tr").slice(2).map(cells);
    expect(lines).toEqual([...rows, object.total].map((row) => names.map((name) => row[name])));
  }
  const told = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ".");
  for (const count of [object.total.within, object.total.listed, object.total.not_listed, object.total.recipients_above])
    expect(text).toContain(told(count));
  expect(text).toContain("12 penerima, 3 di atas batas");
  expect(text).toContain("Hanya daftar yang diberikan yang dihitung");
  expect(text).toContain("terakhir dipastikan untuk 2026-T1");
});

test("comparison: every kind and every cell of the matrix is that of perubahan.json", () => {
  const comparison = madeUpComparison(3_000);
  const object = comparisonObject(comparison, []);
  const text = block(pageOf({ ...nothing, comparison: [read.comparison(comparison)] }), "comparison");
  for (const kind of changeKinds) {
    const [row] = text.match(new RegExp(`<tr data-kind="${kind}">.*?</tr>`)) ?? [""];
    expect([kind, cells(row)]).toEqual([kind, [object.kinds[kind]]]);
  }
  const [, matrix = ""] = text.split('class="recap matrix"');
  const places = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0];
  const lines = matrix.split("<tr").slice(2).map(cells);
  expect(lines).toEqual(places.map((old) => places.map((now) => object.decile_matrix[old]![now])));
  for (const each of ["300.162", "54.210", "1.234", "Batas berubah: sembako 1–5 → 1–4.", "tidak berarti meninggal"])
    expect(text).toContain(each);
});

test("a page without either has no block; small counts are hidden; names do nothing; English is English", () => {
  expect(pageOf(nothing)).not.toContain("data-block");
  const findings = { targeting: [madeUpTargeting(3, 14, 20)], comparison: [madeUpComparison(9)] };
  const page = pageOf(findings, { minCell: 5 });
  for (const name of ["targeting", "comparison"]) {
    const counts = cells(block(page, name));
    expect(counts.length).toBeGreaterThan(70);
    for (const count of counts) expect(count === 0 || count >= 5).toBe(true);
  }
  expect(page).not.toContain("<script");
  const english = pageOf(findings, { lang: "en" });
  expect(block(english, "targeting")).toContain("Not listed is no proposal");
  expect(block(english, "comparison") + block(english, "targeting")).not.toMatch(/[Kk]eluarga|[Dd]esil |kosong|\bbatas/);
});

test("a file that holds no counts is refused", () => {
  const whole = targetingObject(madeUpTargeting(1, 1, 5));
  expect(() => targetingFrom({ ...whole, villages: -1 })).toThrow();
  expect(() => targetingFrom({ ...whole, unit: "desa" })).toThrow();
  const object = comparisonObject(madeUpComparison(5), []);
  expect(() => comparisonFrom({ ...object, decile_matrix: [[1]] })).toThrow();
  expect(() => comparisonFrom({})).toThrow();
});
