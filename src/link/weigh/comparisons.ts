/**
 * The comparisons of the model, in one list: what levels each has, which one a pair shows, what a level weighs, and what is to be
 * noted. The weigher, the waterfall of `explain`, the model file and the findings walk this list; a new field of evidence is an
 * entry here, a relation in `compare/comparison.ts` and its numbers in the model.
 *
 * Evidence is judged among what the two records can show: a relation that either leaves unknown weighs nothing, and the shares of
 * the others add up to one without it. Agreement never lowers a weight (`falling`).
 */
import type { NikRelation } from "../block/nik-neighbours.ts";
import { dateRelations, nikRelations, type Comparison, type DateRelation, type PlainRelation } from "../compare/comparison.ts";
import { nameLevels, type NameAgreement } from "../compare/compare-names.ts";
import type { FindingCode } from "../../normalise/findings.ts";
import { remembering } from "../../normalise/memo.ts";
import type { PersonRecord } from "../../normalise/record.ts";
import { identityLevels, type ComparisonName, type IdentityLevel, type LevelModel, type LinkageModel } from "./model.ts";
import type { SearchCounts } from "./search-counts.ts";

/** Thousandths of a bit. */
export type MilliBits = number;

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

export type WeighOne = (comparison: Comparison, counts: Readonly<SearchCounts>) => MilliBits;

export interface ModelComparison {
  readonly name: ComparisonName;
  /** The relations a pair may show; `unknown` is none of them. */
  readonly levels: readonly string[];
  /** The pair's level, `unknown` where either side leaves it open. */
  levelOf(comparison: Comparison): string;
  /** Tables made once for a model and an extract. */
  weights(model: LinkageModel, extract: ExtractStatistics): WeighOne;
  /** What differs, in finding codes; never what agrees. */
  findings(comparison: Comparison, record: PersonRecord): readonly FindingCode[];
}

const nothing: readonly FindingCode[] = [];

/** NIK and birth date: the number holds the date, so that they are one comparison. */
const identity: ModelComparison = {
  name: "identity",
  levels: identityLevels.filter((level) => level !== "unknown/unknown"),
  levelOf: ({ nik, date }) => (nik === "unknown" && date === "unknown" ? "unknown" : `${nik}/${date}`),
  weights({ identity: levels }, { size }) {
    const of = (nik: string, date: DateRelation): LevelModel => levels[`${nik}/${date}` as IdentityLevel];
    const byNik = ordered((nik, date) => weightOf(of(nik, date), size));
    // Where the number says nothing of the date, what agreement on the date is worth depends on how many were born on it.
    const sameDay = Object.fromEntries(
      nikRelations.map((nik) => {
        const { u, perExtract } = of(nik, "unknown");
        const m = of(nik, "equal").m + of(nik, "default").m;
        return [nik, perExtract === true ? null : Math.log2(m / u) + Math.log2(size)];
      }),
    );
    return ({ nik, date, precision }, { date: born }) => {
      if (precision === "guess" && freeOfDate.has(nik) && date === "different") return byNik[nik].unknown;
      if ((precision === "year" || precision === "age") && freeOfDate.has(nik) && (date === "year" || date === "different"))
        return byNik[nik].unknown + yearBits[precision][date];
      const bits = born > 0 && (date === "equal" || date === "default") ? sameDay[nik]! : null;
      if (bits === null) return byNik[nik][date];
      const { year, slip, swapped, unknown } = byNik[nik];
      return Math.max(toMilliBits(bits - Math.log2(born)), year, slip, swapped, unknown);
    };
  },
  findings({ nik, date }, { nik: { value }, birthDate }) {
    const codes: FindingCode[] = [];
    if (value !== null) {
      if (nik === "one-digit") codes.push("NIK_SATU_DIGIT");
      else if (nik === "swapped") codes.push("NIK_TERTUKAR");
      else if (nik === "serial" || nik === "region" || nik === "different") codes.push("NIK_BEDA");
    }
    if (date === "swapped") codes.push("TGL_TERTUKAR");
    else if (date === "slip") codes.push("TGL_MIRIP");
    else if (date === "different" || (date === "year" && birthDate !== null && birthDate.value % 100 !== 0)) codes.push("TGL_BEDA");
    return codes;
  },
};

