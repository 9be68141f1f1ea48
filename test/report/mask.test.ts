import { expect, test } from "vitest";
import { maskDate, maskNumber, maskOwnCells, maskPersonCells, maskText, ownColumnMasks } from "../../src/report/mask.ts";
import type { Field } from "../../src/normalise/record.ts";

test.each([
  ["3201990101800001", "320199••••••••01"],
  ["9101990101800001", "910199••••••••01"],
  ["'3201990101800001", "320199••••••••01"],
  ["3201 9901 0180 0001", "320199••••••••01"],
  ["32.0199.010180.0001", "320199••••••••01"],
  ['="3201990101800001"', "320199••••••••01"],
  ["320199010180001", "320199••••••••01"],
  ["3201990101800001 / 3201990101800002", "320199••••••••02"],
  ["", ""],
  ["-", "-"],
  ["0", "0"],
  ["TIDAK ADA", "TIDAK ADA"],
])("trap 80: the number %j is passed on as %j", (text, expected) => {
  expect(maskNumber(text)).toBe(expected);
});

test.each([
  ["1980-01-31", null, "1980"],
  ["31/01/80", 1980, "1980"],
  ["31/01/80", null, "••••••••"],
  ["31 Januari 1980", null, "1980"],
  ["29251", 1980, "1980"],
  ["BANDUNG, 31-01-1980", null, "1980"],
  ["-", null, "-"],
  ["", null, ""],
])("trap 80: the birth date %j (year read: %j) is passed on as %j", (text, year, expected) => {
  expect(maskDate(text, year)).toBe(expected);
});

test("trap 80: a number in a column that is mapped to nothing is masked too", () => {
  expect(maskText("NIK suami 3201990101800001, RT 05")).toBe("NIK suami 320199••••••••01, RT 05");
  expect(maskText("32019901018000012345")).toBe("32019901018000012345");
});

test("trap 80: a row's own cells by what their columns are mapped to", () => {
  const fields: (Field | null)[] = ["nik", "nama", "tanggal_lahir", "hari_lahir", "tahun_lahir", "nokk", null];
  const masks = ownColumnMasks(fields.length, (column) => fields[column] ?? null);
  expect(maskOwnCells(["3201990101800001", "SITI X", "01-02-80", "1", "1980", "3201990101100001", "Rp 600.000"], masks, 1980)).toEqual([
    "320199••••••••01",
    "SITI X",
    "1980",
    "••",
    "1980",
    "320199••••••••01",
    "Rp 600.000",
  ]);
});

test("trap 80: of the extract's person only number, card and date are hidden", () => {
  expect(
    maskPersonCells(["a.csv", "7", "3201990101800001", "3201990101100001", "SITI X", "1980-01-01", "P", "DESA X", "KEC X", "3"]),
  ).toEqual(["a.csv", "7", "320199••••••••01", "320199••••••••01", "SITI X", "1980", "P", "DESA X", "KEC X", "3"]);
});
