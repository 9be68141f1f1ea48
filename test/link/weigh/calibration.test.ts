import { describe, expect, test } from "vitest";
import { bandOf, probabilityBands, Reliability } from "../../../src/link/weigh/calibration.ts";

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
