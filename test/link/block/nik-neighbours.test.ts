import { describe, expect, test } from "vitest";
import { explainsDamage, lostDigitCandidates, nikNeighbours, nikRelation } from "../../../src/link/block/nik-neighbours.ts";
import { relateNik } from "../../../src/link/compare/comparison.ts";
import { random } from "../../support/random.ts";

const nik = "3201990101800001";
const anywhere = (): boolean => true;

test.each([
  [nik, nik, "equal"],
  [nik, "3201990101800002", "serial"],
  [nik, "3201990101810001", "one-digit"],
  [nik, "3201990110800001", "swapped"],
  [nik, "3305990101800001", "region"],
  [nik, "3201994101850007", "different"],
  ["9103990101900001", "9103990101900002", "serial"],
])("trap 19: nikRelation(%s, %s) is %s", (left, right, relation) => {
  expect(nikRelation(left, right)).toBe(relation);
  expect(nikRelation(right, left)).toBe(relation);
});

describe("trap 7: a lost or doubled digit is recognised, never repaired", () => {
  test.each([
    ["320199010180000", true],
    ["320199010180001", true],
    ["32019901018000011", true],
    ["33201990101800001", true],
    ["320199010180002", false],
    ["", false],
    ["3201", false],
    ["320199", true],
  ])("%s", (digits, explained) => {
    expect(explainsDamage(digits, nik)).toBe(explained);
  });

  test("every loss of one digit is found again", () => {
    for (let at = 0; at < 16; at++) {
      expect(lostDigitCandidates(nik.slice(0, at) + nik.slice(at + 1), anywhere)).toContain(nik);
    }
  });
});

test("neighbours: every slip of one digit or one swap in region and date leads back", () => {
  const next = random(7);
  for (let round = 0; round < 200; round++) {
    const at = Math.floor(next() * 12);
    const slip = nik.slice(0, at) + String(Math.floor(next() * 10)) + nik.slice(at + 1);
    if (slip !== nik) expect(nikNeighbours(slip, anywhere)).toContain(nik);
    const swap = nik.slice(0, at) + nik[at + 1] + nik[at] + nik.slice(at + 2);
    if (swap !== nik && at < 11) expect(nikNeighbours(swap, anywhere)).toContain(nik);
  }
});

test("neighbours keep to regions the extract has and dates that exist", () => {
  const found = nikNeighbours(nik, (prefix) => prefix === "320199");
  expect(found.length).toBeGreaterThan(10);
  expect(found.every((each) => each.startsWith("320199"))).toBe(true);
  expect(found).not.toContain("3201990131020001");
});

test.each([
  ["320199070865000", "3201990708650001", "damage"],
  ["320199070865004", "3201990708650001", "serial"],
  ["320189070865000", "3201990708650001", "one-digit"],
  ["321099070865000", "3201990708650001", "swapped"],
  ["329199070865000", "3201990708650001", "one-digit"],
  ["329199070866000", "3201990708650001", "different"],
  ["321990070865000", "3219900708650001", "damage"],
  ["320919070865000", "3209910708650001", "swapped"],
  ["3,201", "3201990708650001", "unknown"],
] as const)("what is left of a damaged number, %s, beside %s: %s", (digits, other, relation) => {
  expect(relateNik({ value: null, plausible: false, damage: { kind: "excel", digits, candidates: [] } }, other)).toBe(relation);
});
