/**
 * `npm run bench:accuracy`: how right the program is on lists with known truth, beside three plain ways of doing it. People and
 * lists come from the generator at a seed that nothing was estimated on. Prints the README's tables; `--json FILE` keeps them.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argv, execPath, stdout } from "node:process";
import { parseArgs } from "node:util";
import { readTruthFile } from "../../src/evaluate/evaluation-files.ts";
import { evaluate, Truth, type Evaluation, type ReportedRow } from "../../src/evaluate/evaluate.ts";
import type { Proportion } from "../../src/link/weigh/intervals.ts";
import { baselines, type Baseline, type PlainPerson } from "./baselines.ts";
import { blockingRecall, type BlockingRecall } from "./blocking-recall.ts";
import { plainExtract, plainList } from "./plain-people.ts";

const root = resolve(import.meta.dirname, "../../..");
const program = join(root, "bin/dtsen.js");
const generator = join(root, "dist/fixtures/generator/main.js");

interface Setting {
  readonly name: string;
  readonly list: string;
  readonly errors: "moderate" | "heavy";
  /** Share of the extract removed at random. */
  readonly removed: number;
}

const settings: readonly Setting[] = [
  { name: "all columns, moderate errors", list: "lengkap", errors: "moderate", removed: 0 },
  { name: "NIK, name, village, moderate errors", list: "desa", errors: "moderate", removed: 0 },
  { name: "no NIK, moderate errors", list: "tanpa-nik", errors: "moderate", removed: 0 },
  { name: "all columns, heavy errors", list: "lengkap", errors: "heavy", removed: 0 },
  { name: "all columns, a third of the extract missing", list: "lengkap", errors: "moderate", removed: 0.33 },
  { name: "NIK, name, village, a third missing", list: "desa", errors: "moderate", removed: 0.33 },
  { name: "no NIK, a third missing", list: "tanpa-nik", errors: "moderate", removed: 0.33 },
];

interface Outcome {
  readonly setting: Setting;
  readonly shipped: Evaluation;
  readonly trained: Evaluation | null;
  readonly baselines: Readonly<Record<string, Evaluation>>;
  readonly blocking: BlockingRecall | null;
}

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    people: { type: "string", default: "100000" },
    rows: { type: "string", default: "25000" },
    seed: { type: "string", default: "20261101" },
    only: { type: "string" },
    json: { type: "string" },
    keep: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    details: { type: "boolean", default: false },
  },
});

