/** A name ready to be compared. Tokens are upper case, A–Z only, in canonical spelling; titles are set aside. */
export interface PersonName {
  /** The main reading, in the order written; at least one token. */
  readonly tokens: readonly string[];
  /** Other readings of the whole name: alias, without the patronym, expanded abbreviations, … */
  readonly alternatives: readonly (readonly string[])[];
  /** What was set aside or noticed, as small flags a comparison may use. */
  readonly marks: readonly NameMark[];
}
/**
 * `husband-name`: under NY. or before (ISTRI), her own or her husband's. `salutation`: IBU, BPK. and the like tell the sex. `relative-name`: a relative's (*istri X*). `newborn`: the mother's, until the child has one. `several-people`: the cell names
 * more than one person. `not-a-person`: a group named after somebody (X CS, KEL. X). `on-behalf`: for whom somebody acts, or through whom (A.N. X, C/O X).
 */
export type NameMark =
  | "husband-name"
  | "salutation"
  | "relative-name"
  | "several-people"
  | "newborn"
  | "deceased"
  | "not-a-person"
  | "on-behalf"
  | "truncated"
  | "title";

/** Under these marks a name may be a relative's, or one of several people's. */
export const marksOfRelatives: ReadonlySet<NameMark> = new Set<NameMark>([
  "husband-name",
  "relative-name",
  "several-people",
  "newborn",
  "not-a-person",
  "on-behalf",
]);

/** The same words in the same order. */
export function sameTokens(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}
