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
  equivalent: 1,
  abbreviated: 2,
  near: 4,
  subset: 3,
  several: 12,
  slip: 0.1,
  partial: 1.5,
  different: 1,
};

const { origin, identity, sex, card, nameM } = shippedNumbers;

export const defaultModel: LinkageModel = {
  version: MODEL_VERSION,
  origin,
  identity,
  sex: {
    equal: { m: sex.m.equal, u: sex.u.equal },
    different: { m: sex.m.different, u: sex.u.different },
    unknown: { m: 1, u: 1 },
  },
  // u of lane, desa, kecamatan and kabupaten is relative to an even spread of persons over the extract's places
  place: {
    card: { m: card, u: 2.5, perExtract: true },
    lane: { m: 0.6, u: 0.12 },
    desa: { m: 0.3, u: 1.2 },
    kecamatan: { m: 0.05, u: 1.2 },
    kabupaten: { m: 0.04, u: 1 },
    different: { m: 0.03, u: 0.5 },
    unknown: { m: 1, u: 1 },
  },
  name: Object.fromEntries(nameLevels.map((level) => [level, { m: nameM[level], u: nameU[level] }])) as Record<NameLevel, LevelModel>,
  settings: {
    partnerShare: 0.9,
    placeCap: 9,
    otherCardBits: 2,
    namesakeBits: 7,
    tokenShares: [1, 0.7, 0.5, 0.4],
    rarestTokenCount: 3,
    matchProbability: 0.9,
    datelessMatchProbability: 0.99,
    reviewProbability: 0.2,
    tieBits: 2,
  },
  calibration: shippedCalibration,
};
