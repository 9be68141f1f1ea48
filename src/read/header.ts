/** Finding the headers of a list among titles, letterheads, blank rows and people: over one row or several. Pure. */
import { isPieceOf, isRemark, readHeader, readRelative, sharedWithName, strip, type HeaderReading } from "./aliases.ts";

/** The first header stands in the first so many records, or nowhere. */
export const HEADER_WITHIN = 50;
const MOST_ROWS = 4;
/** Longer is no column's name. */
const LONGEST_NAME = 80;

/** Rows of a sheet that head its columns together. */
export interface HeaderRows {
  /** As they stand. */
  readonly rows: readonly (readonly string[])[];
  /** One per column: what the rows say of it together. */
  readonly names: readonly string[];
  /** What is known of each column by its name. */
  readonly readings: readonly (HeaderReading | null)[];
  /** Distinct fields count twice, other known columns once. */
  readonly score: number;
}

/**
 * The header that begins at `rows[at]`, or null. `further`: below another one, where a person is likelier than a header, so that
 * it must be beyond doubt.
 */
export function headerAt(rows: readonly (readonly string[])[], at: number, further: boolean): HeaderRows | null {
  const found = bestAt(rows, at, further);
  if (found === null) return null;
  // A title above a header adds nothing to it; a group of columns does.
  const below = bestAt(rows, at + 1, further);
  return below !== null && below.score >= found.score ? null : extended(found, rows, at);
}

function bestAt(rows: readonly (readonly string[])[], at: number, further: boolean): HeaderRows | null {
  let best: HeaderRows | null = null;
  for (let height = 1; height <= MOST_ROWS && at + height <= rows.length; height++) {
    const part = rows.slice(at, at + height);
    if (part.at(-1)!.every(isBlank)) break;
    const read = readRows(part, further);
    if (read !== null && (best === null || read.score >= best.score)) best = read;
  }
  return best;
}

/** Rows that go on below a header: no person, no number, under columns that the header groups. */
function extended(found: HeaderRows, rows: readonly (readonly string[])[], at: number): HeaderRows {
  let header = found;
  for (let next = at + found.rows.length; next < rows.length && header.rows.length < MOST_ROWS; next++) {
    const cells = rows[next]!;
    if (!goesOn(header, cells)) break;
    const all = [...header.rows, cells];
    header = headerOf(all, header.score);
  }
  return header;
}

function goesOn({ rows, names }: HeaderRows, cells: readonly string[]): boolean {
  const above = rows.at(-1)!;
  let filled = 0;
  for (const [column, cell] of cells.entries()) {
    if (isBlank(cell)) continue;
    filled++;
    if (/\d/.test(cell) || cell.length > 30) return false;
    if ((isRemark(cell) || isBracketed(cell)) && !isBlank(names[column] ?? "")) continue;
    const meaning = readHeader(names[column] ?? "")?.meaning;
    if ((meaning === "nik" || meaning === "nama" || meaning === "nokk") && !isPieceOf(meaning, cell)) return false;
    const isGrouped =
      isBlank(above[column] ?? "") || (column + 1 < above.length && isBlank(above[column + 1]!) && !isBlank(cells[column + 1] ?? ""));
    if (!isGrouped) return false;
  }
  return filled > 0;
}

/** `(KG)` under BB. */
function isBracketed(cell: string): boolean {
  return /^\s*\([^()]{1,30}\)\s*$/.test(cell);
}

function isBlank(cell: string): boolean {
  return cell.trim() === "";
}

const STRONG = /nik|nama|name|nm|kk|ktp|kartu|induk|identitas/i;
/** A number of a person, a telephone, an amount: nothing that heads a column. */
const NUMBER = /\d{5}/;
/** A running number or a date: of two rows that head columns together neither holds one. */
const VALUE = /^\s*\d{1,6}[.)]?\s*$|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}/;

