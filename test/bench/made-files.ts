/** Invented extracts and lists for the benchmarks, made once and used again. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { execPath, stderr } from "node:process";

export const root = resolve(import.meta.dirname, "../../..");

/** Runs the generator into a folder (`fixtures/generator/main.ts` has its options), unless it has done so before. */
export function makeFiles(folder: string, options: Readonly<Record<string, string | number>>): void {
  if (existsSync(join(folder, "done"))) return;
  stderr.write(`making ${options["people"]} people and a list of ${options["rows"]} rows\n`);
  mkdirSync(folder, { recursive: true });
  const words = Object.entries({ ...options, out: folder }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  execFileSync(execPath, [join(root, "dist/fixtures/generator/main.js"), ...words], { stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(join(folder, "done"), "");
}

/** The extract's files, a kabupaten's two beside each other. */
export function extractIn(folder: string): string[] {
  const dtsen = join(folder, "dtsen");
  return readdirSync(dtsen)
    .sort((a, b) => kabupatenOf(a).localeCompare(kabupatenOf(b)) || a.localeCompare(b))
    .map((name) => join(dtsen, name));
}

/** `32.01` of `keluarga_dtsen_v3_2026_32.01.csv`. */
export function kabupatenOf(path: string): string {
  return basename(path, ".csv").slice(-5);
}
