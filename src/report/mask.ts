/**
 * What numbers and dates look like in reports for passing on (`--mask`): in whatever column and writing they stand, no NIK, no
 * family card and no full date of birth can be read. Rather too much is hidden than too little: a telephone number beside
 * another may look like a NIK.
 */
import { mappedColumns } from "../normalise/combined-cell.ts";
import { nikDate } from "../normalise/fields/nik.ts";
import type { ColumnMapping, Field, PlainDate } from "../normalise/record.ts";

const HIDDEN = "••••••••";
/** Stands for a character that has been put in its final form: neither letter nor digit, and nothing reaches across it. */
const DONE = "\u0001";

/** Digits of a number that can be somebody's: a NIK that has lost or gained a few, two of them written as one. */
const NUMBER_DIGITS = 13;
/** Of which so many are written as digits: a row of letters is no number. */
const LEAST_DIGITS = 9;
/** From here on a number begins as a NIK does, with region and birth date. */
const NIK_BEGINNING = 12;

/** Any text: numbers as first 6 + `••••••••` + last 2, dates as their year. `born`: the row's birth date, hidden in every form. */
export function maskText(text: string, born: PlainDate = 0): string {
  if (!/[\p{N}]/u.test(text) && !/ribu/i.test(text)) return text;
  const masked = new Masked(text);
  masked.replace(grouped, (match) => (isNik(digitsOf(match[0])) ? maskedNumber(match[0]) : null));
  if (born % 100 !== 0) masked.replace(/(?<![0-9])[0-9]{5,12}(?![0-9])/g, ([digits]) => (holdsDate(digits, born) ? HIDDEN : null));
  for (const form of datesWithWords) masked.replace(form, (match) => yearOf(match.groups!["year"]!));
  for (const form of [dayFirst, yearFirst]) {
    masked.replace(form, (match, plain) => (isDate(match) && standsAlone(match, plain) ? yearOf(match.groups!["year"]!) : null));
  }
  masked.replace(grouped, (match) => (isLong(match[0]) ? maskedNumber(match[0]) : null));
  for (const form of [dayFirst, yearFirst, ...looseDates, compactDayFirst, compactYearFirst, ...compactWithoutZero]) {
    masked.replace(form, (match) => (isDate(match) ? yearOf(digitsOf(match.groups!["year"]!)) : null));
  }
  return masked.text;
}

/** Names of files and the like, in which a date is no birth date: numbers alone. */
export function maskNumbersIn(text: string): string {
  const masked = new Masked(text);
  masked.replace(grouped, (match) => (isLong(match[0]) ? maskedNumber(match[0]) : null));
  return masked.text;
}

/** The name of a file in a report. */
export function shownName(name: string, mask: boolean): string {
  return mask ? maskNumbersIn(name) : name;
}

/**
 * A cell that should be a NIK or a family card, whatever marks it is written with. A filler (`0`, `-`, `TIDAK ADA`) stays as it
 * is; a number too short to be one is hidden whole, since it may be a date.
 */
export function maskNumber(text: string): string {
  const plain = plainOf(text);
  const marks = plain.replace(/[^0-9A-Za-z]/g, "");
  const digits = plain.replace(/[^0-9]/g, "");
  if (digits.length < 6) return maskText(text);
  if (marks.length >= NUMBER_DIGITS) return `${marks.slice(0, 6)}${HIDDEN}${marks.slice(-2)}`;
  return /^(.)\1*$/.test(digits) ? text : HIDDEN;
}

/**
 * A birth date as its year. `year` is what the date was read as (0 or `null`: not known); else a year of four digits standing
 * in the text; else, where there is a digit at all, nothing of it.
 */
export function maskDate(text: string, year: number | null = null): string {
  const plain = plainOf(text);
  if (!/[0-9]/.test(plain)) return text;
  if (year !== null && year > 0) return String(year);
  return /(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])/.exec(plain)?.[0] ?? HIDDEN;
}

/* ---- forms ---- */

/** Letters that are typed or scanned for digits stand in numbers as well, but begin none. */
const LIKE = "[OoIlBSZ]";
const SIGN = String.raw`[^\p{L}\p{N}${DONE}]`;
/** Up to five signs between two digits of one number; a letter for a digit has digits behind it, or no other letter. */
const grouped = new RegExp(
  `[0-9](?:${SIGN}{0,5}[0-9]|${SIGN}{0,5}${LIKE}(?=${LIKE}{0,15}[0-9])|${LIKE}(?=${LIKE}{0,15}(?!\\p{L})))*`,
  "gu",
);

