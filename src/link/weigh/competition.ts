/**
 * From weights to probabilities: a row's candidates, and the rows that ask for one person, share one probability mass with
 * "not in this extract" (method: competition). The row part is exact Bayes for one row; the registry side a first-order
 * approximation of the joint problem.
 */
import type { MilliBits } from "./comparisons.ts";

/** Odds of a candidate against "no partner in this extract": a = π/(1−π) · BF / N. */
export function oddsOf(weight: MilliBits, priorWeight: MilliBits): number {
  const exponent = weight + priorWeight;
  return (powers[exponent + KNOWN_TO] ||= 2 ** (exponent / 1000));
}

/** A list asks for ten million powers of two, of some ten thousand exponents between −130 and 130 bits. */
const KNOWN_TO: MilliBits = 130_000;
const powers = new Float64Array(2 * KNOWN_TO + 1);

/** log2(π/(1−π)/N) in thousandths of a bit. */
export function priorWeight(partnerShare: number, size: number): MilliBits {
  return Math.round(1000 * (Math.log2(partnerShare / (1 - partnerShare)) - Math.log2(Math.max(size, 2))));
}

/**
 * Probability of one candidate, given the odds of all the row's candidates (itself included) and of the other rows that ask
 * for the same person.
 */
export function probabilityOf(odds: number, rowOdds: number, rivalOdds: number): number {
  const mass = 1 + rowOdds + rivalOdds;
  return Number.isFinite(mass) ? odds / mass : odds === rowOdds && rivalOdds === 0 ? 1 : 0.5;
}
