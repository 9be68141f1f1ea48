/**
 * Building an index: families into a shared table, persons into sorted runs, runs merged in NIK order into pages, postings
 * sorted into buckets. Threads do the work (`index-workshop.ts`), this hands it out and writes the results in order, so the
 * file does not depend on the number of threads. The file is whole or absent.
 */
import Database from "better-sqlite3";
import { chmodSync, mkdtempSync, renameSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pid } from "node:process";
import { DtsenError } from "../errors.ts";
import { NORMALISER_VERSION } from "../linkage/normalise.ts";
import type { PlainDate } from "../linkage/record.ts";
import { regionEdition } from "../linkage/regions/region-edition.ts";
import type { PlaceRow } from "../linkage/regions/place-directory.ts";
import { version } from "../version.ts";
import { FAMILY_WORDS, FamilyTable, PLACE_WORD } from "./family-table.ts";
import { APPLICATION_ID, bucketBits, FORMAT_VERSION, NIK_PAGE, NO_DIGITS, PERSON_PAGE, SCHEMA } from "./index-format.ts";
import type { IndexInput, IndexMeta } from "./index-meta.ts";
import { PageBuilder } from "./index-pages.ts";
import type { ExtractSource } from "./index-sources.ts";
import {
  FAMILY_PLACES, type FamiliesReply, type IndexJob, type IndexReply, type MergeReply, type PersonsClosed, type PersonsReply,
  type RowCounts, type SortReply, type WorkshopSetup,
} from "./index-workshop.ts";
import { segmentsOf } from "./person-runs.ts";
import { mergePlaces, PlaceRegistry, type MetPlace } from "./place-registry.ts";
import type { PostingChunk } from "./posting-spill.ts";
import { registerTemporary, removeTemporary } from "./private-files.ts";
import { translateSystemError } from "./system-errors.ts";
import { WorkerPool } from "./worker-pool.ts";

/** Persons merged at a time. */
const SEGMENT_PERSONS = 50_000;

export type BuildPhase = "families" | "persons" | "merge" | "postings";

export interface BuildOptions {
  readonly target: string;
  readonly sources: readonly ExtractSource[];
  readonly label: string | null;
  readonly date: string | null;
  readonly today: PlainDate;
  readonly workers: number;
  readonly onProgress: (phase: BuildPhase, done: number, total: number | null) => void;
}

type Pool = WorkerPool<IndexJob, IndexReply>;

