/** A sheet as XML, in the order of elements that ECMA-376 gives. Every cell is text: a number stays whole, nothing runs as a formula. Pure. */
import { TextBytes } from "./text-bytes.ts";
import { DATE_STYLE, isWrapped, LINE_POINTS, styleNumber, type CellStyle } from "./styles-xml.ts";

/** What may be filled into a column. */
export interface Entry {
  /** Words to choose from; or a number of characters that a filled cell must have. */
  readonly choices?: readonly string[];
  readonly length?: number;
  readonly prompt?: string;
  readonly error: string;
}

export interface Column {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  readonly style?: CellStyle | undefined;
  /** Cells that are plain numbers are stored as numbers, as spreadsheets do with what is typed: for a test's workbook. */
  readonly stored?: "number" | "date" | undefined;
  readonly entry?: Entry | undefined;
}

/** A row of texts, or a row with one style for all its cells. */
export type Row = readonly string[] | { readonly cells: readonly string[]; readonly style: CellStyle };

export interface Sheet {
  /** Cleaned and made unique where the book needs it. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  readonly isHidden?: boolean;
  /** A text to read: no header, no filter. */
  readonly isPage?: boolean;
  /** Columns from the first on that are printed; all unless given. */
  readonly printed?: number;
}

/** Rows of a sheet below its header. */
export const MOST_ROWS = 1_048_575;
const LONGEST_CELL = 32_767;
const PIECE_BYTES = 1 << 16;
const NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Where the rows of a sheet come from: what one sheet cannot hold goes on in the next. */
export type RowSource = AsyncIterator<Row> | Iterator<Row>;

/** What is known of a sheet once it has been written. */
export interface WrittenSheet {
  /** Rows below the header; all rows of a page. */
  rows: number;
  /** The source had no more. */
  ended: boolean;
}

/** The sheet in pieces of UTF-8; `rangeOf` gives the range that holds choices too long for a validation of their own. */
export async function* sheetXml(
  { columns, isPage = false }: Sheet,
  source: RowSource,
  written: WrittenSheet,
  rangeOf: (choices: readonly string[]) => string,
  mostRows = MOST_ROWS,
): AsyncGenerator<Buffer> {
  const shapes = columns.map(shapeOf);
  const xml = new TextBytes();
  xml.add(head(columns, isPage));
  if (!isPage) addRow(xml, 1, { cells: columns.map(({ header }) => header), style: "header" }, columns, shapes);
  const first = isPage ? 1 : 2;
  while (written.rows < mostRows) {
    const pending = source.next();
    const next = pending instanceof Promise ? await pending : pending;
    if (next.done === true) {
      written.ended = true;
      break;
    }
    addRow(xml, first + written.rows, next.value, columns, shapes);
    written.rows++;
    if (xml.length > PIECE_BYTES) yield xml.take();
  }
  xml.add(foot(columns, written.rows, isPage, rangeOf));
  yield xml.take();
}

/** What stands around the texts of a column: its letters before the number of the row, its style behind it. */
interface ColumnShape {
  readonly cell: Uint8Array;
  readonly text: Uint8Array;
  readonly spacedText: Uint8Array;
  readonly isWrapped: boolean;
}

const TEXT_END = Buffer.from("</t></is></c>");

function shapeOf({ style = "text" }: Column, at: number): ColumnShape {
  return {
    cell: Buffer.from(`<c r="${columnLetters(at)}`),
    text: textStart(style, false),
    spacedText: textStart(style, true),
    isWrapped: isWrapped(style),
  };
}

function textStart(style: CellStyle, isSpaced: boolean): Uint8Array {
  return Buffer.from(`" s="${styleNumber(style)}" t="inlineStr"><is><t${isSpaced ? ' xml:space="preserve"' : ""}>`);
}

function head(columns: readonly Column[], isPage: boolean): string {
  const widths = columns.map(({ width, style }, at) => {
    // Cells that are yet to be filled in are text as well.
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${styleNumber(style ?? "text")}" customWidth="1"/>`;
  });
  const pane =
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>';
  return (
    `${XML_DECLARATION}<worksheet xmlns="${NAMESPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView workbookViewId="0"${isPage ? ' showGridLines="0"' : ' zoomScale="85"'}>${isPage ? "" : pane}</sheetView></sheetViews>` +
    `<cols>${widths.join("")}</cols><sheetData>`
  );
}

