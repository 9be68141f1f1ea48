/** Names, remarks and dates that lead to somebody else when they are misread, through the real program. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Office, reasons, type Person, type ReportRow, type Reports } from "../support/office.ts";

const at = { kelurahan_desa: "WANAJAYA", kecamatan: "SUKAMAKMUR", alamat: "RT 1 RW 2" };
const born = (nik: string, nama: string, sex: "1" | "2", tanggal_lahir: string, nokk: string): Person => ({
  nik,
  nama,
  jenis_kelamin: sex,
  tanggal_lahir,
  nokk,
  ...at,
});
const [
  darma,
  lilis,
  wiro,
  rosidah,
  galih,
  yayat,
  titin,
  frans,
  fx,
  xaver,
  ngurah,
  hoirul,
  safar,
  rusli,
  parlin,
  enung,
  dede,
  mat,
  fatih,
  kel,
  cokorda,
  agung,
  yusrizal,
] = [
  born("3201990301700001", "DARMA KUSNADI", "1", "1970-01-03", "3201990101010001"),
  born("3201994412750001", "LILIS KARTIKA", "2", "1975-12-04", "3201990101010001"),
  born("3201990708650001", "WIRYA SASMITA", "1", "1965-08-07", "3201990101010002"),
  born("3201995511680001", "ROSIDAH", "2", "1968-11-15", "3201990101010002"),
  born("3201991002950001", "GALIH SASMITA", "1", "1995-02-10", "3201990101010002"),
  born("3201990112800001", "YAYAT RUHIYAT", "1", "1980-12-01", "3201990101010003"),
  born("3201995203840001", "TITIN SUMARTINI", "2", "1984-03-12", "3201990101010003"),
  born("3201991104600011", "FRANSISKUS XAVERIUS SUWARDI", "1", "1960-04-11", "3201990101010011"),
  born("3201991104600022", "FRANSISKUS XAVERIUS TUKIJAN", "1", "1960-04-11", "3201990101010022"),
  born("3201991104600023", "FRANSISKUS XAVERIUS", "1", "1960-04-11", "3201990101010023"),
  born("3201991104600012", "I GUSTI NGURAH RAI", "1", "1960-04-11", "3201990101010012"),
  born("3201991104600013", "KHOIRUL ANAM", "1", "1960-04-11", "3201990101010013"),
  born("3201991104600014", "LA ODE SAFAR", "1", "1960-04-11", "3201990101010014"),
  born("3201991104600015", "RUSLI HASIBUAN", "1", "1960-04-11", "3201990101010015"),
  born("3201991104600016", "PARLINDUNGAN NAPITUPULU", "1", "1960-04-11", "3201990101010016"),
  born("3201995104600017", "ENUNG ROHAENI", "2", "1960-04-11", "3201990101010017"),
  born("3201991104600018", "DEDE SUHENDAR", "1", "1960-04-11", "3201990101010018"),
  born("3201991104600019", "MOHAMMAD SOLEH", "1", "1960-04-11", "3201990101010019"),
  born("3201991104600020", "MUHAMMAD AL FATIH WIJAYA", "1", "1960-04-11", "3201990101010020"),
  born("3201991104600021", "KEL SASMITARAJA", "1", "1960-04-11", "3201990101010021"),
  born("3201995104610001", "COKORDA ISTRI RAI", "2", "1961-04-11", "3201990101010031"),
  born("3201995204610001", "ANAK AGUNG ISTRI MIRAH", "2", "1961-04-12", "3201990101010032"),
  born("3201991104620001", "YUSRIZAL", "1", "1962-04-11", "3201990101010033"),
] as const;
const people = [
  darma,
  lilis,
  wiro,
  rosidah,
  galih,
  yayat,
  titin,
  frans,
  fx,
  xaver,
  ngurah,
  hoirul,
  safar,
  rusli,
  parlin,
  enung,
  dede,
  mat,
  fatih,
  kel,
  cokorda,
  agung,
  yusrizal,
];

interface Row {
  readonly nik?: string | undefined;
  readonly nama: string;
  readonly lahir?: string | undefined;
  /** What must be true of the answer. */
  readonly report: "match" | "conflict";
  readonly status?: string;
  /** Whose row it is, where the cell says so. */
  readonly person?: Person;
  /** Who must not be matched. */
  readonly never?: Person;
  readonly code?: string;
}
const wiroBorn = "07-08-1965";
const rows: readonly Row[] = [
  { nama: "NY. WIRYA SASMITA", report: "conflict", never: wiro },
  { nama: "NY. WIRYA SASMITA", lahir: wiroBorn, report: "conflict", never: wiro },
  { nama: "NY. WIRYA SASMITA", nik: wiro.nik, report: "conflict", never: wiro },
  { nama: "IBU ROSIDAH", lahir: "15-11-1968", report: "match", person: rosidah },
  { nama: "OCIH QQ WIRYA SASMITA", lahir: wiroBorn, report: "conflict", never: wiro, code: "NAMA_BEBERAPA_ORANG" },
  { nama: "OCIH A.N. WIRYA SASMITA", nik: wiro.nik, lahir: wiroBorn, report: "conflict", never: wiro, code: "NAMA_BEBERAPA_ORANG" },
  { nama: "ISTRI DARMA KUSNADI", report: "conflict", never: darma },
  { nama: "JANDA DARMA KUSNADI", lahir: "03-01-1970", report: "conflict", never: darma },
  { nama: "WIRYA SASMITA (ALM)", nik: wiro.nik, report: "match", status: "PADAN_CATATAN", person: wiro, code: "NAMA_ALMARHUM" },
  { nama: "WIRYA SASMITA, ROSIDAH, GALIH SASMITA", lahir: wiroBorn, report: "conflict", code: "NAMA_BEBERAPA_ORANG" },
  { nama: "YAYAT RUHIYAT DAN TITIN SUMARTINI", lahir: "01-12-1980", report: "conflict", code: "NAMA_BEBERAPA_ORANG" },
  { nama: "YAYAT RUHIYAT & TITIN", report: "conflict", code: "NAMA_BEBERAPA_ORANG" },
  { nama: "LILIS KARTIKA ISTRI DARMA KUSNADI", lahir: "04-12-1975", report: "match", person: lilis, code: "NAMA_KETERANGAN" },
  { nama: "TITIN SUMARTINI RT 02", lahir: "12-03-1984", report: "match", person: titin, code: "NAMA_KETERANGAN" },
  { nama: "YAYAT RUHIYAT - PKH", lahir: "01-12-1980", report: "match", person: yayat, code: "NAMA_KETERANGAN" },
  { nama: "GALIH SASMITA [UJANG]", lahir: "10-02-1995", report: "match", person: galih, code: "NAMA_ALIAS" },
  { nama: "DARMA KUSNADI KIDUL", lahir: "03-01-1970", report: "match", person: darma, code: "NAMA_KETERANGAN" },
  ...shortForms(),
];

