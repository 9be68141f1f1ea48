/**
 * Makes `src/linkage/regions/kemendagri-data.ts`: `npm run regions` (fetches the two packages, compiles, runs this). Current
 * codes and names: idn-area-data@4.0.1 (Kepmendagri 300.2.2-2138/2025, ODbL 1.0); codes gone since 2015: nusantara-valid@0.4.2
 * (MIT), and six that neither holds (Permendagri 137/2017, Papua).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";

const [, , packages = "node_modules", target = "src/linkage/regions/kemendagri-data.ts"] = argv;
const inNeither = ["910121", "910122", "911820", "911821", "911822", "911823"];

function table(name: string): { code: string; name: string }[] {
  const text = readFileSync(join(packages, "idn-area-data/data", `${name}.csv`), "utf8");
  const [header = "", ...lines] = text.trim().split(/\r?\n/);
  const columns = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return { code: cells[0]!.replaceAll(".", ""), name: cells[columns.indexOf("name")]!.replaceAll('"', "") };
  });
}

const current = new Set(table("districts").map(({ code }) => code));
const former = readFileSync(join(packages, "nusantara-valid/src/ts/datas/extended/province.extended.ts"), "utf8");
const known = new Set([...current, ...inNeither, ...(former.match(/\b\d\d\.\d\d\.\d\d\b/g) ?? []).map((code) => code.replaceAll(".", ""))]);

/** Two-digit kecamatan numbers by kabupaten. */
function byKabupaten(codes: Iterable<string>): Record<string, string> {
  const grouped: Record<string, string> = {};
  for (const code of [...codes].sort()) grouped[code.slice(0, 4)] = (grouped[code.slice(0, 4)] ?? "") + code.slice(4);
  return grouped;
}

const lines = (entries: readonly (readonly [string, string])[]): string => entries.map(([code, name]) => `${code} ${name}`).join("\n");
const dead = new Set([...known].filter((code) => !current.has(code)));

writeFileSync(
  target,
  `/**
 * Kemendagri region codes, made by \`npm run regions\`; not to be edited. This file is a derived database under the Open
 * Database License 1.0: see NOTICE.md beside it.
 */

/** \`code name\`, a line each. */
export const provinces = \`${lines(table("provinces").map(({ code, name }) => [code, name]))}\`;

export const kabupaten = \`${lines(table("regencies").map(({ code, name }) => [code, name]))}\`;

/** Kabupaten code, then the two-digit numbers of its kecamatan: in force … */
export const kecamatan = \`${lines(Object.entries(byKabupaten(current)))}\`;

/** … and gone since 2015; NIKs keep them. */
export const formerKecamatan = \`${lines(Object.entries(byKabupaten(dead)))}\`;
`,
);
