/**
 * A row whose cells stand under other headers than they were written for: a cell left out, or one too many, before the NIK moves all
 * that follow; NIK and name change places, or share a cell. Read by what the cells hold; the list's own cells stay as they are.
 */
import { besideNumber, numberIn } from "./combined-cell.ts";
import { isBlank } from "./fields/blank-words.ts";
import type { ColumnMapping } from "./record.ts";

const NUMBER = /^[^\p{L}\d]*[1-9](?:[ .'’`-]?\d){15}[^\p{L}\d]*$/u;
const LONG_NUMBER = /\d(?:[ .'’`-]?\d){5}/;

/** The row's cells under the headers they belong to; the same array where they stand there, or where it is not clear. */
export function alignedCells(cells: readonly string[], { nik, nama, nokk, spread }: ColumnMapping): readonly string[] {
  if (spread !== undefined) return cells;
  if (nik === undefined || nama === undefined || nik === nama || nik === nokk || nama === nokk) return cells;
  const at = (column: number): string => cells[column] ?? "";
  const number = at(nik);
  const name = at(nama);
  // The ordinary row.
  if (number.length === 16 && !(name.charCodeAt(0) <= NINE)) return cells;
  const isNumber = LONG_NUMBER.test(number);
  if (isNumber && name.trim() === "" && holdsBoth(number)) return parted(cells, number, nik, nama);
  if (!isNumber && isName(number) && (NUMBER.test(name) || (name.trim() === "" && !isBlank(number)))) return exchanged(cells, nik, nama);
  if (!isNumber && holdsBoth(name)) return parted(cells, name, nik, nama);
  const hasMoved = (step: 1 | -1): boolean =>
    NUMBER.test(at(nik + step)) &&
    isName(at(nama + step)) &&
    // A card is no NIK, unless it has moved as well.
    (nokk === undefined || NUMBER.test(at(nokk + step)) || (nik + step !== nokk && at(nokk + step).trim() === ""));
  // What is not there has not moved: beside an empty name the next one is somebody else's.
  if (name.trim() !== "" && !isName(name) && (!isNumber || NUMBER.test(name)) && hasMoved(1)) return moved(cells, 1);
  if (!isNumber && !isBlank(number) && hasMoved(-1)) return moved(cells, -1);
  return cells;
}

/** Digits, and the signs before them. */
const NINE = 57;

function moved(cells: readonly string[], step: number): readonly string[] {
  return cells.map((_, column) => cells[column + step] ?? "");
}

/** Letters without a digit, and more than a mark for the sex. */
function isName(text: string): boolean {
  return /\p{L}.*\p{L}/u.test(text) && !/\d/.test(text);
}

/** A name and a whole number in one cell. */
function holdsBoth(text: string): boolean {
  return (
    numberIn(text)
      .split(" / ")
      .every((number) => NUMBER.test(number)) && isName(besideNumber(text))
  );
}

function parted(cells: readonly string[], text: string, nik: number, nama: number): readonly string[] {
  const changed = [...cells];
  changed[nik] = numberIn(text);
  changed[nama] = besideNumber(text);
  return changed;
}

function exchanged(cells: readonly string[], one: number, other: number): readonly string[] {
  const changed = [...cells];
  changed[one] = cells[other]!;
  changed[other] = cells[one]!;
  return changed;
}
