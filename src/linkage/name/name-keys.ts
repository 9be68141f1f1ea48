/** Keys of names for blocking: tolerant, never evidence. */
import { isLightToken } from "./light-tokens.ts";
import type { PersonName } from "./person-name.ts";
import { collapse } from "./weak-rules.ts";

const skeletons = new Map<string, string>();
const MEMORY = 200_000;

/** A token's consonants, after every weak rule: what survives most clerks. The first letter stays even where it is a vowel. */
export function skeleton(token: string): string {
  const known = skeletons.get(token);
  if (known !== undefined) return known;
  if (skeletons.size >= MEMORY) skeletons.clear();
  const key = consonants(token);
  skeletons.set(token, key);
  return key;
}

function consonants(token: string): string {
  const collapsed = collapse(token);
  let key = collapsed.charAt(0);
  let last = "";
  for (let at = 1; at < collapsed.length; at++) {
    const letter = collapsed.charAt(at);
    if (letter === last || "AEIOUYH".includes(letter)) continue;
    key += letter;
    last = letter;
  }
  return key;
}

/** Skeletons of the distinct tokens over all readings; tokens of one or two letters count only where there are no others. */
export function nameKeys({ tokens, alternatives }: PersonName): string[] {
  const keys: string[] = [];
  addKeys(keys, tokens);
  for (const reading of alternatives) addKeys(keys, reading);
  if (keys.length === 0) for (const token of tokens) if (!keys.includes(token)) keys.push(token);
  return keys;
}

function addKeys(keys: string[], tokens: readonly string[]): void {
  for (const token of tokens) {
    if (token.length <= 2) continue;
    const key = skeleton(token);
    if (!keys.includes(key)) keys.push(key);
  }
}

/** One text for all spacings of a name: DEDI YOYANDI, DEDIYOYANDI. */
export function joinedNameKey({ tokens }: PersonName): string {
  // Whole names hardly repeat: they are not worth remembering.
  return tokens.length === 1 ? skeleton(tokens[0]!) : consonants(tokens.join(""));
}

/** One text for all orders of a name's telling words. */
export function fullNameKey({ tokens }: PersonName): string {
  const telling = tokens.filter((token) => !isLightToken(token));
  return [...(telling.length > 0 ? telling : tokens)].map(skeleton).sort().join("");
}