/** With NIK and birth date equal these are notes. */
function shortForms(): Row[] {
  const pairs: [string, Person][] = [
    ["FX. SUWARDI", frans],
    ["F.X. TUKIJAN", fx],
    ["FRANSISKUS X.", xaver],
    ["I GST. NGR. RAI", ngurah],
    ["KHOERUL ANAM", hoirul],
    ["LD. SAFAR", safar],
    ["RUSLI HS.", rusli],
    ["PARLINDUNGAN NA70", parlin],
    ["EN. ROHAENI", enung],
    ["DD SUHENDAR", dede],
    ["MAT SOLEH", mat],
    ["M. ALFATIH W.", fatih],
    ["KEL SASMITARAJA", kel],
  ];
  return pairs.map(([nama, person]) => ({ nama, nik: person.nik, lahir: "11-04-1960", report: "match", person }));
}

let office: Office;
let reports: Reports;
beforeAll(async () => {
  office = await Office.with(people);
  const lines = rows.map(({ nik = "", nama, lahir = "" }) => `"${nik}";"${nama}";"${lahir}";"WANAJAYA";"SUKAMAKMUR"`);
  reports = await office.match(["NIK;NAMA;TGL LAHIR;DESA;KECAMATAN", ...lines].join("\n"));
});
afterAll(() => office[Symbol.dispose]());

/** The best candidate and the others, as far as the row names them. */
function shown(row: ReportRow): string {
  return `${row["dtsen_nama"]} ${row["other_candidates"]}`;
}

test.each(rows.map((each, number) => ({ ...each, number })))(
  "row $number: $nama, NIK $nik, born $lahir: $report",
  ({ number, report, status, person, never, code }) => {
    const row = reports.row(number + 2);
    expect([row.report, row["status"], shown(row)]).toEqual([report, status ?? row["status"], shown(row)]);
    if (person !== undefined) expect(row["dtsen_nama"]).toBe(person.nama);
    if (never !== undefined && row.report === "match") expect(row["dtsen_nama"]).not.toBe(never.nama);
    if (code !== undefined) expect(reasons(row)).toContain(code);
  },
);

