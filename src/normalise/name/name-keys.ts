/** Keys of names for blocking: tolerant, never evidence. */
import { isLightToken } from "./light-tokens.ts";
import type { PersonName } from "./person-name.ts";
import { consonantsOf } from "./skeleton.ts";

const skeletons = new Map<string, string>();
const MEMORY = 200_000;

/** `consonantsOf` a token, remembered. */
export function skeleton(token: string): string {
  const known = skeletons.get(token);
  if (known !== undefined) return known;
  if (skeletons.size >= MEMORY) skeletons.clear();
  const key = consonantsOf(token);
  skeletons.set(token, key);
  return key;
}

/** Skeletons of the distinct tokens over all readings; tokens of one or two letters count only where there are no others. */
export function nameKeys(tokens: readonly string[], alternatives: PersonName["alternatives"]): string[] {
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
  return tokens.length === 1 ? skeleton(tokens[0]!) : consonantsOf(tokens.join(""));
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
