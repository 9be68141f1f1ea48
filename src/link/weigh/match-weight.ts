/**
 * From a comparison vector to a match weight. Weights are integers, thousandths of a bit, so that two runs and two machines
 * add up to the same sum (0.6 + 0.3 is not 0.9 in floating point).
 */
import { dateRelations, nikRelations, type Comparison, type DateRelation } from "../compare/comparison.ts";
import { nameLevels, type NameAgreement } from "../compare/compare-names.ts";
import type { NikRelation } from "../block/nik-neighbours.ts";
import type { PersonRecord } from "../../normalise/record.ts";
import { priorWeight } from "./competition.ts";
import type { LevelModel, LinkageModel } from "./model.ts";

/** Thousandths of a bit. */
export type MilliBits = number;

/** What one comparison contributed. */
export interface Evidence {
  readonly comparison: "identity" | "name" | "sex" | "place";
  readonly level: string;
  /** log2(m / u): positive speaks for a match, negative against, zero says nothing. */
  readonly weight: MilliBits;
}

/** What the weigher must know of the extract. */
export interface ExtractStatistics {
  readonly size: number;
  tokenFrequency(token: string): number;
  readonly places: { readonly placeCounts: PlaceCounts };
}

/** How many villages, kecamatan and kabupaten the extract's persons spread over; at least 1 each. */
export interface PlaceCounts {
  readonly desa: number;
  readonly kecamatan: number;
  readonly kabupaten: number;
}

export interface Weigher {
  weigh(comparison: Comparison): MilliBits;
  /** The same sum, term by term. */
  evidence(comparison: Comparison): readonly Evidence[];
  /** The most a row may weigh with persons of whom only this much is known. */
  ceilingOf(record: PersonRecord): Ceiling;
  /** Whoever weighs less changes no answer: by the prior, one in hundreds of them is the row's person. */
  readonly floor: MilliBits;
}

/** What is known of a person who has not been fetched; the rest may agree. */
export interface Known {
  /** The NIK may be near the row's. */
  readonly nearNik: boolean;
  /** Null: not known. */
  readonly date: DateRelation | null;
  readonly wholeName: boolean;
  /** The kecamatan may be the row's, or the card is. */
  readonly nearby: boolean;
}

export type Ceiling = (known: Known) => MilliBits;

/** This far below even odds nobody is worth a look-up: with the four bits a household may lend it is one in sixteen, less than a question takes. */
const HOPELESS_BITS = 8;

/** Tables of integer weights made once for a model and an extract. */
export function createWeigher(model: LinkageModel, extract: ExtractStatistics): Weigher {
  const { settings } = model;
  const size = Math.max(extract.size, 2);
  const identity = identityWeights(model, size);
  const sex = tabulate(model.sex, size);
  const place = capped(placeWeights(model, extract), settings.placeCap);
  const otherCard = toMilliBits(settings.otherCardBits);
  const rarest = Math.max(settings.rarestTokenCount / size, 1e-7);
  const tokenBits = memoise((token: string) => -Math.log2(Math.max(extract.tokenFrequency(token), rarest)));
  const nameCeiling = Math.log2(size) + settings.namesakeBits;
  const namesakes = toMilliBits(nameCeiling);

  /** What words of so many bits say together: the rarest in full, the others in part, and no more than namesakes leave to say. */
  const rarityOf = (bits: number[]): number => {
    descending(bits);
    let rarity = 0;
    for (let rank = 0; rank < bits.length; rank++) rarity += bits[rank]! * shareOf(settings.tokenShares, rank);
    return Math.min(rarity, nameCeiling);
  };

  const nameWeight = (name: NameAgreement): MilliBits => {
    const { m, u } = model.name[name.level];
    const bits: number[] = [];
    for (const { left, right, credit } of name.agreed)
      bits.push(credit * (left === right ? tokenBits(left) : Math.min(tokenBits(left), tokenBits(right))));
    return toMilliBits(Math.log2(m / u) + rarityOf(bits));
  };

  const terms = (comparison: Comparison): [number, number, number, number] => {
    const ofName = comparison.name === null ? 0 : nameWeight(comparison.name);
    const ofPlace = place[comparison.place]! - (comparison.card === "different" ? otherCard : 0);
    return [
      identity[comparison.nik][comparison.date],
      ofName,
      sexSpeaks(comparison) ? sex[comparison.sex]! : 0,
      // Namesakes live together: relatives, and names that a village likes.
      Math.min(ofPlace, Math.max(0, namesakes - ofName)),
    ];
  };

  const levelBits = nameLevels.map((level) => Math.log2(model.name[level].m / model.name[level].u));
  const sexBits = Math.max(0, ...Object.values(sex));
  const nearPlace = Math.max(...Object.values(place));
  const farPlace = Math.max(place["kabupaten"]!, place["different"]!, place["unknown"]!);
  const most = (niks: readonly NikRelation[], dates: readonly DateRelation[]): MilliBits =>
    Math.max(...niks.flatMap((nik) => dates.map((date) => identity[nik][date])));
  const byDate = (niks: readonly NikRelation[]): ReadonlyMap<DateRelation | null, MilliBits> =>
    new Map([[null, most(niks, dateRelations)], ...dateRelations.map((date) => [date, most(niks, [date])] as const)]);
  const identities = {
    usable: { near: byDate(["one-digit", "swapped", "serial", "region", "different", "unknown"]), far: byDate(["different"]) },
    damaged: { near: byDate(["damage", "prefix", "different", "unknown"]), far: byDate(["different"]) },
    scant: { near: byDate(["damage", "prefix", "unknown"]), far: byDate(["unknown"]) },
    none: { near: byDate(["unknown"]), far: byDate(["unknown"]) },
  };

  const ceilingOf = ({ nik, name }: PersonRecord): Ceiling => {
    const ofNik =
      nik.value !== null
        ? identities.usable
        : nik.damage === null
          ? identities.none
          : nik.damage.digits.length >= 12
            ? identities.damaged
            : identities.scant;
    let rarity = 0;
    for (const tokens of name === null ? [] : [name.tokens, ...name.alternatives]) {
      const bits: number[] = [];
      for (const token of tokens) bits.push(tokenBits(token));
      rarity = Math.max(rarity, rarityOf(bits));
    }
    const whole = name === null ? 0 : toMilliBits(Math.max(...levelBits) + rarity);
    const other = name === null ? 0 : toMilliBits(Math.max(...levelBits.slice(1)) + rarity);
    return ({ nearNik, date, wholeName, nearby }) => {
      const ofName = wholeName ? whole : other;
      const ofPlace = Math.min(nearby ? nearPlace : farPlace, Math.max(0, namesakes - ofName));
      return (nearNik ? ofNik.near : ofNik.far).get(date)! + ofName + ofPlace + sexBits;
    };
  };

  return {
    ceilingOf,
    floor: -priorWeight(settings.partnerShare, size) - toMilliBits(HOPELESS_BITS),
    weigh(comparison) {
      const [a, b, c, d] = terms(comparison);
      return a + b + c + d;
    },
    evidence(comparison) {
      const [a, b, c, d] = terms(comparison);
      return [
        { comparison: "identity", level: `${comparison.nik}/${comparison.date}`, weight: a },
        { comparison: "name", level: comparison.name?.level ?? "unknown", weight: b },
        { comparison: "sex", level: comparison.sex, weight: c },
        { comparison: "place", level: comparison.place, weight: d },
      ];
    },
  };
}

