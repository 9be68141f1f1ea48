/** Who is found, and by what: one row, one extract of a few thousand people, one thing wrong at a time. */
import { describe, expect, test } from "vitest";
import { linkBatch } from "../../src/link/link.ts";
import type { Linked } from "../../src/link/search.ts";
import { defaultModel } from "../../src/link/weigh/default-model.ts";
import { createWeigher } from "../../src/link/weigh/match-weight.ts";
import { addressHash } from "../../src/normalise/fields/address.ts";
import { noNik } from "../../src/normalise/fields/nik.ts";
import { readName } from "../../src/normalise/name/read-name.ts";
import type { PersonRecord, Place, ReferenceRecord, Sex } from "../../src/normalise/record.ts";
import { arrayIndex } from "../support/array-index.ts";
import { random } from "../support/random.ts";

const nowhere: Place = { provinsi: null, kabupaten: null, kecamatan: null, desa: null, kode: null, rt: null, rw: null, addressTokens: [] };
const FIRST = "ADI BUDI CANDRA DEWI EKO FITRI GUNAWAN HENDRA INDAH JOKO KARTINI LESTARI MULYONO NINGSIH OKTAVIA PURNAMA".split(" ");
const LAST = "SANTOSO WIDODO RAHAYU HIDAYAT SUSANTI KURNIAWAN PRATAMA SETIAWAN WULANDARI NUGROHO SAPUTRA UTAMI HARYANTO SUPRIYADI".split(
  " ",
);

function nameOf(text: string) {
  return readName(text, { sex: null, province: null }).value;
}

function reference(id: number, text: string, given: Partial<ReferenceRecord> = {}): ReferenceRecord {
  return {
    id,
    nik: null,
    noKk: null,
    name: nameOf(text),
    birthDate: 0,
    sex: null,
    placeKtp: -1,
    placeFamily: -1,
    rt: null,
    rw: null,
    addressHashes: [],
    ...given,
  };
}

/** Four hundred people in each of ten villages of two kecamatan; nobody of the names that the tests look for. */
function crowd(seed: number, count = 4_000): ReferenceRecord[] {
  const next = random(seed);
  const pick = (words: readonly string[]): string => words[Math.floor(next() * words.length)]!;
  return Array.from({ length: count }, (_, id) => {
    const month = 1 + Math.floor(next() * 12);
    const day = 1 + Math.floor(next() * 28);
    const birthDate = (1940 + Math.floor(next() * 80)) * 10000 + month * 100 + day;
    const sex: Sex = next() < 0.5 ? "L" : "P";
    const date = String(day + (sex === "P" ? 40 : 0)).padStart(2, "0") + String(month).padStart(2, "0") + String(birthDate).slice(2, 4);
    return reference(id, `${pick(FIRST)} ${pick(LAST)}`, {
      nik: `3299${String(10 + (id % 2))}${date}${String(id).padStart(4, "0")}`,
      noKk: `329901${String(1_000_000_000 + Math.floor(id / 4))}`,
      birthDate,
      sex,
      placeKtp: 20 + (id % 10),
      placeFamily: 20 + (id % 10),
    });
  });
}

const people = crowd(1);
const HER = people.length;
/** The one who is looked for. */
const her = reference(HER, "ROSDIANA MARPAUNG", {
  nik: "3299105203850017",
  noKk: "3299019876543210",
  birthDate: 19850312,
  sex: "P",
  placeKtp: 24,
  placeFamily: 24,
  rt: 3,
  rw: 7,
  addressHashes: ["#12", "KENANGA", "MELATI"].map(addressHash),
});
const index = arrayIndex([...people, her]);
const weigher = createWeigher(defaultModel, index);

const nobody: PersonRecord = { nik: noNik, noKk: null, name: null, birthDate: null, sex: null, place: nowhere, desil: null, findings: [] };
const nik = (value: string): PersonRecord["nik"] => ({ value, plausible: true, damage: null });
const born = (value: number, alternative: number | null = null): PersonRecord["birthDate"] => ({ value, alternative });
const inVillage = (desa: string): Place => ({ ...nowhere, desa });

function link(row: Partial<PersonRecord>): Linked {
  return linkBatch([{ ...nobody, ...row }], index, weigher, null)[0]!;
}

function idsOf({ candidates }: Linked): number[] {
  return candidates.map((candidate) => candidate.reference.id);
}

