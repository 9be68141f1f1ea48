import { describe, expect, test } from "vitest";
import { combineBlocks, estimateM, type AgreementPattern, type BlockEstimate, type TrainableComparison } from "../../src/train/em.ts";

/** Names and numbers are invented; levels as in a real model, strictest first. */
const comparisons: readonly TrainableComparison[] = [
  { name: "name", labels: ["equal", "equivalent", "part", "different"], u: [0.002, 0.004, 0.02, 0.974] },
  { name: "date", labels: ["equal", "slip", "year", "different"], u: [0.0001, 0.002, 0.02, 0.9779] },
  { name: "place", labels: ["desa", "kecamatan", "different"], u: [0.02, 0.1, 0.88] },
  { name: "sex", labels: ["equal", "different"], u: [0.5, 0.5] },
];
const trueM = [
  [0.82, 0.1, 0.05, 0.03],
  [0.9, 0.05, 0.02, 0.03],
  [0.85, 0.1, 0.05],
  [0.99, 0.01],
];

describe("EM with u fixed", () => {
  test("gives back the parameters that made the patterns, where every pattern stands in its expected number", () => {
    const estimate = estimateM(expectedPatterns(trueM, 0.3, 1e10), comparisons, { tolerance: 1e-10, maxRounds: 1000 });
    expect(estimate.converged).toBe(true);
    expect(estimate.lambda).toBeCloseTo(0.3, 5);
    estimate.m.forEach((levels, k) => levels!.forEach((m, g) => expect(m).toBeCloseTo(trueM[k]![g]!, 5)));
  });

  // Tolerance: 4 standard errors of a share counted over the true pairs known without doubt, √(m(1−m)/(λN)); 13 levels, so that a
  // right program fails about one seed in a thousand. λ: 4 standard errors of a share of all pairs.
  test.each([1, 2, 3])("recovers m and λ from drawn pairs within four standard errors (seed %d)", (seed) => {
    const pairs = 100_000;
    const lambda = 0.3;
    const estimate = estimateM(drawnPatterns(seed, trueM, lambda, pairs, 0), comparisons, { tolerance: 1e-8, maxRounds: 500 });
    expect(Math.abs(estimate.lambda - lambda)).toBeLessThan(4 * Math.sqrt((lambda * (1 - lambda)) / pairs));
    estimate.m.forEach((levels, k) =>
      levels!.forEach((m, g) => {
        const truth = trueM[k]![g]!;
        expect(Math.abs(m - truth), `${comparisons[k]!.name} ${g}`).toBeLessThan(4 * standardError(truth, pairs * lambda));
      }),
    );
  });

  test("is not moved by unknown values: half of every field missing costs precision, not correctness", () => {
    const pairs = 200_000;
    const estimate = estimateM(drawnPatterns(4, trueM, 0.2, pairs, 0.5), comparisons, { tolerance: 1e-8, maxRounds: 500 });
    // Half the true pairs show a level, and with fields missing it is less sure which pairs are true: 5 standard errors.
    estimate.m.forEach((levels, k) =>
      levels!.forEach((m, g) => {
        const truth = trueM[k]![g]!;
        expect(Math.abs(m - truth), `${comparisons[k]!.name} ${g}`).toBeLessThan(5 * standardError(truth, pairs * 0.2 * 0.5));
      }),
    );
  });

  test("of one comparison alone it learns how true pairs agree, not how many differ: that share stays the one leant on", () => {
    const [, date] = comparisons;
    const prior = [0.8, 0.1, 0.08, 0.02];
    const truth = [0.9, 0.05, 0.03, 0.02];
    // Namesakes, of whom one in twenty-five is the person.
    const patterns = [0, 1, 2, 3].map((level) => ({
      levels: [level],
      count: Math.round(1e6 * (0.04 * truth[level]! + 0.96 * date!.u[level]!)),
    }));
    const { m, lambda } = estimateM(patterns, [{ ...date!, prior }], { tolerance: 1e-8, maxRounds: 500 });
    expect(m[0]![3]).toBe(prior[3]);
    truth.forEach((share, level) => expect(Math.abs(m[0]![level]! - share), String(level)).toBeLessThan(0.005));
    expect(lambda).toBeCloseTo(0.04, 3);
  });

  test("starting point and stop rule of the method reach the same answer in at most 60 rounds", () => {
    const patterns = drawnPatterns(5, trueM, 0.3, 100_000, 0.05);
    const quick = estimateM(patterns, comparisons);
    const patient = estimateM(patterns, comparisons, { tolerance: 1e-10, maxRounds: 2000 });
    expect(quick.converged).toBe(true);
    expect(quick.rounds).toBeLessThanOrEqual(60);
    quick.m.forEach((levels, k) => levels!.forEach((m, g) => expect(m).toBeCloseTo(patient.m[k]![g]!, 3)));
  });

  test("the order and the splitting of patterns change nothing, to the last bit", () => {
    const patterns = drawnPatterns(6, trueM, 0.3, 20_000, 0.1);
    expect(estimateM(patterns.toReversed(), comparisons)).toEqual(estimateM(patterns, comparisons));
  });

  test("a comparison the block does not show keeps no m", () => {
    const patterns = drawnPatterns(7, trueM, 0.3, 20_000, 0).map(({ levels, count }) => ({
      levels: [levels[0]!, null, levels[2]!, levels[3]!],
      count,
    }));
    const estimate = estimateM(patterns, comparisons);
    expect(estimate.m[1]).toBeNull();
    expect(estimate.m[0]![0]).toBeGreaterThan(0.75);
  });

  test("m stays off 0 and 1, so that no weight is infinite", () => {
    const patterns: AgreementPattern[] = [
      { levels: [0, 0, 0, 0], count: 1000 },
      { levels: [3, 3, 2, 1], count: 1000 },
    ];
    const estimate = estimateM(patterns, comparisons);
    for (const levels of estimate.m) for (const m of levels!) expect(m).toBeGreaterThanOrEqual(1e-6);
    for (const levels of estimate.m) for (const m of levels!) expect(m).toBeLessThanOrEqual(1 - 1e-6);
  });

  test("leans on the given m where little is seen, and leaves it where much is", () => {
    const leaning = comparisons.map((comparison, k) => ({ ...comparison, prior: trueM[k]!.toReversed() }));
    const few = estimateM(drawnPatterns(8, trueM, 0.5, 20, 0), leaning, { priorPairs: 1e6 });
    expect(few.m[3]![0]).toBeCloseTo(0.01, 3);
    const many = estimateM(
      drawnPatterns(8, trueM, 0.5, 100_000, 0),
      comparisons.map((comparison, k) => ({ ...comparison, prior: trueM[k]! })),
      { priorPairs: 50 },
    );
    expect(many.m[0]![0]).toBeCloseTo(0.82, 1);
  });

  test("no pairs at all: nothing learnt, nothing thrown", () => {
    const estimate = estimateM([], comparisons);
    expect(estimate.m).toEqual([null, null, null, null]);
    expect(estimate.pairs).toBe(0);
  });
});

