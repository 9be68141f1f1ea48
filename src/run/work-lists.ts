/** The rows of a run by village: what each village's workbook holds. */
import type { Lang, Text } from "../language.ts";
import type { RowReport } from "../report/status.ts";
import { CandidateSheet } from "../report/workbook/candidate-sheet.ts";
import { OfficerSheet, originOf, type Cells, type OfficerRun } from "../report/workbook/officer-sheets.ts";
import { howToLines } from "../report/workbook/pages.ts";
import type { Row, Sheet } from "../report/workbook/sheet-xml.ts";
import { DtsenError } from "../errors.ts";
import type { WorklistOptions } from "./options.ts";
import { maskText } from "../report/mask.ts";
import { maskCell, reportPath, RunReader, RunReport, stemOf, type RunFacts, type RunRow } from "./run-folder.ts";
import { CandidateReader, candidatesOf, rowSheets } from "./run-workbook.ts";
import { VillageBook, type Village } from "./villages.ts";

/** The work of one village, or of one kecamatan. */
export interface WorkList {
  readonly village: Village;
  readonly run: OfficerRun;
  readonly rows: number;
  /** Per report, its rows with the candidates of a conflict. */
  readonly entries: Readonly<Record<RowReport, readonly WorkRow[]>>;
}

interface WorkRow {
  readonly row: RunRow;
  readonly candidates: readonly Cells[];
}

/** The work in the order of the report sheets. */
const order = ["conflict", "orphan", "match"] as const;

/** Every row of the reports asked for, village by village in the order of their names. */
export async function gatherWork(
  folder: string,
  facts: RunFacts,
  { by, only, desa, mask, reportLang }: Pick<WorklistOptions, "by" | "only" | "desa" | "mask" | "reportLang">,
): Promise<WorkList[]> {
  const book = await villagesOf(folder, facts);
  const chosen = desa === null ? null : book.find(desa, "");
  const reader = new RunReader(facts);
  const masked = mask || facts.masked;
  const found = new Map<string, { village: Village; run: OfficerRun; entries: Record<RowReport, WorkRow[]> }>();
  for (const report of order.filter((each) => only.includes(each))) {
    const table = await RunReport.open(folder, report, facts);
    const run: OfficerRun = {
      lang: reportLang,
      masked,
      own: table.own,
      parts: facts.parts,
      today: facts.day,
      forceNik: facts.forced,
      extract: facts.extract,
    };
    using candidates = report === "conflict" ? await CandidateReader.open(reportPath(folder, "candidates")) : null;
    for await (const row of table.rows()) {
      const all = (await candidates?.all(originOf(row.cells))) ?? [];
      const dtsen = { kecamatan: row.cells("dtsen_kecamatan"), desa: row.cells("dtsen_desa") };
      const own = book.of(dtsen, () => reader.identityOf(row), row.part?.titleVillage ?? "", placeTexts(row));
      const clear = own.desa === "" && chosen !== null ? chosen : own;
      const village = masked ? { kecamatan: maskText(clear.kecamatan), desa: maskText(clear.desa) } : clear;
      const key = by === "desa" ? `${village.kecamatan}\t${village.desa}` : village.kecamatan;
      let list = found.get(key);
      if (list === undefined) {
        list = { village: by === "desa" ? village : { ...village, desa: "" }, run, entries: { conflict: [], orphan: [], match: [] } };
        found.set(key, list);
      }
      list.entries[report].push(masked && !facts.masked ? maskedEntry(row, all, dtsen, reader, run) : { row, candidates: all });
    }
  }
  if (found.size === 0) throw new DtsenError("no-work", { folder });
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, list]) => ({ ...list, rows: order.reduce((sum, report) => sum + list.entries[report].length, 0) }));
}

/** For passing on: a village's book names nobody of another village. */
function maskedEntry(row: RunRow, candidates: readonly Cells[], { desa, kecamatan }: Village, reader: RunReader, run: OfficerRun): WorkRow {
  const near = candidates.filter((cells) => cells("dtsen_desa") === desa && cells("dtsen_kecamatan") === kecamatan);
  return {
    row: reader.masked(row, run.own),
    candidates: near.map(
      (cells): Cells =>
        (column) =>
          column === "kunci" ? "" : maskCell(column, cells(column)),
    ),
  };
}

/** The villages the extract names in the reports. */
async function villagesOf(folder: string, facts: RunFacts): Promise<VillageBook> {
  const book = new VillageBook();
  for (const report of ["match", "conflict"] as const) {
    const seen = new Set<string>();
    for await (const { cells } of (await RunReport.open(folder, report, facts)).rows()) {
      const village = { kecamatan: cells("dtsen_kecamatan"), desa: cells("dtsen_desa") };
      const key = `${village.kecamatan}\t${village.desa}`;
      if (seen.has(key)) continue;
      seen.add(key);
      book.add(village);
    }
  }
  return book;
}

/** Where a list may name its village: its sheet, then its file. */
function placeTexts({ cells }: RunRow): string[] {
  const [, file = "", sheet = ""] = /^(.*?)(?:#(.*))?$/.exec(cells("source_file")) ?? [];
  return [sheet, stemOf(file)].filter((text) => text !== "");
}

const words = {
  village: { id: "Desa/Kelurahan", en: "Village" },
  kecamatan: { id: "Kecamatan", en: "Kecamatan" },
  nowhere: { id: "Tanpa desa", en: "No village" },
} satisfies Record<string, Text>;

/** The sheets of a village's workbook; a report without rows has none. */
export function workSheets({ village, run, entries }: WorkList, lang: Lang): Sheet[] {
  const { desa, kecamatan } = village;
  const title =
    desa !== "" ? `${words.village[lang]} ${desa}` : kecamatan !== "" ? `${words.kecamatan[lang]} ${kecamatan}` : words.nowhere[lang];
  const page: Row[] = [{ cells: [title], style: "title" }];
  if (desa !== "" && kecamatan !== "") page.push([`${words.kecamatan[lang]} ${kecamatan}`]);
  page.push([]);
  for (const report of order) if (entries[report].length > 0) page.push([rowSheets[report], String(entries[report].length)]);
  page.push([], ...howToLines(run.masked, lang).map((line): Row => [line]));
  const widths = [44, 12, 90];
  const sheets: Sheet[] = [{ name: "Petunjuk", isPage: true, columns: widths.map((width) => ({ header: "", width })), rows: page }];
  for (const report of order) {
    if (entries[report].length === 0) continue;
    const view = new OfficerSheet(run, report);
    const rows = entries[report].map(({ row, candidates }) =>
      view.row(row.cells, row.own, run.masked ? namesOnly(candidates) : candidatesOf(candidates)),
    );
    sheets.push({ name: rowSheets[report], columns: view.columns, printed: view.printed, rows });
  }
  const candidates = entries.conflict.flatMap((entry) => entry.candidates);
  if (candidates.length > 0) {
    const view = new CandidateSheet(lang, run.masked);
    sheets.push({ name: "Calon", columns: view.columns, printed: view.printed, rows: candidates.map((cells) => view.row(cells)) });
  }
  return sheets;
}

/** In a masked book the list's side stands in its own cells. */
function namesOnly(candidates: readonly Cells[]): ReturnType<typeof candidatesOf> {
  const all = candidatesOf(candidates);
  return all === null ? null : { ...all, key: "" };
}
