/**
 * `npm run bench:scale`: what a larger extract costs. The same list is matched with its own kabupaten of an extract, with that
 * and another one, and so on; a straight line through the figures tells what a whole country would take.
 *
 *   npm run bench:scale -- --kabupaten 1,3,10 --rows 100k --json figures.json
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { argv, stderr, stdout, version as nodeVersion } from "node:process";
import { parseArgs } from "node:util";
import { extractIn, kabupatenOf, makeFiles, root } from "./made-files.ts";
import { measure, sizeOf, type Run } from "./measure.ts";

const SEED = 77;
/** Bogor's, of which the list is made. */
const LIST_KABUPATEN = "32.01";
/** What the figures are drawn out to: the people of the registry, and the families of a national programme. */
const COUNTRY = 289_000_000;
const RECIPIENTS = 18_000_000;

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    kabupaten: { type: "string", default: "1,2,3" },
    /** In a kabupaten. */
    people: { type: "string", default: "1M" },
    rows: { type: "string", default: "100k" },
    runs: { type: "string", default: "3" },
    json: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const sizes = values.kabupaten.split(",").map(Number);
const kabupaten = Math.max(...sizes);
const rows = sizeOf(values.rows);
const peopleOfEach = sizeOf(values.people);
const program = join(root, "bin/dtsen.js");
const folder = join(root, "bench-data", `scale-${kabupaten}-${peopleOfEach}-${rows}`);
makeFiles(folder, {
  people: kabupaten * peopleOfEach,
  // Of which those of the first kabupaten are taken.
  rows: rows * kabupaten,
  seed: SEED,
  list: "lengkap",
  errors: "light",
  outside: "0.04",
  kabupaten,
});
/** The list's own kabupaten first. */
const extract = extractIn(folder).sort((a, b) => Number(kabupatenOf(b) === LIST_KABUPATEN) - Number(kabupatenOf(a) === LIST_KABUPATEN));
const list = ofFirstKabupaten(rows);
const tenth = ofFirstKabupaten(rows / 10);

interface Measured {
  readonly people: number;
  readonly bytes: number;
  readonly index: Run;
  readonly match: Run;
  readonly matchTenth: Run;
}

const all: Measured[] = [];
for (const size of sizes) {
  const db = join(folder, `${size}.db`);
  rmSync(db, { force: true });
  const index = measure(program, ["index", ...extract.slice(0, 2 * size), "--db", db]);
  const matched = (path: string): Run => median(() => measure(program, ["match", path, "--db", db, "--out", join(folder, "laporan")]));
  all.push({ people: size * peopleOfEach, bytes: statSync(db).size, index, match: matched(list), matchTenth: matched(tenth) });
  stderr.write(`${line(all.at(-1)!)}\n`);
}
report();
if (!values.keep) rmSync(folder, { recursive: true, force: true });

/** So many rows whose village is the list's kabupaten's: they stand in the extract at every size. */
function ofFirstKabupaten(count: number): string {
  const path = join(folder, `list-${count}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const [header = "", ...lines] = readFileSync(join(folder, "daftar/lengkap.csv"), "utf8").trimEnd().split("\n");
  const own = lines.filter((text) => text.includes("BOGOR"));
  // Spread over the whole kabupaten: villages come in order.
  const step = own.length / count;
  writeFileSync(path, `${[header, ...Array.from({ length: count }, (_, at) => own[Math.floor(at * step)])].join("\n")}\n`);
  return path;
}

function median(run: () => Run): Run {
  const done = Array.from({ length: Number(values.runs) }, run);
  return done.sort((a, b) => a.wall - b.wall)[done.length >> 1]!;
}

/** The straight line closest to the points: what nothing costs, and what one more costs. */
function lineThrough(points: readonly (readonly [number, number])[]): { readonly start: number; readonly each: number } {
  const mean = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(([at]) => at), mean(([, value]) => value)];
  const spread = mean(([at]) => (at - x) ** 2);
  const each = spread === 0 ? 0 : mean(([at, value]) => (at - x) * (value - y)) / spread;
  return { start: y - each * x, each };
}

function line({ people, bytes, index, match, matchTenth }: Measured): string {
  const mib = ({ memory }: Run): string => (memory === null ? "–" : `${Math.round(memory)} MiB`);
  return `| ${people} | ${index.wall.toFixed(0)} s | ${Math.round(people / index.wall)} | ${mib(index)} | ${Math.round(bytes / people)} | ${matchTenth.wall.toFixed(2)} s | ${match.wall.toFixed(2)} s | ${match.cpu?.toFixed(1) ?? "–"} s | ${mib(match)} |`;
}

function report(): void {
  const of = (figure: (measured: Measured) => number) => {
    const { start, each } = lineThrough(all.map((measured) => [measured.people, figure(measured)] as const));
    return { each, ofCountry: start + each * COUNTRY };
  };
  const index = of(({ index: { wall } }) => wall);
  const memory = of((measured) => measured.index.memory ?? 0);
  const bytes = of((measured) => measured.bytes);
  const match = of((measured) => measured.match.wall);
  const largest = all.at(-1)!;
  const perRow = (largest.match.wall - largest.matchTenth.wall) / (rows - rows / 10);
  const hours = (seconds: number): string => `${(seconds / 3600).toFixed(1)} h`;
  const lines = [
    `${cpus()[0]?.model ?? "?"}, ${availableParallelism()} threads, Node ${nodeVersion}, ${new Date().toISOString().slice(0, 10)}; medians of ${values.runs}`,
    "",
    `| people | index | persons/s | memory | bytes a person | match, ${rows / 10} rows | match, ${rows} rows | CPU | memory |`,
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...all.map(line),
    "",
    `A million people more: index ${(index.each * 1e6).toFixed(1)} s, ${(memory.each * 1e6).toFixed(0)} MiB, ${((bytes.each * 1e6) / 2 ** 20).toFixed(0)} MiB on disk; the list of ${rows} rows ${(match.each * 1e6).toFixed(2)} s`,
    `${COUNTRY / 1e6} million people in one index: ${hours(index.ofCountry)}, ${(memory.ofCountry / 1024).toFixed(1)} GiB of memory, ${(bytes.ofCountry / 2 ** 30).toFixed(0)} GiB on disk`,
    `A list of ${RECIPIENTS / 1e6} million rows: ${hours(RECIPIENTS * perRow)} at ${(perRow * 1e6).toFixed(0)} µs a row`,
  ];
  stdout.write(`${lines.join("\n")}\n`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(all, null, 1)}\n`);
}
