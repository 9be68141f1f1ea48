/**
 * What a sheet tells of a cell beside its text. In a record's text it stands as a mark in front of the cell; the marks, and what
 * stands between cells, are characters that XML forbids, so that no text of a workbook holds them. Pure.
 */
import type { FindingCode } from "../normalise/findings.ts";
import { mappedColumns } from "../normalise/combined-cell.ts";
import type { ColumnMapping } from "../normalise/record.ts";

/** Between the cells of a sheet's record: nothing is quoted there. */
export const UNIT_SEPARATOR = "\x1f";
/** The cell is stored as a number. */
export const NUMBER_MARK = "\x1e";
/** The cell shows an error (`#N/A`). */
export const ERROR_MARK = "\x1d";
/** The cell holds a formula that no program has calculated. */
export const UNCALCULATED_MARK = "\x1c";

const MARKED = /[\x1c-\x1e]/;

/** A cell without its mark. */
export function unmarked(cell: string): string {
  const first = cell.charCodeAt(0);
  return first >= 0x1c && first <= 0x1e ? cell.slice(1) : cell;
}

/** What the marks of a record say of the columns that are read. */
export function markFindings(text: string, mapping: ColumnMapping): readonly FindingCode[] {
  if (!MARKED.test(text)) return none;
  const cells = text.split(UNIT_SEPARATOR);
  const found = new Set<FindingCode>();
  for (const { field, columns } of mappedColumns(mapping)) {
    // What stands in several cells is too short to be cut.
    const cell = columns.length > 1 ? undefined : cells[columns[0]!];
    if (cell === undefined || cell === "") continue;
    switch (cell[0]) {
      case NUMBER_MARK:
        if (field === "nik") found.add("NIK_SEL_ANGKA");
        else if (field === "nokk") found.add("KK_SEL_ANGKA");
        break;
      case ERROR_MARK:
        found.add("SEL_GALAT");
        break;
      case UNCALCULATED_MARK:
        found.add("SEL_RUMUS_KOSONG");
        break;
    }
  }
  return found.size === 0 ? none : [...found];
}

const none: readonly FindingCode[] = [];
