/** Traps 50 to 64: names, through the real program. */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Office, reasons, type Person, type Reports } from "../support/office.ts";
import { Case } from "../support/run-case.ts";
import { nameCases, type NameCase } from "./name-cases.ts";

const two = (number: number): string => String(number).padStart(2, "0");

/** The extract's person of a case: born on a day of her own, on a card of her own. */
function personAt({ dtsen, jk = "L" }: NameCase, at: number): Person {
  const [day, month, year] = [2 + (at % 24), 2 + (at % 10), 1931 + at];
  return {
    nik: `320199${two(day + (jk === "P" ? 40 : 0))}${two(month)}${two(year % 100)}${String(at + 1).padStart(4, "0")}`,
    nama: dtsen,
    nokk: `32019903020200${two(at)}`,
    tanggal_lahir: `${year}-${two(month)}-${two(day)}`,
    jenis_kelamin: jk === "L" ? "1" : "2",
    kelurahan_desa: `DESA ${"ABCDEFGHIJ"[at % 10]}`,
  };
}
const persons = nameCases.map(personAt);
const listed = nameCases.map(({ nama, jk = "L", without = [] }, at) => {
  const { nik = "", tanggal_lahir = "", kelurahan_desa = "" } = persons[at]!;
  const given = (what: "nik" | "date" | "desa", cell: string): string => (without.includes(what) ? "" : cell);
  return [given("nik", nik), nama, given("date", tanggal_lahir), jk, given("desa", kelurahan_desa), ""];
});

/** Women of one word in one village, two of them born on one day; and one in a village of her own. */
const suparmi = ["1957-03-08", "1961-04-12", "1961-04-12", "1970-09-23", "1948-05-30"].map(
  (tanggal_lahir, at): Person => ({
    nik: `320199${48 + at}0${at + 3}50010${at}`,
    nokk: `320199040202000${at}`,
    nama: "SUPARMI",
    tanggal_lahir,
    jenis_kelamin: "2",
    kelurahan_desa: at === 4 ? "DESA Z" : "DESA Y",
  }),
);
/** Twice two people of one name and one birth date. */
const namesakes = ["KRISNAWAN ADIPUTRANTO", "KRISNAWAN ADIPUTRANTO", "GALUHWATI SEKARNINGRUM", "GALUHWATI SEKARNINGRUM"].map(
  (nama, at): Person => ({
    nik: `320199${at < 2 ? 14 : 54}0879020${at + 1}`,
    nokk: `320199050202000${at}`,
    nama,
    tanggal_lahir: "1979-08-14",
    jenis_kelamin: at < 2 ? "1" : "2",
    kelurahan_desa: "DESA Q",
  }),
);
const formula: Person = { nik: "3201991508790301", nama: "=SUM(A1) WIRATMAKA", tanggal_lahir: "1979-08-15" };
const extra = [
  ["", "SUPARMI", "", "P", "DESA Y", ""],
  ["", "SUPARMI", "", "P", "DESA Z", ""],
  ["", "SUPARMI", "08-03-1957", "P", "DESA Y", ""],
  ["", "SUPARMI", "", "P", "DESA Y", suparmi[3]!.nokk!],
  ["", "SUPARMI", "12-04-1961", "P", "DESA Y", ""],
  ["", "KRISNAWAN ADIPUTRANTO", "14-08-1979", "L", "", ""],
  ["3201025408790301", "GALUHWATI SEKARNINGRUM", "14-08-1979", "P", "DESA Q", ""],
  ["3201991508790301", "=SUM(A1) WIRATMAKA", "15-08-1979", "L", "", ""],
  ["3201991608540777", "@BUNTARAN ZULKIRAM", "16-08-1954", "L", "", ""],
  ["'3201991708540777", "+62 GONDRONGAN", "17-08-1954", "L", "", ""],
] as const;

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const text = (lines: readonly (readonly string[])[]): string => lines.map((cells) => cells.map(quoted).join(";")).join("\n");
const header = ["NIK", "NAMA", "TGL LAHIR", "JK", "DESA", "NO KK"];
/** Row of the list that holds `extra[at]`. */
const extraRow = (at: number): number => nameCases.length + 2 + at;

let office: Office;
let reports: Reports;
beforeAll(async () => {
  office = await Office.with([...persons, ...suparmi, ...namesakes, formula]);
  reports = await office.match(text([header, ...listed, ...extra]));
});
afterAll(() => office[Symbol.dispose]());

/** Status and person of `extra[at]`. */
function found(at: number): [string, string] {
  const row = reports.row(extraRow(at));
  return [row["status"]!, row["dtsen_nik"]!];
}

/** A cell as the reports write it. */
const shown = (cell: string): string => (/^[=@+]/.test(cell) ? `'${cell}` : cell);

test.each(nameCases.map((each, at) => ({ ...each, at, left: each.without?.join(", ") ?? "nothing" })))(
  "trap $trap: $nama against $dtsen, $left left out: $status",
  ({ at, nama, dtsen, status, codes }) => {
    const row = reports.row(at + 2);
    expect([row["status"], reasons(row).filter((code) => code.startsWith("NAMA"))]).toEqual([status, codes]);
    expect([row["NAMA"], row["dtsen_nama"], row["dtsen_nik"]]).toEqual([shown(nama), dtsen, persons[at]!.nik]);
  },
);

test("trap 54: a name of one word finds nobody for certain in a village, but whoever bears it there is shown", () => {
  expect(found(0)[0]).toBe("KANDIDAT_GANDA");
  expect(found(1)).toEqual(["PERLU_CEK", suparmi[4]!.nik]);
});

