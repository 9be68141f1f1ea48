/** Issue "no row, no column vanishes": its examples, and others of each kind, through the real reading and matching. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseBatch } from "../../src/read/batch.ts";
import { openTable, tableRecords } from "../../src/read/table.ts";
import { Office, type Reports } from "../support/office.ts";
import { Case } from "../support/run-case.ts";

const place = { kelurahan_desa: "WANAJAYA", kecamatan: "SUKAMAKMUR", alamat: "RT 1 RW 2" };
const DARMA = "3201990301700001";
const LILIS = "3201994412750001";
const WIRYA = "3201990708650001";
const ROSIDAH = "3201995511680001";
const YAYAT = "3201990112800001";
const TITIN = "3201995203840001";
const people = [
  { ...place, nik: DARMA, nokk: "3201990101100001", nama: "DARMA KUSNADI", jenis_kelamin: "1", tanggal_lahir: "1970-01-03" },
  { ...place, nik: LILIS, nokk: "3201990101100001", nama: "LILIS KARTIKA", jenis_kelamin: "2", tanggal_lahir: "1975-12-04" },
  { ...place, nik: WIRYA, nokk: "3201990101100002", nama: "WIRYA SASMITA", jenis_kelamin: "1", tanggal_lahir: "1965-08-07" },
  { ...place, nik: ROSIDAH, nokk: "3201990101100002", nama: "ROSIDAH", jenis_kelamin: "2", tanggal_lahir: "1968-11-15" },
  { ...place, nik: YAYAT, nokk: "3201990101100003", nama: "YAYAT RUHIYAT", jenis_kelamin: "1", tanggal_lahir: "1980-12-01" },
  { ...place, nik: TITIN, nokk: "3201990101100003", nama: "TITIN SUMARTINI", jenis_kelamin: "2", tanggal_lahir: "1984-03-12" },
];
let office: Office;
beforeAll(async () => {
  office = await Office.with(people);
});
afterAll(() => office[Symbol.dispose]());

const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;

/** What every record of a list is: `row`, a kind of furniture, or a reason. */
async function kinds(list: string | Uint8Array, options: Parameters<typeof openTable>[1] = {}): Promise<string[]> {
  using work = new Case({ "t.csv": list });
  const found: string[] = [];
  for await (const record of tableRecords(await openTable(work.path("t.csv"), options))) {
    found.push(record.kind === "row" ? "row" : record.kind === "furniture" ? record.furniture : record.reason);
  }
  return found;
}

/** Row number, status and NIK of everybody in the reports. */
function answers(found: Reports): (readonly [number, string, string])[] {
  return found.rows.map((row) => [Number(row["source_row"]), row["status"]!, row["dtsen_nik"]!] as const).sort((a, b) => a[0] - b[0]);
}

async function mapping(header: string, ...rows: readonly string[]): Promise<Readonly<Record<string, string>>> {
  using work = new Case({ "t.csv": lines(header, ...rows) });
  const { mapping, headers } = (await openTable(work.path("t.csv"))).format;
  return Object.fromEntries(Object.entries(mapping).map(([field, at]) => [field, headers[at]!]));
}

describe("short rows are people", () => {
  const names =
    "DESAK MADE RAI|DINASTI|BULAN|DATANG|KOTA|KASI|NIP|KOTAWATI|RTINI|RWANDI|TOTALIA|JUMLAHWATI|LURAH|CAMAT|KETUA|DATUK|TAHUN|DUSUN|DESAK|BULAN PURNAMA|KEPALA|TANGGAL|SUMBER|HALAMAN|PROGRAM|KASI RAHAYU|PETUGAS";

  test.each(names.split("|"))("2;%s under NO;NAMA;ALAMAT;KET", async (name) => {
    expect(await kinds(lines("NO;NAMA;ALAMAT;KET", "1;SITI AMINAH;SUKAJAYA;-", `2;${name}`, `3;${name};;`))).toEqual([
      "kepala",
      "row",
      "row",
      "row",
    ]);
  });

  test.each("DESAK MADE RAI|DINASTI|DATANG|KASI|NIP|KOTA|KETUT|RAHAYU|KASI RAHAYU|BULANSARI|LURAH|TOTOK".split("|"))(
    "%s alone under NAMA;ALAMAT;KET",
    async (name) => {
      expect(await kinds(lines("NAMA;ALAMAT;KET", "SITI AMINAH;SUKAJAYA;-", name, `${name};;`))).toEqual(["kepala", "row", "row", "row"]);
    },
  );

  test("cells missing at the end are empty, and are matched", async () => {
    const found = await office.match(lines("NO;NIK;NAMA;ALAMAT;KET", `1;${DARMA};DARMA KUSNADI`, `2;${LILIS};LILIS KARTIKA;WANAJAYA`));
    expect(answers(found)).toEqual([
      [2, "PADAN", DARMA],
      [3, "PADAN", LILIS],
    ]);
  });

  test("a short record whose cells stand under other headers is rejected, not shifted", async () => {
    expect(
      await kinds(lines("NIK;NAMA;TGL LAHIR;DESA", `${DARMA};DARMA KUSNADI;03-01-1970;WANAJAYA`, `${LILIS};LILIS KARTIKA;WANAJAYA`)),
    ).toEqual(["kepala", "row", "JUMLAH_KOLOM"]);
  });
});

