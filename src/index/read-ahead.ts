/**
 * Reading an index ahead that the operating system does not hold in memory: in one go, front to back, while lists are opened and
 * code warms up. A disk reads on for fifty kilobytes in the time it takes to find a page, so that this pays from some ten thousand
 * rows on; one that turns reads a megabyte, and it pays from some hundreds. For fewer rows the pages of a batch are read several at
 * once (`RecordIndex.prefetchExpected`). What is read is thrown away; it stays where the system keeps what files hold.
 */
import { closeSync, fstatSync, openSync, readSync, readv } from "node:fs";
import { freemem } from "node:os";
import { promisify } from "node:util";

/** Bytes worth reading for each byte of a list: its rows have a hundred bytes or more, and take two or three look-ups. */
const BYTES_PER_LIST_BYTE = 1_000;
/** … for each millisecond that a look-up takes, where these are more: a slow disk reads 150 kilobytes in one. */
const BYTES_PER_LIST_BYTE_AND_MS = 3_000;
/** The index must leave room for all else. */
const SHARE_OF_FREE_MEMORY = 0.5;
const CHUNK = 2 << 20;
/** Chunks read by one call, one over the other: calls return only between two batches of the thread that made them. */
const CHUNKS = 8;
/** Calls under way at once: a disk that is waited for after each reads half as fast. */
const LANES = 3;

/** Pages that tell whether a file is in memory, and how long a look-up takes where it is not. */
const SAMPLES = 12;
/** A page in memory is read again as fast; one on a disk took so many times as long. */
const FROM_DISK = 4;

/** Begins to read the last `bytes` of a file ahead, if that pays for lists of so many bytes. Ends when disposed of. */
export function readAhead(path: string, bytes: number, listBytes: number): ReadingAhead {
  return new ReadingAhead(path, bytes, listBytes);
}

const readInto = promisify(readv);
const page = Buffer.alloc(4096);

class ReadingAhead implements Disposable {
  /** The file is on a disk, and what is needed of it is better read page by page. */
  readonly isByPage: boolean;
  private readonly descriptor: number;
  private readonly end: number;
  private next: number;

  constructor(path: string, bytes: number, listBytes: number) {
    this.descriptor = openSync(path, "r");
    this.end = fstatSync(this.descriptor).size;
    this.next = Math.max(0, this.end - bytes);
    const ms = this.lookUpTime();
    const worth = listBytes * Math.max(BYTES_PER_LIST_BYTE, BYTES_PER_LIST_BYTE_AND_MS * ms);
    this.isByPage = ms > 0 && (bytes > worth || bytes > freemem() * SHARE_OF_FREE_MEMORY);
    if (ms === 0 || this.isByPage) closeSync(this.descriptor);
    else void this.readAll();
  }

  /** A read that fails here fails again, and is told, where it is needed. */
  private async readAll(): Promise<void> {
    try {
      await Promise.all(Array.from({ length: LANES }, () => this.readLane()));
    } catch {
      // See above.
    } finally {
      closeSync(this.descriptor);
    }
  }

  [Symbol.dispose](): void {
    this.next = this.end;
  }

  private async readLane(): Promise<void> {
    const chunks = Array<Buffer>(CHUNKS).fill(Buffer.allocUnsafe(CHUNK));
    while (this.next < this.end) {
      const position = this.next;
      this.next += CHUNK * CHUNKS;
      await readInto(this.descriptor, chunks, position);
    }
  }

  /** Milliseconds that a page from the disk takes: the median of some here and there; 0 where most are in memory. */
  private lookUpTime(): number {
    const begin = this.next;
    const times = Array.from({ length: SAMPLES }, (_, sample) => {
      const position = begin + Math.floor(((this.end - begin) * (sample + 0.5)) / SAMPLES);
      const first = this.readTime(position);
      return first > FROM_DISK * this.readTime(position) ? first : 0;
    });
    return times.sort((a, b) => a - b)[SAMPLES >> 1]!;
  }

  private readTime(position: number): number {
    const asked = performance.now();
    try {
      readSync(this.descriptor, page, 0, page.length, position);
    } catch {
      // See above.
    }
    return performance.now() - asked;
  }
}
