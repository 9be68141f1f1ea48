/**
 * The numbers of the Fellegi–Sunter model: m, what is expected among pairs of one person; u, among pairs of two people.
 * Plain data: it is saved as versioned JSON by `dtsen train`, crosses to worker threads, and is never altered.
 */
import type { Calibration } from "./calibration.ts";
import { dateRelations, nikRelations, type DateRelation, type PlainRelation } from "../compare/comparison.ts";
import { nameLevels, type NameLevel } from "../compare/compare-names.ts";
import type { NikRelation } from "../block/nik-neighbours.ts";

export const MODEL_VERSION = 4;

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

/** What one comparison is called, in the model file too. */
export type ComparisonName = "identity" | "name" | "sex" | "card" | "village" | "code" | "lane" | "street";

export type PlainLevels = Readonly<Record<Exclude<PlainRelation, "unknown">, LevelModel>>;

export interface LinkageModel {
  readonly version: typeof MODEL_VERSION;
  /** Where m and u come from: the generator's seed and size, or the inputs they were trained on. */
  readonly origin: Readonly<Record<string, string | number>>;
  readonly identity: Readonly<Record<IdentityLevel, LevelModel>>;
  readonly sex: PlainLevels;
  readonly card: PlainLevels;
  /** u is relative to an even spread of the persons over the extract's places. */
  readonly village: Readonly<Record<"desa" | "kecamatan" | "kabupaten" | "different", LevelModel>>;
  /** Code of the card or NIK, where the row names no place; u as for villages. */
  readonly code: PlainLevels;
  /** RT and RW. */
  readonly lane: PlainLevels;
  /** A word of street or hamlet, with the house's number and another; where a side gives no number, the two are one level. */
  readonly street: Readonly<Record<"house" | "other-house" | "different", LevelModel>>;
  /** Names: u of an agreeing level is the frequency of what agrees (term frequency), `u` here only what is left to chance. */
  readonly name: Readonly<Record<NameLevel, LevelModel>>;
  readonly settings: ModelSettings;
  /** Its probabilities held against known truth; absent: nobody has, and the summary says so. */
  readonly calibration?: Calibration;
}

export type SexLevelShares = Readonly<Record<"equal" | "different", number>>;

export interface ModelSettings {
  /** Chance that a list row has a partner in the extract at all, before anything is known of the row. */
  readonly partnerShare: number;
  /**
   * Expected number of other people of the neighbourhood whose names agree so with a row's, however rare the words: relatives, and
   * names a village likes. 1/128 for whole names: one full name in a hundred and thirty is borne by a second person of the village.
   */
  readonly namesakes: Readonly<Record<NameLevel, number>>;
  /** … of one family card, or one house: fathers and sons, brothers and sisters. */
  readonly namesakesAtHome: Readonly<Record<NameLevel, number>>;
  /** Weight of the rarest, second, third … agreeing token's frequency: the tokens of one name are not independent. */
  readonly tokenShares: readonly number[];
  /** No token counts as rarer than this many persons of the extract: a typing error is not a rare name. */
  readonly rarestTokenCount: number;
  /** Probability from which one person stands clearly alone … */
  readonly matchProbability: number;
  /** … where the whole name and the birth date agree and nothing says that the person lives there: a namesake of that date is to be feared … */
  readonly placelessMatchProbability: number;
  /** … where no birth date agrees, or name or date nearly do and nothing says that the person lives there. */
  readonly datelessMatchProbability: number;
  /** … and below which nobody is put before a clerk. */
  readonly reviewProbability: number;
  /** Share of the numbers of a list that are found, and are another person's: a relative's, or a slip that somebody holds. */
  readonly numberAloneWrong: number;
  /** Bits between the best and the second within which neither is preferred. */
  readonly tieBits: number;
}

export const identityLevels: readonly IdentityLevel[] = nikRelations.flatMap((nik) =>
  dateRelations.map((date): IdentityLevel => `${nik}/${date}`),
);

export { nameLevels };
