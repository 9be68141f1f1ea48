import { expect, test } from "vitest";
import { statuses } from "../../src/resolve/status.ts";
import { reportOf, rowReports, statusesOf, statusTexts } from "../../src/report/status.ts";

test("every status is read in the report of the contract", () => {
  expect(statusesOf("match")).toEqual(["PADAN", "PADAN_CATATAN", "PADAN_PROBABILISTIK", "PADAN_PUTUSAN"]);
  expect(statusesOf("conflict")).toEqual([
    "NIK_PADAN_NAMA_BEDA",
    "NAMA_PADAN_NIK_BEDA",
    "NIK_KONFLIK",
    "KANDIDAT_GANDA",
    "PERLU_CEK",
    "GANDA_DI_DAFTAR",
    "NIK_GANDA_BEDA_ORANG",
  ]);
  expect(statusesOf("orphan")).toEqual(["TIDAK_DITEMUKAN", "DI_LUAR_CAKUPAN", "NIK_TIDAK_VALID", "NIK_KOSONG"]);
});

test("every status stands in exactly one report and is explained in both languages", () => {
  expect(rowReports.flatMap(statusesOf)).toEqual([...statuses]);
  for (const status of statuses) {
    expect(rowReports).toContain(reportOf(status));
    for (const text of [statusTexts[status].meaning, statusTexts[status].action]) {
      expect(text.id).toMatch(/\.$/);
      expect(text.en).toMatch(/\.$/);
      expect(text.id).not.toBe(text.en);
    }
  }
});
