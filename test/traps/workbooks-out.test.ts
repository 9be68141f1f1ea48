/** Traps B1 to B10 and the road of the officer: the fixtures' workbook to reports, work lists and rulings, through the real program. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSheets, type PlainRow } from "../../src/read/xlsx/plain-sheets.ts";
import { writeWorkbook } from "../../src/report/workbook/write-workbook.ts";
import { forgetTemporary } from "../../src/platform/private-files.ts";
import { Case } from "../support/run-case.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures");
const dtsen = readdirSync(join(fixtures, "dtsen")).map((name) => join(fixtures, "dtsen", name));

type Sheets = Map<string, { readonly header: readonly string[]; readonly rows: Readonly<Record<string, string>>[] }>;

let office: Case;
beforeAll(async () => {
  office = new Case();
  expect((await office.say(["index", ...dtsen, "--db", "dtsen.db", "--quiet"])).exitCode).toBe(0);
  for (const list of ["lengkap.xlsx", "lengkap.csv"]) {
    const argv = ["match", join(fixtures, "daftar", list), "--db", "dtsen.db", "--out", list.replace(".", "-"), "--lang", "id", "--quiet"];
    expect((await office.say(argv)).exitCode).toBe(0);
  }
});
afterAll(() => office[Symbol.dispose]());

/** Every sheet by name; the rows by the names of the columns (the first of a name holds). */
async function sheetsOf(path: string): Promise<Sheets> {
  const found: Sheets = new Map();
  for await (const { name, rows } of readSheets(path)) {
    const all: PlainRow[] = [];
    for await (const row of rows) all.push(row);
    const [header, ...lines] = all;
    found.set(name, {
      header: header?.cells ?? [],
      rows: lines.map(({ cells }) => Object.fromEntries((header?.cells ?? []).map((column, at) => [column, cells[at] ?? ""]).reverse())),
    });
  }
  return found;
}

function csv(path: string): Record<string, string>[] {
  const text = readFileSync(office.path(path));
  return parse(text, {
    bom: true,
    columns: (header: string[]) => header.map((name, at) => (header.indexOf(name) === at ? name : `${name} ${at}`)),
  }) as Record<string, string>[];
}

test("the workbook of three sheets gives the answers of its CSV, row for row; its hidden copy none", () => {
  const answers = (folder: string): string[][] =>
    ["match", "conflict", "orphan"].flatMap((report) =>
      csv(`${folder}/${report}.csv`).map((row) => [row["NO"]!, report, row["status"]!, row["dtsen_row"]!, row["dtsen_nik"]!, row["NIK"]!]),
    );
  const sorted = (rows: string[][]): string[][] => rows.sort((a, b) => Number(a[0]) - Number(b[0]));
  expect(sorted(answers("lengkap-xlsx"))).toEqual(sorted(answers("lengkap-csv")));
  const { workbooks } = JSON.parse(readFileSync(office.path("lengkap-xlsx/summary.json"), "utf8"));
  expect(workbooks).toEqual([expect.objectContaining({ sheets_not_read: [{ name: "TAHAP 1 (SALINAN)", why: "hidden", rows: 137 }] })]);
});

