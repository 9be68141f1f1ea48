import { expect, test } from "vitest";
import { isStale, rowCounts, summaryObject, summaryText, warningsOf, type RunSummary } from "../../src/report/summary.ts";
import { decileLimit } from "../../src/programmes/programmes.ts";

const none = { DALAM_BATAS: 0, DI_ATAS_BATAS: 0, DESIL_KOSONG: 0, KELUARGA_TIDAK_ADA: 0 };
const times = { startedAt: "2026-08-01T00:00:00.000Z", finishedAt: "2026-08-01T00:00:01.000Z", seconds: 1 };
const files = { "match.csv": { bytes: 3, sha256: "00" } };
const run: RunSummary = {
  version: "0.1.0",
  normaliser: 1,
  lists: [{ file: "daftar.csv", sha256: "ab", rowsRead: 1240, nikTruncated: false, named: true }],
  index: {
    file: "dtsen.db",
    label: "DTSEN V3",
    date: "2026-07-08",
    persons: 5000,
    coverage: ["32.01"],
    regionEdition: "2025",
    withoutFamilies: false,
    inputs: [{ file: "anggota.csv", sha256: "cd" }],
  },
  rowsRead: 1240,
  statuses: { PADAN: 1000, PADAN_CATATAN: 100, NAMA_PADAN_NIK_BEDA: 50, TIDAK_DITEMUKAN: 80 },
  rejected: { JUMLAH_KOLOM: 3 },
  furniture: { judul: 6, kepala: 1 },
  furnitureRows: [{ file: "daftar.csv", row: 1, kind: "judul" }],
  reasons: { NAMA_EJAAN: 60, KK_BERUBAH: 40 },
  cappedRows: 0,
  widelySearched: 0,
  lostShare: null,
  expectedWrongShare: 0.0002,
  calibrated: true,
  model: null,
  eligible: { match: none, conflict: none },
  delimiter: ",",
  workbooks: [],
  parts: [],
  masked: false,
  forced: false,
};

test("every row read is in exactly one place, and the summary shows the sum", () => {
  expect(rowCounts(run)).toEqual({ rowsRead: 1240, match: 1100, conflict: 50, orphan: 80, rejected: 3, furniture: 7 });
  expect(summaryText(run, "id", "2026-08-01")).toContain(
    "dibaca = match + conflict + orphan + rejected + bukan data: 1.240 = 1.100 + 50 + 80 + 3 + 7",
  );
});

test("a row lost or counted twice is never published", () => {
  expect(() => rowCounts({ ...run, rowsRead: 1241 })).toThrow("do not add up");
  expect(() => summaryObject({ ...run, rejected: {} }, { startedAt: "", finishedAt: "", seconds: 0 }, [], {})).toThrow("do not add up");
});

test("the printed shares of the statuses add up to what is printed for their report", () => {
  const text = summaryText(
    { ...run, statuses: { PADAN: 333, PADAN_CATATAN: 333, PERLU_CEK: 334, TIDAK_DITEMUKAN: 230 } },
    "en",
    "2026-08-01",
  );
  const shareOf = (name: string): number => Number(new RegExp(`^ *${name} .* ([0-9.]+) %`, "m").exec(text)![1]);
  const leaves = shareOf("PADAN") + shareOf("PADAN_CATATAN");
  expect(leaves).toBeCloseTo(shareOf("match\\.csv"), 6);
  const whole = ["match\\.csv", "conflict\\.csv", "orphan\\.csv", "rejected\\.csv"].reduce((sum, name) => sum + shareOf(name), 0);
  expect(whole).toBeCloseTo(100, 6);
});

test("trap 79: a list of orphans is questioned, not believed", () => {
  const orphans: RunSummary = { ...run, statuses: { TIDAK_DITEMUKAN: 1230 } };
  expect(warningsOf(orphans).map(({ code }) => code)).toEqual(["all-orphan"]);
  expect(summaryText(orphans, "id", "2026-08-01")).toMatch(
    /Perhatian: 1230\/1233: hampir semua baris tidak ditemukan.*ekstrak.*dipetakan.*rusak/,
  );
  expect(warningsOf({ ...run, statuses: { DI_LUAR_CAKUPAN: 1230 } }).map(({ code }) => code)).toEqual(["all-orphan", "outside-coverage"]);
  // A handful of rows may well be all unknown.
  expect(warningsOf({ ...run, rowsRead: 15, statuses: { TIDAK_DITEMUKAN: 5 } }).map(({ code }) => code)).not.toContain("all-orphan");
});

