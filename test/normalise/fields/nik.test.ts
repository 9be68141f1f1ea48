import { describe, expect, test } from "vitest";
import { findingText } from "../../../src/normalise/findings.ts";
import { isNikProvince, nikDate, readNik } from "../../../src/normalise/fields/nik.ts";
import { random } from "../../support/random.ts";

const A = "3201990101800001";
const B = "3201994101800002";
const usable = (value: string, plausible = true) => ({ value, plausible, damage: null });
const nothing = { value: null, plausible: false, damage: null };

test("a clean NIK comes out as it went in", () => {
  expect(readNik(A)).toEqual({ value: usable(A), findings: [] });
  expect(readNik(`  ${A} `)).toEqual({ value: usable(A), findings: [] });
});

test.each(["3.20199E+15", "3,20199E+15", "3.20199010180000E+15", "3.20199e15", "'3.20199E+15", "3.2E+15", "1E+16"])(
  "trap 1: %s is scientific notation, never a key",
  (text) => {
    const { value, findings } = readNik(text);
    expect(value.value).toBeNull();
    expect(value.damage?.kind).toBe("scientific");
    expect(findings).toEqual(["NIK_NOTASI_ILMIAH"]);
  },
);

test.each([
  // The last digit shown is rounded: 3.20199 may stand for 3201985… to 3201994….
  ["3.20199E+15", "32019"],
  ["3.202E+15", "320"],
  ["3.20199010180000E+15", "320199010180000"],
  ["3.201990101E+15", "320199010"],
])("trap 1: %s leaves the digits %s", (text, digits) => {
  expect(readNik(text).value.damage?.digits).toBe(digits);
});

test("trap 1: whatever a spreadsheet shows of a NIK, the digits said to survive are its first ones", () => {
  const next = random(1);
  const wrong: string[] = [];
  for (let i = 0; i < 2000; i++) {
    const nik = randomNik(next);
    for (let decimals = 1; decimals <= 13; decimals++) {
      const shown = `${(Number(nik.slice(0, 15)) / 1e14).toFixed(decimals)}E+15`;
      if (!nik.startsWith(readNik(shown).value.damage?.digits ?? "?")) wrong.push(shown);
    }
  }
  expect(wrong).toEqual([]);
});

test("trap 1: sixteen digits in scientific notation are a suggestion only", () => {
  expect(readNik("3.201990101800001E15").value).toEqual({
    value: null,
    plausible: false,
    damage: { kind: "scientific", digits: A, candidates: [A] },
  });
});

test("trap 2: in a truncated column a number ending in 0 keeps fifteen digits; others stay keys", () => {
  const column = { truncatedColumn: true };
  expect(readNik("3201990101800010", column)).toEqual({
    value: { value: null, plausible: false, damage: { kind: "excel", digits: "320199010180001", candidates: [] } },
    findings: ["NIK_TERPOTONG_EXCEL"],
  });
  // Serials 0001 to 0009 become 0000 there: that is the truncation, not a wrong serial.
  expect(readNik("3201990101800000", column).findings).toEqual(["NIK_TERPOTONG_EXCEL"]);
  expect(readNik(A, column)).toEqual({ value: usable(A), findings: [] });
  expect(readNik("9999999999999990", column).findings).toEqual(["NIK_KOSONG"]);
});

test("trap 3: Papuan NIKs above 2^53 round-trip", () => {
  for (const prefix of ["91", "92", "93", "94", "95", "96", "97"]) {
    for (const tail of ["01990101800001", "01994101800003", "99993112999999"]) {
      expect(readNik(prefix + tail).value.value).toBe(prefix + tail);
    }
  }
});

test.each([`${A}.0`, `${A},0`, `${A}.00`, `${A},00`, `${A}.000000`, "3,201,990,101,800,001.00", "3.201.990.101.800.001,00"])(
  "trap 4: %s is NIK-A, with nothing worse than a note",
  (text) => {
    expect(readNik(text)).toEqual({ value: usable(A), findings: ["NIK_DIBERSIHKAN"] });
    expect(findingText("NIK_DIBERSIHKAN").severity).toBe("info");
  },
);

