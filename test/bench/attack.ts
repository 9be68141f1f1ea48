/**
 * `npm run attack [-- --only flips,kills --flips 2000 --kills 200 --lists 10000 --workbooks 300 --others 1000 --swaps 40 --pipes 3 --disks 60 --seed 1]`:
 * what an office's machine does to a run, done on purpose. Every run must end in time, with the right answer or with words: never
 * silently wrong, never hanging, never as a bug (70), and never at the price of what was there before.
 */
import { fork, spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process, { argv, env, execPath, stdout } from "node:process";
import { parseArgs } from "node:util";
import { readIndexMeta } from "../../src/index/index-database.ts";
import { bookParts, rowsXml, zip } from "../support/workbook.ts";

const root = resolve(import.meta.dirname, "../../..");
const program = join(root, "bin/dtsen.js");
/** No run of these small inputs takes a tenth of it on an idle machine. */
const HANGING_MS = 120_000;
/** Runs of one warm program: what it has opened is held as long as it lives. */
const RUNS_A_RUNNER = 300;

const counts = {
  flips: "2000",
  kills: "200",
  lists: "10000",
  workbooks: "300",
  others: "1000",
  swaps: "40",
  pipes: "3",
  disks: "60",
  seed: "1",
};
const { values } = parseArgs({
  args: argv.slice(2),
  options: Object.fromEntries(
    Object.entries({ ...counts, only: "" }).map(([name, value]) => [name, { type: "string" as const, default: value }]),
  ),
});
const count = (name: keyof typeof counts): number => Number(values[name]);

/** Mulberry32: the same attacks for the same seed. */
let state = 0;
function random(below: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
}

const work = mkdtempSync(join(tmpdir(), "dtsen-attack-"));
const at = (name: string): string => join(work, name);

/* ---- running the program ---- */

interface Ended {
  /** `null`: it did not end in time, or a signal ended it. */
  readonly code: number | null;
  readonly told: string;
}

/** The program as a process of its own, `before` it what starts it. */
function dtsen(words: readonly string[], before: readonly string[] = [], settings: object = {}): Ended {
  const [command, ...rest] = [...before, execPath, program, ...words];
  const { status, stderr } = spawnSync(command!, rest, {
    cwd: work,
    timeout: HANGING_MS,
    killSignal: "SIGKILL",
    env: { ...env, LANG: "C" },
    maxBuffer: 1 << 26,
    ...settings,
  });
  return { code: status, told: stderr?.toString() ?? "" };
}

let runner: ChildProcess | null = null;
let runs = 0;

/** The same in a process that has warmed up: some twenty times as quick. Ended, and told apart, where it does not answer. */
function warm(words: readonly string[]): Promise<Ended> {
  if (runs++ % RUNS_A_RUNNER === 0) endRunner();
  runner ??= fork(join(import.meta.dirname, "attack-runner.js"), { cwd: work, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const running = runner;
  let cried = "";
  const hear = (chunk: Buffer): void => void (cried += chunk.toString());
  running.stderr!.on("data", hear);
  return new Promise((done) => {
    const over = (ended: Ended): void => {
      clearTimeout(timer);
      running.removeAllListeners("message").removeAllListeners("exit");
      running.stderr!.off("data", hear);
      done(ended);
    };
    const timer = setTimeout(() => {
      endRunner();
      over({ code: null, told: "no answer in time" });
    }, HANGING_MS);
    running.on("message", (ended: Ended) => over(ended));
    running.on("exit", () => {
      runner = null;
      over({ code: 70, told: `the program ended unasked\n${cried}` });
    });
    running.send({ words: words.map(absolute), folder: work });
  });
}

/** A warm program has no folder of its own. */
function absolute(word: string): string {
  return existsSync(at(word)) || /^(?:laporan|terbit|rusak|ubah|tambah|tidak-ada)\b/.test(word) ? at(word) : word;
}

function endRunner(): void {
  runner?.removeAllListeners();
  runner?.kill("SIGKILL");
  runner = null;
}

/* ---- judging how it ended ---- */

/** The reports of a folder as one text; `summary.json` without its times. */
function reportsOf(folder: string): string {
  if (!existsSync(at(folder))) return "";
  return readdirSync(at(folder))
    .filter((name) => /^(?:match|conflict|orphan|rejected|kandidat|rekap)\.csv$/.test(name))
    .sort()
    .map((name) => `${name}\n${readFileSync(join(at(folder), name), "utf8")}`)
    .join("\n");
}

function leftovers(folder: string): number {
  return readdirSync(at(folder)).filter((name) => name.startsWith(".dtsen")).length;
}

const verdicts = ["right", "told", "silent", "hanging", "bugs", "lost"] as const;
type Tally = Record<"runs" | (typeof verdicts)[number], number>;
const tallies = new Map<string, Tally>();

/** Counts a run that ended; `isRight` of what it wrote, asked only where it says that it is done. */
function judge(attack: string, ended: Ended, isRight: () => boolean, isKept: () => boolean = () => true): void {
  const tally = tallies.get(attack) ?? { runs: 0, right: 0, told: 0, silent: 0, hanging: 0, bugs: 0, lost: 0 };
  tallies.set(attack, tally);
  tally.runs++;
  const isDone = ended.code === 0 || ended.code === 3;
  const verdict =
    ended.code === null
      ? "hanging"
      : isDone
        ? isRight()
          ? "right"
          : "silent"
        : ended.code === 1 && /^dtsen: .+\n {7}\S/m.test(ended.told)
          ? "told"
          : "bugs";
  tally[verdict]++;
  const kept = isKept();
  if (!kept) tally.lost++;
  if ((verdict === "right" || verdict === "told") && kept) return;
  stdout.write(`${attack}, run ${tally.runs}: exit ${ended.code}, ${verdict}${kept ? "" : ", lost"}\n${ended.told.slice(0, 900)}\n`);
}

/* ---- the attacks ---- */

function prepare(): void {
  for (const name of readdirSync(join(root, "fixtures/dtsen"))) copyFileSync(join(root, "fixtures/dtsen", name), at(name));
  const short = (name: string, rows: number): string =>
    readFileSync(join(root, `fixtures/daftar/${name}.csv`), "utf8")
      .split("\n")
      .slice(0, rows)
      .join("\n");
  writeFileSync(at("daftar.csv"), `${short("lengkap", 80)}\n`);
  writeFileSync(at("lain.csv"), `${short("tanpa-nik", 60)}\n`);
  const flat = readFileSync(join(root, "fixtures/dtsen-flat.csv"), "utf8").split("\n");
  writeFileSync(at("separuh.csv"), `${flat.slice(0, 2000).join("\n")}\n`);
  const done = [
    dtsen(["index", ...extract(), "--quiet"]),
    dtsen(["index", "separuh.csv", "--db", "separuh.db", "--quiet"]),
    dtsen(["match", "daftar.csv", "--out", "benar", "--quiet"]),
    dtsen(["match", "lain.csv", "--out", "lain", "--quiet"]),
    dtsen(["match", "daftar.csv", "--db", "separuh.db", "--out", "separuh", "--quiet"]),
  ];
  const failed = done.find(({ code }) => code !== 0);
  if (failed !== undefined) throw new Error(`the attacks could not be prepared: ${failed.told}`);
}

function extract(): string[] {
  return readdirSync(work).filter((name) => /keluarga_dtsen/.test(name));
}

/** One byte of the index changed, anywhere: `match`, `info --check`, and every tenth time `index --add`. */
async function flips(): Promise<void> {
  const whole = readFileSync(at("dtsen.db"));
  const right = reportsOf("benar");
  const add = (db: string): readonly string[] => ["index", "--add", "separuh.csv", "--db", db, "--paksa", "--quiet"];
  copyFileSync(at("dtsen.db"), at("tambah.db"));
  await warm(add("tambah.db"));
  const { digest } = readIndexMeta(at("tambah.db"));
  for (let n = 0; n < count("flips"); n++) {
    const spoilt = Buffer.from(whole);
    spoilt[random(spoilt.length)]! ^= 1 + random(255);
    writeFileSync(at("rusak.db"), spoilt);
    rmSync(at("laporan"), { recursive: true, force: true });
    const ended = await warm(["match", "daftar.csv", "--db", "rusak.db", "--out", "laporan", "--quiet"]);
    judge("a byte of the index changed, match", ended, () => reportsOf("laporan") === right);
    judge("a byte of the index changed, info --check", await warm(["info", "rusak.db", "--check"]), () => false);
    if (n % 10 !== 0) continue;
    const added = await warm(add("rusak.db"));
    const isSame = (): boolean => readIndexMeta(at("rusak.db")).digest === digest;
    judge("a byte of the index changed, index --add", added, isSame, () => added.code === 0 || readFileSync(at("rusak.db")).equals(spoilt));
  }
}

/** Moves, removals and syncs: between any two of them a run may be killed. */
const PUBLISHING = "/^(rename|unlink|fsync)";

/** What is run on the folder of a killed run: whichever it is, the reports of one run are there, whole. */
const next: readonly (readonly string[])[] = [
  ["match", "tidak-ada.csv", "--out", "terbit", "--quiet"],
  ["report", "terbit"],
  ["worklist", "terbit"],
  ["evaluate", "terbit", "--sample", "5", "--out", "terbit/contoh.csv"],
  ["compare", "terbit", "benar", "--out", "terbit/banding"],
];

async function kills(): Promise<void> {
  const [old, other] = [reportsOf("benar"), reportsOf("lain")];
  const trace = (what: string): string[] => ["strace", "-f", "-qq", "-o", at("jejak"), "-e", `trace=${PUBLISHING}`, ...what.split(" ")];
  rmSync(at("terbit"), { recursive: true, force: true });
  await warm(["match", "daftar.csv", "--out", "terbit", "--quiet"]);
  dtsen(["match", "lain.csv", "--out", "terbit", "--quiet"], trace("-e status=successful"));
  const steps = readFileSync(at("jejak"), "utf8").split("\n").length - 1;
  for (let n = 0; n < count("kills"); n++) {
    rmSync(at("terbit"), { recursive: true, force: true });
    await warm(["match", "daftar.csv", "--out", "terbit", "--quiet"]);
    dtsen(["match", "lain.csv", "--out", "terbit", "--quiet"], trace(`-e inject=${PUBLISHING}:signal=SIGKILL:when=${1 + (n % steps)}`));
    const words = next[n % next.length]!;
    const after = await warm(words);
    const isKept = (): boolean => [old, other].includes(reportsOf("terbit"));
    judge(`killed while publishing (${steps} places), then ${words[0]}`, after, () => words[1] === "terbit", isKept);
    const again = await warm(["match", "lain.csv", "--out", "terbit", "--quiet"]);
    judge("the run after it", again, () => reportsOf("terbit") === other && leftovers("terbit") === 0);
  }
}

/** Bytes of a list changed, taken out, doubled, cut off: every row is somewhere, or the list is refused in words. */
async function lists(): Promise<void> {
  await mutate("a list mutated", "ubah.csv", readFileSync(at("daftar.csv")), count("lists"));
}

/** The same done to a workbook: to its bytes, and to what is packed in it, as a program with a fault of its own might write it. */
async function workbooks(): Promise<void> {
  const rows = readFileSync(at("daftar.csv"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const parts = bookParts({ sheets: [{ name: "DAFTAR", rows: rowsXml(rows) }] });
  await mutate("a workbook mutated", "ubah.xlsx", zip(parts), Math.ceil(count("workbooks") / 3));
  for (let n = 0; n < count("workbooks"); n++) {
    const chosen = random(3) === 0 ? random(parts.length) : parts.length - 1;
    const spoilt = parts.map((part, place) =>
      place === chosen ? { ...part, content: mutatedOften(Buffer.from(part.content as string)) } : part,
    );
    await matchMutated("a part of a workbook mutated", "ubah.xlsx", zip(spoilt));
  }
}

async function mutate(attack: string, name: string, whole: Buffer, times: number): Promise<void> {
  for (let n = 0; n < times; n++) await matchMutated(attack, name, mutatedOften(whole));
}

async function matchMutated(attack: string, name: string, bytes: Buffer): Promise<void> {
  writeFileSync(at(name), bytes);
  rmSync(at("laporan"), { recursive: true, force: true });
  judge(attack, await warm(["match", name, "--out", "laporan", "--quiet"]), isAccountedFor);
}

function mutatedOften(whole: Buffer): Buffer {
  let bytes: Buffer = Buffer.from(whole);
  for (let changes = 1 + random(6); changes > 0; changes--) bytes = mutated(bytes);
  return bytes;
}

/** What every other command reads, mutated: a run's reports, rulings, a config, a model, an extract. It is read or told, no more. */
async function others(): Promise<void> {
  await warm(["match", "lain.csv", "--out", "laporan-lain", "--quiet"]);
  const form = readFileSync(join(at("laporan-lain"), "kandidat.csv"), "utf8").split("\r\n");
  writeFileSync(at("isian.csv"), form.map((line, row) => `${row === 0 ? "PUTUSAN" : "SAMA"},${line}`).join("\r\n"));
  writeFileSync(at("ubah.config.json"), JSON.stringify({ "max-orphan": "100%", map: { nama: "NAMA" }, lang: "id" }));
  await warm(["train", join(root, "fixtures/daftar/lengkap.csv"), "--model", "ubah.model.json", "--quiet"]);
  const run = (file: string, words: readonly string[]) => ({ file: `laporan-lain/${file}`, words });
  const targets: readonly { readonly file: string; readonly words: readonly string[] }[] = [
    ...["summary.json", "rekap.csv"].map((file) => run(file, ["report", "laporan-lain", "--out", "laporan-ubah.html"])),
    ...["conflict.csv", "kandidat.csv"].map((file) => run(file, ["report", "laporan-lain", "--review", "--out", "laporan-tinjau.html"])),
    ...["summary.json", "conflict.csv", "kandidat.csv", "match.csv"].map((file) =>
      run(file, ["worklist", "laporan-lain", "--overwrite", "--out", "laporan-kerja"]),
    ),
    ...["match.csv", "conflict.csv"].map((file) => run(file, ["evaluate", "laporan-lain", "--sample", "5", "--out", "laporan-sampel.csv"])),
    ...["match.csv", "summary.json"].map((file) => run(file, ["compare", "laporan-lain", "lain", "--out", "laporan-banding"])),
    ...["match.csv", "orphan.csv"].map((file) =>
      run(file, ["targeting", "laporan-lain", "--program", "sembako", "--period", "2026-T1", "--out", "laporan-sasaran"]),
    ),
    { file: "isian.csv", words: ["decide", "isian.csv", "--decisions", "laporan-putusan.csv", "--officer", "X", "--yes"] },
    { file: "ubah.config.json", words: ["match", "daftar.csv", "--config", "ubah.config.json", "--out", "laporan-config", "--quiet"] },
    { file: "ubah.model.json", words: ["match", "daftar.csv", "--model", "ubah.model.json", "--out", "laporan-model", "--quiet"] },
    { file: "separuh.csv", words: ["index", "separuh.csv", "--db", "rusak.db", "--quiet"] },
  ];
  const whole = new Map(targets.map(({ file }) => [file, readFileSync(at(file))]));
  for (let n = 0; n < count("others"); n++) {
    const { file, words } = targets[n % targets.length]!;
    rmSync(at("laporan-putusan.csv"), { force: true });
    writeFileSync(at(file), mutatedOften(whole.get(file)!));
    const ended = await warm(words);
    // A config that cannot be read is wrong usage.
    judge(`${file.replace(/^.*\//, "")} mutated, ${words[0]}`, ended.code === 2 ? { ...ended, code: 1 } : ended, () => true);
    writeFileSync(at(file), whole.get(file)!);
  }
}

function isAccountedFor(): boolean {
  const summary = JSON.parse(readFileSync(join(at("laporan"), "summary.json"), "utf8")) as Record<string, number>;
  return summary["rows_read"] === ["match", "conflict", "orphan", "rejected", "furniture"].reduce((sum, name) => sum + summary[name]!, 0);
}

const pieces = [
  '"',
  ";",
  ",",
  "\n",
  "\r",
  "\r\n",
  "\0",
  "\t",
  "\ufeff",
  " ".repeat(5_000),
  '"'.repeat(301),
  "\xff",
  "=1+1",
  "9".repeat(400),
];

function mutated(bytes: Buffer): Buffer {
  const place = random(bytes.length + 1);
  const end = Math.min(bytes.length, place + random(200));
  switch (random(6)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, place), Buffer.from(pieces[random(pieces.length)]!, "latin1"), bytes.subarray(place)]);
    case 1:
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(end)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(place)]);
    case 3:
      return bytes.subarray(0, Math.max(1, place));
    case 4:
      return Buffer.from(bytes.toString("latin1"), "utf16le");
    default: {
      const copy = Buffer.from(bytes);
      if (place < copy.length) copy[place] = random(256);
      return copy;
    }
  }
}

