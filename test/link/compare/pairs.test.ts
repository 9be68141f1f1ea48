/** Every pair of names in `pairs.psv`, with its context, comes out as a careful clerk labelled it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimColumns, claimOf } from "../../../src/resolve/claim.ts";
import { ClaimCollector } from "../../../src/resolve/claim-ledger.ts";
import { compare, probeOf, type Comparison } from "../../../src/link/compare/comparison.ts";
import { defaultModel } from "../../../src/link/weigh/default-model.ts";
import { linkBatch } from "../../../src/link/link.ts";
import { createWeigher } from "../../../src/link/weigh/match-weight.ts";
import { noNik } from "../../../src/normalise/fields/nik.ts";
import type { NameLevel } from "../../../src/link/compare/compare-names.ts";
import { readName } from "../../../src/normalise/name/read-name.ts";
import type { PersonName } from "../../../src/normalise/name/person-name.ts";
import type { PersonRecord, Place, ReferenceRecord, Sex } from "../../../src/normalise/record.ts";
import { resolve } from "../../../src/resolve/resolve.ts";
import type { ReferencePlaces } from "../../../src/link/reference-index.ts";
import type { Status } from "../../../src/resolve/status.ts";
import { arrayIndex, numberedPlaces } from "../../support/array-index.ts";
import { random } from "../../support/random.ts";

const [, ...lines] = readFileSync(join(import.meta.dirname, "pairs.psv"), "utf8")
  .trimEnd()
  .split("\n");
const pairs = lines.map((line) => {
  const [id = "", left = "", right = "", context = "", label = "", , after = "", why = ""] = line.split("|");
  return { id, left, right, context, label, after, why };
});
type Pair = (typeof pairs)[number];

const nikLeft = "3201991205800001";
const cardLeft = "3201990101110001";
const nowhere: Place = { provinsi: null, kabupaten: null, kecamatan: null, desa: null, kode: null, rt: null, rw: null, addressTokens: [] };

/** A village of another province. */
const elsewhere = 9_000;
const places: ReferencePlaces = {
  ...numberedPlaces,
  relation: (left, place) => (place === elsewhere && left.kecamatan >= 0 ? "different" : numberedPlaces.relation(left, place)),
};

/** The NIK of the extract's person, as the context relates it to the list's. */
function nikRight(context: string): string | null {
  if (context.includes("nik=")) return nikLeft;
  if (context.includes("nik last4")) return "3201991205800002";
  if (context.includes("nik day+40")) return "3201995205800001";
  return context.includes("nik≠") ? "3201992303600007" : null;
}

function nameOf(text: string, sex: Sex): PersonName {
  return readName(text, { sex, province: null }).value!;
}

/** The list's row and the extract's person; what the context does not speak of is left out on both sides. */
function read({ left, right, context }: Pair, id: number): { record: PersonRecord; reference: ReferenceRecord } {
  const has = (part: string): boolean => context.includes(part);
  const [sexLeft, sexRight] = (/jk=([LP])(?:\/([LP]))?/.exec(context)?.slice(1) ?? []) as [Sex, Sex?];
  const born = has("dob(year)=") ? 19800000 : has("dob=") || has("dob≠") ? 19800512 : 0;
  const otherBorn = has("dob≠31y") ? 19490512 : 19830917;
  const desa = has("wil") ? "11" : null;
  const record: PersonRecord = {
    nik: nikRight(context) === null ? noNik : { value: nikLeft, plausible: true, damage: null },
    noKk: has("kk") ? cardLeft : null,
    name: nameOf(left, sexLeft),
    birthDate: born === 0 ? null : { value: born, alternative: null },
    sex: sexLeft,
    place: { ...nowhere, desa },
    desil: null,
    findings: [],
  };
  const reference: ReferenceRecord = {
    id,
    nik: nikRight(context),
    noKk: has("kk=") ? cardLeft : has("kk≠") ? "3201990101990009" : null,
    name: nameOf(right, sexRight ?? sexLeft),
    birthDate: has("dob≠") ? otherBorn : born === 0 ? 0 : 19800512,
    sex: sexRight ?? sexLeft,
    placeKtp: has("wil=") ? 11 : has("wil≠") ? elsewhere : -1,
    placeFamily: -1,
    rt: null,
    rw: null,
    addressHashes: [],
  };
  return { record, reference };
}

/** Two thousand others whose names share words with the pairs, so that no word of theirs is rarer than it ought to be. */
function crowd(): ReferenceRecord[] {
  const next = random(7);
  const words = pairs.flatMap(({ left, right }) => [...nameOf(left, "L").tokens, ...nameOf(right, "P").tokens]);
  const pick = (): string => words[Math.floor(next() * words.length)]!;
  return Array.from(
    { length: 2_000 },
    (_, id): ReferenceRecord => ({
      id,
      nik: `320199${String(1_000_000_000 + id).slice(0, 10)}`,
      noKk: `32019902${String(id >> 2).padStart(8, "0")}`,
      name: { tokens: [pick(), pick()], alternatives: [], marks: [] },
      birthDate: (1940 + Math.floor(next() * 70)) * 10000 + 203 + Math.floor(next() * 20),
      sex: next() < 0.5 ? "L" : "P",
      placeKtp: 20 + Math.floor(next() * 300),
      placeFamily: -1,
      rt: null,
      rw: null,
      addressHashes: [],
    }),
  );
}
const others = crowd();

