import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parts } from "../../src/printed/charts.ts";
import { letterheadOf } from "../../src/printed/letterhead.ts";
import { reportPage, type PrintedRun, type PrintOptions } from "../../src/printed/report-page.ts";
import { runCounts } from "../../src/printed/run-counts.ts";
import { statuses } from "../../src/resolve/status.ts";
import { printedRun } from "../support/printed-run.ts";
import { Case } from "../support/run-case.ts";

const options: PrintOptions = { lang: "id", letterhead: letterheadOf({}), day: "2026-11-27", minCell: 0, withMinute: true };
const nothing = { targeting: [], comparison: [] };
const alone = (summary: string, recap: string, name = "laporan"): PrintedRun => ({ counts: runCounts(name, summary, recap), ...nothing });
const pageOf = (kecamatan: number, desa: number, people: number, change: Partial<PrintOptions> = {}, name?: string): string => {
  const { summary, recap } = printedRun(kecamatan, desa, people, name);
  return reportPage([alone(summary, recap)], nothing, { ...options, ...change });
};
const numbers = (text: string): number[] =>
  [...text.matchAll(/<td class="n">([\d.]+)<\/td>/g)].map(([, digits]) => Number(digits!.replaceAll(".", "")));

test("every number of the page is the run's: figures, statuses, the tables and their last rows", () => {
  const run = printedRun(5, 40, 60);
  const summary = JSON.parse(run.summary) as {
    statuses: Record<string, number>;
    match: number;
    conflict: number;
    orphan: number;
    rejected: number;
  };
  const page = pageOf(5, 40, 60);
  const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ".");
  for (const kind of ["match", "conflict", "orphan", "rejected"] as const) {
    expect(page).toContain(`data-figure="${kind}"><div class="value">${thousands(summary[kind])}</div>`);
  }
  for (const status of statuses) {
    const [row] = page.match(new RegExp(`<tr data-status="${status}">.*?</tr>`)) ?? [""];
    expect(numbers(row)).toEqual(summary.statuses[status] === 0 ? [] : [summary.statuses[status]]);
  }
  const people = summary.match + summary.conflict + summary.orphan + summary.rejected;
  for (const level of ["kecamatan", "desa"]) {
    const [, body = ""] = page.split(`data-level="${level}"`);
    const rows = [...body.slice(0, body.indexOf("</table>")).matchAll(/<tr[ >].*?<\/tr>/g)]
      .map(([row]) => numbers(row))
      .filter((row) => row.length > 0);
    const last = rows.pop()!;
    expect(last.slice(0, 5)).toEqual([people, summary.match, summary.conflict, summary.orphan, summary.rejected]);
    expect(last).toEqual(last.map((_, at) => rows.reduce((sum, row) => sum + row[at]!, 0)));
  }
});

test("shares are rounded so that they add up to a hundred", () => {
  for (const people of [1, 3, 7, 60]) {
    const shares = [...pageOf(3, 7, people).matchAll(/<div class="share">([\d,]+) %/g)].map(([, share]) => Number(share!.replace(",", "")));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(1000);
  }
});

