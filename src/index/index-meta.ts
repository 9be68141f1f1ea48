/** What an index says of itself: where it comes from, what is in it, and what was left out. No personal value. */
import type { FurnitureKind, RejectionReason } from "../normalise/record.ts";

/** How a file of the extract was used. */
export type InputKind = "persons" | "families" | "flat";

/** A file the index was made from. `rowsRead = rowsIndexed + rejected + furniture`. */
export interface IndexInput {
  /** Base name. */
  readonly name: string;
  readonly kind: InputKind;
  readonly bytes: number;
  readonly sha256: string;
  readonly rowsRead: number;
  readonly rowsIndexed: number;
  readonly rejected: Readonly<Partial<Record<RejectionReason, number>>>;
  readonly furniture: Readonly<Partial<Record<FurnitureKind, number>>>;
  /** Rows of families without a usable card number: nobody can be joined to them. */
  readonly withoutCard: number;
  /** Header of the column the decile was read from; null where the file has none. */
  readonly desilColumn: string | null;
}

/** What was counted while building. */
export interface IndexCounts {
  readonly persons: number;
  /** Rows whose NIK cannot serve as a key; they are found by everything else. */
  readonly withoutNik: number;
  /** NIKs that stand on more than one row, and the rows they stand on. */
  readonly repeatedNiks: number;
  readonly rowsWithRepeatedNik: number;
  readonly families: number;
  /** Family rows beyond the first of a card; the first counts. */
  readonly repeatedFamilies: number;
  readonly familiesWithoutCard: number;
  /** Persons whose card is missing in the family file. */
  readonly withoutFamily: number;
  /** Persons whose family is there but has no decile. */
  readonly withoutDesil: number;
  readonly withoutBirthDate: number;
  /** Born (it says) on 1 January, 1 July or 31 December. */
  readonly defaultBirthDates: number;
  readonly postings: number;
  readonly tokens: number;
}

export interface IndexMeta {
  readonly format: number;
  readonly normaliser: number;
  readonly tool: string;
  /** Edition of the region table. */
  readonly regionEdition: string;
  readonly label: string | null;
  /** `YYYY-MM-DD`, as given. */
  readonly date: string | null;
  readonly inputs: readonly IndexInput[];
  readonly counts: IndexCounts;
  /** Only family files were given: persons are heads of families without a NIK, and cannot be verified. */
  readonly familyOnly: boolean;
  /** Person files were given without family files: no decile is known. */
  readonly withoutFamilies: boolean;
  /** Header the deciles come from, e.g. `desil_nasional`; null where there is none. */
  readonly desilColumn: string | null;
  /** Names of kabupaten present, for people to read: those of the region table, since a cell in the wrong column may name a person. */
  readonly coverage: readonly string[];
  /** Other words that stand where a kabupaten should. */
  readonly otherRegions: number;
  /** Distinct first six digits of the NIKs, rising. */
  readonly nikPrefixes: readonly string[];
  /** Persons by birth year; the unknown are not in it. */
  readonly birthYears: Readonly<Record<string, number>>;
  /** Bits of a blocking key that choose its bucket. */
  readonly bucketBits: number;
  /** Of all that the tables hold (`index-digest.ts`): two indexes of one digest give the same answers. */
  readonly digest: string;
}
