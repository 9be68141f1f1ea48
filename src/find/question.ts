/** What is asked for at the counter: a number, or a name with a birth year or a village. Pure. */
import { readNumberText } from "../normalise/fields/number-text.ts";

export type Question =
  | { readonly kind: "number"; readonly digits: string }
  | { readonly kind: "name"; readonly name: string; readonly year: number | null; readonly village: string | null }
  /** A number that is none: how many digits it has. */
  | { readonly kind: "bad-number"; readonly digits: number }
  /** A name alone would list half a village. */
  | { readonly kind: "name-alone" }
  /** No wildcards. */
  | { readonly kind: "unreadable" };

/** A birth year, as such or at either end of a birth date, behind the name; a village may follow. */
const DATED = /^(\D+?)[\s,]+(?:\d{1,2}\D{1,12}?){0,2}((?:19|20)\d\d)(?!\d)(.*)$/;

/** `NAMA 1980`, `NAMA 12-05-1980`, `NAMA, DESA`, `NAMA 1980, DESA`, or sixteen digits, a name beside them or not. */
export function readQuestion(text: string): Question {
  const asked = text.trim().replace(/\s+/g, " ");
  const number = readNumberText(asked);
  if (number.kind === "digits")
    return number.digits.length === 16 ? { kind: "number", digits: number.digits } : { kind: "bad-number", digits: number.digits.length };
  if (number.kind === "letters" && number.numbers.length === 1 && number.numbers[0] === number.digits && asked.includes(number.digits))
    return { kind: "number", digits: number.digits };
  const [, before, year, behind] = DATED.exec(asked) ?? [null, asked, null, ""];
  const [name = "", ...places] = before.split(",").map((part) => part.trim());
  const village = [...places, behind.replace(/^[\d\s,./-]+/, "")].filter((part) => part !== "").join(", ");
  if (/[*%?_]/.test(asked) || !/\p{L}{2}/u.test(name)) return { kind: "unreadable" };
  if (year === null && village === "") return { kind: "name-alone" };
  return { kind: "name", name, year: year === null ? null : Number(year), village: village === "" ? null : village };
}
