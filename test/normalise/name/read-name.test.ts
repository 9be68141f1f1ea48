import { describe, expect, test } from "vitest";
import { readName, type NameContext } from "../../../src/normalise/name/read-name.ts";
import { leadingTitles, trailingMarks } from "../../../src/normalise/name/titles.ts";
import type { FindingCode } from "../../../src/normalise/findings.ts";
import { random } from "../../support/random.ts";

const woman: NameContext = { sex: "P", province: null };
const man: NameContext = { sex: "L", province: null };

/** The readings as text, the main one first. */
function readings(text: string, context: NameContext = man): string[] {
  const { value } = readName(text, context);
  return value === null ? [] : [value.tokens, ...value.alternatives].map((tokens) => tokens.join(" "));
}

test.each<[string, string[], FindingCode[]]>([
  ["BUDI SANTOSO", ["BUDI SANTOSO"], []],
  ["  budi   santoso ", ["BUDI SANTOSO"], []],
  ["NUR'AINI", ["NURAINI"], []],
  ["NUR’AINI", ["NURAINI"], []],
  ["MA`RUF", ["MARUF"], []],
  ["SITI\u00a0AMINAH", ["SITI AMINA"], []],
  ["SITI\u200b AMINAH", ["SITI AMINA"], []],
  ["ANDRÉ", ["ANDRE"], []],
  ["ABD. RAHMAN", ["ABD RAHMAN", "ABDUL RAHMAN"], []],
  ["ABD-RAHMAN", ["ABD RAHMAN", "ABDUL RAHMAN"], []],
  ["MUH.SOLIHIN", ["MUH SOLIHIN", "MUHAMAD SOLIHIN"], []],
  ["SUPARNO.Z", ["SUPARNO Z"], []],
  ["BUDI BUDI", ["BUDI"], []],
  ["R0HAYATI", ["ROHAYATI", "RHAYATI"], ["NAMA_ANGKA"]],
  ["51TTI 8ASARIAH", ["SITI BASARIA", "TI ASARIA"], ["NAMA_ANGKA"]],
  ["BUDI 2", ["BUDI"], ["NAMA_ANGKA"]],
  ["BUDI2", ["BUDI"], ["NAMA_ANGKA"]],
  ["BUDI n SRI", ["BUDI", "SRI"], ["NAMA_BEBERAPA_ORANG"]],
  ["Budi Santoso n Sri", ["BUDI SANTOSO", "SRI"], ["NAMA_BEBERAPA_ORANG"]],
  ["BUDI N SRI", ["BUDI N SRI"], []],
  ["A/W BUDI SANTOSO", ["BUDI SANTOSO"], ["NAMA_ORANG_LAIN"]],
  ["RINA MARTALENA BR SIMBOLON", ["RINA MARTALENA SIMBOLON"], []],
  ["RINA MARTALENA BORU SIMBOLON", ["RINA MARTALENA SIMBOLON"], []],
  ["S I T I  A M I N A H", ["SITI AMINA"], []],
  ["H. BUDI SANTOSO, S.PD", ["BUDI SANTOSO"], ["NAMA_GELAR"]],
  ["SUKINEM 2", ["SUKINEM"], ["NAMA_ANGKA"]],
  ["BUDI*SANTOSO", ["BUDISANTOSO"], ["NAMA_SIMBOL"]],
])("%j is read as %j", (text, expected, findings) => {
  expect(readings(text)).toEqual(expected);
  expect(readName(text, man).findings).toEqual(findings);
});

