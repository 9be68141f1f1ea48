import type { ResolvedPlace } from "./block/blocking.ts";
import type { PeopleBlock } from "./block/people-block.ts";
import type { PlaceCounts } from "./weigh/comparisons.ts";
import type { Place, PlainDate, ReferenceRecord } from "../normalise/record.ts";

/** What linkage asks of the index. No caller sees SQL; tests give arrays. */
export interface ReferenceIndex {
  /** Persons in the extract: N_B of the method. */
  readonly size: number;
  /** Is told what will be asked for next, where the index has to wait for its disk and may fetch it meanwhile. */
  readonly expect?: ((next: Expected) => void) | undefined;
  /** Ids of the persons holding exactly this NIK. */
  nikIds(nik: string): readonly number[];
  /** Ids of the persons whose NIK begins with these digits (bounded). */
  nikPrefixIds(prefix: string): readonly number[];
  /** Whether any NIK of the extract begins with these six digits. */
  hasNikPrefix6(prefix: string): boolean;
  /** Postings of a blocking key; empty, and `capped`, where the block is too large to search. */
  block(key: number): Block;
  /** The first digits that the NIKs around this person's have in common with it; "" where that is unknown. Costs no look-up. */
  nikStem(id: number): string;
  reference(id: number): ReferenceRecord;
  /** Share of the persons who bear this canonical token, 0 to 1. */
  tokenFrequency(token: string): number;
  readonly places: ReferencePlaces;
}

/** An index that keeps the people of a village, and those born on a date, in blocks, and answers many questions at once. */
export interface BlockIndex extends ReferenceIndex {
  /** Whoever holds exactly each of these NIKs: an answer a NIK. */
  holders(niks: readonly string[]): readonly (readonly ReferenceRecord[])[];
  /** The persons of these ids, in the order asked for. */
  referencesOf(ids: readonly number[]): readonly ReferenceRecord[];
  /** Everybody whose civil-register or family address is in this village, in blocks of `MAX_PEOPLE` at most. */
  village(place: number): readonly PeopleBlock[];
  /** Everybody born on this date; a date known in part (`19700000`) is one by itself. */
  bornOn(date: PlainDate): readonly PeopleBlock[];
  /** Postings of blocking keys, an answer a key. `size` is the true one where the block is `capped`. */
  blocks(keys: readonly number[]): readonly Block[];
}

export interface Expected {
  readonly niks?: readonly string[];
  /** Blocking keys. */
  readonly keys?: readonly number[];
  /** Persons. */
  readonly ids?: readonly number[];
}

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
  readonly placeCounts: PlaceCounts;
  /** Whether the extract covers the row's region (its address if it names one, else the NIK's); null when nothing tells. */
  covers(place: Place, nik: string | null): boolean | null;
}
