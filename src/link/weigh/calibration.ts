/**
 * What the model says against what is seen: stated probabilities are held against known truth, band by band. No map is laid over
 * them: evidence is judged among what a list can show, and so they hold on lists of every kind (README, accuracy).
 */
import { wilson, type Proportion } from "./intervals.ts";

/** How the probabilities of a model did where the truth was known: `npm run bench:estimate`. */
export interface Calibration {
  /** Links asserted. */
  readonly pairs: number;
  /** Wrong ones among them: promised by the probabilities, and true. */
  readonly promisedWrong: number;
  readonly trulyWrong: number;
}

/** Lower limits of the bands in which stated probabilities are looked at; narrow where `match.csv` lies. */
export const probabilityBands: readonly number[] = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9999];

/** The band a probability falls in. */
export function bandOf(probability: number): number {
  let band = probabilityBands.length - 1;
  while (band > 0 && probability < probabilityBands[band]!) band--;
  return band;
}

/** One line of a reliability table. */
export interface ReliabilityBand {
  readonly from: number;
  /** Exclusive, but for the last band, which ends in 1. */
  readonly to: number;
  /** Mean of the stated probabilities; null where the band is empty. */
  readonly stated: number | null;
  /** Share that was right. */
  readonly observed: Proportion;
}

/** Counts stated probabilities against what was right, band by band. */
export class Reliability {
  readonly #stated = probabilityBands.map(() => 0);
  readonly #pairs = probabilityBands.map(() => 0);
  readonly #right = probabilityBands.map(() => 0);

  add(probability: number, right: boolean): void {
    const band = bandOf(probability);
    this.#stated[band]! += probability;
    this.#pairs[band]!++;
    if (right) this.#right[band]!++;
  }

  /** Every band, lowest first, the empty ones too. */
  table(): ReliabilityBand[] {
    return probabilityBands.map((from, band) => ({
      from,
      to: probabilityBands[band + 1] ?? 1,
      stated: this.#pairs[band] === 0 ? null : this.#stated[band]! / this.#pairs[band]!,
      observed: wilson(this.#right[band]!, this.#pairs[band]!),
    }));
  }

  /** Σ (1 − p) over all pairs: how many wrong ones the stated probabilities promise. */
  expectedWrong(): number {
    return this.#stated.reduce((sum, stated, band) => sum + this.#pairs[band]! - stated, 0);
  }
}
