/**
 * The form of a written date: which numbers it has, in which order, and whether its form alone fixes what they mean. Place
 * names before it (`BANDUNG, 12-05-1980`), day names, labels and a time of day after it are passed over.
 */
import { dateOfSerial, nextDay } from "./calendar.ts";
import { plainDigits } from "./digits.ts";
import { readable } from "../readable.ts";

export interface ScannedDate {
  /**
   * `numbers`: three numbers whose order must be settled. `fixed`: a, b, c are day, month, year (or year, month, day) beyond
   * doubt. `serial`: `a` is a spreadsheet's day number. `year`: `a` is a year and all there is.
   */
  readonly form: "numbers" | "fixed" | "serial" | "year";
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** The year is `a`; otherwise `c`. */
  readonly yearFirst: boolean;
  /** 2 or 4. */
  readonly yearDigits: number;
}

/** Takes a date's form off its text; null where there is no date in it. */
export function scanDate(text: string): ScannedDate | null {
  return scanPlain(text) ?? scanUniversal(text) ?? scanTokens(withoutLookalikes(withoutDress(plainDigits(readable(text).trim()))));
}

const SPACE = 32;
const ZERO = 48;
const NINE = 57;

/** The forms that fill nearly every column: `dd/mm/yyyy`, `d-m-yyyy`, `yyyy-mm-dd` and `dd.mm.yy`, and nothing beside. */
function scanPlain(text: string): ScannedDate | null {
  const length = text.length;
  if (length < 6 || length > 10) return null;
  let part = 0;
  let a = 0;
  let b = 0;
  let value = 0;
  let digits = 0;
  let digitsA = 0;
  let mark = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) {
      value = value * 10 + code - ZERO;
      digits++;
      continue;
    }
    if (digits === 0 || part === 2 || (code !== 45 && code !== 46 && code !== 47) || (part === 1 && code !== mark)) return null;
    mark = code;
    if (part === 0) {
      a = value;
      digitsA = digits;
    } else {
      b = value;
      if (digits > 2) return null;
    }
    part++;
    value = 0;
    digits = 0;
  }
  if (part !== 2) return null;
  if (digitsA === 4 && digits <= 2 && digits > 0) return { form: "numbers", a, b, c: value, yearFirst: true, yearDigits: 4 };
  if (digitsA > 2 || (digits !== 4 && digits !== 2)) return null;
  return { form: "numbers", a, b, c: value, yearFirst: false, yearDigits: digits };
}

/** A date with a time of day and its distance from universal time; an Indonesian zone's needs none of this. */
const zonedTime =
  /^(.*\d)[T ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)? ?(?:(?:UTC|GMT|Z)? ?([+-])(\d{2}):?(\d{2})?(?: UTC)?|Z|UTC|GMT)\s*(?:\(.*\))?$/i;
/** Milliseconds since 1970, as JSON and .NET write them. */
const sinceEpoch = /^\/?(?:Date\()?(-?[1-9]\d{6,12})(?:[+-]\d{4})?\)?\/?$/;
const MINUTES_A_DAY = 1440;

/**
 * A timestamp in another zone's time, at an hour when it was midnight in Indonesia: the day after is meant. So web applications and
 * databases export dates.
 */
