/**
 * A row held against all people of a block: everybody who shares anything worth knowing with it gets a rough score, and a few are
 * kept to be fetched and compared in full. The score puts people in an order and decides nothing else, so its numbers are plain.
 */
import { distance } from "fastest-levenshtein";
import { fullNameKey, joinedNameKey, skeleton } from "../../normalise/name/name-keys.ts";
import { isLightToken } from "../../normalise/name/light-tokens.ts";
import type { PersonRecord, PlainDate } from "../../normalise/record.ts";
import { relateDate, type DateRelation, type Probe } from "../compare/comparison.ts";
import type { Block, ReferencePlaces } from "../reference-index.ts";
import { searchedVillages, swapDayMonth, yearOf } from "./blocking.ts";
import { keyHash, sexCode, type PeopleBlock } from "./people-block.ts";
import { districtPart, mayLiveIn, sketchedDate } from "./sketch.ts";
import type { Shortlist } from "./shortlist.ts";

/** Bits, about. */
type Score = number;

const DATE: Readonly<Record<DateRelation, Score>> = { equal: 12, default: 5, swapped: 8, slip: 7, year: 4, different: -4, unknown: 0 };
const SAME_SEX: Score = 1;
const OTHER_SEX: Score = -4;
const SAME_VILLAGE: Score = 9;
const SAME_KECAMATAN: Score = 5;
const OTHER_KABUPATEN: Score = -3;
const SAME_CARD: Score = 12;
const SAME_LANE: Score = 4;
const WHOLE_NAME: Score = 5;
/** No word is worth more: a typing error is not a rare name. */
const RAREST: Score = 14;
const MISSING_WORD: Score = -3;
const EXTRA_WORD: Score = -2;
const LIGHT_WORD: Score = -0.5;

/**
 * Which words of a block are taken for the row's: those that sound alike; also those a letter or two off, cut short, or reduced to an
 * initial, which takes several times as long; or also those further off, and with them whoever shares the address, whatever the name.
 */
export type Reach = "sound" | "letters" | "wide";

/** Why a block is searched: what its people share with the row. */
export type Shared = "village" | "date";

interface RowWord {
  readonly text: string;
  readonly key: number;
  readonly bits: Score;
  readonly isLight: boolean;
  readonly letters: number;
}

/** A row's side, prepared once for all blocks. */
export interface RowFeatures {
  readonly record: PersonRecord;
  readonly probe: Probe;
  /** Of all readings, each once; those of the main reading first. */
  readonly words: readonly RowWord[];
  readonly ownWords: number;
  readonly wholeNames: readonly number[];
  readonly joinedNames: readonly number[];
  readonly sex: number;
  readonly card: number;
  readonly villages: readonly number[];
  /** Dates that speak for a person whatever the name. */
  readonly dates: readonly PlainDate[];
}

export function featuresOf(probe: Probe, tokenFrequency: (token: string) => number): RowFeatures {
  const { record } = probe;
  const { name, birthDate, noKk, sex } = record;
  const words: RowWord[] = [];
  const wholeNames: number[] = [];
  const joinedNames: number[] = [];
  for (const tokens of name === null ? [] : [name.tokens, ...name.alternatives]) {
    for (const text of tokens) {
      if (words.length >= MAX_ROW_WORDS || words.some((word) => word.text === text)) continue;
      const bits = Math.min(RAREST, -Math.log2(Math.max(tokenFrequency(text), 1e-7)));
      const isLight = isLightToken(text);
      words.push({ text, key: keyHash(skeleton(text)), bits: isLight ? Math.min(bits, 2) : bits, isLight, letters: lettersOf(text) });
    }
    const reading = { tokens, alternatives: [], marks: [] };
    pushOnce(wholeNames, keyHash(fullNameKey(reading)));
    pushOnce(joinedNames, keyHash(joinedNameKey(reading)));
  }
  const dates: PlainDate[] = [];
  for (const date of birthDate === null ? [] : [birthDate.value, birthDate.alternative]) {
    if (date === null || date % 100 === 0) continue;
    pushOnce(dates, date);
    const swapped = swapDayMonth(date);
    if (swapped !== null) pushOnce(dates, swapped);
  }
  return {
    record,
    probe,
    words,
    ownWords: name === null ? 0 : Math.min(name.tokens.length, words.length),
    wholeNames,
    joinedNames,
    sex: sexCode(sex),
    card: noKk === null ? 0 : keyHash(noKk),
    villages: searchedVillages(probe.place),
    dates,
  };
}

/** Words beyond these tell no more; one bit each must fit a number. */
const MAX_ROW_WORDS = 16;

function pushOnce(values: number[], value: number): void {
  if (!values.includes(value)) values.push(value);
}

/** What was met in a block beside the people kept. */
export interface Met {
  /** People who bear the row's whole name. */
  namesakes: number;
  /** Words of the row, at most, that somebody bears. */
  words: number;
}

