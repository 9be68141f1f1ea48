/** Report cells and lines as a spreadsheet will read them. */
import { stringify } from "csv-stringify/sync";

/** What stands between the cells of a report. */
export const reportDelimiters = [",", ";"] as const;
export type ReportDelimiter = (typeof reportDelimiters)[number];

/**
 * The cell as it may stand in a file that a spreadsheet opens. What would run as a formula gets a leading apostrophe, the
 * spreadsheets' own mark for text; nothing else is changed. What would run begins with `=` or `@` (full-width ones too), with a
 * tab or line break, or with `+` or `-` before anything but a plain number, whatever unseen characters stand in front. So `-`,
 * `-5`, `+62811`, `+62 812-3456` and a NIK that carries an apostrophe already stay as they are.
 *
 * A person may import the file with another separator than its own (`;` for `,`, a tab, a blank), and then what stands behind
 * such a separator inside a cell is a cell as well: it is treated in the same way.
 */
export function safeCell(text: string, delimiter: ReportDelimiter = ","): string {
  if (!SUSPECT.test(text)) return text;
  const [first = "", ...others] = text.split(separators[delimiter]);
  let safe = isFormula(first) || BREAK.test(text) ? `'${guardWords(first)}` : guardWords(first);
  // Separators and pieces in turn.
  for (let at = 0; at < others.length; at += 2) safe += others[at]! + guardPiece(others[at + 1]!);
  return safe;
}

/** One look that lets nearly every cell pass: a sign of a formula where one may begin. */
const SUSPECT = /[=@＝＠]|(?:^|[^0-9A-Za-z])[+\-＋－]|^[\t\r\n]/;
const BREAK = /^[\t\r\n]/;
/** Other separators than the file's own, which quotes keep inside the cell; quotes end with a line for whoever splits otherwise. */
const separators = { ",": /([;|\t\r\n])/, ";": /([,|\t\r\n])/ } as const;
const UNSEEN = /^[\s\p{Cc}\p{Cf}]*/u;
/** Inside a cell a quote is doubled, and so begins and ends an empty quoted text for whoever splits before it. */
const UNSEEN_OR_QUOTE = /^[\s\p{Cc}\p{Cf}"]*/u;
const SIGNED_BUT_HARMLESS = /^(?:[-－]+\s*|[+-]\d+(?:[.,]\d+)*|\+\d+ \d[\d -]*)$/;

function isFormula(piece: string): boolean {
  const shown = piece.replace(UNSEEN, "");
  return /^[=@＝＠]/.test(shown) || (/^[+\-＋－]/.test(shown) && !SIGNED_BUT_HARMLESS.test(shown));
}

function guardPiece(piece: string): string {
  const begin = UNSEEN_OR_QUOTE.exec(piece)![0].length;
  const rest = guardWords(piece.slice(begin));
  return `${piece.slice(0, begin)}${isFormula(piece.slice(begin)) ? "'" : ""}${rest}`;
}

/**
 * A blank is a separator too, but stands in all honest data: behind it only what computes is kept from running (`=1+1`,
 * `-CMD(…)`), and not a phone number, a dash or a name with an `@`.
 */
function guardWords(piece: string): string {
  return piece.replace(/(?<=\S\s+"*)(?=[=＝][^\s"]|[+\-@＋－＠][^\s]*[(|!])/g, "'");
}

/** CSV lines with CRLF, each cell made safe. */
export function csvLines(rows: readonly (readonly string[])[], delimiter: ReportDelimiter = ","): string {
  return csvRecords(rows, delimiter)
    .map((record) => `${record}\r\n`)
    .join("");
}

/** One line, with its line break. */
export function csvLine(cells: readonly string[], delimiter: ReportDelimiter = ","): string {
  return csvLines([cells], delimiter);
}

/** The same rows as separate records without line break, for lines that are put together from pieces. */
export function csvRecords(rows: readonly (readonly string[])[], delimiter: ReportDelimiter = ","): string[] {
  const records: string[] = [];
  const others: string[][] = [];
  const places: number[] = [];
  for (const cells of rows) {
    const record = plainRecord(cells, delimiter);
    if (record === null) {
      places.push(records.length);
      others.push(cells.map((cell) => safeCell(cell, delimiter)));
    }
    records.push(record ?? "");
  }
  for (const [at, record] of quotedRecords(others, delimiter).entries()) records[places[at]!] = record;
  return records;
}

const needsQuotes = { ",": /[",\r\n]/, ";": /[";\r\n]/ } as const;
const QUOTE_OR_BREAK = /["\t\r\n]/;

/** Cells of which none needs quotes, as most do not; null for csv-stringify's to write. */
function plainRecord(cells: readonly string[], delimiter: ReportDelimiter): string | null {
  for (const cell of cells) if (cell.includes(delimiter)) return null;
  const joined = cells.join(delimiter);
  // One look at all cells: behind a separator what looks like a formula does so at the beginning of its cell.
  if (!SUSPECT.test(joined) && !QUOTE_OR_BREAK.test(joined)) return joined;
  let record = "";
  for (let at = 0; at < cells.length; at++) {
    const cell = safeCell(cells[at]!, delimiter);
    if (needsQuotes[delimiter].test(cell)) return null;
    record = at === 0 ? cell : `${record}${delimiter}${cell}`;
  }
  return record;
}

/** Parts the records inside `quotedRecords`: the reader leaves no NUL in any cell. */
const SEPARATOR = "\0";

/** One call for many rows is several times cheaper than one per row. */
function quotedRecords(rows: string[][], delimiter: ReportDelimiter): string[] {
  if (rows.length === 0) return [];
  const encoded = encode(rows, delimiter).split(SEPARATOR);
  // Some cell holds a NUL after all: one row at a time, nothing can be taken for the end of another.
  return encoded.length === rows.length ? encoded : rows.map((row) => encode([row], delimiter));
}

/** csv-stringify quotes a cell for the whole record delimiter only, so a lone CR or LF has to be named to it. */
function encode(rows: string[][], delimiter: ReportDelimiter): string {
  return stringify(rows, { delimiter, record_delimiter: SEPARATOR, quoted_match: /[\r\n]/, eof: false });
}
