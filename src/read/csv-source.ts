/**
 * A CSV file as offices send it: delimiter, encoding, header row, columns and furniture are found, no column shifts, no record
 * is dropped in silence. Splitting is cheap and done in one place; parsing is done per batch, in a thread if one likes.
 */
import { parse } from "csv-parse/sync";
import { DtsenError } from "../errors.ts";
import type { FindingCode } from "../normalise/findings.ts";
import type { ColumnMapping, RejectionReason, SourceRow, TableRecord } from "../normalise/record.ts";
import { furnitureKind } from "./furniture.ts";
import { findHeader, HEADER_WITHIN } from "./header.ts";
import { mapColumns, type HeaderMap } from "./mapping.ts";
import { plainCells, RecordSplitter, scan, type RecordText } from "./record-splitter.ts";
import { openText, type Encoding, type LinePiece, type TextSource } from "./text-source.ts";

export const delimiters = [",", ";", "|", "\t"] as const;
export type Delimiter = (typeof delimiters)[number];

/** Everything needed to parse a batch of a file; plain data. */
export interface TableFormat {
  /** Base name, `-` for standard input. */
  readonly file: string;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Row of the header, from 1. */
  readonly headerRow: number;
  /** As written. */
  readonly headers: readonly string[];
  readonly width: number;
  readonly mapping: ColumnMapping;
}

/** Consecutive records as text. */
export interface RecordBatch {
  /** Row number of the first. */
  readonly firstRow: number;
  readonly texts: readonly string[];
  readonly rejected: readonly { readonly at: number; readonly reason: RejectionReason; readonly detail: string }[];
  readonly notes: readonly { readonly at: number; readonly findings: readonly FindingCode[] }[];
}

export interface TableOptions {
  readonly map?: HeaderMap;
  /** A file without a single data row is no fault (an extract's family file may be looked at before it is used). */
  readonly allowEmpty?: boolean;
  /** `sha256` will be asked for. */
  readonly hashed?: boolean;
}

export interface Table {
  readonly format: TableFormat;
  /** The first data rows, up to `SAMPLE_ROWS`. Given once: a table holds nothing of its file but the format. */
  takeSample(): readonly SourceRow[];
  /** Every record of the file, once. */
  batches(size?: number): AsyncGenerator<RecordBatch>;
  /** Records given out so far. */
  readonly rowsRead: number;
  readonly bytesRead: number;
  /** Bytes in all, or null where a stream does not say. */
  readonly size: number | null;
  /** Complete once `batches` has ended; only of a table opened with `hashed`. */
  sha256(): string;
}

export const SAMPLE_ROWS = 4_000;
const SAMPLE_CHARACTERS = 4 << 20;
/** Few enough that what a thread makes of a batch of a list dies young; at a thousand the collector took a fifth of the time. */
const BATCH_RECORDS = 100;

/**
 * Opens a file (`-`: standard input) and understands its head. Throws a `DtsenError`: `empty-file`, `no-rows`, `no-header`,
 * `wrong-kind`, `mapping-ambiguous`, `mapping-unknown`, and those of the file system.
 */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  const open = (): Promise<TextSource> => openText(path, options.hashed);
  const source = await open();
  const pieces = source.pieces();
  const head: LinePiece[] = [];
  let characters = 0;
  let ended = false;
  for (let lines = 0; lines < SAMPLE_ROWS && characters < SAMPLE_CHARACTERS; ) {
    const next = await pieces.next();
    if (next.done === true) {
      ended = true;
      break;
    }
    head.push(next.value);
    lines += next.value.lines.length;
    characters += next.value.lines.reduce((sum, line) => sum + line.length, 0);
  }
  const first = head.flatMap(({ lines }) => lines.slice(0, 2_000)).slice(0, 2_000);
  if (first.every((line) => line.trim() === "")) {
    throw new DtsenError("empty-file", { file: path });
  }
  const { delimiter, width } = sniffShape(first);
  const top = topRecords(first, delimiter, width);
  const headerAt = findHeader(top);
  if (headerAt === null) {
    throw new DtsenError("no-header", { file: path, within: HEADER_WITHIN });
  }
  const headers = top[headerAt]!;
  const bare: TableFormat = {
    file: source.file,
    encoding: source.encoding,
    delimiter,
    headerRow: headerAt + 1,
    headers,
    width: headers.length,
    mapping: {},
  };
  const sample = sampleRows(head, bare, ended);
  const mapping = mapColumns(
    path,
    headers,
    sample.slice(0, 2_000).map(({ cells }) => cells),
    options.map ?? {},
  );
  const format = { ...bare, mapping };
  if (sample.length === 0 && ended && options.allowEmpty !== true) {
    throw new DtsenError("no-rows", { file: path, header: headerAt + 1 });
  }
  if (!source.isRepeatable) return new CsvTable(open, source, format, sample, { head, rest: pieces });
  await source.close();
  return new CsvTable(open, source, format, sample, null);
}

