/** A name as the index keeps it: readings parted by `|`, marks after `#`. Lossless. */
import type { NameMark, PersonName } from "./person-name.ts";

const marksByLetter: Readonly<Record<string, NameMark>> = {
  h: "husband-name",
  r: "relative-name",
  s: "several-people",
  n: "newborn",
  d: "deceased",
  x: "not-a-person",
  c: "truncated",
  t: "title",
};
const letterOf = new Map(Object.entries(marksByLetter).map(([letter, mark]) => [mark, letter]));
const noAlternatives: readonly (readonly string[])[] = [];
const noMarks: readonly NameMark[] = [];
const SPACE = 0x20;
const READING = 0x7c;
const MARKS = 0x23;

/** Bytes that a name takes. */
export function encodedLength({ tokens, alternatives, marks }: PersonName): number {
  let length = marks.length === 0 ? -1 : marks.length;
  for (const token of tokens) length += token.length + 1;
  for (const reading of alternatives) for (const token of reading) length += token.length + 1;
  return length;
}

/** Writes a name into `bytes` from `at` on. */
export function encodeName({ tokens, alternatives, marks }: PersonName, bytes: Uint8Array, at: number): void {
  at = encodeReading(tokens, bytes, at);
  for (const reading of alternatives) {
    bytes[at - 1] = READING;
    at = encodeReading(reading, bytes, at);
  }
  if (marks.length > 0) bytes[at - 1] = MARKS;
  for (const mark of marks) bytes[at++] = letterOf.get(mark)!.charCodeAt(0);
}

/** A space after each word, which what follows overwrites. */
function encodeReading(tokens: readonly string[], bytes: Uint8Array, at: number): number {
  for (const token of tokens) {
    for (let letter = 0; letter < token.length; letter++) bytes[at++] = token.charCodeAt(letter);
    bytes[at++] = SPACE;
  }
  return at;
}

/** Words met lately, each where its letters say. */
const words = new Array<string>(1 << 15).fill("");

/** One text for all words that are alike: names share a few thousand, and what is known of a text is found at once. */
function wordIn(bytes: Uint8Array, from: number, to: number): string {
  let hash = 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x9e3779b1);
  const place = (hash ^ (hash >>> 16)) & (words.length - 1);
  const known = words[place]!;
  let same = known.length === to - from;
  for (let at = from; same && at < to; at++) same = known.charCodeAt(at - from) === bytes[at];
  if (same) return known;
  let word = "";
  for (let at = from; at < to; at++) word += String.fromCharCode(bytes[at]!);
  words[place] = word;
  return word;
}

/** The name that bytes hold from `from` to before `to`. */
export function decodeName(bytes: Uint8Array, from: number, to: number): PersonName {
  const tokens: string[] = [];
  const readings: string[][] = [tokens];
  let reading = tokens;
  let at = from;
  for (let start = from; at <= to; at++) {
    const code = at < to ? bytes[at]! : SPACE;
    if (code !== SPACE && code !== READING && code !== MARKS) continue;
    reading.push(wordIn(bytes, start, at));
    start = at + 1;
    if (code === MARKS) break;
    if (code === READING) readings.push((reading = []));
  }
  const marks = at < to ? Array.from(bytes.subarray(at + 1, to), (code) => marksByLetter[String.fromCharCode(code)]!) : noMarks;
  return { tokens, alternatives: readings.length === 1 ? noAlternatives : readings.slice(1), marks };
}
