/** The first half of building an index: families into one table, persons into sorted runs, each file's rows counted. */
import type Database from "better-sqlite3";
import { FAMILY_WORDS, FamilyTable, PLACE_WORD } from "./family-table.ts";
import type { IndexInput } from "./index-meta.ts";
import type { ExtractSource, IndexPlan } from "./index-sources.ts";
import type { FamiliesReply, IndexJob, IndexReply, RowCounts } from "./index-workshop.ts";
import { KeptIndex, pagesOf } from "./kept-index.ts";
import { PlaceRegistry, type MetPlace } from "./place-registry.ts";
import type { WorkerPool } from "../platform/worker-pool.ts";

export type Pool = WorkerPool<IndexJob, IndexReply>;
export type BuildPhase = "families" | "persons" | "merge" | "postings";
/** `done` of `total`, where that is known. */
export type OnProgress = (phase: BuildPhase, done: number, total: number | null) => void;

/** Pages of an existing index in one job. */
const PAGES_PER_JOB = 500;
/** A job costs as much as some rows do. */
const RECORDS_PER_JOB = 400;

export interface Reading {
  readonly table: FamilyTable | null;
  /** Family rows beyond the first of a card. */
  readonly repeated: number;
  /** Villages of the family files, and those of an index that is added to. */
  readonly familyPlaces: readonly MetPlace[];
  readonly keptPlaces: readonly MetPlace[];
  /** By the file's number. */
  readonly inputs: readonly IndexInput[];
}

/** Reads all sources of the plan; families are written to `db` as they come, persons stay with the threads. */
export async function readSources(pool: Pool, db: Database.Database, plan: IndexPlan, onProgress: OnProgress): Promise<Reading> {
  const counts = plan.sources.map((): SourceCounts => ({ rows: 0, rejected: {}, furniture: {}, withoutCard: 0 }));
  // Closed again before the new index takes its place: on Windows no file that is open can be replaced.
  using kept = plan.kept === null ? null : new KeptIndex(plan.kept);
  const registry = new PlaceRegistry();
  const insert = db.prepare("insert into family values (?, ?, ?)");
  const table = plan.sources.some(({ kind }) => kind === "families") ? new FamilyTable() : null;
  let repeated = 0;
  let batch = 0;
  for await (const { file, families } of packedFamilies(pool, plan, kept, registry, counts)) {
    for (let at = 0; at < families.length; at += FAMILY_WORDS) if (!table!.add(families, at)) repeated++;
    insert.run(batch++, file, new Uint8Array(families.buffer, families.byteOffset, families.byteLength));
    onProgress("families", table!.size, null);
  }
  await readPersons(pool, plan, table, counts, onProgress);
  return {
    table,
    repeated,
    familyPlaces: registry.places,
    keptPlaces: kept?.places ?? [],
    inputs: plan.sources.map((source, file) => ("table" in source ? inputOf(source, counts[file]!) : source.input)),
  };
}

interface SourceCounts extends RowCounts {
  withoutCard: number;
}

/** Batches of packed families in the order of the files, since the first of a card counts; places are numbers of `registry`. */
async function* packedFamilies(
  pool: Pool,
  { sources }: IndexPlan,
  kept: KeptIndex | null,
  registry: PlaceRegistry,
  counts: SourceCounts[],
): AsyncGenerator<{ file: number; families: Uint32Array }> {
  const files = sources.flatMap(({ kind }, file) => (kind === "families" ? [file] : []));
  for (let from = 0; from < files.length; ) {
    const file = files[from]!;
    const source = sources[file]!;
    if (!("table" in source)) {
      for (const families of kept!.families(source.number, registry)) yield { file, families };
      from++;
      continue;
    }
    let to = from + 1;
    while (to < files.length && "table" in sources[files[to]!]!) to++;
    const jobs = batchesOf(sources, files.slice(from, to), (source, batch) => ({ kind: "families", source, batch }));
    for await (const { job, reply } of pool.map(jobs)) {
      const { families, places, withoutCard, ...rows } = reply as FamiliesReply;
      const ids = places.map(({ place, spellings: [spelling] }) => registry.add(place, spelling!.file, spelling!.row, () => spelling!));
      for (let at = PLACE_WORD; at < families.length; at += FAMILY_WORDS) {
        const place = families[at]! | 0;
        if (place >= 0) families[at] = ids[place]!;
      }
      const { source: number } = job as Extract<IndexJob, { kind: "families" }>;
      addCounts(counts[number]!, rows);
      counts[number]!.withoutCard += withoutCard;
      yield { file: number, families };
    }
    from = to;
  }
}

async function readPersons(
  pool: Pool,
  plan: IndexPlan,
  families: FamilyTable | null,
  counts: SourceCounts[],
  onProgress: OnProgress,
): Promise<void> {
  const shared = families?.shared ?? null;
  async function* jobs(): AsyncGenerator<IndexJob> {
    const pages = plan.kept === null ? 0 : pagesOf(plan.kept);
    for (let from = 0; from < pages; from += PAGES_PER_JOB) yield { kind: "kept", from, to: from + PAGES_PER_JOB, families: shared };
    const files = plan.sources.flatMap((source, file) => ("table" in source && source.kind !== "families" ? [file] : []));
    yield* batchesOf(plan.sources, files, (source, batch) => ({ kind: "persons", source, batch, families: shared }));
  }
  let done = 0;
  for await (const { job, reply } of pool.map(jobs())) {
    const rows = reply as RowCounts;
    if (job.kind === "persons") addCounts(counts[job.source]!, rows);
    done += rows.rows;
    onProgress("persons", done, null);
  }
}

async function* batchesOf(
  sources: IndexPlan["sources"],
  files: readonly number[],
  jobOf: (source: number, batch: Extract<IndexJob, { kind: "persons" }>["batch"]) => IndexJob,
): AsyncGenerator<IndexJob> {
  for (const file of files)
    for await (const batch of (sources[file] as ExtractSource).table.batches(RECORDS_PER_JOB)) yield jobOf(file, batch);
}

function addCounts(into: SourceCounts, from: RowCounts): void {
  into.rows += from.rows;
  addEach(into.rejected, from.rejected);
  addEach(into.furniture, from.furniture);
}

function addEach(into: Partial<Record<string, number>>, from: Partial<Record<string, number>>): void {
  for (const [key, count] of Object.entries(from)) into[key] = (into[key] ?? 0) + (count ?? 0);
}

function inputOf({ kind, table, setup: { desil } }: ExtractSource, { rows, rejected, furniture, withoutCard }: SourceCounts): IndexInput {
  return {
    name: table.format.file,
    kind,
    bytes: table.bytesRead,
    sha256: table.sha256(),
    rowsRead: table.rowsRead,
    rowsIndexed: rows,
    rejected,
    furniture,
    withoutCard,
    desilColumn: desil.chosen < 0 ? null : table.format.headers[desil.chosen]!.trim(),
  };
}
