/**
 * Sorting more persons than fit in memory: each thread gathers persons, sorts them when its share of memory is full, and
 * writes them to its own temporary file as a run; then ranges of all runs are merged. The order is total (NIK, then file and
 * row), so it does not depend on how many threads there were or who read what.
 *
 * A packed person is a number of 32-bit words: `[words][NIK high][NIK low][file][row][civil-register place][family place]
 * [feature bytes | person bytes << 16]`, then the feature bytes and the person bytes of `reference-codec.ts`, padded.
 */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import type { ByteWriter } from "./byte-writer.ts";

const HEAD = 8;
/** Persons without a NIK come after every NIK, in the order of the files: this plus the file's number, then the row. */
const WITHOUT_NIK = 0x80000000;
/** A run is at most this long: 32 MiB of words … */
const RUN_WORDS = 8 << 20;
/** … and this many persons: their number in the run must fit beside a half NIK in a double. */
const RUN_PERSONS = 1 << 20;
/** One person in so many is remembered of every run, to find places in it. */
const STRIDE = 128;

/** A sorted run in a temporary file. */
export interface Run {
  readonly path: string;
  /** Which table of places the civil-register place ids of this run are in. */
  readonly places: number;
  readonly persons: number;
  /** In words. */
  readonly start: number;
  readonly end: number;
  /** Every `STRIDE`-th person: NIK halves and where it lies. */
  readonly highs: Uint32Array;
  readonly lows: Uint32Array;
  readonly positions: Float64Array;
}

/** Where a sort key begins: the first person whose key is not below `high`, `low`. */
export interface SortKey {
  readonly high: number;
  readonly low: number;
}

export interface PackedPerson {
  /** Halves of the NIK; null without one. */
  readonly nik: SortKey | null;
  readonly file: number;
  readonly row: number;
  readonly placeKtp: number;
  readonly placeFamily: number;
}

export class RunWriter {
  private readonly path: string;
  private readonly places: number;
  private descriptor: number | null = null;
  private words = new Uint32Array(1 << 14);
  private bytes = new Uint8Array(this.words.buffer);
  private used = 0;
  private starts: number[] = [];
  private written = 0;
  private readonly runs: Run[] = [];

  /** `path` must not exist. */
  constructor(path: string, places: number) {
    this.path = path;
    this.places = places;
  }

  add({ nik, file, row, placeKtp, placeFamily }: PackedPerson, features: ByteWriter, person: ByteWriter): void {
    const length = HEAD + ((features.length + person.length + 3) >>> 2);
    if (this.used + length > RUN_WORDS || this.starts.length === RUN_PERSONS) this.flush();
    if (this.used + length > this.words.length) this.grow(this.used + length);
    const { words, used } = this;
    words[used] = length;
    words[used + 1] = nik === null ? WITHOUT_NIK + file : nik.high;
    words[used + 2] = nik === null ? row : nik.low;
    words[used + 3] = file;
    words[used + 4] = row;
    words[used + 5] = placeKtp;
    words[used + 6] = placeFamily;
    words[used + 7] = features.length | (person.length << 16);
    words[used + length - 1] = 0;
    const at = (used + HEAD) * 4;
    this.bytes.set(features.bytes.subarray(0, features.length), at);
    this.bytes.set(person.bytes.subarray(0, person.length), at + features.length);
    this.starts.push(used);
    this.used += length;
  }

  /** Writes what is left and closes the file. */
  finish(): readonly Run[] {
    this.flush();
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
    this.words = new Uint32Array(0);
    return this.runs;
  }

  private grow(needed: number): void {
    const grown = new Uint32Array(Math.min(RUN_WORDS, Math.max(needed, this.words.length * 2)));
    grown.set(this.words.subarray(0, this.used));
    this.words = grown;
    this.bytes = new Uint8Array(grown.buffer);
  }

