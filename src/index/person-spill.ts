/**
 * Bringing more persons than fit in memory into the order of the index: village by village, in a village by the first letters of
 * the name, then NIK, file and row. The order is total, so it does not depend on how many threads there were or who read what.
 *
 * Each thread gathers persons and writes them to a temporary file of its own, as runs sorted by the thread's own numbers of the
 * villages; when all are read, and the villages have their final numbers, each village is fetched from all runs and sorted in memory.
 * (`order by` in SQLite would do the same on one thread, with every row handed to it twice: a third of the building time.)
 *
 * A packed person is a number of 32-bit words: `[words][village][first letters][NIK high][NIK low][file][row]`, then `writeRow`, padded.
 */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { ByteReader, ByteWriter } from "./byte-writer.ts";
import { P, PERSON_COLUMNS, readRow, writeRow, type PersonRow } from "./person-row.ts";
import { halfOf, NO_DIGITS } from "./schema.ts";

const HEAD = 7;
/** A run is at most this long: 32 MiB of words … */
const RUN_WORDS = 8 << 20;
/** … and this many persons: their number in the run must fit beside a village in a double. */
const RUN_PERSONS = 1 << 20;

/** Number of a village as a run knows it: which table it is in, and its number there. */
const OF_FAMILIES = 0x40000000;
const OF_PERSONS = 0x80000000;
const NOWHERE = 0xffffffff;

/** The villages by the numbers of one thread, or of the family files, as ids of the index. */
export interface PlaceNumbers {
  readonly families: Int32Array;
  readonly persons: Int32Array;
}

/** The id of a run's village; -1 for none. */
function placeOf(village: number, { families, persons }: PlaceNumbers): number {
  if (village === NOWHERE) return -1;
  return village >= OF_PERSONS ? persons[village - OF_PERSONS]! : families[village - OF_FAMILIES]!;
}

/** A run in a temporary file, village by village. */
export interface Run {
  readonly path: string;
  /** Which table of places its civil-register places are in. */
  readonly places: number;
  /** Its villages; how many persons of each, and where they end, in words. */
  readonly villages: Uint32Array;
  readonly persons: Uint32Array;
  readonly ends: Float64Array;
  /** Where it begins, in words. */
  readonly start: number;
}

/** Gathers persons in runs. */
export class PersonSpill {
  private readonly path: string;
  private readonly places: number;
  private descriptor: number | null = null;
  private words = new Uint32Array(1 << 14);
  private bytes = new Uint8Array(this.words.buffer);
  private used = 0;
  private starts: number[] = [];
  private written = 0;
  private readonly runs: Run[] = [];
  private readonly packed = new ByteWriter(512);

  /** `path` must not exist. */
  constructor(path: string, places: number) {
    this.path = path;
    this.places = places;
  }

  add(row: PersonRow): void {
    const { packed } = this;
    packed.length = 0;
    writeRow(packed, row);
    const length = HEAD + ((packed.length + 3) >>> 2);
    if (this.used + length > RUN_WORDS || this.starts.length === RUN_PERSONS) this.flush();
    if (this.used + length > this.words.length) this.grow(this.used + length);
    const { words, used } = this;
    const ktp = row[P.placeKtp] as number | null;
    const family = row[P.placeFamily] as number | null;
    const nik = row[P.nik] as string | null;
    words[used] = length;
    words[used + 1] = family !== null ? OF_FAMILIES + family : ktp !== null ? OF_PERSONS + ktp : NOWHERE;
    words[used + 2] = firstLetters((row[P.nameText] ?? row[P.name]) as string);
    words[used + 3] = nik === null ? NO_DIGITS : halfOf(nik, 0);
    words[used + 4] = nik === null ? NO_DIGITS : halfOf(nik, 1);
    words[used + 5] = row[P.file] as number;
    words[used + 6] = row[P.row] as number;
    words[used + length - 1] = 0;
    this.bytes.set(packed.bytes.subarray(0, packed.length), (used + HEAD) * 4);
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
    // Doubles are sorted natively: a village and the person's number fit in one.
    const keys = Float64Array.from(starts, (start, at) => words[start + 1]! * RUN_PERSONS + at).sort();
    const villages: number[] = [];
    const persons: number[] = [];
    const ends: number[] = [];
    const start = this.written;
    const sorted = new Uint32Array(Math.min(this.used, 1 << 18));
    let filled = 0;
    for (const key of keys) {
      const from = starts[key % RUN_PERSONS]!;
      const length = words[from]!;
      if (filled + length > sorted.length) {
        this.write(sorted, filled);
        filled = 0;
      }
      const village = words[from + 1]!;
      if (village !== villages[villages.length - 1]) {
        villages.push(village);
        persons.push(0);
        ends.push(0);
      }
      for (let at = 0; at < length; at++) sorted[filled + at] = words[from + at]!;
      filled += length;
      persons[persons.length - 1]!++;
      ends[ends.length - 1] = this.written + filled;
    }
    this.write(sorted, filled);
    this.runs.push({
      path: this.path,
      places: this.places,
      villages: new Uint32Array(villages),
      persons: new Uint32Array(persons),
      ends: new Float64Array(ends),
      start,
    });
    this.starts = [];
    this.used = 0;
  }

  private write(words: Uint32Array, count: number): void {
    writeWords(this.descriptor!, words, count);
    this.written += count;
  }
}

