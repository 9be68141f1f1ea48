import { describe, expect, test } from "vitest";
import { emptyProfile, profileColumns, type FileProfile } from "../../src/normalise/file-profile.ts";
import { createIdentityReader, createNormaliser, type NormaliserOptions } from "../../src/normalise/normalise.ts";
import type { ColumnMapping, Field, PersonRecord, SourceRow } from "../../src/normalise/record.ts";
import { random } from "../support/random.ts";

const A = "3201991307800001";
const options: NormaliserOptions = { today: 20260615 };

/** The record of one row given as field and text. */
function recordOf(
  cells: Partial<Record<Field, string>>,
  profile: Partial<FileProfile> = {},
  more: Partial<NormaliserOptions> = {},
): PersonRecord {
  const entries = Object.entries(cells) as [Field, string][];
  const mapping: ColumnMapping = Object.fromEntries(entries.map(([field], column) => [field, column]));
  const row: SourceRow = { kind: "row", row: 2, cells: entries.map(([, text]) => text), findings: [] };
  return createNormaliser(mapping, { ...emptyProfile, ...profile }, { ...options, ...more })(row);
}

const codesOf = ({ findings }: PersonRecord, field: Field | null): string[] =>
  findings.filter((finding) => finding.field === field).map(({ code }) => code);

test("a tidy row is read whole, with nothing to note", () => {
  const record = recordOf({
    nik: A,
    nokk: "3201991203150007",
    nama: "SUGENG WARSITO",
    tanggal_lahir: "13/07/1980",
    jenis_kelamin: "L",
    alamat: "JL. MELATI",
    rt: "001",
    rw: "002",
    desil: "3",
  });
  expect(record).toMatchObject({
    nik: { value: A, plausible: true, damage: null },
    noKk: "3201991203150007",
    birthDate: { value: 19800713, alternative: null },
    sex: "L",
    desil: 3,
  });
  expect(record.name?.tokens.length).toBe(2);
  expect(record.place).toMatchObject({ rt: 1, rw: 2, addressTokens: ["MELATI"], desa: null, kode: null });
  expect(record.findings).toEqual([]);
});

test("a field without a column is not known, and that is no finding", () => {
  const record = recordOf({ nama: "SUGENG" });
  expect(record).toMatchObject({
    nik: { value: null, damage: null },
    noKk: null,
    birthDate: null,
    sex: null,
    desil: null,
    place: { provinsi: null, kabupaten: null, kecamatan: null, desa: null, kode: null, rt: null, rw: null, addressTokens: [] },
  });
  expect(record.findings).toEqual([]);
});

test("a row shorter than its header reads as blank", () => {
  const record = createNormaliser(
    { nik: 3, nama: 0, nokk: 9 },
    emptyProfile,
    options,
  )({ kind: "row", row: 2, cells: ["SUGENG"], findings: [] });
  expect([codesOf(record, "nik"), codesOf(record, "nokk")]).toEqual([["NIK_KOSONG"], ["KK_KOSONG"]]);
});

test("findings name their field, and what reading the file noticed comes along", () => {
  const record = createNormaliser(
    { nik: 0, tanggal_lahir: 1, jenis_kelamin: 2, desil: 3 },
    emptyProfile,
    options,
  )({
    kind: "row",
    row: 2,
    cells: ["320199130780001", "31-02-1980", "LP", "11"],
    findings: ["BYTE_DIGANTI"],
  });
  expect(record.findings).toEqual([
    { field: null, code: "BYTE_DIGANTI" },
    { field: "nik", code: "NIK_PANJANG" },
    { field: "jenis_kelamin", code: "JK_TIDAK_TERBACA" },
    { field: "tanggal_lahir", code: "TGL_TIDAK_MUNGKIN" },
    { field: "desil", code: "DESIL_TIDAK_SAH" },
  ]);
});

test("trap 2: a truncated column gives no keys unless forced", () => {
  const cells = { nik: "3201991307800010" };
  const profile = { nikTruncated: true, noKkTruncated: true };
  expect(recordOf(cells, profile).nik).toMatchObject({ value: null, damage: { kind: "excel", digits: "320199130780001" } });
  expect(codesOf(recordOf(cells, profile), "nik")).toEqual(["NIK_TERPOTONG_EXCEL"]);
  expect(recordOf(cells, profile, { forceNik: true }).nik.value).toBe("3201991307800010");
  expect(recordOf({ nokk: "3201991203150010" }, profile).noKk).toBeNull();
});

test("trap 15: NIK equal to the card is noted, and both stay to be looked up", () => {
  const record = recordOf({ nik: A, nokk: `'${A}` });
  expect([record.nik.value, record.noKk]).toEqual([A, A]);
  expect(codesOf(record, "nik")).toEqual(["NIK_SAMA_NOKK"]);
});