function scanUniversal(given: string): ScannedDate | null {
  const text = given.trim().replace(/^["']+|["']+$/g, "");
  const [, day, hours, minutes, seconds = "00", sign, zoneHours = "00", zoneMinutes = "00"] = zonedTime.exec(text) ?? [];
  if (day === undefined) return scanEpoch(text);
  const scanned = scanDate(day);
  // Which number is the day must be beyond doubt.
  if (scanned === null || scanned.yearDigits !== 4 || !isOrdered(scanned)) return null;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === "-" ? -1 : 1);
  if (offset >= 7 * 60 && offset <= 9.5 * 60) return null;
  const time = Number(hours) * 60 + Number(minutes) - offset;
  const { a, b, c, yearFirst } = scanned;
  const date = yearFirst ? (a * 100 + b) * 100 + c : c > 31 && b > 12 ? (c * 100 + a) * 100 + b : (c * 100 + b) * 100 + a;
  const days =
    Math.floor(time / MINUTES_A_DAY) +
    (isIndonesianNight(time - Math.floor(time / MINUTES_A_DAY) * MINUTES_A_DAY, Number(seconds)) ? 1 : 0);
  return days === 1 ? fixedDate(nextDay(date)) : null;
}

/** Year, month and day are told apart by their form. */
function isOrdered({ form, a, b, yearFirst }: ScannedDate): boolean {
  return form === "fixed" || (form === "numbers" && (yearFirst || a > 12 || b > 12 || a === b));
}

/**
 * Whether the day after has begun in Indonesia at a time (minutes) of universal time: at five in the afternoon in all of it; before, where it
 * is midnight in one of its zones, as they are (WIT, WITA) or were (until 1964 +7:30 and +9:30, +7:20, and local times with odd seconds).
 */
function isIndonesianNight(minutes: number, seconds: number): boolean {
  if (minutes >= 17 * 60) return true;
  return minutes >= 14 * 60 + 30 && (seconds !== 0 || [14.5, 15, 16, 16.5, 16 + 2 / 3].some((hour) => Math.round(hour * 60) === minutes));
}

/** A moment counted from 1970: only where it is midnight, in Indonesia or in universal time, for other numbers are as long. */
function scanEpoch(text: string): ScannedDate | null {
  const [, count] = sinceEpoch.exec(text) ?? [];
  if (count === undefined || (!/^-|Date/.test(text) && Number(count) < 10 ** 8)) return null;
  // Milliseconds of the first weeks of 1970 are as few as the seconds since then.
  const isSeconds = !text.includes("Date") && Math.abs(Number(count)) < 2.3e9;
  const minutes = Number(count) / (isSeconds ? 60 : 60_000);
  if (!Number.isInteger(minutes)) return null;
  const day = Math.floor(minutes / MINUTES_A_DAY);
  const time = minutes - day * MINUTES_A_DAY;
  const isNight = time !== 0 && time <= 17 * 60 && isIndonesianNight(time, 0);
  return time === 0 || isNight ? fixedDate(dateOfSerial(EPOCH_SERIAL + day + (isNight ? 1 : 0))) : null;
}

/** Day number of 1 January 1970 in a spreadsheet. */
const EPOCH_SERIAL = 25569;

function fixedDate(date: number): ScannedDate {
  return { form: "fixed", a: Math.floor(date / 10000), b: Math.floor(date / 100) % 100, c: date % 100, yearFirst: true, yearDigits: 4 };
}

/** `(03-01-1970)`, `1970-01-03Z`, `3rd January 1970`, `03|01|1970`: what is put around a date or between its parts. */
function withoutDress(text: string): string {
  return text
    .replace(/^[([{]\s*([^()[\]{}]*\d)\s*[)\]}]$/, "$1")
    .replace(/^(\d{4}-\d{2}-\d{2})Z$/i, "$1")
    .replace(/\b(\d{1,2})(?:st|nd|rd|th)(?=,? +[A-Za-z]{3,}|,? +\d{4}$)/i, "$1")
    .replace(/^(\d{1,2})([|_~])(\d{1,2})\2(\d{4})$/, "$1-$3-$4");
}

/** Letters typed or scanned for digits: `l5-11-1968`, `O5/11/1968`. */
function withoutLookalikes(text: string): string {
  if (!/[OolI|]|[A-Za-z]0[A-Za-z]/.test(text)) return text;
  const digitsOf = (part: string): string => part.replace(/[Oo]/g, "0").replace(/[lI|]/g, "1");
  // `N0vember`; and two small l are no Roman number.
  const spelled = text.replace(/(?<=[A-Za-z])0(?=[A-Za-z])/g, "o").replace(/(?<![A-Za-z0-9])ll?(?![A-Za-z0-9])/g, digitsOf);
  const mixed = spelled.replace(/(?<![A-Za-z0-9|])[\dOolI|]+(?![A-Za-z0-9|])/g, (part) => (/\d/.test(part) ? digitsOf(part) : part));
  // Where all else is a date, a lone letter is a digit too; II and III are Roman months.
  const lone = /^([Ool|I]{1,2})([-/.] ?\d{1,2}[-/.] ?\d{4})$/.exec(mixed);
  return lone === null ? mixed : `${digitsOf(lone[1]!)}${lone[2]!}`;
}

/** `tgl 3 bln 1 thn 1970`. */
const partNames: ReadonlySet<string> = new Set(["TGL", "TANGGAL", "BLN", "BULAN", "THN", "TH", "TAHUN"]);

interface Token {
  /** A number's value, or a month's number for a word; 0 for any other word. */
  readonly value: number;
  /** A number's count of digits; 0 for a word. */
  readonly digits: number;
  readonly word: string;
}

function scanTokens(text: string): ScannedDate | null {
  if (text.length > 200) return null;
  const plain = withoutTail(text);
  const single = scanSingle(plain);
  if (single !== null) return single;
  // A letter or a mark among the digits of a number: which digit it was nobody knows.
  if (/(?<!\d)\d[?*#~\ufffd]|[?*#~\ufffd]\d(?!\d)|^_+\d(?!\d)/.test(plain)) return null;
  if (/(?<![A-Za-z])[A-Za-z]\d|\d[A-Za-z](?![A-Za-z])|(?<![A-Za-z])[lOo|](?![A-Za-z])/.test(plain)) return null;
  const tokens = tokensOf(plain).filter(({ word }) => !partNames.has(word));
  // A month's name beside numbers.
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined || token.digits > 0) continue;
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    const month = monthOf(token.word, before !== undefined && before.digits > 0);
    if (month === 0 || after === undefined || after.digits === 0) continue;
    if (before !== undefined && before.digits > 0) {
      const fixed = dated(before, month, after);
      if (fixed !== null) return fixed;
    }
    const third = tokens[i + 2];
    if (after.digits <= 2 && third !== undefined && third.digits === 4) {
      return { form: "fixed", a: after.value, b: month, c: third.value, yearFirst: false, yearDigits: 4 };
    }
    if (after.digits === 4) return { form: "year", a: after.value, b: 0, c: 0, yearFirst: false, yearDigits: 4 };
  }
  const numbers = tokens.filter((token) => token.digits > 0);
  const [a, b, c] = numbers;
  if (a === undefined) return null;
  if (b === undefined) return scanNumber(a);
  if (c === undefined) {
    // Month and year.
    const year = a.digits === 4 ? a : b;
    const other = year === a ? b : a;
    if (year.digits !== 4 || other.digits > 2 || other.value > 12) return null;
    return { form: "year", a: year.value, b: 0, c: 0, yearFirst: false, yearDigits: 4 };
  }
  // More numbers than a date has: a house number, a telephone, two dates.
  if (numbers.length > 3 || b.digits > 2) return null;
  if (a.digits === 4 && c.digits <= 2) return { form: "numbers", a: a.value, b: b.value, c: c.value, yearFirst: true, yearDigits: 4 };
  if (a.digits > 2 || (c.digits !== 4 && c.digits !== 2)) return null;
  return { form: "numbers", a: a.value, b: b.value, c: c.value, yearFirst: false, yearDigits: c.digits };
}

/** Day and year around a month's name. */
function dated(before: Token, month: number, after: Token): ScannedDate | null {
  if (before.digits === 4 && after.digits <= 2) {
    return { form: "fixed", a: before.value, b: month, c: after.value, yearFirst: true, yearDigits: 4 };
  }
  if (before.digits > 2 || (after.digits !== 4 && after.digits !== 2)) return null;
  return { form: "fixed", a: before.value, b: month, c: after.value, yearFirst: false, yearDigits: after.digits };
}

/** A cell that is one number: a spreadsheet's serial, a year, or a date without separators. Its decimals are a time of day. */
function scanSingle(text: string): ScannedDate | null {
  const match = /^['"`=\s]*(\d+)(?:[.,]\d+)?["\s]*$/.exec(text);
  if (match === null) return null;
  const digits = match[1] ?? "";
  return scanNumber({ value: Number(digits.slice(0, 9)), digits: digits.length, word: "" });
}

/** Four digits from here on are a day number (2100 is 30 September 1905); below, they are a year. */
const FIRST_FOUR_DIGIT_SERIAL = 2100;

function scanNumber({ value, digits }: Token): ScannedDate | null {
  switch (digits) {
    case 4:
      if (value >= FIRST_FOUR_DIGIT_SERIAL) return { form: "serial", a: value, b: 0, c: 0, yearFirst: false, yearDigits: 4 };
      return { form: "year", a: value, b: 0, c: 0, yearFirst: false, yearDigits: 4 };
    case 5:
      return { form: "serial", a: value, b: 0, c: 0, yearFirst: false, yearDigits: 4 };
    case 6:
      return {
        form: "numbers",
        a: Math.floor(value / 10000),
        b: Math.floor(value / 100) % 100,
        c: value % 100,
        yearFirst: false,
        yearDigits: 2,
      };
    case 7: // ddmmyyyy whose leading zero a spreadsheet took
    case 8: {
      const year = Math.floor(value / 10000);
      const month = Math.floor(value / 100) % 100;
      const day = value % 100;
      if (digits === 8 && year >= 1850 && year < 2100 && month <= 12 && day <= 31) {
        return { form: "numbers", a: year, b: month, c: day, yearFirst: true, yearDigits: 4 };
      }
      return {
        form: "numbers",
        a: Math.floor(value / 1000000),
        b: Math.floor(value / 10000) % 100,
        c: value % 10000,
        yearFirst: false,
        yearDigits: 4,
      };
    }
    default:
      return null;
  }
}

/** Without what follows a date: a time (`T00:00:00.000Z`, ` 00:00`, ` 12.30.00`, ` 07:00 WIB`), an age, a remark in brackets. */
function withoutTail(text: string): string {
  return text
    .replace(/(?<=\d)[T\s,]+\d{1,2}[:.]\d{2}[:.]\d{2}.*$/i, "")
    .replace(/[T\s,]+\d{1,2}:\d{2}.*$/i, "")
    .replace(/\([^)]*\)|\b\d+\s*(?:th|thn|tahun)\b(?!\.?\s*\d{4})/gi, "");
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    const start = i;
    if (code >= ZERO && code <= NINE) {
      while (i < text.length && text.charCodeAt(i) >= ZERO && text.charCodeAt(i) <= NINE) i++;
      // Ten digits are no part of a date; the count alone will rule them out.
      tokens.push({ value: Number(text.slice(start, Math.min(i, start + 9))), digits: i - start, word: "" });
    } else if (isLetter(code)) {
      while (i < text.length && isLetter(text.charCodeAt(i))) i++;
      tokens.push({ value: 0, digits: 0, word: text.slice(start, i).toUpperCase() });
    } else i++;
  }
  return tokens;
}

