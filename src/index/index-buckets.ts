/**
 * Buckets: the postings of neighbouring blocking keys in one blob, as `[n uint32][remainder uint32 × n][size uint16 × n, filled
 * up to a word][id uint32 × m][sketch uint32 × m]`, keys rising, ids rising within a key. A block above `MAX_BLOCK` has its size
 * but no ids.
 */
import type { Block } from "../link/reference-index.ts";
import { MAX_BLOCK } from "./schema.ts";

/** Sizes are kept up to this. */
const LARGEST_SIZE = 0xffff;

const noBlock: Block = { ids: [], sketches: [], size: 0, capped: false };

/** The block of a key in its bucket; an empty one holds nobody. Its ids and sketches are copies. */
export function findBlock(bucket: Uint8Array, remainder: number): Block {
  if (bucket.length === 0) return noBlock;
  const aligned = bucket.byteOffset % 4 === 0 ? bucket : bucket.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >>> 2);
  const keys = words[0]!;
  let low = 1;
  let high = keys;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < remainder) low = middle + 1;
    else high = middle;
  }
  if (low > keys || words[low] !== remainder) return noBlock;
  const sizesAt = 4 + keys * 4;
  let first = idsAt(keys);
  for (let key = 0; key < low - 1; key++) {
    const size = aligned[sizesAt + key * 2]! | (aligned[sizesAt + key * 2 + 1]! << 8);
    if (size <= MAX_BLOCK) first += size;
  }
  const size = aligned[sizesAt + (low - 1) * 2]! | (aligned[sizesAt + (low - 1) * 2 + 1]! << 8);
  if (size > MAX_BLOCK) return { ids: [], sketches: [], size, capped: true };
  let kept = first - idsAt(keys) + size;
  for (let key = low; key < keys; key++) {
    const other = aligned[sizesAt + key * 2]! | (aligned[sizesAt + key * 2 + 1]! << 8);
    if (other <= MAX_BLOCK) kept += other;
  }
  return { ids: words.slice(first, first + size), sketches: words.slice(first + kept, first + kept + size), size, capped: false };
}

/** All ids in a bucket, once a key. Throws `RangeError` where it is none. */
export function bucketIds(bucket: Uint8Array): Uint32Array {
  if (bucket.length === 0) return new Uint32Array(0);
  const words = new Uint32Array(bucket.slice().buffer);
  const begin = idsAt(words[0]!);
  if (bucket.length % 4 !== 0 || begin > words.length || (words.length - begin) % 2 !== 0) throw new RangeError("no bucket");
  return words.slice(begin, begin + (words.length - begin) / 2);
}

/** The word at which the ids begin. */
function idsAt(keys: number): number {
  return 1 + keys + ((keys + 1) >>> 1);
}

/** Sorted postings, a column each. */
export interface Postings {
  readonly remainders: Uint32Array;
  readonly ids: Uint32Array;
  readonly sketches: Uint32Array;
}

/** Words that so many postings take at most, each under a key of its own. */
export function packedWords(count: number): number {
  return idsAt(count) + 2 * count;
}

/** Packs the first `count` postings, which are sorted by remainder, then id, at the beginning of `words`; how many it took. */
export function packBucket(words: Uint32Array, { remainders, ids, sketches }: Postings, count: number): number {
  const groups: number[] = [0];
  let kept = 0;
  for (let at = 1; at <= count; at++) {
    if (at < count && remainders[at] === remainders[at - 1]) continue;
    const size = at - groups[groups.length - 1]!;
    if (size <= MAX_BLOCK) kept += size;
    groups.push(at);
  }
  const keys = groups.length - 1;
  const blob = new Uint8Array(words.buffer, words.byteOffset);
  words[0] = keys;
  let idAt = idsAt(keys);
  let sizeAt = 4 + keys * 4;
  for (let key = 0; key < keys; key++) {
    const from = groups[key]!;
    const to = groups[key + 1]!;
    words[1 + key] = remainders[from]!;
    if (to - from <= MAX_BLOCK) {
      for (let at = from; at < to; at++, idAt++) {
        words[idAt] = ids[at]!;
        words[idAt + kept] = sketches[at]!;
      }
    }
    const size = Math.min(to - from, LARGEST_SIZE);
    blob[sizeAt++] = size;
    blob[sizeAt++] = size >>> 8;
  }
  return idAt + kept;
}
