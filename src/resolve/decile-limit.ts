/** What a programme's limit says of a person's decile. */
import type { FindingCode } from "../normalise/findings.ts";
import type { DecileLimit } from "../programmes/programmes.ts";

/** A person's decile in the column that a limit goes by. */
export function limitedDecile(
  person: {
    readonly desil: number | null;
    readonly deciles: { readonly nasional: number | null; readonly provinsi: number | null; readonly kabupaten: number | null };
  },
  limit: DecileLimit | null,
): number | null {
  switch (limit?.column) {
    case "desil_nasional":
      return person.deciles.nasional;
    case "desil_provinsi":
      return person.deciles.provinsi;
    case "desil_kabupaten":
      return person.deciles.kabupaten;
    default:
      return person.desil;
  }
}

/** What the limit says of a person's decile; nothing where the decile is not known: that is a finding of its own. */
export function decileFindings(desil: number | null, limit: DecileLimit | null): FindingCode[] {
  if (limit === null || desil === null) return [];
  return [desil <= limit.limit ? "DESIL_SESUAI" : "DESIL_DI_ATAS_BATAS"];
}
