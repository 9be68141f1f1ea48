import { expect, test } from "vitest";
import { PlaceDirectory, type PlaceRow } from "../../src/index/place-directory.ts";
import type { Place } from "../../src/normalise/record.ts";

const row = (desa: string, kecamatan: string, kabupaten: string): PlaceRow => ({
  desa,
  kecamatan,
  kabupaten,
  kode: null,
  display: { desa, kecamatan },
});
const directory = PlaceDirectory.fromRows([
  row("SINDANGREJA", "MARGACINTA", "BOGOR"),
  row("SINDANGRAJA", "MARGACINTA", "BOGOR"),
  row("WANAREJA", "KALIWEDI", "BOGOR"),
  row("TEGALMULYA", "KALIWEDI", "KEBUMEN"),
]);
const places = (desa: string | null, kecamatan: string | null, kabupaten: string | null): Place =>
  ({ desa, kecamatan, kabupaten, kode: null, rt: null, rw: null, addressTokens: [] }) as unknown as Place;

test.each<[string, string | null, string | null, number[]]>([
  ["WANAREJA", null, null, [2]],
  ["WANARJEA", null, null, [2]],
  ["WANREJA", null, "BOGOR", [2]],
  ["TEGALMLYO", null, null, [3]],
  ["TEGALMLYO", "KALIWEDI", "KEBUMEN", [3]],
  // Nearer goes before near, and as near stays open.
  ["SINDANGREJAA", "MARGACINTA", null, [0]],
  ["SINDANGRIJA", null, null, [0, 1]],
  // No slip explains these, or the regency is another.
  ["WONOREJO", null, null, []],
  ["WANREJA", null, "GARUT", []],
  ["WANREJA", null, "KEBUMEN", []],
])("the village %s, %s, %s", (desa, kecamatan, kabupaten, villages) => {
  expect(directory.resolve(places(desa, kecamatan, kabupaten)).desa).toEqual(villages);
});

test("who lives outside a village that was guessed at does not live elsewhere for that", () => {
  const guessed = directory.resolve(places("WANREJA", null, null));
  expect(guessed.isGuess).toBe(true);
  expect([directory.relation(guessed, 2), directory.relation(guessed, 0)]).toEqual(["desa", "unknown"]);
  const known = directory.resolve(places("WANAREJA", null, null));
  expect([directory.relation(known, 2), directory.relation(known, 0)]).toEqual(["desa", "kabupaten"]);
});

test("the kecamatan of a code is where most of the people live whose numbers begin with it", () => {
  const lives: Readonly<Record<string, readonly number[]>> = { "320101": [0, 1, 1, 2, -1], "320102": [0, 2], "320103": [] };
  const coded = PlaceDirectory.fromRows(
    [row("SINDANGREJA", "MARGACINTA", "BOGOR"), row("SINDANGRAJA", "MARGACINTA", "BOGOR"), row("WANAREJA", "KALIWEDI", "BOGOR")],
    { isOwnCode: () => true, placesOfCode: (code) => lives[code] ?? [] },
  );
  expect(["320101", "320102", "320103", "3201"].map((code) => coded.kecamatanOfCode(code))).toEqual([coded.kecamatanOf(0), -1, -1, -1]);
});
