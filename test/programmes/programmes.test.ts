import { expect, test } from "vitest";
import { decileLimit, limitText, ownLimit, programmeNames, readProgrammes, readQuarterText } from "../../src/programmes/programmes.ts";
import { decileFindings, limitedDecile } from "../../src/resolve/decile-limit.ts";

test("trap 70: decile 5 is within the limit of Sembako in 2025-Q4 and above it in 2026-Q1", () => {
  expect(decileFindings(5, decileLimit("sembako", "2025-Q4"))).toEqual(["DESIL_SESUAI"]);
  expect(decileFindings(5, decileLimit("sembako", "2026-Q1"))).toEqual(["DESIL_DI_ATAS_BATAS"]);
  expect(decileLimit("BPNT", "2026-Q1")).toMatchObject({ limit: 4, programme: "sembako", period: "2026-Q1", unit: "keluarga" });
});

test("trap 69: no decile is not above the limit, and no limit says nothing", () => {
  expect(decileFindings(null, decileLimit("pkh", "2026-Q1"))).toEqual([]);
  expect(decileFindings(9, null)).toEqual([]);
});

test.each([
  ["pkh", "2025-Q2", 4],
  ["pkh", "2026-Q1", 4],
  ["pbi-jk", "2026-Q1", 5],
  ["blts", "2025-Q4", 4],
  ["blts", "2026-Q1", null],
  ["blt-desa", "2026-Q1", null],
  ["atensi", "2026-Q1", null],
  ["sembako", "2024-Q4", null],
])("%s in %s: %j", (programme, period, limit) => expect(decileLimit(programme, period)?.limit ?? null).toBe(limit));

test.each([
  ["2026-T3", "2026-Q3"],
  ["2026-q1", "2026-Q1"],
  ["2026-TW2", "2026-Q2"],
  ["2026Q1", "2026-Q1"],
  ["2026-Q5", null],
  ["Q1", null],
])("the quarter %s is %j", (text, quarter) => expect(readQuarterText(text)).toBe(quarter));

test("a limit is told with its source, and beyond the quarter it was confirmed for with that", () => {
  expect(limitText(decileLimit("sembako", "2026-Q1")!, "id")).toBe("sembako 2026-T1: 1–4 (Kemensos (Pusdatin), Feb 2026)");
  expect(limitText(decileLimit("sembako", "2026-Q3")!, "id")).toBe(
    "sembako 2026-T3: 1–4 (Kemensos (Pusdatin), Feb 2026), terakhir dipastikan untuk 2026-T1. Pastikan dengan surat terbaru atau pakai --desil-max.",
  );
  expect(limitText(ownLimit(3), "en")).toBe("--desil-max: 1–3");
});

test("an office's own programme, by its own column", () => {
  const own = {
    programme: "BLT-Kabupaten",
    from: "2026-T1",
    to: null,
    limit: 6,
    unit: "orang",
    column: "desil_kabupaten",
    source: "Perbup 12/2026",
  };
  const rules = readProgrammes([own])!;
  const limit = decileLimit("blt-kabupaten", "2026-Q3", rules);
  expect(limit).toMatchObject({ limit: 6, unit: "orang", source: "Perbup 12/2026" });
  expect(limitedDecile({ desil: 2, deciles: { nasional: 2, provinsi: 3, kabupaten: 7 } }, limit)).toBe(7);
  expect(programmeNames(rules)).toContain("blt-kabupaten");
  for (const wrong of [
    { ...own, limit: 11 },
    { ...own, from: "2026" },
    { ...own, unit: "rumah" },
    { ...own, source: "" },
    { ...own, batas: 5 },
  ])
    expect(readProgrammes([wrong])).toBeNull();
});
