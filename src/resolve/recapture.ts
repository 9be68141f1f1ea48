/**
 * How many of the people who are there were not found, as far as those who were can tell (capture–recapture). A person is found by the
 * number, the birth date, the village, the card or the whole name; how often one of these fails is seen among those whom another
 * leads to as well. Taken as independent, their failing all together is what is lost.
 */
import { isNear } from "../link/compare/comparison.ts";
import type { ClaimLedger } from "./claim-ledger.ts";
import type { Traits } from "./claim.ts";
import type { Resolution } from "./resolution.ts";

/** Whether a person could have been found by it, had nothing else agreed. */
const ways: readonly ((traits: Traits) => boolean)[] = [
  ({ nik }) => nik !== "different" && nik !== "unknown" && nik !== "prefix",
  ({ date }) => date === "equal" || date === "default" || date === "swapped",
  ({ place }) => isNear(place),
  ({ card }) => card === "equal",
  ({ name }) => name === "equal" || name === "equivalent",
];

/** Fewer rows than this say nothing. */
const LEAST_ROWS = 50;

/** Estimated share of those who are in the extract whom nothing led to, 0 to 1; null where too few were found, or all by one way. */
export function lostShare(ledger: ClaimLedger, resolution: Resolution): number | null {
  /** By the set of ways that lead to a person, a bit each: rows, each as far as it is likely to be that person. */
  const found = new Float64Array(1 << ways.length);
  for (let row = 0; row < ledger.length; row++) {
    const best = resolution.best(row);
    if (best < 0) continue;
    const traits = ledger.traits(best);
    let set = 0;
    for (let way = 0; way < ways.length; way++) if (ways[way]!(traits)) set |= 1 << way;
    found[set]! += resolution.probabilityOf(best);
  }
  return lostOf(found);
}

/** Of the people found by each set of ways. */
export function lostOf(found: Float64Array): number | null {
  let lost = 1;
  let used = 0;
  let people = 0;
  for (let set = 1; set < found.length; set++) people += found[set]!;
  for (let way = 0; 1 << way < found.length; way++) {
    const bit = 1 << way;
    let byOthers = 0;
    let byBoth = 0;
    for (let set = 1; set < found.length; set++) {
      if ((set & ~bit) === 0) continue;
      byOthers += found[set]!;
      if ((set & bit) !== 0) byBoth += found[set]!;
    }
    if (byBoth === 0) continue;
    used++;
    lost *= 1 - byBoth / byOthers;
  }
  return people < LEAST_ROWS || used < 2 ? null : lost;
}
