import { afterAll, describe, expect, test } from "vitest";
import { fileKind } from "../../../src/read/file-kind.ts";
import { noFacts, Workbook } from "../../../src/read/xlsx/workbook.ts";
import { Case } from "../../support/run-case.ts";
import { book, bookParts, rowsXml, zip, type TestBook } from "../../support/workbook.ts";

const work = new Case();
afterAll(() => work[Symbol.dispose]());
let files = 0;

function written(bytes: Uint8Array): string {
  return work.write(`${++files}.xlsx`, bytes);
}

/** Every row of every sheet as `row: cells`, marks shown as # (number), ! (error), ? (not calculated). */
async function read(content: TestBook | Uint8Array): Promise<string[]> {
  const path = written(content instanceof Uint8Array ? content : book(content));
  await using opened = await Workbook.open(path);
  const shown: string[] = [];
  for (const sheet of opened.sheets) {
    for await (const rows of opened.rows(sheet)) {
      for (const { row, text, hidden, blanksBefore } of rows) {
        const cells = text.replaceAll("\u001f", "|").replaceAll("\u001e", "#").replaceAll("\u001d", "!").replaceAll("\u001c", "?");
        shown.push(`${blanksBefore > 0 ? `+${blanksBefore} ` : ""}${row}${hidden ? "h" : ""}: ${cells}`);
      }
    }
  }
  return shown;
}

async function cells(rows: string, rest: Partial<TestBook> = {}): Promise<string[]> {
  return read({ sheets: [{ name: "A", rows }], ...rest });
}

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await read(bytes);
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "read";
}

