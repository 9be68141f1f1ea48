/** The part `match`, `explain` and `train` share: lists opened and understood, then pass 1 over all of them on threads. */
import { availableParallelism } from "node:os";
import { DtsenError } from "../errors.ts";
import { today } from "../platform/clock.ts";
import { openTable, refuseSheetOfNone, type Table, type TablePart } from "../read/table.ts";
import { LinkService, type LinesReply, type LinkTask } from "./link-service.ts";
import type { LinkJob, LinkReply, LinkSetup, ListSetup } from "./list-linker.ts";
import { readIndexMeta } from "../index/index-database.ts";
import type { IndexMeta } from "../index/index-meta.ts";
import { readModel } from "../train/model-file.ts";
import type { Terminal } from "../platform/terminal.ts";
import { WorkerPool } from "../platform/worker-pool.ts";
import { defaultModel } from "../link/weigh/default-model.ts";
import type { WarnedPart } from "../report/list-warnings.ts";
import { shownName } from "../report/mask.ts";
import { listNames, tableName } from "./list-names.ts";
import { mergeOwnColumns } from "../report/columns.ts";
import { mapOf, type MatchOptions } from "./options.ts";
import { checkRoles } from "./roles.ts";
import type { DecisionTable } from "../rulings/decisions.ts";
import type { Overlay } from "./overlays.ts";

export interface OpenLists {
  readonly tables: readonly Table[];
  /** The lists' names as reports show them. */
  readonly files: readonly string[];
  /** Of the index the lists are linked with. */
  readonly meta: IndexMeta;
  readonly setup: LinkSetup;
  /** What is to be said of them first. */
  readonly warned: readonly WarnedPart[];
  /** The lists' own columns, merged. */
  readonly ownHeaders: readonly string[];
  /** Threads that do the work, as the user says or as it is worth; 0: little work, done on the thread we are on. */
  readonly threads: number;
}

type LinkingOptions = Pick<MatchOptions, "files" | "map" | "fileMaps" | "headerRow" | "db" | "model" | "reportLang" | "mask" | "force"> &
  Partial<Pick<MatchOptions, "together" | "decileLimit" | "delimiter" | "workers" | "sheet">> & {
    readonly decisionTable?: DecisionTable | null;
    readonly overlayTables?: readonly Overlay[];
  };

/** Everything that can be refused is refused here, before the first thread starts. */
export async function openLists(options: LinkingOptions): Promise<OpenLists> {
  const tables: Table[] = [];
  for (const file of options.files) {
    tables.push(await openTable(file, { map: mapOf(file, options), headerRow: options.headerRow, sheets: options.sheet ?? [] }));
  }
  refuseSheetOfNone(tables, options.sheet ?? [], options.files[0]!);
  const names = listNames(options.files);
  const meta = readIndexMeta(options.db);
  if (!options.force) await checkRoles(options.files, tables, meta.inputs);
  const parts = tables.flatMap((table, at) => table.parts.map((part) => ({ file: at, list: options.together === true ? 0 : at, part })));
  const own = mergeOwnColumns(parts.map(({ part }) => part.format.headers));
  return {
    tables,
    meta,
    files: parts.map(({ file, part }) => shownName(tableName(names[file]!, options.files[file]!, part.format.file), options.mask)),
    ownHeaders: own.headers,
    threads: options.workers ?? threadsFor(sum(tables.map(secondsOf))),
    warned: parts.map(({ part: { format, unusedNumbers } }) => ({ file: format.file, headers: format.headers, unusedNumbers })),
    setup: {
      indexDigest: meta.digest,
      model: options.model === null ? defaultModel : readModel(options.model),
      lists: parts.map(({ list, part }, at) => setupOf(list, part, own.places[at]!, options.force)),
      ownWidth: own.headers.length,
      lang: options.reportLang,
      delimiter: options.delimiter ?? (tables[0]?.format.delimiter === ";" ? ";" : ","),
      mask: options.mask,
      today: today(),
      forceNik: options.force,
      decileLimit: options.decileLimit ?? null,
      familiesKnown: !meta.withoutFamilies,
      decisions: options.decisionTable ?? null,
      overlays: options.overlayTables ?? [],
      extractDate: meta.date,
    },
  };
}

function setupOf(list: number, { format, profile, ofFamilies }: TablePart, ownPlaces: readonly number[], force: boolean): ListSetup {
  const sexColumn = format.mapping.jenis_kelamin;
  if (sexColumn !== undefined && profile.sexCoding === "p-unclear" && !force) {
    throw new DtsenError("sex-unclear", { file: format.file, column: format.headers[sexColumn]!.trim() });
  }
  return { list, format, profile, ownPlaces, ofFamilies };
}

export type LinkPool = WorkerPool<LinkTask, LinkReply | LinesReply | null>;

/** Threads are started once the lists tell what there is to do. */
export function startLinking({ db }: Pick<MatchOptions, "db">): LinkPool {
  return new WorkerPool({
    entry: new URL("./link-worker.js", import.meta.url),
    data: db,
    threads: 0,
    limits: THREAD_MEMORY,
    own: new LinkService(db),
  });
}

/**
 * In MiB: several times what a thread needs, with room for a list of a million marks. Without a bound in sight Node 22 and 24 collect
 * late (430 MiB for 100,000 rows instead of 330), and of new objects every Node allows itself more than the one before; nothing gets
 * faster for it.
 */
const THREAD_MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 24 };

/** A thread takes a second or two to get up to speed: less work than this is done sooner on the one we are on. */
const SECONDS_PER_THREAD = 1.6;
/** Of less work than this a processor is left to the thread that reads and writes: it is all that two threads of two would gain. */
const LONG_SECONDS = 20;

/** As many as the processor has, fewer for less work, none for little. */
export function threadsFor(seconds: number): number {
  if (seconds < SECONDS_PER_THREAD) return 0;
  const most = seconds < LONG_SECONDS ? Math.max(1, availableParallelism() - 1) : availableParallelism();
  return Math.min(most, Math.ceil(seconds / SECONDS_PER_THREAD));
}

/** Microseconds that one thread takes for a row: with a number that leads to its person, and without one. */
const ROW_BY_NUMBER = 100;
const ROW_BY_SEARCH = 250;

const CELL_BYTES = 12;

/** Seconds that a list takes one thread, about: by its bytes and columns, and how its rows are searched. */
function secondsOf({ format: { headers, mapping }, size }: Table): number {
  const rows = size / (CELL_BYTES * headers.length);
  const isByNumber = mapping.nik !== undefined && mapping.nama !== undefined;
  return (rows * (isByNumber ? ROW_BY_NUMBER : ROW_BY_SEARCH)) / 1e6;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Pass 1: `take` gets every batch's reply, and the batch, in input order. */
export async function linkLists(
  { tables, setup, threads }: OpenLists,
  pool: LinkPool,
  terminal: Terminal,
  take: (reply: LinkReply, job: LinkJob) => void,
): Promise<void> {
  const phase = terminal.phase(terminal.lang === "id" ? "Mencocokkan" : "Matching");
  pool.grow(threads);
  await pool.broadcast(setup);
  for await (const { job, reply } of pool.map(jobs(tables))) {
    const { rows, rejections, furniture } = reply as LinkReply;
    take(reply as LinkReply, job as LinkJob);
    phase.advance(rows.length + rejections.length + furniture.length);
  }
  phase.done();
}

async function* jobs(tables: readonly Table[]): AsyncGenerator<LinkJob> {
  let first = 0;
  for (const table of tables) {
    for await (const batch of table.batches()) yield { list: first + batch.part, batch };
    first += table.parts.length;
  }
}
