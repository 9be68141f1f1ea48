/** Bytes of a file or of standard input as lines of text, piece by piece: memory does not grow with the file. */
import { createHash, randomBytes, type Hash } from "node:crypto";
import { isAscii, isUtf8 } from "node:buffer";
import { createReadStream, createWriteStream, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pid, stdin } from "node:process";
import { pipeline } from "node:stream/promises";
import { DtsenError } from "../errors.ts";
import type { WrongKind } from "../faults.ts";
import type { FindingCode } from "../normalise/findings.ts";
import { createTemporary, removeTemporary } from "../platform/private-files.ts";
import { translateSystemError } from "../platform/system-errors.ts";

export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" | "windows-1252";

/** Consecutive lines without their line feeds (a carriage return before one is kept; a lone one ends a line). */
export interface LinePiece {
  readonly lines: readonly string[];
  /** What was noticed, by place in `lines`. */
  readonly notes: ReadonlyMap<number, readonly FindingCode[]>;
}

export interface TextSource {
  /** Where its bytes lie: the file itself, or a copy of what came by a pipe. */
  readonly storedAt: string;
  readonly encoding: Encoding;
  /** Bytes in all. */
  readonly size: number;
  readonly bytesRead: number;
  /** Of what has been given out; complete once `pieces` has ended. Only of a source opened to be hashed. */
  sha256(): string;
  pieces(): AsyncGenerator<LinePiece>;
  close(): Promise<void>;
}

const PIECE_BYTES = 1 << 20;
/** UTF-16 units; a longer line is no row of a list. */
export const MAX_LINE = 1 << 16;
/** Bytes or UTF-16 units kept of a line without end: more than `MAX_LINE` letters, whatever bytes they take. */
const MAX_LINE_UNITS = 5 * MAX_LINE;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Above this share of lines that are not UTF-8 the whole file is taken for Windows-1252. */
const FOREIGN_SHARE = 0.5;

/**
 * Opens `path`, or standard input for `-`. Throws a `DtsenError` where there is nothing to read as text: a missing file, a
 * folder, an empty file, or a file of another kind (a workbook, an archive, a database). `hashed`: `sha256` will be asked for,
 * which takes as long as all other reading where the processor has no instruction for it.
 */
export async function openText(path: string, hashed = false): Promise<TextSource> {
  try {
    const given = path === "-" ? null : statSync(path);
    if (given?.isDirectory() === true) throw new DtsenError("is-a-folder", { file: path });
    const file = given?.isFile() === true ? path : await storedStream(path);
    const source = new ByteSource(path, file, createReadStream(file, { highWaterMark: PIECE_BYTES }), statSync(file).size, hashed);
    await source.start();
    return source;
  } catch (error) {
    throw translateSystemError(error, path);
  }
}

const stored = new Map<string, Promise<string>>();

/** What comes by standard input or a pipe, in a file of its owner's: a list is looked through before it is read. Goes with the run. */
function storedStream(path: string): Promise<string> {
  let file = stored.get(path);
  if (file === undefined) stored.set(path, (file = storeStream(path === "-" ? stdin : createReadStream(path))));
  return file;
}

async function storeStream(bytes: NodeJS.ReadableStream): Promise<string> {
  const path = join(tmpdir(), `.dtsen-${pid}-${randomBytes(6).toString("hex")}.tmp`);
  const descriptor = createTemporary(path);
  try {
    await pipeline(bytes, createWriteStream(path, { fd: descriptor }));
    return path;
  } catch (error) {
    removeTemporary(path);
    throw error;
  }
}

/** First bytes of the kinds of file that officers pick by mistake. */
const otherKinds: readonly { readonly magic: readonly number[]; readonly kind: WrongKind }[] = [
  { magic: [0x50, 0x4b, 0x03, 0x04], kind: "workbook" },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], kind: "old-workbook" },
  { magic: [0x25, 0x50, 0x44, 0x46], kind: "pdf" },
  { magic: [0x1f, 0x8b], kind: "gzip" },
  { magic: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], kind: "database" },
];

class ByteSource implements TextSource {
  readonly storedAt: string;
  readonly size: number;
  bytesRead = 0;
  private readonly subject: string;
  private readonly chunks: AsyncIterator<Buffer>;
  private readonly hash: Hash | null;
  private head: Buffer = Buffer.alloc(0);
  private detected: Encoding = "utf-8";

  constructor(path: string, storedAt: string, bytes: AsyncIterable<Buffer>, size: number, hashed: boolean) {
    this.storedAt = storedAt;
    this.subject = path;
    this.chunks = bytes[Symbol.asyncIterator]();
    this.hash = hashed ? createHash("sha256") : null;
    this.size = size;
  }

  get encoding(): Encoding {
    return this.detected;
  }