  private flush(): void {
    const { starts, words } = this;
    if (starts.length === 0) return;
    this.descriptor ??= openSync(this.path, "wx", 0o600);
    const order = sortedOrder(starts, words);
    const marks = Math.ceil(starts.length / STRIDE);
    const run: Run = {
      path: this.path,
      places: this.places,
      persons: starts.length,
      start: this.written,
      end: this.written + this.used,
      highs: new Uint32Array(marks),
      lows: new Uint32Array(marks),
      positions: new Float64Array(marks),
    };
    const sorted = new Uint32Array(Math.min(this.used, 1 << 18));
    let filled = 0;
    order.forEach((start, rank) => {
      const length = words[start]!;
      if (filled + length > sorted.length) {
        this.write(sorted, filled);
        filled = 0;
      }
      if (rank % STRIDE === 0) {
        run.highs[rank / STRIDE] = words[start + 1]!;
        run.lows[rank / STRIDE] = words[start + 2]!;
        run.positions[rank / STRIDE] = this.written + filled;
      }
      for (let at = 0; at < length; at++) sorted[filled + at] = words[start + at]!;
      filled += length;
    });
    this.write(sorted, filled);
    this.runs.push(run);
    this.starts = [];
    this.used = 0;
  }

  private write(words: Uint32Array, count: number): void {
    writeWords(this.descriptor!, words, count);
    this.written += count;
  }
}

/** Starts of the persons in the order of their keys. Doubles are sorted natively: a half NIK and the person's number fit in one. */
function sortedOrder(starts: readonly number[], words: Uint32Array): Uint32Array {
  const count = starts.length;
  const keys = new Float64Array(count);
  for (let at = 0; at < count; at++) keys[at] = words[starts[at]! + 1]! * RUN_PERSONS + at;
  keys.sort();
  const order = new Uint32Array(count);
  for (let from = 0; from < count; ) {
    const high = Math.floor(keys[from]! / RUN_PERSONS);
    let to = from + 1;
    while (to < count && Math.floor(keys[to]! / RUN_PERSONS) === high) to++;
    const group = keys.subarray(from, to);
    for (let at = 0; at < group.length; at++) {
      const number = group[at]! % RUN_PERSONS;
      group[at] = words[starts[number]! + 2]! * RUN_PERSONS + number;
    }
    group.sort();
    for (let at = 0; at < group.length; at++) order[from + at] = starts[group[at]! % RUN_PERSONS]!;
    from = to;
  }
  return order;
}

export function writeWords(descriptor: number, words: Uint32Array, count: number): void {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, count * 4);
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}

/** Reads the words from `start` to `end` of a file, into memory of that length where it is given. */
export function readWords(descriptor: number, start: number, end: number, words: Uint32Array = new Uint32Array(end - start)): Uint32Array {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  for (let read = 0; read < bytes.length; ) {
    const got = readSync(descriptor, bytes, read, bytes.length - read, start * 4 + read);
    if (got === 0) throw new Error("a temporary file ends early");
    read += got;
  }
  return words;
}

/** The part of a run that lies in a range of keys: from the first person at or above `from` to the last below `to`. */
export interface RunSlice {
  readonly path: string;
  readonly places: number;
  readonly start: number;
  readonly end: number;
}

/** A range of all runs, ready to be merged. */
export interface Segment {
  /** Id of its first person. */
  readonly firstId: number;
  readonly persons: number;
  readonly slices: readonly RunSlice[];
}

/**
 * Cuts the runs into ranges of about `size` persons each, between numbers, never between two rows of one NIK. Where the cuts
 * fall has no bearing on the order.
 */
export function segmentsOf(runs: readonly Run[], size: number): Segment[] {
  const total = runs.reduce((sum, { persons }) => sum + persons, 0);
  const cuts = cutKeys(runs, Math.max(1, Math.round(total / size)));
  const segments: Segment[] = [];
  const opened = new Map([...new Set(runs.map(({ path }) => path))].map((path) => [path, openSync(path, "r")]));
  try {
    let before = runs.map((run): RunPlace => ({ rank: 0, position: run.start }));
    let firstId = 0;
    for (const cut of [...cuts, null]) {
      const after = runs.map(
        (run): RunPlace => (cut === null ? { rank: run.persons, position: run.end } : placeIn(run, opened.get(run.path)!, cut)),
      );
      const persons = after.reduce((sum, { rank }, at) => sum + rank - before[at]!.rank, 0);
      if (persons > 0) {
        const slices = runs.map(({ path, places }, at) => ({ path, places, start: before[at]!.position, end: after[at]!.position }));
        segments.push({ firstId, persons, slices: slices.filter(({ start, end }) => end > start) });
      }
      firstId += persons;
      before = after;
    }
  } finally {
    for (const descriptor of opened.values()) closeSync(descriptor);
  }
  return segments;
}

interface RunPlace {
  /** Persons before. */
  readonly rank: number;
  /** In words. */
  readonly position: number;
}

