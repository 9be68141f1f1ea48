import type { ResolvedPlace } from "./block/blocking.ts";
import type { PeopleBlock } from "./block/people-block.ts";
import type { PlaceCounts } from "./weigh/comparisons.ts";
import type { Place, PlainDate, ReferenceRecord } from "../normalise/record.ts";

/** The village of those who have none. */
export const PLACELESS = -1;

/** What linkage asks of the index, much at a time. No caller sees SQL; tests give arrays. */
export interface ReferenceIndex {
  /** Persons in the extract: N_B of the method. */
  readonly size: number;
  readonly places: ReferencePlaces;
  /**
   * Whoever holds exactly each of these NIKs: an answer a NIK. That nobody holds one is made sure of, unless they are `guesses`: dozens
   * of numbers that a row's may have been, nearly all of them nobody's.
   */
  holders(niks: readonly string[], guesses?: boolean): readonly (readonly ReferenceRecord[])[];
  /** The persons of these ids, in the order asked for. */
  referencesOf(ids: readonly number[]): readonly ReferenceRecord[];
  /** Ids of the persons whose NIK begins with these digits (bounded). */
  nikPrefixIds(prefix: string): readonly number[];
  /** Whether any NIK of the extract begins with these six digits. */
  hasNikPrefix6(prefix: string): boolean;
  /** Everybody whose civil-register or family address is in each of these villages, or in none, in blocks of `MAX_PEOPLE` at most. */
  villages(places: readonly number[]): readonly (readonly PeopleBlock[])[];
  /** Everybody born on each of these dates; a date known in part (`19700000`) is one by itself. */
  bornOn(dates: readonly PlainDate[]): readonly (readonly PeopleBlock[])[];
  /** Postings of blocking keys, an answer a key. */
  blocks(keys: readonly number[]): readonly Block[];
  /** Share of the persons who bear this canonical token, 0 to 1. */
  tokenFrequency(token: string): number;
}

/** Postings of a blocking key: empty, and `capped`, where they are too many to search; `size` is the true number all the same. */
export interface Block {
  readonly ids: ArrayLike<number>;
  /** `sketchOf`, one per id. */
  readonly sketches: ArrayLike<number>;
  readonly size: number;
  readonly capped: boolean;
}

export type PlaceRelation = "desa" | "kecamatan" | "kabupaten" | "different" | "unknown";

/** The extract's villages. */
export interface ReferencePlaces {
  resolve(place: Place): ResolvedPlace;
  relation(left: ResolvedPlace, place: number): PlaceRelation;
  kecamatanOf(place: number): number;
  villagesOf(kecamatan: number): readonly number[];
  /** The kecamatan that most of the extract's people live in whose NIK begins with these six digits; -1 where that is no one kecamatan. */
  kecamatanOfCode(code: string): number;
  readonly placeCounts: PlaceCounts;
  /** Whether the extract covers the row's region (its address if it names one, else the NIK's); null when nothing tells. */
  covers(place: Place, nik: string | null): boolean | null;
}
