import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Office, reasons, type Person, type Reports } from "../support/office.ts";

const A = "3201990101800001";
/** People of the extract, by what they are for. */
const people: Readonly<Record<string, Person>> = {
  a: { nik: A, nokk: "3201991501100001", nama: "KARTOMO WIRYO", tanggal_lahir: "1980-01-01", jenis_kelamin: "1" },
  plain: { nik: "3201991203750001", nokk: "3201991501100002", nama: "RUSMINAH DARSIH", tanggal_lahir: "1975-03-12", jenis_kelamin: "2" },
  papua: { nik: "9101991507820001", nokk: "9101991501100003", nama: "YOHANES WENDA", tanggal_lahir: "1982-07-15" },
  oddDate: { nik: "3201994001800001", nokk: "3201991501100004", nama: "SUTARMAN JOYO", tanggal_lahir: "1980-01-10" },
  oddMonth: { nik: "3201991013800002", nokk: "3201991501100005", nama: "NGATINAH SETU", tanggal_lahir: "1980-10-13", jenis_kelamin: "2" },
  repeated: { nik: "3201992212222201", nokk: "3201991501100006", nama: "BAYUDIN SOMAD", tanggal_lahir: "1922-12-22" },
  province93: { nik: "9301991105900001", nokk: "9301991501100007", nama: "MARTHA GEBZE", tanggal_lahir: "1990-05-11", jenis_kelamin: "1" },
  province97: { nik: "9701991205910001", nokk: "9701991501100008", nama: "PETRUS KAIMUK", tanggal_lahir: "1991-05-12" },
  kaltara: { nik: "6404991305920001", nokk: "6404991501100009", nama: "LENGGANG APUI", tanggal_lahir: "1992-05-13" },
  woman: { nik: "3201995406930001", nokk: "3201991501100010", nama: "TITIK WAHYUNI", tanggal_lahir: "1993-06-14", jenis_kelamin: "2" },
  noNik: { nik: "", nokk: "3201991501100011", nama: "PAINEM GIYARTI", tanggal_lahir: "1961-04-09", jenis_kelamin: "2" },
  twice: { nik: "3201991606950001", nokk: "3201991501100012", nama: "HARDJO UTOMO", tanggal_lahir: "1995-06-16" },
  twiceAgain: { nik: "3201991606950001", nokk: "3201991501100013", nama: "HARDJO UTOMO", tanggal_lahir: "1995-06-16" },
  digit: { nik: "3201991706960001", nokk: "3201991501100014", nama: "SAMIRAN KUNCORO", tanggal_lahir: "1996-06-17" },
  swap: { nik: "3201991806970003", nokk: "3201991501100015", nama: "WARSIDI PRANOTO", tanggal_lahir: "1997-06-18" },
  x: { nik: "3201991906780001", nokk: "3201991501100016", nama: "DJUMADI KASIRUN", tanggal_lahir: "1978-06-19" },
  y: { nik: "3201992006790001", nokk: "3201991501100017", nama: "MULYONO TARJO", tanggal_lahir: "1979-06-20" },
  lost: { nik: "3201992106810002", nokk: "3201991501100018", nama: "PARTINAH SUMEH", tanggal_lahir: "1981-06-21", jenis_kelamin: "1" },
  card: { nik: "3201992206820002", nokk: "3201991501100019", nama: "GUNARTO LEGIMAN", tanggal_lahir: "1982-06-22" },
};

