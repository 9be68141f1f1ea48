/** A list that names no places, as claims: rows whose person is clear, and one in ten that has two namesakes to choose from. */
import { describe, expect, test } from "vitest";
import { defaultModel } from "../../src/link/weigh/default-model.ts";
import { ClaimCollector } from "../../src/resolve/claim-ledger.ts";
import { claimColumns, type Claim, type ClaimCandidate } from "../../src/resolve/claim.ts";
import { resolve } from "../../src/resolve/resolve.ts";
import type { Resolution } from "../../src/resolve/resolution.ts";
import { random } from "../support/random.ts";

const ROWS = 600;
const VILLAGES = 40;
const size = 100_000;

function candidate(id: number, bits: number, village: number): ClaimCandidate {
  const place = {
    place: "unknown",
    card: "unknown",
    sexDiffers: false,
    tokens: 2,
    noted: false,
    ruling: "none",
    kin: false,
    inKecamatan: false,
  } as const;
  return { id, weight: bits * 1000, traits: { nik: "unknown", date: "equal", name: "equal", ...place }, family: 0, village, person: id };
}

/** `villageOf`: where the person of a row lives; the doubtful row's true person first, then a namesake of the same date elsewhere. */
function listOf(villageOf: (row: number) => number, elsewhere: (row: number) => number, namesPlace = false): Claim[] {
  return Array.from({ length: ROWS }, (_, row) => {
    const own = candidate(row, isDoubtful(row) ? 19.5 : 26, villageOf(row));
    const candidates = [own, candidate(ROWS + row, isDoubtful(row) ? 19 : 12, elsewhere(row))];
    const rest = { nikState: "none", nikHigh: 0, nikLow: 0, card: 0, cardLow: 0, covered: true, capped: false } as const;
    return { ...rest, nameHashes: [row + 1], namesPlace, ruling: "none", residual: 0, candidates };
  });
}

function isDoubtful(row: number): boolean {
  return row % 10 === 5;
}

function resolved(claims: readonly Claim[]): Resolution {
  const collector = new ClaimCollector();
  collector.append(claimColumns(claims));
  return resolve(collector.ledger(), defaultModel, size);
}

const villageByVillage = (row: number): number => Math.floor(row / (ROWS / VILLAGES));
const anywhere = (seed: number): ((row: number) => number) => {
  const next = random(seed);
  const villages = Array.from({ length: ROWS }, () => Math.floor(next() * VILLAGES));
  return (row) => villages[row]!;
};

/** Statuses of the doubtful rows, and what their candidates got of their neighbours. */
function doubtful(answer: Resolution): { readonly statuses: Set<string>; readonly bits: readonly number[] } {
  const rows = Array.from({ length: ROWS }, (_, row) => row).filter(isDoubtful);
  return {
    statuses: new Set(rows.map((row) => answer.status(row))),
    bits: rows.flatMap((row) => [answer.ofNeighbours(2 * row), answer.ofNeighbours(2 * row + 1)]),
  };
}

describe("rows that name no place", () => {
  test("of a list written village by village: who lives where the neighbours live goes before a namesake elsewhere", () => {
    const answer = resolved(listOf(villageByVillage, anywhere(1)));
    const { statuses } = doubtful(answer);
    expect(statuses).toContain("PADAN_PROBABILISTIK");
    for (let row = 0; row < ROWS; row++) expect([answer.best(row) % 2, answer.clashes(row)]).toEqual([0, []]);
  });

  test("… and a namesake elsewhere, though the only candidate, is a question", () => {
    const other = anywhere(2);
    const claims = listOf(villageByVillage, anywhere(1)).map((claim, row) =>
      isDoubtful(row) ? { ...claim, candidates: [candidate(row, 18.5, VILLAGES + other(row))] } : claim,
    );
    const answer = resolved(claims);
    for (let row = 0; row < ROWS; row++)
      expect([answer.status(row), answer.clashes(row)]).toEqual(
        isDoubtful(row) ? ["PERLU_CEK", ["SEKITAR_BEDA"]] : ["PADAN_PROBABILISTIK", []],
      );
  });

  test.each<[string, Claim[]]>([
    ["of a list in no order", listOf(anywhere(3), anywhere(4))],
    [
      "of an extract of one village",
      listOf(
        () => 0,
        () => 0,
      ),
    ],
    [
      "of people whose villages are not known",
      listOf(
        () => -1,
        () => -1,
      ),
    ],
    ["of a list that names villages itself", listOf(villageByVillage, anywhere(1), true)],
    ["of a short list", listOf(villageByVillage, anywhere(1)).slice(0, 20)],
  ])("%s tell next to nothing of each other", (_, claims) => {
    const answer = resolved(claims);
    for (const [row, { candidates }] of claims.entries())
      for (const [at] of candidates.entries()) expect(Math.abs(answer.ofNeighbours(2 * row + at))).toBeLessThan(1000);
  });
});