const BETWEEN = String.raw`(?<mark>\s*[-/.,_:|–—−\\]\s*|\s+)`;
const AGAIN = String.raw`\k<mark>`;
const YEAR = "(?<year>[0-9]{4}|[0-9]{2})";
const dayFirst = new RegExp(`(?<![0-9])(?<day>[0-9]{1,2})${BETWEEN}(?<month>[0-9]{1,2})${AGAIN}${YEAR}(?![0-9])`, "gu");
const yearFirst = new RegExp(`(?<![0-9])(?<year>[0-9]{4})${BETWEEN}(?<month>[0-9]{1,2})${AGAIN}(?<day>[0-9]{1,2})(?![0-9])`, "gu");
const compactDayFirst = /(?<![0-9])(?<day>[0-9]{2})(?<month>[0-9]{2})(?<year>(?:1[89]|20)[0-9]{2})(?![0-9])/g;
const compactYearFirst = /(?<![0-9])(?<year>(?:1[89]|20)[0-9]{2})(?<month>[0-9]{2})(?<day>[0-9]{2})(?![0-9])/g;
/** `1251980` may be two dates: whichever it is, it is one. */
const compactWithoutZero = ["1,1", "1,2", "2,1"].map((lengths) => {
  const [day, month] = lengths.split(",");
  return new RegExp(`(?<![0-9])(?<day>[0-9]{${day}})(?<month>[0-9]{${month}})(?<year>(?:19[2-9]|20[0-2])[0-9])(?![0-9])`, "g");
});

/** Whatever may stand between the parts of a date, in a sentence as well. */
const WORD = "(?:of|the|tanggal|tgl|bulan|bln|tahun|thn|th|年|月)";
const GLUE = `(?:${SIGN}{1,4}|${SIGN}{0,4}${WORD}${SIGN}{0,4}){1,2}`;
/** A digit, or what is typed for one. */
const DIGIT = "[0-9OoIl]";
const [DAY, NUMBER_MONTH, LONG_YEAR] = [
  `(?<day>${DIGIT}{1,2})`,
  `(?<month>${DIGIT}{1,2})`,
  `(?<year>(?:[1Il][89]|2[0Oo])${DIGIT}{2})`,
] as const;
/** Signs of two kinds, words, letters for digits; with a year of two digits only where something says that it is one. */
const looseDates = [
  `(?<![\\p{L}\\p{N}])${DAY}${GLUE}${NUMBER_MONTH}${GLUE}${LONG_YEAR}(?![\\p{L}\\p{N}])`,
  `(?<![\\p{L}\\p{N}])${LONG_YEAR}${GLUE}${NUMBER_MONTH}${GLUE}${DAY}(?!\\p{N})`,
  `(?<![0-9])${DAY}[-/. ]+${NUMBER_MONTH}[-/. ]*['’‘\`´](?<year>[0-9]{2})(?![0-9])`,
  `(?<![0-9])${DAY}[-/.]${NUMBER_MONTH}[-/.](?<year>[0-9]{2})(?![0-9])`,
  `(?<![0-9])${DAY}${SIGN}*(?:bulan|bln)${SIGN}*${NUMBER_MONTH}${SIGN}*(?:tahun|thn|th)${SIGN}*(?<year>[0-9]{2})(?![0-9])`,
  `(?<![0-9])(?<year>[3-9][0-9])([-/.])${NUMBER_MONTH}\\2${DAY}(?![0-9])`,
].map((form) => new RegExp(form, "giu"));

const MONTH =
  "(?:jan(?:uari|uary)?|[fp]ebr?(?:uari|uary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|juni?|june|juli?|july|ag(?:ustus|ust|us|st|s|u|t)|" +
  "aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|no[vp](?:ember)?|de[sc](?:ember)?|x?i{1,3}|iv|vi{0,3}|ix|x)";