test("laporan.xlsx comes by itself where a list is a workbook, and holds what the reports hold", async () => {
  expect(existsSync(office.path("lengkap-csv/laporan.xlsx"))).toBe(false);
  const sheets = await sheetsOf(office.path("lengkap-xlsx/laporan.xlsx"));
  expect([...sheets.keys()]).toEqual(["Ringkasan", "Konflik", "Tidak Ditemukan", "Padan", "Ditolak", "Calon", "Arti Kode"]);
  for (const [sheet, report] of [
    ["Konflik", "conflict"],
    ["Tidak Ditemukan", "orphan"],
    ["Padan", "match"],
  ] as const) {
    const rows = sheets.get(sheet)!.rows;
    expect(rows.map((row) => [row["Status"], row["Penjelasan"], row["NIK (DTSEN)"], row["Asal"]])).toEqual(
      csv(`lengkap-xlsx/${report}.csv`).map((row) => [
        row["status"],
        row["explanation"],
        row["dtsen_nik"],
        `${row["source_file"]}:${row["source_row"]}`,
      ]),
    );
    expect(rows.every((row) => /^k[a-z]{15}$/.test(row["Kunci"]!))).toBe(true);
  }
  const candidates = csv("lengkap-xlsx/kandidat.csv");
  expect(sheets.get("Calon")!.rows.map((row) => [row["Kunci"], row["NIK (DTSEN)"], row["Sama"]])).toEqual(
    candidates.map((row) => [row["kunci"], row["dtsen_nik"], row["sama"]]),
  );
  const { header } = sheets.get("Konflik")!;
  for (const column of [
    "PUTUSAN",
    "NIK BENAR",
    "DASAR",
    "KETERANGAN",
    "PETUGAS",
    "TANGGAL",
    "Nama (daftar)",
    "Desa (daftar)",
    "JK (DTSEN)",
  ]) {
    expect(header).toContain(column);
  }
  expect(header.at(-1)).toBe("Kunci");
});

test("--xlsx and --no-xlsx say otherwise; B8: what a list's cell would compute is text; B10: the same bytes", async () => {
  const list = "NIK,NAMA,CATATAN\n3201990101800001,ORANG BARU SEKALI,=1+1\n3201990101800002,ORANG LAMA SEKALI,'=A1\n";
  office.write("kecil.csv", list);
  for (const out of ["satu", "dua"]) {
    expect((await office.say(["match", "kecil.csv", "--db", "dtsen.db", "--out", out, "--xlsx"])).exitCode).toBe(0);
  }
  expect(readFileSync(office.path("satu/laporan.xlsx")).equals(readFileSync(office.path("dua/laporan.xlsx")))).toBe(true);
  const rows = [...(await sheetsOf(office.path("satu/laporan.xlsx"))).values()].flatMap((sheet) => sheet.rows);
  expect(rows.find((row) => row["NIK (daftar)"] === "3201990101800001")).toMatchObject({ CATATAN: "=1+1" });
  const none = await office.say(["match", join(fixtures, "daftar", "lengkap.xlsx"), "--db", "dtsen.db", "--out", "tanpa", "--no-xlsx"]);
  expect([none.exitCode, existsSync(office.path("tanpa/laporan.xlsx"))]).toEqual([0, false]);
});

test("B6, B9: where the workbook cannot be put in place nothing is, and nothing half made stays", async () => {
  mkdirSync(office.path("buntu/laporan.xlsx"), { recursive: true });
  const { exitCode, stderr } = await office.say(["match", "kecil.csv", "--db", "dtsen.db", "--out", "buntu", "--xlsx"]);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("laporan.xlsx")]);
  expect(readdirSync(office.path("buntu"))).toEqual(["laporan.xlsx"]);
});

test.skipIf(process.platform === "win32")(
  "B6: kept open by another program on Linux, it is replaced whole; who has it open keeps what he opened",
  async () => {
    const argv = ["match", "kecil.csv", "--db", "dtsen.db", "--out", "terbuka", "--xlsx"];
    expect((await office.say(argv)).exitCode).toBe(0);
    const path = office.path("terbuka/laporan.xlsx");
    const before = readFileSync(path);
    const held = openSync(path, "r");
    // LibreOffice's mark beside an open workbook.
    office.write("terbuka/.~lock.laporan.xlsx#", ",petugas,kantor,27.11.2026 10:00,file:///kantor;");
    office.write("kecil.csv", `${readFileSync(office.path("kecil.csv"), "utf8")}3201990101990077,ORANG BARU WIYOGO,,\n`);
    expect((await office.say(argv)).exitCode).toBe(0);
    expect(readFileSync(held)).toEqual(before);
    closeSync(held);
    expect((await sheetsOf(path)).get("Tidak Ditemukan")!.rows.map((row) => row["Nama (daftar)"])).toContain("ORANG BARU WIYOGO");
    expect(readdirSync(office.path("terbuka")).filter((name) => name.startsWith("."))).toEqual([".~lock.laporan.xlsx#"]);
  },
);