/** Rows of the list: NIK as typed, and whose name and date stand beside it. */
const rows: readonly (readonly [name: string, nik: string, person: string | null, card?: string])[] = [
  ["1a", "3,20199E+15", "plain"],
  ["1b", "3.20199E+15", null],
  ["1c", "3.20199010180000E+15", "a"],
  ["3", "9101991507820001", "papua"],
  ["4a", `${A}.0`, "a"],
  ["6", "32O1992106810OO2", "lost"],
  ["7a", "320199210681002", "lost"],
  ["7b", "33201992106810002", "lost"],
  ["7c", "320199", null],
  ["8", `${A} / 3201991203750001`, "a"],
  ["9a", "0", null],
  ["9b", "-", null],
  ["9c", "TIDAK ADA", null],
  ["9d", "9999999999999996", null],
  ["9e", "9999999999999999", null],
  ["9f", "0000000000000000", null],
  ["10a", "3201994001800001", "oddDate"],
  ["10b", "3201991013800002", "oddMonth"],
  ["10c", "3201993502900001", null],
  ["11", "3201990101800000", null],
  ["12", "3201992212222201", "repeated", "3201991501100006"],
  ["13a", "9301991105900001", "province93"],
  ["13b", "9701991205910001", "province97"],
  ["14", "6404991305920001", "kaltara"],
  ["15a", "3201991501100019", "card", "3201991501100019"],
  ["15b", "3201991501100014", "digit", "3201991501100014"],
  ["16", "3201995406930001", "woman"],
  ["17", "3201994904610009", "noNik", "3201991501100011"],
  ["18", "3201991606950001", "twice"],
  ["19a", "3201991706960001".replace("1706", "1306"), "digit"],
  ["19b", "3201991086970003", "swap"],
  ["20", "3201992006790001", "x"],
];

let office: Office;
let reports: Reports;
beforeAll(async () => {
  office = await Office.with(Object.values(people));
  const lines = rows.map(([, nik, of, card], at) => {
    const person =
      of === null
        ? { nama: `ORANG LUAR ${"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at % 26]}KUSNO${at < 26 ? "WATI" : "NDARI"}`, tanggal_lahir: "1966-05-04" }
        : people[of]!;
    const [year, month, day] = person.tanggal_lahir!.split("-");
    const sex = rows[at]![0] === "16" ? "L" : person.jenis_kelamin === "2" ? "P" : "L";
    return `${nik};${card ?? ""};${person.nama};${day}-${month}-${year};${sex};SUKAJAYA`;
  });
  reports = await office.match(`NIK;NO KK;NAMA;TANGGAL LAHIR;JK;DESA\n${lines.join("\n")}\n`);
});
afterAll(() => office[Symbol.dispose]());

const rowOf = (name: string) => reports.row(rows.findIndex(([each]) => each === name) + 2);
const nikOf = (person: string) => people[person]!.nik;

test.each(["1a", "1b", "1c"])("trap 1: scientific notation is named, never a key, and identity is searched: %s", (name) => {
  const row = rowOf(name);
  expect(reasons(row)).toContain("NIK_NOTASI_ILMIAH");
  expect(["PADAN", "PADAN_CATATAN"]).not.toContain(row["status"]);
});

test("trap 1: somebody else's identity finds nobody: the NIK cannot be looked up", () => {
  expect(rowOf("1b")["status"]).toBe("NIK_TIDAK_VALID");
  expect([rowOf("1a")["status"], rowOf("1a")["dtsen_nik"]]).toEqual(["PADAN_PROBABILISTIK", nikOf("plain")]);
});

test("trap 3: a Papuan NIK comes out as it went in, in both columns", () => {
  const row = rowOf("3");
  expect([row["status"], row["dtsen_nik"], row["NIK"]]).toEqual(["PADAN", "9101991507820001", "9101991507820001"]);
});

describe("trap 4 and 5: marks around and inside a NIK", () => {
  const cosmetic = [
    `${A},00`,
    `'${A}`,
    `\`${A}`,
    `="${A}"`,
    `${A}\u00a0`,
    `3201\u200b990101800001`,
    "3201 9901 0180 0001",
    "32.0199.010180.0001",
    "3.201.990.101.800.001",
  ];
  test.each(cosmetic)("%s is NIK-A, with a note", async (text) => {
    const found = await office.match(`NIK\tNAMA\tTANGGAL LAHIR\n${text}\tKARTOMO WIRYO\t01-01-1980\n`);
    const row = found.row(2);
    expect([row["report"], row["dtsen_nik"]]).toEqual(["match", A]);
    expect(reasons(row)).not.toContain("NIK_BUKAN_ANGKA");
  });
  test("a trailing .0 is no anomaly", () => {
    expect(reasons(rowOf("4a"))).not.toContain("NIK_PANJANG");
    expect(rowOf("4a")["dtsen_nik"]).toBe(A);
  });
});

