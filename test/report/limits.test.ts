import { expect, test } from "vitest";
import { crossedLimits, crossedText, noLimits, readLimit } from "../../src/report/limits.ts";
import { countText, shareText, tenthsOf } from "../../src/report/numbers.ts";

test.each([
  ["1%", { kind: "share", share: 0.01 }],
  ["0,5 %", { kind: "share", share: 0.005 }],
  ["100%", { kind: "share", share: 1 }],
  ["0", { kind: "rows", rows: 0 }],
  ["500", { kind: "rows", rows: 500 }],
  ["101%", null],
  ["-1", null],
  ["1.5", null],
  ["%", null],
  ["", null],
])("readLimit(%j)", (text, expected) => {
  expect(readLimit(text)).toEqual(expected);
});

test("a limit is crossed above it, not at it", () => {
  const counts = { rejected: 1, orphan: 40, conflict: 10, review: 3 };
  const at = { ...noLimits, rejected: { kind: "rows", rows: 1 }, orphan: { kind: "share", share: 0.4 } } as const;
  expect(crossedLimits(counts, 100, at)).toEqual([]);
  const [orphan] = crossedLimits({ ...counts, orphan: 41 }, 100, at);
  expect(orphan).toEqual({ what: "orphan", count: 41, rows: 100, limit: at.orphan });
  expect(crossedText(orphan!, "id")).toBe("orphan.csv: 41 (41,0 %), melebihi batas --max-orphan 40,0 %");
  const [rejected] = crossedLimits({ ...counts, rejected: 2 }, 100, at);
  expect(crossedText(rejected!, "en")).toBe("rejected.csv: 2 (2.0 %), above the limit --max-rejected 1");
  const [review] = crossedLimits(counts, 100, { ...noLimits, review: { kind: "rows", rows: 2 } });
  expect(crossedText(review!, "id")).toBe("putusan yang perlu ditinjau: 3 (3,0 %), melebihi batas --max-review 2");
  expect(crossedLimits(counts, 0, noLimits)).toEqual([]);
});

test("shares add up to the whole, however it is cut", () => {
  let seed = 7;
  for (let round = 0; round < 500; round++) {
    const counts = Array.from({ length: 1 + (round % 17) }, () => (seed = (seed * 48271) % 2147483647) % 1000);
    const tenths = tenthsOf(counts);
    const whole = counts.reduce((sum, count) => sum + count, 0);
    expect(tenths.reduce((sum, tenth) => sum + tenth, 0)).toBe(whole === 0 ? 0 : 1000);
    tenths.forEach((tenth, at) => expect(Math.abs(tenth - (counts[at]! * 1000) / (whole || 1))).toBeLessThan(1));
  }
  expect(tenthsOf([0, 0])).toEqual([0, 0]);
  expect(tenthsOf([1, 1, 1])).toEqual([334, 333, 333]);
});

test("numbers as each language writes them", () => {
  expect([countText(1234567, "id"), countText(1234567, "en"), countText(999, "id")]).toEqual(["1.234.567", "1,234,567", "999"]);
  expect([shareText(0.1234, "id"), shareText(0.1234, "en")]).toEqual(["12,3 %", "12.3 %"]);
});
