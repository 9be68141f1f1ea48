import { describe, expect, test } from "vitest";
import { claimColumns, packTraits, unpackTraits, type Claim, type ClaimCandidate, type Traits } from "../../src/resolve/claim.ts";
import { ClaimCollector } from "../../src/resolve/claim-ledger.ts";
import { defaultModel } from "../../src/link/weigh/default-model.ts";
import { resolve } from "../../src/resolve/resolve.ts";
import type { Resolution } from "../../src/resolve/resolution.ts";
import { random } from "../support/random.ts";

const size = 100_000;

function traits(changes: Partial<Traits> = {}): Traits {
  return {
    nik: "equal",
    date: "equal",
    name: "equal",
    card: "unknown",
    place: "desa",
    sexDiffers: false,
    tokens: 2,
    noted: false,
    ruling: "none",
    kin: false,
    inKecamatan: false,
    ...changes,
  };
}

function candidate(id: number, weight: number, changes: Partial<Traits> = {}, family = 0, samePerson = id): ClaimCandidate {
  return { id, weight: weight * 1000, traits: traits(changes), family, village: -1, person: samePerson };
}

function claim(candidates: ClaimCandidate[], changes: Partial<Claim> = {}): Claim {
  return {
    nikState: "usable",
    nikHigh: 0,
    nikLow: 0,
    card: 0,
    cardLow: 0,
    nameHashes: [1, 2],
    covered: true,
    capped: false,
    namesPlace: false,
    ruling: "none",
    residual: 0,
    candidates,
    ...changes,
  };
}

function resolved(...claims: Claim[]): Resolution {
  const collector = new ClaimCollector();
  collector.append(claimColumns(claims));
  return resolve(collector.ledger(), defaultModel, size);
}

function statusOf(...claims: Claim[]): string[] {
  const answer = resolved(...claims);
  return claims.map((_, row) => answer.status(row));
}

const person = (id: number, weight = 45, changes: Partial<Traits> = {}): Claim => claim([candidate(id, weight, changes)]);
const byIdentity = { nik: "different", date: "equal" } as const;

