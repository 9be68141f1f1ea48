/**
 * `npm run bench`: how long every command takes, as whole processes on generated files, beside what reading and writing the same
 * files costs by itself.
 *
 *   npm run bench -- --extract 10M --list 1M --runs 3 --against 0b55f31 --only match --json figures.json
 *
 * `--against` builds another version and measures the two in turn: single times on a machine that is shared say little. Of the lists'
 * rows 15 in a hundred have no person with their NIK, name and birth date in the extract; `--errors moderate` makes it 36.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { basename, join } from "node:path";
import { argv, stderr, stdout, version as nodeVersion } from "node:process";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { distance } from "fastest-levenshtein";
import { writeListWorkbook } from "../../fixtures/generator/workbook.ts";
import { forgetTemporary } from "../../src/platform/private-files.ts";
import { writeWorkbook } from "../../src/report/workbook/write-workbook.ts";
import { columnSets, projected } from "./column-sets.ts";
import { csvFloor, delimiterOf, personsFloor, workbookFloor } from "./floors.ts";
import { extractIn, kabupatenOf, makeFiles, root } from "./made-files.ts";
import { measure, sizeOf, type Run } from "./measure.ts";
import { OtherVersion } from "./other-version.ts";
import { stagesOf } from "./stages.ts";

const PEOPLE_PER_KABUPATEN = 500_000;
const SEED = 77;
/** Share of a list's rows whose persons are not in the extract. */
const OUTSIDE: Readonly<Record<string, string>> = { light: "0.04" };
/** Rows of the lists that are cut down to what offices send, and of workbooks. */
const THIN_ROWS = 20_000;
/** Of the extract of the quarter before: one person in so many is not in it, one family in so many has another decile. */
const NEW_PERSONS = 50;
const MOVED_FAMILIES = 10;

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    extract: { type: "string", default: "300k" },
    list: { type: "string", default: "100k" },
    errors: { type: "string", default: "light" },
    runs: { type: "string", default: "3" },
    /** Commands whose names hold one of these texts. */
    only: { type: "string", multiple: true },
    against: { type: "string" },
    json: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const people = sizeOf(values.extract);
const most = sizeOf(values.list);
const runs = Number(values.runs);
const folder = join(root, "bench-data", `speed-${people}-${most}-${values.errors}`);
makeFiles(folder, {
  people,
  rows: most,
  seed: SEED,
  list: "lengkap",
  errors: values.errors,
  outside: OUTSIDE[values.errors] ?? "0.08",
  kabupaten: Math.max(2, Math.round(people / PEOPLE_PER_KABUPATEN)),
});
const extract = extractIn(folder);
const list = join(folder, "daftar/lengkap.csv");
const wide = parse(readFileSync(list), { relax_column_count: true }) as string[][];

/** A version of the program, and the files it has made: other versions do not read them. */
interface Version {
  readonly name: string;
  readonly program: string;
  readonly folder: string;
}

interface Job {
  readonly name: string;
  /** Before every run, outside its time. */
  readonly before?: (version: Version) => void;
  readonly args: (version: Version) => readonly string[];
  /** Where it is not the version's own. */
  readonly program?: string;
  /** Seconds that the files cost by themselves. */
  readonly floor?: () => Promise<number>;
}

interface Figures {
  readonly job: string;
  readonly floor: number | null;
  /** By version, the median run; null where the version has no such command. */
  readonly runs: readonly (Run | null)[];
}

const other = values.against === undefined ? null : new OtherVersion(values.against, root, join(root, "bench-data"));
const versions: Version[] = [{ name: "this version", program: join(root, "bin/dtsen.js"), folder: join(folder, "this") }];
if (other !== null) versions.push({ name: other.name, program: other.program, folder: join(folder, other.name) });
for (const version of versions) mkdirSync(version.folder, { recursive: true });

const indexOf = (version: Version): string => join(version.folder, "dtsen.db");
const olderOf = (version: Version): string => join(version.folder, "older.db");
const grownOf = (version: Version): string => join(version.folder, "grown.db");
const runOf = (version: Version): string => join(version.folder, "laporan");
const decisionsOf = (version: Version): string => join(version.folder, "keputusan.csv");
const scratch = join(folder, "floor.csv");
const lastPair = extract.slice(-2);
const workbook = join(folder, "daftar/lengkap.xlsx");

const match = (path: string, ...more: readonly string[]): Job["args"] => {
  return (version) => ["match", path, "--db", indexOf(version), "--out", join(version.folder, "out"), ...more];
};
const afresh = (of: (version: Version) => string) => {
  return (version: Version): void => rmSync(of(version), { recursive: true, force: true });
};

const figures: Figures[] = [];
await measureAll();
report(await stagesOf(sampled(Math.min(most, 100_000)), indexOf(versions[0]!)));
if (!values.keep) {
  rmSync(folder, { recursive: true, force: true });
  other?.[Symbol.dispose]();
}

