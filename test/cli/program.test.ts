import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { bugReport, exitCodes } from "../../src/cli/program.ts";
import { commands } from "../../src/cli/commands.ts";
import { commonOptions, optionSpec } from "../../src/cli/options.ts";
import { withFolderLock } from "../../src/platform/lock.ts";
import { Case, program, runIn } from "../support/run-case.ts";
import { say } from "../support/world.ts";

const names = Object.keys(commands);
const nik = "3201990101800001";

test.each(names)("dtsen %s --help names every option, with an example, in both languages", async (name) => {
  for (const lang of ["id", "en"] as const) {
    const { exitCode, stdout, stderr } = await say([name, "--help", "--lang", lang]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    for (const option of [...commands[name]!.options, ...commonOptions]) expect(stdout).toContain(optionSpec(option).flags);
    expect(stdout).toContain(lang === "id" ? "Pemakaian:" : "Usage:");
    expect(stdout).toContain(`${lang === "id" ? "Contoh" : "Example"}:\n  dtsen ${name} `);
    expect(stdout).not.toMatch(lang === "id" ? /Usage:|Options:|Arguments:|display help/ : /Pemakaian:|Pilihan:/);
  }
});

test("dtsen --help names every command, in the language asked for wherever the flag stands", async () => {
  for (const argv of [
    ["--help", "--lang", "id"],
    ["--lang=id", "--help"],
  ]) {
    const { exitCode, stdout } = await say(argv);
    expect(exitCode).toBe(0);
    for (const name of names) expect(stdout).toContain(commands[name]!.text.id.slice(0, 30));
  }
  expect((await say(["--help"], { environment: { LANG: "id_ID.UTF-8" } })).stdout).toContain("Perintah:");
  expect((await say(["--help"], { environment: { LANG: "id_ID.UTF-8", DTSEN_LANG: "en" } })).stdout).toContain("Commands:");
});

test.each<[string[], string]>([
  [["matc"], "dtsen: unknown command matc\n       Did you mean match?"],
  [["match"], "dtsen: argument <files> is missing\n       See: dtsen match --help"],
  [["match", "a.csv", "--dbb", "x"], "dtsen: unknown option --dbb\n       Did you mean --db?"],
  [["match", "a.csv", "--db"], "dtsen: option --db needs a value"],
  [["inspect", "a.csv", "b.csv"], "dtsen: too many arguments"],
  [["explain", "a.csv"], "dtsen: option --row is required"],
  [["explain", "a.csv", "--row", "0"], "dtsen: the value of --row cannot be used"],
  [["match", "a.csv", "--workers", "1000"], "dtsen: the value of --workers cannot be used"],
  [["match", "a.csv", "--max-orphan", "many"], "dtsen: the value of --max-orphan cannot be used"],
  [["match", "a.csv", "--map", "tinggi=TINGGI"], "dtsen: the value of --map cannot be used\n       Write field=HEADER"],
  [["index", "a.csv", "--date", "2026-02-29"], "dtsen: the value of --date cannot be used"],
  [
    ["match", "a.csv", "--desil-max", "4", "--program", "pkh", "--period", "2026-Q1"],
    "dtsen: --desil-max, --program cannot be used together",
  ],
  [["index", "a.csv", "--add", "--replace"], "dtsen: --add, --replace cannot be used together"],
  [["inspect", "a.csv", "--max-orphan", "4%"], "dtsen: option --max-orphan is not for dtsen inspect\n       It belongs to: dtsen match."],
  [["match", "a.csv", "--force"], "dtsen: unknown option --force\n       Did you mean --paksa?"],
  [["match", "a.csv", "--max_orphan", "4%"], "dtsen: unknown option --max_orphan\n       Did you mean --max-orphan?"],
  [["match", "a.csv", "-db", "x"], "dtsen: unknown option -db\n       Did you mean --db?"],
  [["match", "a.csv", "--lang", "fr"], "dtsen: the value of --lang cannot be used"],
  [["match", "a.csv", "--program", "sembako"], "dtsen: option --period is required"],
  [["match", "a.csv", "--program", "blt", "--period", "2026-Q1"], "dtsen: no decile limit is known for --program, --period"],
  [["evaluate", "laporan"], "dtsen: option --truth is required"],
  [["train", "a.csv"], "dtsen: option --model is required"],
])("wrong usage %j: two lines on stderr, exit code 2", async (argv, expected) => {
  const { exitCode, stdout, stderr } = await say(argv);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain(expected);
  expect(stderr.trimEnd().split("\n")).toHaveLength(2);
});

test("without a command: the help, on stderr, exit code 2", async () => {
  const { exitCode, stdout, stderr } = await say([]);
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^Usage: dtsen[\s\S]*dtsen: no command given\n/);
});