describe("the stored text of a cell", () => {
  test("numbers keep every digit of the file", async () => {
    expect(
      await cells(
        "<row><c><v>9171034405900001</v></c><c><v>3.20199010180000E+15</v></c><c><v>0.30000000000000004</v></c><c><v>1E-3</v></c><c><v>-1.25e2</v></c></row>",
      ),
    ).toEqual(["1: #9171034405900001|#3201990101800000|#0.30000000000000004|#1E-3|#-125"]);
  });

  test("texts: shared, rich, phonetic, inline, of formulas; escapes are decoded, controls left out", async () => {
    const strings =
      '<si><t>SITI</t></si><si><r><t>NUR </t></r><r><t>AINI</t></r><rPh><t>nuraini</t></rPh></si><si><t xml:space="preserve"> a_x000D__x000A_b_x001F_c_x005F_ </t></si>';
    const row =
      '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="inlineStr"><is><r><t>A&amp;B</t></r><r><t>&#233;</t></r></is></c><c t="str"><f>X</f><v>=1+1</v></c><c t="s"><v></v></c></row>';
    expect(await cells(row, { strings })).toEqual(["1: SITI|NUR AINI| a\r\nbc_ |A&Bé|=1+1"]);
  });

  test("a shared text that is not there is damage: what the cell held is lost", async () => {
    const strings = "<si><t>SITI</t></si>";
    const bytes = book({ sheets: [{ name: "A", rows: '<row><c t="s"><v>1</v></c></row>' }], strings });
    expect(await refusal(bytes)).toBe("workbook-damaged");
  });

  test.each([
    ["UTF-16", (xml: string) => Buffer.from(`\ufeff${xml}`, "utf16le"), ["1: ÉLOK"]],
    [
      "ISO-8859-1",
      (xml: string) => Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${xml.replace(/^<\?.*?\?>/, "")}`, "latin1"),
      ["1: ÉLOK"],
    ],
    [
      "windows-1252, with a quotation mark that ISO-8859-1 has not",
      (xml: string) =>
        Buffer.from(`<?xml version="1.0" encoding="windows-1252"?>${xml.replace(/^<\?.*?\?>/, "").replace("ÉLOK", "D\x92ÉLOK")}`, "latin1"),
      ["1: D’ÉLOK"],
    ],
    [
      "an encoding nobody knows",
      (xml: string) => Buffer.from(`<?xml version="1.0" encoding="X-DINAS"?>${xml.replace(/^<\?.*?\?>/, "")}`),
      "workbook-damaged",
    ],
    ["no encoding it says", (xml: string) => Buffer.from(xml, "latin1"), "workbook-damaged"],
  ])("a sheet in %s: its letters are not altered", async (_, encoded, expected) => {
    const parts = bookParts({ sheets: [{ name: "A", rows: '<row><c t="inlineStr"><is><t>ÉLOK</t></is></c></row>' }] });
    const bytes = zip(parts.map((part) => (part.name.endsWith("sheet1.xml") ? { ...part, content: encoded(String(part.content)) } : part)));
    expect(typeof expected === "string" ? await refusal(bytes) : await read(bytes)).toEqual(expected);
  });

  test("booleans, errors, formulas that nothing has calculated", async () => {
    const row =
      '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c><c t="str"><f>A1</f><v></v></c><c><f>1+1</f><v>2</v></c></row>';
    expect(await cells(row)).toEqual(["1: TRUE|FALSE|!#N/A|?||#2"]);
  });

  test("dates by style, 1900 and 1904, day 59 and 60, the time cut", async () => {
    const formats = { 164: "[$-421]dd mmmm yyyy", 165: '0" digit"', 166: "[Red]#,##0", 167: "m/d/yy\\ h:mm" };
    const styles = [0, 14, 164, 165, 166, 167];
    const date = (s: number, n: string): string => `<c s="${s}"><v>${n}</v></c>`;
    const row = `<row>${date(1, "59")}${date(2, "60")}${date(5, "32874.75")}${date(3, "32874")}${date(4, "32874")}${date(0, "32874")}${date(1, "0.5")}${date(1, "9171034405900001")}<c t="d"><v>1980-05-12T00:00:00</v></c></row>`;
    expect(await cells(row, { formats, styles })).toEqual([
      "1: 1900-02-28|1900-02-28|1990-01-01|#32874|#32874|#32874|#0.5|#9171034405900001|1980-05-12",
    ]);
    expect(await cells(`<row>${date(1, "0")}${date(1, "31412")}</row>`, { styles, base1904: true })).toEqual(["1: 1904-01-01|1990-01-01"]);
  });
});

describe("rows and columns", () => {
  test("without r= places are counted, with r= they hold; blank rows are told", async () => {
    expect(
      await cells(
        '<row><c t="str"><v>a</v></c><c/><c t="str"><v>b</v></c></row><row/><row r="5"><c r="C5" t="str"><v>c</v></c><c t="str"><v>d</v></c></row><row r="6"><c r="A6" s="3"/></row>',
      ),
    ).toEqual(["1: a||b", "+3 5: ||c|d"]);
  });

  test("a filtered row is read and marked; merges and the declared size are told", async () => {
    const path = written(
      book({
        sheets: [
          {
            name: "A",
            before: '<dimension ref="A1:M7"/>',
            rows: '<row r="1" hidden="1"><c t="str"><v>a</v></c></row>',
            after: '<mergeCells><mergeCell ref="A1:M1"/><mergeCell ref="C3:C6"/></mergeCells>',
          },
        ],
      }),
    );
    await using opened = await Workbook.open(path);
    const facts = noFacts();
    for await (const rows of opened.rows(opened.sheets[0]!, facts)) expect(rows[0]!.hidden).toBe(true);
    expect(facts).toEqual({ declaredWidth: 13, declaredRows: 7, mergedDown: [3] });
  });

  test("a row wider than a list's tells its width and gives no cells", async () => {
    const path = written(book({ sheets: [{ name: "A", rows: '<row><c r="XFD1" t="str"><v>a</v></c></row>' }] }));
    await using opened = await Workbook.open(path);
    for await (const [row] of opened.rows(opened.sheets[0]!)) expect(row).toEqual(expect.objectContaining({ width: 16_384, text: "" }));
  });

  test("characters cut in two by a chunk stay whole", async () => {
    const long = "é".repeat(50_000);
    expect(await cells(`<row><c t="str"><v>x${long}</v></c></row>`)).toEqual([`1: x${long}`]);
  });
});

describe("other exporters", () => {
  test("prefixes, the strict namespace, absolute and odd part names, other case", async () => {
    const strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    const parts = [
      {
        name: "_rels/.rels",
        content: `<Relationships><Relationship Id="a" Type="${strict}/officeDocument" Target="/XL/book.xml"/></Relationships>`,
      },
      {
        name: "xl/book.xml",
        content: `<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="${strict}"><x:sheets><x:sheet name="S &amp; T" sheetId="4" q:id="z"/><x:sheet name="Grafik" sheetId="5" q:id="y"/></x:sheets></x:workbook>`,
      },
      {
        name: "xl/_rels/book.xml.rels",
        content: `<Relationships><Relationship Id="z" Type="${strict}/worksheet" Target="/xl/worksheets/Sheet1.xml"/><Relationship Id="y" Type="${strict}/chartsheet" Target="chartsheets/1.xml"/></Relationships>`,
      },
      {
        name: "xl/worksheets/sheet1.XML",
        content:
          '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
      },
    ];
    const path = written(zip(parts));
    expect(await fileKind(path)).toBe("workbook");
    await using opened = await Workbook.open(path);
    expect(opened.sheets.map(({ name }) => name)).toEqual(["S & T"]);
    expect(await read(zip(parts))).toEqual(["1: a"]);
  });

  test("hidden and very hidden sheets", async () => {
    const path = written(
      book({
        sheets: [
          { name: "A", rows: "" },
          { name: "B", state: "hidden", rows: "" },
          { name: "C", state: "veryHidden", rows: "" },
        ],
      }),
    );
    await using opened = await Workbook.open(path);
    expect(opened.sheets.map(({ state }) => state)).toEqual(["visible", "hidden", "hidden"]);
  });
});

describe("hostile and broken files", () => {
  const sheets = [
    {
      name: "A",
      rows: rowsXml([
        ["NIK", "NAMA"],
        ["3201990101800001", "SITI"],
      ]),
    },
  ];
  const parts = bookParts({ sheets });
  const at = parts.findIndex(({ name }) => name.endsWith("sheet1.xml"));
  const withSheet = (change: object): Buffer => zip(parts.map((part, index) => (index === at ? { ...part, ...change } : part)));

  test.each([
    ["a part that inflates two hundredfold", withSheet({ content: `<worksheet>${" ".repeat(20 << 20)}</worksheet>` }), "workbook-bomb"],
    ["a directory that says too little", withSheet({ size: 10 }), "workbook-damaged"],
    ["a directory that says too much", withSheet({ size: 100_000 }), "workbook-damaged"],
    ["a part of five gigabytes, by the directory", withSheet({ size: 0xffffffff }), "workbook-bomb"],
    ["a CRC that is another's", withSheet({ crc: 1 }), "workbook-damaged"],
    ["a part behind a password", withSheet({ flags: 1 }), "workbook-locked"],
    [
      "entities of its own",
      withSheet({
        content: '<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>',
      }),
      "workbook-damaged",
    ],
    ["XML that ends early", withSheet({ content: "<worksheet><sheetData><row>" }), "workbook-damaged"],
    [
      "rows that go back",
      withSheet({ content: '<worksheet><sheetData><row r="2"/><row r="2"/></sheetData></worksheet>' }),
      "workbook-row-order",
    ],
    [
      "rows in no order",
      withSheet({ content: '<worksheet><sheetData><row r="7"/><row r="3"/></sheetData></worksheet>' }),
      "workbook-row-order",
    ],
    ["a row of no number", withSheet({ content: '<worksheet><sheetData><row r="0"/></sheetData></worksheet>' }), "workbook-damaged"],
    ["a sheet that is not there", zip(parts.filter((_, index) => index !== at)), "workbook-damaged"],
    ["cut to six tenths", zip(parts).subarray(0, Math.floor(zip(parts).length * 0.6)), "workbook-damaged"],
  ])("%s is refused", async (_, bytes, code) => {
    expect(await refusal(bytes)).toBe(code);
  });

  test("64 bytes damaged in the middle of a sheet", async () => {
    const many = book({
      sheets: [{ name: "A", rows: rowsXml(Array.from({ length: 2_000 }, (_, row) => [`${row * 7919}`, `NAMA ${row * 31}`])) }],
    });
    const middle = Math.floor(many.length / 2);
    many.fill(0x5a, middle, middle + 64);
    expect(await refusal(many)).toBe("workbook-damaged");
  });

  test("what the parser says is not repeated", async () => {
    const bytes = withSheet({ content: "<worksheet><sheetData><row><c><v>SITI RAHASIA</w></c></row></sheetData></worksheet>" });
    await expect(read(bytes)).rejects.toThrow(/^(?!.*RAHASIA)/);
  });
});

describe("kind by content", () => {
  const ole = (text: string): Buffer =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc((1 << 20) - 10), Buffer.from(text, "utf16le")]);
  test.each([
    ["workbook", book({ sheets: [] })],
    ["binary-workbook", zip([{ name: "xl/workbook.bin", content: "x" }])],
    ["open-document", zip([{ name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" }])],
    ["document", zip([{ name: "word/document.xml", content: "<w/>" }])],
    ["archive", zip([{ name: "daftar.csv", content: "NIK" }])],
    ["old-workbook", ole("Workbook")],
    ["locked-workbook", ole("EncryptedPackage")],
    ["web-page", Buffer.from("\ufeff\r\n <HTML><body><table>")],
    ["web-page", Buffer.from("<table border=1><tr><td>NIK")],
    ["web-page", Buffer.from('<meta charset="utf-8"><style>a{}</style><table>')],
    ["xml-workbook", Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">')],
    ["pdf", Buffer.from("%PDF-1.7")],
    ["gzip", Buffer.from([0x1f, 0x8b, 8])],
    ["database", Buffer.from("SQLite format 3\0")],
    ["text", Buffer.from("NIK;NAMA\n")],
    ["text", Buffer.from("<NAMA>;NIK\n")],
  ])("%s", async (kind, bytes) => {
    expect(await fileKind(written(bytes))).toBe(kind);
  });
});
