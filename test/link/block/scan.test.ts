/** The rough score: who of a village is worth fetching for a row. */
import { describe, expect, test } from "vitest";
import { blockPersonOf, decodePeople, encodePeople, type BlockPerson } from "../../../src/link/block/people-block.ts";
import { featuresOf, scan } from "../../../src/link/block/scan.ts";
import { Shortlist } from "../../../src/link/block/shortlist.ts";
import { probeOf } from "../../../src/link/compare/comparison.ts";
import { noNik } from "../../../src/normalise/fields/nik.ts";
import type { PersonRecord, ReferenceRecord } from "../../../src/normalise/record.ts";
import { numberedPlaces } from "../../support/array-index.ts";

const name = (...tokens: string[]) => ({ tokens, alternatives: [], marks: [] });
const NIK = "3299011203800001";

function living(id: number, given: Partial<ReferenceRecord>): BlockPerson {
  return blockPersonOf({
    id,
    nik: null,
    noKk: null,
    name: name("SITI", "AMINAH"),
    birthDate: 19610505,
    sex: "P",
    placeKtp: 20,
    placeFamily: 20,
    rt: null,
    rw: null,
    addressHashes: [],
    ...given,
  });
}

function row(given: Partial<PersonRecord>): PersonRecord {
  return {
    nik: noNik,
    noKk: null,
    name: name("SITI", "AMINAH"),
    birthDate: null,
    sex: "P",
    place: {
      provinsi: null,
      kabupaten: null,
      kecamatan: null,
      desa: "20",
      kode: null,
      rt: null,
      rw: null,
      addressTokens: [],
    },
    desil: null,
    findings: [],
    ...given,
  };
}

/** Ids of those taken, best first. */
function taken(record: PersonRecord, people: readonly BlockPerson[]): readonly number[] {
  const features = featuresOf(probeOf(record, numberedPlaces, null), () => 0.001);
  const list = new Shortlist(features.worthKnowing);
  scan(features, decodePeople(encodePeople(people)), "village", "sound", numberedPlaces, list);
  return list.take();
}

describe("a row with a number", () => {
  const numbered = row({
    nik: { value: NIK, plausible: true, damage: null },
    birthDate: { value: 19800312, alternative: null },
  } as Partial<PersonRecord>);
  const shares = { name: name("SITI", "ROHANI") };

  test("whoever shares a word and was born on another day than its number says is not fetched", () => {
    expect(taken(numbered, [living(1, shares)])).toEqual([]);
  });

  test("without the number the same person is", () => {
    expect(taken(row({ birthDate: null }), [living(1, shares)])).toEqual([1]);
  });

  test("whoever was born on the number's day is, though the row gives another", () => {
    const other = { ...numbered, birthDate: { value: 19551231, alternative: null } } as PersonRecord;
    expect(taken(other, [living(1, { ...shares, birthDate: 19800312 }), living(2, shares)])).toEqual([1]);
  });

  test("whoever bears the whole name is, whenever born", () => {
    expect(taken(numbered, [living(1, {}), living(2, shares)])).toEqual([1]);
  });
});