test.each([
  `'${A}`,
  `\`${A}`,
  `’${A}`,
  `="${A}"`,
  `"${A}"`,
  `\u00a0${A}`,
  `\ufeff${A}`,
  `${A}\u200b`,
  "320199\u00a0010180\u200b0001",
  "3201 9901 0180 0001",
  "32.0199.010180.0001",
  "3.201.990.101.800.001",
  "3,201,990,101,800,001",
  "3201-9901-0180-0001",
  "320199 010180 0001",
  `NIK: ${A}`,
  `NIK. ${A}`,
  `${A} / -`,
  `${A} / ${A}`,
  "３２０１９９０１０１８００００１",
  "٣٢٠١٩٩٠١٠١٨٠٠٠٠١",
  "۳۲۰۱۹۹۰۱۰۱۸۰۰۰۰۱",
  "꧓꧒꧐꧑꧙꧙꧐꧑꧐꧑꧘꧐꧐꧐꧐꧑",
  "᭓᭒᭐᭑᭙᭙᭐᭑᭐᭑᭘᭐᭐᭐᭐᭑",
  "᮳᮲᮰᮱᮹᮹᮰᮱᮰᮱᮸᮰᮰᮰᮰᮱",
])("trap 5: %j is cleaned to NIK-A", (text) => {
  expect(readNik(text)).toEqual({ value: usable(A), findings: ["NIK_DIBERSIHKAN"] });
});

test.each([
  ["32O199O1018OOOO1", [A]],
  ["320199010180000l", [A]],
  ["320I99OIOI8OOOOI", [A]],
  ["32o1990101B00001", [A]],
  ["3Z01990101800001", ["3201990101800001"]],
  ["3201990101800001 (alm)", [A]],
  ["3201990101800X01", []],
])("trap 6: %s has letters; digits are only suggested", (text, candidates) => {
  const { value, findings } = readNik(text);
  expect(findings).toEqual(["NIK_BUKAN_ANGKA"]);
  expect(value.value).toBeNull();
  expect(value.damage).toMatchObject({ kind: "letters", candidates });
});

test("trap 7: fifteen digits are neither padded nor a key", () => {
  expect(readNik("320199010180001")).toEqual({
    value: { value: null, plausible: false, damage: { kind: "short", digits: "320199010180001", candidates: [] } },
    findings: ["NIK_PANJANG"],
  });
});

test("trap 7: seventeen digits are not cut; each number one deletion away is suggested once", () => {
  const { value, findings } = readNik("32019901018000011");
  expect(findings).toEqual(["NIK_PANJANG"]);
  expect(value.value).toBeNull();
  expect(value.damage).toMatchObject({ kind: "long", digits: "32019901018000011" });
  const candidates = value.damage?.candidates ?? [];
  expect(candidates).toContain(A);
  expect(new Set(candidates).size).toBe(candidates.length);
  expect(candidates.length).toBeLessThanOrEqual(17);
  for (const candidate of candidates) expect([candidate.length, nikDate(candidate) !== null]).toEqual([16, true]);
});

test("trap 7: a doubled digit is always among the suggestions", () => {
  const next = random(7);
  for (let i = 0; i < 1000; i++) {
    const nik = randomNik(next);
    const at = Math.floor(next() * 16);
    const doubled = nik.slice(0, at) + nik[at] + nik.slice(at);
    expect(readNik(doubled).value.damage?.candidates).toContain(nik);
  }
});

test.each([
  `${A} / ${B}`,
  `${A}/${B}`,
  `${A},${B}`,
  `${A}, ${B}`,
  `${A};${B}`,
  `${A} dan ${B}`,
  `${A} ATAU ${B}`,
  `${A} ${B}`,
  `${A}\n${B}`,
  `'${A} / '${B}`,
  A + B,
  "32.0199.010180.0001 / 3201 9941 0180 0002",
])("trap 8: %j holds two NIKs", (text) => {
  expect(readNik(text)).toEqual({
    value: { value: null, plausible: false, damage: { kind: "several", digits: A, candidates: [A, B] } },
    findings: ["NIK_GANDA_SEL"],
  });
});