/** Another index takes the place of the index during a run, or is copied over it: the answer is that of one of them. */
async function swaps(): Promise<void> {
  const answers = [reportsOf("benar"), reportsOf("separuh")];
  for (let n = 0; n < count("swaps"); n++) {
    const isMoved = n % 2 === 0;
    copyFileSync(at("dtsen.db"), at("tukar.db"));
    rmSync(at("laporan"), { recursive: true, force: true });
    const child = spawn(execPath, [program, "match", "daftar.csv", "--db", "tukar.db", "--out", "laporan", "--quiet", "--workers", "3"], {
      cwd: work,
      env: { ...env, LANG: "C" },
      timeout: HANGING_MS,
      killSignal: "SIGKILL",
    });
    let told = "";
    child.stderr.on("data", (chunk: Buffer) => (told += chunk.toString()));
    const ended = new Promise<number | null>((done) => child.on("close", done));
    await new Promise((done) => setTimeout(done, 100 + random(1200)));
    copyFileSync(at("separuh.db"), at(isMoved ? "tukar-baru.db" : "tukar.db"));
    if (isMoved) renameSync(at("tukar-baru.db"), at("tukar.db"));
    judge(`the index ${isMoved ? "replaced" : "copied over"} during a run`, { code: await ended, told }, () =>
      answers.includes(reportsOf("laporan")),
    );
  }
}

