/** Whatever a masked run is made into: no number and no birth date of its inputs can be read in it, however it was written. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { plainDigits } from "../../src/normalise/fields/digits.ts";
import { readSheets } from "../../src/read/xlsx/plain-sheets.ts";
import { Office } from "../support/office.ts";

const people = [
  { nik: "3201995205800001", nokk: "3201990101110001", nama: "SITI RAHMAWATI", tanggal_lahir: "1980-05-12", jenis_kelamin: "2" },
  { nik: "3201991306820002", nokk: "3201990101110001", nama: "BUDI HARTOYO", tanggal_lahir: "1982-06-13", alamat: "NIK 3201995205800001" },
  { nik: "3201990107750003", nokk: "3201990101110003", nama: "WAGIMAN", tanggal_lahir: "1975-07-01" },
  { nik: "3201990107750004", nokk: "3201990101110004", nama: "WAGIMAN", tanggal_lahir: "1975-07-01", desil_nasional: "9" },
  { nik: "3201992311680005", nokk: "3201990101110005", nama: "DARSONO", tanggal_lahir: "1968-11-23" },
];
const numbers = [...people.flatMap(({ nik, nokk }) => [nik, nokk]), "3201996505850009", "3201990808880008"];
const dates = ["1980-05-12", "1982-06-13", "1975-07-01", "1968-11-23", "1985-05-25", "1988-08-08"];

/** Remarks in which a number of somebody, or somebody's birth date, stands. */
const remarks = [
  "NIK istri 3201 -- 9965 -- 0585 -- 0009",
  "ktp 32O1996505B50009",
  "③②⓪①⑨⑨⑥⑤⓪⑤⑧⑤⓪⓪⓪⑨",
  "lahir tanggal 25 bulan 5 tahun 1985",
  "istri lahir dua puluh lima Mei 1985",
  "anak 25-05/1985 dan 8 Agst '88",
  "1985/Mei/25",
  "3201990101110001dan3201996505850009",
  "٣٢٠١٩٩٦٥٠٥٨٥٠٠٠٩",
  "3201.99.6505850009 / 3201990808880008",
];
const head = "NIK;NO KK;NAMA;TGL LAHIR;DESA;KETERANGAN;TGL LAHIR ISTRI";
const rowOf = (person: (typeof people)[number], at: number): string =>
  [
    at % 3 === 0 ? `'${person.nik}` : at % 3 === 1 ? person.nik.replace(/(....)(?=.)/g, "$1 ") : "",
    at % 2 === 0 ? person.nokk : `KK ${person.nokk}`,
    at === 4 ? "ORANG LAIN" : `${person.nama}${at === 1 ? " NIK:3201991306820002" : ""}`,
    person.tanggal_lahir.split("-").reverse().join("/"),
    "SUKAJAYA",
    `${remarks[2 * at]} - ${remarks[2 * at + 1]}`,
    "25 Mei 1985",
  ].join(";");
const list = `${head}\n${people.map(rowOf).join("\n")}\n3201990808880008;;TIDAK ADA;08 08 88;SUKAJAYA;sandi 080888;-\n`;

/** Every file below a folder as text; a workbook as its cells. */
async function textsBelow(folder: string): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    let text = "";
    if (!name.endsWith(".xlsx")) text = readFileSync(path, "utf8");
    else
      for await (const { name: sheet, rows } of readSheets(path)) {
        text += `${sheet}\n`;
        for await (const { cells } of rows) text += `${cells.join("\t")}\n`;
      }
    found.push([relative(folder, path), `${name}\n${text}`]);
  }
  return found;
}

