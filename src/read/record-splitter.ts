/**
 * Lines into records. A quote left open swallows the rest of a file in any plain reader; here the next line that is plausible on
 * its own ends the damage.
 */
import type { FindingCode } from "../normalise/findings.ts";
import type { RejectionReason } from "../normalise/record.ts";
import { closesCell, isOpen, readCells, withDittos } from "./csv-cells.ts";
import { MAX_LINE, type LinePiece } from "./text-source.ts";

/** A cell with more line breaks than this is a quote left open. */
const MAX_CELL_LINES = 50;
/** An address of so many lines hardly has the same number of commas in each. */
const FEWEST_RECORDS = 3;
/** A cell that is a number of a person or a card, and nothing else. */
const NUMBER = /^\s*'?\d{12,}\s*$/;

/** A record's text without line break; `rejected` where it is none. */
export interface RecordText {
  readonly text: string;
  readonly findings: readonly FindingCode[];
  readonly rejected: { readonly reason: RejectionReason; readonly detail: string } | null;
}

const nothing: readonly FindingCode[] = [];

export class RecordSplitter {
  private readonly delimiter: string;
  /** Cells of most records; 0: not known. */
  private readonly width: number;
  /** The last record taken. A part of a file may be of another width than most of it. */
  private previous = "";
  private lines: readonly string[] = [];
  private notes: LinePiece["notes"] = new Map();

  constructor(delimiter: string, width: number) {
    this.delimiter = delimiter;
    this.width = width;
  }

  /** The records that are complete now; with `last` all that is left. */
  split(piece: LinePiece, last: boolean): RecordText[] {
    this.take(piece);
    const records: RecordText[] = [];
    let at = 0;
    while (at < this.lines.length) {
      const taken = this.record(at, last, records);
      if (taken === 0) break;
      at += taken;
    }
    this.drop(at);
    return records;
  }

  private take({ lines, notes }: LinePiece): void {
    if (this.lines.length === 0) {
      this.lines = lines;
      this.notes = notes;
      return;
    }
    const before = this.lines.length;
    this.lines = [...this.lines, ...lines];
    if (notes.size > 0) this.notes = new Map([...this.notes, ...[...notes].map(([at, codes]) => [at + before, codes] as const)]);
  }

  private drop(taken: number): void {
    this.lines = this.lines.slice(taken);
    this.notes = new Map([...this.notes].flatMap(([at, codes]) => (at < taken ? [] : [[at - taken, codes] as const])));
  }

  /** Appends the record that begins at this line; the lines it takes, or 0 where its end has not been read yet. */
  private record(at: number, last: boolean, records: RecordText[]): number {
    const line = withoutReturn(this.lines[at]!);
    if (line.length > MAX_LINE) {
      records.push(this.rejected(at, "BARIS_TERLALU_PANJANG", `lebih dari ${MAX_LINE} karakter`));
      return 1;
    }
    if (!line.includes('"') || !isOpen(line, this.delimiter)) return this.takeLine(at, this.undittoed(line), records);
    let text = this.lines[at]!;
    for (let next = at + 1; next <= at + MAX_CELL_LINES; next++) {
      const following = this.lines[next];
      if (following === undefined) {
        if (!last) return 0;
        break;
      }
      if (this.isPlausible(withoutReturn(following))) break;
      text += `\n${following}`;
      if (text.length > MAX_LINE) break;
      const whole = withoutReturn(text);
      if (!isOpen(whole, this.delimiter)) {
        // A quote that closes where no cell may end belongs to another record.
        if (!closesCell(withoutReturn(following), this.delimiter) || this.areRecords(this.lines.slice(at + 1, next))) break;
        const findings = this.lines.slice(at, next + 1).flatMap((_, nth) => this.notes.get(at + nth) ?? []);
        this.previous = whole;
        records.push({ text: whole, findings, rejected: null });
        return next - at + 1;
      }
    }
    const undittoed = this.undittoed(line);
    if (undittoed !== line) return this.takeLine(at, undittoed, records);
    records.push(this.rejected(at, "KUTIP_TIDAK_SEIMBANG", "tanda kutip tidak ditutup"));
    return 1;
  }

  private takeLine(at: number, text: string, records: RecordText[]): number {
    this.previous = text;
    records.push({ text, findings: this.notes.get(at) ?? nothing, rejected: null });
    return 1;
  }

  /** The line with its ditto marks read as such, where that and nothing else makes it a record of the table. */
  private undittoed(line: string): string {
    const text = withDittos(line, this.delimiter);
    if (text === line || isWhole(line, this.delimiter, this.width)) return line;
    return isWhole(text, this.delimiter, this.width) ? text : line;
  }

  /** A line that is a whole record by itself, and does not end a cell that was begun before it. */
  private isPlausible(written: string): boolean {
    const isOdd = written.split('"').length % 2 === 0;
    const line = this.undittoed(written);
    const isDitto = line !== written && (written.startsWith('"') || written[written.indexOf('"') - 1] === this.delimiter);
    if (isOdd && !isDitto && closesCell(written, this.delimiter)) return false;
    const { open, cells } = readCells(line, this.delimiter);
    if (open) return false;
    const before = readCells(this.previous, this.delimiter).cells;
    if (cells.length !== this.width && cells.length !== before.length) return false;
    // Two cells may be the line of an address: a number under a number is none.
    return cells.length > 2 || cells.some((cell, column) => NUMBER.test(cell) && NUMBER.test(before[column] ?? ""));
  }

  /** Lines inside one cell that are too many, and each as wide as the table, to be a text of several lines. */
  private areRecords(lines: readonly string[]): boolean {
    if (lines.length < FEWEST_RECORDS || this.width < 2) return false;
    return lines.every((line) => readCells(withoutReturn(line), this.delimiter).cells.length === this.width);
  }

  private rejected(at: number, reason: RejectionReason, detail: string): RecordText {
    return { text: "", findings: this.notes.get(at) ?? nothing, rejected: { reason, detail } };
  }
}

function isWhole(line: string, delimiter: string, width: number): boolean {
  const { open, cells } = readCells(line, delimiter, []);
  return !open && cells.length === width;
}

function withoutReturn(line: string): string {
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
}
