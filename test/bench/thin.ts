/**
 * `npm run bench:thin`: what becomes of the lists offices send, column set by column set: who is found, who is missed, what goes to
 * review, whether the promised error holds, and how long it takes. Villages of the country's size, one row in ten not in the
 * extract. Files are made once into `--data` and used again; the index lies under this worktree's bench-data.
 *
 *   npm run bench:thin -- --extract 1M --rows 100k --data /somewhere --only "name, village" --errors odd --details
 *   npm run bench:thin -- --seed 5 --shuffled     other people; a list in no order
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argv, execPath, stderr, stdout } from "node:process";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import { Evaluator, isPerson, Truth, type Evaluation } from "../../src/evaluate/evaluate.ts";
import { readExpectedWrongShare, readReports, readTruthFile } from "../../src/evaluate/evaluation-files.ts";
import { Chance } from "../../fixtures/generator/chance.ts";
import { columnSets, projected } from "./column-sets.ts";
import { extractIn, makeFiles, root } from "./made-files.ts";
import { measure, sizeOf } from "./measure.ts";

const SEED = "20261127";
const PEOPLE_PER_KABUPATEN = 1_000_000;
const VILLAGE = 3_400;
/** Share of the people whom the extract has lost: one row in ten. */
const REMOVED = 0.1;
const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    extract: { type: "string", default: "1M" },
    rows: { type: "string", default: "100k" },
    errors: { type: "string", default: "thin" },
    /** Rows of people who were never in the extract, one in eight of them a namesake at somebody's own address. */
    outside: { type: "string", default: "0" },
    seed: { type: "string", default: SEED },
    /** The rows in no order, so that neighbours in the list tell nothing of each other. */
    shuffled: { type: "boolean", default: false },
    data: { type: "string", default: join(root, "bench-data") },
    only: { type: "string", multiple: true },
    /** Another build to measure, for "beside the version before". */
    program: { type: "string", default: join(root, "bin/dtsen.js") },
    model: { type: "string" },
    reindex: { type: "boolean", default: false },
    json: { type: "string" },
    keep: { type: "boolean", default: false },
    details: { type: "boolean", default: false },
  },
});
const people = sizeOf(values.extract);
const rows = sizeOf(values.rows);
const program = resolve(values.program);

interface Outcome {
  readonly set: string;
  readonly rows: number;
  /** Shares: of the rows whose person is in the extract … */
  readonly found: number;
  readonly missing: number;
  readonly shown: number;
  /** … of all rows … */
  readonly review: number;
  readonly matched: number;
  /** … and of match.csv. */
  readonly right: number | null;
  readonly statedWrong: number | null;
  readonly trueWrong: number | null;
  readonly seconds: number;
  readonly cpu: number | null;
  readonly mib: number | null;
  readonly evaluation: Evaluation;
}

const folder = join(
  values.data,
  `thin-${values.extract}-${values.rows}-${values.errors}${values.outside === "0" ? "" : `-${values.outside}`}${values.seed === SEED ? "" : `-seed-${values.seed}`}`,
);
makeFiles(folder, {
  people,
  rows,
  seed: values.seed,
  list: "lengkap",
  errors: values.errors,
  outside: values.outside,
  remove: REMOVED,
  kabupaten: Math.max(1, Math.round(people / PEOPLE_PER_KABUPATEN)),
  village: VILLAGE,
});
const work = join(root, "bench-data", createHash("sha1").update(`${folder} ${program}`).digest("hex").slice(0, 8));
mkdirSync(work, { recursive: true });
const db = join(work, "dtsen.db");
makeIndex();
const truthFile = await readTruthFile(join(folder, "kebenaran/lengkap.csv"));
if (truthFile.kind !== "truth") throw new Error("no truth");
const written = parse(readFileSync(join(folder, "daftar/lengkap.csv")), { relax_column_count: true }) as string[][];
/** Of every row of the list judged, its place in the list as it was written. */
const order = orderOf(written.length);
const wide = order.map((at) => written[at]!);
const rowOfPlace = new Map(order.map((at, now) => [at + 1, now + 1]));
const truthRows = truthFile.rows.map((each) => ({ ...each, row: rowOfPlace.get(each.row)! }));

