/** Candidates compete: a row for one person, rows for the same person. What comes of it are probabilities. */
import type { ClaimLedger } from "./claim-ledger.ts";
import { forEachGroup } from "./groups.ts";
import { RULED_OUT } from "./household.ts";
import { isSure, namesAgree } from "./traits.ts";
import { oddsOf, priorWeight, probabilityOf } from "../link/weigh/competition.ts";
import type { MilliBits } from "../link/weigh/comparisons.ts";
import type { LinkageModel } from "../link/weigh/model.ts";

/** Rounds in which the partner share is estimated; it settles in two or three. */
const PRIOR_ROUNDS = 4;

/** The share π of rows with a partner: the fixed point of "expected partners over rows", from the model's guess. */
export function estimatePartnerShare(ledger: ClaimLedger, weights: Int32Array, model: LinkageModel, size: number): number {
  let share = model.settings.partnerShare;
  if (ledger.length === 0) return share;
  for (let round = 0, before = NaN; round < PRIOR_ROUNDS; round++) {
    const prior = priorWeight(share, size);
    if (prior === before) break;
    before = prior;
    let expected = 0;
    for (let row = 0; row < ledger.length; row++) {
      const odds = rowOdds(row, ledger, weights, prior);
      expected += Number.isFinite(odds) ? odds / (1 + odds) : 1;
    }
    share = Math.min(0.99, Math.max(0.05, expected / ledger.length));
  }
  return share;
}

export function rowOdds(row: number, ledger: ClaimLedger, weights: Int32Array, prior: MilliBits): number {
  const residual = ledger.residual(row);
  let sum = residual === 0 ? 0 : residual * oddsOf(0, prior);
  for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) sum += oddsOf(weights[slot]!, prior);
  return sum;
}

/** Probability per slot. */
export function compete(ledger: ClaimLedger, weights: Int32Array, prior: MilliBits): Float64Array {
  const probabilities = new Float64Array(new SharedArrayBuffer(8 * ledger.slots));
  const rivals = rivalOdds(ledger, weights, prior);
  for (let row = 0; row < ledger.length; row++) {
    const own = rowOdds(row, ledger, weights, prior);
    for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
      probabilities[slot] = probabilityOf(oddsOf(weights[slot]!, prior), own, rivals[slot]!);
    }
  }
  return probabilities;
}

/**
 * Per slot, the odds of other rows for the same person, each against that row being somebody else's or nobody's: a row with other
 * candidates as good can go to them. For two rows this is exact. Two sure claims on one person are one person listed twice: they
 * do not compete, the double claim is reported instead.
 */
function rivalOdds(ledger: ClaimLedger, weights: Int32Array, prior: MilliBits): Float64Array {
  const rivals = new Float64Array(ledger.slots);
  const slots = new Uint32Array(ledger.slots);
  for (let slot = 0; slot < slots.length; slot++) slots[slot] = slot;
  const rowOf = rowsOfSlots(ledger);
  const claims = claimOdds(ledger, weights, prior);
  // Lists do not compete: a person may well be on several.
  forEachGroup(slots, [(slot) => ledger.id(slot), (slot) => ledger.list(rowOf[slot]!)], (group) => {
    let all = 0;
    let notSure = 0;
    const sure = group.map((slot) => isSure(ledger.traits(slot)));
    group.forEach((slot, at) => {
      all += claims[slot]!;
      if (!sure[at]) notSure += claims[slot]!;
    });
    group.forEach((slot, at) => {
      rivals[slot] = Math.max(0, sure[at] ? notSure : all - claims[slot]!);
    });
  });
  return rivals;
}

/** Per slot, the odds that its person is the row's against anybody else or nobody. */
function claimOdds(ledger: ClaimLedger, weights: Int32Array, prior: MilliBits): Float64Array {
  const claims = new Float64Array(ledger.slots);
  for (let row = 0; row < ledger.length; row++) {
    const all = rowOdds(row, ledger, weights, prior);
    for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
      const odds = oddsOf(weights[slot]!, prior);
      claims[slot] = odds / (1 + Math.max(0, Number.isFinite(all) ? all - odds : 0));
    }
  }
  return claims;
}

function rowsOfSlots(ledger: ClaimLedger): Uint32Array {
  const rows = new Uint32Array(ledger.slots);
  for (let row = 0; row < ledger.length; row++) rows.fill(row, ledger.firstSlot(row), ledger.firstSlot(row + 1));
  return rows;
}

/** The probability of a slot's person, whom the extract may have on several rows. */
export function ofPerson(row: number, best: number, ledger: ClaimLedger, probabilities: Float64Array): number {
  const person = ledger.person(best);
  const byNumber = ledger.traits(best).nik === "equal" && namesAgree(ledger.traits(best));
  let sum = 0;
  for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
    const isSame = ledger.person(slot) === person || (byNumber && ledger.traits(slot).nik === "equal" && namesAgree(ledger.traits(slot)));
    if (isSame) sum += probabilities[slot]!;
  }
  return Math.min(sum, 1);
}

/** A row's slots but for those ruled out, most probable first; the order never depends on anything but weights and ids. */
export function ranked(row: number, ledger: ClaimLedger, probabilities: Float64Array, weights: Int32Array): number[] {
  const slots: number[] = [];
  for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) if (weights[slot] !== RULED_OUT) slots.push(slot);
  return slots.sort((a, b) => probabilities[b]! - probabilities[a]! || weights[b]! - weights[a]! || ledger.id(a) - ledger.id(b));
}
