/** Traps 40 to 49: birth dates, through the real program. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Office, reasons, type Person, type ReportRow, type Reports } from "../support/office.ts";

/** A row of the list with an equal NIK and name, its birth date as written, and what the extract has. */
interface Written {
  readonly text: string;
  /** `yyyy-mm-dd` in the extract. */
  readonly born: string;
  /** The date inside the NIK, where it is not that of `born`. */
}

const written: readonly Written[] = [
  { text: "07/01/1973", born: "1973-07-01" },
  { text: "07/02/1973", born: "1973-07-02" },
  { text: "05/05/1980", born: "1980-05-05" },
  { text: "12 Mei 1980", born: "1980-05-12" },
  { text: "5 Agustus 1971", born: "1971-08-05" },
  { text: "1 Okt 70", born: "1970-10-01" },
  { text: "31 Desember 1965", born: "1965-12-31" },
  { text: "9 Pebruari 1981", born: "1981-02-09" },
  { text: "14 Nopember 1982", born: "1982-11-14" },
  { text: "13/07/58", born: "1958-07-13" },
  { text: "17/03/1925", born: "1925-03-17" },
  { text: "18/03/2025", born: "2025-03-18" },
  { text: "19/03/1925", born: "2025-03-19" },
  { text: "", born: "2025-03-20" },
  { text: "", born: "1925-03-21" },
  { text: "32874", born: "1990-01-01" },
  { text: "32879.0", born: "1990-01-06" },
  { text: "1990", born: "1990-04-23" },
  { text: "1990", born: "1991-04-23" },
  { text: "00-00-0000", born: "1983-04-21" },
  { text: "31-02-1990", born: "1990-02-03" },
  { text: "1900-01-01", born: "1984-06-19" },
  { text: "-", born: "1985-07-23" },
  { text: "12 Mei 1980", born: "1980-06-21" },
  { text: "22/08/1986", born: "1986-08-22" },
];

const two = (number: number): string => String(number).padStart(2, "0");
const nikOf = (born: string, serial: number): string =>
  `320199${born.slice(8)}${born.slice(5, 7)}${born.slice(2, 4)}${two(serial).padStart(4, "0")}`;
const nameOf = (at: number): string => `KARTOREJO ${"BCDFGHKLMN"[at % 10]}ALIM${"AU"[Math.floor(at / 20)]}${"BKLNR"[Math.floor(at / 10)]}`;
const personOf = ({ born }: Written, at: number): Person => ({ nik: nikOf(born, at + 1), nama: nameOf(at), tanggal_lahir: born });

/** Eighty women of one name, so that it is a common one; the last two are asked for. */
const namesakes = Array.from({ length: 80 }, (_, at): Person => {
  const born = at === 79 ? "1970-07-23" : at === 78 ? "1970-07-01" : `19${30 + (at % 40)}-${two(1 + (at % 11))}-${two(2 + (at % 26))}`;
  const kelurahan_desa = `DESA ${"ABCDEFGHIJ"[at % 10]}`;
  return { nik: nikOf(born, 100 + at), nama: "SITI AMINAH", tanggal_lahir: born, jenis_kelamin: "2", kelurahan_desa };
});
const rare: Person = {
  nik: "3201994107700300",
  nama: "SUKMAWIJAYANTI LEKSONO",
  tanggal_lahir: "1970-07-01",
  jenis_kelamin: "2",
  kelurahan_desa: "DESA K",
};
/** Rows without a NIK: what name, date, sex and village say together. */
const withoutNik = [
  ["SITI AMINAH", "01-07-1970", "", ""],
  ["SITI AMINAH", "23-07-1970", "", ""],
  ["SUKMAWIJAYANTI LEKSONO", "01-07-1970", "P", "DESA K"],
] as const;

const rows = written.map(({ text }, at) => [personOf(written[at]!, at).nik, nameOf(at), text, "L", ""]);
const text = (lines: readonly (readonly (string | undefined)[])[]): string => lines.map((cells) => cells.join(";")).join("\n");
const list = text([["NIK", "NAMA", "TANGGAL LAHIR", "JK", "DESA"], ...rows, ...withoutNik.map((cells) => ["", ...cells])]);
const people = [...written.map(personOf), ...namesakes, rare];

let office: Office;
let reports: Reports;
beforeAll(async () => {
  office = await Office.with(people);
  reports = await office.match(list);
});
afterAll(() => office[Symbol.dispose]());