describe("each way of finding finds whom the others miss", () => {
  test.each<[string, Partial<PersonRecord>]>([
    ["her number", { nik: nik("3299105203850017"), name: nameOf("ROSDIANA MARPAUNG") }],
    ["another serial", { nik: nik("3299105203850071"), name: nameOf("ROSDIANA MARPAUNG") }],
    ["a digit of the date wrong", { nik: nik("3299105204850017"), name: nameOf("ROSDIANA MARPAUNG") }],
    ["a digit of the date wrong, and no name", { nik: nik("3299105204850017") }],
    ["her card and another name", { noKk: "3299019876543210", name: nameOf("TUKIYEM") }],
    ["her card and nothing else", { noKk: "3299019876543210" }],
    ["her card in the column of numbers", { nik: nik("3299019876543210"), name: nameOf("ROSDIANA MARPAUNG") }],
    ["name and village", { name: nameOf("ROSDIANA MARPAUNG"), place: inVillage("24") }],
    ["both words of the name a letter off, and the village", { name: nameOf("ROSDIAMA MARFAUNG"), place: inVillage("24") }],
    ["the name torn apart, and the village", { name: nameOf("ROS DIANA MARPAUNG"), place: inVillage("24") }],
    ["initials, and the village", { name: nameOf("R MARPAUNG"), place: inVillage("24") }],
    ["half a name, and the village", { name: nameOf("MARPAUNG"), place: inVillage("24") }],
    ["name and birth date", { name: nameOf("ROSDIANA MARPAUNG"), birthDate: born(19850312) }],
    ["both words misspelt, and the birth date", { name: nameOf("RUSDIYANA MARPANG"), birthDate: born(19850312) }],
    ["day and month exchanged", { name: nameOf("ROSDIANA MARPANG"), birthDate: born(19851203) }],
    ["the other reading of the date", { name: nameOf("ROSDIANA MARPANG"), birthDate: born(19120385, 19850312) }],
    ["the year alone", { name: nameOf("ROSDIANA MARPAUNG"), birthDate: born(19850000) }],
    ["another date of that year", { name: nameOf("ROSDIANA MARPAUNG"), birthDate: born(19851130) }],
    ["another year altogether", { name: nameOf("ROSDIANA MARPAUNG"), birthDate: born(19610312) }],
    ["the name and another village of the kecamatan", { name: nameOf("ROSDIANA MARPAUNG"), place: inVillage("21") }],
    ["the name and nothing else", { name: nameOf("ROSDIANA MARPAUNG") }],
    ["another name, her birth date and village", { name: nameOf("TUKIYEM"), birthDate: born(19850312), place: inVillage("24") }],
    ["another name, her village and lane", { name: nameOf("TUKIYEM"), place: { ...inVillage("24"), rt: 3, rw: 7 } }],
    [
      "a letter off, and number and street",
      { name: nameOf("ROSDIYANI MARPAONG"), place: { ...nowhere, addressTokens: ["#12", "KENANGA"] } },
    ],
    ["no name, and number and street", { place: { ...nowhere, addressTokens: ["#12", "KENANGA"] } }],
    ["her mother's name for her, her village", { name: nameOf("ROSDIANA"), place: inVillage("24") }],
  ])("%s", (_, row) => {
    expect(idsOf(link(row))).toContain(HER);
  });

  test("at number and street, though people elsewhere bear the one word that is left of her name", () => {
    const others = Array.from({ length: 20 }, (_each, at) => reference(HER + 1 + at, "ROSDIANA", { placeKtp: 29, placeFamily: 29 }));
    const extract = arrayIndex([...people, her, ...others]);
    const row = { ...nobody, name: nameOf("ROSDIANA"), place: { ...nowhere, addressTokens: ["#12", "KENANGA"] } };
    const [found] = linkBatch([row], extract, createWeigher(defaultModel, extract), null);
    expect(idsOf(found!)[0]).toBe(HER);
  });

  test("in a street that few have, where the extract knows no places, without a number", () => {
    const placeless = people.slice(0, 400).map(({ id, name }) => ({ ...reference(id, ""), name, addressHashes: [addressHash("PASAR")] }));
    const wirya = reference(400, "WIRYA SASMITA", { birthDate: 19700201, addressHashes: ["#12", "KENANGA", "PASAR"].map(addressHash) });
    const extract = arrayIndex([...placeless, wirya]);
    const best = (word: string): number => {
      const [found] = linkBatch(
        [{ ...nobody, place: { ...nowhere, addressTokens: [word] } }],
        extract,
        createWeigher(defaultModel, extract),
        null,
      );
      return found!.candidates[0]!.weight;
    };
    expect(best("KENANGA")).toBeGreaterThan(best("PASAR") + 5_000);
  });

  test("nobody is found for a row that shares nothing with anybody", () => {
    expect(idsOf(link({ name: nameOf("TUKIYEM"), birthDate: born(19010101) }))).toEqual([]);
  });

  test("both words of the name a letter off, of somebody whose place the extract does not know", () => {
    const lone = reference(HER + 1, "WIRYA SASMITA", { birthDate: 19700201 });
    const extract = arrayIndex([...people, her, lone]);
    const [found] = linkBatch([{ ...nobody, name: nameOf("WIRJA SASMITO") }], extract, createWeigher(defaultModel, extract), null);
    expect(idsOf(found!)).toContain(HER + 1);
  });

  test("a house is one in the kecamatan as well, where the row names no village", () => {
    const place = { ...nowhere, kecamatan: "2", addressTokens: ["#12", "KENANGA"] };
    const [first] = link({ name: nameOf("TUKIYEM"), place }).candidates.filter(({ reference: { id } }) => id === HER);
    expect(first!.comparison.place).toBe("house");
  });

  test.each<[string, Partial<PersonRecord>]>([
    ["the number of a relative of hers", { nik: nik("3299105510050002") }],
    ["her card in the column of numbers, where it is another's number", { nik: nik("3299019876543210") }],
  ])("%s, and her name, common elsewhere", (_, row) => {
    const son = reference(HER + 1, "TUKIYEM", { nik: "3299105510050002", noKk: her.noKk, birthDate: 20051015, placeKtp: 24 });
    const other = reference(HER + 2, "WIRYA", { nik: her.noKk, noKk: "3299019876543299", birthDate: 19870603, placeKtp: 21 });
    const namesakes = Array.from({ length: 40 }, (_, at) => reference(HER + 3 + at, "ROSDIANA MARPAUNG", { placeKtp: 29 }));
    const extract = arrayIndex([...people, her, son, other, ...namesakes]);
    const [found] = linkBatch([{ ...nobody, name: her.name, ...row }], extract, createWeigher(defaultModel, extract), null);
    expect(idsOf(found!)).toContain(HER);
  });

  test("the name and a card that nobody has, of her kecamatan's code", () => {
    const namesakes = Array.from({ length: 40 }, (_, at) =>
      reference(HER + 1 + at, "ROSDIANA MARPAUNG", { placeKtp: 39, birthDate: 1900 }),
    );
    const extract = arrayIndex([...namesakes.map((each, id) => ({ ...each, id })), { ...her, id: 40 }]);
    const coded = { ...extract, places: { ...extract.places, kecamatanOfCode: (code: string) => (code === "329902" ? 2 : -1) } };
    const row = { ...nobody, name: her.name, noKk: "3299021111110001" };
    const [found] = linkBatch([row], coded, createWeigher(defaultModel, coded), null);
    expect(idsOf(found!)[0]).toBe(40);
    expect(found!.candidates.map(({ comparison }) => comparison.code)).toEqual(["equal", ...Array.from({ length: 5 }, () => "different")]);
  });

  test("the row of a wife under her husband's name finds her on his card", () => {
    const wife = reference(HER + 1, "TUKIYEM", { noKk: "3299019876543211", sex: "P", placeKtp: 27, placeFamily: 27 });
    const husband = reference(HER + 2, "WIRYA SASMITA", { noKk: "3299019876543211", sex: "L", placeKtp: 27, placeFamily: 27 });
    const family = arrayIndex([...people, her, wife, husband]);
    const name = { ...nameOf("WIRYA SASMITA")!, marks: ["husband-name" as const] };
    const [found] = linkBatch([{ ...nobody, name, place: inVillage("27") }], family, createWeigher(defaultModel, family), null);
    expect(idsOf(found!)).toEqual(expect.arrayContaining([HER + 1, HER + 2]));
  });
});

