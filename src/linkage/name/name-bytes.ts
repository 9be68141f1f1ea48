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
  const readings = [tokens, ...alternatives].map((reading) => reading.join(" ")).join("|");
  const text = marks.length === 0 ? readings : `${readings}#${marks.map((mark) => letterOf.get(mark)!).join("")}`;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
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
