/** Which column holds which field: by its header, then by what its values look like. Two candidates are a question, not a guess. Pure. */
import { distance } from "fastest-levenshtein";
import { DtsenError } from "../errors.ts";
import { isTicked } from "../normalise/fields/sex.ts";
import { fields, type ColumnMapping, type Field, type SpreadField } from "../normalise/record.ts";
import { readRelative, sharedWithName, spellingsOf, strip, type HeaderReading } from "./aliases.ts";
import { boxColumns, nameColumns, numberColumns } from "./spread-columns.ts";
import {
  columnValues,
  holdsBoth,
  holdsDates,
  holdsMore,
  holdsNames,
  holdsNumbers,
  numberKind,
  type ColumnValues,
} from "./column-values.ts";

/** `--map`: field → header text, `#3` for the third column, `#3-#18` or `#2+#4` for several read together, or `-` for none. */
export type HeaderMap = Readonly<Partial<Record<Field, string>>>;

/** Share of the longer text that may differ in an unknown header that is taken for a known one. */
const NEAR_HEADER = 0.15;
/** Rows whose values are looked at. */
const SEEN_ROWS = 400;
const DAY = /^'?\d{1,2}(?:[.,]0+)?$/;

/** The columns of a part: their names, what is known of them, and values. */
export interface MappedColumns {
  readonly file: string;
  readonly headers: readonly string[];
  readonly readings: readonly (HeaderReading | null)[];
  readonly rows: readonly (readonly string[])[];
}

export interface MappingResult {
  readonly mapping: ColumnMapping;
  /** Columns of sixteen-digit numbers that no field is read from. */
  readonly unusedNumbers: readonly number[];
}

/** A column that may hold a field, with how likely that is by its header. */
interface Claim {
  readonly column: number;
  readonly rank: number;
}

/**
 * The mapping of a part. Throws `mapping-ambiguous` where two columns claim one field, `tables-beside` where all of them do,
 * `row-of-several` where a row names several of a family and nobody else, `mapping-unclear` where a column of
 * sixteen-digit numbers may be either number, `mapping-unknown` for a `--map` that names no column, `wrong-kind` where no column
 * names or numbers a person.
 */
export function mapColumns(columns: MappedColumns, map: HeaderMap): MappingResult {
  const { file, headers } = columns;
  const rows = columns.rows.slice(0, SEEN_ROWS);
  const values = new LazyValues(rows);
  const mapping: Partial<Record<Field, number>> = {};
  const spread: Partial<Record<SpreadField, readonly number[]>> = {};
  const taken = new Set<number>();
  const take = (field: Field, chosen: readonly number[] | null): void => {
    if (chosen === null) return;
    mapping[field] = chosen[0]!;
    if (chosen.length > 1) spread[field as SpreadField] = chosen;
    for (const at of chosen) taken.add(at);
  };
  for (const [field, header] of Object.entries(map) as [Field, string][]) take(field, wantedColumns(file, headers, field, header));
  columns = { ...columns, readings: ofOnePerson(columns, mapping, values) };
  const isOpen = (field: Field): boolean => mapping[field] === undefined && map[field]?.trim() !== "-";
  takeSpread({ ...columns, rows }, values, isOpen, take);
  const claims = claimsOf(columns, values, taken);
  for (const field of fields) {
    if (!isOpen(field)) continue;
    const claimed = claims.get(field) ?? [];
    if (
      (field === "jenis_kelamin" || field === "umur") &&
      tickedPair(
        claimed.map(({ column }) => column),
        headers,
        rows,
      ) !== null
    ) {
      // Under UMUR stand ages, in the column of the person's sex.
      if (field === "umur") mapping.umur = claimed[0]!.column;
      continue;
    }
    const chosen = ofSamePerson(field, mapping.nik, chooseAmong(field, claimed, columns, values), headers);
    if (chosen.length > 1) {
      const beside = tablesBeside(headers);
      if (beside !== null) throw new DtsenError("tables-beside", { file, columns: beside });
      throw ambiguous(file, field, chosen, headers);
    }
    if (chosen.length === 1) {
      mapping[field] = chosen[0]!;
      taken.add(chosen[0]!);
    }
  }
  addByValues(mapping, columns, values, taken, isOpen);
  if (mapping.jenis_kelamin === undefined && isOpen("laki_laki") && isOpen("perempuan")) addTicked(mapping, headers, rows, taken);
  if (spread.nama === undefined) addBesideName(mapping, headers, values, isOpen);
  const couple = mapping.nik !== undefined && isOpen("nama") ? namesOfCouple(headers) : null;
  take("nama", couple);
  if (isOpen("tanggal_lahir") && mapping.tempat_tanggal_lahir === undefined) addBesidePlace(mapping, headers, values, taken);
  if (isOpen("tanggal_lahir") && mapping.tempat_tanggal_lahir === undefined) addDateInThree(mapping, headers, rows, taken, isOpen);
  if (map.tanggal_lahir === undefined) readDayColumn(mapping, rows);
  if (mapping.nik === undefined && mapping.nama === undefined && mapping.nokk === undefined) {
    throw new DtsenError("no-columns", { file, columns: named(headers) });
  }
  const used = new Set([...Object.values(mapping), ...Object.values(spread).flat()]);
  return {
    mapping: Object.keys(spread).length === 0 ? mapping : { ...mapping, spread, ...(couple !== null && { couple: true }) },
    unusedNumbers: headers.flatMap((header, column) =>
      !used.has(column) && !OF_REPORT.test(header) && values.holdsNumbers(column) ? [column] : [],
    ),
  };
}

