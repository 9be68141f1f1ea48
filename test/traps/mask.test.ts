import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { plainDigits } from "../../src/normalise/fields/digits.ts";
import { Office } from "../support/office.ts";

const people = [
  {
    nik: "3201991205800001",
    nokk: "3201990101110001",
    nama: "SITI RAHMAWATI",
    tanggal_lahir: "1980-05-12",
    jenis_kelamin: "2",
    alamat: "KTP 3201991205800001",
  },
  { nik: "3201991306820002", nokk: "3201990101110001", nama: "BUDI HARTOYO", tanggal_lahir: "1982-06-13" },
  { nik: "3201990107750003", nokk: "3201990101110003", nama: "WAGIMAN 01/07/1975", tanggal_lahir: "1975-07-01" },
  { nik: "3201990107750004", nokk: "3201990101110004", nama: "WAGIMAN", tanggal_lahir: "1975-07-01" },
];

/** Every number and date of the inputs, in every writing of the list below. */
const numbers = [...people.flatMap(({ nik, nokk }) => [nik, nokk]), "3201996505850009", "3201990808880008"];
const dates = ["19800512", "19820613", "19750701", "19850525", "19880808"];

const header = "NIK;NO KK;NAMA;TGL LAHIR;ALAMAT;KETERANGAN;NIK ISTRI;TGL LAHIR ISTRI;CATATAN 2";
const rows = [
  "3201 9912 0580 0001;3201990101110001;SITI RAHMAWATI;12/05/1980;JL 3201_9912_0580_0001;lahir 12 Mei 1980;3201996505850009;25-05-85;12051980",
  "３２０１９９１３０６８２０００２;3201-9901-0111-0001;BUDI HARTOYO NIK:3201991306820002;13/06/1982;-;suami 3201/9912/0580/0001;31192;8 Agustus 1988;32019908088800083201996505850009",
  "٣٢٠١٩٩٠١٠٧٧٥٠٠٠٣;;WAGIMAN 01/07/1975;1975-07-01;RT 01 / 02;13.06.1982;01-07-75;19850525;no 320199 080888 0008",
  ";3201990101110004;WAGIMAN;01 JULI 1975;3201 – 9901 – 0775 – 0004;3201990107750004123;1975;Mei 25 1985;080888 320199080888",
  "3201990808880008;3201990808880008;TIDAK ADA ORANGNYA;08/08/1988;x;08.08.88;-;-;880808",
];

function spellings(date: string): string[] {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6)] as const;
  return [`${day}${month}${year}`, `${year}${month}${day}`, `${month}${day}${year}`];
}

test("trap 80: no number and no birth date of the inputs can be read in anything a masked run writes or says", async () => {
  using office = await Office.with(people);
  office.write("3201990808880008 daftar.csv", `${header}\n${rows.join("\n")}\n`);
  office.write("lain.csv", `${rows[0]}\n${rows[1]}\n`);
  const said: string[] = [];
  for (const list of ["3201990808880008 daftar.csv", "lain.csv"]) {
    const run = await office.say(["match", list, "--db", "dtsen.db", "--out", "laporan", "--mask"]);
    said.push(run.stdout, run.stderr);
    if (run.exitCode === 0)
      for (const name of readdirSync(office.path("laporan"))) said.push(readFileSync(office.path(`laporan/${name}`), "utf8"));
  }
  for (let row = 2; row <= rows.length + 1; row++) {
    const list = "3201990808880008 daftar.csv";
    for (const argv of [[], ["--json"]]) {
      const told = await office.say(["explain", list, "--row", String(row), "--db", "dtsen.db", "--mask", ...argv]);
      expect(told.exitCode).toBe(0);
      said.push(told.stdout, told.stderr);
    }
  }
  const text = said.join("\n").replace(/"sha256": "\w+"|"\w+_at": "[^"]+"/g, "");
  expect(text).toContain("SITI RAHMAWATI");
  expect(text).toContain("TIDAK ADA ORANGNYA");
  const digits = plainDigits(text).replace(/(?<=\d)[^\p{L}\p{N}•\n]{1,3}(?=\d)/gu, "");
  const short = plainDigits(text);
  for (const number of numbers) expect(digits.includes(number), number).toBe(false);
  for (const date of dates) {
    for (const spelling of spellings(date)) expect(digits.includes(spelling), spelling).toBe(false);
    const [year, month, day] = [date.slice(2, 4), Number(date.slice(4, 6)), Number(date.slice(6))] as const;
    expect(short).not.toMatch(new RegExp(`(?<!\\d)0?${day}[-/. ]+0?${month}[-/. ]+(?:\\d\\d)?${year}(?!\\d)`));
    expect(short).not.toMatch(new RegExp(`\\b0?${day} (?:mei|juni|juli|agustus) (?:19)?${year}\\b`, "i"));
  }
});
