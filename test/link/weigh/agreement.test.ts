/** Agreement never lowers a weight: whatever else a pair shows, in the shipped model and in a trained one, in extracts of every size. */
import { describe, expect, test } from "vitest";
import type { Comparison } from "../../../src/link/compare/comparison.ts";
import type { NameAgreement } from "../../../src/link/compare/compare-names.ts";
import { comparisons, falling } from "../../../src/link/weigh/comparisons.ts";
import { defaultModel } from "../../../src/link/weigh/default-model.ts";
import { createWeigher } from "../../../src/link/weigh/match-weight.ts";
import type { LinkageModel } from "../../../src/link/weigh/model.ts";
import { unknownCounts, type SearchCounts } from "../../../src/link/weigh/search-counts.ts";
import { random } from "../../support/random.ts";

/** Per relation, what may become what: to the right the pair agrees more, or shows what it did not. */
const betterments = {
  nik: [
    ["different", "unknown", "equal"],
    ["different", "one-digit", "equal"],
    ["different", "swapped", "equal"],
    ["different", "serial", "equal"],
    ["unknown", "damage"],
  ],
  date: [
    ["different", "unknown", "equal"],
    ["different", "slip", "equal"],
    ["different", "swapped", "equal"],
    ["different", "year", "default"],
  ],
  sex: [["different", "unknown", "equal"]],
  card: [["different", "unknown", "equal"]],
  village: [
    ["different", "kabupaten", "kecamatan", "desa"],
    ["unknown", "desa"],
  ],
  lane: [["different", "unknown", "equal"]],
  street: [["different", "unknown", "equal"]],
  house: [["different", "unknown", "equal"]],
} as const satisfies Partial<Record<keyof Comparison, readonly (readonly string[])[]>>;
type Relation = keyof typeof betterments;

const agreed = [{ left: "RUHIYAT", right: "RUHIYAT", credit: 1 }];
const names: readonly NameAgreement[] = (["different", "partial", "several", "near", "equivalent", "equal"] as const).map((level) => ({
  level,
  agreed: level === "different" ? [] : agreed,
  leftOver: { left: [], right: [] },
  notes: [],
}));

const nothing: Comparison = {
  nik: "unknown",
  date: "unknown",
  precision: "day",
  sex: "unknown",
  place: "unknown",
  card: "unknown",
  village: "unknown",
  named: "desa",
  lane: "unknown",
  street: "unknown",
  streetWords: [7],
  house: "unknown",
  name: null,
};

/** A model as a strange list might have trained it. */
function strange(seed: number): LinkageModel {
  const chance = random(seed);
  const shaken = (levels: Readonly<Record<string, { readonly m: number; readonly u: number; readonly perExtract?: true }>>) =>
    Object.fromEntries(
      Object.entries(levels).map(([level, entry]) => [level, { ...entry, m: Math.min(1, entry.m * (0.3 + 2 * chance())) }]),
    );
  return {
    ...defaultModel,
    sex: shaken(defaultModel.sex) as LinkageModel["sex"],
    card: shaken(defaultModel.card) as LinkageModel["card"],
    village: shaken(defaultModel.village) as LinkageModel["village"],
    lane: shaken(defaultModel.lane) as LinkageModel["lane"],
    street: shaken(defaultModel.street) as LinkageModel["street"],
  };
}

describe.each([
  ["the shipped model", defaultModel],
  ["a strange model", strange(3)],
  ["another strange model", strange(11)],
])("%s", (_, model) => {
  test.each([
    [60, 1, 1, 1],
    [15_358, 6, 1, 1],
    [1_000_000, 294, 37, 1],
    [10_000_000, 2_940, 370, 10],
  ])("in an extract of %i people in %i villages", (size, desa, kecamatan, kabupaten) => {
    const weigher = createWeigher(model, {
      size,
      tokenFrequency: () => 3 / size,
      places: { placeCounts: { desa, kecamatan, kabupaten } },
    });
    const chance = random(size);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(chance() * values.length)]!;
    for (let round = 0; round < 3_000; round++) {
      const counts: SearchCounts =
        chance() < 0.5
          ? { ...unknownCounts }
          : {
              ...unknownCounts,
              namesInExtract: 1 + Math.floor(chance() * 50),
              village: Math.ceil(size / desa),
              date: 1 + Math.floor(chance() * 40),
              atHouse: chance() < 0.5 ? null : new Map([[7, 1 + Math.floor(chance() * 5)]]),
              withWord: chance() < 0.5 ? null : new Map([[7, 5 + Math.floor(chance() * 50)]]),
            };
      const pair: Record<string, unknown> = { ...nothing, name: pick([null, ...names]) };
      for (const relation of Object.keys(betterments) as Relation[]) pair[relation] = pick(pick<readonly string[]>(betterments[relation]));
      const relation = pick(Object.keys(betterments) as Relation[]);
      const steps = pick<readonly string[]>(betterments[relation]);
      const weights = steps.map((step) => weigher.weigh({ ...pair, [relation]: step } as unknown as Comparison, counts));
      for (let at = 1; at < weights.length; at++) {
        expect(weights[at]!, `${relation} ${steps[at - 1]} → ${steps[at]} of ${JSON.stringify(pair)}`).toBeGreaterThanOrEqual(
          weights[at - 1]!,
        );
      }
    }
  });
});

test("what is left out weighs nothing", () => {
  const weigher = createWeigher(defaultModel, {
    size: 1_000_000,
    tokenFrequency: () => 1e-5,
    places: { placeCounts: { desa: 294, kecamatan: 37, kabupaten: 1 } },
  });
  expect(weigher.weigh(nothing)).toBe(0);
  expect(weigher.evidence(nothing).map(({ comparison }) => comparison)).toEqual(comparisons.map(({ name }) => name));
  for (const { weight } of weigher.evidence(nothing)) expect(weight).toBe(0);
});

test("falling weights: the first never below nothing, none above the one before", () => {
  expect(falling([-1, 2, -3, -2])).toEqual([0, 0, -3, -3]);
});