/** Writes the index and says what is in it. */
export async function writeIndex(options: BuildOptions): Promise<IndexMeta> {
  const folder = makeFolder(options.target);
  const unfinished = `${options.target}.${pid}.tmp`;
  registerTemporary(unfinished);
  try {
    const setup: WorkshopSetup = { folder, sources: options.sources.map(({ setup: source }) => source), today: options.today };
    await using pool: Pool = new WorkerPool(new URL("./index-worker.js", import.meta.url), setup, options.workers);
    const meta = await build(pool, unfinished, options);
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

async function build(pool: Pool, path: string, options: BuildOptions): Promise<IndexMeta> {
  const inputs = options.sources.map(() => newCounts());
  const families = await readFamilies(pool, options, inputs);
  const persons = await readPersons(pool, options, inputs, families.table);
  const closed = (await pool.broadcast({ kind: "close-persons" })) as PersonsClosed[];
  const runs = closed.flatMap((each) => each.runs);
  const total = runs.reduce((sum, run) => sum + run.persons, 0);
  if (total === 0) {
    throw new DtsenError("no-persons", "the extract holds no persons", "Check the files with: dtsen inspect FILE");
  }
  const { places, numbers } = mergePlaces([...closed.map((each) => each.places), families.places]);
  const rows = places.map(placeRow);
  const bits = bucketBits(total);
  await pool.broadcast({
    kind: "places", rows, bits,
    numbers: numbers.map((table, at): readonly [number, Int32Array] => [closed[at]?.thread ?? FAMILY_PLACES, table]),
  });

  const db = openDatabase(path);
  try {
    db.exec(SCHEMA);
    db.exec("begin");
    const merged = await mergePersons(pool, db, segmentsOf(runs, SEGMENT_PERSONS), total, options);
    const postings = ((await pool.broadcast({ kind: "close-postings" })) as (readonly PostingChunk[])[]).flat();
    await sortPostings(pool, db, postings, bits, options);
    const tokens = writeTokens(db, closed);
    const insertPlace = db.prepare("insert into place values (?, ?)");
    rows.forEach((row, id) => insertPlace.run(id, JSON.stringify(row)));
    const meta: IndexMeta = {
      format: FORMAT_VERSION, normaliser: NORMALISER_VERSION, tool: version, regionEdition,
      label: options.label, date: options.date,
      inputs: options.sources.map((source, at) => inputOf(source, inputs[at]!)),
      counts: {
        persons: total, withoutNik: merged.withoutNik, repeatedNiks: merged.repeatedNiks, rowsWithRepeatedNik: merged.rowsWithRepeatedNik,
        families: families.table?.size ?? 0, repeatedFamilies: families.repeated, familiesWithoutCard: families.withoutCard,
        withoutFamily: persons.withoutFamily, withoutDesil: persons.withoutDesil,
        withoutBirthDate: total - sum(closed.flatMap((each) => [...each.birthYears.values()])),
        defaultBirthDates: sum(closed.map((each) => each.defaultBirthDates)), postings: merged.postings, tokens,
      },
      familyOnly: options.sources.every(({ setup }) => setup.format.mapping.nik === undefined && setup.desil.chosen >= 0),
      withoutFamilies: options.sources.every(({ setup }) => setup.kind === "persons"),
      desilColumn: desilColumn(options.sources),
      coverage: coverageOf(places),
      nikPrefixes: [...new Set(closed.flatMap((each) => each.nikPrefixes))].sort((a, b) => a - b).map((prefix) => String(prefix).padStart(6, "0")),
      birthYears: birthYears(closed),
      fences: merged.fences,
      bucketBits: bits,
    };
    const insertMeta = db.prepare("insert into meta values (?, ?)");
    for (const [name, value] of Object.entries(meta)) insertMeta.run(name, JSON.stringify(value));
    db.exec("commit");
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${FORMAT_VERSION}`);
    return meta;
  } finally {
    db.close();
  }
}

function openDatabase(path: string): Database.Database {
  const db = new Database(path);
  chmodSync(path, 0o600);
  // A page of persons, or a bucket, lies in one page of the file or two.
  db.pragma("page_size = 8192");
  // The file is not the index until it is renamed: nothing is to be kept of an unfinished one.
  db.pragma("journal_mode = memory");
  db.pragma("synchronous = off");
  db.pragma("locking_mode = exclusive");
  db.pragma("cache_size = -16384");
  return db;
}

interface Counts extends RowCounts {
  rowsRead: number;
}

function newCounts(): Counts {
  return { rows: 0, rejected: {}, furniture: {}, rowsRead: 0 };
}

function addCounts(into: Counts, from: RowCounts): void {
  into.rows += from.rows;
  addEach(into.rejected, from.rejected);
  addEach(into.furniture, from.furniture);
}

function addEach(into: Partial<Record<string, number>>, from: Partial<Record<string, number>>): void {
  for (const [key, count] of Object.entries(from)) into[key] = (into[key] ?? 0) + (count ?? 0);
}

interface Families {
  readonly table: FamilyTable | null;
  readonly places: readonly MetPlace[];
  readonly repeated: number;
  readonly withoutCard: number;
}

async function readFamilies(pool: Pool, { sources, onProgress }: BuildOptions, inputs: Counts[]): Promise<Families> {
  const registry = new PlaceRegistry();
  const numbers = sources.flatMap(({ setup }, at) => (setup.kind === "families" ? [at] : []));
  if (numbers.length === 0) return { table: null, places: [], repeated: 0, withoutCard: 0 };
  const table = new FamilyTable();
  let repeated = 0;
  let withoutCard = 0;
  for await (const { job, reply } of pool.map(batches(sources, numbers, (source, batch) => ({ kind: "families", source, batch })))) {
    const { families, places, withoutCard: lost, ...counts } = reply as FamiliesReply;
    const ids = places.map((met) => registry.add(met.place, met.file, met.row, () => ({ desa: met.desa, kecamatan: met.kecamatan })));
    for (let at = 0; at < families.length; at += FAMILY_WORDS) {
      const place = families[at + PLACE_WORD]! | 0;
      if (!table.add(families, at, place < 0 ? -1 : ids[place]!)) repeated++;
    }
    withoutCard += lost;
    addCounts(inputs[sourceOf(job)]!, counts);
    onProgress("families", table.size, null);
  }
  numbers.forEach((at) => (inputs[at]!.rowsRead = sources[at]!.table.rowsRead));
  return { table, places: registry.places, repeated, withoutCard };
}

async function readPersons(
  pool: Pool, { sources, onProgress }: BuildOptions, inputs: Counts[], families: FamilyTable | null,
): Promise<{ withoutFamily: number; withoutDesil: number }> {
  const numbers = sources.flatMap(({ setup }, at) => (setup.kind === "families" ? [] : [at]));
  const shared = families?.shared ?? null;
  let withoutFamily = 0;
  let withoutDesil = 0;
  let done = 0;
  const jobs = batches(sources, numbers, (source, batch) => ({ kind: "persons", source, batch, families: shared }));
  for await (const { job, reply } of pool.map(jobs)) {
    const counts = reply as PersonsReply;
    withoutFamily += counts.withoutFamily;
    withoutDesil += counts.withoutDesil;
    addCounts(inputs[sourceOf(job)]!, counts);
    done += counts.rows;
    onProgress("persons", done, null);
  }
  numbers.forEach((at) => (inputs[at]!.rowsRead = sources[at]!.table.rowsRead));
  return { withoutFamily, withoutDesil };
}

async function* batches(
  sources: readonly ExtractSource[], numbers: readonly number[],
  jobOf: (source: number, batch: Extract<IndexJob, { kind: "persons" }>["batch"]) => IndexJob,
): AsyncGenerator<IndexJob> {
  for (const number of numbers) for await (const batch of sources[number]!.table.batches()) yield jobOf(number, batch);
}

function sourceOf(job: IndexJob): number {
  return job.kind === "families" || job.kind === "persons" ? job.source : -1;
}

async function mergePersons(
  pool: Pool, db: Database.Database, segments: ReturnType<typeof segmentsOf>, total: number, { onProgress }: BuildOptions,
): Promise<{ withoutNik: number; repeatedNiks: number; rowsWithRepeatedNik: number; postings: number; fences: string }> {
  const into = (table: string): ((page: number, blob: Uint8Array) => void) => {
    const insert = db.prepare(`insert into ${table} values (?, ?)`);
    return (page, blob) => void insert.run(page, blob);
  };
  const references = new PageBuilder(PERSON_PAGE, into("reference"));
  const persons = new PageBuilder(PERSON_PAGE, into("person"));
  const niks = new NikPages(into("nik_page"));
  const counted = { repeatedNiks: 0, rowsWithRepeatedNik: 0, postings: 0 };
  async function* jobs(): AsyncGenerator<IndexJob> {
    for (const segment of segments) yield { kind: "merge", segment };
  }
  for await (const { reply } of pool.map(jobs())) {
    const merged = reply as MergeReply;
    const { highs, lows, features, featureEnds } = merged;
    for (let at = 0; at < highs.length; at++) {
      references.add(features, at === 0 ? 0 : featureEnds[at - 1]!, featureEnds[at]!);
      persons.add(merged.persons, at === 0 ? 0 : merged.personEnds[at - 1]!, merged.personEnds[at]!);
      if (highs[at] !== NO_DIGITS) niks.add(highs[at]!, lows[at]!);
    }
    counted.repeatedNiks += merged.repeatedNiks;
    counted.rowsWithRepeatedNik += merged.rowsWithRepeatedNik;
    counted.postings += merged.postings;
    onProgress("merge", merged.firstId + highs.length, total);
  }
  references.flush();
  persons.flush();
  return { ...counted, ...niks.finish(total) };
}

/** Sorted NIKs in pages of halves: all high halves, then all low ones; and the first of each page. */
class NikPages {
  private readonly emit: (page: number, blob: Uint8Array) => void;
  private readonly high = new Uint32Array(NIK_PAGE);
  private readonly low = new Uint32Array(NIK_PAGE);
  private readonly fenceHigh: number[] = [];
  private readonly fenceLow: number[] = [];
  private used = 0;
  private count = 0;

  constructor(emit: (page: number, blob: Uint8Array) => void) {
    this.emit = emit;
  }

  add(high: number, low: number): void {
    this.high[this.used] = high;
    this.low[this.used++] = low;
    this.count++;
    if (this.used === NIK_PAGE) this.flush();
  }

  finish(total: number): { withoutNik: number; fences: string } {
    this.flush();
    const fences = Uint32Array.from([...this.fenceHigh, ...this.fenceLow]);
    return { withoutNik: total - this.count, fences: Buffer.from(fences.buffer).toString("base64") };
  }

  private flush(): void {
    if (this.used === 0) return;
    const words = new Uint32Array(this.used * 2);
    words.set(this.high.subarray(0, this.used));
    words.set(this.low.subarray(0, this.used), this.used);
    this.emit(this.fenceHigh.length, new Uint8Array(words.buffer));
    this.fenceHigh.push(this.high[0]!);
    this.fenceLow.push(this.low[0]!);
    this.used = 0;
  }
}

async function sortPostings(
  pool: Pool, db: Database.Database, chunks: readonly PostingChunk[], bits: number, { onProgress }: BuildOptions,
): Promise<void> {
  const partitions = new Map<number, PostingChunk[]>();
  for (const chunk of chunks) partitions.set(chunk.partition, [...(partitions.get(chunk.partition) ?? []), chunk]);
  const order = [...partitions.keys()].sort((a, b) => a - b);
  const insert = db.prepare("insert into block values (?, ?)");
  async function* jobs(): AsyncGenerator<IndexJob> {
    for (const partition of order) yield { kind: "sort", chunks: partitions.get(partition)!, bits };
  }
  let done = 0;
  for await (const { reply } of pool.map(jobs())) {
    for (const { bucket, postings } of (reply as SortReply).buckets) insert.run(bucket, postings);
    onProgress("postings", ++done, order.length);
  }
}

function writeTokens(db: Database.Database, closed: readonly PersonsClosed[]): number {
  const counts = new Map<string, number>();
  for (const { tokens } of closed) for (const [token, count] of tokens) counts.set(token, (counts.get(token) ?? 0) + count);
  const insert = db.prepare("insert into token values (?, ?)");
  for (const token of [...counts.keys()].sort()) insert.run(token, counts.get(token)!);
  return counts.size;
}

function placeRow({ place: { provinsi, kabupaten, kecamatan, desa, kode }, desa: shownDesa, kecamatan: shownKecamatan }: MetPlace): PlaceRow {
  return { provinsi, kabupaten, kecamatan, desa, kode, display: { desa: shownDesa, kecamatan: shownKecamatan } };
}

function coverageOf(places: readonly MetPlace[]): string[] {
  const names = new Set<string>();
  for (const { place } of places) if (place.kabupaten !== null) names.add(place.kabupaten);
  return [...names].sort();
}

function desilColumn(sources: readonly ExtractSource[]): string | null {
  const source = sources.find(({ setup }) => setup.desil.chosen >= 0);
  return source === undefined ? null : source.table.format.headers[source.setup.desil.chosen]!.trim();
}

function birthYears(closed: readonly PersonsClosed[]): Record<string, number> {
  const years = new Map<number, number>();
  for (const { birthYears: own } of closed) for (const [year, count] of own) years.set(year, (years.get(year) ?? 0) + count);
  return Object.fromEntries([...years].sort(([a], [b]) => a - b));
}

function inputOf({ table, setup }: ExtractSource, counts: Counts): IndexInput {
  return {
    name: table.format.file, kind: setup.kind, bytes: table.bytesRead, sha256: table.sha256(), rowsRead: counts.rowsRead,
    rowsIndexed: counts.rows, rejected: counts.rejected, furniture: counts.furniture,
    desilColumn: setup.desil.chosen < 0 ? null : table.format.headers[setup.desil.chosen]!.trim(),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
