/** A run's folder read again: its reports row by row, and what `summary.json` says of its lists' columns. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { DtsenError } from "../errors.ts";
import type { RowIdentity } from "../normalise/normalise.ts";
import type { PlainDate } from "../normalise/record.ts";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";
import { leadColumns } from "../report/columns.ts";
import { identityIn, partOf, type ListPart } from "../report/list-part.ts";
import { maskDate, maskNumber, maskNumbersIn, maskOwnCells, maskText, ownColumnMasks } from "../report/mask.ts";
import { reportFileNames, SUMMARY_FILE, type ReportFile } from "../report/report-files.ts";
import type { RowReport } from "../report/status.ts";
import { leadCell, openRowReport, type ReportTable } from "../report/report-reader.ts";

/** What is read again of `summary.json`. */
export interface RunFacts {
  readonly masked: boolean;
  readonly forced: boolean;
  /** Officers' rulings were applied. */
  readonly ruled: boolean;
  /** Day the run began. */
  readonly day: PlainDate;
  /** Label and date of the extract; empty where it has none. */
  readonly extract: readonly [label: string, date: string];
  /** Per header of the lists; `own`: places of the part's own columns among those of the reports. */
  readonly parts: readonly ListPart[];
  readonly rejected: number;
}

/** A row of match.csv, conflict.csv or orphan.csv. */
export interface RunRow {
  readonly report: RowReport;
  /** Cells of the report's own columns, by name. */
  readonly cells: (column: string) => string;
  /** The list's cells, under the headers of all lists. */
  readonly own: readonly string[];
  readonly part: ListPart | null;
}

/** Throws `reports-missing` where the folder holds no run of this version, `not-a-run` where it is a file. */
export function readRunFacts(folder: string): RunFacts {
  let text: string;
  try {
    text = readFileSync(plainFile(join(folder, SUMMARY_FILE)), "utf8");
  } catch (error) {
    const translated = translateSystemError(error, join(folder, SUMMARY_FILE));
    const code = translated instanceof DtsenError ? translated.code : null;
    if (code === "file-missing") throw new DtsenError("reports-missing", { folder, missing: SUMMARY_FILE });
    throw code === "not-a-folder" ? new DtsenError("not-a-run", { file: folder }) : translated;
  }
  try {
    // biome-ignore lint/suspicious/noExplicitAny: checked by what is asked of it
    const summary = JSON.parse(text) as any;
    return {
      masked: summary.masked === true,
      forced: summary.forced === true,
      ruled: summary.decisions != null,
      day: Number(String(summary.times.started_at).slice(0, 10).replaceAll("-", "")),
      extract: [summary.index.label ?? "", summary.index.date ?? ""],
      rejected: Number(summary.rejected),
      // biome-ignore lint/suspicious/noExplicitAny: written by us
      parts: summary.parts.map(({ file, header_row, title_village, columns, own, profile }: any) => ({
        file,
        headerRow: header_row,
        titleVillage: title_village ?? "",
        columns,
        own,
        profile,
      })),
    };
  } catch {
    throw new DtsenError("reports-missing", { folder, missing: `${SUMMARY_FILE} (parts)` });
  }
}

export class RunReport {
  readonly report: RowReport;
  /** Headers of the lists' own columns. */
  readonly own: readonly string[];
  readonly delimiter: ReportTable["delimiter"];
  private readonly table: ReportTable;
  private readonly facts: RunFacts;

  private constructor(report: RowReport, table: ReportTable, facts: RunFacts) {
    this.report = report;
    this.table = table;
    this.facts = facts;
    this.delimiter = table.delimiter;
    this.own = table.columns.slice(leadColumns.length);
  }

  static async open(folder: string, report: RowReport, facts: RunFacts): Promise<RunReport> {
    return new RunReport(report, await openRowReport(reportPath(folder, report), report), facts);
  }

  async *rows(): AsyncGenerator<RunRow> {
    const lead = leadColumns.length;
    for await (const line of this.table.rows) {
      const cells = (column: string): string => leadCell(line, column);
      const part = partOf(this.facts.parts, cells("source_file"), Number(cells("source_row")));
      yield { report: this.report, cells, own: line.slice(lead), part };
    }
  }
}

export function reportPath(folder: string, report: ReportFile): string {
  return join(folder, reportFileNames[report]);
}

/** What a run's rows are known by, read as the run has read them. */
export class RunReader {
  private readonly facts: RunFacts;
  private readonly masks = new Map<ListPart, ReturnType<typeof ownColumnMasks>>();

  constructor(facts: RunFacts) {
    this.facts = facts;
  }

  identityOf({ part, own }: RunRow): RowIdentity | null {
    return part === null ? null : identityIn(part, own, { today: this.facts.day, forceNik: this.facts.forced });
  }

  /** The row for passing on: no number, no full date of birth in any cell. */
  masked(row: RunRow, headers: readonly string[]): RunRow {
    const { part, own, cells } = row;
    let masks = part === null ? undefined : this.masks.get(part);
    if (masks === undefined) {
      masks = ownColumnMasks(headers, part?.columns ?? {});
      if (part !== null) this.masks.set(part, masks);
    }
    const born = this.identityOf(row)?.birthDate?.value ?? 0;
    return {
      ...row,
      own: maskOwnCells(own, masks, born),
      cells: (column) => maskCell(column, cells(column), born),
    };
  }
}

/** A cell of a report's or of kandidat.csv's own column, masked. */
export function maskCell(column: string, text: string, born: PlainDate = 0): string {
  if (/(?:_nik|_no_kk)$/.test(column)) return maskNumber(text);
  if (column.endsWith("tanggal_lahir")) return maskDate(text);
  return column.startsWith("source_") ? maskNumbersIn(text) : maskText(text, born);
}

/** Name of a list without folder and ending. */
export function stemOf(file: string): string {
  return basename(file).replace(/\.(?:csv|txt|tsv|xlsx|xlsm)$/i, "");
}
