/** Report cells and lines as a spreadsheet will read them. */
import { stringify } from "csv-stringify/sync";

/**
 * The cell as it may stand in a file that a spreadsheet opens. A cell that would run as a formula gets a leading apostrophe,
 * the spreadsheets' own mark for text; nothing else is changed. What would run begins with `=` or `@` (full-width ones too),
 * with a tab or carriage return, or with `+` or `-` before anything but a plain number: so `-`, `--`, `-5`, `+62811` and a NIK
 * that carries an apostrophe already stay as they are.
 */
export function safeCell(text: string): string {
  // The first character decides for nearly every cell; letters and digits are all above "@" or within "0"–"9".
  const first = text === "" ? 0x30 : text.charCodeAt(0);
  if ((first >= 0x30 && first <= 0x39) || (first > 0x40 && first < 0xff00)) return text;
  return isFormula(text) ? `'${text}` : text;
}

const FORMULA = /^[\t\r\n=@＝＠]/;
const SIGNED = /^[+\-＋－]/;
const SIGNED_BUT_HARMLESS = /^(?:[-－]+\s*|[+-]\d+(?:[.,]\d+)*)$/;

function isFormula(text: string): boolean {
  // Blanks before the sign do not hide a formula from every spreadsheet; tab and line break are a sign of their own.
  if (FORMULA.test(text)) return true;
  const shown = text.trimStart();
  return FORMULA.test(shown) || (SIGNED.test(shown) && !SIGNED_BUT_HARMLESS.test(shown));
}

/** CSV lines, comma and CRLF, each cell made safe. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return csvRecords(rows)
    .map((record) => `${record}\r\n`)
    .join("");
}

/** One line, with its line break. */
export function csvLine(cells: readonly string[]): string {
  return csvLines([cells]);
}

/** The same rows as separate records without line break, for lines that are put together from pieces. */
export function csvRecords(rows: readonly (readonly string[])[]): string[] {
  const records: string[] = [];
  const others: string[][] = [];
  const places: number[] = [];
  for (const cells of rows) {
    const record = plainRecord(cells);
    if (record === null) {
      places.push(records.length);
      others.push(cells.map(safeCell));
    }
    records.push(record ?? "");
  }
  for (const [at, record] of quotedRecords(others).entries()) records[places[at]!] = record;
  return records;
}

const NEEDS_QUOTES = /[",\r\n]/;

/** Cells of which none needs quotes, as most do not; null for csv-stringify's to write. */
function plainRecord(cells: readonly string[]): string | null {
  let record = "";
  for (let at = 0; at < cells.length; at++) {
    const cell = safeCell(cells[at]!);
    if (NEEDS_QUOTES.test(cell)) return null;
    record = at === 0 ? cell : `${record},${cell}`;
  }
  return record;
}

/** Parts the records inside `quotedRecords`: the reader leaves no NUL in any cell. */
const SEPARATOR = "\0";

/** One call for many rows is several times cheaper than one per row. */
function quotedRecords(rows: string[][]): string[] {
  if (rows.length === 0) return [];
  const encoded = encode(rows).split(SEPARATOR);
  // Some cell holds a NUL after all: one row at a time, nothing can be taken for the end of another.
  return encoded.length === rows.length ? encoded : rows.map((row) => encode([row]));
}

/** csv-stringify quotes a cell for the whole record delimiter only, so a lone CR or LF has to be named to it. */
function encode(rows: string[][]): string {
  return stringify(rows, { record_delimiter: SEPARATOR, quoted_match: /[\r\n]/, eof: false });
}
