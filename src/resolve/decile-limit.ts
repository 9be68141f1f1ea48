/**
 * Which deciles a programme pays for. The limits change with the quarter and sources disagree, so a limit is always named with
 * the programme and the quarter it is taken from, and an office may give its own number instead.
 */
import type { FindingCode } from "../normalise/findings.ts";

export interface DecileLimit {
  /** Highest decile that is within the limit, 1 to 10. */
  readonly limit: number;
  /** `null` where the office gave the number itself. */
  readonly programme: string | null;
  /** `YYYY-Qn`, or `null`. */
  readonly period: string | null;
}

interface ProgrammeRule {
  readonly programme: string;
  /** First and last quarter the limit is known for; `null`: until further notice. */
  readonly from: string;
  readonly to: string | null;
  readonly limit: number;
}

/** As reported by villages, Bisnis.com (citing Pusdatin) and Medan Aktual; what is not reported is not in the table. */
const rules: readonly ProgrammeRule[] = [
  // Kepmensos 79/HUK/2025
  { programme: "pkh", from: "2025-Q2", to: null, limit: 4 },
  { programme: "sembako", from: "2025-Q1", to: "2025-Q4", limit: 5 },
  { programme: "sembako", from: "2026-Q1", to: null, limit: 4 },
  { programme: "pbi-jk", from: "2025-Q1", to: "2025-Q4", limit: 5 },
  { programme: "atensi", from: "2025-Q1", to: "2025-Q4", limit: 5 },
];

/** Other names of the same programme. */
const aliases: Readonly<Record<string, string>> = {
  bpnt: "sembako",
  "sembako/bpnt": "sembako",
  pbi: "pbi-jk",
  pbijk: "pbi-jk",
  pbijkn: "pbi-jk",
};

export const programmes = [...new Set(rules.map(({ programme }) => programme))];

/** `YYYY-Qn`. Such texts compare like the quarters they name. */
export function isQuarter(text: string): boolean {
  return /^20\d\d-Q[1-4]$/.test(text);
}

/** The limit of a programme in a quarter; `null` where none is known. */
export function decileLimit(programme: string, period: string): DecileLimit | null {
  const asked = programme.trim().toLowerCase();
  const name = aliases[asked] ?? asked;
  const rule = rules.find((each) => each.programme === name && each.from <= period && (each.to === null || period <= each.to));
  return rule === undefined ? null : { limit: rule.limit, programme: name, period };
}

/** What the limit says of a person's decile; nothing where the decile is not known: that is a finding of its own. */
export function decileFindings(desil: number | null, limit: DecileLimit | null): FindingCode[] {
  if (limit === null || desil === null) return [];
  return [desil <= limit.limit ? "DESIL_SESUAI" : "DESIL_DI_ATAS_BATAS"];
}
