/** The first half of building an index: families into one table, persons into sorted runs, each file's rows counted. */
import { FAMILY_WORDS, FamilyTable } from "./family-table.ts";
import type { FamilyBatch } from "./family-rows.ts";
import type { IndexInput } from "./index-meta.ts";
import type { ExtractSource, IndexPlan } from "./index-sources.ts";
import type { FamiliesReply, IndexJob, IndexReply, RowCounts } from "./build-thread.ts";
import { ExistingFamilies, renumberPlaces } from "./existing-index.ts";
import { PlaceRegistry, type MetPlace } from "./place-registry.ts";
import type { WorkerPool } from "../platform/worker-pool.ts";

export type Pool = WorkerPool<IndexJob, IndexReply>;
export type BuildPhase = "families" | "persons" | "merge" | "postings" | "people";
/** `done` of `total`, where that is known. */
export type OnProgress = (phase: BuildPhase, done: number, total: number | null) => void;

/** Persons of an existing index in one job. */
const PERSONS_PER_JOB = 4_000;
/** A job costs as much as some rows do. */
const RECORDS_PER_JOB = 400;

export interface Reading {
  readonly table: FamilyTable | null;
  /** Family rows beyond the first of a card. */
  readonly repeated: number;
  /** Villages of the family files, and those of an index that is added to. */
  readonly familyPlaces: readonly MetPlace[];
  readonly existingPlaces: readonly MetPlace[];
  /** By the file's number. */
  readonly inputs: readonly IndexInput[];
}

/** Takes a family; the first of a card counts. */
export type OnFamily = (batch: FamilyBatch, at: number, file: number, isFirst: boolean) => void;

/** Reads all sources of the plan; families are handed over as they come, persons stay with the threads. */
export async function readSources(pool: Pool, plan: IndexPlan, onFamily: OnFamily, onProgress: OnProgress): Promise<Reading> {
  const counts = plan.sources.map((): SourceCounts => ({ rows: 0, rejected: {}, furniture: {}, withoutCard: 0 }));
  // Closed again before the new index takes its place: on Windows no file that is open can be replaced.
  using existing = plan.setup === null ? null : new ExistingFamilies(plan.setup);
  const registry = new PlaceRegistry();
  const table = plan.sources.some(({ kind }) => kind === "families") ? new FamilyTable() : null;
  let repeated = 0;
  for await (const { file, batch } of familyBatches(pool, plan, existing, registry, counts)) {
    for (let at = 0; at < batch.heads.length; at++) {
      const isFirst = table!.add(batch.families, at * FAMILY_WORDS);
      if (!isFirst) repeated++;
      onFamily(batch, at, file, isFirst);
    }
    onProgress("families", table!.size, null);
  }
  await readPersons(pool, plan, table, counts, onProgress);
  return {
    table,
    repeated,
    familyPlaces: registry.places,
    existingPlaces: existing?.places ?? [],
    inputs: plan.sources.map((source, file) => ("table" in source ? inputOf(source, counts[file]!) : source.input)),
  };
}

interface SourceCounts extends RowCounts {
  withoutCard: number;
}

/** Families in the order of the files, since the first of a card counts; places are numbers of `registry`. */
async function* familyBatches(
  pool: Pool,
  { sources }: IndexPlan,
  existing: ExistingFamilies | null,
  registry: PlaceRegistry,
  counts: SourceCounts[],
): AsyncGenerator<{ file: number; batch: FamilyBatch }> {
  const files = sources.flatMap(({ kind }, file) => (kind === "families" ? [file] : []));
  for (let from = 0; from < files.length; ) {
    const file = files[from]!;
    const source = sources[file]!;
    if (!("table" in source)) {
      for (const batch of existing!.families(source.number, registry)) yield { file, batch };
      from++;
      continue;
    }
    let to = from + 1;
    while (to < files.length && "table" in sources[files[to]!]!) to++;
    const jobs = batchesOf(sources, files.slice(from, to), (source, batch) => ({ kind: "families", source, batch }));
    for await (const { job, reply } of pool.map(jobs)) {
      const batch = reply as FamiliesReply;
      const ids = batch.places.map(({ place, spellings: [spelling] }) =>
        registry.add(place, spelling!.file, spelling!.row, () => spelling!),
      );
      renumberPlaces(batch.families, ids);
      const { source: number } = job as Extract<IndexJob, { kind: "families" }>;
      addCounts(counts[number]!, batch.counts);
      counts[number]!.withoutCard += batch.withoutCard;
      yield { file: number, batch };
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
    const persons = plan.setup?.persons ?? 0;
    for (let from = 0; from < persons; from += PERSONS_PER_JOB)
      yield { kind: "existing", from, to: from + PERSONS_PER_JOB, families: shared };
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