describe("a row's own answer", () => {
  test.each<[string, Claim, string]>([
    ["NIK and name agree", person(1), "PADAN"],
    ["… with something noted", person(1, 45, { noted: true }), "PADAN_CATATAN"],
    [
      "trap 10: an impossible date in the NIK, found under an agreeing name",
      claim([candidate(1, 45, { noted: true })], { nikState: "implausible" }),
      "PADAN_CATATAN",
    ],
    ["NIK found, name another's", person(1, 20, { name: "different" }), "NIK_PADAN_NAMA_BEDA"],
    ["NIK found, no name in the list", person(1, 30, { name: "unknown" }), "PERLU_CEK"],
    [
      "trap 53: NIK found, one word of several, no date, another village",
      person(1, 30, { name: "subset", tokens: 1, date: "unknown", place: "kecamatan" }),
      "PERLU_CEK",
    ],
    ["trap 19: another NIK, identity finds one person", person(1, 40, { nik: "one-digit" }), "NAMA_PADAN_NIK_BEDA"],
    [
      "no dates, the NIK of a relative of another name",
      claim([
        candidate(1, 17, { name: "different", date: "unknown", place: "unknown" }, 77),
        candidate(2, 4, { nik: "different", date: "unknown", place: "unknown" }, 77),
      ]),
      "NIK_KONFLIK",
    ],
    [
      "… of somebody who is no relative",
      claim([
        candidate(1, 17, { name: "different", date: "unknown", place: "unknown" }, 77),
        candidate(2, 4, { nik: "different", date: "unknown", place: "unknown" }, 78),
      ]),
      "NIK_PADAN_NAMA_BEDA",
    ],
    [
      "trap 20: NIK of Y, identity of X",
      claim([candidate(1, 35, byIdentity), candidate(2, 20, { name: "different", date: "different" })]),
      "NIK_KONFLIK",
    ],
    [
      "NIK of Y, another on the row's card, of its birth date, who bears one of its words",
      claim([
        candidate(1, 30, { ...byIdentity, name: "subset", tokens: 1, card: "equal" }),
        candidate(2, 20, { name: "different", date: "different" }),
      ]),
      "NIK_KONFLIK",
    ],
    [
      "… on another card",
      claim([
        candidate(1, 30, { ...byIdentity, name: "subset", tokens: 1, card: "different" }),
        candidate(2, 20, { name: "different", date: "different" }),
      ]),
      "NIK_PADAN_NAMA_BEDA",
    ],
    [
      "name and kecamatan, and nothing else: whoever bears the name there is shown, one of many",
      claim([candidate(1, 1, { nik: "unknown", date: "unknown", place: "kecamatan", inKecamatan: true })], { nikState: "none" }),
      "PERLU_CEK",
    ],
    [
      "… not who bears it in another village than the row's, where one in a hundred is the person",
      claim([candidate(1, 1, { nik: "unknown", date: "unknown", place: "kecamatan" })], { nikState: "none" }),
      "NIK_KOSONG",
    ],
    [
      "a damaged NIK whose digits are another's by one: to be seen",
      claim([candidate(1, 35, { nik: "one-digit" })], { nikState: "damaged" }),
      "PERLU_CEK",
    ],
    ["no NIK, one person clearly alone", claim([candidate(1, 35, { nik: "unknown" })], { nikState: "none" }), "PADAN_PROBABILISTIK"],
    [
      "a damaged NIK consistent with the person",
      claim([candidate(1, 35, { nik: "damage" })], { nikState: "damaged" }),
      "PADAN_PROBABILISTIK",
    ],
    [
      "a damaged NIK consistent with somebody whose name is cut and whose date is another: to be seen, however unlikely",
      claim([candidate(1, 3, { nik: "damage", name: "slip", date: "different", tokens: 0 })], { nikState: "damaged" }),
      "PERLU_CEK",
    ],
    [
      "… but not where the name is another's",
      claim([candidate(1, 3, { nik: "damage", name: "different", date: "different", tokens: 0 })], { nikState: "damaged" }),
      "NIK_TIDAK_VALID",
    ],
    ["a damaged NIK that does not fit the person", claim([candidate(1, 35, byIdentity)], { nikState: "damaged" }), "PERLU_CEK"],
    [
      "trap 54: a one-word name is never unique",
      claim([candidate(1, 35, { nik: "unknown", date: "unknown", tokens: 1 })], { nikState: "none" }),
      "PERLU_CEK",
    ],
    ["trap 62: two people fit equally well", claim([candidate(1, 33, byIdentity), candidate(2, 33, byIdentity)]), "KANDIDAT_GANDA"],
    [
      "a capped block never becomes a match",
      claim([candidate(1, 35, { nik: "unknown" })], { nikState: "none", capped: true }),
      "PERLU_CEK",
    ],
    [
      "a sex that differs is not matched on a spelling",
      claim([candidate(1, 35, { nik: "unknown", name: "near", sexDiffers: true })], { nikState: "none" }),
      "PERLU_CEK",
    ],
    [
      "… nor in another village",
      claim([candidate(1, 35, { nik: "unknown", place: "kecamatan", sexDiffers: true })], { nikState: "none" }),
      "PERLU_CEK",
    ],
    [
      "… but is a letter mistyped where whole name, day and village agree",
      claim([candidate(1, 35, { nik: "unknown", sexDiffers: true })], { nikState: "none" }),
      "PADAN_PROBABILISTIK",
    ],
    ["nobody", claim([]), "TIDAK_DITEMUKAN"],
    ["trap 73: nobody, outside the coverage", claim([], { covered: false }), "DI_LUAR_CAKUPAN"],
    ["nobody, no NIK", claim([], { nikState: "none" }), "NIK_KOSONG"],
    ["nobody, NIK unusable", claim([], { nikState: "damaged" }), "NIK_TIDAK_VALID"],
    ["nobody near enough", person(1, 5, { ...byIdentity, name: "partial" }), "TIDAK_DITEMUKAN"],
  ])("%s", (_, row, status) => {
    // among a hundred ordinary rows, so that the list's own share of partners is an ordinary one
    const others = Array.from({ length: 100 }, (_each, at) => person(1000 + at));
    expect(statusOf(row, ...others)[0]).toBe(status);
  });
});