const ORDINAL = "(?:st|nd|rd|th)?";
const UNITS = "(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)";
const DAY_WORDS = `(?:sepuluh|sebelas|(?:dua|tiga)\\s*puluh(?:\\s*${UNITS})?|${UNITS}(?:\\s*belas)?)`;
const YEAR_WORDS = `(?:seribu|dua\\s*ribu)(?:\\s*(?:${UNITS}|seratus|ratus|sepuluh|sebelas|puluh|belas))*`;
const ANY_DAY = `(?:(?<![0-9])[0-9]{1,2}${ORDINAL}|(?<!\\p{L})${DAY_WORDS})`;
const ANY_YEAR = `['’‘\`´]?(?:${YEAR}(?![0-9])|(?<words>${YEAR_WORDS}))`;
const datesWithWords = [
  `${ANY_DAY}(?:${GLUE})?${MONTH}(?:${GLUE})?${ANY_YEAR}`,
  `(?<!\\p{L})${MONTH}${GLUE}[0-9]{1,2}${ORDINAL}${GLUE}${ANY_YEAR}`,
  `(?<![0-9])(?<year>(?:1[89]|20)[0-9]{2})(?:${GLUE})?${MONTH}(?:${GLUE})?[0-9]{1,2}${ORDINAL}(?![0-9])`,
].map((form) => new RegExp(form, "giu"));

function isDate({ groups }: RegExpExecArray): boolean {
  const [day, month, year] = [groups!["day"], groups!["month"], groups!["year"]].map((part) => Number(digitsOf(part!))) as [
    number,
    number,
    number,
  ];
  const isDay = (a: number, b: number): boolean => a >= 1 && a <= 31 && b >= 1 && b <= 12;
  return (isDay(day, month) || isDay(month, day)) && (groups!["year"]!.length === 2 || (year >= 1850 && year < 2100));
}

/** Not a part of a number that is grouped by the same sign: `32/01/99/01/01/80/0001`. */
function standsAlone({ 0: whole, index, groups }: RegExpExecArray, plain: string): boolean {
  const sign = groups!["mark"]!.trim();
  const before = plain.slice(0, index).trimEnd();
  const behind = plain.slice(index + whole.length).trimStart();
  if (sign === "") return !/[0-9]$/.test(before) && !/^[0-9]/.test(behind);
  return !before.endsWith(sign) && !behind.startsWith(sign);
}

/** A year of two digits does not tell the century. */
function yearOf(year: string | undefined): string {
  // Written out in words.
  if (year === undefined) return "••••";
  return year.length === 4 ? year : `••${year}`;
}

function digitsOf(number: string): string {
  return number
    .replace(/[Oo]/g, "0")
    .replace(/[Il]/g, "1")
    .replace(/B/g, "8")
    .replace(/S/g, "5")
    .replace(/Z/g, "2")
    .replace(/[^0-9]/g, "");
}

function isNik(digits: string): boolean {
  return digits.length === 16 && nikDate(digits) !== null;
}

function isLong(number: string): boolean {
  const digits = digitsOf(number);
  if (number.replace(/[^0-9]/g, "").length < LEAST_DIGITS) return false;
  return digits.length >= NUMBER_DIGITS || (digits.length === NIK_BEGINNING && nikDate(`${digits}0001`) !== null && digits[0] !== "0");
}

function maskedNumber(number: string): string {
  const digits = digitsOf(number);
  // Six digits before a whole number are no part of it, and may be a date.
  if (/^[0-9]{6}(?![0-9])/.test(number) && digits.length >= 6 + NIK_BEGINNING) return HIDDEN;
  return `${digits.slice(0, 6)}${HIDDEN}${digits.slice(-2)}`;
}

/** Whether a number is the row's birth date without signs, or holds it as a NIK does (the day of a woman's included), or is its serial. */
function holdsDate(digits: string, born: PlainDate): boolean {
  const text = String(born);
  const [long, year, month, day] = [text.slice(0, 4), text.slice(2, 4), text.slice(4, 6), text.slice(6)] as const;
  const short = [`${day}${month}${year}`, `${month}${day}${year}`, `${year}${month}${day}`, `${Number(day) + 40}${month}${year}`];
  if (short.some((form) => digits.includes(form))) return true;
  const days = (Date.UTC(Number(long), Number(month) - 1, Number(day)) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return [`${Number(day)}${Number(month)}${long}`, `${Number(month)}${Number(day)}${long}`, String(days)].includes(digits);
}

/* ---- a text of which parts are replaced ---- */

/** One character for each of the text's: digits and signs of every script as plain ones. */
function plainOf(text: string): string {
  let plain = "";
  for (const character of text) plain += plainCharacter(character);
  return plain;
}

/** Digits of every script stand in tens, from zero on; full-width, raised and circled ones fold into plain ones. */
function plainCharacter(character: string): string {
  if (character <= "\x7f") return character;
  const folded = character.normalize("NFKC");
  if (folded.length === 1 && folded <= "\x7f") return folded;
  if (/^[\p{Nd}]$/u.test(character)) {
    let zero = character.codePointAt(0)!;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && character.codePointAt(0)! - zero < 9) zero--;
    return String((character.codePointAt(0)! - zero) % 10);
  }
  return character.length === 1 ? character : "\u0002";
}