/** Room for one row's marks on a block's words; used again for every row. */
const markOfWord = new Uint8Array(1 << 16);
const wordOfMark = new Uint8Array(256);
const bitsOfMark = new Float64Array(256);
const marked: number[] = [];

/** Offers the people of a block who may be the row's person. */
export function scan(row: RowFeatures, block: PeopleBlock, shared: Shared, reach: Reach, places: ReferencePlaces, list: Shortlist): Met {
  const { words, ownWords, wholeNames, joinedNames, sex, card, villages, dates, record, probe } = row;
  const met: Met = { namesakes: 0, words: 0 };
  mark(words, block, reach);
  const { count, wordEnds, words: wordsOfPeople, joinedNames: joinedOfPeople, cards, birthDates } = block;
  const joined = joinedNames[0] ?? -1;
  const isNearby = shared === "date" ? villages.length > 0 : dates.length > 0;
  for (let person = 0, at = 0; person < count; person++) {
    const end = wordEnds[person]!;
    const of = end - at;
    let seen = 0;
    let matched = 0;
    let score = 0;
    for (; at < end; at++) {
      const mark = markOfWord[wordsOfPeople[at]!]!;
      if (mark === 0) continue;
      const bit = 1 << wordOfMark[mark]!;
      if ((seen & bit) !== 0) continue;
      seen |= bit;
      matched++;
      score += bitsOfMark[mark]!;
    }
    const onCard = card !== 0 && cards[person] === card;
    if (matched === 0 && !onCard && joinedOfPeople[person] !== joined) {
      const isNear = isNearby && (shared === "date" ? isInVillage(block, person, villages) : dates.includes(birthDates[person]!));
      if (!isNear && (reach !== "wide" || laneScore(block, person, probe) === 0)) continue;
    }
    const isNamesake = wholeNames.includes(block.wholeNames[person]!) || joinedNames.includes(joinedOfPeople[person]!);
    if (matched > met.words) met.words = matched;
    if (isNamesake) {
      met.namesakes++;
      score += WHOLE_NAME;
    } else {
      for (let word = 0; word < ownWords; word++) if ((seen & (1 << word)) === 0) score += words[word]!.isLight ? LIGHT_WORD : MISSING_WORD;
      if (of > matched) score += (of - matched) * EXTRA_WORD;
    }
    if (onCard) score += SAME_CARD;
    const ofSex = block.sexes[person]!;
    if (sex !== 0 && ofSex !== 0) score += sex === ofSex ? SAME_SEX : OTHER_SEX;
    score += dateScore(record, block.birthDates[person]!);
    score += shared === "village" ? SAME_VILLAGE : placeScore(block, person, probe, places);
    score += laneScore(block, person, probe);
    list.offer(block.ids[person]!, score, isNamesake || onCard);
  }
  for (const word of marked) markOfWord[word] = 0;
  marked.length = 0;
  return met;
}

/** Offers the bearers of the row's whole name in some place or year. */
export function scanPostings(
  { words, record, probe }: RowFeatures,
  { ids, sketches }: Block,
  places: ReferencePlaces,
  list: Shortlist,
): void {
  let name = WHOLE_NAME;
  for (const { bits } of words) name += bits;
  const { desa, kecamatan } = probe.place;
  const districts: number[] = [];
  if (kecamatan >= 0) districts.push(districtPart(kecamatan));
  for (const village of desa) if (places.kecamatanOf(village) >= 0) pushOnce(districts, districtPart(places.kecamatanOf(village)));
  for (let at = 0; at < ids.length; at++) {
    const sketch = sketches[at]!;
    const isNear = districts.some((part) => mayLiveIn(sketch, part));
    list.offer(ids[at]!, name + dateScore(record, sketchedDate(sketch)) + (isNear ? SAME_KECAMATAN : 0), false);
  }
}

function isInVillage({ placesKtp, placesFamily }: PeopleBlock, person: number, villages: readonly number[]): boolean {
  for (const village of villages) if (placesKtp[person] === village + 1 || placesFamily[person] === village + 1) return true;
  return false;
}

function dateScore({ birthDate }: PersonRecord, date: PlainDate): Score {
  if (birthDate === null || date === 0) return 0;
  if (birthDate.value % 10000 === 0) {
    // An age told at the door, or a year alone: often one off.
    const years = Math.abs(yearOf(birthDate.value) - yearOf(date));
    return years === 0 ? 5 : years === 1 ? 4 : years === 2 ? 1 : -3;
  }
  return DATE[relateDate(birthDate, date)];
}

function placeScore({ placesKtp, placesFamily }: PeopleBlock, person: number, { place }: Probe, places: ReferencePlaces): Score {
  let best = Number.NEGATIVE_INFINITY;
  for (const id of [placesKtp[person]! - 1, placesFamily[person]! - 1]) {
    const relation = id < 0 ? "unknown" : places.relation(place, id);
    const score =
      relation === "desa" ? SAME_VILLAGE : relation === "kecamatan" ? SAME_KECAMATAN : relation === "different" ? OTHER_KABUPATEN : 0;
    if (score > best) best = score;
  }
  return best;
}

