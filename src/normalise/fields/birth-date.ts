/**
 * Birth dates as lists write them. A date is the integer `yyyymmdd`, worked out by arithmetic: `Date` rejects four Indonesian
 * month names, reads day and month the American way, rolls 31 February over and shifts days between time zones.
 *
 * The order of day and month is settled by evidence: the row's own NIK, then the column's majority; else both readings stay.
 */
import type { FindingCode } from "../findings.ts";
import type { BirthDate, PlainDate, Reading } from "../record.ts";
import { isBlank } from "./blank-words.ts";
import { dateOfSerial, isDate } from "./calendar.ts";
import { scanDate, type ScannedDate } from "./date-scan.ts";
import type { NikDate } from "./nik.ts";

/** How a column writes the parts of its dates. */
export type DateOrder = "dmy" | "mdy" | "ymd";

/** What a date cell is read in the light of. */
export interface DateContext {
  /** The column's majority, or null where nothing shows it. */
  readonly order: DateOrder | null;
  /** The century of the column's four-digit years where they agree, for two-digit years that could be either. */
  readonly century: 1900 | 2000 | null;
  /** Days to add to a spreadsheet's day numbers: 1462 where the file counts from 1904. */
  readonly serialShift?: number;
  /** No one is born after it. */
  readonly today: PlainDate;
}

/** Reads one date cell in any form; `nik` is the date inside the row's own NIK, if it has a usable one. */
export function readBirthDate(text: string, context: DateContext, nik: NikDate | null = null): Reading<BirthDate> {
  const scanned = scanDate(text);
  if (scanned === null) return isBlank(text) ? missing : unreadable;
  return readScanned(scanned, context, nik);
}

/** Reads a date given in three cells; the month may be a number or a name. A lone year counts as a year. */
export function readBirthDateParts(
  day: string,
  month: string,
  year: string,
  context: DateContext,
  nik: NikDate | null = null,
): Reading<BirthDate> {
  if (isBlank(day) && isBlank(month) && isBlank(year)) return missing;
  if (isBlank(day) || isBlank(month)) return readBirthDate(isBlank(year) ? "" : `00-00-${bare(year)}`, context, nik);
  if (isBlank(year)) return missing;
  const scanned = scanDate(`${bare(day)} ${bare(month)} ${bare(year)}`);
  if (scanned === null) return unreadable;
  // Three named columns have no order to doubt.
  return readScanned(scanned.form === "numbers" ? { ...scanned, form: "fixed" } : scanned, context, nik);
}

/** `44`, `44 th`, `± 44,5 tahun`, `umur 44`, `1 thn 3 bln`. */
const IN_YEARS =
  /^\s*(?:umur|usia|kira-?kira|sekitar|k?lk|l\.?k\.?|±|\+\/-|~)?[\s.:]*(\d{1,3})(?:[.,]\d{1,2})?\s*(?:th|thn|tahun)?\.?(?:\s*\d{1,2}\s*(?:bl|bln|bulan)\.?)?\s*$/i;
const IN_MONTHS = /^\s*(?:umur|usia)?[\s.:]*\d{1,2}\s*(?:bl|bln|bulan)\.?\s*$/i;
const AGE_WORD = /\b(?:umur|usia)\b|\d\s*(?:th|thn|tahun|bl|bln|bulan)\b/i;

/** An age that stands where the birth date should, and says so; null for anything else. */
export function readAgeAsDate(text: string, today: PlainDate): Reading<BirthDate> | null {
  const value = AGE_WORD.test(text) ? readAge(text, today) : null;
  return value === null ? null : { value, findings: ["TGL_HANYA_TAHUN"] };
}

/** An age in years, as told on some day before `today`: the year it points to, and the one before. */
export function readAge(text: string, today: PlainDate): BirthDate | null {
  const age = IN_MONTHS.test(text) ? "0" : IN_YEARS.exec(text)?.[1];
  if (age === undefined || Number(age) > OLDEST_PLAUSIBLE) return null;
  const year = Math.floor(today / 10000) - Number(age);
  return { value: year * 10000, alternative: (year - 1) * 10000 };
}

/** Whether a birth date was worked out from an age. */
export function isFromAge({ value, alternative }: BirthDate): boolean {
  return value % 10000 === 0 && alternative === value - 10000;
}

function bare(text: string): string {
  return text.trim().replace(/[.,]0+$/, "");
}

