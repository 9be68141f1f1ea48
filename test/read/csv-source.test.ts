import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { describe, expect, test } from "vitest";
import { parseBatch } from "../../src/read/batch.ts";
import { readCells } from "../../src/read/csv-cells.ts";
import { RecordSplitter } from "../../src/read/record-splitter.ts";
import { openTable, tableRecords } from "../../src/read/table.ts";
import type { TableRecord } from "../../src/normalise/record.ts";
import { random } from "../support/random.ts";
import { Case } from "../support/run-case.ts";

const header = ["NIK", "NAMA", "ALAMAT", "DESA", "KET"];

/**
 * A table of cells that a spreadsheet may hold: delimiters, quotes, line breaks, blanks, letters of many lands. (A line of a
 * cell that by itself looks like a whole record is taken for one: that is how the reader finds its way after an open quote.)
 */
function tableOf(seed: number, rows: number): string[][] {
  const next = random(seed);
  const pieces = ["SITI", " ", ",", ";", "|", '"', "É", "’", "RT 01/02", "3201990101800001", "", "'", "=1+1"];
  const cell = (): string =>
    Array.from({ length: 1 + Math.floor(next() * 4) }, () => pieces[Math.floor(next() * pieces.length)]!)
      .join("")
      .trim();
  return Array.from({ length: rows }, (_, at) => [
    `32019901018${String(10_000 + at)}`,
    `ORANG ${cell()}X`,
    next() < 0.1 ? "JL. A\nRT 1" : cell(),
    cell(),
    cell(),
  ]);
}

async function readBack(bytes: Buffer): Promise<TableRecord[]> {
  using work = new Case({ "t.csv": bytes });
  const table = await openTable(work.path("t.csv"));
  const records: TableRecord[] = [];
  for await (const { part: _part, ...record } of tableRecords(table)) records.push(record);
  expect(table.rowsRead).toBe(records.length);
  return records;
}

const encodings: readonly (readonly [string, (text: string) => Buffer])[] = [
  ["UTF-8", (text) => Buffer.from(text)],
  ["UTF-8 with a mark", (text) => Buffer.from(`\ufeff${text}`)],
  ["UTF-16LE", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16BE", (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
];

describe.each(encodings)("%s", (_, encode) => {
  test.each([
    [",", "\n"],
    [";", "\r\n"],
    ["|", "\n"],
    ["\t", "\r\n"],
  ])("what is written with %j and %j is read back cell by cell, every record once", async (delimiter, end) => {
    for (let seed = 1; seed <= 5; seed++) {
      const rows = tableOf(seed, 120);
      const records = await readBack(encode(stringify([header, ...rows], { delimiter, record_delimiter: end, quoted_match: "\n" })));
      expect(records.map(({ row }) => row)).toEqual(Array.from({ length: rows.length + 1 }, (_each, at) => at + 1));
      expect(records.slice(1).map((record) => (record.kind === "row" ? record.cells : record))).toEqual(rows);
    }
  });
});

test("damage to one record changes no other", async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const rows = tableOf(seed, 60).map((cells) => cells.map((cell) => cell.replaceAll("\n", " ")));
    const lines = stringify(rows, { delimiter: ";" }).trimEnd().split("\n");
    const at = Math.floor(random(seed)() * lines.length);
    lines[at] = seed % 2 === 0 ? `"${lines[at]!.replaceAll('"', "")}` : `${lines[at]!};too;many`;
    const records = await readBack(Buffer.from(`${header.join(";")}\n${lines.join("\n")}\n`));
    expect(records).toHaveLength(rows.length + 1);
    expect(records[at + 1]!.kind).toBe("rejected");
    for (let other = 0; other < rows.length; other++) {
      if (other !== at) expect(records[other + 1]).toMatchObject({ kind: "row", cells: rows[other] });
    }
  }
});

test("wanted cells are what parsing everything gives", async () => {
  for (let seed = 1; seed <= 10; seed++) {
    using work = new Case({ "t.csv": stringify([header, ...tableOf(seed, 200)], { delimiter: "|", quoted: seed % 2 === 0 }) });
    const table = await openTable(work.path("t.csv"));
    const wanted = [0, 1, 3];
    for await (const batch of table.batches()) {
      const whole = parseBatch(batch, table.format);
      const some = parseBatch(
        batch,
        table.format,
        header.map((_, column) => wanted.includes(column)),
      );
      whole.forEach((record, at) => {
        const read = some[at]!;
        if (record.kind !== "row" || read.kind !== "row") return expect(read).toEqual(record);
        expect({ ...read, cells: wanted.map((column) => read.cells[column]) }).toEqual({
          ...record,
          cells: wanted.map((column) => record.cells[column]),
        });
      });
    }
  }
});