/** Rows as one header, or null where they are none. */
function readRows(rows: readonly (readonly string[])[], further: boolean): HeaderRows | null {
  if (rows.some((cells) => cells.some((cell) => NUMBER.test(cell) || cell.length > 4 * LONGEST_NAME))) return null;
  if (rows.length > 1 && rows.some((cells) => cells.some((cell) => VALUE.test(cell)))) return null;
  const width = Math.max(...rows.map((cells) => cells.length));
  const top = rows[0]!.filter((cell) => !isBlank(cell)).length;
  if (rows.length > 1 && top < 2) return null;
  const known = new Set<string>();
  let filled = 0;
  let numbered = 0;
  let columns = 0;
  let identity: "strong" | "weak" | null = null;
  const readings = readingsOf(rows, width);
  for (const [column, reading] of readings.entries()) {
    const texts = textsOf(rows, column);
    if (texts.length === 0) continue;
    filled++;
    if (/^\d{1,2}$/.test(texts.join(""))) numbered++;
    const isBelow = rows.slice(1).some((cells) => !isBlank(cells[column] ?? "") && !isBracketed(cells[column]!));
    if (reading === null || reading.rank === 3) {
      if (isBelow) return null;
      continue;
    }
    columns++;
    const { meaning, who = "" } = reading;
    known.add(meaning === "other" ? `other ${strip(texts.join(" "))}` : meaning + who);
    if (meaning === "nik" || meaning === "nama" || meaning === "nokk") {
      if (STRONG.test(texts.join(" "))) identity = "strong";
      else identity ??= "weak";
    }
  }
  if (identity === null || (identity === "weak" && known.size < 3)) return null;
  const fields = [...known].filter((meaning) => !meaning.startsWith("other ")).length;
  if (further) {
    const hasNumber = rows.some((cells) => cells.some((cell) => /^\s*\d+\s*$/.test(cell)));
    if (identity !== "strong" || hasNumber || known.size < 2 || (2 * columns <= filled && known.size < 4)) return null;
  } else if (known.size === 1) {
    const isPlain = rows[0]!.some((cell) => /^(?:nik|nama)$/.test(strip(cell)));
    const hasNumber = rows[0]!.some((cell) => /^\s*\d+\s*$/.test(cell));
    if (filled > (isPlain ? 4 : 2) || (hasNumber && filled > 1)) return null;
    // Boxes are numbered: that says nothing against a header.
  } else if (known.size < 3 && known.size * 4 < filled - numbered) return null;
  return headerOf(rows, known.size + fields);
}

function headerOf(rows: readonly (readonly string[])[], score: number): HeaderRows {
  const names = namesOf(rows);
  return {
    rows,
    names,
    readings: readingsOf(rows, names.length),
    score,
  };
}

/** What is known of each column; where nobody's number or name is headed as the row's own, those of husband, wife or parents count. */
function readingsOf(rows: readonly (readonly string[])[], width: number): (HeaderReading | null)[] {
  const texts = Array.from({ length: width }, (_, column) => textsOf(rows, column));
  const readings = texts.map((each) => (each.length === 0 ? null : readTexts(each)));
  if (readings.some((reading) => reading?.meaning === "nik" || reading?.meaning === "nama")) return readings;
  return readings.map((reading, column) => readRelative(texts[column]!.join(" ")) ?? reading);
}

/** Rows that the user says are the header. */
export function givenHeader(rows: readonly (readonly string[])[]): HeaderRows {
  return headerOf(rows, 0);
}

/** What the rows say of a column, from the top, lines of a cell kept apart; a group's text stands in its first column and holds for those that follow. */
function textsOf(rows: readonly (readonly string[])[], column: number): string[] {
  const texts: string[] = [];
  for (const [nth, cells] of rows.entries()) {
    const own = (cells[column] ?? "").trim().replace(/\s+/g, (blank) => (/[\n\r\u2028]/.test(blank) ? "\n" : " "));
    const text = own !== "" ? own : groupText(rows, nth, column);
    if (text !== "" && text !== texts.at(-1)) texts.push(text);
  }
  return texts;
}

