import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { expandPatterns, passable } from "../../src/platform/patterns.ts";
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

test("a way up through a folder that is not there is a way all the same", () => {
  using work = new Case({ "a/b/c.csv": "" });
  expect(passable(join(work.folder, "a") + "/x/../b/c.csv")).toBe(work.path("a/b/c.csv"));
  expect(passable(`${work.folder}/a/b/../b/c.csv`)).toBe(`${work.folder}/a/b/../b/c.csv`);
  expect(passable("-")).toBe("-");
});
