/** Traps A1 to A19: workbooks in, through the real program. */
import { readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Office, reasons, type Person } from "../support/office.ts";
import { book, bookParts, rowsXml, zip, type TestBook, type TestCell } from "../support/workbook.ts";

const KARTOMO = { nik: "3201990101800001", nama: "KARTOMO WIRYO", tanggal_lahir: "1980-01-01" };
const RUSMINAH = { nik: "3201991203750002", nama: "RUSMINAH DARSIH", tanggal_lahir: "1975-03-12" };
const PAPUA = { nik: "9171034405900001", nama: "YOSEFINA WANGGAI", tanggal_lahir: "1990-05-04", jenis_kelamin: "2" };
const MEI = { nik: "3201991205800003", nama: "TUGINO PAWIRO", tanggal_lahir: "1980-05-12" };
const JANUARI = { nik: "3201990101900004", nama: "LASMINI SUKAR", tanggal_lahir: "1990-01-01" };
/** Ten people whose NIKs end in 0 to 9. */
const tens: Person[] = Array.from({ length: 10 }, (_, at) => ({
  nik: `320199020270001${at}`,
  nama: `SARIMIN ${"ABCDEFGHIJ"[at]!}ARYONO`,
  tanggal_lahir: "1970-02-02",
}));
const people: readonly Person[] = [KARTOMO, RUSMINAH, PAPUA, MEI, JANUARI, ...tens];

let office: Office;
beforeAll(async () => {
  office = await Office.with(people);
});
afterAll(() => office[Symbol.dispose]());

const header = ["NIK", "NAMA", "TANGGAL LAHIR", "DESA"];
const row = ({ nik, nama, tanggal_lahir }: Person, cell: TestCell = nik!): TestCell[] => [cell, nama!, tanggal_lahir!, "SUKAJAYA"];
const one = (rows: readonly (readonly TestCell[])[], rest: Partial<TestBook> = {}): Buffer =>
  book({ sheets: [{ name: "DAFTAR", rows: rowsXml([header, ...rows]) }], ...rest });
const matched = (bytes: Uint8Array, argv: readonly string[] = []): ReturnType<Office["match"]> => office.match(bytes, argv, "daftar.xlsx");

describe("numbers", () => {
  test("A1: a numeric NIK that is whole is the person's, digit by digit, with a note", async () => {
    const found = await matched(one([row(PAPUA, { n: PAPUA.nik })]));
    expect(found.row(2)).toMatchObject({ source_file: "daftar.xlsx", status: "PADAN", dtsen_nik: PAPUA.nik, NIK: PAPUA.nik });
    expect(reasons(found.row(2))).toEqual(["NIK_SEL_ANGKA"]);
    expect(found.outcome.stdout).toContain("daftar.xlsx: 1 of 1 NIKs are stored as numbers; none is cut");
  });

  test("A2: numeric NIKs that all end in 0 are cut; text in the same column is whole", async () => {
    const cut = (person: Person): TestCell => ({ n: `${person.nik!.slice(0, 15)}0` });
    const found = await matched(one([row(KARTOMO, cut(KARTOMO)), row(RUSMINAH, cut(RUSMINAH)), row(MEI)]));
    for (const at of [2, 3]) expect(reasons(found.row(at))).toEqual(expect.arrayContaining(["NIK_SEL_ANGKA", "NIK_TERPOTONG_EXCEL"]));
    expect(found.row(4)).toMatchObject({ status: "PADAN", reasons: "", dtsen_nik: MEI.nik });
    expect(found.outcome.stdout).toContain("2 of 3 NIKs are stored as numbers; 2 of them end in 0 and are not used as keys");
  });

  test("A3: a numeric NIK that ends in 0 among others that end in any digit is whole", async () => {
    const found = await matched(one(tens.map((person) => row(person, { n: person.nik! }))));
    expect(found.rows.map(({ status }) => status)).toEqual(tens.map(() => "PADAN"));
    expect(reasons(found.row(2))).toEqual(["NIK_SEL_ANGKA"]);
  });

  test("A4: an exponent is written out from the text, and the number is known to be one", async () => {
    const found = await matched(one([row(KARTOMO, { n: "3.20199010180000E+15" })]));
    expect(found.row(2)["NIK"]).toBe("3201990101800000");
    expect(reasons(found.row(2))).toEqual(expect.arrayContaining(["NIK_SEL_ANGKA", "NIK_TERPOTONG_EXCEL"]));
  });

  test("A5: apostrophe, no-break space and an escaped carriage return are read as in CSV", async () => {
    const found = await matched(one([row(KARTOMO, `'${KARTOMO.nik}`), row(RUSMINAH, `\u00a0${RUSMINAH.nik}_x000D_`)]));
    for (const at of [2, 3])
      expect([found.row(at)["status"], reasons(found.row(at))]).toEqual(["PADAN_CATATAN", expect.arrayContaining(["NIK_DIBERSIHKAN"])]);
  });
});

