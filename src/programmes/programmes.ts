/**
 * Which deciles a programme pays for, as data: with its source and the last quarter for which it was confirmed. The limits change
 * with the quarter and sources disagree, so a limit is always printed with both, and an office may add programmes of its own.
 */
import type { Text } from "../language.ts";

/** Whom a programme counts: a family card, or each person. */
export type Unit = "keluarga" | "orang";
export const decileColumns = ["desil_nasional", "desil_provinsi", "desil_kabupaten"] as const;
export type DecileColumn = (typeof decileColumns)[number];

export interface ProgrammeRule {
  readonly programme: string;
  /** First and last quarter the limit is for, `YYYY-Qn`; `to` null: until further notice. */
  readonly from: string;
  readonly to: string | null;
  /** Highest decile that is within the limit, 1 to 10. */
  readonly limit: number;
  readonly unit: Unit;
  /** Null: the column the index was built with. */
  readonly column: DecileColumn | null;
  readonly source: string;
  /** The last quarter for which the source, or a later one, states it. */
  readonly confirmedTo: string;
}

/** The limit a run holds deciles against. */
export interface DecileLimit {
  readonly limit: number;
  /** `null` where the office gave the number itself. */
  readonly programme: string | null;
  /** `YYYY-Qn`, or `null`. */
  readonly period: string | null;
  readonly unit: Unit;
  readonly column: DecileColumn | null;
  readonly source: string | null;
  readonly confirmedTo: string | null;
}

/** What is not reported is not in the table. */
const shipped: readonly ProgrammeRule[] = [
  rule("pkh", "2025-Q2", null, 4, "keluarga", "Kepmensos 79/HUK/2025; Kemensos, Feb 2026", "2026-Q1"),
  rule("sembako", "2025-Q1", "2025-Q4", 5, "keluarga", "Kemensos 2025", "2025-Q4"),
  rule("sembako", "2026-Q1", null, 4, "keluarga", "Kemensos (Pusdatin), Feb 2026", "2026-Q1"),
  rule("pbi-jk", "2025-Q1", null, 5, "orang", "Kemensos 2025; Menteri Sosial, 9 dan 13 Feb 2026", "2026-Q1"),
  rule("blts", "2025-Q4", "2025-Q4", 4, "keluarga", "BLTS Kesra, Kemensos Okt 2025", "2025-Q4"),
  rule("atensi", "2025-Q1", "2025-Q4", 5, "orang", "Kemensos 2025 (atau asesmen)", "2025-Q4"),
];

function rule(
  programme: string,
  from: string,
  to: string | null,
  limit: number,
  unit: Unit,
  source: string,
  confirmedTo: string,
): ProgrammeRule {
  return { programme, from, to, limit, unit, column: null, source, confirmedTo };
}

/** Other names of the same programme. */
const aliases: Readonly<Record<string, string>> = {
  bpnt: "sembako",
  "sembako/bpnt": "sembako",
  pbi: "pbi-jk",
  pbijk: "pbi-jk",
  pbijkn: "pbi-jk",
  "blts-kesra": "blts",
};

/** `YYYY-Qn`. Such texts compare like the quarters they name. */
export function isQuarter(text: string): boolean {
  return /^20\d\d-Q[1-4]$/.test(text);
}

/** A quarter as offices write it: `2026-T3` is `2026-Q3`. Null: it is none. */
export function readQuarterText(text: string): string | null {
  const quarter = text
    .trim()
    .toUpperCase()
    .replace(/-?(?:T|TW|Q)(?=[1-4]$)/, "-Q");
  return isQuarter(quarter) ? quarter : null;
}

/** A quarter as officers write it. */
export function quarterText(quarter: string, lang: "id" | "en"): string {
  return lang === "id" ? quarter.replace("Q", "T") : quarter;
}

/** Programmes known, the office's own before the shipped ones. */
export function programmeNames(own: readonly ProgrammeRule[] = []): string[] {
  return [...new Set([...own, ...shipped].map(({ programme }) => programme))];
}

