/** Lists whose columns hold more, or somebody else, than their headers say by themselves: couples, a date or an address beside the name. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Office, type Reports } from "../support/office.ts";

const place = { kelurahan_desa: "WANAJAYA", kecamatan: "SUKAMAKMUR", alamat: "KP WANA RT 01 RW 02" };
const KARTOMO = "3201990101800001";
const RUSMINAH = "3201995203750002";
const DARMA = "3201990301700001";
const LILIS = "3201994412750001";
const [FIRST, SECOND] = ["3201990101100001", "3201990101100002"];
const people = [
  { ...place, nik: KARTOMO, nokk: FIRST, nama: "KARTOMO WIRYO", jenis_kelamin: "1", tanggal_lahir: "1980-01-01" },
  { ...place, nik: RUSMINAH, nokk: FIRST, nama: "RUSMINAH DARSIH", jenis_kelamin: "2", tanggal_lahir: "1975-03-12" },
  { ...place, nik: DARMA, nokk: SECOND, nama: "DARMA KUSNADI", jenis_kelamin: "1", tanggal_lahir: "1970-01-03" },
  { ...place, nik: LILIS, nokk: SECOND, nama: "LILIS KARTIKA", jenis_kelamin: "2", tanggal_lahir: "1975-12-04" },
];
let office: Office;
beforeAll(async () => {
  office = await Office.with(people);
});
afterAll(() => office[Symbol.dispose]());

const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;

/** Status and NIK of everybody in the reports, in the order of the list. */
function answers({ rows }: Reports): string[][] {
  return [...rows].sort((a, b) => Number(a["source_row"]) - Number(b["source_row"])).map((row) => [row["status"]!, row["dtsen_nik"]!]);
}

function wives(): string[][] {
  return [
    ["PADAN", RUSMINAH],
    ["PADAN", LILIS],
  ];
}

async function refused(list: string, ...argv: readonly string[]): Promise<string> {
  office.write("daftar.csv", list);
  const paths = ["--db", office.path("dtsen.db"), "--out", office.path("l")];
  const { exitCode, stderr } = await office.say(["match", office.path("daftar.csv"), ...paths, ...argv]);
  expect(exitCode).toBe(1);
  return stderr;
}