describe("trap 16: sex and date inside the NIK", () => {
  test("another sex is a warning, and the NIK stays", () => {
    const record = recordOf({ nik: "3201995307800001", jenis_kelamin: "L" });
    expect(record.nik.value).toBe("3201995307800001");
    expect(record.sex).toBe("L");
    expect(codesOf(record, "nik")).toEqual(["NIK_JK_BEDA"]);
    expect(recordOf({ nik: "3201995307800001", jenis_kelamin: "P" }).findings).toEqual([]);
    expect(recordOf({ nik: "3201995307800001", jenis_kelamin: "-" }).findings).toEqual([]);
  });
  test("another date is a warning, and both stay", () => {
    const record = recordOf({ nik: A, tanggal_lahir: "14-08-1975" });
    expect(record.birthDate?.value).toBe(19750814);
    expect(codesOf(record, "nik")).toEqual(["NIK_TGL_BEDA"]);
    expect(recordOf({ nik: A, tanggal_lahir: "1980" }).findings.map(({ code }) => code)).toEqual(["TGL_HANYA_TAHUN"]);
    expect(codesOf(recordOf({ nik: A, tanggal_lahir: "1979" }), "nik")).toEqual(["NIK_TGL_BEDA"]);
  });
  test("an impossible date inside the NIK contradicts nothing", () => {
    expect(codesOf(recordOf({ nik: "3201994007800001", tanggal_lahir: "14-08-1975", jenis_kelamin: "P" }), "nik")).toEqual(["NIK_TANGGAL"]);
  });
});

test("trap 40: the row's NIK settles day and month through the whole path", () => {
  const record = recordOf({ nik: "3201990107730001", tanggal_lahir: "07/01/1973" }, { dateOrder: "dmy" });
  expect(record.birthDate).toEqual({ value: 19730701, alternative: null });
  expect(codesOf(record, "tanggal_lahir")).toContain("TGL_URUTAN");
  expect(codesOf(record, "nik")).toEqual([]);
});

describe("trap 44: a NIK of year 25", () => {
  const nik = "3201991307250001";
  test("follows the column, either way", () => {
    for (const year of ["1925", "2025"]) {
      const record = recordOf({ nik, tanggal_lahir: `13-07-${year}` });
      expect(record.birthDate?.value).toBe(Number(`${year}0713`));
      expect(record.findings).toEqual([]);
    }
  });
  test("with a blank column the century is open and no mismatch is raised", () => {
    const record = recordOf({ nik, tanggal_lahir: "" });
    expect(record.birthDate).toBeNull();
    expect(codesOf(record, "nik")).toEqual([]);
    expect(codesOf(record, "tanggal_lahir")).toEqual(["TGL_KOSONG", "ABAD_AMBIGU"]);
    expect(codesOf(recordOf({ nik: A, tanggal_lahir: "" }), "tanggal_lahir")).toEqual(["TGL_KOSONG"]);
  });
});

test("trap 47: three columns, and a combined column, feed the same birth date", () => {
  expect(recordOf({ hari_lahir: "13", bulan_lahir: "Juli", tahun_lahir: "1980" }).birthDate?.value).toBe(19800713);
  expect(recordOf({ hari_lahir: "13", bulan_lahir: "7", tahun_lahir: "80" }).birthDate?.value).toBe(19800713);
  expect(recordOf({ tahun_lahir: "1980" }).birthDate?.value).toBe(19800000);
  expect(recordOf({ tempat_tanggal_lahir: "BANDUNG, 13-07-1980" }).birthDate?.value).toBe(19800713);
  expect(codesOf(recordOf({ hari_lahir: "", bulan_lahir: "", tahun_lahir: "" }), "tahun_lahir")).toEqual(["TGL_KOSONG"]);
});

test("trap 65: another family card is a fact about the row, not a fault", () => {
  expect(recordOf({ nik: A, nokk: "3302991203150007" }).findings).toEqual([]);
});

test("trap 68: five hundred fillers are five hundred times no NIK, never a shared key", () => {
  const normalise = createNormaliser({ nik: 0 }, emptyProfile, options);
  for (const text of ["0", "-", "9999999999999996"]) {
    for (let row = 1; row <= 500; row++) {
      const record = normalise({ kind: "row", row, cells: [text], findings: [] });
      expect(record.nik.value).toBeNull();
      expect(record.findings).toEqual([{ field: "nik", code: "NIK_KOSONG" }]);
    }
  }
});

test("trap 75: P follows the column's coding", () => {
  expect(recordOf({ jenis_kelamin: "P" }, { sexCoding: "p-pria" }).sex).toBe("L");
  expect(recordOf({ jenis_kelamin: "P" }, { sexCoding: "p-unclear" }).sex).toBeNull();
});

test("place names in the address serve where there is no village column", () => {
  const record = recordOf({ alamat: "Jl. Melati RT 01 Ds. Sukamaju Kec. Contohan" });
  expect(record.place.desa?.replaceAll(" ", "")).toBe("SUKAMAJU");
  expect(record.place.kecamatan).toBe("CONTOHAN");
  expect(record.place.addressTokens).toEqual(["MELATI"]);
  expect(recordOf({ alamat: "Ds. Sukamaju", desa: "" }).place.desa).toBeNull();
});

