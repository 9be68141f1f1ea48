/**
 * Training a model on an office's own list: agreement patterns of a few training blocks, m by EM in each, the median over
 * them (`em.ts`); u of what chance can show from random pairs. Pure: pairs come in compared, frequencies counted.
 */
import { DtsenError } from "../errors.ts";
import { hashKey, searchDates, searchTokens, yearOf, type ResolvedPlace } from "../link/block/blocking.ts";
import type { Comparison, DateRelation } from "../link/compare/comparison.ts";
import { combineBlocks, estimateM, type BlockEstimate, type CombinedEstimate, type TrainableComparison } from "./em.ts";
import { mend, type Mended } from "./mend.ts";
import { comparisons, type ExtractStatistics, type ModelComparison } from "../link/weigh/comparisons.ts";
import {
  identityLevels,
  MODEL_VERSION,
  type IdentityLevel,
  type LevelModel,
  type ComparisonName,
  type LinkageModel,
} from "../link/weigh/model.ts";
import type { NameLevel } from "../link/compare/compare-names.ts";
import { fullNameKey } from "../normalise/name/name-keys.ts";
import type { NikRelation } from "../link/block/nik-neighbours.ts";
import type { PersonRecord, PlainDate } from "../normalise/record.ts";

/** Pairs to learn from share a value that says nothing about the comparisons they teach. */
export const trainingBlocks = ["nik-prefix", "date-place", "date-token", "name", "card"] as const;
export type TrainingBlock = (typeof trainingBlocks)[number];

/** A look-up of the index that yields a training block of a row: a blocking key, the first digits of a NIK, or part of a birth date's people. */
export type TrainingProbe =
  | { readonly block: TrainingBlock; readonly key: number }
  | { readonly block: TrainingBlock; readonly nikPrefix: string }
  | { readonly block: TrainingBlock; readonly date: PlainDate; readonly village: number }
  /** `word`: its phonetic key. */
  | { readonly block: TrainingBlock; readonly date: PlainDate; readonly word: string };

/** Where a row's training pairs are found; at most one look-up per block. */
export function trainingProbes(record: PersonRecord, place: ResolvedPlace): TrainingProbe[] {
  const probes: TrainingProbe[] = [];
  if (record.nik.value !== null) probes.push({ block: "nik-prefix", nikPrefix: record.nik.value.slice(0, 12) });
  if (record.noKk !== null) probes.push({ block: "card", key: hashKey("card", record.noKk) });
  const { name, birthDate } = record;
  // The first is the date as written; a date known from the NIK alone would block on the NIK.
  const date = birthDate === null ? undefined : searchDates(record)[0];
  const [village] = place.desa;
  if (date !== undefined && village !== undefined) probes.push({ block: "date-place", date, village });
  if (name === null) return probes;
  const telling = searchTokens(name.tokens, name.alternatives)[0];
  if (date !== undefined && telling !== undefined) probes.push({ block: "date-token", date, word: telling });
  const full = fullNameKey(name);
  if (place.kecamatan >= 0) probes.push({ block: "name", key: hashKey("name-district", `${place.kecamatan}/${full}`) });
  else if (date !== undefined) probes.push({ block: "name", key: hashKey("name-year", `${yearOf(date)}/${full}`) });
  return probes;
}

const usableNiks = ["equal", "one-digit", "swapped", "serial", "region", "different"] as const satisfies readonly NikRelation[];
const knownDates = ["equal", "default", "swapped", "slip", "year", "different"] as const satisfies readonly DateRelation[];
/** Of the list of comparisons: those that are what they are, NIK and birth date apart. */
const others = comparisons.filter(({ name }) => name !== "identity");
/** NIK and birth date are one comparison where both are known, and one each where the other is not: never two at a time. */
type TaughtName = ComparisonName | "date" | "nik";
const taughtNames: readonly TaughtName[] = ["identity", "date", "nik", ...others.map(({ name }) => name)];

/** What a block may teach: not what it was blocked on, nor what follows from that (the NIK holds date, sex and home region; a name tells the sex). */
const taught: Readonly<Record<TrainingBlock, readonly TaughtName[]>> = {
  "nik-prefix": ["name"],
  "date-place": ["name", "sex"],
  "date-token": ["card", "village", "lane", "street"],
  name: ["identity", "date", "nik"],
  // The block on a field that is often wrong: m is biased upwards by training on clean blocks alone.
  card: ["identity", "date", "nik", "name"],
};