class Masked {
  /** What is shown for each character of the text, and what stands there for the forms to be found in. */
  private readonly shown: string[];
  private plain: string;

  constructor(text: string) {
    this.shown = [...text];
    this.plain = plainOf(text);
  }

  get text(): string {
    return this.shown.join("");
  }

  /** Replaces what `form` finds by what `masking` says of it; `null` leaves it. */
  replace(form: RegExp, masking: (match: RegExpExecArray, plain: string) => string | null): void {
    for (const match of [...this.plain.matchAll(form)] as RegExpExecArray[]) {
      const masked = masking(match, this.plain);
      if (masked === null) continue;
      const { index } = match;
      const { length } = match[0];
      this.shown.fill("", index, index + length);
      this.shown[index] = masked;
      this.plain = this.plain.slice(0, index) + DONE.repeat(length) + this.plain.slice(index + length);
    }
  }
}

/* ---- columns ---- */

type Masking = (text: string, born: PlainDate) => string;

const numberFields: readonly Field[] = ["nik", "nokk"];
const dateFields: readonly Field[] = ["tanggal_lahir", "tempat_tanggal_lahir"];
const dayAndMonthFields: readonly Field[] = ["hari_lahir", "bulan_lahir"];
/** Somebody's birth date, whoever's: a spouse's, a child's. */
const BIRTH_HEADER = /lahir|birth|\bttl\b|\bdob\b/i;

/** Nothing of a number that stands in several cells: each alone is too short to be known for a part of one. */
const maskBox: Masking = (text) => text.replace(/[\p{L}\p{N}]/gu, "•");

/**
 * How a list's own columns are masked, which `mapping` says what they hold. Lists carry other people's numbers and dates beside the
 * row's own, in columns that are mapped to nothing and in remarks.
 */
export function ownColumnMasks(headers: readonly string[], mapping: ColumnMapping): readonly Masking[] {
  const mapped = mappedColumns(mapping);
  return headers.map((header, column): Masking => {
    const held = mapped.filter(({ columns }) => columns.includes(column));
    // Beside a number in one cell the name is what is masked as text.
    const { field, columns } = held.find((each) => each.field === "nama") ?? held[0] ?? { field: null, columns: [] };
    if (field === "tahun_lahir") return maskText;
    if (columns.length > 1 && field !== "nama") return maskBox;
    if (field !== null && numberFields.includes(field)) return maskNumber;
    if (field !== null && dateFields.includes(field)) return (text, born) => maskDate(text, Math.floor(born / 10000));
    if (field !== null && dayAndMonthFields.includes(field)) return (text) => (/[\p{L}\p{N}]/u.test(text) ? "••" : text);
    return field === null && BIRTH_HEADER.test(header) ? (text) => maskDate(text) : maskText;
  });
}

/** `born`: what the row's birth date was read as, 0 where it was not. */
export function maskOwnCells(cells: readonly string[], masks: readonly Masking[], born: PlainDate): string[] {
  return cells.map((cell, column) => (masks[column] ?? maskText)(cell, born));
}

/** The cells of a person (`personCells`), masked; `born`: what the person's birth date means. */
export function maskPersonCells(cells: readonly string[], born: PlainDate = 0): string[] {
  const [file = "", row = "", nik = "", noKk = "", name = "", birthDate = "", ...rest] = cells;
  return [
    maskNumbersIn(file),
    row,
    maskNumber(nik),
    maskNumber(noKk),
    maskText(name, born),
    maskDate(birthDate, Math.floor(born / 10000)),
    ...rest.map((cell) => maskText(cell, born)),
  ];
}