/** Of husband and wife the one whom `--map` names, or who alone has a number: a row is matched with one person. */
function ofOnePerson(
  { file, headers, readings }: MappedColumns,
  mapping: Readonly<Partial<Record<Field, number>>>,
  values: LazyValues,
): MappedColumns["readings"] {
  const personal = readings.flatMap((reading, column) =>
    reading?.who !== undefined && (reading.meaning === "nik" || reading.meaning === "nama")
      ? [{ ...reading, who: reading.who, column }]
      : [],
  );
  const people = [...new Set(personal.map(({ who }) => who))];
  if (people.length < 2) return readings;
  const columnsOf = (person: string): readonly number[] => personal.flatMap(({ who, column }) => (who === person ? [column] : []));
  const named = people.filter((who) => columnsOf(who).some((column) => column === mapping.nik || column === mapping.nama));
  const numbered = people.filter((who) =>
    personal.some((each) => each.who === who && each.meaning === "nik" && values.of(each.column).filled > 0),
  );
  const chosen = named[0] ?? (numbered.length === 1 ? numbered[0] : undefined);
  if (chosen === undefined && mapping.nik === undefined && mapping.nama === undefined) {
    throw new DtsenError("row-of-several", {
      file,
      people: people.map((who) => {
        const { meaning, column } =
          personal.find((each) => each.who === who && each.meaning === "nama") ?? personal.find((each) => each.who === who)!;
        return { who, field: meaning, header: headers[column]!.trim(), number: column + 1 };
      }),
    });
  }
  return readings.map((reading) => (reading?.who === undefined || reading.who === chosen ? reading : { meaning: "other", rank: 1 }));
}

/** NAMA SUAMI and NAMA ISTRI, beside one number that is either's; null: there are no two such columns. */
function namesOfCouple(headers: readonly string[]): readonly number[] | null {
  const namesOf = (spouse: string): number[] =>
    headers.flatMap((header, at) => {
      const reading = readRelative(header);
      return reading?.meaning === "nama" && reading.who === spouse ? [at] : [];
    });
  const names = [namesOf("SUAMI"), namesOf("ISTRI")];
  return names.every(({ length }) => length === 1) ? names.flat() : null;
}

/** A column of a report, which is read again as a list by the list's own columns. */
const OF_REPORT = /^dtsen_/;

/** Values of the columns that are in doubt: of the others the header is enough. */
class LazyValues {
  private readonly rows: readonly (readonly string[])[];
  private readonly known: ColumnValues[] = [];

  constructor(rows: readonly (readonly string[])[]) {
    this.rows = rows;
  }

  of(column: number): ColumnValues {
    return (this.known[column] ??= columnValues(this.rows, column));
  }

  /** Sixteen digits are long: a column without a long cell is none of numbers. */
  holdsNumbers(column: number): boolean {
    return this.rows.some((cells) => (cells[column]?.length ?? 0) >= 16) && holdsNumbers(this.of(column));
  }
}

