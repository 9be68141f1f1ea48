/** The parts of a list: each begins with a header and is read under it. Pure: records go in one by one. */
import { furnitureKind, type RowContext } from "./furniture.ts";
import { HEADER_WITHIN, headerAt, repeatsHeader, type HeaderRows } from "./header.ts";
import { strip } from "./aliases.ts";
import { titleVillage } from "./title-village.ts";

/** A header and what stands under it. */
export interface PartHead {
  /** Row of the header's first line, from 1; 0: the part has none. */
  readonly firstRow: number;
  readonly header: HeaderRows;
  /** Its title, as cells: the rows between the header and whoever stands above it, and headings among its rows. */
  readonly titles: readonly (readonly string[])[];
  /** The first rows under it, as cells: to see what the columns hold. */
  readonly rows: readonly (readonly string[])[];
  /** The same rows as their records' texts. */
  readonly texts: readonly string[];
}

/** Rows of a header, and those that are looked at to see whether it goes on. */
const LOOKED_AHEAD = 8;

/** Rows of a title that are kept. */
const MOST_TITLES = 50;

/** Rows kept of the first part, and of each further one. */
const FIRST_ROWS = 4_000;
const FURTHER_ROWS = 1_000;

/** A record, its cells cut when they are asked for. */
class Waiting {
  readonly row: number;
  readonly text: string;
  private readonly read: (text: string) => string[];
  private known: string[] | null = null;

  constructor(row: number, text: string, read: (text: string) => string[]) {
    this.row = row;
    this.text = text;
    this.read = read;
  }

  get cells(): string[] {
    return (this.known ??= this.read(this.text));
  }
}

/** Takes the records of a list in order; `parts` is complete when `end` has been called. */
export class PartFinder {
  readonly parts: { firstRow: number; header: HeaderRows; titles: string[][]; rows: string[][]; texts: string[] }[] = [];
  private readonly read: (text: string) => string[];
  private waiting: Waiting[] = [];
  private context: RowContext | null = null;
  private people = 0;
  private titles: string[][] = [];

  /** `read` gives the cells of a record; `given`: the first header, where the user has said which it is. */
  constructor(read: (text: string) => string[], given: { readonly firstRow: number; readonly header: HeaderRows } | null = null) {
    this.read = read;
    if (given !== null) this.begin(given.firstRow, given.header);
  }

  add(row: number, text: string): void {
    this.waiting.push(new Waiting(row, text, this.read));
    if (this.waiting.length >= LOOKED_AHEAD) this.step();
  }

  end(): void {
    while (this.waiting.length > 0) this.step();
  }

  private step(): void {
    const record = this.waiting[0]!;
    const part = this.parts.at(-1);
    if (part === undefined || record.row >= part.firstRow + part.header.rows.length) {
      const header = this.headerAt(record, part ?? null);
      if (header !== null) {
        // What was taken for a header and has nobody under it was a title.
        if (part !== undefined && this.people === 0) this.parts.pop();
        this.begin(record.row, header);
      } else if (part !== undefined) this.keep(record, part);
      else if (this.titles.length < MOST_TITLES) this.titles.push(record.cells);
    }
    this.waiting.shift();
  }

  private headerAt(record: Waiting, part: PartHead | null): HeaderRows | null {
    if (part === null ? record.row > HEADER_WITHIN : !mayBeHeader(record.text)) return null;
    if (part !== null && repeatsHeader(record.cells, part.header.rows) && !this.isOfAnotherVillage(part)) return null;
    const rows: string[][] = [];
    for (const [at, { row, cells }] of this.waiting.entries()) if (row === record.row + at) rows.push(cells);
    const header = headerAt(rows, 0, this.people > 0);
    if (header === null || part === null || this.people > 0) return header;
    return header.score > part.header.score ? header : null;
  }

  /** The same header again, under the title of another village. */
  private isOfAnotherVillage({ titles }: PartHead): boolean {
    const village = this.titles.length === 0 ? "" : titleVillage(this.titles);
    return village !== "" && village !== titleVillage(titles);
  }

  private begin(firstRow: number, header: HeaderRows): void {
    this.parts.push({ firstRow, header, titles: this.titles, rows: [], texts: [] });
    this.titles = [];
    const columnOf = (field: string): number => header.readings.findIndex((reading) => reading?.meaning === field);
    this.context = {
      headerRows: header.rows,
      nameAt: columnOf("nama"),
      numberAt: columnOf("nik"),
      cardAt: columnOf("nokk"),
      serialAt: serialColumn(header.names),
    };
    this.people = 0;
  }

  private keep(record: Waiting, { titles, rows, texts }: { titles: string[][]; rows: string[][]; texts: string[] }): void {
    if (rows.length >= (this.parts.length === 1 ? FIRST_ROWS : FURTHER_ROWS)) return;
    const kind = furnitureKind(record.cells, this.context!);
    if (kind === "judul" && this.titles.length < MOST_TITLES) this.titles.push(record.cells);
    if (kind !== null) return;
    this.people++;
    // A heading without a header of its own: what follows is of the same part.
    titles.push(...this.titles);
    this.titles = [];
    rows.push(record.cells);
    texts.push(record.text);
  }
}

/** Cheap, and true of every header that stands below another: it names a number or a name, and holds no long number itself. */
export function mayBeHeader(text: string): boolean {
  // Nearly all rows begin with a number.
  const first = text.charCodeAt(text.charCodeAt(0) === QUOTE ? 1 : 0);
  return !(first >= ZERO && first <= NINE) && !/\d{5}/.test(text) && HEADER_WORD.test(text);
}

const QUOTE = 34;
const ZERO = 48;
const NINE = 57;
const HEADER_WORD = /(?:nik|nama|name|nm|kk|ktp|kartu|kependudukan|identitas)(?![a-z])|\bn\.i\.k/i;

const SERIAL = /^(?:no|nomor|nourut|nomorurut|urut|num|id)$/;

/** Column of the running number, or −1. */
export function serialColumn(headers: readonly string[]): number {
  return headers.findIndex((name) => SERIAL.test(strip(name)));
}
