/**
 * Estimating m by expectation–maximisation on agreement patterns, with u held fixed (Fellegi and Sunter 1969; Winkler 1988).
 * The pairs of a training block are counted by their pattern of comparison levels; what remains is arithmetic on a few
 * hundred numbers, summed in one order, so that two runs give the same result.
 */

/** Pairs of one training block that agree in the same way. */
export interface AgreementPattern {
  /** Level of each comparison, 0 the strictest; null where either side is unknown. */
  readonly levels: readonly (number | null)[];
  /** How many pairs; a whole number. */
  readonly count: number;
}

/** What is known of a comparison before training. */
export interface TrainableComparison {
  readonly name: string;
  /** One word per level, strictest first; used in messages. */
  readonly labels: readonly string[];
  /** Chance of each level among different people. */
  readonly u: readonly number[];
  /** What m is divided by for the weight, where that is not `u`: a name's words have frequencies of their own. */
  readonly weighedU?: readonly number[];
  /**
   * Runs of levels along which agreement weakens, so that m/u must fall. The default is the levels in their order; a
   * composite comparison has several runs, since not every two of its levels can be ranked.
   */
  readonly orders?: readonly (readonly number[])[];
  /** m to lean on where the block shows little, as if `priorPairs` true pairs had been seen; absent: nothing to lean on. */
  readonly prior?: readonly number[];
}

export interface EmSettings {
  /** Rounds after which to stop; 10 to 30 are usual. */
  readonly maxRounds: number;
  /** Largest change of any m below which the estimate stands. */
  readonly tolerance: number;
  /** Starting share of true pairs in the block. */
  readonly startLambda: number;
  /** Starting m of the strictest level; the rest is shared by the others. */
  readonly startTop: number;
  /** Bounds that keep a weight finite: m stays within [floor, 1 − floor]. */
  readonly floor: number;
  /** Weight of `TrainableComparison.prior`, in pairs. */
  readonly priorPairs: number;
}

/** The method's own starting point and stop rule. */
export const defaultEmSettings: EmSettings = {
  maxRounds: 60,
  tolerance: 1e-4,
  startLambda: 0.3,
  startTop: 0.9,
  floor: 1e-6,
  priorPairs: 50,
};

/** What one training block says. */
export interface BlockEstimate {
  /** m per comparison and level; null for a comparison whose levels the block does not show (it was blocked on). */
  readonly m: readonly (readonly number[] | null)[];
  /** Expected number of true pairs seen per comparison and level: how much the block knows about it. */
  readonly support: readonly (readonly number[])[];
  /** Share of true pairs within the block; never a prior for anything outside it. */
  readonly lambda: number;
  readonly pairs: number;
  readonly rounds: number;
  readonly converged: boolean;
}

/** m per comparison and level, and λ, from the patterns of one block. Patterns may come in any order and may repeat. */
export function estimateM(
  patterns: readonly AgreementPattern[],
  comparisons: readonly TrainableComparison[],
  overrides: Partial<EmSettings> = {},
): BlockEstimate {
  const settings = { ...defaultEmSettings, ...overrides };
  const ordered = patterns.filter(({ count }) => count > 0).toSorted(comparePatterns);
  const shown = comparisons.map((_, k) => ordered.some(({ levels }) => levels[k] !== null && levels[k] !== undefined));
  const pairs = ordered.reduce((sum, { count }) => sum + count, 0);
  // By one comparison alone, one person's pair that differs looks like any two people's: of such levels there is nothing to learn.
  const isAlone = shown.filter(Boolean).length === 1;
  const held = comparisons.map(({ u, prior }) => u.map((chance, g) => isAlone && prior !== undefined && !speaks(prior[g]!, chance)));

  let m = comparisons.map((comparison) => startingM(comparison, settings));
  let support = comparisons.map(({ u }) => u.map(() => 0));
  let lambda = settings.startLambda;
  let rounds = 0;
  let converged = pairs === 0;

  while (!converged && rounds < settings.maxRounds) {
    rounds++;
    const expected = comparisons.map(({ u }) => u.map(() => 0));
    let matched = 0;
    for (const { levels, count } of ordered) {
      let same = lambda;
      let other = 1 - lambda;
      for (let k = 0; k < comparisons.length; k++) {
        const level = levels[k];
        if (level === null || level === undefined) continue;
        same *= m[k]![level]!;
        other *= Math.max(comparisons[k]!.u[level]!, settings.floor * settings.floor);
      }
      const expectedPairs = (count * same) / (same + other);
      matched += expectedPairs;
      for (let k = 0; k < comparisons.length; k++) {
        const level = levels[k];
        if (level !== null && level !== undefined) expected[k]![level]! += expectedPairs;
      }
    }
    const next = expected.map((counts, k) => (shown[k] ? normalise(counts, comparisons[k]!, held[k]!, settings) : m[k]!));
    let change = 0;
    for (let k = 0; k < next.length; k++) {
      for (let g = 0; g < next[k]!.length; g++) change = Math.max(change, Math.abs(next[k]![g]! - m[k]![g]!));
    }
    m = next;
    support = expected;
    lambda = clamp(matched / pairs, settings.floor);
    converged = change < settings.tolerance;
  }
  return { m: m.map((levels, k) => (shown[k] ? levels : null)), support, lambda, pairs, rounds, converged };
}

