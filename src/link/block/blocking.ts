/**
 * Blocking: which reference records are worth comparing with a row. A blocking key is a 52-bit integer held in a number
 * (hash of the rule's name and its values), so that the index can keep postings as sorted integers. Both sides make their
 * keys here. NIK rules need no keys: the index is sorted by NIK, so a whole number, a prefix and a neighbour are look-ups.
 */
import { fullNameKey, joinedNameKey, nameKeys } from "../../normalise/name/name-keys.ts";
import { isLightToken } from "../../normalise/name/light-tokens.ts";
import { isDefaultDate } from "../../normalise/fields/birth-date.ts";
import { nikDate } from "../../normalise/fields/nik.ts";
import type { PersonName } from "../../normalise/name/person-name.ts";
import type { PersonRecord, PlainDate, ReferenceRecord } from "../../normalise/record.ts";

export type BlockingRule = "card" | "date-token" | "date-place" | "place-token" | "name-district" | "name-year" | "name";

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
}

/** Villages of one name above this number say too little to search each of them. */
const MAX_HOMONYM_VILLAGES = 24;

/** The keys under which the index files a reference record, each once. */
export function referenceKeys({ noKk, name, birthDate, placeKtp, placeFamily }: ReferenceRecord, places: DistrictOfPlace): number[] {
  const keys: number[] = [];
  if (noKk !== null) keys.push(new KeyHash(ruleSeeds.card).key(noKk));
  const villages: number[] = [];
  for (const place of placeKtp === placeFamily ? [placeKtp] : [placeKtp, placeFamily]) if (place >= 0) villages.push(place);
  if (birthDate !== 0) {
    const onDate = new KeyHash(ruleSeeds["date-place"], `${birthDate}/`);
    for (const village of villages) keys.push(onDate.key(String(village)));
  }
  if (name === null) return keys;
  const tokens = searchTokens(name.tokens, name.alternatives);
  if (birthDate !== 0) addKeys(keys, new KeyHash(ruleSeeds["date-token"], `${birthDate}/`), tokens);
  for (const village of villages) addKeys(keys, new KeyHash(ruleSeeds["place-token"], `${village}/`), tokens);
  const full = fullNameKey(name);
  const joined = joinedNameKey(name);
  for (const district of distinct(villages.map((village) => places.kecamatanOf(village)))) {
    if (district >= 0) addKeys(keys, new KeyHash(ruleSeeds["name-district"], `${district}/`), joined === full ? [full] : [full, joined]);
  }
  if (birthDate !== 0) keys.push(new KeyHash(ruleSeeds["name-year"], `${yearOf(birthDate)}/`).key(full));
  keys.push(new KeyHash(ruleSeeds.name).key(full));
  return keys;
}

function addKeys(keys: number[], under: KeyHash, values: readonly string[]): void {
  for (const value of values) keys.push(under.key(value));
}

/** A block to search, and whom of it. */
export interface BlockProbe {
  readonly rule: BlockingRule;
  readonly key: number;
  /** Only persons who may bear the row's whole name, or were born in one of these years; null: everybody. */
  readonly only: { readonly years: readonly number[] } | null;
}

/** Nobody by a year: by the whole name alone. */
const byWholeName: BlockProbe["only"] = { years: [] };

/** What finds the ordinary person whose NIK is wrong or missing: the birth date as written with the village or the whole name. */
export function firstProbes({ name, birthDate }: PersonRecord, place: ResolvedPlace): BlockProbe[] {
  if (birthDate === null || birthDate.value % 100 === 0) return [];
  const probes: BlockProbe[] = [];
  for (const village of searchedVillages(place)) probes.push(probeOf("date-place", `${birthDate.value}/${village}`));
  // Whoever bears the whole name is filed under each of its words: the longest brings the fewest others.
  if (name !== null) probes.push(probeOf("date-token", `${birthDate.value}/${longest(searchTokens(name.tokens, []))}`, byWholeName));
  return probes;
}

function probeOf(rule: BlockingRule, value: string, only: BlockProbe["only"] = null): BlockProbe {
  return { rule, key: hashKey(rule, value), only };
}

function longest(tokens: readonly string[]): string {
  return tokens.reduce((best, token) => (token.length > best.length ? token : best));
}

/** Villages a row is searched in: none where its village's name is too common to say which. */
export function searchedVillages({ desa }: ResolvedPlace): readonly number[] {
  return desa.length <= MAX_HOMONYM_VILLAGES ? desa : [];
}

