import { join } from "node:path";
import { expect, test } from "vitest";
import { distinctFiles, folderNames, listNames, tableName } from "../../src/run/list-names.ts";

test("a list is named by the shortest path that tells it apart", () => {
  expect(listNames(["a/bpnt.csv", "b/pkh.csv"])).toEqual(["bpnt.csv", "pkh.csv"]);
  expect(listNames(["a/desa.csv", "b/desa.csv", "c/pkh.csv"])).toEqual(["a/desa.csv", "b/desa.csv", "pkh.csv"]);
  expect(listNames(["2026/a/desa.csv", "2025/a/desa.csv"])).toEqual(["2026/a/desa.csv", "2025/a/desa.csv"]);
  expect(listNames(["-"])).toEqual(["-"]);
});

test("a list named twice is read once", () => {
  expect(distinctFiles(["a.csv", "./a.csv", join(process.cwd(), "a.csv"), "b.csv"])).toEqual(["a.csv", "b.csv"]);
});

test("every list has a folder of its own, which every file system takes", () => {
  expect(folderNames(["bpnt.csv", "pkh.xlsx", "a/desa.csv", "-"])).toEqual(["bpnt", "pkh", "a-desa", "masukan-standar"]);
  expect(folderNames(["pkh.csv", "PKH.xlsx"])).toEqual(["pkh-csv", "PKH-xlsx"]);
  expect(folderNames(["con.csv", "KEC. A?.csv", "..csv", "x. .csv"])).toEqual(["daftar-con", "KEC. A_", "daftar-", "x"]);
});

test("a sheet keeps its name behind its workbook's", () => {
  expect(tableName("a/daftar.xlsx", "a/daftar.xlsx", "daftar.xlsx#KEC. A")).toBe("a/daftar.xlsx#KEC. A");
});
