/**
 * Sorting more postings than fit in memory: each thread deals them into partitions by the first bits of their key and writes
 * each partition in chunks to its own temporary file; then each partition of all threads is sorted by itself.
 */
import { closeSync, openSync } from "node:fs";
import { packBucket, type Postings } from "./index-buckets.ts";
import { bucketOf, remainderOf } from "./index-format.ts";
import { readWords, writeWords } from "./person-runs.ts";

/** Buckets in a partition: some 800 thousand postings, ten megabytes to sort at once. */
const PARTITION_BITS = 12;
const CHUNK = 4096;
/** Words of a posting: bucket, remainder, id, sketch. */
const WORDS = 4;

/** A piece of a partition. */
export interface PostingChunk {
  readonly path: string;
  readonly partition: number;
  /** In words. */
  readonly start: number;
  readonly end: number;
}

export function partitionsFor(bits: number): number {
  return 2 ** Math.max(0, bits - PARTITION_BITS);
}

export class PostingSpill {
  private readonly path: string;
  private readonly bits: number;
  private readonly shift: number;
  private readonly buffers: (Uint32Array | undefined)[];
  private readonly filled: Uint32Array;
  private descriptor: number | null = null;
  private written = 0;
  private readonly chunks: PostingChunk[] = [];

  /** `path` must not exist; `bits` of a key choose its bucket. */
  constructor(path: string, bits: number) {
    this.path = path;
    this.bits = bits;
    this.shift = Math.min(bits, PARTITION_BITS);
    this.buffers = new Array<Uint32Array | undefined>(partitionsFor(bits));
    this.filled = new Uint32Array(partitionsFor(bits));
  }

  add(key: number, id: number, sketch: number): void {
    const bucket = bucketOf(key, this.bits);
    const partition = bucket >>> this.shift;
    const buffer = (this.buffers[partition] ??= new Uint32Array(CHUNK * WORDS));
    let at = this.filled[partition]!;
    buffer[at++] = bucket;
    buffer[at++] = remainderOf(key, this.bits);
    buffer[at++] = id;
    buffer[at++] = sketch;
    this.filled[partition] = at;
    if (at === buffer.length) this.flush(partition);
  }

  /** Writes what is left and closes the file. */
  finish(): readonly PostingChunk[] {
    for (let partition = 0; partition < this.filled.length; partition++) this.flush(partition);
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
    this.buffers.fill(undefined);
    return this.chunks;
  }

  private flush(partition: number): void {
    const count = this.filled[partition]!;
    if (count === 0) return;
    this.descriptor ??= openSync(this.path, "wx", 0o600);
    writeWords(this.descriptor, this.buffers[partition]!, count);
    this.chunks.push({ path: this.path, partition, start: this.written, end: this.written + count });
    this.written += count;
    this.filled[partition] = 0;
  }
}

/** A bucket that holds someone. */
export interface PackedBucket {
  readonly bucket: number;
  readonly postings: Uint8Array;
}

/** Sorts one partition into its buckets, rising. */
export function sortPartition(chunks: readonly PostingChunk[], bits: number): PackedBucket[] {
  const postings = readChunks(chunks);
  const count = postings.length / WORDS;
  if (count === 0) return [];
  const buckets = 2 ** Math.min(bits, PARTITION_BITS);
  const firstBucket = Math.floor(postings[0]! / buckets) * buckets;

  // A counting sort brings each bucket's postings together; each bucket is then small.
  const starts = new Uint32Array(buckets + 1);
  for (let at = 0; at < postings.length; at += WORDS) starts[postings[at]! - firstBucket + 1]!++;
  for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1]! += starts[bucket]!;
  const next = starts.slice();
  const sorted: Postings = { remainders: new Uint32Array(count), ids: new Uint32Array(count), sketches: new Uint32Array(count) };
  for (let at = 0; at < postings.length; at += WORDS) {
    const place = next[postings[at]! - firstBucket]!++;
    sorted.remainders[place] = postings[at + 1]!;
    sorted.ids[place] = postings[at + 2]!;
    sorted.sketches[place] = postings[at + 3]!;
  }
  const packed: PackedBucket[] = [];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = starts[bucket]!;
    const end = starts[bucket + 1]!;
    if (start === end) continue;
    sortBucket(sorted, start, end);
    packed.push({ bucket: firstBucket + bucket, postings: packBucket(sorted, start, end) });
  }
  return packed;
}

function readChunks(chunks: readonly PostingChunk[]): Uint32Array {
  const all = new Uint32Array(chunks.reduce((sum, { start, end }) => sum + end - start, 0));
  const opened = new Map<string, number>();
  let filled = 0;
  try {
    for (const { path, start, end } of chunks) {
      let descriptor = opened.get(path);
      if (descriptor === undefined) opened.set(path, (descriptor = openSync(path, "r")));
      all.set(readWords(descriptor, start, end), filled);
      filled += end - start;
    }
  } finally {
    for (const descriptor of opened.values()) closeSync(descriptor);
  }
  return all;
}

/** Room for sorting one bucket, used for all: most hold some hundred postings. */
const scratchFor = (length: number): { readonly keys: Float64Array; readonly order: Uint32Array; readonly before: Uint32Array } =>
  ({ keys: new Float64Array(length), order: new Uint32Array(length), before: new Uint32Array(length) });
let scratch = scratchFor(1024);

/** A double holds a remainder and 2^21 places. */
const PLACES = 2 ** 21;

/** By remainder, then id. */
function sortBucket(postings: Postings, start: number, end: number): void {
  const { remainders, ids } = postings;
  const count = end - start;
  // A bucket with one huge block may hold more than a double has room for.
  if (count > PLACES) {
    return reorder(postings, start, Uint32Array.from({ length: count }, (_, at) => at).sort((a, b) =>
      remainders[start + a]! - remainders[start + b]! || ids[start + a]! - ids[start + b]!));
  }
  if (scratch.keys.length < count) scratch = scratchFor(count);
  const keys = scratch.keys.subarray(0, count);
  for (let at = 0; at < count; at++) keys[at] = remainders[start + at]! * PLACES + at;
  keys.sort();
  const order = scratch.order.subarray(0, count);
  for (let at = 0; at < count; at++) order[at] = keys[at]! % PLACES;
  reorder(postings, start, order);
  sortIdsWithin(postings, start, end);
}

/** Puts the postings from `start` in the order of these places, which are counted from `start`. */
function reorder(postings: Postings, start: number, order: Uint32Array): void {
  for (const column of [postings.remainders, postings.ids, postings.sketches]) {
    const before = order.length <= scratch.before.length ? scratch.before : new Uint32Array(order.length);
    for (let at = 0; at < order.length; at++) before[at] = column[start + at]!;
    for (let at = 0; at < order.length; at++) column[start + at] = before[order[at]!]!;
  }
}

/** Threads write their postings side by side: the ids of a key may come in any order. */
function sortIdsWithin(postings: Postings, start: number, end: number): void {
  const { remainders, ids } = postings;
  for (let from = start; from < end; ) {
    let to = from + 1;
    let rising = true;
    while (to < end && remainders[to] === remainders[from]) {
      rising &&= ids[to]! >= ids[to - 1]!;
      to++;
    }
    if (!rising) {
      const first = from;
      reorder(postings, first, Uint32Array.from({ length: to - first }, (_, at) => at).sort((a, b) => ids[first + a]! - ids[first + b]!));
    }
    from = to;
  }
}
