import { existsSync, readdirSync, readFileSync } from "node:fs";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Office, reasons } from "../support/office.ts";
import { Case, program } from "../support/run-case.ts";
import type { Said } from "../support/world.ts";

const A = "3201990101800001";
const B = "3201991203750002";
const people = [
  { nik: A, nama: "KARTOMO WIRYO", tanggal_lahir: "1980-01-01" },
  { nik: B, nama: "RUSMINAH DARSIH", tanggal_lahir: "1975-03-12" },
];
let office: Office;
beforeAll(async () => {
  office = await Office.with(people);
});
afterAll(() => office[Symbol.dispose]());

const a = `${A};KARTOMO WIRYO;01-01-1980;SUKAJAYA`;
const b = `${B};RUSMINAH DARSIH;12-03-1975;SUKAJAYA`;
const head = "NIK;NAMA;TANGGAL LAHIR;DESA";

test("trap 21: an unbalanced quote costs its own record and no other", async () => {
  const found = await office.match(`${head}\n${a}\n${B};"RUSMINAH;12-03-1975;SUKAJAYA\n${b}\n`);
  expect(found.rejected).toEqual([expect.objectContaining({ source_row: "3", reason: "KUTIP_TIDAK_SEIMBANG" })]);
  expect([found.row(2)["dtsen_nik"], found.row(4)["dtsen_nik"]]).toEqual([A, B]);
});

test("trap 21: a quote left open above the header does not hide it", async () => {
  const found = await office.match(`"DAFTAR PENERIMA;;;\n${head}\n${a}\n${B};"RUSMINAH DARSIH";12-03-1975;SUKAJAYA\n`);
  expect(found.rejected).toEqual([expect.objectContaining({ source_row: "1", reason: "KUTIP_TIDAK_SEIMBANG" })]);
  expect([found.row(3)["dtsen_nik"], found.row(4)["dtsen_nik"]]).toEqual([A, B]);
});

test("trap 21: nor does it cost a next row that holds a quote of its own", async () => {
  const found = await office.match(`${head};KET\n"${a};rusak\n${b};pipa 5" besar\n${a};\n`);
  expect(found.rejected).toEqual([expect.objectContaining({ source_row: "2", reason: "KUTIP_TIDAK_SEIMBANG" })]);
  expect([found.row(3)["dtsen_nik"], found.row(4)["dtsen_nik"]]).toEqual([B, A]);
});

test("a first cell of two lines is one row, above the header and below it", async () => {
  const found = await office.match(`"DAFTAR PENERIMA\nTAHAP 2";;;\nNO;${head}\n1;${a}\n"2\n""baru""";${b}\n`);
  expect(found.rejected).toEqual([]);
  expect([found.row(3)["dtsen_nik"], found.row(4)["dtsen_nik"]]).toEqual([A, B]);
});

test("trap 22: a Windows-1252 byte in a UTF-8 file: the row is kept, with a note", async () => {
  const bytes = Buffer.concat([
    Buffer.from(`${head}\n${a}\n`),
    Buffer.from(`${B};RUSMINAH DARSIH;12-03-1975;CAF\u00c9\n`, "latin1"),
    Buffer.from(`;TANTRI \u00c9LOK;;\n`),
  ]);
  const found = await office.match(bytes);
  expect(reasons(found.row(3))).toContain("BYTE_DIGANTI");
  expect([found.row(3)["dtsen_nik"], found.row(3)["DESA"]]).toEqual([B, "CAF\u00c9"]);
  expect(found.row(4)["NAMA"]).toBe("TANTRI \u00c9LOK");
});

test.each([
  ["a byte-order mark on the first header", Buffer.from(`\ufeff${head}\r\n${a}\r\n`)],
  ["Excel's Unicode text", Buffer.from(`\ufeff${head.replaceAll(";", "\t")}\r\n${a.replaceAll(";", "\t")}\r\n`, "utf16le")],
  ["pipes", Buffer.from(`${head}\n${a}\n`.replaceAll(";", "|"))],
  ["commas", Buffer.from(`${head}\n${a}\n`.replaceAll(";", ","))],
  ["carriage returns only", Buffer.from(`${head}\r${a}\r`)],
  ["mixed line ends", Buffer.from(`${head}\r\n${a}\n`)],
  ["a trailing delimiter and blank last lines", Buffer.from(`${head};\n${a};\n\n\n`)],
  ["NUL bytes", Buffer.from(`${head}\n${a.replace("KARTOMO", "KAR\0TOMO")}\n`)],
  ["padded and capital headers", Buffer.from(`  NIK ;NAMA LENGKAP;TGL_LAHIR;KEL\n${a}\n`)],
])("traps 23, 24, 27: %s", async (_, bytes) => {
  const found = await office.match(bytes);
  expect([found.row(2)["report"], found.row(2)["dtsen_nik"]]).toEqual(["match", A]);
});

