/** The pages as a browser shows and prints them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse/sync";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { letterheadOf } from "../../src/printed/letterhead.ts";
import { reportPage } from "../../src/printed/report-page.ts";
import { reviewPage, type ReviewRow } from "../../src/printed/review-page.ts";
import { runCounts } from "../../src/printed/run-counts.ts";
import { chromiumPath, openBrowser } from "../support/browser.ts";
import { madeUpComparison, madeUpTargeting } from "../support/made-up-findings.ts";
import { printedRun } from "../support/printed-run.ts";

const pagesOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)!.length;

describe.skipIf(chromiumPath === undefined)("in Chromium", () => {
  let browser: BrowserContext;
  let folder: string;
  beforeAll(async () => {
    browser = await openBrowser();
    folder = mkdtempSync(join(tmpdir(), "dtsen-pages-"));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The page opened from a folder; what it complains of is gathered. */
  async function open(name: string, html: string): Promise<{ page: Page; faults: string[] }> {
    writeFileSync(join(folder, name), html);
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(pathToFileURL(join(folder, name)).href);
    return { page, faults };
  }

  const printed = (kecamatan: number, desa: number, people: number, name?: string): string => {
    const { summary, recap } = printedRun(kecamatan, desa, people, name);
    const nothing = { targeting: [], comparison: [] };
    return reportPage([{ counts: runCounts("laporan", summary, recap), ...nothing }], nothing, {
      lang: "id",
      letterhead: letterheadOf({ kop: ["PEMERINTAH KABUPATEN CONTOH", "DINAS SOSIAL"] }),
      day: "2026-11-27",
      minCell: 0,
      withMinute: true,
    });
  };

  test.each([
    ["one row", 1, 1, 1, 5],
    ["forty villages", 5, 40, 60, 6],
    ["44 kecamatan, 435 villages", 44, 435, 400, 20],
  ])(
    "the report of %s prints whole: nothing outside its page, the minute with its signatures on one",
    async (name, kecamatan, desa, people, most) => {
      const { page, faults } = await open(`${name}.html`, printed(kecamatan, desa, people, "DESA ".padEnd(300, "X")));
      await page.emulateMedia({ media: "print" });
      const outside = await page.evaluate(`[...document.querySelectorAll("svg text, svg rect")].filter((each) => {
      const box = each.getBoundingClientRect(), around = each.ownerSVGElement.getBoundingClientRect();
      return box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 1 || box.bottom > around.bottom + 1;
    }).length + Number(document.documentElement.scrollWidth > document.documentElement.clientWidth)`);
      expect([outside, faults]).toEqual([0, []]);
      expect(pagesOf(await page.pdf({ preferCSSPageSize: true, printBackground: true }))).toBeLessThanOrEqual(most);
      await page.evaluate(`for (const each of document.querySelectorAll("section:not(.minute)")) each.remove()`);
      expect(pagesOf(await page.pdf({ preferCSSPageSize: true, printBackground: true }))).toBe(1);
      await page.close();
    },
  );

  test("the blocks of targeting and comparison stay on their pages", async () => {
    const { summary, recap } = printedRun(44, 435, 400);
    const nothing = { targeting: [], comparison: [] };
    const findings = { targeting: [madeUpTargeting(44, 435, 90_000)], comparison: [madeUpComparison(900_000)] };
    const options = { lang: "id", letterhead: letterheadOf({}), day: null, minCell: 0, withMinute: false } as const;
    const html = reportPage([{ counts: runCounts("laporan", summary, recap), ...nothing }], findings, options);
    expect(Buffer.byteLength(html)).toBeLessThan(300_000);
    const { page, faults } = await open("blok.html", html);
    await page.emulateMedia({ media: "print" });
    // The paper is as wide as the page's own text.
    await page.setViewportSize({ width: 680, height: 1_000 });
    const outside = await page.evaluate(`[...document.querySelectorAll("table, svg")].filter((each) => {
      return each.getBoundingClientRect().right > document.body.getBoundingClientRect().right + 1;
    }).map((each) => each.className)`);
    expect([outside, faults]).toEqual([[], []]);
    await page.close();
  });

  const nasty = `O'<script>alert(1)</script>"😀 ${"A".repeat(300)}`;
  const rowsOf = (count: number): ReviewRow[] =>
    Array.from({ length: count }, (_, at) => ({
      file: "daftar.csv",
      row: String(at + 2),
      status: at % 2 === 0 ? "PERLU_CEK" : "KANDIDAT_GANDA",
      explanation: at === 0 ? nasty : "Nama beda ejaan.",
      desa: at % 3 === 0 ? "WANAJAYA" : "SUKAJAYA",
      candidates: [1, 2].map((n) => ({
        kunci: `kaABCDEFGHIJKL${String.fromCharCode(65 + (at % 26))}${n}${at}`,
        probability: "0.5000",
        daftar_nik: "3201990101800001",
        daftar_nama: at === 0 ? nasty : "SITI AMINAH",
        daftar_tanggal_lahir: "1980-01-01",
        daftar_desa: "WANAJAYA",
        dtsen_nik: `320199010180000${n}`,
        dtsen_nama: "SITI AMINA",
        dtsen_tanggal_lahir: "1980-01-01",
        sama: "tanggal lahir",
        beda: "nama",
      })),
    }));

  test("conflicts are worked through with keys, and the rulings saved", async () => {
    const { page, faults } = await open("tinjau.html", reviewPage(rowsOf(6), "abc", "id"));
    expect(await page.locator("section.current mark").first().textContent()).toBeTruthy();
    // The first row: not the first candidate, but the second; the second row later; the third undone.
    for (const key of ["b", "s", "t", "s", "u"]) await page.keyboard.press(key);
    expect(await page.locator("#progress").textContent()).toBe("2 / 6 diputuskan");
    const download = page.waitForEvent("download");
    await page.click("#save");
    const saved = join(folder, "putusan.csv");
    await (await download).saveAs(saved);
    const records = parse(readFileSync(saved), { bom: true, columns: true }) as Record<string, string>[];
    expect(records.map(({ PUTUSAN, source_row, dtsen_nik }) => [PUTUSAN, source_row, dtsen_nik])).toEqual([
      ["BEDA", "2", "3201990101800001"],
      ["SAMA", "2", "3201990101800002"],
      ["TUNDA", "3", "3201990101800001"],
    ]);
    expect(records[0]!["daftar_nama"]).toBe(nasty);
    // What was decided is there again after closing the page.
    await page.reload();
    expect(await page.locator("#progress").textContent()).toBe("2 / 6 diputuskan");
    await page.selectOption("#village", "SUKAJAYA");
    expect(await page.locator("section").count()).toBe(4);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("thousands of conflicts are drawn only where they are looked at", async () => {
    const { page, faults } = await open("banyak.html", reviewPage(rowsOf(5_000), "abd", "id"));
    expect(await page.locator("section").count()).toBe(5_000);
    expect(await page.locator("section table").count()).toBeLessThan(60);
    await page.evaluate("scrollTo(0, document.body.scrollHeight)");
    await page.locator("section").last().locator("table").waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
});