  async start(): Promise<void> {
    for (let next = await this.next(); next !== null; next = await this.next()) {
      this.head = this.head.length === 0 ? next : Buffer.concat([this.head, next]);
      if (this.head.length >= 1 << 16) break;
    }
    if (this.head.length === 0) {
      throw new DtsenError("empty-file", { file: this.subject });
    }
    for (const { magic, kind } of otherKinds) {
      if (magic.every((byte, at) => this.head[at] === byte)) throw new DtsenError("wrong-kind", { file: this.subject, kind });
    }
    this.detected = detectEncoding(this.head);
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  sha256(): string {
    return this.hash!.copy().digest("hex");
  }

  async *pieces(): AsyncGenerator<LinePiece> {
    if (this.detected === "utf-16le" || this.detected === "utf-16be") yield* this.widePieces();
    else yield* this.bytePieces();
  }

  private async next(): Promise<Buffer | null> {
    try {
      const { value, done } = await this.chunks.next();
      if (done === true || value === undefined) return null;
      this.hash?.update(value);
      this.bytesRead += value.length;
      return value;
    } catch (error) {
      throw translateSystemError(error, this.subject);
    }
  }

  private async *bytePieces(): AsyncGenerator<LinePiece> {
    const decode = this.detected === "windows-1252" ? decodeWestern : decodeLines;
    const mark = this.detected === "utf-8-bom" ? 3 : 0;
    const cut = new LineCutter<Buffer, number>(
      (buffers) => (buffers.length === 1 ? buffers[0]! : Buffer.concat(buffers)),
      LINE_FEED,
      CARRIAGE_RETURN,
    );
    for (let next: Buffer | null = this.head.subarray(mark); next !== null; next = await this.next()) {
      for (const bytes of cut.add(next)) yield decode(bytes);
    }
    for (const bytes of cut.rest()) yield decode(bytes);
  }

  private async *widePieces(): AsyncGenerator<LinePiece> {
    const decoder = new TextDecoder(this.detected);
    const cut = new LineCutter<string, string>((texts) => texts.join(""), "\n", "\r");
    for (let next: Buffer | null = this.head; next !== null; next = await this.next()) {
      for (const text of cut.add(decoder.decode(next, { stream: true }))) yield linesOf(text);
    }
    for (const text of cut.add(decoder.decode())) yield linesOf(text);
    for (const text of cut.rest()) yield linesOf(text);
  }
}

/** What `LineCutter` asks of a text, or of bytes. */
interface Cuttable<Self, Unit> {
  readonly length: number;
  indexOf(unit: Unit, from?: number): number;
  lastIndexOf(unit: Unit, from?: number): number;
  slice(from: number, to?: number): Self;
}

/**
 * Chunks into stretches of whole lines. What is looked at has not been looked at before, so that the time follows the file; of a
 * line longer than any row only its beginning is kept, so that memory does not: it stays one line.
 */
class LineCutter<Chunk extends Cuttable<Chunk, Unit>, Unit> {
  private readonly join: (chunks: readonly Chunk[]) => Chunk;
  private readonly lineFeed: Unit;
  private readonly carriageReturn: Unit;
  private carried: Chunk[] = [];
  private carriedLength = 0;
  /** Inside a line of which no more is kept. */
  private skipping = false;
  private halfEnd = false;

  constructor(join: (chunks: readonly Chunk[]) => Chunk, lineFeed: Unit, carriageReturn: Unit) {
    this.join = join;
    this.lineFeed = lineFeed;
    this.carriageReturn = carriageReturn;
  }

  /** The lines that end in this chunk, with what was left of those before. */
  *add(chunk: Chunk): Generator<Chunk> {
    // The second half of a line end whose first half ended the chunk before.
    let from = this.halfEnd && chunk.indexOf(this.lineFeed) === 0 ? 1 : 0;
    this.halfEnd = false;
    if (this.skipping) {
      const end = this.lineEnd(chunk);
      if (end < 0) return;
      this.skipping = false;
      this.halfEnd = end === chunk.length - 1 && chunk.lastIndexOf(this.carriageReturn) === end;
      yield this.takeCarried(chunk.slice(end, end + 1));
      from = end + 1;
    }
    const end = this.lastEnd(chunk);
    if (end > from) {
      yield this.takeCarried(chunk.slice(from, end));
      from = end;
    }
    this.carry(chunk.slice(from));
  }

  *rest(): Generator<Chunk> {
    if (this.carriedLength > 0) yield this.takeCarried(null);
  }

  private carry(chunk: Chunk): void {
    if (chunk.length === 0) return;
    this.carried.push(chunk);
    this.carriedLength += chunk.length;
    if (this.carriedLength <= MAX_LINE_UNITS) return;
    this.carried = [this.join(this.carried).slice(0, MAX_LINE_UNITS)];
    this.skipping = true;
  }

