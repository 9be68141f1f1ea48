import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { expect, test } from "vitest";
import { csvLine, csvLines, csvRecords, reportDelimiters, safeCell } from "../../src/report/csv.ts";
import { random } from "../support/random.ts";

test.each([
  ["=CMD('x')", "'=CMD('x')"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["+1+2", "'+1+2"],
  ["-1+2", "'-1+2"],
  ["-SITI", "'-SITI"],
  ["  =1+1", "'  =1+1"],
  ["\t=1", "'\t'=1"],
  ["\r=1", "'\r'=1"],
  ["\n=1", "'\n'=1"],
  ["\u00a0=1+1", "'\u00a0=1+1"],
  ["\u3000=1+1", "'\u3000=1+1"],
  ["\ufeff=1+1", "'\ufeff=1+1"],
  ["\u200b+1+1", "'\u200b+1+1"],
  ["x;=HYPERLINK(A1);y", "x;'=HYPERLINK(A1);y"],
  ["x\t=1+1", "x\t'=1+1"],
  ["x| -2+3", "x| '-2+3"],
  ['x;"=HYPERLINK(A1)&"', `x;"'=HYPERLINK(A1)&"`],
  ["dua\n@SUM(A1)", "dua\n'@SUM(A1)"],
  ["x =1+1", "x '=1+1"],
  ["x -SUM(A1)", "x '-SUM(A1)"],
  ["@nama", "'@nama"],
  ["-SITI AMINAH", "'-SITI AMINAH"],
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
  "+62 812-3456-7890",
  "HP +62 812-3456-7890",
  "ANI -SITI AMINAH",
  "IG @nama",
  "JL. MAWAR - NO 5",
  "RT = 3",
  "A,=1",
  "1980-01-02",
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

test("what stands behind the other file's separator is safe: comma in a file of semicolons", () => {
  expect(safeCell("A, =1", ";")).toBe("A, '=1");
  expect(safeCell("A;=1", ";")).toBe("A;=1");
  expect(csvLine(["A;=1", "B,C"], ";")).toBe('"A;=1";B,C\r\n');
});

test("split by any separator a spreadsheet offers, no piece of a line begins as a formula does", () => {
  const chance = random(7);
  const letters = ["=", "+", "-", "@", ";", ",", "\t", "|", " ", '"', "\n", "A1", "1", "X", "(", ")", "\u00a0", "'"];
  for (let round = 0; round < 20_000; round++) {
    const cell = Array.from({ length: 1 + Math.floor(chance() * 7) }, () => letters[Math.floor(chance() * letters.length)]!).join("");
    for (const delimiter of reportDelimiters) {
      const line = csvLine(["NAMA", cell, "Y"], delimiter);
      for (const separator of [",", ";", "\t", "|"].filter((each) => each !== delimiter)) {
        for (const piece of line.split(/\r\n|[\r\n]/).flatMap((each) => each.split(separator))) {
          expect(/^[\s"]*[=@]/.test(piece), JSON.stringify([cell, line, separator])).toBe(false);
        }
      }
    }
  }
});
