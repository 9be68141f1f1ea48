/** A name as the index keeps it: readings parted by `|`, marks after `#`. Lossless. */
import type { NameMark, PersonName } from "./person-name.ts";

const marksByLetter: Readonly<Record<string, NameMark>> = {
  h: "husband-name", n: "newborn", d: "deceased", x: "not-a-person", c: "truncated", t: "title",
};
const letterOf = new Map(Object.entries(marksByLetter).map(([letter, mark]) => [mark, letter]));
const noAlternatives: readonly (readonly string[])[] = [];
const noMarks: readonly NameMark[] = [];

export function encodeName({ tokens, alternatives, marks }: PersonName): Uint8Array {
  const readings = [tokens, ...alternatives].map((reading) => reading.join(" ")).join("|");
  const text = marks.length === 0 ? readings : `${readings}#${marks.map((mark) => letterOf.get(mark)!).join("")}`;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export function decodeName(bytes: Uint8Array): PersonName {
  let text = "";
  for (let at = 0; at < bytes.length; at++) text += String.fromCharCode(bytes[at]!);
  const hash = text.indexOf("#");
  const marks = hash < 0 ? noMarks : [...text.slice(hash + 1)].map((letter) => marksByLetter[letter]!);
  const names = hash < 0 ? text : text.slice(0, hash);
  if (!names.includes("|")) return { tokens: names.split(" "), alternatives: noAlternatives, marks };
  const [tokens, ...alternatives] = names.split("|").map((reading) => reading.split(" "));
  return { tokens: tokens!, alternatives, marks };
}