  private takeCarried(end: Chunk | null): Chunk {
    const all = end === null ? this.carried : [...this.carried, end];
    this.carried = [];
    this.carriedLength = 0;
    return this.join(all);
  }

  /** The end of the line that was begun before: its line feed, or a lone carriage return. */
  private lineEnd(chunk: Chunk): number {
    const feed = chunk.indexOf(this.lineFeed);
    const lone = chunk.indexOf(this.carriageReturn);
    return lone >= 0 && (feed < 0 || lone < feed - 1) ? lone : feed;
  }

  /** Behind the last line that has ended. */
  private lastEnd(chunk: Chunk): number {
    const feed = chunk.lastIndexOf(this.lineFeed) + 1;
    // A file of lone carriage returns; the last unit may be the first half of CR LF.
    return feed > 0 ? feed : chunk.lastIndexOf(this.carriageReturn, chunk.length - 2) + 1;
  }
}

function detectEncoding(head: Buffer): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8-bom";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const wide = wideWithoutMark(head);
  if (wide !== null) return wide;
  // Up to a line's end: the last character may be cut in two.
  if (isUtf8(head.subarray(0, head.lastIndexOf(LINE_FEED) + 1))) return "utf-8";
  let foreign = 0;
  let beyondAscii = 0;
  for (const line of byteLines(head)) {
    if (isAscii(line)) continue;
    beyondAscii++;
    if (!isUtf8(line)) foreign++;
  }
  return beyondAscii >= 3 && foreign > FOREIGN_SHARE * beyondAscii ? "windows-1252" : "utf-8";
}

/** Bytes that show whether letters take two of them. */
const WIDE_BYTES = 1 << 13;

/** Two bytes a letter, and nearly every second one zero: letters, digits and separators lie below 256. */
function wideWithoutMark(head: Buffer): Encoding | null {
  const pairs = Math.min(head.length, WIDE_BYTES) >> 1;
  if (pairs < 2) return null;
  let first = 0;
  let second = 0;
  for (let at = 0; at < 2 * pairs; at += 2) {
    if (head[at] === 0) first++;
    if (head[at + 1] === 0) second++;
  }
  if (second > 0.7 * pairs && first < 0.1 * pairs) return "utf-16le";
  return first > 0.7 * pairs && second < 0.1 * pairs ? "utf-16be" : null;
}

/**
 * 0x80 to 0x9F as Windows shows them; the five it has no letter for stay controls. Node 20's own decoder takes all 32 for
 * controls, as in ISO 8859-1.
 */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function decodeWindows1252(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/[\u0080-\u009f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80]!);
}

/** UTF-8 in one go; where a byte does not fit, line by line, and the line in question as Windows-1252. */
function decodeLines(bytes: Buffer): LinePiece {
  if (isUtf8(bytes)) return linesOf(bytes.toString("utf8"));
  const lines: string[] = [];
  const notes = new Map<number, FindingCode[]>();
  for (const line of byteLines(bytes)) {
    const fits = isUtf8(line);
    const piece = linesOf(fits ? line.toString("utf8") : decodeWindows1252(line));
    for (const [at, codes] of piece.notes) notes.set(lines.length + at, [...codes]);
    if (!fits)
      for (let at = 0; at < piece.lines.length; at++)
        notes.set(lines.length + at, ["BYTE_DIGANTI", ...(notes.get(lines.length + at) ?? [])]);
    lines.push(...piece.lines);
  }
  return { lines, notes };
}

function decodeWestern(bytes: Buffer): LinePiece {
  return linesOf(decodeWindows1252(bytes));
}

function* byteLines(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, from);
    yield bytes.subarray(from, end < 0 ? bytes.length : end + 1);
    if (end < 0) return;
    from = end + 1;
  }
}

const noNotes: ReadonlyMap<number, readonly FindingCode[]> = new Map();

/** Text that ends at a line's end (or the file's) as lines; NULs are left out and noted. */
function linesOf(text: string): LinePiece {
  const lines = splitLines(text);
  if (lines.at(-1) === "") lines.pop();
  if (!text.includes("\0")) return { lines, notes: noNotes };
  const notes = new Map<number, FindingCode[]>();
  lines.forEach((line, at) => {
    if (!line.includes("\0")) return;
    lines[at] = line.replaceAll("\0", "");
    notes.set(at, ["NUL_DIBUANG"]);
  });
  return { lines, notes };
}

/** A carriage return before a line feed is kept; those before it belong to the same line end, and a lone one is a line end. */
function splitLines(text: string): string[] {
  const whole = text.includes("\r\r\n") ? text.replace(/\r+\n/g, "\r\n") : text;
  return whole.includes("\r") && /\r(?!\n)/.test(whole) ? whole.split(/\r(?!\n)|\n/) : whole.split("\n");
}
