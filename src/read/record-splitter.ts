/**
 * Lines into records, by the same grammar as csv-parse with `relax_quotes`: a quote opens a cell only at its start, and a
 * closing quote that is not followed by a delimiter makes the cell plain text. A quote left open swallows the rest of a file
 * in any plain reader; here the next line that is plausible on its own ends the damage.
 */
import type { FindingCode } from "../normalise/findings.ts";
import type { RejectionReason } from "../normalise/record.ts";
import type { LinePiece } from "./text-source.ts";

const QUOTE = 34;
/** A cell with more line breaks than this is a quote left open. */
const MAX_CELL_LINES = 50;
/** UTF-16 units; longer is no row of a list. */
const MAX_RECORD = 1 << 16;

/** A record's text without line break; `rejected` where it is none. */
export interface RecordText {
  readonly text: string;
  readonly findings: readonly FindingCode[];
  readonly rejected: { readonly reason: RejectionReason; readonly detail: string } | null;
}

const nothing: readonly FindingCode[] = [];

export class RecordSplitter {
  private readonly delimiter: string;
  /** Cells of a record, as far as that is known; else 0. */
  private readonly width: number;
  /** A line of cells that are quoted whole or not at all: nearly all are, and a pattern tells faster than a walk. */
  private readonly isSimple: RegExp;
  /** A line whose first quote that is not doubled closes a cell: where its quotes are odd, one that was begun before. */
  private readonly endsCell: RegExp;
  private lines: string[] = [];
  private notes: (readonly FindingCode[])[] = [];

  constructor(delimiter: string, width: number) {
    this.delimiter = delimiter;
    this.width = width;
    const mark = delimiter === "|" ? "\\|" : delimiter;
    const cell = `(?:"[^"]*"|[^"${mark}\\r]*)`;
    this.isSimple = new RegExp(`^${cell}(?:${mark}${cell})*\\r?$`);
    this.endsCell = new RegExp(`^(?:[^"]|"")*"(?:${mark}|\\r?$)`);
  }

  /** The records that are complete now; with `last` all that is left. */
  split(piece: LinePiece, last: boolean): RecordText[] {
    for (let at = 0; at < piece.lines.length; at++) {
      this.lines.push(piece.lines[at]!);
      this.notes.push(piece.notes.get(at) ?? nothing);
    }
    const records: RecordText[] = [];
    let at = 0;
    while (at < this.lines.length) {
      const taken = this.record(at, last, records);
      if (taken === 0) break;
      at += taken;
    }
    this.lines = this.lines.slice(at);
    this.notes = this.notes.slice(at);
    return records;
  }

  /** Appends the record that begins at this line; the lines it takes, or 0 where its end has not been read yet. */
  private record(at: number, last: boolean, records: RecordText[]): number {
    const line = this.lines[at]!;
    if (line.length > MAX_RECORD) {
      records.push(this.rejected(at, "BARIS_TERLALU_PANJANG", `${line.length} karakter`));
      return 1;
    }
    if (!line.includes('"') || this.isSimple.test(line) || !scan(line, this.delimiter).open) {
      records.push({ text: withoutReturn(line), findings: this.notes[at]!, rejected: null });
      return 1;
    }
    let text = line;
    for (let next = at + 1; next <= at + MAX_CELL_LINES; next++) {
      const following = this.lines[next];
      if (following === undefined) {
        if (!last) return 0;
        break;
      }
      if (this.isPlausible(following)) break;
      text += `\n${following}`;
      if (text.length > MAX_RECORD) break;
      if (!scan(text, this.delimiter).open) {
        records.push({ text: withoutReturn(text), findings: this.notes.slice(at, next + 1).flat(), rejected: null });
        return next - at + 1;
      }
    }
    records.push(this.rejected(at, "KUTIP_TIDAK_SEIMBANG", "tanda kutip tidak ditutup"));
    return 1;
  }

  /** A line that is a whole record by itself, and does not end a cell that was begun before it. */
  private isPlausible(line: string): boolean {
    const isOdd = line.split('"').length % 2 === 0;
    if (this.width < 3 || (isOdd && this.endsCell.test(line))) return false;
    const { open, cells } = scan(line, this.delimiter);
    return !open && cells === this.width;
  }

  private rejected(at: number, reason: RejectionReason, detail: string): RecordText {
    return { text: "", findings: this.notes[at]!, rejected: { reason, detail } };
  }
}

function withoutReturn(line: string): string {
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
}

/** Whether a quote is open at the end, and how many cells there are. */
export function scan(text: string, delimiter: string): { open: boolean; cells: number } {
  const end = text.charCodeAt(text.length - 1) === 13 ? text.length - 1 : text.length;
  let cells = 1;
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) === QUOTE && at < end) {
      at = closingQuote(text, at + 1);
      if (at < 0) return { open: true, cells };
    }
    const next = text.indexOf(delimiter, at);
    if (next < 0) return { open: false, cells };
    cells++;
    at = next + 1;
  }
}

/**
 * The cells of a record as they lie between the delimiters, where a cell that begins with a quote ends with the next one; null
 * where one does not, which is csv-parse's to read. With `wanted` (by column) the others stay empty.
 */
export function plainCells(text: string, delimiter: string, wanted: readonly boolean[] | null): string[] | null {
  const cells: string[] = [];
  const mark = delimiter.charCodeAt(0);
  for (let from = 0, column = 0; ; column++) {
    const quoted = text.charCodeAt(from) === QUOTE;
    const start = quoted ? from + 1 : from;
    // Half of an extract's cells are empty: they need no search.
    const found = quoted && text.charCodeAt(start) === QUOTE ? start : text.indexOf(quoted ? '"' : delimiter, start);
    if (found < 0 && quoted) return null;
    const end = found < 0 ? text.length : found;
    const next = quoted ? end + 1 : end;
    if (quoted && next < text.length && text.charCodeAt(next) !== mark) return null;
    cells[column] = wanted === null || wanted[column] === true ? text.slice(start, end) : "";
    if (next >= text.length) return cells;
    from = next + 1;
  }
}

/** Where a quoted cell ends (or goes on as plain text); −1 where it does not. */
function closingQuote(text: string, from: number): number {
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return -1;
    if (text.charCodeAt(quote + 1) === QUOTE) {
      at = quote + 2;
      continue;
    }
    return quote + 1;
  }
}
