import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { expandPatterns } from "../../src/platform/patterns.ts";
import { Case } from "../support/run-case.ts";

test("a pattern is the files it fits, in order of name; other names are left alone", () => {
  using work = new Case({ "d/b.csv": "", "d/a.csv": "", "d/a.txt": "", "d/.x.csv": "", "e/a.csv": "", "d/s[1]*.csv": "" });
  mkdirSync(work.path("f"));
  const at = (...names: string[]): string[] => names.map((name) => join(work.folder, name));
  expect(expandPatterns(at("d/?.csv"))).toEqual(at("d/a.csv", "d/b.csv"));
  expect(expandPatterns(at("*/a.csv"))).toEqual(at("d/a.csv", "e/a.csv"));
  expect(expandPatterns(at("d/s[1]*.csv"))).toEqual(at("d/s[1]*.csv"));
  expect(expandPatterns(at("d/*.xlsx", "g/*", "d/a.csv"))).toEqual(at("d/*.xlsx", "g/*", "d/a.csv"));
  expect(expandPatterns(["-"])).toEqual(["-"]);
});