test("trap 24: headers of DTSEN's own", async () => {
  const found = await office.match(`NOMOR_INDUK_KEPENDUDUKAN|NOMOR_KARTU_KELUARGA|NAMA\n${A}|3201990101100001|KARTOMO WIRYO\n`);
  expect(found.row(2)["dtsen_nik"]).toBe(A);
});

test("trap 25: an unquoted comma inside a name is rejected with its row and reason; no column shifts", async () => {
  const found = await office.match(`NIK,NAMA,TANGGAL LAHIR,DESA\n${A},SITI X, S.Pd,01-01-1980,SUKAJAYA\n${b.replaceAll(";", ",")}\n`);
  expect(found.rejected).toEqual([expect.objectContaining({ source_row: "2", reason: "JUMLAH_KOLOM" })]);
  expect(found.row(3)["dtsen_nik"]).toBe(B);
});

test("trap 26: a semicolon file whose addresses are full of commas", async () => {
  const found = await office.match(
    `NIK;NAMA;ALAMAT\n${A};KARTOMO WIRYO;JL. A, NO. 1, RT 1, RW 2\n${B};RUSMINAH DARSIH;JL. B, NO. 2, RT 3, RW 4, DESA C\n`,
  );
  expect([found.row(2)["dtsen_nik"], found.row(2)["ALAMAT"]]).toEqual([A, "JL. A, NO. 1, RT 1, RW 2"]);
});

test("trap 27: a line break inside quotes belongs to its cell", async () => {
  const found = await office.match(`NIK;NAMA;ALAMAT\n${A};KARTOMO WIRYO;"JL. A\nRT 1"\n${B};RUSMINAH DARSIH;X\n`);
  expect([found.row(2)["ALAMAT"], found.row(3)["dtsen_nik"]]).toEqual(["JL. A\nRT 1", B]);
});

test("trap 28: titles, numbering, repeated headers, subtotals and signatures are counted and listed, never matched", async () => {
  const list = [
    "DAFTAR PENERIMA;;;",
    "KECAMATAN SUKAMAKMUR;;;",
    ";;;",
    head,
    "1;2;3;4",
    a,
    head,
    b,
    "JUMLAH;2;;",
    ";;;",
    ";Mengetahui,;;",
    ";Kepala Desa;;",
    ";( ............ );;",
  ].join("\n");
  const found = await office.match(`${list}\n`);
  expect(found.rows.map((row) => [row["source_row"], row["dtsen_nik"]])).toEqual([
    ["6", A],
    ["8", B],
  ]);
  expect(found.summary["furniture"]).toBe(11);
  expect((found.summary["furniture_rows"] as { row: number }[]).map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 7, 9, 10, 11, 12, 13]);
});

