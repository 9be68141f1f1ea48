/**
 * The data area: pages of persons, buckets of postings and their directory, behind the pages of SQLite in the same file. SQLite
 * leaves alone what lies behind its pages; a plain read into memory of ours costs a third of a look-up there, and leaves no buffer
 * to collect. Entries are numbered from 0; where each begins is known, and ends where the next one begins.
 */
import { closeSync, openSync, read, readSync, rmSync, writeSync } from "node:fs";

/** Entries begin at multiples of this, so that 32 bits reach over 32 GiB. */
const UNIT = 8;
const BUFFER_BYTES = 4 << 20;

/** Writes a part of the area: entries in their order, into a file of their own until all are there. */
export class AreaWriter {
  private readonly descriptor: number;
  private readonly buffer = new Uint8Array(BUFFER_BYTES);
  private used = 0;
  private units = 0;
  private starts = new Uint32Array(1024);
  private entries = 0;

  /** `path` must not exist. */
  constructor(path: string) {
    this.descriptor = openSync(path, "wx", 0o600);
  }

  /** Adds entry `number`; those passed over are empty. */
  add(number: number, entry: Uint8Array): void {
    this.skipTo(number + 1);
    const units = Math.ceil(entry.length / UNIT);
    if (this.used + units * UNIT > this.buffer.length) this.flush();
    if (units * UNIT > this.buffer.length) this.write(entry, units * UNIT);
    else {
      this.buffer.set(entry, this.used);
      this.buffer.fill(0, this.used + entry.length, this.used + units * UNIT);
      this.used += units * UNIT;
    }
    this.units += units;
  }

  /** Where each of so many entries begins, and where the last one ends, in units; the file is complete. */
  finish(entries: number): Uint32Array {
    this.skipTo(entries + 1);
    this.flush();
    closeSync(this.descriptor);
    return this.starts.subarray(0, entries + 1);
  }

  private skipTo(number: number): void {
    if (number > this.starts.length) {
      const grown = new Uint32Array(Math.max(number, this.starts.length * 2));
      grown.set(this.starts);
      this.starts = grown;
    }
    this.starts.fill(this.units, this.entries, number);
    this.entries = number;
  }

  private flush(): void {
    this.write(this.buffer.subarray(0, this.used), this.used);
    this.used = 0;
  }

  private write(bytes: Uint8Array, length: number): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor, bytes, at);
    if (length > bytes.length) writeSync(this.descriptor, new Uint8Array(length - bytes.length));
  }
}

/** Puts the parts behind what the file holds, and removes each as it goes: the disk is to hold no more than it must. */
export function appendArea(path: string, parts: readonly string[]): void {
  const target = openSync(path, "a");
  try {
    const buffer = new Uint8Array(BUFFER_BYTES);
    for (const part of parts) {
      const source = openSync(part, "r");
      try {
        for (let got = readSync(source, buffer); got > 0; got = readSync(source, buffer)) {
          for (let at = 0; at < got; ) at += writeSync(target, buffer, at, got - at);
        }
      } finally {
        closeSync(source);
      }
      rmSync(part);
    }
  } finally {
    closeSync(target);
  }
}

/** Bytes that so many units take. */
export function areaBytes(units: number): number {
  return units * UNIT;
}

/** A part of the area, open for reading. */
export class AreaReader {
  private readonly descriptor: number;
  private readonly begin: number;
  private readonly starts: Uint32Array;

  /** `begin`: the byte of the file at which the part begins; `starts`: as the writer gave them. */
  constructor(descriptor: number, begin: number, starts: Uint32Array) {
    this.descriptor = descriptor;
    this.begin = begin;
    this.starts = starts;
  }

  get entries(): number {
    return this.starts.length - 1;
  }

  /** Bytes of the entries from `from` to before `to`, the last one's filling included. */
  size(from: number, to = from + 1): number {
    return (this.starts[to]! - this.starts[from]!) * UNIT;
  }

  /** Reads an entry, or those to before `to`, into `into` from `at` on. False where the file ends early. */
  read(into: Uint8Array, at: number, from: number, to = from + 1): boolean {
    return readFully(this.descriptor, into, at, this.size(from, to), this.begin + this.starts[from]! * UNIT);
  }

  /** Has the system read an entry, as far as there is room to throw it away. A failure shows where the entry is needed. */
  prefetch(entry: number): void {
    read(this.descriptor, unwanted, 0, Math.min(this.size(entry), unwanted.length), this.begin + this.starts[entry]! * UNIT, () => {});
  }
}

const unwanted = new Uint8Array(1 << 16);

/** Reads `length` bytes from `position` of a file into `into` from `at` on. False where the file ends early. */
export function readFully(descriptor: number, into: Uint8Array, at: number, length: number, position: number): boolean {
  for (let done = 0; done < length; ) {
    const got = readSync(descriptor, into, at + done, length - done, position + done);
    if (got === 0) return false;
    done += got;
  }
  return true;
}