async function measureAll(): Promise<void> {
  await measured({
    name: `index, CSV, ${people} persons`,
    before: afresh(indexOf),
    args: (version) => ["index", ...extract, "--db", indexOf(version)],
    floor: () => csvFloor(extract, scratch),
  });
  for (const version of versions) makeIndex(version, indexOf(version), extract);

  const workbooks = await makeWorkbooks();
  await measured({
    name: `index, XLSX, ${most} persons`,
    before: afresh((version) => join(version.folder, "sheets.db")),
    args: (version) => ["index", ...workbooks, "--db", join(version.folder, "sheets.db")],
    floor: async () => (await workbookFloor(workbooks[0]!)) + (await workbookFloor(workbooks[1]!)),
  });
  if (extract.length > 2) {
    const first = extract.slice(0, -2);
    for (const version of versions) makeIndex(version, join(version.folder, "first.db"), first);
    await measured({
      name: `index --add, CSV, ${kabupatenOf(lastPair[0]!)} to all others`,
      before: (version) => copyFileSync(join(version.folder, "first.db"), grownOf(version)),
      args: (version) => ["index", ...lastPair, "--add", "--db", grownOf(version)],
      floor: () => csvFloor(lastPair, scratch),
    });
  }

  // Start-up by parts: Node, then the program, then a match that has next to nothing to do.
  const nothing = join(folder, "nothing.js");
  writeFileSync(nothing, "");
  await measured({ name: "start, Node itself", program: nothing, args: () => [] });
  await measured({ name: "start, --version", args: () => ["--version"] });
  for (const rows of [1, 300, 10_000, 100_000, 1_000_000].filter((size) => size <= most)) {
    const path = sampled(rows);
    const name = `match, ${rows} ${rows === 1 ? "row" : "rows"}`;
    await measured({ name, args: match(path), floor: () => csvFloor([path], scratch) });
    if (dropCaches()) await measured({ name: `${name}, cold`, before: () => void dropCaches(), args: match(path) });
    if (rows >= 100_000) await measured({ name: `${name}, one thread`, args: match(path, "--workers", "1") });
  }
  await measured({ name: `match --xlsx, ${most} rows`, args: match(list, "--xlsx") });
  await writeListWorkbook(folder);
  await measured({ name: `match, XLSX, ${most} rows`, args: match(workbook, "--xlsx"), floor: () => workbookFloor(workbook) });
  makeRun(versions[0]!);
  await measured({
    name: `match --decisions, ${most} rows, ${makeDecisions(versions[0]!)} rulings`,
    args: (version) => match(list, "--decisions", decisionsOf(version))(version),
  });
  for (const [set, columns] of Object.entries(columnSets)) {
    const path = join(folder, "lengkap.csv");
    writeFileSync(path, projected(wide.slice(0, THIN_ROWS + 1), columns));
    await measured({ name: `match, ${Math.min(most, THIN_ROWS)} rows: ${set}`, args: match(path), floor: () => csvFloor([path], scratch) });
  }

  await measured({
    name: "worklist by desa",
    before: afresh((version) => join(version.folder, "kerja")),
    args: (version) => ["worklist", runOf(version), "--out", join(version.folder, "kerja")],
    floor: () =>
      csvFloor(
        ["match.csv", "conflict.csv", "orphan.csv"].map((name) => join(runOf(versions[0]!), name)),
        scratch,
      ),
  });
  await measured({
    name: "targeting",
    before: afresh((version) => join(version.folder, "sasaran")),
    args: (version) => [
      ...["targeting", runOf(version), "--db", indexOf(version), "--desil-max", "4"],
      ...["--area", "semua", "--all", "--out", join(version.folder, "sasaran")],
    ],
    floor: () => personsFloor([indexOf(versions[0]!)]),
  });
  makeIndex(versions[0]!, olderOf(versions[0]!), makeOlder());
  await measured({
    name: "compare of two indexes",
    before: afresh((version) => join(version.folder, "perubahan")),
    args: (version) => ["compare", olderOf(version), indexOf(version), "--out", join(version.folder, "perubahan")],
    floor: () => personsFloor([olderOf(versions[0]!), indexOf(versions[0]!)]),
  });
}

/** The versions in turn, so often; a version that has no such command is left out. */
async function measured({ name, before, args, program, floor }: Job): Promise<void> {
  if (values.only !== undefined && !values.only.some((text) => name.includes(text))) return;
  const all: (Run[] | null)[] = versions.map(() => []);
  for (let run = 0; run < runs; run++)
    for (const [at, version] of versions.entries()) {
      if (all[at] === null) continue;
      before?.(version);
      try {
        all[at]!.push(measure(program ?? version.program, args(version)));
      } catch (error) {
        if (at === 0) throw error;
        all[at] = null;
      }
    }
  figures.push({
    job: name,
    floor: floor === undefined ? null : await floor(),
    runs: all.map((each) => (each === null ? null : medianOf(each))),
  });
  stderr.write(`${line(figures.at(-1)!)}\n`);
}

function makeIndex({ program }: Version, path: string, files: readonly string[]): void {
  if (!existsSync(path)) measure(program, ["index", ...files, "--db", path]);
}