describe("trap 29: a header twice", () => {
  test("is a question to the user, who answers it with --map", async () => {
    const list = `NIK;NAMA;NAMA\n${A};KARTOMO WIRYO;SUWARNI\n`;
    office.write("dua.csv", list);
    const { exitCode, stderr } = await office.say(["match", "dua.csv", "--db", "dtsen.db", "--out", "dua"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("--map nama=#2");
    expect((await office.match(list, ["--map", "nama=#2"])).row(2)["status"]).toBe("PADAN");
  });
  test("of the mother's name is none", async () => {
    expect((await office.match(`NIK;NAMA;NAMA IBU\n${A};KARTOMO WIRYO;SUWARNI\n`)).row(2)["status"]).toBe("PADAN");
  });
});

test.each([
  ["an empty file", "", "empty"],
  ["a header without rows", `${head}\n`, "no data rows"],
  ["only blanks", "\n\n \n", "empty"],
  ["no header", "x;y\n1;2\n", "no header"],
])("trap 30: %s is an error of its own, not a report full of orphans", async (_, content, says) => {
  office.write("kosong.csv", content);
  const { exitCode, stderr } = await office.say(["match", "kosong.csv", "--db", "dtsen.db", "--out", "kosong"]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(says);
  expect(existsSync(office.path("kosong/orphan.csv"))).toBe(false);
});

test("trap 38: a long list: bounded memory, progress on stderr, nothing personal in it", async () => {
  const rows = Array.from(
    { length: 60_000 },
    (_, at) => `32019914057${String(at).padStart(5, "0")};ORANG NOMOR ${"ABCDEFGHIJ"[at % 10]};01-02-1970;SUKAJAYA`,
  );
  office.write("panjang.csv", `${head}\n${rows.join("\n")}\n`);
  const { exitCode, stdout, stderr } = await office.run(["match", "panjang.csv", "--db", "dtsen.db", "--out", "panjang"]);
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/^Matching: 60001 rows/m);
  expect(stdout + stderr).not.toMatch(/\d{12}|ORANG/);
});

test("trap 39: a run that is killed leaves no half report, and the reports of the run before as they were", async () => {
  using work = await Office.with(people);
  await work.match(`${head}\n${a}\n`);
  const before = readFileSync(work.path("laporan/match.csv"));
  work.write(
    "panjang.csv",
    `${head}\n${Array.from({ length: 40_000 }, (_, at) => `;ORANG NOMOR ${"ABCDEFGHIJ"[at % 10]};01-02-1970;DESA ${"ABC"[at % 3]}`).join("\n")}\n`,
  );
  const child = spawn(process.execPath, [program, "match", "panjang.csv", "--db", "dtsen.db", "--out", "laporan"], {
    cwd: work.folder,
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  for (let tries = 0; tries < 500 && readdirSync(work.path("laporan")).length <= 5; tries++)
    await new Promise((done) => setTimeout(done, 10));
  child.kill("SIGKILL");
  await ended;
  expect(readFileSync(work.path("laporan/match.csv")).equals(before)).toBe(true);
  // What it left behind neither hinders the next run nor survives it.
  await work.match(`${head}\n${b}\n`);
  expect(readFileSync(work.path("laporan/match.csv"), "utf8")).toContain(B);
});

describe("extracts", () => {
  const persons = (lines: readonly string[]): string =>
    `nomor_induk_kependudukan|nomor_kartu_keluarga|nama|tanggal_lahir|jenis_kelamin\n${lines.join("\n")}\n`;
  const families = (lines: readonly string[]): string =>
    `nomor_kartu_keluarga|nama_kepala_keluarga|kabupaten_kota|kelurahan_desa|desil_nasional\n${lines.join("\n")}\n`;
  const one = `"${A}"|"3201990101100001"|"KARTOMO WIRYO"|"1980-01-01"|"1"`;
  const family = `"3201990101100001"|"KARTOMO WIRYO"|"BOGOR"|"SUKAJAYA"|"3"`;

  test("trap 21: an unbalanced quote in the extract is quarantined, counted and said", async () => {
    using work = new Case({
      "anggota_v3_2026_32.01.csv": persons([
        one,
        `"${B}"|"3201990101100002"|"RUSMINAH|"1975-03-12"|"2"`,
        `"3201991203750003"|"3201990101100002"|"TARNO KUSNO"|"1975-03-12"|"2"`,
      ]),
      "keluarga_v3_2026_32.01.csv": families([family]),
    });
    const { exitCode, stdout } = await work.say(["index", "anggota_v3_2026_32.01.csv", "keluarga_v3_2026_32.01.csv"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("2 indexed + 1 rejected");
    expect((await work.say(["index", "anggota_v3_2026_32.01.csv", "keluarga_v3_2026_32.01.csv", "--max-rejected", "1%"])).exitCode).toBe(3);
  });

  test("trap 31: only the family file: heads of families by card, and it says that others cannot be verified", async () => {
    using work = new Case({
      "keluarga_v3_2026_32.01.csv": families([family]),
      "daftar.csv": "NO KK;NAMA\n3201990101100001;KARTOMO WIRYO\n",
    });
    const { exitCode, stdout } = await work.say(["index", "keluarga_v3_2026_32.01.csv"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("family files only");
    expect((await work.say(["match", "daftar.csv", "--out", "laporan"])).exitCode).toBe(0);
  });

  test("trap 32: persons of V3 and families of V2 are refused, loudly", async () => {
    using work = new Case({ "anggota_dtsen_v3_2026_32.01.csv": persons([one]), "keluarga_dtsen_v2_2026_32.01.csv": families([family]) });
    const { exitCode, stderr } = await work.say(["index", "anggota_dtsen_v3_2026_32.01.csv", "keluarga_dtsen_v2_2026_32.01.csv"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("different versions");
    expect(existsSync(work.path("dtsen.db"))).toBe(false);
  });

  test("trap 33: the same extract again gives the same index; a second kabupaten is remembered with its own coverage", async () => {
    using work = new Case({
      "a.csv": `nik|nama|kabupaten|desil\n${A}|KARTOMO WIRYO|BOGOR|3\n`,
      "b.csv": `nik|nama|kabupaten|desil\n3305991203750002|RUSMINAH DARSIH|KEBUMEN|4\n`,
    });
    await work.say(["index", "a.csv", "--db", "x.db"]);
    const first = readFileSync(work.path("x.db"));
    await work.say(["index", "a.csv", "a.csv", "--db", "x.db"]);
    expect(readFileSync(work.path("x.db")).equals(first)).toBe(true);
    const { stdout } = await work.say(["index", "a.csv", "b.csv", "--db", "x.db"]);
    expect(stdout).toContain("Coverage: BOGOR, KEBUMEN");
  });

  test("trap 34: two builds at once: the second ends cleanly with 75", async () => {
    using work = new Case({
      "a.csv": `nik|nama|desil\n${Array.from({ length: 30_000 }, (_, at) => `32019914057${String(10_000 + at)}|ORANG ${at % 7}|3`).join("\n")}\n`,
    });
    const first = work.say(["index", "a.csv", "--db", "x.db"]);
    for (let tries = 0; tries < 500 && !existsSync(work.path("x.db.lock")); tries++) await new Promise((done) => setTimeout(done, 5));
    expect((await work.say(["index", "a.csv", "--db", "x.db"])).exitCode).toBe(75);
    expect((await first).exitCode).toBe(0);
  });
});

describe("a device without end, and a pipe that nobody writes, are told at once", () => {
  const devices = ["/dev/zero", "/dev/urandom", "pipa"];
  beforeAll(async () => {
    execFileSync("mkfifo", [office.path("pipa")]);
    await office.match(`${head}\n${a}\n`);
    execFileSync("mkdir", [office.path("palsu")]);
  });

  /** The program in this process: names of the office's files are made paths. */
  const told = (argv: readonly string[]): Promise<Said> =>
    office.say(
      argv.map((each) =>
        each.replace(
          /^(meninggal=)?([a-z]\S*\.(?:csv|db)|laporan\S*|palsu|pipa|dari-perangkat)$/,
          (_, name = "", path) => name + office.path(path),
        ),
      ),
    );

  const match = ["match", "daftar.csv", "--db", "dtsen.db", "--out", "dari-perangkat"];
  test.each([
    ["--decisions", [...match, "--decisions"]],
    ["--model", [...match, "--model"]],
    ["--overlay", [...match, "--overlay", "meninggal="]],
    ["--config", [...match, "--config"]],
    ["--db", ["match", "daftar.csv", "--db"]],
    ["--extract", ["match", "daftar.csv", "--db", "lain.db", "--extract"]],
    ["--truth", ["evaluate", "laporan", "--truth"]],
    ["--list", ["compare", "dtsen.db", "dtsen.db", "--list"]],
    ["--model of train", ["train", "daftar.csv", "--db", "dtsen.db", "--model"]],
    ["--decisions of decide", ["decide", "--forget-before", "2025-01-01", "--decisions"]],
    ["a form of decide", ["decide", "--officer", "ANI", "--decisions", "putusan.csv"]],
    ["a run of report", ["report"]],
    ["a run of targeting", ["targeting", "--db", "dtsen.db", "--program", "pkh", "--period", "2026-Q1"]],
    ["an index of compare", ["compare", "dtsen.db"]],
    ["an index of info", ["info", "--db"]],
    ["an index of find", ["find", "--db"]],
  ])("%s", async (_, argv) => {
    for (const device of devices) {
      const last = argv.at(-1)!;
      const given = last.endsWith("=") ? [...argv.slice(0, -1), last + device] : [...argv, device];
      const { exitCode, stderr } = await told(given);
      expect([given, exitCode, stderr]).toEqual([
        given,
        expect.toSatisfy((code) => code === 1 || code === 2),
        expect.stringMatching(
          /(?:pipa|zero|urandom)(?:.summary.json)?: (?:is a device or a pipe|is not an index|a part of the path is a file|holds no summary|is another kind)/,
        ),
      ]);
    }
  });

  test.each(["/dev/zero", "/dev/urandom"])("%s as a list or an extract", async (device) => {
    for (const argv of [
      ["match", device, "--db", "dtsen.db"],
      ["index", device, "--db", "baru.db"],
      ["inspect", device],
    ]) {
      const { exitCode, stderr } = await told(argv);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`${device}: is a device or a pipe, not a file`)]);
    }
  });

  test("a pipe in the place of a run's own files", async () => {
    execFileSync("mkfifo", [office.path("palsu/summary.json"), office.path("palsu/match.csv")]);
    for (const argv of [
      ["report", "palsu"],
      ["worklist", "palsu"],
      ["match", "daftar.csv", "--db", "dtsen.db", "--out", "palsu"],
    ]) {
      const { exitCode, stderr } = await told(argv);
      expect([argv, exitCode, stderr]).toEqual([argv, 1, expect.stringMatching(/palsu(?:\/summary\.json|\/match\.csv)?: /)]);
    }
  });
});