describe("furniture", () => {
  const furniture = [
    "DUSUN KRAJAN",
    "RT 02 / RW 01",
    "RW 03",
    "DESA WANAJAYA",
    "KECAMATAN SUKAMAKMUR",
    "A. DUSUN KRAJAN",
    "NO KK : 3201990101100001 NAMA KK : DARMA KUSNADI",
    "WANAJAYA, 12 JANUARI 2026",
    "Wanajaya,    Januari 2026",
    "Catatan : *data sementara",
    "*) sudah pindah",
    "Sumber: DTSEN 2026",
    "TAHUN ANGGARAN 2026",
    "Kepala Desa Wanajaya",
    "Mengetahui,",
    "NIP. 19700101 199001 1 001",
    "( ................ )",
    "JUMLAH",
    "TOTAL PENERIMA",
    "Terima kasih",
    "Demikian daftar ini dibuat dengan sebenarnya",
    "Atas perhatian dan kerja samanya diucapkan terima kasih",
    "Hormat kami,",
    "Contoh: BUDI",
    "CONTOH PENGISIAN",
    "Yang ditandai kuning sudah meninggal",
    "Dicetak tanggal 12-01-2026",
    "Dicetak dari aplikasi SIKS-NG",
    "Petunjuk pengisian",
    "Bersambung ke halaman berikutnya",
    "LANSIA",
    "NIHIL",
    "1/3",
  ];
  test.each(furniture)("%s", async (text) => {
    const list = lines("NO;NAMA;ALAMAT;KET", "1;SITI AMINAH;SUKAJAYA;-", text, `;${text};;`, `${text};;;`, "2;SITI AMANAH;SUKAJAYA;-");
    const [, first, ...rest] = await kinds(list);
    expect([first, rest.at(-1)]).toEqual(["row", "row"]);
    for (const kind of rest.slice(0, -1)) expect(["judul", "tanda-tangan", "jumlah"]).toContain(kind);
  });

  test("a card's line over its members is furniture, its members are people", async () => {
    const list = lines(
      "NO;NIK;NAMA;ALAMAT",
      "NO KK :;3201990101100001;NAMA KK :;DARMA KUSNADI",
      `1;${DARMA};DARMA KUSNADI;WANAJAYA`,
      `2;${LILIS};LILIS KARTIKA;`,
    );
    expect(await kinds(list)).toEqual(["kepala", "judul", "row", "row"]);
  });

  test("a running number printed beforehand and nothing else is a blank row", async () => {
    expect(await kinds(lines("NO;NAMA;ALAMAT;KET", "1;SITI AMINAH;SUKAJAYA;-", "2;;;", "3"))).toEqual([
      "kepala",
      "row",
      "kosong",
      "kosong",
    ]);
  });
});

describe("furniture told by what stands around it", () => {
  const person = (at: number, nik: string, name: string): string => `${at};${nik};${name};;`;
  const list = (...more: readonly string[]): string => lines("NO;NIK;NAMA;TGL LAHIR;DESA", person(1, DARMA, "DARMA KUSNADI"), ...more);

  test.each([
    [
      "a name under an office",
      [";;Kepala Desa Wanajaya;;", ";;;;", ";;SUPARDI SANTOSO;;", ";;NIP. 196501011990031002;;"],
      "tanda-tangan kosong tanda-tangan tanda-tangan",
    ],
    ["a name under dots", [";;Mengetahui :;;", ";;(..............);;", ";;SUPARDI;;"], "tanda-tangan tanda-tangan tanda-tangan"],
    ["a name in brackets", [";;( SUPARDI SANTOSO );;"], "tanda-tangan"],
    ["a name with nothing above", [";;SUPARDI SANTOSO;;"], "row"],
    ["somebody called KASIH, TERIMA or HARI", [";;KASIH;;", ";;TERIMA SITEPU;;", ";;HARI;;", ";;HARI BAIK;;"], "row row row row"],
    [
      "the header in another language",
      ["No;National ID;Full Name;Date of Birth;Village", "Serial;National ID;Full Name;Date of Birth;Village"],
      "kepala kepala",
    ],
    ["types of a database", ["int;char(16);varchar(100);date;varchar(50)"], "judul"],
    ["an example with a number", [`9;(contoh) ${LILIS};(contoh) BUDI;;`], "judul"],
    ["an example, though numbered; not somebody with a number", ["2;;Contoh: BUDI;;WANAJAYA", `3;${LILIS};CONTOHWATI;;`], "judul row"],
    ["a numbered name under an office", [";;Lurah Wanajaya;;", "2;;SUPARDI SANTOSO;;"], "tanda-tangan row"],
    ["groups by letter and Roman number", ["A.;;Desa Wanajaya;;", "II;;KELOMPOK MAWAR;;"], "judul judul"],
    [
      "a summary under headings that name nobody",
      ["NO;DESA;JUMLAH;;", "1;WANAJAYA;2;;", "2;SUKARESMI;0;;", `3;${LILIS};LILIS KARTIKA;;`],
      "kepala jumlah jumlah row",
    ],
    [
      "people behind a summary: the header again, or a gap",
      ["NO;DESA;JUMLAH;;", "1;WANAJAYA;2;;", "NO;NIK;NAMA;TGL LAHIR;DESA", "2;;LILIS KARTIKA;;", "NO;DESA;JUMLAH;;", ";;;;", "3;;SITI;;"],
      "kepala jumlah kepala row kepala kosong row",
    ],
    [
      "a summary whose villages stand where names do; somebody without a count, and whoever follows",
      ["NO;;DESA;JUMLAH;", "1;;WANAJAYA;12;", "2;;SUKAJAYA;1.209;", "3;;LILIS KARTIKA;;", "4;;SITI;7;"],
      "kepala jumlah jumlah row row",
    ],
    ["somebody under a heading that is not his", ["NO;;;JUMLAH;", "1;;LILIS KARTIKA;2;"], "kepala row"],
    ["three dots in every cell", ["dst;;;;", "...;...;...;...;..."], "judul kosong"],
    [
      "somebody called JUMLAH",
      ["2;;JUMLAH SARI;;", "3;;TOTAL PRIYONO;;", ";;JUMLAH PENERIMA;;", "2;;JUMLAH KPM;;"],
      "row row jumlah jumlah",
    ],
  ])("%s", async (_, rows, kindsOfThem) => {
    expect((await kinds(list(...rows))).slice(2)).toEqual(kindsOfThem.split(" "));
  });

  test.each(["a;b;c;d;e", "(A);(B);(C);(D);(E)", "I;II;III;IV;V", ";wajib;wajib;opsional;"])("%s under the header", async (row) => {
    const all = await kinds(lines("NO;NIK;NAMA;TGL LAHIR;DESA", row, person(1, DARMA, "DARMA KUSNADI")));
    expect([all[1] === "row", all[2]]).toEqual([false, "row"]);
  });
});

