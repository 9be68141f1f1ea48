/** Keys of names for blocking: tolerant, never evidence. */
import { remembering } from "../memo.ts";
import { isLightToken } from "./light-tokens.ts";
import type { PersonName } from "./person-name.ts";
import { consonantsOf } from "./skeleton.ts";

/** `consonantsOf` a token. */
export const skeleton = remembering(consonantsOf);

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
export const joinedNameKey = rememberingOne(({ tokens }: PersonName): string =>
  // Whole names hardly repeat: they are not worth remembering.
  tokens.length === 1 ? skeleton(tokens[0]!) : consonantsOf(tokens.join("")),
);

/** One text for all orders of a name's telling words. */
export const fullNameKey = rememberingOne(({ tokens }: PersonName): string => {
  const keys: string[] = [];
  for (const token of tokens) if (!isLightToken(token)) keys.push(skeleton(token));
  if (keys.length === 0) for (const token of tokens) keys.push(skeleton(token));
  return keys.length === 1 ? keys[0]! : keys.sort().join("");
});

/** A name is asked for several times in a row: for its sketch, its blocks, its blocking keys. */
function rememberingOne(keyOf: (name: PersonName) => string): (name: PersonName) => string {
  let last: PersonName | null = null;
  let key = "";
  return (name) => {
    if (name !== last) {
      key = keyOf(name);
      last = name;
    }
    return key;
  };
}
