/** What a number or a date looks like in reports for passing on (`--mask`). */
import type { Field } from "../normalise/record.ts";

const HIDDEN = "••••••••";

/** Characters of a number that are too few to give anybody away (`0`, `-`, `TIDAK ADA`). */
const SHORT = 8;

/**
 * A NIK or family-card number as first 6 + `••••••••` + last 2, whatever marks it is written with. A filler (`0`, `-`,
 * `TIDAK ADA`) stays as it is.
 */
export function maskNumber(text: string): string {
  let marks = "";
  let digits = 0;
  for (const character of text) {
    if (/[0-9]/.test(character)) digits++;
    if (/[0-9A-Za-z]/.test(character)) marks += character;
  }
  if (digits === 0 || marks.length < SHORT) return text;
  return `${marks.slice(0, 6)}${HIDDEN}${marks.slice(-2)}`;
}

/**
 * A birth date as its year. `year` is what the date was read as (0 or `null`: not known); else a year of four digits standing
 * in the text; else, where there is a digit at all, nothing of it.
 */
export function maskDate(text: string, year: number | null = null): string {
  if (!/\d/.test(text)) return text;
  if (year !== null && year > 0) return String(year);
  return /(?<!\d)(?:1[89]|20)\d\d(?!\d)/.exec(text)?.[0] ?? HIDDEN;
}

/** Text of any other kind: numbers of sixteen digits in it are masked, with or without marks between the digits. */
export function maskText(text: string): string {
  if (text.length < 16) return text;
  return text.replace(/(?<![0-9])[0-9](?:[ .\-\u00a0]?[0-9]){15}(?![0-9])/g, maskNumber);
}

type Masking = (text: string, year: number | null) => string;

const numberFields: readonly Field[] = ["nik", "nokk"];
const dateFields: readonly Field[] = ["tanggal_lahir", "tempat_tanggal_lahir"];
const dayAndMonthFields: readonly Field[] = ["hari_lahir", "bulan_lahir"];

/**
 * How a list's own columns are masked: `fieldOf(column)` is the field a column was mapped to. Columns that are mapped to
 * nothing still lose any sixteen-digit number: lists carry a spouse's or a head's NIK beside the person's.
 */
export function ownColumnMasks(columns: number, fieldOf: (column: number) => Field | null): readonly Masking[] {
  return Array.from({ length: columns }, (_, column): Masking => {
    const field = fieldOf(column);
    if (field === null) return maskText;
    if (numberFields.includes(field)) return maskNumber;
    if (dateFields.includes(field)) return maskDate;
    if (dayAndMonthFields.includes(field)) return (text) => (/[0-9A-Za-z]/.test(text) ? "••" : text);
    if (field === "tahun_lahir") return (text) => text;
    return maskText;
  });
}

/** `year`: the year the row's birth date was read as, or `null`. */
export function maskOwnCells(cells: readonly string[], masks: readonly Masking[], year: number | null): string[] {
  return cells.map((cell, column) => (masks[column] ?? maskText)(cell, year));
}

/** The ten `dtsen_*` cells (`personCells`), masked; `year` is the year of birth, where it is known. */
export function maskPersonCells(cells: readonly string[], year: number | null = null): string[] {
  const [file = "", row = "", nik = "", noKk = "", name = "", birthDate = "", ...rest] = cells;
  return [file, row, maskNumber(nik), maskNumber(noKk), maskText(name), maskDate(birthDate, year), ...rest];
}