test("a filled workbook is read back by decide, in whatever order, and applied by the next run", async () => {
  const sheets = await sheetsOf(office.path("lengkap-xlsx/laporan.xlsx"));
  const { header, rows } = sheets.get("Konflik")!;
  const places = header.map((column, at) => (header.indexOf(column) === at ? column : ""));
  const ruled = rows.filter((row) => row["Status"] === "NAMA_PADAN_NIK_BEDA").slice(0, 3);
  const filled = ruled.map((row) => places.map((column) => (column === "PUTUSAN" ? "SAMA" : column === "" ? "" : row[column]!)));
  const path = office.path("terisi.xlsx");
  await writeWorkbook(path, [{ name: "Hasil", columns: header.map((column) => ({ header: column, width: 12 })), rows: filled.reverse() }]);
  forgetTemporary(path);
  const decided = await office.say(["decide", "terisi.xlsx", "--decisions", "keputusan.csv", "--officer", "Ani", "--lang", "id"]);
  expect([decided.exitCode, decided.stdout]).toEqual([0, expect.stringContaining("3 SAMA")]);
  const argv = [
    "match",
    join(fixtures, "daftar", "lengkap.xlsx"),
    "--db",
    "dtsen.db",
    "--out",
    "berputusan",
    "--decisions",
    "keputusan.csv",
  ];
  expect((await office.say(argv)).exitCode).toBe(0);
  const now = csv("berputusan/match.csv").filter((row) => row["status"] === "PADAN_PUTUSAN");
  expect(now.map((row) => `${row["source_file"]}:${row["source_row"]}`).sort()).toEqual(ruled.map((row) => row["Asal"]!).sort());
  const corrected = await office.say(["worklist", "berputusan", "--corrected", "--out", "diperbaiki"]);
  expect(corrected.exitCode).toBe(0);
  const lists = await sheetsOf(office.path("diperbaiki/lengkap-diperbaiki.xlsx"));
  expect([...lists.keys()]).toEqual(["TAHAP 1", "TAHAP 2", "TAHAP 3"]);
  const all = [...lists.values()].flatMap((sheet) => sheet.rows);
  expect(all).toHaveLength(399);
  for (const row of now) {
    const nik = row["dtsen_nik"]!;
    const correction = nik === "" ? { NIK_DIPERBAIKI: "", ASAL_PERBAIKAN: "" } : { NIK_DIPERBAIKI: nik, ASAL_PERBAIKAN: "putusan" };
    expect(all.find((each) => each["NO"] === row["NO"])).toMatchObject({ NIK: row["NIK"], ...correction });
  }
  const damaged = csv("berputusan/match.csv").find((row) => row["NIK"] !== row["dtsen_nik"] && row["status"] === "PADAN_PROBABILISTIK")!;
  expect(all.find((each) => each["NO"] === damaged["NO"])).toMatchObject({ NIK_DIPERBAIKI: damaged["dtsen_nik"], ASAL_PERBAIKAN: "DTSEN" });
});

test("a workbook per village: every row once, its candidates with it, all of it listed in isi.csv", async () => {
  const { exitCode, stdout } = await office.say(["worklist", "lengkap-xlsx", "--out", "kerja", "--lang", "id"]);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining("399 baris")]);
  const index = csv("kerja/isi.csv");
  const found: string[] = [];
  for (const { file, desa, rows } of index) {
    const sheets = await sheetsOf(office.path(`kerja/${file!}`));
    const lines = ["Konflik", "Tidak Ditemukan", "Padan"].flatMap((name) => sheets.get(name)?.rows ?? []);
    expect(lines).toHaveLength(Number(rows));
    for (const row of lines) if (row["Desa (DTSEN)"] !== "") expect(row["Desa (DTSEN)"]).toBe(desa);
    found.push(...lines.map((row) => row["Asal"]!));
    expect(statSync(office.path(`kerja/${file!}`)).mode & 0o777).toBe(0o600);
  }
  expect(new Set(found).size).toBe(399);
  const again = await office.say(["worklist", "lengkap-xlsx", "--out", "kerja"]);
  expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining("is there already")]);
});

