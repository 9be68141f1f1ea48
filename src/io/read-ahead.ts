/**
 * Reading an index ahead that the operating system does not hold in memory: in one go, front to back, while lists are opened and
 * code warms up. A disk reads a hundred kilobytes in the time it takes to find a page, so that this pays from a few thousand
 * rows on. What is read is thrown away; it stays where the system keeps what files hold.
 */
import { closeSync, fstatSync, openSync, read, readSync } from "node:fs";
import { freemem } from "node:os";
import { promisify } from "node:util";

/** A row takes some four look-ups, each as long as reading a hundred kilobytes on, and has a hundred bytes or more. */
const BYTES_PER_LIST_BYTE = 3_000;
/** The index must leave room for all else. */
const SHARE_OF_FREE_MEMORY = 0.5;
const CHUNK = 2 << 20;
/** Chunks asked for at once: a disk that is waited for after each reads half as fast. */
const LANES = 3;

/** Reads of single pages that tell whether a file is in memory, and how long one from a disk takes at least. */
const SAMPLES = 24;
const FROM_DISK_MS = 0.04;

/** Begins to read the last `bytes` of a file ahead, if that pays for lists of so many bytes. Ends when disposed of. */
export function readAhead(path: string, bytes: number, listBytes: number): Disposable {
  if (bytes > listBytes * BYTES_PER_LIST_BYTE || bytes > freemem() * SHARE_OF_FREE_MEMORY) return { [Symbol.dispose]() {} };
  const reading = new ReadingAhead(path, bytes);
  void reading.run();
  return reading;
}

const readInto = promisify(read);

class ReadingAhead {
  private readonly descriptor: number;
  private readonly end: number;
  private next: number;

  constructor(path: string, bytes: number) {
    this.descriptor = openSync(path, "r");
    this.end = fstatSync(this.descriptor).size;
    this.next = this.end - bytes;
  }

  /** Nothing depends on it: a read that fails here fails again, and is told, where it is needed. */
  async run(): Promise<void> {
    try {
      if (this.isOnDisk()) await Promise.all(Array.from({ length: LANES }, () => this.readLane()));
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
    const buffer = Buffer.allocUnsafe(CHUNK);
    while (this.next < this.end) {
      const position = this.next;
      this.next += CHUNK;
      await readInto(this.descriptor, buffer, 0, CHUNK, position);
    }
  }

  /** More than half of some pages here and there took as long as a disk does. */
  private isOnDisk(): boolean {
    const page = Buffer.allocUnsafe(4096);
    const begin = this.next;
    let slow = 0;
    for (let sample = 0; sample < SAMPLES; sample++) {
      const asked = performance.now();
      readSync(this.descriptor, page, 0, page.length, begin + Math.floor(((this.end - begin) * (sample + 0.5)) / SAMPLES));
      if (performance.now() - asked > FROM_DISK_MS) slow++;
    }
    return slow > SAMPLES / 2;
  }
}
