import { expect, test } from "vitest";
import { readNoKk } from "../../../src/normalise/fields/no-kk.ts";
import { random } from "../../support/random.ts";

const card = "3201991203150007";

test.each([
  [card, card, []],
  [`'${card}`, card, []],
  [`${card}.0`, card, []],
  ["32.0199.120315.0007", card, []],
  ["9101991203150007", "9101991203150007", []],
  ["320199120315007", null, ["KK_PANJANG"]],
  ["32019912031500077", null, ["KK_PANJANG"]],
  ["3201991203150000", null, ["KK_SERIAL_0000"]],
  ["3.20199E+15", null, ["KK_NOTASI_ILMIAH"]],
  ["3,20199E+15", null, ["KK_NOTASI_ILMIAH"]],
  ["32O1991203150007", null, ["KK_BUKAN_ANGKA"]],
  [`${card} / 3201991203150008`, null, ["KK_BUKAN_ANGKA"]],
])("readNoKk(%j)", (text, value, findings) => {
  expect(readNoKk(text)).toEqual({ value, findings });
});

test("a card's date is the day of recording: no +40 and no rule about it", () => {
  expect(readNoKk("3201999912150007")).toEqual({ value: "3201999912150007", findings: [] });
});

test.each([
  "",
  "-",
  "0",
  "TIDAK ADA",
  "BELUM ADA KK",
  "9998",
  "9999",
  "9999999999999998",
  "9999999999999999",
  "9999999999999995",
  "0000000000000000",
  "NULL",
])("%j is no card", (text) => {
  expect(readNoKk(text)).toEqual({ value: null, findings: ["KK_KOSONG"] });
});

test("in a truncated column a card ending in 0 is no key", () => {
  expect(readNoKk("3201991203150010", { truncatedColumn: true })).toEqual({ value: null, findings: ["KK_TERPOTONG_EXCEL"] });
  expect(readNoKk(card, { truncatedColumn: true })).toEqual({ value: card, findings: [] });
});

test("reading never fails, and what is read reads the same again (seed 5)", () => {
  const next = random(5);
  const alphabet = "0123456789.,-/' \"=eE+\u00a0OlB\n";
  for (let i = 0; i < 20_000; i++) {
    let text = "";
    for (let length = Math.floor(next() * 24); length > 0; length--) text += alphabet[Math.floor(next() * alphabet.length)];
    const { value } = readNoKk(text);
    if (value !== null) expect([text, readNoKk(value)]).toEqual([text, { value, findings: [] }]);
  }
});
