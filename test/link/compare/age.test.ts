/** An age points to a year, and is as sure as ages are. */
import { expect, test } from "vitest";
import { relateDate } from "../../../src/link/compare/comparison.ts";
import { isFromAge, readAge } from "../../../src/normalise/fields/birth-date.ts";

const today = 20261127;

test.each([
  ["46", 19800000],
  [" 46 th", 19800000],
  ["46 TAHUN", 19800000],
  ["46.0", 19800000],
  ["0", 20260000],
])("an age of %j", (text, year) => {
  expect(readAge(text, today)).toEqual({ value: year, alternative: year - 10000 });
  expect(isFromAge(readAge(text, today)!)).toBe(true);
});

test.each(["", "-", "1980", "empat puluh", "46,5", "121"])("%j is no age", (text) => {
  expect(readAge(text, today)).toBeNull();
});

test.each([
  [19800512, "year"],
  [19790101, "year"],
  [19810101, "unknown"],
  [19770630, "unknown"],
  [19760630, "different"],
  [19830101, "different"],
  [0, "unknown"],
] as const)("46 years, and born on %i: %s", (born, relation) => {
  expect(relateDate(readAge("46", today), born)).toBe(relation);
});