test("trap 73: rows outside the extract's coverage are counted apart from those missing inside it", () => {
  const text = summaryText({ ...run, statuses: { PADAN: 1000, TIDAK_DITEMUKAN: 30, DI_LUAR_CAKUPAN: 200 } }, "en", "2026-08-01");
  expect(text).toMatch(/^ +TIDAK_DITEMUKAN +30 /m);
  expect(text).toMatch(/^ +DI_LUAR_CAKUPAN +200 /m);
});

test("what should make an officer look twice is said", () => {
  const truncated = { ...run, lists: [{ file: "daftar.csv", sha256: "ab", rowsRead: 1240, nikTruncated: true, named: true }] };
  expect(warningsOf(truncated)).toEqual([{ code: "nik-truncated", subject: "daftar.csv" }]);
  expect(warningsOf({ ...truncated, forced: true })[0]!.code).toBe("nik-truncated-forced");
  expect(warningsOf({ ...run, lists: [{ ...run.lists[0]!, named: false }] })).toEqual([{ code: "no-names", subject: "daftar.csv" }]);
  expect(warningsOf({ ...run, cappedRows: 4 })).toEqual([{ code: "capped-blocks", subject: "4" }]);
  expect(warningsOf({ ...run, calibrated: false }).map(({ code }) => code)).toEqual(["uncalibrated"]);
  expect(warningsOf({ ...run, rowsRead: 1260, rejected: { JUMLAH_KOLOM: 23 } }).map(({ code }) => code)).toEqual(["many-rejected"]);
  const masked = { ...run, reasons: { NIK_BUKAN_ANGKA: 1000 } };
  expect(warningsOf(masked).map(({ code }) => code)).toEqual(["nik-not-digits"]);
});

test("an extract of the last quarter is stale, by the calendar and not by the clock's zone", () => {
  expect(isStale("2026-04-01", "2026-07-31")).toBe(false);
  expect(isStale("2026-04-01", "2026-08-15")).toBe(true);
  expect(isStale("2025-12-31", "2026-04-30")).toBe(false);
  expect(isStale("2026-07-08", "2026-01-01")).toBe(false);
  expect(summaryText(run, "en", "2026-12-01")).toContain("more than a quarter old");
});

test("two runs over the same inputs differ in their times only", () => {
  const later = { startedAt: "2026-12-31T00:00:00.000Z", finishedAt: "2026-12-31T00:00:09.000Z", seconds: 9 };
  const strip = (object: Record<string, unknown>): unknown => ({ ...object, times: null });
  expect(strip(summaryObject(run, times, [], files))).toEqual(strip(summaryObject(run, later, [], files)));
  const parsed = summaryObject(run, times, [], files);
  expect(parsed).toMatchObject({
    rows_read: 1240,
    match: 1100,
    conflict: 50,
    orphan: 80,
    rejected: 3,
    furniture: 7,
    person_rows: 1233,
    files,
    expected_wrong_share: 0.0002,
    masked: false,
  });
});

test("an empty run has a summary", () => {
  const empty = { ...run, rowsRead: 0, lists: [], statuses: {}, rejected: {}, furniture: {}, expectedWrongShare: null };
  expect(summaryText(empty, "id", "2026-08-01")).toContain("0 = 0 + 0 + 0 + 0 + 0");
});

test("shares are of the rows that hold persons, and crossed limits are data", () => {
  expect(summaryText(run, "en", "2026-08-01")).toMatch(/^Rows with persons +1,233 +100.0 %$/m);
  const limit = { kind: "share", share: 0.02 } as const;
  const { limits_crossed } = summaryObject(run, times, [{ what: "conflict", count: 50, rows: 1233, limit }], files);
  expect(limits_crossed).toEqual([{ limit: "max-conflict", bound_share: 0.02, rows: 50, share: 50 / 1233 }]);
});

test("who is within the limit is counted in match.csv, with conflicts beside it", () => {
  const limited: RunSummary = {
    ...run,
    decileLimit: decileLimit("sembako", "2026-Q1"),
    eligible: { match: { ...none, DALAM_BATAS: 900, DI_ATAS_BATAS: 180, DESIL_KOSONG: 20 }, conflict: { ...none, DALAM_BATAS: 50 } },
  };
  const text = summaryText(limited, "id", "2026-08-01");
  expect(text).toContain("match.csv: dalam batas 900, di atas batas 180, desil kosong 20, keluarga tidak ada 0");
  expect(text).toContain("conflict.csv: dalam batas 50, di atas batas 0");
});
