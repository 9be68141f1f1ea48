/**
 * A list as offices send it, understood before it is read: headers, columns, parts. It may be a CSV file or a workbook; what stands
 * in its records is found by the same code.
 */
import { basename } from "node:path";
import { DtsenError } from "../errors.ts";
import { fieldCell } from "../normalise/combined-cell.ts";
import { profileColumns, type FileProfile } from "../normalise/file-profile.ts";
import { fields, type Field, type SourceRow, type TableRecord } from "../normalise/record.ts";
import { fit, parseBatch, type RecordBatch, type TableFormat } from "./batch.ts";
import { readHeader, strip } from "./aliases.ts";
import { readCells } from "./csv-cells.ts";
import { delimiters } from "./csv-source.ts";
import { givenHeader, HEADER_WITHIN, headerAt } from "./header.ts";
import { isListOfFamilies } from "./list-unit.ts";
import { headerByValues, linesOfPeople, TWO_FIELDS, unknownHeader, type GivenHeader } from "./bare-header.ts";
import { columnsNamed, isWithoutHeader, mapColumns, numberedColumns, type HeaderMap } from "./mapping.ts";
import { markFindings, UNIT_SEPARATOR } from "./cell-marks.ts";
import { openSources } from "./open-sources.ts";
import { PartFinder, serialColumn, type PartHead } from "./parts.ts";
import type { RecordPiece, RecordSource } from "./record-source.ts";
import type { RecordText } from "./record-splitter.ts";
import { titleVillage } from "./title-village.ts";
import { EVERY_SHEET } from "./xlsx/sheet-names.ts";
import type { SkippedSheet } from "./xlsx/sheet-source.ts";

export interface TableOptions {
  readonly map?: HeaderMap;
  /** Row of the (first) header, from 1; 0: there is none; `null`: to be found. */
  readonly headerRow?: number | null;
  /** Sheets of a workbook to read, `*` for the hidden ones too; none given: every visible one with a header. */
  readonly sheets?: readonly string[];
  /** A file without a single data row is no fault (an extract's family file may be looked at before it is used). */
  readonly allowEmpty?: boolean;
  /** `sha256` will be asked for. */
  readonly hashed?: boolean;
  /** All parts are wanted under one header, that of the first with what others have beside it: an extract's. */
  readonly unified?: boolean;
}

/** Rows that are read under one header. */
export interface TablePart {
  readonly format: TableFormat;
  /** What its columns have in common. */
  readonly profile: FileProfile;
  /** It has a row per family, not per person. */
  readonly ofFamilies: boolean;
  /** Columns (from 0) of sixteen-digit numbers that no field is read from. */
  readonly unusedNumbers: readonly number[];
}

/** One list: a file, or a workbook. */
export interface Table {
  /** In the order of the rows. */
  readonly parts: readonly TablePart[];
  /** Sheets of a workbook that are read; none for another file. */
  readonly sheets: readonly string[];
  /** Sheets of a workbook that are not read, and why. */
  readonly skipped: readonly SkippedSheet[];
  /** Of the first part. */
  readonly format: TableFormat;
  /** Every record, once. */
  batches(size?: number): AsyncGenerator<RecordBatch>;
  /** Records given out so far. */
  readonly rowsRead: number;
  /** Bytes in all, and read so far. */
  readonly size: number;
  readonly bytesRead: number;
  /** Complete once `batches` has ended; only of a table opened with `hashed`. */
  sha256(): string;
  /** Of every sheet with cells that are merged with others below them, how many; complete once `batches` has ended. */
  merged(): { readonly file: string; readonly cells: number }[];
}

/** Records, and letters of them, that are looked at before all. */
const HEAD_RECORDS = 4_200;
const HEAD_CHARACTERS = 4 << 20;
/** Few enough that what a thread makes of a batch of a list dies young; at a thousand the collector took a fifth of the time. */
const BATCH_RECORDS = 100;
/** Rows that show how a part's dates and numbers are written; with fewer it is taken for the same as the rest of the list. */
const PROFILE_ROWS = 50;

