import { readFileSync, statSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withFileLock } from "../../src/platform/lock.ts";
import { Office, reasons, type Person, type Reports } from "../support/office.ts";
import { formCsv, type Filled } from "../support/form.ts";

const born = (day: string): string => `${day.slice(8, 10)}${day.slice(5, 7)}${day.slice(2, 4)}`;
function person(serial: number, nama: string, tanggal_lahir: string): Person & { nik: string; nama: string; tanggal_lahir: string } {
  return {
    nik: `320199${born(tanggal_lahir)}${String(serial).padStart(4, "0")}`,
    nama,
    tanggal_lahir,
    nokk: `32019901011${String(serial).padStart(5, "0")}`,
  };
}

const people = {
  warsono: person(11, "WARSONO KUSNADI", "1961-03-12"),
  gunarto: person(12, "GUNARTO PRASETYA", "1972-08-05"),
  kembarA: person(13, "HASAN BASRI", "1990-06-17"),
  kembarB: person(14, "HUSEN BASRI", "1990-06-17"),
  darmi: person(15, "DARMI LESTARI", "1955-11-23"),
  sutrisno: person(16, "SUTRISNO HADI", "1968-02-09"),
};
const columns = "NIK,NAMA,TGL LAHIR,DESA";
const line = (nik: string, nama: string, tanggal: string): string => `${nik},${nama},${tanggal},SUKAJAYA`;
const rowsOf = {
  /** Another's name under Warsono's number. */
  alias: line(people.warsono.nik, "PAIJAN", "1961-03-12"),
  /** Gunarto under a number nobody has. */
  slip: line("3201990508720099", "GUNARTO PRASETYA", "1972-08-05"),
  /** Twins with each other's numbers. */
  twinA: line(people.kembarB.nik, "HASAN BASRI", "1990-06-17"),
  twinB: line(people.kembarA.nik, "HUSEN BASRI", "1990-06-17"),
  /** As it should be. */
  sound: line(people.sutrisno.nik, "SUTRISNO HADI", "1968-02-09"),
  nobody: line("3201990101500077", "ZULKARNAEN TAMBUNAN", "1950-01-01"),
};
const list = `${columns}\n${Object.values(rowsOf).join("\n")}\n`;
/** Their rows as a spreadsheet numbers them. */
const at = { alias: 2, slip: 3, twinA: 4, twinB: 5, sound: 6, nobody: 7 };

let office: Office;
let before: Reports;
beforeAll(async () => {
  office = await Office.with(Object.values(people));
  before = await office.match(list);
});
afterAll(() => office[Symbol.dispose]());

const fill = (row: number, PUTUSAN: string, more: Partial<Filled> = {}): Filled => ({ row: before.row(row), PUTUSAN, ...more });

/** Reads a form into a decisions file of its own and matches with it. */
async function ruled(
  name: string,
  forms: readonly (readonly Filled[])[],
  argv: readonly string[][] = [],
  content = list,
  file = "daftar.csv",
): Promise<Reports> {
  for (const [nth, form] of forms.entries()) {
    office.write(`${name}-${nth}.csv`, formCsv(form));
    const { exitCode, stderr } = await office.say([
      "decide",
      `${name}-${nth}.csv`,
      "--decisions",
      `${name}.csv`,
      ...(argv[nth] ?? ["--officer", "Ani"]),
    ]);
    expect([exitCode, stderr]).toEqual([0, ""]);
  }
  return office.match(content, ["--decisions", `${name}.csv`], file);
}

test("before anybody has ruled, four are questions", () => {
  expect(Object.values(at).map((row) => before.row(row).report)).toEqual([
    "conflict",
    "conflict",
    "conflict",
    "conflict",
    "match",
    "orphan",
  ]);
});

