/**
 * Pages: the records of consecutive persons in one blob, as `[length uint16 × n][length of its first part uint16 × n][bytes]`; a
 * record is what is compared, then what is reported. The last page may hold fewer.
 */
import { PERSON_PAGE } from "./index-format.ts";

/** Gathers records in the order of their ids and hands out full pages. */
export class PageBuilder {
  private readonly emit: (page: number, blob: Uint8Array) => void;
  private readonly lengths = new Uint16Array(PERSON_PAGE);
  private readonly firstLengths = new Uint16Array(PERSON_PAGE);
  private bytes = new Uint8Array(8192);
  private used = 0;
  private count = 0;
  private page = 0;

  constructor(emit: (page: number, blob: Uint8Array) => void) {
    this.emit = emit;
  }

  /** Adds a record of two parts; whether it begins a page. */
  add(first: Uint8Array, second: Uint8Array): boolean {
    const length = first.length + second.length;
    if (this.used + length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.used + length));
      grown.set(this.bytes.subarray(0, this.used));
      this.bytes = grown;
    }
    this.bytes.set(first, this.used);
    this.bytes.set(second, this.used + first.length);
    this.used += length;
    this.lengths[this.count] = length;
    this.firstLengths[this.count++] = first.length;
    const isFirst = this.count === 1;
    if (this.count === PERSON_PAGE) this.flush();
    return isFirst;
  }

  /** Hands out what is left, as a shorter page. */
  flush(): void {
    if (this.count === 0) return;
    const { count } = this;
    const blob = new Uint8Array(count * 4 + this.used);
    for (let at = 0; at < count; at++) {
      writeLength(blob, at, this.lengths[at]!);
      writeLength(blob, count + at, this.firstLengths[at]!);
    }
    blob.set(this.bytes.subarray(0, this.used), count * 4);
    this.emit(this.page++, blob);
    this.used = 0;
    this.count = 0;
  }
}

function writeLength(blob: Uint8Array, at: number, length: number): void {
  blob[at * 2] = length;
  blob[at * 2 + 1] = length >>> 8;
}

function lengthAt(blob: Uint8Array, at: number): number {
  return blob[at * 2]! | (blob[at * 2 + 1]! << 8);
}

/** Where the `slot`-th of `count` records begins in a page. */
export function recordStart(blob: Uint8Array, count: number, slot: number): number {
  let start = count * 4;
  for (let at = 0; at < slot; at++) start += lengthAt(blob, at);
  return start;
}

/** Length of the `slot`-th of `count` records, and of its first part. */
export function recordLength(blob: Uint8Array, slot: number): number {
  return lengthAt(blob, slot);
}

export function firstLength(blob: Uint8Array, count: number, slot: number): number {
  return lengthAt(blob, count + slot);
}

/** How many of `total` persons a page holds. */
export function recordsIn(page: number, total: number): number {
  return Math.min(PERSON_PAGE, total - page * PERSON_PAGE);
}
