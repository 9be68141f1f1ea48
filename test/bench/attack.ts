/**
 * `npm run attack [-- --flips 200 --kills 40 --lists 300 --swaps 20 --disks 20 --seed 1]`: what an office's machine does to a run,
 * done on purpose. Every run must end in time, with the right answer or with words: never silently wrong, never hanging, never as
 * a bug (70), and never at the price of what was there before.
 */
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { argv, env, execPath, exit, stdout } from "node:process";
import { parseArgs } from "node:util";

const root = resolve(import.meta.dirname, "../../..");
const program = join(root, "bin/dtsen.js");
/** No run of these small inputs takes a tenth of it on an idle machine. */
const HANGING_MS = 120_000;

const { values } = parseArgs({
  args: argv.slice(2),
  options: Object.fromEntries(
    Object.entries({ flips: "200", kills: "40", lists: "300", swaps: "20", disks: "20", seed: "1" }).map(([name, value]) => [
      name,
      { type: "string" as const, default: value },
    ]),
  ),
});
const count = (name: string): number => Number(values[name]);

/** Mulberry32: the same attacks for the same seed. */
let state = count("seed") >>> 0;
function random(below: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
}

const work = mkdtempSync(join(tmpdir(), "dtsen-attack-"));
const at = (name: string): string => join(work, name);

interface Ended {
  readonly code: number | null;
  readonly told: string;
}

function dtsen(words: readonly string[], before: readonly string[] = []): Ended {
  const [command, ...rest] = [...before, execPath, program, ...words];
  const { status, stderr, error } = spawnSync(command!, rest, {
    cwd: work,
    timeout: HANGING_MS,
    killSignal: "SIGKILL",
    env: { ...env, LANG: "C" },
    maxBuffer: 1 << 26,
  });
  const hung = (error as NodeJS.ErrnoException | undefined)?.code === "ETIMEDOUT";
  return { code: hung ? null : status, told: stderr?.toString() ?? "" };
}

/** The reports of a folder as one text; `summary.json` without its times. */
function reportsOf(folder: string): string {
  if (!existsSync(at(folder))) return "";
  return readdirSync(at(folder))
    .filter((name) => /^(?:match|conflict|orphan|rejected|kandidat)\.csv$/.test(name))
    .sort()
    .map((name) => `${name}\n${readFileSync(join(at(folder), name), "utf8")}`)
    .join("\n");
}

interface Tally {
  runs: number;
  right: number;
  told: number;
  silent: number;
  hanging: number;
  bugs: number;
  lost: number;
}
const tallies = new Map<string, Tally>();

/** Counts a run that ended; `isRight` of what it wrote, asked only where it says that it is done. */
function judge(attack: string, ended: Ended, isRight: () => boolean, isKept: () => boolean = () => true): void {
  const tally = tallies.get(attack) ?? { runs: 0, right: 0, told: 0, silent: 0, hanging: 0, bugs: 0, lost: 0 };
  tallies.set(attack, tally);
  tally.runs++;
  const isDone = ended.code === 0 || ended.code === 3;
  if (ended.code === null) tally.hanging++;
  else if (isDone && isRight()) tally.right++;
  else if (isDone) tally.silent++;
  else if (ended.code === 1 && /^dtsen: .+\n {7}\S/m.test(ended.told)) tally.told++;
  else tally.bugs++;
  if (!isKept()) tally.lost++;
  if (ended.code === null || (isDone ? !isRight() : ended.code !== 1) || !isKept()) {
    stdout.write(`${attack} ${tally.runs}: exit ${ended.code}\n${ended.told.slice(0, 600)}\n`);
  }
}

function prepare(): void {
  for (const name of readdirSync(join(root, "fixtures/dtsen"))) copyFileSync(join(root, "fixtures/dtsen", name), at(name));
  const short = (name: string, rows: number): string =>
    readFileSync(join(root, `fixtures/daftar/${name}.csv`), "utf8")
      .split("\n")
      .slice(0, rows)
      .join("\n");
  writeFileSync(at("daftar.csv"), `${short("lengkap", 80)}\n`);
  writeFileSync(at("lain.csv"), `${short("tanpa-nik", 60)}\n`);
  const files = readdirSync(work).filter((name) => /keluarga_dtsen/.test(name));
  if (dtsen(["index", ...files, "--quiet"]).code !== 0) throw new Error("the index could not be built");
  dtsen(["match", "daftar.csv", "--out", "benar", "--quiet"]);
  dtsen(["match", "lain.csv", "--out", "lain", "--quiet"]);
}

/** One byte of the index changed, anywhere. */
function flips(): void {
  const whole = readFileSync(at("dtsen.db"));
  const right = reportsOf("benar");
  for (let n = 0; n < count("flips"); n++) {
    const spoilt = Buffer.from(whole);
    spoilt[random(spoilt.length)]! ^= 1 + random(255);
    writeFileSync(at("rusak.db"), spoilt);
    rmSync(at("laporan"), { recursive: true, force: true });
    const ended = dtsen(["match", "daftar.csv", "--db", "rusak.db", "--out", "laporan", "--quiet"]);
    judge("a byte of the index changed, match", ended, () => reportsOf("laporan") === right);
  }
}