export function toMilliBits(bits: number): MilliBits {
  return Math.round(bits * 1000);
}

/** Sex stands inside the NIK: it adds nothing to a number that agrees in its date part. */
function sexSpeaks({ nik, sex }: Comparison): boolean {
  return sex === "different" || nik === "different" || nik === "unknown" || nik === "prefix";
}

/** By the number's relation, then the date's: both are read for every pair, and a name made of the two would cost more than the rest. */
function identityWeights(
  { identity }: LinkageModel,
  size: number,
): Readonly<Record<NikRelation, Readonly<Record<DateRelation, MilliBits>>>> {
  const by = <Name extends string, Value>(names: readonly Name[], of: (name: Name) => Value): Record<Name, Value> =>
    Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Value>;
  return by(nikRelations, (nik) => by(dateRelations, (date) => weightOf(identity[`${nik}/${date}`], size)));
}

function placeWeights(model: LinkageModel, extract: ExtractStatistics): Record<string, MilliBits> {
  const { desa, kecamatan, kabupaten } = extract.places.placeCounts;
  const chance: Partial<Record<string, number>> = { lane: 1 / desa, desa: 1 / desa, kecamatan: 1 / kecamatan, kabupaten: 1 / kabupaten };
  const size = Math.max(extract.size, 2);
  return Object.fromEntries(
    Object.entries(model.place).map(([level, entry]) => {
      const spread = chance[level];
      return [level, spread === undefined ? weightOf(entry, size) : toMilliBits(Math.log2(entry.m / (entry.u * spread)))];
    }),
  );
}

function capped(weights: Record<string, MilliBits>, bits: number): Record<string, MilliBits> {
  return Object.fromEntries(Object.entries(weights).map(([level, weight]) => [level, Math.min(weight, toMilliBits(bits))]));
}

function tabulate(levels: Readonly<Record<string, LevelModel>>, size: number): Record<string, MilliBits> {
  return Object.fromEntries(Object.entries(levels).map(([level, entry]) => [level, weightOf(entry, size)]));
}

function weightOf({ m, u, perExtract }: LevelModel, size: number): MilliBits {
  return toMilliBits(Math.log2(m / (perExtract ? u / size : u)));
}

/** Sorts in place; for the few words of a name, where a sort that asks for every pair costs more than the rest. */
function descending(numbers: number[]): void {
  for (let at = 1; at < numbers.length; at++) {
    const number = numbers[at]!;
    let to = at;
    for (; to > 0 && numbers[to - 1]! < number; to--) numbers[to] = numbers[to - 1]!;
    numbers[to] = number;
  }
}

function shareOf(shares: readonly number[], rank: number): number {
  return shares[rank] ?? shares[shares.length - 1] ?? 0;
}

/** Frequencies are asked for again and again; the memory is bounded by starting over. */
function memoise(read: (token: string) => number): (token: string) => number {
  const known = new Map<string, number>();
  return (token) => {
    const found = known.get(token);
    if (found !== undefined) return found;
    if (known.size > 100_000) known.clear();
    const value = read(token);
    known.set(token, value);
    return value;
  };
}
