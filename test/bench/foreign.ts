/**
 * `npm run bench:foreign`: lists without any number from people and errors that the matcher was not written for
 * (`foreign-people.ts`), by name, birth date and address. Link recall and precision as for public linkage data: every row has a
 * partner, but for `--outside`.
 *
 *   npm run bench:foreign -- --people 5000 --seed 1 --outside 0.1 --details
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argv, execPath, stdout } from "node:process";
import { parseArgs } from "node:util";
import { cell } from "../../fixtures/generator/files.ts";
import { Chance } from "../../fixtures/generator/chance.ts";
import type { Evaluation } from "../../src/evaluate/evaluate.ts";
import { foreignPairs, worlds, type ForeignRecord, type World } from "./foreign-people.ts";

const root = resolve(import.meta.dirname, "../../..");
type Column = readonly [header: string, text: (record: ForeignRecord) => string];

const name: Column = ["NAMA", ({ given, surname }) => `${given} ${surname}`.trim()];
const born: Column = ["TANGGAL LAHIR", ({ born: digits }) => digits.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3")];
const sex: Column = ["JENIS KELAMIN", ({ sex: letter }) => letter];
const address: Column = ["ALAMAT", ({ number, street, property }) => [number, street, property].filter((each) => each !== "").join(" ")];
const village: Column = ["DESA", ({ suburb }) => suburb];
const kecamatan: Column = ["KECAMATAN", ({ suburb }) => suburb];
const postcode: Column = ["DESA", ({ postcode: digits }) => digits];
const regency: Column = ["KABUPATEN", ({ state }) => state];

/** The same data as different people would map them. */
const mappings: Readonly<Record<string, readonly Column[]>> = {
  "name, birth date, address, suburb as desa, state": [name, born, sex, address, village, regency],
  "name, birth date, address, suburb as kecamatan": [name, born, sex, address, kecamatan],
  "name, birth date, address": [name, born, sex, address],
  "name, birth date, suburb as desa": [name, born, village],
  "name, birth date, address, postcode as desa": [name, born, sex, address, postcode],
};

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    people: { type: "string", default: "5000" },
    seed: { type: "string", default: "20261201" },
    /** Share of the list's people who are not in the extract. */
    outside: { type: "string", default: "0" },
    only: { type: "string" },
    program: { type: "string", default: join(root, "bin/dtsen.js") },
    train: { type: "boolean", default: false },
    model: { type: "string" },
    details: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
});
const program = resolve(values.program);
const folder = join(root, "bench-data", `foreign-${values.seed}`);

stdout.write(
  "| world | columns | links: precision / recall | match.csv precision | matched | review | stated / true wrong |\n| --- | --- | --- | --- | --- | --- | --- |\n",
);
for (const world of worlds) {
  const pairs = foreignPairs(world, Number(values.people), Number(values.seed));
  for (const [mapping, columns] of Object.entries(mappings)) {
    if (values.only !== undefined && !`${world}: ${mapping}`.includes(values.only)) continue;
    const data = join(folder, world, mapping.replaceAll(/[^a-z]+/g, "-"));
    write(world, pairs, columns, data);
    run(["index", join(data, "dtsen.csv"), "--db", join(data, "dtsen.db"), "--quiet"]);
    judge(world, mapping, data, values.model === undefined ? [] : ["--model", values.model]);
    if (values.train) judgeTrained(world, mapping, data);
  }
}
if (!values.keep) rmSync(folder, { recursive: true, force: true });

function write(world: World, pairs: ReturnType<typeof foreignPairs>, columns: readonly Column[], data: string): void {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const chance = new Chance(Number(values.seed), `order ${world}`);
  const line = (record: ForeignRecord): string => columns.map(([, text]) => cell(text(record).toUpperCase(), ",")).join(",");
  const header = columns.map(([each]) => each).join(",");
  const extract = [`NIK,NOKK,${header},DESIL NASIONAL`];
  const rows: { text: string; row: number; errors: readonly string[] }[] = [];
  for (const { person, copy, errors } of pairs) {
    const isOutside = chance.happens(Number(values.outside));
    if (!isOutside) extract.push(`,,${line(person)},`);
    rows.push({ text: line(copy), row: isOutside ? 0 : extract.length, errors });
  }
  for (let at = rows.length - 1; at > 0; at--) {
    const other = chance.below(at + 1);
    [rows[at], rows[other]] = [rows[other]!, rows[at]!];
  }
  writeFileSync(join(data, "dtsen.csv"), `${extract.join("\n")}\n`);
  writeFileSync(join(data, "daftar.csv"), `NO,${header}\n${rows.map(({ text }, at) => `${at + 1},${text}`).join("\n")}\n`);
  const truth = rows.map(({ row, errors }, at) => `daftar.csv,${at + 2},${row === 0 ? "," : `dtsen.csv,${row}`},,${errors.join("+")},0`);
  writeFileSync(
    join(data, "kebenaran.csv"),
    `source_file,source_row,dtsen_file,dtsen_row,dtsen_nik,galat,perlu_tinjau\n${truth.join("\n")}\n`,
  );
}

function run(args: readonly string[]): string {
  return execFileSync(execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 }).toString();
}

function judge(world: World, mapping: string, data: string, args: readonly string[]): void {
  const out = join(data, "laporan");
  run(["match", join(data, "daftar.csv"), "--db", join(data, "dtsen.db"), "--out", out, "--quiet", "--overwrite", ...args]);
  const { links, match, review, reported, matchErrors, rows, byStatus, byErrorKind } = JSON.parse(
    run(["evaluate", out, "--truth", join(data, "kebenaran.csv"), "--json"]),
  ) as Evaluation;
  const share = (value: number | null): string => value?.toFixed(4) ?? "–";
  stdout.write(
    `| ${world} | ${mapping}${args.length > 0 ? ", trained" : ""} | ${share(links.precision.share)} / ${share(links.recall.share)} | ${share(match.precision.share)} | ${share(reported.match / rows)} | ${share(review.share)} | ${matchErrors.stated?.toFixed(1) ?? "–"} / ${matchErrors.observed} of ${matchErrors.rows} |\n`,
  );
  if (!values.details) return;
  for (const { report, status, rows: of, right } of byStatus)
    stdout.write(`  ${report}/${status}: ${of} rows, right ${share(right.share)}\n`);
  for (const { kind, rows: of, recall, precision } of byErrorKind)
    stdout.write(`  ${kind}: ${of} rows, found ${share(recall.share)}, right ${share(precision.share)}\n`);
}

function judgeTrained(world: World, mapping: string, data: string): void {
  const model = join(data, "model.json");
  const { status } = spawnSync(
    execPath,
    [program, "train", join(data, "daftar.csv"), "--db", join(data, "dtsen.db"), "--model", model, "--quiet"],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  if (status === 0) judge(world, mapping, data, ["--model", model]);
  else stdout.write(`| ${world} | ${mapping}, trained | nothing to learn from |\n`);
}
