/** What a programme's decile limit says of a person (`kelayakan`). */
import type { FindingCode } from "../normalise/findings.ts";
import type { DecileLimit } from "./decile-limit.ts";

export const eligibilities = ["DALAM_BATAS", "DI_ATAS_BATAS", "DESIL_KOSONG", "KELUARGA_TIDAK_ADA"] as const;
export type Eligibility = (typeof eligibilities)[number];

/** `findings`: of the person's row in the extract. `null` without a limit. A decile that is not known is never above it. */
export function eligibilityOf(
  { desil, findings }: { readonly desil: number | null; readonly findings: readonly FindingCode[] },
  limit: DecileLimit | null,
): Eligibility | null {
  if (limit === null) return null;
  if (desil !== null) return desil <= limit.limit ? "DALAM_BATAS" : "DI_ATAS_BATAS";
  return findings.includes("KELUARGA_TIDAK_ADA") ? "KELUARGA_TIDAK_ADA" : "DESIL_KOSONG";
}