/** Counts the agreement patterns of the training pairs. */
export class PatternCounter {
  readonly #counts = new Map<TrainingBlock, Map<string, { levels: (number | null)[]; count: number }>>();

  add(block: TrainingBlock, comparison: Comparison): void {
    const levels = levelsOf(comparison).map((level, k) => (taught[block].includes(taughtNames[k]!) ? level : null));
    let patterns = this.#counts.get(block);
    if (patterns === undefined) this.#counts.set(block, (patterns = new Map()));
    const key = levels.join();
    const entry = patterns.get(key);
    if (entry === undefined) patterns.set(key, { levels, count: 1 });
    else entry.count++;
  }

  patterns(block: TrainingBlock): { readonly levels: readonly (number | null)[]; readonly count: number }[] {
    return [...(this.#counts.get(block)?.values() ?? [])];
  }
}

function levelsOf(comparison: Comparison): (number | null)[] {
  const number = (usableNiks as readonly NikRelation[]).indexOf(comparison.nik);
  const day = (knownDates as readonly DateRelation[]).indexOf(comparison.date);
  return [
    number >= 0 && day >= 0 ? number * knownDates.length + day : null,
    number < 0 && day >= 0 ? day : null,
    number >= 0 && day < 0 ? number : null,
    ...others.map((each) => levelOf(each, comparison)),
  ];
}

function levelOf({ levels, levelOf }: ModelComparison, comparison: Comparison): number | null {
  const level = levels.indexOf(levelOf(comparison));
  return level < 0 ? null : level;
}

const agreeing: ReadonlySet<NameLevel> = new Set<NameLevel>(["equal", "equivalent", "abbreviated", "near", "subset", "several"]);

/** Counts the levels of random pairs: what agreement is worth by chance. */
export class RandomPairs {
  pairs = 0;
  readonly #counts = new Map<string, number>();

  /** A random pair may be one person, of a small extract even often: who looks like it tells nothing of chance. */
  add(comparison: Comparison): void {
    const { nik, date, name, village } = comparison;
    if (nik === "equal" || (name !== null && agreeing.has(name.level) && (date === "equal" || date === "default" || village === "desa")))
      return;
    this.pairs++;
    this.#count("date", comparison.date);
    for (const each of others) this.#count(each.name, each.levelOf(comparison));
  }

  #count(comparison: TaughtName, level: string): void {
    if (level === "unknown") return;
    for (const key of [comparison, `${comparison}/${level}`]) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Share of the pairs that show the comparison at this level, leaning on `shipped`. */
  share(comparison: TaughtName, level: string, shipped: number): number {
    return estimateU(this.#counts.get(`${comparison}/${level}`) ?? 0, this.#counts.get(comparison) ?? 0, shipped);
  }
}

/** What was seen, leaning on the shipped u with the weight of one hit. */
function estimateU(hits: number, pairs: number, shipped: number): number {
  return (hits + 1) / (pairs + 1 / shipped);
}

/** Below this share of true pairs a block teaches nothing about them (method: m by EM). */
const leastLambda = 0.01;

/** Expected true pairs a comparison must have been seen in before its m is worth more than the shipped one. */
export const leastTruePairs = 200;

export interface TrainingResult {
  readonly model: LinkageModel;
  readonly blocks: readonly {
    readonly block: TrainingBlock;
    readonly pairs: number;
    readonly lambda: number;
    readonly rounds: number;
    readonly converged: boolean;
  }[];
  /** Comparisons the list could not teach (no such column, too few rows); they keep the shipped numbers. */
  readonly untaught: readonly string[];
  /** Levels hardly seen, which keep the shipped share; and levels taken together, since they were out of order. `name near`. */
  readonly kept: readonly string[];
  readonly pooled: readonly string[];
}

/**
 * A model for lists like the one the pairs come from. What was hardly seen keeps the shipped number, and what is out of order is
 * taken together (`mend.ts`). Throws `train-too-little` where the list shows hardly a true pair.
 */
export function trainModel(
  base: LinkageModel,
  counter: PatternCounter,
  random: RandomPairs,
  extract: Pick<ExtractStatistics, "size" | "places">,
  origin: LinkageModel["origin"],
): TrainingResult {
  const size = Math.max(extract.size, 2);
  const u = trainedU(base, random, extract);
  const trainable = trainableComparisons(base, u, random, size);
  const blocks: { block: TrainingBlock; estimate: BlockEstimate }[] = [];
  for (const block of trainingBlocks) {
    const patterns = counter.patterns(block);
    const pairs = patterns.reduce((sum, { count }) => sum + count, 0);
    if (pairs < leastTruePairs) continue;
    const estimate = estimateM(patterns, trainable);
    // A block with hardly a true pair in it teaches what different people are like.
    if (estimate.lambda >= leastLambda) blocks.push({ block, estimate });
  }
  const estimate = combineBlocks(blocks.map(({ estimate }) => estimate));
  const seen = trainable.map((_, k) => sum(estimate.support[k] ?? []) >= leastTruePairs && estimate.m[k] != null);
  if (!seen.includes(true)) {
    throw new DtsenError("train-too-little", { least: leastTruePairs });
  }
  const mended = trainable.map((comparison, k): Mended | null => (seen[k] ? mend(comparison, estimate.m[k]!, estimate.support[k]!) : null));
  return {
    model: assemble(base, u, estimate, mended, origin),
    blocks: blocks.map(({ block, estimate: { pairs, lambda, rounds, converged } }) => ({ block, pairs, lambda, rounds, converged })),
    untaught: taughtNames.filter((_, k) => !seen[k]),
    kept: mended.flatMap((each, k) => (each?.kept ?? []).map((level) => `${taughtNames[k]!} ${level}`)),
    pooled: mended.flatMap((each, k) => (each?.pooled ?? []).map((level) => `${taughtNames[k]!} ${level}`)),
  };
}

/** The base model with the u that random pairs show. */
function trainedU(base: LinkageModel, random: RandomPairs, { places: { placeCounts } }: Pick<ExtractStatistics, "places">): LinkageModel {
  const freeDate = Object.fromEntries(
    knownDates.map((date) => {
      const shipped = base.identity[`different/${date}`].u;
      return [date, random.share("date", date, shipped) / shipped];
    }),
  );
  const chanceFree: readonly string[] = ["different", "unknown", "prefix"];
  const identity = mapLevels(identityLevels, (level) => {
    const [nik, date] = level.split("/") as [NikRelation, DateRelation];
    const entry = base.identity[level];
    return chanceFree.includes(nik) && date !== "unknown" ? { ...entry, u: entry.u * freeDate[date]! } : entry;
  });
  // As the weigher reads them: relative to an even spread over the extract's places.
  const village = mapLevels(["desa", "kecamatan", "kabupaten", "different"] as const, (level) => {
    const entry = base.village[level];
    const places = level === "different" ? 1 : Math.max(placeCounts[level], 1);
    return { ...entry, u: random.share("village", level, Math.min(entry.u / places, 1)) * places };
  });
  const sexEqual = random.share("sex", "equal", base.sex.equal.u);
  return {
    ...base,
    identity,
    village,
    sex: { equal: { ...base.sex.equal, u: sexEqual }, different: { ...base.sex.different, u: 1 - sexEqual } },
  };
}

/** Comparisons whose u is no list's to say: names by their words' frequency, what a street and a lane are worth by hand. */
const setByHand: ReadonlySet<ComparisonName> = new Set(["name", "code", "lane", "street"]);

/** What EM works on, in the order of `taughtNames`. */
function trainableComparisons(base: LinkageModel, u: LinkageModel, random: RandomPairs, size: number): TrainableComparison[] {
  const chance = ({ u: value, perExtract }: LevelModel): number => (perExtract ? value / size : value);
  const composite = usableNiks.flatMap((nik) => knownDates.map((date): IdentityLevel => `${nik}/${date}`));
  const shares = (values: readonly number[]): readonly number[] => values.map((value) => value / sum(values));
  const at = (levels: readonly string[], ...order: readonly string[]): number[] => order.map((level) => levels.indexOf(level));
  return [
    {
      name: "identity",
      labels: composite,
      u: composite.map((level) => chance(u.identity[level])),
      prior: shares(composite.map((level) => base.identity[level].m)),
      orders: [],
    },
    {
      name: "date",
      labels: knownDates,
      u: knownDates.map((date) => chance(u.identity[`unknown/${date}`])),
      prior: shares(knownDates.map((date) => base.identity[`unknown/${date}`].m)),
      orders: ["swapped", "slip", "year"].map((date) => at(knownDates, "equal", date, "different")),
    },
    {
      name: "nik",
      labels: usableNiks,
      u: usableNiks.map((nik) => chance(u.identity[`${nik}/unknown`])),
      prior: shares(usableNiks.map((nik) => base.identity[`${nik}/unknown`].m)),
      orders: ["one-digit", "swapped", "serial", "region"].map((nik) => at(usableNiks, "equal", nik, "different")),
    },
    ...others.map(({ name, levels }): TrainableComparison => {
      const model = base[name] as Readonly<Record<string, LevelModel>>;
      return {
        name,
        labels: levels,
        // By chance alone where nobody's number is asked for; a card shared by chance is rarer than any sample can show.
        u: levels.map((level) =>
          name === "card" ? chance(model[level]!) : random.share(name, level, name === "name" ? 1 / levels.length : chance(model[level]!)),
        ),
        ...(setByHand.has(name) ? { weighedU: levels.map((level) => model[level]!.u) } : {}),
        prior: shares(levels.map((level) => model[level]!.m)),
        orders:
          name === "name"
            ? [
                at(levels, "equal", "equivalent", "near", "several", "different"),
                at(levels, "equal", "abbreviated", "different"),
                at(levels, "equal", "subset", "different"),
              ]
            : [levels.map((_, level) => level)],
      };
    }),
  ];
}

/**
 * The trained m in the places of the shipped ones. Whether one person's NIK was typed wrongly and whether the birth date was
 * are taken as independent (they are two cells), so that a level seen twice in a list is not trusted by itself.
 */
function assemble(
  base: LinkageModel,
  u: LinkageModel,
  estimate: CombinedEstimate,
  mended: readonly (Mended | null)[],
  origin: LinkageModel["origin"],
): LinkageModel {
  const byNik = usableNiks.map((_, n) => knownDates.map((_, d) => n * knownDates.length + d));
  const byDate = knownDates.map((_, d) => usableNiks.map((_, n) => n * knownDates.length + d));
  const nikM = oneSide(estimate, mended, "nik", byNik);
  const dateM = oneSide(estimate, mended, "date", byDate);
  const shippedNik = (nik: NikRelation): number => base.identity[`${nik}/unknown`].m;
  const shippedDate = (date: DateRelation): number => base.identity[`unknown/${date}`].m;
  const identity = mapLevels(identityLevels, (level) => {
    const [nik, date] = level.split("/") as [NikRelation, DateRelation];
    const n = (usableNiks as readonly NikRelation[]).indexOf(nik);
    const d = (knownDates as readonly DateRelation[]).indexOf(date);
    const ofNik = n >= 0 && nikM !== null ? nikM[n]! : shippedNik(nik);
    const ofDate = date === "unknown" ? 1 : d >= 0 && dateM !== null ? dateM[d]! : shippedDate(date);
    return { ...u.identity[level], m: ofNik * ofDate };
  });
  const trained = Object.fromEntries(
    others.map(({ name, levels }) => {
      const m = mended[taughtNames.indexOf(name)]?.m;
      const [shipped, counted] = [base[name], u[name]] as readonly Readonly<Record<string, LevelModel>>[];
      return [
        name,
        m === undefined ? shipped! : Object.fromEntries(levels.map((level, at) => [level, { ...counted![level]!, m: m[at]! }])),
      ];
    }),
  ) as Pick<LinkageModel, Exclude<ComparisonName, "identity">>;
  // What was fitted to the shipped numbers says nothing of these.
  const { calibration: _shipped, ...kept } = base;
  return { ...kept, ...trained, version: MODEL_VERSION, origin, identity };
}

/** One side of the composite comparison, together with the comparison used where the other side is unknown. */
function oneSide(
  estimate: CombinedEstimate,
  mended: readonly (Mended | null)[],
  alone: "nik" | "date",
  groups: readonly (readonly number[])[],
): number[] | null {
  const k = taughtNames.indexOf(alone);
  const parts: { m: readonly number[]; weight: number }[] = [];
  const composite = mended[0]?.m;
  if (composite !== undefined)
    parts.push({ m: groups.map((levels) => sum(levels.map((level) => composite[level]!))), weight: sum(estimate.support[0]!) });
  const own = mended[k]?.m;
  if (own !== undefined) parts.push({ m: own, weight: sum(estimate.support[k]!) });
  if (parts.length === 0) return null;
  const weight = sum(parts.map((part) => part.weight));
  return groups.map((_, level) => sum(parts.map((part) => part.m[level]! * part.weight)) / weight);
}

function mapLevels<L extends string>(levels: readonly L[], make: (level: L) => LevelModel): Record<L, LevelModel> {
  return Object.fromEntries(levels.map((level) => [level, make(level)])) as Record<L, LevelModel>;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