/** The limit of a programme in a quarter; `null` where none is known. */
export function decileLimit(programme: string, period: string, own: readonly ProgrammeRule[] = []): DecileLimit | null {
  const asked = programme.trim().toLowerCase();
  const name = own.some((each) => each.programme === asked) ? asked : (aliases[asked] ?? asked);
  const found = [...own, ...shipped].find(
    (each) => each.programme === name && each.from <= period && (each.to === null || period <= each.to),
  );
  if (found === undefined) return null;
  const { limit, unit, column, source, confirmedTo } = found;
  return { limit, programme: name, period, unit, column, source, confirmedTo };
}

/** A number of the office's own. */
export function ownLimit(limit: number): DecileLimit {
  return { limit, programme: null, period: null, unit: "keluarga", column: null, source: null, confirmedTo: null };
}

/** `sembako 2026-T3: 1–4 (Kemensos …)`, and where nobody has confirmed it for that quarter, that. */
export function limitText({ limit, programme, period, source, confirmedTo }: DecileLimit, lang: "id" | "en"): string {
  if (programme === null || period === null) return `--desil-max: 1–${limit}`;
  const text = `${programme} ${quarterText(period, lang)}: 1–${limit} (${source ?? "?"})`;
  if (confirmedTo === null || period <= confirmedTo) return text;
  const last = quarterText(confirmedTo, lang);
  return lang === "id"
    ? `${text}, terakhir dipastikan untuk ${last}. Pastikan dengan surat terbaru atau pakai --desil-max.`
    : `${text}, last confirmed for ${last}. Make sure with the latest letter, or use --desil-max.`;
}

/** What the config file may hold under `programmes`. */
export const programmesExpected: Text = {
  id: 'senarai seperti [{ "programme": "blt-kabupaten", "from": "2026-Q1", "to": null, "limit": 5, "unit": "keluarga", "source": "Perbup 12/2026" }]',
  en: 'a list like [{ "programme": "blt-kabupaten", "from": "2026-Q1", "to": null, "limit": 5, "unit": "keluarga", "source": "Perbup 12/2026" }]',
};

/** Programmes of the config file; null where something in it is none. `from` and `to` may be written `2026-T1`. */
export function readProgrammes(value: unknown): ProgrammeRule[] | null {
  if (!Array.isArray(value)) return null;
  const rules = value.map(readProgramme);
  return rules.every((each): each is ProgrammeRule => each !== null) ? rules : null;
}

const keys: ReadonlySet<string> = new Set(["programme", "from", "to", "limit", "unit", "column", "source", "confirmed_to"]);

function readProgramme(value: unknown): ProgrammeRule | null {
  if (typeof value !== "object" || value === null || Object.keys(value).some((key) => !keys.has(key))) return null;
  const {
    programme,
    from,
    to = null,
    limit,
    unit = "keluarga",
    column = null,
    source,
    confirmed_to: confirmed = null,
  } = value as Record<string, unknown>;
  const first = typeof from === "string" ? readQuarterText(from) : null;
  const last = typeof to === "string" ? readQuarterText(to) : null;
  const sure = typeof confirmed === "string" ? readQuarterText(confirmed) : null;
  if (typeof programme !== "string" || programme.trim() === "" || typeof source !== "string" || source === "") return null;
  if (first === null || (to !== null && last === null) || (confirmed !== null && sure === null)) return null;
  if (!Number.isInteger(limit) || (limit as number) < 1 || (limit as number) > 10) return null;
  if (unit !== "keluarga" && unit !== "orang") return null;
  if (column !== null && !(decileColumns as readonly unknown[]).includes(column)) return null;
  return {
    programme: programme.trim().toLowerCase(),
    from: first,
    to: last,
    limit: limit as number,
    unit,
    column: column as DecileColumn | null,
    source,
    // The office answers for its own rule, as long as it is in force.
    confirmedTo: sure ?? last ?? "2099-Q4",
  };
}