/** Keys that cut the runs into about so many equal parts, rising, each once. */
function cutKeys(runs: readonly Run[], parts: number): SortKey[] {
  const marks: SortKey[] = [];
  for (const { highs, lows } of runs) highs.forEach((high, at) => marks.push({ high, low: lows[at]! }));
  marks.sort(compareKeys);
  const cuts: SortKey[] = [];
  for (let part = 1; part < parts; part++) {
    const mark = marks[Math.floor((part * marks.length) / parts)];
    const last = cuts[cuts.length - 1];
    if (mark !== undefined && (last === undefined || compareKeys(last, mark) < 0)) cuts.push(mark);
  }
  return cuts;
}

function compareKeys(left: SortKey, right: SortKey): number {
  return left.high - right.high || left.low - right.low;
}

/** The first person of a run at or above a key. */
function placeIn({ highs, lows, positions, persons, end }: Run, descriptor: number, key: SortKey): RunPlace {
  let low = 0;
  let high = highs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys({ high: highs[middle]!, low: lows[middle]! }, key) < 0) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return { rank: 0, position: positions[0]! };
  const from = positions[low - 1]!;
  const words = readWords(descriptor, from, low < positions.length ? positions[low]! : end);
  let rank = (low - 1) * STRIDE;
  let at = 0;
  while (at < words.length && compareKeys({ high: words[at + 1]!, low: words[at + 2]! }, key) < 0) {
    at += words[at]!;
    rank++;
  }
  return { rank: Math.min(rank, persons), position: from + at };
}

/** A person found while merging; valid until the next one. */
export interface MergedPerson {
  readonly words: Uint32Array;
  readonly bytes: Uint8Array;
  /** Where it begins, in words. */
  at: number;
  readonly places: number;
}

/** The persons of a segment in order. Memory holds the segment. */
export function* mergeSegment(segment: Segment): Generator<MergedPerson> {
  const heap: MergedPerson[] = [];
  const opened = new Map<string, number>();
  try {
    for (const { path, places, start, end } of segment.slices) {
      let descriptor = opened.get(path);
      if (descriptor === undefined) opened.set(path, (descriptor = openSync(path, "r")));
      const words = readWords(descriptor, start, end);
      push(heap, { words, bytes: new Uint8Array(words.buffer), at: 0, places });
    }
  } finally {
    for (const descriptor of opened.values()) closeSync(descriptor);
  }
  while (heap.length > 0) {
    const first = heap[0]!;
    yield first;
    first.at += first.words[first.at]!;
    if (first.at >= first.words.length) {
      const last = heap.pop()!;
      if (heap.length === 0) return;
      heap[0] = last;
    }
    sink(heap);
  }
}

function precedes(left: MergedPerson, right: MergedPerson): boolean {
  for (let word = 1; word <= 4; word++) {
    const a = left.words[left.at + word]!;
    const b = right.words[right.at + word]!;
    if (a !== b) return a < b;
  }
  return false;
}

function push(heap: MergedPerson[], person: MergedPerson): void {
  let at = heap.push(person) - 1;
  while (at > 0) {
    const above = (at - 1) >>> 1;
    if (!precedes(person, heap[above]!)) break;
    heap[at] = heap[above]!;
    at = above;
  }
  heap[at] = person;
}

function sink(heap: MergedPerson[]): void {
  const person = heap[0]!;
  let at = 0;
  for (;;) {
    let below = at * 2 + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && precedes(heap[below + 1]!, heap[below]!)) below++;
    if (!precedes(heap[below]!, person)) break;
    heap[at] = heap[below]!;
    at = below;
  }
  heap[at] = person;
}

/** What is read of a merged person. */
export const packed = {
  hasNik: ({ words, at }: MergedPerson): boolean => words[at + 1]! < WITHOUT_NIK,
  high: ({ words, at }: MergedPerson): number => words[at + 1]!,
  low: ({ words, at }: MergedPerson): number => words[at + 2]!,
  placeKtp: ({ words, at }: MergedPerson): number => words[at + 5]! | 0,
  placeFamily: ({ words, at }: MergedPerson): number => words[at + 6]! | 0,
  featuresStart: ({ at }: MergedPerson): number => (at + HEAD) * 4,
  featuresLength: ({ words, at }: MergedPerson): number => words[at + 7]! & 0xffff,
  personLength: ({ words, at }: MergedPerson): number => words[at + 7]! >>> 16,
};