describe("columns of the head of the family", () => {
  const found = (header: string, row: string): Promise<Readonly<Record<string, string>>> => mapping(header, row);

  test("give way to the person's own", async () => {
    const row = `1;LILIS KARTIKA;${LILIS};DARMA KUSNADI;${DARMA}`;
    expect(await found("NO;NAMA;NIK;NAMA KEPALA KELUARGA;NIK KEPALA KELUARGA", row)).toEqual({ nama: "NAMA", nik: "NIK" });
    expect(await found("NO;KEPALA KELUARGA;NIK KK;NAMA LENGKAP;NIK", row)).toEqual({ nama: "NAMA LENGKAP", nik: "NIK" });
  });

  test("are asked about beside those of a child or a member", async () => {
    const row = `1;LILIS KARTIKA;${LILIS};GALIH KUSNADI;${DARMA}`;
    await expect(found("NO;NAMA KEPALA KELUARGA;NIK KEPALA KELUARGA;NAMA ANGGOTA;NIK ANGGOTA", row)).rejects.toThrow("several columns");
    await expect(found("NO;NAMA KK;NIK KK;NAMA BALITA;NIK BALITA", row)).rejects.toThrow("several columns");
  });

  test("are the person's where there are no others", async () => {
    expect(await found("NO;NAMA KEPALA KELUARGA;NIK KEPALA KELUARGA", `1;LILIS KARTIKA;${LILIS}`)).toEqual({
      nama: "NAMA KEPALA KELUARGA",
      nik: "NIK KEPALA KELUARGA",
    });
  });
});

describe("a second header begins a part", () => {
  test("of more columns", async () => {
    const found = await office.match(
      lines(
        "NO,NIK,NAMA",
        `1,${DARMA},DARMA KUSNADI`,
        `2,${LILIS},LILIS KARTIKA`,
        "NO,NIK,NAMA,ALAMAT",
        `3,${WIRYA},WIRYA SASMITA,WANAJAYA`,
      ),
    );
    expect(answers(found)).toEqual([
      [2, "PADAN", DARMA],
      [3, "PADAN", LILIS],
      [5, "PADAN", WIRYA],
    ]);
    expect(found.row(5)["ALAMAT"]).toBe("WANAJAYA");
    expect([found.summary["rows_read"], found.summary["furniture"]]).toEqual([5, 2]);
  });

  test("of another order", async () => {
    const found = await office.match(
      lines("NO;NIK;NAMA;JK", `1;${DARMA};DARMA KUSNADI;L`, "NAMA;JK;NO;NIK", `LILIS KARTIKA;P;2;${LILIS}`, `WIRYA SASMITA;L;3;${WIRYA}`),
    );
    expect(answers(found)).toEqual([
      [2, "PADAN", DARMA],
      [4, "PADAN", LILIS],
      [5, "PADAN", WIRYA],
    ]);
  });

  test("with the mother's name where the name was", async () => {
    const found = await office.match(
      lines(
        "NO;NAMA;NAMA IBU;TGL LAHIR;DESA",
        "1;DARMA KUSNADI;ROSIDAH;03-01-1970;WANAJAYA",
        "NO;NAMA IBU;NAMA;TGL LAHIR;DESA",
        "2;ROSIDAH;YAYAT RUHIYAT;01-12-1980;WANAJAYA",
      ),
    );
    expect([found.row(2)["dtsen_nik"], found.row(4)["dtsen_nik"]]).toEqual([DARMA, YAYAT]);
  });

  test("far below, beyond what is looked at first", async () => {
    const filler = Array.from({ length: 6_000 }, (_, at) => `${at};32019914057${10_000 + at};ORANG ${at}`);
    const list = lines("NO;NIK;NAMA", ...filler, "NO;NIK;NAMA;ALAMAT", `1;${DARMA};DARMA KUSNADI;WANAJAYA`);
    using work = new Case({ "t.csv": list });
    const table = await openTable(work.path("t.csv"));
    expect(table.parts.map(({ format }) => [format.headerRow, format.width])).toEqual([
      [1, 3],
      [6002, 4],
    ]);
    const found = await kinds(list);
    expect([found.length, found[6_001], found[6_002]]).toEqual([6_003, "kepala", "row"]);
  });

  test("the same header again is furniture, whatever pages it stands on", async () => {
    const head = "NO;NIK;NAMA";
    const list = lines(head, `1;${DARMA};DARMA KUSNADI`, head, `2;${LILIS};LILIS KARTIKA`, ";NIK;NAMA", `3;${WIRYA};WIRYA SASMITA`);
    expect(await kinds(list)).toEqual(["kepala", "row", "kepala", "row", "kepala", "row"]);
    using work = new Case({ "t.csv": list });
    expect((await openTable(work.path("t.csv"))).parts).toHaveLength(1);
  });

  test("a person whose cells are words of headers begins no part", async () => {
    expect(
      await kinds(lines("NO;NAMA;HUBUNGAN;STATUS;KET", "1;SITI;KEPALA KELUARGA;KAWIN;KK", ";KOTA;KEPALA KELUARGA;KAWIN;DESA")),
    ).toEqual(["kepala", "row", "row"]);
  });
});

