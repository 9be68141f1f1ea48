import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { csvLines } from "../../src/report/csv.ts";
import { openReport } from "../../src/report/report-reader.ts";
import { Office } from "../support/office.ts";
import { random } from "../support/random.ts";
import { Case } from "../support/run-case.ts";

async function recordsIn(work: Case, name: string): Promise<(readonly string[])[]> {
  const { columns, rows } = await openReport(work.path(name));
  const records = [columns];
  for await (const cells of rows) records.push(cells);
  return records;
}

test("what is written is read back, its lines ended by us or by another program (seed 5)", async () => {
  using work = new Case();
  const next = random(5);
  const pieces = ["SITI", ",", ";", '"', "\r\n", "\n", "\r", "=1+1", " ", "é", "漢", ""];
  const cell = (): string => Array.from({ length: Math.floor(next() * 5) }, () => pieces[Math.floor(next() * pieces.length)]!).join("");
  const rows = Array.from({ length: 300 }, () => Array.from({ length: 6 }, cell));
  const header = ["source_file", "source_row", "a", "b", "c", "d"];
  for (const delimiter of [",", ";"] as const) {
    const text = csvLines([header, ...rows], delimiter);
    work.write("report.csv", `\ufeff${text}`);
    expect(await recordsIn(work, "report.csv")).toEqual([header, ...rows]);
    const plain = rows.map((cells) => cells.map((text) => text.replace(/[\r\n]/g, "")));
    work.write("saved.csv", csvLines([header, ...plain], delimiter).replaceAll("\r\n", "\n"));
    expect(await recordsIn(work, "saved.csv")).toEqual([header, ...plain]);
  }
});

test("a quote that is never closed is told: the rows behind it would be lost", async () => {
  using work = new Case({ "report.csv": `source_file,status\r\na,"b\r\n${"c,d\r\n".repeat(1_000)}` });
  await expect(recordsIn(work, "report.csv")).rejects.toMatchObject({ code: "report-unreadable" });
});

test("a report that somebody has changed is told, whatever is made of it", async () => {
  using office = await Office.with([{ nik: "3201991307800001", nama: "SUGENG WARSITO", nokk: "3201991203150007" }]);
  await office.match("NIK;NAMA\n3201991307800001;SUGENG WARSITO\n");
  const path = office.path("laporan/match.csv");
  const whole = readFileSync(path, "utf8");
  const changes: readonly ((text: string) => string)[] = [
    (text) => text.replace(";PADAN", ";PADANAN"),
    (text) => text.replace(";PADAN", ";TIDAK_DITEMUKAN"),
    (text) => text.replace(";PADAN", ";toString"),
    (text) => text.replace("explanation;", ""),
    (text) => text.replace("source_file;", '"source_file;'),
    (text) => `${text}\r\n\r\n`,
  ];
  const run = office.path("laporan");
  const readers = [
    ["worklist", run, "--out", office.path("kerja")],
    ["worklist", run, "--corrected", "--out", office.path("kerja")],
    ["compare", run, run, "--out", office.path("banding")],
    ["targeting", run, "--db", office.path("dtsen.db"), "--program", "sembako", "--period", "2026-T1", "--out", office.path("sasaran")],
  ];
  for (const change of changes) {
    const changed = change(whole);
    expect(changed).not.toBe(whole);
    office.write("laporan/match.csv", changed);
    for (const argv of readers)
      expect(await office.say(argv)).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining("no longer as dtsen wrote it") as string,
      });
  }
  office.write("laporan/match.csv", whole);
  expect(await office.say(["worklist", run, "--out", office.path("kerja")])).toMatchObject({ exitCode: 0 });
});
