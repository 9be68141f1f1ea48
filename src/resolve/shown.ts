/** Whom a clerk is shown where nobody is sure enough. */
import type { Traits } from "./claim.ts";
import type { ClaimLedger } from "./claim-ledger.ts";
import { isUnlike } from "./traits.ts";
import { isNear } from "../link/compare/comparison.ts";

/** The best of those whom a clerk wants to see; the only one of the row's whole name in its village is, whatever the birth date says. */
export function bestShown(order: readonly number[], ledger: ClaimLedger, probabilities: Float64Array): number | undefined {
  const namesakes = order.filter((slot) => isNamesakeHere(ledger.traits(slot)));
  const only = namesakes.length === 1 && ledger.traits(namesakes[0]!).nik !== "different" ? namesakes[0] : undefined;
  return order.find((slot) => slot === only || stands(ledger.traits(slot), probabilities[slot]!));
}

/** Bears the row's whole name in its village. */
function isNamesakeHere({ name, place }: Traits): boolean {
  return (name === "equal" || name === "equivalent") && isNear(place);
}

/** Of several who bear the row's name in its village, born on other dates, those are shown of whom at least one in fifty is the person … */
const OTHER_DATE_PROBABILITY = 0.02;
/** … of those who bear it and have another number, one in twenty-five … */
const CONTRADICTED_PROBABILITY = 0.04;
/** … lives elsewhere, one in sixty-six … */
const ELSEWHERE_PROBABILITY = 0.015;
/** … and whose name, or house, is nearly the row's, where one in two hundred is. */
const NEARLY_NAMED_PROBABILITY = 0.005;
/** Whose name resembles the row's and whose birth date is the row's, where one in twelve is. */
const RESEMBLING_PROBABILITY = 0.08;

/**
 * Whom a careful clerk would want to see, whatever the prior says: who bears the row's whole name in its village, on its birth date or
 * on its card, or in its kecamatan where that is all it says of the person; who bears it elsewhere, among few; who nearly bears it in
 * its village, on its card, on its very birth date or, whatever the dates, in its house; who stands on its card where the row gives no
 * name.
 */
export function stands({ nik, date, name, card, place, kin, inKecamatan }: Traits, probability: number): boolean {
  if (kin) return true;
  // The number is the row's but for a slip that a machine or a pen makes, and the name may be: whatever the date says.
  if (nik === "damage" && name !== "unknown" && !isUnlike(name)) return true;
  const isContradicted = nik === "different" || date === "different";
  if (name === "unknown") return card === "equal" && !isContradicted;
  if (name === "equal" || name === "equivalent") {
    const isThere = date === "equal" || date === "default" || isNear(place) || (date === "unknown" && inKecamatan);
    if (!isThere) return !isContradicted && probability >= ELSEWHERE_PROBABILITY;
    const least = nik === "different" ? CONTRADICTED_PROBABILITY : date === "different" ? OTHER_DATE_PROBABILITY : 0;
    return probability >= least;
  }
  if (name === "different" || nik === "different" || probability < NEARLY_NAMED_PROBABILITY) return false;
  const isHome = place === "house" || place === "card";
  // One of the house whose name is the row's but for slips, whatever the date; else the date must not be another's.
  if (isHome && !isUnlike(name) && name !== "partial") return true;
  if (name === "resembling" && (date === "equal" || (date === "default" && isNear(place))) && probability >= RESEMBLING_PROBABILITY)
    return true;
  return date !== "different" && (isUnlike(name) ? place === "house" : isNear(place) || date === "equal");
}
