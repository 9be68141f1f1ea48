import { expect, test } from "vitest";
import { isBlank } from "../../../src/normalise/fields/blank-words.ts";

test.each([
  "",
  " ",
  "\u00a0",
  "-",
  "--",
  "...",
  "?",
  "0",
  "NULL",
  "null",
  "#N/A",
  "n.a.",
  "NaN",
  "KOSONG",
  "TIDAK ADA",
  "tdk diketahui",
  "BELUM PUNYA",
  "Blm ada",
])("%j says nothing", (text) => expect(isBlank(text)).toBe(true));

test.each(["1", "3201990101800001", "AISYAH", "BELUMUT", "TIDAR", "NANANG", "漢", "٣٢", "01-01-1980"])("%j says something", (text) => {
  expect(isBlank(text)).toBe(false);
});
