/** Whether a list has a row per family or per person: a family card twice is odd in the one and ordinary in the other. Pure. */
import { strip } from "./aliases.ts";

/** Headers of the name of whoever stands for a family. */
const FAMILY_HEADERS = /^(?:nama)?(?:kepalakeluarga|kepalarumahtangga|krt|kk|pengurus|kpm)$/;
/** Programmes paid per family (domain: PKH, Sembako/BPNT, BLT). */
const FAMILY_PROGRAMMES = /^(?:pkh|bpnt|sembako|blt(?:dd|desa|skesra)?)$/;
const PROGRAMME_HEADERS = /^(?:bansos|program|namaprogram|jenisbansos|jenisbantuan|bantuan)$/;

/** True for a list of families; where nothing says so, a list of persons. */
export function isListOfFamilies(
  headers: readonly string[],
  nameColumn: number | undefined,
  rows: readonly (readonly string[])[],
): boolean {
  if (nameColumn !== undefined && FAMILY_HEADERS.test(strip(headers[nameColumn]!))) return true;
  const programme = headers.findIndex((header) => PROGRAMME_HEADERS.test(strip(header)));
  if (programme < 0) return false;
  const values = rows.map((cells) => strip(cells[programme] ?? "")).filter((value) => value !== "");
  return values.length > 0 && values.every((value) => FAMILY_PROGRAMMES.test(value));
}
