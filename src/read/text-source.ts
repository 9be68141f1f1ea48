/** Bytes of a file or of standard input as lines of text, piece by piece: memory does not grow with the file. */
import { createHash, type Hash } from "node:crypto";
import { isAscii, isUtf8 } from "node:buffer";
import { createReadStream, statSync, type Stats } from "node:fs";
import { basename } from "node:path";
import { stdin } from "node:process";
import { DtsenError } from "../errors.ts";
import type { WrongKind } from "../faults.ts";
import type { FindingCode } from "../normalise/findings.ts";
import { translateSystemError } from "../platform/system-errors.ts";

export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" | "windows-1252";

/** Consecutive lines without their line feeds (a carriage return before one is kept; a lone one ends a line). */
export interface LinePiece {
  readonly lines: readonly string[];
  /** What was noticed, by place in `lines`. */
  readonly notes: ReadonlyMap<number, readonly FindingCode[]>;
}

export interface TextSource {
  /** Base name; `-` for standard input. */
  readonly file: string;
  readonly encoding: Encoding;
  /** Bytes in all, or null where a stream does not say. */
  readonly size: number | null;
  readonly bytesRead: number;
  /** Of what has been given out; complete once `pieces` has ended. Only of a source opened to be hashed. */
  sha256(): string;
  pieces(): AsyncGenerator<LinePiece>;
  /** Whether it can be opened again from the start: a file can, a pipe cannot. */
  readonly isRepeatable: boolean;
  close(): Promise<void>;
}

const PIECE_BYTES = 1 << 20;
/** A line longer than this is no row of a list; it is cut off here and met by the reader as too long. */
const MAX_LINE_BYTES = 4 << 20;
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
  const stream = path === "-" ? stdin : openFile(path);
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const source = new ByteSource(path, chunks, path === "-" ? null : statSync(path), hashed);
  await source.start();
  return source;
}

function openFile(path: string): NodeJS.ReadableStream {
  try {
    if (statSync(path).isDirectory()) {
      throw new DtsenError("is-a-folder", { file: path });
    }
  } catch (error) {
    throw error instanceof DtsenError ? error : translateSystemError(error, path);
  }
  return createReadStream(path, { highWaterMark: PIECE_BYTES });
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
  readonly file: string;
  readonly size: number | null;
  readonly isRepeatable: boolean;
  bytesRead = 0;
  private readonly subject: string;
  private readonly chunks: AsyncIterator<Buffer>;
  private readonly hash: Hash | null;
  private head: Buffer = Buffer.alloc(0);
  private detected: Encoding = "utf-8";

  constructor(path: string, chunks: AsyncIterator<Buffer>, stats: Stats | null, hashed: boolean) {
    this.file = path === "-" ? "-" : basename(path);
    this.subject = path;
    this.chunks = chunks;
    this.hash = hashed ? createHash("sha256") : null;
    this.size = stats?.size ?? null;
    this.isRepeatable = stats?.isFile() === true;
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
      const chunk = typeof value === "string" ? Buffer.from(value) : value;
      this.hash?.update(chunk);
      this.bytesRead += chunk.length;
      return chunk;
    } catch (error) {
      throw translateSystemError(error, this.subject);
    }
  }

  private async *bytePieces(): AsyncGenerator<LinePiece> {
    const decode = this.detected === "windows-1252" ? decodeWestern : decodeLines;
    let carry: Buffer = this.detected === "utf-8-bom" ? this.head.subarray(3) : this.head;
    for (let next = await this.next(); next !== null; next = await this.next()) {
      const bytes = carry.length === 0 ? next : Buffer.concat([carry, next]);
      const end = cutAt(bytes);
      if (end > 0) yield decode(bytes.subarray(0, end));
      carry = bytes.subarray(end);
    }
    if (carry.length > 0) yield decode(carry);
  }

  private async *widePieces(): AsyncGenerator<LinePiece> {
    const decoder = new TextDecoder(this.detected);
    let carry = "";
    let bytes: Buffer | null = this.head;
    while (bytes !== null) {
      const text: string = carry + decoder.decode(bytes, { stream: true });
      const end = text.lastIndexOf("\n") + 1;
      if (end > 0) yield linesOf(text.slice(0, end));
      carry = text.slice(end);
      bytes = await this.next();
    }
    carry += decoder.decode();
    if (carry.length > 0) yield linesOf(carry);
  }
}

/** Where the last complete line of these bytes ends; all of them where a line is absurdly long. */
function cutAt(bytes: Buffer): number {
  const end = bytes.lastIndexOf(LINE_FEED) + 1;
  if (end > 0) return end;
  // A file of lone carriage returns; the last byte may be the first half of CR LF.
  const lone = bytes.lastIndexOf(CARRIAGE_RETURN, bytes.length - 2) + 1;
  if (lone > 0) return lone;
  return bytes.length > MAX_LINE_BYTES ? bytes.length : 0;
}

function detectEncoding(head: Buffer): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8-bom";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
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

const western = new TextDecoder("windows-1252");

/** UTF-8 in one go; where a byte does not fit, line by line, and the line in question as Windows-1252. */
function decodeLines(bytes: Buffer): LinePiece {
  if (isUtf8(bytes)) return linesOf(bytes.toString("utf8"));
  const lines: string[] = [];
  const notes = new Map<number, FindingCode[]>();
  for (const line of byteLines(bytes)) {
    const fits = isUtf8(line);
    const piece = linesOf(fits ? line.toString("utf8") : western.decode(line));
    for (const [at, codes] of piece.notes) notes.set(lines.length + at, [...codes]);
    if (!fits)
      for (let at = 0; at < piece.lines.length; at++)
        notes.set(lines.length + at, ["BYTE_DIGANTI", ...(notes.get(lines.length + at) ?? [])]);
    lines.push(...piece.lines);
  }
  return { lines, notes };
}

function decodeWestern(bytes: Buffer): LinePiece {
  return linesOf(western.decode(bytes));
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
  const lines = text.includes("\r") && /\r(?!\n)/.test(text) ? text.split(/\r(?!\n)|\n/) : text.split("\n");
  if (lines.at(-1) === "" && /[\r\n]$/.test(text)) lines.pop();
  if (!text.includes("\0")) return { lines, notes: noNotes };
  const notes = new Map<number, FindingCode[]>();
  lines.forEach((line, at) => {
    if (!line.includes("\0")) return;
    lines[at] = line.replaceAll("\0", "");
    notes.set(at, ["NUL_DIBUANG"]);
  });
  return { lines, notes };
}