describe("names with two people or two names in them", () => {
  test.each<[string, string[], FindingCode[]]>([
    ["ROHANI BINTI MAT ALI", ["ROHANI", "ROHANI MAT ALI"], ["NAMA_PATRONIM"]],
    ["ILHAM BIN SAFRUDIN", ["ILHAM", "ILHAM SAFRUDIN"], ["NAMA_PATRONIM"]],
    ["ROHANI BT. SAFRUDIN", ["ROHANI", "ROHANI SAFRUDIN"], ["NAMA_PATRONIM"]],
    ["PONIMAN ALIAS KASWADI", ["PONIMAN", "KASWADI"], ["NAMA_ALIAS"]],
    ["PONIMAN ALS. KASWADI", ["PONIMAN", "KASWADI"], ["NAMA_ALIAS"]],
    ["PONIMAN AL. KASWADI", ["PONIMAN", "KASWADI"], ["NAMA_ALIAS"]],
    ["PONIMAN/KASWADI", ["PONIMAN", "KASWADI"], ["NAMA_ALIAS"]],
    ["PONIMAN (KASWADI)", ["PONIMAN", "KASWADI"], ["NAMA_ALIAS"]],
    ["PONIMAN (KASWADI", ["PONIMAN", "KASWADI"], ["NAMA_ALIAS"]],
    ["PONIMAN @ KASWADI", ["PONIMAN", "KASWADI"], ["NAMA_ALIAS"]],
    ["SITI AN. KASWADI", ["SITI", "KASWADI"], ["NAMA_ORANG_LAIN", "NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN QQ KASWADI", ["PONIMAN", "KASWADI"], ["NAMA_ORANG_LAIN", "NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN, SARTI, KASWADI JATI", ["PONIMAN", "SARTI", "KASWADI JATI"], ["NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN DAN SARTI", ["PONIMAN", "SARTI"], ["NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN & SARTI", ["PONIMAN", "SARTI"], ["NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN ; SARTI + DARTI", ["PONIMAN", "SARTI", "DARTI"], ["NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN ATAU SARTI", ["PONIMAN", "SARTI"], ["NAMA_BEBERAPA_ORANG"]],
    ["1. PONIMAN 2. SARTI 3. KASWADI", ["PONIMAN", "SARTI", "KASWADI"], ["NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN DIGANTI SARTI", ["PONIMAN", "SARTI"], ["NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN (DIGANTIKAN OLEH SARTI)", ["PONIMAN", "SARTI"], ["NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN -> SARTI", ["PONIMAN", "SARTI"], ["NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN DIALIHKAN KE SARTI", ["PONIMAN", "SARTI"], ["NAMA_BEBERAPA_ORANG"]],
    ["SARTI PENGGANTI PONIMAN", ["SARTI", "PONIMAN"], ["NAMA_BEBERAPA_ORANG"]],
    ["SARTI MEWAKILI PONIMAN", ["SARTI", "PONIMAN"], ["NAMA_ORANG_LAIN", "NAMA_BEBERAPA_ORANG"]],
    ["SARTI Q.Q. PONIMAN", ["SARTI", "PONIMAN"], ["NAMA_ORANG_LAIN", "NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN DAN ISTRI", ["PONIMAN"], ["NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN & KELUARGA", ["PONIMAN"], ["NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN SEKELUARGA", ["PONIMAN"], ["NAMA_BEBERAPA_ORANG"]],
    ["SARTI ALM PONIMAN", ["SARTI", "PONIMAN"], ["NAMA_BEBERAPA_ORANG"]],
    ["ISTRINYA PONIMAN", ["PONIMAN"], ["NAMA_ORANG_LAIN"]],
    ["MANTAN ISTRI PONIMAN", ["PONIMAN"], ["NAMA_ORANG_LAIN"]],
    ["EKS. SUAMI SARTI", ["SARTI"], ["NAMA_ORANG_LAIN"]],
    ["ALM. SUAMI SARTI", ["SARTI"], ["NAMA_ORANG_LAIN"]],
    ["TETANGGA PONIMAN", ["PONIMAN"], ["NAMA_ORANG_LAIN"]],
    ["PENGGANTI PONIMAN", ["PONIMAN"], ["NAMA_ORANG_LAIN"]],
    ["WAKIL PONIMAN", ["PONIMAN"], ["NAMA_ORANG_LAIN"]],
    ["PONIMAN C.Q. SARTI", ["PONIMAN", "SARTI"], ["NAMA_ORANG_LAIN", "NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN CQ SARTI", ["PONIMAN", "SARTI"], ["NAMA_ORANG_LAIN", "NAMA_BEBERAPA_ORANG"]],
    ["PONIMAN (WAKIL: SARTI)", ["PONIMAN", "SARTI"], ["NAMA_ORANG_LAIN", "NAMA_BEBERAPA_ORANG"]],
    ["ISTRI ALM. PONIMAN", ["PONIMAN"], ["NAMA_ORANG_LAIN"]],
    ["KEL. ALM PONIMAN", ["PONIMAN"], ["NAMA_ORANG_LAIN"]],
    ["NI NY. SARTI", ["NI NY SARTI"], []],
    ["SARTI AN KASWADI", ["SARTI", "KASWADI"], ["NAMA_ORANG_LAIN", "NAMA_BEBERAPA_ORANG"]],
    ["SARTI AN NISA", ["SARTI AN NISA"], []],
    ["JATI, PONIMAN", ["JATI PONIMAN"], []],
    ["PONIMAN, H.", ["PONIMAN"], ["NAMA_GELAR"]],
    ["ISTRI PONIMAN", ["PONIMAN"], ["NAMA_ORANG_LAIN"]],
    ["ANAK DARI PONIMAN", ["PONIMAN"], ["NAMA_ORANG_LAIN"]],
    ["ANAK AGUNG RAI", ["ANAK AGUNG RAI"], []],
    ["RUSLI DAENG TOMPO", ["RUSLI DAING TOMPO", "TOMPO", "RUSLI TOMPO"], []],
  ])("%s", (text, expected, findings) => {
    expect(readings(text)).toEqual(expected);
    expect(readName(text, man).findings).toEqual(findings);
  });
});

describe("remarks in the name cell", () => {
  test.each<[string, string[]]>([
    ["SARTI JATI ISTRI PONIMAN", ["SARTI JATI"]],
    ["SARTI JATI MANTAN ISTRI PONIMAN", ["SARTI JATI"]],
    ["SARTI JATI IBU DARI PONIMAN", ["SARTI JATI"]],
    ["SARTI JATI (ISTRI PONIMAN)", ["SARTI JATI"]],
    ["SARTI JATI, ISTRI PONIMAN", ["SARTI JATI"]],
    ["SARTI JATI NY. PONIMAN", ["SARTI JATI"]],
    ["SARTI JATI D/A PONIMAN", ["SARTI JATI"]],
    ["SARTI JATI PKH TAHAP 2", ["SARTI JATI"]],
    ["SARTI JATI RT 02", ["SARTI JATI"]],
    ["SARTI JATI RT02/RW01", ["SARTI JATI"]],
    ["SARTI JATI DUSUN KRAJAN", ["SARTI JATI"]],
    ["SARTI JATI - PKH", ["SARTI JATI"]],
    ["SARTI JATI BPNT", ["SARTI JATI"]],
    ["SARTI JATI (LANSIA)", ["SARTI JATI"]],
    ["SARTI JATI, UMUR 49 TH", ["SARTI JATI"]],
    ["SARTI JATI (ISTRI)", ["SARTI JATI"]],
    ["SARTI JATI / ISTRI", ["SARTI JATI"]],
    ["SARTI JATI - JANDA", ["SARTI JATI"]],
    ["SARTI JATI NY.", ["SARTI JATI"]],
    ["SARTI JATI IBU PONIMAN", ["SARTI JATI"]],
    ["SARTI JATI HP 0812345", ["SARTI JATI"]],
    ["SARTI JATI KIDUL", ["SARTI JATI KIDUL", "SARTI JATI"]],
  ])("%s", (text, expected) => {
    expect(readings(text)).toEqual(expected);
    expect(readName(text, man).findings).toEqual(["NAMA_KETERANGAN"]);
  });
});

test.each<[string, "L" | "P" | null]>([
  ["NY. SARTI", "P"],
  ["IBU SARTI", "P"],
  ["HJ. SARTI", "P"],
  ["ALMH. SARTI", "P"],
  ["DRA. SARTI", "P"],
  ["ISTRI PONIMAN", "P"],
  ["PONIMAN (ISTRI)", "P"],
  ["PONIMAN NY.", "P"],
  ["SARTI (JANDA)", "P"],
  ["PONIMAN (JD)", "P"],
  ["PONIMAN, JD.", "P"],
  ["PONIMAN JD", null],
  ["PONIMAN TN", null],
  ["SARTI / SUAMI", "L"],
  ["BUNDA SARTI", "P"],
  ["MAMAH SARTI", "P"],
  ["ABAH PONIMAN", "L"],
  ["BY. NY. SARTI", null],
  ["BPK. PONIMAN", "L"],
  ["TN. PONIMAN", "L"],
  ["DRS. H. PONIMAN", "L"],
  ["PONIMAN, H.", "L"],
  ["NENEK SARTI", "P"],
  ["MBAH PONIMAN", null],
  ["H. SITI SARTI", null],
  ["ALM. PONIMAN", null],
  ["PONIMAN", null],
])("the titles of %s tell the sex %s", (text, sex) => {
  expect(readName(text, { sex: null, province: null }).sex).toBe(sex);
});

test.each([
  ["MA&apos;RUF", "MARUF"],
  ["MA&#39;RUF", "MARUF"],
  ["MA&amp;apos;RUF", "MARUF"],
  ["MAâ€™RUF", "MARUF"],
  ["ANDRÃ© JATI", "ANDRE JATI"],
  ["SARTI&nbsp;JATI", "SARTI JATI"],
  ["MA&acute;RUF", "MARUF"],
  ["MA&rsquo;RUF", "MARUF"],
  ["MA&#x2019;RUF", "MARUF"],
  ["MA&#39RUF", "MARUF"],
  ["ANDR&eacute; JATI", "ANDRE JATI"],
  ["MAÃ¢â‚¬â„¢RUF", "MARUF"],
  ["MAÂ€™RUF", "MARUF"],
  ["SARTI<br/>JATI", "SARTI JATI"],
  ["<b>SARTI</b>", "SARTI"],
  ["SARTI_x000D_", "SARTI"],
])("%s is read as %s", (text, expected) => {
  expect(readings(text)).toEqual([expected]);
});

test("ST. is SITI before a woman's name, a degree behind one, and nothing certain before a man's", () => {
  expect(readings("ST. AMINAH", woman)).toEqual(["ST AMINA", "SITI AMINA"]);
  expect(readings("AMINAH, ST", woman)).toEqual(["AMINA"]);
  expect(readings("ST. BUDIMAN", man)).toEqual(["ST BUDIMAN"]);
  expect(readings("ST. BUDIMAN", { sex: "L", province: "13" })).toEqual(["ST BUDIMAN", "SUTAN BUDIMAN"]);
});

test("short forms of one region are read so only there", () => {
  expect(readings("NI L. KT. ARIANI", { sex: "P", province: "51" })).toEqual(["NI L KT ARIANI", "NI L KETUT ARIANI"]);
  expect(readings("PT. ARIANI", { sex: "P", province: "32" })).toEqual(["PT ARIANI"]);
});

test.each<[string, FindingCode[]]>([
  ["", ["NAMA_KOSONG"]],
  ["-", ["NAMA_KOSONG"]],
  ["...", ["NAMA_KOSONG"]],
  ["XXX", ["NAMA_KOSONG"]],
  ["TIDAK ADA", ["NAMA_KOSONG"]],
  ["#N/A", ["NAMA_KOSONG"]],
  ["#REF!", ["NAMA_KOSONG"]],
  ["none", ["NAMA_KOSONG"]],
  ["nan", ["NAMA_KOSONG"]],
  ["NULL", ["NAMA_KOSONG"]],
  ["N/A", ["NAMA_KOSONG"]],
  ["NPWP", ["NAMA_KOSONG"]],
  ["UNKNOWN", ["NAMA_KOSONG"]],
  ["DUMMY", ["NAMA_KOSONG"]],
  ["DRS.", ["NAMA_GELAR", "NAMA_KOSONG"]],
  ["( )", ["NAMA_KOSONG"]],
  ["IDEM", ["NAMA_KOSONG"]],
  ["sda", ["NAMA_KOSONG"]],
  ["xxxx", ["NAMA_KOSONG"]],
  ["\\N", ["NAMA_KOSONG"]],
  ["12345", ["NAMA_ANGKA"]],
  ["3201990101800001", ["NAMA_ANGKA"]],
])("%j is no name", (text, findings) => {
  expect(readName(text, man)).toMatchObject({ value: null, findings });
});

test("a name in plain capitals is read as it would be in any other writing (seed 6)", () => {
  const next = random(6);
  const ordinary = ["BUDI", "ACHMAD", "AHMAD", "NURHAYATI", "DJOKO", "WAHYUNI", "ED", "AL", "SOEKARNO"];
  const marked = [
    ...leadingTitles.keys(),
    ...trailingMarks.keys(),
    "BIN",
    "BINTI",
    "B",
    "IBNU",
    "ALIAS",
    "DG",
    "QQ",
    "AKA",
    "ATAS",
    "NAMA",
    "BR",
    "BORU",
    "MUH",
    "ABD",
    "KT",
    "ST",
    "M",
    "S",
    "SKM",
    "SPD",
    "MM",
    "NA",
    "TIDAK",
    "ADA",
    "NO",
    "NAME",
    "XX",
    "RADEN",
    "AJENG",
    "MAS",
  ];
  const differing: string[] = [];
  let markedNames = 0;
  for (let i = 0; i < 30_000; i++) {
    const words = Array.from({ length: 1 + Math.floor(next() * 4) }, () => {
      const from = next() < 0.7 ? ordinary : marked;
      return from[Math.floor(next() * from.length)]!;
    });
    const text = words.join(" ");
    const context: NameContext = { sex: i % 2 === 0 ? "L" : "P", province: i % 3 === 0 ? "51" : null };
    const read = JSON.stringify(readName(text, context));
    if (words.some((word) => marked.includes(word))) markedNames++;
    if ([text.toLowerCase(), `${text} `].some((other) => JSON.stringify(readName(other, context)) !== read)) differing.push(text);
  }
  expect(differing).toEqual([]);
  expect(markedNames).toBeGreaterThan(10_000);
});

test("reading never fails, and gives only words of A to Z, few readings, each at most once (seed 5)", () => {
  const next = random(5);
  const pieces = [
    "A",
    "SITI",
    "MUH.",
    "H.",
    "S.PD",
    ",",
    "(",
    ")",
    "/",
    " ",
    "  ",
    "BIN",
    "BINTI",
    "ALIAS",
    "DG.",
    "QQ",
    "é",
    "漢",
    "2",
    "'",
    "-",
    ".",
    "@",
    "=",
    "ALM",
    "CS",
    "NY.",
  ];
  const wrong: string[] = [];
  for (let i = 0; i < 30_000; i++) {
    const text = Array.from(
      { length: Math.floor(next() * 8) },
      () => pieces[Math.floor(next() * pieces.length)]! + (next() < 0.5 ? " " : ""),
    ).join("");
    const { value, findings } = readName(text, i % 2 === 0 ? man : woman);
    if (value === null ? findings.length === 0 : !isSound([value.tokens, ...value.alternatives])) wrong.push(text);
  }
  expect(wrong).toEqual([]);
});

function isSound(all: readonly (readonly string[])[]): boolean {
  const texts = all.map((tokens) => tokens.join(" "));
  return (
    all.length <= 5 &&
    new Set(texts).size === texts.length &&
    all.every((tokens) => tokens.length > 0 && tokens.every((token) => /^[A-Z]+$/.test(token)))
  );
}

test.each<[string, string[], FindingCode[]]>([
  ["BUDI SANTOSO - MD", ["BUDI SANTOSO"], ["NAMA_ALMARHUM"]],
  ["BUDI SANTOSO / MENINGGAL", ["BUDI SANTOSO"], ["NAMA_ALMARHUM"]],
  ["BUDI SANTOSO, ALM", ["BUDI SANTOSO"], ["NAMA_ALMARHUM"]],
  ["BUDI SANTOSO (MD)", ["BUDI SANTOSO"], ["NAMA_ALMARHUM"]],
  ["BUDI SANTOSO (MENINGGAL DUNIA)", ["BUDI SANTOSO"], ["NAMA_ALMARHUM"]],
  ["BUDI SANTOSO MD", ["BUDI SANTOSO"], ["NAMA_KETERANGAN"]],
  ["3. BUDI SANTOSO", ["BUDI SANTOSO"], []],
  ["C/O BUDI SANTOSO", ["BUDI SANTOSO"], ["NAMA_ORANG_LAIN"]],
  ["SITI AMINAH KK BUDI SANTOSO", ["SITI AMINA"], ["NAMA_KETERANGAN"]],
  ["SITI AMINAH (D/A BUDI SANTOSO)", ["SITI AMINA"], ["NAMA_KETERANGAN"]],
])("what stands around the name: %j is read as %j", (text, expected, findings) => {
  expect(readings(text)).toEqual(expected);
  expect(readName(text, man).findings).toEqual(findings);
});
