import { expect, test } from "vitest";
import { readSex } from "../../../src/normalise/fields/sex.ts";

test.each([
  "L",
  "l",
  " L ",
  "LK",
  "Lk.",
  "LAKI-LAKI",
  "LAKI - LAKI",
  "LAKI LAKI",
  "Laki-Laki",
  "laki-laki",
  "LELAKI",
  "PRIA",
  "Pria",
  "M",
  "m",
  "Male",
  "Laki-laki / Male",
  "Laki-laki (L)",
  "1 = Laki-laki",
  "1",
  "1.0",
  "1,0",
  "01",
  "'1",
  "1 - Laki-laki",
  "Laki-laki (L)",
])("%j is male", (text) => expect(readSex(text)).toEqual({ value: "L", findings: [] }));

test.each([
  "P",
  "p",
  "PR",
  "Pr.",
  "PRP",
  "PEREMPUAN",
  "Perempuan",
  "W",
  "WANITA",
  "wanita",
  "F",
  "f",
  "Female",
  "2",
  "2.0",
  "2,0",
  "02",
  "2. PEREMPUAN",
  "Perempuan (P)",
])("%j is female", (text) => expect(readSex(text)).toEqual({ value: "P", findings: [] }));

test.each(["", " ", "-", "N/A", "NULL", "?", "0"])("%j is not known", (text) => {
  expect(readSex(text)).toEqual({ value: null, findings: [] });
});

test.each(["L/P", "3", "ANAK", "LP"])("%j cannot be read", (text) => {
  expect(readSex(text)).toEqual({ value: null, findings: ["JK_TIDAK_TERBACA"] });
});

test("trap 75: what P means follows the column, and is not assumed where the column is unclear", () => {
  expect(readSex("P", "p-pria").value).toBe("L");
  expect(readSex("p", "p-perempuan").value).toBe("P");
  expect(readSex("P", "p-unclear")).toEqual({ value: null, findings: ["JK_TIDAK_TERBACA"] });
  for (const coding of ["p-pria", "p-perempuan", "p-unclear"] as const) {
    expect([readSex("L", coding).value, readSex("W", coding).value, readSex("PEREMPUAN", coding).value]).toEqual(["L", "P", "P"]);
  }
});
