import { expect, test } from "vitest";
import { claimColumns, type Claim, type ClaimCandidate, type Traits } from "../../src/resolve/claim.ts";
import { ClaimCollector } from "../../src/resolve/claim-ledger.ts";
import { defaultModel } from "../../src/link/weigh/default-model.ts";
import { resolve } from "../../src/resolve/resolve.ts";
import type { Resolution } from "../../src/resolve/resolution.ts";

const agreeing: Traits = {
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
};
const otherName = { name: "different", date: "different" } as const;

function candidate(id: number, weight: number, changes: Partial<Traits>): ClaimCandidate {
  return { id, weight: weight * 1000, traits: { ...agreeing, ...changes }, family: 0, person: id };
}

function row(ruling: Claim["ruling"], candidates: ClaimCandidate[], changes: Partial<Claim> = {}): Claim {
  return {
    nikState: "usable",
    nikHigh: 0,
    nikLow: 0,
    card: 0,
    cardLow: 0,
    nameHashes: [1, 2],
    covered: true,
    capped: false,
    ruling,
    residual: 0,
    candidates,
    ...changes,
  };
}

/** The answers of some rows among a hundred ordinary ones. */
function resolved(...rows: Claim[]): Resolution {
  const others = Array.from({ length: 100 }, (_, at) => row("none", [candidate(1000 + at, 45, {})]));
  const collector = new ClaimCollector();
  collector.append(claimColumns([...rows, ...others]));
  return resolve(collector.ledger(), defaultModel, 100_000);
}

function statusesOf(...rows: Claim[]): string[] {
  const answer = resolved(...rows);
  return rows.map((_, at) => answer.status(at));
}

test.each<[string, Claim, string]>([
  ["SAMA, the number under another's name", row("person", [candidate(1, 5, { ...otherName, ruling: "same" })]), "PADAN_PUTUSAN"],
  ["SAMA, hardly any evidence", row("person", [candidate(1, -20, { nik: "different", name: "partial", ruling: "same" })]), "PADAN_PUTUSAN"],
  [
    "SAMA among two who fit alike",
    row("person", [candidate(1, 30, { nik: "unknown" }), candidate(2, 30, { nik: "unknown", ruling: "same" })]),
    "PADAN_PUTUSAN",
  ],
  ["SAMA of a row that is PADAN by itself", row("person", [candidate(1, 45, { ruling: "same" })]), "PADAN"],
  ["BEDA of the owner of the number, whose name agrees", row("person", [candidate(1, 45, { ruling: "different" })]), "PERLU_CEK"],
  [
    "BEDA of the owner of the number, who has another name: nobody is left",
    row("person", [candidate(1, 5, { ...otherName, ruling: "different" })], { nikState: "none" }),
    "NIK_KOSONG",
  ],
  [
    "BEDA of one of two who fit alike: the other is left",
    row("person", [candidate(1, 32, { nik: "unknown", ruling: "different" }), candidate(2, 32, { nik: "unknown" })], {
      nikState: "none",
    }),
    "PADAN_PROBABILISTIK",
  ],
  ["the right NIK, found under the row's name", row("number", [candidate(1, 45, {})]), "PADAN_PUTUSAN"],
  ["the right NIK, under another name", row("review", [candidate(1, 5, otherName)]), "NIK_PADAN_NAMA_BEDA"],
  ["the right NIK, nowhere", row("review", []), "PERLU_CEK"],
  [
    "officers differ about somebody who would be matched",
    row("review", [candidate(1, 35, { nik: "unknown", ruling: "contested" })], { nikState: "none" }),
    "PERLU_CEK",
  ],
  ["officers differ about a row that is PADAN by itself", row("review", [candidate(1, 45, { ruling: "contested" })]), "PADAN"],
])("%s", (_, claim, status) => {
  expect(statusesOf(claim)).toEqual([status]);
});

test("whoever is ruled out is nobody's candidate, nor named as one", () => {
  const answer = resolved(
    row("person", [candidate(1, 40, { nik: "unknown", ruling: "different" }), candidate(2, 30, { nik: "unknown" })], { nikState: "none" }),
  );
  expect(answer.best(0)).toBe(1);
  expect(answer.others(0)).toEqual([]);
});

test("D6: two rows ruled to be one person: the first keeps, whatever they weigh", () => {
  const ruled = (weight: number): Claim => row("person", [candidate(1, weight, { ...otherName, ruling: "same" })]);
  expect(statusesOf(ruled(3), ruled(9))).toEqual(["PADAN_PUTUSAN", "GANDA_DI_DAFTAR"]);
});

test("whoever holds the person by number and name goes before the ruled row, evidence alone comes after it", () => {
  const ruled = row("person", [candidate(1, 5, { ...otherName, ruling: "same" })]);
  expect(statusesOf(ruled, row("none", [candidate(1, 45, {})]))).toEqual(["GANDA_DI_DAFTAR", "PADAN"]);
  const byEvidence = row("none", [candidate(1, 40, { nik: "unknown" })], { nikState: "none" });
  expect(statusesOf(byEvidence, ruled)).toEqual(["GANDA_DI_DAFTAR", "PADAN_PUTUSAN"]);
});
