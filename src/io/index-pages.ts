/** Pages: the records of consecutive ids in one blob, as `[length uint16 × n][bytes]`; the last page may hold fewer. */

/** Longest record a page can hold. */
export const MAX_RECORD = 0xffff;

/** Gathers records in the order of their ids and hands out full pages. */
export class PageBuilder {
  private readonly perPage: number;
  private readonly emit: (page: number, blob: Uint8Array) => void;
  private readonly lengths: Uint16Array;
  private bytes = new Uint8Array(8192);
  private used = 0;
  private count = 0;
  private page = 0;

  constructor(perPage: number, emit: (page: number, blob: Uint8Array) => void) {
    this.perPage = perPage;
    this.emit = emit;
    this.lengths = new Uint16Array(perPage);
  }

  add(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.used + length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.used + length));
      grown.set(this.bytes.subarray(0, this.used));
      this.bytes = grown;
    }
    this.bytes.set(source.subarray(start, end), this.used);
    this.used += length;
    this.lengths[this.count++] = length;
    if (this.count === this.perPage) this.flush();
  }

  /** Hands out what is left, as a shorter page. */
  flush(): void {
    if (this.count === 0) return;
    const blob = new Uint8Array(this.count * 2 + this.used);
    for (let at = 0; at < this.count; at++) {
      blob[at * 2] = this.lengths[at]!;
      blob[at * 2 + 1] = this.lengths[at]! >>> 8;
    }
    blob.set(this.bytes.subarray(0, this.used), this.count * 2);
    this.emit(this.page++, blob);
    this.used = 0;
    this.count = 0;
  }
}

/** Where the `slot`-th of `count` records begins in a page. */
export function recordStart(blob: Uint8Array, count: number, slot: number): number {
  let start = count * 2;
  for (let at = 0; at < slot; at++) start += blob[at * 2]! | (blob[at * 2 + 1]! << 8);
  return start;
}

/** How many records a page of a table of `total` holds. */
export function recordsIn(page: number, perPage: number, total: number): number {
  return Math.min(perPage, total - page * perPage);
}
