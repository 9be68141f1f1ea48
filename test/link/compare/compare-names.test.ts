import { describe, expect, test } from "vitest";
import { compareNames, nameLevels, type NameComparisonContext, type NameLevel } from "../../../src/link/compare/compare-names.ts";
import type { FindingCode } from "../../../src/normalise/findings.ts";
import { readName } from "../../../src/normalise/name/read-name.ts";
import type { PersonName } from "../../../src/normalise/name/person-name.ts";
import { random } from "../../support/random.ts";

const nameOf = (text: string): PersonName => readName(text, { sex: "P", province: "51" }).value!;
const compared = (left: string, right: string, context: NameComparisonContext = {}) => compareNames(nameOf(left), nameOf(right), context);

test.each<[string, string, NameLevel, FindingCode[]]>([
  ["SITI AMINAH", "SITI AMINA", "equal", []],
  ["H. AKHMAD FAUZI, S.PD", "ACHMAD FAUZI", "equal", []],
  ["NUR AINI", "NURAINI", "equivalent", ["NAMA_EJAAN"]],
  ["ABDUL RAHMAN", "ABDURRAHMAN", "equivalent", ["NAMA_EJAAN"]],
  ["ABD. RAHMAN", "ABDURROHMAN", "near", ["NAMA_EJAAN"]],
  ["SRI WAHYUNI", "WAHYUNI SRI", "equivalent", ["NAMA_URUTAN"]],
  ["MUH. SOLIHIN", "MUHAMMAD SOLIHIN", "equivalent", ["NAMA_SINGKATAN"]],
  ["MUHAMMAD SOLIHIN", "SOLIHIN", "equivalent", ["NAMA_SEBAGIAN"]],
  ["I WAYAN DARTANA", "WAYAN DARTANA", "equivalent", ["NAMA_SEBAGIAN"]],
  ["PONIMAN ALIAS KASWADI", "KASWADI", "equivalent", ["NAMA_SINGKATAN"]],
  ["BUDI S.", "BUDI SANTOSO", "abbreviated", ["NAMA_SINGKATAN"]],
  ["TUKIMAN S.", "TUKIMAN", "abbreviated", ["NAMA_SINGKATAN"]],
  ["WARSIDI MY", "WARSIDI", "abbreviated", ["NAMA_SINGKATAN"]],
  ["SLAMET", "SELAMET", "near", ["NAMA_EJAAN"]],
  ["RIZAL MAULANA", "RIJAL MAULANA", "near", ["NAMA_EJAAN"]],
  ["HARTONO LEKSANA", "HARTONO LEKSNAA", "near", ["NAMA_EJAAN"]],
  ["KASMIRAN", "KASMIRAN JATI WIBOWO", "subset", ["NAMA_SEBAGIAN"]],
  ["SAMPUN CS", "SAMPUN", "partial", ["NAMA_SEBAGIAN"]],
  ["KEL. SAMPUN", "SAMPUN", "partial", ["NAMA_SEBAGIAN"]],
  ["AHMAD", "AHMAD KASTURI WIJAYA", "partial", ["NAMA_SEBAGIAN"]],
  ["SITI AMINAH", "NUR AMINAH", "partial", ["NAMA_BEDA"]],
  ["I WAYAN DARTANA", "NI WAYAN DARTANI", "partial", ["NAMA_BEDA"]],
  ["GALVHWTEI SEKARMINGRVM", "GALUHWATI SEKARNINGRUM", "alike", ["NAMA_BEDA"]],
  ["RUMSED KARTLEGEVA", "KARTALEGAWA RUMSIDI", "alike", ["NAMA_BEDA"]],
  ["RUMSED", "RUMSIDI KARTALEGAWA", "resembling", ["NAMA_BEDA"]],
  ["BUDI SANTOSO", "GUNTUR PAMUNGKAS", "different", ["NAMA_BEDA"]],
  ["ILHAM BIN SAFRUDIN", "HASAN BIN KARTOLO", "different", ["NAMA_BEDA"]],
])("%s and %s are %s", (left, right, level, notes) => {
  const forth = compared(left, right);
  expect([forth.level, forth.notes]).toEqual([level, notes]);
  expect(compared(right, left).level).toBe(level);
});

/** What may not be taken for one name, whatever else is the case. */
test.each([
  "IWAN SETIAWAN|IVAN SETIAWAN",
  "DEWI LESTARI|DEVI LESTARI",
  "DEDI|TEDI",
  "SUSANTO|SUSANTI",
  "RAHMAN|RAHMAT",
  "YULIANTO|YULIANTI",
  "HASAN MUSTOFA|HUSEN MUSTOFA",
  "SANDI PUTRA|SANTI PUTRA",
  "DARMA|DARMAWAN",
  "A. SAPUTRA|B. SAPUTRA",
  "TUKIMAN S.|TUKIMAN K.",
])("%s do not agree", (pair) => {
  const [left = "", right = ""] = pair.split("|");
  for (const context of [{}, { nikEqual: true, dateEqual: true }]) {
    expect(["equal", "equivalent", "abbreviated", "near"]).not.toContain(compared(left, right, context).level);
  }
});

describe("trap 51: M. is the beginning of many names", () => {
  test.each<[string, NameLevel]>([
    ["MUHAMMAD LESTARI", "equivalent"],
    ["MARIA LESTARI", "abbreviated"],
    ["KARTINI LESTARI", "partial"],
  ])("M. LESTARI and %s are %s", (right, level) => {
    expect(compared("M. LESTARI", right).level).toBe(level);
  });
});