/** Numbers that say nothing of the date. */
const freeOfDate: ReadonlySet<NikRelation> = new Set<NikRelation>(["different", "unknown", "prefix"]);
/** Birth years that the people of an extract spread over. */
const BIRTH_YEARS = 65;
/**
 * Where only years can be compared, and where an age stands for one of two years: set, since no list for estimating has them. Nine in ten
 * years are right, three ages in four.
 */
const yearBits: Readonly<Record<"year" | "age", Readonly<Record<"year" | "different", MilliBits>>>> = {
  year: { year: toMilliBits(Math.log2(0.93 * BIRTH_YEARS)), different: toMilliBits(Math.log2(0.06)) },
  age: { year: toMilliBits(Math.log2((0.75 * BIRTH_YEARS) / 2)), different: toMilliBits(Math.log2(0.03)) },
};

/** What agrees on the left weighs no less than what agrees less on the right: rarely seen levels waver. */
const dateOrder: readonly (readonly [DateRelation, DateRelation])[] = [
  ["unknown", "different"],
  ["year", "different"],
  ["slip", "different"],
  ["swapped", "different"],
  ["default", "year"],
  ["equal", "default"],
  ["equal", "slip"],
  ["equal", "swapped"],
  ["equal", "unknown"],
];

/** The weights of number and date, none below that of a weaker agreement. */
function ordered(
  weight: (nik: NikRelation, date: DateRelation) => MilliBits,
): Readonly<Record<NikRelation, Record<DateRelation, MilliBits>>> {
  const table = Object.fromEntries(
    nikRelations.map((nik) => [nik, Object.fromEntries(dateRelations.map((date) => [date, weight(nik, date)]))]),
  ) as Record<NikRelation, Record<DateRelation, MilliBits>>;
  for (const nik of ["different", "unknown", ...nikRelations] as const) {
    for (const date of dateRelations) table[nik][date] = Math.max(table[nik][date], table.different[date]);
    for (const [more, less] of dateOrder) table[nik][more] = Math.max(table[nik][more], table[nik][less]);
  }
  for (const date of dateRelations) table.equal[date] = Math.max(...nikRelations.map((nik) => table[nik][date]));
  return table;
}

/** Seen by chance beyond this many, a name is the kecamatan's own. */
const CHANCE_NAMESAKES = 3;
/** Bearers are counted by what is heard of a name: of two who share that, one in two is written as the other (three million pairs). */
const WRITTEN_ALIKE = 0.5;
/** A name that nobody else bears is borne by half a person more: the extract has not everybody. */
const UNSEEN_NAMESAKES = 0.5;

const name: ModelComparison = {
  name: "name",
  levels: nameLevels,
  levelOf: ({ name: agreement }) => agreement?.level ?? "unknown",
  weights({ name: levels, settings }, extract) {
    const size = Math.max(extract.size, 2);
    const rarest = Math.max(settings.rarestTokenCount / size, 1e-7);
    const tokenBits = remembering((token: string) => -Math.log2(Math.max(extract.tokenFrequency(token), rarest)));
    const most = Math.log2(size) - Math.log2(UNSEEN_NAMESAKES);
    const inKecamatan = size / Math.max(extract.places.placeCounts.kecamatan, 1);
    const byTokens = ({ agreed }: NameAgreement): number => {
      const bits: number[] = [];
      for (const { left, right, credit } of agreed)
        bits.push(credit * (left === right ? tokenBits(left) : Math.min(tokenBits(left), tokenBits(right))));
      descending(bits);
      let rarity = 0;
      for (let rank = 0; rank < bits.length; rank++) rarity += bits[rank]! * shareOf(settings.tokenShares, rank);
      return Math.min(rarity, most);
    };
    /** How many others of the extract bear the row's whole name, or would if all its places named people as the row's kecamatan does. */
    const byBearers = ({ namesInExtract, namesInKecamatan }: Readonly<SearchCounts>): number => {
      const others = Math.max(WRITTEN_ALIKE * (namesInExtract - 1), UNSEEN_NAMESAKES);
      const local = ((namesInKecamatan - CHANCE_NAMESAKES) / inKecamatan) * size;
      return Math.log2(size) - Math.log2(Math.max(others, local));
    };
    return ({ name: agreement }, counts) => {
      if (agreement === null) return 0;
      const { m, u } = levels[agreement.level];
      const rarity = agreement.level === "equal" && counts.namesInExtract > 0 ? byBearers(counts) : byTokens(agreement);
      return toMilliBits(Math.log2(m / u) + rarity);
    };
  },
  findings: ({ name: agreement }) => agreement?.notes ?? nothing,
};