describe("effects", () => {
  test("SAMA: the row is matched, and says who ruled on what", async () => {
    const reports = await ruled("sama", [[fill(at.alias, "SAMA"), fill(at.slip, "SAMA")]]);
    for (const row of [at.alias, at.slip]) {
      expect(reports.row(row)).toMatchObject({ report: "match", status: "PADAN_PUTUSAN", probability: "" });
      expect(reasons(reports.row(row))).toContain("PUTUSAN_SAMA");
      expect(reports.row(row)["explanation"]).toMatch(/diputuskan petugas orang yang sama \(Ani, KTP, \d+ \w+ \d{4}\)/i);
    }
    expect(reports.summary["decisions"]).toMatchObject({ lines: 2, applied: 2, same: 2, different: 0, unused: 0 });
    expect(reports.outcome.stdout).toContain("Rulings: 2 applied (2 SAMA, 0 BEDA), 0 to review");
  });

  test("BEDA of the owner of the row's number: the number leads nowhere, the rest is decided anew", async () => {
    const reports = await ruled("beda", [[fill(at.alias, "BEDA")]]);
    expect(reports.row(at.alias)).toMatchObject({ report: "orphan" });
    expect(reasons(reports.row(at.alias))).toContain("PUTUSAN_BEDA");
    expect(reports.summary["decisions"]).toMatchObject({ applied: 1, different: 1 });
  });

  test("BEDA of somebody who is PADAN by number and name: a question, not an orphan", async () => {
    const reports = await ruled("beda-padan", [[fill(at.sound, "BEDA")]]);
    expect(reports.row(at.sound)).toMatchObject({ report: "conflict", status: "PERLU_CEK", dtsen_nik: people.sutrisno.nik });
    expect(reasons(reports.row(at.sound))).toContain("PUTUSAN_BEDA");
  });

  test("SAMA of somebody who is PADAN by number and name changes nothing", async () => {
    const reports = await ruled("sama-padan", [[fill(at.sound, "SAMA")]]);
    expect(reports.row(at.sound)["status"]).toBe("PADAN");
  });

  test("NIK BENAR: looked up in place of the row's, which stays as it is", async () => {
    const reports = await ruled("nik-benar", [[fill(at.slip, "", { nikBenar: people.gunarto.nik })]]);
    expect(reports.row(at.slip)).toMatchObject({ status: "PADAN_PUTUSAN", dtsen_nik: people.gunarto.nik, NIK: "3201990508720099" });
    expect(reports.summary["decisions"]).toMatchObject({ applied: 1, right_nik: 1 });
  });

  test.each([
    ["of another name", people.darmi.nik],
    ["nowhere", "3201990101500066"],
  ])("NIK BENAR %s: a question", async (_, nikBenar) => {
    const reports = await ruled(`mismatch-${nikBenar}`, [[fill(at.nobody, "", { nikBenar })]]);
    expect(reports.row(at.nobody)["report"]).toBe("conflict");
    expect(reasons(reports.row(at.nobody))).toContain("NIK_BENAR_TIDAK_COCOK");
  });

  test("NIK BENAR holding a card: the officer's column is named, not the list's", async () => {
    const reports = await ruled("kartu", [[fill(at.slip, "", { nikBenar: people.gunarto.nokk! })]]);
    expect(reports.row(at.slip)["report"]).toBe("conflict");
    expect(reasons(reports.row(at.slip))).toEqual(expect.arrayContaining(["NIK_BENAR_BERISI_NOKK", "NIK_BENAR_TIDAK_COCOK"]));
    expect(reasons(reports.row(at.slip))).not.toContain("NIK_BERISI_NOKK");
  });

  test("TUNDA: nothing changes", async () => {
    const reports = await ruled("tunda", [[fill(at.alias, "TUNDA")]]);
    expect(reports.row(at.alias)["status"]).toBe("NIK_PADAN_NAMA_BEDA");
    expect(reports.summary["decisions"]).toMatchObject({ applied: 0, pending: 1, unused: 0 });
  });

  test("D5: twins ruled BEDA for each other's number: each keeps its own, nobody is matched twice", async () => {
    const other = (twin: typeof people.kembarA): Partial<Filled> => ({ dtsen: twin });
    const reports = await ruled("kembar", [[fill(at.twinA, "BEDA", other(people.kembarB)), fill(at.twinB, "BEDA", other(people.kembarA))]]);
    expect(reports.row(at.twinA)).toMatchObject({ report: "match", dtsen_nik: people.kembarA.nik, other_candidates: "" });
    expect(reports.row(at.twinB)).toMatchObject({ report: "match", dtsen_nik: people.kembarB.nik, other_candidates: "" });
  });

  test("D6: two rows ruled to be one person: the first is matched, the second a double entry", async () => {
    const reports = await ruled("ganda", [
      [fill(at.alias, "SAMA", { dtsen: people.darmi }), fill(at.nobody, "SAMA", { dtsen: people.darmi })],
    ]);
    expect(reports.row(at.alias)).toMatchObject({ status: "PADAN_PUTUSAN", dtsen_nik: people.darmi.nik });
    expect(reports.row(at.nobody)).toMatchObject({ status: "GANDA_DI_DAFTAR", dtsen_nik: people.darmi.nik });
  });
});

