/** What a programme's decile limit says of a person (`kelayakan`). */
import type { DecileLimit } from "../programmes/programmes.ts";

export const eligibilities = ["DALAM_BATAS", "DI_ATAS_BATAS", "DESIL_KOSONG", "KELUARGA_TIDAK_ADA"] as const;
export type Eligibility = (typeof eligibilities)[number];

/**
 * `null` without a limit. A decile that is not known is never above it; `hasFamily`: whether the extract has a row of the
 * person's family, where the decile comes from.
 */
export function eligibilityOf(
  { desil, hasFamily }: { readonly desil: number | null; readonly hasFamily: boolean },
  limit: DecileLimit | null,
): Eligibility | null {
  if (limit === null) return null;
  if (desil !== null) return desil <= limit.limit ? "DALAM_BATAS" : "DI_ATAS_BATAS";
  return hasFamily ? "DESIL_KOSONG" : "KELUARGA_TIDAK_ADA";
}