/** The extract of the quarter before. */
function makeOlder(): string[] {
  const older = join(folder, "older");
  mkdirSync(older, { recursive: true });
  return extract.map((path) => {
    const isOfFamilies = basename(path).startsWith("keluarga");
    const [header = "", ...lines] = readFileSync(path, "utf8").split("\n");
    const delimiter = delimiterOf(path);
    const decile = header.split(delimiter).findIndex((name) => /desil/i.test(name));
    const kept = isOfFamilies
      ? lines.map((text, at) => (at % MOVED_FAMILIES === 0 ? withDecile(text, delimiter, decile) : text))
      : lines.filter((_, at) => at % NEW_PERSONS !== 0);
    const to = join(older, basename(path));
    writeFileSync(to, [header, ...kept].join("\n"));
    return to;
  });
}

function withDecile(text: string, delimiter: string, column: number): string {
  if (text === "") return text;
  const cells = text.split(delimiter);
  cells[column] = `"${(Number(cells[column]!.replaceAll('"', "")) % 10) + 1}"`;
  return cells.join(delimiter);
}

/** The first persons of the extract and their families, a workbook each. */
async function makeWorkbooks(): Promise<string[]> {
  const made: string[] = [];
  for (const path of extract.slice(0, 2)) {
    const rows = parse(readFileSync(path), { delimiter: delimiterOf(path), to: most + 1 }) as string[][];
    const to = join(folder, basename(path).replace(/csv$/, "xlsx"));
    made.push(to);
    if (existsSync(to)) continue;
    const columns = rows[0]!.map(() => ({ header: "", width: 14 }));
    await writeWorkbook(to, [{ name: "DTSEN", isPage: true, columns, rows }]);
    forgetTemporary(to);
  }
  return made;
}

function makeRun(version: Version): void {
  measure(version.program, ["match", list, "--db", indexOf(version), "--out", runOf(version), "--overwrite"]);
}

/** A ruling on every candidate of a conflict, the first one the row's person; gives how many there are. */
function makeDecisions(version: Version): number {
  const candidates = join(runOf(version), "kandidat.csv");
  const rows = parse(readFileSync(candidates), { columns: true, bom: true, delimiter: delimiterOf(candidates) }) as Record<
    string,
    string
  >[];
  const filled = join(version.folder, "putusan.csv");
  const ruled = rows.map((row) => ({ ...row, PUTUSAN: row["urutan"] === "1" ? "SAMA" : "BEDA" }));
  writeFileSync(filled, stringify(ruled, { header: true }));
  rmSync(decisionsOf(version), { force: true });
  measure(version.program, ["decide", filled, "--decisions", decisionsOf(version), "--officer", "BENCH"]);
  return rows.length;
}

/** A list of so many rows, spread evenly over the whole. */
function sampled(size: number): string {
  if (size === most) return list;
  const path = join(folder, `lengkap-${size}.csv`);
  if (!existsSync(path)) {
    const [header, ...lines] = readFileSync(list, "utf8").trimEnd().split("\n");
    const step = lines.length / size;
    writeFileSync(path, `${[header, ...Array.from({ length: size }, (_, at) => lines[Math.floor(at * step)])].join("\n")}\n`);
  }
  return path;
}

/** Empties the page cache, where that is allowed. */
function dropCaches(): boolean {
  return spawnSync("sh", ["-c", "sync && echo 3 > /proc/sys/vm/drop_caches"], { stdio: "ignore" }).status === 0;
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

function report(stages: Readonly<Record<string, number>>): void {
  const bytes = statSync(indexOf(versions[0]!)).size;
  const machine = `${cpus()[0]?.model ?? "?"}, ${availableParallelism()} threads, Node ${nodeVersion}, ${new Date().toISOString().slice(0, 10)}; ${values.errors} errors; medians of ${runs}`;
  const distances = yardstick();
  const lines = [
    `${machine}; extract of ${people} persons, ${Math.round(bytes / people)} bytes a person in the index`,
    "",
    `| command | ${versions.map(({ name }) => `${name}: wall | CPU | peak memory`).join(" | ")} | files read and written only |`,
    `| --- | ${versions.map(() => "--- | --- | ---").join(" | ")} | --- |`,
    ...figures.map(line),
    "",
    `The machine: ${distances.toFixed(1)} million Levenshtein distances of NIKs a second`,
    "",
    `One thread, warm, ${Math.min(most, 100_000)} rows by stage: ${Object.entries(stages)
      .map(([stage, seconds]) => `${stage} ${seconds.toFixed(2)} s`)
      .join(", ")}`,
  ];
  stdout.write(`${lines.join("\n")}\n`);
  if (values.json !== undefined)
    writeFileSync(
      values.json,
      `${JSON.stringify({ machine, people, bytes, distances, stages, versions: versions.map(({ name }) => name), figures }, null, 1)}\n`,
    );
}

function line({ job, floor, runs: all }: Figures): string {
  const cells = all.map((run) =>
    run === null
      ? "– | – | –"
      : `${run.wall.toFixed(2)} s | ${run.cpu?.toFixed(1) ?? "–"} s | ${run.memory === null ? "–" : `${Math.round(run.memory)} MiB`}`,
  );
  return `| ${job} | ${cells.join(" | ")} | ${floor === null ? "" : `${floor.toFixed(2)} s`} |`;
}
