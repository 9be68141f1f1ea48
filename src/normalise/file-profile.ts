/**
 * What a file's columns have in common, learnt from a sample before the first row is normalised: how dates are ordered,
 * whether a spreadsheet ate the last digit of the NIKs, what `P` means. Plain data: it may be kept, shown or sent to a thread.
 */
import { fieldCell } from "./combined-cell.ts";
import { scanDate, type ScannedDate } from "./fields/date-scan.ts";
import { agreesWithNik, type DateOrder } from "./fields/birth-date.ts";
import { dateOfSerial } from "./fields/calendar.ts";
import { nikDate, readNik, type NikDate } from "./fields/nik.ts";
import { readNoKk } from "./fields/no-kk.ts";
import { sexWord, type SexCoding } from "./fields/sex.ts";
import { readPart, type ColumnMapping, type Field, type SourceRow } from "./record.ts";

/** Whose numbering a file's region codes follow; never guessed from validity alone. */
export type CodeSystem = "kemendagri" | "bps" | "unknown";

export interface FileProfile {
  /** Rows looked at. */
  readonly rows: number;
  /** Distinct sixteen-digit NIKs seen, and the share of them (0 to 1) that end in 0; one in ten is natural. */
  readonly nikCount: number;
  readonly nikEndingInZero: number;
  /** A spreadsheet kept fifteen digits of this column and wrote 0 for the last. */
  readonly nikTruncated: boolean;
  /** The same of the cells that are stored as numbers: whatever of them ends in 0 is taken for cut, unless no more do than by chance. */
  readonly nikNumbersTruncated: boolean;
  readonly noKkNumbersTruncated: boolean;
  /** The same for family cards. */
  readonly noKkCount: number;
  readonly noKkEndingInZero: number;
  readonly noKkTruncated: boolean;
  /** How day, month and year follow each other; null where the column does not show it, or shows both. */
  readonly dateOrder: DateOrder | null;
  readonly dateEvidence: DateEvidence;
  /** Share of the readable dates whose year has two digits, 0 to 1. */
  readonly twoDigitYears: number;
  /** The century to read an open two-digit year in, where the column's other years settle it. */
  readonly century: 1900 | 2000 | null;
  /** Days to add to a spreadsheet's day numbers: 1462 where the column counts from 1904, told by its distance from the NIKs. */
  readonly serialShift: number;
  readonly sexCoding: SexCoding;
  /** Characters at which the name column was cut by an old system, or null. */
  readonly nameWidth: number | null;
  readonly codeSystem: CodeSystem;
}

export interface DateEvidence {
  /** Cells whose first number can only be the day, or whose second can. */
  readonly dayFirst: number;
  readonly monthFirst: number;
  readonly yearFirst: number;
  /** Cells with two numbers up to 12, settled by the date in the row's NIK. */
  readonly openDayFirst: number;
  readonly openMonthFirst: number;
}

/** Profiles the mapped columns of a sample; a few thousand rows are enough. */
export function profileColumns(sample: readonly SourceRow[], mapping: ColumnMapping): FileProfile {
  const cell = (row: SourceRow, field: Field): string => readPart(fieldCell(row.cells, mapping, field));
  const niks = new Set<string>();
  const cards = new Set<string>();
  const nikNumbers = new Set<string>();
  const noKkNumbers = new Set<string>();
  const names = new Set<string>();
  const dates = new DateCounts();
  const sexes = new SexCounts();
  const codes = new CodeCounts();
  for (const row of sample) {
    const nik = readNik(cell(row, "nik")).value;
    const digits = nik.value ?? (nik.damage?.kind === "serial" ? `${nik.damage.digits}0000` : null);
    if (digits !== null) (row.findings.includes("NIK_SEL_ANGKA") ? nikNumbers : niks).add(digits);
    const card = readNoKk(cell(row, "nokk")).value;
    if (card !== null) (row.findings.includes("KK_SEL_ANGKA") ? noKkNumbers : cards).add(card);
    const inNik = nik.value === null ? null : nikDate(nik.value);
    dates.add(cell(row, "tanggal_lahir") || cell(row, "tempat_tanggal_lahir"), inNik);
    sexes.add(cell(row, "jenis_kelamin"), inNik);
    const name = cell(row, "nama").trim();
    if (name.length > 0) names.add(name);
    codes.add(cell(row, "kode_provinsi"), cell(row, "kode_kabupaten"), cell(row, "kode_kecamatan"), cell(row, "kode_desa"), nik.value);
  }
  const nikEndingInZero = shareEndingInZero(niks);
  const noKkEndingInZero = shareEndingInZero(cards);
  return {
    rows: sample.length,
    nikCount: niks.size,
    nikEndingInZero,
    nikTruncated: isTruncated(niks.size, nikEndingInZero),
    nikNumbersTruncated: areNumbersTruncated(nikNumbers),
    noKkNumbersTruncated: areNumbersTruncated(noKkNumbers),
    noKkCount: cards.size,
    noKkEndingInZero,
    noKkTruncated: isTruncated(cards.size, noKkEndingInZero),
    dateOrder: dates.order(),
    dateEvidence: dates.evidence,
    twoDigitYears: dates.readable === 0 ? 0 : dates.twoDigit / dates.readable,
    century: dates.century(),
    serialShift: dates.serialShift(),
    sexCoding: sexes.coding(),
    nameWidth: widthOf(names),
    codeSystem: codes.system(),
  };
}

