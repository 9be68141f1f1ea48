/**
 * NIK: sixteen digits `PP KK CC DDMMYY SSSS` (region of first registration; day, plus 40 for women; serial from 0001).
 * It is text from the first byte to the last report: above 2^53 a JavaScript number would change it.
 */
import type { FindingCode } from "../findings.ts";
import type { Nik, NikDamage, Sex } from "../record.ts";
import { isAll, readNumberText } from "./number-text.ts";

/** The date a NIK carries. The century is not in it. */
export interface NikDate {
  readonly day: number;
  readonly month: number;
  /** 0 to 99. */
  readonly yy: number;
  readonly sex: Sex;
}

export interface NikReading {
  readonly value: Nik;
  readonly findings: readonly FindingCode[];
}

/** No number at all: the column is missing, blank, or holds a filler. */
export const noNik: Nik = { value: null, plausible: false, damage: null };

/**
 * Reads a NIK cell. Cosmetic marks are taken off; a number that lost or gained digits is kept as damage, with candidates to
 * verify where there are few, and never mended. `truncatedColumn`: the file profile found that a spreadsheet turned the last
 * digits of this column into 0.
 */
export function readNik(text: string, column: { readonly truncatedColumn?: boolean } = {}): NikReading {
  const number = readNumberText(text);
  switch (number.kind) {
    case "blank":
      return blankNik;
    case "digits":
      return readDigits(number.digits, number.cleaned, column.truncatedColumn === true);
    case "scientific": {
      if (number.digits.length > 9 && isAll(number.digits, "9")) return blankNik;
      return damaged("scientific", number.digits, number.digits.length === 16 ? [number.digits] : [], notation);
    }
    case "several":
      return damaged("several", number.numbers[0] ?? "", number.numbers, several);
    case "letters":
      return damaged("letters", number.digits, number.numbers, notDigits);
  }
}

function readDigits(digits: string, cleaned: boolean, truncatedColumn: boolean): NikReading {
  if (isSentinel(digits, truncatedColumn)) return blankNik;
  if (digits.length !== 16) {
    if (digits.length < 16) return damaged("short", digits, [], wrongLength);
    return damaged("long", digits, digits.length === 17 ? withoutOneDigit(digits) : [], wrongLength);
  }
  if (truncatedColumn && digits.charCodeAt(15) === 48) return damaged("excel", digits.slice(0, 15), [], truncated);
  if (digits.endsWith("0000")) return damaged("serial", digits.slice(0, 12), [], serial);
  const plausible = nikDate(digits) !== null;
  const province = isNikProvince(digits);
  return {
    value: { value: digits, plausible, damage: null },
    findings: usableFindings[(cleaned ? 1 : 0) + (plausible ? 0 : 2) + (province ? 0 : 4)] ?? [],
  };
}

/**
 * The date inside a NIK, or inside the first twelve digits of one; null where no such day exists in any century. Women's days
 * are 41 to 71.
 */
export function nikDate(nik: string): NikDate | null {
  if (nik.length < 12) return null;
  const written = twoDigits(nik, 6);
  const month = twoDigits(nik, 8);
  const yy = twoDigits(nik, 10);
  const female = written > 40;
  const day = female ? written - 40 : written;
  if (!(month >= 1 && month <= 12 && day >= 1 && yy >= 0)) return null;
  // 29 February: 1900 was no leap year but 2000 was, so each fourth yy allows it in one century or the other.
  const last = month === 2 ? (yy % 4 === 0 ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (day > last) return null;
  return { day, month, yy, sex: female ? "P" : "L" };
}

/** Whether the first two digits are a province in any list a NIK may follow: Kemendagri and, for Papua, BPS too (91–97). */
export function isNikProvince(nik: string): boolean {
  return provinces.has(twoDigits(nik, 0));
}

const provinces: ReadonlySet<number> = new Set([
  11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73, 74, 75, 76, 81, 82, 91, 92,
  93, 94, 95, 96, 97,
]);

/**
 * Fillers made of digits: 0 or 9 repeated, and the codes of BPS field instruments for *no NIK, under 17* (…95), *no NIK, 17
 * and over* (…96), *refused* (…94) and *foreigner* (…99). In a truncated column all of these end in 90.
 */
function isSentinel(digits: string, truncatedColumn: boolean): boolean {
  const first = digits.charCodeAt(0);
  if (first !== 48 && first !== 57) return false;
  if (isAll(digits, "0") || isAll(digits, "9")) return true;
  if (digits.length !== 16 || !isAll(digits.slice(0, 14), "9")) return false;
  const tail = digits.slice(14);
  return tail === "94" || tail === "95" || tail === "96" || (truncatedColumn && tail === "90");
}

/** Sixteen-digit numbers left by dropping one of seventeen digits, where region, date and serial allow; at most 17. */
function withoutOneDigit(digits: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < digits.length; at++) {
    // Dropping either of two equal neighbours leaves the same number.
    if (at > 0 && digits[at] === digits[at - 1]) continue;
    const candidate = digits.slice(0, at) + digits.slice(at + 1);
    if (isNikProvince(candidate) && nikDate(candidate) !== null && !candidate.endsWith("0000")) found.push(candidate);
  }
  return found;
}

function damaged(kind: NikDamage["kind"], digits: string, candidates: readonly string[], findings: readonly FindingCode[]): NikReading {
  return { value: { value: null, plausible: false, damage: { kind, digits, candidates } }, findings };
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

const notation: readonly FindingCode[] = ["NIK_NOTASI_ILMIAH"];
const several: readonly FindingCode[] = ["NIK_GANDA_SEL"];
const notDigits: readonly FindingCode[] = ["NIK_BUKAN_ANGKA"];
const wrongLength: readonly FindingCode[] = ["NIK_PANJANG"];
const truncated: readonly FindingCode[] = ["NIK_TERPOTONG_EXCEL"];
const serial: readonly FindingCode[] = ["NIK_SERIAL_0000"];
const blankNik: NikReading = { value: noNik, findings: ["NIK_KOSONG"] };

/** Findings of a sixteen-digit number, by 1 (cleaned) + 2 (impossible date) + 4 (unknown province). */
const usableFindings: readonly (readonly FindingCode[])[] = [
  [],
  ["NIK_DIBERSIHKAN"],
  ["NIK_TANGGAL"],
  ["NIK_DIBERSIHKAN", "NIK_TANGGAL"],
  ["NIK_PROVINSI"],
  ["NIK_DIBERSIHKAN", "NIK_PROVINSI"],
  ["NIK_TANGGAL", "NIK_PROVINSI"],
  ["NIK_DIBERSIHKAN", "NIK_TANGGAL", "NIK_PROVINSI"],
];