/** Each on a list of its own: rows of one list lean on each other. */
const alone: readonly Row[] = [
  ...["BU", "IBU", "BUNDA", "MAMAH", "HJ.", "BIBI"].map(
    (title): Row => ({ nama: `${title} WIRYA SASMITA`, lahir: wiroBorn, report: "conflict", never: wiro, person: rosidah }),
  ),
  ...["(ISTRI)", "(NY)", "/ ISTRI", "- ISTRI", "NY.", ", NY", "(ISTRINYA)"].map(
    (after): Row => ({ nama: `WIRYA SASMITA ${after}`, lahir: wiroBorn, report: "conflict", never: wiro, person: rosidah }),
  ),
  { nama: "(ISTRI) DARMA KUSNADI", lahir: "03-01-1970", report: "conflict", never: darma, person: lilis },
  { nama: "LILIS KARTIKA (ISTRI)", lahir: "04-12-1975", report: "match", person: lilis },
  { nama: "LILIS KARTIKA (JANDA)", nik: lilis.nik, report: "match", person: lilis },
  { nama: "BY. NY. ROSIDAH", nik: rosidah.nik, report: "conflict", person: galih },
  { nama: "BAYI ROSIDAH", report: "conflict", person: galih },
  { nama: "WALI DARI GALIH SASMITA", nik: galih.nik, report: "conflict", person: wiro },
  { nama: "SDRI. WIRYA SASMITA", lahir: wiroBorn, report: "conflict", never: wiro },
  { nama: "ISTRINYA DARMA KUSNADI", report: "conflict", never: darma, person: lilis },
  { nama: "KELUARGA ALM WIRYA SASMITA", lahir: wiroBorn, report: "conflict", person: rosidah },
  { nama: "KEL. WIRYA SASMITA", report: "conflict", person: rosidah },
  { nama: "ABAH WIRYA SASMITA", lahir: wiroBorn, report: "match", person: wiro },
  { nama: "PAK WIRYA SASMITA", lahir: wiroBorn, report: "match", person: wiro },
  { nama: "MAK ROSIDAH", lahir: "15-11-1968", report: "match", person: rosidah },
  ...[
    "WIRYA SASMITA / ROSIDAH",
    "ROSIDAH / WIRYA SASMITA",
    "WIRYA SASMITA (ROSIDAH)",
    "WIRYA SASMITA ATAU ROSIDAH",
    "1. WIRYA SASMITA 2. ROSIDAH",
    "WIRYA SASMITA DIGANTI ROSIDAH",
    "WIRYA SASMITA (DIGANTI ROSIDAH)",
    "WIRYA SASMITA -> ROSIDAH",
    "ROSIDAH PENGGANTI WIRYA SASMITA",
    "WIRYA SASMITA ALM ROSIDAH",
    "WIRYA SASMITA DAN ISTRI",
    "WIRYA SASMITA SEKELUARGA",
    "OCIH MEWAKILI WIRYA SASMITA",
    "OCIH WALI WIRYA SASMITA",
    "OCIH U/ WIRYA SASMITA",
    "A.N. WIRYA SASMITA (OCIH)",
  ].map((nama): Row => ({ nama, lahir: wiroBorn, report: "conflict", code: "NAMA_BEBERAPA_ORANG", person: rosidah })),
  // Whoever else stands on the card and is named in the cell, whatever joins the names.
  ...[
    "WIRYA SASMITA EKS GALIH SASMITA",
    "WIRYA SASMITA-GALIH SASMITA",
    "WIRYA SASMITA MD GALIH SASMITA",
    "WIRYA SASMITA - ROSIDAH",
    "WIRYA SASMITA \n ROSIDAH",
    "WIRYA SASMITA | ROSIDAH",
    "WIRYA SASMITA SAMA ROSIDAH",
    "WIRYA SASMITA ALIH KE ROSIDAH",
    "AN. WIRYA SASMITA DITERIMA ROSIDAH",
    "WIRYA SASMITA (YANG MENERIMA ROSIDAH)",
    "WIRYA SASMITA DAN 2 ANAK",
    "WIRYA SASMITA DAN KAWAN-KAWAN",
    "A) WIRYA SASMITA B) ROSIDAH",
  ].map((nama): Row => ({ nama, lahir: wiroBorn, report: "conflict", person: rosidah, never: wiro })),
  // A word in common is no second person.
  { nama: "WIRYA SASMITA DARMA GALIH", nik: wiro.nik, lahir: wiroBorn, report: "match", person: wiro },
  ...["WIRYA SASMITA CS", "WIRYA SASMITA, DKK", "WIRYA SASMITA DKK (3 ORANG)", "WIRYA SASMITA C.S."].map(
    (nama): Row => ({ nama, lahir: wiroBorn, report: "conflict", person: rosidah, code: "NAMA_BUKAN_ORANG" }),
  ),
  {
    nama: "WIRYA SASMITA CS",
    nik: wiro.nik,
    lahir: wiroBorn,
    report: "match",
    status: "PADAN_CATATAN",
    person: wiro,
    code: "NAMA_BUKAN_ORANG",
  },
  ...["CUCU", "ADIK", "AW.", "RUMAH TANGGA", "WALI MURID", "IPAR", "KERABAT", "PENGASUH", "BPK DARI", "EMAKNYA", "WARIS"].map(
    (before): Row => ({ nama: `${before} WIRYA SASMITA`, lahir: wiroBorn, report: "conflict", never: wiro }),
  ),
  // Two people with a number of their own each: neither is matched, and both are shown.
  ...[
    `WIRYA SASMITA ${wiro.nik} / ROSIDAH ${rosidah.nik}`,
    `ROSIDAH (${rosidah.nik}) WIRYA SASMITA (${wiro.nik})`,
    `1. WIRYA SASMITA NIK ${wiro.nik} 2. ROSIDAH NIK ${rosidah.nik}`,
    `WIRYA SASMITA ${wiro.nik} / DARMA KUSNADI ${darma.nik}`,
  ].flatMap((nama): Row[] => [
    { nama, lahir: wiroBorn, report: "conflict", status: "PERLU_CEK", code: "NAMA_BEBERAPA_ORANG", person: wiro },
    { nama, nik: wiro.nik, report: "conflict", status: "PERLU_CEK", code: "NAMA_BEBERAPA_ORANG", person: wiro },
  ]),
  {
    nama: "WIRYA SASMITA / DARMA KUSNADI",
    nik: `${wiro.nik} / ${darma.nik}`,
    report: "conflict",
    code: "NAMA_BEBERAPA_ORANG",
    person: darma,
  },
  // For whom, or through whom: somebody else may be meant, unless the number is that one's own.
  ...[
    "C/O",
    "c/o",
    "D/A",
    "d/a",
    "WALI",
    "WALI:",
    "AN.",
    "a.n.",
    "QQ",
    "U.P.",
    "UP.",
    "IKUT",
    "DIWAKILI",
    "DITERIMAKAN",
    "TITIP",
    "SEBELAH RUMAH",
  ].flatMap((before): Row[] => [
    { nama: `${before} WIRYA SASMITA`, lahir: wiroBorn, report: "conflict", status: "PERLU_CEK", code: "NAMA_ORANG_LAIN", person: wiro },
  ]),
  ...["C/O", "AN.", "QQ", "WALI"].map(
    (before): Row => ({
      nama: `${before} WIRYA SASMITA`,
      nik: wiro.nik,
      lahir: wiroBorn,
      report: "match",
      status: "PADAN_CATATAN",
      person: wiro,
    }),
  ),
  // Whose head of family, house or guardian is named beside is the one of the row; the other is nobody's other name.
  ...["KK", "KK.", "C/O", "D/A", "/ KK", "(KK", "(C/O"].flatMap((between): Row[] => [
    { nama: `ROSIDAH ${between} WIRYA SASMITA`, lahir: "15-11-1968", report: "match", person: rosidah, code: "NAMA_KETERANGAN" },
    { nama: `ROSIDAH ${between} WIRYA SASMITA`, lahir: wiroBorn, report: "conflict", never: wiro },
  ]),
  ...["WIRYA SASMITA GANTI KK", "WIRYA SASMITA GANTI NO KK", "WIRYA\nSASMITA", "LANSIA WIRYA SASMITA", "KPM: WIRYA SASMITA"].map(
    (nama): Row => ({ nama, lahir: wiroBorn, report: "match", person: wiro }),
  ),
  { nama: "COKORDA ISTRI RAI", lahir: "11-04-1961", report: "match", status: "PADAN_PROBABILISTIK", person: cokorda },
  { nama: "COK. ISTRI RAI", lahir: "11-04-1961", report: "match", person: cokorda },
  { nama: "A.A. ISTRI MIRAH", nik: agung.nik, lahir: "12-04-1961", report: "match", person: agung },
  { nama: "YUSRIZAL, DT. BANDARO", nik: yusrizal.nik, lahir: "11-04-1962", report: "match", status: "PADAN_CATATAN", person: yusrizal },
  { nama: "WIRYA SASMITA / UJANG", lahir: wiroBorn, report: "match", person: wiro, code: "NAMA_ALIAS" },
  { nama: "WIRYA SASMITA, S. Pd", lahir: wiroBorn, report: "match", person: wiro },
  { nama: "LILIS KARTIKA, UMUR 49 TH", lahir: "04-12-1975", report: "match", person: lilis },
  ...(
    [
      ["KHOIR ANAM", hoirul],
      ["IG. NGURAH RAI", ngurah],
      ["IGN RAI", ngurah],
      ["I GUSTI NGRH RAI", ngurah],
      ["LAODE S.", safar],
      ["RUSLI SIBUAN", rusli],
      ["RUSLI HSBN", rusli],
      ["PARLIN NAPITUPULU", parlin],
      ["NUNG ROHAENI", enung],
      ["DEDE SHNDR", dede],
      ["FRANS XAVERIUS", xaver],
      ["MUH. AL FATIH W", fatih],
    ] satisfies [string, Person][]
  ).map(([nama, person]): Row => ({ nama, nik: person.nik, lahir: "11-04-1960", report: "match", status: "PADAN_CATATAN", person })),
];

