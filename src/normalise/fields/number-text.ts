/**
 * What NIK and family-card number share: sixteen digits as offices type, export and ruin them. Cosmetic marks are taken off;
 * whatever would change a digit is reported as damage and left to the field's own reader.
 */
import { isBlank } from "./blank-words.ts";
import { plainDigits } from "./digits.ts";

export type NumberText =
  | { readonly kind: "blank" }
  /** Digits only, of any length. `cleaned`: marks were taken off to get there. */
  | { readonly kind: "digits"; readonly digits: string; readonly cleaned: boolean }
  /** `3.20199E+15`: the digits that are certain. */
  | { readonly kind: "scientific"; readonly digits: string }
  /** Two or more numbers in one cell; `numbers` are those of sixteen digits, distinct. */
  | { readonly kind: "several"; readonly numbers: readonly string[] }
  /**
   * Letters or other signs inside. `digits`: all of it with look-alikes replaced (O→0, l→1 …) where that leaves digits only,
   * otherwise the digits before the first sign. `numbers`: the sixteen-digit numbers it may stand for.
   */
  | { readonly kind: "letters"; readonly digits: string; readonly numbers: readonly string[] };

const blank: NumberText = { kind: "blank" };

/** Reads a cell that should hold a sixteen-digit number. Cannot fail. */
export function readNumberText(text: string): NumberText {
  if (isDigits(text)) return digitsOf(text, false);
  const plain = plainDigits(text);
  const shownOnly = MASKED.exec(plain.replace(/[\s'-]/g, ""));
  if (shownOnly !== null && /\d/.test(plain)) return { kind: "letters", digits: shownOnly[1]!, numbers: [] };
  const trimmed = withoutMarks(plain);
  // Padding with plain spaces is how files are laid out, not something done to the number.
  if (isDigits(trimmed)) return digitsOf(trimmed, trimmed !== text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ""));
  // Words about a number are none: SUKET, KTP HILANG, MASIH PROSES.
  if (isBlank(plain) || !/\d/.test(plain)) return blank;
  const scientific = scientificDigits(trimmed);
  if (scientific !== null) return { kind: "scientific", digits: scientific };
  const digits = onlySeparators.test(trimmed) ? joined(trimmed) : null;
  if (digits !== null && digits.length === 16) return { kind: "digits", digits, cleaned: true };
  const numbers = numbersOf(plain);
  if (numbers !== null) return numbers;
  if (digits !== null) return { kind: "digits", digits, cleaned: true };
  // Whatever marks stand around and between them: `#3201…`, `3 | 2 | 0 | 1 | …`.
  const bare = plain.replace(/[^\p{L}\d]/gu, "");
  if (bare.length === 16 && isDigits(bare)) return { kind: "digits", digits: bare, cleaned: true };
  return lettersOf(trimmed);
}

/** Digits hidden by one sign: `3201********0001`, `320199xxxxxxxx01`. */
const MASKED = /^(\d{0,14})([*•●·#_.…?xX])\2{2,}\d{0,14}$/;

function digitsOf(digits: string, cleaned: boolean): NumberText {
  if (digits.length === 0) return blank;
  if (digits.length === 32) return numbersOf(digits) ?? blank;
  return { kind: "digits", digits, cleaned };
}

/** Whether a text consists of ASCII digits; true of the empty text. */
export function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** Whether every character is the given one; true of the empty text. */
export function isAll(text: string, character: string): boolean {
  for (let i = 0; i < text.length; i++) if (text[i] !== character) return false;
  return true;
}

/** Spreadsheet quoting (`'…`, `="…"`), every kind of space and invisible mark, a label before the number. */
function withoutMarks(text: string): string {
  return text
    .replace(/[\s\u00a0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0000-\u001f'"`´‘’“”=*]+/g, "")
    .replace(/^(?:NO(?:MOR)?|NIK|NKK|KK|KTP)+[.:]*(?=\d)/i, "")
    .replace(/^[([{<]+(\d+)[)\]}>]+$/, "$1");
}

const onlySeparators = /^[\d.,_\-‐-―]+$/;

/** Digits of a number written with separators, less a decimal tail (`.0`, `,00`) that a spreadsheet added. */
function joined(text: string): string {
  const tail = /[.,](0+)$/.exec(text);
  if (tail !== null) {
    const whole = text.slice(0, tail.index);
    const digits = whole.replace(/\D/g, "");
    const zeros = tail[1]?.length ?? 0;
    // A group of three zeros may be the end of a dotted number; one or two after an undotted number never are.
    if (digits.length === 16 || (digits.length === whole.length && (zeros < 3 || digits.length > 13))) return digits;
  }
  return text.replace(/\D/g, "");
}

/**
 * The leading digits that scientific notation leaves certain. The last digit shown is rounded, and a round-up may carry, so
 * only what the smallest and the largest number behind the notation have in common survives. Fifteen digits or more are what
 * a spreadsheet keeps; they were cut, not rounded.
 */
function scientificDigits(text: string): string | null {
  const match = /^\+?(\d)(?:[.,](\d*))?e\+?(\d{1,2})$/i.exec(text);
  if (match === null) return null;
  const shown = (match[1] ?? "") + (match[2] ?? "");
  if (shown.length >= 15) return shown.slice(0, 16);
  const low = String(Number(shown) * 10 - 5).padStart(shown.length + 1, "0");
  const high = String(Number(shown) * 10 + 4).padStart(shown.length + 1, "0");
  let certain = 0;
  while (certain < shown.length && low[certain] === high[certain]) certain++;
  return shown.slice(0, certain);
}

/** Numbers side by side in one cell, or null where there is at most one. */
function numbersOf(text: string): NumberText | null {
  let parts = text.split(/\s*(?:[/\\;,|&+()\n\r]|\bdan\b|\batau\b|\bdgn\b|\bdengan\b)\s*/i);
  let numbers = sixteenDigits(parts);
  if (numbers.length === 0) numbers = sixteenDigits((parts = text.split(/\s+/)));
  if (numbers.length === 0) {
    const all = text.replace(/\D/g, "");
    if (all.length !== 32 || /[a-z]/i.test(text)) return null;
    numbers = parts = [all.slice(0, 16), all.slice(16)];
  }
  const distinct = [...new Set(numbers)];
  if (distinct.length > 1) return { kind: "several", numbers: distinct };
  const rest = parts.filter((part) => joined(withoutMarks(part)) !== distinct[0] && !isBlank(withoutMarks(part)));
  if (rest.length === 0) return { kind: "digits", digits: distinct[0] ?? "", cleaned: true };
  // One whole number beside something else: another number (cut short), or words.
  const kind = rest.some((part) => /\d{5}/.test(part)) ? "several" : "letters";
  if (kind === "several") return { kind, numbers: distinct };
  return { kind, digits: distinct[0] ?? "", numbers: distinct };
}

function sixteenDigits(parts: readonly string[]): string[] {
  const numbers: string[] = [];
  for (const part of parts) {
    const trimmed = withoutMarks(part);
    if (trimmed.length < 16 || !onlySeparators.test(trimmed)) continue;
    const digits = joined(trimmed);
    if (digits.length === 16) numbers.push(digits);
  }
  return numbers;
}

const lookAlikes: Readonly<Record<string, string>> = {
  O: "0",
  o: "0",
  Q: "0",
  D: "0",
  l: "1",
  I: "1",
  i: "1",
  L: "1",
  "|": "1",
  "!": "1",
  S: "5",
  s: "5",
  B: "8",
  Z: "2",
  z: "2",
};

function lettersOf(text: string): NumberText {
  let read = "";
  for (const character of text) {
    if (character >= "0" && character <= "9") read += character;
    else if (!onlySeparators.test(character)) read += lookAlikes[character] ?? "?";
  }
  const before = (/^[\d.,\- ]*/.exec(text)?.[0] ?? "").replace(/\D/g, "");
  // With few digits in it, it is a word, not a number with slips in it.
  const digits = text.replace(/\D/g, "").length;
  const isNumber = !read.includes("?") && digits >= 4 && (read.length === 16 || digits * 2 >= read.length);
  if (!isNumber) return { kind: "letters", digits: before, numbers: [] };
  return { kind: "letters", digits: read, numbers: read.length === 16 ? [read] : [] };
}