describe("dates", () => {
  test("A6, A7: by style, as text, as a bare serial: one column, one day", async () => {
    const formats = { 164: "[$-421]dd mmmm yyyy", 165: '0" digit"' };
    const styles = [0, 14, 164, 165];
    const date = (cell: TestCell): TestCell[] => [MEI.nik, MEI.nama, cell, "SUKAJAYA"];
    const rows = [
      date({ n: "29353", s: 1 }),
      date({ n: "29353", s: 2 }),
      date("12 Mei 1980"),
      date({ n: "29353" }),
      date({ n: "29353", s: 3 }),
    ];
    for (const [at, each] of rows.entries()) {
      const found = await matched(one([each], { formats, styles }));
      expect([at, found.row(2)["status"]]).toEqual([at, "PADAN"]);
      expect(reasons(found.row(2)).includes("TGL_SERIAL_EXCEL")).toBe(at >= 3);
      if (at < 2) expect(found.row(2)["TANGGAL LAHIR"]).toBe("1980-05-12");
    }
  });

  test("A8: 1904, and the time of day cut", async () => {
    const styles = [0, 22];
    const inNineteenHundred = await matched(one([[JANUARI.nik, JANUARI.nama, { n: "32874.75", s: 1 }, "SUKAJAYA"]], { styles }));
    const inNineteenFour = await matched(one([[JANUARI.nik, JANUARI.nama, { n: "31412", s: 1 }, "SUKAJAYA"]], { styles, base1904: true }));
    for (const found of [inNineteenHundred, inNineteenFour])
      expect(found.row(2)).toMatchObject({ status: "PADAN", "TANGGAL LAHIR": "1990-01-01" });
  });
});

