import { expect, test } from "vitest";
import { isKey, listIdentity, nobody, rulingKey, type DtsenSide, type ListSide } from "../../src/rulings/ruling-key.ts";

const list: ListSide = { nik: "3201990101800001", nama: "SITI AMINAH", tanggalLahir: "1980-01-01", desa: "WANAJAYA" };
const dtsen: DtsenSide = { nik: "3201994101800002", noKk: "3201990101100003", nama: "SITI AMINAH", tanggalLahir: "1980-01-01" };
const key = rulingKey(list, dtsen);

test("a key is k, a version and letters only: no spreadsheet takes it for a number", () => {
  expect(key).toBe("kaloolnkhiiivngc");
  expect(isKey(key)).toBe(true);
});

test.each<[string, Partial<ListSide>]>([
  ["double spaces in the name", { nama: "SITI  AMINAH " }],
  ["small letters and marks in the name", { nama: "Siti Aminah." }],
  ["an apostrophe before the NIK", { nik: "'3201990101800001" }],
  ["spaces in the NIK", { nik: "3201 9901 0180 0001" }],
  ["the date in another writing", { tanggalLahir: "01/01/1980" }],
  ["another village beside a NIK", { desa: "SUKAJAYA" }],
])("the same key: %s", (_, change) => expect(rulingKey({ ...list, ...change }, dtsen)).toBe(key));

test.each<[string, Partial<ListSide>]>([
  ["another NIK", { nik: "3201990101800003" }],
  ["a NIK cut by a spreadsheet", { nik: "3,20199E+15" }],
  ["another name", { nama: "SITI AMINAN" }],
  ["another birth date", { tanggalLahir: "1980-01-02" }],
])("another key: %s", (_, change) => expect(rulingKey({ ...list, ...change }, dtsen)).not.toBe(key));

test("of the person of the extract only the number counts: card, name and date may change", () => {
  expect(rulingKey(list, { ...dtsen, noKk: "", nama: "SITI AMINAH SALEH", tanggalLahir: "1980-02-01" })).toBe(key);
  expect(rulingKey(list, { ...dtsen, nik: "3201994101800003" })).not.toBe(key);
});

test("without a number the village tells two rows apart, and card, name and date two persons", () => {
  const bare = { ...list, nik: "0" };
  expect(listIdentity(bare)).toBe(listIdentity({ ...bare, nik: "-", desa: "Ds. Wana Jaya" }));
  expect(listIdentity(bare)).not.toBe(listIdentity({ ...bare, desa: "SUKAJAYA" }));
  const unnumbered = { ...dtsen, nik: "" };
  expect(rulingKey(list, unnumbered)).not.toBe(rulingKey(list, { ...unnumbered, noKk: "3201990101100004" }));
  expect(rulingKey(list, unnumbered)).not.toBe(rulingKey(list, nobody));
});
