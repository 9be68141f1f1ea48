/** An age points to a year, and is as sure as ages are. */
import { expect, test } from "vitest";
import { compare, probeOf, relateDate } from "../../../src/link/compare/comparison.ts";
import { noNik } from "../../../src/normalise/fields/nik.ts";
import { numberedPlaces } from "../../support/array-index.ts";
import { isFromAge, readAge } from "../../../src/normalise/fields/birth-date.ts";

const today = 20261127;

test.each([
  ["46", 19800000],
  [" 46 th", 19800000],
  ["46 TAHUN", 19800000],
  ["46.0", 19800000],
  ["0", 20260000],
  ["46,5", 19800000],
  ["± 46 th", 19800000],
  ["umur: 46", 19800000],
  ["Usia 46 tahun 3 bulan", 19800000],
  ["lk. 46", 19800000],
  ["8 bln", 20260000],
])("an age of %j", (text, year) => {
  expect(readAge(text, today)).toEqual({ value: year, alternative: year - 10000 });
  expect(isFromAge(readAge(text, today)!)).toBe(true);
});

test.each(["", "-", "1980", "empat puluh", "46/5", "121", "46 78", "46 orang"])("%j is no age", (text) => {
  expect(readAge(text, today)).toBeNull();
});

test.each([
  [19800512, "year"],
  [19790101, "year"],
  [19810101, "unknown"],
  [19770630, "unknown"],
  [19760630, "different"],
  [19830101, "different"],
  [0, "unknown"],
] as const)("46 years, and born on %i: %s", (born, relation) => {
  expect(relateDate(readAge("46", today), born)).toBe(relation);
});

test.each([
  [19650101, 19640304, "guess"],
  [19640304, 19650701, "guess"],
  [19650101, 19650304, "day"],
  [19650101, 19610304, "day"],
  [19650102, 19640304, "day"],
] as const)("%i beside %i: a date worked out from an age, or not: %s", (value, birthDate, precision) => {
  const place = { provinsi: null, kabupaten: null, kecamatan: null, desa: null, kode: null, rt: null, rw: null, addressTokens: [] };
  const record = {
    nik: noNik,
    noKk: null,
    name: null,
    birthDate: { value, alternative: null },
    sex: null,
    place,
    desil: null,
    findings: [],
  };
  const reference = {
    ...{ id: 1, nik: null, noKk: null, name: null, birthDate, sex: null, placeKtp: -1, placeFamily: -1, rt: null, rw: null },
    addressHashes: [],
  };
  expect(compare(probeOf(record, numberedPlaces, null), reference, numberedPlaces).precision).toBe(precision);
});
