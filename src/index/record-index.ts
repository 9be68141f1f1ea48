/**
 * The index, open for reading. Persons are fetched many by one statement and kept for the batch at hand, blocks and buckets used
 * last are kept as well, within bounds that do not depend on the size of the extract. A handle belongs to one thread; every thread
 * opens its own.
 */
import type Database from "better-sqlite3";
import { decodePeople, type PeopleBlock } from "../link/block/people-block.ts";
import type { Block, ReferenceIndex } from "../link/reference-index.ts";
import type { ReferencePerson } from "../link/reference-person.ts";
import { remembering } from "../normalise/memo.ts";
import type { PlainDate, ReferenceRecord } from "../normalise/record.ts";
import { DtsenError } from "../errors.ts";
import { shownOf, type FamilyShown } from "./family-rows.ts";
import { findBlock } from "./index-buckets.ts";
import { DamagedRow, IndexDatabase } from "./index-database.ts";
import type { IndexMeta } from "./index-meta.ts";
import { FAMILY_MISSING, isSound, P, referenceOf, type PersonRow, type Value } from "./person-row.ts";
import { StoredPerson } from "./stored-person.ts";
import { PlaceDirectory } from "./place-directory.ts";
import { readPlaces } from "./place-rows.ts";
import { bucketOf, isSixteenDigits, remainderOf } from "./schema.ts";
import { unsealed } from "./sealed-blob.ts";

/** The index of an extract. Ids are ranks by village, then name, from 0. */
export interface RecordIndex extends ReferenceIndex {
  readonly path: string;
  readonly meta: IndexMeta;
  readonly places: PlaceDirectory;
  reference(id: number): ReferenceRecord;
  /** Ids of the persons holding exactly this NIK. */
  nikIds(nik: string): readonly number[];
  /** Postings of one blocking key. */
  block(key: number): Block;
  /** The persons of the batch before are not asked for any more. */
  startBatch(): void;
  /** The person of a record as reports show them. */
  person(reference: ReferenceRecord): ReferencePerson;
  /** Every person, in the order of ids, with what the index keeps for comparing. */
  references(): Generator<ReferenceRecord>;
  [Symbol.dispose](): void;
}

/** Persons kept for the batch at hand: what lives longer costs the collector more than it saves. */
const PERSONS_KEPT = 4_000;
const BUCKETS_KEPT = 200;
/** Of villages as of dates: some seventy villages. */
const PEOPLE_BYTES = 12 << 20;
/** SQLite's own cache, in KiB: inner pages of its trees. */
const SQLITE_KIB = 8 << 10;
/** Most persons a prefix look-up gives. */
const MAX_PREFIX_IDS = 1_000;

const nobody: readonly number[] = [];

/** Opens an index; throws as `IndexDatabase` does. */
export function openIndex(path: string): RecordIndex {
  const database = new IndexDatabase(path);
  try {
    return database.read(() => new StoredIndex(database));
  } catch (error) {
    database[Symbol.dispose]();
    throw error;
  }
}

/** Every thread opens the index by its name: throws `index-changed` where that is another one's by now. */
export function refuseOther({ path, meta }: RecordIndex, digest: string): void {
  if (meta.digest !== digest) throw new DtsenError("index-changed", { file: path });
}

/** Blocks of people by key, the ones used last kept decoded. */
class PeopleBlocks {
  private readonly database: IndexDatabase;
  private readonly select: Database.Statement;
  /** Least lately used first. */
  private readonly kept = new Map<number, readonly PeopleBlock[]>();
  private bytes = 0;

  constructor(database: IndexDatabase, select: Database.Statement) {
    this.database = database;
    this.select = select;
  }

  get(keys: readonly number[]): readonly (readonly PeopleBlock[])[] {
    const missing = keys.filter((key) => !this.kept.has(key));
    if (missing.length > 0) this.load(missing);
    const found = keys.map((key) => {
      const blocks = this.kept.get(key)!;
      this.kept.delete(key);
      this.kept.set(key, blocks);
      return blocks;
    });
    for (const [oldest, blocks] of this.kept) {
      if (this.bytes <= PEOPLE_BYTES || this.kept.size === keys.length) break;
      this.kept.delete(oldest);
      this.bytes -= bytesOf(blocks);
    }
    return found;
  }

