/**
 * The index, open for reading. Look-ups by rank and by key fetch a page each; the pages used last are kept, within bounds that
 * do not depend on the size of the extract. A handle belongs to one thread; every thread opens its own.
 */
import type Database from "better-sqlite3";
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { DtsenError } from "../errors.ts";
import { NORMALISER_VERSION } from "../normalise/normalise.ts";
import { PlaceDirectory } from "./place-directory.ts";
import type { Block, ReferenceIndex } from "../link/reference-index.ts";
import type { ReferencePerson } from "../link/reference-person.ts";
import type { ReferenceRecord } from "../normalise/record.ts";
import { openArea } from "./area-directory.ts";
import { ByteReader } from "./byte-writer.ts";
import { findBlock } from "./index-buckets.ts";
import {
  APPLICATION_ID,
  bucketOf,
  FORMAT_VERSION,
  halfOf,
  isSixteenDigits,
  joinHalves,
  NO_DIGITS,
  PERSON_PAGE,
  remainderOf,
} from "./index-format.ts";
import { areaShape, type IndexMeta } from "./index-meta.ts";
import { firstLength, recordLength, recordsIn, recordStart } from "./index-pages.ts";
import { PageCache } from "./page-cache.ts";
import { readPerson, readReference } from "./reference-codec.ts";
import { openSqlite } from "./sqlite.ts";
import { translateSystemError } from "../platform/system-errors.ts";

/** The index of an extract. Ids are ranks by NIK, from 0; those without a NIK come last. */
export interface RecordIndex extends ReferenceIndex {
  readonly path: string;
  readonly meta: IndexMeta;
  readonly places: PlaceDirectory;
  /** From now on what is expected is read meanwhile, several pages at once: for a file on a disk that is not read whole. */
  prefetchExpected(): void;
  /** The person of a record as reports show them. */
  person(reference: ReferenceRecord): ReferencePerson;
  /** Every person, in the order of ids, with what the index keeps for comparing. */
  references(): Generator<ReferenceRecord>;
  [Symbol.dispose](): void;
}

/** Pages and buckets held, each up to so many bytes (multiples of eight): nearly all are shorter. */
const PERSON_PAGES = 1024;
const PERSON_BYTES = 1536;
const BUCKETS = 256;
const BUCKET_BYTES = 4096;
/** SQLite's own cache, in KiB: inner pages of its trees. */
const SQLITE_KIB = 4 << 10;
const TOKENS_KEPT = 100_000;
/** Most persons a prefix look-up gives. */
const MAX_PREFIX_IDS = 1_000;

const nobody: readonly number[] = [];

/**
 * Opens an index. Throws a `DtsenError` where the file is missing, no index, cut short, or made by another version of the
 * format or the normaliser; the hint then holds the command that rebuilds it.
 */
export function openIndex(path: string): RecordIndex {
  const { db, meta } = openDatabase(path);
  try {
    return new StoredIndex(path, db, meta);
  } catch (error) {
    db.close();
    throw translateSystemError(error, path);
  }
}

/** What an index says of itself; throws as `openIndex` does. */
export function readIndexMeta(path: string): IndexMeta {
  const { db, meta } = openDatabase(path);
  db.close();
  return meta;
}

function openDatabase(path: string): { readonly db: Database.Database; readonly meta: IndexMeta } {
  const databaseBytes = checkHeader(path);
  let db: Database.Database | null = null;
  try {
    db = openSqlite(path, { readonly: true, fileMustExist: true });
    const meta = readMeta(db);
    if (statSync(path).size !== databaseBytes + meta.areaBytes) throw damaged(path, meta.inputs);
    if (meta.normaliser !== NORMALISER_VERSION) throw otherVersion(path, meta.inputs);
    return { db, meta };
  } catch (error) {
    db?.close();
    throw translateSystemError(error, path);
  }
}

class StoredIndex implements RecordIndex {
  readonly path: string;
  readonly meta: IndexMeta;
  readonly places: PlaceDirectory;
  readonly size: number;
  expect: ReferenceIndex["expect"] = undefined;
  private readonly db: Database.Database;
  private readonly descriptor: number;
  private readonly bits: number;
  /** First NIK of every page: high halves and low halves. */
  private readonly fenceHigh: Uint32Array;
  private readonly fenceLow: Uint32Array;
  private readonly prefixes: ReadonlySet<string>;
  private readonly pages: PageCache;
  private readonly buckets: PageCache;
  private readonly selectToken: Database.Statement;
  private readonly frequencies = new Map<string, number>();
  private readonly reader = new ByteReader(new Uint8Array(0));

