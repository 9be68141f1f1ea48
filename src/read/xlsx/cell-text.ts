/**
 * The text of a cell as it is stored. A number's digits are those in the file, never a JavaScript number's: above 2^53 that would
 * be another person's. Pure.
 */
import { dateOfSerial } from "../../normalise/fields/calendar.ts";
import { dateCell } from "../../normalise/fields/plain-date.ts";

/** `1.5E+3` written out from the text itself; any other number as it is. */
export function plainNumber(text: string): string {
  if (!text.includes("E") && !text.includes("e")) return text;
  const match = /^(-?)(\d+)(?:\.(\d*))?[eE]\+?(\d{1,3})$/.exec(text);
  if (match === null) return text;
  const [, sign = "", whole = "", part = "", power = "0"] = match;
  const shift = Number(power);
  if (part.length > shift) return `${sign}${whole}${part.slice(0, shift)}.${part.slice(shift)}`;
  return sign + (whole + part + "0".repeat(shift - part.length)).replace(/^0+(?=\d)/, "");
}

/** 31 December 9999, the last day a spreadsheet has. */
const LAST_SERIAL = 2_958_465;
/** Days by which the Macintosh's count, from 1904, is behind. */
const DAYS_TO_1904 = 1462;

/** A spreadsheet's day as `YYYY-MM-DD`, the time cut; null where it is no day (a time alone, a number out of range). */
export function serialToIso(text: string, base1904: boolean): string | null {
  const serial = Number(text) + (base1904 ? DAYS_TO_1904 : 0);
  return serial >= 1 && serial <= LAST_SERIAL ? dateCell(dateOfSerial(serial)) : null;
}

/** Formats without a code in the file that show a date, in any language's Excel. */
const builtinDates: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

export function isBuiltinDate(format: number): boolean {
  return builtinDates.has(format);
}

/** Whether a number format shows a date: a d, m or y outside quotes, brackets, escapes and the word General. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, "")
    .split(";")[0]!
    .replace(/general/i, "")
    .replace(/E[+-]/g, "");
  return /[ydm]/i.test(bare);
}

/** `_x000D_` as the character it stands for; those that no text may hold are left out. */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => {
    const unit = Number.parseInt(code, 16);
    return unit < 0x20 && unit !== 9 && unit !== 10 && unit !== 13 ? "" : String.fromCharCode(unit);
  });
}

/** Column of a reference such as `AB12`, from 0; −1 where it begins with no letter. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~0x20;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** Row of a reference such as `AB12`; 0 where there is none. */
export function rowOf(reference: string): number {
  return Number(/\d+$/.exec(reference)?.[0] ?? 0);
}
