/** Which column holds which field: by header alias, then by what the values look like. Two candidates are a question, not a guess. Pure. */
import { distance } from "fastest-levenshtein";
import { DtsenError } from "../errors.ts";
import { fields, type ColumnMapping, type Field } from "../normalise/record.ts";
import { meaningOf, spellingsOf, strip } from "./aliases.ts";

/** `--map`: field → header text, or `#3` for the third column. */
export type HeaderMap = Readonly<Partial<Record<Field, string>>>;

/** Share of the longer text that may differ in an unknown header that is taken for a known one. */
const NEAR_HEADER = 0.15;
const SHAPE_ROWS = 30;
const SHAPE_SHARE = 0.8;

/**
 * The mapping of a file. Throws `mapping-ambiguous` where two columns claim one field, `mapping-unknown` for a `--map` that
 * names no field or no column, `wrong-kind` where no column names or numbers a person.
 */
export function mapColumns(
  subject: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  map: HeaderMap,
): ColumnMapping {
  const mapping: Partial<Record<Field, number>> = {};
  const taken = new Set<number>();
  for (const [field, header] of Object.entries(map) as [Field, string][]) {
    const at = columnOf(subject, headers, field, header);
    mapping[field] = at;
    taken.add(at);
  }
  const claims = claimsOf(headers, taken);
  for (const field of fields) {
    if (mapping[field] !== undefined) continue;
    const columns = chooseAmong(field, claims.get(field) ?? [], headers, rows);
    if (columns.length > 1) throw ambiguous(subject, field, columns, headers);
    if (columns.length === 1) {
      mapping[field] = columns[0]!;
      taken.add(columns[0]!);
    }
  }
  addByShape(mapping, headers, rows, taken);
  if (map.tanggal_lahir === undefined) readDayColumn(mapping, rows);
  if (mapping.nik === undefined && mapping.nama === undefined && mapping.nokk === undefined) {
    throw new DtsenError("no-columns", { file: subject, columns: named(headers) });
  }
  return mapping;
}

/** Columns that claim each field by their header; what stands in the civil-register address gives way to the family's. */
function claimsOf(headers: readonly string[], taken: ReadonlySet<number>): Map<Field, number[]> {
  const claims = new Map<Field, number[]>();
  const register = new Map<Field, number[]>();
  headers.forEach((header, at) => {
    if (taken.has(at)) return;
    const meaning = meaningOf(header) ?? nearMeaning(header);
    if (meaning === null || meaning === "other") return;
    const [field, tail] = meaning.split("@") as [Field, string?];
    const into = tail === undefined ? claims : register;
    into.set(field, [...(into.get(field) ?? []), at]);
  });
  for (const [field, columns] of register) if (!claims.has(field)) claims.set(field, columns);
  return claims;
}

/** Deciles: the national one is the one programmes go by. An empty column gives way to a filled one. */
function chooseAmong(
  field: Field,
  columns: readonly number[],
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): readonly number[] {
  if (columns.length < 2) return columns;
  if (field === "desil") {
    const national = columns.filter((at) => strip(headers[at]!) === "desilnasional");
    if (national.length === 1) return national;
  }
  const filled = columns.filter((at) => rows.some((cells) => (cells[at] ?? "").trim() !== ""));
  return filled.length === 1 ? filled : columns;
}

/** A header one slip away from a known one (whole text against whole text: "kota kelahiran" must not become "kota"). */
function nearMeaning(header: string): ReturnType<typeof meaningOf> {
  const stripped = strip(header);
  if (stripped.length < 6) return null;
  let best: ReturnType<typeof meaningOf> = null;
  let least = NEAR_HEADER;
  for (const [spelling, meaning] of spellingsOf()) {
    const longer = Math.max(spelling.length, stripped.length);
    if (Math.abs(spelling.length - stripped.length) / longer > least) continue;
    const share = distance(spelling, stripped) / longer;
    if (share < least) {
      least = share;
      best = meaning;
    }
  }
  return best;
}

const provinces = /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])/;

/** Columns without a telling header that can only be numbers of persons or families. */
function addByShape(
  mapping: Partial<Record<Field, number>>,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  taken: ReadonlySet<number>,
): void {
  if (mapping.nik !== undefined || rows.length < SHAPE_ROWS) return;
  const free = headers.flatMap((header, at) => (taken.has(at) || meaningOf(header) === "other" ? [] : [at]));
  const numbers = free.filter((at) => {
    const filled = rows.map((cells) => digitsOf(cells[at] ?? "")).filter((text) => text !== "");
    return (
      filled.length >= SHAPE_ROWS &&
      filled.filter((text) => text.length === 16 && provinces.test(text)).length >= SHAPE_SHARE * filled.length
    );
  });
  // A NIK has women's days above 40, a family card has none; cards repeat, NIKs hardly.
  const persons = numbers.filter((at) => {
    const values = rows.map((cells) => digitsOf(cells[at] ?? "")).filter((text) => text.length === 16);
    const women = values.filter((text) => Number(text.slice(6, 8)) > 40).length;
    return women > 0.1 * values.length;
  });
  if (persons.length === 1) mapping.nik = persons[0]!;
  const cards = numbers.filter((at) => !persons.includes(at));
  if (cards.length === 1) mapping.nokk ??= cards[0]!;
}

const DAY = /^'?\d{1,2}(?:[.,]0+)?$/;

/** BPS heads the day of birth `tgl_lahir` where month and year have columns of their own. */
function readDayColumn(mapping: Partial<Record<Field, number>>, rows: readonly (readonly string[])[]): void {
  const { tanggal_lahir: at, hari_lahir, bulan_lahir, tahun_lahir } = mapping;
  if (at === undefined || hari_lahir !== undefined || bulan_lahir === undefined || tahun_lahir === undefined) return;
  const filled = rows.map((cells) => (cells[at] ?? "").trim()).filter((text) => text !== "");
  if (filled.filter((text) => DAY.test(text)).length < Math.max(1, SHAPE_SHARE * filled.length)) return;
  delete mapping.tanggal_lahir;
  mapping.hari_lahir = at;
}

function digitsOf(text: string): string {
  return text.replace(/[\s.'-]/g, "");
}

function columnOf(subject: string, headers: readonly string[], field: string, wanted: string): number {
  const number = /^#(\d+)$/.exec(wanted.trim());
  if (number) {
    const at = Number(number[1]) - 1;
    if (at >= 0 && at < headers.length) return at;
    throw new DtsenError("mapping-number", { file: subject, field, wanted, columns: headers.length });
  }
  const matching = headers.flatMap((header, at) => (header.trim() === wanted.trim() || strip(header) === strip(wanted) ? [at] : []));
  if (matching.length === 1) return matching[0]!;
  if (matching.length > 1) throw ambiguous(subject, field, matching, headers);
  throw new DtsenError("mapping-unknown", { file: subject, field, wanted, columns: named(headers) });
}

function ambiguous(subject: string, field: string, columns: readonly number[], headers: readonly string[]): DtsenError {
  return new DtsenError("mapping-ambiguous", {
    file: subject,
    field,
    columns: columns.map((at) => ({ header: headers[at]!.trim(), number: at + 1 })),
  });
}

/** The first headers that say something. */
function named(headers: readonly string[]): string[] {
  return headers
    .map((header) => header.trim())
    .filter((header) => header !== "")
    .slice(0, 40);
}
