/** Fields that several columns hold together: a number in boxes or in pieces, a name in first and last. Pure. */
import { namePart, strip, type HeaderReading } from "./aliases.ts";
import { columnValues, holdsNames, numberKind, type NumberKind } from "./column-values.ts";

type Rows = readonly (readonly string[])[];

interface SpreadSource {
  readonly headers: readonly string[];
  readonly readings: readonly (HeaderReading | null)[];
  readonly rows: Rows;
}

/** What a clan's column is headed by beside a NAMA that lacks it. */
const CLAN = /marga|fam$|surname|belakang|last/;

/** The columns of a name's parts, or of a name and the clan beside it; null: the name has one column, or none. */
export function nameColumns({ headers, readings, rows }: SpreadSource): readonly number[] | null {
  const parts = headers.map(namePart);
  const whole = readings.flatMap((reading, at) => (parts[at] === null && reading?.meaning === "nama" && reading.rank === 1 ? [at] : []));
  const firsts = parts.filter((part) => part === "first");
  if (whole.length === 0 && firsts.length === 1) {
    const columns = parts.flatMap((part, at) => (part === null ? [] : [at]));
    return columns.length > 1 ? columns : null;
  }
  const clan = whole.length === 1 ? whole[0]! + 1 : -1;
  const isClan = parts[clan] === "further" && CLAN.test(strip(headers[clan]!));
  return isClan || holdsFurtherNames(headers[clan], rows, clan) ? [clan - 1, clan] : null;
}

/** A column without a header beside NAMA: the one stands over both, for names in two cells, or for the members below their head. */
function holdsFurtherNames(header: string | undefined, rows: Rows, column: number): boolean {
  if (header === undefined || header.trim() !== "") return false;
  const values = columnValues(rows, column);
  return values.filled > 1 && holdsNames(values) && values.differing >= MOST * values.filled;
}

/** A piece of a number; a NIK or a card has sixteen digits in all. */
const PIECE = /^\d{1,14}$/;
const BOX = /^\d$/;
const BOXES = 16;
const MOST = 0.8;
/** Numbers that come out whole are no accident, even where half of them do not: a spreadsheet takes the zero that a piece begins with. */
const WHOLE = 0.5;

/** The columns whose digits make the numbers of a field together; null: they make none. */
export function numberColumns(field: "nik" | "nokk", source: SpreadSource): readonly number[] | null {
  const { headers, readings } = source;
  const starts = [...headers.keys()].filter((at) => readings[at]?.meaning === field);
  for (const from of starts) {
    for (let end = from + 2; end <= Math.min(from + BOXES, headers.length) && goesOn(headers[end - 1]!); end++) {
      const columns = Array.from({ length: end - from }, (_, at) => from + at);
      if (kindOf(columns, source.rows, PIECE) !== undefined) return columns;
    }
  }
  return null;
}

/** Sixteen boxes without a word over them. */
export function boxColumns({
  headers,
  rows,
}: SpreadSource): { readonly field: "nik" | "nokk"; readonly columns: readonly number[] } | null {
  const isBare = (header: string): boolean => /^\d{0,2}$/.test(strip(header));
  for (let from = 0; from + BOXES <= headers.length; from++) {
    const columns = Array.from({ length: BOXES }, (_, at) => from + at);
    if (!columns.every((at) => isBare(headers[at]!))) continue;
    const kind = kindOf(columns, rows, BOX);
    if (kind !== undefined && kind !== null) return { field: kind, columns };
  }
  return null;
}

/** A header that says nothing, or speaks of a number. */
function goesOn(header: string): boolean {
  return /^\d{0,2}$|nik|ktp|kk|kependudukan|kartukeluarga/.test(strip(header));
}

/** What the pieces make together; undefined: no numbers of persons or cards. */
function kindOf(columns: readonly number[], rows: Rows, piece: RegExp): NumberKind | undefined {
  const filled = rows.filter((cells) => columns.some((at) => (cells[at] ?? "").trim() !== ""));
  const pieces = filled.map((cells) => columns.map((at) => (cells[at] ?? "").trim()));
  const isOfPieces = columns.every((_, at) => {
    const cells = pieces.map((row) => row[at]!).filter((cell) => cell !== "");
    return cells.length > 0 && cells.filter((cell) => piece.test(cell)).length >= MOST * cells.length;
  });
  if (!isOfPieces) return undefined;
  const values = columnValues(
    pieces.map((row) => [row.join("")]),
    0,
  );
  return values.numbers > 0 && values.numbers >= WHOLE * filled.length ? numberKind({ ...values, filled: values.numbers }) : undefined;
}
