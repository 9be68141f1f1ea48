/** Lists as they come in messages, from banks and without headers: whatever a person could read is read, and what is not clear is asked about. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldCell } from "../../src/normalise/combined-cell.ts";
import { readHeader } from "../../src/read/aliases.ts";
import { furnitureKind } from "../../src/read/furniture.ts";
import { mapColumns } from "../../src/read/mapping.ts";
import { Office, reasons } from "../support/office.ts";

const place = { kelurahan_desa: "WANAJAYA", kecamatan: "SUKAMAKMUR" };
const people = [
  { ...place, nik: "3201990101800001", nokk: "3201990101100001", nama: "KARTOMO WIRYO", tanggal_lahir: "1980-01-01" },
  { ...place, nik: "3201995203750002", nokk: "3201990101100001", nama: "RUSMINAH DARSIH", jenis_kelamin: "2", tanggal_lahir: "1975-03-12" },
  { ...place, nik: "3201991204850003", nokk: "3201990101100002", nama: "SUKARDI", tanggal_lahir: "1985-04-12" },
];
let office: Office;
beforeAll(async () => {
  office = await Office.with(people);
});
afterAll(() => office[Symbol.dispose]());

const each = (line: (person: (typeof people)[number], at: number) => string): string[] => people.map(line);
const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;

async function refusal(argv: readonly string[]): Promise<string> {
  const { exitCode, stderr } = await office.say(argv);
  expect(exitCode).toBe(1);
  return stderr;
}

describe("lists without a header of columns", () => {
  test.each<[string, readonly string[]]>([
    ["a message", ["Assalamualaikum, data RT 05:", "", ...each(({ nik, nama }, at) => `${at + 1}. ${nama} ${nik}`)]],
    ["… with a line that names what stands there", ["No Nama NIK", ...each(({ nik, nama }, at) => `${at + 1}) ${nama} - ${nik}`)]],
    ["… with stars, and remarks behind", each(({ nik, nama }, at) => `${at + 1}. *${nama}* - ${nik} - RT 0${at + 1}`)],
    ["the number first", each(({ nik, nama }) => `${nik} ${nama}`)],
  ])("%s", async (_, rows) => {
    const found = await office.match(lines(...rows), [], "pesan.txt");
    expect(found.rows.map((row) => [row["dtsen_nik"], row["status"].startsWith("PADAN")])).toEqual(people.map(({ nik }) => [nik, true]));
    expect(found.rows.flatMap(reasons)).not.toContain("NAMA_ANGKA");
  });

  test.each<[string, readonly string[]]>([
    ["commas between", each(({ nik, nama }, at) => `${at + 1}. ${nama}, ${nik}, WANAJAYA`)],
    ["cells of a table", each(({ nik, nama }, at) => `${at + 1};${nama};${nik};WANAJAYA`)],
    ["with the card", each(({ nik, nokk, nama }) => `${nama},${nik},${nokk}`)],
  ])("%s: asked about, and read by what it holds once it is said that there is no header", async (_, rows) => {
    office.write("daftar.csv", lines(...rows));
    const argv = ["match", office.path("daftar.csv"), "--db", office.path("dtsen.db"), "--out", office.path("l")];
    expect(await refusal(argv)).toContain("--header-row 0");
    const found = await office.match(lines(...rows), ["--header-row", "0"]);
    expect(found.rows.map((row) => [row["dtsen_nik"], row["status"]])).toEqual(people.map(({ nik }) => [nik, "PADAN"]));
  });

  test("nothing but numbers is a list of numbers", async () => {
    const found = await office.match(lines(...each(({ nik }) => nik)), ["--header-row", "0"]);
    expect(found.rows.map((row) => [row["dtsen_nik"], row["status"], row["reasons"]])).toEqual(
      people.map(({ nik }) => [nik, "PADAN_CATATAN", "NAMA_TIDAK_DIBANDINGKAN"]),
    );
  });

  test.each<[string, readonly string[], string]>([
    ["two columns of names", each(({ nik, nama }, at) => `${nama};${nik};SITI ${"ABC"[at]}MINAH`), "no header row"],
    ["names alone", each(({ nama }) => nama), "no header row"],
    ["forms", each(({ nik, nama }) => `Nama : ${nama}\nNIK : ${nik}\n`), "a person per column"],
  ])("%s: asked about", async (_, rows, words) => {
    office.write("daftar.csv", lines(...rows));
    const argv = ["match", office.path("daftar.csv"), "--db", office.path("dtsen.db"), "--out", office.path("l")];
    expect(await refusal(argv)).toContain(words);
  });

  test("an extract has a header", async () => {
    office.write("ekstrak-tanpa-kepala.csv", lines(...each(({ nik, nama, nokk }) => `${nik}|${nokk}|${nama}`)));
    expect(await refusal(["index", office.path("ekstrak-tanpa-kepala.csv"), "--db", office.path("x.db")])).toContain("no header row");
  });
});

test("somebody in a message who has no number, and what stands around it", async () => {
  const found = await office.match(
    lines("Daftar penerima:", "1. KARTOMO WIRYO 3201990101800001", "2. RUSMINAH DARSIH 3201995203750002", "3. SUKARDI", "Terima kasih"),
  );
  expect(found.rows.map((row) => [row["source_row"], row["status"], row["dtsen_nama"]])).toEqual([
    ["2", "PADAN", "KARTOMO WIRYO"],
    ["3", "PADAN", "RUSMINAH DARSIH"],
    ["4", "PERLU_CEK", "SUKARDI"],
  ]);
});

test.each([
  ["Nama / Name", "nama"],
  ["NIK / ID Number", "nik"],
  ["Tanggal Lahir / Date of Birth", "tanggal_lahir"],
  ["Jenis Kelamin\nSex", "jenis_kelamin"],
  ["Alamat (Address)", "alamat"],
  ["RT/RW", "rt"],
  ["Nama / NIK", "nama"],
  ["NIK/NO KK", "nik"],
  ["ACCOUNT NAME", "nama"],
  ["ID NO", "nik"],
  ["BIRTH DT", "tanggal_lahir"],
  ["NIK PELAPOR", "other"],
  ["Nama Pengusul", "other"],
  ["NIK YANG DIUSULKAN", "nik"],
  ["Nama Disanggah", "nama"],
  ["NAMA DEPAN IBU", "other"],
  ["NIK 2", "nik"],
  ["NAMA WAJIB PAJAK", "nama"],
  ["ＮＩＫ", "nik"],
  ["identitas_1/nik", "nik"],
  ["grup_id/no_kk", "nokk"],
  ["respondent_name", "nama"],
  ["Silakan isi nama lengkap Anda sesuai dengan yang tertera pada KTP elektronik (tanpa gelar)", "nama"],
  ["Masukkan 16 digit Nomor Induk Kependudukan (NIK) Anda", "nik"],
])("the header %j means %s", (header, meaning) => {
  expect(readHeader(header)?.meaning).toBe(meaning);
});

test("the name that is headed like the number is the one of the row", () => {
  const headers = ["NAMA KEPALA KELUARGA", "NAMA ANGGOTA", "NIK ANGGOTA"];
  const rows = each(({ nik, nama }) => `KARTOMO WIRYO;${nama};${nik}`).map((row) => row.split(";"));
  expect(mapColumns({ file: "x", headers, readings: headers.map(readHeader), rows }, {}).mapping).toEqual({ nik: 2, nama: 1 });
});

test("a date beside the place of birth is that of birth", () => {
  const headers = ["NAMA", "TEMPAT LAHIR", "TGL", "TGL TERIMA"];
  const rows = each(({ nama, tanggal_lahir }) => `${nama};BOGOR;${tanggal_lahir};12-01-2026`).map((row) => row.split(";"));
  expect(mapColumns({ file: "x", headers, readings: headers.map(readHeader), rows }, {}).mapping).toEqual({ nama: 0, tanggal_lahir: 2 });
});

test("where NIK and card have changed columns the sentence says where the NIK stands", async () => {
  const found = await office.match(lines("NO;NAMA;NIK;NO KK", ...each(({ nik, nokk, nama }, at) => `${at + 1};${nama};${nokk};${nik}`)));
  for (const row of found.rows) expect(row["explanation"]).toContain("Kolom KK berisi NIK orang ini");
});

test("of a NIK and a card in one cell, each by its name, the NIK is read", async () => {
  const cell = ({ nik, nokk }: (typeof people)[number], at: number): string =>
    at === 1 ? `NO. KK ${nokk} NIK ${nik}` : `NIK: ${nik} / KK: ${nokk}`;
  const found = await office.match(lines("NO;NAMA;NIK DAN NO KK", ...each((person, at) => `${at + 1};${person.nama};${cell(person, at)}`)));
  expect(found.rows.map((row) => [row["dtsen_nik"], row["status"]])).toEqual(people.map(({ nik }) => [nik, "PADAN"]));
  expect(fieldCell([`${people[0]!.nik} / ${people[1]!.nik}`], { nik: 0 }, "nik")).toBe(`${people[0]!.nik} / ${people[1]!.nik}`);
});

test.each<[readonly string[], string | null]>([
  [["JUMLAH", "", "", "Rp1.500.000", "Rp 1.500.000", "Rp3.000.000,-"], "jumlah"],
  [["", "", "Jumlah RT 01", "3", "", ""], "jumlah"],
  [["# selesai 5 baris", "", "", "", "", ""], "judul"],
  [["JUMLAH SARI", "", "", "Rp300.000", "WANAJAYA", "BARU"], null],
])("%j is %s", (cells, kind) => {
  const context = { headerRows: [["NAMA", "NIK", "RT", "TAHAP 1", "DESA", "KET"]], nameAt: 0, numberAt: 1, cardAt: -1, serialAt: -1 };
  expect(furnitureKind(cells, context)).toBe(kind);
});
