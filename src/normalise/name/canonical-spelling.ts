/**
 * One spelling for what Indonesian offices write in several: the old orthography (1947, 1972), Arabic transliteration, doubled
 * letters, final -y and -h. Only rules that merged no two people's names on a vocabulary of 1,763 names; what may be two names
 * (E/I, O/A, F/P, J/Y alone …) is left to `weak-rules.ts`.
 */
import { remembering } from "../memo.ts";

/** Canonical spelling of an upper-case token of A–Z. Idempotent. */
export const canonicalToken = remembering((token: string): string => {
  let canonical = respell(token);
  // The rules feed each other (a doubled letter may hide a final H); two or three rounds settle it.
  for (let next = respell(canonical); next !== canonical; next = respell(canonical)) canonical = next;
  return canonical;
});

const MUHAMMAD = /^M[OU](?:H|KH|CH)A?M+[AE]D$/;
/** CH that is the Arabic KH: after a vowel, or opening CHAIR-, CHOL-, CHUS- … */
const ARABIC_CH = /^CH(?=A[EI]R|AF|AL[IU]|OI?R|OL|OD|US|UM|AM[IS]|OER)|(?<=[AIOU])CH(?=[AIOUMNRSL]|$)/g;

/** Not in NOEL, YOEL, JOEL; but in ABDOEL. */
const OLD_OE = /OE(?!L$)|(?<=^[A-Z]{3,})OE(?=L$)/g;

/** An initial stands for the canonical spelling of its name: V. for VERONIKA (FERONIKA), X. for XAVERIUS (KSAFERIUS). */
const initials: Readonly<Record<string, string>> = { V: "F", Q: "K", X: "K" };

function respell(token: string): string {
  if (token.length === 1) return initials[token] ?? token;
  if (token.length === 2) return token;
  if (MUHAMMAD.test(token)) return "MUHAMAD";
  if (token === "AHMED" || token === "ACHMED") return "AHMAD";
  // KHOERUL, CHOERUL, HOERUDIN: the Arabic KHAIR-, not the old spelling of U.
  let text = token.replace(/^(?:KH|CH|H)OER(?=[IU])/, "HOIR");
  if (text.search(OLD_OE) >= 0 || /DJ|TJ|SJ/.test(text)) {
    // An old mark in the word: its other J are today's Y. DJ first, so that its J is kept.
    text = text
      .replace(/DJ/g, "\u0001")
      .replace(/TJ/g, "C")
      .replace(/NJ/g, "NY")
      .replace(/J/g, "Y")
      .replace(/\u0001/g, "J");
    text = text.replace(OLD_OE, "U");
  }
  text = withoutDoubles(text);
  text = text.replace(/(?<!I)SH(?=[AEIOU])/g, "SY").replace(/SY(?=[AEIOU])/g, "S");
  text = text.replace(ARABIC_CH, "H").replace(/CH/g, "C").replace(/KH/g, "H");
  text = text.replace(/PH|V/g, "F").replace(/DZ|ZH/g, "Z").replace(/DH/g, "D").replace(/TH/g, "T").replace(/TS/g, "S").replace(/GH/g, "G");
  text = text.replace(/Q/g, "K").replace(/X/g, "KS");
  text = text
    .replace(/IE(?!L$)/g, "I")
    .replace(/IY(?=[AEIOU])/g, "I")
    .replace(/UW(?=[AEIO])/g, "U");
  text = text.replace(/AE(?!L$)/g, "AI").replace(/AY(?![AEIOU])/g, "AI");
  text = text
    .replace(/(?<=[BCDFGHJKLMPRTWZ])Y(?=[AOU])/g, "I")
    .replace(/(?<=[^AEIOU])Y$/, "I")
    .replace(/(?<=[A-Z])Y$/, "I");
  if (text.length > 3) text = text.replace(/H$/, "");
  return withoutDoubles(text);
}

/** Every letter that follows itself, once. Few texts have one, and looking is cheaper than replacing. */
export function withoutDoubles(text: string): string {
  for (let at = 1; at < text.length; at++) {
    if (text.charCodeAt(at) === text.charCodeAt(at - 1)) return text.replace(/([A-Z])\1+/g, "$1");
  }
  return text;
}
