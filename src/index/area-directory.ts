/**
 * The directory of the data area, its last part, read in one go when an index is opened: where pages and buckets begin, and the
 * first NIK of every page. SQLite would hand out as much a page at a time, in a tenth of a second.
 */
import { fstatSync } from "node:fs";
import { AreaReader, readFully } from "./data-area.ts";
import { PERSON_PAGE } from "./index-format.ts";

/** What tells how long the area and its parts are. */
export interface AreaShape {
  readonly areaBytes: number;
  readonly persons: number;
  readonly bucketBits: number;
}

/** The area, open for reading. */
export interface Area {
  /** Pages of persons. */
  readonly persons: AreaReader;
  readonly buckets: AreaReader;
  /** First NIK of every page: high halves and low halves. */
  readonly fenceHigh: Uint32Array;
  readonly fenceLow: Uint32Array;
}

/** The first NIK of a page, in halves. */
export interface Fence {
  readonly high: number;
  readonly low: number;
}

/** Words of 32 bits: the starts of the pages, of the buckets, then the halves of the pages' first NIKs. */
export function packDirectory(pageStarts: Uint32Array, bucketStarts: Uint32Array, fences: readonly Fence[]): Uint32Array {
  const words = new Uint32Array(pageStarts.length + bucketStarts.length + 2 * fences.length);
  words.set(pageStarts);
  words.set(bucketStarts, pageStarts.length);
  const fencesFrom = pageStarts.length + bucketStarts.length;
  fences.forEach(({ high, low }, at) => {
    words[fencesFrom + at] = high;
    words[fencesFrom + fences.length + at] = low;
  });
  return words;
}

/** Null where the file ends early. */
export function openArea(descriptor: number, { areaBytes, persons, bucketBits }: AreaShape): Area | null {
  const pages = Math.ceil(persons / PERSON_PAGE);
  const buckets = 2 ** bucketBits;
  const words = new Uint32Array(pages + 1 + buckets + 1 + 2 * pages);
  const end = fstatSync(descriptor).size;
  if (end < areaBytes || !readFully(descriptor, new Uint8Array(words.buffer), 0, words.byteLength, end - words.byteLength)) return null;
  let at = 0;
  const next = (length: number): Uint32Array => words.subarray(at, (at += length));
  const pageReader = new AreaReader(descriptor, end - areaBytes, next(pages + 1));
  const bucketReader = new AreaReader(descriptor, end - areaBytes + pageReader.size(0, pages), next(buckets + 1));
  return { persons: pageReader, buckets: bucketReader, fenceHigh: next(pages), fenceLow: next(pages) };
}
