import { existsSync, readFileSync, statSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSheets } from "../../src/read/xlsx/plain-sheets.ts";
import { extractText, type Person } from "../support/office.ts";
import { Case } from "../support/run-case.ts";

let serial = 0;
/** Somebody born in 1970, with a card of a family. */
function person(nama: string, kartu: number, more: Partial<Person> = {}): Person {
  serial++;
  return {
    nik: `320199010170${String(serial).padStart(4, "0")}`,
    nokk: `320199010110${String(kartu).padStart(4, "0")}`,
    nama,
    tanggal_lahir: "1970-01-01",
    ...more,
  };
}

const tetap = person("TETAP SAJA", 1, { desil_nasional: "3" });
const naik = person("NAIK SATU", 2, { desil_nasional: "4" });
const naikJauh = person("NAIK JAUH", 3, { desil_nasional: "6" });
const turun = person("TURUN DUA", 4, { desil_nasional: "7" });
const kosong = person("JADI KOSONG", 5, { desil_nasional: "3" });
const terisi = person("JADI TERISI", 6, { desil_nasional: "" });
const lima = person("TETAP LIMA", 7, { desil_nasional: "5" });
const [ayah, anak] = [person("AYAH PECAH", 8), person("ANAK PECAH", 8)];
const [suami, istri] = [person("SUAMI GABUNG", 9), person("ISTRI GABUNG", 10)];
const pindah = person("PINDAH DESA", 11);
const namaBaru = person("NAMA LAMA", 12);
const tanggalBaru = person("TANGGAL LAMA", 13);
const hilang = person("HILANG ENTAH", 14);
const baru = person("BARU DATANG", 15);
const nikLama = person("NIK BERGANTI", 16);
const tanpaNik = person("TANPA NOMOR", 17, { nik: "" });
const tanpaNikHilang = person("TANPA NOMOR HILANG", 18, { nik: "" });
const dobel = person("SATU NOMOR", 19);
const dobelLain = { ...person("NOMOR SAMA", 20), nik: dobel.nik! };
/** Of a village that both extracts have. */
const warga = person("WARGA SUKAMULYA", 30, { kelurahan_desa: "SUKAMULYA" });

const lama = [
  ...[tetap, naik, naikJauh, turun, kosong, terisi, lima, ayah, anak, suami, istri, pindah],
  ...[namaBaru, tanggalBaru, hilang, nikLama, tanpaNik, tanpaNikHilang, dobel, dobelLain, warga],
];
const kini: Person[] = [
  tetap,
  { ...naik, desil_nasional: "5" },
  { ...naikJauh, desil_nasional: "9" },
  { ...turun, desil_nasional: "3" },
  { ...kosong, desil_nasional: "" },
  { ...terisi, desil_nasional: "2" },
  lima,
  ayah,
  { ...anak, nokk: "3201990101109908" },
  { ...suami, nokk: "3201990101109909" },
  { ...istri, nokk: "3201990101109909" },
  { ...pindah, kelurahan_desa: "SUKAMULYA" },
  { ...namaBaru, nama: "NAMA BARU" },
  { ...tanggalBaru, tanggal_lahir: "1970-02-01" },
  baru,
  { ...nikLama, nik: "3201990101709999" },
  tanpaNik,
  { ...dobel, desil_nasional: "4" },
  dobelLain,
  warga,
];

let work: Case;
beforeAll(async () => {
  work = new Case({ "lama.csv": extractText(lama), "baru.csv": extractText(kini) });
  for (const name of ["lama", "baru"]) {
    const date = name === "lama" ? "2025-11-01" : "2026-02-01";
    const { exitCode, stderr } = await work.say(["index", `${name}.csv`, "--db", `${name}.db`, "--label", `DTSEN ${name}`, "--date", date]);
    expect([exitCode, stderr.includes("bug")]).toEqual([0, false]);
  }
});
afterAll(() => work[Symbol.dispose]());

type Row = Readonly<Record<string, string>>;
function rows(folder = "perubahan"): Row[] {
  return parse(readFileSync(work.path(`${folder}/perubahan.csv`)), { bom: true, columns: true }) as Row[];
}
function json(folder = "perubahan"): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(work.path(`${folder}/perubahan.json`), "utf8")) as Record<string, unknown>;
}
const compare = (...argv: string[]): ReturnType<Case["run"]> => work.say(["compare", "lama.db", "baru.db", "--lang", "id", ...argv]);

