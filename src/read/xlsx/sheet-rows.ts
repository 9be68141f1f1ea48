/**
 * A sheet's rows as records: the cells' stored texts, under the row number that the sheet gives. Rows that the file leaves out, or
 * that hold nothing, are counted where a later one holds something, so that numbers stay those of the spreadsheet.
 */
import { ERROR_MARK, NUMBER_MARK, UNCALCULATED_MARK, UNIT_SEPARATOR } from "../cell-marks.ts";
import { columnOf, decodeEscapes, plainNumber, rowOf, serialToIso } from "./cell-text.ts";
import type { SharedStrings } from "./shared-strings.ts";
import { damagedWorkbook, rowsOutOfOrder } from "./workbook-faults.ts";
import { attributeOf, isOn, walkXml } from "./xml.ts";

/** What the cells of every sheet are read with. */
export interface CellContext {
  readonly strings: SharedStrings;
  /** By style. */
  readonly dates: readonly boolean[];
  readonly base1904: boolean;
}

export interface SheetRow {
  /** As the spreadsheet shows it, from 1. */
  readonly row: number;
  /** The cells' texts, joined by `UNIT_SEPARATOR`; marks (`NUMBER_MARK` …) in front of them. Empty cells at the end are left out. */
  readonly text: string;
  /** Cells, up to the last that holds something. */
  readonly width: number;
  readonly hidden: boolean;
  /** Rows between the one before and this one that hold nothing; the rows after the last are none of the list's. */
  readonly blanksBefore: number;
}

/** What else a sheet says; known once its rows have been read. */
export interface SheetFacts {
  /** Columns as the sheet declares them; 0 where it does not. */
  declaredWidth: number;
  /** Rows as the sheet declares them; 0 where it does not. */
  declaredRows: number;
  /** First rows of cells merged with others below them. */
  readonly mergedDown: number[];
}

/** A spreadsheet has no row after this one. */
const LAST_ROW = 1_048_576;
/** A list has no column after this one; a wider row is given out with its width, and without its cells. */
export const MOST_COLUMNS = 1_024;

export async function* sheetRows(
  path: string,
  chunks: AsyncIterable<Buffer>,
  context: CellContext,
  facts: SheetFacts,
): AsyncGenerator<readonly SheetRow[]> {
  const gatherer = new RowGatherer(path, context, facts);
  for await (const _ of walkXml(path, chunks, gatherer)) {
    const rows = gatherer.take();
    if (rows.length > 0) yield rows;
  }
}

class RowGatherer {
  private readonly path: string;
  private readonly context: CellContext;
  private readonly facts: SheetFacts;
  private rows: SheetRow[] = [];
  private inData = false;
  /** Of the row being read, and of the last given out. */
  private row = 0;
  private lastGiven = 0;
  private hidden = false;
  private cells: string[] = [];
  /** Of the cell being read. */
  private column = -1;
  private type = "";
  private style = 0;
  private value = "";
  private inline = "";
  private hasFormula = false;
  private isValue = false;
  private isText = false;
  private isPhonetic = false;

  constructor(path: string, context: CellContext, facts: SheetFacts) {
    this.path = path;
    this.context = context;
    this.facts = facts;
  }

  take(): readonly SheetRow[] {
    const { rows } = this;
    if (rows.length > 0) this.rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case "c":
        if (this.inData) this.openCell(attributes);
        break;
      case "v":
        this.isValue = true;
        break;
      case "f":
        this.hasFormula = true;
        break;
      case "t":
        this.isText = !this.isPhonetic;
        break;
      case "rPh":
        this.isPhonetic = true;
        break;
      case "row":
        if (this.inData) this.openRow(attributes);
        break;
      case "sheetData":
        this.inData = true;
        break;
      case "dimension":
        this.readDimension(attributeOf(attributes, "ref") ?? "");
        break;
      case "mergeCell":
        this.readMerge(attributeOf(attributes, "ref") ?? "");
        break;
    }
  }

  text(text: string): void {
    if (this.isValue) this.value += text;
    else if (this.isText) this.inline += text;
  }

  close(name: string): void {
    switch (name) {
      case "c":
        if (this.inData) this.closeCell();
        break;
      case "v":
        this.isValue = false;
        break;
      case "t":
        this.isText = false;
        break;
      case "rPh":
        this.isPhonetic = false;
        break;
      case "row":
        if (this.inData) this.closeRow();
        break;
      case "sheetData":
        this.inData = false;
        break;
    }
  }

  private openRow(attributes: Readonly<Record<string, string>>): void {
    const given = attributes.r;
    const row = given === undefined ? this.row + 1 : Number(given);
    if (!(Number.isInteger(row) && row > 0 && row <= LAST_ROW)) throw damagedWorkbook(this.path);
    if (row <= this.row) throw rowsOutOfOrder(this.path, row);
    this.row = row;
    this.hidden = isOn(attributes.hidden);
    this.cells = [];
    this.column = -1;
  }

  private closeRow(): void {
    let width = this.cells.length;
    while (width > 0 && this.cells[width - 1] === "") width--;
    if (width === 0) return;
    const blanksBefore = this.row - this.lastGiven - 1;
    this.lastGiven = this.row;
    let text = "";
    if (width <= MOST_COLUMNS) {
      if (width < this.cells.length) this.cells.length = width;
      text = this.cells.join(UNIT_SEPARATOR);
    }
    this.rows.push({ row: this.row, text, width, hidden: this.hidden, blanksBefore });
  }

  private openCell(attributes: Readonly<Record<string, string>>): void {
    const reference = attributes.r;
    this.column = reference === undefined ? this.column + 1 : columnOf(reference);
    this.type = attributes.t ?? "n";
    this.style = attributes.s === undefined ? 0 : Number(attributes.s);
    this.value = "";
    this.inline = "";
    this.hasFormula = false;
  }

  private closeCell(): void {
    const text = this.cellText();
    if (text === "") return;
    if (!(this.column >= 0 && this.column < 16_384)) throw damagedWorkbook(this.path);
    while (this.cells.length < this.column) this.cells.push("");
    this.cells[this.column] = text;
  }

  private sharedText(at: number): string {
    const text = this.context.strings.get(at);
    if (text === null) throw damagedWorkbook(this.path);
    return text;
  }

  private cellText(): string {
    const { value } = this;
    switch (this.type) {
      case "s":
        return value === "" ? "" : this.sharedText(Number(value));
      case "inlineStr":
        return decodeEscapes(this.inline);
      case "str":
        return value === "" && this.hasFormula ? "" : decodeEscapes(value);
      case "b":
        return value === "" ? "" : value.trim() === "1" || value.trim() === "true" ? "TRUE" : "FALSE";
      case "e":
        return value === "" ? "" : ERROR_MARK + value;
      case "d":
        return value.trim().slice(0, 10);
      default:
        return this.numberText(value.trim());
    }
  }

  private numberText(value: string): string {
    if (value === "") return this.hasFormula ? UNCALCULATED_MARK : "";
    const date = this.context.dates[this.style] === true ? serialToIso(value, this.context.base1904) : null;
    return date ?? NUMBER_MARK + plainNumber(value);
  }

  /** `A1:M2310`. A single cell is what exporters write that do not know better. */
  private readDimension(reference: string): void {
    const [, last] = reference.split(":");
    if (last === undefined) return;
    this.facts.declaredWidth = columnOf(last) + 1;
    this.facts.declaredRows = rowOf(last);
  }

  private readMerge(reference: string): void {
    const [first = "", last = ""] = reference.split(":");
    if (rowOf(last) > rowOf(first)) this.facts.mergedDown.push(rowOf(first));
  }
}
