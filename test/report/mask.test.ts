import { expect, test } from "vitest";
import { maskDate, maskNumber, maskNumbersIn, maskOwnCells, maskPersonCells, maskText, ownColumnMasks } from "../../src/report/mask.ts";

test.each([
  ["3201990101800001", "320199••••••••01"],
  ["9101990101800001", "910199••••••••01"],
  ["'3201990101800001", "320199••••••••01"],
  ["3201 9901 0180 0001", "320199••••••••01"],
  ["32.0199.010180.0001", "320199••••••••01"],
  ['="3201990101800001"', "320199••••••••01"],
  ["320199010180001", "320199••••••••01"],
  ["3201990101800001 / 3201990101800002", "320199••••••••02"],
  ["", ""],
  ["-", "-"],
  ["0", "0"],
  ["TIDAK ADA", "TIDAK ADA"],
])("trap 80: the number %j is passed on as %j", (text, expected) => {
  expect(maskNumber(text)).toBe(expected);
});

test.each([
  ["1980-01-31", null, "1980"],
  ["31/01/80", 1980, "1980"],
  ["31/01/80", null, "••••••••"],
  ["31 Januari 1980", null, "1980"],
  ["29251", 1980, "1980"],
  ["BANDUNG, 31-01-1980", null, "1980"],
  ["-", null, "-"],
  ["", null, ""],
])("trap 80: the birth date %j (year read: %j) is passed on as %j", (text, year, expected) => {
  expect(maskDate(text, year)).toBe(expected);
});

test.each([
  ["NIK suami 3201990101800001, RT 05", "NIK suami 320199••••••••01, RT 05"],
  ["３２０１９９０１０１８０００１２", "320199••••••••12"],
  ["٣٢٠١٩٩٠١٠١٨٠٠٠٠١", "320199••••••••01"],
  ["𝟛𝟚𝟘𝟙𝟡𝟡𝟘𝟙𝟘𝟙𝟠𝟘𝟘𝟘𝟘𝟙", "320199••••••••01"],
  ["3201/9901/0180/0001", "320199••••••••01"],
  ["3201_9901_0180_0001", "320199••••••••01"],
  ["3201 – 9901 – 0180 – 0001", "320199••••••••01"],
  ["32 01 99 01 01 80 00 01", "320199••••••••01"],
  ["32.01.99.010180.0001", "320199••••••••01"],
  ["11/01/02/01/01/80/0001", "110102••••••••01"],
  ["11-01-02 010180 0001", "110102••••••••01"],
  ["32O199O1O18OOOO1", "320199••••••••01"],
  ["320199010180001", "320199••••••••01"],
  ["3201990101800001234", "320199••••••••34"],
  ["32019901018000013201990202810002", "320199••••••••02"],
  ["120580 3201990101800001", "••••••••"],
  ["320199 010180 0001", "320199••••••••01"],
  ["awalan 320199410180", "awalan 320199••••••••80"],
  ["HP 081234567890", "HP 081234567890"],
  ["Rp 600.000", "Rp 600.000"],
  ["RT 005/002 No 12", "RT 005/002 No 12"],
  ["istri lahir 12/05/1980", "istri lahir 1980"],
  ["12-05-80", "••80"],
  ["1980.05.12", "1980"],
  ["12 Mei 1980", "1980"],
  ["12 MEI 80", "••80"],
  ["Mei 12, 1980", "1980"],
  ["12/V/1980", "1980"],
  ["12 05 1980", "1980"],
  ["１２／０５／１９８０", "1980"],
  ["12051980", "1980"],
  ["19800512", "1980"],
  ["12/05/1980 13/06/1982", "1980 1982"],
  ["3201990101800001 12/05/1980", "320199••••••••01 1980"],
  ["3201 -- 9912 -- 0580 -- 0001", "320199••••••••01"],
  ["3️⃣2️⃣0️⃣1️⃣9️⃣9️⃣1️⃣2️⃣0️⃣5️⃣8️⃣0️⃣0️⃣0️⃣0️⃣1", "320199••••••••01"],
  ["③②⓪①⑨⑨①②⓪⑤⑧⓪⓪⓪⓪①", "320199••••••••01"],
  ["३२०१९९१२०५८००००१", "320199••••••••01"],
  ["32O1991205B00001", "320199••••••••01"],
  ["3201 9912 O580 0001", "320199••••••••01"],
  ["3201991205800001 SOLI BIN ALI", "320199••••••••01 SOLI BIN ALI"],
  ["a3201991205800001b3201991306820002c", "a320199••••••••01b320199••••••••02c"],
  ["3201\u00ad9912\u00ad0580\u00ad0001", "320199••••••••01"],
  ["12-05/1980", "1980"],
  ["12.05-80", "••80"],
  ["12/05/'80", "••80"],
  ["tanggal 12 bulan 5 tahun 1980", "tanggal 1980"],
  ["tgl 12 bln 05 thn 80", "tgl ••80"],
  ["tahun 1980 bulan 5 tanggal 12", "tahun 1980"],
  ["12th of May, 1980", "1980"],
  ["12 Mei tahun 1980", "1980"],
  ["lahir dua belas Mei 1980", "lahir 1980"],
  ["dua puluh satu Mei seribu sembilan ratus delapan puluh", "••••"],
  ["dua belas Mei seribu sembilan ratus delapan puluh", "••••"],
  ["1980/Mei/12", "1980"],
  ["80-05-12", "••80"],
  ["12*05*1980", "1980"],
  ["12;05;1980", "1980"],
  ["12 mei'80", "••80"],
  ["12 Agst 1980", "1980"],
  ["1251980", "1980"],
  ["5121980", "1980"],
  ["12/05/198O", "1980"],
  ["12\u200b/05\u200b/1980", "1980"],
  ["12年05月1980", "1980"],
  ["JL. MAWAR NO 12 RT 05/02 GANG 1980", "JL. MAWAR NO 12 RT 05/02 GANG 1980"],
  ["12 MARTINI 80", "12 MARTINI 80"],
  ["SOLIS OLBZ ILLO", "SOLIS OLBZ ILLO"],
  ["bantuan Rp 1.250.000 tahun 2024", "bantuan Rp 1.250.000 tahun 2024"],
  ["SITI AMINAH", "SITI AMINAH"],
  ["", ""],
])("trap 80: in any text %j becomes %j", (text, expected) => {
  expect(maskText(text)).toBe(expected);
});