test("every kind of change, with its sentence; the counts are those of the rows", async () => {
  const { exitCode, stdout } = await compare("--all", "--program", "sembako", "--period", "2026-T1");
  expect(exitCode).toBe(0);
  const told = Object.fromEntries(rows().map(({ nama, jenis, penjelasan }) => [nama, [jenis, penjelasan]]));
  expect(told).toMatchObject({
    "NAIK SATU": ["DESIL_NAIK;MELEWATI_BATAS", "Desil 4 → 5; melewati batas sembako (1–4). Ini bukan keputusan graduasi."],
    "NAIK JAUH": ["DESIL_NAIK", "Desil 6 → 9."],
    "TURUN DUA": ["DESIL_TURUN;MASUK_BATAS", "Desil 7 → 3; masuk batas sembako (1–4)."],
    "JADI KOSONG": ["DESIL_MENJADI_KOSONG", "Desil 3 → kosong (bukan berarti di atas batas)."],
    "JADI TERISI": ["DESIL_TERISI", "Desil kosong → 2."],
    "TETAP LIMA": ["BATAS_BERUBAH", "Desil tetap 5; batas sembako berubah 1–5 → 1–4."],
    "AYAH PECAH": ["KK_PECAH", "Anggota kartu lama kini di 2 kartu."],
    "ANAK PECAH": ["KK_BERUBAH;KK_PECAH", "Kartu keluarga berubah; anggota kartu lama kini di 2 kartu."],
    "SUAMI GABUNG": ["KK_BERUBAH;KK_GABUNG", "Kartu keluarga berubah; anggota kartu baru berasal dari 2 kartu."],
    "PINDAH DESA": ["PINDAH", "Desa SUKAJAYA, Kec. SUKAMAKMUR → Desa SUKAMULYA, Kec. SUKAMAKMUR."],
    "NAMA BARU": ["NAMA_BERUBAH", "Nama NAMA LAMA → NAMA BARU."],
    "TANGGAL LAMA": ["TGL_BERUBAH", "Tanggal lahir 1970-01-01 → 1970-02-01."],
    "HILANG ENTAH": ["TIDAK_ADA_LAGI", "Tidak ada lagi di DTSEN; sebabnya tidak tertulis (meninggal, pindah kabupaten, perbaikan NIK, …)."],
    "BARU DATANG": ["BARU_ADA", "Baru ada di DTSEN."],
    "NIK BERGANTI": ["NIK_BERGANTI", "NIK berganti; nama, tanggal lahir, dan KK sama."],
    "SATU NOMOR": ["DESIL_NAIK", "Desil 3 → 4."],
  });
  expect(Object.keys(told)).not.toContain("TETAP SAJA");
  expect(Object.keys(told)).not.toContain("TANPA NOMOR");
  // E1: nobody is said to have died.
  expect(
    rows()
      .map(({ jenis }) => jenis)
      .join(),
  ).not.toMatch(/MENINGGAL|MATI/);
  expect(stdout).toContain("Batas berubah: sembako 1–5 → 1–4.");
  const kinds = json()["kinds"] as Record<string, number>;
  for (const kind of Object.keys(kinds)) {
    if (kind === "KK_PECAH" || kind === "KK_GABUNG") continue;
    expect([kind, kinds[kind]]).toEqual([kind, rows().filter(({ jenis }) => jenis!.split(";").includes(kind)).length]);
  }
  // Cards, not persons.
  expect([kinds["KK_PECAH"], kinds["KK_GABUNG"]]).toEqual([1, 1]);
  const matrix = json()["decile_matrix"] as number[][];
  expect([matrix[4]![5], matrix[6]![9], matrix[3]![0], matrix[0]![2]]).toEqual([1, 1, 1, 1]);
  // Who cannot be paired is counted.
  expect(json()["not_paired"]).toEqual({ DTSEN_NIK_GANDA: 0, without_nik: 1 });
});

test("without --list and --all: counts alone", async () => {
  await compare("--out", "hitungan");
  expect(rows("hitungan")).toEqual([]);
  expect((json("hitungan")["kinds"] as Record<string, number>)["TIDAK_ADA_LAGI"]).toBe(1);
});