describe("between rows", () => {
  test("a person is matched once: the strongest row keeps, in a tie the first", () => {
    expect(statusOf(person(1), person(1), person(1, 46))).toEqual(["GANDA_DI_DAFTAR", "GANDA_DI_DAFTAR", "PADAN"]);
    expect(statusOf(person(1), person(1))).toEqual(["PADAN", "GANDA_DI_DAFTAR"]);
  });

  test("a row without a name beside one that has it, under one NIK: no other person, and no rival", () => {
    const twice = { nikHigh: 32019901, nikLow: 1800001 };
    const named = claim([candidate(1, 45)], twice);
    const nameless = claim([candidate(1, 35, { name: "unknown" })], { ...twice, nameHashes: [] });
    const answer = resolved(nameless, named);
    expect([answer.status(0), answer.status(1)]).toEqual(["PERLU_CEK", "PADAN"]);
    expect([answer.clashes(0), answer.clashes(1)]).toEqual([["NIK_GANDA_SAMA_ORANG"], ["NIK_GANDA_SAMA_ORANG"]]);
    expect([answer.stranger(0), answer.stranger(1)]).toEqual([-1, -1]);
    expect(answer.probability(0)).toBeGreaterThan(0.9);
    // Born on another day, it may be anybody who was given the number.
    const other = resolved(claim([candidate(1, 20, { name: "unknown", date: "different" })], { ...twice, nameHashes: [] }), named);
    expect(other.probability(0)).toBeLessThan(0.1);
  });

  test("trap 67: one NIK, one name, two rows: both rows are told of each other", () => {
    const twice = { nikHigh: 32019901, nikLow: 1800001 };
    const answer = resolved(claim([candidate(1, 45)], twice), claim([candidate(1, 44)], twice));
    expect([answer.clashes(0), answer.clashes(1)]).toEqual([["NIK_GANDA_SAMA_ORANG"], ["NIK_GANDA_SAMA_ORANG"]]);
    expect([answer.rival(0), answer.rival(1)]).toEqual([1, 0]);
  });

  test("one NIK, two names: its owner keeps it, the other is a conflict", () => {
    const shared = { nikHigh: 32019901, nikLow: 1800001 };
    const owner = claim([candidate(1, 45)], shared);
    const other = claim([candidate(1, 15, { name: "different" })], { ...shared, nameHashes: [7, 8] });
    expect(statusOf(owner, other)).toEqual(["PADAN", "NIK_GANDA_BEDA_ORANG"]);
  });

  test("one NIK, one person twice and another: each row names the right other one", () => {
    const shared = { nikHigh: 32019901, nikLow: 1800001 };
    const twice = [45, 44].map((weight) => claim([candidate(1, weight)], shared));
    const answer = resolved(...twice, claim([candidate(1, 15, { name: "different" })], { ...shared, nameHashes: [7, 8] }));
    expect([0, 1, 2].map((row) => [answer.rival(row), answer.stranger(row)])).toEqual([
      [1, 2],
      [0, 2],
      [-1, 0],
    ]);
  });

  test("Papuan NIKs one apart are two NIKs", () => {
    const answer = resolved(claim([], { nikHigh: 91039901, nikLow: 1900001 }), claim([], { nikHigh: 91039901, nikLow: 1900002 }));
    expect([answer.clashes(0), answer.clashes(1)]).toEqual([[], []]);
  });

  test("trap 68: rows without a NIK are nobody's duplicates", () => {
    const answer = resolved(...Array.from({ length: 50 }, () => claim([], { nikState: "none" })));
    for (let row = 0; row < 50; row++) expect([answer.status(row), answer.clashes(row)]).toEqual(["NIK_KOSONG", []]);
  });

  test("a row whose person another row holds by NIK loses probability to it", () => {
    const doubtful = claim([candidate(1, 30, byIdentity)]);
    const alone = resolved(doubtful);
    const rivalled = resolved(doubtful, person(1, 50));
    expect(rivalled.probability(0)).toBeLessThan(alone.probability(0) / 100);
  });

  test.each<[string, Partial<Traits>]>([
    ["card and name", { nik: "unknown", card: "equal" }],
    ["a damaged number and name", { nik: "damage" }],
  ])("one person on two rows, by %s and no date, is listed twice, and they do not compete", (_, by) => {
    const row = claim([candidate(1, 28, { date: "unknown", place: "unknown", ...by })], { nikState: "damaged" });
    const answer = resolved(row, row);
    expect([answer.status(0), answer.status(1)]).toEqual(["PADAN_PROBABILISTIK", "GANDA_DI_DAFTAR"]);
    expect(answer.probability(0)).toBeCloseTo(resolved(row).probability(0), 3);
  });

  test("another member of the household linked to the same card supports a doubtful row", () => {
    const doubtful = claim([candidate(1, 19, { nik: "unknown", date: "unknown" }, 77)], { nikState: "none", card: 5 });
    const member = claim([candidate(2, 45, {}, 77)], { card: 5 });
    const stranger = claim([candidate(2, 45, {}, 78)], { card: 5 });
    expect(resolved(doubtful, member).probability(0)).toBeGreaterThan(resolved(doubtful, stranger).probability(0));
    expect([resolved(doubtful, member).clashes(0), resolved(doubtful, stranger).clashes(0)]).toEqual([["SERUMAH"], []]);
  });
});

