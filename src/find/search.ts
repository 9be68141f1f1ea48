/** One person of an index, found as asked at the counter: exactly, never by resemblance. */
import type { RecordIndex } from "../index/record-index.ts";
import { hashKey } from "../link/block/blocking.ts";
import type { ReferencePerson } from "../link/reference-person.ts";
import { fullNameKey } from "../normalise/name/name-keys.ts";
import { readName } from "../normalise/name/read-name.ts";
import { canonicalRegionName } from "../normalise/regions/region-names.ts";
import type { Question } from "./question.ts";

/** More answers than this are too many to tell a citizen from. */
export const MOST_ANSWERS = 10;

export interface Answers {
  readonly people: readonly ReferencePerson[];
  /** There are more than can be shown. */
  readonly tooMany: boolean;
}

export function findPeople(question: Extract<Question, { kind: "number" | "name" }>, index: RecordIndex): Answers {
  return answersOf(question.kind === "number" ? byNumber(question.digits, index) : byName(question, index), index);
}

/** Whose NIK or card is a slip away from the number: one digit another, or two neighbours exchanged. */
export function findNear(digits: string, index: RecordIndex): Answers {
  const ids = new Set<number>();
  for (const near of slipsOf(digits)) for (const id of byNumber(near, index)) ids.add(id);
  return answersOf(
    [...ids].sort((a, b) => a - b),
    index,
  );
}

function* slipsOf(digits: string): Generator<string> {
  for (let at = 0; at < digits.length; at++) {
    for (const digit of "0123456789") if (digit !== digits[at]) yield digits.slice(0, at) + digit + digits.slice(at + 1);
    const next = digits[at + 1];
    if (next !== undefined && next !== digits[at]) yield `${digits.slice(0, at)}${next}${digits[at]}${digits.slice(at + 2)}`;
  }
}

function answersOf(ids: readonly number[] | null, index: RecordIndex): Answers {
  if (ids === null || ids.length > MOST_ANSWERS) return { people: [], tooMany: true };
  return { people: ids.map((id) => index.person(index.reference(id))), tooMany: false };
}

/** The members of a family card. */
export function membersOf(noKk: string, index: RecordIndex): ReferencePerson[] {
  if (noKk === "") return [];
  const ids = index.block(hashKey("card", noKk)).ids;
  return Array.from(ids, (id) => index.person(index.reference(id))).filter((person) => person.noKk === noKk);
}

function byNumber(digits: string, index: RecordIndex): readonly number[] {
  const holders = [...index.nikIds(digits)];
  if (holders.length > 0) return holders;
  return Array.from(index.block(hashKey("card", digits)).ids).filter((id) => index.reference(id).noKk === digits);
}

/** Null: so many bear the name that the index does not say who. */
function byName({ name, year, village }: Extract<Question, { kind: "name" }>, index: RecordIndex): number[] | null {
  const read = readName(name, { sex: null, province: null }).value;
  if (read === null) return [];
  const full = fullNameKey(read);
  const villages = village === null ? null : villagesNamed(village, index);
  const keys =
    year !== null
      ? [hashKey("name-year", `${year}/${full}`)]
      : [...new Set(villages!.map((place) => index.places.kecamatanOf(place)))].map((kecamatan) =>
          hashKey("name-district", `${kecamatan}/${full}`),
        );
  const found = new Set<number>();
  for (const key of keys) {
    const { ids, capped } = index.block(key);
    if (capped) return null;
    for (let at = 0; at < ids.length; at++) found.add(ids[at]!);
  }
  return [...found]
    .sort((a, b) => a - b)
    .filter((id) => {
      const { name: own, birthDate, placeFamily, placeKtp } = index.reference(id);
      if (own === null || fullNameKey(own) !== full) return false;
      if (year !== null && Math.floor(birthDate / 10_000) !== year) return false;
      return villages === null || villages.includes(placeFamily) || villages.includes(placeKtp);
    });
}

function villagesNamed(text: string, index: RecordIndex): readonly number[] {
  const desa = canonicalRegionName(text, "desa");
  if (desa === null) return [];
  const nowhere = { provinsi: null, kabupaten: null, kecamatan: null, kode: null, rt: null, rw: null, addressTokens: [] };
  return index.places.resolve({ ...nowhere, desa }).desa;
}
