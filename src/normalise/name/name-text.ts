/** A name as the index keeps it: words parted by blanks, readings by `|`, marks after `#`. Lossless. */
import type { NameMark, PersonName } from "./person-name.ts";

const marksByLetter: Readonly<Record<string, NameMark>> = {
  h: "husband-name",
  a: "salutation",
  r: "relative-name",
  s: "several-people",
  n: "newborn",
  d: "deceased",
  x: "not-a-person",
  o: "on-behalf",
  c: "truncated",
  t: "title",
};
const letterOf = new Map(Object.entries(marksByLetter).map(([letter, mark]) => [mark, letter]));
const noAlternatives: readonly (readonly string[])[] = [];
const noMarks: readonly NameMark[] = [];

export function nameText({ tokens, alternatives, marks }: PersonName): string {
  let text = tokens.join(" ");
  for (const reading of alternatives) text += `|${reading.join(" ")}`;
  if (marks.length > 0) text += `#${marks.map((mark) => letterOf.get(mark)!).join("")}`;
  return text;
}

/** The name of a text that `nameText` made. */
export function nameOfText(text: string): PersonName {
  const hash = text.indexOf("#");
  const bar = text.indexOf("|");
  if (hash < 0 && bar < 0) return { tokens: text.split(" "), alternatives: noAlternatives, marks: noMarks };
  const readings = (hash < 0 ? text : text.slice(0, hash)).split("|").map((reading) => reading.split(" "));
  const marks = hash < 0 ? noMarks : Array.from(text.slice(hash + 1), (letter) => marksByLetter[letter]!);
  return { tokens: readings[0]!, alternatives: readings.length === 1 ? noAlternatives : readings.slice(1), marks };
}
