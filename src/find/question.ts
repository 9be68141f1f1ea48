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

/** `NAMA 1980`, `NAMA, DESA`, `NAMA 1980, DESA`, or sixteen digits. */
export function readQuestion(text: string): Question {
  const asked = text.trim().replace(/\s+/g, " ");
  const number = readNumberText(asked);
  if (number.kind === "digits")
    return number.digits.length === 16 ? { kind: "number", digits: number.digits } : { kind: "bad-number", digits: number.digits.length };
  const [named = "", ...places] = asked.split(",");
  const year = /(?:^|\s)((?:19|20)\d\d)$/.exec(named.trim())?.[1] ?? null;
  const name = (year === null ? named : named.trim().slice(0, -4)).trim();
  const village = places.join(",").trim();
  if (/[*%?_]/.test(asked) || !/\p{L}{2}/u.test(name)) return { kind: "unreadable" };
  if (year === null && village === "") return { kind: "name-alone" };
  return { kind: "name", name, year: year === null ? null : Number(year), village: village === "" ? null : village };
}
