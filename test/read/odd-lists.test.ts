/** Lists of odd shape: cells under the wrong header, tables on their side or side by side, sex by ticks, labels and sums among the rows. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alignedCells } from "../../src/normalise/aligned-row.ts";
import { canonicalRegionName } from "../../src/normalise/regions/region-names.ts";
import { readNik } from "../../src/normalise/fields/nik.ts";
import { Office, reasons } from "../support/office.ts";

const place = { kelurahan_desa: "WANAJAYA", kecamatan: "SUKAMAKMUR" };
const KARTOMO = "3201990101800001";
const RUSMINAH = "3201995203750002";
const CARD = "3201990101100001";
const people = [
  { ...place, nik: KARTOMO, nokk: CARD, nama: "KARTOMO WIRYO", jenis_kelamin: "1", tanggal_lahir: "1980-01-01" },
  { ...place, nik: RUSMINAH, nokk: CARD, nama: "RUSMINAH DARSIH", jenis_kelamin: "2", tanggal_lahir: "1975-03-12" },
];
let office: Office;
beforeAll(async () => {
  office = await Office.with(people);
});
afterAll(() => office[Symbol.dispose]());

const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;

async function refused(list: string): Promise<string> {
  office.write("daftar.csv", list);
  const { exitCode, stderr } = await office.say([
    "match",
    office.path("daftar.csv"),
    "--db",
    office.path("dtsen.db"),
    "--out",
    office.path("l"),
  ]);
  expect(exitCode).toBe(1);
  return stderr;
}

describe("cells under other headers than they were written for", () => {
  const head = "NO;NIK;NAMA;TGL LAHIR;DESA;KET";
  const first = `1;${KARTOMO};KARTOMO WIRYO;01-01-1980;WANAJAYA;`;

  test.each([
    ["the running number left out", `${RUSMINAH};RUSMINAH DARSIH;12-03-1975;WANAJAYA;;`],
    ["a cell too many", `2;;${RUSMINAH};RUSMINAH DARSIH;12-03-1975;WANAJAYA`],
    ["all of them", `;2;${RUSMINAH};RUSMINAH DARSIH;12-03-1975;WANAJAYA`],
    ["NIK and name exchanged", `2;RUSMINAH DARSIH;${RUSMINAH};12-03-1975;WANAJAYA;`],
    ["the NIK in the name's cell", `2;;RUSMINAH DARSIH / ${RUSMINAH};12-03-1975;WANAJAYA;`],
    ["the name in the NIK's cell", `2;${RUSMINAH} RUSMINAH DARSIH;;12-03-1975;WANAJAYA;`],
  ])("%s: read by what they hold, and noted", async (_, row) => {
    const found = await office.match(lines(head, first, row));
    const { status, dtsen_nik } = found.row(3);
    expect([status, dtsen_nik, reasons(found.row(3))]).toEqual(["PADAN_CATATAN", RUSMINAH, ["SEL_BERGESER"]]);
    expect(found.row(2)["status"]).toBe("PADAN");
  });

  test("a name in the NIK's cell, and no other", async () => {
    const found = await office.match(lines(head, first, "2;RUSMINAH DARSIH;;12-03-1975;WANAJAYA;"));
    expect([found.row(3)["status"], found.row(3)["dtsen_nik"]]).toEqual(["PADAN_PROBABILISTIK", RUSMINAH]);
    expect(reasons(found.row(3))).toContain("SEL_BERGESER");
  });

  const withCard = { nokk: 1, nik: 2, nama: 3 };
  test.each([
    ["a number and a name", ["1", CARD, KARTOMO, "KARTOMO"], withCard],
    ["no number, a card before it", ["1", CARD, "", "KARTOMO WIRYO"], withCard],
    ["words for the number", ["1", CARD, "belum ada", "KARTOMO WIRYO"], withCard],
    ["a card behind an empty number", ["1", "", CARD, "KARTOMO WIRYO", "SITI"], { nik: 1, nokk: 2, nama: 3 }],
    ["nobody, and somebody else beside", ["", "", RUSMINAH, "RUSMINAH"], { nik: 0, nama: 1 }],
    ["nobody, and a father before", ["1", RUSMINAH, "", "RUSMINAH", ""], { nik: 2, nama: 4 }],
    ["a telephone number in the name", ["1", KARTOMO, "KARTOMO 081234567890"], { nik: 1, nama: 2 }],
  ])("%s: left as it is", (_, cells, mapping) => {
    expect(alignedCells(cells, mapping)).toBe(cells);
  });

  test("a card that has moved with the NIK", () => {
    const mapping = { nokk: 1, nik: 2, nama: 3 };
    expect(alignedCells([CARD, KARTOMO, "KARTOMO", "BOGOR", ""], mapping)).toEqual(["", CARD, KARTOMO, "KARTOMO", "BOGOR"]);
    expect(alignedCells(["1", "", CARD, KARTOMO, "KARTOMO"], mapping)).toEqual(["", CARD, KARTOMO, "KARTOMO", ""]);
  });
});

test.each(["SUKET", "KTP HILANG", "MASIH PROSES", "ikut KK", "?"])("words in the NIK's cell are no number: %s", (text) => {
  expect(readNik(text)).toMatchObject({ value: { value: null, damage: null }, findings: ["NIK_KOSONG"] });
});

test.each([`#${KARTOMO}`, `±${KARTOMO}`, `${KARTOMO}%`, KARTOMO.split("").join(" | ")])("marks around and between digits: %s", (text) => {
  expect(readNik(text)).toMatchObject({ value: { value: KARTOMO }, findings: ["NIK_DIBERSIHKAN"] });
});

test.each([
  ["320199********02", "320199"],
  ["3201xxxxxxxx0001", "3201"],
  ["320199••••••••01", "320199"],
  ["************0001", ""],
  ["3201-XXXX-XXXX-0001", "3201"],
  ["320199____01", "320199"],
  ["3201...0001", "3201"],
])("digits hidden by a sign, whatever the sign: %s", (text, digits) => {
  expect(readNik(text)).toEqual({
    value: { value: null, plausible: false, damage: { kind: "letters", digits, candidates: [] } },
    findings: ["NIK_BUKAN_ANGKA"],
  });
});

test.each(["3201.9901.0180.0001", `**${KARTOMO}**`, "3201 9901 0180 0001"])("marks that hide nothing: %s", (text) => {
  expect(readNik(text).value.value).toBe(KARTOMO);
});

test("JSON is told as what it is", async () => {
  expect(await refused(`[{"nik":"${KARTOMO}","nama":"KARTOMO WIRYO"}]`)).toMatch(/it holds JSON, not a table/);
});

test("a warning about the row's own cells is worth a look: PADAN_CATATAN", async () => {
  const found = await office.match(lines("NIK;NAMA;TGL LAHIR", `${KARTOMO};KARTOMO WIRYO;31-02-1980`, `${RUSMINAH};RUSMINAH DARSIH;`));
  expect([found.row(2)["status"], reasons(found.row(2))]).toEqual(["PADAN_CATATAN", ["TGL_TIDAK_MUNGKIN"]]);
  expect(found.row(3)["status"]).toBe("PADAN");
});

describe("tables that are no list", () => {
  test.each([
    [
      "a person per column",
      lines("NO;1;2", `NIK;${KARTOMO};${RUSMINAH}`, "NAMA;KARTOMO WIRYO;RUSMINAH DARSIH", "TGL LAHIR;01-01-1980;12-03-1975"),
    ],
    ["forms", lines("DATA 1;", `NIK :;${KARTOMO}`, "NAMA :;KARTOMO WIRYO", "DATA 2;", `NIK :;${RUSMINAH}`, "NAMA :;RUSMINAH DARSIH")],
  ])("%s: told, with the way out", async (_, list) => {
    expect(await refused(list)).toMatch(/a person per column, not per row[\s\S]*Transpose/);
  });

  test.each([
    ["with a gap", "NO;NIK;NAMA;;NO;NIK;NAMA", `1;${KARTOMO};KARTOMO WIRYO;;2;${RUSMINAH};RUSMINAH DARSIH`, "1, 5"],
    ["without", "NIK;NAMA;NIK;NAMA;KET", `${KARTOMO};KARTOMO WIRYO;${RUSMINAH};RUSMINAH DARSIH;-`, "1, 3"],
    ["names alone", "NO;NAMA;DESA;NO;NAMA;DESA", "1;KARTOMO WIRYO;WANAJAYA;2;RUSMINAH DARSIH;WANAJAYA", "1, 4"],
  ])("tables side by side, %s", async (_, head, row, columns) => {
    expect(await refused(lines(head, row))).toContain(`several tables stand side by side, beginning at columns ${columns};`);
  });

  test("two columns of one name are a question as before", async () => {
    expect(await refused(lines("NIK;NAMA;NAMA", `${KARTOMO};KARTOMO WIRYO;SITI`, `${RUSMINAH};RUSMINAH DARSIH;NUR`))).toContain(
      "several columns could be nama",
    );
  });
});

describe("sex by a tick in one of two columns", () => {
  const rows = (male: string, female: string): string[] => [
    `1;KARTOMO WIRYO;${male};01-01-1980;WANAJAYA`,
    `2;RUSMINAH DARSIH;${female};12-03-1975;WANAJAYA`,
  ];

  test.each([
    ["under a group", ["NO;NAMA;JENIS KELAMIN;;TGL LAHIR;DESA", ";;L;P;;", ...rows("V;", ";V")]],
    ["the other way round", ["NO;NAMA;JK;;TGL LAHIR;DESA", ";;P;L;;", ...rows(";1", "1;")]],
    ["without a group", ["NO;NAMA;LK;PR;TGL LAHIR;DESA", ...rows("√;-", "-;√")]],
    ["ages", ["NO;NAMA;UMUR;;TGL LAHIR;DESA", ";;L;P;;", ...rows("46;", ";51")]],
  ])("%s", async (_, list) => {
    const found = await office.match(lines(...list));
    expect(found.rows.map((row) => [row["status"], row["dtsen_nik"]])).toEqual([
      ["PADAN_PROBABILISTIK", KARTOMO],
      ["PADAN_PROBABILISTIK", RUSMINAH],
    ]);
    expect(found.rows.flatMap(reasons).filter((code) => code.startsWith("JK_"))).toEqual([]);
  });

  test("a tick in the wrong column differs from the extract", async () => {
    const found = await office.match(lines("NIK;NAMA;L;P", `${KARTOMO};KARTOMO WIRYO;;V`, `${RUSMINAH};RUSMINAH DARSIH;;V`));
    expect(reasons(found.row(2))).toEqual(["NIK_JK_BEDA", "JK_BEDA"]);
  });

  test("members of the family are not the person's sex", async () => {
    const found = await office.match(
      lines("NIK;NAMA;JUMLAH ANGGOTA;", ";;L;P", `${KARTOMO};KARTOMO WIRYO;0;3`, `${RUSMINAH};RUSMINAH DARSIH;2;`),
    );
    expect(found.rows.map((row) => row["status"])).toEqual(["PADAN", "PADAN"]);
  });
});

test("sums in words, counts and labels of cards are furniture; whoever is named like one is not", async () => {
  const found = await office.match(
    lines(
      "NO;NIK;NAMA;NOMINAL",
      `NO KK;${CARD};;`,
      `1;${KARTOMO};KARTOMO WIRYO;300000`,
      `NO. KK;${CARD};KEPALA KELUARGA;KARTOMO WIRYO`,
      `2;${RUSMINAH};RUSMINAH DARSIH;300000`,
      ";;2 orang;",
      ";;12 (dua belas) KPM;",
      ";;Enam ratus ribu rupiah;",
      "TERBILANG : ENAM RATUS RIBU RUPIAH;;;",
      "3;;RUPIAH SARI;300000",
      "4;;RIBUT SANTOSO;300000",
    ),
  );
  expect(found.rows.map((row) => Number(row["source_row"])).sort((a, b) => a - b)).toEqual([3, 5, 10, 11]);
});

test("a row separated otherwise is no person without a number: rejected, with both widths", async () => {
  const found = await office.match(
    lines("NO;NIK;NAMA", `1;${KARTOMO};KARTOMO WIRYO`, `2,${RUSMINAH},RUSMINAH DARSIH`, `3\t"${RUSMINAH}"\tRUSMINAH`),
  );
  expect(found.rows.map((row) => row["dtsen_nik"])).toEqual([KARTOMO]);
  expect(found.rejected.map((row) => [row["source_row"], row["reason"], row["detail"]])).toEqual([
    ["3", "JUMLAH_KOLOM", "1 kolom, seharusnya 3"],
    ["4", "JUMLAH_KOLOM", "1 kolom, seharusnya 3"],
  ]);
});

test.each(["N tahun", "umur N", "± N th", "N thn 3 bln"])("an age in the column of dates is read as one: %s", async (written) => {
  const age = written.replace("N", String(new Date().getFullYear() - 1980));
  const found = await office.match(lines("NIK;NAMA;TGL LAHIR", `${KARTOMO};KARTOMO WIRYO;${age}`));
  expect([found.row(2)["dtsen_nik"], reasons(found.row(2))]).toEqual([KARTOMO, ["TGL_HANYA_TAHUN"]]);
});

test.each([
  ["WANAJAYA", "Ds. Wana Jaya", "WANAJAYA/RT 01", "WANAJAYA RT 01/05", "WANAJAYA (01)"],
  ["WANAJAYA", "WANAJAYA KEC. SUKAMAKMUR", "WANAJAYA, SUKAMAKMUR", "Kp Krajan, Wanajaya", "32.01.99.2001 - WANAJAYA"],
  ["7ULU", "7 Ulu", "Kel. 7 ULU RT 3", "7 ULU, SEBERANG ULU"],
  ["SUKAMAJU2", "SUKA MAJU II", "Kelurahan Sukamaju II, RW 02"],
  ["KECAPI", "Desa Kecapi", "KECAPI KECAMATAN X"],
])("what else the village's cell says is not its name: %s", (name, ...written) => {
  expect(written.map((text) => canonicalRegionName(text, "desa"))).toEqual(written.map(() => name));
});
