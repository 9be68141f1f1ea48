/**
 * Bringing together those who belong in one block of people (born on a date, registered in a village where they do not live) though
 * they lie far apart: each thread deals them into partitions by key and writes each partition in chunks to a temporary file of its
 * own; then each partition of all threads is sorted by itself.
 *
 * A person is a number of 32-bit words: `[words][key][id]`, then `writeRow` of what a block holds, padded.
 */
import { closeSync, openSync } from "node:fs";
import { encodePeople, MAX_PEOPLE } from "../link/block/people-block.ts";
import type { ReferenceRecord } from "../normalise/record.ts";
import { ByteReader, ByteWriter } from "./byte-writer.ts";
import { P, PERSON_COLUMNS, readRow, referenceOf, writeRow, type PersonRow, type Value } from "./person-row.ts";
import { readWords, writeWords } from "./person-spill.ts";
import { sealed } from "./sealed-blob.ts";

const HEAD = 3;
const PARTITIONS = 64;
/** Words written at once. */
const CHUNK = 1 << 14;

/** A piece of a partition. */
export interface PeopleChunk {
  readonly path: string;
  readonly partition: number;
  /** In words. */
  readonly start: number;
  readonly end: number;
}

/** People of one key, as the index keeps them. */
export interface SealedPeople {
  readonly key: number;
  readonly people: Uint8Array;
}

/** Columns of a person that a block is made from. */
const columns = [P.noKk, P.nameText, P.birthDate, P.sex, P.placeKtp, P.placeFamily, P.rt, P.rw, P.addressWords];

/** Villages into equal parts. */
export function partitionOfPlace(place: number): number {
  return place % PARTITIONS;
}

/** Dates by two years of birth, so that partition after partition comes in order: SQLite's pages are half empty otherwise. */
export function partitionOfDate(date: number): number {
  return Math.min(Math.max(Math.floor((date / 10_000 - 1900) / 2), 0), PARTITIONS - 1);
}

export class PeopleSpill {
  private readonly path: string;
  private readonly partitionOf: (key: number) => number;
  private readonly buffers: (Uint32Array | undefined)[] = new Array<Uint32Array | undefined>(PARTITIONS);
  private readonly filled = new Uint32Array(PARTITIONS);
  private descriptor: number | null = null;
  private written = 0;
  private readonly chunks: PeopleChunk[] = [];
  private readonly packed = new ByteWriter(256);

  /** `path` must not exist; `partitionOf` deals keys into partitions from 0 to before `PARTITIONS`. */
  constructor(path: string, partitionOf: (key: number) => number) {
    this.path = path;
    this.partitionOf = partitionOf;
  }

  add(key: number, row: PersonRow): void {
    const { packed } = this;
    packed.length = 0;
    writeRow(
      packed,
      columns.map((column): Value => (column === P.nameText ? (row[column] ?? row[P.name]!) : row[column]!)),
    );
    const length = HEAD + ((packed.length + 3) >>> 2);
    const partition = this.partitionOf(key);
    if (this.filled[partition]! + length > CHUNK) this.flush(partition);
    const buffer = (this.buffers[partition] ??= new Uint32Array(CHUNK));
    const at = this.filled[partition]!;
    buffer[at] = length;
    buffer[at + 1] = key;
    buffer[at + 2] = row[P.id] as number;
    buffer[at + length - 1] = 0;
    new Uint8Array(buffer.buffer).set(packed.bytes.subarray(0, packed.length), (at + HEAD) * 4);
    this.filled[partition] = at + length;
  }

  /** Writes what is left and closes the file. */
  finish(): readonly PeopleChunk[] {
    for (let partition = 0; partition < PARTITIONS; partition++) this.flush(partition);
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

/** The people of one partition by key, ids rising within each. */
export function sortPeople(chunks: readonly PeopleChunk[]): SealedPeople[] {
  const byKey = new Map<number, ReferenceRecord[]>();
  for (const { path, start, end } of chunks) {
    const descriptor = openSync(path, "r");
    const words = readWords(descriptor, start, end);
    closeSync(descriptor);
    const reader = new ByteReader(new Uint8Array(words.buffer));
    for (let at = 0; at < words.length; at += words[at]!) {
      reader.at = (at + HEAD) * 4;
      const row: PersonRow = new Array<Value>(PERSON_COLUMNS).fill(null);
      readRow(reader, columns.length).forEach((value, column) => void (row[columns[column]!] = value));
      row[P.id] = words[at + 2]!;
      const people = byKey.get(words[at + 1]!);
      if (people === undefined) byKey.set(words[at + 1]!, [referenceOf(row)]);
      else people.push(referenceOf(row));
    }
  }
  return [...byKey.keys()]
    .sort((a, b) => a - b)
    .flatMap((key) =>
      sealedPeople(
        key,
        byKey.get(key)!.sort((a, b) => a.id - b.id),
      ),
    );
}

/** People of one key, ids rising, in as many blocks as they take. */
export function sealedPeople(key: number, people: readonly ReferenceRecord[]): SealedPeople[] {
  const blocks: SealedPeople[] = [];
  for (let at = 0; at < people.length; at += MAX_PEOPLE) {
    blocks.push({ key, people: sealed(encodePeople(people.slice(at, at + MAX_PEOPLE))) });
  }
  return blocks;
}