function readScanned(scanned: ScannedDate, context: DateContext, nik: NikDate | null): Reading<BirthDate> {
  const { form, a, b, c, yearDigits } = scanned;
  if (form === "year") return yearOnly(a, 4, context, nik);
  if (form === "serial") {
    const date = dateOfSerial(a + (context.serialShift ?? 0));
    if (date > context.today) return unreadable;
    const [year, month, day] = [Math.floor(date / 10000), Math.floor(date / 100) % 100, date % 100];
    return inOrder(year, 4, month, day, "numbers", true, context, nik, "TGL_SERIAL_EXCEL");
  }
  // The year stands first (ISO, `1980 Mei 12`) or last; two digits stand first only where they can be no day.
  const yearFirst = scanned.yearFirst || (yearDigits === 2 && form === "numbers" && (a > 31 || context.order === "ymd"));
  return yearFirst
    ? inOrder(a, yearDigits, b, c, form, true, context, nik, null)
    : inOrder(c, yearDigits, b, a, form, false, context, nik, null);
}

/** Settles which of two numbers is the day, then the year. */
function inOrder(
  year: number,
  yearDigits: number,
  month: number,
  day: number,
  form: ScannedDate["form"],
  yearFirst: boolean,
  context: DateContext,
  nik: NikDate | null,
  note: FindingCode | null,
): Reading<BirthDate> {
  if (day === 0 || month === 0) return day + month + year === 0 ? missing : yearOnly(year, yearDigits, context, nik);
  const order = swapByEvidence(day, month, form, yearFirst, context, nik);
  const straight = (year * 100 + month) * 100 + day;
  const crossed = (year * 100 + day) * 100 + month;
  const read = order.swap
    ? withYear(crossed, order.open ? straight : null, yearDigits, context, nik, order.note)
    : withYear(straight, order.open ? crossed : null, yearDigits, context, nik, order.note);
  return note === null ? read : { value: read.value, findings: [note, ...read.findings] };
}

interface OrderReading {
  /** The parts stand in the order month, day (or year, day, month). */
  readonly swap: boolean;
  /** The other order remains possible. */
  readonly open: boolean;
  readonly note: FindingCode | null;
}

/** Which of two small numbers is the day. Only numbers both up to 12 and unequal leave a question. */
function swapByEvidence(
  day: number,
  month: number,
  form: ScannedDate["form"],
  yearFirst: boolean,
  context: DateContext,
  nik: NikDate | null,
): OrderReading {
  if (form === "fixed" || day === month) return asWritten;
  if (month > 12) return day <= 12 ? monthBeforeDay : asWritten;
  if (day > 12) return asWritten;
  const expected = !yearFirst && context.order === "mdy" ? monthBeforeDay : asWritten;
  if (nik !== null) {
    const straight = nik.day === day && nik.month === month;
    const crossed = nik.day === month && nik.month === day;
    // A date that a spreadsheet misread and wrote out again as ISO is wrong too, but its form claims otherwise: keep both.
    if (crossed) return expected.swap ? monthBeforeDay : yearFirst ? { ...byNik(true), open: true } : byNik(true);
    if (straight) return expected.swap ? byNik(false) : asWritten;
  }
  if (yearFirst || context.order === "dmy" || context.order === "mdy") return expected;
  return undecided;
}

const asWritten: OrderReading = { swap: false, open: false, note: null };
const monthBeforeDay: OrderReading = { swap: true, open: false, note: null };
const undecided: OrderReading = { swap: false, open: true, note: "TGL_AMBIGU" };
const swappedByNik: OrderReading = { swap: true, open: false, note: "TGL_URUTAN" };
const straightByNik: OrderReading = { swap: false, open: false, note: "TGL_URUTAN" };

function byNik(swap: boolean): OrderReading {
  return swap ? swappedByNik : straightByNik;
}

/** Whom a two-digit year may make this old and no older: 1925 is a person of the elderly lists, 1905 is not. */
const OLDEST_BY_TWO_DIGITS = 110;
/** A full year may claim more, with a note. */
const OLDEST_PLAUSIBLE = 120;
/** Years before this are no birth years in any list: a slip of the pen, or a system's zero (1753, 1800, 0001). */
const FIRST_YEAR = 1850;
/** A year this far ahead is a two-digit year that some program expanded to the wrong century (68 → 2068). */
const CENTURY_SLIP = 3;

