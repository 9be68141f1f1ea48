/** Keys of names for blocking: tolerant, never evidence. */
import { isLightToken } from "./light-tokens.ts";
import type { PersonName } from "./person-name.ts";
import { collapse, letterAt, lettersOf } from "./weak-rules.ts";

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

/** A, E, I, O, U, Y and H: bits by letter. */
const SILENT = lettersOf("AEIOUYH");

function consonants(token: string): string {
  const collapsed = collapse(token);
  let key = collapsed.slice(0, 1);
  let last = 0;
  for (let at = 1; at < collapsed.length; at++) {
    const letter = letterAt(collapsed, at);
    if (letter === last || (letter & SILENT) !== 0) continue;
    key += collapsed.charAt(at);
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

let lastName: PersonName | null = null;
let lastKey = "";

/** One text for all orders of a name's telling words. A name is often asked for twice in a row: for its sketch, and its keys. */
export function fullNameKey(name: PersonName): string {
  if (name === lastName) return lastKey;
  const keys: string[] = [];
  for (const token of name.tokens) if (!isLightToken(token)) keys.push(skeleton(token));
  if (keys.length === 0) for (const token of name.tokens) keys.push(skeleton(token));
  lastName = name;
  lastKey = keys.length === 1 ? keys[0]! : keys.sort().join("");
  return lastKey;
}
