import { describe, expect, test } from "vitest";
import {
  bandOf,
  calibrated,
  fitIsotonic,
  fitLogistic,
  logOddsOf,
  probabilityBands,
  Reliability,
  type Calibration,
  type Judged,
} from "../../../src/link/weigh/calibration.ts";

describe("isotonic calibration", () => {
  test("pools what falls, keeps what rises", () => {
    const judged = [...repeat(0, 10, 1), ...repeat(1000, 10, 5), ...repeat(2000, 10, 3), ...repeat(3000, 10, 9)];
    const { points, pairs } = fitIsotonic(judged);
    expect(pairs).toBe(40);
    expect(points).toEqual([
      [0, 1.5 / 11],
      [1000, 8.5 / 21],
      [2000, 8.5 / 21],
      [3000, 9.5 / 11],
    ]);
  });

  test("never falls as the weight rises, whatever was judged", () => {
    const judged: Judged[] = [];
    for (let i = 0; i < 500; i++) judged.push({ weight: (i * 7919) % 1000, right: (i * 104729) % 3 === 0 || i % 5 === 0 });
    const calibration = fitIsotonic(judged);
    let last = 0;
    for (let weight = -100; weight < 1100; weight++) {
      const rate = calibrated(calibration, weight);
      expect(rate).toBeGreaterThanOrEqual(last);
      last = rate;
    }
  });

  test("a pool without an error is not called certain", () => {
    const calibration = fitIsotonic(repeat(5000, 100, 100));
    expect(calibrated(calibration, 5000)).toBeCloseTo(100.5 / 101, 12);
    expect(calibrated(calibration, 90_000)).toBeLessThan(1);
  });

  test("the order of the judged pairs changes nothing", () => {
    const judged = [...repeat(0, 10, 1), ...repeat(1000, 10, 5), ...repeat(2000, 10, 3)];
    expect(fitIsotonic(judged.toReversed())).toEqual(fitIsotonic(judged));
  });

  test("between two points the rate is interpolated", () => {
    const calibration: Calibration = {
      kind: "isotonic",
      points: [
        [0, 0.1],
        [1000, 0.3],
        [2000, 0.9],
      ],
      pairs: 1,
    };
    expect(calibrated(calibration, -1)).toBe(0.1);
    expect(calibrated(calibration, 500)).toBeCloseTo(0.2, 12);
    expect(calibrated(calibration, 1500)).toBeCloseTo(0.6, 12);
    expect(calibrated(calibration, 2001)).toBe(0.9);
  });
});

describe("logistic calibration", () => {
  test("recovers the line that made the rates", () => {
    const judged: Judged[] = [];
    // Rates in their expected numbers at eleven weights: intercept −1 and slope 0.5 bits per bit.
    for (let bits = -10; bits <= 10; bits += 2) {
      const n = 20_000;
      judged.push(...repeat(bits * 1000, n, Math.round(n / (1 + 2 ** -(-1 + 0.5 * bits)))));
    }
    const { intercept, slope } = fitLogistic(judged);
    expect(intercept).toBeCloseTo(-1, 2);
    expect(slope).toBeCloseTo(0.5, 2);
  });

  test("stays finite where a weight parts right from wrong without error", () => {
    const { intercept, slope } = fitLogistic([...repeat(-5000, 50, 0), ...repeat(5000, 50, 50)]);
    expect(Number.isFinite(intercept)).toBe(true);
    expect(slope).toBeGreaterThan(0.5);
    expect(slope).toBeLessThan(10);
  });

  test("weights that speak the wrong way give a level line, not a falling one", () => {
    expect(fitLogistic([...repeat(-5000, 50, 45), ...repeat(5000, 50, 5)]).slope).toBe(0);
  });
});

test("a calibration survives the model file", () => {
  for (const calibration of [fitIsotonic(repeat(1, 9, 4)), fitLogistic([...repeat(0, 9, 4), ...repeat(1000, 9, 8)])]) {
    const read: unknown = JSON.parse(JSON.stringify(calibration));
    expect(read).toEqual(calibration);
  }
});

test("log-odds of a probability, in thousandths of a bit, however near to 0 or 1", () => {
  expect(logOddsOf(0.5)).toBe(0);
  expect(logOddsOf(0.8)).toBe(2000);
  expect(logOddsOf(1)).toBe(40_000);
  expect(logOddsOf(0)).toBe(-40_000);
});

describe("reliability table", () => {
  test("bands cover 0 to 1, and 1 belongs to the last", () => {
    expect(bandOf(0)).toBe(0);
    expect(bandOf(0.5)).toBe(1);
    expect(bandOf(0.49999)).toBe(0);
    expect(bandOf(1)).toBe(probabilityBands.length - 1);
  });

  test("counts what was stated against what was right", () => {
    const reliability = new Reliability();
    for (let i = 0; i < 100; i++) reliability.add(0.96, i < 90);
    reliability.add(0.1, false);
    const table = reliability.table();
    const band = table.find(({ from }) => from === 0.95)!;
    expect(band.stated).toBeCloseTo(0.96, 12);
    expect(band.observed.share).toBe(0.9);
    expect(band.observed.high).toBeLessThan(0.95);
    expect(reliability.expectedWrong()).toBeCloseTo(100 * 0.04 + 0.9, 9);
    expect(table.filter(({ observed }) => observed.trials > 0)).toHaveLength(2);
  });
});

/** `pairs` judged pairs of one weight, of which `right` are right. */
function repeat(weight: number, pairs: number, right: number): Judged[] {
  return Array.from({ length: pairs }, (_, i) => ({ weight, right: i < right }));
}
