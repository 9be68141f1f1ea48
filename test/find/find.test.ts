import { existsSync, readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readQuestion } from "../../src/find/question.ts";
import { Office, type Person } from "../support/office.ts";

const people: (Person & { nik: string })[] = [
  {
    nik: "3201994103800001",
    nokk: "3201990101100001",
    nama: "SITI AMINAH",
    tanggal_lahir: "1980-03-01",
    jenis_kelamin: "2",
    desil_nasional: "3",
  },
  { nik: "3201990504050002", nokk: "3201990101100001", nama: "RIZKI AMINAH", tanggal_lahir: "2005-04-05", desil_nasional: "3" },
  {
    nik: "3201994509800003",
    nokk: "3201990101100002",
    nama: "SITI AMINAH",
    tanggal_lahir: "1980-09-05",
    jenis_kelamin: "2",
    desil_nasional: "7",
    alamat: "JL. MELATI NO. 2",
  },
  ...Array.from({ length: 12 }, (_, at): Person & { nik: string } => ({
    nik: `32019901017500${String(at + 10)}`,
    nokk: `32019901011001${String(at + 10)}`,
    nama: "ENDANG KUSUMA",
    tanggal_lahir: "1975-01-01",
  })),
];

let office: Office;
beforeAll(async () => {
  office = await Office.with(people, ["--label", "DTSEN V3 2026", "--date", "2026-02-01"]);
});
afterAll(() => office[Symbol.dispose]());

const find = (input: string, ...argv: string[]): ReturnType<Office["run"]> =>
  office.run(["find", "--db", "dtsen.db", "--lang", "id", ...argv], { input: `${input}\n` });

test("H1: a number as an argument is refused with the reason and not repeated", async () => {
  const { exitCode, stdout, stderr } = await office.run(["find", people[0]!.nik]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("not written on the command line");
  expect(stdout + stderr).not.toContain(people[0]!.nik.slice(0, 8));
});

test("a NIK: one person, masked, with family, decile and limits", async () => {
  const { exitCode, stdout, stderr } = await find(people[0]!.nik);
  expect(exitCode).toBe(0);
  expect(stderr).toContain("Pencarian dicatat.");
  expect(stdout).toContain("1 orang ditemukan (DTSEN V3 2026, 2026-02-01)");
  expect(stdout).toContain("SITI AMINAH · 320199••••••••01 · lahir 1980 · P · Desa SUKAJAYA, Kec. SUKAMAKMUR");
  expect(stdout).toContain("2 anggota · desil nasional 3");
  expect(stdout).toContain("dalam batas: sembako 2026-T1: 1–4 (Kemensos");
  expect(stdout).not.toMatch(/\d{13}/);
});

test("H5: an old extract is told before the answer", async () => {
  expect((await find(people[0]!.nik)).stdout).toMatch(/^Perhatian: ekstrak ini \(2026-02-01\) sudah lebih dari satu triwulan\./);
});

test("H3: two of one name and year are told apart", async () => {
  const { stdout } = await find("siti aminah 1980");
  expect(stdout).toContain("2 orang ditemukan");
  expect(stdout).toContain("320199••••••••01");
  expect(stdout).toContain("320199••••••••03");
});

test("a card, a name with its village, and with --full everything", async () => {
  expect((await find("3201990101100001")).stdout).toContain("2 orang ditemukan");
  expect((await find("Rizki Aminah, Ds. Suka Jaya")).stdout).toContain("1 orang ditemukan");
  const { stdout } = await find(people[1]!.nik, "--full");
  expect(stdout).toContain(people[1]!.nik);
  expect(stdout).toContain("Anggota: RIZKI, SITI");
});

test("more than ten are not listed; a name alone, wildcards and short numbers are asked again", async () => {
  expect((await find("ENDANG KUSUMA 1975")).stdout).toContain("Lebih dari 10 orang; tambahkan tahun lahir atau desa.");
  for (const [asked, said] of [
    ["SITI AMINAH", "nama saja tidak cukup"],
    ["SITI* 1980", "pertanyaan tidak terbaca"],
    ["32019901", "nomor itu 8 digit, bukan 16"],
  ]) {
    const { exitCode, stderr } = await find(asked!);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(said!)]);
  }
});

test("nobody: exit 1, with coverage and date; a number of another regency is told", async () => {
  const { exitCode, stdout } = await find("3305990101800001");
  expect(exitCode).toBe(1);
  expect(stdout).toContain("Tidak ditemukan di DTSEN V3 2026, 2026-02-01");
  expect(stdout).toContain("tidak berarti orangnya tidak ada di DTSEN");
  expect(stdout).toContain("NIK itu dari wilayah 33.05");
});

test("the access log: its owner's, by row, without a number or a name", async () => {
  await find(people[0]!.nik, "--purpose", "pengaduan");
  const log = readFileSync(office.path("dtsen.db.akses.csv"), "utf8");
  expect(statSync(office.path("dtsen.db.akses.csv")).mode & 0o777).toBe(0o600);
  expect(log.split("\r\n")[0]).toBe("waktu,pengguna,tujuan,jenis,jawaban,baris_dtsen");
  expect(log).toMatch(/,pengaduan,number,1,ekstrak\.csv:2\r\n/);
  expect(log).not.toMatch(/SITI|\d{13}/);
});

test("H4: two hundred a day, unless the purpose says batch", async () => {
  const path = office.path("dtsen.db.akses.csv");
  expect(existsSync(path)).toBe(true);
  const last = readFileSync(path, "utf8").trimEnd().split("\r\n").at(-1)!;
  office.write("dtsen.db.akses.csv", `waktu,pengguna,tujuan,jenis,jawaban,baris_dtsen\r\n${`${last}\r\n`.repeat(200)}`);
  const { exitCode, stderr } = await find(people[0]!.nik);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("sudah 200 pencarian hari ini")]);
  expect((await find(people[0]!.nik, "--purpose", "batch")).exitCode).toBe(0);
});

test("--json for a counter's program", async () => {
  const { stdout } = await find(people[0]!.nik, "--json", "--purpose", "batch");
  expect(JSON.parse(stdout)).toMatchObject({
    found: 1,
    too_many: false,
    people: [{ name: "SITI AMINAH", born: "1980", source: "ekstrak.csv:2" }],
  });
});

test.each([
  ["SITI AMINAH 1980", { kind: "name", name: "SITI AMINAH", year: 1980, village: null }],
  ["SITI AMINAH 1980, WANAJAYA", { kind: "name", name: "SITI AMINAH", year: 1980, village: "WANAJAYA" }],
  ["3201 9901 0180 0001", { kind: "number", digits: "3201990101800001" }],
  ["", { kind: "unreadable" }],
])("the question %j", (text, question) => expect(readQuestion(text)).toEqual(question));