describe("officers who differ", () => {
  test("neither is applied, the row is a question that names both; a coordinator settles it", async () => {
    const forms = [[fill(at.slip, "SAMA")], [fill(at.slip, "BEDA")]];
    const reports = await ruled("beda-pendapat", forms, [
      ["--officer", "Ani"],
      ["--officer", "Budi"],
    ]);
    expect(reports.row(at.slip)["report"]).toBe("conflict");
    expect(reasons(reports.row(at.slip))).toContain("PUTUSAN_BERTENTANGAN");
    expect(reports.row(at.slip)["explanation"]).toMatch(/putusan berbeda: SAMA \(Ani, \d+ \w+ \d{4}\), BEDA \(Budi, \d+ \w+ \d{4}\)/i);
    expect(reports.summary["decisions"]).toMatchObject({ applied: 0, contradicting: 2 });
    const settled = await ruled("beda-pendapat", [[fill(at.slip, "SAMA")]], [["--officer", "Koordinator", "--final"]]);
    expect(settled.row(at.slip)["status"]).toBe("PADAN_PUTUSAN");
  });

  test("a later word of the same officer takes the place of the earlier, CABUT takes it back", async () => {
    const changed = await ruled("berubah", [[fill(at.slip, "BEDA")], [fill(at.slip, "SAMA")]]);
    expect(changed.row(at.slip)["status"]).toBe("PADAN_PUTUSAN");
    const taken = await ruled("berubah", [[fill(at.slip, "CABUT")]]);
    expect(taken.row(at.slip)["status"]).toBe("NAMA_PADAN_NIK_BEDA");
  });

  test("D7: one row ruled to be two persons, in two forms", async () => {
    const reports = await ruled("dua-orang", [
      [fill(at.nobody, "SAMA", { dtsen: people.darmi })],
      [fill(at.nobody, "SAMA", { dtsen: people.gunarto })],
    ]);
    expect(reports.row(at.nobody)["report"]).toBe("conflict");
    expect(reasons(reports.row(at.nobody))).toContain("PUTUSAN_BERTENTANGAN");
  });
});