describe("laws", () => {
  const anyClaim = (next: () => number): Claim => {
    const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
    const candidates = Array.from({ length: Math.floor(next() * 4) }, () =>
      candidate(
        Math.floor(next() * 30),
        Math.floor(next() * 50),
        {
          nik: pick(["equal", "different", "unknown", "serial"] as const),
          date: pick(["equal", "different", "unknown"] as const),
          name: pick(["equal", "near", "subset", "different"] as const),
          tokens: 1 + Math.floor(next() * 2),
        },
        Math.floor(next() * 5),
      ),
    );
    const distinct = candidates.filter(({ id }, at) => candidates.findIndex((other) => other.id === id) === at);
    return claim(distinct, {
      nikState: pick(["usable", "none", "damaged"] as const),
      card: Math.floor(next() * 5),
      nikHigh: 32019901,
      nikLow: Math.floor(next() * 20),
    });
  };

  test.each(Array.from({ length: 40 }, (_, seed) => seed))("no person is matched twice, every row has one status (seed %i)", (seed) => {
    const next = random(seed);
    const claims = Array.from({ length: 60 }, () => anyClaim(next));
    const answer = resolved(...claims);
    const held = new Map<number, number>();
    claims.forEach((each, row) => {
      const status = answer.status(row);
      const best = answer.best(row);
      if (status.startsWith("PADAN")) {
        const slotStart = claims.slice(0, row).reduce((sum, { candidates }) => sum + candidates.length, 0);
        const id = each.candidates[best - slotStart]!.id;
        expect(held.has(id)).toBe(false);
        held.set(id, row);
      }
      if (["TIDAK_DITEMUKAN", "DI_LUAR_CAKUPAN", "NIK_TIDAK_VALID", "NIK_KOSONG"].includes(status)) expect(best).toBe(-1);
      const probabilities = [answer.probability(row), ...answer.others(row).map(({ probability }) => probability)];
      expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
    });
  });

  test("of thousands of rows those with a NIK in common are told so, and no others", () => {
    const next = random(5);
    const claims = Array.from({ length: 20_000 }, (_, at) =>
      claim([candidate(at, 45)], { nikHigh: 32019901 + Math.floor(next() * 50), nikLow: 1 + Math.floor(next() * 2_000) }),
    );
    const rowsOf = new Map<string, number>();
    const nikOf = ({ nikHigh, nikLow }: Claim): string => `${nikHigh}/${nikLow}`;
    for (const each of claims) rowsOf.set(nikOf(each), (rowsOf.get(nikOf(each)) ?? 0) + 1);
    const answer = resolved(...claims);
    const shared = claims.map((each) => rowsOf.get(nikOf(each))! > 1);
    expect(shared.filter(Boolean).length).toBeGreaterThan(2_000);
    expect(claims.map((_, row) => answer.clashes(row).includes("NIK_GANDA_SAMA_ORANG"))).toEqual(shared);
  });

  test("traits survive packing", () => {
    for (const each of [
      traits(),
      traits({
        nik: "unknown",
        date: "unknown",
        name: "unknown",
        card: "different",
        place: "unknown",
        sexDiffers: true,
        noted: true,
        ruling: "contested",
        tokens: 3,
      }),
    ]) {
      expect(unpackTraits(packTraits(each))).toEqual(each);
    }
  });
});