test("--list: the persons of a run and their families, with the row they stand on", async () => {
  work.write("daftar.csv", `NIK,NAMA\n${naik.nik},NAIK SATU\n${ayah.nik},AYAH PECAH\n`);
  await work.say(["match", "daftar.csv", "--db", "lama.db", "--out", "laporan"]);
  await compare("--list", "laporan", "--out", "dari-daftar");
  expect(rows("dari-daftar").map(({ nama, source_row }) => [nama, source_row])).toEqual(
    expect.arrayContaining([
      ["NAIK SATU", "2"],
      ["AYAH PECAH", "3"],
      ["ANAK PECAH", ""],
    ]),
  );
  expect(rows("dari-daftar")).toHaveLength(3);
});

test("E7: an extract and itself: nothing changed; --max-change crossed: exit 3", async () => {
  const same = await work.say(["compare", "lama.db", "lama.db", "--lang", "id", "--out", "sama"]);
  expect([same.exitCode, same.stdout]).toEqual([0, expect.stringContaining("Tidak ada perubahan.")]);
  expect((await compare("--max-change", "20%", "--out", "batas")).exitCode).toBe(3);
});

test("E2: what only one of the extracts covers is one line, not a loss", async () => {
  const elsewhere = person("KABUPATEN LAIN", 21, { kecamatan: "CIANJUR", kelurahan_desa: "SAYANG" });
  const line = extractText([elsewhere]).split("\n")[1]!.replace('"BOGOR"', '"CIANJUR"');
  work.write("luas.csv", `${extractText(kini)}${line}\n`);
  await work.say(["index", "luas.csv", "--db", "luas.db"]);
  const { stdout } = await work.say(["compare", "baru.db", "luas.db", "--lang", "id", "--all", "--out", "cakupan"]);
  expect(stdout).toContain("Di luar cakupan bersama: 0 orang hanya di ekstrak lama, 1 hanya di yang baru");
  expect(rows("cakupan")).toEqual([]);
});

test("E3: two decile columns are not compared", async () => {
  work.write("lain.csv", extractText(kini).replace("desil_nasional", "desil_provinsi"));
  await work.say(["index", "lain.csv", "--db", "lain.db", "--map", "desil=desil_provinsi"]);
  const { exitCode, stderr } = await work.say(["compare", "lama.db", "lain.db", "--lang", "id", "--out", "kolom"]);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("indeks lama memakai desil_nasional, yang baru desil_provinsi")]);
  expect(existsSync(work.path("kolom/perubahan.csv"))).toBe(false);
});

test("E8: an index of another format is refused with the command that builds it", async () => {
  const bytes = readFileSync(work.path("lama.db"));
  bytes.writeUInt32BE(2, 60);
  work.write("tua.db", bytes);
  const { exitCode, stderr } = await work.say(["compare", "tua.db", "baru.db", "--out", "tua"]);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("dtsen index")]);
});

test("an index and a folder of reports are not compared", async () => {
  const { exitCode, stderr } = await work.say(["compare", "lama.db", "laporan"]);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("two indexes, or two folders")]);
});

/** Every sheet of perubahan.xlsx, its rows as they stand. */
async function sheets(folder = "perubahan"): Promise<Map<string, (readonly string[])[]>> {
  const found = new Map<string, (readonly string[])[]>();
  for await (const { name, rows: own } of readSheets(work.path(`${folder}/perubahan.xlsx`))) {
    const all: (readonly string[])[] = [];
    for await (const { cells } of own) all.push(cells);
    found.set(name, all);
  }
  return found;
}

test("perubahan.xlsx: the counts, the matrix of deciles, and every row on the sheet of each of its kinds", async () => {
  await compare("--all", "--program", "sembako", "--period", "2026-T1", "--out", "buku");
  const book = await sheets("buku");
  const kinds = json("buku")["kinds"] as Record<string, number>;
  const found = Object.keys(kinds).filter((kind) => kinds[kind]! > 0);
  expect([...book.keys()]).toEqual(["Ringkasan", "Matriks desil", ...found]);
  const summary = book.get("Ringkasan")!;
  for (const kind of found) expect([kind, summary.find(([code]) => code === kind)?.[1]]).toEqual([kind, String(kinds[kind])]);
  for (const kind of found) {
    const [header, ...lines] = book.get(kind)!;
    const written = rows("buku").filter(({ jenis }) => jenis!.split(";").includes(kind));
    expect([kind, lines.map((cells) => Object.fromEntries(header!.map((name, at) => [name, cells[at] ?? ""])))]).toEqual([kind, written]);
  }
  const [header, ...lines] = book.get("Matriks desil")!;
  const matrix = json("buku")["decile_matrix"] as number[][];
  const places = header!.slice(1).map((name) => (name === "kosong" ? 0 : Number(name)));
  expect(places).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0]);
  expect(lines.map((cells) => cells.slice(1).map(Number))).toEqual(places.map((old) => places.map((now) => matrix[old]![now]!)));
  expect(statSync(work.path("buku/perubahan.xlsx")).mode & 0o777).toBe(0o600);
  const first = readFileSync(work.path("buku/perubahan.xlsx"));
  await compare("--all", "--program", "sembako", "--period", "2026-T1", "--out", "buku");
  expect(readFileSync(work.path("buku/perubahan.xlsx")).equals(first)).toBe(true);
});

