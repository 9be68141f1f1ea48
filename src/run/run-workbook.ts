/** `laporan.xlsx`: the reports of a run, read back as they were written, as the officer's workbook. */
import { join } from "node:path";
import { CandidateSheet } from "../report/workbook/candidate-sheet.ts";
import { OfficerSheet, originOf, type Candidates, type Cells, type OfficerRun } from "../report/workbook/officer-sheets.ts";
import { codesSheet, rejectedColumns, rejectedRow, summarySheet } from "../report/workbook/pages.ts";
import type { Row, Sheet } from "../report/workbook/sheet-xml.ts";
import { writeWorkbook } from "../report/workbook/write-workbook.ts";
import { leadColumns } from "../report/columns.ts";
import type { RowReport } from "../report/status.ts";
import type { RunSummary } from "../report/summary.ts";
import { reportFileNames, WORKBOOK_FILE, type ReportFile, type ReportFiles } from "../report/report-files.ts";
import { openReport, type ReportTable } from "../report/report-reader.ts";

/** Names of the sheets, in the order of the work. */
export const rowSheets = { conflict: "Konflik", orphan: "Tidak Ditemukan", match: "Padan" } as const satisfies Record<RowReport, string>;

/** Adds the workbook to the reports that will appear in `folder`, made from what they hold by now. */
export async function writeRunWorkbook(reports: ReportFiles, run: OfficerRun, summary: RunSummary, folder: string): Promise<void> {
  const sealed = reports.sealed();
  const pathOf = (report: ReportFile): string => sealed[reportFileNames[report]]!;
  const sheets: Sheet[] = [summarySheet(summary, run.lang)];
  for (const report of ["conflict", "orphan", "match"] as const) {
    const view = new OfficerSheet(run, report);
    const rows = rowsOf(view, pathOf(report), report === "conflict" ? pathOf("candidates") : null);
    sheets.push({ name: rowSheets[report], columns: view.columns, printed: view.printed, rows });
  }
  sheets.push({ name: "Ditolak", columns: rejectedColumns(run.lang), rows: rejectedRows(pathOf("rejected"), run) });
  const candidates = new CandidateSheet(run.lang, run.masked);
  sheets.push({
    name: "Calon",
    columns: candidates.columns,
    printed: candidates.printed,
    rows: candidateRows(candidates, pathOf("candidates")),
  });
  sheets.push(codesSheet(run.lang));
  await writeWorkbook(reports.file(WORKBOOK_FILE), sheets, { subject: join(folder, WORKBOOK_FILE) });
}

async function* rowsOf(view: OfficerSheet, path: string, candidatesPath: string | null): AsyncGenerator<Row> {
  const table = await openReport(path);
  const cellsOf = cellReader(table);
  const lead = leadColumns.length;
  using candidates = candidatesPath === null ? null : await CandidateReader.open(candidatesPath);
  for await (const cells of table.rows) {
    const named = cellsOf(cells);
    yield view.row(named, cells.slice(lead), candidates === null ? null : await candidates.of(originOf(named)));
  }
}

/** Cells by column name; among columns of one name, the report's own comes first. */
export function cellReader({ columns }: Pick<ReportTable, "columns">): (cells: readonly string[]) => Cells {
  const places = new Map<string, number>();
  for (const [at, column] of columns.entries()) if (!places.has(column)) places.set(column, at);
  return (cells) => (column) => {
    const at = places.get(column);
    return at === undefined ? "" : (cells[at] ?? "");
  };
}

/** kandidat.csv beside conflict.csv: both are in input order, so that one walk gives every row its candidates. */
export class CandidateReader implements Disposable {
  private readonly table: ReportTable;
  private readonly cellsOf: (cells: readonly string[]) => Cells;
  private next: Cells | null = null;

  private constructor(table: ReportTable) {
    this.table = table;
    this.cellsOf = cellReader(table);
  }

  static async open(path: string): Promise<CandidateReader> {
    const reader = new CandidateReader(await openReport(path));
    await reader.advance();
    return reader;
  }

  /** Every candidate of a row, best first; rows are asked for in the order of the reports. */
  async all(origin: string): Promise<Cells[]> {
    const found: Cells[] = [];
    while (this.next !== null && originOf(this.next) === origin) {
      found.push(this.next);
      await this.advance();
    }
    return found;
  }

  async of(origin: string): Promise<Candidates | null> {
    return candidatesOf(await this.all(origin));
  }

  [Symbol.dispose](): void {
    void this.table.rows.return(undefined);
  }

  private async advance(): Promise<void> {
    const { value, done } = await this.table.rows.next();
    this.next = done === true ? null : this.cellsOf(value);
  }
}

export function candidatesOf(all: readonly Cells[]): Candidates | null {
  const [best, ...others] = all;
  if (best === undefined) return null;
  const side = {
    nik: best("daftar_nik"),
    nama: best("daftar_nama"),
    tanggalLahir: best("daftar_tanggal_lahir"),
    desa: best("daftar_desa"),
  };
  return { side, key: best("kunci"), others: others.map((cells) => cells("dtsen_nama")) };
}

async function* candidateRows(view: CandidateSheet, path: string): AsyncGenerator<Row> {
  const table = await openReport(path);
  const cellsOf = cellReader(table);
  for await (const cells of table.rows) yield view.row(cellsOf(cells));
}

async function* rejectedRows(path: string, { lang }: OfficerRun): AsyncGenerator<Row> {
  const table = await openReport(path);
  const cellsOf = cellReader(table);
  let number = 0;
  for await (const cells of table.rows) {
    const named = cellsOf(cells);
    yield rejectedRow(++number, named("reason"), named("detail"), originOf(named), lang);
  }
}
