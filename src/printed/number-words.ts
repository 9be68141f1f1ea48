/** Numbers and dates in words, as minutes write them: *tiga puluh satu ribu tiga ratus sembilan puluh satu*. */
import type { Lang } from "../language.ts";

const unitsId = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];
const scalesId = [
  [1e12, "triliun"],
  [1e9, "miliar"],
  [1e6, "juta"],
  [1e3, "ribu"],
] as const;

const unitsEn =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tensEn = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const scalesEn = [
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
  [1e3, "thousand"],
] as const;

/** A whole number from 0 to below 10^15. */
export function numberWords(number: number, lang: Lang): string {
  if (!Number.isSafeInteger(number) || number < 0 || number >= 1e15) throw new RangeError("a whole number from 0 to below 10^15");
  return lang === "id" ? wordsId(number) : wordsEn(number);
}

function wordsId(number: number): string {
  for (const [size, name] of scalesId) {
    if (number < size) continue;
    const count = Math.floor(number / size);
    // Seribu, but satu juta.
    return rest(count === 1 && size === 1e3 ? "seribu" : `${wordsId(count)} ${name}`, number % size, wordsId);
  }
  if (number < 12) return unitsId[number]!;
  if (number < 20) return `${unitsId[number - 10]!} belas`;
  if (number < 100) return rest(`${unitsId[Math.floor(number / 10)]!} puluh`, number % 10, wordsId);
  return rest(number < 200 ? "seratus" : `${unitsId[Math.floor(number / 100)]!} ratus`, number % 100, wordsId);
}

function wordsEn(number: number): string {
  for (const [size, name] of scalesEn) {
    if (number >= size) return rest(`${wordsEn(Math.floor(number / size))} ${name}`, number % size, wordsEn);
  }
  if (number < 20) return unitsEn[number]!;
  if (number < 100) return number % 10 === 0 ? tensEn[number / 10]! : `${tensEn[Math.floor(number / 10)]!}-${unitsEn[number % 10]!}`;
  return rest(`${unitsEn[Math.floor(number / 100)]!} hundred`, number % 100, wordsEn);
}

function rest(head: string, tail: number, words: (number: number) => string): string {
  return tail === 0 ? head : `${head} ${words(tail)}`;
}

const months = {
  id: "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
} as const;
const weekdays = {
  id: "Minggu Senin Selasa Rabu Kamis Jumat Sabtu".split(" "),
  en: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
} as const;

/** `2026-11-27` as `27 November 2026`. */
export function dayText(day: string, lang: Lang): string {
  const [year, month, date] = partsOf(day);
  return `${date} ${months[lang][month - 1]!} ${year}`;
}

/** `2026-11-27` as minutes open: *Jumat, tanggal dua puluh tujuh bulan November tahun dua ribu dua puluh enam (27-11-2026)*. */
export function dayWords(day: string, lang: Lang): string {
  const [year, month, date] = partsOf(day);
  const weekday = weekdays[lang][weekdayOf(year, month, date)]!;
  const name = months[lang][month - 1]!;
  const figures = day.split("-").reverse().join("-");
  return lang === "id"
    ? `${weekday}, tanggal ${numberWords(date, lang)} bulan ${name} tahun ${numberWords(year, lang)} (${figures})`
    : `${weekday}, ${date} ${name} in the year ${numberWords(year, lang)} (${figures})`;
}

function partsOf(day: string): [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return [year, month, date];
}

/** 0 for Sunday (Sakamoto's method). */
function weekdayOf(year: number, month: number, date: number): number {
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1]!;
  const from = month < 3 ? year - 1 : year;
  return (from + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400) + shift + date) % 7;
}