test("wrong usage is explained in Indonesian too", async () => {
  expect((await say(["match", "--lang", "id"])).stderr).toBe("dtsen: argumen <files> belum diberikan\n       Lihat: dtsen match --help\n");
});

test.each([[[nik]], [["match", "a.csv", `--${nik}`]], [["explain", "a.csv", "--row", nik]], [["match", "a.csv", "--date", nik]]])(
  "a number in the wrong place is not repeated: %#",
  async (argv) => {
    const { exitCode, stderr } = await say(argv);
    expect(exitCode).toBe(2);
    expect(stderr).not.toContain("990101");
  },
);

test("a config file with faults stops every command before it begins, all faults together", async () => {
  using work = new Case({ "dtsen.config.json": '{ "dbs": "x", "workers": "two" }' });
  const { exitCode, stderr } = await say(["match", "a.csv"], { folder: work.folder });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('"dbs" is not a known key; "workers" cannot be used (');
});

test.each<[Record<string, unknown>, string]>([
  [{ "max-orphan": "0.5" }, "max-orphan"],
  [{ "max-orphan": 0.5 }, "max-orphan"],
  [{ "max-rejected": "150%" }, "max-rejected"],
  [{ "max-conflict": "1.000" }, "max-conflict"],
  [{ workers: 300 }, "workers"],
  [{ date: "2026-02-30" }, "date"],
  [{ period: "2026" }, "period"],
  [{ "desil-max": 11 }, "desil-max"],
  [{ paksa: "ya" }, "paksa"],
  [{ files: { "a.csv": { peta: {} } } }, "files: a.csv"],
])("a setting that cannot be read is wrong usage of the config file: %j", async (config, key) => {
  using work = new Case({ "dtsen.config.json": JSON.stringify(config) });
  const { exitCode, stdout, stderr } = await say(["match", "a.csv", "--json"], { folder: work.folder });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`dtsen.config.json: "${key}" cannot be used (`);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "config-invalid" } });
});

test("wrong usage under --json is told to programs as well, in the language asked for", async () => {
  const { exitCode, stdout } = await say(["match", "--json", "--lang", "id"]);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toEqual({
    error: { code: "missing-argument", message: "argumen <files> belum diberikan", hint: "Lihat: dtsen match --help" },
  });
});

test("a fault under --json is told to programs as well", async () => {
  const { exitCode, stdout, stderr } = await say(["evaluate", "/nowhere", "--truth", "/nowhere/t.csv", "--json"]);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "file-missing" } });
  expect(stderr).toContain("dtsen: /nowhere/t.csv: not found\n");
});

test("a bug is told without a value out of a row", () => {
  const errors = [
    new TypeError(`Cannot read properties of undefined (reading 'SITI X')`),
    new RangeError(`Invalid value ${nik}`),
    new SyntaxError(`Unexpected token B in JSON at position 0, "SITI X" is not valid JSON`),
    new Error(`row of SITI X, ${nik}`),
    Object.assign(new Error(`constraint failed: SITI X`), { code: "SQLITE_CONSTRAINT" }),
    `SITI X ${nik}`,
  ];
  for (const error of errors) {
    const text = bugReport(error, "en");
    expect(text).toMatch(/^dtsen: this is a bug/);
    expect(text).not.toMatch(/SITI|990101/);
  }
  expect(bugReport(errors[0], "en")).toContain("TypeError: Cannot read properties of undefined (reading '…')");
  expect(bugReport(errors[4], "en")).toContain("SQLITE_CONSTRAINT");
  // Enough to find the place, nothing of where on the machine it is.
  expect(bugReport(errors[3], "en")).toMatch(/program\.test\.ts:\d+:\d+/);
  expect(bugReport(errors[3], "en")).not.toMatch(/\/home\/|file:/);
});

