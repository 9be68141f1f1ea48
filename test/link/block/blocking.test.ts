import { expect, test } from "vitest";
import { referenceKeys, wholeNameKeys } from "../../../src/link/block/blocking.ts";
import { noNik } from "../../../src/normalise/fields/nik.ts";
import { readName } from "../../../src/normalise/name/read-name.ts";
import type { PersonRecord, ReferenceRecord } from "../../../src/normalise/record.ts";

const district = { kecamatanOf: (place: number) => (place < 0 ? -1 : 3) };
const nowhere = { desa: [], kecamatan: -1, kabupaten: -1 };
const inDistrict = { desa: [], kecamatan: 3, kabupaten: 0 };

function nameOf(text: string) {
  return readName(text, { sex: null, province: null }).value;
}

function reference(nama: string): ReferenceRecord {
  return {
    id: 7,
    nik: null,
    noKk: null,
    name: nameOf(nama),
    birthDate: 19720110,
    sex: "P",
    placeKtp: 5,
    placeFamily: 5,
    rt: null,
    rw: null,
    addressHashes: [],
  };
}

function row(nama: string): PersonRecord {
  const place = { provinsi: null, kabupaten: null, kecamatan: null, desa: null, kode: null, rt: null, rw: null, addressTokens: [] };
  return { nik: noNik, noKk: null, name: nameOf(nama), birthDate: null, sex: null, place, desil: null, findings: [] };
}

const meet = (keys: readonly number[], others: readonly number[]): boolean => keys.some((key) => others.includes(key));

test.each([
  ["the same name", "SUMI TOTIAH", "SUMI TOTIAH", nowhere, true],
  ["its words in another order", "TOTIAH SUMI", "SUMI TOTIAH", nowhere, true],
  ["another name", "SUMI TARSIH", "SUMI TOTIAH", nowhere, false],
  ["a name run together, in the kecamatan", "SUNUTOMO", "SUN UTOMO", inDistrict, true],
  ["a name torn apart, in the kecamatan", "SAL MIATI", "SALMIATI", inDistrict, true],
  ["a name torn apart, anywhere", "SAL MIATI", "SALMIATI", nowhere, false],
])("a row with nothing but a name and perhaps a place is searched by its whole name: %s", (_, list, extract, place, found) => {
  expect(meet(wholeNameKeys(row(list), place), referenceKeys(reference(extract), district))).toBe(found);
});