/**
 * Opens a list (`-`: standard input) and understands it. Throws a `DtsenError`: `empty-file`, `no-rows`, `no-header`,
 * `list-on-its-side`, `tables-beside`, `wrong-kind`, `row-widths`, `mapping-ambiguous`, `mapping-unclear`, `mapping-unknown`, and those of the file system.
 */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  const { sheets = [], map = {}, hashed = false, allowEmpty = false } = options;
  const { sources, skipped } = await openSources(path, sheets, hashed);
  const read: { readonly source: RecordSource; readonly heads: readonly PartHead[] }[] = [];
  const headless: SkippedSheet[] = [];
  for (const source of sources) {
    const heads = await partHeads(source, path, options);
    if (heads !== null) read.push({ source, heads });
    else headless.push({ name: source.sheet!, why: "no-header", rows: await source.countRows() });
  }
  if (read.length === 0) throw new DtsenError("no-list-sheet", { file: path, sheets: [...headless, ...skipped] });
  // A sheet that cannot be read as a list is named; the others are read, if there are any.
  const beside = read.flatMap((each) => {
    const why = read.length < 2 || sheets.length > 0 ? null : whyNoList(each.heads, map);
    return why === null ? [] : [{ each, why }];
  });
  if (beside.length < read.length)
    for (const { each, why } of beside) {
      read.splice(read.indexOf(each), 1);
      headless.push({ name: each.source.sheet!, why, rows: await each.source.countRows() });
    }
  refuseUnanswered(
    read.flatMap(({ heads }) => heads),
    path,
    map,
  );
  const parts: SourceParts[] = [];
  const found: FoundPart[] = [];
  for (const { source, heads } of read) {
    const tail = read.length > 1 ? `#${source.sheet}` : "";
    parts.push({ source, first: found.length, firstRows: heads.map(({ firstRow }) => firstRow) });
    const ofMany = read.length > 1 || heads.length > 1;
    found.push(...understood(heads, source, { subject: `${path}${tail}`, file: `${basename(path)}${tail}`, ofMany }, map));
  }
  const isEmpty = found.every(({ rows }) => rows.length === 0);
  if (isEmpty && (!allowEmpty || found.some(({ candidates }) => candidates.length > 0))) throw noRows(path, found);
  return new ListTable(parts, profiled(options.unified === true && found.length > 1 ? [unified(found)] : found), [...headless, ...skipped]);
}

/** `--sheet` names a sheet of a workbook: where no list is one, it was meant for another file. */
export function refuseSheetOfNone(tables: readonly Table[], [sheet]: readonly string[], file: string): void {
  if (sheet === undefined || sheet === EVERY_SHEET || tables.some(({ sheets }) => sheets.length > 0)) return;
  throw new DtsenError("no-such-sheet", { file, sheet, sheets: [] });
}

interface SourceParts {
  readonly source: RecordSource;
  /** Number of its first part among those of the table. */
  readonly first: number;
  /** Row in which each of its parts begins. */
  readonly firstRows: readonly number[];
}

/** A part with the first of its rows. */
interface FoundPart {
  readonly format: TableFormat;
  readonly unusedNumbers: readonly number[];
  readonly rows: readonly SourceRow[];
  /** Rows looked at that are no furniture, whether or not they fit. */
  readonly candidates: readonly (readonly string[])[];
}

/** Null for a sheet without a header. */
async function partHeads(
  source: RecordSource,
  subject: string,
  { map = {}, headerRow = null, sheets = [], unified = false }: TableOptions,
): Promise<readonly PartHead[] | null> {
  const read = (text: string): string[] => readCells(text, source.delimiter).cells;
  const { pieces, ended } = await headOf(source);
  const given = headerRow === null ? null : headerInRow(headerRow, pieces, read, subject);
  let heads = partsIn(pieces, new PartFinder(read, given));
  if (given === null && !answers(heads, map)) {
    const rescued = headerByMap(map, pieces, read);
    if (rescued !== null) heads = partsIn(pieces, new PartFinder(read, rescued));
  }
  if (given === null && Object.keys(map).length === 0 && (heads[0]?.header.score ?? 0) < TWO_FIELDS) {
    const rows = namesBelow(recordsOf(pieces).slice(0, HEADER_WITHIN), read);
    if (rows !== null && source.sheet === null) throw new DtsenError("list-on-its-side", { file: subject, rows });
    if (rows !== null) heads = [];
  }
  if (given === null && heads.length === 0 && Object.keys(map).length === 0 && source.sheet === null && !unified) {
    const bare = linesOfPeople(recordsOf(pieces), read);
    if (bare !== null) heads = partsIn(pieces, new PartFinder(read, bare));
  }
  if (heads.length === 0) {
    if (source.sheet !== null && (sheets.length === 0 || sheets.includes(EVERY_SHEET))) return null;
    throw noHeader(source.sheet === null ? subject : `${subject}#${source.sheet}`, pieces, source.delimiter);
  }
  const below = pieces.reduce((sum, { records }) => sum + records.length, 0);
  if (ended || !(await source.mayHoldHeaders(below))) return heads;
  const { firstRow, header } = heads[0]!;
  return partsOf(source.records(), new PartFinder(read, { firstRow, header }));
}

