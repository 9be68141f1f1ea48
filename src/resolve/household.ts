/** Members of one household support each other, and an officer's word goes before all evidence: what a candidate weighs in the list. */
import type { ClaimLedger } from "./claim-ledger.ts";
import { isRuledAgainst, namesAgree, namesCompatible } from "./traits.ts";
import type { MilliBits } from "../link/weigh/comparisons.ts";

/** Rows this near in the list may be one household where the list has no family cards. */
const NEIGHBOUR_ROWS = 6;
/** Bits that another member of the household, linked to the same card, lends a doubtful row. */
const HOUSEHOLD_BITS: MilliBits = 4000;
/** What a ruled pair weighs among rivals: more than any evidence, and the same for every officer's. */
const RULED_BITS: MilliBits = 60_000;
/** … and a person ruled out. */
export const RULED_OUT: MilliBits = -1_000_000;

/**
 * Weights with household support added: another row of the same list family (same card, or a neighbour in the list where no
 * cards are given) that is surely linked by NIK to another member of the candidate's family.
 */
export function effectiveWeights(ledger: ClaimLedger): Int32Array {
  const weights = new Int32Array(new SharedArrayBuffer(4 * ledger.slots));
  for (let slot = 0; slot < ledger.slots; slot++) weights[slot] = ledger.weight(slot);
  const sure = sureLinks(ledger);
  // Per card of a doubtful row, the families its sure ones lead to: on a good list few cards have any.
  const surelyOnCard = new Map<number, SureFamilies>();
  for (let row = 0; row < ledger.length; row++) if (sure[row]! < 0 && ledger.card(row) !== 0) surelyOnCard.set(ledger.card(row), new Map());
  for (let row = 0; row < ledger.length; row++) {
    const slot = sure[row]!;
    if (slot < 0 || ledger.family(slot) === 0) continue;
    const families = surelyOnCard.get(ledger.card(row));
    const known = families?.get(ledger.family(slot));
    families?.set(ledger.family(slot), known === undefined || known === ledger.id(slot) ? ledger.id(slot) : SEVERAL);
  }
  for (let row = 0; row < ledger.length; row++) {
    if (sure[row]! >= 0) continue;
    for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
      if (isSupported(row, slot, ledger, sure, surelyOnCard)) weights[slot]! += HOUSEHOLD_BITS;
    }
  }
  for (let slot = 0; slot < ledger.slots; slot++) {
    const traits = ledger.traits(slot);
    if (traits.ruling === "same") weights[slot] = RULED_BITS;
    else if (traits.ruling === "different" && !isRuledAgainst(traits)) weights[slot] = RULED_OUT;
  }
  return weights;
}

/** By family, the id of the one member that is surely linked, or `SEVERAL`. However many rows are on a card, it is asked once. */
type SureFamilies = Map<number, number>;
const SEVERAL = -1;

/** Per row the slot of its surely linked holder, or -1. */
function sureLinks(ledger: ClaimLedger): Int32Array {
  const sure = new Int32Array(ledger.length).fill(-1);
  for (let row = 0; row < ledger.length; row++) {
    for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
      const traits = ledger.traits(slot);
      if (traits.nik === "equal" && namesAgree(traits) && traits.date !== "different") sure[row] = slot;
    }
  }
  return sure;
}

function isSupported(
  row: number,
  slot: number,
  ledger: ClaimLedger,
  sure: Int32Array,
  surelyOnCard: ReadonlyMap<number, SureFamilies>,
): boolean {
  const family = ledger.family(slot);
  const traits = ledger.traits(slot);
  if (family === 0 || traits.card === "equal" || !namesCompatible(traits)) return false;
  const supports = (other: number): boolean => other >= 0 && ledger.family(other) === family && ledger.id(other) !== ledger.id(slot);
  if (ledger.card(row) !== 0) {
    const member = surelyOnCard.get(ledger.card(row))?.get(family);
    return member !== undefined && member !== ledger.id(slot);
  }
  for (let other = Math.max(0, row - NEIGHBOUR_ROWS); other <= Math.min(ledger.length - 1, row + NEIGHBOUR_ROWS); other++) {
    if (supports(sure[other]!)) return true;
  }
  return false;
}
