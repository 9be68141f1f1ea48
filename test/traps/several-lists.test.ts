import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Office, reasons } from "../support/office.ts";

const card = "3201990101110001";
const people = [
  { nik: "3201991205800001", nokk: card, nama: "SITI RAHMAWATI", tanggal_lahir: "1980-05-12", jenis_kelamin: "2", desil_nasional: "2" },
  { nik: "3201991306820002", nokk: card, nama: "BUDI HARTOYO", tanggal_lahir: "1982-06-13", desil_nasional: "2" },
  { nik: "3201990107750003", nokk: "3201990101110003", nama: "WAGIMAN SUMARTO", tanggal_lahir: "1975-07-01", desil_nasional: "8" },
];
const list = (...rows: readonly number[]): string =>
  `NIK,NAMA,TGL LAHIR\n${rows.map((at) => `${people[at]!.nik},${people[at]!.nama},${people[at]!.tanggal_lahir}`).join("\n")}\n`;

let office: Office;
beforeAll(async () => {
  office = await Office.with(people);
  office.write("pkh.csv", list(0, 2));
  office.write("bpnt.csv", list(1, 2, 2));
  office.write("rusak.csv", "");
});
afterAll(() => office[Symbol.dispose]());

const table = (name: string): Record<string, string>[] =>
  parse(readFileSync(office.path(name)), { bom: true, columns: true }) as Record<string, string>[];

test("a person or family on two lists is noted on both, and is no conflict", async () => {
  const reports = await office.matchFiles(["pkh.csv", "bpnt.csv"]);
  const wagiman = [reports.row(3, "pkh.csv"), reports.row(3, "bpnt.csv")];
  expect(wagiman.map((row) => row["status"])).toEqual(["PADAN", "PADAN"]);
  expect(wagiman.map((row) => reasons(row).includes("DI_DAFTAR_LAIN"))).toEqual([true, true]);
  expect(wagiman[0]!["explanation"]).toContain("orang ini ada juga di baris 3 di bpnt.csv");
  // Twice on one list is still a conflict there.
  expect(reports.row(4, "bpnt.csv")["status"]).toBe("GANDA_DI_DAFTAR");
  const siti = reports.row(2, "pkh.csv");
  expect([siti["report"], reasons(siti)]).toEqual(["match", ["KK_DI_DAFTAR_LAIN"]]);
  expect(siti["explanation"]).toContain("anggota lain keluarganya ada di baris 2 di bpnt.csv");
  const groups = table("laporan/bantuan_ganda.csv").map((row) => [
    row["tingkat"],
    row["kelompok"],
    row["daftar"],
    row["source_file"],
    row["dtsen_nama"],
  ]);
  expect(groups).toEqual([
    ["KELUARGA", "1", "2", "pkh.csv", "SITI RAHMAWATI"],
    ["KELUARGA", "1", "2", "bpnt.csv", "BUDI HARTOYO"],
    ["ORANG", "2", "2", "pkh.csv", "WAGIMAN SUMARTO"],
    ["ORANG", "2", "2", "bpnt.csv", "WAGIMAN SUMARTO"],
  ]);
});

test("explain with the other lists of the run says what the report says; without them it says what it saw", async () => {
  await office.matchFiles(["pkh.csv", "bpnt.csv"]);
  const row = table("laporan/match.csv").find((each) => each["source_file"] === "bpnt.csv" && each["source_row"] === "3")!;
  const argv = ["explain", "bpnt.csv", "--row", "3", "--db", "dtsen.db"];
  const told = await office.say([...argv, "--with", "pkh.csv", "--with", "bpnt.csv", "--json"]);
  const { reasons: codes, sentence } = JSON.parse(told.stdout) as { reasons: string[]; sentence: string };
  expect([codes.join(";"), sentence]).toEqual([row["reasons"], row["explanation"]]);
  const alone = await office.run(argv);
  expect(alone.stdout).toContain("Daftar yang dilihat: bpnt.csv (bila saat match ada daftar lain, sebutkan dengan --with)");
  expect(alone.stdout).not.toContain("DI_DAFTAR_LAIN");
});