/** What several blocks say together. */
export interface CombinedEstimate {
  /** null for a comparison that no block shows. */
  readonly m: readonly (readonly number[] | null)[];
  /** Expected true pairs per comparison and level, over the blocks that show the comparison. */
  readonly support: readonly (readonly number[])[];
}

/**
 * The median over the blocks that show a comparison, level by level, scaled to add up to 1 again: m is biased upwards by
 * training on clean blocks, and one bad block cannot drag a median.
 */
export function combineBlocks(blocks: readonly BlockEstimate[]): CombinedEstimate {
  const [first] = blocks;
  if (first === undefined) return { m: [], support: [] };
  const m = first.m.map((_, k) => {
    const shown = blocks.flatMap((block) => block.m[k] ?? []).length > 0;
    if (!shown) return null;
    const levels = first.support[k]!.map((_, g) => median(blocks.flatMap((block) => block.m[k]?.[g] ?? [])));
    const sum = levels.reduce((a, b) => a + b, 0);
    return levels.map((value) => value / sum);
  });
  const support = first.support.map((levels, k) =>
    levels.map((_, g) => blocks.reduce((sum, block) => sum + (block.m[k] ? block.support[k]![g]! : 0), 0)),
  );
  return { m, support };
}

function startingM({ u, prior }: TrainableComparison, { startTop, floor }: EmSettings): readonly number[] {
  if (prior !== undefined) return prior.map((value) => clamp(value, floor));
  return u.map((_, g) => (u.length === 1 ? 1 : g === 0 ? startTop : (1 - startTop) / (u.length - 1)));
}

/** Levels held keep the share they lean on; what is left is the others'. */
function normalise(
  counts: readonly number[],
  { prior }: TrainableComparison,
  held: readonly boolean[],
  settings: EmSettings,
): readonly number[] {
  const leant = prior === undefined ? counts : counts.map((count, g) => count + settings.priorPairs * prior[g]!);
  let kept = 0;
  let sum = 0;
  for (let g = 0; g < leant.length; g++) {
    if (held[g]) kept += prior![g]!;
    else sum += leant[g]!;
  }
  return leant.map((count, g) => {
    if (held[g]) return clamp(prior![g]!, settings.floor);
    return clamp(sum > 0 ? ((1 - kept) * count) / sum : 1 / leant.length, settings.floor);
  });
}

/** Whether a level speaks for a pair: it is seen so many times as often among true pairs as by chance. */
export function speaks(m: number, u: number): boolean {
  return m > SPEAKING * u;
}
const SPEAKING = 1.1;

function clamp(probability: number, floor: number): number {
  return Math.min(Math.max(probability, floor), 1 - floor);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Unknown before any level; the order in which patterns are summed, whatever the order they were counted in. */
function comparePatterns(left: AgreementPattern, right: AgreementPattern): number {
  for (let k = 0; k < left.levels.length; k++) {
    const difference = (left.levels[k] ?? -1) - (right.levels[k] ?? -1);
    if (difference !== 0) return difference;
  }
  return left.count - right.count;
}
