/**
 * Building an index: families into a shared table, persons into runs village by village, runs put in order segment by segment,
 * postings sorted into buckets. Threads do the work (`build-thread.ts`), this hands it out and writes the results in order, so the
 * tables do not depend on the number of threads. The file is whole or absent.
 */
import type Database from "better-sqlite3";
import { chmodSync, mkdtempSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { env } from "node:process";
import { DtsenError } from "../errors.ts";
import { NORMALISER_VERSION } from "../normalise/normalise.ts";
import type { PlainDate } from "../normalise/record.ts";
import { kabupatenNames } from "../normalise/regions/kabupaten-names.ts";
import { regionEdition } from "../normalise/regions/region-edition.ts";
import type { PlaceRow } from "./place-directory.ts";
import { version } from "../version.ts";
import { BuildThread, type BuildSetup, type IndexJob, type MergeReply, type PersonsClosed, type SpillsClosed } from "./build-thread.ts";
import { familyRow } from "./family-rows.ts";
import { checkOf } from "./checksum.ts";
import { META_CHECK, META_SEAL, metaCheck } from "./index-database.ts";
import { ContentTally } from "./index-digest.ts";
import type { IndexMeta } from "./index-meta.ts";
import { sealFile, UNSEALED } from "./index-seal.ts";
import { readSources, type OnFamily, type OnProgress, type Pool } from "./index-reading.ts";
import type { IndexPlan } from "./index-sources.ts";
import { EXISTING_PLACES, FAMILY_PLACES, type PersonCounts } from "./person-intake.ts";
import { ByteReader } from "./byte-writer.ts";
import { P, PERSON_COLUMNS, readRow } from "./person-row.ts";
import { segmentsOf, type Segment } from "./person-spill.ts";
import { mergePlaces, type MetPlace } from "./place-registry.ts";
import { writePlaces } from "./place-rows.ts";
import type { Chunk } from "./partition-spill.ts";
import type { SealedPeople } from "./people-spill.ts";
import type { PackedBuckets } from "./posting-spill.ts";
import { publishFile, registerTemporary, removeTemporary } from "../platform/private-files.ts";
import { APPLICATION_ID, bucketBits, FORMAT_VERSION, INDEXES, SCHEMA } from "./schema.ts";
import { sealed, sealOf } from "./sealed-blob.ts";
import { openUnfinished, runStatements } from "./unfinished-index.ts";
import { translateSystemError } from "../platform/system-errors.ts";
import { WorkerPool } from "../platform/worker-pool.ts";

/** Persons put in order at a time. */
const SEGMENT_PERSONS = 10_000;

export interface BuildOptions {
  readonly target: string;
  readonly plan: IndexPlan;
  readonly label: string | null;
  readonly date: string | null;
  readonly today: PlainDate;
  /** Threads that do the work; 0: none, it is done on the one we are on. */
  readonly threads: number;
  readonly onProgress: OnProgress;
}

/** Writes the index and says what is in it. */
export async function writeIndex(options: BuildOptions): Promise<IndexMeta> {
  const folder = makeFolder(options.target);
  const unfinished = join(folder, "index");
  // What SQLite sorts on disk lies beside the index, not where everybody's temporary files do.
  env["SQLITE_TMPDIR"] = folder;
  try {
    const { sources, setup } = options.plan;
    const data: BuildSetup = {
      folder,
      sources: sources.map((source) => ("table" in source ? source.setup : null)),
      existing: setup,
      today: options.today,
    };
    await using pool: Pool = new WorkerPool({
      entry: new URL("./build-worker.js", import.meta.url),
      data,
      threads: options.threads,
      own: new BuildThread(data),
    });
    const meta = await build(pool, unfinished, folder, options);
    await sealFile(unfinished);
    publishFile(unfinished, options.target);
    return meta;
  } catch (error) {
    throw error instanceof DtsenError ? error : translateSystemError(error, options.target);
  } finally {
    removeTemporary(folder);
  }
}

/** Where the index is built, beside its place; what killed runs have left there goes: the caller holds the lock of `target`. */
function makeFolder(target: string): string {
  try {
    const beside = dirname(resolve(target));
    const start = `.dtsen-index-${basename(target)}-`;
    for (const name of readdirSync(beside)) if (name.startsWith(start)) removeTemporary(join(beside, name));
    const folder = mkdtempSync(join(beside, start));
    chmodSync(folder, 0o700);
    registerTemporary(folder);
    return folder;
  } catch (error) {
    throw translateSystemError(error, target);
  }
}

async function build(
  pool: Pool,
  path: string,
  folder: string,
  { plan, label, date, threads, onProgress }: BuildOptions,
): Promise<IndexMeta> {
  const scratch = join(folder, "families");
  let db = openUnfinished(path, scratch);
  try {
    db.exec(SCHEMA);
    const families = new FamilyWriter(db);
    db.exec("begin");
    const { table, repeated, familyPlaces, existingPlaces, inputs } = await readSources(pool, plan, families.take, onProgress);
    const closed = (await pool.broadcast({ kind: "close-persons" })) as PersonsClosed[];
    const runs = closed.flatMap((each) => each.runs);
    const total = runs.reduce((sum, run) => sum + run.persons.reduce((all, count) => all + count, 0), 0);
    if (total === 0) {
      throw new DtsenError("no-persons", {});
    }
    const { places, numbers } = mergePlaces([...closed.map((each) => each.places), familyPlaces, existingPlaces]);
    const rows = places.map(placeRow);
    const bits = bucketBits(total);
    const tables = [...closed.map(({ thread }) => thread), FAMILY_PLACES, EXISTING_PLACES];
    const numbersOf = (table: number): Int32Array => numbers[tables.indexOf(table)]!;
    await pool.broadcast({
      kind: "places",
      rows,
      bits,
      numbers: tables.map((table): readonly [number, Int32Array] => [table, numbersOf(table)]),
    });
    const tally = new ContentTally();
    writePlaces(db, rows, tally);
    writeSpellings(db, places, tally);
    families.close(numbersOf(FAMILY_PLACES));
    db = await runApart(db, { path, scratch, threads }, FAMILIES_IN_ORDER);
    addFamilies(db, tally);

    const segments = segmentsOf(runs, SEGMENT_PERSONS, (table) => ({ families: numbersOf(FAMILY_PLACES), persons: numbersOf(table) }));
    const village = new PeopleWriter(db, "village", tally);
    const postings = await writePersons(pool, db, segments, total, village, tally, onProgress);
    const spills = (await pool.broadcast({ kind: "close-spills" })) as SpillsClosed[];
    await writePostings(
      pool,
      db,
      spills.flatMap((each) => each.postings),
      bits,
      tally,
      onProgress,
    );
    await writePeople(
      pool,
      spills.flatMap((each) => each.registered),
      village,
      onProgress,
    );
    await writePeople(
      pool,
      spills.flatMap((each) => each.born),
      new PeopleWriter(db, "born", tally),
      onProgress,
    );
    const persons = closed.map((each) => each.counts);
    const tokens = writeTokens(db, persons, tally);
    db = await runApart(db, { path, scratch, threads }, [INDEXES, ...REPEATED_NIKS]);
    const meta: IndexMeta = {
      format: FORMAT_VERSION,
      normaliser: NORMALISER_VERSION,
      tool: version,
      regionEdition,
      label,
      date,
      inputs,
      counts: {
        persons: total,
        withoutNik: sum(persons.map((each) => each.withoutNik)),
        ...repeatedNiks(db),
        families: table?.size ?? 0,
        repeatedFamilies: repeated,
        familiesWithoutCard: sum(inputs.map(({ withoutCard }) => withoutCard)),
        withoutFamily: sum(persons.map((each) => each.withoutFamily)),
        withoutDesil: sum(persons.map((each) => each.withoutDesil)),
        withoutBirthDate: total - sum(persons.flatMap((each) => [...each.birthYears.values()])),
        defaultBirthDates: sum(persons.map((each) => each.defaultBirthDates)),
        postings,
        tokens,
      },
      familyOnly: plan.familyOnly,
      withoutFamilies: inputs.every(({ kind }) => kind === "persons"),
      desilColumn: inputs.find(({ desilColumn }) => desilColumn !== null)?.desilColumn ?? null,
      ...coverageOf(places),
      nikPrefixes: [...new Set(persons.flatMap((each) => each.nikPrefixes))]
        .sort((a, b) => a - b)
        .map((prefix) => String(prefix).padStart(6, "0")),
      birthYears: birthYears(persons),
      bucketBits: bits,
      digest: tally.digest(),
    };
    writeMeta(db, meta);
    db.exec("commit");
    db.exec(`pragma application_id = ${APPLICATION_ID}`);
    db.exec(`pragma user_version = ${FORMAT_VERSION}`);
    return meta;
  } finally {
    db.close();
  }
}

/**
 * Statements over everything, each of which may take many seconds: on a thread of their own if there are any, so that this one hears
 * signals meanwhile. Ends the transaction at hand, and begins another.
 */
async function runApart(
  db: Database.Database,
  { path, scratch, threads }: { readonly path: string; readonly scratch: string; readonly threads: number },
  statements: readonly string[],
): Promise<Database.Database> {
  db.exec("commit");
  // Nobody else can open it as long as we have it.
  db.close();
  await using thread = new WorkerPool<readonly string[], null>({
    entry: new URL("./statements-worker.js", import.meta.url),
    data: { path, scratch },
    threads: Math.min(1, threads),
    own: { answer: (given) => runStatements(path, scratch, given), [Symbol.dispose]() {} },
  });
  await thread.broadcast(statements);
  const again = openUnfinished(path, scratch);
  again.exec("begin");
  return again;
}

/** Families into a table of their own as they come; from there they go into the index in the order of their cards. */
class FamilyWriter {
  private readonly db: Database.Database;
  private readonly insert: Database.Statement;

  constructor(db: Database.Database) {
    this.db = db;
    db.exec("create table scratch.family as select *, 0 as is_first from main.family");
    this.insert = db.prepare(`insert into scratch.family values (${Array(16).fill("?").join(", ")})`);
  }

  readonly take: OnFamily = (batch, at, file, isFirst) => {
    this.insert.run(...familyRow(batch, at, file), Number(isFirst));
  };

  /** `numbers`: ids of the places. */
  close(numbers: Int32Array): void {
    const { db } = this;
    db.exec("create table scratch.place (number integer primary key, id integer not null)");
    const insert = db.prepare("insert into scratch.place values (?, ?)");
    numbers.forEach((id, number) => insert.run(number, id));
  }
}

const FAMILY_COLUMNS = `no_kk, kepala, place.id, alamat, rt, rw, kata_alamat, desil, desil_nasional, desil_provinsi, desil_kabupaten, catatan, file, row,
  periksa + coalesce(place.id, -1) from scratch.family left join scratch.place on place.number = tempat`;
const FAMILIES_IN_ORDER = [
  `insert into main.family select ${FAMILY_COLUMNS} where is_first order by no_kk`,
  `insert into main.family_repeated select ${FAMILY_COLUMNS} where not is_first order by file, row`,
];

function addFamilies(db: Database.Database, tally: ContentTally): void {
  for (const table of ["family", "family_repeated"] as const) {
    const counted = db.prepare(`select count(*) as count, coalesce(sum(periksa), 0) & 0xffffffff as sum from main.${table}`).get();
    const { count, sum } = counted as { count: number; sum: number };
    tally.add(table, sum, count);
  }
}

/** How many postings were made. */
async function writePersons(
  pool: Pool,
  db: Database.Database,
  segments: readonly Segment[],
  total: number,
  village: PeopleWriter,
  tally: ContentTally,
  onProgress: OnProgress,
): Promise<number> {
  const insert = db.prepare(`insert into person values (${Array(PERSON_COLUMNS).fill("?").join(", ")})`);
  async function* jobs(): AsyncGenerator<IndexJob> {
    for (const segment of segments) yield { kind: "merge", segment };
  }
  let made = 0;
  for await (const { reply } of pool.map(jobs())) {
    const { firstId, persons, rows, checks, villages, postings } = reply as MergeReply;
    const reader = new ByteReader(rows);
    for (const check of checks) {
      const row = readRow(reader, PERSON_COLUMNS);
      row[P.check] = check;
      insert.run(...row);
      tally.add("person", check);
    }
    for (const people of villages) village.add(people);
    made += postings;
    onProgress("merge", firstId + persons, total);
  }
  return made;
}

/** Rows of one NIK are marked. */
const REPEATED_NIKS = [
  "create table scratch.repeated as select nik, count(*) as persons from person where nik is not null group by nik having count(*) > 1",
  "update person set nik_ganda = 1, periksa = periksa + 1 where nik in (select nik from scratch.repeated)",
];

function repeatedNiks(db: Database.Database): { readonly repeatedNiks: number; readonly rowsWithRepeatedNik: number } {
  const counted = db.prepare("select count(*) as niks, coalesce(sum(persons), 0) as persons from scratch.repeated").get();
  const { niks, persons } = counted as { niks: number; persons: number };
  return { repeatedNiks: niks, rowsWithRepeatedNik: persons };
}

/** Every bucket is there, be it empty: one that is missing was lost. */
async function writePostings(
  pool: Pool,
  db: Database.Database,
  chunks: readonly Chunk[],
  bits: number,
  tally: ContentTally,
  onProgress: OnProgress,
): Promise<void> {
  const partitions = byPartition(chunks);
  const insert = db.prepare("insert into posting values (?, ?)");
  let bucket = 0;
  const add = (postings: Uint8Array): void => {
    const blob = sealed(postings);
    insert.run(bucket, blob);
    tally.add("posting", checkOf([bucket++, sealOf(blob)]));
  };
  const fillTo = (end: number): void => {
    while (bucket < end) add(new Uint8Array(0));
  };
  async function* jobs(): AsyncGenerator<IndexJob> {
    for (const chunks of partitions) yield { kind: "sort-postings", chunks, bits };
  }
  let done = 0;
  for await (const { reply } of pool.map(jobs())) {
    const { firstBucket, ends, postings } = reply as PackedBuckets;
    fillTo(firstBucket);
    ends.forEach((end, at) => void add(postings.subarray(ends[at - 1] ?? 0, end)));
    onProgress("postings", ++done, partitions.length);
  }
  fillTo(2 ** bits);
}

/** The chunks of each partition that has any, in order. */
function byPartition(chunks: readonly Chunk[]): Chunk[][] {
  const partitions = new Map<number, Chunk[]>();
  for (const chunk of chunks) {
    const known = partitions.get(chunk.partition);
    if (known === undefined) partitions.set(chunk.partition, [chunk]);
    else known.push(chunk);
  }
  return [...partitions.keys()].sort((a, b) => a - b).map((partition) => partitions.get(partition)!);
}

/** Writes blocks of people to a table, those of one key numbered as they come. */
class PeopleWriter {
  private readonly insert: Database.Statement;
  private readonly table: "village" | "born";
  private readonly tally: ContentTally;
  private readonly parts = new Map<number, number>();

  constructor(db: Database.Database, table: "village" | "born", tally: ContentTally) {
    this.table = table;
    this.tally = tally;
    this.insert = db.prepare(`insert into ${table} values (?, ?, ?)`);
  }

  add({ key, people }: SealedPeople): void {
    const part = this.parts.get(key) ?? 0;
    this.insert.run(key, part, people);
    this.tally.add(this.table, checkOf([key, part, sealOf(people)]));
    this.parts.set(key, part + 1);
  }
}

async function writePeople(pool: Pool, chunks: readonly Chunk[], writer: PeopleWriter, onProgress: OnProgress): Promise<void> {
  const partitions = byPartition(chunks);
  async function* jobs(): AsyncGenerator<IndexJob> {
    for (const chunks of partitions) yield { kind: "sort-people", chunks };
  }
  let done = 0;
  for await (const { reply } of pool.map(jobs())) {
    for (const people of reply as readonly SealedPeople[]) writer.add(people);
    onProgress("people", ++done, partitions.length);
  }
}

function writeMeta(db: Database.Database, { inputs, ...meta }: IndexMeta): void {
  const insertMeta = db.prepare("insert into meta values (?, ?)");
  for (const [name, value] of Object.entries(meta)) insertMeta.run(name, JSON.stringify(value));
  const insertFile = db.prepare("insert into file values (?, ?, ?, ?)");
  inputs.forEach(({ name, kind, ...details }, id) => insertFile.run(id, name, kind, JSON.stringify(details)));
  insertMeta.run(META_CHECK, metaCheck(db));
  insertMeta.run(META_SEAL, UNSEALED);
}

function writeSpellings(db: Database.Database, places: readonly MetPlace[], tally: ContentTally): void {
  const insert = db.prepare("insert into spelling values (?, ?, ?, ?, ?)");
  places.forEach(({ spellings }, id) => {
    for (const { file, row, desa, kecamatan } of spellings) {
      insert.run(id, file, row, desa, kecamatan);
      tally.add("spelling", checkOf([id, file, row, desa, kecamatan]));
    }
  });
}

function writeTokens(db: Database.Database, persons: readonly PersonCounts[], tally: ContentTally): number {
  const counts = new Map<string, number>();
  for (const { tokens } of persons) for (const [token, count] of tokens) counts.set(token, (counts.get(token) ?? 0) + count);
  const insert = db.prepare("insert into token values (?, ?)");
  for (const token of [...counts.keys()].sort()) {
    insert.run(token, counts.get(token)!);
    tally.add("token", checkOf([token, counts.get(token)!]));
  }
  return counts.size;
}

/** Shown as the first file that has it spells it. */
function placeRow({ place: { provinsi, kabupaten, kecamatan, desa, kode }, spellings: [first] }: MetPlace): PlaceRow {
  return { provinsi, kabupaten, kecamatan, desa, kode, display: { desa: first!.desa, kecamatan: first!.kecamatan } };
}

function coverageOf(places: readonly MetPlace[]): Pick<IndexMeta, "coverage" | "otherRegions"> {
  const names = new Set<string>();
  for (const { place } of places) if (place.kabupaten !== null) names.add(place.kabupaten);
  const known = kabupatenNames();
  const coverage = [...names].filter((name) => known.has(name)).sort();
  return { coverage, otherRegions: names.size - coverage.length };
}

function birthYears(persons: readonly PersonCounts[]): Record<string, number> {
  const years = new Map<number, number>();
  for (const { birthYears: own } of persons) for (const [year, count] of own) years.set(year, (years.get(year) ?? 0) + count);
  return Object.fromEntries([...years].sort(([a], [b]) => a - b));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
