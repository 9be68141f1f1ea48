/**
 * Building an index: families into a shared table, persons into sorted runs, runs merged in NIK order into pages, postings
 * sorted into buckets. Threads do the work (`index-workshop.ts`), this hands it out and writes the results in order, so the
 * file does not depend on the number of threads. The file is whole or absent.
 */
import type Database from "better-sqlite3";
import { chmodSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pid } from "node:process";
import { DtsenError } from "../errors.ts";
import { NORMALISER_VERSION } from "../normalise/normalise.ts";
import type { PlainDate } from "../normalise/record.ts";
import { regionEdition } from "../normalise/regions/region-edition.ts";
import type { PlaceRow } from "./place-directory.ts";
import { version } from "../version.ts";
import { packDirectory, type Fence } from "./area-directory.ts";
import { appendArea, areaBytes, AreaWriter } from "./data-area.ts";
import { APPLICATION_ID, bucketBits, FORMAT_VERSION, NO_DIGITS, SCHEMA, SQLITE_PAGE } from "./index-format.ts";
import type { IndexMeta } from "./index-meta.ts";
import { PageBuilder } from "./index-pages.ts";
import { readSources, type OnProgress, type Pool } from "./index-reading.ts";
import type { IndexPlan } from "./index-sources.ts";
import type { IndexJob, MergeReply, PersonsClosed, WorkshopSetup } from "./index-workshop.ts";
import { FAMILY_PLACES, KEPT_PLACES, type PersonCounts } from "./person-gatherer.ts";
import { segmentsOf } from "./person-runs.ts";
import { mergePlaces, type MetPlace } from "./place-registry.ts";
import type { PackedBuckets, PostingChunk } from "./posting-spill.ts";
import { registerTemporary, removeTemporary } from "../platform/private-files.ts";
import { openSqlite } from "./sqlite.ts";
import { translateSystemError } from "../platform/system-errors.ts";
import { WorkerPool } from "../platform/worker-pool.ts";

/** Persons merged at a time. */
const SEGMENT_PERSONS = 50_000;

export interface BuildOptions {
  readonly target: string;
  readonly plan: IndexPlan;
  readonly label: string | null;
  readonly date: string | null;
  readonly today: PlainDate;
  readonly workers: number;
  readonly onProgress: OnProgress;
}

/** Writes the index and says what is in it. */
export async function writeIndex(options: BuildOptions): Promise<IndexMeta> {
  const folder = makeFolder(options.target);
  const unfinished = `${options.target}.${pid}.tmp`;
  registerTemporary(unfinished);
  try {
    const { sources, kept } = options.plan;
    const setup: WorkshopSetup = {
      folder,
      sources: sources.map((source) => ("table" in source ? source.setup : null)),
      kept,
      today: options.today,
    };
    await using pool: Pool = new WorkerPool({
      entry: new URL("./index-worker.js", import.meta.url),
      data: setup,
      threads: options.workers,
    });
    const parts = { persons: join(folder, "pages"), buckets: join(folder, "buckets"), directory: join(folder, "directory") };
    const meta = await build(pool, unfinished, parts, options);
    appendArea(unfinished, [parts.persons, parts.buckets, parts.directory]);
    renameSync(unfinished, options.target);
    return meta;
  } catch (error) {
    throw error instanceof DtsenError ? error : translateSystemError(error, options.target);
  } finally {
    removeTemporary(unfinished);
    removeTemporary(folder);
  }
}

function makeFolder(target: string): string {
  try {
    const folder = mkdtempSync(join(dirname(resolve(target)), ".dtsen-index-"));
    chmodSync(folder, 0o700);
    registerTemporary(folder);
    return folder;
  } catch (error) {
    throw translateSystemError(error, target);
  }
}

/** Where the parts of the data area are gathered. */
interface AreaParts {
  readonly persons: string;
  readonly buckets: string;
  readonly directory: string;
}