function groupText(rows: readonly (readonly string[])[], nth: number, column: number): string {
  const isParted = (at: number): boolean => rows.slice(nth + 1).some((cells) => !isBlank(cells[at] ?? ""));
  if (!isParted(column)) return "";
  for (let at = column - 1; at >= 0; at--) {
    const text = rows[nth]![at] ?? "";
    if (!isBlank(text)) return isParted(at) ? text.trim().replace(/\s+/g, " ") : "";
  }
  return "";
}

function namesOf(rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 1) return [...rows[0]!];
  const width = Math.max(...rows.map((cells) => cells.length));
  return Array.from({ length: width }, (_, column) => textsOf(rows, column).join(" ").replaceAll("\n", " "));
}

const places: ReadonlySet<HeaderReading["meaning"]> = new Set(["provinsi", "kabupaten", "kecamatan", "desa", "dusun", "rt", "rw"]);

const DATE_PART = /^(?:tgl|tanggal|hari|bln|bulan|thn|tahun)\.?$/i;

/** `TEMPAT/TANGGAL LAHIR` over `TANGGAL`, `NOMOR` over `INDUK` over `KEPENDUDUKAN`, `ALAMAT` over `RT`. */
export function readTexts(texts: readonly string[]): HeaderReading | null {
  const last = texts.at(-1)!;
  const own = texts.length > 1 ? readHeader(last) : null;
  // Under ALAMAT stands DESA: the village, not its address.
  if (own !== null && own.rank === 1 && places.has(own.meaning)) return own;
  const above = texts.length > 1 ? readHeader(texts.slice(0, -1).join(" ")) : null;
  // Under NIK stands TGL LAHIR: a piece of it.
  if (above !== null && (above.meaning === "nik" || above.meaning === "nokk") && isPieceOf(above.meaning, last))
    return { ...above, rank: 2 };
  if (texts.length > 1 && DATE_PART.test(last) && /lahir/i.test(texts.join(" "))) return readHeader(`${last} LAHIR`);
  // NAMA over TEMPAT TGL LAHIR: both, in one cell.
  const lines = texts.join("\n");
  const whole = readHeader(sharedWithName(lines).length > 0 ? lines : texts.join(" "));
  if ((whole !== null && whole.rank < 3) || texts.length === 1) return whole;
  const group = texts
    .slice(0, -1)
    .join(" ")
    .replace(/\bTTL\b/gi, "TEMPAT TANGGAL LAHIR");
  const words = group.split(/[\s/_.,-]+/).filter((word) => word !== "");
  for (let from = words.length - 1; from >= 0; from--) {
    const reading = readHeader(`${last} ${words.slice(from).join(" ")}`);
    if (reading !== null && reading.rank < 3) return reading;
  }
  return own ?? (isRemark(last) ? readTexts(texts.slice(0, -1)) : whole);
}

/** Whether a row says again what the header says, as printed lists do on every page: the same names in the same columns, some of them missing at most. */
export function repeatsHeader(cells: readonly string[], rows: readonly (readonly string[])[]): boolean {
  return rows.some((header) => {
    let same = 0;
    let named = 0;
    for (let at = 0; at < Math.max(cells.length, header.length); at++) {
      const name = strip(header[at] ?? "");
      const cell = strip(cells[at] ?? "");
      if (name !== "") named++;
      if (cell === "") continue;
      if (cell !== name) return false;
      same++;
    }
    return same > 0 && same * 2 >= named;
  });
}

/** Whether a row says it in other words, column by column: `Full Name`, `Date of Birth` under NAMA and TANGGAL LAHIR. */
export function translatesHeader(cells: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const filled = cells.filter((cell) => !isBlank(cell));
  if (filled.length < 2 || filled.some((cell) => /\d/.test(cell))) return false;
  return rows.some((header) => {
    const same = cells.filter((cell, at) => {
      const reading = readHeader(cell);
      return reading !== null && reading.meaning !== "other" && reading.meaning === readHeader(header[at] ?? "")?.meaning;
    });
    return same.length > 1 && same.length * 2 >= filled.length;
  });
}
