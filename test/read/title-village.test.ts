import { expect, test } from "vitest";
import { titleVillage } from "../../src/read/title-village.ts";

test.each([
  [["DAFTAR PENERIMA BLT DESA WANAJAYA TAHUN 2026"], "WANAJAYA"],
  [["DESA : WANAJAYA", "KECAMATAN : SUKAMAKMUR"], "WANAJAYA"],
  [["Desa/Kelurahan: Suka Maju Kec. Lain"], "SUKA MAJU"],
  [["DATA KPM KEL. MARGA MULYA, KEC. BEKASI UTARA"], "MARGA MULYA"],
  [["GAMPONG LAMPULO"], "LAMPULO"],
  [["PENERIMA BLT DESA TAHUN 2026"], ""],
  [["DAFTAR KPM DESA SE-KECAMATAN SUKAMAKMUR"], ""],
  [["DESA A", "DESA B"], ""],
  [["DINAS SOSIAL KABUPATEN BOGOR"], ""],
  [[], ""],
])("%j: %s", (titles, village) => {
  expect(titleVillage(titles.map((title) => title.split(" | ")))).toBe(village);
  // The name in a cell of its own.
  expect(titleVillage(titles.map((title) => title.split(/(?<=:) /)))).toBe(village);
});