test("trap 6: letters in a NIK are named; what they may stand for is verified by name and date, and never written into the list", () => {
  const row = rowOf("6");
  expect(reasons(row)).toContain("NIK_BUKAN_ANGKA");
  expect(["PADAN_PROBABILISTIK", "GANDA_DI_DAFTAR"]).toContain(row["status"]);
  expect([row["NIK"], row["dtsen_nik"]]).toEqual(["32O1992106810OO2", nikOf("lost")]);
});

test.each(["7a", "7b", "7c"])("trap 7: a NIK of another length is named, not padded and not cut: %s", (name) => {
  const row = rowOf(name);
  expect(reasons(row)).toContain("NIK_PANJANG");
  expect(row["NIK"]).toBe(rows.find(([each]) => each === name)![1]);
  if (name === "7c") expect(row["status"]).toBe("NIK_TIDAK_VALID");
  else expect(row["dtsen_nik"]).toBe(nikOf("lost"));
});

test("trap 8: two NIKs in one cell are candidates, and named", () => {
  expect(reasons(rowOf("8"))).toContain("NIK_GANDA_SEL");
  expect(rowOf("8")["status"]).not.toBe("PADAN");
});

test.each(["9a", "9b", "9c", "9d", "9e", "9f"])("trap 9: a filler is no NIK and nobody's duplicate: %s", (name) => {
  const row = rowOf(name);
  expect(row["status"]).toBe("NIK_KOSONG");
  expect(reasons(row)).toContain("NIK_KOSONG");
  expect(reasons(row).filter((code) => code.startsWith("NIK_GANDA"))).toEqual([]);
});

test("trap 10: an impossible date in the NIK is a warning: found under an agreeing name it is PADAN all the same", () => {
  for (const [name, person] of [
    ["10a", "oddDate"],
    ["10b", "oddMonth"],
  ] as const) {
    expect([rowOf(name)["report"], rowOf(name)["dtsen_nik"]]).toEqual(["match", nikOf(person)]);
    expect(reasons(rowOf(name))).toContain("NIK_TANGGAL");
  }
  expect(rowOf("10c")["status"]).toBe("NIK_TIDAK_VALID");
});

test("trap 11: a serial of 0000 is unusable", () => {
  expect(reasons(rowOf("11"))).toContain("NIK_SERIAL_0000");
  expect(rowOf("11")["status"]).toBe("NIK_TIDAK_VALID");
});

test("trap 12: repeated digits are no fault", () => {
  expect([rowOf("12")["status"], reasons(rowOf("12"))]).toEqual(["PADAN", []]);
});

test("trap 13: provinces 93 and 97 are accepted", () => {
  for (const name of ["13a", "13b"]) {
    expect(rowOf(name)["report"]).toBe("match");
    expect(reasons(rowOf(name))).not.toContain("NIK_PROVINSI");
  }
});

test("trap 14: a code from before a split is at most a warning", () => {
  expect(rowOf("14")["report"]).toBe("match");
});

test("trap 15: a card number in the NIK column is no NIK of anybody: it is said, and the person found by the rest", () => {
  for (const [name, person] of [
    ["15a", "card"],
    ["15b", "digit"],
  ] as const) {
    expect(reasons(rowOf(name))).toContain("NIK_SAMA_NOKK");
    expect(rowOf(name)["dtsen_nik"]).toBe(nikOf(person));
  }
});

