/**
 * `npm run bench`: how fast the program is, as whole processes on generated files, beside what reading and writing the same
 * files costs by itself. `npm run bench -- --extract 10M --list 1M` for the large ones; `--json FILE` keeps the figures. Of the
 * lists' rows 15 in a hundred have no person with their NIK, name and birth date in the extract; `--errors moderate` makes it 36.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join, resolve } from "node:path";
import { argv, execPath, stderr, stdout, version as nodeVersion } from "node:process";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify";
import { distance } from "fastest-levenshtein";
import { openLists } from "../../src/run/linking.ts";
import { parseBatch, type RecordBatch } from "../../src/read/batch.ts";
import { ListLinker } from "../../src/run/list-linker.ts";
import { openIndex } from "../../src/index/record-index.ts";
import { linkBatch } from "../../src/link/link.ts";
import { createNormaliser } from "../../src/normalise/normalise.ts";
import { measure as measureProgram, sizeOf, type Run as MeasuredRun } from "./measure.ts";
import type { SourceRow } from "../../src/normalise/record.ts";

const root = resolve(import.meta.dirname, "../../..");
const program = join(root, "bin/dtsen.js");
const PEOPLE_PER_KABUPATEN = 1_000_000;
const SEED = 77;
/** Share of a list's rows whose persons are not in the extract. */
const OUTSIDE: Readonly<Record<string, string>> = { light: "0.04" };

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    extract: { type: "string", default: "300k" },
    list: { type: "string", default: "100k" },
    errors: { type: "string", default: "light" },
    runs: { type: "string", default: "3" },
    json: { type: "string" },
    keep: { type: "boolean", default: false },
    "reuse-index": { type: "boolean", default: false },
  },
});
const people = sizeOf(values.extract);
const most = sizeOf(values.list);
const runs = Number(values.runs);
/** One run of the program as a process. */
interface Run extends MeasuredRun {
  /** Seconds by phase, as the program tells them. */
  readonly phases: Readonly<Record<string, number>>;
}

const folder = join(root, "bench-data", `speed-${people}-${most}-${values.errors}`);
const extract = makeFiles();
const db = join(folder, "dtsen.db");
const indexed = values["reuse-index"] && existsSync(db) ? null : measure(["index", ...extract, "--db", db]);
const bytes = statSync(db).size;
const rows: { list: number; workers: number; cold: Run | null; warm: Run }[] = [];
for (const list of [10_000, 100_000, 1_000_000].filter((size) => size <= most)) {
  const path = sampled(list);
  for (const workers of [2, 1]) {
    const match = (): Run => measure(["match", path, "--db", db, "--out", join(folder, "laporan"), "--workers", String(workers)]);
    const cold = workers === 2 && dropCaches() ? match() : null;
    rows.push({ list, workers, cold, warm: medianOf(Array.from({ length: runs }, match)) });
  }
}
const stages = await stagesOf(sampled(Math.min(most, 100_000)), db);
const floors: { list: number; seconds: number }[] = [];
for (const list of new Set(rows.map((row) => row.list))) floors.push({ list, seconds: await floorOf(sampled(list)) });
const distances = yardstick();
report();
if (!values.keep) rmSync(folder, { recursive: true, force: true });

