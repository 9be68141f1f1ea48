import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { expect, test } from "vitest";
import { csvLine, csvLines, csvRecords, safeCell } from "../../src/report/csv.ts";

test.each([
  ["=CMD('x')", "'=CMD('x')"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["+1+2", "'+1+2"],
  ["-1+2", "'-1+2"],
  ["-SITI", "'-SITI"],
  ["  =1+1", "'  =1+1"],
  ["\t=1", "'\t=1"],
  ["\r=1", "'\r=1"],
  ["\n=1", "'\n=1"],
  ["＝1+1", "'＝1+1"],
  ["+62-811-111", "'+62-811-111"],
  ['="3201990101800001"', `'="3201990101800001"`],
])("trap 64: %j is written as text: %j", (cell, expected) => {
  expect(safeCell(cell)).toBe(expected);
});

test.each([
  "",
  "-",
  "--",
  "- ",
  "-5",
  "-1.234,50",
  "+62811",
  "'3201990101800001",
  "'=1",
  "9101990101800001",
  "SITI",
  "a=b",
  "Ö",
  " SITI",
  "(ALM) X",
])("trap 64: %j stays as it is", (cell) => {
  expect(safeCell(cell)).toBe(cell);
});

const nasty = [
  ["a,b", 'say "x"', "two\r\nlines", "lone\nfeed", "lone\rreturn", ""],
  ["MUH. YUSUF", "9101990101800001", "JL. MAWAR; NO 5", " pad ", "ü•", "-"],
];

test("what is written is what a CSV reader gets back", () => {
  expect(parse(csvLines(nasty), { record_delimiter: "\r\n" })).toEqual(nasty);
  expect(csvLine(["a", "b"])).toBe("a,b\r\n");
  expect(csvLines([])).toBe("");
});

test("records by themselves are the lines without their line break", () => {
  expect(
    csvRecords(nasty)
      .map((record) => `${record}\r\n`)
      .join(""),
  ).toBe(csvLines(nasty));
  expect(csvRecords([[], []])).toEqual(["", ""]);
});

test("plain rows and rows that need quotes stay in their order, as csv-stringify writes them", () => {
  const rows = [["A", "B"], ["C,D", "E"], ["F", ""], ['G"H', "I"], ["", ""], ["J", "K\nL"], [""]];
  expect(csvLines(rows)).toBe(stringify(rows, { record_delimiter: "\r\n", quoted_match: "\n" }));
});

test("a NUL in a cell does not take one row's text for another's", () => {
  expect(csvRecords([["a\0b"], ["c"]])).toHaveLength(2);
  expect(csvRecords([["a\0b"], ["c"]])[1]).toBe("c");
});