function addRow(xml: TextBytes, row: number, content: Row, columns: readonly Column[], shapes: readonly ColumnShape[]): void {
  const isPlain = Array.isArray(content);
  const cells: readonly string[] = isPlain ? content : (content as { cells: readonly string[] }).cells;
  const rowStyle = isPlain ? null : (content as { style: CellStyle }).style;
  const number = Buffer.from(String(row));
  xml.add(`<row r="${row}"${heightOf(cells, rowStyle, columns, shapes)}>`);
  for (let at = 0; at < cells.length; at++) {
    const text = cells[at]!;
    const { stored } = columns[at]!;
    const shape = shapes[at]!;
    if (text === "" && rowStyle === null) continue;
    xml.addEncoded(shape.cell);
    xml.addEncoded(number);
    if (text === "") xml.add(`" s="${styleNumber(rowStyle!)}"/>`);
    else if (stored !== undefined && rowStyle === null && /^\d+$/.test(text))
      xml.add(`" s="${stored === "date" ? DATE_STYLE : 0}"><v>${text}</v></c>`);
    else {
      const isSpaced = keepsSpace(text);
      xml.addEncoded(rowStyle !== null ? textStart(rowStyle, isSpaced) : isSpaced ? shape.spacedText : shape.text);
      xml.add(cellText(text));
      xml.addEncoded(TEXT_END);
    }
  }
  xml.add("</row>");
}

/** Not every program makes a row as high as its text: said, it is never cut. */
function heightOf(
  cells: readonly string[],
  rowStyle: CellStyle | null,
  columns: readonly Column[],
  shapes: readonly ColumnShape[],
): string {
  // A title is set in larger letters.
  let lines = rowStyle === "title" ? 2 : 1;
  for (let at = 0; at < cells.length; at++) {
    if (rowStyle === null ? shapes[at]!.isWrapped : isWrapped(rowStyle)) lines = Math.max(lines, linesOf(cells[at]!, columns[at]!.width));
  }
  return lines === 1 ? "" : ` ht="${Math.min(MOST_POINTS, lines * LINE_POINTS)}" customHeight="1"`;
}

/** The height of a row in a spreadsheet, at most. */
const MOST_POINTS = 409;

/** Lines that a text takes in a column of so many characters, broken between words. */
function linesOf(text: string, width: number): number {
  if (text.length < width && !text.includes("\n")) return 1;
  let lines = 0;
  for (const paragraph of text.split("\n")) {
    let filled = 0;
    lines++;
    for (const word of paragraph.split(" ")) {
      if (filled > 0 && filled + 1 + word.length > width) {
        lines++;
        filled = 0;
      }
      filled += (filled > 0 ? 1 : 0) + word.length;
      lines += Math.floor((filled - 1) / width);
      if (filled > width) filled = ((filled - 1) % width) + 1;
    }
  }
  return lines;
}

function foot(columns: readonly Column[], rows: number, isPage: boolean, rangeOf: (choices: readonly string[]) => string): string {
  const last = isPage ? Math.max(rows, 1) : rows + 1;
  const all = `A1:${columnLetters(columns.length - 1)}${last}`;
  const filter = isPage ? "" : `<autoFilter ref="${all}"/>`;
  const entries = columns.flatMap(({ entry }, at) =>
    entry === undefined || rows === 0 ? [] : [validationXml(entry, `${columnLetters(at)}2:${columnLetters(at)}${last}`, rangeOf)],
  );
  const validations = entries.length === 0 ? "" : `<dataValidations count="${entries.length}">${entries.join("")}</dataValidations>`;
  return (
    `</sheetData>${filter}${validations}<pageMargins left="0.3" right="0.3" top="0.4" bottom="0.5" header="0.2" footer="0.25"/>` +
    `<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>` +
    `<headerFooter><oddFooter>&amp;L&amp;F · &amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>` +
    `<ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
  );
}

/** Characters of the choices of one validation, commas included. */
const LONGEST_CHOICES = 255;

export function areInline(choices: readonly string[]): boolean {
  return choices.join(",").length <= LONGEST_CHOICES && !choices.some((choice) => /[",]/.test(choice));
}

function validationXml({ choices, length, prompt, error }: Entry, range: string, rangeOf: (choices: readonly string[]) => string): string {
  const messages = `allowBlank="1" showInputMessage="1" showErrorMessage="1" error="${escapeXml(error)}"${prompt === undefined ? "" : ` prompt="${escapeXml(prompt)}"`}`;
  if (choices === undefined) {
    return `<dataValidation type="textLength" operator="equal" ${messages} sqref="${range}"><formula1>${length ?? 0}</formula1></dataValidation>`;
  }
  const formula = areInline(choices) ? `"${choices.join(",")}"` : rangeOf(choices);
  return `<dataValidation type="list" ${messages} sqref="${range}"><formula1>${escapeXml(formula)}</formula1></dataValidation>`;
}

/** `A`, `Z`, `AA` … of a column, from 0. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Blanks at an end, and line breaks, which XML does not keep unasked. */
function keepsSpace(text: string): boolean {
  return text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32 || text.includes("\n");
}

function cellText(text: string): string {
  if (text.length > LONGEST_CELL) return escapeXml(`${text.slice(0, LONGEST_CELL - 1)}…`);
  return escapeXml(text);
}

const SUSPECT = /[&<>"\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/;
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;

/** Text as XML: marks escaped, what XML forbids left out, and what a spreadsheet would read as an escape kept as it is. */
export function escapeXml(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .replace(FORBIDDEN, "")
    .replace(/\r\n?/g, "\n")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