function laneScore({ rts, rws, addressEnds, addressWords }: PeopleBlock, person: number, { record, addressHashes }: Probe): Score {
  const { rt, rw } = record.place;
  let score = 0;
  if (rt !== null && rw !== null && rts[person] === rt && rws[person] === rw) score += SAME_LANE;
  if (addressHashes.length === 0) return score;
  for (let at = person === 0 ? 0 : addressEnds[person - 1]!; at < addressEnds[person]!; at++)
    if (addressHashes.includes(addressWords[at]!)) score += SAME_LANE;
  return score;
}

/** Marks the block's words that may be the row's. */
function mark(words: readonly RowWord[], block: PeopleBlock, reach: Reach): void {
  let marks = 0;
  const markAs = (place: number, word: number, bits: Score): void => {
    const known = markOfWord[place]!;
    if (known !== 0 && bitsOfMark[known]! >= bits) return;
    if (marks === 255) return;
    wordOfMark[++marks] = word;
    bitsOfMark[marks] = bits;
    if (known === 0) marked.push(place);
    markOfWord[place] = marks;
  };
  const { wordKeys } = block;
  for (let word = 0; word < words.length; word++) {
    const { key, bits, text } = words[word]!;
    const first = lowerBound(wordKeys, key);
    for (let place = first; wordKeys[place] === key; place++) markAs(place, word, isWord(block, place, text) ? bits : SOUNDS_ALIKE * bits);
  }
  if (reach === "sound") return;
  const masks = masksOf(block);
  for (let word = 0; word < words.length; word++) {
    const { text, letters, bits } = words[word]!;
    for (let place = 0; place < masks.length; place++) {
      if (markOfWord[place] !== 0 || !mayBeAlike(letters, masks[place]!, text.length, reach)) continue;
      const share = likeness(text, wordAt(block, place), reach);
      if (share > 0) markAs(place, word, share * bits);
    }
  }
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The letters a word has, a bit each. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

const masks = new WeakMap<PeopleBlock, Uint32Array>();

/** `lettersOf` each of a block's words; asked for by rows in doubt only. */
function masksOf(block: PeopleBlock): Uint32Array {
  let found = masks.get(block);
  if (found === undefined) {
    const { letterEnds, letters } = block;
    found = new Uint32Array(letterEnds.length);
    for (let word = 0, at = 0; word < found.length; word++) {
      let mask = 0;
      for (; at < letterEnds[word]!; at++) mask |= 1 << (letters[at]! & 31);
      found[word] = mask >>> 0;
    }
    masks.set(block, found);
  }
  return found;
}

function wordAt({ letterEnds, letters }: PeopleBlock, word: number): string {
  let text = "";
  for (let at = word === 0 ? 0 : letterEnds[word - 1]!; at < letterEnds[word]!; at++) text += String.fromCharCode(letters[at]!);
  return text;
}

function isWord({ letterEnds, letters }: PeopleBlock, place: number, text: string): boolean {
  const from = place === 0 ? 0 : letterEnds[place - 1]!;
  if (letterEnds[place]! - from !== text.length) return false;
  for (let at = 0; at < text.length; at++) if (letters[from + at] !== text.charCodeAt(at)) return false;
  return true;
}

/** An edit changes at most two of the letters used; the short ones' beginnings are within the long ones'. */
function mayBeAlike(a: number, b: number, length: number, reach: Reach): boolean {
  return (a & ~b) === 0 || (b & ~a) === 0 || bitCount(a ^ b) <= 2 * editsOf(length, reach);
}

function bitCount(bits: number): number {
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** How many letters off a word of such a length may be. */
function editsOf(length: number, reach: Reach): number {
  if (reach === "wide") return length < 4 ? 1 : length < 7 ? 2 : 3;
  return length < 6 ? 1 : 2;
}

/** By how much less a word is worth that sounds alike and is written otherwise. */
const SOUNDS_ALIKE = 0.95;

/** The share of a word's bits that another word is worth, which may be the same word damaged; 0: it may not. */
function likeness(a: string, b: string, reach: Reach): number {
  if (a.length === 1 || b.length === 1) return a.charCodeAt(0) === b.charCodeAt(0) ? 0.2 : 0;
  const shorter = Math.min(a.length, b.length);
  if (shorter >= 3 && (a.startsWith(b) || b.startsWith(a))) return 0.6;
  const most = editsOf(shorter, reach);
  if (shorter < 3 || Math.abs(a.length - b.length) > most) return 0;
  const edits = distance(a, b);
  if (edits === 1) return shorter >= 4 ? 0.75 : 0.4;
  if (edits === 2 && shorter >= 4 && isSwapped(a, b)) return 0.6;
  return edits > most ? 0 : edits === 2 && shorter >= 6 ? 0.5 : 0.35;
}

/** Two neighbouring letters exchanged. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