/** Six letters in 30 bits; nobody's name comes last. */
function firstLetters(name: string): number {
  if (name === "") return 0x7fffffff;
  let key = 0;
  for (let at = 0; at < 6; at++) {
    const code = at < name.length ? name.charCodeAt(at) : 0;
    key = key * 32 + (code >= 0x41 && code <= 0x5a ? code - 0x3f : code === 0 ? 0 : 1);
  }
  return key;
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

/** Persons of one village, or of a part of it, in one run. */
interface Slice {
  readonly path: string;
  readonly places: number;
  /** In words. */
  readonly start: number;
  readonly end: number;
}

/** A village, or the part of it whose names begin with letters from `from` to before `to`. */
export interface VillageSlices {
  /** -1: the persons without a place. */
  readonly place: number;
  readonly slices: readonly Slice[];
  readonly from: number;
  readonly to: number;
}

/** Villages that are put in order as one job. */
export interface Segment {
  /** Id of its first person. */
  readonly firstId: number;
  readonly persons: number;
  readonly villages: readonly VillageSlices[];
}

/** Every name's first letters lie below. */
export const LETTERS_END = 0x80000000;
/** A village is cut between three first letters. */
const CUT_SHIFT = 15;

/**
 * Cuts what the runs hold into segments of about `size` persons, village by village in the order of their ids; a village (or all who
 * have none) of many more is cut between names. `numbersOf` gives the ids of a run's villages.
 */
export function segmentsOf(runs: readonly Run[], size: number, numbersOf: (places: number) => PlaceNumbers): Segment[] {
  const villages = new Map<number, { persons: number; readonly slices: Slice[] }>();
  for (const { path, places, villages: own, persons, ends, start } of runs) {
    const numbers = numbersOf(places);
    own.forEach((village, at) => {
      const place = placeOf(village, numbers);
      let known = villages.get(place);
      if (known === undefined) villages.set(place, (known = { persons: 0, slices: [] }));
      known.persons += persons[at]!;
      known.slices.push({ path, places, start: at === 0 ? start : ends[at - 1]!, end: ends[at]! });
    });
  }
  const segments: Segment[] = [];
  let firstId = 0;
  let gathered: VillageSlices[] = [];
  let persons = 0;
  const close = (): void => {
    if (persons > 0) segments.push({ firstId, persons, villages: gathered });
    firstId += persons;
    gathered = [];
    persons = 0;
  };
  const add = (village: VillageSlices, count: number): void => {
    if (persons > 0 && persons + count > size) close();
    gathered.push(village);
    persons += count;
  };
  // The persons without a place come last.
  const order = [...villages.keys()].sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b));
  for (const place of order) {
    const { persons: count, slices } = villages.get(place)!;
    if (count <= 2 * size) add({ place, slices, from: 0, to: LETTERS_END }, count);
    else for (const part of partsOf(slices, size)) add({ place, slices, from: part.from, to: part.to }, part.persons);
  }
  close();
  return segments;
}

/** Ranges of first letters with about `size` persons each. */
function partsOf(slices: readonly Slice[], size: number): { from: number; to: number; persons: number }[] {
  const counts = new Uint32Array(LETTERS_END >>> CUT_SHIFT);
  for (const words of readSlices(slices)) {
    for (let at = 0; at < words.length; at += words[at]!) counts[words[at + 2]! >>> CUT_SHIFT]!++;
  }
  const parts: { from: number; to: number; persons: number }[] = [];
  let from = 0;
  let persons = 0;
  counts.forEach((count, cut) => {
    if (persons > 0 && persons + count > size) {
      parts.push({ from, to: cut * 2 ** CUT_SHIFT, persons });
      from = cut * 2 ** CUT_SHIFT;
      persons = 0;
    }
    persons += count;
  });
  parts.push({ from, to: LETTERS_END, persons });
  return parts;
}

function* readSlices(slices: readonly Slice[]): Generator<Uint32Array> {
  let path = "";
  let descriptor = -1;
  try {
    for (const slice of slices) {
      if (slice.path !== path) {
        if (descriptor >= 0) closeSync(descriptor);
        descriptor = openSync(slice.path, "r");
        path = slice.path;
      }
      yield readWords(descriptor, slice.start, slice.end);
    }
  } finally {
    if (descriptor >= 0) closeSync(descriptor);
  }
}

/** The persons of a village in order, their places still the numbers of `places`. Memory holds the village. */
export function* sortedPersons({ slices, from, to }: VillageSlices): Generator<{ readonly row: PersonRow; readonly places: number }> {
  const all: Uint32Array[] = [];
  const sliceOf: number[] = [];
  const starts: number[] = [];
  const keys: number[] = [];
  let slice = 0;
  for (const words of readSlices(slices)) {
    all.push(words);
    for (let at = 0; at < words.length; at += words[at]!) {
      const letters = words[at + 2]!;
      if (letters < from || letters >= to) continue;
      keys.push(letters * 0x200000 + keys.length);
      sliceOf.push(slice);
      starts.push(at);
    }
    slice++;
  }
  const order = new Float64Array(keys).sort();
  const person = (rank: number): number => order[rank]! % 0x200000;
  const compare = (left: number, right: number): number => {
    const [a, b] = [all[sliceOf[left]!]!, all[sliceOf[right]!]!];
    for (let word = 3; word < HEAD; word++) {
      const difference = a[starts[left]! + word]! - b[starts[right]! + word]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const reader = new ByteReader(new Uint8Array(0));
  for (let first = 0; first < order.length; ) {
    const letters = Math.floor(order[first]! / 0x200000);
    let last = first + 1;
    while (last < order.length && Math.floor(order[last]! / 0x200000) === letters) last++;
    const alike = Array.from({ length: last - first }, (_, at) => person(first + at)).sort(compare);
    for (const number of alike) {
      const words = all[sliceOf[number]!]!;
      reader.bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
      reader.at = (starts[number]! + HEAD) * 4;
      yield { row: readRow(reader, PERSON_COLUMNS), places: slices[sliceOf[number]!]!.places };
    }
    first = last;
  }
}
