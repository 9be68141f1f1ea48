/** The welfare decile, 1 (poorest) to 10. */
import type { Reading } from "../record.ts";
import { isBlank } from "./blank-words.ts";

/** Reads a decile cell: `3`, `03`, `3.0`, `Desil 3`. Blank is not known and no finding; anything outside 1 to 10 is. */
export function readDesil(text: string): Reading<number> {
  const plain = whole.get(text);
  if (plain !== undefined) return plain;
  const match = /^\D*?0*(\d{1,2})(?:[.,]0+)?(?:\s*[(\-:/][^\d]*)?$/.exec(text.trim().replace(/^['"`=]+|["']+$/g, ""));
  const value = match === null ? NaN : Number(match[1]);
  if (value >= 1 && value <= 10 && !/[<>+]\s*\d|^\s*-/.test(text)) return whole.get(String(value)) ?? invalid;
  // "0" is a filler in other fields, but as a decile it is a wrong one.
  return isBlank(text) && !/\d/.test(text) ? blank : invalid;
}

const blank: Reading<number> = { value: null, findings: [] };
const invalid: Reading<number> = { value: null, findings: ["DESIL_TIDAK_SAH"] };
const whole: ReadonlyMap<string, Reading<number>> = new Map(
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((value) => [String(value), { value, findings: [] }]),
);