describe("several blocks", () => {
  const block = (m: (number[] | null)[]): BlockEstimate => ({
    m,
    support: m.map((levels) => levels?.map((value) => 1000 * value) ?? [0, 0]),
    lambda: 0.3,
    pairs: 1000,
    rounds: 9,
    converged: true,
  });

  test("the median of three is not dragged by a bad one", () => {
    const { m } = combineBlocks([block([[0.9, 0.1]]), block([[0.88, 0.12]]), block([[0.1, 0.9]])]);
    expect(m[0]![0]).toBeCloseTo(0.88, 12);
    expect(m[0]![0]! + m[0]![1]!).toBeCloseTo(1, 12);
  });

  test("a block without a comparison has no say in it", () => {
    const { m, support } = combineBlocks([
      block([[0.9, 0.1], null]),
      block([null, [0.7, 0.3]]),
      block([
        [0.8, 0.2],
        [0.7, 0.3],
      ]),
    ]);
    expect(m[0]![0]).toBeCloseTo(0.85, 12);
    expect(m[1]![0]).toBeCloseTo(0.7, 12);
    expect(support[1]![0]).toBeCloseTo(1400, 9);
  });

  test("what no block shows stays unknown", () => {
    expect(combineBlocks([block([[0.9, 0.1], null])]).m[1]).toBeNull();
  });
});

function standardError(m: number, truePairs: number): number {
  return Math.sqrt((m * (1 - m)) / truePairs);
}

/** Every pattern in the number the parameters predict. */
function expectedPatterns(m: readonly (readonly number[])[], lambda: number, pairs: number): AgreementPattern[] {
  let patterns: { levels: number[]; same: number; other: number }[] = [{ levels: [], same: lambda, other: 1 - lambda }];
  comparisons.forEach(({ u }, k) => {
    patterns = patterns.flatMap(({ levels, same, other }) =>
      u.map((chance, g) => ({ levels: [...levels, g], same: same * m[k]![g]!, other: other * chance })),
    );
  });
  return patterns.map(({ levels, same, other }) => ({ levels, count: Math.round(pairs * (same + other)) }));
}

/** Pairs drawn one by one, then counted. `unknown`: chance that a field is missing. */
function drawnPatterns(
  seed: number,
  m: readonly (readonly number[])[],
  lambda: number,
  pairs: number,
  unknown: number,
): AgreementPattern[] {
  const next = mulberry32(seed);
  const counts = new Map<string, AgreementPattern & { count: number }>();
  for (let pair = 0; pair < pairs; pair++) {
    const same = next() < lambda;
    const levels = comparisons.map(({ u }, k) => (next() < unknown ? null : draw(same ? m[k]! : u, next())));
    const key = levels.join(",");
    const entry = counts.get(key) ?? { levels, count: 0 };
    entry.count++;
    counts.set(key, entry);
  }
  return [...counts.values()];
}

function draw(shares: readonly number[], point: number): number {
  let sum = 0;
  for (let g = 0; g < shares.length - 1; g++) if (point < (sum += shares[g]!)) return g;
  return shares.length - 1;
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
