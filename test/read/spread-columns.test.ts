/** A field that several columns hold together: numbers in boxes and pieces, names in parts. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columnsOf } from "../../src/normalise/combined-cell.ts";
import { readHeader } from "../../src/read/aliases.ts";
import { mapColumns, numberedColumns } from "../../src/read/mapping.ts";
import { Office, reasons } from "../support/office.ts";

const place = { kelurahan_desa: "WANAJAYA", kecamatan: "SUKAMAKMUR" };
const people = [
  { ...place, nik: "3201990101800001", nokk: "3201990101100001", nama: "KARTOMO WIRYO", tanggal_lahir: "1980-01-01" },
  {
    ...place,
    nik: "3201995203750002",
    nokk: "3201990101100001",
    nama: "RUSMINAH TRI DARSIH",
    jenis_kelamin: "2",
    tanggal_lahir: "1975-03-12",
  },
  { ...place, nik: "3201991204850003", nokk: "3201990101100002", nama: "SUKARDI", tanggal_lahir: "1985-04-12" },
] as const;
const [kartomo, rusminah, sukardi] = people;
let office: Office;
beforeAll(async () => {
  office = await Office.with(people);
});
afterAll(() => office[Symbol.dispose]());

const boxes = (number: string): string => [...number].join(";");
const blank = ";".repeat(15);
const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;
const pieces = (number: string, ...lengths: readonly number[]): string => {
  let from = 0;
  return lengths.map((length) => number.slice(from, (from += length))).join(";");
};

describe("numbers", () => {
  test.each<[string, readonly string[], (number: string, card: string) => string]>([
    ["two columns", ["NIK 1;NIK 2;NAMA"], (nik) => pieces(nik, 8, 8)],
    ["six and ten", ["NIK (6 DIGIT PERTAMA);NIK (10 DIGIT TERAKHIR);NAMA"], (nik) => pieces(nik, 6, 10)],
    ["four fours, the header merged", ["NIK;;;;NAMA"], (nik) => pieces(nik, 4, 4, 4, 4)],
    ["pieces named under it", ["NIK;;;NAMA", "KODE WILAYAH;TGL LAHIR;NO URUT;"], (nik) => pieces(nik, 6, 6, 4)],
    ["behind a running number", ["NO;NIK;;;NAMA", ";PROV KAB KEC;TGL LAHIR;NO URUT;"], (nik) => `1;${pieces(nik, 6, 6, 4)}`],
    ["boxes under a merged header", [`NIK;${blank}NAMA`], boxes],
    ["boxes that are numbered", [`NO KTP;${blank}NAMA`, "1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;"], boxes],
    ["boxes under numbers", ["1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;NAMA;ALAMAT"], (nik) => boxes(nik)],
    ["NIK and card in boxes", [`NIK;${blank}NO KK;${blank}NAMA`], (nik, card) => `${boxes(nik)};${boxes(card)}`],
  ])("%s: read as one number", async (_, header, cells) => {
    const found = await office.match(lines(...header, ...people.map(({ nik, nokk, nama }) => `${cells(nik, nokk)};${nama}`)));
    expect(found.rows.map((row) => [row["status"], row["dtsen_nik"]])).toEqual(people.map(({ nik }) => ["PADAN", nik]));
  });

  test("digits that do not make sixteen are no number, and told", async () => {
    const found = await office.match(
      lines(`NIK;${blank}NAMA`, ...people.map(({ nik, nama }) => `${boxes(nik)};${nama}`), `${boxes(sukardi.nik.slice(0, 15))};;SUKARDI`),
    );
    expect(reasons(found.row(5))).toContain("NIK_PANJANG");
    expect(found.row(5)["status"]).not.toBe("PADAN");
  });

  test("pieces that make no NIK stay what they are", () => {
    const headers = ["NIK", "", "NAMA"];
    const rows = [
      ["320199", "17", "SUKARDI"],
      ["320199", "18", "KARTOMO"],
    ];
    expect(mapColumns({ file: "x", headers, readings: headers.map(readHeader), rows }, {}).mapping).toEqual({ nik: 0, nama: 2 });
  });

  test("a column beside the number that is headed otherwise is no piece of it", () => {
    const headers = ["NIK", "RT", "NAMA"];
    const rows = [
      ["320199010180000", "1", "KARTOMO"],
      ["320199120485000", "3", "SUKARDI"],
    ];
    expect(mapColumns({ file: "x", headers, readings: headers.map(readHeader), rows }, {}).mapping.spread).toBeUndefined();
  });

  test("masked, no digit of a box can be read", async () => {
    const list = lines(`NIK;${blank}NAMA;DESA`, ...people.map(({ nik, nama }) => `${boxes(nik)};${nama};WANAJAYA`));
    await office.match(list, ["--mask"]);
    expect(readFileSync(office.path("laporan/match.csv"), "utf8").split("\n")[1]).toMatch(/;(?:•;){16}KARTOMO WIRYO;WANAJAYA/);
  });
});

describe("names", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["first and last", ["NAMA DEPAN;NAMA BELAKANG"], ["KARTOMO;WIRYO", "RUSMINAH;TRI DARSIH", "SUKARDI;"]],
    ["three parts", ["NAMA DEPAN;NAMA TENGAH;NAMA KELUARGA"], ["KARTOMO;;WIRYO", "RUSMINAH;TRI;DARSIH", "SUKARDI;;"]],
    ["in English", ["First Name;Last Name"], ["KARTOMO;WIRYO", "RUSMINAH TRI;DARSIH", "SUKARDI;SUKARDI"]],
    ["under a merged header", ["NAMA;", "DEPAN;BELAKANG"], ["KARTOMO;WIRYO", "RUSMINAH;TRI DARSIH", ";SUKARDI"]],
    ["apart", ["NAMA DEPAN;KET;NAMA BELAKANG"], ["KARTOMO;;WIRYO", "RUSMINAH;PKH;TRI DARSIH", "SUKARDI;;"]],
    ["one header over two columns", ["NAMA;"], ["KARTOMO;WIRYO", "RUSMINAH;TRI DARSIH", "SUKARDI;"]],
    ["members beside their head", ["NAMA;"], ["KARTOMO WIRYO;", ";RUSMINAH TRI DARSIH", ";SUKARDI"]],
    ["a clan beside the name", ["NAMA;MARGA"], ["KARTOMO;WIRYO", "RUSMINAH TRI DARSIH;DARSIH", "SUKARDI;"]],
  ])("%s: read as one name", async (_, header, names) => {
    const found = await office.match(
      lines(
        ...header.map((row, at) => (at === 0 ? `TGL LAHIR;${row};DESA` : `;${row};`)),
        ...people.map(({ tanggal_lahir }, at) => `${tanggal_lahir};${names[at]};WANAJAYA`),
      ),
    );
    const named = ([nama]: readonly string[]): unknown => [nama, "PADAN_PROBABILISTIK", []];
    expect(found.rows.map((row) => [row["dtsen_nama"], row["status"], reasons(row).filter((code) => code.startsWith("NAMA"))])).toEqual(
      people.map(({ nama }) => named([nama])),
    );
  });

  test.each([
    ["a whole name goes before its parts", ["NAMA LENGKAP", "NAMA DEPAN", "NAMA BELAKANG"], [0]],
    ["parts of a mother's name are hers", ["NAMA", "NAMA DEPAN IBU", "NAMA BELAKANG IBU"], [0]],
    ["a remark without a header is no part", ["NAMA", ""], [0]],
    ["the head of the family is no part", ["NAMA", "NAMA KEPALA KELUARGA"], [0]],
  ])("%s", (_, headers, columns) => {
    const rows = ["SITI", "AGUS"].map((name) => headers.map((header, at) => (header === "" ? "PKH" : `${name} ${"ABCD"[at]}UDI`)));
    expect(columnsOf(mapColumns({ file: "x", headers, readings: headers.map(readHeader), rows }, {}).mapping, "nama")).toEqual(columns);
  });
});

test("inspect says which columns are read together, and --map takes what it saves", async () => {
  office.write("n.csv", lines("NIK 1;NIK 2;NAMA DEPAN;NAMA BELAKANG", "32019901;01800001;KARTOMO;WIRYO", "32019912;04850003;SUKARDI;"));
  const path = office.path("n.csv");
  const { stdout } = await office.say(["inspect", path, "--lang", "id"]);
  expect(stdout).toContain('"NIK 1" + "NIK 2" (#1, #2; 2 kolom dibaca sebagai satu)');
  const { mapping } = JSON.parse((await office.say(["inspect", path, "--json"])).stdout) as { mapping: Record<string, string> };
  expect(mapping).toEqual({ nik: "#1-#2", nama: "#3-#4" });
  const found = await office.matchFiles(["n.csv"], ["--map", "nik=#1-#2", "--map", "nama=#3+#4"]);
  expect(found.rows.map((row) => row["dtsen_nik"])).toEqual([kartomo.nik, sukardi.nik]);
  expect(rusminah.nik).not.toBe("");
});

test.each([
  ["#3", [2]],
  ["#3-#5", [2, 3, 4]],
  ["#3-5", [2, 3, 4]],
  ["#2+#4", [1, 3]],
  ["#2-#3+#7", [1, 2, 6]],
  ["NIK", []],
  ["#5-#3", []],
])("--map nik=%s names columns %j", (wanted, columns) => {
  expect(numberedColumns(wanted)).toEqual(columns);
});
