/** Forms on disk: each sheet of a workbook, or a CSV, as rows of cells. */
import { basename } from "node:path";
import { delimiters, type Delimiter } from "../read/csv-source.ts";
import { readCells } from "../read/csv-cells.ts";
import { fileKind } from "../read/file-kind.ts";
import { readSheets, type PlainRow } from "../read/xlsx/plain-sheets.ts";
import { RecordSplitter, type RecordText } from "../read/record-splitter.ts";
import { openText } from "../read/text-source.ts";
import { formColumns, type FormRow } from "../rulings/filled-form.ts";

export interface Form {
  /** Base name, of a workbook with the sheet. */
  readonly name: string;
  readonly rows: AsyncIterable<FormRow>;
}

/** The forms of a file. Throws as the readers of text and of workbooks do. */
export async function* openForms(path: string): AsyncGenerator<Form> {
  if ((await fileKind(path)) !== "workbook") {
    yield { name: basename(path), rows: csvRows(path) };
    return;
  }
  for await (const { name, rows } of readSheets(path)) yield { name: `${basename(path)}#${name}`, rows: sheetRows(rows) };
}

async function* sheetRows(rows: AsyncIterable<PlainRow>): AsyncGenerator<FormRow> {
  for await (const { row, cells, isNumber } of rows) {
    yield { row, cells: cells.map((cell, at) => (isNumber[at] === true ? `\u001e${cell}` : cell)) };
  }
}

async function* csvRows(path: string): AsyncGenerator<FormRow> {
  const source = await openText(path);
  let delimiter: Delimiter | null = null;
  let splitter: RecordSplitter | null = null;
  let row = 0;
  for await (const piece of source.pieces()) {
    delimiter ??= delimiterOf(piece.lines);
    splitter ??= new RecordSplitter(delimiter, 0);
    for (const record of splitter.split(piece, false)) yield { row: ++row, ...rowOf(record, delimiter) };
  }
  for (const record of splitter?.split({ lines: [], notes: new Map() }, true) ?? []) yield { row: ++row, ...rowOf(record, delimiter!) };
}

function rowOf({ text, rejected }: RecordText, delimiter: Delimiter): Omit<FormRow, "row"> {
  return { cells: cellsOf(text, delimiter), broken: rejected !== null };
}

/** The one that makes a header of some line. */
function delimiterOf(lines: readonly string[]): Delimiter {
  for (const line of lines) {
    if (!/putusan/i.test(line)) continue;
    for (const delimiter of delimiters) if (formColumns(cellsOf(line.replace(/\r$/, ""), delimiter)) !== null) return delimiter;
  }
  return ",";
}

function cellsOf(text: string, delimiter: Delimiter): readonly string[] {
  return readCells(text, delimiter).cells;
}
