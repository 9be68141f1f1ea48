import { expect, test } from "vitest";
import { besideNumber, numberIn } from "../../src/normalise/combined-cell.ts";
import { readName } from "../../src/normalise/name/read-name.ts";

const [A, B, KK] = ["3201991102800001", "3201994205850002", "3201990101010003"];

test.each<[string, string, string]>([
  [`SITI AMINAH / ${A}`, "SITI AMINAH", A],
  [`SITI AMINAH (NIK: ${A})`, "SITI AMINAH", A],
  [`${A} - SITI AMINAH`, "SITI AMINAH", A],
  ["SITI AMINAH", "SITI AMINAH", ""],
  // Of one person the number that is called so; without a word the first.
  [`SITI AMINAH ${A} / ${KK}`, "SITI AMINAH", A],
  [`SITI AMINAH KK ${KK} NIK ${A}`, "SITI AMINAH", A],
  [`SITI AMINAH NO. KK: ${KK}`, "SITI AMINAH", KK],
  // One number between two names tells nothing of the other.
  [`SITI AMINAH ${A} BUDI SANTOSO`, "SITI AMINAH / BUDI SANTOSO", A],
  // Several people with a number of their own each.
  [`BUDI SANTOSO ${A} / SITI AMINAH ${B}`, "BUDI SANTOSO & SITI AMINAH", `${A} / ${B}`],
  [`BUDI SANTOSO (${A}) dan SITI AMINAH (${B})`, "BUDI SANTOSO & SITI AMINAH", `${A} / ${B}`],
  [`1. BUDI SANTOSO NIK ${A} 2. SITI AMINAH NIK ${B}`, "BUDI SANTOSO & SITI AMINAH", `${A} / ${B}`],
  [`${A} BUDI SANTOSO\n${B} SITI AMINAH`, "BUDI SANTOSO & SITI AMINAH", `${A} / ${B}`],
  [`BUDI SANTOSO ${A} KK ${KK}, SITI AMINAH ${B}`, "BUDI SANTOSO & SITI AMINAH", `${A} / ${B}`],
])("%j: %j, %j", (text, name, number) => {
  expect([besideNumber(text), numberIn(text)]).toEqual([name, number]);
});

test("the card of a cell is the number that is called so", () => {
  expect(numberIn(`SITI AMINAH ${A} KK ${KK}`, "nokk")).toBe(KK);
  expect(numberIn(`SITI AMINAH ${KK}`, "nokk")).toBe(KK);
});

test.each([
  [`BUDI SANTOSO ${A} / SITI AMINAH ${B}`, ["NAMA_ANGKA", "NAMA_BEBERAPA_ORANG"], "several-people"],
  ["BUDI SANTOSO 08123456789 / SITI AMINAH 08123456780", ["NAMA_ANGKA", "NAMA_BEBERAPA_ORANG"], "several-people"],
  [`BUDI SANTOSO ${A}`, ["NAMA_ANGKA"], undefined],
] as const)("the name of %j", (text, findings, mark) => {
  const { value, findings: found } = readName(text, { sex: null, province: null });
  expect([value!.tokens.join(" "), found, value!.marks[0]]).toEqual(["BUDI SANTOSO", findings, mark]);
});
