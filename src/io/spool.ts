/**
 * Text set aside between the passes: what a thread has rendered for each row waits on disk, private to the owner, until the
 * list as a whole is resolved. Memory holds one batch at a time.
 */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { translateSystemError } from "./system-errors.ts";

export class Spool {
  private readonly path: string;
  private readonly descriptor: number;
  private readonly sizes: number[] = [];

  /** `path` must not exist; the caller removes it. */
  constructor(path: string) {
    this.path = path;
    this.descriptor = openSync(path, "wx+", 0o600);
  }

  /** Throws a `DtsenError` where the disk does not take it. */
  append(bytes: Uint8Array): void {
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.descriptor, bytes, written);
    } catch (error) {
      throw translateSystemError(error, this.path);
    }
    this.sizes.push(bytes.length);
  }

  /** What was appended, piece by piece, in order. */
  *pieces(): Generator<Uint8Array> {
    let position = 0;
    for (const size of this.sizes) {
      const piece = new Uint8Array(size);
      let read = 0;
      while (read < size) {
        const got = readSync(this.descriptor, piece, read, size - read, position + read);
        if (got === 0) throw new Error("spool ends early");
        read += got;
      }
      position += size;
      yield piece;
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor);
  }
}

/** Texts as one piece: how many, the length of each in UTF-16 units, then all of them. */
export function packTexts(texts: readonly string[]): Uint8Array {
  const head = new Uint32Array(texts.length + 1);
  head[0] = texts.length;
  texts.forEach((text, at) => (head[at + 1] = text.length));
  const body = Buffer.from(texts.join(""), "utf8");
  const piece = new Uint8Array(head.byteLength + body.length);
  piece.set(new Uint8Array(head.buffer));
  piece.set(body, head.byteLength);
  return piece;
}

export function unpackTexts(piece: Uint8Array): string[] {
  const [count = 0] = new Uint32Array(piece.buffer, piece.byteOffset, 1);
  const lengths = new Uint32Array(piece.buffer, piece.byteOffset + 4, count);
  const all = Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString("utf8", 4 * (count + 1));
  const texts: string[] = [];
  let from = 0;
  for (let at = 0; at < count; at++) texts.push(all.slice(from, (from += lengths[at]!)));
  return texts;
}
