/**
 * `npm run bench:estimate`: the numbers of the shipped model, counted on generated lists whose truth is known, at seeds that
 * nothing is judged on. Writes `src/link/weigh/shipped-numbers.ts`.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execPath } from "node:process";
import { today } from "../../src/platform/clock.ts";
import { openTable, tableRecords } from "../../src/read/table.ts";
import { readTruthFile } from "../../src/evaluate/evaluation-files.ts";
import { openIndex, type RecordIndex } from "../../src/index/record-index.ts";
import { compare, dateRelations, nikRelations, probeOf, type Comparison, type DateRelation } from "../../src/link/compare/comparison.ts";
import { defaultModel } from "../../src/link/weigh/default-model.ts";
import { Truth } from "../../src/evaluate/evaluate.ts";
import { linkBatch } from "../../src/link/link.ts";
import { createWeigher } from "../../src/link/weigh/match-weight.ts";
import { nameLevels } from "../../src/link/compare/compare-names.ts";
import { lostDigitCandidates, nikNeighbours, type NikRelation } from "../../src/link/block/nik-neighbours.ts";
import type { Nik } from "../../src/normalise/record.ts";
import { createNormaliser } from "../../src/normalise/normalise.ts";
import { watching } from "../support/watched-index.ts";

const root = resolve(import.meta.dirname, "../../..");
const PEOPLE = 100_000;
const ROWS = 25_000;
const SEED = 20260501;
/** A level that no pair of different people was seen at is taken for half seen. */
const HALF_SEEN = 0.5;
const RANDOM_PER_ROW = 5;
/** Set, not counted: a damaged number that its own NIK explains, a first part that survived, and how many others share that part. */
const DAMAGE_EXPLAINED = 0.97;
const PREFIX_KEPT = 0.95;
const PREFIX_BY_CHANCE = 0.5;

const usable = ["equal", "one-digit", "swapped", "serial", "region", "different"] as const satisfies readonly NikRelation[];
const known = dateRelations.filter((date): date is Exclude<DateRelation, "unknown"> => date !== "unknown");

class Counts {
  private readonly counts = new Map<string, number>();

  add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  sum(keys: readonly string[]): number {
    return keys.reduce((total, key) => total + this.of(key), 0);
  }
}

/** Levels of true pairs, of other people met in a search, and of random pairs. */
const mine = new Counts();
const others = new Counts();
const random = new Counts();

for (const [at, errors] of (["moderate", "heavy"] as const).entries()) {
  const data = join(root, "bench-data", `estimate-${errors}`);
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  execFileSync(execPath, [
    join(root, "dist/fixtures/generator/main.js"),
    "--people",
    String(PEOPLE),
    "--rows",
    String(ROWS),
    "--seed",
    String(SEED + at),
    "--errors",
    errors,
    "--flat",
    "--out",
    data,
    "--list",
    "lengkap",
    "--list",
    "desa",
    "--list",
    "tanpa-nik",
  ]);
  execFileSync(execPath, [join(root, "bin/dtsen.js"), "index", join(data, "dtsen-flat.csv"), "--db", join(data, "dtsen.db"), "--quiet"]);
  using index = openIndex(join(data, "dtsen.db"));
  const idOfRow = new Map<number, number>();
  for (let id = 0; id < index.size; id++) idOfRow.set(index.person(index.reference(id)).row, id);
  for (const list of ["lengkap", "tanpa-nik"])
    await count(join(data, "daftar", `${list}.csv`), join(data, "kebenaran", `${list}-flat.csv`), index, idOfRow);
  rmSync(data, { recursive: true, force: true });
}

async function count(list: string, truthPath: string, index: RecordIndex, idOfRow: ReadonlyMap<number, number>): Promise<void> {
  const file = await readTruthFile(truthPath);
  if (file.kind !== "truth") throw new Error(`${truthPath} is no truth`);
  const truth = new Truth(file.rows);
  const table = await openTable(list);
  const profile = table.parts[0]!.profile;
  const normalise = createNormaliser(table.format.mapping, profile, { today: today() });
  const met = new Set<number>();
  const watched = watching(index, (id) => met.add(id));
  const weigher = createWeigher(defaultModel, index);
  let step = 1;
  for await (const record of tableRecords(table)) {
    if (record.kind !== "row") continue;
    const person = normalise(record);
    const probe = probeOf(person, index.places, profile.nameWidth);
    const real = truth.of(table.format.file, record.row);
    const own = real?.person?.row == null ? -1 : (idOfRow.get(real.person.row) ?? -1);
    if (own >= 0) addLevels(mine, compare(probe, index.reference(own), index.places), person.nik.value !== null);
    for (let draw = 0; draw < RANDOM_PER_ROW; draw++) {
      step = (step * 48271) % 2147483647;
      const id = step % index.size;
      if (id !== own) addLevels(random, compare(probe, index.reference(id), index.places), true);
    }
    met.clear();
    linkBatch([person], watched, weigher, profile.nameWidth);
    // A row whose number is in the extract is not searched any further: it tells of its holders only, nothing of its neighbours.
    const held = person.nik.value !== null && index.nikIds(person.nik.value).length > 0;
    if (!held) for (const id of nearNumbers(person.nik, index)) met.add(id);
    others.add(held ? "rows held" : person.nik.value !== null ? "rows searched" : "rows damaged");
    for (const id of met) {
      if (id === own) continue;
      const { nik, date } = compare(probe, index.reference(id), index.places);
      if (!held || nik === "equal") others.add(`${nik}/${date}`);
    }
  }
}

