import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readQuestion } from "../../src/find/question.ts";
import { Office, type Person } from "../support/office.ts";
import { program } from "../support/run-case.ts";

const people: (Person & { nik: string })[] = [
  {
    nik: "3201994103800001",
    nokk: "3201990101100001",
    nama: "SITI AMINAH",
    tanggal_lahir: "1980-03-01",
    jenis_kelamin: "2",
    desil_nasional: "3",
  },
  { nik: "3201990504050002", nokk: "3201990101100001", nama: "RIZKI AMINAH", tanggal_lahir: "2005-04-05", desil_nasional: "3" },
  {
    nik: "3201994509800003",
    nokk: "3201990101100002",
    nama: "SITI AMINAH",
    tanggal_lahir: "1980-09-05",
    jenis_kelamin: "2",
    desil_nasional: "7",
    alamat: "JL. MELATI NO. 2",
  },
  ...Array.from({ length: 12 }, (_, at): Person & { nik: string } => ({
    nik: `32019901017500${String(at + 10)}`,
    nokk: `32019901011001${String(at + 10)}`,
    nama: "ENDANG KUSUMA",
    tanggal_lahir: "1975-01-01",
  })),
];

let office: Office;
beforeAll(async () => {
  office = await Office.with(people, ["--label", "DTSEN V3 2026", "--date", "2026-02-01"]);
});
afterAll(() => office[Symbol.dispose]());

const find = (input: string, ...argv: string[]): ReturnType<Office["run"]> =>
  office.run(["find", "--db", "dtsen.db", "--lang", "id", ...argv], { input: `${input}\n` });

test("H1: a number as an argument is refused with the reason and not repeated", async () => {
  const { exitCode, stdout, stderr } = await office.run(["find", people[0]!.nik]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("not written on the command line");
  expect(stdout + stderr).not.toContain(people[0]!.nik.slice(0, 8));
});

test("a NIK: one person, masked, with family, decile and limits", async () => {
  const { exitCode, stdout, stderr } = await find(people[0]!.nik);
  expect(exitCode).toBe(0);
  expect(stderr).toContain("Pencarian dicatat.");
  expect(stdout).toContain("1 orang ditemukan (DTSEN V3 2026, 2026-02-01)");
  expect(stdout).toContain("SITI AMINAH · 320199••••••••01 · lahir 1980 · P · Desa SUKAJAYA, Kec. SUKAMAKMUR");
  expect(stdout).toContain("2 anggota · desil nasional 3");
  expect(stdout).toContain("dalam batas: sembako 2026-T1: 1–4 (Kemensos");
  expect(stdout).not.toMatch(/\d{13}/);
});

test("H5: an old extract is told before the answer", async () => {
  expect((await find(people[0]!.nik)).stdout).toMatch(/^Perhatian: ekstrak ini \(2026-02-01\) sudah lebih dari satu triwulan\./);
});

test("H3: two of one name and year are told apart", async () => {
  const { stdout } = await find("siti aminah 1980");
  expect(stdout).toContain("2 orang ditemukan");
  expect(stdout).toContain("320199••••••••01");
  expect(stdout).toContain("320199••••••••03");
});

test("a card, a name with its village, and with --full everything", async () => {
  expect((await find("3201990101100001")).stdout).toContain("2 orang ditemukan");
  expect((await find("Rizki Aminah, Ds. Suka Jaya")).stdout).toContain("1 orang ditemukan");
  const { stdout } = await find(people[1]!.nik, "--full");
  expect(stdout).toContain(people[1]!.nik);
  expect(stdout).toContain("Anggota: RIZKI, SITI");
});

test("more than ten are not listed; a name alone, wildcards and short numbers are asked again", async () => {
  expect((await find("ENDANG KUSUMA 1975")).stdout).toContain("Lebih dari 10 orang; tambahkan tahun lahir atau desa.");
  for (const [asked, said] of [
    ["SITI AMINAH", "nama saja tidak cukup"],
    ["SITI* 1980", "pertanyaan tidak terbaca"],
    ["32019901", "nomor itu 8 digit, bukan 16"],
  ]) {
    const { exitCode, stderr } = await find(asked!);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(said!)]);
  }
});

test("nobody: exit 1, with coverage and date; a number of another regency is told", async () => {
  const { exitCode, stdout } = await find("3305990101800001");
  expect(exitCode).toBe(1);
  expect(stdout).toContain("Tidak ditemukan di DTSEN V3 2026, 2026-02-01");
  expect(stdout).toContain("tidak berarti orangnya tidak ada di DTSEN");
  expect(stdout).toContain("NIK itu dari wilayah 33.05");
});

test("the access log: its owner's, by row, without a number or a name", async () => {
  await find(people[0]!.nik, "--purpose", "pengaduan");
  const log = readFileSync(office.path("dtsen.db.akses.csv"), "utf8");
  expect(statSync(office.path("dtsen.db.akses.csv")).mode & 0o777).toBe(0o600);
  expect(log.split("\r\n")[0]).toBe("waktu,pengguna,tujuan,jenis,jawaban,baris_dtsen");
  expect(log).toMatch(/,pengaduan,number,1,ekstrak\.csv:2\r\n/);
  expect(log).not.toMatch(/SITI|\d{13}/);
});

