import { expect, test } from "vitest";
import { addressHash, joinedNames, readAddress } from "../../../src/normalise/fields/address.ts";
import { random } from "../../support/random.ts";

test.each([
  [["", "", "1", "2"], 1, 2],
  [["", "", "001", "002"], 1, 2],
  [["", "", "01.0", "2.0"], 1, 2],
  [["", "", "01/02", ""], 1, 2],
  [["", "", "", "01/02"], 1, 2],
  [["", "", "RT 001 RW 005", ""], 1, 5],
  [["", "", "RT 001", "RW 005"], 1, 5],
  [["", "", "RT.03", "RW.04"], 3, 4],
  [["", "", "-", "-"], null, null],
  [["", "", "0", "000"], null, null],
  [["Jl. Melati RT 001 RW 005", "", "", ""], 1, 5],
  [["KP. SUKAMAJU RT.03/04", "", "", ""], 3, 4],
  [["RT/RW 1/2", "", "", ""], 1, 2],
  [["RT/RW: 001/002 Desa Contoh", "", "", ""], 1, 2],
  [["RT01RW02", "", "", ""], 1, 2],
  [["R.T. 3 / R.W. 4", "", "", ""], 3, 4],
  [["Dusun Krajan RT 5", "", "", ""], 5, null],
  [["Jl Kartini 12", "", "", ""], null, null],
  [["RT 9 RW 9", "", "1", "2"], 1, 2],
] as const)("RT and RW of %j", ([alamat, dusun, rt, rw], expectedRt, expectedRw) => {
  const read = readAddress(alamat, dusun, rt, rw);
  expect([read.rt, read.rw]).toEqual([expectedRt, expectedRw]);
});

test.each([
  ["Jl. Melati No. 12 RT 001 RW 005", "", ["#12", "MELATI"]],
  ["JL MELATI NO12B", "", ["#12", "MELATI"]],
  ["MELATI 7", "", ["#7", "MELATI"]],
  ["12 Melati", "", ["#12", "MELATI"]],
  ["JL. MELATI KM 5 RT 3", "", ["MELATI"]],
  ["JALAN MELATI", "", ["MELATI"]],
  ["Gg. Mawar", "Dsn. Krajan", ["KRAJAN", "MAWAR"]],
  ["DUSUN II", "", ["DUSUN2"]],
  ["DSN 2", "", ["DUSUN2"]],
  ["", "2", ["DUSUN2"]],
  ["", "DUSUN II", ["DUSUN2"]],
  ["DSN 2 RT 3", "", ["DUSUN2"]],
  ["Jl. Djambu", "", ["JAMBU"]],
  ["KP. TJIKADU", "", ["CIKADU"]],
  ["-", "-", []],
  ["TIDAK ADA", "", []],
  ["", "", []],
])("words of %j and hamlet %j", (alamat, dusun, tokens) => {
  expect(readAddress(alamat, dusun, "", "").tokens).toEqual(tokens);
});

test("the village's own name tells no lane from another", () => {
  expect(readAddress("Desa Sukamaju Kec. Contoh", "Krajan", "", "", joinedNames(["SUKAMAJU", "CONTOH", null])).tokens).toEqual(["KRAJAN"]);
  expect(readAddress("SUKA MAJU", "", "", "", joinedNames(["SUKAMAJU"])).tokens).toEqual([]);
});

test("at most six words, the same ones in whatever order they were written", () => {
  const words = ["ANGGREK", "BOUGENVIL", "CEMPAKA", "DAHLIA", "EDELWEIS", "FLAMBOYAN", "GARDENIA", "HIBISCUS"];
  const kept = readAddress(words.join(" "), "", "", "").tokens;
  expect(kept).toHaveLength(6);
  expect(readAddress(words.toReversed().join(", "), "", "", "").tokens).toEqual(kept);
});

test("addressHash is 16-bit, stable, and spreads", () => {
  const seen = new Set<number>();
  for (let i = 0; i < 1000; i++) {
    const hash = addressHash(`KATA${i}`);
    expect(Number.isInteger(hash) && hash >= 0 && hash <= 0xffff).toBe(true);
    seen.add(hash);
  }
  expect(seen.size).toBeGreaterThan(950);
  expect(addressHash("MELATI")).toBe(addressHash("MELATI"));
  expect(addressHash("FLAMBOYAN")).toBe(addressHash("FLAMBOYEN"));
  expect(addressHash("#12")).not.toBe(addressHash("#13"));
});

test("reading never fails (seed 6)", () => {
  const next = random(6);
  const alphabet = "RTW0123456789./- ,abcIVXé漢\u0000\n'=";
  const wrong: string[][] = [];
  for (let i = 0; i < 20_000; i++) {
    const text = (): string =>
      Array.from({ length: Math.floor(next() * 20) }, () => alphabet[Math.floor(next() * alphabet.length)]).join("");
    const cells = [text(), text(), text(), text()] as const;
    const { rt, rw, tokens } = readAddress(...cells);
    const numbers = [rt, rw].every((number) => number === null || (number >= 1 && number <= 999));
    if (!numbers || !tokens.every((token) => /^#?[A-Z0-9]+$/.test(token))) wrong.push([...cells]);
  }
  expect(wrong).toEqual([]);
});