/** Whoever's number is a slip away or explains the damage: the search itself asks for few of them where a date or a village tells more. */
function nearNumbers({ value, damage }: Nik, index: RecordIndex): number[] {
  const known = (prefix: string): boolean => index.hasNikPrefix6(prefix);
  const digits = value ?? damage?.digits ?? "";
  const numbers =
    value !== null
      ? nikNeighbours(value, known)
      : [...(damage?.candidates ?? []), ...(digits.length === 15 ? lostDigitCandidates(digits, known) : [])];
  return [
    ...index.holders(numbers, true).flatMap((holders) => holders.map(({ id }) => id)),
    ...(digits.length >= 12 ? index.nikPrefixIds(digits.slice(0, 12)) : []),
  ];
}

function addLevels(counts: Counts, { nik, date, sex, card, name }: Comparison, usableNik: boolean): void {
  if (usableNik) counts.add(`identity ${nik}/${date}`);
  counts.add(`date ${date}`);
  counts.add(`sex ${sex}`);
  counts.add(`card ${card}`);
  if (name !== null) counts.add(`name ${name.level}`);
}

/* ---- the numbers ---- */

function shares(counts: Counts, prefix: string, levels: readonly string[], weight = levels.length): Record<string, number> {
  const all = counts.sum(levels.map((level) => prefix + level));
  return Object.fromEntries(levels.map((level) => [level, (counts.of(prefix + level) + weight / levels.length / 2) / (all + weight / 2)]));
}

const dateM = shares(mine, "date ", known);
const dateU = shares(random, "date ", known);
const pairs = mine.sum(usable.flatMap((nik) => dateRelations.map((date) => `identity ${nik}/${date}`)));
const nikM = Object.fromEntries(
  usable.map((nik) => [nik, (mine.sum(dateRelations.map((date) => `identity ${nik}/${date}`)) + 0.5) / (pairs + 3)]),
);
const searched = others.of("rows searched");
/** Rows over which a relation to other people's numbers was counted. */
const counted: Readonly<Partial<Record<NikRelation, number>>> = {
  equal: others.of("rows held") + searched,
  damage: others.of("rows damaged"),
};

const identity: Record<string, { m: number; u: number; perExtract?: true }> = {};
for (const nik of nikRelations) {
  const free = nik === "different" || nik === "unknown" || nik === "prefix";
  const ofNik = nik === "unknown" ? 1 : nik === "prefix" ? PREFIX_KEPT : nik === "damage" ? DAMAGE_EXPLAINED : nikM[nik]!;
  const chance = nik === "prefix" ? PREFIX_BY_CHANCE : 1;
  for (const date of dateRelations) {
    const m = date === "unknown" ? ofNik : ofNik * dateM[date]!;
    if (free) identity[`${nik}/${date}`] = { m, u: chance * (date === "unknown" ? 1 : dateU[date]!) };
    else {
      const met = others.sum((date === "unknown" ? dateRelations : [date]).map((each) => `${nik}/${each}`));
      identity[`${nik}/${date}`] = { m, u: (met + HALF_SEEN) / ((counted[nik] ?? searched) + HALF_SEEN), perExtract: true };
    }
  }
}
const numbers = {
  origin: { kind: "shipped", people: PEOPLE, rows: ROWS, seed: SEED, pairs },
  identity,
  sex: { m: shares(mine, "sex ", ["equal", "different"]), u: shares(random, "sex ", ["equal", "different"]) },
  card: mine.of("card equal") / (mine.of("card equal") + mine.of("card different")),
  nameM: shares(mine, "name ", nameLevels),
};
writeFileSync(
  join(root, "src/link/weigh/shipped-numbers.ts"),
  `/** Counted on generated lists with known truth; made by \`npm run bench:estimate\`, not by hand. */
import type { ShippedNumbers } from "./default-model.ts";

export const shippedNumbers: ShippedNumbers = ${literal(numbers, "")};
`,
);

/** As TypeScript, three digits, a level to a line. */
function literal(value: unknown, indent: string): string {
  if (typeof value === "number") return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [/^\w+$/.test(key) ? key : JSON.stringify(key), each]);
  const flat = entries.every(([, each]) => typeof each !== "object");
  if (flat) return `{ ${entries.map(([key, each]) => `${key}: ${literal(each, "")}`).join(", ")} }`;
  return `{\n${entries.map(([key, each]) => `${indent}  ${key}: ${literal(each, `${indent}  `)},\n`).join("")}${indent}}`;
}