/** The V3 pairs, a kabupaten for every million people, and one list. */
function makeFiles(): string[] {
  const dtsen = join(folder, "dtsen");
  if (!existsSync(join(folder, "done"))) {
    stderr.write(`making ${people} people and a list of ${most} rows\n`);
    mkdirSync(folder, { recursive: true });
    execFileSync(
      execPath,
      [
        join(root, "dist/fixtures/generator/main.js"),
        "--people",
        String(people),
        "--rows",
        String(most),
        "--seed",
        String(SEED),
        "--list",
        "lengkap",
        "--errors",
        values.errors,
        "--outside",
        OUTSIDE[values.errors] ?? "0.08",
        "--kabupaten",
        String(Math.max(1, Math.round(people / PEOPLE_PER_KABUPATEN))),
        "--out",
        folder,
      ],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    writeFileSync(join(folder, "done"), "");
  }
  return readdirSync(dtsen).map((name) => join(dtsen, name));
}

/** A list of so many rows, spread evenly over the whole. */
function sampled(size: number): string {
  const whole = join(folder, "daftar/lengkap.csv");
  if (size === most) return whole;
  const path = join(folder, `lengkap-${size}.csv`);
  if (!existsSync(path)) {
    const [header, ...lines] = readFileSync(whole, "utf8").trimEnd().split("\n");
    const step = lines.length / size;
    writeFileSync(path, `${[header, ...Array.from({ length: size }, (_, at) => lines[Math.floor(at * step)])].join("\n")}\n`);
  }
  return path;
}

/** Empties the page cache, where that is allowed. */
function dropCaches(): boolean {
  return spawnSync("sh", ["-c", "sync && echo 3 > /proc/sys/vm/drop_caches"], { stdio: "ignore" }).status === 0;
}

function measure(args: readonly string[]): Run {
  const run = measureProgram(program, args);
  const phases = Object.fromEntries(
    [...run.said.matchAll(/^([A-Z][a-z ]+): .*\((?:(\d+) min )?([\d.]+) s\)$/gm)].map(
      ([, name, minutes = "0", seconds]): [string, number] => [name!, 60 * Number(minutes) + Number(seconds)],
    ),
  );
  return { ...run, phases };
}

function medianOf(all: readonly Run[]): Run {
  return [...all].sort((a, b) => a.wall - b.wall)[all.length >> 1]!;
}

/**
 * What this machine makes of work that is always the same, on one thread: million Levenshtein distances of NIKs a second. Figures
 * of two machines, or of two days on one that others share, compare by it; reading a list and writing it is the other measure.
 */
function yardstick(): number {
  const numbers = Array.from({ length: 1_000 }, (_, at) => String(3_201_990_101_000_000 + ((at * 7_919_777_777) % 1_000_000_000_000)));
  let best = 0;
  for (let round = 0; round < 5; round++) {
    const begun = performance.now();
    for (const left of numbers) for (const right of numbers) distance(left, right);
    best = Math.max(best, (numbers.length * numbers.length) / (performance.now() - begun) / 1000);
  }
  return best;
}

/** The list read with csv-parse and written with csv-stringify, and nothing else. */
async function floorOf(path: string): Promise<number> {
  const begun = performance.now();
  await pipeline(createReadStream(path), parse({ relax_column_count: true }), stringify(), createWriteStream(join(folder, "floor.csv")));
  return (performance.now() - begun) / 1000;
}

/**
 * Seconds of one thread by stage over a list, after a first pass that warms the code up. Each stage is timed with those before
 * it, and their time taken off.
 */
async function stagesOf(path: string, index: string): Promise<Readonly<Record<string, number>>> {
  const { setup, tables } = await openLists({
    files: [path],
    map: {},
    fileMaps: {},
    headerRow: null,
    db: index,
    model: null,
    reportLang: "id",
    mask: false,
    force: false,
  });
  const linker = new ListLinker(setup, openIndex(index));
  const { format, profile } = setup.lists[0]!;
  const normalise = createNormaliser(format.mapping, profile, { today: setup.today });
  const batches: RecordBatch[] = [];
  for await (const batch of tables[0]!.batches()) batches.push(batch);
  const rowsOf = (batch: RecordBatch): SourceRow[] => parseBatch(batch, format).filter((record) => record.kind === "row");
  const upTo: Readonly<Record<string, (batch: RecordBatch) => unknown>> = {
    parsing: rowsOf,
    normalising: (batch) => rowsOf(batch).map(normalise),
    "candidates and weights": (batch) => linkBatch(rowsOf(batch).map(normalise), linker.index, linker.weigher, profile.nameWidth),
    rendering: (batch) => linker.link({ list: 0, batch }),
  };
  batches.forEach(upTo["rendering"]!);
  let before = 0;
  return Object.fromEntries(
    Object.entries(upTo).map(([stage, run]) => {
      const begun = performance.now();
      batches.forEach(run);
      const seconds = (performance.now() - begun) / 1000;
      const own = seconds - before;
      before = seconds;
      return [stage, own];
    }),
  );
}

function report(): void {
  const machine = `${values.errors} errors; ${cpus()[0]?.model ?? "?"}, ${availableParallelism()} threads, Node ${nodeVersion}, ${new Date().toISOString().slice(0, 10)}`;
  const lines = [
    `${machine}; extract of ${people} persons`,
    "",
    ...(indexed === null
      ? []
      : [
          "| index | persons/s | bytes a person | peak memory |",
          "| --- | --- | --- | --- |",
          `| ${indexed.wall.toFixed(1)} s | ${Math.round(people / indexed.wall)} | ${Math.round(bytes / people)} | ${mib(indexed.memory)} |`,
          "",
          `Phases: ${phasesText(indexed)}`,
          "",
        ]),
    "| list | workers | cold | warm (median) | CPU | peak memory | phases | read and written only |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows.map(({ list, workers, cold, warm }) => {
      const floor = floors.find((each) => each.list === list)!;
      return `| ${list} | ${workers} | ${cold === null ? "–" : `${cold.wall.toFixed(2)} s`} | ${warm.wall.toFixed(2)} s | ${warm.cpu?.toFixed(1) ?? "–"} s | ${mib(warm.memory)} | ${phasesText(warm)} | ${floor.seconds.toFixed(2)} s |`;
    }),
  ];
  const parts = Object.entries(stages)
    .map(([stage, seconds]) => `${stage} ${seconds.toFixed(2)} s`)
    .join(", ");
  lines.push(
    "",
    `The machine: ${distances.toFixed(1)} million Levenshtein distances of NIKs a second`,
    "",
    `One thread, warm, ${Math.min(most, 100_000)} rows by stage: ${parts}`,
  );
  stdout.write(`${lines.join("\n")}\n`);
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine, people, bytes, indexed, rows, stages, floors, distances }, null, 1)}\n`);
}

function mib(memory: number | null): string {
  return memory === null ? "–" : `${Math.round(memory)} MiB`;
}

function phasesText({ phases }: Run): string {
  return Object.entries(phases)
    .map(([name, seconds]) => `${name.toLowerCase()} ${seconds.toFixed(1)} s`)
    .join(", ");
}
