/**
 * A workbook on disk: sheets streamed one after the other, so that memory holds a few pages of rows, whatever the report. The
 * same sheets give the same bytes, in whatever time zone and whenever they are written.
 */
import { closeSync, createWriteStream, fsyncSync } from "node:fs";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile, type ReadStreamOptions } from "yazl";
import { createTemporary, removeTemporary } from "../../platform/private-files.ts";
import { translateSystemError } from "../../platform/system-errors.ts";
import {
  columnLetters,
  escapeXml,
  MOST_ROWS,
  sheetXml,
  XML_DECLARATION,
  type RowSource,
  type Sheet,
  type WrittenSheet,
} from "./sheet-xml.ts";
import { sheetName } from "./safe-names.ts";
import { stylesXml } from "./styles-xml.ts";

/** How parts are stored: all on the first day that a ZIP knows, in the form that holds no time zone. */
function stored(): Partial<ReadStreamOptions> {
  return { ...plain(), compressionLevel: 6 };
}

function plain(): Partial<ReadStreamOptions> {
  const mtime = new Date();
  mtime.setFullYear(1980, 0, 1);
  mtime.setHours(0, 0, 0, 0);
  return { mtime, forceDosTimestamp: true, mode: 0o100600 };
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A sheet as it stands in the book. */
interface Tab {
  readonly name: string;
  readonly sheet: Sheet;
  readonly rows: number;
}

export interface WorkbookOptions {
  /** What an error of the disk is about; the path itself unless given. */
  readonly subject?: string;
  /** Rows after which a sheet goes on as `NAME (2)`. */
  readonly mostRows?: number;
}

/**
 * Writes a new file, for its owner only, registered as temporary: the caller renames it and calls `forgetTemporary`. On any error
 * nothing stays. Throws the faults of the disk.
 */
export async function writeWorkbook(path: string, sheets: readonly Sheet[], options: WorkbookOptions = {}): Promise<void> {
  const subject = options.subject ?? path;
  const descriptor = createTemporary(path, subject);
  let open = true;
  try {
    await writeZip(descriptor, (zip) => addParts(zip, sheets, options.mostRows ?? MOST_ROWS));
    fsyncSync(descriptor);
    closeSync(descriptor);
    open = false;
  } catch (error) {
    if (open) closeSync(descriptor);
    removeTemporary(path);
    throw translateSystemError(error, subject);
  }
}

/** Runs `add` while what it adds flows to the file. */
async function writeZip(descriptor: number, add: (zip: ZipFile) => Promise<void>): Promise<void> {
  const zip = new ZipFile();
  const file = createWriteStream("", { fd: descriptor, autoClose: false });
  const written = new Promise<void>((resolve, reject) => {
    file.on("finish", resolve);
    file.on("error", reject);
    zip.on("error", reject);
  });
  zip.outputStream.pipe(file);
  // A fault of the disk must not leave `add` waiting for a stream that nobody reads any more.
  await Promise.race([written, add(zip).then(() => zip.end())]);
  await written;
}

async function addParts(zip: ZipFile, sheets: readonly Sheet[], mostRows: number): Promise<void> {
  const names = new Set<string>();
  const tabs: Tab[] = [];
  const choices = new LongChoices(sheetName(CHOICES_SHEET, new Set(sheets.map(({ name }) => name.toLowerCase()))));
  const add = async (sheet: Sheet): Promise<void> => {
    for (let part = 1, source: RowSource | null = iteratorOf(sheet.rows); source !== null; part++) {
      const written: WrittenSheet = { rows: 0, ended: false };
      const name = sheetName(part === 1 ? sheet.name : `${sheet.name} (${part})`, names);
      const xml = sheetXml(sheet, source, written, (list) => choices.rangeOf(list), mostRows);
      await addStream(zip, `xl/worksheets/sheet${tabs.length + 1}.xml`, xml);
      tabs.push({ name, sheet, rows: written.rows });
      source = written.ended ? null : await remainder(source);
    }
  };
  for (const sheet of sheets) await add(sheet);
  if (choices.isUsed) await add(choices.sheet());
  addText(zip, "xl/styles.xml", STYLES);
  addText(zip, "xl/workbook.xml", workbookXml(tabs));
  addText(zip, "xl/_rels/workbook.xml.rels", workbookRelationships(tabs.length));
  addText(zip, "_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]]));
  addText(zip, "[Content_Types].xml", contentTypes(tabs.length));
}

function iteratorOf(rows: Sheet["rows"]): RowSource {
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
}

/** What a full sheet leaves, or null where it took the last row. */
async function remainder(source: RowSource): Promise<RowSource | null> {
  const next = await source.next();
  if (next.done === true) return null;
  const first = next.value;
  return (async function* () {
    yield first;
    for (let more = await source.next(); more.done !== true; more = await source.next()) yield more.value;
  })();
}

/** Bytes of a part that is kept whole: a stream costs more than a village's sheet. */
const SMALL = 1 << 18;

/** Adds a part and waits until its bytes have been taken: the next sheet's rows come from the same files. */
async function addStream(zip: ZipFile, name: string, pieces: AsyncGenerator<Buffer>): Promise<void> {
  const head: Buffer[] = [];
  for (let bytes = 0; bytes < SMALL; ) {
    const piece = await pieces.next();
    if (piece.done === true) return addBytes(zip, name, Buffer.concat(head));
    head.push(piece.value);
    bytes += piece.value.length;
  }
  const stream = Readable.from(continued(head, pieces), { objectMode: false });
  const taken = finished(stream);
  zip.addReadStream(stream, name, stored());
  await taken;
}

async function* continued(head: readonly Buffer[], pieces: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield* head;
  yield* pieces;
}

/** Bytes that are not worth a compressor's memory. */
const TINY = 1 << 13;

function addBytes(zip: ZipFile, name: string, bytes: Buffer): void {
  zip.addBuffer(bytes, name, bytes.length <= TINY ? { ...plain(), compress: false } : stored());
}

function addText(zip: ZipFile, name: string, text: string): void {
  addBytes(zip, name, Buffer.from(text, "utf8"));
}

const STYLES = stylesXml();
const CHOICES_SHEET = "Pilihan";

/** Words too long for a validation of their own: a column each of a last sheet, to which the validations refer. */
class LongChoices {
  private readonly name: string;
  private readonly lists: (readonly string[])[] = [];

  constructor(name: string) {
    this.name = name;
  }

  get isUsed(): boolean {
    return this.lists.length > 0;
  }

  rangeOf(choices: readonly string[]): string {
    let at = this.lists.findIndex((list) => list.join("\n") === choices.join("\n"));
    if (at < 0) at = this.lists.push(choices) - 1;
    const column = columnLetters(at);
    return `'${this.name}'!$${column}$2:$${column}$${choices.length + 1}`;
  }

  sheet(): Sheet {
    const { lists } = this;
    const longest = Math.max(...lists.map((list) => list.length));
    return {
      name: this.name,
      columns: lists.map((_, at) => ({ header: `${this.name} ${at + 1}`, width: 30 })),
      rows: Array.from({ length: longest }, (_, row) => lists.map((list) => list[row] ?? "")),
    };
  }
}

function workbookXml(tabs: readonly Tab[]): string {
  const sheets = tabs.map(({ name, sheet }, at) => {
    const state = sheet.isHidden === true ? ' state="hidden"' : "";
    return `<sheet name="${escapeXml(name)}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`;
  });
  const defined = tabs.flatMap((tab, at) => definedNames(tab, at));
  return (
    `${XML_DECLARATION}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}">` +
    `<bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.join("")}</sheets>` +
    `${defined.length === 0 ? "" : `<definedNames>${defined.join("")}</definedNames>`}</workbook>`
  );
}

/** The filter survives other programs only under a hidden name; the header repeats on every printed page. */
function definedNames({ name, rows, sheet: { columns, printed, isPage } }: Tab, at: number): string[] {
  const quoted = escapeXml(`'${name.replaceAll("'", "''")}'`);
  const last = columnLetters(columns.length - 1);
  const lines = isPage === true ? Math.max(rows, 1) : rows + 1;
  const named = (id: string, value: string, hidden = ""): string =>
    `<definedName name="_xlnm.${id}" localSheetId="${at}"${hidden}>${value}</definedName>`;
  const area = printed === undefined ? [] : [named("Print_Area", `${quoted}!$A$1:$${columnLetters(printed - 1)}$${lines}`)];
  if (isPage === true) return area;
  return [named("_FilterDatabase", `${quoted}!$A$1:$${last}$${lines}`, ' hidden="1"'), ...area, named("Print_Titles", `${quoted}!$1:$1`)];
}

function workbookRelationships(sheets: number): string {
  const targets = Array.from({ length: sheets }, (_, at): [string, string] => ["worksheet", `worksheets/sheet${at + 1}.xml`]);
  return relationships([...targets, ["styles", "styles.xml"]]);
}

function relationships(targets: readonly (readonly [kind: string, target: string])[]): string {
  const each = targets.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`);
  return `${XML_DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const part = (name: string, type: string): string => `<Override PartName="/xl/${name}.xml" ContentType="${MAIN}.${type}+xml"/>`;
  const each = Array.from({ length: sheets }, (_, at) => part(`worksheets/sheet${at + 1}`, "worksheet"));
  return (
    `${XML_DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${part("workbook", "sheet.main")}${part("styles", "styles")}${each.join("")}</Types>`
  );
}
