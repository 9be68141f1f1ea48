/** The CSV reports of a run, read back as they were written: what wrote them is known, so nothing is guessed. */
import { createReadStream } from "node:fs";
import { DtsenError } from "../errors.ts";
import { leadColumns } from "./columns.ts";
import { safeCell, type ReportDelimiter } from "./csv.ts";
import { isStatusOf, type RowReport } from "./status.ts";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";

export interface ReportTable {
  readonly columns: readonly string[];
  readonly delimiter: ReportDelimiter;
  /** Every row below the header, its cells without the apostrophe that keeps a spreadsheet from running them. Once. */
  readonly rows: AsyncGenerator<readonly string[]>;
}

const PIECE_BYTES = 1 << 18;

/** Opens a report; the faults of the file system come as `DtsenError`, as does a quote that is never closed (`report-unreadable`). */
export async function openReport(path: string): Promise<ReportTable> {
  const records = recordsOf(path);
  const first = await records.next();
  const header = first.done === true ? "" : first.value;
  // Headers of reports begin with a word of ours.
  const delimiter: ReportDelimiter = /^\w+;/.test(header) ? ";" : ",";
  return { columns: cellsOf(header, delimiter), delimiter, rows: rowsOf(records, delimiter) };
}

/** Opens match, conflict or orphan. Its own columns are not there, or a row's status is none of it: `report-unreadable`. */
export async function openRowReport(path: string, report: RowReport): Promise<ReportTable> {
  const table = await openReport(path);
  const unreadable = (): DtsenError => new DtsenError("report-unreadable", { file: path });
  if (leadColumns.some((column, at) => table.columns[at] !== column)) throw unreadable();
  async function* rows(): ReportTable["rows"] {
    for await (const cells of table.rows) {
      if (!isStatusOf(report, leadCell(cells, "status"))) throw unreadable();
      yield cells;
    }
  }
  return { ...table, rows: rows() };
}

/** A column of the report's own, by its name; empty where there is none such. */
export function leadCell(cells: readonly string[], column: string): string {
  return cells[leadPlaces.get(column) ?? -1] ?? "";
}

const leadPlaces: ReadonlyMap<string, number> = new Map(leadColumns.map((column, at) => [column, at]));

async function* rowsOf(records: AsyncGenerator<string>, delimiter: ReportDelimiter): AsyncGenerator<readonly string[]> {
  for await (const record of records) yield cellsOf(record, delimiter);
}

/** Records without their line break, of a spreadsheet's making as of ours; inside quotes a line break is text. */
async function* recordsOf(path: string): AsyncGenerator<string> {
  let rest = "";
  /** Lines of a record that is not at its end. */
  const begun: string[] = [];
  let isOpen = false;
  const record = (line: string): string | null => {
    if (hasOddQuotes(line)) isOpen = !isOpen;
    if (isOpen) {
      begun.push(line);
      return null;
    }
    const text = begun.length === 0 ? line : `${begun.splice(0).join("\n")}\n${line}`;
    return text.endsWith("\r") ? text.slice(0, -1) : text;
  };
  for await (const chunk of textOf(path)) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const whole = record(line);
      if (whole !== null) yield whole;
    }
  }
  const last = rest === "" ? "" : record(rest);
  if (isOpen) throw new DtsenError("report-unreadable", { file: path });
  if (last !== null && last !== "") yield last;
}

async function* textOf(path: string): AsyncGenerator<string> {
  let isFirst = true;
  try {
    for await (const chunk of createReadStream(plainFile(path), {
      encoding: "utf8",
      highWaterMark: PIECE_BYTES,
    }) as AsyncIterable<string>) {
      yield isFirst && chunk.charCodeAt(0) === 0xfeff ? chunk.slice(1) : chunk;
      isFirst = false;
    }
  } catch (error) {
    throw translateSystemError(error, path);
  }
}

function hasOddQuotes(line: string): boolean {
  let isOdd = false;
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

function cellsOf(record: string, delimiter: ReportDelimiter): string[] {
  const cells = record.includes('"') ? quotedCells(record, delimiter) : record.split(delimiter);
  for (let at = 0; at < cells.length; at++) if (cells[at]!.includes("'")) cells[at] = bareCell(cells[at]!, delimiter);
  return cells;
}

function quotedCells(record: string, delimiter: ReportDelimiter): string[] {
  const cells: string[] = [];
  for (let from = 0; from <= record.length; ) {
    if (record[from] !== '"') {
      const end = record.indexOf(delimiter, from);
      cells.push(record.slice(from, end < 0 ? record.length : end));
      if (end < 0) break;
      from = end + 1;
      continue;
    }
    let end = record.indexOf('"', from + 1);
    while (end >= 0 && record[end + 1] === '"') end = record.indexOf('"', end + 2);
    if (end < 0) end = record.length;
    cells.push(record.slice(from + 1, end).replaceAll('""', '"'));
    if (end + 1 >= record.length) break;
    from = end + 2;
  }
  return cells;
}

/** The cell before it was made safe for a spreadsheet: without every apostrophe that may have been put in, or without the first. */
export function bareCell(cell: string, delimiter: ReportDelimiter): string {
  for (const bare of [cell.replace(/'(?=[=@＝＠+\-＋－\t\r\n])/g, ""), cell.slice(1)]) {
    if (bare !== cell && safeCell(bare, delimiter) === cell) return bare;
  }
  return cell;
}