/** What of the secrets can be read in a text, by whoever takes signs, scripts and letters for digits as they are meant. */
function readIn(text: string): string[] {
  const plain = plainDigits(text.normalize("NFKC")).replace(/"sha256": ?"\w+"|"\w+_at": ?"[^"]+"|[0-9a-f]{64}/g, "");
  const joined = plain.replace(/(?<=\d)[^\p{L}\p{N}•\n\t]{1,6}(?=\d)/gu, "");
  const told = numbers.filter((number) => joined.includes(number) || joined.replace(/[Oo]/g, "0").replace(/B/g, "8").includes(number));
  for (const date of dates) {
    const [year, month, day] = date.split("-") as [string, string, string];
    const forms = [
      `${day}${month}${year}`,
      `${year}${month}${day}`,
      `${day}${month}${year.slice(2)}(?!\\d)`,
      `0?${Number(day)}[^\\p{L}\\p{N}]{1,4}0?${Number(month)}[^\\p{L}\\p{N}]{1,4}(?:${year}|${year.slice(2)}(?!\\d))`,
      `${year}[^\\p{L}\\p{N}]{1,4}0?${Number(month)}[^\\p{L}\\p{N}]{1,4}0?${Number(day)}(?!\\d)`,
      `0?${Number(day)}\\W{0,3}(?:Mei|Juni|Juli|Agst|Agustus|Nov\\w*)\\W{0,4}(?:19)?${year.slice(2)}`,
      `${year}\\W?(?:Mei|Agustus)\\W?${Number(day)}`,
      `bulan ${Number(month)} tahun ${year}`,
    ];
    for (const form of forms) if (new RegExp(`(?<!\\d)${form}`, "iu").test(plain)) told.push(`${date} as ${form}`);
  }
  if (/dua puluh lima mei/i.test(plain)) told.push("a date in words");
  return told;
}

test("trap 80: every kind of file of a masked run", async () => {
  using office = await Office.with(people);
  expect(readIn(list).length, "the search finds what is not masked").toBeGreaterThan(12);
  office.write("3201996505850009 daftar.csv", list);
  office.write("lain.csv", `${head}\n${people.map(rowOf).slice(0, 3).join("\n")}\n`);
  const files = ["3201996505850009 daftar.csv", "lain.csv"];
  const said: string[] = [];
  const run = async (...argv: string[]): Promise<void> => {
    const { exitCode, stdout, stderr } = await office.say(
      argv.map((word) => (/\.(?:csv|db|html)$|^(?:hasil|terbuka)/.test(word) ? office.path(word) : word)),
    );
    expect([0, 3], `${argv.join(" ")}\n${stderr}`).toContain(exitCode);
    // The office's own folder is named in what is printed.
    said.push(`${stdout}${stderr}`.replaceAll(office.folder, ""));
  };
  const within = ["--program", "sembako", "--period", "2026-T1"];
  await run("match", ...files, "--db", "dtsen.db", "--out", "hasil/laporan", "--mask", "--xlsx", ...within);
  await run("match", ...files, "--db", "dtsen.db", "--out", "hasil/masing", "--each", "--mask");
  await run("match", ...files, "--db", "dtsen.db", "--out", "terbuka", ...within);
  await run("worklist", "hasil/laporan", "--out", "hasil/kerja");
  await run("worklist", "terbuka", "--mask", "--out", "hasil/kerja-samar");
  await run("report", "hasil/laporan", "--out", "hasil/laporan.html");
  await run("evaluate", "hasil/laporan", "--sample", "5", "--out", "hasil/sampel.csv");
  await run("targeting", "terbuka", "--db", "dtsen.db", "--mask", "--out", "hasil/sasaran", ...within);
  const written = await textsBelow(office.path("hasil"));
  const kinds = new Set(written.map(([name]) => name.replace(/^.*\//, "").replace(/^.*(?=\.xlsx$)/, "")));
  expect([...kinds]).toEqual(expect.arrayContaining(["match.csv", "bantuan_ganda.csv", "rekap-daftar.csv", ".xlsx", "sampel.csv"]));
  for (const [name, text] of written) expect(readIn(text), name).toEqual([]);
  for (const text of said) expect(readIn(text), text).toEqual([]);
  expect(written.map(([, text]) => text).join("")).toContain("SITI RAHMAWATI");
});
