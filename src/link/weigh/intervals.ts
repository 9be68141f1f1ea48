/** How far a share counted in a sample can be trusted. */

/** A share with the limits within which the true one lies, at the stated level of confidence. */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
  /** `successes / trials`; null when nothing was counted. */
  readonly share: number | null;
  /** 0 when nothing was counted … */
  readonly low: number;
  /** … and 1. */
  readonly high: number;
}

/** Two-sided 95 % quantile of the standard normal distribution. */
export const z95 = 1.959963984540054;

/**
 * Wilson's score interval (Wilson 1927): unlike p ± z·se it holds for shares near 0 and 1 and never leaves 0…1, which is
 * where the shares of a good linkage lie. 0 errors in 300 give an upper limit of 1.3 % (two-sided; one-sided 1 %).
 */
export function wilson(successes: number, trials: number, z: number = z95): Proportion {
  if (trials <= 0) return { successes, trials, share: null, low: 0, high: 1 };
  const share = successes / trials;
  const spread = (z * z) / trials;
  const centre = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials));
  return {
    successes,
    trials,
    share,
    // At the ends the two terms are equal in the algebra but not in floating point.
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  };
}

/** A stratum of a weighted share: its part of the whole, and what was counted in it. */
export interface WeightedProportion {
  /** Part of the population that the stratum is, 0 to 1; the parts add up to 1. */
  readonly part: number;
  readonly proportion: Proportion;
}

/**
 * The share over the whole population from strata sampled apart: Σ part · share, with limits after the method of variance
 * estimates recovery (Zou and Donner 2008), which keeps the skew of each Wilson interval. A stratum in which nothing was
 * counted makes the share unknown and widens the limits by its whole part.
 */
export function stratified(strata: readonly WeightedProportion[]): Omit<Proportion, "successes" | "trials"> {
  let share = 0;
  let below = 0;
  let above = 0;
  let leastOfUnknown = 0;
  let mostOfUnknown = 0;
  let unknown = false;
  for (const { part, proportion } of strata) {
    if (part === 0) continue;
    if (proportion.share === null) {
      unknown = true;
      leastOfUnknown += part * proportion.low;
      mostOfUnknown += part * proportion.high;
      continue;
    }
    share += part * proportion.share;
    below += (part * (proportion.share - proportion.low)) ** 2;
    above += (part * (proportion.high - proportion.share)) ** 2;
  }
  return {
    share: unknown || strata.length === 0 ? null : share,
    low: Math.max(0, share - Math.sqrt(below) + leastOfUnknown),
    high: strata.length === 0 ? 1 : Math.min(1, share + Math.sqrt(above) + mostOfUnknown),
  };
}