/** Where the words go is gone, or full: the work is done all the same, or it is said (`/dev/full`) by the exit code. */
async function pipes(): Promise<void> {
  const right = reportsOf("benar");
  const { digest } = readIndexMeta(at("dtsen.db"));
  const shell = (script: string): string[] => ["bash", "-c", script, "-"];
  for (let n = 0; n < count("pipes"); n++) {
    for (const lost of ['"$@" | true', '"$@" | head -1', '"$@" 2>&1 | true', '"$@" >&-', '"$@" 2>&-', '"$@" <&-', '"$@" >&- 2>&- <&-']) {
      const how = shell(`set -o pipefail; ${lost}`);
      rmSync(at("laporan"), { recursive: true, force: true });
      judge(`output lost, match (7 ways)`, dtsen(["match", "daftar.csv", "--out", "laporan"], how), () => reportsOf("laporan") === right);
      rmSync(at("pipa.db"), { force: true });
      judge("output lost, index (7 ways)", dtsen(["index", ...extract(), "--db", "pipa.db"], how), () =>
        [existsSync(at("pipa.db")) && readIndexMeta(at("pipa.db")).digest].includes(digest),
      );
    }
    rmSync(at("laporan"), { recursive: true, force: true });
    const full = openSync("/dev/full", "w");
    const ended = dtsen(["match", "daftar.csv", "--out", "laporan"], [], { stdio: ["ignore", full, "pipe"] });
    closeSync(full);
    judge(
      "output to a full disk",
      ended,
      () => false,
      () => reportsOf("laporan") === right,
    );
  }
}

