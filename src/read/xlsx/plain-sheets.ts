/** The sheets of a workbook as rows of cells, for what is no list: a filled work list. */
import { NUMBER_MARK, UNIT_SEPARATOR, unmarked } from "../cell-marks.ts";
import { Workbook, type Sheet } from "./workbook.ts";

export interface PlainRow {
  /** As the spreadsheet shows it, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
  /** By cell: it was stored as a number. */
  readonly isNumber: readonly boolean[];
}

export interface PlainSheet {
  readonly name: string;
  /** Rows that hold something. To be read before the next sheet is asked for. */
  readonly rows: AsyncGenerator<PlainRow>;
}

/** Every visible sheet. Throws as `Workbook` does. */
export async function* readSheets(path: string): AsyncGenerator<PlainSheet> {
  await using book = await Workbook.open(path);
  for (const sheet of book.sheets) if (sheet.state === "visible") yield { name: sheet.name, rows: plainRows(book, sheet) };
}

async function* plainRows(book: Workbook, sheet: Sheet): AsyncGenerator<PlainRow> {
  for await (const rows of book.rows(sheet)) {
    for (const { row, text } of rows) {
      const marked = text.split(UNIT_SEPARATOR);
      yield { row, cells: marked.map(unmarked), isNumber: marked.map((cell) => cell.startsWith(NUMBER_MARK)) };
    }
  }
}
