import { expect, test } from "vitest";
import { dateCell } from "../../../src/normalise/fields/plain-date.ts";

test.each([
  [19800101, "1980-01-01"],
  [19700000, "1970"],
  [19700500, "1970-05"],
  [0, ""],
])("dateCell(%d) is %j", (date, expected) => {
  expect(dateCell(date)).toBe(expected);
});
