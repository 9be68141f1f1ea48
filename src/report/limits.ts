/** Bounds a user sets on a run (`--max-rejected 1%`): the run is done all the same, but says so and ends with exit code 3. */
import type { Lang } from "../language.ts";
import { countText, shareText } from "./numbers.ts";

/** At most so many rows, or at most such a share (0 to 1) of the rows that are no furniture. */
export type Limit = { readonly kind: "rows"; readonly rows: number } | { readonly kind: "share"; readonly share: number };

/** What can be bounded; also the words of `--max-…`. */
export const limited = ["rejected", "orphan", "conflict"] as const;
export type Limited = (typeof limited)[number];
/** `null`: no limit set. */
export type Limits = Readonly<Record<Limited, Limit | null>>;

export const noLimits: Limits = { rejected: null, orphan: null, conflict: null };

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

/** One sentence per limit that was crossed. `rows`: rows read that are no furniture. */
export function crossedLimits(counts: Readonly<Record<Limited, number>>, rows: number, limits: Limits, lang: Lang): string[] {
  return limited.flatMap((what) => {
    const limit = limits[what];
    if (limit === null || !isCrossed(counts[what], rows, limit)) return [];
    const share = rows === 0 ? 0 : counts[what] / rows;
    const found = `${countText(counts[what], lang)} (${shareText(share, lang)})`;
    const bound = limit.kind === "rows" ? countText(limit.rows, lang) : shareText(limit.share, lang);
    return [
      lang === "id"
        ? `${what}.csv: ${found}, melebihi batas --max-${what} ${bound}`
        : `${what}.csv: ${found}, above the limit --max-${what} ${bound}`,
    ];
  });
}

function isCrossed(count: number, rows: number, limit: Limit): boolean {
  return limit.kind === "rows" ? count > limit.rows : count > limit.share * rows;
}