async function build(pool: Pool, path: string, parts: AreaParts, { plan, label, date, onProgress }: BuildOptions): Promise<IndexMeta> {
  const db = openDatabase(path);
  try {
    db.exec(SCHEMA);
    db.exec("begin");
    const { table, repeated, familyPlaces, keptPlaces, inputs } = await readSources(pool, db, plan, onProgress);
    const closed = (await pool.broadcast({ kind: "close-persons" })) as PersonsClosed[];
    const runs = closed.flatMap((each) => each.runs);
    const total = runs.reduce((sum, run) => sum + run.persons, 0);
    if (total === 0) {
      throw new DtsenError("no-persons", {});
    }
    const { places, numbers } = mergePlaces([...closed.map((each) => each.places), familyPlaces, keptPlaces]);
    const rows = places.map(placeRow);
    const bits = bucketBits(total);
    const tables = [...closed.map(({ thread }) => thread), FAMILY_PLACES, KEPT_PLACES];
    await pool.broadcast({
      kind: "places",
      rows,
      bits,
      numbers: numbers.map((table, at): readonly [number, Int32Array] => [tables[at]!, table]),
    });

    const merged = await mergePersons(pool, parts.persons, segmentsOf(runs, SEGMENT_PERSONS), total, onProgress);
    const postings = ((await pool.broadcast({ kind: "close-postings" })) as (readonly PostingChunk[])[]).flat();
    const buckets = await sortPostings(pool, parts.buckets, postings, bits, onProgress);
    const directory = packDirectory(merged.pages, buckets, merged.fences);
    writeFileSync(parts.directory, directory, { flag: "wx", mode: 0o600 });
    writePlaces(db, places, rows, numbers[tables.indexOf(FAMILY_PLACES)]!);
    const persons = closed.map((each) => each.counts);
    const tokens = writeTokens(db, persons);
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
        withoutNik: merged.withoutNik,
        repeatedNiks: merged.repeatedNiks,
        rowsWithRepeatedNik: merged.rowsWithRepeatedNik,
        families: table?.size ?? 0,
        repeatedFamilies: repeated,
        familiesWithoutCard: sum(inputs.map(({ withoutCard }) => withoutCard)),
        withoutFamily: sum(persons.map((each) => each.withoutFamily)),
        withoutDesil: sum(persons.map((each) => each.withoutDesil)),
        withoutBirthDate: total - sum(persons.flatMap((each) => [...each.birthYears.values()])),
        defaultBirthDates: sum(persons.map((each) => each.defaultBirthDates)),
        postings: merged.postings,
        tokens,
      },
      familyOnly: plan.familyOnly,
      withoutFamilies: inputs.every(({ kind }) => kind === "persons"),
      desilColumn: inputs.find(({ desilColumn }) => desilColumn !== null)?.desilColumn ?? null,
      coverage: coverageOf(places),
      nikPrefixes: [...new Set(persons.flatMap((each) => each.nikPrefixes))]
        .sort((a, b) => a - b)
        .map((prefix) => String(prefix).padStart(6, "0")),
      birthYears: birthYears(persons),
      bucketBits: bits,
      areaBytes: areaBytes(merged.pages.at(-1)! + buckets.at(-1)!) + directory.byteLength,
    };
    const insertMeta = db.prepare("insert into meta values (?, ?)");
    for (const [name, value] of Object.entries(meta)) insertMeta.run(name, JSON.stringify(value));
    db.exec("commit");
    db.exec(`pragma application_id = ${APPLICATION_ID}`);
    db.exec(`pragma user_version = ${FORMAT_VERSION}`);
    return meta;
  } finally {
    db.close();
  }
}

function openDatabase(path: string): Database.Database {
  const db = openSqlite(path);
  chmodSync(path, 0o600);
  db.exec(`pragma page_size = ${SQLITE_PAGE}`);
  // The file is not the index until it is renamed: nothing is to be kept of an unfinished one.
  db.exec("pragma journal_mode = memory");
  db.exec("pragma synchronous = off");
  db.exec("pragma locking_mode = exclusive");
  db.exec("pragma cache_size = -16384");
  return db;
}