test("the exit codes are the contract's", () => {
  expect(exitCodes).toEqual({ done: 0, fault: 1, usage: 2, limit: 3, bug: 70, locked: 75 });
});

/* ---- the built program ---- */

test("dtsen --version: tool, normaliser, region table", async () => {
  const { exitCode, stdout } = await runIn({}, ["--version"]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^dtsen \d+\.\d+\.\d+\nnormaliser \d+\nregion table .+\n$/);
});

test.each([
  [["inspect", "hilang.csv"], "hilang.csv"],
  [["match", "hilang.csv"], "dtsen.db"],
  [["index", "hilang.csv"], "hilang.csv"],
  [["explain", "hilang.csv", "--row", "2"], "hilang.csv"],
  [["evaluate", "hilang", "--sample", "5"], "hilang"],
  [["match", "daftar.csv", "--extract", "hilang.csv"], "hilang.csv"],
])("a missing file: %j says which, in two lines, exit code 1, and leaves nothing behind", async (argv, subject) => {
  using work = new Case();
  const { exitCode, stderr } = await work.run(argv);
  expect(stderr).toMatch(/^dtsen: .*\n {7}\S.*\n$/);
  expect(stderr).toContain(subject);
  expect(exitCode).toBe(1);
  expect(readdirSync(work.folder)).toEqual([]);
});

const people = (rows: readonly string[]): string => `NIK|NO KK|NAMA|TANGGAL LAHIR|JENIS KELAMIN|KECAMATAN|DESA|DESIL\n${rows.join("\n")}\n`;
const extract = people([
  `${nik}|3201990101100001|BUDI CONTOH|1980-01-01|L|CONTOH|MAJU|3`,
  "3201994202850002|3201990101100001|SITI CONTOH|1985-02-02|P|CONTOH|MAJU|3",
  "9101990303900003|9101990101100009|YOHANA CONTOH|1990-03-03|P|CONTOH|JAYA|5",
]);
const list = `NIK;NAMA;TANGGAL LAHIR;KECAMATAN;DESA\n${nik};BUDI CONTOH;01-01-1980;CONTOH;MAJU\n9101990303900003;YOHANA CONTOH;03-03-1990;CONTOH;JAYA\n3201990505950005;TIDAK ADA ORANGNYA;05-05-1995;CONTOH;MAJU\n`;

test("two files in, five reports out; the second run writes the same bytes; a crossed limit ends in 3", async () => {
  using work = new Case({ "ekstrak.csv": extract, "daftar.csv": list });
  const index = await work.run(["index", "ekstrak.csv", "--label", "V3", "--date", "2026-07-08"]);
  expect([index.exitCode, index.stderr.includes("bug")]).toEqual([0, false]);
  const first = await work.run(["match", "daftar.csv", "--json"]);
  expect(first.exitCode).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({ rows_read: 4, furniture: 1, rejected: 0 });
  expect(readdirSync(work.path("laporan"))).toEqual(expect.arrayContaining(["conflict.csv", "match.csv", "orphan.csv", "summary.json"]));
  const again = await work.run(["match", "daftar.csv", "--out", "lagi", "--quiet", "--max-orphan", "10%"]);
  expect([again.exitCode, again.stdout]).toEqual([3, ""]);
  expect(again.stderr).toContain("dtsen: orphan.csv: 1 (33.3 %), above the limit --max-orphan 10.0 %\n");
  for (const name of ["match", "conflict", "orphan", "rejected"]) {
    expect(readFileSync(work.path(`lagi/${name}.csv`))).toEqual(readFileSync(work.path(`laporan/${name}.csv`)));
  }
  expect(readFileSync(work.path("laporan/match.csv"), "utf8")).toContain("9101990303900003");
});