describe("husband and wife in one row", () => {
  const couples = [
    `1;KARTOMO WIRYO;${KARTOMO};01-01-1980;RUSMINAH DARSIH;${RUSMINAH};12-03-1975;WANAJAYA`,
    `2;DARMA KUSNADI;${DARMA};03-01-1970;LILIS KARTIKA;${LILIS};04-12-1975;WANAJAYA`,
  ];
  const husbands = [
    ["PADAN", KARTOMO],
    ["PADAN", DARMA],
  ];
  const heads = [
    ["one row", "NO;NAMA SUAMI;NIK SUAMI;TGL LAHIR SUAMI;NAMA ISTRI;NIK ISTRI;TGL LAHIR ISTRI;DESA"],
    ["two rows", "NO;SUAMI;;;ISTRI;;;DESA\n;NAMA;NIK;TGL LAHIR;NAMA;NIK;TGL LAHIR;"],
    ["two rows, the rest in the lower", ";SUAMI;;;ISTRI;;;\nNO;NAMA;NIK;TGL LAHIR;NAMA;NIK;TGL LAHIR;DESA"],
  ] as const;

  test.each(heads)("a header of %s: asked whose row it is, with both answers", async (_, head) => {
    const told = await refused(lines(head, ...couples));
    expect(told).toMatch(/every row names several people: "[^"]+" \(#2\), "[^"]+" \(#5\)/);
    expect(told).toMatch(/--map nama=#2 --out laporan-suami, then --map nama=#5 --out laporan-istri/);
  });

  test.each(heads)("a header of %s: each is matched with the columns of his own", async (_, head) => {
    expect(answers(await office.match(lines(head, ...couples), ["--map", "nama=#2"]))).toEqual(husbands);
    expect(answers(await office.match(lines(head, ...couples), ["--map", "nama=#5"]))).toEqual(wives());
    expect(answers(await office.match(lines(head, ...couples), ["--map", "nik=#6"]))).toEqual(wives());
  });

  test("a number for one of them: the row is about that one", async () => {
    const list = lines("NO;NAMA SUAMI;NIK SUAMI;NAMA ISTRI", `1;KARTOMO WIRYO;${KARTOMO};RUSMINAH DARSIH`);
    expect(answers(await office.match(list))).toEqual([["PADAN", KARTOMO]]);
  });

  test("one number and both names: the number tells whose it is", async () => {
    const list = lines(
      "NO;NIK;NAMA SUAMI;NAMA ISTRI",
      `1;${KARTOMO};KARTOMO WIRYO;RUSMINAH DARSIH`,
      `2;${LILIS};DARMA KUSNADI;LILIS KARTIKA`,
      `3;${RUSMINAH};;RUSMINAH DARSIH`,
    );
    expect(answers(await office.match(list))).toEqual([
      ["PADAN", KARTOMO],
      ["PADAN", LILIS],
      ["PADAN", RUSMINAH],
    ]);
  });

  test("a wife's or a mother's columns and no other: the list is about her", async () => {
    for (const who of ["ISTRI", "IBU"]) {
      const list = lines(`NO;NAMA ${who};NIK ${who};TGL LAHIR ${who};DESA`, `1;RUSMINAH DARSIH;;12-03-1975;WANAJAYA`);
      expect(answers(await office.match(list))).toEqual([["PADAN_PROBABILISTIK", RUSMINAH]]);
    }
  });

  test("a mother's maiden name is not the name of the one who has the number", async () => {
    const found = await office.match(lines("NO;NIK;NAMA IBU KANDUNG", `1;${RUSMINAH};SUTIRAH`));
    expect(answers(found)).toEqual([["PADAN_CATATAN", RUSMINAH]]);
  });
});

test("TGL, BLN and THN are a birth date where the years differ", async () => {
  const list = (year: string): string =>
    lines("NO;NAMA;TGL;BLN;THN;DESA", `1;RUSMINAH DARSIH;12;3;${year};WANAJAYA`, `2;LILIS KARTIKA;4;DESEMBER;75;WANAJAYA`);
  const found = await office.match(list("1975"));
  expect(found.row(2)["explanation"]).toContain("tanggal lahir sama");
  expect((await office.match(list("75"))).row(2)["explanation"]).toContain("tanggal lahir tidak dapat dibandingkan");
});

test("a header that is separated by another sign than its rows is told as such", async () => {
  const told = await refused(lines("NO;NIK;NAMA", `1,${KARTOMO},KARTOMO WIRYO`, `2,${LILIS},LILIS KARTIKA`));
  expect(told).toContain("the header in row 1 is separated by a semicolon, the other rows by a comma");
});

test("NO over NIKs is theirs; NAMA PENERIMA / AHLI WARIS is a name", async () => {
  const rows = people.map(({ nik, nama }) => `${nik};${nama};WANAJAYA`);
  expect(answers(await office.match(lines("NO;NAMA;DESA", ...rows)))).toEqual(people.map(({ nik }) => ["PADAN", nik]));
  const found = await office.match(lines("NO;NIK;NAMA PENERIMA / AHLI WARIS", `1;${KARTOMO};KARTOMO WIRYO`, `2;${LILIS};RUSMINAH DARSIH`));
  expect(answers(found)).toEqual([
    ["PADAN", KARTOMO],
    ["NIK_PADAN_NAMA_BEDA", LILIS],
  ]);
});

test.each(["^", "~", ":", "#"])("columns separated by %s are told as such", async (sign) => {
  const list = lines("NO;NIK;NAMA;DESA", `1;${KARTOMO};KARTOMO WIRYO;WANAJAYA`, `2;${LILIS};LILIS KARTIKA;WANAJAYA`);
  expect(await refused(list.replaceAll(";", sign))).toContain(`its columns are separated by "${sign}"`);
});

describe("more than a name in the cell of the name", () => {
  const dated = ["RUSMINAH DARSIH, Bogor 12-03-1975", "LILIS KARTIKA / BOGOR, 4 Desember 1975", "DARMA KUSNADI (03/01/1970)"];
  const found = [
    ["PADAN_PROBABILISTIK", RUSMINAH],
    ["PADAN_PROBABILISTIK", LILIS],
    ["PADAN_PROBABILISTIK", DARMA],
  ];

  test.each(["NAMA, TTL", "NAMA / TEMPAT, TANGGAL LAHIR", "Nama dan Tgl Lahir", "NAMA", "NAMA;\n;TEMPAT TGL LAHIR"])(
    "%s: name and birth date",
    async (head) => {
      const list = lines(`NO;${head};DESA`.replace("\n", ";\n"), ...dated.map((cell, at) => `${at + 1};${cell};WANAJAYA`));
      expect(answers(await office.match(list))).toEqual(found);
    },
  );

  test("beside the number as well", async () => {
    const list = lines(
      "NO;NAMA/NIK/TTL;DESA",
      `1;RUSMINAH DARSIH / ${RUSMINAH} / BOGOR, 12-03-1975;WANAJAYA`,
      "2;LILIS KARTIKA / - / 04-12-1975;WANAJAYA",
    );
    const reports = await office.match(list);
    expect(answers(reports)).toEqual([["PADAN", RUSMINAH], found[1]]);
    expect(reports.row(2)["explanation"]).toBe("NIK sama; nama sama; tanggal lahir sama.");
  });

  test.each(["NAMA DAN ALAMAT", "NAMA/ALAMAT"])("%s: name and address", async (head) => {
    const list = lines(
      `NO;${head};TGL LAHIR`,
      "1;RUSMINAH DARSIH, KP WANA RT 01 RW 02;12-03-1975",
      "2;LILIS KARTIKA DESA WANAJAYA;04-12-1975",
    );
    const reports = await office.match(list);
    expect(answers(reports)).toEqual(found.slice(0, 2));
    expect(reports.row(3)["explanation"]).toContain("desa sama");
  });

  test("an address is no date", async () => {
    const rows = people.map(({ nik, nama }) => `${nama} (RT 01/02);${nik}`);
    const found = await office.match(lines("NAMA;NIK", ...rows));
    expect(found.rows.map((row) => [row["status"], row["reasons"]])).toEqual(people.map(() => ["PADAN", ""]));
  });

  test("an age", async () => {
    const list = lines("NO;NAMA/UMUR;NIK", `1;RUSMINAH DARSIH / 51;${RUSMINAH}`, `2;LILIS KARTIKA (50 th);${LILIS}`);
    expect(answers(await office.match(list))).toEqual(wives());
  });

  test("a date in one name of many is a remark, and no name", async () => {
    const others = people.slice(0, 3).map(({ nik, nama }) => `${nama};${nik}`);
    const reports = await office.match(lines("NAMA;NIK", ...others, `LILIS KARTIKA, Bogor 04-12-1975;${LILIS}`));
    expect([reports.row(5)["status"], reports.row(5)["reasons"]]).toEqual(["PADAN_CATATAN", "NAMA_KETERANGAN"]);
  });

  test("masked, the day is not shown", async () => {
    const list = lines("NO;NAMA, TTL;NIK", `1;RUSMINAH DARSIH, Bogor 12-03-1975;${RUSMINAH}`, `2;LILIS KARTIKA, BOGOR 4 Des 1975;${LILIS}`);
    const { rows } = await office.match(list, ["--mask"]);
    expect(rows.map((row) => row["NAMA, TTL"])).toEqual(["RUSMINAH DARSIH, Bogor 1975", "LILIS KARTIKA, BOGOR 1975"]);
  });
});

describe("our own reports given as a list", () => {
  const list = lines("NO;NIK;NAMA;DESA", `1;${KARTOMO};KARTOMO WIRYO;WANAJAYA`, `2;${RUSMINAH};BUDI SANTOSO;WANAJAYA`);

  test("a CSV is read by the list's own columns, not by what DTSEN said", async () => {
    await office.match(list);
    const again = await office.match(readFileSync(office.path("laporan/conflict.csv")), [], "koreksi.csv");
    expect([answers(again), again.outcome.stderr]).toEqual([[["NIK_PADAN_NAMA_BEDA", RUSMINAH]], expect.not.stringContaining("dtsen_nik")]);
  });

  test("a workbook is told as what it is", async () => {
    await office.match(list, ["--xlsx"]);
    const { exitCode, stderr } = await office.say([
      "match",
      office.path("laporan/laporan.xlsx"),
      "--db",
      office.path("dtsen.db"),
      "--out",
      office.path("l"),
    ]);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/workbook of reports or a work list by dtsen[\s\S]*dtsen decide/)]);
  });

  test.each(["report", "worklist"])("%s of a file: no folder of reports", async (command) => {
    office.write("daftar.csv", list);
    const { exitCode, stderr } = await office.say([command, office.path("daftar.csv")]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("daftar.csv: is no folder of reports by dtsen match")]);
  });
});
