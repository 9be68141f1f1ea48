/**
 * What happens when files are dropped on `Padankan.cmd` or `Bangun Indeks.cmd`: the program is run on them with what the folder
 * holds, the reports come beside the list, and the folder of reports is opened.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, parse, resolve } from "node:path";
import process, { env, execPath, exit } from "node:process";
import { fileURLToPath } from "node:url";

const app = dirname(dirname(fileURLToPath(import.meta.url)));
const home = dirname(app);
const db = join(home, "dtsen.db");
const [action] = process.argv.slice(2);
const files = droppedFiles(env.DTSEN_LINE ?? "");

if (files.length === 0) {
  const name = action === "match" ? "Padankan.cmd" : "Bangun Indeks.cmd";
  const what = action === "match" ? "berkas daftar (.xlsx atau .csv)" : "kedua berkas DTSEN (anggota dan keluarga)";
  console.log(`Seret ${what} dengan tetikus ke ${name}.`);
  exit(2);
}
exit(action === "match" ? matchAll() : dtsen(["index", ...files, "--db", db, "--lang", "id"]));

function matchAll() {
  if (!existsSync(db)) {
    console.log("Indeks belum ada. Seret dahulu kedua berkas DTSEN (anggota dan keluarga) ke Bangun Indeks.cmd.");
    return 1;
  }
  let worst = 0;
  for (const file of files) {
    const { dir, name } = parse(file);
    const out = join(dir, `laporan ${name}`);
    const code = dtsen(["match", file, "--db", db, "--out", out, "--xlsx", "--lang", "id"]);
    worst = Math.max(worst, code);
    if (code === 0 && env.DTSEN_NO_PAUSE === undefined) spawn("explorer.exe", [out], { detached: true, stdio: "ignore" }).unref();
  }
  return worst;
}

function dtsen(argv) {
  return spawnSync(execPath, [join(app, "bin", "dtsen.js"), ...argv], { stdio: "inherit" }).status ?? 70;
}

/**
 * The files of `cmd.exe /c ""C:\…\Padankan.cmd" "C:\a b.csv" C:\a&b.csv"`. Explorer puts quotes round names with blanks only, so
 * that the arguments cmd.exe itself makes of the line end at the first `&`.
 */
function droppedFiles(line) {
  const after = /\.cmd"?\s+(.*)$/is.exec(line)?.[1] ?? "";
  return [...after.matchAll(/"([^"]*)"|([^\s"]+)/g)]
    .map(([, quoted, plain]) => quoted ?? plain)
    .filter((name) => name !== "")
    .map((name) => resolve(name));
}
