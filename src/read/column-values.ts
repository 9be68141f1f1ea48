/** What a column's values look like, whatever its header says. Pure. */
import { besideNumber, numberIn } from "../normalise/combined-cell.ts";
import { heldBesideName } from "../normalise/beside-name.ts";
import { scanDate } from "../normalise/fields/date-scan.ts";

/** A column is what most of its values are. */
const MOST = 0.8;
/** Rows from which a share says something of a column. */
const ENOUGH = 30;

/** `1. SITI`. */
const NUMBERING = /^\d{1,4}[.)]\s*(?=\p{L})/u;

export interface ColumnValues {
  /** Cells that are not blank. */
  readonly filled: number;
  /** Of them: sixteen digits that a NIK or a family card may have (province and date are possible). */
  readonly numbers: number;
  /** Of the numbers: with a woman's day, which no card has; and how many differ. */
  readonly women: number;
  readonly distinct: number;
  /** Eight digits and more, dates, and texts of letters. */
  readonly digits: number;
  readonly dates: number;
  readonly names: number;
  /** A name, and a number of ten digits and more. */
  readonly both: number;
  /** A name and a date; a name and an address. */
  readonly dated: number;
  readonly housed: number;
  /** How many of the texts differ: a programme, a bank, a village repeats. */
  readonly differing: number;
}

export function columnValues(rows: readonly (readonly string[])[], column: number): ColumnValues {
  let filled = 0;
  let women = 0;
  let digits = 0;
  let dates = 0;
  let names = 0;
  let both = 0;
  let dated = 0;
  let housed = 0;
  let count = 0;
  const numbers = new Set<string>();
  const texts = new Set<string>();
  for (const cells of rows) {
    const text = (cells[column] ?? "").trim();
    if (text === "" || text.length > 200) continue;
    filled++;
    const bare = text.replace(/[\s.'`="-]/g, "");
    if (/^\d{8,}$/.test(bare)) digits++;
    if (/^[1-9]\d{15}$/.test(bare) && mayBePersonal(bare)) {
      count++;
      numbers.add(bare);
      if (Number(bare.slice(6, 8)) > 40) women++;
    } else if (/\d/.test(text.replace(NUMBERING, ""))) {
      if (text.length <= 40 && scanDate(text) !== null) dates++;
      if (numberIn(text) !== "" && /\p{L}{2}/u.test(besideNumber(text))) both++;
      const beside = heldBesideName(text);
      if (beside.date) dated++;
      if (beside.address) housed++;
    } else if (
      /^\p{L}[\p{L}\s.,'’`()/-]{2,59}$/u.test(text.replace(NUMBERING, "")) &&
      !/^(?:ya|tidak|ada|aktif|belum|sudah|nihil|null)$/i.test(text)
    ) {
      names++;
      texts.add(text);
    }
  }
  return { filled, numbers: count, women, distinct: numbers.size, digits, dates, names, both, dated, housed, differing: texts.size };
}

const PROVINCES = /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])/;

/** Province, day and month are possible: a bank card or a number of a programme hardly ever is. */
function mayBePersonal(digits: string): boolean {
  const day = Number(digits.slice(6, 8)) % 40;
  const month = Number(digits.slice(8, 10));
  return PROVINCES.test(digits) && day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/** Most of a column are numbers of persons or cards. */
export function holdsNumbers({ filled, numbers }: ColumnValues): boolean {
  return filled > 0 && numbers >= MOST * filled;
}

export type NumberKind = "nik" | "nokk" | null;

/** Which of the two a column of such numbers holds: a NIK has women's days and hardly repeats, a card neither; null: not clear. */
export function numberKind(values: ColumnValues): NumberKind {
  const { numbers, women, distinct } = values;
  if (!holdsNumbers(values)) return null;
  if (women > 0.1 * numbers) return "nik";
  if (numbers >= ENOUGH && women === 0) return "nokk";
  return women === 0 && distinct < 0.8 * numbers && numbers >= 4 ? "nokk" : null;
}

export function holdsDates({ filled, dates }: ColumnValues): boolean {
  return filled > 0 && dates >= MOST * filled;
}

/** Most cells hold a name and a number. */
export function holdsBoth({ filled, both }: ColumnValues): boolean {
  return filled > 0 && both >= 0.5 * filled;
}

/** Most cells hold a name and a date, or a name and an address. */
export function holdsMore({ filled, dated, housed }: ColumnValues): { readonly date: boolean; readonly address: boolean } {
  return { date: filled > 0 && dated >= 0.5 * filled, address: filled > 0 && housed >= 0.5 * filled };
}

export function holdsNames({ filled, names }: ColumnValues): boolean {
  return filled > 0 && names >= MOST * filled;
}
