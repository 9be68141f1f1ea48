/**
 * Bringing together those who belong in one block of people (born on a date, registered in a village where they do not live) though
 * they lie far apart: each thread deals them into partitions by key and writes each partition in chunks to a temporary file of its
 * own; then each partition of all threads is sorted by itself.
 *
 * A person is a number of 32-bit words: how many there are, the key, the numbers of a `BlockPerson`, then its words, padded.
 */
import { closeSync, openSync } from "node:fs";
import { encodePeople, MAX_PEOPLE, type BlockPerson } from "../link/block/people-block.ts";
import { ByteReader, ByteWriter } from "./byte-writer.ts";
import { PartitionSpill, type Chunk } from "./partition-spill.ts";
import { readWords } from "./person-spill.ts";
import { sealed } from "./sealed-blob.ts";

/** Words before a person's own words. */
const HEAD = 12;
const PARTITIONS = 256;
/** Words written at once. */
const CHUNK = 1 << 13;
/** More people than one partition ever has. */
const MOST_IN_PARTITION = 2 ** 26;

/** People of one key, as the index keeps them. */
export interface SealedPeople {
  readonly key: number;
  readonly people: Uint8Array;
}

/** Villages into equal parts. */
export function partitionOfPlace(place: number): number {
  return place % PARTITIONS;
}

/** Dates by half a year of birth, so that partition after partition comes in order: SQLite's pages are half empty otherwise. */
export function partitionOfDate(date: number): number {
  const half = date % 10_000 < 700 ? 0 : 1;
  return Math.min(Math.max((Math.floor(date / 10_000) - 1900) * 2 + half, 0), PARTITIONS - 1);
}

export class PeopleSpill {
  private readonly partitionOf: (key: number) => number;
  private readonly spill: PartitionSpill;
  private readonly packed = new ByteWriter(256);

  /** `path` must not exist; `partitionOf` deals keys into partitions from 0 to before `PARTITIONS`. */
  constructor(path: string, partitionOf: (key: number) => number) {
    this.partitionOf = partitionOf;
    this.spill = new PartitionSpill(path, PARTITIONS, CHUNK);
  }

  add(key: number, person: BlockPerson): void {
    const { packed } = this;
    packed.length = 0;
    packed.byte(person.addressWords.length);
    for (const word of person.addressWords) packed.uint16(word);
    packed.byte(person.words.length);
    for (const word of person.words) packed.text(word);
    const length = HEAD + ((packed.length + 3) >>> 2);
    const partition = this.partitionOf(key);
    let at = this.spill.reserve(partition, length);
    const buffer = this.spill.bufferOf(partition);
    buffer[at + length - 1] = 0;
    buffer[at++] = length;
    buffer[at++] = key;
    buffer[at++] = person.id;
    buffer[at++] = person.birthDate;
    buffer[at++] = person.sex;
    buffer[at++] = person.placeKtp;
    buffer[at++] = person.placeFamily;
    buffer[at++] = person.card;
    buffer[at++] = person.wholeName;
    buffer[at++] = person.joinedName;
    buffer[at++] = person.rt;
    buffer[at++] = person.rw;
    new Uint8Array(buffer.buffer).set(packed.bytes.subarray(0, packed.length), at * 4);
  }

  finish(): readonly Chunk[] {
    return this.spill.finish();
  }
}

/** The people of one partition by key, ids rising within each. Memory holds the partition as it was written, and one key's people read. */
export function sortPeople(chunks: readonly Chunk[]): SealedPeople[] {
  const words = new Uint32Array(chunks.reduce((sum, { start, end }) => sum + end - start, 0));
  let filled = 0;
  for (const { path, start, end } of chunks) {
    const descriptor = openSync(path, "r");
    readWords(descriptor, start, end, words.subarray(filled, (filled += end - start)));
    closeSync(descriptor);
  }
  let count = 0;
  for (let at = 0; at < words.length; at += words[at]!) count++;
  const starts = new Uint32Array(count);
  // A key, and below it the place among all: sorted as one number.
  const order = new Float64Array(count);
  for (let at = 0, nth = 0; at < words.length; at += words[at]!, nth++) {
    starts[nth] = at;
    order[nth] = words[at + 1]! * MOST_IN_PARTITION + nth;
  }
  order.sort();
  const reader = new ByteReader(new Uint8Array(words.buffer));
  const sealed: SealedPeople[] = [];
  for (let at = 0; at < count; ) {
    const key = Math.floor(order[at]! / MOST_IN_PARTITION);
    const people: BlockPerson[] = [];
    for (const end = (key + 1) * MOST_IN_PARTITION; at < count && order[at]! < end; at++)
      people.push(readPerson(words, starts[order[at]! % MOST_IN_PARTITION]!, reader));
    for (const block of sealedPeople(
      key,
      people.sort((a, b) => a.id - b.id),
    ))
      sealed.push(block);
  }
  return sealed;
}

function readPerson(words: Uint32Array, at: number, reader: ByteReader): BlockPerson {
  reader.at = (at + HEAD) * 4;
  const addressWords: number[] = [];
  for (let left = reader.byte(); left > 0; left--) addressWords.push(reader.uint16());
  const names: string[] = [];
  for (let left = reader.byte(); left > 0; left--) names.push(reader.text());
  return {
    id: words[at + 2]!,
    birthDate: words[at + 3]!,
    sex: words[at + 4]!,
    placeKtp: words[at + 5]!,
    placeFamily: words[at + 6]!,
    card: words[at + 7]!,
    wholeName: words[at + 8]!,
    joinedName: words[at + 9]!,
    rt: words[at + 10]!,
    rw: words[at + 11]!,
    addressWords,
    words: names,
  };
}

/** People of one key, ids rising, in as many blocks as they take. */
export function sealedPeople(key: number, people: readonly BlockPerson[]): SealedPeople[] {
  const blocks: SealedPeople[] = [];
  for (let at = 0; at < people.length; at += MAX_PEOPLE) {
    blocks.push({ key, people: sealed(encodePeople(people.slice(at, at + MAX_PEOPLE))) });
  }
  return blocks;
}