test("H4: two hundred a day, unless the purpose says batch", async () => {
  const path = office.path("dtsen.db.akses.csv");
  expect(existsSync(path)).toBe(true);
  const last = readFileSync(path, "utf8").trimEnd().split("\r\n").at(-1)!;
  office.write("dtsen.db.akses.csv", `waktu,pengguna,tujuan,jenis,jawaban,baris_dtsen\r\n${`${last}\r\n`.repeat(200)}`);
  const { exitCode, stderr } = await find(people[0]!.nik);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("sudah 200 pencarian hari ini")]);
  expect((await find(people[0]!.nik, "--purpose", "batch")).exitCode).toBe(0);
});

test("--json for a counter's program", async () => {
  const { stdout } = await find(people[0]!.nik, "--json", "--purpose", "batch");
  expect(JSON.parse(stdout)).toMatchObject({
    found: 1,
    too_many: false,
    people: [{ name: "SITI AMINAH", born: "1980", source: "ekstrak.csv:2" }],
  });
});

test.each([
  ["SITI AMINAH 1980", { kind: "name", name: "SITI AMINAH", year: 1980, village: null }],
  ["SITI AMINAH 1980, WANAJAYA", { kind: "name", name: "SITI AMINAH", year: 1980, village: "WANAJAYA" }],
  ["siti aminah 12-05-1980", { kind: "name", name: "siti aminah", year: 1980, village: null }],
  ["SITI AMINAH 1980-05-12", { kind: "name", name: "SITI AMINAH", year: 1980, village: null }],
  ["SITI AMINAH, 12 Mei 1980, WANAJAYA", { kind: "name", name: "SITI AMINAH", year: 1980, village: "WANAJAYA" }],
  ["SITI AMINAH 1980 WANAJAYA", { kind: "name", name: "SITI AMINAH", year: 1980, village: "WANAJAYA" }],
  ["SITI AMINAH, WANAJAYA 1980", { kind: "name", name: "SITI AMINAH", year: 1980, village: "WANAJAYA" }],
  ["SITI AMINAH", { kind: "name-alone" }],
  ["SITI% 1980", { kind: "unreadable" }],
  ["3201 9901 0180 0001", { kind: "number", digits: "3201990101800001" }],
  ["3201990101800001 SITI", { kind: "number", digits: "3201990101800001" }],
  ["320199010180000l", { kind: "unreadable" }],
  ["", { kind: "unreadable" }],
])("the question %j", (text, question) => expect(readQuestion(text)).toEqual(question));

/** The day's searches are used up by now. */
const anotherDay = (): void => rmSync(office.path("dtsen.db.akses.csv"), { force: true });

test("a number a digit away is looked for only on asking, and told to be another's", async () => {
  anotherDay();
  const slip = `${people[0]!.nik.slice(0, 15)}7`;
  const exact = await find(slip);
  expect([exact.exitCode, exact.stdout]).toEqual([1, expect.stringContaining("--near")]);
  const { exitCode, stdout } = await find(slip, "--near");
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining("Nomor itu sendiri tidak ada.")]);
  expect(stdout).toContain("1 orang ditemukan");
  expect(stdout).toContain("320199••••••••01");
  // Two digits exchanged; a card; and nobody at all.
  const swapped = people[0]!.nik.replace(/^(\d{6})(\d)(\d)/, "$1$3$2");
  expect((await find(swapped, "--near")).stdout).toContain("320199••••••••01");
  const card = await find("3201990101100009", "--near");
  for (const name of ["SITI AMINAH", "RIZKI AMINAH"]) expect(card.stdout).toContain(name);
  expect((await find("1111990101100009", "--near")).exitCode).toBe(1);
  // Whoever is there is not asked about twice; what was looked for is logged without a number.
  expect((await find(people[0]!.nik, "--near")).stdout).not.toContain("Nomor itu sendiri");
  expect(readFileSync(office.path("dtsen.db.akses.csv"), "utf8")).toMatch(/,number-near,1,ekstrak.csv:\d+\r\n/);
});

test.skipIf(!existsSync("/usr/bin/script"))("H2: on a terminal the screen is cleared after Enter, unless --keep", async () => {
  anotherDay();
  // `script` gives the program a terminal of its own.
  const onTerminal = (...argv: string[]): Promise<string> =>
    new Promise((done, fail) => {
      const command = [process.execPath, program, "find", "--db", "dtsen.db", "--lang", "id", "--purpose", "uji", ...argv].join(" ");
      const child = spawn("/usr/bin/script", ["-qec", command, "/dev/null"], { cwd: office.folder });
      let shown = "";
      let answered = 0;
      child.stdout.on("data", (chunk: Buffer) => {
        shown += chunk.toString("utf8");
        if (answered === 0 && shown.includes("NIK, No KK")) {
          answered = 1;
          child.stdin.write(`${people[0]!.nik}\n`);
        }
        if (answered === 1 && shown.includes("Enter: bersihkan layar")) {
          answered = 2;
          child.stdin.write("\n");
        }
      });
      child.on("error", fail);
      child.on("close", () => done(shown));
    });
  const cleared = "\u001b[2J\u001b[3J\u001b[H";
  const shown = await onTerminal();
  expect(shown).toContain("1 orang ditemukan");
  expect(shown.indexOf(cleared)).toBeGreaterThan(shown.indexOf("1 orang ditemukan"));
  expect(shown.slice(shown.indexOf(cleared))).not.toContain("SITI");
  const kept = await onTerminal("--keep");
  expect(kept).toContain("1 orang ditemukan");
  expect(kept).not.toContain(cleared);
});
