/** What else takes rulings into account: explain says what the report says, evaluate takes them for the truth, forms tell the extract. */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formCsv, type Filled } from "../support/form.ts";
import { Office, type Person, type Reports } from "../support/office.ts";

let serial = 0;
function person(
  nama: string,
  tanggal_lahir: string,
  more: Partial<Person> = {},
): Person & { nik: string; nama: string; tanggal_lahir: string } {
  serial++;
  const born = `${tanggal_lahir.slice(8, 10)}${tanggal_lahir.slice(5, 7)}${tanggal_lahir.slice(2, 4)}`;
  return {
    nik: `320199${born}${String(serial).padStart(4, "0")}`,
    nokk: `32019901011${String(serial).padStart(5, "0")}`,
    nama,
    tanggal_lahir,
    desil_nasional: "6",
    ...more,
  };
}
const people = {
  warsono: person("WARSONO KUSNADI", "1961-03-12"),
  gunarto: person("GUNARTO PRASETYA", "1972-08-05", { desil_nasional: "3" }),
  darmi: person("DARMI LESTARI", "1955-11-23"),
  sutrisno: person("SUTRISNO HADI", "1968-02-09", { desil_nasional: "" }),
  kartini: person("KARTINI WULANDARI", "1980-04-21"),
  bagas: person("BAGAS PAMUNGKAS", "1991-07-30"),
};
const at = { alias: 2, slip: 3, other: 4, sound: 5, nobody: 6, contested: 7, later: 8 };
const line = (nik: string, nama: string, tanggal: string): string => `${nik},${nama},${tanggal},SUKAJAYA`;
const list = `NIK,NAMA,TGL LAHIR,DESA
${line(people.warsono.nik, "PAIJAN", "1961-03-12")}
${line("3201990508720099", "GUNARTO PRASETYA", "1972-08-05")}
${line(people.darmi.nik, "SRI REJEKI", "1955-11-23")}
${line(people.sutrisno.nik, "SUTRISNO HADI", "1968-02-09")}
${line("3201990101500077", "ZULKARNAEN TAMBUNAN", "1950-01-01")}
${line(people.kartini.nik, "MARYAM", "1980-04-21")}
${line(people.bagas.nik, "TOTOK", "1991-07-30")}
`;
const asks = ["--decisions", "keputusan.csv", "--overlay", "meninggal=kematian.csv", "--desil-max", "4"];

let office: Office;
let before: Reports;
let after: Reports;
beforeAll(async () => {
  office = await Office.with(Object.values(people), ["--label", "DTSEN T1", "--date", "2026-02-05"]);
  before = await office.match(list);
  office.write("kematian.csv", `NIK,NAMA\n${people.sutrisno.nik},SUTRISNO HADI\n${people.gunarto.nik},GUNARTO PRASETYA\n`);
  const fill = (row: number, PUTUSAN: string, more: Partial<Filled> = {}): Filled => ({ row: before.row(row), PUTUSAN, ...more });
  const forms: Readonly<Record<string, readonly Filled[]>> = {
    Ani: [
      fill(at.alias, "SAMA"),
      fill(at.slip, "", { nikBenar: people.gunarto.nik }),
      fill(at.other, "BEDA"),
      fill(at.contested, "SAMA"),
      fill(at.later, "TUNDA"),
    ],
    Budi: [fill(at.contested, "BEDA")],
  };
  for (const [officer, filled] of Object.entries(forms)) {
    office.write(`${officer}.csv`, formCsv(filled));
    expect((await office.say(["decide", `${officer}.csv`, "--officer", officer])).exitCode).toBe(0);
  }
  after = await office.match(list, asks);
});
afterAll(() => office[Symbol.dispose]());

test.each(Object.entries(at))("explain of %s says what the report's line says: rulings, marks and the limit", async (_, row) => {
  const { exitCode, stdout } = await office.say(["explain", "daftar.csv", "--row", String(row), "--json", ...asks]);
  expect(exitCode).toBe(0);
  const { status, reasons, sentence } = JSON.parse(stdout) as { status: string; reasons: string[]; sentence: string };
  const reported = after.row(row);
  expect({ status, reasons: reasons.join(";"), sentence }).toEqual({
    status: reported["status"],
    reasons: reported["reasons"],
    sentence: reported["explanation"],
  });
  expect((await office.say(["explain", "daftar.csv", "--row", String(row), ...asks])).exitCode).toBe(0);
});