function isLetter(code: number): boolean {
  return (code | SPACE) >= 97 && (code | SPACE) <= 122;
}

/**
 * The month a word names, or 0. Between two numbers a word can hardly be anything else, so there its first letters are
 * enough (`Febuari`, `Septermber`, `Agustuss`) and Roman numerals count; elsewhere only known spellings do.
 */
function monthOf(word: string, afterNumber: boolean): number {
  const known = months[word];
  if (known !== undefined) return known;
  if (!afterNumber || word.length === 0) return 0;
  const roman = romanMonths.indexOf(word);
  if (roman >= 0) return roman + 1;
  return word.length < 4 ? 0 : (monthStems[word.slice(0, 3)] ?? 0);
}

const months: Readonly<Record<string, number | undefined>> = {
  JANUARI: 1,
  JANUARY: 1,
  JAN: 1,
  DJANUARI: 1,
  JANWARI: 1,
  FEBRUARI: 2,
  FEBRUARY: 2,
  PEBRUARI: 2,
  FEB: 2,
  PEB: 2,
  FEBR: 2,
  PEBR: 2,
  FEBUARI: 2,
  MARET: 3,
  MARCH: 3,
  MAR: 3,
  MRT: 3,
  MART: 3,
  APRIL: 4,
  APR: 4,
  AVRIL: 4,
  MEI: 5,
  MAY: 5,
  MEY: 5,
  JUNI: 6,
  JUNE: 6,
  JUN: 6,
  DJUNI: 6,
  JULI: 7,
  JULY: 7,
  JUL: 7,
  DJULI: 7,
  AGUSTUS: 8,
  AUGUST: 8,
  AGUST: 8,
  AGS: 8,
  AGT: 8,
  AGST: 8,
  AGTS: 8,
  AGU: 8,
  AUG: 8,
  AG: 8,
  AGUS: 8,
  AGUSTS: 8,
  AUGUSTUS: 8,
  SEPTEMBER: 9,
  SEPT: 9,
  SEP: 9,
  SPT: 9,
  OKTOBER: 10,
  OCTOBER: 10,
  OKT: 10,
  OCT: 10,
  NOVEMBER: 11,
  NOPEMBER: 11,
  NOV: 11,
  NOP: 11,
  NVP: 11,
  DESEMBER: 12,
  DECEMBER: 12,
  DES: 12,
  DEC: 12,
};

const monthStems: Readonly<Record<string, number | undefined>> = {
  JAN: 1,
  DJA: 1,
  FEB: 2,
  PEB: 2,
  FBR: 2,
  MAR: 3,
  APR: 4,
  MEI: 5,
  JUN: 6,
  JUL: 7,
  AGU: 8,
  AGS: 8,
  AUG: 8,
  AGT: 8,
  SEP: 9,
  SPT: 9,
  OKT: 10,
  OCT: 10,
  NOV: 11,
  NOP: 11,
  DES: 12,
  DEC: 12,
};

const romanMonths = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