/** What has been read of a stream that cannot be read again, and what is to come. */
interface Begun {
  readonly head: readonly LinePiece[];
  readonly rest: AsyncGenerator<LinePiece>;
}

class CsvTable implements Table {
  readonly format: TableFormat;
  rowsRead = 0;
  private readonly open: () => Promise<TextSource>;
  private source: TextSource;
  private sample: readonly SourceRow[];
  private begun: Begun | null;

  constructor(open: () => Promise<TextSource>, source: TextSource, format: TableFormat, sample: readonly SourceRow[], begun: Begun | null) {
    this.open = open;
    this.source = source;
    this.format = format;
    this.sample = sample;
    this.begun = begun;
  }

  takeSample(): readonly SourceRow[] {
    const { sample } = this;
    this.sample = [];
    return sample;
  }

  get bytesRead(): number {
    return this.source.bytesRead;
  }

  get size(): number | null {
    return this.source.size;
  }

  sha256(): string {
    return this.source.sha256();
  }

  async *batches(size = BATCH_RECORDS): AsyncGenerator<RecordBatch> {
    const splitter = new RecordSplitter(this.format.delimiter, this.format.width);
    let waiting: RecordText[] = [];
    for await (const piece of this.pieces()) {
      const records = splitter.split(piece, false);
      waiting = waiting.length === 0 ? records : waiting.concat(records);
      let at = 0;
      for (; at + size <= waiting.length; at += size) yield this.batch(waiting.slice(at, at + size));
      waiting = waiting.slice(at);
    }
    waiting.push(...splitter.split({ lines: [], notes: new Map() }, true));
    for (let at = 0; at < waiting.length; at += size) yield this.batch(waiting.slice(at, at + size));
  }

  private async *pieces(): AsyncGenerator<LinePiece> {
    const { begun } = this;
    this.begun = null;
    if (begun === null) {
      this.source = await this.open();
      yield* this.source.pieces();
    } else {
      yield* begun.head;
      yield* begun.rest;
    }
  }

  private batch(records: readonly RecordText[]): RecordBatch {
    const batch = batchOf(records, this.rowsRead + 1);
    this.rowsRead += records.length;
    return batch;
  }
}

function batchOf(records: readonly RecordText[], firstRow: number): RecordBatch {
  return {
    firstRow,
    texts: records.map(({ text }) => text),
    rejected: records.flatMap(({ rejected }, at) => (rejected === null ? [] : [{ at, ...rejected }])),
    notes: records.flatMap(({ findings }, at) => (findings.length === 0 ? [] : [{ at, findings }])),
  };
}

/**
 * Every record of a batch as what it is. Synchronous and pure. With `wanted` (by column) the other cells of a row may stay
 * empty: an index needs a dozen of an extract's fifty.
 */
export function parseBatch(batch: RecordBatch, format: TableFormat, wanted: readonly boolean[] | null = null): TableRecord[] {
  const rejections = new Map(batch.rejected.map((each) => [each.at, each]));
  const notes = new Map(batch.notes.map(({ at, findings }) => [at, findings]));
  const texts = batch.texts.filter((_, at) => !rejections.has(at));
  const parsed = parseRecords(texts, format, wanted);
  const context = { header: format.headers, nameAt: format.mapping.nama ?? -1 };
  let next = 0;
  return batch.texts.map((_, at): TableRecord => {
    const row = batch.firstRow + at;
    const rejected = rejections.get(at);
    if (rejected !== undefined) return { kind: "rejected", row, reason: rejected.reason, detail: rejected.detail };
    const cells = parsed[next++]!;
    if (row === format.headerRow) return { kind: "furniture", row, furniture: "kepala" };
    if (row < format.headerRow) {
      return { kind: "furniture", row, furniture: cells.every((cell) => cell.trim() === "") ? "kosong" : "judul" };
    }
    const kind = furnitureKind(cells, context, cells.length < format.width);
    if (kind !== null) return { kind: "furniture", row, furniture: kind };
    const fitted = fit(cells, format);
    if (fitted === null) {
      return { kind: "rejected", row, reason: "JUMLAH_KOLOM", detail: `${cells.length} kolom, seharusnya ${format.width}` };
    }
    return { kind: "row", row, cells: fitted, findings: notes.get(at) ?? none };
  });
}