test("trap 8: a second number cut short is still a second number", () => {
  expect(readNik(`${A} / 320199410180`)).toMatchObject({ value: { value: null }, findings: ["NIK_GANDA_SEL"] });
});

test.each([
  "",
  " ",
  "\u00a0",
  "-",
  "--",
  ".",
  "?",
  "0",
  "00",
  "'0",
  "0.0",
  "TIDAK ADA",
  "Tdk Ada",
  "BELUM ADA",
  "belum punya NIK",
  "BLM REKAM",
  "N/A",
  "#N/A",
  "NULL",
  "null",
  "NaN",
  "nihil",
  "X",
  "9999999999999994",
  "9999999999999995",
  "9999999999999996",
  "9999999999999999",
  "0000000000000000",
  "999",
  "9,99999999999999E+15",
])("traps 9 and 68: %j is no NIK", (text) => {
  expect(readNik(text)).toEqual({ value: nothing, findings: ["NIK_KOSONG"] });
});

test("trap 9: only the listed sentinels are sentinels", () => {
  expect(readNik("9999999999999998").findings).not.toContain("NIK_KOSONG");
  expect(readNik("9999999999999990").findings).not.toContain("NIK_KOSONG");
});

test.each([
  ["3201994001800001", "day 40"],
  ["3201997201800001", "day 72"],
  ["3201999901800001", "day 99"],
  ["3201993201800001", "day 32"],
  ["3201993901800001", "day 39"],
  ["3201990113800001", "month 13"],
  ["3201993102800001", "31 February"],
  ["3201990001800001", "day 0"],
  ["3201997102800001", "31 February, woman"],
  ["3201992902810001", "29 February 81"],
])("trap 10: %s (%s) is warned of and still looked up", (nik) => {
  expect(readNik(nik)).toEqual({ value: usable(nik, false), findings: ["NIK_TANGGAL"] });
  expect(findingText("NIK_TANGGAL").severity).toBe("warning");
});

test("29 February counts where either century has it", () => {
  expect(readNik("3201992902800001").value.plausible).toBe(true);
  expect(readNik("3201992902000001").value.plausible).toBe(true);
});

test("trap 11: serial 0000 is unusable", () => {
  expect(readNik("3201990101800000")).toEqual({
    value: { value: null, plausible: false, damage: { kind: "serial", digits: "320199010180", candidates: [] } },
    findings: ["NIK_SERIAL_0000"],
  });
  expect(findingText("NIK_SERIAL_0000").severity).toBe("unusable");
});

test.each(["3201990102222221", "1111110101800001", "3333330303333333", "2101990212222222"])(
  "trap 12: repeated digits say nothing (%s)",
  (nik) => expect(readNik(nik)).toEqual({ value: usable(nik), findings: [] }),
);

test("trap 13: prefixes 93 and 97 are both accepted", () => {
  for (const nik of ["9301990101800001", "9701990101800001"]) expect(readNik(nik).findings).toEqual([]);
});

test("trap 14: an unknown province warns and no more", () => {
  const nik = "9901990101800001";
  expect(readNik(nik)).toEqual({ value: usable(nik), findings: ["NIK_PROVINSI"] });
  expect(isNikProvince("6401990101800001")).toBe(true);
});

test("the provinces are the union of the lists NIKs follow", () => {
  const known = [];
  for (let code = 0; code < 100; code++) if (isNikProvince(String(code).padStart(2, "0"))) known.push(code);
  expect(known).toEqual([
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73, 74, 75, 76, 81, 82, 91, 92,
    93, 94, 95, 96, 97,
  ]);
});