test("a record's cells are what csv-parse reads, whatever quotes stand in it", () => {
  const pieces = ['"', '"', "|", "|", "|", "A", "", " ", '""', "3201990101800001", "\n"];
  const next = random(5);
  let whole = 0;
  for (let round = 0; round < 30_000; round++) {
    const record = Array.from({ length: 1 + Math.floor(next() * 9) }, () => pieces[Math.floor(next() * pieces.length)]!).join("");
    const { cells, open } = readCells(record, "|");
    if (open) {
      expect(() => parse(`${record}\n`, oracle), JSON.stringify(record)).toThrow();
      continue;
    }
    whole++;
    expect([cells], JSON.stringify(record)).toEqual(record === "" ? [[""]] : parse(`${record}\u001e`, oracle));
    const wanted = cells.map((_, column) => column % 2 === 1);
    expect(readCells(record, "|", wanted).cells).toEqual(cells.map((cell, column) => (column % 2 === 1 ? cell : "")));
  }
  expect(whole).toBeGreaterThan(10_000);
});

/** The record ends where nothing of it can stand, so that a line break is a letter like others. */
const oracle = { delimiter: "|", record_delimiter: "\u001e", relax_quotes: true, relax_column_count: true } as const;

test("which cells a record has", () => {
  const read = (text: string): unknown => Object.values(readCells(text, "|"));
  expect(read('"a"|"b|c"|d|')).toEqual([["a", "b|c", "d", ""], false]);
  expect(read("")).toEqual([[""], false]);
  expect(read('a"b|c')).toEqual([['a"b', "c"], false]);
  expect(read('"a""b"|c')).toEqual([['a"b', "c"], false]);
  expect(read('"a"b|c')).toEqual([['"a"b', "c"], false]);
  expect(read('x|"a')).toEqual([["x", "a"], true]);
  expect(Object.values(readCells('"a\u001f b"', "\u001f"))).toEqual([['"a', ' b"'], false]);
});

test("lines cut anywhere between pieces make the same records", () => {
  const lines = stringify(tableOf(3, 80), { delimiter: ";" }).trimEnd().split("\n");
  const split = (size: number): string[] => {
    const splitter = new RecordSplitter(";", 5);
    const texts: string[] = [];
    for (let at = 0; at < lines.length; at += size) {
      const piece = { lines: lines.slice(at, at + size), notes: new Map() };
      texts.push(...splitter.split(piece, at + size >= lines.length).map(({ text }) => text));
    }
    return texts;
  };
  for (const size of [1, 2, 7, 50]) expect(split(size)).toEqual(split(lines.length));
});

test.each(["NAMA PENERIMA, LENGKAP", "Nama Lengkap Penerima Manfaat", "NAMA LENGKAP (SESUAI KTP)"])(
  "%j heads a column of names",
  async (name) => {
    using work = new Case({
      "t.csv": stringify([
        ["NO", "NIK", name, "KET"],
        ["1", "3201990101800001", "SITI", ""],
      ]),
    });
    expect((await openTable(work.path("t.csv"))).format.mapping).toEqual({ nik: 1, nama: 2 });
  },
);

describe('a bare " is a cell of its own: the same as above', () => {
  const cellsOf = async (...rows: readonly string[]): Promise<unknown[]> =>
    (await readBack(Buffer.from(`${rows.join("\n")}\n`))).map((record) => (record.kind === "row" ? record.cells : record.kind));

  test("at the end, in the middle, several in a row, one row under another", async () => {
    const first = "1,SITI,WANAJAYA,SUKAMAKMUR";
    expect(
      await cellsOf("NO,NAMA,DESA,KEC", first, '2,ROSIDAH,","', '3,LILIS,",SUKA', '4,TITIN,WANA,"', '5,GALIH,WANA,"', '",YAYAT,,'),
    ).toEqual([
      "furniture",
      first.split(","),
      ["2", "ROSIDAH", '"', '"'],
      ["3", "LILIS", '"', "SUKA"],
      ["4", "TITIN", "WANA", '"'],
      ["5", "GALIH", "WANA", '"'],
      ['"', "YAYAT", "", ""],
    ]);
  });

  test("but not where a quoted cell begins, over one line or several", async () => {
    expect(await cellsOf("NO;NAMA;DESA", '1;SITI;"', 'WANAJAYA"', '2;ROSIDAH;";"', '3;"LILIS;";WANA')).toEqual([
      "furniture",
      ["1", "SITI", "\nWANAJAYA"],
      ["2", "ROSIDAH", ";"],
      ["3", "LILIS;", "WANA"],
    ]);
  });
});