test("perubahan.xlsx of counts alone says how to get rows; of a list it says whose they are", async () => {
  await compare("--out", "hitungan-buku");
  const counts = await sheets("hitungan-buku");
  expect([...counts.keys()]).toEqual(["Ringkasan", "Matriks desil"]);
  expect(counts.get("Ringkasan")!.flat().join("\n")).toContain("--list FOLDER");
  await compare("--list", "laporan", "--out", "buku-daftar");
  const listed = await sheets("buku-daftar");
  expect([...listed.keys()]).toEqual(["Ringkasan", "Matriks desil", "DESIL_NAIK", "KK_BERUBAH", "KK_PECAH"]);
  expect(listed.get("Ringkasan")!.flat().join("\n")).toContain("(3 baris)");
});

describe("who has no number of his own, and limits that moved", () => {
  const one = person("KASNADI SATU", 60, { desil_nasional: "3" });
  const other = { ...person("TARSONO DUA", 61, { desil_nasional: "3" }), nik: one.nik! };
  const stranger = { ...person("GUNADI TIGA", 62), nik: one.nik! };
  const unnumbered = person("SUPINAH EMPAT", 63, { nik: "", desil_nasional: "3" });
  const five = person("LASTRI LIMA", 64, { desil_nasional: "5" });
  const up = person("WAGIMIN ENAM", 65, { desil_nasional: "4" });
  let small: Case;
  let found: Readonly<Record<string, string | undefined>>;
  let told: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    const before = [one, other, stranger, unnumbered, person("HILANG TANPA NOMOR", 66, { nik: "" }), five, up];
    const after = [
      { ...one, desil_nasional: "6" },
      { ...other, alamat: "RT 9 RW 9" },
      // Neither the card nor the name is that of before.
      { ...stranger, nama: "PRASOJO TUJUH", nokk: "3201990101109962" },
      { ...unnumbered, desil_nasional: "2" },
      five,
      { ...up, desil_nasional: "5" },
    ];
    small = new Case({ "lama.csv": extractText(before), "baru.csv": extractText(after) });
    for (const [name, date] of [
      ["lama", "2025-11-01"],
      ["baru", "2026-02-01"],
    ] as const)
      await small.say(["index", `${name}.csv`, "--db", `${name}.db`, "--date", date]);
    const { exitCode } = await small.say(["compare", "lama.db", "baru.db", "--all", "--program", "sembako", "--period", "2026-T1"]);
    expect(exitCode).toBe(0);
    const changes = parse(readFileSync(small.path("perubahan/perubahan.csv")), { bom: true, columns: true }) as Row[];
    found = Object.fromEntries(changes.map(({ nama, jenis }) => [nama, jenis]));
    told = JSON.parse(readFileSync(small.path("perubahan/perubahan.json"), "utf8")) as Record<string, unknown>;
  });
  afterAll(() => small[Symbol.dispose]());

  test("E4: one NIK on several rows: paired by card and name, else counted apart and never called gone or new", () => {
    expect([found["KASNADI SATU"], found["TARSONO DUA"], found["GUNADI TIGA"], found["PRASOJO TUJUH"]]).toEqual([
      "DESIL_NAIK;MELEWATI_BATAS",
      undefined,
      undefined,
      undefined,
    ]);
    expect(told["not_paired"]).toMatchObject({ DTSEN_NIK_GANDA: 1 });
  });

  test("E5: without a NIK: paired by card, name and birth date, else only counted", () => {
    expect([found["SUPINAH EMPAT"], found["HILANG TANPA NOMOR"]]).toEqual(["DESIL_TURUN", undefined]);
    expect(told["not_paired"]).toMatchObject({ without_nik: 1 });
  });

  test("E6: a limit that moved is told apart from deciles that did", () => {
    expect([found["LASTRI LIMA"], found["WAGIMIN ENAM"]]).toEqual(["BATAS_BERUBAH", "DESIL_NAIK;MELEWATI_BATAS"]);
  });
});
