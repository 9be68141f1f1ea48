/** What officers write into a form, however they write it; through the reader alone. */
import { describe, expect, test } from "vitest";
import { formColumns, readFormRow, type FormAnswer } from "../../src/rulings/filled-form.ts";
import { dtsenIdentity, keyOf, listIdentity } from "../../src/rulings/ruling-key.ts";

const NIK = "3201990101800001";
const OTHER = "3201990101800002";
const kunci = keyOf(
  listIdentity({ nik: OTHER, nama: "KARTOMO WIRYO", tanggalLahir: "1980-01-01", desa: "" }),
  dtsenIdentity({ nik: NIK, noKk: "", nama: "KARTOMO WIRYO", tanggalLahir: "1980-01-01" }),
);
const header =
  "PUTUSAN,NIK BENAR,TANGGAL,NIK (daftar),Nama (daftar),Tgl lahir (daftar),NIK (DTSEN),Nama (DTSEN),Tgl lahir (DTSEN),Kunci".split(",");

function read(putusan: string, { nikBenar = "", tanggal = "", plainWords = false } = {}): FormAnswer {
  const cells = [putusan, nikBenar, tanggal, OTHER, "KARTOMO WIRYO", "1980-01-01", NIK, "KARTOMO WIRYO", "1980-01-01", kunci];
  const context = { officer: "Ani", today: "2026-11-27", final: false, plainWords, name: "f.csv" };
  return readFormRow({ row: 2, cells }, formColumns(header)!, context);
}
const said = (answer: FormAnswer): string =>
  answer.kind === "ruling" ? answer.ruling.putusan : answer.kind === "fault" ? `fault ${answer.fault}` : answer.kind;

describe("the ruling's word", () => {
  test.each(
    [
      ["SAMA", "sama ", " Sama.", "SAMA!", "orang sama", "ORANG  YANG SAMA"].map((word) => [word, "SAMA"] as const),
      ["BEDA", "beda orang", "(beda)", "Orang lain", "berbeda"].map((word) => [word, "BEDA"] as const),
      ["tunda", "DITUNDA"].map((word) => [word, "TUNDA"] as const),
      ["", "-", " – ", "?", "PUTUSAN"].map((word) => [word, "blank"] as const),
      ["SMA", "SAMA/BEDA", "SAMA BEDA", "x", "V"].map((word) => [word, "fault word"] as const),
      ["YA", "ya ", "Iya", "COCOK", "benar.", "1", "tdk", "Bukan", "N", "FALSE"].map((word) => [word, "unclear"] as const),
    ].flat(),
  )("%j: %s", (word, answer) => {
    expect(said(read(word))).toBe(answer);
  });

  test.each([
    ["ya ", "SAMA"],
    ["OK", "SAMA"],
    ["tdk", "BEDA"],
    ["bukan", "BEDA"],
  ])("%j means %s once that is said", (word, answer) => {
    expect(said(read(word, { plainWords: true }))).toBe(answer);
  });
});

test.each([
  ["", NIK, "", NIK],
  ["", `'3201 9901 0180 0001`, "", NIK],
  ["SAMA", "-", "SAMA", ""],
  ["SAMA", NIK, "SAMA", NIK],
  ["BEDA", OTHER, "BEDA", OTHER],
])("%j with NIK BENAR %j is taken", (putusan, nikBenar, verdict, right) => {
  expect(read(putusan, { nikBenar })).toMatchObject({ ruling: { putusan: verdict, nikBenar: right } });
});

test.each([
  ["SAMA", OTHER, "same-other-nik"],
  ["BEDA", NIK, "other-same-nik"],
  ["", "320199010180000", "nik-benar"],
  ["", "32019901018000O1", "nik-benar"],
  ["", "3,20199E+15", "nik-benar-number"],
  ["", "3201990101800000", "nik-benar-number"],
  ["", "\u001e3201990101800010", "nik-benar-number"],
])("%j with NIK BENAR %j is not: %s", (putusan, nikBenar, fault) => {
  expect(read(putusan, { nikBenar })).toEqual({ kind: "fault", fault });
});

test.each([
  ["3/11/2026", "2026-11-03"],
  ["27 November 2026", "2026-11-27"],
  ["", "2026-11-27"],
])("of the day %j", (tanggal, day) => {
  expect(read("SAMA", { tanggal })).toMatchObject({ ruling: { tanggal: day } });
});

test.each([
  ["28-11-2026", "tanggal-future"],
  ["2030-01-01", "tanggal-future"],
  ["kemarin", "tanggal"],
])("a day that cannot be, %j: %s, since the latest ruling holds", (tanggal, fault) => {
  expect(read("SAMA", { tanggal })).toEqual({ kind: "fault", fault });
});

test("a form whose Kunci was deleted: what is ruled there is told, not passed over", () => {
  const columns = formColumns(header.slice(0, -1))!;
  const context = { officer: "Ani", today: "2026-11-27", final: false, plainWords: false, name: "f.csv" };
  const cells = (putusan: string): string[] => [putusan, "", "", OTHER, "KARTOMO WIRYO", "1980-01-01", NIK, "KARTOMO WIRYO", "1980-01-01"];
  expect(columns.kunci).toBeUndefined();
  expect(said(readFormRow({ row: 2, cells: cells("SAMA") }, columns, context))).toBe("fault no-key");
  expect(said(readFormRow({ row: 3, cells: cells("") }, columns, context))).toBe("blank");
});