let apart: Reports;
beforeAll(async () => {
  alone.forEach(({ nik = "", nama, lahir = "" }, at) =>
    office.write(`n${at}.csv`, `NIK;NAMA;TGL LAHIR;DESA;KECAMATAN\n"${nik}";"${nama}";"${lahir}";"WANAJAYA";"SUKAMAKMUR"\n`),
  );
  apart = await office.matchFiles(alone.map((_, at) => `n${at}.csv`));
});

test.each(alone.map((each, number) => ({ ...each, number })))(
  "by itself: $nama, NIK $nik, born $lahir: $report",
  ({ number, report, status, person, never, code }) => {
    const row = apart.row(2, `n${number}.csv`);
    expect([row.report, row["status"], row["explanation"]]).toEqual([report, status ?? row["status"], row["explanation"]]);
    if (report === "match") expect(row["dtsen_nama"]).toBe(person?.nama);
    else if (person !== undefined) expect(apart.candidatesOf(row)).toContain(person.nama);
    if (never !== undefined && row.report === "match") expect(row["dtsen_nama"]).not.toBe(never.nama);
    if (code !== undefined) expect(reasons(row)).toContain(code);
  },
);

test.each([
  ["1970-01-02T17:00:00.000Z", "PADAN"],
  ["1970-01-02T16:00:00Z", "PADAN"],
  ["1970-01-02 15:00:00+00", "PADAN"],
  ["Fri, 02 Jan 1970 17:00:00 GMT", "PADAN"],
  ["1970-01-03T00:00:00+07:00", "PADAN"],
  ["1970-01-03T00:00:00.000Z", "PADAN"],
  ["O3-0l-1970", "PADAN"],
  ["(03-01-1970)", "PADAN"],
  ["3rd January 1970", "PADAN"],
  ["03|01|1970", "PADAN"],
  ["1970-01-03Z", "PADAN"],
])("the birth date %s is the third of January", async (text, status) => {
  const answers = await office.match(`NIK;NAMA;TGL LAHIR\n${darma.nik};DARMA KUSNADI;${text}`);
  expect(answers.row(2)["status"]).toBe(status);
});

test("a letter among the digits of a day is the digit it looks like, or the date is unreadable", async () => {
  const answers = await office.match(`NIK;NAMA;TGL LAHIR\n${rosidah.nik};ROSIDAH;l5-11-1968\n${rosidah.nik};ROSIDAH;S5-11-1968`);
  expect(answers.row(2)["status"]).toBe("PADAN");
  expect(reasons(answers.row(3))).toContain("TGL_TIDAK_TERBACA");
});

test("day numbers counted from 1904 are told by their distance from the NIKs", async () => {
  // 3 January 1970 and 7 August 1965 in the 1904 system.
  const answers = await office.match(
    `NIK;NAMA;TGL LAHIR\n${darma.nik};DARMA KUSNADI;24109\n${wiro.nik};WIRYA SASMITA;22499\n;ROSIDAH;23695`,
  );
  expect([2, 3].map((row) => reasons(answers.row(row)))).toEqual([["TGL_SERIAL_EXCEL"], ["TGL_SERIAL_EXCEL"]]);
  expect(answers.row(4)["dtsen_nik"]).toBe(rosidah.nik);
});