describe("thin lists", () => {
  const nameless = { name: "unknown", date: "unknown", place: "unknown", tokens: 0 } as const;
  const named = { nik: "unknown", date: "unknown", card: "unknown", tokens: 2 } as const;
  const withoutNik = { nikState: "none" } as const;
  const resolvedAs = (claims: Claim[], lists: { families?: boolean; names?: boolean }): Resolution => {
    const collector = new ClaimCollector();
    collector.append(claimColumns(claims));
    return resolve(
      collector.ledger(),
      defaultModel,
      size,
      () => lists.families ?? false,
      () => lists.names ?? true,
    );
  };

  test("a sound NIK found once on a list without names is a match with a note; on a list with names it is a question", () => {
    const row = claim([candidate(1, 30, nameless)]);
    const alone = resolvedAs([row], { names: false });
    expect([alone.status(0), alone.clashes(0)]).toEqual(["PADAN_CATATAN", ["NAMA_TIDAK_DIBANDINGKAN"]]);
    expect(resolvedAs([row], {}).status(0)).toBe("PERLU_CEK");
  });

  test.each<[string, Claim]>([
    ["two people under the number", claim([candidate(1, 30, nameless), candidate(2, 30, nameless)])],
    ["another birth date", claim([candidate(1, 30, { ...nameless, date: "different" })])],
    ["another sex", claim([candidate(1, 30, { ...nameless, sexDiffers: true })])],
    ["a number whose date cannot be", claim([candidate(1, 30, nameless)], { nikState: "implausible" })],
  ])("without names, but %s: a question", (_, row) => {
    expect(resolvedAs([row], { names: false }).status(0)).toBe("PERLU_CEK");
  });

  test("a card by itself is answered by whoever stands on it", () => {
    const onCard = { ...nameless, nik: "unknown", card: "equal" } as const;
    const one = claim([candidate(1, 5, onCard, 7)], withoutNik);
    const three = claim([candidate(2, 5, onCard, 8), candidate(3, 5, onCard, 8), candidate(4, 5, onCard, 8)], withoutNik);
    expect(statusOf(one, three)).toEqual(["PERLU_CEK", "KANDIDAT_GANDA"]);
  });

  test.each<[string, Partial<Traits>]>([
    ["in its village", { place: "desa" }],
    ["on its birth date", { place: "unknown", date: "equal" }],
    ["on its card", { place: "card", card: "equal" }],
  ])("whoever bears the whole name %s is never called missing, however improbable", (_, where) => {
    expect(statusOf(claim([candidate(1, 4, { ...named, ...where })], withoutNik))).toEqual(["PERLU_CEK"]);
    expect(statusOf(claim([candidate(1, 4, { ...named, ...where, name: "partial" })], withoutNik))).toEqual(["NIK_KOSONG"]);
  });

  test("one person on two rows of the extract is no question", () => {
    const twice = claim(
      [candidate(1, 40, { nik: "unknown", noted: true }, 5, 9), candidate(2, 40, { nik: "unknown", noted: true }, 5, 9)],
      withoutNik,
    );
    const answer = resolved(twice);
    expect([answer.status(0), answer.clashes(0)]).toEqual(["PADAN_PROBABILISTIK", ["DTSEN_NIK_GANDA"]]);
    expect(answer.probability(0)).toBeGreaterThan(0.99);
    const two = claim([candidate(1, 40, { nik: "unknown" }, 5), candidate(2, 40, { nik: "unknown" }, 5)], withoutNik);
    expect(statusOf(two)).toEqual(["KANDIDAT_GANDA"]);
  });

  test("two recipients of one family of the extract, on a list of families, with cards or without", () => {
    const rows = [claim([candidate(1, 45, {}, 77)]), claim([candidate(2, 45, {}, 77)]), claim([candidate(3, 45, {}, 78)])];
    const answer = resolvedAs(rows, { families: true });
    expect(rows.map((_, row) => answer.clashes(row))).toEqual([["KELUARGA_GANDA"], ["KELUARGA_GANDA"], []]);
    expect(resolvedAs(rows, {}).clashes(0)).toEqual([]);
  });
});

