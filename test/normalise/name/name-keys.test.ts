import { describe, expect, test } from "vitest";
import { nameOfText, nameText } from "../../../src/normalise/name/name-text.ts";
import { fullNameKey, nameKeys, skeleton } from "../../../src/normalise/name/name-keys.ts";
import { consonantsOf } from "../../../src/normalise/name/skeleton.ts";
import { random } from "../../support/random.ts";
import { collapse } from "../../../src/normalise/name/weak-rules.ts";
import { readName } from "../../../src/normalise/name/read-name.ts";
import type { PersonName } from "../../../src/normalise/name/person-name.ts";

const nameOf = (text: string): PersonName => readName(text, { sex: "P", province: "51" }).value!;
const keysOf = (text: string): string[] => nameKeys(nameOf(text).tokens, nameOf(text).alternatives);
const share = (left: string, right: string): boolean => keysOf(left).some((key) => keysOf(right).includes(key));

describe("skeletons outlive what clerks do to a word", () => {
  test.each([
    "SUHARTI SOEHARTI",
    "SELAMET SLAMET",
    "JAINAL ZAENAL",
    "ARIPIN ARIFIN",
    "RIJAL RIZAL",
    "NUGRAHA NUGROHO",
    "YUSUF JUSUF",
    "RAHMAD RAHMAT",
    "MAKRUF MARUF",
    "VIKTOR VICTOR",
    "YOYOH JOJOH",
    "SUHARDI SUARDI",
    "WAHYUDI WAYUDI",
    "SANDI SANDY",
  ])("%s", (pair) => {
    const [left = "", right = ""] = pair.split(" ");
    expect(keysOf(left)).toEqual(keysOf(right));
  });

  test.todo("AZIS AZIZ (Z becomes J before it can become S) and UMAR OMAR (O becomes A before it can become U) share no key");

  test.each(["IWAN IVAN", "DEWI DEVI", "BUDI GUDI", "RAHMAN SALMAN", "ANITA NITA", "SUPARMI SUMARMI"])(
    "not what makes it another word: %s",
    (pair) => {
      const [left = "", right = ""] = pair.split(" ");
      expect(skeleton(left)).not.toBe(skeleton(right));
    },
  );
});

test("a skeleton is what the weak rules leave, without vowels, Y, H and repetitions", () => {
  const next = random(7);
  const letters = "AAEEIIOOUUHHKKCCNBPDZJFYTMRSLGWVQX";
  for (let round = 0; round < 100_000; round++) {
    const word = Array.from({ length: 1 + Math.floor(next() * 9) }, () => letters[Math.floor(next() * letters.length)]).join("");
    const [first = "", ...rest] = collapse(word);
    const consonants = rest.filter((letter) => !"AEIOUYH".includes(letter));
    const expected = first + consonants.filter((letter, at) => letter !== consonants[at - 1]).join("");
    if (consonantsOf(word) !== expected) expect([word, consonantsOf(word)]).toEqual([word, expected]);
  }
  expect([consonantsOf(""), consonantsOf("K"), consonantsOf("X".repeat(400))]).toEqual(["", "", "X"]);
});

test.each<[string, string]>([
  ["MUH. SOLIHIN", "MUHAMMAD SOLIHIN"],
  ["ST. AMINAH", "SITI AMINAH"],
  ["PONIMAN ALIAS KASWADI", "KASWADI"],
  ["WYN. DARTANA", "WAYAN DARTONO"],
  ["SITI ROHANI BINTI MAT ALI", "ROHANI"],
  ["H. BUDI SANTOSO, S.PD", "SANTOSA"],
  ["BUDI S. WIJAYA", "BUDI"],
])("%s and %s meet in a key", (left, right) => {
  expect(share(left, right)).toBe(true);
});

test("strangers do not, nor do two names by an initial or a title alone", () => {
  expect(share("GUNTUR PAMUNGKAS", "LESTARI")).toBe(false);
  expect(share("BUDI S. WIJAYA", "SANTOSO S. KUNCORO")).toBe(false);
  expect(share("H. BUDI", "H. SANTOSO")).toBe(false);
});

test("words of one or two letters are keys only where there are no others", () => {
  expect(keysOf("NI MADE RAI")).not.toContain("NI");
  expect(keysOf("ED")).toEqual(["ED"]);
});

test("the full key is one for every order, spacing and title, and passes over SITI and MUHAMMAD", () => {
  const alike = (...texts: string[]): void => expect(new Set(texts.map((text) => fullNameKey(nameOf(text)))).size).toBe(1);
  alike("SRI WAHYUNI", "WAHYUNI SRI", "WAHYUNI", "HJ. SRI WAHYUNI");
  alike("MUHAMMAD BUDI SANTOSO", "SANTOSO BUDI", "BUDHI SANTOSO");
  alike("ROHANI MAWAR", "MAWAR ROHANI", "MUHAMMAD ROHANI MAWAR");
  expect(fullNameKey(nameOf("SITI"))).not.toBe("");
  expect(fullNameKey(nameOf("BUDI SANTOSO"))).not.toBe(fullNameKey(nameOf("BUDI")));
});

test.each([
  "BUDI",
  "MUH. SOLIHIN",
  "PONIMAN ALIAS KASWADI (ALM)",
  "NY. SUMARNI, S.PD",
  "KEL. DARSONO",
  "ROHANI BINTI MAT ALI",
  "BAYI SUMARNI",
])("%s comes back from the index as it went in", (text) => {
  const name = nameOf(text);
  expect(nameOfText(nameText(name))).toEqual(name);
});
