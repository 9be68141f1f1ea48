import { expect, test } from "vitest";
import type { ReferenceRecord } from "../../../src/normalise/record.ts";
import { districtPart, mayBeNamed, mayLiveIn, namePart, sketchedDate, sketchOf } from "../../../src/link/block/sketch.ts";
import { numberedPlaces } from "../../support/array-index.ts";

test.each([[19000101], [20751231], [19800229], [19991231]])("a full date from 1900 to 2075 is kept whole: %i", (birthDate) => {
  expect(sketchedDate(sketchOf(someone({ birthDate }), numberedPlaces))).toBe(birthDate);
});

test.each([[0], [19800000], [19800500], [18991231], [20760101]])("any other date is not told: %i", (birthDate) => {
  expect(sketchedDate(sketchOf(someone({ birthDate }), numberedPlaces))).toBe(0);
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
  expect([namePart(alias), mayBeNamed(sketchOf(someone({ name: alias }), numberedPlaces), 77)]).toEqual([0, true]);
});

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