/** The list's row with this date against this person's. */
function rowOf(text: string, born: string): ReportRow {
  return reports.row(written.findIndex((each) => each.text === text && each.born === born) + 2);
}

/** Status, reasons and what is said of the dates; the list's own cell and the extract's date must stand as they were. */
function answer(text: string, born: string): [string, string[], string] {
  const row = rowOf(text, born);
  expect([row["TANGGAL LAHIR"], row["dtsen_tanggal_lahir"]]).toEqual([text, born]);
  return [row["status"]!, reasons(row), /^NIK sama; nama sama; ?(.*)\.$/.exec(row["explanation"]!)?.[1] ?? row["explanation"]!];
}

const same = "tanggal lahir sama";
const sameDefault = `${same} (tanggal pengganti yang lazim)`;
const afterNik = "urutan bulan/hari dibaca menurut NIK";

test.each<[string, string, string[], string]>([
  ["07/01/1973", "1973-07-01", ["TGL_URUTAN", "TGL_BAKU"], `${sameDefault}; ${afterNik}`],
  ["07/02/1973", "1973-07-02", ["TGL_URUTAN"], `${same}; ${afterNik}`],
])("trap 40: %s is read after the row's own NIK as %s, with a note", (written, born, noted, said) => {
  expect(answer(written, born)).toEqual(["PADAN", noted, said]);
});

test("trap 41: 05/05/1980 is not swapped", () => {
  expect(answer("05/05/1980", "1980-05-05")).toEqual(["PADAN", [], same]);
});

test.each<[string, string, string[], string]>([
  ["12 Mei 1980", "1980-05-12", [], same],
  ["5 Agustus 1971", "1971-08-05", [], same],
  ["1 Okt 70", "1970-10-01", [], same],
  ["31 Desember 1965", "1965-12-31", ["TGL_BAKU"], sameDefault],
  ["9 Pebruari 1981", "1981-02-09", [], same],
  ["14 Nopember 1982", "1982-11-14", [], same],
])("trap 42: %s is %s", (written, born, noted, said) => {
  expect(answer(written, born)).toEqual(["PADAN", noted, said]);
});

test("trap 42: a month's name read as another month would be reported", () => {
  const [status, codes, said] = answer("12 Mei 1980", "1980-06-21");
  expect([status, codes]).toEqual(["PADAN_CATATAN", ["NIK_TGL_BEDA", "TGL_BEDA"]]);
  expect(said).not.toContain(same);
});

test("trap 43: 13/07/58 is 1958, never 2058", () => {
  expect(answer("13/07/58", "1958-07-13")).toEqual(["PADAN", [], same]);
});

test.each(["1925-03-17", "2025-03-18"])("trap 44: the column tells which century the NIK's 25 is: %s", (born) => {
  expect(answer(born.split("-").reverse().join("/"), born)).toEqual(["PADAN", [], same]);
});

test("trap 44: the column's century is compared, not the one that suits", () => {
  expect(answer("19/03/1925", "2025-03-19")).toEqual(["PADAN_CATATAN", ["TGL_MIRIP"], "tanggal lahir berbeda satu bagian"]);
});

test.each(["2025-03-20", "1925-03-21"])("trap 44: without a date the century stays open and nothing disagrees: %s", (born) => {
  expect(answer("", born)).toEqual(["PADAN", ["TGL_KOSONG", "ABAD_AMBIGU"], "abad tahun lahir tidak pasti"]);
});

test("trap 45: five digits are a spreadsheet's day number, with or without decimals", () => {
  expect(answer("32874", "1990-01-01")).toEqual(["PADAN", ["TGL_SERIAL_EXCEL", "TGL_BAKU"], sameDefault]);
  expect(answer("32879.0", "1990-01-06")).toEqual(["PADAN", ["TGL_SERIAL_EXCEL"], same]);
});

test("trap 45: 1990 alone is a year", () => {
  expect(answer("1990", "1990-04-23")).toEqual(["PADAN", ["TGL_HANYA_TAHUN"], "hanya tahun lahir sama"]);
  expect(answer("1990", "1991-04-23")).toEqual([
    "PADAN_CATATAN",
    ["TGL_HANYA_TAHUN", "NIK_TGL_BEDA", "TGL_BEDA"],
    "tanggal lahir berbeda; tanggal di NIK berbeda dari tanggal lahir",
  ]);
});