/** All that a list row is searched under. */
export function listProbes(record: PersonRecord, place: ResolvedPlace): BlockProbe[] {
  const probes: BlockProbe[] = [];
  if (record.noKk !== null) probes.push(probeOf("card", record.noKk));
  const dates = searchDates(record);
  const villages = searchedVillages(place);
  for (const date of dates) for (const village of villages) probes.push(probeOf("date-place", `${date}/${village}`));
  if (record.name === null) return probes;
  const years: number[] = [];
  for (const date of record.birthDate === null ? dates : [...dates, record.birthDate.value])
    if (!years.includes(yearOf(date))) years.push(yearOf(date));
  // A word is shared by dozens of a village; with a birth year, which most slips leave whole, or the whole name, by hardly any.
  // Rows whose only other way is a NIK that may be a relative's, or that have none, are searched under the word alone.
  const isFirm = record.birthDate !== null && record.nik.value !== null;
  for (const token of searchTokens(record.name.tokens, record.name.alternatives)) {
    // Thousands are said to be born on 1 July: such a date means something beside the village or the whole name alone.
    for (const date of dates) if (!isDefaultDate(date) || villages.length === 0) probes.push(probeOf("date-token", `${date}/${token}`));
    for (const village of villages) probes.push(probeOf("place-token", `${village}/${token}`, isFirm ? { years } : null));
  }
  if (villages.length > 0 && isFirm) return probes;
  return [...probes, ...wholeNameProbes(record.name, villages, place.kecamatan, record.birthDate === null ? null : years)];
}

/** The whole name in the smallest place the row is sure of; `years` are null where it gives no birth date. */
function wholeNameProbes(name: PersonName, villages: readonly number[], kecamatan: number, years: readonly number[] | null): BlockProbe[] {
  // One word of a kecamatan is hundreds; the village's, and those of the date, have been asked.
  if (villages.length > 0 && years !== null && name.tokens.length < 2) return [];
  const full = fullNameKey(name);
  if (kecamatan >= 0) return distinct([full, joinedNameKey(name)]).map((key) => probeOf("name-district", `${kecamatan}/${key}`));
  // A province has thousands of one name and year, and more of one name: only for rows that do not say where, or nothing else.
  return years === null ? [probeOf("name", full)] : years.map((year) => probeOf("name-year", `${year}/${full}`));
}

/**
 * The dates a row may stand for: as written, in its other reading, with day and month swapped, and the date inside its NIK
 * (both centuries when the row has no date to tell).
 */
export function searchDates(record: PersonRecord): PlainDate[] {
  const dates: PlainDate[] = [];
  const { birthDate } = record;
  if (birthDate !== null) {
    for (const date of [birthDate.value, birthDate.alternative]) {
      if (date === null || date % 100 === 0) continue;
      dates.push(date);
      const swapped = swapDayMonth(date);
      if (swapped !== null) dates.push(swapped);
    }
  }
  const digits = record.nik.value ?? record.nik.damage?.digits ?? "";
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

/** The key of a rule's values, several of them with a slash between. */
export function hashKey(rule: BlockingRule, value: string): number {
  return new KeyHash(ruleSeeds[rule]).key(value);
}

/**
 * Keys that begin alike, the beginning hashed once: 52 bits out of two 32-bit FNV-1a hashes with different offsets, mixed at the end
 * (murmur3's finaliser).
 */
class KeyHash {
  private readonly a: number;
  private readonly b: number;

  /** `seed`: of `ruleSeeds`, by name where it is known: looked up, it took as long as the hashing. */
  constructor(seed: number, beginning = "") {
    let a = 0x811c9dc5 ^ seed;
    let b = 0x9e3779b9 ^ seed;
    for (let at = 0; at < beginning.length; at++) {
      a = stepA(a, beginning.charCodeAt(at));
      b = stepB(b, beginning.charCodeAt(at));
    }
    this.a = a;
    this.b = b;
  }

  key(rest: string): number {
    let { a, b } = this;
    for (let at = 0; at < rest.length; at++) {
      a = stepA(a, rest.charCodeAt(at));
      b = stepB(b, rest.charCodeAt(at));
    }
    return (mix(a) >>> 6) * 0x4000000 + (mix(b) >>> 6);
  }
}

function stepA(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

function stepB(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x85ebca6b) ^ (hash >>> 13);
}

const ruleSeeds: Readonly<Record<BlockingRule, number>> = {
  card: 0x1b873593,
  "date-token": 0x2545f491,
  "date-place": 0x38495ab5,
  "place-token": 0x4cf5ad43,
  "name-district": 0x510e527f,
  "name-year": 0x6a09e667,
  name: 0x748f82ee,
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
