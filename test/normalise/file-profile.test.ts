import { describe, expect, test } from "vitest";
import { emptyProfile, profileColumns } from "../../src/normalise/file-profile.ts";
import type { ColumnMapping, Field, SourceRow } from "../../src/normalise/record.ts";
import { random } from "../support/random.ts";

/** Rows of a file with the named columns. */
function profileOf(fields: readonly Field[], lines: readonly (readonly string[])[]) {
  const mapping: ColumnMapping = Object.fromEntries(fields.map((field, column) => [field, column]));
  const rows = lines.map((cells, index): SourceRow => ({ kind: "row", row: index + 2, cells, findings: [] }));
  return profileColumns(rows, mapping);
}

const two = (value: number): string => String(value).padStart(2, "0");
const nikOf = (day: number, month: number, yy: number, serial: number): string =>
  `320199${two(day)}${two(month)}${two(yy)}${String(serial).padStart(4, "0")}`;

test("a file without rows has an empty profile, and a profile is plain data", () => {
  expect(emptyProfile).toMatchObject({
    rows: 0,
    nikTruncated: false,
    dateOrder: null,
    century: null,
    sexCoding: "p-perempuan",
    nameWidth: null,
    codeSystem: "unknown",
  });
  expect(JSON.parse(JSON.stringify(emptyProfile))).toEqual(emptyProfile);
});

describe("trap 2: a column whose last digit a spreadsheet ate", () => {
  const serials = (count: number, ending: (i: number) => number): string[][] =>
    Array.from({ length: count }, (_, i) => [nikOf(1 + (i % 28), 1 + (i % 12), 60 + (i % 40), 10 * i + ending(i))]);

  test("nearly all end in 0", () => {
    const profile = profileOf(
      ["nik"],
      serials(200, (i) => (i % 20 === 0 ? 3 : 0)),
    );
    expect(profile).toMatchObject({ nikTruncated: true, nikCount: 200 });
    expect(profile.nikEndingInZero).toBeCloseTo(0.95, 5);
  });
  test("a mixed column, part typed and part truncated", () => {
    expect(
      profileOf(
        ["nik"],
        serials(200, (i) => (i % 2 === 0 ? 0 : 1 + (i % 9))),
      ).nikTruncated,
    ).toBe(true);
  });
  test("one in ten is natural, at any size", () => {
    const next = random(11);
    for (const count of [10, 30, 100, 1000]) {
      for (let repeat = 0; repeat < 20; repeat++) {
        expect(
          profileOf(
            ["nik"],
            serials(count, () => Math.floor(next() * 10)),
          ).nikTruncated,
        ).toBe(false);
      }
    }
  });
  test("one number repeated, sentinels and short lists prove nothing", () => {
    expect(
      profileOf(
        ["nik"],
        serials(200, () => 0).map(() => [nikOf(1, 1, 80, 10)]),
      ).nikTruncated,
    ).toBe(false);
    expect(
      profileOf(
        ["nik"],
        Array.from({ length: 500 }, () => ["0"]),
      ).nikCount,
    ).toBe(0);
    expect(
      profileOf(
        ["nik"],
        serials(9, () => 0),
      ).nikTruncated,
    ).toBe(false);
    expect(
      profileOf(
        ["nik"],
        serials(12, () => 0),
      ).nikTruncated,
    ).toBe(true);
  });
  test("serials 0001 to 0009 became 0000 and count as well", () => {
    const lines = Array.from({ length: 40 }, (_, i) => [nikOf(1 + (i % 28), 1 + (i % 12), i, 0)]);
    expect(profileOf(["nik"], lines).nikTruncated).toBe(true);
  });
  test("family cards are judged by themselves", () => {
    const lines = Array.from({ length: 40 }, (_, i) => [nikOf(1 + (i % 28), 1, 80, 10 * i + 3), nikOf(1 + (i % 28), 2, 15, 10 * i + 10)]);
    expect(profileOf(["nik", "nokk"], lines)).toMatchObject({ nikTruncated: false, noKkTruncated: true, noKkCount: 40 });
  });
});

describe("traps 40 and 42: the order of a date column", () => {
  const column = (...dates: readonly string[]) =>
    profileOf(
      ["tanggal_lahir"],
      dates.map((text) => [text]),
    ).dateOrder;

  test("days above 12 prove it", () => {
    expect(column("13/07/1980", "01/02/1980", "28/02/1975")).toBe("dmy");
    expect(column("07/13/1980", "01/02/1980", "02/28/1975")).toBe("mdy");
    expect(column("1980-07-13", "1975-02-01")).toBe("ymd");
  });
  test("nothing to go by, or both, is no order", () => {
    expect(column("01/02/1980", "05/05/1980")).toBeNull();
    expect(column("13/07/1980", "07/13/1980")).toBeNull();
    expect(column("12 Mei 1980", "-", "")).toBeNull();
  });
  test("one slip in forty does not overturn a majority", () => {
    expect(column(...Array.from({ length: 40 }, () => "13/07/1980"), "07/13/1980")).toBe("dmy");
  });
  test("the rows' own NIKs speak for the cells that are open", () => {
    const line = (text: string, nik: string): string[] => [text, nik];
    const proven = Array.from({ length: 30 }, (_, i) => line(`${13 + (i % 15)}/07/1980`, nikOf(13 + (i % 15), 7, 80, i + 1)));
    const swapped = Array.from({ length: 10 }, (_, i) => line(`07/${two(1 + (i % 6))}/1980`, nikOf(1 + (i % 6), 7, 80, i + 100)));
    const straight = swapped.map(([text, nik]) => line((text ?? "").replace(/^(\d+)\/(\d+)/, "$2/$1"), nik ?? ""));
    const order = (lines: readonly string[][]) => profileOf(["tanggal_lahir", "nik"], lines).dateOrder;
    // Half converted by a spreadsheet: the open cells stand the other way round than the proven ones.
    expect(order([...proven, ...swapped])).toBe("mdy");
    expect(order([...proven, ...straight])).toBe("dmy");
    expect(order([...proven, ...straight, ...swapped])).toBeNull();
  });
});

