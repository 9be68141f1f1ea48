/** The rows of a run's reports, as other commands read them back. */
import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { DtsenError } from "../errors.ts";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";
import type { ColumnMapping } from "../normalise/record.ts";
import { readHeader } from "../read/aliases.ts";
import { mapColumns } from "../read/mapping.ts";
import { leadColumns } from "../report/columns.ts";
import { reportFileNames, SUMMARY_FILE } from "../report/report-files.ts";
import { leadCell, openRowReport } from "../report/report-reader.ts";
import { rowReports, type RowReport } from "../report/status.ts";

/** A row of a report. */
export interface RunRow {
  readonly report: RowReport;
  readonly header: readonly string[];
  readonly cells: readonly string[];
  /** A column of the report's own, by its name; empty where it is not there. */
  cell(column: string): string;
}

/** `summary.json` of a run, as far as it is asked for. */
export interface RunSummaryFile {
  readonly masked: boolean;
  readonly index: { readonly label: string | null; readonly date: string | null; readonly persons: number };
  readonly lists: readonly { readonly file: string }[];
}

export function isRun(folder: string): boolean {
  return existsSync(join(folder, reportFileNames.match));
}

/** Throws `reports-missing` where the folder holds no finished run. */
export function readRunSummary(folder: string): RunSummaryFile {
  const path = join(folder, SUMMARY_FILE);
  if (!existsSync(path)) throw new DtsenError("reports-missing", { folder, missing: SUMMARY_FILE });
  let summary: RunSummaryFile | null;
  try {
    summary = JSON.parse(readFileSync(plainFile(path), "utf8")) as RunSummaryFile | null;
  } catch (error) {
    throw error instanceof SyntaxError
      ? new DtsenError("run-unreadable", { file: folder }, { cause: error })
      : translateSystemError(error, path);
  }
  if (typeof summary?.index?.persons !== "number" || !Array.isArray(summary.lists))
    throw new DtsenError("run-unreadable", { file: folder });
  return summary;
}

/** Every row of match, conflict and orphan, report by report; throws as `openRowReport` does, and `reports-missing`. */
export async function* runRows(folder: string, reports: readonly RowReport[] = rowReports): AsyncGenerator<RunRow> {
  for (const report of reports) {
    const path = join(folder, reportFileNames[report]);
    if (!existsSync(path)) throw new DtsenError("reports-missing", { folder, missing: reportFileNames[report] });
    const { columns, rows } = await openRowReport(path, report);
    for await (const cells of rows) yield { report, header: columns, cells, cell: (column) => leadCell(cells, column) };
  }
}

/** A decile as a report has it; `null` where it is none, as a person may have left it. */
export function decileIn(cell: string): number | null {
  return /^(?:[1-9]|10)$/.test(cell) ? Number(cell) : null;
}

/** Reports are separated as the first list was. */
export function reportDelimiter(folder: string): "," | ";" {
  return delimiterOf(join(folder, reportFileNames.match));
}

function delimiterOf(path: string): "," | ";" {
  const head = Buffer.alloc(64);
  const descriptor = openSync(plainFile(path), "r");
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return /^\ufeff?"?source_file"?;/.test(head.toString("utf8")) ? ";" : ",";
}

/** Rows of a run that its columns are read from. */
const SAMPLE_ROWS = 2_000;

/** Which of a run's own columns, counted behind the reports' ones, holds what; empty where they do not say. */
export async function ownMapping(folder: string): Promise<ColumnMapping> {
  const sample: (readonly string[])[] = [];
  let headers: readonly string[] = [];
  for await (const { header, cells } of runRows(folder)) {
    headers = header.slice(leadColumns.length);
    sample.push(cells.slice(leadColumns.length));
    if (sample.length >= SAMPLE_ROWS) break;
  }
  return mappingOf(headers, sample);
}

/** By headers and by what the columns look like; where two may be meant none is taken. */
export function mappingOf(headers: readonly string[], sample: readonly (readonly string[])[]): ColumnMapping {
  try {
    return mapColumns({ file: "match.csv", headers, readings: headers.map(readHeader), rows: sample }, {}).mapping;
  } catch (error) {
    if (error instanceof DtsenError) return {};
    throw error;
  }
}