test("a village's name can do nothing to the page", () => {
  const page = pageOf(2, 3, 10, {}, `<script>alert(1)</script>"'&\u0007`);
  expect(page).not.toContain("<script");
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;</td>");
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test("a regency's page is small, the same twice, and names nothing outside itself", () => {
  const page = pageOf(44, 435, 400);
  expect(Buffer.byteLength(page)).toBeLessThan(300_000);
  expect(pageOf(44, 435, 400)).toBe(page);
  expect(page).not.toMatch(/\b(?:src|href)=|url\(|@import/);
});

test("in black and white the parts of a bar are told apart, and each number is read on its fill", () => {
  // Relative luminance of sRGB (WCAG 2).
  const light = (colour: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (a: string, b: string): number => {
    const [low, high] = [light(a), light(b)].sort((left, right) => left - right);
    return (high! + 0.05) / (low! + 0.05);
  };
  const bars = [parts.match, parts.conflict, parts.orphan];
  for (let at = 1; at < bars.length; at++) expect(contrast(bars[at - 1]!.fill, bars[at]!.fill)).toBeGreaterThan(1.3);
  for (const { fill, ink } of Object.values(parts)) expect(contrast(fill, ink)).toBeGreaterThan(3);
  expect(pageOf(1, 1, 1)).toContain("print-color-adjust: exact");
});

test("for publication small counts are not told", () => {
  const page = pageOf(5, 40, 30, { minCell: 5 });
  expect(page).toContain("&lt;5");
  for (const count of numbers(page)) expect(count === 0 || count >= 5).toBe(true);
});

test("the minute says day, list, extract and counts in words; a letterhead of the office stands above it", () => {
  const letterhead = letterheadOf({
    kop: ["PEMERINTAH KABUPATEN CONTOH", "DINAS SOSIAL"],
    tempat: "Contoh",
    nomor: "12/BA/2026",
    pihak: [{ nama: "ANI", nip: "1" }, { nama: "BUDI" }],
    perjanjian: "Perjanjian Kerja Sama 1/2026.",
  });
  const page = pageOf(1, 1, 1, { letterhead });
  expect(page).toContain(
    "Pada hari ini, Jumat, tanggal dua puluh tujuh bulan November tahun dua ribu dua puluh enam (27-11-2026), bertempat di Contoh",
  );
  expect(page).toMatch(/terhadap DTSEN V3 2026 tanggal 8 Juli 2026 dengan hasil:/);
  expect(page).toContain("Perjanjian Kerja Sama 1/2026.");
  expect(page.match(/DINAS SOSIAL/g)).toHaveLength(2);
  expect(pageOf(1, 1, 1, { withMinute: false })).not.toContain("BERITA ACARA");
});

test("several runs stand side by side before their own pages", () => {
  const { summary, recap } = printedRun(3, 9, 20);
  const page = reportPage([alone(summary, recap, "2026-T1"), alone(summary, recap, "2026-T2")], nothing, options);
  expect(page.indexOf("Beberapa pemadanan")).toBeGreaterThan(0);
  expect(page.match(/<td>2026-T[12]<\/td>/g)).toEqual(["<td>2026-T1</td>", "<td>2026-T2</td>"]);
});

test("in English", () => {
  const page = pageOf(2, 3, 10, { lang: "en" });
  expect(page).toContain("MINUTE OF DATA MATCHING");
  expect(page).not.toMatch(/Berita|Jumlah|orang/);
});

test("the page of a real run tells all that its summary.json tells: extract, checksums, limits and both estimates", async () => {
  const fixtures = resolve(import.meta.dirname, "../../fixtures");
  const extract = ["anggota_keluarga", "keluarga"].map((kind) => join(fixtures, `dtsen/${kind}_dtsen_v3_2026_32.01.csv`));
  const work = new Case();
  try {
    for (const argv of [
      ["index", ...extract, "--label", "DTSEN T1", "--date", "2026-02-05"],
      ["match", join(fixtures, "daftar/tanpa-nik.csv"), "--out", "laporan", "--program", "sembako", "--period", "2026-T1"],
      ["report", "laporan", "--lang", "id"],
    ]) {
      const { exitCode, stderr } = await work.run(argv);
      expect(exitCode, stderr).toBe(0);
    }
    const page = readFileSync(work.path("laporan/laporan.html"), "utf8");
    const counts = runCounts(
      "laporan",
      readFileSync(work.path("laporan/summary.json"), "utf8"),
      readFileSync(work.path("laporan/rekap.csv"), "utf8"),
    );
    const { missedShare, expectedWrongShare, index, lists, limit } = counts;
    const percent = (share: number | null, places: number): string => `${((share ?? NaN) * 100).toFixed(places).replace(".", ",")} %`;
    expect(page).toContain(percent(missedShare, 2));
    expect(page).toContain(percent(expectedWrongShare, 3));
    for (const { sha256 } of [...lists, ...index.inputs]) expect(page).toContain(sha256!);
    expect(index.inputs).toHaveLength(2);
    expect([index.label, index.date, limit?.period]).toEqual(["DTSEN T1", "2026-02-05", "2026-Q1"]);
  } finally {
    work[Symbol.dispose]();
  }
});
