/** An officer's work on a workbook, done to its XML: everything else stays byte for byte as the program wrote it. */
import { buffer } from "node:stream/consumers";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { zip, type Part } from "./workbook.ts";

/** What is typed into a row, by column header. */
export type Typed = Readonly<Record<string, string>>;

/** The workbook with cells typed into the rows of a sheet; `typed` is asked with a row's cells by header, null: nothing. */
export async function fillWorkbook(
  book: Uint8Array,
  sheet: string,
  typed: (cells: Readonly<Record<string, string>>) => Typed | null,
): Promise<Buffer> {
  const parts = await partsOf(Buffer.from(book));
  const text = (name: string): string => String(parts.find((part) => part.name === name)!.content);
  const place = [...text("xl/workbook.xml").matchAll(/<sheet name="([^"]*)"/g)].findIndex(([, name]) => name === sheet);
  const name = `xl/worksheets/sheet${place + 1}.xml`;
  let header: Readonly<Record<string, string>> | null = null;
  const filled = text(name).replace(/<row [^>]*>.*?<\/row>/gs, (row) => {
    const byColumn = cellsOf(row);
    header ??= byColumn;
    if (header === byColumn) return row;
    const named = Object.fromEntries(Object.entries(header).map(([column, title]) => [title, byColumn[column] ?? ""]));
    return Object.entries(typed(named) ?? {}).reduce((xml, [title, value]) => {
      const [column] = Object.entries(header!).find(([, each]) => each === title)!;
      return withCell(xml, column, value);
    }, row);
  });
  return zip(parts.map((part) => (part.name === name ? { name, content: filled } : part)));
}

function cellsOf(row: string): Record<string, string> {
  const cells = [...row.matchAll(/<c r="([A-Z]+)\d+"[^>]*?(?:\/>|>(.*?)<\/c>)/gs)];
  return Object.fromEntries(cells.map(([, column, xml = ""]) => [column, plain(/<t[^>]*>(.*?)<\/t>/s.exec(xml)?.[1] ?? "")]));
}

function plain(xml: string): string {
  return xml.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

/** Cells of a row stand in the order of their columns. */
function withCell(row: string, column: string, value: string): string {
  const number = /<row r="(\d+)"/.exec(row)![1]!;
  const cell = `<c r="${column}${number}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const isBefore = (other: string): boolean => other.length < column.length || (other.length === column.length && other < column);
  const next = [...row.matchAll(/<c r="([A-Z]+)\d+"/g)].find(([, other]) => !isBefore(other!));
  const at = next?.index ?? row.lastIndexOf("</row>");
  return row.slice(0, at) + cell + row.slice(at);
}

async function partsOf(book: Buffer): Promise<Part[]> {
  const file = await new Promise<ZipFile>((done, fail) => {
    fromBuffer(book, { lazyEntries: true }, (error, opened) => (error ? fail(error) : done(opened)));
  });
  const parts: Part[] = [];
  await new Promise<void>((done, fail) => {
    file.on("end", done);
    file.on("error", fail);
    file.on("entry", (entry: Entry) => {
      file.openReadStream(entry, (error, stream) => {
        if (error) return fail(error);
        buffer(stream).then((content) => {
          parts.push({ name: entry.fileName, content: content.toString("utf8") });
          file.readEntry();
        }, fail);
      });
    });
    file.readEntry();
  });
  return parts;
}