test("trap 15: a NIK column that holds cards the extract knows is named by looking them up", async () => {
  const found = await office.match("NIK;NAMA;TANGGAL LAHIR;DESA\n3201991501100019;GUNARTO LEGIMAN;22-06-1982;SUKAJAYA\n");
  expect(reasons(found.row(2))).toContain("NIK_BERISI_NOKK");
  expect(found.row(2)["dtsen_nik"]).toBe(nikOf("card"));
});

test("trap 15: a number like a card's stays the NIK it is where nobody on that card bears the name", async () => {
  const found = await office.match("NIK;NAMA;DESA\n3201991501100019;PARNADI SUKIRMAN;SUKAJAYA\n");
  expect(reasons(found.row(2))).not.toContain("NIK_BERISI_NOKK");
  expect(found.row(2)["status"]).toBe("TIDAK_DITEMUKAN");
});

test("trap 16: a woman's NIK beside the sex L is a warning", () => {
  expect([rowOf("16")["status"], rowOf("16")["dtsen_nik"]]).toEqual(["PADAN_CATATAN", nikOf("woman")]);
  expect(reasons(rowOf("16"))).toContain("NIK_JK_BEDA");
});

test("trap 17: a person whom the extract gives no NIK is found by card, name and date, and never by an empty key", () => {
  const row = rowOf("17");
  expect([row["dtsen_nama"], row["dtsen_nik"]]).toEqual(["PAINEM GIYARTI", ""]);
  expect(reports.rows.filter((each) => each["dtsen_nama"] === "PAINEM GIYARTI")).toHaveLength(1);
});

test("trap 18: a NIK on two DTSEN rows: both kept, and said", () => {
  const row = rowOf("18");
  expect(row["status"]).toBe("PADAN_CATATAN");
  expect(reasons(row)).toContain("DTSEN_NIK_GANDA");
  expect(row["explanation"]).toContain("2 baris DTSEN");
  expect(row["other_candidates"]).not.toBe("");
});

test("trap 19: one digit or two swapped, all else equal: both numbers side by side", () => {
  for (const [name, person, code] of [
    ["19a", "digit", "NIK_SATU_DIGIT"],
    ["19b", "swap", "NIK_TERTUKAR"],
  ] as const) {
    const row = rowOf(name);
    expect(row["dtsen_nik"]).toBe(nikOf(person));
    expect(reasons(row)).toContain(code);
    expect(["NAMA_PADAN_NIK_BEDA", "GANDA_DI_DAFTAR"]).toContain(row["status"]);
  }
});

test("trap 20: the NIK of Y under the name and birth date of X: a conflict that shows both", () => {
  const row = rowOf("20");
  expect([row["status"], row["dtsen_nik"]]).toEqual(["NIK_KONFLIK", nikOf("x")]);
  expect(row["other_candidates"]).not.toBe("");
});

describe("trap 2: Excel kept fifteen digits of a whole column", () => {
  const damaged = Object.values(people)
    .filter(({ nik }) => nik !== "")
    .slice(0, 14);
  const list = `NIK;NAMA;TANGGAL LAHIR\n${damaged.map(({ nik, nama, tanggal_lahir }) => `${nik!.slice(0, 15)}0;${nama};${tanggal_lahir}`).join("\n")}\n`;

  test("the file is named, its NIKs are no keys, the people are found by first digits, name and date", async () => {
    const found = await office.match(list);
    expect(found.rows.some((row) => row["status"] === "PADAN" || row["status"] === "PADAN_CATATAN")).toBe(false);
    for (const row of found.rows) expect(reasons(row)).toContain("NIK_TERPOTONG_EXCEL");
    expect(found.outcome.stdout).toContain("Excel turned the last digit");
    expect(found.row(3)["dtsen_nik"]).toBe(damaged[1]!.nik);
  });

  test("--paksa uses them as they stand, and says so", async () => {
    const found = await office.match(list, ["--paksa"]);
    expect(found.outcome.stdout).toContain("--paksa");
  });
});
