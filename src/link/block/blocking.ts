/**
 * Blocking: which reference records are worth comparing with a row. A blocking key is a 52-bit integer held in a number
 * (hash of the rule's name and its values), so that the index can keep postings as sorted integers. Both sides make their
 * keys here. Numbers need no keys, they are looked up; nor does who is searched by village or birth date: they are scanned as a whole
 * (`scan.ts`).
 */
import { fullNameKey, joinedNameKey, nameKeys } from "../../normalise/name/name-keys.ts";
import { isLightToken } from "../../normalise/name/light-tokens.ts";
import { isHouseHash } from "../../normalise/fields/address.ts";
import { nikDate } from "../../normalise/fields/nik.ts";
import type { PersonName } from "../../normalise/name/person-name.ts";
import type { PersonRecord, PlainDate, ReferenceRecord } from "../../normalise/record.ts";
import type { ReferencePlaces } from "../reference-index.ts";

export type BlockingRule = "card" | "name-district" | "name-year" | "name" | "house";

/** Where the two sides' places meet: ids of the index's place directory. */
export interface DistrictOfPlace {
  /** Id of the kecamatan a place id lies in, or -1. */
  kecamatanOf(place: number): number;
}

/** A list row's places as ids of the index's directory: every village the row may mean, and its kecamatan (-1: unknown). */
export interface ResolvedPlace {
  readonly desa: readonly number[];
  readonly kecamatan: number;
  readonly kabupaten: number;
  /** The extract has no village of the name: these are named nearly so. Living elsewhere says nothing then. */
  readonly isGuess: boolean;
}

/** Villages of one name above this number say too little to search each of them. */
const MAX_HOMONYM_VILLAGES = 24;

/** The keys under which the index files a reference record, each once. */
export function referenceKeys(person: ReferenceRecord, places: DistrictOfPlace): number[] {
  const { noKk, name, birthDate, placeKtp, placeFamily, addressHashes } = person;
  const keys = houseKeys(addressHashes);
  if (noKk !== null) keys.push(hashKey("card", noKk));
  if (name === null) return keys;
  const full = fullNameKey(name);
  const kecamatan = placeKtp < 0 ? -1 : places.kecamatanOf(placeKtp);
  const ofFamily = placeFamily < 0 ? -1 : places.kecamatanOf(placeFamily);
  if (kecamatan >= 0) addDistrictKeys(keys, name, full, kecamatan);
  if (ofFamily >= 0 && ofFamily !== kecamatan) addDistrictKeys(keys, name, full, ofFamily);
  if (birthDate !== 0) keys.push(hashKey("name-year", `${yearOf(birthDate)}/${full}`));
  keys.push(hashKey("name", full));
  return keys;
}

/** Under which keys the bearers of a name are found in a kecamatan. */
function addDistrictKeys(keys: number[], name: PersonName, full: string, kecamatan: number): void {
  keys.push(hashKey("name-district", `${kecamatan}/${full}`));
  const joined = joinedNameKey(name);
  if (joined !== full) keys.push(hashKey("name-district", `${kecamatan}/${joined}`));
}

/** Villages a row is searched in: none where its village's name is too common to say which. */
export function searchedVillages({ desa }: ResolvedPlace): readonly number[] {
  return desa.length <= MAX_HOMONYM_VILLAGES ? desa : [];
}

/** Where somebody is looked for whom nothing else has found: the kecamatan's villages, if the row names no village. */
export function widelySearchedVillages(place: ResolvedPlace, places: Pick<ReferencePlaces, "villagesOf">): readonly number[] {
  if (place.desa.length > 0 || place.kecamatan < 0) return searchedVillages(place);
  const villages = places.villagesOf(place.kecamatan);
  return villages.length <= MAX_HOMONYM_VILLAGES ? villages : [];
}

/** A house number with each word of its street or hamlet (`addressHash`); none without a number. */
export function houseKeys(addressHashes: readonly number[]): number[] {
  const house = addressHashes.find(isHouseHash);
  return house === undefined ? [] : streetWords(addressHashes).map((word) => houseKey(house, word));
}

export function houseKey(house: number, word: number): number {
  return hashKey("house", `${house}/${word}`);
}

/** The words of an address, without the house's number. */
export function streetWords(addressHashes: readonly number[]): number[] {
  return addressHashes.filter((word) => !isHouseHash(word));
}

