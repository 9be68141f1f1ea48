/** The part `match`, `explain` and `train` share: lists opened and understood, then pass 1 over all of them on threads. */
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { versions } from "node:process";
import { setFlagsFromString } from "node:v8";
import { DtsenError } from "../errors.ts";
import { today } from "../platform/clock.ts";
import { openTable, type Table, type TablePart } from "../read/table.ts";
import { LinkService, type LinesReply, type LinkTask } from "./link-service.ts";
import type { LinkJob, LinkReply, LinkSetup, ListSetup } from "./list-linker.ts";
import { readIndexMeta } from "../index/index-database.ts";
import { readModel } from "../train/model-file.ts";
import type { Terminal } from "../platform/terminal.ts";
import { WorkerPool } from "../platform/worker-pool.ts";
import { defaultModel } from "../link/weigh/default-model.ts";
import { shownName } from "../report/mask.ts";
import { mergeOwnColumns } from "../report/columns.ts";
import { mapOf, type MatchOptions } from "./options.ts";
import type { DecisionTable } from "../rulings/decisions.ts";

export interface OpenLists {
  readonly tables: readonly Table[];
  /** The lists' names as reports show them. */
  readonly files: readonly string[];
  readonly setup: LinkSetup;
  /** The lists' own columns, merged. */
  readonly ownHeaders: readonly string[];
}

type LinkingOptions = Pick<MatchOptions, "files" | "map" | "fileMaps" | "db" | "model" | "reportLang" | "mask" | "force"> &
  Partial<Pick<MatchOptions, "decileLimit" | "delimiter">> & { readonly decisionTable?: DecisionTable | null };

/** Everything that can be refused is refused here, before the first thread starts. */
export async function openLists(options: LinkingOptions): Promise<OpenLists> {
  const tables: Table[] = [];
  for (const file of options.files) tables.push(await openTable(file, { map: mapOf(file, options) }));
  const parts = tables.flatMap((table, list) => table.parts.map((part) => ({ list, part })));
  const own = mergeOwnColumns(parts.map(({ part }) => part.format.headers));
  return {
    tables,
    files: parts.map(({ part }) => shownName(part.format.file, options.mask)),
    ownHeaders: own.headers,
    setup: {
      model: options.model === null ? defaultModel : readModel(options.model),
      lists: parts.map(({ list, part }, at) => setupOf(list, part, own.places[at]!, options.force)),
      ownWidth: own.headers.length,
      lang: options.reportLang,
      delimiter: options.delimiter ?? (tables[0]?.format.delimiter === ";" ? ";" : ","),
      mask: options.mask,
      today: today(),
      forceNik: options.force,
      decileLimit: options.decileLimit ?? null,
      familiesKnown: !readIndexMeta(options.db).withoutFamilies,
      decisions: options.decisionTable ?? null,
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

/** Starts the threads of pass 1, which load and open the index while the lists are opened. The one we are on is one of them. */
export function startLinking({ files, db, workers }: Pick<MatchOptions, "files" | "db" | "workers">): LinkPool {
  compileLater();
  const threads = workers ?? threadsFor(files);
  return new WorkerPool({
    entry: new URL("./link-worker.js", import.meta.url),
    data: db,
    threads: threads - 1,
    heapMib: HEAP_MIB,
    own: new LinkService(db),
  });
}

/**
 * A third of a short run's processor time is V8 optimising functions, some of them again as soon as a row of another kind comes
 * by. Large ones later than it would, small ones at once, and with less of what is called copied in, a hundred thousand rows take a
 * tenth less, and a long list no more. Measured on Node 20 (V8 11); later ones decide differently.
 */
function compileLater(): void {
  if (!versions.v8.startsWith("11.")) return;
  setFlagsFromString("--interrupt-budget=180000");
  setFlagsFromString("--max-bytecode-size-for-early-opt=320");
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=300");
}

/** Several times what a thread needs; with a bound in sight garbage is collected sooner, which keeps a run under 400 MiB. */
const HEAP_MIB = 512;

/** A thread takes a second or two to get up to speed: of forty thousand rows (5 MB) two make as much as one, and cost a third more. */
const BYTES_PER_THREAD = 4 << 20;

/** As many as the processor has, fewer for short lists. */
export function threadsFor(files: readonly string[]): number {
  return Math.min(availableParallelism(), Math.max(1, Math.ceil(bytesOf(files) / BYTES_PER_THREAD)));
}

/** Bytes of the lists; of standard input nobody knows. */
export function bytesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + (file === "-" ? Infinity : (statSync(file, { throwIfNoEntry: false })?.size ?? 0)), 0);
}

/** Pass 1: `take` gets every batch's reply, and the batch, in input order. */
export async function linkLists(
  { tables, setup }: OpenLists,
  pool: LinkPool,
  terminal: Terminal,
  take: (reply: LinkReply, job: LinkJob) => void,
): Promise<void> {
  const phase = terminal.phase(terminal.lang === "id" ? "Mencocokkan" : "Matching");
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
