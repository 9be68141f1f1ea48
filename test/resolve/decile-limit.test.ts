import { expect, test } from "vitest";
import { decileFindings, decileLimit, isQuarter } from "../../src/resolve/decile-limit.ts";

test("trap 70: decile 5 is within the limit of Sembako in 2025-Q4 and above it in 2026-Q1", () => {
  expect(decileFindings(5, decileLimit("sembako", "2025-Q4"))).toEqual(["DESIL_SESUAI"]);
  expect(decileFindings(5, decileLimit("sembako", "2026-Q1"))).toEqual(["DESIL_DI_ATAS_BATAS"]);
  expect(decileLimit("BPNT", "2026-Q1")).toEqual({ limit: 4, programme: "sembako", period: "2026-Q1" });
});

test("trap 69: no decile is not above the limit, and no limit says nothing", () => {
  expect(decileFindings(null, decileLimit("pkh", "2026-Q1"))).toEqual([]);
  expect(decileFindings(9, null)).toEqual([]);
});

test("what is not known is not guessed", () => {
  expect(decileLimit("blt-desa", "2026-Q1")).toBeNull();
  expect(decileLimit("pbi-jk", "2026-Q1")).toBeNull();
  expect(decileLimit("sembako", "2024-Q4")).toBeNull();
  expect([isQuarter("2026-Q1"), isQuarter("2026-Q5"), isQuarter("2026Q1")]).toEqual([true, false, false]);
});
