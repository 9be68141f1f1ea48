/** Bounds a user sets on a run (`--max-rejected 1%`): the run is done all the same, but says so and ends with exit code 3. */
import type { Lang, Text } from "../language.ts";
import { countText, shareText } from "./numbers.ts";

/** At most so many rows, or at most such a share (0 to 1) of the rows that are no furniture. */
export type Limit = { readonly kind: "rows"; readonly rows: number } | { readonly kind: "share"; readonly share: number };

/** What can be bounded; also the words of `--max-…`. `review`: rulings of officers that are to be looked at anew. */
export const limited = ["rejected", "orphan", "conflict", "review"] as const;
export type Limited = (typeof limited)[number];
/** `null`: no limit set. */
export type Limits = Readonly<Record<Limited, Limit | null>>;

export const noLimits: Limits = { rejected: null, orphan: null, conflict: null, review: null };

/** A limit that was crossed. */
export interface CrossedLimit {
  readonly what: Limited;
  /** Rows found, of so many that hold persons. */
  readonly count: number;
  readonly rows: number;
  readonly limit: Limit;
}

/** `1%`, `0,5 %` or `100`; `null` for anything else. */
export function readLimit(text: string): Limit | null {
  const share = /^(\d{1,3}(?:[.,]\d+)?)\s*%$/.exec(text.trim());
  if (share) {
    const percent = Number(share[1]!.replace(",", "."));
    return percent <= 100 ? { kind: "share", share: percent / 100 } : null;
  }
  const rows = /^\d{1,12}$/.exec(text.trim());
  return rows ? { kind: "rows", rows: Number(rows[0]) } : null;
}

/** `rows`: rows that hold persons, i.e. rows read that are no furniture. */
export function crossedLimits(counts: Readonly<Record<Limited, number>>, rows: number, limits: Limits): CrossedLimit[] {
  return limited.flatMap((what) => {
    const limit = limits[what];
    return limit !== null && isCrossed(counts[what], rows, limit) ? [{ what, count: counts[what], rows, limit }] : [];
  });
}

export function crossedText({ what, count, rows, limit }: CrossedLimit, lang: Lang): string {
  const found = `${countText(count, lang)} (${shareText(rows === 0 ? 0 : count / rows, lang)})`;
  const bound = limit.kind === "rows" ? countText(limit.rows, lang) : shareText(limit.share, lang);
  const where = what === "review" ? reviewed[lang] : `${what}.csv`;
  return `${where}: ${found}, ${lang === "id" ? "melebihi batas" : "above the limit"} --max-${what} ${bound}`;
}

const reviewed: Text = { id: "putusan yang perlu ditinjau", en: "rulings to be reviewed" };

/** Whether so many of `rows` are more than the limit allows. */
export function isCrossed(count: number, rows: number, limit: Limit): boolean {
  return limit.kind === "rows" ? count > limit.rows : count > limit.share * rows;
}