describe("a second header in an extract", () => {
  test.each([
    [
      "more columns",
      "nik|nama|desil",
      [`${DARMA}|DARMA KUSNADI|3`, `${LILIS}|LILIS KARTIKA|4`],
      "nik|nama|desil|alamat",
      `${WIRYA}|WIRYA SASMITA|5|X`,
    ],
    [
      "another order",
      "nik|nokk|nama|desil",
      [`${DARMA}|3201990101100001|DARMA KUSNADI|3`],
      "nokk|nik|nama|desil",
      `3201990101100002|${WIRYA}|WIRYA SASMITA|5`,
    ],
    [
      "names exchanged",
      "nik|nama|nama_ibu|desil",
      [`${DARMA}|DARMA KUSNADI|ROSIDAH|3`],
      "nik|nama_ibu|nama|desil",
      `${WIRYA}|ROSIDAH|WIRYA SASMITA|5`,
    ],
  ])("%s", async (_, first, rows, second, last) => {
    using work = new Case({ "e.csv": lines(first, ...rows, second, last) });
    const table = await openTable(work.path("e.csv"), { unified: true, hashed: true });
    const { format } = table.parts[0]!;
    const found: string[] = [];
    for await (const batch of table.batches()) {
      for (const record of parseBatch(
        batch,
        format,
        format.headers.map(() => true),
      )) {
        if (record.kind === "row")
          found.push(["nik", "nama", "desil"].map((field) => record.cells[format.mapping[field as "nik"]!]).join("|"));
      }
    }
    expect([found[0], found.at(-1)]).toEqual([`${DARMA}|DARMA KUSNADI|3`, `${WIRYA}|WIRYA SASMITA|5`]);
  });

  test("everybody is indexed", async () => {
    using work = new Case({
      "e.csv": lines(
        "nik|nokk|nama|desil",
        `${DARMA}|3201990101100001|DARMA KUSNADI|3`,
        "nokk|nik|nama|desil",
        `3201990101100002|${WIRYA}|WIRYA SASMITA|5`,
      ),
      "d.csv": lines("NIK;NAMA", `${DARMA};DARMA KUSNADI`, `${WIRYA};WIRYA SASMITA`),
    });
    expect((await work.run(["index", "e.csv"])).exitCode).toBe(0);
    expect((await work.run(["match", "d.csv"])).stdout).toMatch(/PADAN +2\b/);
  });
});

describe("headers over several rows", () => {
  test.each([
    ["a group over two", ["NO;NIK;NAMA;TEMPAT/TANGGAL LAHIR;;ALAMAT", ";;;TEMPAT;TANGGAL;"], `1;${DARMA};DARMA KUSNADI;BOGOR;03-01-1970;X`],
    ["one number over two", ["NO;NOMOR;;NAMA;ALAMAT", ";NIK;KK;;"], `1;${DARMA};3201990101100001;DARMA KUSNADI;X`],
    ["three rows of one name", ["NO;NOMOR;NAMA;ALAMAT", ";INDUK;;", ";KEPENDUDUKAN;;"], `1;${DARMA};DARMA KUSNADI;X`],
    ["places under the address", ["NO;NIK;NAMA;ALAMAT;;", ";;;DESA;RT;RW"], `1;${DARMA};DARMA KUSNADI;WANAJAYA;1;2`],
    ["boxes to tick", ["NO;NIK;NAMA;JENIS KELAMIN;;KET", ";;;L;P;"], `1;${DARMA};DARMA KUSNADI;v;;`],
    [
      "how to fill it in",
      ["NO;NIK;NAMA;TGL LAHIR;JK", ";(16 DIGIT);(SESUAI KTP);(DD/MM/YYYY);(L/P)"],
      `1;${DARMA};DARMA KUSNADI;03/01/1970;L`,
    ],
    ["a group of everything", ["IDENTITAS PENERIMA;;;ALAMAT;;", "NIK;NAMA;JK;DESA;RT;RW"], `${DARMA};DARMA KUSNADI;L;WANAJAYA;1;2`],
    ["whose names they are", ["PENERIMA;;IBU KANDUNG;;KET", "NIK;NAMA;NIK;NAMA;"], `${DARMA};DARMA KUSNADI;${ROSIDAH};ROSIDAH;`],
    ["a card under a group", ["NO;IDENTITAS;;;KET", ";NIK;NO KK;NAMA KPM;"], `1;${DARMA};3201990101100001;DARMA KUSNADI;`],
    ["units under measures", ["NO;NIK BALITA;NAMA BALITA;NAMA ORTU;;BB;TB", ";;;AYAH;IBU;(KG);(CM)"], `1;${DARMA};DARMA KUSNADI;X;Y;10;80`],
    ["day, month, year", ["NO;NIK;NAMA;TANGGAL LAHIR;;;JK", ";;;TGL;BLN;THN;"], `1;${DARMA};DARMA KUSNADI;3;1;1970;L`],
    ["place and day under TTL", ["NO;NIK;NAMA;TTL;;JK", ";;;TEMPAT;TANGGAL;"], `1;${DARMA};DARMA KUSNADI;BOGOR;03-01-1970;L`],
    [
      "villages under a whole address",
      ["NO;IDENTITAS;;ALAMAT LENGKAP;;;;", ";NAMA LENGKAP;NIK;JALAN;RT;RW;DESA;KECAMATAN"],
      `1;DARMA KUSNADI;${DARMA};X;1;2;WANAJAYA;SUKAMAKMUR`,
    ],
    ["two words of each", ["NO;NOMOR INDUK;NAMA;TANGGAL", "URUT;KEPENDUDUKAN;LENGKAP;LAHIR"], `1;${DARMA};DARMA KUSNADI;03-01-1970`],
    [
      "under a title",
      ["DAFTAR PENERIMA BANTUAN;;;;", "DESA WANAJAYA;;;;", ";;;;", "NO;NOMOR;;NAMA;KET", ";NIK;KK;;"],
      `1;${DARMA};3201990101100001;DARMA KUSNADI;`,
    ],
  ])("%s", async (_, header, row) => {
    const found = await office.match(lines(...header, row));
    expect(answers(found).map(([, status, nik]) => [status, nik])).toEqual([["PADAN", DARMA]]);
    expect(found.summary["furniture"]).toBe(header.length);
  });

  test("their columns are read", async () => {
    expect(
      await mapping(
        "NO;IDENTITAS;;;LAHIR;;;ALAMAT;",
        ";NIK;NO KK;NAMA;TGL;BLN;THN;DESA;RT",
        `1;${DARMA};3201990101100001;DARMA KUSNADI;3;1;1970;X;1`,
      ),
    ).toEqual({
      nik: "IDENTITAS NIK",
      nokk: "IDENTITAS NO KK",
      nama: "IDENTITAS NAMA",
      hari_lahir: "LAHIR TGL",
      bulan_lahir: "LAHIR BLN",
      tahun_lahir: "LAHIR THN",
      desa: "ALAMAT DESA",
      rt: "ALAMAT RT",
    });
  });

  test("own columns keep what stood over them", async () => {
    const found = await office.match(
      lines("NO;NIK;NAMA;TEMPAT/TANGGAL LAHIR;", ";;;TEMPAT;TANGGAL", `1;${DARMA};DARMA KUSNADI;BOGOR;03-01-1970`),
    );
    expect(found.row(3)["TEMPAT/TANGGAL LAHIR TANGGAL"]).toBe("03-01-1970");
  });

  test("in row 35", async () => {
    const list = lines(
      "DAFTAR PENERIMA;;",
      ...Array.from({ length: 33 }, (_, at) => `Ketentuan ${at + 1};;`),
      "NO;NIK;NAMA",
      `1;${DARMA};DARMA KUSNADI`,
    );
    expect(answers(await office.match(list))).toEqual([[36, "PADAN", DARMA]]);
  });

  test("five known among sixty unknown", async () => {
    const unknown = Array.from({ length: 60 }, (_, at) => `X${at} HAL`);
    const list = lines(
      ["NO", ...unknown, "NIK", "NAMA", "ALAMAT", "RT"].join(";"),
      ["1", ...unknown.map(() => "0"), DARMA, "DARMA KUSNADI", "X", "1"].join(";"),
    );
    expect(answers(await office.match(list))).toEqual([[2, "PADAN", DARMA]]);
  });
});