function shareEndingInZero(numbers: ReadonlySet<string>): number {
  let ending = 0;
  for (const number of numbers) if (number.endsWith("0")) ending++;
  return numbers.size === 0 ? 0 : ending / numbers.size;
}

/**
 * Far above the natural one in ten: at least three in ten, and five standard errors above a tenth. Small columns need nearly
 * every number to end in 0: nine of ten by chance is one file in a hundred million.
 */
function isTruncated(count: number, share: number): boolean {
  if (count < 10) return false;
  if (count < 30) return share >= 0.9;
  return share >= 0.3 && (share - 0.1) * Math.sqrt(count) >= 5 * 0.3;
}

/**
 * A cell stored as a number that ends in 0 has lost its last digit, unless the column's other numbers show that a program wrote
 * them whole: no more of them end in 0 than by chance.
 */
function areNumbersTruncated(numbers: ReadonlySet<string>): boolean {
  const share = shareEndingInZero(numbers);
  return numbers.size < 30 ? share >= 0.3 : isTruncated(numbers.size, share);
}

/** One proof of an order among this many of another is a typing error. */
const CLEAR_MAJORITY = 0.95;

/** Days between the first days of the two systems a spreadsheet counts in. */
const DAYS_TO_1904 = 1462;

class DateCounts {
  evidence = { dayFirst: 0, monthFirst: 0, yearFirst: 0, openDayFirst: 0, openMonthFirst: 0 };
  readable = 0;
  twoDigit = 0;
  private from1900 = 0;
  private from1904 = 0;
  private early = 0;
  private late = 0;

  add(text: string, nik: NikDate | null): void {
    if (text.length === 0) return;
    const date = scanDate(text);
    if (date?.form === "serial" && nik !== null) this.addSerial(date.a, nik);
    if (date === null || date.form === "serial" || (date.a === 0 && date.c === 0)) return;
    this.readable++;
    if (date.form === "numbers") this.addOrder(date, nik);
    if (date.yearDigits === 2) this.twoDigit++;
    const year = date.form === "year" || date.yearFirst || (date.yearDigits === 2 && date.a > 31) ? date.a : date.c;
    this.addYear(year, date.yearDigits);
  }

  private addSerial(serial: number, nik: NikDate): void {
    if (agreesWithNik(dateOfSerial(serial), nik)) this.from1900++;
    else if (agreesWithNik(dateOfSerial(serial + DAYS_TO_1904), nik)) this.from1904++;
  }

  /** The serials of most rows are the same number of days away from their NIKs. */
  serialShift(): number {
    return this.from1904 > 4 * this.from1900 ? DAYS_TO_1904 : 0;
  }

  private addOrder({ a, b, yearFirst, yearDigits }: ScannedDate, nik: NikDate | null): void {
    const { evidence } = this;
    if (yearFirst || (yearDigits === 2 && a > 31)) evidence.yearFirst++;
    else if (a > 12 && b <= 12) evidence.dayFirst++;
    else if (b > 12 && a <= 12) evidence.monthFirst++;
    else if (nik !== null && a !== b) {
      if (nik.day === a && nik.month === b) evidence.openDayFirst++;
      else if (nik.day === b && nik.month === a) evidence.openMonthFirst++;
    }
  }

  /** Years whose century their form or everyone's age leaves no doubt of. */
  private addYear(year: number, digits: number): void {
    if (digits === 4) {
      if (year >= 2000 && year < 2100) this.late++;
      else if (year >= 1900 && year < 2000) this.early++;
    } else if (year >= 30) this.early++;
    else if (year <= 10) this.late++;
  }

  /**
   * The column's order. Cells that could be read either way matter most, since they are the ones it is for: in columns that a
   * spreadsheet half converted they stand the other way round than the rest.
   */
  order(): DateOrder | null {
    const { dayFirst, monthFirst, yearFirst, openDayFirst, openMonthFirst } = this.evidence;
    const slashed = dayFirst + monthFirst + openDayFirst + openMonthFirst;
    if (yearFirst > slashed) return "ymd";
    const open = openDayFirst + openMonthFirst;
    if (open >= 5) {
      if (openDayFirst >= CLEAR_MAJORITY * open) return "dmy";
      return openMonthFirst >= CLEAR_MAJORITY * open ? "mdy" : null;
    }
    const proven = dayFirst + monthFirst;
    if (proven === 0) return null;
    if (dayFirst >= CLEAR_MAJORITY * proven) return openMonthFirst > openDayFirst ? null : "dmy";
    if (monthFirst >= CLEAR_MAJORITY * proven) return openDayFirst > openMonthFirst ? null : "mdy";
    return null;
  }