test("the rulings, the marks and the limit are in those answers", () => {
  expect(after.row(at.alias)["status"]).toBe("PADAN_PUTUSAN");
  expect(after.row(at.slip)).toMatchObject({ status: "PADAN_PUTUSAN", reasons: expect.stringContaining("TANDA_MENINGGAL") });
  expect(after.row(at.other)["reasons"]).toContain("PUTUSAN_BEDA");
  expect(after.row(at.sound)["reasons"]).toContain("TANDA_MENINGGAL");
  expect(after.row(at.contested)["reasons"]).toContain("PUTUSAN_BERTENTANGAN");
  expect(after.row(at.later)["explanation"]).toContain("putusan ditunda");
});

test("explain without them says what a run without them says", async () => {
  const { stdout } = await office.say(["explain", "daftar.csv", "--row", String(at.alias), "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ status: before.row(at.alias)["status"], sentence: before.row(at.alias)["explanation"] });
});

test("evaluate takes rulings for the truth: of rows re-sorted since, by what they say", async () => {
  const [header, ...lines] = list.trimEnd().split("\n");
  office.write("urut.csv", `JUDUL,,,\n${header}\n${lines.toReversed().join("\n")}\n`);
  expect((await office.say(["match", "urut.csv", "--db", "dtsen.db", "--out", "urut"])).exitCode).toBe(0);
  const { exitCode, stdout } = await office.say(["evaluate", "urut", "--truth", "keputusan.csv", "--out", "benar.csv", "--json"]);
  expect(exitCode).toBe(0);
  // Ruled the same: Warsono; by the right number: Gunarto. Darmi is ruled out and still the candidate.
  expect(JSON.parse(stdout)).toMatchObject({
    rulings: { rows: 2, ruledOut: 1, stillGiven: { match: 0, conflict: 1 }, open: 2, unnamed: 0, applied: false },
    rows: 2,
    inExtract: 2,
    links: { recall: { successes: 2, trials: 2 } },
  });
  const truth = parse(readFileSync(office.path("benar.csv")), { bom: true, columns: true }) as Record<string, string>[];
  expect(truth.map(({ source_file, source_row, dtsen_nik }) => [source_file, source_row, dtsen_nik]).toSorted()).toEqual([
    ["urut.csv", "8", people.gunarto.nik],
    ["urut.csv", "9", people.warsono.nik],
  ]);
  // The truth file says the same as the rulings.
  const again = await office.say(["evaluate", "urut", "--truth", "benar.csv", "--json"]);
  const { rulings: _, ...figures } = JSON.parse(stdout);
  expect(JSON.parse(again.stdout)).toEqual(figures);
});

test("evaluate of a run that has applied the rulings says that it tests nothing; a masked one is refused", async () => {
  const { exitCode, stdout } = await office.say(["evaluate", "laporan", "--truth", "keputusan.csv", "--lang", "id"]);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining("tidak menguji apa-apa")]);
  expect(stdout).toContain("bukan sampel acak");
  await office.say(["match", "daftar.csv", "--db", "dtsen.db", "--out", "samar", "--mask"]);
  expect((await office.say(["evaluate", "samar", "--truth", "keputusan.csv"])).exitCode).toBe(1);
});

test("keputusan.csv says on which extract was ruled, from whatever form it was read", async () => {
  await office.say(["match", "daftar.csv", "--db", "dtsen.db", "--out", "penuh", "--xlsx"]);
  const text = readFileSync(office.path("penuh/kandidat.csv"), "utf8");
  const [header, first] = parse(text, { bom: true }) as string[][];
  office.write("kandidat-isi.csv", `${[...header!, "PUTUSAN"].join(";")}\n${[...first!, "SAMA"].map((cell) => `"${cell}"`).join(";")}\n`);
  expect((await office.say(["decide", "kandidat-isi.csv", "--officer", "Ani", "--decisions", "dari-kandidat.csv"])).exitCode).toBe(0);
  const [ruling] = parse(readFileSync(office.path("dari-kandidat.csv")), { bom: true, columns: true }) as Record<string, string>[];
  expect([ruling!["dtsen_label"], ruling!["dtsen_tanggal"]]).toEqual(["DTSEN T1", "2026-02-05"]);
});
