/** Workbooks made by hand for tests: whatever XML, whatever lie in the directory. */
import { crc32, deflateRawSync } from "node:zlib";

export interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the directory is to say in place of the truth. */
  readonly crc?: number;
  readonly size?: number;
  readonly flags?: number;
}

/** A ZIP file of these parts, deflated. */
export function zip(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, crc, size, flags = 0 } of parts) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(0x00210000, 6);
    head.writeUInt32LE(crc ?? crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(size ?? bytes.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), head, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), head, tail, Buffer.from(name)]));
    bodies.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, entries, end]);
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

export interface TestSheet {
  readonly name: string;
  readonly state?: "hidden" | "veryHidden";
  /** Inside `<sheetData>`. */
  readonly rows: string;
  /** Before `<sheetData>`, and behind it. */
  readonly before?: string;
  readonly after?: string;
  /** In place of the whole part. */
  readonly xml?: string;
}

export interface TestBook {
  readonly sheets: readonly TestSheet[];
  /** `<si>` elements. */
  readonly strings?: string;
  /** Number formats by id, and the format of each style. */
  readonly formats?: Readonly<Record<number, string>>;
  readonly styles?: readonly number[];
  readonly base1904?: boolean;
  /** Parts in place of those made here, or beside them. */
  readonly parts?: readonly Part[];
}

export function bookParts({ sheets, strings, formats = {}, styles = [0], base1904 = false, parts = [] }: TestBook): Part[] {
  const relationships = sheets.map(
    (_, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const made: Part[] = [
    {
      name: "_rels/.rels",
      content: `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      content: `<workbook ${MAIN} xmlns:r="${OFFICE}">${base1904 ? '<workbookPr date1904="1"/>' : ""}<sheets>${sheets
        .map(({ name, state }, at) => `<sheet name="${name}" sheetId="${at + 1}"${state ? ` state="${state}"` : ""} r:id="rId${at + 1}"/>`)
        .join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships>${relationships.join("")}<Relationship Id="s" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="t" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    {
      name: "xl/styles.xml",
      content: `<styleSheet ${MAIN}><numFmts>${Object.entries(formats)
        .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${escapeXml(code)}"/>`)
        .join(
          "",
        )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs></styleSheet>`,
    },
    ...(strings === undefined ? [] : [{ name: "xl/sharedStrings.xml", content: `<sst ${MAIN}>${strings}</sst>` }]),
    ...sheets.map(({ rows, before = "", after = "", xml }, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      content: xml ?? `<worksheet ${MAIN}>${before}<sheetData>${rows}</sheetData>${after}</worksheet>`,
    })),
  ];
  return [...made.filter(({ name }) => !parts.some((part) => part.name === name)), ...parts];
}

export function book(content: TestBook): Buffer {
  return zip(bookParts(content));
}

/** A cell's content: a text, or a number as it stands in the file (`{ n: "32874", s: 1 }`), or the XML of a cell. */
export type TestCell = string | { readonly n: string; readonly s?: number } | { readonly xml: string };

/** Rows of cells as XML, from `first` on; an empty text is no cell. */
export function rowsXml(rows: readonly (readonly TestCell[])[], first = 1): string {
  return rows
    .map((cells, at) => {
      const row = first + at;
      return `<row r="${row}">${cells.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${row}`)).join("")}</row>`;
    })
    .join("");
}

function cellXml(cell: TestCell, reference: string): string {
  if (typeof cell === "string") return cell === "" ? "" : `<c r="${reference}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
  if ("xml" in cell) return cell.xml.replace("<c", `<c r="${reference}"`);
  return `<c r="${reference}"${cell.s === undefined ? "" : ` s="${cell.s}"`}><v>${cell.n}</v></c>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