test("nothing that is said on the way holds a personal value", async () => {
  using work = new Case({ "ekstrak.csv": extract, "daftar.csv": `${list}"3201990606960006;RUSAK CONTOH;06-06-1996;CONTOH;MAJU\n` });
  for (const argv of [
    ["index", "ekstrak.csv"],
    ["match", "daftar.csv"],
    ["match", "daftar.csv", "--lang", "id"],
    ["inspect", "daftar.csv"],
  ]) {
    const { stdout, stderr } = await work.run(argv);
    expect(`${stdout}${stderr}`).not.toMatch(/\d{12}|BUDI|SITI|YOHANA|RUSAK|01-01-1980|1980-01-01/);
  }
});

test("trap 34: a second run over the same reports ends at once with 75, whichever way the folder is named", async () => {
  using work = new Case({ "ekstrak.csv": extract, "daftar.csv": list });
  await work.run(["index", "ekstrak.csv"]);
  mkdirSync(work.path("laporan"));
  symlinkSync(work.path("laporan"), work.path("lain"));
  await withFolderLock(work.path("laporan"), async () => {
    for (const out of ["laporan", "lain"]) {
      const { exitCode, stderr } = await work.run(["match", "daftar.csv", "--out", out]);
      expect([exitCode, stderr]).toEqual([
        75,
        `dtsen: ${out}: another run of dtsen is at work on it\n       Wait until it is done, then run again.\n`,
      ]);
    }
  });
  expect(readdirSync(work.path("laporan"))).toEqual([]);
});