describe("rows and sheets", () => {
  test("A9: rows and cells without r=, and blank rows left out: the row is the spreadsheet's", async () => {
    const text = (cell: string): string => `<c t="inlineStr"><is><t>${cell}</t></is></c>`;
    const line = (cells: readonly string[]): string => cells.map(text).join("");
    const rows = `<row>${line(header)}</row><row r="9">${line(row(KARTOMO) as string[])}</row><row>${line(row(RUSMINAH) as string[])}</row>`;
    const found = await matched(book({ sheets: [{ name: "A", rows }] }));
    expect([found.row(9)["dtsen_nik"], found.row(10)["dtsen_nik"]]).toEqual([KARTOMO.nik, RUSMINAH.nik]);
    expect(found.summary).toMatchObject({ rows_read: 10, furniture: 8 });
  });

  test("A10: a merged title is furniture; a card merged over a family is told, and not filled down", async () => {
    const family = [KARTOMO, RUSMINAH, MEI];
    const rows = [
      ["DAFTAR PENERIMA"],
      [...header, "NO KK"],
      ...family.map((person, at) => [...row(person), at === 0 ? "3201990101150001" : ""]),
    ];
    const after = '<mergeCells><mergeCell ref="A1:E1"/><mergeCell ref="E3:E5"/></mergeCells>';
    const found = await matched(book({ sheets: [{ name: "A", rows: rowsXml(rows), after }] }));
    expect(family.map((_, at) => reasons(found.row(3 + at)).includes("KK_KOSONG"))).toEqual([false, true, true]);
    expect(found.outcome.stdout).toContain("daftar.xlsx: 1 cells are merged with those below");
    expect(found.summary["furniture_kinds"]).toEqual({ judul: 1, kepala: 1 });
  });

  test("A11: every sheet has its own columns; a hidden copy is named and makes nobody double", async () => {
    const swapped = [
      ["NAMA LENGKAP", "NO KTP", "TGL LAHIR"],
      [RUSMINAH.nama, RUSMINAH.nik, RUSMINAH.tanggal_lahir],
    ];
    const first = rowsXml([header, row(KARTOMO)]);
    const sheets = [
      { name: "KEC. A", rows: first },
      { name: "KEC. B", rows: rowsXml(swapped) },
      { name: "SALINAN", state: "hidden" as const, rows: first },
      {
        name: "KODE",
        rows: rowsXml([
          ["KODE", "ARTI"],
          ["1", "PKH"],
        ]),
      },
    ];
    const found = await matched(book({ sheets }));
    expect(found.row(2, "daftar.xlsx#KEC. A")).toMatchObject({ status: "PADAN", dtsen_nik: KARTOMO.nik });
    expect(found.row(2, "daftar.xlsx#KEC. B")).toMatchObject({ status: "PADAN", dtsen_nik: RUSMINAH.nik });
    expect(found.outcome.stdout).toContain(
      'Sheets not read: KODE (without a header, 2 rows), SALINAN (hidden, 2 rows). To read them: --sheet "SALINAN".',
    );
    const all = await matched(book({ sheets }), ["--sheet", "*"]);
    expect(all.row(2, "daftar.xlsx#SALINAN")["status"]).toBe("GANDA_DI_DAFTAR");
    const chosen = await matched(book({ sheets }), ["--sheet", "kec. b"]);
    expect(chosen.rows.map((each) => each["source_file"])).toEqual(["daftar.xlsx"]);
  });

  test("a workbook is one list: whoever stands on two of its sheets is double", async () => {
    const rows = rowsXml([header, row(KARTOMO)]);
    const found = await matched(
      book({
        sheets: [
          { name: "A", rows },
          { name: "B", rows },
        ],
      }),
    );
    expect([found.row(2, "daftar.xlsx#A")["status"], found.row(2, "daftar.xlsx#B")["status"]]).toEqual(["PADAN", "GANDA_DI_DAFTAR"]);
  });

  test("a sheet of couples or parents beside a list is named, and the list is read", async () => {
    const parents = rowsXml([
      ["NO", "NAMA AYAH", "NAMA IBU"],
      ["1", "SUTARNO", "SUTIRAH"],
    ]);
    const found = await matched(
      book({
        sheets: [
          { name: "ORANG TUA", rows: parents },
          { name: "A", rows: rowsXml([header, row(KARTOMO)]) },
        ],
      }),
    );
    expect(found.rows.map(({ status }) => status)).toEqual(["PADAN"]);
    expect(found.outcome.stdout).toContain("ORANG TUA (several people a row; choose with --sheet and --map, 2 rows)");
  });

  test("a sheet whose tables stand side by side is named, and the others are read; where all do, it is a fault", async () => {
    const sideBySide = rowsXml([
      [...header, "", ...header],
      [...row(MEI), "", ...row(JANUARI)],
    ]);
    const readable = { name: "A", rows: rowsXml([header, row(KARTOMO)]) };
    const found = await matched(book({ sheets: [{ name: "KIRI KANAN", rows: sideBySide }, readable] }));
    expect(found.rows.map(({ source_file, status }) => [source_file, status])).toEqual([["daftar.xlsx", "PADAN"]]);
    expect(found.outcome.stdout).toContain("Sheets not read: KIRI KANAN (tables side by side; put them below each other, 2 rows).");
    expect(found.summary["workbooks"]).toMatchObject([{ sheets_not_read: [{ name: "KIRI KANAN", why: "tables-beside", rows: 2 }] }]);
    for (const [sheets, argv] of [
      [[{ name: "B", rows: sideBySide }], []],
      [
        [
          { name: "B", rows: sideBySide },
          { name: "C", rows: sideBySide },
        ],
        [],
      ],
      [
        [{ name: "B", rows: sideBySide }, readable],
        ["--sheet", "B"],
      ],
    ] as const) {
      office.write("daftar.xlsx", book({ sheets: [...sheets] }));
      const { exitCode, stderr } = await office.say(["match", "daftar.xlsx", "--db", "dtsen.db", ...argv]);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining("side by side")]);
    }
  });

  test("--sheet where no list is a workbook is refused, by match and by inspect", async () => {
    office.write("daftar.csv", `NIK;NAMA\n${KARTOMO.nik};KARTOMO WIRYO\n`);
    for (const argv of [
      ["match", office.path("daftar.csv"), "--db", office.path("dtsen.db"), "--out", office.path("l"), "--sheet", "A"],
      ["inspect", office.path("daftar.csv"), "--sheet", "A"],
    ]) {
      const { exitCode, stderr } = await office.say(argv);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining("run without --sheet")]);
    }
    office.write("daftar.xlsx", one([row(RUSMINAH)]));
    expect((await office.matchFiles(["daftar.csv", "daftar.xlsx"], ["--sheet", "DAFTAR"])).rows).toHaveLength(2);
  });

  test("A12: a sheet with a header alone is no fault of the others, and one where all are", async () => {
    const empty = rowsXml([header]);
    const found = await matched(
      book({
        sheets: [
          { name: "A", rows: empty },
          { name: "B", rows: rowsXml([header, row(KARTOMO)]) },
        ],
      }),
    );
    expect(found.rows).toHaveLength(1);
    office.write(
      "daftar.xlsx",
      book({
        sheets: [
          { name: "A", rows: empty },
          { name: "B", rows: empty },
        ],
      }),
    );
    const { exitCode, stderr } = await office.say(["match", "daftar.xlsx", "--db", "dtsen.db"]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("no data rows")]);
  });

  test("A13: columns that sheets share are one, the others stand beside each other", async () => {
    const sheets = [
      {
        name: "A",
        rows: rowsXml([
          [...header, "TAHAP"],
          [...row(KARTOMO), "1"],
        ]),
      },
      {
        name: "B",
        rows: rowsXml([
          [...header, "NOMINAL"],
          [...row(RUSMINAH), { n: "600000" }],
        ]),
      },
    ];
    const found = await matched(book({ sheets }));
    expect(found.row(2, "daftar.xlsx#A")).toMatchObject({ TAHAP: "1", NOMINAL: "" });
    expect(found.row(2, "daftar.xlsx#B")).toMatchObject({ TAHAP: "", NOMINAL: "600000" });
  });

  test("A18: a row wider than any list is rejected, those beside it are read; the last row of a sheet is reached", async () => {
    const wide = `<row r="3"><c r="A3" t="str"><v>${KARTOMO.nik}</v></c><c r="XFD3" t="str"><v>x</v></c></row>`;
    const last = rowsXml([row(RUSMINAH)], 1_048_576);
    const found = await matched(book({ sheets: [{ name: "A", rows: rowsXml([header, row(KARTOMO)]) + wide + last }] }));
    expect(found.rejected).toEqual([expect.objectContaining({ source_row: "3", reason: "BARIS_TERLALU_PANJANG" })]);
    expect(found.row(1_048_576)["dtsen_nik"]).toBe(RUSMINAH.nik);
  });

  test("a note to the right of the table makes nobody's row unreadable", async () => {
    const found = await matched(one([row(KARTOMO), [...row(RUSMINAH), "", "sudah pindah"]]));
    expect(found.rows.map(({ status }) => status)).toEqual(["PADAN", "PADAN"]);
  });

  test("rows hidden by a filter, errors and formulas that nothing has calculated are told", async () => {
    const hidden = rowsXml([row(KARTOMO)], 2).replace("<row ", '<row hidden="1" ');
    const broken = rowsXml([[RUSMINAH.nik, RUSMINAH.nama, { xml: '<c t="e"><v>#N/A</v></c>' }, { xml: "<c><f>A1</f></c>" }]], 3);
    const found = await matched(book({ sheets: [{ name: "A", rows: rowsXml([header]) + hidden + broken }] }));
    expect(reasons(found.row(2))).toContain("BARIS_TERSEMBUNYI");
    expect(reasons(found.row(3))).toEqual(expect.arrayContaining(["SEL_GALAT", "SEL_RUMUS_KOSONG"]));
    expect(found.row(3)).toMatchObject({ "TANGGAL LAHIR": "#N/A", DESA: "" });
    expect(found.outcome.stdout).toContain("hidden by a filter, and read all the same: 1 rows");
  });

  test("a sheet without a list, and one that is not there, name those that are", async () => {
    office.write(
      "rekap.xlsx",
      book({
        sheets: [
          {
            name: "REKAP",
            rows: rowsXml([
              ["DESA", "JUMLAH"],
              ["A", "1"],
            ]),
          },
        ],
      }),
    );
    const none = await office.say(["match", "rekap.xlsx", "--db", "dtsen.db", "--lang", "id"]);
    expect([none.exitCode, none.stderr]).toEqual([
      1,
      expect.stringContaining("rekap.xlsx: tidak ada lembar dengan kepala kolom NIK atau NAMA. Lembar: REKAP (2 baris)"),
    ]);
    const other = await office.say(["match", "rekap.xlsx", "--db", "dtsen.db", "--sheet", "DAFTAR"]);
    expect([other.exitCode, other.stderr]).toEqual([1, expect.stringContaining("there is no sheet DAFTAR")]);
  });
});

