/**
 * Spelling differences that may part two people as well as two clerks (RIZAL/RIJAL is one man, ADE/ADI are two): each may
 * explain one token at a cost, never two of them on one token unless the NIK vouches. Applied to canonical tokens.
 */
import { remembering } from "../memo.ts";
import { withoutDoubles } from "./canonical-spelling.ts";

export interface WeakRule {
  readonly name: string;
  /** Share of a token's credit that the rule costs. */
  readonly cost: number;
  /** Holds for people of one sex only: in Javanese names O/A marks it. */
  readonly sameSex?: true;
  /** Stands in whatever the pattern finds, as a bit of `lettersOf`: most words have none, and need not be searched. */
  readonly letter: number;
  readonly pattern: RegExp;
  readonly by: string;
}

const replace = (letter: string, pattern: RegExp, by: string): Pick<WeakRule, "letter" | "pattern" | "by"> => ({
  letter: lettersOf(letter),
  pattern,
  by,
});

/** The letters of an upper-case text, a bit each. */
export function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) letters |= letterAt(text, at);
  return letters;
}

/** The letter at a place of an upper-case text, as a bit. */
function letterAt(text: string, at: number): number {
  return 1 << (text.charCodeAt(at) - 65);
}

/** In this order `collapse` applies them: what one rule makes (J of Z, K of C) the next may take further. */
export const weakRules: readonly WeakRule[] = [
  { name: "Z/J", cost: 0.2, ...replace("Z", /Z/g, "J") },
  { name: "J/Y", cost: 0.3, ...replace("J", /J/g, "Y") },
  { name: "F/P", cost: 0.2, ...replace("F", /F/g, "P") },
  { name: "Z/S", cost: 0.2, ...replace("Z", /Z/g, "S") },
  { name: "final D/T", cost: 0.15, ...replace("D", /D$/, "T") },
  { name: "final B/P", cost: 0.15, ...replace("B", /B$/, "P") },
  { name: "AI/E", cost: 0.2, ...replace("I", /AI/g, "E") },
  { name: "AU/O", cost: 0.2, ...replace("U", /AU|OU/g, "O") },
  { name: "E/I", cost: 0.35, ...replace("E", /E/g, "I") },
  { name: "unstressed E", cost: 0.2, ...replace("E", /(?<=[A-Z])E(?=[A-Z])/g, "") },
  { name: "O/A", cost: 0.25, sameSex: true, ...replace("O", /O/g, "A") },
  { name: "O/U", cost: 0.25, ...replace("O", /O/g, "U") },
  { name: "H inside", cost: 0.25, ...replace("H", /(?<=[A-Z])H(?=[A-Z])/g, "") },
  { name: "initial H", cost: 0.35, ...replace("H", /^H(?=[AEIOU])/, "") },
  { name: "C/K", cost: 0.2, ...replace("C", /C(?=[AOU]|T|$)/g, "K") },
  { name: "K", cost: 0.2, ...replace("K", /K$|(?<=[AEIOU])K(?=[BCDFGHJLMNPRSTWZ])/g, "") },
  { name: "N/M", cost: 0.15, ...replace("N", /N(?=[BP])/g, "M") },
  { name: "H/K", cost: 0.2, ...replace("H", /H/g, "K") },
];

/** The token under each rule. */
const variantsOf = remembering((token: string): readonly string[] => {
  const letters = lettersOf(token);
  const made: string[] = [];
  for (const { letter, pattern, by } of weakRules) made.push((letters & letter) === 0 ? token : token.replace(pattern, by));
  return made;
});

/** Cost of the cheapest single rule under which two tokens are one, or null. */
export function weakCost(left: string, right: string, sameSex: boolean): number | null {
  if (Math.abs(left.length - right.length) > 2) return null;
  const a = variantsOf(left);
  const b = variantsOf(right);
  let least: number | null = null;
  for (let at = 0; at < weakRules.length; at++) {
    const { cost, sameSex: needsSex } = weakRules[at]!;
    if (a[at] === b[at] && (least === null || cost < least) && (needsSex !== true || sameSex)) least = cost;
  }
  return least;
}

/** All rules at once: only for blocking, and for pairs whose NIK is the same. */
export function collapse(token: string): string {
  let text = token;
  let letters = lettersOf(text);
  for (const { letter, pattern, by } of weakRules) {
    if ((letters & letter) === 0) continue;
    text = text.replace(pattern, by);
    letters = lettersOf(text);
  }
  return withoutDoubles(text);
}