const PERSONAL_NUMBER = /^\W*\d(?:[ .'-]?\d){11,}\W*$/;

/**
 * Rows that begin with the name of a column, where NIK goes before numbers and NAMA before names: a list on its side, or forms. Null:
 * there are none.
 */
function namesBelow(
  records: readonly { readonly row: number; readonly text: string }[],
  read: (text: string) => string[],
): number[] | null {
  const rows: number[] = [];
  const known = new Set<string>();
  for (const { row, text } of records) {
    const cells = read(text).filter((cell) => cell.trim() !== "");
    // In a message label and value stand in one line: `Nama : SITI`.
    const [name, ...values] = cells.length === 1 ? cells[0]!.split(/(?<=^[^:]{1,40}):/) : cells;
    const reading = name === undefined ? null : readHeader(name.replace(/\s*:\s*$/, ""));
    if (reading === null || reading.rank !== 1 || reading.meaning === "other" || values.length === 0) continue;
    if (values.some((value) => readHeader(value)?.rank === 1)) continue;
    if (reading.meaning === "nik" && !values.every((value) => PERSONAL_NUMBER.test(value))) continue;
    known.add(reading.meaning);
    rows.push(row);
  }
  return known.has("nik") && known.has("nama") ? rows.slice(0, 8) : null;
}

async function headOf(source: RecordSource): Promise<{ readonly pieces: readonly RecordPiece[]; readonly ended: boolean }> {
  const pieces: RecordPiece[] = [];
  let records = 0;
  let characters = 0;
  for await (const piece of source.records()) {
    const kept = piece.records.slice(0, HEAD_RECORDS - records);
    pieces.push({ firstRow: piece.firstRow, records: kept });
    records += kept.length;
    for (const { text } of kept) characters += text.length;
    if (kept.length < piece.records.length || records >= HEAD_RECORDS || characters >= HEAD_CHARACTERS) return { pieces, ended: false };
  }
  return { pieces, ended: true };
}

function partsIn(pieces: readonly RecordPiece[], finder: PartFinder): readonly PartHead[] {
  for (const piece of pieces) addPiece(piece, finder);
  finder.end();
  return finder.parts;
}

async function partsOf(pieces: AsyncIterable<RecordPiece>, finder: PartFinder): Promise<readonly PartHead[]> {
  for await (const piece of pieces) addPiece(piece, finder);
  finder.end();
  return finder.parts;
}

function addPiece({ firstRow, records }: RecordPiece, finder: PartFinder): void {
  for (const [at, { text, rejected }] of records.entries()) if (rejected === null) finder.add(firstRow + at, text);
}

/** The header where the user says that it stands. */
function headerInRow(row: number, pieces: readonly RecordPiece[], read: (text: string) => string[], subject: string): GivenHeader {
  if (row === 0) return headerByValues(recordsOf(pieces), read);
  const text = recordsOf(pieces).find((record) => record.row === row)?.text ?? "";
  const cells = read(text);
  if (cells.every((cell) => cell.trim() === "") || cells.some((cell) => /\d{12}/.test(cell))) {
    throw new DtsenError("header-row", { file: subject, row });
  }
  return { firstRow: row, header: givenHeader([cells]) };
}

function recordsOf(pieces: readonly RecordPiece[]): { readonly row: number; readonly text: string }[] {
  return pieces.flatMap(({ firstRow, records }) => records.map(({ text }, at) => ({ row: firstRow + at, text })));
}

/** Whether the headers found have the columns that `--map` names. */
function answers(heads: readonly PartHead[], map: HeaderMap): boolean {
  return heads.length > 0 && namesIn(map).every((name) => heads.some(({ header }) => columnsNamed(header.names, name).length > 0));
}

function namesIn(map: HeaderMap): string[] {
  return Object.values(map).filter((wanted) => !isWithoutHeader(wanted));
}

/** Where no header was understood: the row that holds the names given with `--map`, or the one over the columns whose numbers were given. */
function headerByMap(map: HeaderMap, pieces: readonly RecordPiece[], read: (text: string) => string[]): GivenHeader | null {
  if (Object.keys(map).length === 0) return null;
  const records = recordsOf(pieces).map(({ row, text }) => ({ row, cells: read(text) }));
  const names = namesIn(map);
  if (names.length > 0) {
    const named = records.slice(0, HEADER_WITHIN).find(({ cells }) => names.every((name) => columnsNamed(cells, name).length > 0));
    return named === undefined ? null : { firstRow: named.row, header: givenHeader([named.cells]) };
  }
  return unknownHeader(recordsOf(pieces), read);
}

/** What `--map` names must be a column of some part. */
function refuseUnanswered(heads: readonly PartHead[], subject: string, map: HeaderMap): void {
  for (const [field, wanted] of Object.entries(map)) {
    const isAnswered = isWithoutHeader(wanted) || heads.some(({ header }) => columnsNamed(header.names, wanted).length > 0);
    // The fault of the first part says what its columns are.
    if (!isAnswered) mapPart(heads[0]!, subject, { [field]: wanted });
  }
}

/** Why what stands under the headers is no list, where a person must arrange or choose: tables side by side, or several people in a row. */
function whyNoList(heads: readonly PartHead[], map: HeaderMap): "tables-beside" | "row-of-several" | null {
  try {
    for (const head of heads) mapPart(head, "", forPart(map, head.header.names, true));
    return null;
  } catch (error) {
    const code = error instanceof DtsenError ? error.code : null;
    return code === "tables-beside" || code === "row-of-several" ? code : null;
  }
}

interface PartNames {
  /** For faults: the path, and the sheet. */
  readonly subject: string;
  readonly file: string;
  /** The list has other parts. */
  readonly ofMany: boolean;
}

function understood(heads: readonly PartHead[], source: RecordSource, { subject, file, ofMany }: PartNames, map: HeaderMap): FoundPart[] {
  return heads.map((narrow) => {
    const head = source.sheet === null ? narrow : widened(narrow, source.declaredWidth);
    const { header, firstRow, rows } = head;
    const { mapping, unusedNumbers } = mapPart(head, subject, forPart(map, header.names, ofMany));
    const format: TableFormat = {
      file,
      encoding: source.encoding,
      delimiter: source.delimiter,
      headerRow: firstRow === 0 ? 0 : firstRow + header.rows.length - 1,
      headerCells: header.rows,
      headers: header.names,
      titleVillage: titleVillage(narrow.titles),
      width: header.names.length,
      serialAt: serialColumn(header.names),
      mapping,
    };
    return { format, unusedNumbers, candidates: rows, rows: fitting(head, format) };
  });
}

/** Columns that a sheet may declare beyond those seen; more are the formats of empty cells. */
const MOST_UNSEEN = 40;

/** A sheet's header over all columns that hold something: what stands beside the table is a column without a name. */
function widened(head: PartHead, declared: number): PartHead {
  const { names, readings } = head.header;
  const seen = head.rows.reduce((most, cells) => Math.max(most, cells.length), names.length);
  const width = declared > seen && declared - seen <= MOST_UNSEEN ? declared : seen;
  const more = width - names.length;
  if (more <= 0) return head;
  return {
    ...head,
    header: {
      ...head.header,
      names: [...names, ...Array<string>(more).fill("")],
      readings: [...readings, ...Array<null>(more).fill(null)],
    },
  };
}

function fitting({ rows, texts }: PartHead, format: TableFormat): SourceRow[] {
  return rows.flatMap((cells, at) => {
    const fitted = fit(cells, format);
    return fitted === null ? [] : [sourceRow(fitted, format.delimiter === UNIT_SEPARATOR ? markFindings(texts[at]!, format.mapping) : [])];
  });
}

function mapPart({ header, rows }: PartHead, subject: string, map: HeaderMap): ReturnType<typeof mapColumns> {
  return mapColumns({ file: subject, headers: header.names, readings: header.readings, rows }, map);
}

/** Of several parts each takes what names a column of its own. */
function forPart(map: HeaderMap, names: readonly string[], isOneOfSeveral: boolean): HeaderMap {
  if (!isOneOfSeveral) return map;
  return Object.fromEntries(
    Object.entries(map).filter(([, wanted]) => {
      const numbered = numberedColumns(wanted);
      if (numbered.length > 0) return numbered.every((at) => at < names.length);
      return wanted.trim() === "-" || columnsNamed(names, wanted).length > 0;
    }),
  );
}

/** Several parts as one: its columns are those of the first, and what only others have. */
function unified(found: readonly FoundPart[]): FoundPart {
  const first = found[0]!.format;
  const headers = [...first.headers];
  const mapping: Partial<Record<Field, number>> = { ...first.mapping };
  const fieldOf = ({ mapping: own }: TableFormat, column: number): Field | undefined => fields.find((field) => own[field] === column);
  const placeOf = (format: TableFormat, column: number): number => {
    const field = fieldOf(format, column);
    const name = strip(format.headers[column]!);
    const place =
      field === undefined
        ? headers.findIndex((header, at) => strip(header) === name && fieldOf(first, at) === undefined)
        : (mapping[field] ?? -1);
    if (place >= 0) return place;
    const added = headers.push(format.headers[column]!) - 1;
    if (field !== undefined) mapping[field] = added;
    return added;
  };
  const places = found.map(({ format }) => format.headers.map((_, column) => placeOf(format, column)));
  const columns = places.map((own) => headers.map((_, place) => own.indexOf(place)));
  const format: TableFormat = {
    ...first,
    headers,
    mapping,
    width: headers.length,
    variants: found.map((part, at) => ({ format: part.format, columns: columns[at]! })),
  };
  return {
    format,
    unusedNumbers: [],
    candidates: [],
    rows: found.flatMap(({ rows }, at) =>
      rows.map((row) => ({ ...row, cells: columns[at]!.map((column) => (column < 0 ? "" : row.cells[column]!)) })),
    ),
  };
}

/** A part of few rows is profiled together with all others: what a spreadsheet did to one it did to all. */
function profiled(found: readonly FoundPart[]): TablePart[] {
  const all =
    found.length === 1 ? null : profileColumns(found.flatMap(byField), Object.fromEntries(fields.map((field, at) => [field, at])));
  return found.map((part) => {
    const { format, unusedNumbers, rows } = part;
    return {
      format,
      unusedNumbers,
      profile: all !== null && rows.length < PROFILE_ROWS ? all : profileColumns(rows, format.mapping),
      ofFamilies: isListOfFamilies(
        format.headers,
        format.mapping.nama,
        rows.map(({ cells }) => cells),
      ),
    };
  });
}

function sourceRow(cells: readonly string[], findings: SourceRow["findings"]): SourceRow {
  return { kind: "row", row: 0, cells, findings };
}

/** Rows with a column for every field, so that parts of different columns can be looked at together. */
function byField({ format: { mapping }, rows }: FoundPart): SourceRow[] {
  return rows.map(({ cells, findings }) =>
    sourceRow(
      fields.map((field) => fieldCell(cells, mapping, field)),
      findings,
    ),
  );
}

class ListTable implements Table {
  readonly parts: readonly TablePart[];
  rowsRead = 0;
  readonly skipped: readonly SkippedSheet[];
  private readonly sources: readonly SourceParts[];

  constructor(sources: readonly SourceParts[], parts: readonly TablePart[], skipped: readonly SkippedSheet[]) {
    this.sources = sources;
    this.parts = parts;
    this.skipped = skipped;
  }

  get sheets(): readonly string[] {
    return this.sources.flatMap(({ source }) => source.sheet ?? []);
  }

  get format(): TableFormat {
    return this.parts[0]!.format;
  }

  get size(): number {
    return this.sources.reduce((sum, { source }) => sum + source.size, 0);
  }

  get bytesRead(): number {
    return this.sources.reduce((sum, { source }) => sum + source.bytesRead, 0);
  }

  sha256(): string {
    return this.sources[0]!.source.sha256();
  }

  merged(): { readonly file: string; readonly cells: number }[] {
    return this.sources.flatMap(({ source, first }) => {
      const { file, headerRow } = this.parts[first]!.format;
      const cells = source.mergedBelow(headerRow);
      return cells === 0 ? [] : [{ file, cells }];
    });
  }

  async *batches(size = BATCH_RECORDS): AsyncGenerator<RecordBatch> {
    for (const source of this.sources) {
      for await (const batch of batchesOf(source, size)) {
        this.rowsRead += batch.texts.length;
        yield batch;
      }
    }
  }
}

/** Batches of records that follow one another in one part. */
async function* batchesOf({ source, first, firstRows }: SourceParts, size: number): AsyncGenerator<RecordBatch> {
  let part = 0;
  let waiting: readonly RecordText[] = [];
  let row = 1;
  for await (const { firstRow, records } of source.records()) {
    if (waiting.length > 0 && firstRow !== row + waiting.length) {
      yield batchOf(waiting, row, first + part);
      waiting = [];
    }
    if (waiting.length === 0) row = firstRow;
    waiting = waiting.length === 0 ? records : [...waiting, ...records];
    let at = 0;
    while (at < waiting.length) {
      while (part + 1 < firstRows.length && row + at >= firstRows[part + 1]!) part++;
      const end = Math.min(at + size, (firstRows[part + 1] ?? Infinity) - row);
      // Fewer than a batch wait for more, unless another part begins.
      if (end > waiting.length) break;
      yield batchOf(waiting.slice(at, end), row + at, first + part);
      at = end;
    }
    waiting = waiting.slice(at);
    row += at;
  }
  if (waiting.length > 0) yield batchOf(waiting, row, first + part);
}

function batchOf(records: readonly RecordText[], firstRow: number, part: number): RecordBatch {
  const texts: string[] = [];
  const rejected: { at: number; reason: NonNullable<RecordText["rejected"]>["reason"]; detail: string }[] = [];
  const notes: { at: number; findings: RecordText["findings"] }[] = [];
  for (const [at, record] of records.entries()) {
    texts.push(record.text);
    if (record.rejected !== null) rejected.push({ at, ...record.rejected });
    if (record.findings.length > 0) notes.push({ at, findings: record.findings });
  }
  return { part, firstRow, texts, rejected, notes };
}

/** Every record of a list with the part it belongs to, for callers without threads. */
export async function* tableRecords(table: Table): AsyncGenerator<TableRecord & { readonly part: number }> {
  for await (const batch of table.batches()) {
    for (const record of parseBatch(batch, table.parts[batch.part]!.format)) yield { ...record, part: batch.part };
  }
}

/** What other programs separate by, and no reader of a spreadsheet. */
const foreignDelimiters: readonly string[] = ["^", "~", ":", "#", "\u0001"];

function noHeader(subject: string, pieces: readonly RecordPiece[], delimiter: string): DtsenError {
  const records = recordsOf(pieces);
  const texts = records.map(({ text }) => text).filter((text) => text.trim() !== "");
  const inside = texts
    .map((text) => readCells(text, delimiter).cells)
    .filter((cells) => cells.length === 1 && /[,;|\t].*[,;|\t]/.test(cells[0]!));
  if (
    texts.length > 0 &&
    inside.length >= 0.8 * texts.length &&
    texts.filter((text) => text.startsWith('"')).length >= 0.8 * texts.length
  ) {
    return new DtsenError("lines-quoted", { file: subject });
  }
  for (const other of [...delimiters, ...foreignDelimiters]) {
    const header = records
      .slice(0, HEADER_WITHIN)
      .find(({ text }) => (headerAt([readCells(text, other).cells], 0, false)?.score ?? 0) >= TWO_FIELDS);
    if (other !== delimiter && header !== undefined) {
      if (foreignDelimiters.includes(other)) return new DtsenError("foreign-delimiter", { file: subject, delimiter: other });
      return new DtsenError("header-separated", { file: subject, row: header.row, header: other, rows: delimiter });
    }
  }
  return new DtsenError("no-header", { file: subject, within: HEADER_WITHIN });
}

function noRows(subject: string, found: readonly FoundPart[]): DtsenError {
  const part = found.find(({ candidates }) => candidates.length > 0);
  if (part === undefined) {
    return new DtsenError("no-rows", { file: subject, header: found[0]!.format.headerRow });
  }
  const widths = [...new Set(part.candidates.map(({ length }) => length))].sort((a, b) => a - b);
  const shown = widths.length > 3 ? `${widths[0]}–${widths.at(-1)}` : widths.join(", ");
  const { headerRow, width, delimiter } = part.format;
  return new DtsenError("row-widths", { file: subject, header: headerRow, width, widths: shown, delimiter });
}