describe("the next quarter", () => {
  test("D1, D2: another order, more columns, another file, other spacing, an apostrophe: the same rulings", async () => {
    const again = `JUDUL\nNO;KETERANGAN;NAMA;DESA;NIK;TGL LAHIR\n1;x;GUNARTO  PRASETYA;SUKAJAYA;'3201990508720099;05/08/1972\n2;y; paijan;SUKAJAYA;${people.warsono.nik};12-03-1961\n`;
    const reports = await ruled("triwulan", [[fill(at.alias, "SAMA"), fill(at.slip, "SAMA")]], [], again, "lain.csv");
    expect(reports.rows.map((row) => row["status"])).toEqual(["PADAN_PUTUSAN", "PADAN_PUTUSAN"]);
  });

  test("D4: DTSEN has corrected the name: the ruling waits for review, and where the row is matched by now it is settled", async () => {
    const form = [
      fill(at.alias, "SAMA", { dtsen: { ...people.warsono, nama: "WARSONO" } }),
      fill(at.sound, "SAMA", { dtsen: { ...people.sutrisno, nama: "SUTRISNA" } }),
      fill(at.slip, "SAMA", { dtsen: { ...people.gunarto, jk: "P" } }),
    ];
    const reports = await ruled("berubah-dtsen", [form]);
    expect(reports.row(at.alias)["status"]).toBe("NIK_PADAN_NAMA_BEDA");
    expect(reasons(reports.row(at.alias))).toContain("PUTUSAN_PERLU_DITINJAU");
    expect(reasons(reports.row(at.slip))).toContain("PUTUSAN_PERLU_DITINJAU");
    expect(reports.row(at.sound)["report"]).toBe("match");
    expect(reports.summary["decisions"]).toMatchObject({ applied: 0, to_review: 3, settled_by_itself: 1 });
  });

  test("the person is no longer in the extract: the ruling has lapsed", async () => {
    const gone = { nik: "3201990101400055", nama: "ORANG PINDAH", tanggal_lahir: "1940-01-01" };
    const reports = await ruled("hilang", [[fill(at.nobody, "SAMA", { dtsen: gone })]]);
    expect(reports.row(at.nobody)["status"]).toBe("TIDAK_DITEMUKAN");
    expect(reasons(reports.row(at.nobody))).toContain("PUTUSAN_TIDAK_BERLAKU");
    expect(reports.summary["decisions"]).toMatchObject({ lapsed: 1 });
  });

  test("a row corrected since, and a file of another kabupaten: unused, counted, not told line by line", async () => {
    const corrected = `${columns}\n${line(people.gunarto.nik, "GUNARTO PRASETYA", "1972-08-05")}\n`;
    const reports = await ruled("tak-terpakai", [[fill(at.slip, "SAMA"), fill(at.alias, "BEDA")]], [], corrected);
    expect(reports.row(2)["status"]).toBe("PADAN");
    expect(reports.summary["decisions"]).toMatchObject({ applied: 0, unused: 2 });
    expect(reports.outcome.stderr).not.toContain("tak-terpakai");
  });
});