test("the province of the address, by code or by name, opens the name rules of its region; the NIK's does not", () => {
  const tokens = (cells: Partial<Record<Field, string>>, profile: Partial<FileProfile> = {}) =>
    recordOf({ nama: "ST. AMINAH", ...cells }, profile).name;
  const inSulawesi = tokens({ kode_provinsi: "73" }, { codeSystem: "kemendagri" });
  expect(tokens({ provinsi: "PROV. SULAWESI SELATAN" })).toEqual(inSulawesi);
  expect(tokens({ kabupaten: "Kab. Gowa" })).toEqual(inSulawesi);
  expect(tokens({ nik: "7301995307800001" })).toEqual(tokens({ nik: "3201995307800001" }));
});

test("a row means the same after any other row: nothing is carried over (seed 21)", () => {
  const next = random(21);
  const pick = (...texts: readonly string[]): string => texts[Math.floor(next() * texts.length)] ?? "";
  const mapping: ColumnMapping = { nik: 0, nokk: 1, nama: 2, tanggal_lahir: 3, jenis_kelamin: 4, desa: 5, alamat: 6, rt: 7, desil: 8 };
  const rows = Array.from(
    { length: 500 },
    (_, i): SourceRow => ({
      kind: "row",
      row: i + 2,
      findings: [],
      cells: [
        pick(A, "3.2E+15", "0", "'9101995307800001", `${A}/${A}`, "x"),
        pick("3201991203150007", "-", "9999"),
        pick("SUGENG", "H. MUH. ALI", "SITI AMINAH", "", "123"),
        pick("07/01/1973", "13 Juli 80", "32874", "0", "abc"),
        pick("L", "P", "W", "?"),
        pick("SUKAMAJU", "Ds. Suka Maju", ""),
        pick("JL. MELATI RT 1", "-", "KRAJAN"),
        pick("1", "01/02", "-"),
        pick("3", "Desil 4", "0"),
      ],
    }),
  );
  const profile = profileColumns(rows, mapping);
  const normalise = createNormaliser(mapping, profile, options);
  const forward = rows.map(normalise);
  const backward = rows
    .toReversed()
    .map(createNormaliser(mapping, profile, options))
    .toReversed();
  expect(backward).toEqual(forward);
  expect(rows.map(normalise)).toEqual(forward);
});

test("no text makes normalising fail (seed 22)", () => {
  const next = random(22);
  const fields = [
    "nik",
    "nokk",
    "nama",
    "tanggal_lahir",
    "jenis_kelamin",
    "kabupaten",
    "desa",
    "kode_desa",
    "alamat",
    "rt",
    "rw",
    "desil",
  ] as const;
  const mapping: ColumnMapping = Object.fromEntries(fields.map((field, column) => [field, column]));
  const alphabet = "ABCDEIOUaeiou 0123456789.,/-'\"()=+@\u0000\u00a0\u200bé漢🙂\n\t";
  const characters = [...alphabet];
  const normalise = createNormaliser(mapping, emptyProfile, options);
  for (let row = 1; row <= 3000; row++) {
    const cells = fields.map(() =>
      Array.from({ length: Math.floor(next() * 30) }, () => characters[Math.floor(next() * characters.length)]).join(""),
    );
    const record = normalise({ kind: "row", row, cells, findings: [] });
    const { provinsi, kabupaten, kecamatan, desa, kode } = record.place;
    for (const text of [record.noKk, record.nik.value, provinsi, kabupaten, kecamatan, desa, kode])
      if (text === "") throw new Error("empty text");
  }
});

test("what a row is known by is what the whole reading says of it (seed 23)", () => {
  const next = random(23);
  const choices: Partial<Record<Field, readonly string[]>> = {
    nik: [A, "3201995307800001", "'3201991307800001", "3201991307800O01", "320199130780", "3.20199E+15", "TIDAK ADA", ""],
    tanggal_lahir: ["13/07/1980", "1980-07-13", "07/13/1980", "31/02/1980", "13 Juli 80", ""],
    tahun_lahir: ["1980", "80", ""],
    umur: ["46", "4 bulan", ""],
    kecamatan: ["KEC. CIAWI", "Ciawi", ""],
    desa: ["DESA WANAJAYA", "wana jaya", ""],
    alamat: ["JL. MELATI DS. SUKAMAJU KEC. CIAWI", "WANAJAYA", ""],
    nama: ["SITI", ""],
  };
  const fields = Object.keys(choices) as Field[];
  for (let row = 0; row < 500; row++) {
    const given = fields.filter(() => next() < 0.7);
    const mapping: ColumnMapping = Object.fromEntries(given.map((field, column) => [field, column]));
    const cells = given.map((field) => choices[field]![Math.floor(next() * choices[field]!.length)]!);
    const { nik, birthDate, place } = createNormaliser(mapping, emptyProfile, options)({ kind: "row", row, cells, findings: [] });
    const known = createIdentityReader(mapping, emptyProfile, options)(cells);
    expect({ ...known, place: { desa: known.place.desa, kecamatan: known.place.kecamatan } }).toEqual({
      nik,
      birthDate,
      place: { desa: place.desa, kecamatan: place.kecamatan },
    });
  }
});