const spreadFields: readonly SpreadField[] = ["nik", "nokk", "nama"];

function isSpreadField(field: Field): field is SpreadField {
  return (spreadFields as readonly Field[]).includes(field);
}

/** Fields that several columns hold together, unless one column holds it whole. */
function takeSpread(
  source: MappedColumns,
  values: LazyValues,
  isOpen: (field: Field) => boolean,
  take: (field: Field, columns: readonly number[] | null) => void,
): void {
  if (isOpen("nama")) take("nama", nameColumns(source));
  for (const field of ["nik", "nokk"] as const) {
    const isWhole = source.readings.some((reading, at) => reading?.meaning === field && values.holdsNumbers(at));
    if (isOpen(field) && !isWhole) take(field, numberColumns(field, source));
  }
  const boxes = source.headers.length < 16 ? null : boxColumns(source);
  if (boxes !== null && isOpen(boxes.field)) take(boxes.field, boxes.columns);
}

/** Columns that claim each field by their header; what stands in the civil-register address gives way to the family's. */
function claimsOf({ headers, readings }: MappedColumns, values: LazyValues, taken: ReadonlySet<number>): Map<Field, Claim[]> {
  const claims = new Map<Field, Claim[]>();
  headers.forEach((header, column) => {
    if (taken.has(column)) return;
    const reading = readings[column] ?? nearReading(header);
    if (reading === null || reading.meaning === "other") return;
    const [field, tail] = reading.meaning.split("@") as [Field, string?];
    const claimed = byValues(field, header, column, values);
    const isDoubtful = reading.rank > 1 && sharedWithName(header).length === 0;
    if (claimed === null || (isDoubtful && contradicts(claimed, values.of(column)))) return;
    const rank = tail === undefined ? reading.rank : 4;
    claims.set(claimed, [...(claims.get(claimed) ?? []), { column, rank }]);
  });
  return claims;
}

/** A header that may mean either number (`NIK/NO KK`) means the one that stands there. */
function byValues(field: Field, header: string, column: number, values: LazyValues): Field {
  const stripped = strip(header);
  if ((field === "nik" || field === "nokk") && /nik|ktp/.test(stripped) && /kk|kartukeluarga/.test(stripped.replace("nik", ""))) {
    return numberKind(values.of(column)) ?? field;
  }
  return field;
}

/** Values that cannot be what a doubtful header says. */
function contradicts(field: Field, values: ColumnValues): boolean {
  if (values.filled === 0) return false;
  if (field === "nik" || field === "nokk") return values.digits < 0.3 * values.filled && !holdsBoth(values);
  const more = holdsMore(values);
  if (field === "nama" && (holdsBoth(values) || more.date || more.address)) return false;
  if (field === "nama") return !holdsNames(values) || values.differing < 0.5 * values.filled;
  if (field === "tanggal_lahir") return values.dates < 0.3 * values.filled;
  return false;
}

/**
 * The columns that stay in question. The likelier header first; deciles: the national one is the one programmes go by; an empty
 * column gives way to a filled one, and one that holds something else to the one that holds what it says.
 */
function chooseAmong(field: Field, claims: readonly Claim[], { headers }: MappedColumns, values: LazyValues): readonly number[] {
  const best = Math.min(...claims.map(({ rank }) => rank));
  const columns = claims.filter(({ rank }) => rank === best).map(({ column }) => column);
  if (columns.length < 2) return columns;
  if (field === "desil") {
    const national = columns.filter((at) => strip(headers[at]!) === "desilnasional");
    if (national.length === 1) return national;
  }
  const filled = columns.filter((at) => values.of(at).filled > 0);
  if (filled.length === 1) return filled;
  if (filled.length === 0) return [columns.find((at) => strip(headers[at]!) === field) ?? columns[0]!];
  const holds = filled.filter((at) => holdsField(field, values.of(at)));
  return holds.length === 1 ? holds : columns;
}

/** Of several columns of names the one that is headed like the number: NAMA ANGGOTA beside NIK ANGGOTA. */
function ofSamePerson(field: Field, nik: number | undefined, columns: readonly number[], headers: readonly string[]): readonly number[] {
  if (field !== "nama" || columns.length < 2 || nik === undefined) return columns;
  const owner = (at: number): string => strip(headers[at]!).replace(/nik|nama/, "");
  const own = owner(nik) === "" ? [] : columns.filter((at) => owner(at) === owner(nik));
  return own.length === 1 ? own : columns;
}

