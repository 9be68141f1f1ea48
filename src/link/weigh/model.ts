/**
 * The numbers of the Fellegi–Sunter model: m, what is expected among pairs of one person; u, among pairs of two people.
 * Plain data: it is saved as versioned JSON by `dtsen train`, crosses to worker threads, and is never altered.
 */
import type { Calibration } from "./calibration.ts";
import { dateRelations, nikRelations, placeLevels, type DateRelation, type PlaceLevel, type SexRelation } from "../compare/comparison.ts";
import { nameLevels, type NameLevel } from "../compare/compare-names.ts";
import type { NikRelation } from "../block/nik-neighbours.ts";

export const MODEL_VERSION = 1;

/** One level of a comparison. */
export interface LevelModel {
  readonly m: number;
  /** Chance among different people … */
  readonly u: number;
  /**
   * … or, where agreement is as rare as persons are many (a NIK, its neighbours, a family card), the expected *number* of
   * other persons of the extract at this level for one row: u is then this number over the size of the extract.
   */
  readonly perExtract?: true;
}

/** `nik relation/date relation` of the composite comparison. */
export type IdentityLevel = `${NikRelation}/${DateRelation}`;

export interface LinkageModel {
  readonly version: typeof MODEL_VERSION;
  /** Where m and u come from: the generator's seed and size, or the inputs they were trained on. */
  readonly origin: Readonly<Record<string, string | number>>;
  readonly identity: Readonly<Record<IdentityLevel, LevelModel>>;
  readonly sex: Readonly<Record<SexRelation, LevelModel>>;
  readonly place: Readonly<Record<PlaceLevel, LevelModel>>;
  /** Names: u of an agreeing level is the frequency of what agrees (term frequency), `u` here only what is left to chance. */
  readonly name: Readonly<Record<NameLevel, LevelModel>>;
  readonly settings: ModelSettings;
  /** From match weight to observed rate, fitted on known truth; absent: the probabilities are the model's own. */
  readonly calibration?: Calibration;
}

export type SexLevelShares = Readonly<Record<"equal" | "different", number>>;

export interface ModelSettings {
  /** Chance that a list row has a partner in the extract at all, before anything is known of the row. */
  readonly partnerShare: number;
  /** Bits that card, village and lane together may contribute: they cannot part the members of a household. */
  readonly placeCap: number;
  /**
   * Bits above certainty of the extract's size that name and place together may reach: 7 means that one full name in a hundred
   * and thirty is borne by a second person of the same village, however rare its words.
   */
  readonly namesakeBits: number;
  /** Bits that another family card speaks against a match: few, since cards change with moves, marriages and deaths. */
  readonly otherCardBits: number;
  /** Weight of the rarest, second, third … agreeing token's frequency: the tokens of one name are not independent. */
  readonly tokenShares: readonly number[];
  /** No token counts as rarer than this many persons of the extract: a typing error is not a rare name. */
  readonly rarestTokenCount: number;
  /** Probability from which one person stands clearly alone … */
  readonly matchProbability: number;
  /** … where the birth date is not there to agree. */
  readonly datelessMatchProbability: number;
  /** … and below which nobody is put before a clerk. */
  readonly reviewProbability: number;
  /** Bits between the best and the second within which neither is preferred. */
  readonly tieBits: number;
}

export const identityLevels: readonly IdentityLevel[] = nikRelations.flatMap((nik) =>
  dateRelations.map((date): IdentityLevel => `${nik}/${date}`),
);

export { nameLevels, placeLevels };