test.skipIf(process.getuid?.() === 0)("an unwritable folder is the user's to mend", async () => {
  using work = new Case({ "ekstrak.csv": extract, "daftar.csv": list });
  await work.run(["index", "ekstrak.csv"]);
  mkdirSync(work.path("laporan"));
  chmodSync(work.path("laporan"), 0o500);
  const { exitCode, stderr } = await work.run(["match", "daftar.csv"]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("no permission");
});

test("trap 39: Ctrl-C ends the run at once and leaves nothing half-written", async () => {
  const rows = Array.from({ length: 60_000 }, (_, at) => `;ORANG NOMOR ${"ABCDEFGHIJ"[at % 10]};01-01-19${10 + (at % 90)};CONTOH;MAJU`);
  using work = new Case({ "ekstrak.csv": extract, "daftar.csv": `NIK;NAMA;TANGGAL LAHIR;KECAMATAN;DESA\n${rows.join("\n")}\n` });
  await work.run(["index", "ekstrak.csv"]);
  const child = spawn(process.execPath, [program, "match", "daftar.csv"], { cwd: work.folder, stdio: "ignore" });
  const ended = once(child, "exit");
  for (let tries = 0; tries < 500 && !readdirSync(work.folder).includes("laporan"); tries++)
    await new Promise((done) => setTimeout(done, 10));
  child.kill("SIGINT");
  expect(await ended).toEqual([null, "SIGINT"]);
  expect(readdirSync(work.folder).filter((name) => name.includes("lock"))).toEqual([]);
  expect(readdirSync(work.path("laporan"))).toEqual([]);
});

test("a reader that goes away is no error", async () => {
  using work = new Case({ "ekstrak.csv": extract });
  const child = spawn(process.execPath, [program, "inspect", "ekstrak.csv"], { cwd: work.folder, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = (await once(child, "close")) as [number | null];
  expect([exitCode, stderr.replace(/^Reading: .*\n/, "")]).toEqual([0, ""]);
});

test("--quiet and --json keep the warnings, on stderr", async () => {
  const strangers = Array.from(
    { length: 12 },
    (_, at) => `${9101990101800001n + BigInt(at)};ORANG LAIN ${"ABCDEFGHIJKL"[at]};01-01-1980;JAUH;SANA\n`,
  );
  using work = new Case({ "ekstrak.csv": extract, "daftar.csv": `NIK;NAMA;TANGGAL LAHIR;KECAMATAN;DESA\n${strangers.join("")}` });
  await work.run(["index", "ekstrak.csv", "--quiet"]);
  const plain = await work.run(["match", "daftar.csv", "--out", "a"]);
  const quiet = await work.run(["match", "daftar.csv", "--out", "b", "--quiet"]);
  const json = await work.run(["match", "daftar.csv", "--out", "c", "--quiet", "--json"]);
  expect(plain.stdout).toMatch(/^Warning: 12\/12: /im);
  expect([quiet.exitCode, quiet.stdout]).toEqual([0, ""]);
  expect(quiet.stderr).toMatch(/^dtsen: Warning: 12\/12: /im);
  expect(json.stderr).toBe(quiet.stderr);
});

test("nothing but an index is replaced by an index, and a link is the file it leads to", async () => {
  using work = new Case({ "ekstrak.csv": extract, "skripsi.docx": "PK\u0003\u0004", "kosong.db": "" });
  execFileSync("mkfifo", [work.path("pipa")]);
  for (const db of ["ekstrak.csv", "skripsi.docx", "pipa"]) {
    const { exitCode, stderr } = await work.run(["index", "ekstrak.csv", "--db", db]);
    expect([exitCode, stderr.split("\n")[0]]).toEqual([1, `dtsen: ${db}: is another kind of file, and is not overwritten`]);
  }
  expect(readFileSync(work.path("ekstrak.csv"), "utf8")).toBe(extract);
  symlinkSync("kosong.db", work.path("tautan.db"));
  for (let times = 0; times < 2; times++) expect((await work.run(["index", "ekstrak.csv", "--db", "tautan.db"])).exitCode).toBe(0);
  expect(lstatSync(work.path("tautan.db")).isSymbolicLink()).toBe(true);
  expect(lstatSync(work.path("kosong.db")).size).toBeGreaterThan(4096);
  // What a killed run has left is swept.
  mkdirSync(work.path(".dtsen-index-kosong.db-AbCdEf"));
  expect((await work.run(["index", "ekstrak.csv", "--db", "kosong.db"])).exitCode).toBe(0);
  expect(readdirSync(work.folder).filter((name) => name.startsWith("."))).toEqual([]);
});

test("a lost pipe ends the printing, never the work", async () => {
  using work = new Case({ "ekstrak.csv": extract, "daftar.csv": list });
  const shell = (line: string): number | null =>
    spawnSync("bash", ["-c", `set -o pipefail; ${line.replaceAll("dtsen", `'${process.execPath}' '${program}'`)}`], { cwd: work.folder })
      .status;
  expect(shell("dtsen index ekstrak.csv --db a.db 2>&1 | true")).toBe(0);
  expect(shell("dtsen match daftar.csv --db a.db --out a 2>&1 | head -c 1")).toBe(0);
  expect(readdirSync(work.path("a"))).toContain("summary.json");
  const full = spawnSync("bash", ["-c", `'${process.execPath}' '${program}' match daftar.csv --db a.db --out b > /dev/full`], {
    cwd: work.folder,
    env: { ...process.env, LANG: "C" },
  });
  expect([full.status, full.stderr.toString()]).toEqual([1, expect.stringContaining("dtsen: stdout: the disk is full\n")]);
  expect(readdirSync(work.path("b"))).toContain("summary.json");
});

test("what takes long without a pause is ended by Ctrl-C as well", async () => {
  using work = new Case();
  const signals = new URL("../../dist/src/platform/signals.js", import.meta.url);
  const script = work.write(
    "lama.mjs",
    `import { onSignals, untidily } from ${JSON.stringify(signals)};
     onSignals(process, () => {});
     untidily(() => { console.log("begun"); for (const end = Date.now() + 60000; Date.now() < end; ); });`,
  );
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  child.kill("SIGTERM");
  expect(await ended).toEqual([null, "SIGTERM"]);
});
