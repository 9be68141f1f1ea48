/** Lists whose columns nobody has named: what their header is, if any, is seen from what stands in them. Pure. */
import { besideNumber, numberIn } from "../normalise/combined-cell.ts";
import { columnValues, holdsNames, holdsNumbers, numberKind } from "./column-values.ts";
import { givenHeader, type HeaderRows } from "./header.ts";

export interface GivenHeader {
  /** Row of its first line; 0: there is none. */
  readonly firstRow: number;
  readonly header: HeaderRows;
}

type Records = readonly { readonly row: number; readonly text: string }[];
type ReadCells = (text: string) => string[];

/** Score of a header that names two fields. */
export const TWO_FIELDS = 4;

/** Columns that nobody has named are called by their number. */
function namelessHeader(records: Records, read: ReadCells): GivenHeader {
  const widths = new Map<number, number>();
  for (const { text } of records) {
    const { length } = read(text);
    widths.set(length, (widths.get(length) ?? 0) + 1);
  }
  const width = [...widths].reduce((most, each) => (each[1] > most[1] ? each : most), [1, 0])[0];
  const names = Array.from({ length: width }, (_, at) => `KOLOM ${at + 1}`);
  return { firstRow: 0, header: { rows: [], names, readings: names.map(() => null), score: 0 } };
}

/** A row without a digit over rows with some; else there is none, so that nobody is taken for one. */
export function unknownHeader(records: Records, read: ReadCells): GivenHeader {
  const filled = records
    .map(({ row, text }) => ({ row, cells: read(text) }))
    .filter(({ cells }) => cells.filter((cell) => cell.trim() !== "").length > 1);
  const [first, ...rest] = filled;
  const hasDigit = ({ cells }: { readonly cells: readonly string[] }): boolean => cells.some((cell) => /\d/.test(cell));
  const isHeader = first !== undefined && rest.length > 0 && !hasDigit(first) && rest.slice(0, 20).every(hasDigit);
  return isHeader ? { firstRow: first.row, header: givenHeader([first.cells]) } : namelessHeader(records, read);
}

/** Columns that nobody has named, by what they hold: where there is one of NIKs, and one of names beside it, they are known by that. */
export function headerByValues(records: Records, read: ReadCells): GivenHeader {
  const nameless = namelessHeader(records, read);
  const rows = records.map(({ text }) => read(text)).filter((cells) => cells.some((cell) => cell.trim() !== ""));
  const values = nameless.header.names.map((_, column) => columnValues(rows, column));
  const held = values.flatMap((each, at) => (holdsNumbers(each) && numberKind(each) !== "nokk" ? [at] : []));
  const certain = held.filter((at) => numberKind(values[at]!) === "nik");
  const numbers = certain.length > 0 ? certain : held;
  // Villages and programmes repeat.
  const names = values.flatMap((each, at) => (holdsNames(each) && each.differing >= 0.7 * each.filled ? [at] : []));
  if (numbers.length !== 1 || names.length > 1) return nameless;
  const readings = values.map((_, at): HeaderRows["readings"][number] =>
    at === numbers[0] ? { meaning: "nik", rank: 2 } : at === names[0] ? { meaning: "nama", rank: 2 } : null,
  );
  return { firstRow: 0, header: { ...nameless.header, readings } };
}

/** A row of cells, though not by the list's own delimiter. */
const SEPARATED = /[;|\t^~]|,.*,|(?:[:#].*){3}/;
/** `3. ROSIDAH`: somebody of the list who has no number. */
const COUNTED = /^\s*\d{1,4}[.)]\s*\p{L}{2}[^,;|\t]*$/u;
/** Lines that are no person's, before the first: a greeting, a title. */
const MOST_GREETINGS = 20;

/**
 * What somebody has sent as a message: lines of a name and a number each, `1. SITI AMINAH 3201…`, without a header. Null: these are
 * none. What stands before the first is a title.
 */
export function linesOfPeople(records: Records, read: ReadCells): GivenHeader | null {
  const lines = records
    .map(({ row, text }) => ({ row, cells: read(text).filter((cell) => cell.trim() !== "") }))
    .filter(({ cells }) => cells.length > 0);
  const people = lines.filter(({ cells }) => cells.length === 1 && (isPerson(cells[0]!) || COUNTED.test(cells[0]!)));
  const numbered = people.filter(({ cells }) => isPerson(cells[0]!));
  if (numbered.length < 2 || people.length < 0.5 * lines.length || people[0]!.row > MOST_GREETINGS) return null;
  return {
    firstRow: people[0]!.row,
    header: { rows: [], names: ["KOLOM 1"], readings: [{ meaning: "nama", rank: 2 }], score: TWO_FIELDS },
  };
}

function isPerson(line: string): boolean {
  return !SEPARATED.test(line) && numberIn(line).replace(/\D/g, "").length === 16 && /\p{L}{2}/u.test(besideNumber(line));
}