  constructor(path: string, db: Database.Database, meta: IndexMeta) {
    this.path = path;
    this.db = db;
    this.meta = meta;
    db.exec(`pragma cache_size = -${SQLITE_KIB}`);
    // One transaction for the whole run: without it every look-up locks the file anew, which costs more than the look-up.
    db.exec("begin");
    this.places = PlaceDirectory.fromRows(
      (db.prepare("select value from place order by id").pluck().all() as string[]).map((value) => JSON.parse(value)),
    );
    this.size = this.meta.counts.persons;
    this.bits = this.meta.bucketBits;
    this.prefixes = new Set(this.meta.nikPrefixes);
    this.descriptor = openSync(path, "r");
    const area = openArea(this.descriptor, areaShape(meta));
    if (area === null) throw damaged(path, meta.inputs);
    const { persons, buckets, fenceHigh, fenceLow } = area;
    this.fenceHigh = fenceHigh;
    this.fenceLow = fenceLow;
    this.pages = new PageCache(persons, PERSON_PAGES, PERSON_BYTES);
    this.buckets = new PageCache(buckets, BUCKETS, BUCKET_BYTES);
    this.selectToken = db.prepare("select count from token where token = ?").pluck();
  }

  prefetchExpected(): void {
    this.expect = ({ niks = [], keys = [], ids = [] }) => {
      for (const nik of niks) if (isSixteenDigits(nik)) this.pages.prefetch(this.pageBefore(halfOf(nik, 0), halfOf(nik, 1)));
      for (const key of keys) this.buckets.prefetch(bucketOf(key, this.bits));
      for (const id of ids) this.pages.prefetch(Math.floor(id / PERSON_PAGE));
    };
  }

  nikIds(nik: string): readonly number[] {
    if (!isSixteenDigits(nik)) return nobody;
    const high = halfOf(nik, 0);
    const low = halfOf(nik, 1);
    const id = this.lowerBound(high, low);
    if (!this.isAt(id, high, low)) return nobody;
    const ids = [id];
    for (let next = id + 1; ids.length < MAX_PREFIX_IDS && this.isAt(next, high, low); next++) ids.push(next);
    return ids;
  }

  nikPrefixIds(prefix: string): readonly number[] {
    const least = prefix.padEnd(16, "0");
    if (prefix.length === 0 || !isSixteenDigits(least)) return nobody;
    const most = prefix.padEnd(16, "9");
    const first = this.lowerBound(halfOf(least, 0), halfOf(least, 1));
    // Halves are integers, so the first number after the greatest with this prefix is one more.
    const end = Math.min(this.lowerBound(halfOf(most, 0), halfOf(most, 1) + 1), first + MAX_PREFIX_IDS);
    return first >= end ? nobody : Array.from({ length: end - first }, (_, at) => first + at);
  }

  nikStem(id: number): string {
    const { fenceHigh, fenceLow } = this;
    const page = Math.floor(id / PERSON_PAGE);
    const next = page + 1;
    if (next >= fenceHigh.length || fenceHigh[next] === NO_DIGITS) return "";
    const high = fenceHigh[page]!;
    const shared = sharedDigits(high, fenceHigh[next]!);
    const low = shared < 8 ? 0 : sharedDigits(fenceLow[page]!, fenceLow[next]!);
    return joinHalves(high, fenceLow[page]!).slice(0, shared + low);
  }

  hasNikPrefix6(prefix: string): boolean {
    return this.prefixes.has(prefix);
  }

  block(key: number): Block {
    const bucket = bucketOf(key, this.bits);
    return findBlock(this.buckets.has(bucket) ? this.heldIn(this.buckets, bucket) : undefined, remainderOf(key, this.bits));
  }

  reference(id: number): ReferenceRecord {
    const page = Math.floor(id / PERSON_PAGE);
    const blob = this.pageOf(page);
    const count = recordsIn(page, this.size);
    const slot = id % PERSON_PAGE;
    this.reader.bytes = blob;
    this.reader.at = recordStart(blob, count, slot);
    return readReference(this.reader, this.reader.at + firstLength(blob, count, slot), id);
  }

  person(reference: ReferenceRecord): ReferencePerson {
    const { id, placeFamily, placeKtp } = reference;
    const page = Math.floor(id / PERSON_PAGE);
    const blob = this.pageOf(page);
    const count = recordsIn(page, this.size);
    const slot = id % PERSON_PAGE;
    this.reader.bytes = blob;
    this.reader.at = recordStart(blob, count, slot) + firstLength(blob, count, slot);
    const place = placeFamily >= 0 ? placeFamily : placeKtp;
    return readPerson(
      this.reader,
      reference,
      (file) => this.meta.inputs[file]?.name ?? "",
      place < 0 ? nowhere : this.places.display(place),
    );
  }

  *references(): Generator<ReferenceRecord> {
    for (let id = 0; id < this.size; id++) yield this.reference(id);
  }