test("A14: prefixes, absolute targets and the strict namespace make no difference", async () => {
  const plain = bookParts({ sheets: [{ name: "A", rows: rowsXml([header, row(KARTOMO)]) }] });
  const prefixed = plain.map(({ name, content }) => ({
    name,
    content: name.includes("sheet1")
      ? (content as string).replace(/<(\/?)(?=[a-z])/g, "<$1x:").replace("xmlns=", "xmlns:x=")
      : (content as string)
          .replace('Target="worksheets/', 'Target="/xl/worksheets/')
          .replaceAll("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"),
  }));
  const found = await matched(zip(prefixed));
  expect(found.row(2)["dtsen_nik"]).toBe(KARTOMO.nik);
});

describe("what is no workbook, or no whole one", () => {
  const good = one([row(KARTOMO), row(RUSMINAH)]);
  const parts = bookParts({ sheets: [{ name: "A", rows: rowsXml([header, row(KARTOMO)]) }] });
  const withSheet = (change: object): Buffer => zip(parts.map((part) => (part.name.includes("sheet1") ? { ...part, ...change } : part)));
  const ole = (text: string): Buffer =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(4096), Buffer.from(text, "utf16le")]);

  test.each([
    [
      "A15: a web page",
      "daftar.xls",
      Buffer.from("<html><table><tr><td>NIK</td></tr></table></html>"),
      "isinya halaman web, bukan lembar kerja",
    ],
    ["A15: an old workbook", "daftar.xlsx", ole("Workbook"), "format .xls lama (Excel 97–2003) tidak dibaca"],
    ["A15: one behind a password", "daftar.xlsx", ole("EncryptedPackage"), "dikunci kata sandi"],
    [
      "A15: OpenDocument",
      "daftar.ods",
      zip([{ name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" }]),
      "OpenDocument",
    ],
    ["A15: a binary workbook", "daftar.xlsb", zip([{ name: "xl/workbook.bin", content: "x" }]), ".xlsb tidak dibaca"],
    ["A16: a bomb", "daftar.xlsx", withSheet({ content: `<worksheet>${" ".repeat(40 << 20)}</worksheet>` }), "kali lipat; tidak dibuka"],
    ["A16: a size that is a lie", "daftar.xlsx", withSheet({ size: 20 }), "berkas tidak utuh"],
    ["A16: cut", "daftar.xlsx", good.subarray(0, good.length * 0.6), "berkas tidak utuh"],
    ["A16: another CRC", "daftar.xlsx", withSheet({ crc: 7 }), "berkas tidak utuh"],
    [
      "A16: entities",
      "daftar.xlsx",
      withSheet({ content: '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>' }),
      "berkas tidak utuh",
    ],
    ["A16: five gigabytes, so it says", "daftar.xlsx", withSheet({ size: 0xffffffff }), "tidak dibuka"],
  ])("%s is refused with the way out, and the reports of before stay", async (_, name, bytes, words) => {
    await office.match(`${header.join(";")}\n${row(KARTOMO).join(";")}\n`);
    const before = statSync(office.path("laporan/match.csv")).mtimeMs;
    office.write(name, bytes);
    const { exitCode, stderr } = await office.say(["match", name, "--db", "dtsen.db", "--lang", "id"]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(words)]);
    expect(statSync(office.path("laporan/match.csv")).mtimeMs).toBe(before);
  });

  test("A15: CSV that is called .xlsx is CSV", async () => {
    const found = await matched(Buffer.from(`${header.join(";")}\n${row(KARTOMO).join(";")}\n`));
    expect(found.row(2)["dtsen_nik"]).toBe(KARTOMO.nik);
  });

  test("A17: what marks an open workbook is passed over with a note", async () => {
    office.write("~$daftar.xlsx", "x");
    office.write("daftar.xlsx", good);
    const { outcome } = await office.matchFiles(["~$daftar.xlsx", "daftar.xlsx"]);
    expect(outcome.stderr).toContain("~$daftar.xlsx: a lock file of Excel, skipped");
    const alone = await office.say(["match", "~$daftar.xlsx", "--db", "dtsen.db"]);
    expect(alone.exitCode).toBe(1);
  });

  test("A19: what the XML parser says is not repeated", async () => {
    office.write(
      "daftar.xlsx",
      withSheet({ content: "<worksheet><sheetData><row><c><v>SITI RAHASIA</w></c></row></sheetData></worksheet>" }),
    );
    const { exitCode, stderr } = await office.say(["match", "daftar.xlsx", "--db", "dtsen.db"]);
    expect(exitCode).toBe(1);
    expect(stderr).not.toMatch(/RAHASIA|Unexpected|tag/i);
  });
});

