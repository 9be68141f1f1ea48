/**
 * Text set aside between the passes: what a thread has rendered for each row waits on disk, private to the owner, until the
 * list as a whole is resolved. Memory holds a few batches at a time.
 */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { translateSystemError } from "../platform/system-errors.ts";

/** Where in a spool something lies, in bytes. */
export interface Piece {
  readonly position: number;
  readonly size: number;
}

export class Spool {
  readonly path: string;
  private readonly descriptor: number;
  private end = 0;

  /** `path` must not exist; the caller removes it. */
  constructor(path: string) {
    this.path = path;
    this.descriptor = openSync(path, "wx", 0o600);
  }

  /** Throws a `DtsenError` where the disk does not take it. */
  append(bytes: Uint8Array): Piece {
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.descriptor, bytes, written);
    } catch (error) {
      throw translateSystemError(error, this.path);
    }
    const piece = { position: this.end, size: bytes.length };
    this.end += bytes.length;
    return piece;
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor);
  }
}

/** A spool as any thread reads it. */
export class SpoolReader implements Disposable {
  private readonly descriptor: number;

  constructor(path: string) {
    this.descriptor = openSync(path, "r");
  }

  read({ position, size }: Piece): Uint8Array {
    const bytes = new Uint8Array(size);
    for (let done = 0; done < size; ) {
      const got = readSync(this.descriptor, bytes, done, size - done, position + done);
      if (got === 0) throw new Error("spool ends early");
      done += got;
    }
    return bytes;
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor);
  }
}

/** Words before a list's lengths: how many texts it has, and the bytes of all of them. */
const HEAD = 2;

/** Lists of texts as one piece: of each its head, the length of each text in UTF-16 units, then all of them, filled up to a word. */
export function packTexts(lists: readonly (readonly string[])[]): Uint8Array {
  const bodies = lists.map((texts) => Buffer.from(texts.join(""), "utf8"));
  const piece = new Uint8Array(lists.reduce((sum, texts, at) => sum + 4 * (HEAD + texts.length) + filledUp(bodies[at]!.length), 0));
  let begin = 0;
  for (const [at, texts] of lists.entries()) {
    const body = bodies[at]!;
    const head = new Uint32Array(piece.buffer, begin, HEAD + texts.length);
    head[0] = texts.length;
    head[1] = body.length;
    for (let text = 0; text < texts.length; text++) head[HEAD + text] = texts[text]!.length;
    piece.set(body, begin + head.byteLength);
    begin += head.byteLength + filledUp(body.length);
  }
  return piece;
}

export function unpackTexts(piece: Uint8Array): string[][] {
  const lists: string[][] = [];
  const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
  for (let begin = 0; begin < piece.length; ) {
    const [count = 0, length = 0] = new Uint32Array(piece.buffer, piece.byteOffset + begin, HEAD);
    const lengths = new Uint32Array(piece.buffer, piece.byteOffset + begin + 4 * HEAD, count);
    begin += 4 * HEAD + lengths.byteLength;
    const all = bytes.toString("utf8", begin, begin + length);
    begin += filledUp(length);
    const texts: string[] = [];
    let from = 0;
    for (let at = 0; at < count; at++) texts.push(all.slice(from, (from += lengths[at]!)));
    lists.push(texts);
  }
  return lists;
}

function filledUp(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
