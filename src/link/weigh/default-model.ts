/**
 * The model dtsen ships: used until an office trains its own. Identity, sex, card and the m of names are counted on generated
 * lists with known truth (`npm run bench:estimate`; the accuracy benchmark judges on other seeds). The rest is set here: what
 * a generator cannot know of an office's villages, and what decides between a match and a question.
 */
import { MODEL_VERSION, type IdentityLevel, type LevelModel, type LinkageModel, type SexLevelShares } from "./model.ts";
import { nameLevels, type NameLevel } from "../compare/compare-names.ts";
import { shippedCalibration } from "./shipped-calibration.ts";
import { shippedNumbers } from "./shipped-numbers.ts";

export interface ShippedNumbers {
  readonly origin: LinkageModel["origin"];
  readonly identity: Readonly<Record<IdentityLevel, LevelModel>>;
  readonly sex: { readonly m: SexLevelShares; readonly u: SexLevelShares };
  /** Share of true pairs whose family cards agree, where both are known. */
  readonly card: number;
  readonly nameM: Readonly<Record<NameLevel, number>>;
}

/**
 * Chance beside the frequency of the agreeing words: a looser level is met by so many more names, a stricter reading of it by
 * fewer. A slip is worth what its words are worth in part.
 */
const nameU: Readonly<Record<NameLevel, number>> = {
  equal: 1,
  equivalent: 0.5,
  abbreviated: 1,
  near: 0.1,
  subset: 0.6,
  several: 0.1,
  slip: 0.03,
  alike: 0.3,
  partial: 2,
  resembling: 0.05,
  different: 0.95,
};

/** What the generator's clerks hardly ever do to a name, others do. */
const LEAST_NAME_M = 0.001;

const { origin, identity, sex, card, nameM } = shippedNumbers;

export const defaultModel: LinkageModel = {
  version: MODEL_VERSION,
  origin,
  identity,
  sex: {
    equal: { m: sex.m.equal, u: sex.u.equal },
    different: { m: sex.m.different, u: sex.u.different },
  },
  // Another card is hardly against it: cards change with moves, marriages and deaths.
  card: { equal: { m: card, u: 2.5, perExtract: true }, different: { m: 0.25, u: 1 } },
  village: {
    desa: { m: 0.91, u: 1.2 },
    kecamatan: { m: 0.03, u: 1.2 },
    kabupaten: { m: 0.03, u: 1 },
    different: { m: 0.03, u: 0.6 },
  },
  // Cards are issued where a family lives; a NIK keeps the code of the first registration.
  code: { equal: { m: 0.8, u: 1.2 }, different: { m: 0.2, u: 1 } },
  // Addresses are written in many ways: what differs says little.
  lane: { equal: { m: 0.85, u: 0.035 }, different: { m: 0.15, u: 0.965 } },
  street: { house: { m: 0.6, u: 0.002 }, "other-house": { m: 0.15, u: 0.15 }, different: { m: 0.25, u: 0.85 } },
  name: Object.fromEntries(nameLevels.map((level) => [level, { m: Math.max(nameM[level], LEAST_NAME_M), u: nameU[level] }])) as Record<
    NameLevel,
    LevelModel
  >,
  settings: {
    partnerShare: 0.9,
    namesakes: {
      equal: 1 / 128,
      equivalent: 1 / 128,
      abbreviated: 1 / 64,
      near: 1 / 64,
      subset: 1 / 24,
      several: 1 / 24,
      slip: 1 / 8,
      alike: 1 / 4,
      partial: 1,
      resembling: 1,
      different: 2,
    },
    namesakesAtHome: {
      equal: 1 / 300,
      equivalent: 1 / 300,
      abbreviated: 1 / 150,
      near: 1 / 150,
      subset: 1 / 48,
      several: 1 / 48,
      slip: 1 / 48,
      alike: 1 / 24,
      partial: 1 / 2,
      resembling: 1 / 2,
      different: 2,
    },
    tokenShares: [1, 0.7, 0.5, 0.4],
    rarestTokenCount: 3,
    matchProbability: 0.98,
    placelessMatchProbability: 0.986,
    datelessMatchProbability: 0.998,
    reviewProbability: 0.08,
    numberAloneWrong: 0.012,
    tieBits: 2,
  },
  calibration: shippedCalibration,
};
