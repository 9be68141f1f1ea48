/**
 * Training a model on an office's own list: agreement patterns of a few training blocks, m by EM in each, the median over
 * them (`em.ts`); u of what chance can show from random pairs. Pure: pairs come in compared, frequencies counted.
 */
import { DtsenError } from "../errors.ts";
import { hashKey, searchDates, searchTokens, yearOf, type ResolvedPlace } from "../link/block/blocking.ts";
import type { Comparison, DateRelation, PlaceLevel } from "../link/compare/comparison.ts";
import { checkModel, combineBlocks, estimateM, type BlockEstimate, type CombinedEstimate, type TrainableComparison } from "./em.ts";
import type { ExtractStatistics } from "../link/weigh/match-weight.ts";
import {
  identityLevels,
  MODEL_VERSION,
  nameLevels,
  placeLevels,
  type IdentityLevel,
  type LevelModel,
  type LinkageModel,
} from "../link/weigh/model.ts";
import type { NameLevel } from "../link/compare/compare-names.ts";
import { fullNameKey } from "../normalise/name/name-keys.ts";
import type { NikRelation } from "../link/block/nik-neighbours.ts";
import type { PersonRecord } from "../normalise/record.ts";

/** Pairs to learn from share a value that says nothing about the comparisons they teach. */
export const trainingBlocks = ["nik-prefix", "date-place", "date-token", "name", "card"] as const;
export type TrainingBlock = (typeof trainingBlocks)[number];

/** A look-up of the index that yields a training block of a row: a blocking key, or the first digits of a NIK. */
export type TrainingProbe =
  | { readonly block: TrainingBlock; readonly key: number }
  | { readonly block: TrainingBlock; readonly nikPrefix: string };

/** Where a row's training pairs are found; at most one look-up per block. */
export function trainingProbes(record: PersonRecord, place: ResolvedPlace): TrainingProbe[] {
  const probes: TrainingProbe[] = [];
  if (record.nik.value !== null) probes.push({ block: "nik-prefix", nikPrefix: record.nik.value.slice(0, 12) });
  if (record.noKk !== null) probes.push({ block: "card", key: hashKey("card", record.noKk) });
  const { name, birthDate } = record;
  // The first is the date as written; a date known from the NIK alone would block on the NIK.
  const date = birthDate === null ? undefined : searchDates(record)[0];
  const [village] = place.desa;
  if (date !== undefined && village !== undefined) probes.push({ block: "date-place", key: hashKey("date-place", `${date}/${village}`) });
  if (name === null) return probes;
  const telling = searchTokens(name.tokens, name.alternatives)[0];
  if (date !== undefined && telling !== undefined) probes.push({ block: "date-token", key: hashKey("date-token", `${date}/${telling}`) });
  const full = fullNameKey(name);
  if (place.kecamatan >= 0) probes.push({ block: "name", key: hashKey("name-district", `${place.kecamatan}/${full}`) });
  else if (date !== undefined) probes.push({ block: "name", key: hashKey("name-year", `${yearOf(date)}/${full}`) });
  return probes;
}

const usableNiks = ["equal", "one-digit", "swapped", "serial", "region", "different"] as const satisfies readonly NikRelation[];
const knownDates = ["equal", "default", "swapped", "slip", "year", "different"] as const satisfies readonly DateRelation[];
const knownPlaces = placeLevels.filter((level): level is Exclude<PlaceLevel, "unknown"> => level !== "unknown");

type ComparisonName = "identity" | "date" | "nik" | "sex" | "place" | "name";
/** NIK and birth date are one comparison where both are known, and one each where the other is not: never two at a time. */
const comparisonNames: readonly ComparisonName[] = ["identity", "date", "nik", "sex", "place", "name"];

/** What a block may teach: not what it was blocked on, nor what follows from that (the NIK holds date, sex and home region). */
const taught: Readonly<Record<TrainingBlock, readonly ComparisonName[]>> = {
  "nik-prefix": ["name"],
  "date-place": ["name", "sex"],
  "date-token": ["place", "sex"],
  name: ["identity", "date", "nik", "sex"],
  // The block on a field that is often wrong: m is biased upwards by training on clean blocks alone.
  card: ["identity", "date", "nik", "name"],
};