function holdsField(field: Field, values: ColumnValues): boolean {
  if (field === "nik") return holdsNumbers(values) && numberKind(values) !== "nokk";
  if (field === "nokk") return holdsNumbers(values) && numberKind(values) !== "nik";
  if (field === "nama") return holdsNames(values);
  if (field === "tanggal_lahir") return holdsDates(values);
  return true;
}

/** A header one slip away from a known one (whole text against whole text: "kota kelahiran" must not become "kota"). */
function nearReading(header: string): HeaderReading | null {
  const stripped = strip(header);
  if (stripped.length < 6) return null;
  let best: HeaderReading | null = null;
  let least = NEAR_HEADER;
  for (const [spelling, meaning] of spellingsOf()) {
    const longer = Math.max(spelling.length, stripped.length);
    if (Math.abs(spelling.length - stripped.length) / longer > least) continue;
    const share = distance(spelling, stripped) / longer;
    if (share < least) {
      least = share;
      best = { meaning, rank: 2 };
    }
  }
  return best;
}

/** A running number, or the person's: which one is seen from what stands there. */
const NUMBER_HEADER = /^(?:no|nomor|id)$/;

/** Columns of numbers under headers that say nothing: used where it is clear whose they are, else asked about. */
function addByValues(
  mapping: Partial<Record<Field, number>>,
  { file, headers, readings }: MappedColumns,
  values: LazyValues,
  taken: ReadonlySet<number>,
  isOpen: (field: Field) => boolean,
): void {
  const isOther = (at: number): boolean => isKnownOther(readings[at]) && !NUMBER_HEADER.test(strip(headers[at]!));
  const free = headers.flatMap((_, at) => (taken.has(at) || isOther(at) || !values.holdsNumbers(at) ? [] : [at]));
  if (!isOpen("nik") || free.length === 0) return;
  const kinds = free.map((at) => numberKind(values.of(at)));
  const persons = free.filter((_, nth) => kinds[nth] === "nik");
  const cards = free.filter((_, nth) => kinds[nth] === "nokk");
  if (persons.length === 1) mapping.nik = persons[0]!;
  if (cards.length === 1 && isOpen("nokk")) mapping.nokk = cards[0]!;
  const unclear = free.filter((at) => at !== mapping.nik && at !== mapping.nokk);
  if (mapping.nik === undefined && unclear.length > 0) throw unclearNumbers(file, unclear, headers);
}

/**
 * What shares the cell of the name, whether or not the header says so: a number, the NIK unless the header speaks of the card alone; a birth
 * date, or an address.
 */
function addBesideName(
  mapping: Partial<Record<Field, number>>,
  headers: readonly string[],
  values: LazyValues,
  isOpen: (field: Field) => boolean,
): void {
  const { nama } = mapping;
  if (nama === undefined) return;
  const header = strip(headers[nama]!);
  const number = /kk|kartukeluarga/.test(header) && !/nik|ktp/.test(header) ? "nokk" : "nik";
  const shared = sharedWithName(headers[nama]!);
  if (isOpen(number) && (shared.includes(number) || holdsBoth(values.of(nama)))) mapping[number] = nama;
  const held = shared.length === 0 ? holdsMore(values.of(nama)) : { date: false, address: false };
  const isShared = (...meanings: readonly Field[]): boolean => meanings.some((meaning) => shared.includes(meaning));
  const isDated = (["tanggal_lahir", "tempat_tanggal_lahir", "tahun_lahir"] as const).some((field) => mapping[field] !== undefined);
  if (!isDated && isOpen("tempat_tanggal_lahir") && (held.date || isShared("tanggal_lahir", "tempat_tanggal_lahir")))
    mapping.tempat_tanggal_lahir = nama;
  if (isOpen("alamat") && (held.address || isShared("alamat"))) mapping.alamat = nama;
  if (isOpen("umur") && shared.includes("umur")) mapping.umur = nama;
}