const unknownDates = [
  ["00-00-0000", "1983-04-21", "TGL_KOSONG"],
  ["31-02-1990", "1990-02-03", "TGL_TIDAK_MUNGKIN"],
  ["1900-01-01", "1984-06-19", "TGL_KOSONG"],
  ["-", "1985-07-23", "TGL_KOSONG"],
] as const;

test.each(unknownDates)("trap 46: %s is no date: neither for nor against %s", async (written, born, code) => {
  const [status, codes, said] = answer(written, born);
  // What cannot be a date is to be put right in the list; none given is not.
  expect([status, codes]).toEqual([code === "TGL_KOSONG" ? "PADAN" : "PADAN_CATATAN", [code]]);
  expect(said).not.toMatch(/tanggal lahir (?:sama|berbeda|tertukar)|tahun lahir/);
  const row = rowOf(written, born)["source_row"]!;
  const { stdout } = await office.say(["explain", "daftar.csv", "--row", row, "--db", "dtsen.db", "--json"]);
  const [best] = (JSON.parse(stdout) as { candidates: { evidence: { comparison: string; level: string }[] }[] }).candidates;
  expect(best!.evidence.find(({ comparison }) => comparison === "identity")!.level).toBe("equal/unknown");
});

const headings = ["HARI LAHIR;BULAN LAHIR;TAHUN LAHIR", "tgl_lahir;bln_lahir_value;thn_lahir", "TGL;BLN;THN"] as const;
const byHand = ["--map", "hari_lahir=TGL", "--map", "bulan_lahir=BLN", "--map", "tahun_lahir=THN"];

test.each(headings)("trap 47: day, month and year in the columns %s are composed", async (heading) => {
  const parts = [
    ["12", "Mei", "1980"],
    ["9", "02", "1981"],
    ["14.0", "11.0", "1982"],
    ["1", "OKT", "70"],
    ["8", "5", "1971"],
  ];
  const listed = [3, 7, 8, 5, 4].map((at) => personOf(written[at]!, at));
  const lines = parts.map((part, at) => [listed[at]!.nik, listed[at]!.nama, ...part]);
  const { row } = await office.match(text([["NIK", "NAMA", heading], ...lines]), heading === "TGL;BLN;THN" ? byHand : [], "tiga.csv");
  const answers = parts.map((_, at) => [row(at + 2)["status"], row(at + 2)["explanation"]]);
  expect(answers.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => ["PADAN", "NIK sama; nama sama; tanggal lahir sama."]));
  expect(answers[4]).toEqual(["PADAN_CATATAN", expect.stringContaining("tanggal lahir tertukar hari/bulan")]);
  expect(parts.map((_, at) => heading.split(";").map((column) => row(at + 2)[column]))).toEqual(parts);
});

test.each(["Asia/Jakarta", "America/Los_Angeles", "Pacific/Kiritimati"])("trap 48: no date moves a day on a machine in %s", async (TZ) => {
  const environment = { TZ };
  expect((await office.say(["index", "ekstrak.csv", "--db", "zona.db"], { environment })).exitCode).toBe(0);
  expect((await office.say(["match", "daftar.csv", "--db", "zona.db", "--out", "zona"], { environment })).exitCode).toBe(0);
  await office.match(list);
  for (const report of ["match.csv", "conflict.csv", "orphan.csv"]) {
    expect(readFileSync(office.path(`zona/${report}`), "utf8")).toBe(readFileSync(office.path(`laporan/${report}`), "utf8"));
  }
});

test("trap 49: one default date and a common name are not enough; a rare name, the sex and the village are", () => {
  const [common, ordinary, rarest] = [0, 1, 2].map((at) => reports.row(written.length + 2 + at));
  expect([common!.report, common!["status"], common!["dtsen_nik"]]).toEqual(["conflict", "PERLU_CEK", namesakes[78]!.nik]);
  expect(reasons(common!)).toContain("TGL_BAKU");
  expect([ordinary!["status"], ordinary!["dtsen_nik"]]).toEqual(["PADAN_PROBABILISTIK", namesakes[79]!.nik]);
  expect([rarest!["status"], rarest!["dtsen_nik"]]).toEqual(["PADAN_PROBABILISTIK", rare.nik]);
  expect(Number(common!["probability"])).toBeLessThan(Number(rarest!["probability"]));
});

test("trap 49: with an equal NIK a default date disturbs nothing", () => {
  expect(answer("31 Desember 1965", "1965-12-31")[0]).toBe("PADAN");
});
