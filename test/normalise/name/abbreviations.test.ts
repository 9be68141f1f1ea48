import { expect, test } from "vitest";
import { expansionOf, mayAbbreviate } from "../../../src/normalise/name/abbreviations.ts";
import { canonicalToken } from "../../../src/normalise/name/canonical-spelling.ts";
import { readName } from "../../../src/normalise/name/read-name.ts";
import type { Sex } from "../../../src/normalise/record.ts";

/** `abbreviations.psv`: short forms with one reading everywhere. */
const anywhere = [
  ["MUHAMMAD", "MUH MUHD MOH MOHD MOCH MOC"],
  ["ABDUL", "ABD ABDL"],
  ["AHMAD", "AHM ACHM"],
  ["SITI", "SIT STI"],
  ["NUR", "NR"],
  ["AGUS", "AGS"],
  ["BAMBANG", "BBG BAMB"],
  ["DEWI", "DW"],
  ["YOHANES", "YOH"],
  ["ANTONIUS", "ANT"],
  ["STEFANUS", "STEF"],
  ["TUBAGUS", "TB"],
  ["MASAGUS", "MGS"],
  ["MASAYU", "MSY"],
  ["KEMAS", "KMS"],
  ["NYIMAS", "NYS"],
  ["KIAGUS", "KGS"],
  ["BAIQ", "BQ"],
  ["MUHAMMAD", "MHD MHMD"],
  ["DAENG", "DG"],
].flatMap(([long = "", shorts = ""]) => shorts.split(" ").map((short): [string, string] => [short, long]));

test.each(anywhere)("%s in front is also read as %s, and stays beside it", (short, long) => {
  expect(expansionOf(short, true, null, null)).toBe(canonicalToken(long));
  const { tokens, alternatives } = readName(`${short}. KUNCORO`, { sex: null, province: null }).value!;
  expect([tokens, alternatives]).toEqual([[canonicalToken(short), "KUNCORO"], [[canonicalToken(long), "KUNCORO"]]]);
});

/** Short forms read so in Bali only. */
const balinese = [
  ["WYN", "WAYAN"],
  ["MD", "MADE"],
  ["KT", "KETUT"],
  ["KTT", "KETUT"],
  ["NYM", "NYOMAN"],
  ["KMG", "KOMANG"],
  ["KD", "KADEK"],
  ["NGH", "NENGAH"],
  ["PT", "PUTU"],
  ["GD", "GEDE"],
  ["GDE", "GEDE"],
  ["GST", "GUSTI"],
  ["NGR", "NGURAH"],
  ["AGG", "AGUNG"],
  ["KDK", "KADEK"],
  ["KOMG", "KOMANG"],
] as const;

test.each(balinese)("%s is %s in Bali and nowhere else", (short, long) => {
  expect(expansionOf(short, false, null, "51")).toBe(long);
  expect(expansionOf(short, false, null, "32")).toBeNull();
  expect(expansionOf(short, false, null, null)).toBeNull();
  expect(mayAbbreviate(short, long)).toBe(true);
});

test.each<[string, boolean, Sex | null, string | null, string | null]>([
  ["ST", true, "P", null, "SITI"],
  ["ST", true, "L", null, null],
  ["ST", true, null, null, null],
  ["ST", false, "P", null, null],
  ["ST", true, "L", "13", "SUTAN"],
  ["ST", false, "L", "13", "SUTAN"],
  ["ST", true, "L", "32", null],
  ["LH", false, "P", "51", "LUH"],
  ["LH", false, "L", "51", null],
  ["DSK", true, "P", "51", "DESAK"],
  ["MD", true, null, "32", "MUHAMAD"],
  ["MD", true, null, "51", "MADE"],
  ["MD", false, null, "32", null],
  ["MHD", false, null, null, null],
  ["M", true, null, null, "MUHAMAD"],
  ["M", false, null, null, null],
  ["A", true, null, null, null],
  ["S", true, "P", null, null],
  ["N", true, null, null, null],
  ["KUNCORO", true, null, null, null],
])("%s (first: %s, sex %s, province %s) is read as %s", (short, first, sex, province, long) => {
  expect(expansionOf(short, first, sex, province)).toBe(long);
});

test("one letter but M. has no reading of its own: A. may be four names", () => {
  for (const letter of "ABCDEFGHIJKLNOPQRSTUVWXYZ") expect(expansionOf(letter, true, "P", "51")).toBeNull();
});

test("a short form is no abbreviation of any other word that begins alike", () => {
  for (const [short, long] of [
    ["PT", "PUTRI"],
    ["MD", "MUDA"],
    ["WYN", "WAHYUNI"],
    ["AGS", "AGUSTINA"],
    ["XX", "XXX"],
  ] as const) {
    expect(mayAbbreviate(short, long)).toBe(false);
  }
});
