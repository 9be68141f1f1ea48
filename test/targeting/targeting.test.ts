import { existsSync, readFileSync, statSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { extractText, type Person } from "../support/office.ts";
import { Case } from "../support/run-case.ts";

let serial = 0;
function person(nama: string, kartu: number, desil: string, more: Partial<Person> = {}): Person & { nik: string; nama: string } {
  serial++;
  return {
    nik: `320199010170${String(serial).padStart(4, "0")}`,
    nokk: `320199010110${String(kartu).padStart(4, "0")}`,
    nama,
    tanggal_lahir: "1970-01-01",
    desil_nasional: desil,
    ...more,
  };
}

const penerima = person("PENERIMA SAH", 1, "2");
const istri = person("ISTRI PENERIMA", 1, "2");
const kaya = person("PENERIMA KAYA", 2, "8");
const entah = person("PENERIMA ENTAH", 3, "");
const terlewat = person("KELUARGA TERLEWAT", 4, "1");
const anak = person("ANAK TERLEWAT", 4, "1");
const ragu = person("CALON KONFLIK", 5, "3");
const sekartu = person("NAMA SEKARTU", 6, "3");
const takBernik = person("TANPA NOMOR", 7, "4", { nik: "" });
const mampu = person("KELUARGA MAMPU", 8, "9");
const kosong = person("DESIL KOSONG", 9, "");
const seberang = person("DESA SEBERANG", 10, "1", { kelurahan_desa: "SUKAMULYA" });
const people = [penerima, istri, kaya, entah, terlewat, anak, ragu, sekartu, takBernik, mampu, kosong, seberang];

const list = `NIK,NO KK,NAMA,DESA,PENDAMPING
${penerima.nik},${penerima.nokk},PENERIMA SAH,Ds. Suka Jaya,Ani
${kaya.nik},${kaya.nokk},PENERIMA KAYA,SUKAJAYA,Ani
${entah.nik},${entah.nokk},PENERIMA ENTAH,SUKAJAYA,Budi
${ragu.nik},3201990101109999,ORANG LAIN SEKALI,SUKAJAYA,Budi
3201990101500001,${sekartu.nokk},ZULKARNAEN,SUKAJAYA,
`;

let work: Case;
const run = (...argv: string[]): ReturnType<Case["run"]> => work.say(["targeting", "laporan", "--db", "dtsen.db", "--lang", "id", ...argv]);
const sembako = ["--program", "sembako", "--period", "2026-T1"];
type Row = Readonly<Record<string, string>>;
const rows = (name: string, folder = "sasaran"): Row[] =>
  parse(readFileSync(work.path(`${folder}/${name}`)), { bom: true, columns: true }) as Row[];

beforeAll(async () => {
  work = new Case({ "ekstrak.csv": extractText(people), "daftar.csv": list });
  await work.say(["index", "ekstrak.csv", "--db", "dtsen.db", "--label", "DTSEN V3 2026", "--date", "2026-02-01"]);
  const { exitCode, stderr } = await work.say(["match", "daftar.csv", "--db", "dtsen.db", "--out", "laporan"]);
  expect([exitCode, stderr.includes("bug")]).toEqual([0, false]);
});
afterAll(() => work[Symbol.dispose]());

test("who is within the limit and on no list; perhaps listed are kept apart (F2, F3, F4, F5, F7)", async () => {
  const { exitCode, stdout } = await run(...sembako);
  expect(exitCode).toBe(0);
  expect(
    rows("belum_terdaftar.csv").map(({ nama_kepala, jumlah_anggota, desil, catatan }) => [nama_kepala, jumlah_anggota, desil, catatan]),
  ).toEqual([
    ["KELUARGA TERLEWAT", "2", "1", ""],
    ["TANPA NOMOR", "1", "4", "TANPA_NIK"],
  ]);
  expect(stdout).toContain(
    "Keluarga desil 1–4 di cakupan daftar (1 desa): 5. Terdaftar 1 (20,0 %), mungkin terdaftar (baris konflik atau KK sama) 2, belum terdaftar 2 (40,0 %).",
  );
  expect(stdout).toContain("Penerima di atas batas (calon graduasi: daftar untuk dikunjungi): 1 dari 3 (33,3 %); tanpa desil: 1.");
  expect(stdout).toContain("Hanya daftar yang diberikan yang dihitung");
  expect(stdout).toContain("Belum terdaftar bukan usulan");
  expect(stdout).toContain("sembako 2026-T1: 1–4 (Kemensos");
  expect(stdout).not.toMatch(/layak/);
  expect(rows("di_atas_batas.csv").map(({ nama, desil, source_row, pendamping }) => [nama, desil, source_row, pendamping])).toEqual([
    ["PENERIMA KAYA", "8", "3", "ANI"],
  ]);
  expect(rows("tanpa_desil.csv").map(({ nama, catatan }) => [nama, catatan])).toEqual([["PENERIMA ENTAH", "DESIL_KOSONG"]]);
  expect(statSync(work.path("sasaran/belum_terdaftar.csv")).mode & 0o777).toBe(0o600);
});

test("per kecamatan, village and companion in sasaran.json, which add up", async () => {
  await run(...sembako, "--area", "semua", "--out", "semua");
  const json = JSON.parse(readFileSync(work.path("semua/sasaran.json"), "utf8")) as Record<
    string,
    Record<string, number>[] & Record<string, number>
  >;
  expect(json["total"]).toMatchObject({ within: 6, listed: 1, perhaps_listed: 2, not_listed: 3, without_decile: 2, recipients_above: 1 });
  expect(json["desa"]!.map(({ desa, not_listed }) => [desa, not_listed])).toEqual([
    ["SUKAJAYA", 2],
    ["SUKAMULYA", 1],
  ]);
  expect(json["kecamatan"]).toHaveLength(1);
  expect(json["pendamping"]).toEqual([
    { pendamping: "ANI", recipients: 2, above: 1, unknown: 0, asked_a_year: 10 },
    { pendamping: "BUDI", recipients: 1, above: 0, unknown: 1, asked_a_year: 10 },
  ]);
});

test("F1: the area is where the list has matches, and widens on asking", async () => {
  await run(...sembako, "--out", "desa");
  expect(rows("belum_terdaftar.csv", "desa").map(({ desa }) => desa)).not.toContain("SUKAMULYA");
  await run(...sembako, "--area", "kecamatan", "--out", "kecamatan");
  expect(rows("belum_terdaftar.csv", "kecamatan").map(({ desa }) => desa)).toContain("SUKAMULYA");
});

test("F6: a programme of persons counts persons", async () => {
  const { stdout } = await run("--program", "pbi-jk", "--period", "2026-Q1", "--out", "orang");
  expect(stdout).toContain("Orang desil 1–5 di cakupan daftar (1 desa): 7.");
  expect(rows("belum_terdaftar.csv", "orang").map(({ nama }) => nama)).toEqual([
    "KELUARGA TERLEWAT",
    "ANAK TERLEWAT",
    "ISTRI PENERIMA",
    "NAMA SEKARTU",
    "TANPA NOMOR",
  ]);
});

test("F8: a card is one family, however many of its rows the extract has", async () => {
  const json = JSON.parse(readFileSync(work.path("sasaran/sasaran.json"), "utf8")) as { total: { within: number } };
  expect(json.total.within).toBe(5);
});

test("F9: a ruling changes who is listed", async () => {
  const header = "PUTUSAN,NIK BENAR,NIK (daftar),Nama (daftar),Kunci";
  const { rulingKey, nobody } = await import("../../src/rulings/ruling-key.ts");
  const side = { nik: "3201990101500001", nama: "ZULKARNAEN", tanggalLahir: "", desa: "" };
  work.write("form.csv", `${header}\n,${sekartu.nik},${side.nik},${side.nama},${rulingKey(side, nobody)}\n`);
  await work.say(["decide", "form.csv", "--decisions", "keputusan.csv", "--officer", "Ani"]);
  const before = JSON.parse(readFileSync(work.path("sasaran/sasaran.json"), "utf8")) as {
    total: { listed: number; perhaps_listed: number };
  };
  work.write("daftar2.csv", list.replace("ZULKARNAEN", "NAMA SEKARTU"));
  work.write("form.csv", `${header}\n,${sekartu.nik},${side.nik},NAMA SEKARTU,${rulingKey({ ...side, nama: "NAMA SEKARTU" }, nobody)}\n`);
  await work.say(["decide", "form.csv", "--decisions", "keputusan.csv", "--officer", "Ani"]);
  await work.say(["match", "daftar2.csv", "--db", "dtsen.db", "--out", "laporan2", "--decisions", "keputusan.csv"]);
  await work.say(["targeting", "laporan2", "--db", "dtsen.db", ...sembako, "--out", "putusan"]);
  const after = JSON.parse(readFileSync(work.path("putusan/sasaran.json"), "utf8")) as typeof before;
  expect(after.total.listed).toBe(before.total.listed + 1);
  expect(after.total.perhaps_listed).toBe(before.total.perhaps_listed - 1);
});

test("F10: reports of another extract are refused", async () => {
  work.write("baru.csv", extractText(people.slice(1)));
  await work.say(["index", "baru.csv", "--db", "baru.db", "--label", "DTSEN V4 2026", "--date", "2026-05-01"]);
  const { exitCode, stderr } = await work.say(["targeting", "laporan", "--db", "baru.db", "--lang", "id", ...sembako, "--out", "lain"]);
  expect([exitCode, stderr]).toEqual([
    1,
    expect.stringContaining("laporan dibuat dari DTSEN V3 2026, 2026-02-01; indeks ini DTSEN V4 2026, 2026-05-01"),
  ]);
});

test("masked: no number can be read", async () => {
  await run(...sembako, "--mask", "--out", "samar");
  for (const name of ["belum_terdaftar.csv", "di_atas_batas.csv", "tanpa_desil.csv"]) {
    expect(readFileSync(work.path(`samar/${name}`), "utf8")).not.toMatch(/\d{13}/);
  }
});

test("without a programme: wrong usage", async () => {
  expect((await run()).exitCode).toBe(2);
});

test("F11: a dead head is marked, not removed; who is above the limit or without a decile carries marks too", async () => {
  const another = { ...anak, nama: "SOMEBODY ELSE" };
  const dead = [terlewat, kaya, { ...entah, nama: "NAMA ORANG LAIN" }, another];
  work.write("kematian.csv", `NIK,NAMA\n${dead.map(({ nik, nama }) => `${nik},${nama}`).join("\n")}\n`);
  await run(...sembako, "--out", "biasa");
  await run(...sembako, "--overlay", "meninggal=kematian.csv", "--out", "tanda");
  const notes = (name: string, column: string): Record<string, string> =>
    Object.fromEntries(rows(name, "tanda").map((row) => [row[column]!, row["catatan"]!]));
  expect(rows("belum_terdaftar.csv", "tanda").length).toBe(rows("belum_terdaftar.csv", "biasa").length);
  expect(notes("belum_terdaftar.csv", "nama_kepala")["KELUARGA TERLEWAT"]).toBe("TANDA_MENINGGAL");
  expect(notes("di_atas_batas.csv", "nama")).toEqual({ "PENERIMA KAYA": "TANDA_MENINGGAL" });
  expect(notes("tanpa_desil.csv", "nama")["PENERIMA ENTAH"]).toBe("DESIL_KOSONG;TANDA_MENINGGAL_RAGU");
  // Marks that the run itself had need not be given again; of a programme of persons everybody is marked.
  await work.say(["match", "daftar.csv", "--db", "dtsen.db", "--out", "bertanda", "--overlay", "meninggal=kematian.csv"]);
  await work.say(["targeting", "bertanda", "--db", "dtsen.db", ...sembako, "--out", "dari-laporan"]);
  expect(rows("di_atas_batas.csv", "dari-laporan").map(({ catatan }) => catatan)).toEqual(["TANDA_MENINGGAL"]);
  await run("--program", "pbi-jk", "--period", "2026-Q1", "--overlay", "meninggal=kematian.csv", "--out", "tanda");
  expect(notes("belum_terdaftar.csv", "nama")).toMatchObject({
    "KELUARGA TERLEWAT": "TANDA_MENINGGAL",
    "ANAK TERLEWAT": "TANDA_MENINGGAL_RAGU",
    "TANPA NOMOR": "TANPA_NIK",
  });
});

test("F12: more than fifty thousand rows only with --all, its owner's alone; nothing is written before", async () => {
  const crowd = Array.from({ length: 50_010 }, (_, at): Person => {
    const serial = String(at).padStart(5, "0");
    return {
      nik: `32019902${serial.slice(0, 1)}1${serial.slice(1)}01`,
      nokk: `3201990101${serial}1`,
      nama: "WARGA DESA",
      desil_nasional: "1",
    };
  });
  work.write("ramai.csv", extractText([penerima, ...crowd]));
  expect((await work.say(["index", "ramai.csv", "--db", "ramai.db"])).exitCode).toBe(0);
  work.write("seorang.csv", `NIK,NAMA,DESA\n${penerima.nik},PENERIMA SAH,SUKAJAYA\n`);
  await work.say(["match", "seorang.csv", "--db", "ramai.db", "--out", "ramai"]);
  const many = ["targeting", "ramai", "--db", "ramai.db", ...sembako, "--out", "sasaran-ramai", "--lang", "id"];
  const { exitCode, stderr } = await work.say(many);
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/500\d\d baris, lebih dari 50000/)]);
  expect(existsSync(work.path("sasaran-ramai/belum_terdaftar.csv"))).toBe(false);
  expect((await work.say([...many, "--all"])).exitCode).toBe(0);
  expect(rows("belum_terdaftar.csv", "sasaran-ramai").length).toBeGreaterThan(50_000);
  expect(statSync(work.path("sasaran-ramai/belum_terdaftar.csv")).mode & 0o777).toBe(0o600);
}, 60_000);
