/** How two words of two names agree. Canonical spelling on both sides. */
import { distance } from "fastest-levenshtein";
import { mayAbbreviate } from "../../normalise/name/abbreviations.ts";
import { collapse, weakCost } from "../../normalise/name/weak-rules.ts";

export type TokenKind = "equal" | "short" | "initial" | "weak" | "edit" | "edits" | "cut";

export interface TokenAgreement {
  readonly kind: TokenKind;
  /** Share of the word's rarity that the agreement is worth, 0 to 1. */
  readonly credit: number;
}

export interface TokenContext {
  readonly nikEqual: boolean;
  readonly dateEqual: boolean;
  readonly sameSex: boolean;
}

export const equalTokens: TokenAgreement = { kind: "equal", credit: 1 };
const short: TokenAgreement = { kind: "short", credit: 0.8 };
const initial: TokenAgreement = { kind: "initial", credit: 0.3 };

/** Null: two different words. */
export function tokenAgreement(left: string, right: string, context: TokenContext): TokenAgreement | null {
  if (left === right) return equalTokens;
  if (left.length === 1 || right.length === 1) return left[0] === right[0] ? initial : null;
  if (mayAbbreviate(left, right) || mayAbbreviate(right, left)) return short;
  const cost = weakCost(left, right, context.sameSex);
  if (cost !== null) return { kind: "weak", credit: 0.9 - cost };
  const shorter = Math.min(left.length, right.length);
  if (context.nikEqual && (isClerksShort(left, right) || isClerksShort(right, left))) return short;
  if (context.nikEqual && context.dateEqual && context.sameSex && (isWorn(left, right) || isWorn(right, left))) return short;
  if (shorter >= 3 && (left.startsWith(right) || right.startsWith(left))) return { kind: "cut", credit: 0.5 };
  if (Math.abs(left.length - right.length) > 2 || shorter < 4) return null;
  const edit = slip(left, right, shorter);
  if (edit !== null) return edit;
  if (context.nikEqual && collapse(left) === collapse(right)) return { kind: "edits", credit: 0.5 };
  return null;
}

/**
 * Short forms that clerks make as they go, readable only beside the number: the first letters (EN. for ENENG, NA70 for
 * NAPITUPULU) or consonants in their order (HS. for HASIBUAN, HRP for HARAHAP, DD for DEDE).
 */
function isClerksShort(form: string, long: string): boolean {
  if (form.length < 2 || form.length > 4 || long.length < form.length + 2) return false;
  if (form.length === 2 && long.startsWith(form)) return true;
  if (form[0] !== long[0] || /[AEIOU]/.test(form)) return false;
  let at = 0;
  for (const letter of long) if (letter === form[at]) at++;
  return at === form.length;
}

/** What daily use leaves of a name: its beginning (ZUL), its end (PARMI, NGAH), or some of its letters (SY for SYARIF). DARMAWAN is not DARMA. */
function isWorn(worn: string, long: string): boolean {
  // Longer words have lost the second letter of TH, SY to canonical spelling.
  const form = worn.replace(/^([CDGKST])[HY](?![AEIOU])/, "$1");
  if (form !== worn && form.length === 1) return form === long[0];
  if (form.length < 2 || long.length < form.length + (form.length > 3 ? 2 : 1)) return false;
  if (long === `${form}WAN` || long === `${form}WATI`) return false;
  if (form.length >= 3 && (long.startsWith(form) || long.endsWith(form))) return true;
  if (form[0] !== long[0]) return false;
  let at = 0;
  for (const letter of long) if (letter === form[at]) at++;
  return at === form.length;
}

/**
 * A typing error: one edit in a word of five letters or more (a swap of neighbours counts as one), two in eight or more. What
 * tells brothers and sexes apart (a final vowel, a final consonant, W/F) is no typing error unless much else agrees, so it is
 * worth little.
 */
function slip(left: string, right: string, shorter: number): TokenAgreement | null {
  const away = distance(left, right);
  if (away === 1) {
    if (distinguishes(left, right)) return null;
    if (shorter < 5) return { kind: "edits", credit: 0.35 };
    return { kind: "edit", credit: left.length === right.length ? 0.5 : 0.6 };
  }
  if (away === 2) {
    if (isSwap(left, right)) return { kind: "edit", credit: 0.6 };
    if (shorter >= 7 && left[0] === right[0]) return { kind: "edits", credit: 0.4 };
  }
  return null;
}

const VOWELS = "AEIOU";

/** A single difference that makes another name: SUSANTO/SUSANTI, RAHMAN/RAHMAT, IWAN/IVAN, DEDI/TEDI. */
export function distinguishes(left: string, right: string): boolean {
  if (left.length !== right.length || distance(left, right) !== 1) return false;
  let at = 0;
  while (left[at] === right[at]) at++;
  const a = left[at]!;
  const b = right[at]!;
  const pair = a < b ? a + b : b + a;
  if (pair === "FW" || pair === "DT" || pair === "BP") return true;
  if (at < left.length - 1) return false;
  return VOWELS.includes(a) === VOWELS.includes(b);
}

/** Two neighbouring letters exchanged. */
export function isSwap(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let at = 0;
  while (left[at] === right[at]) at++;
  return left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2);
}
