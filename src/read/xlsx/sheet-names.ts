/** How somebody names the sheets of a workbook. */

/** `--sheet "*"`: the hidden ones too. */
export const EVERY_SHEET = "*";

/** Whether a sheet is the one that somebody has typed. */
export function isNamed(name: string, wanted: string): boolean {
  return name.trim().toLowerCase() === wanted.trim().toLowerCase();
}