describe("a row whose name is damaged", () => {
  const unclear = (weight: number, changes: Partial<Traits>): string =>
    statusOf(claim([candidate(1, weight, { nik: "unknown", ...changes })], { nikState: "none" }))[0]!;

  test.each<[string, Partial<Traits>, string]>([
    ["slips in the house, another birth date", { name: "several", place: "house", date: "different" }, "PERLU_CEK"],
    ["every word damaged in the house, another birth date", { name: "alike", place: "house", date: "different" }, "PERLU_CEK"],
    ["one word resembles in the house, no birth date", { name: "resembling", place: "house", date: "unknown" }, "PERLU_CEK"],
    ["a brother of the house", { name: "partial", place: "house", date: "different" }, "NIK_KOSONG"],
    ["somebody of the house", { name: "different", place: "house", date: "unknown" }, "NIK_KOSONG"],
    ["part of the name on the very birth date, elsewhere", { name: "partial", place: "different", date: "equal" }, "PERLU_CEK"],
    ["part of the name, another birth date, elsewhere", { name: "partial", place: "different", date: "different" }, "NIK_KOSONG"],
  ])("%s: %s", (_, changes, status) => {
    expect(unclear(15, changes)).toBe(status);
    expect(unclear(-10, changes)).toBe("NIK_KOSONG");
  });
});

describe("a row with nothing but a number that nobody holds", () => {
  const numbered = (...weights: number[]): string =>
    statusOf(
      claim(
        weights.map((weight, at) =>
          candidate(at + 1, weight, { nik: "one-digit", name: "unknown", date: "unknown", place: "unknown", tokens: 0 }),
        ),
      ),
      ...Array.from({ length: 20 }, (_, at) => person(100 + at)),
    )[0]!;

  test("is shown the one whose number is a slip away, not one of several", () => {
    expect(numbered(10)).toBe("PERLU_CEK");
    expect(numbered(10, 9.8)).toBe("TIDAK_DITEMUKAN");
    expect(numbered(18, 11)).toBe("PERLU_CEK");
  });
});

describe("the share of wrong matches that a run may expect", () => {
  /** Rows without a NIK whose probabilities lie on both sides of what one row needs. */
  const rowsOf = (count: number): Resolution => {
    const next = random(7);
    return resolved(
      ...Array.from({ length: count }, (_, at) => claim([candidate(at + 1, 12 + 14 * next(), { nik: "unknown" })], { nikState: "none" })),
    );
  };
  const probabilitiesOf = (answer: Resolution, count: number, status: string): number[] =>
    Array.from({ length: count }, (_, row) => row)
      .filter((row) => answer.status(row) === status)
      .map((row) => answer.probability(row));

  test("few rows are each judged by themselves", () => {
    const few = rowsOf(60);
    const matched = probabilitiesOf(few, 60, "PADAN_PROBABILISTIK");
    expect(Math.min(...matched)).toBeLessThan(0.99);
    expect(Math.max(...probabilitiesOf(few, 60, "PERLU_CEK"))).toBeLessThan(0.98);
  });

  test("of many the least sure go to review until one in a thousand is left", () => {
    const many = rowsOf(12_000);
    const matched = probabilitiesOf(many, 12_000, "PADAN_PROBABILISTIK");
    const review = probabilitiesOf(many, 12_000, "PERLU_CEK");
    const wrong = matched.reduce((sum, probability) => sum + 1 - probability, 0);
    expect(wrong).toBeLessThanOrEqual(0.001 * matched.length);
    expect(wrong).toBeGreaterThan(0.0009 * matched.length);
    expect(Math.max(...review)).toBeGreaterThan(0.98);
    expect(Math.max(...review)).toBeLessThanOrEqual(Math.min(...matched));
  });
});

describe("whoever bears the row's whole name in its village", () => {
  const namesake = (id: number, weight = 2, changes: Partial<Traits> = {}): ClaimCandidate =>
    candidate(id, weight, { nik: "unknown", date: "different", place: "desa", ...changes });
  const status = (candidates: ClaimCandidate[], changes: Partial<Claim> = {}): string =>
    statusOf(claim(candidates, { nikState: "none", ...changes }), ...Array.from({ length: 20 }, (_, at) => person(100 + at)))[0]!;

  test("the only one is shown whatever the birth date says", () => {
    expect(status([namesake(1)])).toBe("PERLU_CEK");
  });

  test("of several those are, of whom one in fifty is the person", () => {
    expect(status([namesake(1), namesake(2)])).toBe("NIK_KOSONG");
    expect(status([namesake(1, 12), namesake(2, 12)])).toBe("KANDIDAT_GANDA");
  });

  test("nobody is whose birth date and number are another's", () => {
    expect(status([namesake(1, 2, { nik: "different" })], { nikState: "usable" })).toBe("TIDAK_DITEMUKAN");
  });
});
