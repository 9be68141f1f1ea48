/**
 * From a comparison vector to a match weight: the sum over the list of comparisons. Weights are integers, thousandths of a bit, so
 * that two runs and two machines add up to the same sum (0.6 + 0.3 is not 0.9 in floating point).
 */
import type { Comparison } from "../compare/comparison.ts";
import { comparisons, residence, toMilliBits, type ExtractStatistics, type MilliBits } from "./comparisons.ts";
import { nameLevels, type NameLevel } from "../compare/compare-names.ts";
import type { ComparisonName, LinkageModel, ModelSettings } from "./model.ts";
import { unknownCounts, type SearchCounts } from "./search-counts.ts";

/** What one comparison contributed. */
export interface Evidence {
  /** `namesakes`: what name and residence together say too much, since namesakes live together. */
  readonly comparison: ComparisonName | "namesakes";
  readonly level: string;
  /** log2(m / u): positive speaks for a match, negative against, zero says nothing. */
  readonly weight: MilliBits;
}

export interface Weigher {
  /** Without counts, names and places are judged by what is known of the whole extract. */
  weigh(comparison: Comparison, counts?: Readonly<SearchCounts>): MilliBits;
  /** The same sum, term by term. */
  evidence(comparison: Comparison, counts?: Readonly<SearchCounts>): readonly Evidence[];
}

/** Tables of integer weights made once for a model and an extract. */
export function createWeigher(model: LinkageModel, extract: ExtractStatistics): Weigher {
  const { settings } = model;
  const size = Math.max(extract.size, 2);
  const weighers = comparisons.map((each) => each.weights(model, extract));
  const names = comparisons.map(({ name }) => name);
  const isResidence = names.map((each) => residence.has(each));
  const nameAt = names.indexOf("name");
  /** By level, with so many others expected to agree so. */
  const mostOf = (others: ModelSettings["namesakes"]): Readonly<Record<NameLevel, MilliBits>> =>
    Object.fromEntries(
      nameLevels.map((level) => [level, toMilliBits(Math.log2(size) + Math.log2(model.name[level].m) - Math.log2(others[level]))]),
    ) as Record<NameLevel, MilliBits>;
  const inNeighbourhood = mostOf(settings.namesakes);
  const atHome = mostOf(settings.namesakesAtHome);

  const terms = (comparison: Comparison, counts: Readonly<SearchCounts>): MilliBits[] => {
    const weights: MilliBits[] = [];
    for (const weigh of weighers) weights.push(weigh(comparison, counts));
    return weights;
  };
  /**
   * Relatives and a village's favourite names: however rare the words of a name, so many others of the neighbourhood bear it. What
   * name and residence say for a person together is held below that.
   */
  const excessOf = ({ name, place }: Comparison, weights: readonly MilliBits[]): MilliBits => {
    if (name === null) return 0;
    let speaksFor = weights[nameAt]!;
    for (let at = 0; at < weights.length; at++) if (isResidence[at]) speaksFor += Math.max(0, weights[at]!);
    const cap = (place === "card" || place === "house" ? atHome : inNeighbourhood)[name.level];
    return Math.max(0, speaksFor - Math.max(cap, weights[nameAt]!));
  };

  return {
    weigh(comparison, counts = unknownCounts) {
      const weights = terms(comparison, counts);
      let sum = -excessOf(comparison, weights);
      for (let at = 0; at < weights.length; at++) sum += weights[at]!;
      return sum;
    },
    evidence(comparison, counts = unknownCounts) {
      const weights = terms(comparison, counts);
      const excess = excessOf(comparison, weights);
      return [
        ...comparisons.map(({ name, levelOf }, at) => ({ comparison: name, level: levelOf(comparison), weight: weights[at]! })),
        ...(excess === 0 ? [] : [{ comparison: "namesakes" as const, level: "", weight: -excess }]),
      ];
    },
  };
}