interface Decision {
  readonly status: Status;
  /** The row's best candidate is the extract's person. */
  readonly isPartner: boolean;
  readonly probability: number;
}

/** What the whole linkage answers for the pair, among a hundred rows that have their partner. */
function decide(pair: Pair, change: Partial<PersonRecord> = {}): Decision {
  const { record, reference } = read(pair, others.length);
  const index = { ...arrayIndex([...others, reference]), places };
  const ordinary = others.slice(0, 100).map(
    (other): PersonRecord => ({
      ...record,
      nik: { value: other.nik, plausible: true, damage: null },
      noKk: other.noKk,
      name: other.name,
      birthDate: { value: other.birthDate, alternative: null },
      sex: other.sex,
      place: nowhere,
    }),
  );
  const linked = linkBatch([{ ...record, ...change }, ...ordinary], index, createWeigher(defaultModel, index), null);
  const claims = new ClaimCollector();
  claims.append(claimColumns(linked.map((each) => claimOf(each, index.places))));
  const ledger = claims.ledger();
  const answer = resolve(ledger, defaultModel, index.size);
  const best = answer.best(0);
  return { status: answer.status(0), isPartner: best >= 0 && ledger.id(best) === reference.id, probability: answer.probability(0) };
}

function comparisonOf(pair: Pair): Comparison {
  const { record, reference } = read(pair, 0);
  return compare(probeOf(record, places, null), reference, places);
}

const settled: readonly (NameLevel | undefined)[] = ["equal", "equivalent", "abbreviated"];
const same = pairs.filter(({ label }) => label === "same-person-plausible");
const different = pairs.filter(({ label }) => label === "different-person");

test("the table is whole: thirty pairs, eighteen of one person, twelve of two", () => {
  expect([pairs.length, same.length, different.length]).toEqual([30, 18, 12]);
});

test.each(pairs)("$id: of $left and $right the rules leave $after", (pair) => {
  const { after, label } = pair;
  const { level, notes } = comparisonOf(pair).name!;
  // NY. before the name of a man: his wife, whom the rules of spelling alone would take for him.
  if (pair.id === "D19") expect(level).toBe("partial");
  else if (after.startsWith("equal")) expect(settled).toContain(level);
  else if (label === "different-person") expect(settled).not.toContain(level);
  else expect([...settled, "near", "several"]).toContain(level);
  expect(notes.includes("NAMA_URUTAN")).toBe(after === "equal-reordered");
});

test.each(pairs)("$id: the comparison sees the context: $context", (pair) => {
  const { nik, date, sex, card, place } = comparisonOf(pair);
  const { context } = pair;
  const relation = (part: string): string =>
    context.includes(`${part}=`) ? "equal" : context.includes(`${part}≠`) ? "different" : "unknown";
  expect(date).toBe(context.includes("dob(year)=") ? "year" : relation("dob"));
  expect(nik).toBe(context.includes("last4") ? "serial" : context.includes("day+40") ? "one-digit" : relation("nik"));
  expect([sex, card]).toEqual([/jk=[LP]\//.test(context) ? "different" : "equal", relation("kk")]);
  expect(place).toBe(context.includes("kk=") ? "card" : context.includes("wil=") ? "desa" : relation("wil"));
});

test.each(same)("$id: $left is $right ($context; $why)", (pair) => {
  const { status, isPartner, probability } = decide(pair);
  expect([status, isPartner]).toEqual([expect.stringMatching(/^PADAN(?:_CATATAN)?$/), true]);
  expect(probability).toBeGreaterThan(defaultModel.settings.matchProbability);
});

test.each(same)("$id: $left is nearer to $right than a stranger's name is", (pair) => {
  const { record, reference } = read(pair, 0);
  const stranger = { ...record, name: nameOf("GUNTUR PAMUNGKAS", "L") };
  const weigher = createWeigher(defaultModel, { ...arrayIndex([...others, reference]), places });
  const weight = (row: PersonRecord): number => weigher.weigh(compare(probeOf(row, places, null), reference, places));
  expect(weight(record)).toBeGreaterThan(weight(stranger));
});

test.each(different)("$id: $left is never matched with $right ($context; $why)", (pair) => {
  expect(decide(pair).status).not.toMatch(/^PADAN/);
});

test.each(different.filter(({ id }) => id !== "D01"))("$id: nor where the list gives no NIK", (pair) => {
  expect(decide(pair, { nik: noNik }).status).not.toMatch(/^PADAN/);
});
