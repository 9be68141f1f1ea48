import { describe, expect, test } from "vitest";
import { stratified, wilson } from "../../../src/link/weigh/intervals.ts";

describe("Wilson interval", () => {
  // Limits as given by Newcombe (1998), table I, method 3 (score without continuity correction).
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [29, 29, 0.883, 1],
  ])("%d of %d", (successes, trials, low, high) => {
    const interval = wilson(successes, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
    expect(interval.share).toBe(successes / trials);
  });

  test("is the mirror of itself when right and wrong change places", () => {
    for (const [k, n] of [
      [0, 7],
      [3, 11],
      [299, 300],
    ] as const) {
      expect(wilson(k, n).low).toBeCloseTo(1 - wilson(n - k, n).high, 12);
    }
  });

  test("says nothing about what was never counted", () => {
    expect(wilson(0, 0)).toEqual({ successes: 0, trials: 0, share: null, low: 0, high: 1 });
  });

  test("covers the true share in about 95 of 100 samples", () => {
    // Exact coverage: the binomial mass of the outcomes whose interval holds the share.
    for (const [n, p] of [
      [300, 0.005],
      [300, 0.02],
      [1000, 0.3],
    ] as const) {
      let mass = (1 - p) ** n;
      let covered = 0;
      for (let k = 0; k <= n; k++) {
        const { low, high } = wilson(k, n);
        if (low <= p && p <= high) covered += mass;
        mass *= ((n - k) / (k + 1)) * (p / (1 - p));
      }
      expect(covered).toBeGreaterThan(0.92);
      expect(covered).toBeLessThan(0.985);
    }
  });
});

describe("a share over strata", () => {
  test("weighs each stratum by its part", () => {
    const { share, low, high } = stratified([
      { part: 0.9, proportion: wilson(0, 100) },
      { part: 0.1, proportion: wilson(20, 100) },
    ]);
    expect(share).toBeCloseTo(0.02, 12);
    expect(low).toBeGreaterThan(0.005);
    expect(low).toBeLessThan(0.02);
    expect(high).toBeGreaterThan(0.05);
    expect(high).toBeLessThan(0.07);
  });

  test("of one stratum is its Wilson interval", () => {
    const one = wilson(3, 120);
    expect(stratified([{ part: 1, proportion: one }])).toEqual({
      share: one.share,
      low: expect.closeTo(one.low, 12),
      high: expect.closeTo(one.high, 12),
    });
  });

  test("is unknown, within limits, where a stratum was not looked at", () => {
    const { share, low, high } = stratified([
      { part: 0.75, proportion: wilson(0, 1000) },
      { part: 0.25, proportion: wilson(0, 0) },
    ]);
    expect(share).toBeNull();
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(0.25);
    expect(high).toBeLessThan(0.26);
  });
});