/** Killed at a rename: whoever looks next, after a run that fails, finds all reports of one run. */
function kills(): void {
  const old = reportsOf("benar");
  const other = reportsOf("lain");
  for (let n = 0; n < count("kills"); n++) {
    rmSync(at("terbit"), { recursive: true, force: true });
    dtsen(["match", "daftar.csv", "--out", "terbit", "--quiet"]);
    const trace = [
      "strace",
      "-f",
      "-qq",
      "-o",
      at("jejak"),
      "-e",
      "trace=/rename",
      "-e",
      `inject=/rename:signal=SIGKILL:when=${1 + (n % 16)}`,
    ];
    const killed = dtsen(["match", "lain.csv", "--out", "terbit", "--quiet"], trace);
    const failing = dtsen(["match", "tidak-ada.csv", "--out", "terbit", "--quiet"]);
    const found = (): boolean => [old, other].includes(reportsOf("terbit"));
    judge("killed while publishing, then a run that fails", failing, () => false, found);
    const next = dtsen(["match", "lain.csv", "--out", "terbit", "--quiet"]);
    judge("the run after it", next, () => reportsOf("terbit") === other && leftovers("terbit") === 0);
    if (killed.code === 0 && n >= 16) break;
  }
}

function leftovers(folder: string): number {
  return readdirSync(at(folder)).filter((name) => name.startsWith(".dtsen")).length;
}

/** Bytes of a list changed, taken out, doubled, cut off: every row is somewhere, or the list is refused in words. */
function lists(): void {
  const whole = readFileSync(at("daftar.csv"));
  for (let n = 0; n < count("lists"); n++) {
    let bytes: Buffer = Buffer.from(whole);
    for (let times = 1 + random(6); times > 0; times--) bytes = mutated(bytes);
    writeFileSync(at("ubah.csv"), bytes);
    rmSync(at("laporan"), { recursive: true, force: true });
    const ended = dtsen(["match", "ubah.csv", "--out", "laporan", "--quiet"]);
    judge("a list mutated", ended, () => {
      const summary = JSON.parse(readFileSync(join(at("laporan"), "summary.json"), "utf8")) as Record<string, number>;
      return (
        summary["rows_read"] === ["match", "conflict", "orphan", "rejected", "furniture"].reduce((sum, name) => sum + summary[name]!, 0)
      );
    });
  }
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

/** Another index takes the place of the index during a run: the answer is that of one of them. */
async function swaps(): Promise<void> {
  const flat = readFileSync(join(root, "fixtures/dtsen-flat.csv"), "utf8").split("\n");
  writeFileSync(at("separuh.csv"), `${flat.slice(0, 2000).join("\n")}\n`);
  dtsen(["index", "separuh.csv", "--db", "separuh.db", "--quiet"]);
  dtsen(["match", "daftar.csv", "--db", "separuh.db", "--out", "separuh", "--quiet"]);
  const answers = [reportsOf("benar"), reportsOf("separuh")];
  for (let n = 0; n < count("swaps"); n++) {
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
    await new Promise((done) => setTimeout(done, 100 + random(900)));
    copyFileSync(at("separuh.db"), at("tukar-baru.db"));
    renameSync(at("tukar-baru.db"), at("tukar.db"));
    judge("the index replaced during a run", { code: await ended, told }, () => answers.includes(reportsOf("laporan")));
  }
}

/** A disk that takes so many kilobytes a file: words, and what was there stays. */
function disks(): void {
  const files = readdirSync(work).filter((name) => /keluarga_dtsen/.test(name));
  mkdirSync(at("kecil"));
  copyFileSync(at("dtsen.db"), at("kecil/dtsen.db"));
  dtsen(["match", "lain.csv", "--out", "kecil/laporan", "--quiet"]);
  const [index, reports] = [readFileSync(at("kecil/dtsen.db")), reportsOf("kecil/laporan")];
  for (let n = 0; n < count("disks"); n++) {
    const limit = ["bash", "-c", `ulimit -f ${4 + random(n % 2 === 0 ? 700 : 24)}; exec "$@"`, "-"];
    if (n % 2 === 0) {
      const ended = dtsen(["index", ...files, "--db", "kecil/dtsen.db", "--quiet"], limit);
      const isKept = (): boolean => readFileSync(at("kecil/dtsen.db")).length === index.length && leftovers("kecil") === 0;
      judge("a small disk, index", ended, () => true, isKept);
    } else {
      const ended = dtsen(["match", "daftar.csv", "--out", "kecil/laporan", "--quiet"], limit);
      const now = reportsOf("kecil/laporan");
      judge(
        "a small disk, match",
        ended,
        () => now === reportsOf("benar"),
        () => [reports, reportsOf("benar")].includes(now) && leftovers("kecil/laporan") === 0,
      );
    }
  }
}

try {
  prepare();
  for (const attack of [flips, kills, lists, swaps, disks]) await attack();
  const columns = ["runs", "right", "told", "silent", "hanging", "bugs", "lost"] as const;
  stdout.write(`\n| attack | ${columns.join(" | ")} |\n|---|${"---:|".repeat(columns.length)}\n`);
  for (const [name, tally] of tallies) stdout.write(`| ${name} | ${columns.map((column) => tally[column]).join(" | ")} |\n`);
  const bad = [...tallies.values()].reduce((sum, { silent, hanging, bugs, lost }) => sum + silent + hanging + bugs + lost, 0);
  exit(bad === 0 ? 0 : 1);
} finally {
  rmSync(work, { recursive: true, force: true });
}
