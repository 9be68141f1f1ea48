/**
 * From what the model says to what is seen: a monotone map fitted on pairs whose truth is known. The model's own error rate
 * is too optimistic, since its comparisons depend on each other (method: thresholds and an honest error rate).
 */
import { wilson, type Proportion } from "./intervals.ts";

/** A probability as log2 of its odds, in thousandths of a bit: the scale on which calibration is fitted. */
export function logOddsOf(probability: number): number {
  const bounded = Math.min(Math.max(probability, 2 ** -40), 1 - 2 ** -40);
  return Math.round(1000 * Math.log2(bounded / (1 - bounded)));
}

/** Below an even chance there is little to see and less to promise: there the model's own probability stands. */
export const CALIBRATED_FROM = 0.5;

/** What is stated for a probability of the model. */
export function statedProbability(calibration: Calibration | undefined, probability: number): number {
  if (calibration === undefined || probability < CALIBRATED_FROM) return probability;
  return Math.max(CALIBRATED_FROM, calibrated(calibration, logOddsOf(probability)));
}

/** A judged pair: what the model said, and whether it was right. */
export interface Judged {
  /** Thousandths of a bit: a match weight or the log-odds of a probability. */
  readonly weight: number;
  readonly right: boolean;
}

/** Plain data; stored in the model file. */
export type Calibration = IsotonicCalibration | LogisticCalibration;

export interface IsotonicCalibration {
  readonly kind: "isotonic";
  /** `[weight, observed rate]`, both rising; between two points the rate is interpolated, outside it is that of the end. */
  readonly points: readonly (readonly [number, number])[];
  /** Pairs it was fitted on. */
  readonly pairs: number;
}

export interface LogisticCalibration {
  readonly kind: "logistic";
  /** rate = 1 / (1 + 2^−(intercept + slope · weight / 1000)) */
  readonly intercept: number;
  readonly slope: number;
  readonly pairs: number;
}

/** The observed rate at a weight. Never falls as the weight rises. */
export function calibrated(calibration: Calibration, weight: number): number {
  if (calibration.kind === "logistic") {
    return 1 / (1 + 2 ** -(calibration.intercept + (calibration.slope * weight) / 1000));
  }
  const { points } = calibration;
  let low = 0;
  let high = points.length - 1;
  if (high < 0) throw new RangeError("calibration without points");
  if (weight <= points[0]![0]) return points[0]![1];
  if (weight >= points[high]![0]) return points[high]![1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle]![0] <= weight) low = middle;
    else high = middle;
  }
  const [x0, y0] = points[low]!;
  const [x1, y1] = points[high]!;
  return y0 + ((y1 - y0) * (weight - x0)) / (x1 - x0);
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955). Each pool's rate is (right + ½) / (pairs + 1): a
 * pool of a hundred pairs, all right, does not prove that nothing is ever wrong there. Weights may come in any order.
 */
export function fitIsotonic(judged: Iterable<Judged>): IsotonicCalibration {
  const groups = new Map<number, Pool>();
  let pairs = 0;
  for (const { weight, right } of judged) {
    pairs++;
    const group = groups.get(weight) ?? { right: 0, pairs: 0, weights: 0, first: weight, last: weight };
    group.right += right ? 1 : 0;
    group.pairs++;
    group.weights += weight;
    groups.set(weight, group);
  }
  const ordered = [...groups.values()].sort((a, b) => a.first - b.first);
  // First on the plain rates, then on the cautious ones: caution costs a small pool more than a large one, and may swap two.
  const cautious = pool(
    pool(ordered, ({ right, pairs }) => right / pairs),
    rateOf,
  );
  const points: [number, number][] = [];
  for (const block of cautious) {
    const rate = rateOf(block);
    points.push([block.first, rate]);
    if (block.last > block.first) points.push([block.last, rate]);
  }
  return { kind: "isotonic", points, pairs };
}

interface Pool {
  right: number;
  pairs: number;
  weights: number;
  first: number;
  last: number;
}

function rateOf({ right, pairs }: Pool): number {
  return (right + 0.5) / (pairs + 1);
}

function pool(blocks: readonly Pool[], rate: (block: Pool) => number): Pool[] {
  const pooled: Pool[] = [];
  for (const block of blocks) {
    let current = { ...block };
    for (let last = pooled.at(-1); last !== undefined && rate(last) >= rate(current); last = pooled.at(-1)) {
      pooled.pop();
      current = {
        right: last.right + current.right,
        pairs: last.pairs + current.pairs,
        weights: last.weights + current.weights,
        first: last.first,
        last: current.last,
      };
    }
    pooled.push(current);
  }
  return pooled;
}

/**
 * A straight line on the log-odds, by Newton's method. The targets are Platt's (1999), (right + 1)/(right + 2) and
 * 1/(wrong + 2), so that pairs which a weight parts without error do not give an infinite slope.
 */
export function fitLogistic(judged: Iterable<Judged>): LogisticCalibration {
  const weights: number[] = [];
  const rights: boolean[] = [];
  let right = 0;
  for (const pair of judged) {
    weights.push(pair.weight / 1000);
    rights.push(pair.right);
    if (pair.right) right++;
  }
  const wrong = weights.length - right;
  const high = (right + 1) / (right + 2);
  const low = 1 / (wrong + 2);
  let intercept = Math.log((right + 1) / (wrong + 1));
  let slope = 0;
  let loss = logisticLoss(weights, rights, high, low, intercept, slope);
  for (let round = 0; round < 100; round++) {
    let g0 = 0;
    let g1 = 0;
    // A touch of ridge keeps the step finite when all weights are one.
    let h00 = 1e-9;
    let h01 = 0;
    let h11 = 1e-9;
    for (let i = 0; i < weights.length; i++) {
      const x = weights[i]!;
      const p = 1 / (1 + Math.exp(-(intercept + slope * x)));
      const difference = (rights[i] ? high : low) - p;
      const spread = p * (1 - p);
      g0 += difference;
      g1 += difference * x;
      h00 += spread;
      h01 += spread * x;
      h11 += spread * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(Math.abs(determinant) > 1e-300)) break;
    const step0 = (h11 * g0 - h01 * g1) / determinant;
    const step1 = (h00 * g1 - h01 * g0) / determinant;
    // Halve the step until the fit improves: Newton's own may overshoot where the curve is flat.
    let scale = 1;
    let improved = false;
    while (scale > 1e-6) {
      const next = logisticLoss(weights, rights, high, low, intercept + scale * step0, slope + scale * step1);
      if (next <= loss) {
        improved = loss - next > 1e-12 * (1 + loss);
        intercept += scale * step0;
        slope += scale * step1;
        loss = next;
        break;
      }
      scale /= 2;
    }
    if (!improved) break;
  }
  // A heavier pair is never less likely: a falling line would mean that the weights say nothing.
  return { kind: "logistic", intercept: intercept / Math.LN2, slope: Math.max(slope, 0) / Math.LN2, pairs: weights.length };
}

function logisticLoss(
  weights: readonly number[],
  rights: readonly boolean[],
  high: number,
  low: number,
  intercept: number,
  slope: number,
): number {
  let loss = 0;
  for (let i = 0; i < weights.length; i++) {
    const z = intercept + slope * weights[i]!;
    // log(1 + e^z) without overflow.
    const soft = z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
    loss += soft - (rights[i] ? high : low) * z;
  }
  return loss;
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
