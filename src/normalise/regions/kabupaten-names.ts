/** What a kabupaten or kota may be called in this country. */
import { canonicalRegionName } from "./region-names.ts";
import { kabupatenCodes } from "./region-table.ts";

/** Names for comparing (`canonicalRegionName`). */
export function kabupatenNames(): ReadonlySet<string> {
  const names = [...kabupatenCodes()].filter(([code]) => code.length === 4).map(([, name]) => canonicalRegionName(name, "kabupaten"));
  return new Set(names.filter((name) => name !== null));
}