describe("trap 63: names cut by a column", () => {
  const whole = "KHANZA AQILA RAMADHANI PUTRI WIBOWO";
  const cutAt = (width: number): string => whole.slice(0, width).trim();
  test.each([20, 25, 30])("at %i letters, where the NIK or the birth date agrees", (width) => {
    for (const context of [{ nikEqual: true }, { dateEqual: true }]) {
      expect(compared(cutAt(width), whole, context)).toMatchObject({ level: "abbreviated", notes: ["NAMA_TERPOTONG"] });
    }
    expect(compared(cutAt(width), whole).notes).not.toContain("NAMA_TERPOTONG");
  });
  test.each([
    ["A.W ABDUL GANI", "ABDUL GANI", "partial"],
    ["A. W. ABDUL GANI", "ABDUL GANI", "partial"],
    ["AW ABDUL GANI", "ABDUL GANI", "partial"],
    ["A.W GANI", "ABDUL WAHAB GANI", "abbreviated"],
    ["ADIWIJAYA N SRI", "ADIWIJAYA", "partial"],
    ["ADIWIJAYA N SRI", "SRI", "partial"],
    ["ABDUL HAMID N SITI AMINAH", "ABDUL HAMID", "partial"],
    ["SITI N AMINAH", "SITI NUR AMINAH", "abbreviated"],
    ["SITI AMINAH N", "SITI AMINAH", "abbreviated"],
  ])("letters that may be no initials: %s, %s: %s", (left, right, level) => {
    for (const context of [{}, { nikEqual: true, dateEqual: true }]) expect(compared(left, right, context).level).toBe(level);
  });

  test("at the width found in the list's own column, without further proof", () => {
    expect(compared(cutAt(27), whole, { leftTruncatedWidth: 27 })).toMatchObject({ level: "abbreviated", notes: ["NAMA_TERPOTONG"] });
  });
  test("not where the shorter name is another's", () => {
    const { level } = compared("MUHAMMAD FAJAR SETYABUDI", "MUHAMMAD FAJAR SETYAWAN", { nikEqual: true, dateEqual: true });
    expect(["equal", "equivalent", "abbreviated"]).not.toContain(level);
  });
});

test("an equal NIK vouches for several weak steps, not for another name", () => {
  expect(compared("ZAENAL ARIFIN", "JAINAL ARIPIN", { nikEqual: true }).level).toBe("several");
  expect(compared("KUNCORO", "WIBISANA", { nikEqual: true, dateEqual: true }).level).toBe("different");
});

test("O/A marks the sex: between the sexes it is not one name", () => {
  expect(compared("NUGROHO", "NUGRAHA", { sameSex: true }).level).toBe("near");
  expect(nameLevels.indexOf(compared("HENDRO", "HENDRA", { sameSex: false }).level)).toBeGreaterThan(nameLevels.indexOf("near"));
});

test("what agrees is told word by word, with the share that counts", () => {
  expect(compared("SITI ROHANI", "SITI ROHANI").agreed).toEqual([
    { left: "SITI", right: "SITI", credit: 1 },
    { left: "ROHANI", right: "ROHANI", credit: 1 },
  ]);
  const { agreed, leftOver } = compared("BUDI S. WIJAYA", "BUDI SANTOSO");
  expect(agreed).toEqual([
    { left: "BUDI", right: "BUDI", credit: 1 },
    { left: "S", right: "SANTOSO", credit: 0.3 },
  ]);
  expect(leftOver).toEqual({ left: ["WIJAYA"], right: [] });
  expect(compared("BUDI SANTOSO", "GUNTUR PAMUNGKAS").agreed).toEqual([]);
});

const words = [
  "SITI NUR MUHAMMAD MUH. M. AHMAD AMINAH AMINA AMINI SOLIHIN SALEH SOLEH BUDI BUDHI",
  "S. MY WAYAN NI I DARTANA DARTANI (ALM) CS KEL. / BINTI",
].flatMap((line) => line.split(" "));

test("a name is equal to itself, and which side is the list's changes nothing (seed 11)", () => {
  const next = random(11);
  const made = (): string =>
    `KARSA ${Array.from({ length: 1 + Math.floor(next() * 3) }, () => words[Math.floor(next() * words.length)]!).join(" ")}`;
  const wrong: string[] = [];
  for (let i = 0; i < 3_000; i++) {
    const [left, right] = [nameOf(made()), nameOf(made())];
    const context = { nikEqual: next() < 0.3, dateEqual: next() < 0.3 };
    if (compareNames(left, left, context).level !== "equal") wrong.push(`self: ${left.tokens.join(" ")}`);
    const [forth, back] = [compareNames(left, right, context), compareNames(right, left, context)];
    if (forth.level !== back.level) wrong.push(`${left.tokens.join(" ")} / ${right.tokens.join(" ")}: ${forth.level}, ${back.level}`);
    if (forth.agreed.some(({ credit }) => !(credit > 0 && credit <= 1)))
      wrong.push(`credit: ${left.tokens.join(" ")} / ${right.tokens.join(" ")}`);
    if ((forth.level === "equal") !== (forth.notes.length === 0)) wrong.push(`notes: ${left.tokens.join(" ")} / ${right.tokens.join(" ")}`);
  }
  expect(wrong).toEqual([]);
});
