/** A CSV file as a source of records: encoding, delimiter and width are found, no record is dropped in silence. */
import { closeSync, openSync, readSync } from "node:fs";
import { DtsenError } from "../errors.ts";
import { readCells, withDittos } from "./csv-cells.ts";
import { mayBeHeader } from "./parts.ts";
import type { RecordPiece, RecordSource } from "./record-source.ts";
import { RecordSplitter } from "./record-splitter.ts";
import { openText, type TextSource } from "./text-source.ts";

export const delimiters = [",", ";", "|", "\t"] as const;
export type Delimiter = (typeof delimiters)[number];

/** Lines that show a file's delimiter and width. */
const SHOWN_LINES = 2_000;

/** Opens a file (`-`: standard input). Throws `empty-file`, `wrong-kind`, and the faults of the file system. */
export async function openCsv(path: string, hashed: boolean): Promise<RecordSource> {
  const text = await openText(path, hashed);
  const lines: string[] = [];
  for await (const piece of text.pieces()) {
    lines.push(...piece.lines.slice(0, SHOWN_LINES));
    if (lines.length >= SHOWN_LINES) break;
  }
  await text.close();
  if (lines.every((line) => line.trim() === "")) {
    throw new DtsenError("empty-file", { file: path });
  }
  return new CsvSource(path, hashed, text, shapeOf(lines));
}

/** Delimiter, and cells of most records; 0 where no line has two. */
interface Shape {
  readonly delimiter: Delimiter;
  readonly width: number;
}

class CsvSource implements RecordSource {
  readonly sheet = null;
  readonly declaredWidth = 0;
  readonly delimiter: Delimiter;
  private readonly path: string;
  private readonly hashed: boolean;
  private readonly width: number;
  private text: TextSource;

  constructor(path: string, hashed: boolean, text: TextSource, { delimiter, width }: Shape) {
    this.path = path;
    this.hashed = hashed;
    this.text = text;
    this.delimiter = delimiter;
    this.width = width;
  }

  get encoding(): string {
    return this.text.encoding;
  }

  get size(): number {
    return this.text.size;
  }

  get bytesRead(): number {
    return this.text.bytesRead;
  }

  sha256(): string {
    return this.text.sha256();
  }

  async *records(): AsyncGenerator<RecordPiece> {
    const splitter = new RecordSplitter(this.delimiter, this.width);
    this.text = await openText(this.path, this.hashed);
    let firstRow = 1;
    for await (const piece of this.text.pieces()) {
      const records = splitter.split(piece, false);
      if (records.length > 0) yield { firstRow, records };
      firstRow += records.length;
    }
    const records = splitter.split({ lines: [], notes: new Map() }, true);
    if (records.length > 0) yield { firstRow, records };
  }

  mergedBelow(): number {
    return 0;
  }

  async countRows(): Promise<number> {
    let rows = 0;
    for await (const { records } of this.records()) rows += records.length;
    return rows;
  }

  mayHoldHeaders(below: number): Promise<boolean> {
    // Two bytes a letter are rare: they are read in full.
    return Promise.resolve(this.encoding.startsWith("utf-16") || holdsHeaderLine(this.text.storedAt, below));
  }
}

const PIECE = 1 << 20;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Whether a line below the first `below` may be a header, seen from the bytes: nearly all others begin with a digit. */
function holdsHeaderLine(path: string, below: number): boolean {
  const descriptor = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(2 * PIECE);
    let left = below;
    let kept = 0;
    for (;;) {
      const read = readSync(descriptor, buffer, kept, PIECE, null);
      const length = kept + read;
      const bytes = buffer.subarray(0, length);
      const lineEnd = bytes.includes(LINE_FEED) ? LINE_FEED : CARRIAGE_RETURN;
      let from = 0;
      for (;;) {
        const found = bytes.indexOf(lineEnd, from);
        if (found < 0 && read > 0) break;
        const end = found < 0 ? length : found;
        if (left > 0) left--;
        else if (!beginsWithNumber(bytes, from) && mayBeHeader(bytes.toString("latin1", from, end))) return true;
        if (found < 0) return false;
        from = end + 1;
      }
      // A line without end is no header.
      kept = length - from > PIECE ? 0 : bytes.copy(buffer, 0, from);
    }
  } finally {
    closeSync(descriptor);
  }
}

function beginsWithNumber(bytes: Buffer, from: number): boolean {
  const first = bytes[from]!;
  const byte = first === 0x22 || first === 0x27 ? bytes[from + 1]! : first;
  return byte >= 0x30 && byte <= 0x39;
}

/** The delimiter under which most lines have the same, and a good, number of cells (commas inside addresses lose), and that number. */
function shapeOf(lines: readonly string[]): Shape {
  let best: Shape = { delimiter: ",", width: 0 };
  let most = 0;
  const filled = lines.filter((line) => line.trim() !== "").slice(0, 500);
  for (const delimiter of delimiters) {
    const counts = new Map<number, number>();
    for (const line of filled) {
      const cells = readCells(withDittos(line, delimiter), delimiter, []).cells.length;
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