test("trap 54: with the birth date it does, with the card it finds the right one at least to look at", () => {
  expect(found(2)).toEqual(["PADAN_PROBABILISTIK", suparmi[0]!.nik]);
  expect(found(3)).toEqual([expect.stringMatching(/^(?:PERLU_CEK|PADAN_PROBABILISTIK)$/), suparmi[3]!.nik]);
});

test.each([
  [4, "SUPARMI"],
  [5, "KRISNAWAN ADIPUTRANTO"],
  [6, "GALUHWATI SEKARNINGRUM"],
])("trap 62: two people of one name and birth date: neither wins by coming first (row %i, %s)", (at, nama) => {
  const row = reports.row(extraRow(at));
  expect([row.report, row["status"], row["dtsen_nama"]]).toEqual(["conflict", "KANDIDAT_GANDA", nama]);
  const [, second = ""] = /^\d+:(0\.\d+)/.exec(row["other_candidates"]!) ?? [];
  expect(Number(row["probability"])).toBeLessThan(0.51);
  expect(Math.abs(Number(row["probability"]) - Number(second))).toBeLessThan(0.01);
});

test("trap 64: no report holds a cell that a spreadsheet would run, and no NIK gets a mark", () => {
  const shownIn = (report: string): string => readFileSync(office.path(`laporan/${report}.csv`), "utf8");
  const cells = {
    match: ["'@SURATMIN", "'=SUM(A1) WIRATMAKA"],
    conflict: [`"'=CMD(""calc"")"`],
    orphan: ["'@BUNTARAN ZULKIRAM", "'+62 GONDRONGAN"],
  };
  for (const [report, expected] of Object.entries(cells)) {
    const content = shownIn(report);
    for (const cell of expected) expect(content).toContain(`;${cell};`);
    expect(content).not.toMatch(/(?:^|[;,])"?[=@+]/m);
  }
  const row = reports.row(extraRow(7));
  expect([row["status"], row["NAMA"], row["dtsen_nama"]]).toEqual(["PADAN_CATATAN", "'=SUM(A1) WIRATMAKA", "'=SUM(A1) WIRATMAKA"]);
  for (const { NIK = "", dtsen_nik = "", NAMA = "" } of reports.rows) {
    expect(NIK).toMatch(NAMA.endsWith("GONDRONGAN") ? /^'\d{16}$/ : /^(?:\d{16})?$/);
    expect(dtsen_nik).toMatch(/^(?:\d{16})?$/);
  }
});

test("trap 61: the listed wife is matched as herself, and gets the decile of her husband's family", async () => {
  using family = new Case();
  const person = "nomor_induk_kependudukan|nomor_kartu_keluarga|nama|tanggal_lahir|jenis_kelamin";
  const place = "JAWA BARAT|BOGOR|SUKAMAKMUR|SUKAJAYA";
  family.write(
    "anggota_keluarga_dtsen_v3_2026_32.01.csv",
    [
      `${person}|provinsi_ktp|kabupaten_kota_ktp|kecamatan_ktp|kelurahan_desa_ktp`,
      `3201990907710001|3201990101110001|WAHONO KARTAMIHARJA|1971-07-09|1|${place}`,
      `3201995203740002|3201990101110001|SULASTRI PUJIHARTINI|1974-03-12|2|${place}`,
    ].join("\n"),
  );
  family.write(
    "keluarga_dtsen_v3_2026_32.01.csv",
    [
      "nomor_kartu_keluarga|nama_kepala_keluarga|provinsi|kabupaten_kota|kecamatan|kelurahan_desa|desil_nasional",
      `3201990101110001|WAHONO KARTAMIHARJA|${place}|2`,
    ].join("\n"),
  );
  family.write("daftar.csv", "NIK;NAMA PENGURUS;NO KK\n3201995203740002;SULASTRI PUJIHARTINI;3201990101110001\n");
  const files = ["anggota_keluarga_dtsen_v3_2026_32.01.csv", "keluarga_dtsen_v3_2026_32.01.csv"];
  expect((await family.run(["index", ...files, "--db", "dtsen.db"])).exitCode).toBe(0);
  expect((await family.run(["match", "daftar.csv", "--db", "dtsen.db", "--out", "laporan"])).exitCode).toBe(0);
  const [row] = parse(readFileSync(family.path("laporan/match.csv")), { bom: true, delimiter: ";", columns: true }) as Record<
    string,
    string
  >[];
  expect([row!["status"], row!["dtsen_nama"], row!["dtsen_no_kk"], row!["dtsen_desil"]]).toEqual([
    "PADAN",
    "SULASTRI PUJIHARTINI",
    "3201990101110001",
    "2",
  ]);
});

test("trap 61: in a list of families it is noted that the wife is not the head", async () => {
  using work = new Case({
    "ekstrak.csv":
      "nik|nokk|nama|tanggal_lahir|jenis_kelamin|status_hubungan_keluarga|desil\n3201990101700001|3201990101100001|KARTOMO WIRYO|1970-01-01|1|1|3\n3201994201720001|3201990101100001|RUSMINAH DARSIH|1972-01-02|2|2|3\n",
    "daftar.csv": "NIK;NAMA PENGURUS\n3201994201720001;RUSMINAH DARSIH\n3201990101700001;KARTOMO WIRYO\n",
  });
  await work.say(["index", "ekstrak.csv"]);
  await work.say(["match", "daftar.csv", "--out", "laporan"]);
  const [, wife, husband] = readFileSync(work.path("laporan/match.csv"), "utf8").split("\r\n");
  expect(wife).toContain("BUKAN_KEPALA");
  expect(husband).not.toContain("BUKAN_KEPALA");
});
