/** What a list shows out of order is put in order, and what it hardly shows is not believed. */
import { expect, test } from "vitest";
import type { TrainableComparison } from "../../src/train/em.ts";
import { mend } from "../../src/train/mend.ts";
import { random } from "../support/random.ts";

const name: TrainableComparison = {
  name: "name",
  labels: ["equal", "near", "several", "different"],
  u: [0.001, 0.01, 0.02, 0.969],
  prior: [0.85, 0.1, 0.03, 0.02],
};

test("a sound estimate stays as it is", () => {
  const m = [0.8, 0.12, 0.05, 0.03];
  const mended = mend(name, m, [800, 120, 50, 30]);
  expect(mended.kept).toEqual([]);
  expect(mended.pooled).toEqual([]);
  mended.m.forEach((share, g) => expect(share).toBeCloseTo(m[g]!, 12));
});

test("a level hardly seen keeps the shipped share, the others share the rest", () => {
  const { m, kept } = mend(name, [0.9, 0.05, 0.0001, 0.0499], [900, 50, 0.1, 49.9]);
  expect(kept).toEqual(["several"]);
  expect(m[2]).toBeCloseTo(0.03, 12);
  expect(m[0]! / m[1]!).toBeCloseTo(18, 9);
});

test("levels out of order are taken together: one ratio for both", () => {
  const { m, pooled } = mend(name, [0.5, 0.05, 0.42, 0.03], [500, 50, 420, 30]);
  expect(pooled).toEqual(["near", "several"]);
  expect(m[1]! / name.u[1]!).toBeCloseTo(m[2]! / name.u[2]!, 9);
  expect(m.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
});

test("whatever was seen: shares that add up to one, and weights that fall", () => {
  const chance = random(7);
  for (let round = 0; round < 500; round++) {
    const counts = name.labels.map(() => Math.floor(chance() * 200));
    const sum = counts.reduce((a, b) => a + b, 0) || 1;
    const { m } = mend(
      name,
      counts.map((count) => Math.max(count / sum, 1e-6)),
      counts,
    );
    expect(m.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
    for (let g = 1; g < m.length; g++) expect(m[g]! / name.u[g]!).toBeLessThanOrEqual((m[g - 1]! / name.u[g - 1]!) * (1 + 1e-9));
  }
});

test("a level that does not speak for a pair keeps its shipped share at least", () => {
  const street = {
    name: "street",
    labels: ["house", "other-house", "different"],
    u: [0.002, 0.15, 0.848],
    prior: [0.6, 0.15, 0.25],
  } as const;
  const { m } = mend(street, [0.8, 0.11, 0.09], [800, 110, 90]);
  expect(m[0]).toBeCloseTo(0.6);
  expect(m[1]).toBeCloseTo(0.15);
  expect(m[2]).toBeCloseTo(0.25);
});
