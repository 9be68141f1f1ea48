/**
 * Sorting more postings than fit in memory: each thread deals them into partitions by the first bits of their key and writes
 * each partition in chunks to its own temporary file; then each partition of all threads is sorted by itself.
 */
import { closeSync, openSync } from "node:fs";
import { packBucket, packedWords, type Postings } from "./index-buckets.ts";
import { bucketOf, remainderOf } from "./schema.ts";
import { PartitionSpill, type Chunk } from "./partition-spill.ts";
import { readWords } from "./person-spill.ts";

/** Buckets in a partition: some 800 thousand postings, ten megabytes to sort at once. */
const PARTITION_BITS = 12;
const CHUNK = 4096;
/** Words of a posting on its way: bucket, remainder, id, sketch. */
const WORDS = 4;

export function partitionsFor(bits: number): number {
  return 2 ** Math.max(0, bits - PARTITION_BITS);
}

export class PostingSpill {
  private readonly bits: number;
  private readonly shift: number;
  private readonly spill: PartitionSpill;

  /** `path` must not exist; `bits` of a key choose its bucket. */
  constructor(path: string, bits: number) {
    this.bits = bits;
    this.shift = Math.min(bits, PARTITION_BITS);
    this.spill = new PartitionSpill(path, partitionsFor(bits), CHUNK * WORDS);
  }

  add(key: number, id: number, sketch: number): void {
    const bucket = bucketOf(key, this.bits);
    const partition = bucket >>> this.shift;
    let at = this.spill.reserve(partition, WORDS);
    const buffer = this.spill.bufferOf(partition);
    buffer[at++] = bucket;
    buffer[at++] = remainderOf(key, this.bits);
    buffer[at++] = id;
    buffer[at] = sketch;
  }

  finish(): readonly Chunk[] {
    return this.spill.finish();
  }
}

/** The buckets of a partition, one behind the other: a buffer each would cost more to hand over than to make. */
export interface PackedBuckets {
  readonly firstBucket: number;
  /** Where each ends among the postings, in bytes; an empty one takes none. */
  readonly ends: Uint32Array;
  readonly postings: Uint8Array;
}

/** Sorts one partition, which holds someone, into its buckets. */
export function sortPartition(chunks: readonly Chunk[], bits: number): PackedBuckets {
  const streams = readStreams(chunks);
  const buckets = 2 ** Math.min(bits, PARTITION_BITS);
  const firstBucket = Math.floor(streams[0]![0]! / buckets) * buckets;
  const starts = new Uint32Array(buckets + 1);
  for (const stream of streams) for (let at = 0; at < stream.length; at += WORDS) starts[stream[at]! - firstBucket + 1]!++;
  for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1]! += starts[bucket]!;
  const dealt = deal(streams, starts, firstBucket);
  const words = new Uint32Array(buckets * packedWords(1) + packedWords(starts[buckets]!));
  const ends = new Uint32Array(buckets);
  let used = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = starts[bucket]!;
    const end = starts[bucket + 1]!;
    if (start < end) used += packBucket(words.subarray(used), sortBucket(dealt, start, end), end - start);
    ends[bucket] = used * 4;
  }
  return { firstBucket, ends, postings: new Uint8Array(words.buffer, 0, used * 4) };
}

/** The postings of each thread, ids rising: every thread met its persons in their order. */
function readStreams(chunks: readonly Chunk[]): Uint32Array[] {
  const byThread = new Map<string, Chunk[]>();
  for (const chunk of chunks) byThread.set(chunk.path, [...(byThread.get(chunk.path) ?? []), chunk]);
  const all = streamRoom.take(chunks.reduce((sum, { start, end }) => sum + end - start, 0));
  let filled = 0;
  return [...byThread].map(([path, own]) => {
    const begin = filled;
    const descriptor = openSync(path, "r");
    try {
      for (const { start, end } of own) readWords(descriptor, start, end, all.subarray(filled, (filled += end - start)));
    } finally {
      closeSync(descriptor);
    }
    return all.subarray(begin, filled);
  });
}

/** Memory that every partition uses again: left to the collector it would be several times as much. */
class Room {
  private words = new Uint32Array(0);

  take(length: number): Uint32Array {
    if (this.words.length < length) this.words = new Uint32Array(Math.ceil(length * 1.1));
    return this.words.subarray(0, length);
  }
}

const streamRoom = new Room();
const dealtRoom = new Room();

/** Words of a posting in its bucket: remainder, id, sketch. */
const DEALT = 3;

/** A counting sort brings each bucket's postings together, the threads' merged so that ids rise; each bucket is then small. */
function deal(streams: readonly Uint32Array[], starts: Uint32Array, firstBucket: number): Uint32Array {
  const next = starts.slice();
  const dealt = dealtRoom.take(starts[starts.length - 1]! * DEALT);
  const heads = streams.map(() => 0);
  const idAt = (stream: number): number => streams[stream]![heads[stream]! + 2] ?? Infinity;
  for (;;) {
    let least = 0;
    for (let other = 1; other < streams.length; other++) if (idAt(other) < idAt(least)) least = other;
    let limit = Infinity;
    for (let other = 0; other < streams.length; other++) if (other !== least) limit = Math.min(limit, idAt(other));
    const stream = streams[least]!;
    let at = heads[least]!;
    if (at === stream.length) return dealt;
    for (; at < stream.length && stream[at + 2]! <= limit; at += WORDS) {
      const place = next[stream[at]! - firstBucket]!++ * DEALT;
      dealt[place] = stream[at + 1]!;
      dealt[place + 1] = stream[at + 2]!;
      dealt[place + 2] = stream[at + 3]!;
    }
    heads[least] = at;
  }
}

/** Room for sorting one bucket, used for all: most hold some hundred postings. */
class Scratch implements Postings {
  /** A remainder, and below it a place in the bucket: sorted as one number. */
  readonly keys: BigUint64Array<ArrayBuffer>;
  readonly halves: Uint32Array;
  readonly remainders: Uint32Array;
  readonly ids: Uint32Array;
  readonly sketches: Uint32Array;

  constructor(length: number) {
    this.keys = new BigUint64Array(length);
    this.halves = new Uint32Array(this.keys.buffer);
    this.remainders = new Uint32Array(length);
    this.ids = new Uint32Array(length);
    this.sketches = new Uint32Array(length);
  }
}

let scratch = new Scratch(1024);

/** The postings of one bucket by remainder, ids rising within each; valid until the next call. */
function sortBucket(dealt: Uint32Array, start: number, end: number): Postings {
  const count = end - start;
  if (scratch.keys.length < count) scratch = new Scratch(count);
  const { keys, halves, remainders, ids, sketches } = scratch;
  for (let at = 0; at < count; at++) {
    halves[2 * at] = at;
    halves[2 * at + 1] = dealt[(start + at) * DEALT]!;
  }
  keys.subarray(0, count).sort();
  for (let at = 0; at < count; at++) {
    const from = (start + halves[2 * at]!) * DEALT;
    remainders[at] = halves[2 * at + 1]!;
    ids[at] = dealt[from + 1]!;
    sketches[at] = dealt[from + 2]!;
  }
  return scratch;
}