/** TGL beside TEMPAT LAHIR. */
function addBesidePlace(
  mapping: Partial<Record<Field, number>>,
  headers: readonly string[],
  values: LazyValues,
  taken: ReadonlySet<number>,
): void {
  const at = headers.findIndex(
    (header, column) =>
      /^(?:tgl|tanggal)$/.test(strip(header)) && /^(?:tempat|tmpt?|kota)(?:lahir|lhr)$/.test(strip(headers[column - 1] ?? "")),
  );
  if (at >= 0 && !taken.has(at) && holdsDates(values.of(at))) mapping.tanggal_lahir = at;
}

const DATE_HEADERS = [/^(?:tgl|tanggal|hari|hr)$/, /^(?:bln|bulan)$/, /^(?:thn|th|tahun)$/] as const;
const YEAR = /^(?:19|20)?\d\d(?:[.,]0+)?$/;

/** TGL, BLN and THN beside each other, of years that differ: a birth date. One year for all is that of a payment. */
function addDateInThree(
  mapping: Partial<Record<Field, number>>,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  taken: Set<number>,
  isOpen: (field: Field) => boolean,
): void {
  const at = headers.findIndex((_, column) =>
    DATE_HEADERS.every((pattern, nth) => pattern.test(strip(headers[column + nth] ?? "")) && !taken.has(column + nth)),
  );
  if (at < 0 || !isOpen("hari_lahir") || !isOpen("bulan_lahir") || !isOpen("tahun_lahir")) return;
  const years = rows.map((cells) => (cells[at + 2] ?? "").trim()).filter((text) => text !== "");
  if (new Set(years).size < 2 || years.filter((text) => YEAR.test(text)).length < 0.8 * years.length) return;
  [mapping.hari_lahir, mapping.bulan_lahir, mapping.tahun_lahir] = [at, at + 1, at + 2];
}

const MALE = /(?:^|[\s(/])(?:l|lk|laki(?:[ -]*laki)?|pria)[).]*$/i;
const FEMALE = /(?:^|[\s(/])(?:p|pr|perempuan|wanita)[).]*$/i;

/** Members of a family, not the person. */
const COUNTED = /jumlah|jml|anggota|banyak|total|jiwa/i;

/**
 * The columns of men and of women, beside each other, of which every row has a mark or an age in one: `L` and `P` under JENIS KELAMIN.
 * Null: these are no such columns.
 */
function tickedPair(
  [one, other, more]: readonly number[],
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): { readonly male: number; readonly female: number } | null {
  if (one === undefined || other !== one + 1 || more !== undefined) return null;
  const [first, second] = [headers[one]!.trim(), headers[other]!.trim()];
  const isMaleFirst = MALE.test(first) && FEMALE.test(second);
  if (COUNTED.test(first) || (!isMaleFirst && !(FEMALE.test(first) && MALE.test(second)))) return null;
  const marks = rows.map((cells) => Number(isTicked(cells[one] ?? "")) + Number(isTicked(cells[other] ?? ""))).filter((count) => count > 0);
  if (marks.length === 0 || marks.filter((count) => count === 1).length < 0.9 * marks.length) return null;
  return isMaleFirst ? { male: one, female: other } : { male: other, female: one };
}

function addTicked(
  mapping: Partial<Record<Field, number>>,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  taken: Set<number>,
): void {
  for (let at = 0; at + 1 < headers.length; at++) {
    const pair = taken.has(at) || taken.has(at + 1) ? null : tickedPair([at, at + 1], headers, rows);
    if (pair === null) continue;
    mapping.laki_laki = pair.male;
    mapping.perempuan = pair.female;
    taken.add(at).add(at + 1);
    return;
  }
}

/** Columns (from 1) at which the same headers begin again, or null: tables side by side. */
function tablesBeside(headers: readonly string[]): number[] | null {
  const named = headers.flatMap((header, at) => (strip(header) === "" ? [] : [{ name: strip(header), column: at + 1 }]));
  for (let width = 2; 2 * width <= named.length; width++) {
    const starts = [named[0]!.column];
    for (let from = width; from + width <= named.length; from += width) {
      if (named.slice(from, from + width).some(({ name }, nth) => name !== named[nth]!.name)) break;
      starts.push(named[from]!.column);
    }
    if (starts.length > 1) return starts;
  }
  return null;
}