const outcomes: Outcome[] = [];
for (const [set, columns] of Object.entries(columnSets)) {
  if (values.only !== undefined && !values.only.includes(set)) continue;
  const outcome = await judge(set, columns);
  outcomes.push(outcome);
  if (outcomes.length === 1) stdout.write(`${heading()}\n`);
  stdout.write(`${line(outcome)}\n`);
  if (values.details) stdout.write(`${details(outcome)}\n`);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(outcomes, null, 1)}\n`);
if (!values.keep) for (const name of readdirSync(work)) if (!name.startsWith("dtsen.db")) rmSync(join(work, name), { recursive: true });

/** The header stays. */
function orderOf(count: number): number[] {
  const places = Array.from({ length: count }, (_, at) => at);
  if (!values.shuffled) return places;
  const chance = new Chance(Number(values.seed), "order");
  for (let at = count - 1; at > 1; at--) {
    const other = 1 + chance.below(at);
    [places[at], places[other]] = [places[other]!, places[at]!];
  }
  return places;
}

/** Made anew where this build refuses the one at hand. */
function makeIndex(): void {
  const usable = existsSync(db) && spawnSync(execPath, [program, "info", db, "--json"], { stdio: "ignore" }).status === 0;
  if (usable && !values.reindex) return;
  rmSync(db, { force: true });
  const { wall, memory } = measure(program, ["index", ...extractIn(folder), "--db", db]);
  stderr.write(`index of ${people} people: ${wall.toFixed(1)} s, ${Math.round(memory ?? 0)} MiB\n`);
}

async function judge(set: string, columns: readonly string[]): Promise<Outcome> {
  const out = join(work, set.replaceAll(/[^a-zA-Z]+/g, "-"));
  const list = join(work, "lengkap.csv");
  writeFileSync(list, projected(wide, columns));
  const model = values.model === undefined ? [] : ["--model", values.model];
  const run = measure(program, ["match", list, "--db", db, "--out", out, "--quiet", ...model]);
  const truth = new Truth(truthRows);
  const evaluator = new Evaluator(truth);
  let inExtract = 0;
  let right = 0;
  let shown = 0;
  let missing = 0;
  for await (const { reported, cells, header } of readReports(out)) {
    evaluator.add(reported);
    const person = truth.of(reported.file, reported.row)?.person ?? null;
    if (person === null) continue;
    inExtract++;
    if (reported.report === "orphan" || reported.report === "rejected") missing++;
    if (reported.candidate === null) continue;
    if (isPerson(reported.candidate, person)) {
      right++;
      shown++;
    } else if (otherRows(cells[header.indexOf("other_candidates")] ?? "").includes(person.row ?? -1)) shown++;
  }
  const evaluation = evaluator.result();
  const { match, matchErrors, review, reported } = evaluation;
  return {
    set,
    rows: evaluation.rows,
    found: right / inExtract,
    missing: missing / inExtract,
    shown: shown / inExtract,
    review: review.share ?? 0,
    matched: reported.match / evaluation.rows,
    right: match.precision.share,
    statedWrong: readExpectedWrongShare(out),
    trueWrong: matchErrors.rows === 0 ? null : matchErrors.observed / matchErrors.rows,
    seconds: run.wall,
    cpu: run.cpu,
    mib: run.memory,
    evaluation,
  };
}

/** Rows of the extract in `other_candidates`, `row:probability` or with a file before the row. */
function otherRows(text: string): number[] {
  return text.split(";").map((each) => Number(/(\d+):[\d.,]+$/.exec(each)?.[1] ?? NaN));
}

function heading(): string {
  return [
    "| columns | found | missing | shown | matched | review | right in match | wrong: stated / true | s | CPU s | MiB |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
  ].join("\n");
}

function line({ set, found, missing, shown, matched, review, right, statedWrong, trueWrong, seconds, cpu, mib }: Outcome): string {
  const percent = (share: number | null, digits = 1): string => (share === null ? "–" : `${(100 * share).toFixed(digits)} %`);
  return `| ${set} | ${found.toFixed(4)} | ${percent(missing, 2)} | ${percent(shown)} | ${percent(matched)} | ${percent(review)} | ${right?.toFixed(5) ?? "–"} | ${percent(statedWrong, 3)} / ${percent(trueWrong, 3)} | ${seconds.toFixed(1)} | ${cpu?.toFixed(1) ?? "–"} | ${mib === null ? "–" : Math.round(mib)} |`;
}

function details({ evaluation: { byStatus, byErrorKind, matchReliability } }: Outcome): string {
  const share = (value: number | null): string => value?.toFixed(4) ?? "–";
  return [
    ...byStatus.map(({ report, status, rows: of, right }) => `  ${report}/${status}: ${of} rows, right ${share(right.share)}`),
    ...byErrorKind.map(
      ({ kind, rows: of, recall, precision, review }) =>
        `  ${kind}: ${of} rows, found ${share(recall.share)}, precision ${share(precision.share)}, review ${share(review.share)}`,
    ),
    ...matchReliability
      .filter(({ observed }) => observed.trials > 0)
      .map(
        ({ from, stated, observed }) => `  p ≥ ${from}: ${observed.trials} rows, stated ${share(stated)}, right ${share(observed.share)}`,
      ),
  ].join("\n");
}