/** A disk that is full soon, in both of the ways it shows; few files, little room: words, and what was there stays. */
async function disks(): Promise<void> {
  mkdirSync(at("kecil"));
  const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64m", "none", at("kecil")]).status === 0;
  if (!isMounted) stdout.write("no small disk can be mounted here (not root): only files are kept small\n");
  try {
    copyFileSync(at("dtsen.db"), at("kecil/dtsen.db"));
    dtsen(["match", "lain.csv", "--out", "kecil/laporan", "--quiet"]);
    const [index, old, right] = [readFileSync(at("kecil/dtsen.db")), reportsOf("kecil/laporan"), reportsOf("benar")];
    const isIndexKept = (): boolean => readFileSync(at("kecil/dtsen.db")).equals(index) && leftovers("kecil") === 0;
    const isRunKept = (): boolean => [old, right].includes(reportsOf("kecil/laporan")) && leftovers("kecil/laporan") === 0;
    const isIndex = (): boolean => readIndexMeta(at("kecil/dtsen.db")).digest === readIndexMeta(at("dtsen.db")).digest;
    for (let n = 0; n < count("disks"); n++) {
      const room = 4 + random(n % 2 === 0 ? 3_000 : 40);
      const limits: (readonly [string, string])[] = [
        ["files kept small (ulimit -f)", `ulimit -f ${room}`],
        ["few open files (ulimit -n)", `ulimit -n ${20 + random(40)}`],
      ];
      if (isMounted) limits.push(["a small disk (tmpfs)", `mount -o remount,size=${usedKib() + room}k ${at("kecil")}`]);
      for (const [name, limit] of limits) {
        const before = ["bash", "-c", `${limit} && exec "$@"`, "-"];
        const what = n % 2 === 0 ? "index" : "match";
        const ended =
          what === "index"
            ? dtsen(["index", ...extract(), "--db", "kecil/dtsen.db", "--quiet"], before)
            : dtsen(["match", "daftar.csv", "--out", "kecil/laporan", "--quiet"], before);
        if (isMounted) spawnSync("mount", ["-o", "remount,size=64m", at("kecil")]);
        if (what === "index") judge(`${name}, index`, ended, isIndex, () => ended.code === 0 || isIndexKept());
        else judge(`${name}, match`, ended, () => reportsOf("kecil/laporan") === right, isRunKept);
        writeFileSync(at("kecil/dtsen.db"), index);
      }
    }
  } finally {
    if (isMounted) spawnSync("umount", [at("kecil")]);
  }
}

function usedKib(): number {
  return Number(
    spawnSync("df", ["-k", "--output=used", at("kecil")])
      .stdout.toString()
      .split("\n")[1],
  );
}

const attacks = { flips, kills, lists, workbooks, others, swaps, pipes, disks };
const only = String(values["only"])
  .split(",")
  .filter((name) => name !== "");

try {
  prepare();
  for (const [name, attack] of Object.entries(attacks)) {
    if (only.length > 0 && !only.includes(name)) continue;
    // Each of its own, whichever others are run.
    state = count("seed") >>> 0;
    await attack();
  }
  const columns = ["runs", ...verdicts] as const;
  stdout.write(`\n| attack | ${columns.join(" | ")} |\n|---|${"---:|".repeat(columns.length)}\n`);
  for (const [name, tally] of tallies) stdout.write(`| ${name} | ${columns.map((column) => tally[column]).join(" | ")} |\n`);
  const bad = [...tallies.values()].reduce((sum, { silent, hanging, bugs, lost }) => sum + silent + hanging + bugs + lost, 0);
  endRunner();
  process.exitCode = bad === 0 ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
