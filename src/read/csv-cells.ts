/**
 * The one reading of a CSV record: a quote opens a cell only at its start, `""` inside is a quote, and a closing quote that is not
 * followed by a delimiter makes the cell plain text, its quotes included (csv-parse with `relax_quotes` reads the same; a test
 * holds the two together). Pure.
 */

import { UNIT_SEPARATOR, unmarked } from "./cell-marks.ts";

const QUOTE = 34;

export interface RecordCells {
  readonly cells: string[];
  /** A quote is open at the end of the text: the record goes on in the next line, or is damaged. */
  readonly open: boolean;
}

/** The cells of a record without its line break. With `wanted` (by column) the others stay empty. */
export function readCells(text: string, delimiter: string, wanted: readonly boolean[] | null = null): RecordCells {
  const cells: string[] = [];
  const open = walk(text, delimiter, cells, wanted) < 0;
  if (delimiter === UNIT_SEPARATOR) for (let at = 0; at < cells.length; at++) cells[at] = unmarked(cells[at]!);
  return { cells, open };
}

/**
 * The record with every cell that is a bare `"` quoted, so that it is read as such: people write it for *the same as above*, and a reader
 * takes it for the beginning of a quoted cell. The same text where there is none.
 */
export function withDittos(text: string, delimiter: string): string {
  const isFirst = text.startsWith(`"${delimiter}`);
  const isLast = text.endsWith(`${delimiter}"`);
  if (!isFirst && !isLast && !text.includes(`${delimiter}"${delimiter}`)) return text;
  return text
    .split(delimiter)
    .map((cell) => (cell === '"' ? '""""' : cell))
    .join(delimiter);
}

/** Whether a quote is open at the end of the text. */
export function isOpen(text: string, delimiter: string): boolean {
  return walk(text, delimiter, null, null) < 0;
}

/** Whether the line, read on from inside a quoted cell, closes that cell where a cell may end. */
export function closesCell(line: string, delimiter: string): boolean {
  const close = closingQuote(line, 0);
  return close >= 0 && (close + 1 === line.length || line.charAt(close + 1) === delimiter);
}

/** Fills `cells` where it is given; how many there are, below zero where a quote stays open. */
function walk(text: string, delimiter: string, cells: string[] | null, wanted: readonly boolean[] | null): number {
  const { length } = text;
  const mark = delimiter.charCodeAt(0);
  const quotes = delimiter !== UNIT_SEPARATOR;
  for (let from = 0, column = 0; ; column++) {
    const kept = cells !== null && (wanted === null || wanted[column] === true);
    let end: number;
    let cell = "";
    if (quotes && from < length && text.charCodeAt(from) === QUOTE) {
      const close = closingQuote(text, from + 1);
      if (close < 0) {
        cells?.push(kept ? unquoted(text.slice(from + 1)) : "");
        return -1;
      }
      end = close + 1;
      if (end >= length || text.charCodeAt(end) === mark) {
        if (kept && close > from + 1) cell = unquoted(text.slice(from + 1, close));
      } else {
        end = text.indexOf(delimiter, end);
        if (end < 0) end = length;
        if (kept) cell = `"${unquoted(text.slice(from + 1, close))}${text.slice(close, end)}`;
      }
    } else {
      end = text.indexOf(delimiter, from);
      if (end < 0) end = length;
      if (kept) cell = text.slice(from, end);
    }
    cells?.push(cell);
    if (end >= length) return column + 1;
    from = end + 1;
  }
}

/** Where the quoted cell whose content begins at `from` is closed; −1 where it is not. */
function closingQuote(text: string, from: number): number {
  const { length } = text;
  for (let at = from; ; ) {
    // Half of an extract's cells are empty: they need no search.
    const quote = at < length && text.charCodeAt(at) === QUOTE ? at : text.indexOf('"', at);
    if (quote < 0) return -1;
    if (quote + 1 >= length || text.charCodeAt(quote + 1) !== QUOTE) return quote;
    at = quote + 2;
  }
}

function unquoted(text: string): string {
  return text.includes('""') ? text.replaceAll('""', '"') : text;
}
