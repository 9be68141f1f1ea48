import { expect, test } from "vitest";
import { dayText, dayWords, numberWords } from "../../src/printed/number-words.ts";

test.each([
  [0, "nol", "zero"],
  [1, "satu", "one"],
  [10, "sepuluh", "ten"],
  [11, "sebelas", "eleven"],
  [12, "dua belas", "twelve"],
  [19, "sembilan belas", "nineteen"],
  [20, "dua puluh", "twenty"],
  [21, "dua puluh satu", "twenty-one"],
  [100, "seratus", "one hundred"],
  [101, "seratus satu", "one hundred one"],
  [111, "seratus sebelas", "one hundred eleven"],
  [200, "dua ratus", "two hundred"],
  [999, "sembilan ratus sembilan puluh sembilan", "nine hundred ninety-nine"],
  [1_000, "seribu", "one thousand"],
  [1_100, "seribu seratus", "one thousand one hundred"],
  [2_001, "dua ribu satu", "two thousand one"],
  [11_000, "sebelas ribu", "eleven thousand"],
  [31_391, "tiga puluh satu ribu tiga ratus sembilan puluh satu", "thirty-one thousand three hundred ninety-one"],
  [100_000, "seratus ribu", "one hundred thousand"],
  [1_000_000, "satu juta", "one million"],
  [1_001_000, "satu juta seribu", "one million one thousand"],
  [289_000_000, "dua ratus delapan puluh sembilan juta", "two hundred eighty-nine million"],
  [1_000_000_000, "satu miliar", "one billion"],
])("%i in words", (number, id, en) => {
  expect([numberWords(number, "id"), numberWords(number, "en")]).toEqual([id, en]);
});

test.each([
  ["2026-11-27", "Jumat, tanggal dua puluh tujuh bulan November tahun dua ribu dua puluh enam (27-11-2026)"],
  ["2024-02-29", "Kamis, tanggal dua puluh sembilan bulan Februari tahun dua ribu dua puluh empat (29-02-2024)"],
  ["2000-01-01", "Sabtu, tanggal satu bulan Januari tahun dua ribu (01-01-2000)"],
])("%s as a minute opens", (day, text) => {
  expect(dayWords(day, "id")).toBe(text);
});

test("a day as people write it", () => {
  expect([dayText("2026-07-08", "id"), dayText("2026-07-08", "en")]).toEqual(["8 Juli 2026", "8 July 2026"]);
});