const sex: ModelComparison = {
  ...plain("sex", (comparison) => comparison.sex),
  findings: ({ sex: relation }) => (relation === "different" ? ["JK_BEDA"] : nothing),
};

/** Share of people on another card than the list's where the extract has the list's: they moved from one family to another. */
const BESIDE_CARD = 0.02;

const card: ModelComparison = {
  ...plain("card", (comparison) => comparison.card),
  weights(model, extract) {
    const weigh = plain("card", (comparison) => comparison.card).weights(model, extract);
    const beside = toMilliBits(Math.log2(BESIDE_CARD));
    return (comparison, counts) => {
      const weight = weigh(comparison, counts);
      return comparison.card === "different" && counts.card > 0 ? Math.min(weight, beside) : weight;
    };
  },
  findings: (comparison) => (comparison.card === "different" ? ["KK_BERUBAH"] : nothing),
};

const villageLevels = ["desa", "kecamatan", "kabupaten", "different"] as const;

/** Where the row says the person lives, among the places the extract knows. */
const village: ModelComparison = {
  name: "village",
  levels: villageLevels,
  levelOf: ({ village: relation }) => relation,
  weights({ village: levels }, { size, places: { placeCounts } }) {
    const chance = { desa: 1 / placeCounts.desa, kecamatan: 1 / placeCounts.kecamatan, kabupaten: 1 / placeCounts.kabupaten, different: 1 };
    const bits = (level: (typeof villageLevels)[number], m: number, people: number): number =>
      Math.log2(m / (level === "desa" && people > 0 ? people / size : levels[level].u * chance[level]));
    /** A row that names no village agrees in its kecamatan as one that does agrees in its village. */
    const table = (named: Comparison["named"], people: number): Record<string, MilliBits> => {
      const shown = villageLevels.slice(named === "desa" ? 0 : 1);
      const missing = named === "desa" ? 0 : levels.desa.m;
      const weights = shown.map((level, at) => bits(level, levels[level].m + (at === 0 ? missing : 0), people));
      return Object.fromEntries(falling(weights).map((weight, at) => [shown[at]!, toMilliBits(weight)]));
    };
    const tables = { desa: table("desa", 0), kecamatan: table("kecamatan", 0), kabupaten: table("kabupaten", 0) };
    return ({ village: relation, named }, { village: people }) => {
      if (relation === "unknown" || named === "unknown") return 0;
      if (relation === "desa" && people > 0)
        return toMilliBits(Math.max(0, bits("desa", levels.desa.m, people), tables.desa["kecamatan"]! / 1000));
      return tables[named][relation] ?? 0;
    };
  },
  findings: ({ village: relation, card: ofCard }, { place }) =>
    ofCard !== "equal" && relation !== "desa" && relation !== "unknown" && (place.desa !== null || place.kode !== null)
      ? ["WILAYAH_BEDA"]
      : nothing,
};

const code: ModelComparison = {
  ...plain("code", (comparison) => comparison.code),
  weights({ code: { equal, different } }, { places: { placeCounts } }) {
    const agreeing = toMilliBits(Math.max(0, Math.log2((equal.m * placeCounts.kecamatan) / equal.u)));
    const differing = toMilliBits(Math.min(0, Math.log2(different.m / different.u)));
    return ({ code: relation }) => (relation === "equal" ? agreeing : relation === "different" ? differing : 0);
  },
};

const lane = plain("lane", (comparison) => comparison.lane);
const streetLevels = ["house", "other-house", "different"] as const;