const folder = join(root, "bench-data", `accuracy-${values.seed}`);
rmSync(folder, { recursive: true, force: true });
const outcomes: Outcome[] = [];
const chosen = settings.filter(({ name }) => values.only === undefined || name.includes(values.only));
for (const group of new Set(chosen.map(({ errors, removed }) => `${errors}/${removed}`))) {
  const members = chosen.filter(({ errors, removed }) => `${errors}/${removed}` === group);
  const data = join(folder, group.replace("/", "-"));
  generate(data, members[0]!, [...new Set(members.map(({ list }) => list))]);
  run(["index", join(data, "dtsen-flat.csv"), "--db", join(data, "dtsen.db"), "--quiet"]);
  const extract = plainExtract(join(data, "dtsen-flat.csv"));
  const ways = values.quick ? {} : baselines(extract);
  for (const setting of members) outcomes.push(await measure(setting, data, ways));
}
if (!values.keep) rmSync(folder, { recursive: true, force: true });
stdout.write(values.details ? outcomes.map(detailsText).join("\n") : "");
stdout.write(tables(outcomes));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(outcomes, null, 1)}\n`);

function generate(data: string, { errors, removed }: Setting, lists: readonly string[]): void {
  mkdirSync(data, { recursive: true });
  const seed = String(Number(values.seed) + (errors === "heavy" ? 1 : 0) + (removed > 0 ? 2 : 0));
  execFileSync(
    execPath,
    [
      generator,
      "--people",
      values.people,
      "--rows",
      values.rows,
      "--seed",
      seed,
      "--errors",
      errors,
      "--flat",
      "--out",
      data,
      ...lists.flatMap((list) => ["--list", list]),
      ...(removed > 0 ? ["--remove", String(removed)] : []),
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
}

function run(args: readonly string[]): void {
  execFileSync(execPath, [program, ...args], { stdio: ["ignore", "ignore", "inherit"] });
}

async function measure(setting: Setting, data: string, ways: Readonly<Record<string, Baseline>>): Promise<Outcome> {
  const list = join(data, "daftar", `${setting.list}.csv`);
  const truthPath = join(data, "kebenaran", `${setting.list}-flat.csv`);
  const truth = await truthOf(truthPath);
  const db = join(data, "dtsen.db");
  const shipped = matched(list, db, truthPath, join(data, `laporan-${setting.list}`), []);
  let trained: Evaluation | null = null;
  if (!values.quick) {
    const model = join(data, `${setting.list}.model.json`);
    // A list may have too little to learn from; that is told, and such a list is matched with the shipped model.
    const { status } = spawnSync(execPath, [program, "train", list, "--db", db, "--model", model, "--quiet"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (status === 0) trained = matched(list, db, truthPath, join(data, `laporan-${setting.list}-em`), ["--model", model]);
  }
  const rows = plainList(list, setting.list);
  const judged = Object.entries(ways).map(([name, way]): [string, Evaluation] => [
    name,
    evaluate(
      rows.map((row) => linkedBy(way, row)),
      truth,
    ),
  ]);
  const blocking = values.quick ? null : await blockingRecall(list, db, truth);
  return { setting, shipped, trained, baselines: Object.fromEntries(judged), blocking };
}

async function truthOf(path: string): Promise<Truth> {
  const file = await readTruthFile(path);
  if (file.kind !== "truth") throw new Error(`${path} is no truth`);
  return new Truth(file.rows);
}

function matched(list: string, db: string, truth: string, out: string, args: readonly string[]): Evaluation {
  run(["match", list, "--db", db, "--out", out, "--quiet", ...args]);
  return JSON.parse(
    execFileSync(execPath, [program, "evaluate", out, "--truth", truth, "--json"], { maxBuffer: 1 << 28 }).toString(),
  ) as Evaluation;
}

function linkedBy(way: Baseline, row: PlainPerson): ReportedRow {
  const person = way(row);
  const base = { file: row.file, row: row.row, probability: null };
  if (person === null) return { ...base, report: "orphan", status: "", candidate: null };
  return {
    ...base,
    report: "match",
    status: "",
    candidate: { file: person.file, row: person.row, nik: person.nik === "" ? null : person.nik },
  };
}

/* ---- tables ---- */

function shareText({ share }: Proportion): string {
  return share === null ? "–" : share.toFixed(4);
}

function tables(all: readonly Outcome[]): string {
  const lines = [
    "| list | links: precision / recall | `match.csv` precision | review (truly disagreeing) | stated / true wrong rows |",
    "| --- | --- | --- | --- | --- |",
    ...all.flatMap(({ setting, shipped, trained }) => [
      line(setting.name, shipped),
      ...(trained === null ? [] : [line(`${setting.name}, trained by EM`, trained)]),
    ]),
  ];
  const named = all.flatMap(({ setting, baselines: ways }) =>
    Object.entries(ways).map(
      ([name, { links }]) => `| ${setting.name} | ${name} | ${shareText(links.precision)} / ${shareText(links.recall)} |`,
    ),
  );
  if (named.length > 0) lines.push("", "| list | baseline | precision / recall |", "| --- | --- | --- |", ...named);
  const blocked = all.flatMap(({ setting, blocking }) =>
    blocking === null
      ? []
      : [
          `| ${setting.name} | ${shareText(blocking.all)} | ${blocking.worst === null ? "–" : `${blocking.worst.kind} ${shareText(blocking.worst.recall)} of ${blocking.worst.recall.trials}`} | ${blocking.comparisonsPerRow.toFixed(1)} |`,
        ],
  );
  if (blocked.length > 0)
    lines.push("", "| list | blocking recall | worst kind of error | comparisons per row |", "| --- | --- | --- | --- |", ...blocked);
  return `${lines.join("\n")}\n`;
}

function line(name: string, { links, match, review, disagreeing, matchErrors }: Evaluation): string {
  const stated = matchErrors.stated === null ? "–" : matchErrors.stated.toFixed(1);
  return `| ${name} | ${shareText(links.precision)} / ${shareText(links.recall)} | ${shareText(match.precision)} | ${percent(review)} (${disagreeing === null ? "–" : percent(disagreeing)}) | ${stated} / ${matchErrors.observed} of ${matchErrors.rows} |`;
}

function percent({ share }: Proportion): string {
  return share === null ? "–" : `${(100 * share).toFixed(2)} %`;
}

/** By status and by kind of error: for finding out what is wrong, not for the README. */
function detailsText({ setting, shipped, blocking }: Outcome): string {
  return [
    `## ${setting.name}: ${shipped.rows} rows, ${shipped.inExtract} in the extract, ${shipped.unreported} unreported`,
    ...shipped.byStatus.map(({ report, status, rows, right }) => `  ${report}/${status}: ${rows} rows, right ${shareText(right)}`),
    ...shipped.byErrorKind.map(
      ({ kind, rows, recall, precision, review }) =>
        `  ${kind}: ${rows} rows, recall ${shareText(recall)}, precision ${shareText(precision)}, review ${percent(review)}`,
    ),
    ...shipped.matchReliability.map((band) => `  match band ${JSON.stringify(band)}`),
    ...(blocking?.byKind ?? []).map(({ kind, recall }) => `  blocking ${kind}: ${shareText(recall)} of ${recall.trials}`),
    "",
  ].join("\n");
}
