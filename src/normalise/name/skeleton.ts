/**
 * A name's consonants after every weak rule: what survives most clerks. The first letter stays even where it is a vowel. It is what
 * `collapse` leaves without vowels, Y, H and repetitions, in four walks instead of eighteen replacements: an index asks for it for
 * every person. A test holds the two together.
 */
import { lettersOf } from "./weak-rules.ts";

const A = 65,
  B = 66,
  C = 67,
  D = 68,
  E = 69,
  F = 70,
  H = 72,
  I = 73,
  J = 74,
  K = 75,
  M = 77,
  N = 78,
  O = 79,
  P = 80,
  T = 84,
  U = 85,
  Y = 89,
  Z = 90;
const VOWELS = lettersOf("AEIOU");
const SILENT = lettersOf("AEIOUYH");
/** Between a vowel and one of these a K is not heard. */
const MUTING = lettersOf("BCDFGHJLMNPRSTWZ");
const letters = Array.from({ length: Z + 1 }, (_, code) => String.fromCharCode(code));

/** The letters on their way, in the same room for all. */
let word = new Uint8Array(256);

/** Of an upper-case text of A to Z: a canonical token, or several run together. */
export function consonantsOf(text: string): string {
  if (text.length > word.length) word = new Uint8Array(2 * text.length);
  return spell(dropK(dropH(respell(text))));
}

/** Z, J and Y are one, so are F and P, final D and T, final B and P; vowels and their pairs become A, I or U. Gives the length. */
function respell(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const next = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
    const isPair = (code === A && next === I) || ((code === A || code === O) && next === U);
    word[length++] = isPair ? (next === I ? I : A) : respelt(code, next === 0);
    if (isPair) at++;
  }
  return length;
}

function respelt(code: number, isFinal: boolean): number {
  switch (code) {
    case E:
      return I;
    case O:
      return A;
    case Z:
    case J:
      return Y;
    case F:
      return P;
    case D:
      return isFinal ? T : D;
    case B:
      return isFinal ? P : B;
    default:
      return code;
  }
}

/** Without H between letters, nor before a first vowel. */
function dropH(length: number): number {
  let kept = 0;
  for (let at = 0; at < length; at++) if (word[at] !== H || at === 0 || at === length - 1) word[kept++] = word[at]!;
  if (kept < 2 || word[0] !== H || !isIn(word[1]!, VOWELS)) return kept;
  word.copyWithin(0, 1, kept);
  return kept - 1;
}

/** C is K before A, O, U and T and at the end; then without K that is not heard, at the end or after a vowel. */
function dropK(length: number): number {
  for (let at = 0; at < length; at++) {
    const next = at + 1 < length ? word[at + 1]! : T;
    if (word[at] === C && (next === T || next === A || next === O || next === U)) word[at] = K;
  }
  let kept = 0;
  for (let at = 0, before = 0; at < length; at++) {
    const code = word[at]!;
    const isMute = code === K && (at + 1 === length || (before !== 0 && isIn(before, VOWELS) && isIn(word[at + 1]!, MUTING)));
    if (!isMute) word[kept++] = code;
    before = code;
  }
  return kept;
}

/** The first letter, then consonants, none after its like; N is M before B and P, and an H that is left is K. */
function spell(length: number): string {
  let text = "";
  for (let at = 0, before = 0, last = 0; at < length; at++) {
    const next = at + 1 < length ? word[at + 1]! : 0;
    const code = word[at] === H ? K : word[at] === N && (next === B || next === P) ? M : word[at]!;
    const isFirst = at === 0;
    if (isFirst || (code !== before && code !== last && !isIn(code, SILENT))) {
      text += letters[code]!;
      if (!isFirst) last = code;
    }
    before = code;
  }
  return text;
}

function isIn(code: number, set: number): boolean {
  return ((set >>> (code - A)) & 1) === 1;
}
