import { expect, test } from "vitest";
import { ageBesideName, besideName } from "../../src/normalise/beside-name.ts";
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

const wholeAddress = { address: true };
test.each<[string, string, string, string]>([
  ["SITI AMINAH, Bogor 12-03-1975", "SITI AMINAH", "12-03-1975", ""],
  ["SITI AMINAH / BOGOR, 12 Maret 1975", "SITI AMINAH", "12 Maret 1975", ""],
  ["SITI AMINAH, S.Pd, Bogor, 12/03/75", "SITI AMINAH, S.Pd", "12/03/75", ""],
  ["SITI AMINAH, S.Pd 12-03-1975", "SITI AMINAH, S.Pd", "12-03-1975", ""],
  ["SITI AMINAH (12-03-1975)", "SITI AMINAH", "12-03-1975", ""],
  ["SITI AMINAH 1975-03-12", "SITI AMINAH", "1975-03-12", ""],
  ["SITI AMINAH lahir di Bogor tgl 12 Mar 1975", "SITI AMINAH", "12 Mar 1975", ""],
  ["SITI AMINAH tempat/tgl lahir: Bogor, 12-03-1975", "SITI AMINAH", "12-03-1975", ""],
  ["SITI AMINAH\nBogor, 12-03-1975\nKP. SUKA RT 01/02", "SITI AMINAH", "12-03-1975", "KP. SUKA RT 01/02"],
  ["SITI AMINAH, KP. SUKA RT 01/02", "SITI AMINAH", "", "KP. SUKA RT 01/02"],
  ["SITI AMINAH JL MAWAR NO 12, WANAJAYA", "SITI AMINAH", "", "JL MAWAR NO 12, WANAJAYA"],
  ["SITI AMINAH RT 01 RW 02", "SITI AMINAH", "", "RT 01 RW 02"],
  ["SITI AMINAH, S.Pd / SUKAJAYA", "SITI AMINAH, S.Pd", "", "SUKAJAYA"],
  ["SITI AMINAH - WANAJAYA, SUKAMAKMUR", "SITI AMINAH", "", "WANAJAYA, SUKAMAKMUR"],
  ["NURLAHIRAH DESAKWATI", "NURLAHIRAH DESAKWATI", "", ""],
  ["DESAK MADE RAI", "DESAK MADE RAI", "", ""],
])("%j: the name %j, born %j, lives at %j", (text, name, date, address) => {
  expect(besideName(text, wholeAddress)).toEqual({ name, date, address });
});

test.each([
  ["SITI AMINAH / 51", "SITI AMINAH", "51"],
  ["SITI AMINAH (51 th)", "SITI AMINAH", "51"],
  ["SITI AMINAH umur 51 tahun", "SITI AMINAH", "51"],
  ["SITI AMINAH", "SITI AMINAH", ""],
])("%j: the name %j, aged %j", (text, name, age) => {
  expect(ageBesideName(text)).toEqual([name, age]);
});

test.each(["ROSIDAH (TIDAK LAYAK)", "ROSIDAH (menolak)", "ROSIDAH [BELUM VALID]"])("a state between brackets is no alias: %j", (text) => {
  const { value, findings } = readName(text, { sex: null, province: null });
  expect([value!.tokens, value!.alternatives, findings]).toEqual([["ROSIDA"], [], ["NAMA_KETERANGAN"]]);
});