async function mergePersons(
  pool: Pool,
  path: string,
  segments: ReturnType<typeof segmentsOf>,
  total: number,
  onProgress: OnProgress,
): Promise<{
  pages: Uint32Array;
  fences: readonly Fence[];
  withoutNik: number;
  repeatedNiks: number;
  rowsWithRepeatedNik: number;
  postings: number;
}> {
  const area = new AreaWriter(path);
  const pages = new PageBuilder((page, blob) => area.add(page, blob));
  const fences: Fence[] = [];
  const counted = { withoutNik: 0, repeatedNiks: 0, rowsWithRepeatedNik: 0, postings: 0 };
  async function* jobs(): AsyncGenerator<IndexJob> {
    for (const segment of segments) yield { kind: "merge", segment };
  }
  for await (const { reply } of pool.map(jobs())) {
    const merged = reply as MergeReply;
    const { highs, lows, features, featureEnds, persons, personEnds } = merged;
    let featuresFrom = 0;
    let personFrom = 0;
    for (let at = 0; at < highs.length; at++) {
      const isFirst = pages.add(features.subarray(featuresFrom, featureEnds[at]), persons.subarray(personFrom, personEnds[at]));
      if (isFirst) fences.push({ high: highs[at]!, low: lows[at]! });
      if (highs[at] === NO_DIGITS) counted.withoutNik++;
      featuresFrom = featureEnds[at]!;
      personFrom = personEnds[at]!;
    }
    counted.repeatedNiks += merged.repeatedNiks;
    counted.rowsWithRepeatedNik += merged.rowsWithRepeatedNik;
    counted.postings += merged.postings;
    onProgress("merge", merged.firstId + highs.length, total);
  }
  pages.flush();
  return { ...counted, pages: area.finish(fences.length), fences };
}

/** Where the buckets begin. */
async function sortPostings(
  pool: Pool,
  path: string,
  chunks: readonly PostingChunk[],
  bits: number,
  onProgress: OnProgress,
): Promise<Uint32Array> {
  const partitions = new Map<number, PostingChunk[]>();
  for (const chunk of chunks) partitions.set(chunk.partition, [...(partitions.get(chunk.partition) ?? []), chunk]);
  const order = [...partitions.keys()].sort((a, b) => a - b);
  const area = new AreaWriter(path);
  async function* jobs(): AsyncGenerator<IndexJob> {
    for (const partition of order) yield { kind: "sort", chunks: partitions.get(partition)!, bits };
  }
  let done = 0;
  for await (const { reply } of pool.map(jobs())) {
    const { firstBucket, ends, postings } = reply as PackedBuckets;
    ends.forEach((end, at) => area.add(firstBucket + at, postings.subarray(ends[at - 1] ?? 0, end)));
    onProgress("postings", ++done, order.length);
  }
  return area.finish(2 ** bits);
}

/** Villages, how each file spells them, and what the numbers in the families mean. */
function writePlaces(db: Database.Database, places: readonly MetPlace[], rows: readonly PlaceRow[], familyNumbers: Int32Array): void {
  const insertPlace = db.prepare("insert into place values (?, ?)");
  const insertSpelling = db.prepare("insert into spelling values (?, ?, ?, ?, ?)");
  const insertFamilyPlace = db.prepare("insert into family_place values (?, ?)");
  rows.forEach((row, id) => insertPlace.run(id, JSON.stringify(row)));
  places.forEach(({ spellings }, id) => {
    for (const { file, row, desa, kecamatan } of spellings) insertSpelling.run(id, file, row, desa, kecamatan);
  });
  familyNumbers.forEach((place, id) => insertFamilyPlace.run(id, place));
}

function writeTokens(db: Database.Database, persons: readonly PersonCounts[]): number {
  const counts = new Map<string, number>();
  for (const { tokens } of persons) for (const [token, count] of tokens) counts.set(token, (counts.get(token) ?? 0) + count);
  const insert = db.prepare("insert into token values (?, ?)");
  for (const token of [...counts.keys()].sort()) insert.run(token, counts.get(token)!);
  return counts.size;
}

/** Shown as the first file that has it spells it. */
function placeRow({ place: { provinsi, kabupaten, kecamatan, desa, kode }, spellings: [first] }: MetPlace): PlaceRow {
  return { provinsi, kabupaten, kecamatan, desa, kode, display: { desa: first!.desa, kecamatan: first!.kecamatan } };
}

function coverageOf(places: readonly MetPlace[]): string[] {
  const names = new Set<string>();
  for (const { place } of places) if (place.kabupaten !== null) names.add(place.kabupaten);
  return [...names].sort();
}

function birthYears(persons: readonly PersonCounts[]): Record<string, number> {
  const years = new Map<number, number>();
  for (const { birthYears: own } of persons) for (const [year, count] of own) years.set(year, (years.get(year) ?? 0) + count);
  return Object.fromEntries([...years].sort(([a], [b]) => a - b));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
