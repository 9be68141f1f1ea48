/** A name as the index keeps it: readings parted by `|`, marks after `#`. Lossless. */
import type { NameMark, PersonName } from "./person-name.ts";

const marksByLetter: Readonly<Record<string, NameMark>> = {
  h: "husband-name", n: "newborn", d: "deceased", x: "not-a-person", c: "truncated", t: "title",
};
const letterOf = new Map(Object.entries(marksByLetter).map(([letter, mark]) => [mark, letter]));
const noAlternatives: readonly (readonly string[])[] = [];
const noMarks: readonly NameMark[] = [];
const SPACE = 0x20;
const READING = 0x7c;
const MARKS = 0x23;

export function encodeName({ tokens, alternatives, marks }: PersonName): Uint8Array {
  const readings = [tokens, ...alternatives];
  let size = marks.length === 0 ? -1 : marks.length;
  for (const reading of readings) for (const token of reading) size += token.length + 1;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const [nth, reading] of readings.entries()) {
    if (nth > 0) bytes[at - 1] = READING;
    for (const token of reading) {
      for (let letter = 0; letter < token.length; letter++) bytes[at++] = token.charCodeAt(letter);
      bytes[at++] = SPACE;
    }
  }
  if (marks.length > 0) bytes[at - 1] = MARKS;
  for (const mark of marks) bytes[at++] = letterOf.get(mark)!.charCodeAt(0);
  return bytes;
}

/** Word by word: a text of them all, split again, would take three times as long, and every candidate's name is read. */
export function decodeName(bytes: Uint8Array): PersonName {
  const readings: string[][] = [];
  let words: string[] = [];
  let word = "";
  let at = 0;
  for (; at < bytes.length && bytes[at] !== MARKS; at++) {
    const code = bytes[at]!;
    if (code !== SPACE && code !== READING) {
      word += String.fromCharCode(code);
      continue;
    }
    words.push(word);
    word = "";
    if (code === READING) {
      readings.push(words);
      words = [];
    }
  }
  words.push(word);
  readings.push(words);
  const marks = at < bytes.length ? Array.from(bytes.subarray(at + 1), (code) => marksByLetter[String.fromCharCode(code)]!) : noMarks;
  return { tokens: readings[0]!, alternatives: readings.length === 1 ? noAlternatives : readings.slice(1), marks };
}