function isKnownOther(reading: HeaderReading | null | undefined): boolean {
  return reading?.meaning === "other" && reading.rank === 1;
}

/** BPS heads the day of birth `tgl_lahir` where month and year have columns of their own. */
function readDayColumn(mapping: Partial<Record<Field, number>>, rows: readonly (readonly string[])[]): void {
  const { tanggal_lahir: at, hari_lahir, bulan_lahir, tahun_lahir } = mapping;
  if (at === undefined || hari_lahir !== undefined || bulan_lahir === undefined || tahun_lahir === undefined) return;
  const filled = rows.map((cells) => (cells[at] ?? "").trim()).filter((text) => text !== "");
  if (filled.filter((text) => DAY.test(text)).length < Math.max(1, 0.8 * filled.length)) return;
  delete mapping.tanggal_lahir;
  mapping.hari_lahir = at;
}

/** Columns by their numbers: `#3`, `#3-#18`, `#2+#4`. */
const NUMBERED = /^#\d{1,5}(?:\s*[-+]\s*#?\d{1,5})*$/;

/** Whether `--map` says `-`, or columns by their numbers, and no header. */
export function isWithoutHeader(wanted: string): boolean {
  return wanted.trim() === "-" || NUMBERED.test(wanted.trim());
}

/** Columns, from 0, that `#3-#18` and the like name; of a header none. */
export function numberedColumns(wanted: string): readonly number[] {
  if (!NUMBERED.test(wanted.trim())) return [];
  return wanted.split("+").flatMap((text) => {
    const [from, to] = text.split("-").map((part) => Number(part.replace(/[^\d]/g, "")) - 1) as [number, number?];
    return to === undefined ? [from] : Array.from({ length: Math.max(0, Math.min(to - from, MOST_TOGETHER) + 1) }, (_, at) => from + at);
  });
}

/** More columns make no field together. */
const MOST_TOGETHER = 40;

/** As `--map` takes them. */
export function columnsText(columns: readonly number[]): string {
  const isRange = columns.every((at, nth) => at === columns[0]! + nth);
  if (columns.length > 1 && isRange) return `#${columns[0]! + 1}-#${columns.at(-1)! + 1}`;
  return columns.map((at) => `#${at + 1}`).join("+");
}

/** The columns that `--map` names; null: the list has none. */
function wantedColumns(subject: string, headers: readonly string[], field: Field, wanted: string): readonly number[] | null {
  if (wanted.trim() === "-") return null;
  if (NUMBERED.test(wanted.trim())) {
    const columns = numberedColumns(wanted);
    const isThere = columns.length > 0 && columns.every((at) => at >= 0 && at < headers.length);
    if (isThere && (columns.length === 1 || isSpreadField(field))) return columns;
    throw new DtsenError("mapping-number", { file: subject, field, wanted, columns: headers.length });
  }
  const matching = columnsNamed(headers, wanted);
  if (matching.length === 1) return matching;
  if (matching.length > 1) throw ambiguous(subject, field, matching, headers);
  throw new DtsenError("mapping-unknown", { file: subject, field, wanted, columns: named(headers) });
}

/** Columns with this header. */
export function columnsNamed(headers: readonly string[], wanted: string): number[] {
  const exact = headers.flatMap((header, at) => (header.trim() === wanted.trim() ? [at] : []));
  return exact.length > 0 ? exact : headers.flatMap((header, at) => (strip(header) !== "" && strip(header) === strip(wanted) ? [at] : []));
}

function ambiguous(subject: string, field: string, columns: readonly number[], headers: readonly string[]): DtsenError {
  return new DtsenError("mapping-ambiguous", { file: subject, field, columns: numbered(columns, headers) });
}

function unclearNumbers(subject: string, columns: readonly number[], headers: readonly string[]): DtsenError {
  return new DtsenError("mapping-unclear", { file: subject, columns: numbered(columns, headers) });
}

function numbered(columns: readonly number[], headers: readonly string[]): { header: string; number: number }[] {
  return columns.map((at) => ({ header: headers[at]!.trim(), number: at + 1 }));
}

/** The first headers that say something. */
function named(headers: readonly string[]): string[] {
  return headers
    .map((header) => header.trim())
    .filter((header) => header !== "")
    .slice(0, 40);
}