  private load(keys: readonly number[]): void {
    const found = new Map<number, PeopleBlock[]>(keys.map((key) => [key, []]));
    this.database.read(() => {
      for (const [key, people] of this.select.all(JSON.stringify(keys)) as [number, unknown][])
        found.get(key)!.push(decodePeople(unsealed(people)));
    });
    for (const [key, blocks] of found) {
      this.kept.set(key, blocks);
      this.bytes += bytesOf(blocks);
    }
  }
}

function bytesOf(blocks: readonly PeopleBlock[]): number {
  return blocks.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** People move: a code is the extract's own from this share of its people on. */
const OWN_CODE_SHARE = 0.1;

/** People looked at to learn which kecamatan a code is of. */
const PEOPLE_OF_CODE = 60;

/** A row and what is compared of it. */
interface Person {
  readonly row: PersonRow;
  readonly reference: ReferenceRecord;
}

class StoredIndex implements RecordIndex {
  readonly path: string;
  readonly meta: IndexMeta;
  readonly places: PlaceDirectory;
  readonly size: number;
  private readonly database: IndexDatabase;
  private readonly prefixes: ReadonlySet<string>;
  private readonly persons = new Map<number, Person>();
  /** Ids by NIK, of those asked for lately. */
  private readonly niks = new Map<string, readonly number[]>();
  private readonly buckets = new Map<number, Uint8Array>();
  private readonly inVillage: PeopleBlocks;
  private readonly onDate: PeopleBlocks;
  readonly tokenFrequency: (token: string) => number;
  private readonly ownCodes = new Map<string, boolean>();
  private readonly select: Readonly<
    Record<
      "byIds" | "byNiks" | "nikBeside" | "niksOf" | "byPrefix" | "ofCode" | "range" | "buckets" | "token" | "family",
      Database.Statement
    >
  >;

  constructor(database: IndexDatabase) {
    const { db, meta, path } = database;
    this.database = database;
    this.path = path;
    this.meta = meta;
    db.exec(`pragma cache_size = -${SQLITE_KIB}`);
    this.size = meta.counts.persons;
    this.places = PlaceDirectory.fromRows(readPlaces(db), {
      isOwnCode: (code) => this.isOwnCode(code),
      placesOfCode: (code) => this.placesOfCode(code),
    });
    this.prefixes = new Set(meta.nikPrefixes);
    const blocksBy = (key: "place" | "date", table: "village" | "born"): PeopleBlocks =>
      new PeopleBlocks(
        database,
        db.prepare(`select ${key}, people from ${table} where ${key} in (select value from json_each(?)) order by ${key}, part`).raw(),
      );
    this.inVillage = blocksBy("place", "village");
    this.onDate = blocksBy("date", "born");
    this.select = {
      byIds: db.prepare("select * from person where id in (select value from json_each(?))").raw(),
      byNiks: db.prepare("select * from person where nik in (select value from json_each(?))").raw(),
      nikBeside: db
        .prepare(
          `select (select id || ' ' || nik from person where nik >= value order by nik limit 1),
            (select id || ' ' || nik from person where nik <= value order by nik desc limit 1) from json_each(?)`,
        )
        .raw(),
      niksOf: db.prepare("select id, nik from person where id in (select value from json_each(?))").raw(),
      byPrefix: db.prepare(`select id from person where nik >= ? and nik < ? order by nik, id limit ${MAX_PREFIX_IDS}`).pluck(),
      ofCode: db.prepare("select count(*) from (select 1 from person where nik >= ? and nik < ? limit ?)").pluck(),
      range: db.prepare("select * from person where id >= ? and id < ?").raw(),
      buckets: db.prepare("select bucket, postings from posting where bucket in (select value from json_each(?))").raw(),
      token: db.prepare("select count from token where token = ?").pluck(),
      family: db.prepare("select * from family where no_kk = ?").raw(),
    };
    this.tokenFrequency = remembering((token) => {
      const count = database.read(() => this.select.token.get(token) as number | undefined);
      return this.size === 0 ? 0 : (count ?? 0) / this.size;
    });
  }

  startBatch(): void {
    this.persons.clear();
    this.niks.clear();
  }

  holders(niks: readonly string[], guesses = false): readonly (readonly ReferenceRecord[])[] {
    this.loadNiks(niks, guesses);
    return niks.map((nik) => this.referencesOf(this.niks.get(nik) ?? nobody));
  }

  referencesOf(ids: readonly number[]): readonly ReferenceRecord[] {
    this.load(ids);
    return ids.map((id) => this.persons.get(id)!.reference);
  }

  reference(id: number): ReferenceRecord {
    return (this.persons.get(id) ?? this.load([id]).get(id)!).reference;
  }

  nikIds(nik: string): readonly number[] {
    if (!this.niks.has(nik)) this.loadNiks([nik]);
    return this.niks.get(nik) ?? nobody;
  }

  nikPrefixIds(prefix: string): readonly number[] {
    if (prefix.length === 0 || !isSixteenDigits(prefix.padEnd(16, "0"))) return nobody;
    // A colon comes after every digit.
    return this.database.read(() => this.select.byPrefix.all(prefix, `${prefix}:`) as number[]);
  }

  villages(places: readonly number[]): readonly (readonly PeopleBlock[])[] {
    return this.inVillage.get(places);
  }

  bornOn(dates: readonly PlainDate[]): readonly (readonly PeopleBlock[])[] {
    return this.onDate.get(dates);
  }

  /** Whether so many of the extract's people hold numbers of a regency that it is one of the extract's own; by its four digits. */
  private isOwnCode(code: string): boolean {
    let isOwn = this.ownCodes.get(code);
    if (isOwn === undefined) {
      const enough = Math.ceil(OWN_CODE_SHARE * this.size);
      isOwn = enough > 0 && this.database.read(() => this.select.ofCode.get(code, `${code}:`, enough) as number) >= enough;
      this.ownCodes.set(code, isOwn);
    }
    return isOwn;
  }

  /** Of a few of them: enough to tell where most live. */
  private placesOfCode(code: string): readonly number[] {
    const people = this.hasNikPrefix6(code) ? this.referencesOf(this.nikPrefixIds(code).slice(0, PEOPLE_OF_CODE)) : [];
    return people.filter(({ nik }) => nik?.startsWith(code) === true).map(({ placeKtp }) => placeKtp);
  }

  hasNikPrefix6(prefix: string): boolean {
    return this.prefixes.has(prefix);
  }

  blocks(keys: readonly number[]): readonly Block[] {
    this.loadBuckets(keys);
    return keys.map((key) => this.block(key));
  }

  block(key: number): Block {
    const bucket = bucketOf(key, this.meta.bucketBits);
    if (!this.buckets.has(bucket)) this.loadBuckets([key]);
    return this.database.read(() => findBlock(this.buckets.get(bucket)!, remainderOf(key, this.meta.bucketBits)));
  }

  person({ id, placeFamily, placeKtp }: ReferenceRecord): ReferencePerson {
    const { row } = this.persons.get(id) ?? this.load([id]).get(id)!;
    const place = placeFamily >= 0 ? placeFamily : placeKtp;
    const { desa, kecamatan } = place < 0 ? nowhere : this.places.display(place);
    return this.database.read(() => {
      const file = this.meta.inputs[row[P.file] as number];
      if (file === undefined) throw new DamagedRow("file");
      return new StoredPerson(row, file.name, desa, kecamatan, this.familyOf);
    });
  }

  /** Asked for of few: the candidates of conflicts. */
  private readonly familyOf = (row: PersonRow): FamilyShown => {
    const noKk = row[P.noKk];
    if (noKk === null) return noFamily;
    return this.database.read(() => {
      const family = this.select.family.get(noKk) as Value[] | undefined;
      if (family !== undefined) return shownOf(family);
      const isOfPersons = this.meta.inputs[row[P.file] as number]?.kind === "persons";
      if (isOfPersons && !this.meta.withoutFamilies && ((row[P.notes] as number) & FAMILY_MISSING) === 0) throw new DamagedRow("family");
      return noFamily;
    });
  };

  *references(): Generator<ReferenceRecord> {
    const step = 4_096;
    for (let from = 0; from < this.size; from += step) {
      const rows = this.database.read(() => this.sound(this.select.range.all(from, from + step), Math.min(step, this.size - from)));
      for (const row of rows) yield referenceOf(row);
    }
  }

  [Symbol.dispose](): void {
    this.database[Symbol.dispose]();
  }

  /** Has these persons at hand; an id without a person points nowhere. */
  private load(ids: readonly number[]): ReadonlyMap<number, Person> {
    const missing = [...new Set(ids)].filter((id) => !this.persons.has(id));
    if (missing.length === 0) return this.persons;
    const rows = this.database.read(() => this.sound(this.select.byIds.all(JSON.stringify(missing)), missing.length));
    this.keep(rows, ids);
    return this.persons;
  }

  private loadNiks(niks: readonly string[], guesses = false): void {
    if (this.niks.size > PERSONS_KEPT) this.niks.clear();
    const missing = new Set<string>();
    for (const nik of niks) if (!this.niks.has(nik) && isSixteenDigits(nik)) missing.add(nik);
    if (missing.size === 0) return;
    const rows = this.database.read(() => this.sound(this.select.byNiks.all(JSON.stringify([...missing])), null));
    for (const nik of missing) this.niks.set(nik, nobody);
    this.database.read(() => {
      // SQLite's own index of NIKs has no checksum: what it leads to must be what was asked for, and all of it.
      for (const row of rows) {
        const nik = row[P.nik] as string;
        if (!missing.has(nik)) throw new DamagedRow("person_nik");
        const ids = this.niks.get(nik)!;
        const id = row[P.id] as number;
        this.niks.set(nik, ids === nobody ? [id] : [...ids, id].sort((a, b) => a - b));
      }
      for (const row of rows)
        if (row[P.nikRepeated] === 1 && this.niks.get(row[P.nik] as string)!.length < 2) throw new DamagedRow("person_nik");
      if (!guesses) this.refuseGaps([...missing].filter((nik) => this.niks.get(nik) === nobody));
    });
    this.keep(rows, []);
  }

  /** A NIK that is not found may have been lost: then what SQLite's index has in its place is not what the person's row says. */
  private refuseGaps(niks: readonly string[]): void {
    if (niks.length === 0) return;
    const beside = new Map<number, string>();
    const pairs = this.select.nikBeside.all(JSON.stringify(niks)) as (string | null)[][];
    for (const [at, found] of pairs.entries())
      for (const text of found) {
        if (text === null) continue;
        const [id, nik] = text.split(" ") as [string, string];
        if (nik === niks[at]) throw new DamagedRow("person_nik");
        beside.set(Number(id), nik);
      }
    if (beside.size === 0) return;
    const rows = this.select.niksOf.all(JSON.stringify([...beside.keys()])) as [number, string | null][];
    if (rows.length !== beside.size || rows.some(([id, nik]) => beside.get(id) !== nik)) throw new DamagedRow("person_nik");
  }

  private keep(rows: readonly PersonRow[], wanted: readonly number[]): void {
    if (this.persons.size + rows.length > PERSONS_KEPT) {
      const kept = wanted.flatMap((id) => this.persons.get(id) ?? []);
      this.persons.clear();
      for (const person of kept) this.persons.set(person.reference.id, person);
    }
    for (const row of rows) this.persons.set(row[P.id] as number, { row, reference: referenceOf(row) });
  }

  /** Rows as they were written, so many of them; throws `DamagedRow`. */
  private sound(rows: readonly unknown[], count: number | null): PersonRow[] {
    if (count !== null && rows.length !== count) throw new DamagedRow("person");
    for (const row of rows) if (!isSound(row as PersonRow)) throw new DamagedRow("person");
    return rows as PersonRow[];
  }

  private loadBuckets(keys: readonly number[]): void {
    const wanted = new Set<number>();
    for (const key of keys) wanted.add(bucketOf(key, this.meta.bucketBits));
    const missing = [...wanted].filter((bucket) => !this.buckets.has(bucket));
    if (missing.length === 0) return;
    if (this.buckets.size + missing.length > BUCKETS_KEPT) {
      for (const bucket of this.buckets.keys()) if (!wanted.has(bucket)) this.buckets.delete(bucket);
    }
    this.database.read(() => {
      const rows = this.select.buckets.all(JSON.stringify(missing)) as [number, unknown][];
      if (rows.length !== missing.length) throw new DamagedRow("posting");
      for (const [bucket, postings] of rows) this.buckets.set(bucket, unsealed(postings));
    });
  }
}

const noFamily: FamilyShown = { head: null, address: null };
const nowhere = { desa: "", kecamatan: "" };