describe("--map and --header-row rescue", () => {
  const rows = [`1;${DARMA};DARMA KUSNADI;WANAJAYA`, `2;${LILIS};LILIS KARTIKA;WANAJAYA`];

  test("a file without header", async () => {
    const found = await office.match(lines(...rows), ["--header-row", "0", "--map", "nik=#2", "--map", "nama=#3"]);
    expect(answers(found)).toEqual([
      [1, "PADAN", DARMA],
      [2, "PADAN", LILIS],
    ]);
    expect(found.row(1)["KOLOM 4"]).toBe("WANAJAYA");
    expect(answers(await office.match(lines(...rows), ["--map", "nik=#2", "--map", "nama=#3"]))).toHaveLength(2);
  });

  test("a header nobody understands", async () => {
    const list = lines("REKAPITULASI;;;", "A;B;C;D", ...rows);
    for (const map of [
      ["--map", "nik=B", "--map", "nama=C"],
      ["--header-row", "2", "--map", "nik=#2", "--map", "nama=#3"],
      ["--header-row", "2", "--map", "nik=B", "--map", "nama=#3"],
    ]) {
      expect(answers(await office.match(list, map)), map.join(" ")).toEqual([
        [3, "PADAN", DARMA],
        [4, "PADAN", LILIS],
      ]);
    }
  });

  test("a header in a language nobody knows, by numbers alone", async () => {
    const found = await office.match(lines("ALPHA;BETA;GAMMA;DELTA", ...rows), ["--map", "nik=#2", "--map", "nama=#3"]);
    expect(answers(found).map(([row]) => row)).toEqual([2, 3]);
  });

  test("a row of somebody is no header", async () => {
    const { exitCode, stderr } = await office.say(["inspect", office.write("d.csv", lines(...rows)), "--header-row", "1"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("row 1 is no header");
    expect(stderr).not.toMatch(/DARMA|\d{12}/);
  });
});

test("a row of dashes is empty", async () => {
  const found = await office.match(lines("NO;NIK;NAMA;KET", `1;${DARMA};DARMA KUSNADI;`, "-;;;", "-;-;-;"));
  expect([answers(found), found.summary["furniture"]]).toEqual([[[2, "PADAN", DARMA]], 3]);
});

test("a column of one name over and over is nobody's", async () => {
  const rows = [DARMA, LILIS, WIRYA, ROSIDAH].map((nik) => `${nik};BANK SEJAHTERA`);
  expect(await mapping("NIK;NAMA PENYALUR", ...rows)).toEqual({ nik: "NIK" });
});

describe("columns by what they hold", () => {
  const row = (value: string): string[] => [`1;${value};DARMA KUSNADI`, `2;${value === DARMA ? LILIS : value};LILIS KARTIKA`];
  test.each(
    "NIK (16 DIGIT)|NIK KTP-EL|NIK PENERIMA MANFAAT|NIK ANGGOTA|NIK BALITA|KTP|NO IDENTITAS (KTP/NIK)|NIK/NO KK|NIK PEMOHON|N I K|NO. NIK|NIK KPM PKH|NIK e-KTP|NO. KTP ELEKTRONIK|NIK LANSIA|No. Induk Kependudukan (NIK)".split(
      "|",
    ),
  )("%s is the NIK", async (header) => {
    expect(await mapping(`NO;${header};NAMA`, ...row(DARMA))).toEqual({ nik: header, nama: "NAMA" });
  });

  test.each(
    "NAMA PENERIMA (SESUAI KTP)|Penerima|NM_PENERIMA|NAMA ANAK|NAMA KPM BPNT|NAMA PENERIMA MANFAAT PKH|NM PENERIMA|NAMA BALITA|NAMA LENGKAP PENERIMA BANTUAN|NAMA IBU HAMIL|NAMA SASARAN|NAMA PESERTA PBI-JK|NAMA PENYANDANG DISABILITAS|NAMA JELAS|NAMA PEMILIK KKS|NAMA ALMARHUM|2. NAMA ART|R102. NAMA KRT|Nama Warga (huruf kapital)|Nama Lengkap (Tanpa Gelar)".split(
      "|",
    ),
  )("%s is the name", async (header) => {
    expect(await mapping(`NO;NIK;${header}`, `1;${DARMA};DARMA KUSNADI`, `2;${LILIS};LILIS KARTIKA`)).toEqual({ nik: "NIK", nama: header });
  });

  test.each([
    ["TGL LAHIR (DD/MM/YYYY)", "tanggal_lahir", "03/01/1970"],
    ["JK (L/P)", "jenis_kelamin", "L"],
    ["TGL LAHIR SESUAI KTP", "tanggal_lahir", "03-01-1970"],
    ["Tgl/Bln/Thn Lahir", "tanggal_lahir", "03-01-1970"],
    ["NOMOR KARTU KELUARGA PENERIMA MANFAAT", "nokk", "3201990101100001"],
    ["NO KK (16 DIGIT)", "nokk", "3201990101100001"],
    ["NO. KARTU KELUARGA (KK)", "nokk", "3201990101100001"],
    ["TANGGAL LAHIR PENERIMA", "tanggal_lahir", "03/01/1970"],
    ["JENIS KELAMIN (LK/PR)", "jenis_kelamin", "LK"],
    ["TGL. LAHIR (hh-bb-tttt)", "tanggal_lahir", "03-01-1970"],
  ])("%s", async (header, field, value) => {
    expect(await mapping(`NIK;NAMA;${header}`, `${DARMA};DARMA KUSNADI;${value}`)).toEqual({ nik: "NIK", nama: "NAMA", [field]: header });
  });

  test.each([
    "NAMA IBU",
    "NAMA IBU KANDUNG",
    "NAMA SUAMI",
    "NAMA USAHA",
    "NAMA PENDAMPING",
    "NAMA BANK",
    "NAMA BARANG",
    "NAMA POSYANDU",
    "NAMA AYAH/IBU",
    "NAMA AHLI WARIS",
  ])("%s is not the name", async (header) => {
    expect(await mapping(`NIK;${header};NAMA`, `${DARMA};ROSIDAH;DARMA KUSNADI`)).toEqual({ nik: "NIK", nama: "NAMA" });
  });

  test("two that may be it are asked about", async () => {
    await expect(mapping("NIK PEMOHON;NIK PENERIMA MANFAAT;NAMA", `${DARMA};${LILIS};LILIS KARTIKA`)).rejects.toMatchObject({
      code: "mapping-ambiguous",
    });
    await expect(mapping("NAMA;NOMOR PESERTA", `DARMA KUSNADI;${DARMA}`)).rejects.toMatchObject({ code: "mapping-unclear" });
  });

  test("of two the one that holds it", async () => {
    expect(await mapping("NIK;NO KTP;NAMA", `-;${DARMA};DARMA KUSNADI`, `BELUM;${LILIS};LILIS KARTIKA`)).toMatchObject({ nik: "NO KTP" });
    expect(await mapping("KTP;NIK;NAMA", `ADA;${DARMA};DARMA KUSNADI`)).toMatchObject({ nik: "NIK" });
    expect(await mapping("PENERIMA;NIK;NAMA", `YA;${DARMA};DARMA KUSNADI`)).toMatchObject({ nama: "NAMA" });
  });

  test("a column of cards under NIK/NO KK is the card's", async () => {
    const cards = Array.from({ length: 40 }, (_, at) => `32019901011${10_000 + at};ORANG ${"ABCDEFGHIJ"[at % 10]}`);
    expect(await mapping("NIK/NO KK;NAMA", ...cards)).toEqual({ nokk: "NIK/NO KK", nama: "NAMA" });
  });

  test("numbers nobody asked for are told", async () => {
    const { exitCode, stdout } = await office.say([
      "inspect",
      office.write("d.csv", lines("NIK;NAMA;NIK IBU", `${DARMA};DARMA KUSNADI;${ROSIDAH}`)),
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/WARNING.*"NIK IBU"/);
    const found = await office.match(lines("NIK;NAMA;NIK IBU", `${DARMA};DARMA KUSNADI;${ROSIDAH}`));
    expect(found.outcome.stderr).toContain('"NIK IBU"');
  });
});

describe("bytes", () => {
  const windows = (text: string): Buffer => {
    const odd = new Map(
      [..."€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"].map((letter, at) => [
        letter,
        [
          0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98,
          0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
        ][at]!,
      ]),
    );
    return Buffer.from([...text].map((letter) => odd.get(letter) ?? letter.charCodeAt(0)));
  };
  const text = lines("NIK;NAMA;KET", `${DARMA};DARMA KUSNADI;MA’MUN – €5 “ya” Ÿ`, `${LILIS};LILIS KARTIKA;É`, `${WIRYA};WIRYA SASMITA;’`);

  test.each([
    ["Windows-1252", windows(text)],
    ["UTF-16LE without mark", Buffer.from(text, "utf16le")],
    ["UTF-16BE without mark", Buffer.from(text, "utf16le").swap16()],
    ["UTF-8", Buffer.from(text)],
    ["two carriage returns before each line feed", Buffer.from(text.replaceAll("\n", "\r\r\n"))],
    ["three", Buffer.from(text.replaceAll("\n", "\r\r\r\n"))],
    ["UTF-16 with CR LF", Buffer.from(text.replaceAll("\n", "\r\n"), "utf16le")],
    ["UTF-16 with CR alone", Buffer.from(text.replaceAll("\n", "\r"), "utf16le")],
  ])("%s", async (_, bytes) => {
    const found = await office.match(bytes);
    expect(answers(found).map(([row, , nik]) => [row, nik])).toEqual([
      [2, DARMA],
      [3, LILIS],
      [4, WIRYA],
    ]);
    expect([found.row(2)["KET"], found.summary["rows_read"]]).toEqual(["MA’MUN – €5 “ya” Ÿ", 4]);
  });

  test("a line without end is one row, in any writing", async () => {
    const list = lines(
      "NIK;NAMA;KET",
      `${DARMA};DARMA KUSNADI;`,
      `${LILIS};LILIS KARTIKA;${"x".repeat(6_000_000)}`,
      `${WIRYA};WIRYA SASMITA;`,
    );
    for (const bytes of [Buffer.from(list), Buffer.from(list, "utf16le"), Buffer.from(list.replaceAll("\n", "\r"))]) {
      expect(await kinds(bytes)).toEqual(["kepala", "row", "BARIS_TERLALU_PANJANG", "row"]);
    }
  });

  test("text decoded twice and entities stand in the list's own columns as they were", async () => {
    const found = await office.match(lines("NIK;NAMA;KET", `${DARMA};DARMA KUSNADI;"MAâ€™RUF MA&apos;RUF&nbsp;"`));
    expect(found.row(2)["KET"]).toBe("MAâ€™RUF MA&apos;RUF&nbsp;");
  });
});

describe("messages say what is there", () => {
  const refused = async (list: string, argv: readonly string[] = []): Promise<string> => {
    const { exitCode, stderr } = await office.say(["inspect", office.write("d.csv", list), ...argv]);
    expect(exitCode).toBe(1);
    expect(stderr).not.toMatch(/DARMA|LILIS|\d{12}/);
    return stderr;
  };

  test.each([
    ["an unquoted place and date", "NIK,NAMA,TTL,DESA", `${DARMA},DARMA KUSNADI,BOGOR, 12-05-1980,WANAJAYA`, 4, 5],
    ["a blank before a quote", "NO,NIK,NAMA", `1, "${DARMA}", "DARMA, S.Pd"`, 3, 4],
    ["thousands", "NIK,NAMA,NOMINAL", `${DARMA},DARMA KUSNADI,600,000`, 3, 4],
    ["a title after the name", "NIK,NAMA", `${DARMA},DARMA KUSNADI,S.Pd`, 2, 3],
  ])("%s", async (_, header, row, width, found) => {
    const said = await refused(lines(header, row, row));
    expect(said).toContain(`${width} columns in row 1, ${found} below it`);
  });

  test("whole lines in quotes", async () => {
    expect(await refused(lines('"NO,NIK,NAMA"', `"1,${DARMA},DARMA KUSNADI"`, `"2,${LILIS},LILIS KARTIKA"`))).toContain(
      "every line stands in quotes",
    );
  });

  test("numbers that all end in 0 are not said not to", async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `32019914057${String(10 + at)}000;ORANG ${"ABCDEFGHIJ"[at % 10]}`);
    const { stdout } = await office.say(["inspect", office.write("d.csv", lines("NIK;NAMA", ...rows))]);
    expect(stdout).toMatch(/100(?:\.0)? ?% end in 0/);
    expect(stdout).toContain("NIK_TERPOTONG_EXCEL");
  });
});

test("two lists of one name are told apart by the shortest path that does", async () => {
  office.write("a/daftar.csv", lines("NIK;NAMA", `${DARMA};DARMA KUSNADI`));
  office.write("b/daftar.csv", lines("NIK;NAMA", `${LILIS};LILIS KARTIKA`));
  office.write("b/lain.csv", lines("NIK;NAMA", `${WIRYA};WIRYA SASMITA`));
  const found = await office.matchFiles(["a/daftar.csv", "b/daftar.csv", "b/lain.csv"]);
  expect(found.rows.map((row) => row["source_file"]).sort()).toEqual(["a/daftar.csv", "b/daftar.csv", "lain.csv"]);
});

test("several files are one list with --together", async () => {
  office.write("a.csv", lines("NIK;NAMA", `${DARMA};DARMA KUSNADI`));
  office.write("b.csv", lines("NIK;NAMA;KET", `${DARMA};DARMA KUSNADI;dua kali`, `${LILIS};LILIS KARTIKA;`));
  const apart = await office.matchFiles(["a.csv", "b.csv"]);
  expect(apart.rows.filter(({ report }) => report === "match")).toHaveLength(3);
  const together = await office.matchFiles(["a.csv", "b.csv"], ["--together"]);
  expect(together.rows.map((row) => [row["source_file"], row["source_row"], row["status"]]).sort()).toEqual([
    ["a.csv", "2", "PADAN"],
    ["b.csv", "2", "GANDA_DI_DAFTAR"],
    ["b.csv", "3", "PADAN"],
  ]);
});

test("what Excel keeps beside an open workbook is no list", async () => {
  office.write("l/~$a.csv", "x");
  office.write("l/a.csv", lines("NIK;NAMA", `${DARMA};DARMA KUSNADI`));
  const found = await office.matchFiles(["l/*.csv"]);
  expect(answers(found)).toEqual([[2, "PADAN", DARMA]]);
  expect(found.outcome.stderr).toContain("~$a.csv: a lock file of Excel, skipped");
});

describe("roles", () => {
  const refused = async (argv: readonly string[]): Promise<string> => {
    const { exitCode, stderr } = await office.say(argv);
    expect(exitCode, stderr).toBe(1);
    return stderr;
  };
  const match = (...files: readonly string[]): Promise<string> =>
    refused(["match", ...files.map((file) => office.path(file)), "--db", office.path("dtsen.db"), "--out", office.path("laporan")]);

  test("the extract as a list", async () => {
    expect(await match("ekstrak.csv")).toContain("extract");
    office.write(
      "salinan.csv",
      "nomor_induk_kependudukan|nomor_kartu_keluarga|nama|status_hubungan_keluarga|desil_nasional\n3201990301700001|3201990101100001|DARMA KUSNADI|1|3\n",
    );
    expect(await match("salinan.csv")).toContain("extract");
  });

  test("a list as the extract", async () => {
    office.write("daftar.csv", lines("NO;NIK;NAMA;ALAMAT;KET", `1;${DARMA};DARMA KUSNADI;WANAJAYA;`));
    expect(await refused(["index", office.path("daftar.csv"), "--db", office.path("x.db")])).toContain("list");
  });

  test("a list given twice", async () => {
    office.write("daftar.csv", lines("NIK;NAMA", `${DARMA};DARMA KUSNADI`));
    office.write("sama.csv", lines("NIK;NAMA", `${DARMA};DARMA KUSNADI`));
    expect(await match("daftar.csv", "daftar.csv")).toContain("twice");
    expect(await match("daftar.csv", "sama.csv")).toContain("twice");
  });
});

describe("name and number in one cell", () => {
  const headers: readonly (readonly [string, (name: string, number: string) => string, "nik" | "nokk"])[] = [
    ["NAMA / NIK", (name, number) => `${name} / ${number}`, "nik"],
    ["NIK/NAMA KPM", (name, number) => `${number} - ${name}`, "nik"],
    ['"NAMA PENERIMA\nNIK"', (name, number) => `"${name}\n${number}"`, "nik"],
    ["NAMA (NIK)", (name, number) => `${name} (NIK: ${number})`, "nik"],
    ["NAMA", (name, number) => `${name} NIK. ${number}`, "nik"],
    ["NAMA LENGKAP DAN NO. KTP", (name, number) => `${name} ${number}`, "nik"],
    ["NAMA DAN NO KK", (name, number) => `${name} (KK ${number})`, "nokk"],
    ["NO. KK & NAMA", (name, number) => `${number} ${name}`, "nokk"],
  ];

  test.each(headers)("%s", async (header, cell, number) => {
    const numbers = number === "nik" ? [DARMA, LILIS] : ["3201990101100001", "3201990101100001"];
    const rows = [`1,${cell("DARMA KUSNADI", numbers[0]!)},WANAJAYA`, `2,${cell("LILIS KARTIKA", numbers[1]!)},WANAJAYA`];
    const found = await mapping(`NO,${header},DESA`, ...rows);
    expect(found[number]).toBe(found["nama"]);
    const reports = await office.match(lines(`NO,${header},DESA`, ...rows));
    expect(answers(reports).map(([, status, nik]) => [status.startsWith("PADAN"), nik])).toEqual([
      [true, DARMA],
      [true, LILIS],
    ]);
  });

  test("masked, the name stands and the number does not; else the cell is as the list has it", async () => {
    const list = lines("NO,NAMA / NIK,DESA", `1,DARMA KUSNADI / ${DARMA},WANAJAYA`, `2,LILIS KARTIKA / ${LILIS},WANAJAYA`);
    expect((await office.match(list)).rows[0]!["NAMA / NIK"]).toBe(`DARMA KUSNADI / ${DARMA}`);
    expect((await office.match(list, ["--mask"])).rows[0]!["NAMA / NIK"]).toMatch(/^DARMA KUSNADI \/ 320199•+\d\d$/);
  });

  test("what a spreadsheet has made of a number is no part of the name, and is told", async () => {
    const rows = ["1,DARMA KUSNADI / 3.20199E+15,WANAJAYA", `2,LILIS KARTIKA / ${LILIS},WANAJAYA`];
    const found = (await office.match(lines("NO,NAMA / NIK,DESA", ...rows))).rows.find((row) => row["source_row"] === "2")!;
    expect(found["dtsen_nama"]).toBe("DARMA KUSNADI");
    expect(found["reasons"]).toContain("NIK_NOTASI_ILMIAH");
    expect(found["reasons"]).not.toContain("NAMA_ANGKA");
  });

  test("a column of its own is the number, whatever else the name's cell holds", async () => {
    const rows = [`${DARMA},DARMA KUSNADI / 3201990101100001`, `${LILIS},LILIS KARTIKA / 3201990101100001`];
    expect(await mapping("NIK,NAMA", ...rows)).toEqual({ nik: "NIK", nama: "NAMA" });
  });
});

describe("a quote left open in a narrow list costs its own row", () => {
  const numbers = Array.from({ length: 12 }, (_, at) => `32019901011000${String(at).padStart(2, "0")}`);
  const names = "ADI BUDI CANDRA DEWI EKO FITRI GUNAWAN HENDRA INDAH JOKO KARTINI LESTARI".split(" ");
  const narrow: readonly (readonly [string, string, (at: number, quote: string) => string])[] = [
    ["card and name", "NO KK,NAMA", (at, quote) => `${numbers[at]},${quote}${names[at]}`],
    ["name and village", "NAMA,DESA", (at, quote) => `${quote}${names[at]},WANAJAYA`],
    ["name and address", "NAMA,ALAMAT", (at, quote) => `${names[at]},${quote}KP. SAWAH`],
    ["NIK alone", "NIK", (at, quote) => `${quote}${numbers[at]}`],
  ];

  test.each(narrow)("%s", async (_, header, row) => {
    // The second quote stands where it would close what the first has opened.
    const rows = names.map((_, at) => row(at, at === 3 || at === 9 ? '"' : ""));
    const expected = names.map((_, at) => (at === 3 || at === 9 ? "KUTIP_TIDAK_SEIMBANG" : "row"));
    expect(await kinds(lines(header, ...rows))).toEqual(["kepala", ...expected]);
  });

  test("an address of several lines stays one cell", async () => {
    const list = lines("NAMA,ALAMAT", 'SITI AMINAH,"KP. SAWAH, BLOK A', "RT 1, RW 2", 'DESA WANAJAYA, KEC. SUKAMAKMUR"', "BUDI,KP. SAWAH");
    expect(await kinds(list)).toEqual(["kepala", "row", "row"]);
  });

  test("so does a cell of name and number", async () => {
    const list = lines("NAMA DAN NIK,DESA", `"DARMA KUSNADI\n${DARMA}",WANAJAYA`, `"LILIS KARTIKA\n${LILIS}",WANAJAYA`);
    expect(await kinds(list)).toEqual(["kepala", "row", "row"]);
  });
});