const none: readonly FindingCode[] = [];

/** The cells under the header's columns: empty cells too many are cut, unnamed columns may be missing. Null: it does not fit. */
function fit(cells: readonly string[], { width, headers }: TableFormat): readonly string[] | null {
  if (cells.length === width) return cells;
  if (cells.length > width) return cells.slice(width).every((cell) => cell.trim() === "") ? cells.slice(0, width) : null;
  if (!headers.slice(cells.length).every((header) => header.trim() === "")) return null;
  return [...cells, ...Array<string>(width - cells.length).fill("")];
}

/**
 * The cells of records whose quotes are known to be in order: csv-parse reads those in which a quote is more than a cell's edge.
 * With `wanted`, of a row of the right width those columns alone; what may be furniture comes whole.
 */
function parseRecords(
  texts: readonly string[],
  { delimiter, width }: Pick<TableFormat, "delimiter" | "width">,
  wanted: readonly boolean[] | null,
): string[][] {
  const plain = texts.map((text) => {
    const some = wanted === null ? null : plainCells(text, delimiter, wanted);
    return some !== null && some.length === width && some.some((cell) => ROW_NUMBER.test(cell)) ? some : plainCells(text, delimiter, null);
  });
  const others = parseQuotes(
    texts.filter((_, at) => plain[at] === null),
    delimiter,
  );
  let next = 0;
  return plain.map((cells) => cells ?? others[next++]!);
}

/** A number of a person or a card: its record is a row, whatever the rest of it holds. */
const ROW_NUMBER = /\d{12}/;

function parseQuotes(texts: readonly string[], delimiter: Delimiter): string[][] {
  if (texts.length === 0) return [];
  return parse(`${texts.join("\n")}\n`, {
    delimiter,
    record_delimiter: "\n",
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
  }) as string[][];
}

/**
 * The delimiter under which most lines have the same, and a good, number of cells (commas inside addresses lose), and that number; 0
 * where no line has two.
 */
function sniffShape(lines: readonly string[]): { readonly delimiter: Delimiter; readonly width: number } {
  let best: { delimiter: Delimiter; width: number } = { delimiter: ",", width: 0 };
  let most = 0;
  const filled = lines.filter((line) => line.trim() !== "").slice(0, 500);
  for (const delimiter of delimiters) {
    const counts = new Map<number, number>();
    for (const line of filled) {
      const { cells } = scan(line, delimiter);
      if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    for (const [cells, lineCount] of counts) {
      // Agreement of the lines first; among equals, more columns.
      const score = lineCount + Math.min(cells, 60) / 100;
      if (score > most) {
        most = score;
        best = { delimiter, width: cells };
      }
    }
  }
  return best;
}

/** The records in which a header may stand, `width` cells wide as far as is known. */
function topRecords(lines: readonly string[], delimiter: Delimiter, width: number): string[][] {
  const splitter = new RecordSplitter(delimiter, width);
  const records = splitter.split({ lines: lines.slice(0, 10 * HEADER_WITHIN), notes: new Map() }, true);
  return records
    .slice(0, HEADER_WITHIN)
    .map(({ text, rejected }) => (rejected === null ? parseRecords([text], { delimiter, width: 0 }, null)[0]! : []));
}

function sampleRows(head: readonly LinePiece[], format: TableFormat, ended: boolean): SourceRow[] {
  const splitter = new RecordSplitter(format.delimiter, format.width);
  const rows: SourceRow[] = [];
  let next = 1;
  for (const [at, piece] of head.entries()) {
    const records = splitter.split(piece, ended && at === head.length - 1);
    for (const record of parseBatch(batchOf(records.slice(0, SAMPLE_ROWS), next), format)) if (record.kind === "row") rows.push(record);
    next += records.length;
    if (rows.length >= SAMPLE_ROWS) break;
  }
  return rows.slice(0, SAMPLE_ROWS);
}

/** Every record of a file, for callers without threads. */
export async function* tableRecords(table: Table): AsyncGenerator<TableRecord> {
  for await (const batch of table.batches()) yield* parseBatch(batch, table.format);
}