test("trap 80: the row's own birth date is hidden in its short forms too", () => {
  expect(maskText("sandi 120580, 520580 atau 800512, kode 123456", 19800512)).toBe("sandi ••••••••, •••••••• atau ••••••••, kode 123456");
  expect(maskText("1205800001, 5121980, 29353", 19800512)).toBe("••••••••, ••••••••, ••••••••");
});

test("a file's name keeps its date and loses its numbers", () => {
  expect(maskNumbersIn("daftar 2026-07-01.csv")).toBe("daftar 2026-07-01.csv");
  expect(maskNumbersIn("penerima 3201990101800001.csv")).toBe("penerima 320199••••••••01.csv");
});

test("trap 80: a row's own cells by what their columns are mapped to", () => {
  const mapping = { nik: 0, nama: 1, tanggal_lahir: 2, hari_lahir: 3, tahun_lahir: 4, nokk: 5 };
  const headers = ["NIK", "NAMA", "TGL LAHIR", "TGL", "THN", "KK", "BANTUAN", "TGL LAHIR ISTRI"];
  const masks = ownColumnMasks(headers, mapping);
  const cells = ["3201990101800001", "SITI X", "01-02-80", "1", "1980", "3201990101100001", "Rp 600.000", "29353"];
  expect(maskOwnCells(cells, masks, 19800201)).toEqual([
    "320199••••••••01",
    "SITI X",
    "1980",
    "••",
    "1980",
    "320199••••••••01",
    "Rp 600.000",
    "••••••••",
  ]);
});

test("trap 80: a short number in a NIK column may be a date", () => {
  expect(["12051980", "120580", "3,20199E+15", "000000", "1"].map(maskNumber)).toEqual(["••••••••", "••••••••", "••••••••", "000000", "1"]);
});

test("trap 80: of the extract's person number, card and date are hidden, and what else holds one", () => {
  const cells = [
    "a.csv",
    "7",
    "3201990101800001",
    "3201990101100001",
    "SITI NIK:3201990101800001",
    "1980-01-01",
    "P",
    "DESA X",
    "KEC X",
    "3",
    "",
  ];
  expect(maskPersonCells(cells, 19800101)).toEqual([
    ...["a.csv", "7", "320199••••••••01", "320199••••••••01", "SITI NIK:320199••••••••01", "1980", "P", "DESA X", "KEC X", "3", ""],
  ]);
});

test("a cell of sixty thousand letters or signs takes no time", () => {
  for (const piece of ["O", "1O", " ", "1 ", "1,", "tujuh ", "12 of the ", "•"]) {
    const text = `1${piece.repeat(60_000 / piece.length)}x`;
    expect(maskText(text, 19800512).length).toBeGreaterThan(0);
  }
});