describe("trap 44: two-digit years", () => {
  const column = (...years: readonly string[]) =>
    profileOf(
      ["tanggal_lahir"],
      years.map((year) => [`13/07/${year}`]),
    );
  const adults = Array.from({ length: 60 }, (_, i) => String(40 + (i % 50)));

  test("the habit is counted", () => {
    expect(column("80", "1980", "75", "71").twoDigitYears).toBeCloseTo(0.75, 5);
  });
  test("a column of adults reads 25 as 1925, one with children as 2025, a short or mixed one leaves it open", () => {
    expect(column(...adults, "25").century).toBe(1900);
    expect(column(...adults, ...Array.from({ length: 15 }, () => "2009"), "25").century).toBe(2000);
    expect(column(...adults, "2009", "25").century).toBeNull();
    expect(column("80", "25").century).toBeNull();
  });
});

describe("trap 75: what P means", () => {
  const column = (...values: readonly string[]) =>
    profileOf(
      ["jenis_kelamin"],
      values.map((value) => [value]),
    ).sexCoding;

  test("beside L it is perempuan", () => {
    expect(column("L", "P", "P")).toBe("p-perempuan");
    expect(column("LAKI-LAKI", "P", "PEREMPUAN")).toBe("p-perempuan");
    expect(column("P", "P")).toBe("p-perempuan");
    expect(column("L", "W")).toBe("p-perempuan");
  });
  test("beside W it is pria", () => expect(column("P", "W", "W")).toBe("p-pria"));
  test("beside L and W, or beside PR, nothing is assumed", () => {
    expect(column("L", "P", "W")).toBe("p-unclear");
    expect(column("LK", "P", "PR")).toBe("p-unclear");
    expect(column("P", "PR")).toBe("p-unclear");
  });
  test("the rows' own NIKs settle it", () => {
    const withNik = (day: number) => Array.from({ length: 8 }, (_, i) => ["P", nikOf(day, 7, 80, i + 1)]);
    const lines = (day: number) => [...withNik(day), ["L", ""], ["W", ""]];
    expect(profileOf(["jenis_kelamin", "nik"], lines(53)).sexCoding).toBe("p-perempuan");
    expect(profileOf(["jenis_kelamin", "nik"], lines(13)).sexCoding).toBe("p-pria");
    // Wives listed with their husbands' NIKs do not turn P into pria.
    expect(profileOf(["jenis_kelamin", "nik"], [...withNik(13), ["L", ""]]).sexCoding).toBe("p-perempuan");
  });
});

describe("trap 63: the width that cut the names", () => {
  const next = random(12);
  const letters = "AEIOURNSTKMLDG";
  const names = Array.from({ length: 1500 }, () => {
    const length = 5 + Math.floor((next() + next() + next()) * 9);
    return Array.from({ length }, () => letters[Math.floor(next() * letters.length)]).join("");
  });
  const widthAt = (width: number) =>
    profileOf(
      ["nama"],
      names.map((name) => [name.slice(0, width)]),
    ).nameWidth;

  test("found where names pile up", () => expect([15, 20, 25].map(widthAt)).toEqual([15, 20, 25]));
  test("found where spaces at the cut were trimmed", () => {
    const spaced = names.map((name) => `${name.slice(0, 7)} ${name.slice(7)} ${name}`);
    expect(
      profileOf(
        ["nama"],
        spaced.map((name) => [name.slice(0, 20).trim()]),
      ).nameWidth,
    ).toBe(20);
  });
  test("uncut names have none, nor have few names or one long name often", () => {
    expect(widthAt(60)).toBeNull();
    expect(
      profileOf(
        ["nama"],
        names.slice(0, 40).map((name) => [name.slice(0, 15)]),
      ).nameWidth,
    ).toBeNull();
    const often = Array.from({ length: 200 }, () => ["N".repeat(40)]);
    expect(profileOf(["nama"], [...names.map((name) => [name]), ...often]).nameWidth).toBeNull();
  });
});

describe("trap 76: whose region codes", () => {
  const column = (field: Field, ...codes: readonly string[]) =>
    profileOf(
      [field],
      codes.map((code) => [code]),
    ).codeSystem;

  test("certain signs", () => {
    expect(column("kode_kecamatan", "3201990", "3201991")).toBe("bps");
    expect(column("kode_kabupaten", "9701")).toBe("bps");
    expect(column("kode_kabupaten", "9301")).toBe("kemendagri");
    expect(column("kode_desa", "32.01.99.2001")).toBe("kemendagri");
    expect(column("kode_desa", ...Array.from({ length: 6 }, (_, i) => `320199200${i}`))).toBe("kemendagri");
  });
  test("never guessed from looking valid", () => {
    expect(column("kode_kabupaten", "1101", "1101")).toBe("unknown");
    expect(column("kode_kecamatan", "3201990", "32.01.99")).toBe("unknown");
    expect(column("kode_kabupaten")).toBe("unknown");
  });
  test("the rows' own NIKs show Kemendagri codes", () => {
    const lines = (code: string) => Array.from({ length: 20 }, (_, i) => [code, nikOf(13, 7, 80, i + 1)]);
    expect(profileOf(["kode_kabupaten", "nik"], lines("3201")).codeSystem).toBe("kemendagri");
    expect(profileOf(["kode_kabupaten", "nik"], lines("3399")).codeSystem).toBe("unknown");
  });
});
