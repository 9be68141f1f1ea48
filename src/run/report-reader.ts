/** The CSV reports of a run, read back as they were written: what wrote them is known, so nothing is guessed. */
import { createReadStream } from "node:fs";
import { safeCell, type ReportDelimiter } from "../report/csv.ts";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";

export interface ReportTable {
  readonly columns: readonly string[];
  readonly delimiter: ReportDelimiter;
  /** Every row below the header, its cells without the apostrophe that keeps a spreadsheet from running them. Once. */
  readonly rows: AsyncGenerator<readonly string[]>;
}

const PIECE_BYTES = 1 << 18;

/** Opens a report; the faults of the file system come as `DtsenError`. */
export async function openReport(path: string): Promise<ReportTable> {
  const records = recordsOf(path);
  const first = await records.next();
  const header = first.done === true ? "" : first.value;
  // Headers of reports begin with a word of ours.
  const delimiter: ReportDelimiter = /^\w+;/.test(header) ? ";" : ",";
  return { columns: cellsOf(header, delimiter), delimiter, rows: rowsOf(records, delimiter) };
}

async function* rowsOf(records: AsyncGenerator<string>, delimiter: ReportDelimiter): AsyncGenerator<readonly string[]> {
  for await (const record of records) yield cellsOf(record, delimiter);
}

/** Records without their line break; inside quotes a line break is text. */
async function* recordsOf(path: string): AsyncGenerator<string> {
  let rest = "";
  let open = "";
  try {
    for await (const chunk of createReadStream(plainFile(path), {
      encoding: "utf8",
      highWaterMark: PIECE_BYTES,
    }) as AsyncIterable<string>) {
      const lines = (rest + chunk).split("\r\n");
      rest = lines.pop()!;
      for (const line of lines) {
        const record = open === "" ? line : `${open}\r\n${line}`;
        open = isOpen(record) ? record : "";
        if (open === "") yield record.charCodeAt(0) === 0xfeff ? record.slice(1) : record;
      }
    }
  } catch (error) {
    throw translateSystemError(error, path);
  }
  if (rest !== "") yield rest;
}

function isOpen(record: string): boolean {
  let isOdd = false;
  for (let at = record.indexOf('"'); at >= 0; at = record.indexOf('"', at + 1)) isOdd = !isOdd;
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

/** The cell before it was made safe for a spreadsheet. */
export function bareCell(cell: string, delimiter: ReportDelimiter): string {
  for (const bare of [cell.slice(1), cell.replace(/'(?=[=@＝＠+\-＋－\t\r\n])/g, "")]) {
    if (bare !== cell && safeCell(bare, delimiter) === cell) return bare;
  }
  return cell;
}
