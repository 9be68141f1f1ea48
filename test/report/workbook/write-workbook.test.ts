import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { Container } from "../../../src/read/xlsx/container.ts";
import { noFacts, Workbook } from "../../../src/read/xlsx/workbook.ts";
import { fileName, sheetName } from "../../../src/report/workbook/safe-names.ts";
import type { Sheet } from "../../../src/report/workbook/sheet-xml.ts";
import { writeWorkbook, type WorkbookOptions } from "../../../src/report/workbook/write-workbook.ts";

const folder = mkdtempSync(join(tmpdir(), "dtsen-workbook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

async function written(sheets: readonly Sheet[], options: WorkbookOptions = {}): Promise<string> {
  const path = join(folder, `${++files}.xlsx`);
  await writeWorkbook(path, sheets, options);
  return path;
}

async function read(path: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  await using book = await Workbook.open(path);
  for (const sheet of book.sheets) {
    const rows: string[] = [];
    for await (const piece of book.rows(sheet, noFacts())) rows.push(...piece.map(({ text }) => text.replaceAll("\u001f", "|")));
    found[sheet.name] = rows;
  }
  return found;
}

async function part(path: string, name: string): Promise<string> {
  await using container = await Container.open(path);
  const chunks: Buffer[] = [];
  for await (const chunk of container.chunks(name, false)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const columns = [
  { header: "NIK", width: 18 },
  { header: "NAMA", width: 30 },
];

describe("what is written is what is read", () => {
  test("B1, B8: marks, controls, halves of a pair, emoji, formulas, escapes, line breaks, blanks at the ends", async () => {
    const texts = [
      "A&B <C> \"D\" 'E'",
      "a\u0000\u0001b\ufffe",
      "x\ud83dy",
      "😀",
      "=1+1",
      "_x0041_",
      "a\r\nb\rc\nd\te",
      "  a ",
      "+62",
      "3201990101800001",
    ];
    const path = await written([{ name: "A", columns, rows: texts.map((text) => [text, "x"]) }]);
    expect((await read(path))["A"]!.slice(1).map((row) => row.slice(0, -2))).toEqual([
      "A&B <C> \"D\" 'E'",
      "ab",
      "xy",
      "😀",
      "=1+1",
      "_x0041_",
      "a\nb\nc\nd\te",
      "  a ",
      "+62",
      "3201990101800001",
    ]);
    expect(await part(path, "xl/worksheets/sheet1.xml")).not.toContain("<f>");
  });

  test("B2: a cell beyond what a spreadsheet takes is cut, and ends so that it shows", async () => {
    const path = await written([{ name: "A", columns, rows: [["x".repeat(40_000), ""]] }]);
    const [, text = ""] = (await read(path))["A"]!;
    expect([text.length, text.at(-1)]).toEqual([32_767, "…"]);
  });

  test("B5: a sheet without rows has a header, a filter over it, and nothing to fill in", async () => {
    const path = await written([
      { name: "A", columns: [{ header: "PUTUSAN", width: 9, entry: { choices: ["SAMA"], error: "!" } }], rows: [] },
    ]);
    const xml = await part(path, "xl/worksheets/sheet1.xml");
    expect(xml).toContain('<autoFilter ref="A1:A1"/>');
    expect(xml).not.toContain("dataValidation");
  });

  test("a sheet that is full goes on in another", async () => {
    const rows = [1, 2, 3, 4, 5].map((row) => [String(row), ""]);
    expect(Object.keys(await read(await written([{ name: "Padan", columns, rows }], { mostRows: 2 })))).toEqual([
      "Padan",
      "Padan (2)",
      "Padan (3)",
    ]);
    expect(await read(await written([{ name: "Padan", columns, rows: rows.slice(0, 4) }], { mostRows: 2 }))).toEqual({
      Padan: ["NIK|NAMA", "1", "2"],
      "Padan (2)": ["NIK|NAMA", "3", "4"],
    });
  });

  test("B4: choices too long for a validation stand on a sheet of their own", async () => {
    const choices = Array.from({ length: 40 }, (_, at) => `KECAMATAN ${at}`);
    const entry = { choices, error: "!" };
    const path = await written([{ name: "Pilihan", columns: [{ header: "A", width: 9, entry }], rows: [["x"]] }]);
    expect(await part(path, "xl/worksheets/sheet1.xml")).toContain("<formula1>'Pilihan (2)'!$A$2:$A$41</formula1>");
    expect((await read(path))["Pilihan (2)"]!.slice(1)).toEqual(choices);
    const short = await written([
      { name: "A", columns: [{ header: "A", width: 9, entry: { choices: ["SAMA", "BEDA"], error: "!" } }], rows: [["x"]] },
    ]);
    expect(await part(short, "xl/worksheets/sheet1.xml")).toContain("<formula1>&quot;SAMA,BEDA&quot;</formula1>");
  });
});

test("elements stand in the order of the standard", async () => {
  const path = await written([{ name: "A", columns: [{ header: "A", width: 9, entry: { length: 16, error: "!" } }], rows: [["x"]] }]);
  const xml = await part(path, "xl/worksheets/sheet1.xml");
  const order = [
    "sheetPr",
    "sheetViews",
    "cols",
    "sheetData",
    "autoFilter",
    "dataValidations",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "ignoredErrors",
  ];
  const places = order.map((name) => xml.indexOf(`<${name}`));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(await part(path, "xl/workbook.xml")).toMatch(/<bookViews>.*<sheets>.*_FilterDatabase.*hidden="1".*_xlnm\.Print_Titles/s);
});

test("B10: the same sheets give the same bytes, in any time zone", () => {
  const writer = resolve(import.meta.dirname, "../../../dist/src/report/workbook/write-workbook.js");
  const code = `import { writeWorkbook } from ${JSON.stringify(pathToFileURL(writer).href)};
    const rows = Array.from({ length: 3000 }, (_, row) => ["32019901018" + row, "SITI " + row]);
    await writeWorkbook(process.argv[1], [{ name: "A", columns: [{ header: "NIK", width: 18 }, { header: "NAMA", width: 30 }], rows }]);`;
  const [first, second] = ["UTC", "Asia/Jakarta"].map((zone, at) => {
    const path = join(folder, `zone-${at}.xlsx`);
    execFileSync(process.execPath, ["--input-type=module", "-e", code, path], { env: { ...process.env, TZ: zone } });
    return readFileSync(path);
  });
  expect(first!.equals(second!)).toBe(true);
});

test("a file of its owner only; what is in the way stays; a failing source leaves nothing", async () => {
  const path = await written([{ name: "A", columns, rows: [] }]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await expect(writeWorkbook(path, [{ name: "A", columns, rows: [] }])).rejects.toMatchObject({ code: "already-there" });
  const failing = join(folder, "failing.xlsx");
  const rows = (function* (): Generator<string[]> {
    yield ["a", "b"];
    throw new Error("source");
  })();
  await expect(writeWorkbook(failing, [{ name: "A", columns, rows }])).rejects.toThrow("source");
  expect(statSync(failing, { throwIfNoEntry: false })).toBeUndefined();
});

describe("B3: names from villages", () => {
  test("sheets", () => {
    const taken = new Set<string>();
    const names = ["KEC. A/B", "kec. a b", "[x]:*?", "'SUKA'", "", "History", "A".repeat(40), "A".repeat(40)].map((name) =>
      sheetName(name, taken),
    );
    expect(names).toEqual(["KEC. A B", "kec. a b (2)", "x", "SUKA", "Lembar", "Lembar History", "A".repeat(31), `${"A".repeat(27)} (2)`]);
  });

  test("files and folders", () => {
    const taken = new Set<string>();
    const names = [
      "KEC. A/B",
      "CON",
      "con.a",
      "SUKAMAJU.",
      "Sukamaju",
      "..",
      "../../etc/passwd",
      "a\u0000b\u202ec",
      "-rf",
      ".hidden",
      "😀".repeat(60),
    ].map((name) => fileName(name, taken));
    expect(names).toEqual([
      "KEC. A B",
      "_CON",
      "_con.a",
      "SUKAMAJU",
      "Sukamaju (2)",
      "_",
      "etc passwd",
      "a b c",
      "rf",
      "hidden",
      "😀".repeat(40),
    ]);
  });
});