/** Gives a date its century, judges whether it can exist, and notes what is odd about it. */
function withYear(
  date: PlainDate,
  other: PlainDate | null,
  yearDigits: number,
  context: DateContext,
  nik: NikDate | null,
  note: FindingCode | null,
): Reading<BirthDate> {
  let value = date;
  let alternative = other;
  let century: FindingCode | null = null;
  const thisYear = Math.floor(context.today / 10000);
  if (yearDigits === 2) {
    const late = date + 20000000;
    const early = date + 19000000;
    const base = centuryOf(late, context);
    value = date + base.century * 10000;
    if (alternative !== null) alternative += base.century * 10000;
    if (base.open) {
      century = "ABAD_AMBIGU";
      // One alternative is kept; the century is the larger doubt.
      alternative = base.century === 2000 ? early : late;
    }
  } else if (isSentinelDate(value)) {
    return missing;
  } else if (Math.floor(value / 10000) > thisYear || (value > context.today && isDate(value))) {
    const year = Math.floor(value / 10000);
    const slip = nik !== null ? nik.yy === year % 100 : year >= thisYear + CENTURY_SLIP;
    if (!slip || year > 2099 || !isDate(value - 1000000)) return future;
    value -= 1000000;
    if (alternative !== null) alternative -= 1000000;
    century = "TGL_MASA_DEPAN";
  }
  if (!isDate(value) || value < FIRST_YEAR * 10000) return impossible;
  if (alternative !== null && (!isDate(alternative) || alternative > context.today)) alternative = null;

  const findings: FindingCode[] = [];
  if (note !== null && !(note === "TGL_AMBIGU" && alternative === null)) findings.push(note);
  if (century !== null) findings.push(century);
  if (isDefaultDate(value)) findings.push("TGL_BAKU");
  if (context.today - value > OLDEST_PLAUSIBLE * 10000) findings.push("USIA_>120");
  return { value: { value, alternative }, findings: findings.length === 0 ? noFindings : findings };
}

/** The century of a two-digit year whose later reading is `late`; open where both a child and a very old person fit. */
function centuryOf(late: PlainDate, context: DateContext): { readonly century: 1900 | 2000; readonly open: boolean } {
  if (late > context.today) return early1900;
  if (context.today - (late - 1000000) > OLDEST_BY_TWO_DIGITS * 10000) return late2000;
  if (context.century !== null) return context.century === 1900 ? early1900 : late2000;
  return open2000;
}

const early1900 = { century: 1900, open: false } as const;
const late2000 = { century: 2000, open: false } as const;
const open2000 = { century: 2000, open: true } as const;

/** Whether the year inside a NIK leaves the century open on this day: 25 may be 1925 or 2025, 70 only 1970. */
export function isCenturyOpen(nik: NikDate, today: PlainDate): boolean {
  return centuryOf(20000000 + (nik.yy * 100 + nik.month) * 100 + nik.day, { order: null, century: null, today }).open;
}

function yearOnly(year: number, digits: number, context: DateContext, nik: NikDate | null): Reading<BirthDate> {
  // Judged as the first of January of that year, then reduced to the year.
  const read = withYear(year * 10000 + 101, null, digits, context, nik, "TGL_HANYA_TAHUN");
  if (read.value === null) return read;
  const { value, alternative } = read.value;
  return {
    value: { value: value - 101, alternative: alternative === null ? null : alternative - 101 },
    findings: read.findings.filter((code) => code !== "TGL_BAKU"),
  };
}

/** Year 1900 on 1 January, a spreadsheet's day 0 and databases' zero dates stand for *unknown*. */
function isSentinelDate(date: PlainDate): boolean {
  return date === 19000101 || date === 19000100 || date === 18991230 || date === 18991231 || date === 10101 || date === 99991231;
}

/**
 * Dates registries write for *unknown*: 1 January, 1 July, 31 December. Far too common for equality on them to say much.
 * False for a year alone.
 */
export function isDefaultDate(date: PlainDate): boolean {
  const tail = date % 10000;
  return tail === 101 || tail === 701 || tail === 1231;
}

/** Whether a date and the date inside a NIK agree as far as both are known; the NIK has no century. */
export function agreesWithNik(date: PlainDate, nik: NikDate): boolean {
  if (Math.floor(date / 10000) % 100 !== nik.yy) return false;
  const tail = date % 10000;
  return tail === 0 || tail === nik.month * 100 + nik.day;
}

const noFindings: readonly FindingCode[] = [];
const missing: Reading<BirthDate> = { value: null, findings: ["TGL_KOSONG"] };
const unreadable: Reading<BirthDate> = { value: null, findings: ["TGL_TIDAK_TERBACA"] };
const impossible: Reading<BirthDate> = { value: null, findings: ["TGL_TIDAK_MUNGKIN"] };
const future: Reading<BirthDate> = { value: null, findings: ["TGL_MASA_DEPAN"] };