test("a file of a run with several lists does not outlive the next run", async () => {
  await office.matchFiles(["pkh.csv", "bpnt.csv"]);
  expect(existsSync(office.path("laporan/bantuan_ganda.csv"))).toBe(true);
  await office.matchFiles(["pkh.csv"]);
  expect(existsSync(office.path("laporan/bantuan_ganda.csv"))).toBe(false);
});

test("lists of one name are told apart by their folders", async () => {
  office.write("a/daftar.csv", list(0));
  office.write("b/daftar.csv", list(1));
  const reports = await office.matchFiles(["a/daftar.csv", "b/daftar.csv"]);
  expect(reports.rows.map((row) => row["source_file"])).toEqual(["a/daftar.csv", "b/daftar.csv"]);
  const twice = await office.say(["match", "a/daftar.csv", "./a/daftar.csv", "--db", "dtsen.db", "--out", "dua-kali"]);
  expect([twice.exitCode, twice.stderr.includes("the list was given twice")]).toEqual([1, true]);
});

test("--each: a folder per list, a line per list, and a bad list stops no other", async () => {
  const limit = ["--program", "pkh", "--period", "2026-Q1", "--max-conflict", "0"];
  const run = await office.say(["match", "pkh.csv", "rusak.csv", "bpnt.csv", "--each", "--db", "dtsen.db", "--out", "semua", ...limit]);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain("dtsen: rusak.csv: ");
  expect(table("semua/pkh/match.csv").map((row) => row["dtsen_nama"])).toEqual(["SITI RAHMAWATI", "WAGIMAN SUMARTO"]);
  expect(table("semua/bpnt/match.csv").every((row) => row["reasons"]!.includes("DAFTAR_LAIN"))).toBe(false);
  expect(existsSync(office.path("semua/rusak"))).toBe(false);
  const columns = ["daftar", "folder", "hasil", "orang", "match", "conflict", "DALAM_BATAS", "DI_ATAS_BATAS"];
  expect(table("semua/rekap-daftar.csv").map((row) => columns.map((column) => row[column]))).toEqual([
    ["pkh.csv", "pkh", "SELESAI", "2", "2", "0", "1", "1"],
    ["rusak.csv", "", "GAGAL", "", "", "", "", ""],
    ["bpnt.csv", "bpnt", "BATAS_TERLAMPAUI", "3", "2", "1", "1", "1"],
  ]);
});

test("reports are separated as the option says, whatever the list has", async () => {
  await office.matchFiles(["pkh.csv"], ["--delimiter", ";"]);
  for (const name of ["match", "conflict", "orphan", "rejected", "kandidat", "rekap"]) {
    expect(readFileSync(office.path(`laporan/${name}.csv`), "utf8")).toMatch(/^\ufeff\w+;\w+;/);
  }
  office.write("titik-koma.csv", list(0, 1).replaceAll(",", ";"));
  const [row] = (await office.matchFiles(["titik-koma.csv", "pkh.csv"])).rows;
  expect(row!["NAMA"]).toBe("SITI RAHMAWATI");
  expect(readFileSync(office.path("laporan/match.csv"), "utf8")).toMatch(/^\ufeffsource_file;/);
});

test("reports that a person has changed, and inputs, are not overwritten", async () => {
  await office.matchFiles(["pkh.csv"]);
  const path = office.path("laporan/orphan.csv");
  await new Promise((done) => setTimeout(done, 20));
  writeFileSync(path, `${readFileSync(path, "utf8")}catatan petugas\r\n`);
  const argv = ["match", "pkh.csv", "--db", "dtsen.db", "--out", "laporan"];
  const refused = await office.say([...argv, "--lang", "id"]);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain("laporan/orphan.csv: sudah diubah setelah ditulis oleh dtsen");
  expect(readFileSync(path, "utf8")).toContain("catatan petugas");
  expect((await office.say([...argv, "--overwrite"])).exitCode).toBe(0);
  const map = ["--map", "nik=NIK", "--map", "nama=NAMA", "--map", "tanggal_lahir=TGL LAHIR"];
  const own = await office.say(["match", "laporan/match.csv", "--db", "dtsen.db", "--out", "laporan", "--overwrite", ...map]);
  expect([own.exitCode, own.stderr.includes("laporan/match.csv: is an input of this run")]).toEqual([1, true]);
  expect(readFileSync(office.path("laporan/match.csv"), "utf8")).toContain("SITI RAHMAWATI");
});
