import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTable, tableRecords } from "../../../src/read/table.ts";
import { openIndex, type RecordIndex } from "../../../src/index/record-index.ts";
import { compare, probeOf } from "../../../src/link/compare/comparison.ts";
import { defaultModel } from "../../../src/link/weigh/default-model.ts";
import { nikDate } from "../../../src/normalise/fields/nik.ts";
import { linkBatch } from "../../../src/link/link.ts";
import { createWeigher, type Weigher } from "../../../src/link/weigh/match-weight.ts";
import { createNormaliser } from "../../../src/normalise/normalise.ts";
import { Prospects } from "../../../src/link/block/prospects.ts";
import type { PersonRecord, ReferenceRecord } from "../../../src/normalise/record.ts";
import { districtPart, mayBeNamed, mayLiveIn, namePart, sketchedDate, sketchOf } from "../../../src/link/block/sketch.ts";
import { numberedPlaces } from "../../support/array-index.ts";
import { Case } from "../../support/run-case.ts";

const fixtures = resolve(import.meta.dirname, "../../../fixtures");
const office = new Case();
let index: RecordIndex;
let weigher: Weigher;
const rows: PersonRecord[] = [];

beforeAll(async () => {
  const dtsen = readdirSync(join(fixtures, "dtsen")).map((name) => join(fixtures, "dtsen", name));
  expect((await office.run(["index", ...dtsen, "--db", "dtsen.db", "--quiet"])).exitCode).toBe(0);
  index = openIndex(office.path("dtsen.db"));
  weigher = createWeigher(defaultModel, index);
  for (const list of ["lengkap", "rusak", "tanpa-nik", "desa"]) {
    const table = await openTable(join(fixtures, "daftar", `${list}.csv`));
    const normalise = createNormaliser(table.format.mapping, table.parts[0]!.profile, { today: 20261101 });
    for await (const record of tableRecords(table)) if (record.kind === "row") rows.push(normalise(record));
  }
});
afterAll(() => {
  index[Symbol.dispose]();
  office[Symbol.dispose]();
});

test.each([[19000101], [20751231], [19800229], [19991231]])("a full date from 1900 to 2075 is kept whole: %i", (birthDate) => {
  expect(sketchedDate(sketchOf(someone({ birthDate }), index.places))).toBe(birthDate);
});

test.each([[0], [19800000], [19800500], [18991231], [20760101]])("any other date is not told: %i", (birthDate) => {
  expect(sketchedDate(sketchOf(someone({ birthDate }), index.places))).toBe(0);
});

test("who moved may live in either kecamatan, and whose name has two readings may bear any", () => {
  const moved = sketchOf(someone({ placeKtp: 5, placeFamily: 25 }), numberedPlaces);
  const settled = sketchOf(someone({ placeKtp: 21, placeFamily: 25 }), numberedPlaces);
  expect([mayLiveIn(settled, districtPart(2)), mayLiveIn(settled, districtPart(0)), mayLiveIn(settled, districtPart(-1))]).toEqual([
    true,
    false,
    true,
  ]);
  for (let district = 0; district < 300; district++) expect(mayLiveIn(moved, districtPart(district))).toBe(true);
  const alias = { tokens: ["SUTINI"], alternatives: [["ATIN"]], marks: [] };
  expect([namePart(alias), mayBeNamed(sketchOf(someone({ name: alias }), index.places), 77)]).toEqual([0, true]);
});

describe("nobody is passed over who matters", () => {
  test("no pair weighs more than its sketch allows", () => {
    const persons = [...index.references()];
    let pairs = 0;
    let seeming = 0;
    rows.forEach((record, at) => {
      const probe = probeOf(record, index.places, null);
      const prospects = new Prospects(probe, index, weigher);
      for (let other = at % 23; other < persons.length; other += 23) {
        const person = persons[other]!;
        const comparison = compare(probe, person, index.places);
        // The owner of the row's own number is found by it, whoever shares the card by the card.
        if (comparison.nik === "equal" || comparison.card === "equal" || isOddlyNumbered(person)) continue;
        pairs++;
        if (weigher.weigh(comparison) > prospects.most(person.id, sketchOf(person, index.places), false)) seeming++;
      }
    });
    expect([pairs > 200_000, seeming]).toEqual([true, 0]);
  });

  test("the search finds whom it finds when everybody is compared", () => {
    const everybody: Weigher = { ...weigher, ceilingOf: () => () => Infinity };
    const found = linkBatch(rows, index, weigher, null);
    const all = linkBatch(rows, index, everybody, null);
    let spared = 0;
    all.forEach(({ candidates, compared }, at) => {
      const serious = candidates.filter(({ weight }) => weight >= weigher.floor);
      expect(found[at]!.candidates.slice(0, serious.length).map(({ reference, weight }) => [reference.id, weight])).toEqual(
        serious.map(({ reference, weight }) => [reference.id, weight]),
      );
      spared += compared - found[at]!.compared;
    });
    expect(spared).toBeGreaterThan(500);
  });
});

/** A person whose number holds another date than the register: one in dozens, whom the date does not stand for. */
function isOddlyNumbered({ nik, birthDate }: ReferenceRecord): boolean {
  const inNik = nik === null ? null : nikDate(nik);
  return inNik === null || inNik.month * 100 + inNik.day !== birthDate % 10000 || inNik.yy !== Math.floor(birthDate / 10000) % 100;
}

function someone(given: Partial<ReferenceRecord>): ReferenceRecord {
  return {
    id: 0,
    nik: null,
    noKk: null,
    name: null,
    birthDate: 0,
    sex: null,
    placeKtp: -1,
    placeFamily: -1,
    rt: null,
    rw: null,
    addressHashes: [],
    ...given,
  };
}