describe("the decisions file", () => {
  const read = (name: string): string => readFileSync(office.path(name), "utf8");

  test("is its owner's alone, begins with the columns, and the same form twice adds nothing", async () => {
    await ruled("dua-kali", [[fill(at.alias, "SAMA")]]);
    const once = read("dua-kali.csv");
    expect(once.startsWith("\ufeffkunci,putusan,nik_benar,keterangan,dasar,petugas,tanggal,daftar_nik,")).toBe(true);
    expect(statSync(office.path("dua-kali.csv")).mode & 0o777).toBe(0o600);
    const { stdout } = await office.say(["decide", "dua-kali-0.csv", "--decisions", "dua-kali.csv", "--officer", " ani"]);
    expect(stdout).toContain("0 new rulings added, 1 known already");
    expect(read("dua-kali.csv")).toBe(once);
  });

  test("D9: saved by a spreadsheet with semicolons and a cut NIK: exactly the damaged line is told and not used", async () => {
    await ruled("excel", [[fill(at.alias, "SAMA"), fill(at.slip, "SAMA")]]);
    const saved = read("excel.csv")
      .replaceAll(",", ";")
      .replace("3201990508720099;GUNARTO", "3,20199E+15;GUNARTO")
      .replaceAll("1961-03-12", "12/03/1961");
    writeFileSync(office.path("excel.csv"), saved);
    const reports = await office.match(list, ["--decisions", "excel.csv", "--lang", "id"]);
    expect(reports.row(at.alias)["status"]).toBe("PADAN_PUTUSAN");
    expect(reports.row(at.slip)["status"]).toBe("NAMA_PADAN_NIK_BEDA");
    expect(reports.outcome.stdout).toContain(
      "excel.csv baris 3: isinya tidak cocok dengan kuncinya (NIK terpotong lembar kerja?). Putusan ini tidak dipakai.",
    );
    expect(reports.summary["decisions"]).toMatchObject({ lines: 2, applied: 1, faulty_rows: [3] });
    // What is added later is read all the same, and the damaged line is still there to be put right.
    await ruled("excel", [[fill(at.sound, "SAMA")]]);
    expect(read("excel.csv").trimEnd().split("\r\n")).toHaveLength(4);
    expect(read("excel.csv")).toContain('"3,20199E+15"');
  });

  test("D12: rulings older than a day are forgotten", async () => {
    office.write(
      "lama.csv",
      formCsv([fill(at.alias, "SAMA")])
        .replace("Kunci\r\n", "Kunci,TANGGAL\r\n")
        .trimEnd() + ",3/11/2024\r\n",
    );
    await office.say(["decide", "lama.csv", "--decisions", "lupa.csv", "--officer", "Ani"]);
    await ruled("lupa", [[fill(at.slip, "SAMA")]]);
    expect(read("lupa.csv")).toContain("2024-11-03");
    const { stdout, exitCode } = await office.say(["decide", "--forget-before", "2025-01-01", "--decisions", "lupa.csv"]);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("1 lines older than 2025-01-01 removed")]);
    expect(read("lupa.csv")).not.toContain("2024-11-03");
    expect(read("lupa.csv")).toContain("GUNARTO");
  });

  test("D11: while another run writes it: exit 75", async () => {
    office.write("form.csv", formCsv([fill(at.alias, "SAMA")]));
    await withFileLock(office.path("kunci.csv"), async () => {
      const { exitCode } = await office.say(["decide", "form.csv", "--decisions", "kunci.csv", "--officer", "Ani"]);
      expect(exitCode).toBe(75);
    });
  });

  test("D3: a line with a key of another version is not used, and told", async () => {
    await ruled("versi", [[fill(at.alias, "SAMA")]]);
    writeFileSync(office.path("versi.csv"), read("versi.csv").replace(/\nka/, "\nkb"));
    const reports = await office.match(list, ["--decisions", "versi.csv"]);
    expect(reports.summary["decisions"]).toMatchObject({ lines: 1, applied: 0, faulty_rows: [2] });
  });
});

describe("forms", () => {
  const decideForm = async (form: string, ...argv: string[]): ReturnType<Office["run"]> => {
    office.write("isi.csv", form);
    return office.say(["decide", "isi.csv", "--decisions", "baru.csv", "--officer", "Ani", ...argv]);
  };

  test("what cannot be meant is rejected with its row, the rest is taken", async () => {
    const form = formCsv(
      [
        fill(at.alias, "SAMA"),
        fill(at.slip, "MUNGKIN"),
        fill(at.twinA, "BEDA", { nikBenar: "320199" }),
        fill(at.nobody, ""),
        fill(at.sound, "SAMA", { nikBenar: people.darmi.nik }),
      ],
      ";",
    );
    const { exitCode, stdout } = await decideForm(form.replace(people.kembarA.nik, people.kembarA.nik));
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Read 5: 1 SAMA, 0 BEDA, 0 TUNDA, 1 blank; 3 rejected.");
    expect(stdout).toContain("isi.csv, row 4: PUTUSAN is none of SAMA, BEDA, TUNDA, CABUT");
    expect(stdout).toContain("isi.csv, row 5: NIK BENAR does not have 16 digits");
    expect(stdout).toContain("isi.csv, row 7: PUTUSAN is SAMA, but NIK BENAR is not that person's in the extract");
    expect(stdout).not.toMatch(/\d{13}/);
  });

  test.each([
    ["no key", (form: string) => form.replace(/ka[a-z]{14}/, ""), "Kunci is empty or no key"],
    ["a quote never closed", (form: string) => form.replace(/^,SAMA/m, '"lupa,SAMA'), "the row is broken"],
    ["a key of another row", (form: string) => form.replace(/ka[a-z]{14}/, "kaabcdefghijklmn"), "Kunci does not fit what stands beside it"],
    [
      "a NIK cut by the spreadsheet",
      (form: string) => form.replace(people.warsono.nik, "3.20199E+15"),
      "Kunci does not fit what stands beside it",
    ],
    [
      "D8: a masked report",
      (form: string) => form.replace(people.warsono.nik, "320199••••••••11"),
      "a masked report (--mask) cannot be ruled on",
    ],
  ])("%s is rejected", async (_, change, said) => {
    const { stdout } = await decideForm(change(formCsv([fill(at.alias, "SAMA")])));
    expect(stdout).toContain("1 rejected.");
    expect(stdout).toContain(said);
  });

  test("two different rulings on one key in one form: neither is taken", async () => {
    const { stdout } = await decideForm(formCsv([fill(at.alias, "SAMA"), fill(at.alias, "BEDA")]));
    expect(stdout).toContain("2 rejected.");
    expect(stdout).toContain("row 4: two different rulings for one Kunci in the forms");
  });

  test("YA and BENAR are asked about, and taken with --yes", async () => {
    const form = formCsv([fill(at.alias, "ya"), fill(at.slip, "TIDAK")]);
    const asked = await decideForm(form);
    expect([asked.exitCode, asked.stderr]).toEqual([1, expect.stringContaining("--yes")]);
    const { stdout } = await decideForm(form, "--yes");
    expect(stdout).toContain("1 SAMA, 1 BEDA");
  });

  test("a file that is no form, and no officer", async () => {
    expect(await decideForm("NIK,NAMA\n1,2\n")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("PUTUSAN and Kunci") as string,
    });
    expect((await office.say(["decide", "isi.csv"])).exitCode).toBe(2);
  });
});