test("inspect and explain take a workbook; an extract may be one", async () => {
  const sheets = [
    { name: "A", rows: rowsXml([header, row(KARTOMO)]) },
    {
      name: "B",
      rows: rowsXml([
        ["NAMA", "NO KTP"],
        [RUSMINAH.nama, { n: RUSMINAH.nik }],
      ]),
    },
    { name: "C", state: "hidden" as const, rows: rowsXml([header]) },
  ];
  office.write("daftar.xlsx", book({ sheets }));
  const seen = await office.say(["inspect", "daftar.xlsx"]);
  expect(seen.exitCode).toBe(0);
  for (const words of ["daftar.xlsx#A", "daftar.xlsx#B", '"NO KTP" (#2)', "Sheets not read: C (hidden, 1 rows)"])
    expect(seen.stdout).toContain(words);
  const unclear = await office.say(["explain", "daftar.xlsx", "--row", "2", "--db", "dtsen.db"]);
  expect([unclear.exitCode, unclear.stderr]).toEqual([1, expect.stringContaining("--sheet: A, B")]);
  const clear = await office.say(["explain", "daftar.xlsx", "--row", "2", "--sheet", "b", "--db", "dtsen.db"]);
  expect([clear.exitCode, clear.stdout]).toEqual([0, expect.stringContaining("daftar.xlsx#B, baris 2: ")]);

  const columns = ["nik", "nokk", "nama", "tanggal_lahir", "jenis_kelamin", "kecamatan", "kelurahan_desa", "desil_nasional"];
  const persons = people.map(({ nik, nama, tanggal_lahir }) => [nik!, "", nama!, tanggal_lahir!, "1", "SUKAMAKMUR", "SUKAJAYA", "3"]);
  office.write("ekstrak.xlsx", book({ sheets: [{ name: "DTSEN", rows: rowsXml([columns, ...persons]) }] }));
  const { exitCode, stderr } = await office.say(["index", "ekstrak.xlsx", "--db", "buku.db"]);
  expect([exitCode, stderr]).toEqual([0, expect.anything()]);
  const found = await office.say(["match", "daftar.xlsx", "--db", "buku.db", "--out", "dari-buku"]);
  expect(found.exitCode).toBe(0);
  expect(readFileSync(office.path("dari-buku/match.csv"), "utf8")).toContain(KARTOMO.nik);
});