  tokenFrequency(token: string): number {
    let frequency = this.frequencies.get(token);
    if (frequency === undefined) {
      frequency = this.size === 0 ? 0 : ((this.selectToken.get(token) as number | undefined) ?? 0) / this.size;
      if (this.frequencies.size >= TOKENS_KEPT) this.frequencies.clear();
      this.frequencies.set(token, frequency);
    }
    return frequency;
  }

  [Symbol.dispose](): void {
    this.db.close();
    closeSync(this.descriptor);
  }

  private isAt(id: number, high: number, low: number): boolean {
    if (id >= this.size) return false;
    const page = Math.floor(id / PERSON_PAGE);
    const blob = this.pageOf(page);
    const at = recordStart(blob, recordsIn(page, this.size), id % PERSON_PAGE);
    return wordAt(blob, at) === high && wordAt(blob, at + 4) === low;
  }

  /** The last page that begins below a number, or the first. */
  private pageBefore(high: number, low: number): number {
    const { fenceHigh, fenceLow } = this;
    let from = 0;
    let to = fenceHigh.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const own = fenceHigh[middle]!;
      if (own < high || (own === high && fenceLow[middle]! < low)) from = middle + 1;
      else to = middle;
    }
    return Math.max(0, from - 1);
  }

  /** The first id whose NIK is not below this one; those without a NIK come after all. */
  private lowerBound(high: number, low: number): number {
    // It lies in this page, or begins the next.
    const page = this.pageBefore(high, low);
    const blob = this.pageOf(page);
    const count = recordsIn(page, this.size);
    let at = recordStart(blob, count, 0);
    let slot = 0;
    for (; slot < count; slot++) {
      const own = wordAt(blob, at);
      if (own > high || (own === high && wordAt(blob, at + 4) >= low)) break;
      at += recordLength(blob, slot);
    }
    return page * PERSON_PAGE + slot;
  }

  private pageOf(page: number): Uint8Array {
    return this.heldIn(this.pages, page);
  }

  private heldIn(cache: PageCache, entry: number): Uint8Array {
    const found = cache.get(entry);
    if (found === undefined) throw damaged(this.path, this.meta.inputs);
    return found;
  }
}

function wordAt(blob: Uint8Array, at: number): number {
  return (blob[at]! | (blob[at + 1]! << 8) | (blob[at + 2]! << 16) | (blob[at + 3]! << 24)) >>> 0;
}

/** How many of their eight digits two halves begin with alike. */
function sharedDigits(left: number, right: number): number {
  let shared = 8;
  for (; left !== right; shared--) {
    left = Math.floor(left / 10);
    right = Math.floor(right / 10);
  }
  return shared;
}

const nowhere = { desa: "", kecamatan: "" };

function readMeta(db: Database.Database): IndexMeta {
  const rows = db.prepare("select name, value from meta").all() as { name: string; value: string }[];
  return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)])) as unknown as IndexMeta;
}

/** SQLite's header tells cheaply whether the file is an index, of which format, and how many bytes of it are SQLite's. */
function checkHeader(path: string): number {
  const header = Buffer.alloc(100);
  let bytes = 0;
  let size = 0;
  try {
    const descriptor = openSync(path, "r");
    try {
      size = fstatSync(descriptor).size;
      bytes = readSync(descriptor, header, 0, header.length, 0);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (isMissing(error)) {
      throw new DtsenError("index-missing", { file: path }, { cause: error });
    }
    throw translateSystemError(error, path);
  }
  if (bytes < header.length || header.toString("latin1", 0, 16) !== "SQLite format 3\0" || header.readUInt32BE(68) !== APPLICATION_ID) {
    throw new DtsenError("not-an-index", { file: path });
  }
  const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  const databaseBytes = pageSize * header.readUInt32BE(28);
  if (size < databaseBytes) throw damaged(path, []);
  if (header.readUInt32BE(60) !== FORMAT_VERSION) throw otherVersion(path, inputsOf(path));
  return databaseBytes;
}

/** The inputs an index of another format remembers, as far as they can be read. */
function inputsOf(path: string): IndexMeta["inputs"] {
  let db: Database.Database | null = null;
  try {
    db = openSqlite(path, { readonly: true });
    const { inputs } = readMeta(db) as Partial<IndexMeta>;
    return Array.isArray(inputs) ? inputs.filter(({ name }) => typeof name === "string") : [];
  } catch {
    return [];
  } finally {
    db?.close();
  }
}

function otherVersion(path: string, inputs: IndexMeta["inputs"]): DtsenError {
  return new DtsenError("index-version", { file: path, inputs: inputs.map(({ name }) => name) });
}

function damaged(path: string, inputs: IndexMeta["inputs"]): DtsenError {
  return new DtsenError("index-damaged", { file: path, inputs: inputs.map(({ name }) => name) });
}

function isMissing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
}