test("D10: a decisions file of another kabupaten with fifty thousand lines is read whole, counted, and told in one line", async () => {
  const { rulingKey } = await import("../../src/rulings/ruling-key.ts");
  const rows = Array.from({ length: 50_000 }, (_, at) => {
    const serial = String(at).padStart(5, "0");
    const side = { nik: `330599010170${serial.slice(0, 4)}`, nama: `WARGA ${serial}`, tanggalLahir: "", desa: "" };
    const dtsen = { nik: `33059901017${serial}`, noKk: "", nama: "WARGA", tanggalLahir: "1970-01-01" };
    return `${rulingKey(side, dtsen)},SAMA,,,KTP,Ani,2026-02-05,${side.nik},${side.nama},,,${dtsen.nik},WARGA,1970-01-01,L,,,,,,,`;
  });
  const header =
    "kunci,putusan,nik_benar,keterangan,dasar,petugas,tanggal,daftar_nik,daftar_nama,daftar_tanggal_lahir,daftar_desa,dtsen_nik,dtsen_nama,dtsen_tanggal_lahir,dtsen_jenis_kelamin,status_saat_itu,dtsen_label,dtsen_tanggal,asal,dibaca_dari,dtsen_no_kk,final";
  office.write("kabupaten-lain.csv", `${header}\r\n${rows.join("\r\n")}\r\n`);
  const { outcome, summary } = await office.match(list, ["--decisions", "kabupaten-lain.csv"]);
  expect(summary["decisions"]).toMatchObject({ lines: 50_000, applied: 0, unused: 50_000, faulty_rows: [] });
  expect((outcome.stdout + outcome.stderr).split("\n").filter((text) => text.includes("50,000"))).toHaveLength(1);
  expect(outcome.stderr.split("\n").length).toBeLessThan(8);
});

test("--quiet: a row that is not taken is told on stderr, by file and row", async () => {
  office.write("salah.csv", formCsv([fill(at.slip, "SMA")]));
  const argv = ["decide", office.path("salah.csv"), "--decisions", office.path("salah-putusan.csv"), "--officer", "Ani", "--quiet"];
  expect(await office.say(argv)).toMatchObject({
    exitCode: 0,
    stdout: "",
    stderr: expect.stringMatching(/^dtsen: salah\.csv, row 3: PUTUSAN is none of SAMA, BEDA, TUNDA, CABUT\n$/) as string,
  });
});
