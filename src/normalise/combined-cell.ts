/** A column that holds name and number in one cell, `SITI AMINAH / 3201…`: each read by itself. */
import type { ColumnMapping, Field } from "./record.ts";

/**
 * Ten digits and more, as they are written, or what a spreadsheet has made of them; a date and a running number are shorter. A letter
 * may stand for a digit.
 */
const NUMBER = /\d(?:[ .'’-]?[\dOIl]){9,}|\d(?:[.,]\d+)?E\+\d\d?/;
const LABEL = /\b(?:N(?:O|OMOR)\.?\s*)?(?:NIK|(?:E-?)?KTP|N?KK|KARTU KELUARGA)\b\s*[.:=]*\s*$/i;
/** What parts the two, or is left around nothing. */
const AROUND = /^[\s/|,;:()[\]–—-]+|[\s/|,;:([–—-]+$/g;

/** The first number in a cell, as it stands; empty where there is none. */
export function numberIn(text: string): string {
  return NUMBER.exec(text)?.[0] ?? "";
}

/** The cell without its numbers, and without their labels. */
export function besideNumber(text: string): string {
  const parts = text.split(NUMBER);
  if (parts.length === 1) return text;
  return parts
    .map((part) => part.replace(LABEL, "").replace(AROUND, ""))
    .filter((part) => part !== "")
    .join(" ");
}

/** A row's cell of a field, as it stands; empty without a column. */
export function fieldCell(cells: readonly string[], mapping: ColumnMapping, field: Field): string {
  const column = mapping[field];
  if (column === undefined) return "";
  const text = cells[column] ?? "";
  const { nik, nokk, nama } = mapping;
  if (column !== nama || (nama !== nik && nama !== nokk)) return text;
  return field === "nama" ? besideNumber(text) : numberIn(text);
}
