/** What names, dates and numbers of a candidate allow to be said. */
import type { Traits } from "./claim.ts";
import { isNear } from "../link/compare/comparison.ts";

/** Names that one person may bear in two files without anybody asking. */
export function namesAgree({ name }: Pick<Traits, "name">): boolean {
  return name === "equal" || name === "equivalent" || name === "abbreviated" || name === "near";
}

/** Names that leave something standing but contradict nothing. */
export function namesCompatible(traits: Traits): boolean {
  return namesAgree(traits) || traits.name === "several" || traits.name === "subset";
}

export function dateSupports({ date }: Traits): boolean {
  return date === "equal" || date === "swapped" || date === "slip" || date === "default";
}

/**
 * A claim that nothing speaks against: number (as far as there is one, or but for a slip), name and date go together; where there is
 * no date, the name with the card, or with a number that damage explains. The same card vouches where the number is another's
 * altogether. A row without a name under a number contradicts nobody by itself.
 */
export function isSure(traits: Traits): boolean {
  if (traits.ruling === "same") return true;
  if (traits.sexDiffers) return false;
  if (traits.name === "unknown") return traits.nik === "equal" && traits.date !== "different" && traits.date !== "year";
  if (!namesAgree(traits)) return false;
  if (traits.nik === "equal") return true;
  if (traits.date === "unknown" && (traits.card === "equal" || traits.nik === "damage")) return true;
  if (!dateSupports(traits)) return false;
  const isOtherNik = traits.nik === "different" || traits.nik === "serial" || traits.nik === "region";
  return !isOtherNik || (traits.card === "equal" && traits.name === "equal");
}

/**
 * Whether a found NIK's owner is the row's person by name. A name of which words stand on one side only, or explained only in
 * several steps, needs the birth date or the family card beside the number; a slip that may be another name needs the date, or
 * where the list gives none, the village.
 */
export function holderAgrees(traits: Traits): boolean {
  if (namesAgree(traits)) return true;
  if (traits.name === "slip") return !traits.sexDiffers && (dateSupports(traits) || (traits.date === "unknown" && isNear(traits.place)));
  if (traits.name !== "several" && traits.name !== "subset") return false;
  return dateSupports(traits) || traits.card === "equal" || (traits.date !== "different" && (traits.tokens >= 2 || isNear(traits.place)));
}

/** Whether an officer has decided about the person. */
export function isRuled({ ruling }: Traits): boolean {
  return ruling === "same" || ruling === "different";
}

/** Ruled out, though by NIK and name nothing speaks against the person: extract and officer disagree. */
export function isRuledAgainst(traits: Traits): boolean {
  return traits.ruling === "different" && traits.nik === "equal" && holderAgrees(traits);
}

/** No word agrees. */
export function isUnlike(name: Traits["name"]): boolean {
  return name === "resembling" || name === "different";
}
