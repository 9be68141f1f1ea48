/** The most that a person may weigh of whom only a sketch is known: whoever stays below that far enough need not be fetched. */
import { dateRelations, type DateRelation } from "../compare/comparison.ts";
import type { NikRelation } from "../block/nik-neighbours.ts";
import { nameLevels } from "../compare/compare-names.ts";
import type { PersonRecord } from "../../normalise/record.ts";
import { comparisons, residence, toMilliBits, type ExtractStatistics, type MilliBits, type WeighOne } from "./comparisons.ts";
import { priorWeight } from "./competition.ts";
import type { LinkageModel } from "./model.ts";
import { unknownCounts } from "./search-counts.ts";
import type { Comparison } from "../compare/comparison.ts";

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

export function ceilingOf(model: LinkageModel, extract: ExtractStatistics): (record: PersonRecord) => Ceiling {
  const of = (name: string): WeighOne => comparisons.find((each) => each.name === name)!.weights(model, extract);
  const identity = of("identity");
  const name = of("name");
  const nothing = { village: "unknown", named: "desa", lane: "unknown", street: "unknown", house: "unknown", card: "unknown" };
  const agreeing = { village: "desa", named: "desa", lane: "equal", street: "equal", house: "equal", card: "equal", sex: "equal" };
  const weigh = (which: string, relations: object): MilliBits =>
    of(which)({ ...nothing, ...relations } as unknown as Comparison, unknownCounts);
  const sexBits = weigh("sex", agreeing);
  const near = [...residence].reduce((sum, each) => sum + weigh(each, agreeing), 0);
  const far = weigh("lane", agreeing) + weigh("street", agreeing);
  const size = Math.max(extract.size, 2);
  const cap = toMilliBits(
    Math.log2(size) - Math.log2(Math.min(model.settings.namesakesOnCard, ...Object.values(model.settings.namesakes))),
  );
  const most = (niks: readonly NikRelation[], dates: readonly DateRelation[]): MilliBits =>
    Math.max(...niks.flatMap((nik) => dates.map((date) => identity({ nik, date } as Comparison, unknownCounts))));
  const byDate = (niks: readonly NikRelation[]): ReadonlyMap<DateRelation | null, MilliBits> =>
    new Map([[null, most(niks, dateRelations)], ...dateRelations.map((date) => [date, most(niks, [date])] as const)]);
  const identities = {
    usable: { near: byDate(["one-digit", "swapped", "serial", "region", "different", "unknown"]), far: byDate(["different"]) },
    damaged: { near: byDate(["damage", "prefix", "different", "unknown"]), far: byDate(["different"]) },
    scant: { near: byDate(["damage", "prefix", "unknown"]), far: byDate(["unknown"]) },
    none: { near: byDate(["unknown"]), far: byDate(["unknown"]) },
  };
  const nameBits = (record: PersonRecord, levels: readonly (typeof nameLevels)[number][]): MilliBits => {
    let best = 0;
    const { name: own } = record;
    for (const tokens of own === null ? [] : [own.tokens, ...own.alternatives]) {
      const agreed = tokens.map((token) => ({ left: token, right: token, credit: 1 }));
      for (const level of levels) best = Math.max(best, name({ name: { level, agreed } } as unknown as Comparison, unknownCounts));
    }
    return best;
  };
  const others = nameLevels.slice(1);
  return (record) => {
    const { nik } = record;
    const ofNik =
      nik.value !== null
        ? identities.usable
        : nik.damage === null
          ? identities.none
          : nik.damage.digits.length >= 12
            ? identities.damaged
            : identities.scant;
    const whole = nameBits(record, nameLevels);
    const other = nameBits(record, others);
    return ({ nearNik, date, wholeName, nearby }) => {
      const ofName = wholeName ? whole : other;
      const together = Math.max(ofName, Math.min(cap, ofName + (nearby ? near : far)));
      return (nearNik ? ofNik.near : ofNik.far).get(date)! + together + sexBits;
    };
  };
}

/** Whoever weighs less changes no answer: by the prior, one in hundreds of them is the row's person. */
export function floorOf(model: LinkageModel, size: number): MilliBits {
  return -priorWeight(model.settings.partnerShare, size) - toMilliBits(HOPELESS_BITS);
}
