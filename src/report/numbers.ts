/** Numbers as people of a language write them. By hand: what `Intl` writes depends on the machine. */
import type { Lang } from "../language.ts";

const marks = { id: { thousands: ".", decimal: "," }, en: { thousands: ",", decimal: "." } } as const;

export function countText(count: number, lang: Lang): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, marks[lang].thousands);
}

/** A share (0 to 1) in per cent with so many decimals. */
export function shareText(share: number, lang: Lang, decimals = 1): string {
  return percentText(share * 100, lang, decimals);
}

export function percentText(percent: number, lang: Lang, decimals = 1): string {
  return `${percent.toFixed(decimals).replace(".", marks[lang].decimal)} %`;
}

/**
 * Shares of a whole in tenths of a per cent, rounded so that they add up to exactly 1000: the largest remainders are rounded
 * up, in a tie the earlier one. All zero when the whole is.
 */
export function tenthsOf(counts: readonly number[]): number[] {
  const whole = counts.reduce((sum, count) => sum + count, 0);
  if (whole === 0) return counts.map(() => 0);
  const tenths = counts.map((count) => Math.floor((count * 1000) / whole));
  const remainders = counts.map((count, at) => ({ at, remainder: (count * 1000) % whole }));
  remainders.sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  const left = 1000 - tenths.reduce((sum, tenth) => sum + tenth, 0);
  for (const { at } of remainders.slice(0, left)) tenths[at]!++;
  return tenths;
}

/** A count as a file of ours has it, a number or its digits; throws where it is none. */
export function countFrom(value: unknown): number {
  const count = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) throw new Error("a count of the run is no number");
  return count;
}