/**
 * Under which keys the row's whole name is looked for: in the smallest place the row is sure of, else with its birth years, else
 * anywhere, and in the kecamatan of its number's code. A province has thousands of one name and year: only for rows that do not say where.
 */
export function wholeNameKeys(record: PersonRecord, { kecamatan }: ResolvedPlace, codeKecamatan = -1): number[] {
  const { name, birthDate } = record;
  if (name === null) return [];
  const full = fullNameKey(name);
  const keys: number[] = [];
  if (kecamatan >= 0 || codeKecamatan >= 0) addDistrictKeys(keys, name, full, kecamatan >= 0 ? kecamatan : codeKecamatan);
  if (kecamatan >= 0) return keys;
  const years = distinct(searchDates(record).map(yearOf));
  if (birthDate !== null && !years.includes(yearOf(birthDate.value))) years.push(yearOf(birthDate.value));
  if (birthDate === null) keys.push(hashKey("name", full));
  for (const year of birthDate === null ? [] : years) keys.push(hashKey("name-year", `${year}/${full}`));
  return keys;
}

/** The dates a row may stand for: those written, and with day and month exchanged. */
export function searchDates(record: PersonRecord): PlainDate[] {
  const dates = writtenDates(record);
  const { birthDate } = record;
  for (const date of birthDate === null ? [] : [birthDate.value, birthDate.alternative]) {
    const swapped = date === null || date % 100 === 0 ? null : swapDayMonth(date);
    if (swapped !== null) dates.push(swapped);
  }
  return distinct(dates);
}

/** The birth date of a row, in its other reading too, and the date inside its NIK (both centuries where no birth date tells). */
export function writtenDates({ birthDate, nik }: PersonRecord): PlainDate[] {
  const dates: PlainDate[] = [];
  for (const date of birthDate === null ? [] : [birthDate.value, birthDate.alternative])
    if (date !== null && date % 100 !== 0) dates.push(date);
  const digits = nik.value ?? nik.damage?.digits ?? "";
  const inNik = digits.length >= 12 ? nikDate(digits) : null;
  if (inNik !== null) {
    const tail = inNik.month * 100 + inNik.day;
    const written = birthDate === null ? 0 : yearOf(birthDate.value) % 100;
    if (birthDate !== null && written === inNik.yy) dates.push(yearOf(birthDate.value) * 10000 + tail);
    else for (const century of [1900, 2000]) dates.push((century + inNik.yy) * 10000 + tail);
  }
  return distinct(dates);
}

/** Day and month exchanged, or null where that is no date or no change. */
export function swapDayMonth(date: PlainDate): PlainDate | null {
  const day = date % 100;
  const month = Math.floor(date / 100) % 100;
  if (day === 0 || day > 12 || day === month) return null;
  return yearOf(date) * 10000 + day * 100 + month;
}

export function yearOf(date: PlainDate): number {
  return Math.floor(date / 10000);
}

/** Phonetic keys of the telling tokens; of all of them where the name has nothing but SITI, MUHAMMAD and the like. */
export function searchTokens(tokens: readonly string[], alternatives: PersonName["alternatives"]): string[] {
  if (!tokens.some(isLightToken)) return nameKeys(tokens, alternatives);
  const telling = nameKeys(
    tokens.filter((token) => !isLightToken(token)),
    alternatives,
  );
  return telling.length > 0 ? telling : nameKeys(tokens, alternatives);
}

/**
 * The key of a rule's values, several of them with a slash between: 52 bits out of two 32-bit FNV-1a hashes with different offsets,
 * mixed at the end (murmur3's finaliser).
 */
export function hashKey(rule: BlockingRule, value: string): number {
  let a = 0x811c9dc5 ^ ruleSeeds[rule];
  let b = 0x9e3779b9 ^ ruleSeeds[rule];
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return (mix(a) >>> 6) * 0x4000000 + (mix(b) >>> 6);
}

const ruleSeeds: Readonly<Record<BlockingRule, number>> = {
  card: 0x1b873593,
  "name-district": 0x510e527f,
  "name-year": 0x6a09e667,
  name: 0x748f82ee,
  house: 0x78a5636f,
};

function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Each once, in the order given; for a few. */
function distinct<T>(values: readonly T[]): T[] {
  const found: T[] = [];
  for (const value of values) if (!found.includes(value)) found.push(value);
  return found;
}
