/** The review page from end to end: a run's conflicts worked through with keys in a browser, its file decided, the list matched again. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse/sync";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, openBrowser } from "../support/browser.ts";
import { Case } from "../support/run-case.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures");
type Row = Readonly<Record<string, string>>;

/** Names that would harm a page or a spreadsheet, each beside the number of somebody else. */
const nasty = [`O'<script>alert(1)</script>"😀`, "=1+1 SITI", "B".repeat(300), "-CMD(1), ANI; BUDI"];

describe.skipIf(chromiumPath === undefined)("in Chromium", () => {
  let browser: BrowserContext;
  let work: Case;
  const csv = (path: string): Row[] =>
    parse(readFileSync(work.path(path)), { bom: true, columns: true, relax_column_count: true }) as Row[];
  const rowsOf = (folder: string): Row[] =>
    ["match", "conflict", "orphan"].flatMap((report) => csv(`${folder}/${report}.csv`).map((row) => ({ ...row, report })));
  const run = async (...argv: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await work.say(argv);
    expect([argv[0], exitCode], stderr).toEqual([argv[0], 0]);
    return stdout;
  };

  beforeAll(async () => {
    browser = await openBrowser();
    work = new Case();
    await run(
      "index",
      ...readdirSync(join(fixtures, "dtsen")).map((name) => join(fixtures, "dtsen", name)),
      "--label",
      "DTSEN T1",
      "--date",
      "2026-02-05",
    );
    // The fixtures' list, and behind it rows that give somebody's number under a nasty name.
    const list = readFileSync(join(fixtures, "daftar/rusak.csv"), "utf8").trimEnd();
    const people = parse(readFileSync(join(fixtures, "dtsen/anggota_keluarga_dtsen_v3_2026_32.01.csv")), {
      bom: true,
      columns: true,
      delimiter: "|",
    }) as Row[];
    const more = nasty.map((name, at) => {
      const nik = people[1_000 + at * 200]!["nomor_induk_kependudukan"]!;
      return `9${at},${nik},,"${name.replaceAll('"', '""')}",,,,,,WANAJAYA,SUKAMAKMUR,BOGOR,BPNT`;
    });
    work.write("rusak.csv", `${list}\r\n${more.join("\r\n")}\r\n`);
    await run("match", "rusak.csv", "--db", "dtsen.db", "--out", "laporan");
    await run("report", "laporan", "--review");
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    work?.[Symbol.dispose]();
  });

  test("keys, putusan.csv, decide, match --decisions: every row comes out as it was ruled", async () => {
    expect(statSync(work.path("laporan/tinjau.html")).mode & 0o777).toBe(0o600);
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(pathToFileURL(work.path("laporan/tinjau.html")).href);

    const truth = new Map(csv_(join(fixtures, "kebenaran/rusak.csv")).map((row) => [row["source_row"]!, row["dtsen_nik"]!]));
    const conflicts = csv("laporan/conflict.csv");
    const candidates = csv("laporan/kandidat.csv");
    const ruled = new Map<string, { same: string | null; put: boolean; others: string[] }>();
    expect(conflicts.length).toBeGreaterThan(50);
    const bare = (name: string): string => name.replace(/^'|(?<= )'/g, "");
    expect(conflicts.map((row) => bare(row["NAMA LENGKAP"]!))).toEqual(expect.arrayContaining(nasty));
    for (const [at, { source_row }] of conflicts.entries()) {
      const own = candidates.filter((candidate) => candidate["source_row"] === source_row);
      const ruling = { same: null as string | null, put: at % 9 === 8, others: [] as string[] };
      ruled.set(source_row!, ruling);
      if (ruling.put) {
        await page.keyboard.press("t");
        continue;
      }
      for (const { dtsen_nik } of own) {
        const isSame = dtsen_nik !== "" && dtsen_nik === truth.get(source_row!);
        await page.keyboard.press(isSame ? "s" : "b");
        if (isSame) {
          ruling.same = dtsen_nik!;
          break;
        }
        ruling.others.push(dtsen_nik!);
      }
    }
    expect(await page.locator("#progress").textContent()).toBe(`${conflicts.length} / ${conflicts.length} diputuskan`);
    const download = page.waitForEvent("download");
    await page.click("#save");
    await (await download).saveAs(work.path("putusan.csv"));
    expect(faults).toEqual([]);
    await page.close();

    const told = JSON.parse(await run("decide", "putusan.csv", "--officer", "Ani", "--json")) as Record<string, unknown>;
    const count = (of: (ruling: { same: string | null; put: boolean; others: string[] }) => number): number =>
      [...ruled.values()].reduce((sum, ruling) => sum + of(ruling), 0);
    expect(told).toMatchObject({
      same: count(({ same }) => (same === null ? 0 : 1)),
      different: count(({ others }) => others.length),
      pending: count(({ put }) => (put ? 1 : 0)),
      rejected: [],
    });

    const labels = csv("keputusan.csv").map(({ dtsen_label, dtsen_tanggal }) => `${dtsen_label} ${dtsen_tanggal}`);
    expect(new Set(labels)).toEqual(new Set(["DTSEN T1 2026-02-05"]));
    await run("match", "rusak.csv", "--db", "dtsen.db", "--out", "lagi", "--decisions", "keputusan.csv", "--lang", "id");
    const before = new Map(rowsOf("laporan").map((row) => [row["source_row"]!, row]));
    const after = new Map(rowsOf("lagi").map((row) => [row["source_row"]!, row]));
    expect(after.size).toBe(before.size);
    for (const [source_row, { same, put, others }] of ruled) {
      const row = after.get(source_row)!;
      const is = [source_row, row["status"], row["dtsen_nik"]];
      if (same !== null) {
        // One person is matched once: whoever is on the list twice stays a double entry; whoever was one may be matched by itself now.
        const possible =
          before.get(source_row)!["status"] === "GANDA_DI_DAFTAR" ? ["PADAN", "PADAN_CATATAN", "GANDA_DI_DAFTAR"] : ["GANDA_DI_DAFTAR"];
        expect([source_row, [...possible, "PADAN_PUTUSAN"]]).toEqual([source_row, expect.arrayContaining([row["status"]])]);
        expect(is[2]).toBe(same);
        expect(row["reasons"]).toContain("PUTUSAN_SAMA");
      } else if (put) {
        expect(row["explanation"]).toContain("putusan ditunda (Ani");
        expect(row["reasons"]).not.toMatch(/PUTUSAN_(?:SAMA|BEDA)/);
      } else {
        expect(row["reasons"]).toContain("PUTUSAN_BEDA");
        if (row["report"] !== "orphan") expect(others.filter((nik) => nik !== "")).not.toContain(row["dtsen_nik"]);
      }
    }
    const sames = [...ruled.values()].flatMap(({ same }) => same ?? []);
    expect(rowsOf("lagi").filter(({ status }) => status === "PADAN_PUTUSAN").length).toBeGreaterThan(sames.length * 0.8);
  }, 60_000);
});

function csv_(path: string): Row[] {
  return parse(readFileSync(path), { bom: true, columns: true }) as Row[];
}