/** Street or hamlet, and the house in it: number 12 of another street is another house, another number of the same street a neighbour. */
const street: ModelComparison = {
  name: "street",
  levels: streetLevels,
  /** `street`: the words agree, and a side gives no number. */
  levelOf: ({ street: words, house }) =>
    words !== "equal" ? words : house === "unknown" ? "street" : house === "equal" ? "house" : "other-house",
  weights(model, extract) {
    const { street: levels } = model;
    const { size } = extract;
    const ofVillage = village.weights(model, extract);
    const bits = falling((["house", "other-house"] as const).map((level) => Math.log2(levels[level].m / levels[level].u)));
    const words = Math.log2((levels.house.m + levels["other-house"].m) / (levels.house.u + levels["other-house"].u));
    const [ofHouse, ofOther] = [levels.house.m, levels["other-house"].m];
    const weights: Readonly<Record<string, MilliBits>> = {
      house: toMilliBits(bits[0]!),
      street: toMilliBits(Math.min(Math.max(words, 0), bits[0]!)),
      "other-house": toMilliBits(Math.min(Math.max(bits[1]!, 0), Math.max(words, 0), bits[0]!)),
      different: toMilliBits(Math.min(0, Math.log2(levels.different.m / levels.different.u))),
      unknown: 0,
    };
    /** An address is as rare in the extract as those are few who have it, whatever its village tells of that. */
    const byPeople = (m: number, words: readonly number[], people: SearchCounts["atHouse"]): MilliBits => {
      const fewest = Math.min(...words.map((word) => people?.get(word) ?? size));
      return toMilliBits(Math.log2((m * size) / Math.max(fewest, 1)));
    };
    return (comparison, counts) => {
      const { atHouse, withWord } = counts;
      const level = street.levelOf(comparison);
      const weight = weights[level]!;
      if (comparison.street !== "equal" || (atHouse === null && withWord === null)) return weight;
      const words = comparison.streetWords;
      const ofStreet = byPeople(level === "other-house" ? ofOther : ofHouse + ofOther, words, withWord);
      const counted = level === "house" ? Math.max(ofStreet, byPeople(ofHouse, words, atHouse)) : ofStreet;
      return Math.max(weight, counted - Math.max(0, ofVillage(comparison, counts)));
    };
  },
  findings: () => nothing,
};

/** In the order of the waterfall. */
export const comparisons: readonly ModelComparison[] = [identity, name, sex, card, village, code, lane, street];
/** Those that a household or a neighbourhood shares. */
export const residence: ReadonlySet<ComparisonName> = new Set(["card", "village", "code", "lane", "street"]);

/** What a comparison with the extract has to say in finding codes: what differs, never what agrees. */
export function comparisonFindings(comparison: Comparison, record: PersonRecord): FindingCode[] {
  const codes: FindingCode[] = [];
  for (const each of comparisons) for (const code of each.findings(comparison, record)) codes.push(code);
  return codes;
}

/** A comparison that agrees or does not. */
function plain(named: "sex" | "card" | "code" | "lane", levelOf: (comparison: Comparison) => PlainRelation): ModelComparison {
  return {
    name: named,
    levels: ["equal", "different"],
    levelOf,
    weights(model, { size }) {
      const { equal, different } = model[named];
      const agreeing = toMilliBits(Math.max(0, Math.log2(equal.m / chanceOf(equal, size))));
      const differing = toMilliBits(Math.min(0, Math.log2(different.m / chanceOf(different, size))));
      return (comparison) => {
        const level = levelOf(comparison);
        return level === "equal" ? agreeing : level === "different" ? differing : 0;
      };
    },
    findings: () => nothing,
  };
}

/** Weights that never rise as agreement weakens, the first never below nothing. */
export function falling(weights: readonly number[]): number[] {
  const falls: number[] = [];
  for (const weight of weights) falls.push(falls.length === 0 ? Math.max(0, weight) : Math.min(weight, falls[falls.length - 1]!));
  return falls;
}

export function toMilliBits(bits: number): MilliBits {
  return Math.round(bits * 1000);
}

function chanceOf({ u, perExtract }: LevelModel, size: number): number {
  return perExtract ? u / Math.max(size, 2) : u;
}

function weightOf(level: LevelModel, size: number): MilliBits {
  return toMilliBits(Math.log2(level.m / chanceOf(level, size)));
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
