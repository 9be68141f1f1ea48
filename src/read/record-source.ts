/** Where the records of a list come from: a CSV file, or a sheet of a workbook. What stands in them is found by `table.ts`. */
import type { RecordText } from "./record-splitter.ts";

/** Consecutive records. */
export interface RecordPiece {
  /** Row number of the first, as a spreadsheet shows it. Rows left out before it are blank. */
  readonly firstRow: number;
  readonly records: readonly RecordText[];
}

export interface RecordSource {
  readonly encoding: string;
  /** Name of the sheet; `null` for a file without sheets. */
  readonly sheet: string | null;
  /** Between the cells of a record's text; `UNIT_SEPARATOR` for a sheet. */
  readonly delimiter: string;
  /** Bytes in all, and read so far. */
  readonly size: number;
  readonly bytesRead: number;
  /** Columns as the source itself declares them, once records have been given out; 0 where it does not. */
  readonly declaredWidth: number;
  /** Complete once `records` has ended; only of a source opened to be hashed. */
  sha256(): string;
  /** Every record, from the first; each call reads anew. */
  records(): AsyncGenerator<RecordPiece>;
  /**
   * Whether a header may stand below the first `below` records. Cheap, and may say yes for nothing: it costs one more reading
   * before the list is read.
   */
  mayHoldHeaders(below: number): Promise<boolean>;
  /** Cells below a row that are merged with others under them, so that those are empty; known once all records have been given out. */
  mergedBelow(row: number): number;
  /** Rows up to the last that holds something. */
  countRows(): Promise<number>;
}