/** Counts the agreement patterns of the training pairs. */
export class PatternCounter {
  readonly #counts = new Map<TrainingBlock, Map<string, { levels: (number | null)[]; count: number }>>();

  add(block: TrainingBlock, comparison: Comparison): void {
    const levels = levelsOf(comparison).map((level, k) => (taught[block].includes(comparisonNames[k]!) ? level : null));
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

function levelsOf({ nik, date, sex, place, name }: Comparison): (number | null)[] {
  const number = (usableNiks as readonly NikRelation[]).indexOf(nik);
  const day = (knownDates as readonly DateRelation[]).indexOf(date);
  return [
    number >= 0 && day >= 0 ? number * knownDates.length + day : null,
    number < 0 && day >= 0 ? day : null,
    number >= 0 && day < 0 ? number : null,
    sex === "unknown" ? null : sex === "equal" ? 0 : 1,
    place === "unknown" ? null : (knownPlaces as readonly PlaceLevel[]).indexOf(place),
    name === null ? null : nameLevels.indexOf(name.level),
  ];
}

/** Counts the levels of random pairs: what agreement is worth by chance. */
export class RandomPairs {
  pairs = 0;
  readonly #date = new Map<DateRelation, number>();
  readonly #place = new Map<PlaceLevel, number>();
  readonly #name = new Map<NameLevel, number>();
  #sexEqual = 0;
  #sexKnown = 0;
  #dateKnown = 0;
  #placeKnown = 0;
  #nameKnown = 0;

  add({ date, sex, place, name }: Comparison): void {
    this.pairs++;
    if (date !== "unknown") {
      this.#dateKnown++;
      tick(this.#date, date);
    }
    if (sex !== "unknown") {
      this.#sexKnown++;
      if (sex === "equal") this.#sexEqual++;
    }
    // A card shared by chance is rarer than any sample can show, and a sampled person may be the row's own.
    if (place !== "unknown" && place !== "card") {
      this.#placeKnown++;
      tick(this.#place, place);
    }
    if (name !== null) {
      this.#nameKnown++;
      tick(this.#name, name.level);
    }
  }

  date(level: DateRelation, shipped: number): number {
    return estimateU(this.#date.get(level) ?? 0, this.#dateKnown, shipped);
  }

  place(level: PlaceLevel, shipped: number): number {
    return estimateU(this.#place.get(level) ?? 0, this.#placeKnown, shipped);
  }

  name(level: NameLevel): number {
    return ((this.#name.get(level) ?? 0) + 0.5) / (this.#nameKnown + nameLevels.length / 2);
  }

  sexEqual(shipped: number): number {
    return estimateU(this.#sexEqual, this.#sexKnown, shipped);
  }
}

/** What was seen, leaning on the shipped u with the weight of one hit. */
function estimateU(hits: number, pairs: number, shipped: number): number {
  return (hits + 1) / (pairs + 1 / shipped);
}

function tick<T>(counts: Map<T, number>, level: T): void {
  counts.set(level, (counts.get(level) ?? 0) + 1);
}

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
}

/**
 * A model for lists like the one the pairs come from. Throws `train-too-little` where the list shows hardly a true pair, and
 * `model-senseless` where what it shows cannot be true.
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
  const comparisons = trainableComparisons(base, u, random, size);
  const blocks: { block: TrainingBlock; estimate: BlockEstimate }[] = [];
  for (const block of trainingBlocks) {
    const patterns = counter.patterns(block);
    const pairs = patterns.reduce((sum, { count }) => sum + count, 0);
    // A block of so few pairs is noise; it would only be refused below.
    if (pairs >= leastTruePairs) blocks.push({ block, estimate: estimateM(patterns, comparisons) });
  }
  const estimate = combineBlocks(blocks.map(({ estimate }) => estimate));
  const seen = comparisons.map((_, k) => sum(estimate.support[k] ?? []) >= leastTruePairs && estimate.m[k] !== null);
  if (!seen[comparisonNames.indexOf("name")] || !(seen[0] || seen[1])) {
    throw new DtsenError("train-too-little", { least: leastTruePairs });
  }
  checkModel({
    comparisons: comparisons.filter((_, k) => seen[k]),
    estimate: { m: estimate.m.filter((_, k) => seen[k]), support: estimate.support.filter((_, k) => seen[k]) },
    blocks: blocks.map(({ block, estimate: { lambda, pairs } }) => ({ name: block, lambda, pairs })),
  });
  return {
    model: assemble(base, u, estimate, seen, origin),
    blocks: blocks.map(({ block, estimate: { pairs, lambda, rounds, converged } }) => ({ block, pairs, lambda, rounds, converged })),
    untaught: comparisonNames.filter((_, k) => !seen[k]),
  };
}

/** The base model with the u that random pairs show. */
function trainedU(base: LinkageModel, random: RandomPairs, { places: { placeCounts } }: Pick<ExtractStatistics, "places">): LinkageModel {
  const freeDate = Object.fromEntries(
    knownDates.map((date) => {
      const shipped = base.identity[`different/${date}`].u;
      return [date, random.date(date, shipped) / shipped];
    }),
  );
  const chanceFree: readonly string[] = ["different", "unknown", "prefix"];
  const identity = mapLevels(identityLevels, (level) => {
    const [nik, date] = level.split("/") as [NikRelation, DateRelation];
    const entry = base.identity[level];
    return chanceFree.includes(nik) && date !== "unknown" ? { ...entry, u: entry.u * freeDate[date]! } : entry;
  });
  // As the weigher reads them: relative to an even spread over the extract's places.
  const spread: Partial<Record<PlaceLevel, number>> = {
    lane: Math.max(placeCounts.desa, 1),
    desa: Math.max(placeCounts.desa, 1),
    kecamatan: Math.max(placeCounts.kecamatan, 1),
    kabupaten: Math.max(placeCounts.kabupaten, 1),
  };
  const place = mapLevels(placeLevels, (level) => {
    const entry = base.place[level];
    if (level === "card" || level === "unknown") return entry;
    const even = spread[level] ?? 1;
    return { ...entry, u: random.place(level, Math.min(entry.u / even, 1)) * even };
  });
  const sexEqual = random.sexEqual(base.sex.equal.u);
  return {
    ...base,
    identity,
    place,
    sex: { ...base.sex, equal: { ...base.sex.equal, u: sexEqual }, different: { ...base.sex.different, u: 1 - sexEqual } },
  };
}

/** What EM works on, in the order of `comparisonNames`. */
function trainableComparisons(base: LinkageModel, u: LinkageModel, random: RandomPairs, size: number): TrainableComparison[] {
  const chance = ({ u: value, perExtract }: LevelModel): number => (perExtract ? value / size : value);
  const placeChance = (level: PlaceLevel): number =>
    level === "card" ? chance(u.place.card) : random.place(level, Math.min(u.place[level].u, 1));
  const composite = usableNiks.flatMap((nik) => knownDates.map((date): IdentityLevel => `${nik}/${date}`));
  const at = (nik: (typeof usableNiks)[number], date: (typeof knownDates)[number]): number => composite.indexOf(`${nik}/${date}`);
  const dateOrders = [
    ["equal", "slip", "different"],
    ["equal", "swapped", "different"],
    ["equal", "year", "different"],
  ] as const;
  const nikOrders = [
    ["equal", "one-digit", "different"],
    ["equal", "swapped", "different"],
    ["equal", "serial", "different"],
    ["equal", "region", "different"],
  ] as const;
  const shares = (values: readonly number[]): readonly number[] => values.map((value) => value / sum(values));
  return [
    {
      name: "identity",
      labels: composite,
      u: composite.map((level) => chance(u.identity[level])),
      prior: shares(composite.map((level) => base.identity[level].m)),
      orders: [
        ...nikOrders.map((order) => order.map((nik) => at(nik, "equal"))),
        ...dateOrders.map((order) => order.map((date) => at("different", date))),
      ],
    },
    {
      name: "date",
      labels: knownDates,
      u: knownDates.map((date) => chance(u.identity[`unknown/${date}`])),
      prior: shares(knownDates.map((date) => base.identity[`unknown/${date}`].m)),
      orders: dateOrders.map((order) => order.map((date) => knownDates.indexOf(date))),
    },
    {
      name: "nik",
      labels: usableNiks,
      u: usableNiks.map((nik) => chance(u.identity[`${nik}/unknown`])),
      prior: shares(usableNiks.map((nik) => base.identity[`${nik}/unknown`].m)),
      orders: nikOrders.map((order) => order.map((nik) => usableNiks.indexOf(nik))),
    },
    {
      name: "sex",
      labels: ["equal", "different"],
      u: [u.sex.equal.u, u.sex.different.u],
      prior: shares([base.sex.equal.m, base.sex.different.m]),
    },
    {
      name: "place",
      labels: knownPlaces,
      u: knownPlaces.map(placeChance),
      prior: shares(knownPlaces.map((level) => base.place[level].m)),
      // In an extract of one kabupaten hardly anybody lives in another: what is "different" by chance cannot be ranked.
      orders: [
        ["card", "desa", "kecamatan"],
        ["lane", "desa", "kecamatan"],
      ].map((order) => order.map((level) => (knownPlaces as readonly string[]).indexOf(level))),
    },
    {
      name: "name",
      labels: nameLevels,
      u: nameLevels.map((level) => random.name(level)),
      prior: shares(nameLevels.map((level) => base.name[level].m)),
      orders: [
        ["equal", "equivalent", "different"],
        ["equal", "near", "different"],
        ["equal", "subset", "different"],
      ].map((order) => order.map((level) => (nameLevels as readonly string[]).indexOf(level))),
    },
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
  seen: readonly boolean[],
  origin: LinkageModel["origin"],
): LinkageModel {
  const nikM = pooled(
    estimate,
    seen,
    "nik",
    usableNiks.map((_, n) => knownDates.map((_, d) => n * knownDates.length + d)),
  );
  const dateM = pooled(
    estimate,
    seen,
    "date",
    knownDates.map((_, d) => usableNiks.map((_, n) => n * knownDates.length + d)),
  );
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
  const trained = <L extends string>(
    name: ComparisonName,
    levels: readonly L[],
    from: Readonly<Record<L, LevelModel>>,
    into: Readonly<Record<L, LevelModel>>,
  ) => {
    const k = comparisonNames.indexOf(name);
    const m = estimate.m[k];
    return seen[k] && m ? { ...into, ...mapLevels(levels, (level) => ({ ...into[level], m: m[levels.indexOf(level)]! })) } : { ...from };
  };
  // What was fitted to the shipped numbers says nothing of these.
  const { calibration: _shipped, ...kept } = base;
  return {
    ...kept,
    version: MODEL_VERSION,
    origin,
    identity,
    sex: trained("sex", ["equal", "different"], base.sex, u.sex) as LinkageModel["sex"],
    place: trained("place", knownPlaces, base.place, u.place) as LinkageModel["place"],
    name: trained("name", nameLevels, base.name, u.name) as LinkageModel["name"],
  };
}

/** One side of the composite comparison, together with the comparison used where the other side is unknown. */
function pooled(
  estimate: CombinedEstimate,
  seen: readonly boolean[],
  alone: "nik" | "date",
  groups: readonly (readonly number[])[],
): number[] | null {
  const k = comparisonNames.indexOf(alone);
  const parts: { m: readonly number[]; weight: number }[] = [];
  const composite = estimate.m[0];
  if (seen[0] && composite)
    parts.push({ m: groups.map((levels) => sum(levels.map((level) => composite[level]!))), weight: sum(estimate.support[0]!) });
  const own = estimate.m[k];
  if (seen[k] && own) parts.push({ m: own, weight: sum(estimate.support[k]!) });
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
