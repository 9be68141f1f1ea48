import { expect, test } from "vitest";
import { readDesil } from "../../../src/normalise/fields/desil.ts";

test.each([
  ["Desil 3", 3],
  ["3.0", 3],
  ["3,0", 3],
  ["03", 3],
  ["3", 3],
  [" 3 ", 3],
  ["DESIL-3", 3],
  ["D4", 4],
  ["desil 10", 10],
  ["10", 10],
  ["1", 1],
  ["'5", 5],
  ["Desil 1 (sangat miskin)", 1],
])("trap 71: %j is decile %d", (text, value) => expect(readDesil(text)).toEqual({ value, findings: [] }));

test.each(["0", "11", "00", "3.5", "1-4", ">5", "-3", "33", "Desil", "tiga", "100"])("trap 71: %j is not a decile", (text) => {
  expect(readDesil(text)).toEqual({ value: null, findings: ["DESIL_TIDAK_SAH"] });
});

test.each(["", " ", "NULL", "-", "N/A", "KOSONG", "belum ada"])("trap 71: %j is empty, which is not above the limit", (text) => {
  expect(readDesil(text)).toEqual({ value: null, findings: [] });
});
