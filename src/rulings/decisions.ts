/**
 * The decisions file as a run uses it: every line checked against its own key, and found again by what its row of the list is. The
 * columns lie in shared memory, so that every thread asks the same ones; a line is read again only when its row comes by.
 */
import { parse } from "csv-parse/sync";
import { listIdentity } from "./ruling-key.ts";
import { decisionColumns, lineFault, readRuling, type DecisionColumn, type LineFault, type Ruling } from "./ruling.ts";

/** A table that crosses to other threads as it is. Entries are lines that can be used, by the hash of their list identity. */
export interface DecisionTable {
  readonly bytes: Uint8Array;
  readonly delimiter: string;
  /** Per known column where it stands in the file, -1 where it does not. */
  readonly columns: readonly number[];
  /** Rising. */
  readonly hashes: Float64Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

export interface Decisions {
  readonly table: DecisionTable;
  /** Lines of the file that hold a ruling. */
  readonly lines: number;
  /** Those that cannot be used, by their row as a spreadsheet shows it. */
  readonly faults: readonly FaultyLine[];
}

export interface FaultyLine {
  readonly row: number;
  readonly fault: LineFault;
  readonly start: number;
  readonly end: number;
}

const LINE_FEED = 10;
const RETURN = 13;
const BYTE_ORDER_MARK = /^\ufeff/;

/** Reads a decisions file, as it was written or as a spreadsheet has saved it. Null: it has no header of a decisions file. */
export function readDecisions(file: Uint8Array): Decisions | null {
  const bytes = new Uint8Array(new SharedArrayBuffer(file.length));
  bytes.set(file);
  const lines = new Lines(file);
  const header = lines.next();
  if (header === null) return null;
  const delimiter = header.includes(";") ? ";" : header.includes("\t") ? "\t" : ",";
  const names = cellsOf(header.replace(BYTE_ORDER_MARK, ""), delimiter).map((name) => name.trim().toLowerCase());
  const columns = decisionColumns.map((column) => names.indexOf(column));
  if (columns[0]! < 0 || columns[1]! < 0) return null;

  const entries: { hash: number; start: number; end: number }[] = [];
  const faults: FaultyLine[] = [];
  let count = 0;
  for (let line = lines.next(), row = 2; line !== null; line = lines.next(), row++) {
    if (line === "" || isBlankLine(line)) continue;
    count++;
    const ruling = rulingOf(line, delimiter, columns);
    const identity = listIdentity(ruling.list);
    const fault = lineFault(ruling, identity);
    if (fault === null) entries.push({ hash: identityHash(identity), start: lines.start, end: lines.end });
    else faults.push({ row, fault, start: lines.start, end: lines.end });
  }
  // Lines about one row stay in the order they were written: a sort is stable.
  entries.sort((a, b) => a.hash - b.hash);
  const hashes = new Float64Array(new SharedArrayBuffer(8 * entries.length));
  const starts = new Uint32Array(new SharedArrayBuffer(4 * entries.length));
  const ends = new Uint32Array(new SharedArrayBuffer(4 * entries.length));
  for (let at = 0; at < entries.length; at++) {
    const { hash, start, end } = entries[at]!;
    hashes[at] = hash;
    starts[at] = start;
    ends[at] = end;
  }
  return { table: { bytes, delimiter, columns, hashes, starts, ends }, lines: count, faults };
}

/** A line found for a row, and which entry of the table it is. */
export interface FoundRuling {
  readonly entry: number;
  readonly ruling: Ruling;
}

/** Finds the rulings of a row of the list; on any thread. */
export class DecisionFinder {
  private readonly table: DecisionTable;
  private readonly bytes: Buffer;

  constructor(table: DecisionTable) {
    this.table = table;
    this.bytes = Buffer.from(table.bytes.buffer, table.bytes.byteOffset, table.bytes.length);
  }

  /** In the order they were written; empty for nearly every row. */
  find(identity: string): readonly FoundRuling[] {
    const { hashes, starts, ends, delimiter, columns } = this.table;
    const hash = identityHash(identity);
    let at = lowerBound(hashes, hash);
    if (hashes[at] !== hash) return none;
    const found: FoundRuling[] = [];
    for (; hashes[at] === hash; at++) {
      const ruling = rulingOf(this.bytes.toString("utf8", starts[at]!, ends[at]!), delimiter, columns);
      if (listIdentity(ruling.list) === identity) found.push({ entry: at, ruling });
    }
    return found;
  }
}

const none: readonly FoundRuling[] = [];

/** All rulings of a file that can be used, in the order they were written; with `faulty` those too that cannot. */
export function* rulingsIn({ table, faults }: Decisions, faulty = false): Generator<Ruling> {
  const bytes = Buffer.from(table.bytes.buffer);
  const lines = Array.from(table.starts, (start, at) => ({ start, end: table.ends[at]! }));
  if (faulty) lines.push(...faults);
  lines.sort((a, b) => a.start - b.start);
  for (const { start, end } of lines) yield rulingOf(bytes.toString("utf8", start, end), table.delimiter, table.columns);
}

function rulingOf(line: string, delimiter: string, columns: readonly number[]): Ruling {
  const cells = cellsOf(line, delimiter);
  return readRuling((column) => cells[columns[placeOf[column]]!] ?? "");
}

const placeOf = Object.fromEntries(decisionColumns.map((column, at) => [column, at])) as Readonly<Record<DecisionColumn, number>>;

function cellsOf(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  return (parse(line, { delimiter, relax_quotes: true, relax_column_count: true }) as string[][])[0] ?? [];
}

function isBlankLine(line: string): boolean {
  return /^[;,\t" ]*$/.test(line);
}

/** Lines of a file with where each begins and ends, in bytes. */
class Lines {
  start = 0;
  end = 0;
  private readonly bytes: Buffer;
  private from = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Null behind the last. */
  next(): string | null {
    const { bytes } = this;
    if (this.from >= bytes.length) return null;
    this.start = this.from;
    const found = bytes.indexOf(LINE_FEED, this.start);
    const end = found < 0 ? bytes.length : found;
    this.from = end + 1;
    this.end = end > this.start && bytes[end - 1] === RETURN ? end - 1 : end;
    return bytes.toString("utf8", this.start, this.end);
  }
}

/** 53 bits. */
function identityHash(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x2545f491;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x5bd1e995);
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}

function lowerBound(values: Float64Array, value: number): number {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (values[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