  /**
   * For years like 25: a column in which nobody is born after 1999 lists adults, so an elderly person; one with a tenth or
   * more born since 2000 lists children, and they outnumber the hundred-year-olds by far. Between the two, open.
   */
  century(): 1900 | 2000 | null {
    const certain = this.early + this.late;
    if (certain < 50) return null;
    if (this.late === 0) return 1900;
    return this.late >= 0.1 * certain ? 2000 : null;
  }
}

class SexCounts {
  private readonly words = new Map<string, number>();
  private pMale = 0;
  private pFemale = 0;

  add(text: string, nik: NikDate | null): void {
    if (text.length === 0) return;
    const word = sexWord(text);
    this.words.set(word, (this.words.get(word) ?? 0) + 1);
    if (word !== "P" || nik === null) return;
    if (nik.sex === "L") this.pMale++;
    else this.pFemale++;
  }

  /**
   * Without a second word for women `P` can only be perempuan. With one, the rows' own NIKs tell; else what `P` is paired
   * with: W alone makes it pria, and beside L *and* W nothing is assumed.
   */
  coding(): SexCoding {
    const has = (...words: readonly string[]): boolean => words.some((word) => this.words.has(word));
    if (!has("P") || !has("W", "WANITA", "WNT", "PR")) return "p-perempuan";
    const told = this.pMale + this.pFemale;
    if (told >= 5) {
      if (this.pFemale >= 0.8 * told) return "p-perempuan";
      if (this.pMale >= 0.8 * told) return "p-pria";
    }
    const hasMale = has("L", "LK", "LAKILAKI", "LAKI", "M", "PRIA");
    return hasMale || !has("W", "WANITA", "WNT") ? "p-unclear" : "p-pria";
  }
}

/** Names shorter than this were not cut by any system. */
const NARROWEST = 12;

/**
 * The width that cut a column: no name is longer, and the distinct names of exactly that length are more than those one
 * shorter, where uncut names thin out towards the longest. Names cut at a space count one short, so the step is not demanded
 * to be larger; and a pile of a few is chance.
 */
function widthOf(names: ReadonlySet<string>): number | null {
  if (names.size < 50) return null;
  const counts: number[] = [];
  for (const { length } of names) counts[length] = (counts[length] ?? 0) + 1;
  const longest = counts.length - 1;
  if (longest < NARROWEST) return null;
  const atLongest = counts[longest] ?? 0;
  const isPile = atLongest >= 5 && atLongest >= 0.003 * names.size;
  return isPile && atLongest >= 1.3 * (counts[longest - 1] ?? 0) ? longest : null;
}

class CodeCounts {
  private codes = 0;
  private dotted = 0;
  private sevenDigits = 0;
  private onlyBps = 0;
  private onlyKemendagri = 0;
  private villages = 0;
  private villageKinds = 0;
  private compared = 0;
  private agreeing = 0;

  add(provinsi: string, kabupaten: string, kecamatan: string, desa: string, nik: string | null): void {
    let prefix = "";
    for (const text of [provinsi, kabupaten, kecamatan, desa]) {
      if (text.length === 0) continue;
      const trimmed = text
        .trim()
        .replace(/^['"=]+|["']+$/g, "")
        .replace(/[.,]0$/, "");
      const digits = trimmed.replace(/\D/g, "");
      if (digits.length < 2) continue;
      this.codes++;
      if (/^\d\d\.\d\d(?:\.|$)/.test(trimmed)) this.dotted++;
      if (digits.length === 7) this.sevenDigits++;
      if (digits.length === 10) {
        this.villages++;
        if (/^\d{6}[123]/.test(digits)) this.villageKinds++;
      }
      if (digits.length >= 4) {
        prefix = digits.slice(0, 4);
        if (prefix.startsWith("97") || prefix === "9471") this.onlyBps++;
        else if (prefix.startsWith("93")) this.onlyKemendagri++;
      }
    }
    if (prefix.length === 4 && nik !== null) {
      this.compared++;
      if (nik.startsWith(prefix)) this.agreeing++;
    }
  }

  /**
   * Certain signs first (seven-digit kecamatan and 97xx are BPS; dots, 93xx and village codes with 1, 2 or 3 at position 7 are
   * Kemendagri), then whether most rows' own NIKs begin with the code. Codes that begin alike in both systems stay unknown
   * without harm: then both read them the same.
   */
  system(): CodeSystem {
    if (this.codes === 0) return "unknown";
    const bps = this.sevenDigits + this.onlyBps;
    const kemendagri = this.dotted + this.onlyKemendagri;
    if (bps > 0 && bps > 9 * kemendagri) return "bps";
    if (kemendagri > 0 && kemendagri > 9 * bps) return "kemendagri";
    if (bps + kemendagri > 0) return "unknown";
    if (this.villages >= 5 && this.villageKinds >= 0.98 * this.villages) return "kemendagri";
    return this.compared >= 10 && this.agreeing >= 0.6 * this.compared ? "kemendagri" : "unknown";
  }
}

/** A profile that knows nothing: what a file without rows has, and a starting point for tests. */
export const emptyProfile: FileProfile = profileColumns([], {});
