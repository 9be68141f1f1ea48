/** Sex as lists write it: L/P, 1/2, words in Indonesian and English. */
import type { FindingCode } from "../findings.ts";
import type { Reading, Sex } from "../record.ts";
import { isBlank } from "./blank-words.ts";

/**
 * What a bare `P` means in a column: *perempuan*, *pria* (the column pairs it with W for wanita), or unclear, where nothing
 * is assumed and a `P` is read as not known.
 */
export type SexCoding = "p-perempuan" | "p-pria" | "p-unclear";

/** Reads a sex cell under its column's coding. Blank is not known and no finding. */
export function readSex(text: string, coding: SexCoding = "p-perempuan"): Reading<Sex> {
  const known = answers.get(text);
  if (known !== undefined) return known;
  const word = sexWord(text);
  if (word === "P") return byCoding[coding];
  if (word.length === 0) return blank;
  return words[word] ?? (isBlank(text) ? blank : saidTwice(text));
}

/** `Laki-laki / Male`, `Perempuan (P)`. */
function saidTwice(text: string): Reading<Sex> {
  const [first, ...others] = text
    .split(/[/()|=:]/)
    .map(sexWord)
    .filter((word) => word !== "")
    .map((word) => (word === "P" ? words.PEREMPUAN : words[word]));
  return first !== undefined && others.length > 0 && others.every((other) => other === first) ? first : unreadable;
}

/** Of a column of men and one of women, the one that holds a mark (or an age): `V`, `1`, `L`. */
export function readTicked(male: string, female: string): Reading<Sex> {
  const isMale = isTicked(male);
  if (isMale === isTicked(female)) return isMale ? unreadable : blank;
  return isMale ? { value: "L", findings: [] } : { value: "P", findings: [] };
}

export function isTicked(text: string): boolean {
  return /[^\s0.,–—-]/.test(text);
}

/** A cell's word without marks, in capitals: `LAKI - LAKI` → `LAKILAKI`, `2.0` → `2`, `1 - Laki-laki` → `LAKILAKI`. */
export function sexWord(text: string): string {
  const upper = text.toUpperCase();
  const letters = upper.replace(/[^A-Z]+/g, "");
  if (letters.length > 0) return letters;
  return upper
    .replace(/[.,]0+$/, "")
    .replace(/\D+/g, "")
    .replace(/^0+(?=\d)/, "");
}

const male: Reading<Sex> = { value: "L", findings: [] };
const female: Reading<Sex> = { value: "P", findings: [] };
const blank: Reading<Sex> = { value: null, findings: [] };
const unreadable: Reading<Sex> = { value: null, findings: ["JK_TIDAK_TERBACA"] satisfies FindingCode[] };

const byCoding: Readonly<Record<SexCoding, Reading<Sex>>> = { "p-perempuan": female, "p-pria": male, "p-unclear": unreadable };

const words: Readonly<Record<string, Reading<Sex> | undefined>> = {
  1: male,
  L: male,
  LK: male,
  LKI: male,
  LAKI: male,
  LAKILAKI: male,
  LAKILK: male,
  LELAKI: male,
  LK2: male,
  PRIA: male,
  M: male,
  MALE: male,
  MAN: male,
  LAKILAKIL: male,
  2: female,
  PR: female,
  PRP: female,
  PRM: female,
  PEREMPUAN: female,
  PERMPUAN: female,
  PEREMPUANP: female,
  PRPN: female,
  W: female,
  WN: female,
  WNT: female,
  WANITA: female,
  WNITA: female,
  F: female,
  FEMALE: female,
  WOMAN: female,
};

/** The spellings that fill nearly every column, answered without taking the text apart. `P` depends on the column. */
const answers: ReadonlyMap<string, Reading<Sex>> = new Map([
  ["L", male],
  ["1", male],
  ["l", male],
  ["LAKI-LAKI", male],
  ["Laki-laki", male],
  ["Laki-Laki", male],
  ["LAKI - LAKI", male],
  ["W", female],
  ["2", female],
  ["PEREMPUAN", female],
  ["Perempuan", female],
  ["PR", female],
  ["", blank],
  ["-", blank],
]);