describe("nikDate", () => {
  test.each([
    ["3201990101800001", { day: 1, month: 1, yy: 80, sex: "L" }],
    ["3201997112050001", { day: 31, month: 12, yy: 5, sex: "P" }],
    ["3201994102990001", { day: 1, month: 2, yy: 99, sex: "P" }],
    ["320199010180", { day: 1, month: 1, yy: 80, sex: "L" }],
    ["3201994001800001", null],
    ["32019901018", null],
    ["32O199O1018O", null],
  ])("%s", (nik, date) => expect(nikDate(nik)).toEqual(date));

  test("knows every day of a century, for both sexes", () => {
    const wrong: string[] = [];
    const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (let yy = 0; yy < 100; yy++) {
      for (let month = 1; month <= 12; month++) {
        for (let day = 1; day <= 31; day++) {
          const exists = day <= (lengths[month - 1] ?? 0) || (month === 2 && day === 29 && yy % 4 === 0);
          for (const [sex, offset] of [
            ["L", 0],
            ["P", 40],
          ] as const) {
            const nik = `320199${two(day + offset)}${two(month)}${two(yy)}0001`;
            const date = nikDate(nik);
            const right = date !== null && date.day === day && date.month === month && date.yy === yy && date.sex === sex;
            if (exists ? !right : date !== null) wrong.push(nik);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

test("a usable NIK comes out as the digits that went in, however it was dressed (seed 3)", () => {
  const next = random(3);
  const dress: readonly ((nik: string) => string)[] = [
    (nik) => nik,
    (nik) => `'${nik}`,
    (nik) => `="${nik}"`,
    (nik) => `${nik}.0`,
    (nik) => `${nik},00`,
    (nik) => ` ${nik}\u00a0`,
    (nik) => nik.replace(/(\d{4})(?=\d)/g, "$1 "),
    (nik) => `${nik.slice(0, 2)}.${nik.slice(2, 6)}.${nik.slice(6, 12)}.${nik.slice(12)}`,
    (nik) => nik.replace(/\B(?=(\d{3})+$)/g, "."),
    (nik) => `\ufeff${nik.slice(0, 8)}\u200b${nik.slice(8)}`,
  ];
  const wrong: string[] = [];
  for (let i = 0; i < 20_000; i++) {
    const nik = randomNik(next);
    const text = dress[i % dress.length]?.(nik) ?? "";
    const read = readNik(text).value.value;
    if (read !== nik || readNik(read).findings.length > 0) wrong.push(text);
  }
  expect(wrong).toEqual([]);
});

test("reading never fails, and only sixteen digits ever become a key (seed 4)", () => {
  const next = random(4);
  const alphabet = "0123456789019OlISBZ.,-/' \"=eE+\u00a0\u200b\ufeffxyé漢\u0000\n;|()";
  const wrong: string[] = [];
  for (let i = 0; i < 30_000; i++) {
    let text = "";
    const length = Math.floor(next() * 40);
    for (let at = 0; at < length; at++) text += alphabet[Math.floor(next() * alphabet.length)];
    const { value, findings } = readNik(text, { truncatedColumn: next() < 0.2 });
    const unusable = findings.some((code) => findingText(code).severity === "unusable");
    const right = value.value === null ? unusable : !unusable && /^\d{16}$/.test(value.value);
    const { digits, candidates } = value.damage ?? { digits: "", candidates: [] };
    if (!right || !/^\d*$/.test(digits) || !candidates.every((candidate) => /^\d{16}$/.test(candidate))) wrong.push(text);
  }
  expect(wrong).toEqual([]);
});

function randomNik(next: () => number): string {
  const provinces = ["11", "21", "32", "35", "53", "64", "73", "82", "91", "92", "93", "94", "95", "96", "97"];
  const province = provinces[Math.floor(next() * provinces.length)];
  const day = 1 + Math.floor(next() * 28) + (next() < 0.5 ? 40 : 0);
  return (
    `${province}${two(1 + Math.floor(next() * 79))}99${two(day)}${two(1 + Math.floor(next() * 12))}` +
    `${two(Math.floor(next() * 100))}${String(1 + Math.floor(next() * 9998)).padStart(4, "0")}`
  );
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