test("masked work lists hold no number, no date of birth, and nobody of another village", async () => {
  const argv = ["worklist", "lengkap-xlsx", "--out", "samar", "--mask", "--only", "conflict,orphan", "--by", "desa"];
  expect((await office.say(argv)).exitCode).toBe(0);
  for (const { file, desa } of csv("samar/isi.csv")) {
    const sheets = await sheetsOf(office.path(`samar/${file!}`));
    expect([...sheets.keys()]).not.toContain("Padan");
    for (const [name, { header, rows }] of sheets) {
      for (const column of ["PUTUSAN", "NIK BENAR", "Kunci"]) expect(header).not.toContain(column);
      for (const row of rows) {
        for (const cell of Object.values(row)) expect(cell).not.toMatch(/\d{10}|\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4}/);
        if (name === "Calon") expect(row["Desa (DTSEN)"]).toBe(desa);
      }
    }
  }
});

test("B3: villages of any name, and rows of none; --desa says which", async () => {
  const head = "NIK,NAMA,DESA,KECAMATAN";
  const rows = ["KEC. A/B", "CON", "SUKAMAJU.", "../../x", ""].map(
    (desa, at) => `32019901019900${String(10 + at)},ORANG ENTAH ${"ABCDE"[at]!}WIYOGO,${desa},LAIN`,
  );
  office.write("aneh.csv", `${head}\n${rows.join("\n")}\n`);
  expect((await office.say(["match", "aneh.csv", "--db", "dtsen.db", "--out", "aneh"])).exitCode).toBe(0);
  expect((await office.say(["worklist", "aneh", "--out", "kerja-aneh"])).exitCode).toBe(0);
  const files = csv("kerja-aneh/isi.csv").map(({ file }) => file!);
  for (const file of files) expect(existsSync(office.path(`kerja-aneh/${file}`))).toBe(true);
  expect(files).toHaveLength(5);
  expect(files).toContain("TANPA DESA.xlsx");
  expect(files.join("\n")).not.toMatch(/(?:^|\/)CON\.|\.\.|\.\/|[:*?"<>|\\]/m);
  expect((await office.say(["worklist", "aneh", "--out", "kerja-satu", "--desa", "SUKAMAJU"])).exitCode).toBe(0);
  expect(csv("kerja-satu/isi.csv").map(({ file }) => file)).not.toContain("TANPA DESA.xlsx");
});

test("the village that stands over a list is that of its rows, part by part; a file's name counts where no title does", async () => {
  const head = "NO;NIK;NAMA";
  const row = (at: number): string => `${at};32019901019901${String(10 + at)};ORANG ENTAH ${"ABCDE"[at]!}WIYOGO`;
  const parts = [
    "DAFTAR PENERIMA BLT DESA",
    "DESA : SUKA BARU;;",
    head,
    row(0),
    row(1),
    "",
    "KELURAHAN SUKALAMA KEC. LAIN;;",
    head,
    row(2),
  ];
  office.write("judul.csv", `${parts.join("\n")}\n`);
  expect((await office.say(["match", "judul.csv", "--db", "dtsen.db", "--out", "judul"])).exitCode).toBe(0);
  expect((await office.say(["worklist", "judul", "--out", "kerja-judul"])).exitCode).toBe(0);
  expect(csv("kerja-judul/isi.csv").map(({ desa, rows }) => [desa, rows])).toEqual([
    ["SUKA BARU", "2"],
    ["SUKALAMA", "1"],
  ]);
});

test("a folder that holds no run is told, and a disk that takes nothing leaves nothing", async () => {
  office.write("kosong/x.txt", "");
  const none = await office.say(["worklist", "kosong"]);
  expect([none.exitCode, none.stderr]).toEqual([1, expect.stringContaining("summary.json")]);
  writeFileSync(office.path("terkunci"), "");
  chmodSync(office.path("terkunci"), 0o600);
  const blocked = await office.say(["worklist", "lengkap-xlsx", "--out", "terkunci/kerja"]);
  expect(blocked.exitCode).toBe(1);
  expect(readdirSync(office.folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});
