/**
 * What the rows beside a row tell of it. A list is written village by village: where a row itself names no place, its person lives most
 * likely where those of the rows around it live, and a namesake of the same birth date anywhere. How far a list is in such an order is
 * counted in the list itself; of a list in no order, or of an extract of one village, neighbours tell nothing.
 */
import type { ClaimLedger } from "./claim-ledger.ts";
import { oddsOf } from "../link/weigh/competition.ts";
import type { MilliBits } from "../link/weigh/comparisons.ts";

/** Rows looked at before and after. */
const AROUND = 6;
/** From here on a row's best candidate tells where the list is; below the second, a candidate is somebody else. */
const SURE = 0.95;
const UNLIKELY = 0.05;
/** Fewer of either say nothing of the list's order. */
const LEAST_SEEN = 30;
/** However orderly a list, one row in ten may be of somewhere else: nobody is called missing for the neighbours alone. */
const MOST_ORDERLY = 0.9;

/** Per slot, what its row's neighbours say for or against it, in shared memory; 0 where they say nothing. */
export function neighbourBits(ledger: ClaimLedger, weights: Int32Array, prior: MilliBits): Int32Array {
  const bits = new Int32Array(new SharedArrayBuffer(4 * ledger.slots));
  const sure = new Int32Array(ledger.length).fill(-1);
  const isUnlikely = new Uint8Array(ledger.slots);
  for (let row = 0; row < ledger.length; row++) {
    if (ledger.namesPlace(row)) continue;
    const first = ledger.firstSlot(row);
    const end = ledger.firstSlot(row + 1);
    let all = 1 + ledger.residual(row) * oddsOf(0, prior);
    for (let slot = first; slot < end; slot++) all += oddsOf(weights[slot]!, prior);
    for (let slot = first; slot < end; slot++) {
      const share = Number.isFinite(all) ? oddsOf(weights[slot]!, prior) / all : end - first === 1 ? 1 : 0.5;
      if (share >= SURE && ledger.village(slot) >= 0) sure[row] = slot;
      if (share <= UNLIKELY) isUnlikely[slot] = 1;
    }
  }
  // Per slot: 1, lives where a neighbour lives; 2, elsewhere; 0, nothing to tell.
  const found = new Uint8Array(ledger.slots);
  const ofSure = { near: 0, all: 0 };
  const ofUnlikely = { near: 0, all: 0 };
  for (let row = 0; row < ledger.length; row++) {
    if (ledger.namesPlace(row)) continue;
    for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
      found[slot] = relation(row, slot, ledger, sure);
      const counts = sure[row] === slot ? ofSure : isUnlikely[slot] === 1 ? ofUnlikely : null;
      if (found[slot] === 0 || counts === null) continue;
      counts.all++;
      if (found[slot] === 1) counts.near++;
    }
  }
  if (ofSure.all < LEAST_SEEN || ofUnlikely.all < LEAST_SEEN) return bits;
  const orderly = Math.min((ofSure.near + 1) / (ofSure.all + 2), MOST_ORDERLY);
  const byChance = (ofUnlikely.near + 1) / (ofUnlikely.all + 2);
  if (orderly <= byChance) return bits;
  const near = Math.round(1000 * Math.log2(orderly / byChance));
  const elsewhere = Math.round(1000 * Math.log2((1 - orderly) / (1 - byChance)));
  for (let slot = 0; slot < bits.length; slot++) bits[slot] = found[slot] === 1 ? near : found[slot] === 2 ? elsewhere : 0;
  return bits;
}

/** Whose number or card is the row's has been told where it lives; another row for the same person says nothing new. */
function relation(row: number, slot: number, ledger: ClaimLedger, sure: Int32Array): 0 | 1 | 2 {
  const village = ledger.village(slot);
  const { nik, card } = ledger.traits(slot);
  if (village < 0 || nik === "equal" || card === "equal") return 0;
  let isElsewhere = false;
  for (let other = Math.max(0, row - AROUND); other <= Math.min(ledger.length - 1, row + AROUND); other++) {
    const neighbour = sure[other]!;
    if (other === row || neighbour < 0 || ledger.list(other) !== ledger.list(row)) continue;
    if (ledger.person(neighbour) === ledger.person(slot)) continue;
    if (ledger.village(neighbour) === village) return 1;
    isElsewhere = true;
  }
  return isElsewhere ? 2 : 0;
}
