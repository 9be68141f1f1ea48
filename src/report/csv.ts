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
  const first = text.charCodeAt(0);
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

/** CSV lines, comma and CRLF, each cell made safe. One call for many rows is several times cheaper than one per row. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  return encode(rows, "\r\n", true);
}

/** One line, with its line break. */
export function csvLine(cells: readonly string[]): string {
  return csvLines([cells]);
}

/** Parts the records inside `csvRecords`: the reader leaves no NUL in any cell. */
const SEPARATOR = "\0";

/** The same rows as separate records without line break, for lines that are put together from pieces. */
export function csvRecords(rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const encoded = encode(rows, SEPARATOR, false).split(SEPARATOR);
  if (encoded.length === rows.length) return encoded;
  // Some cell holds a NUL after all: one row at a time, nothing can be taken for the end of another.
  return rows.map((row) => encode([row], SEPARATOR, false));
}

/** csv-stringify quotes a cell for the whole record delimiter only, so a lone CR or LF has to be named to it. */
function encode(rows: readonly (readonly string[])[], delimiter: string, eof: boolean): string {
  return stringify(rows.map((cells) => cells.map(safeCell)), { record_delimiter: delimiter, quoted_match: /[\r\n]/, eof });
}
