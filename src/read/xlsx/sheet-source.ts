/** The sheets of a workbook as sources of records. */
import { statSync } from "node:fs";
import { basename } from "node:path";
import { DtsenError } from "../../errors.ts";
import { sha256Of } from "../../platform/file-hash.ts";
import { UNIT_SEPARATOR } from "../cell-marks.ts";
import type { RecordPiece, RecordSource } from "../record-source.ts";
import type { RecordText } from "../record-splitter.ts";
import { EVERY_SHEET, isNamed } from "./sheet-names.ts";
import { MOST_COLUMNS, type SheetFacts, type SheetRow } from "./sheet-rows.ts";
import { noFacts, Workbook, type Sheet } from "./workbook.ts";

/** A sheet that is not read. */
export interface SkippedSheet {
  readonly name: string;
  readonly why: "hidden" | "not-chosen" | "no-header" | "tables-beside" | "row-of-several";
  readonly rows: number;
}

export interface OpenedSheets {
  readonly sources: readonly SheetSource[];
  readonly skipped: readonly SkippedSheet[];
}

/**
 * The visible sheets, or those that `chosen` names. Throws `no-such-sheet` and the faults of a workbook. The workbook stays open as
 * long as the process: its sheets share their texts.
 */
export async function openSheets(path: string, chosen: readonly string[], hashed: boolean): Promise<OpenedSheets> {
  const book = await Workbook.open(path);
  const names = book.sheets.map(({ name }) => name);
  for (const sheet of chosen) {
    if (sheet !== EVERY_SHEET && !names.some((name) => isNamed(name, sheet))) {
      throw new DtsenError("no-such-sheet", { file: path, sheet, sheets: names });
    }
  }
  const sha256 = hashed ? await sha256Of(path) : "";
  const sources: SheetSource[] = [];
  const skipped: SkippedSheet[] = [];
  for (const sheet of book.sheets) {
    const isChosen = chosen.some((name) => name === EVERY_SHEET || isNamed(sheet.name, name));
    if (isChosen || (chosen.length === 0 && sheet.state === "visible")) sources.push(new SheetSource(book, sheet, sha256));
    else skipped.push({ name: sheet.name, why: sheet.state === "hidden" ? "hidden" : "not-chosen", rows: await countRows(book, sheet) });
  }
  return { sources, skipped };
}

/** Rows up to the last that holds something: as the sheet declares them, else counted. */
async function countRows(book: Workbook, sheet: Sheet): Promise<number> {
  const facts = noFacts();
  let last = 0;
  for await (const rows of book.rows(sheet, facts)) {
    if (facts.declaredRows > 0) return facts.declaredRows;
    last = rows.at(-1)!.row;
  }
  return last;
}

/** A gap of more rows than this is left out instead of being read as blank rows. */
const LONGEST_GAP = 1_000;
/** Compressed bytes of a sheet that is read once more for headers further down: some sixty thousand rows. */
const READ_TWICE = 4 << 20;

export class SheetSource implements RecordSource {
  readonly file: string;
  readonly sheet: string;
  readonly encoding = "xlsx";
  readonly delimiter = UNIT_SEPARATOR;
  readonly size: number;
  bytesRead = 0;
  private readonly book: Workbook;
  private readonly part: Sheet;
  private readonly hash: string;
  private facts: SheetFacts = noFacts();

  constructor(book: Workbook, part: Sheet, hash: string) {
    this.book = book;
    this.part = part;
    this.hash = hash;
    this.file = basename(book.path);
    this.sheet = part.name;
    // Of a sheet nobody knows the bytes: each counts as the whole file.
    this.size = statSync(book.path).size;
  }

  sha256(): string {
    return this.hash;
  }

  async *records(): AsyncGenerator<RecordPiece> {
    this.facts = noFacts();
    this.bytesRead = 0;
    let next = 1;
    for await (const rows of this.book.rows(this.part, this.facts, (share) => (this.bytesRead = Math.round(share * this.size)))) {
      let records: RecordText[] = [];
      for (const row of rows) {
        if (row.blanksBefore > LONGEST_GAP) {
          if (records.length > 0) yield { firstRow: next - records.length, records };
          records = [];
          next = row.row;
        } else for (let blank = 0; blank < row.blanksBefore; blank++, next++) records.push(blankRecord);
        records.push(recordOf(row));
        next++;
      }
      yield { firstRow: next - records.length, records };
    }
  }

  mayHoldHeaders(): Promise<boolean> {
    return Promise.resolve(this.book.compressedSize(this.part) < READ_TWICE);
  }

  get declaredWidth(): number {
    return Math.min(this.facts.declaredWidth, MOST_COLUMNS);
  }

  /** Cells below `row` that are merged with others under them; known once the records have been read. */
  mergedBelow(row: number): number {
    return this.facts.mergedDown.filter((first) => first > row).length;
  }

  /** Rows up to the last that holds something. */
  countRows(): Promise<number> {
    return countRows(this.book, this.part);
  }
}

const blankRecord: RecordText = { text: "", findings: [], rejected: null };

function recordOf({ text, width, hidden }: SheetRow): RecordText {
  if (width > MOST_COLUMNS) return { text: "", findings: [], rejected: { reason: "BARIS_TERLALU_PANJANG", detail: `${width} kolom` } };
  return hidden ? { text, findings: ["BARIS_TERSEMBUNYI"], rejected: null } : { text, findings: [], rejected: null };
}