describe("nobody is missing who is there", () => {
  const rows = crowd(2, 300);

  test.each<[string, (person: ReferenceRecord) => Partial<PersonRecord>]>([
    ["village", ({ placeKtp }) => ({ place: inVillage(String(placeKtp)) })],
    ["birth date", ({ birthDate }) => ({ birthDate: born(birthDate) })],
    ["card", ({ noKk }) => ({ noKk })],
    [
      "village, with another's date and card",
      ({ placeKtp }) => ({
        place: inVillage(String(placeKtp)),
        birthDate: born(19330303),
        noKk: "3299019999999999",
      }),
    ],
  ])("whoever bears the row's whole name on its %s stands as a candidate", (_, shared) => {
    const extract = arrayIndex(people);
    for (const { id } of rows) {
      const person = people[id * 13]!;
      const row = { ...nobody, name: person.name, ...shared(person) };
      const [linked] = linkBatch([row], extract, weigher, null);
      const namesakes = people.filter(
        (other) =>
          other.name!.tokens.join() === person.name!.tokens.join() &&
          ((row.place.desa !== null && other.placeKtp === person.placeKtp) ||
            other.birthDate === row.birthDate?.value ||
            (row.noKk !== null && other.noKk === row.noKk)),
      );
      const standing = linked!.candidates.filter(({ stands }) => stands).map(({ reference: { id } }) => id);
      expect(standing.length).toBe(Math.min(namesakes.length, 6));
      if (namesakes.length <= 6) expect(standing.sort()).toEqual(namesakes.map(({ id }) => id).sort());
    }
  });

  test("who stands on the card stands as a candidate where nobody bears the name, and not where somebody does", () => {
    const card = people[40]!.noKk;
    const stands = (row: Partial<PersonRecord>): boolean[] => link(row).candidates.map((candidate) => candidate.stands);
    expect(stands({ noKk: card, name: nameOf("TUKIYEM") })).toEqual([true, true, true, true]);
    expect(stands({ noKk: card, name: people[40]!.name }).filter(Boolean)).toHaveLength(1);
  });

  test("whose card is in the extract is hardly somebody on another card", () => {
    const row = { name: nameOf("ROSDIANA MARPAUNG"), birthDate: born(19850312) };
    const weightBeside = (noKk: string): number => link({ ...row, noKk }).candidates.find(({ reference: { id } }) => id === HER)!.weight;
    expect(weightBeside(people[40]!.noKk!)).toBeLessThan(weightBeside("3299019999999999") - 3000);
  });

  test("a candidate pushed out by the holder of the number still counts as a rival", () => {
    const twins = Array.from({ length: 6 }, (_, at) =>
      reference(people.length + at, "ROSDIANA MARPAUNG", { birthDate: 19850312, sex: "P", placeKtp: 24, placeFamily: 24 }),
    );
    const holder = reference(people.length + 6, "TUKIYEM", { nik: "3299101101700001", birthDate: 19700111, sex: "L", placeKtp: 29 });
    const extract = arrayIndex([...people, ...twins, holder]);
    const row = { ...nobody, nik: nik(holder.nik!), name: twins[0]!.name, birthDate: born(19850312), place: inVillage("24") };
    const [linked] = linkBatch([row], extract, createWeigher(defaultModel, extract), null);
    expect(linked!.candidates).toHaveLength(6);
    expect(idsOf(linked!)).toContain(holder.id);
    expect(linked!.residual).toBeCloseTo(2 ** (linked!.candidates[0]!.weight / 1000), 0);
  });

  test("a row tells how many people it was held against, and how many bear its name", () => {
    const [first] = people;
    const bearers = people.filter(
      ({ name, placeKtp }) => name!.tokens.join() === first!.name!.tokens.join() && placeKtp === first!.placeKtp,
    );
    expect(link({ name: first!.name, place: inVillage(String(first!.placeKtp)) }).counts).toMatchObject({
      village: 400,
      namesInVillage: bearers.length,
      date: -1,
      namesOnDate: -1,
    });
  });
});

test("the answers do not depend on how rows are batched, nor on their order", () => {
  const next = random(4);
  const rows = people.slice(0, 200).map((person): PersonRecord => {
    const keep = (): boolean => next() < 0.5;
    return {
      ...nobody,
      nik: keep() ? nik(person.nik!) : noNik,
      noKk: keep() ? person.noKk : null,
      name: keep() ? person.name : nameOf(`${person.name!.tokens[0]} X`),
      birthDate: keep() ? born(person.birthDate) : null,
      place: keep() ? inVillage(String(person.placeKtp)) : nowhere,
    };
  });
  const brief = (linked: readonly Linked[]): unknown =>
    linked.map((each) => [
      each.candidates.map(({ reference: { id }, weight, stands }) => [id, weight, stands]),
      each.residual,
      each.counts,
    ]);
  const together = brief(linkBatch(rows, index, weigher, null));
  expect(rows.map((row) => (brief(linkBatch([row], index, weigher, null)) as unknown[])[0])).toEqual(together);
  const backwards = linkBatch([...rows].reverse(), index, weigher, null);
  expect(brief(backwards.reverse())).toEqual(together);
});
