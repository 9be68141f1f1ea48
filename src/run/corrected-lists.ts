/** The lists of a run as they came, with the NIK that is known now beside the one they give. */
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { columnsOf, fieldCell } from "../normalise/combined-cell.ts";
import { csvLines, type ReportDelimiter } from "../report/csv.ts";
import type { ListPart } from "../report/list-part.ts";
import { BYTE_ORDER_MARK } from "../report/report-files.ts";
import { rowReports } from "../report/status.ts";
import { fileName } from "../report/workbook/safe-names.ts";
import { writeWorkbook } from "../report/workbook/write-workbook.ts";
import { forgetTemporary } from "../platform/private-files.ts";
import { sha256Of } from "../platform/file-hash.ts";
import { RunReport, stemOf, type RunFacts, type RunRow } from "./run-folder.ts";

export const correctedColumns = ["NIK_DIPERBAIKI", "ASAL_PERBAIKAN"] as const;

/** Rows of one part of a list. */
interface PartRows {
  readonly part: ListPart;
  readonly rows: string[][];
  corrected: number;
}

/** Writes each list into `folder`: a workbook with its sheets, or a CSV. Gives the lines of `isi.csv`. */
export async function correctedLists(folder: string, run: string, facts: RunFacts): Promise<string[][]> {
  const reports = await Promise.all(rowReports.map((report) => RunReport.open(run, report, facts)));
  const [{ own, delimiter }] = reports as [RunReport, ...RunReport[]];
  const parts = new Map<ListPart, PartRows>(facts.parts.map((part) => [part, { part, rows: [], corrected: 0 }]));
  for await (const row of inListOrder(reports, facts)) {
    if (row.part === null) continue;
    const found = parts.get(row.part)!;
    const correction = correctionOf(row);
    if (correction[0] !== "") found.corrected++;
    found.rows.push(beside(row.part, row.own, correction));
  }
  const names = new Set<string>();
  const written: string[][] = [];
  for (const [list, some] of byList([...parts.values()])) {
    const stem = fileName(`${stemOf(list)}-diperbaiki`, names);
    const isWorkbook = /\.xls[xm]$/i.test(list);
    const path = join(folder, `${stem}${isWorkbook ? ".xlsx" : ".csv"}`);
    if (isWorkbook) await writeSheets(path, some, own);
    else writeFileSync(path, BYTE_ORDER_MARK + some.map((part) => csvText(part, own, delimiter)).join(""), { mode: 0o600, flag: "wx" });
    const sum = (of: (part: PartRows) => number): string => String(some.reduce((all, part) => all + of(part), 0));
    written.push([
      `${stem}${isWorkbook ? ".xlsx" : ".csv"}`,
      list,
      sum(({ rows }) => rows.length),
      sum(({ corrected }) => corrected),
      await sha256Of(path),
    ]);
  }
  return written;
}

/** The reports are in input order each: one walk over all of them gives the list's. */
async function* inListOrder(reports: readonly RunReport[], { parts }: RunFacts): AsyncGenerator<RunRow> {
  const place = new Map(parts.map((part, at) => [part, at]));
  const sources = reports.map((report) => report.rows());
  const heads = await Promise.all(sources.map((source) => source.next()));
  const orderOf = ({ part, cells }: RunRow): number => (part === null ? 0 : place.get(part)!) * 2 ** 21 + Number(cells("source_row"));
  for (;;) {
    let first = -1;
    for (const [at, head] of heads.entries()) {
      if (head.done !== true && (first < 0 || orderOf(head.value) < orderOf(heads[first]!.value as RunRow))) first = at;
    }
    if (first < 0) return;
    yield heads[first]!.value as RunRow;
    heads[first] = await sources[first]!.next();
  }
}

/** The person's NIK where the row is matched and the list's cell is not that NIK. */
function correctionOf({ report, cells, own, part }: RunRow): readonly [string, string] {
  const nik = cells("dtsen_nik");
  const isRight = part !== null && part.columns.nik !== undefined && fieldCell(own, part.columns, "nik") === nik;
  if (report !== "match" || nik === "" || isRight) return ["", ""];
  return [nik, cells("status") === "PADAN_PUTUSAN" ? "putusan" : "DTSEN"];
}

/** The part's own cells with the correction beside the NIK, or behind all where the list has none. */
function beside({ columns, own: places }: ListPart, own: readonly string[], added: readonly string[]): string[] {
  const last = columnsOf(columns, "nik").at(-1);
  return places
    .flatMap((place) => (place === last ? [own[place]!, ...added] : [own[place]!]))
    .concat(columns.nik === undefined ? added : []);
}

function headerOf(part: ListPart, own: readonly string[]): string[] {
  return beside(part, own, correctedColumns);
}

function csvText({ part, rows }: PartRows, own: readonly string[], delimiter: ReportDelimiter): string {
  return csvLines([headerOf(part, own), ...rows], delimiter);
}

/** Sheets as they came; parts of one sheet one after the other. */
async function writeSheets(path: string, parts: readonly PartRows[], own: readonly string[]): Promise<void> {
  await writeWorkbook(
    path,
    parts.map(({ part, rows }) => ({
      name: part.file.split("#").slice(1).join("#") || stemOf(part.file),
      columns: headerOf(part, own).map((header) => ({ header, width: /NIK|KK/i.test(header) ? 20 : 16 })),
      rows,
    })),
  );
  forgetTemporary(path);
}

function byList(parts: readonly PartRows[]): Map<string, PartRows[]> {
  const lists = new Map<string, PartRows[]>();
  for (const part of parts) {
    const list = part.part.file.replace(/(\.xls[xm])#.*$/i, "$1");
    lists.set(list, [...(lists.get(list) ?? []), part]);
  }
  return lists;
}
