/** Batches of records, and every record of a batch as what it is: row, rejection, furniture. Synchronous and pure: a thread may do it. */
import type { FindingCode } from "../normalise/findings.ts";
import type { ColumnMapping, RejectionReason, TableRecord } from "../normalise/record.ts";
import { markFindings, UNIT_SEPARATOR } from "./cell-marks.ts";
import { readCells } from "./csv-cells.ts";
import { furnitureKind, Signing, type RowContext } from "./furniture.ts";

/** Everything needed to read the records under one header; plain data. */
export interface TableFormat {
  /** As the reports name it: the file, or a sheet of it. */
  readonly file: string;
  readonly encoding: string;
  readonly delimiter: string;
  /** Last row of the header, from 1; 0: the part has none. */
  readonly headerRow: number;
  /** The header's rows as they stand, the last in `headerRow`. */
  readonly headerCells: readonly (readonly string[])[];
  /** One per column: what the header's rows say of it together. */
  readonly headers: readonly string[];
  /** The village that the rows above the header name, or an empty text. */
  readonly titleVillage: string;
  readonly width: number;
  /** Column of the running number, or −1. */
  readonly serialAt: number;
  readonly mapping: ColumnMapping;
  /** Of several parts read as one: each as it is, and its column (or −1) for each of the columns above. */
  readonly variants?: readonly { readonly format: TableFormat; readonly columns: readonly number[] }[];
}

/** Consecutive records of one part, as text. */
export interface RecordBatch {
  /** Which of the table's parts they belong to. */
  readonly part: number;
  /** Row number of the first. */
  readonly firstRow: number;
  readonly texts: readonly string[];
  readonly rejected: readonly { readonly at: number; readonly reason: RejectionReason; readonly detail: string }[];
  readonly notes: readonly { readonly at: number; readonly findings: readonly FindingCode[] }[];
}

/** Every record of a batch. With `wanted` (by column) the other cells of a row may stay empty: an index needs a dozen of an extract's fifty. */
export function parseBatch(batch: RecordBatch, format: TableFormat, wanted: readonly boolean[] | null = null): TableRecord[] {
  if (format.variants === undefined) return parsePart(batch, format, wanted);
  const { format: own, columns } = format.variants[batch.part]!;
  return parsePart(batch, own, null).map((record) =>
    record.kind === "row" ? { ...record, cells: columns.map((column) => (column < 0 ? "" : record.cells[column]!)) } : record,
  );
}

function parsePart(batch: RecordBatch, format: TableFormat, wanted: readonly boolean[] | null): TableRecord[] {
  const rejections = new Map(batch.rejected.map((each) => [each.at, each]));
  const notes = new Map(batch.notes.map(({ at, findings }) => [at, findings]));
  const { headerCells, serialAt, mapping } = format;
  const context: RowContext = {
    headerRows: headerCells,
    nameAt: mapping.nama ?? -1,
    numberAt: mapping.nik ?? -1,
    cardAt: mapping.nokk ?? -1,
    serialAt,
  };
  const signing = new Signing(context);
  return batch.texts.map((text, at): TableRecord => {
    const row = batch.firstRow + at;
    const rejected = rejections.get(at);
    if (rejected !== undefined) return { kind: "rejected", row, reason: rejected.reason, detail: rejected.detail };
    const record = recordOf(row, cellsOf(text, format, wanted), format, context, signing, notes.get(at) ?? none);
    if (record.kind !== "row" || format.delimiter !== UNIT_SEPARATOR) return record;
    const marks = markFindings(text, mapping);
    return marks.length === 0 ? record : { ...record, findings: [...record.findings, ...marks] };
  });
}

const none: readonly FindingCode[] = [];

function recordOf(
  row: number,
  cells: readonly string[],
  format: TableFormat,
  context: RowContext,
  signing: Signing,
  findings: readonly FindingCode[],
): TableRecord {
  const { headerRow, headerCells } = format;
  if (row <= headerRow) {
    if (row > headerRow - headerCells.length) return { kind: "furniture", row, furniture: "kepala" };
    if (!holdsNumber(cells, context) || furnitureKind(cells, context) === "judul") {
      return { kind: "furniture", row, furniture: cells.every((cell) => cell.trim() === "") ? "kosong" : "judul" };
    }
  } else {
    const kind = signing.kindOf(cells);
    if (kind !== null) return { kind: "furniture", row, furniture: kind };
  }
  const fitted = fit(cells, format);
  if (fitted === null) {
    return { kind: "rejected", row, reason: "JUMLAH_KOLOM", detail: `${cells.length} kolom, seharusnya ${format.width}` };
  }
  return { kind: "row", row, cells: fitted, findings };
}

/** Above the header: somebody whose number stands where the header has it. */
function holdsNumber(cells: readonly string[], { numberAt, cardAt }: RowContext): boolean {
  return [numberAt, cardAt].some((column) => column >= 0 && /^\s*'?\d{16}\s*$/.test(cells[column] ?? ""));
}

/**
 * The cells under the header's columns: empty cells too many are cut; cells missing at the end are empty, as spreadsheets leave
 * them out. Null: it does not fit, or cells are missing in the middle, so that others stand under the wrong header.
 */
export function fit(
  cells: readonly string[],
  { width, mapping, delimiter }: Pick<TableFormat, "width" | "mapping" | "delimiter">,
): readonly string[] | null {
  if (cells.length === width) return cells;
  if (cells.length > width) return cells.slice(width).every((cell) => cell.trim() === "") ? cells.slice(0, width) : null;
  const filled = [...cells, ...Array<string>(width - cells.length).fill("")];
  // In a sheet every cell has its own column.
  return delimiter !== UNIT_SEPARATOR && isShifted(filled, mapping) ? null : filled;
}

/**
 * The cells of a short record stand under other headers than they were written for: a quote that closed too late, a date without a
 * digit, a name that is a number, a sex of many letters.
 */
function isShifted(cells: readonly string[], { nama, tanggal_lahir, jenis_kelamin }: ColumnMapping): boolean {
  const at = (column: number | undefined): string => (column === undefined ? "" : (cells[column] ?? "").trim());
  const date = at(tanggal_lahir);
  if (cells.some((cell) => cell.startsWith('"') && cell.indexOf('"', 1) > 0)) return true;
  // The whole row in its first cell: it is separated by something else.
  if (OTHERWISE_SEPARATED.test(cells[0]!) && cells.every((cell, column) => column === 0 || cell.trim() === "")) return true;
  return /\d{6}/.test(at(nama)) || (date.length > 3 && !/\d/.test(date)) || at(jenis_kelamin).length > 20;
}

const OTHERWISE_SEPARATED = /^[^,;|\t]{0,20}[,;|\t]\s*["']?\d{16}["']?\s*[,;|\t]/;

/** A number of a person or a card: its record is a row, whatever the rest of it holds. */
const ROW_NUMBER = /\d{12}/;

/** With `wanted`, of a row of the right width those columns alone; what may be furniture comes whole. */
function cellsOf(text: string, { delimiter, width }: TableFormat, wanted: readonly boolean[] | null): readonly string[] {
  if (wanted !== null) {
    const { cells } = readCells(text, delimiter, wanted);
    if (cells.length === width && cells.some((cell) => ROW_NUMBER.test(cell))) return cells;
  }
  return readCells(text, delimiter).cells;
}
