/**
 * A row held against all people of a block: everybody who shares anything worth knowing with it gets a rough score, and a few are
 * kept to be fetched and compared in full. The score puts people in an order and decides nothing else, so its numbers are plain.
 */
import { distance } from "fastest-levenshtein";
import { fullNameKey, joinedNameKey, skeleton } from "../../normalise/name/name-keys.ts";
import { isLightToken } from "../../normalise/name/light-tokens.ts";
import { nikDate } from "../../normalise/fields/nik.ts";
import type { PersonRecord, PlainDate } from "../../normalise/record.ts";
import { relateDate, type DateRelation, type Probe } from "../compare/comparison.ts";
import type { Block, ReferencePlaces } from "../reference-index.ts";
import { searchedVillages, swapDayMonth, yearOf } from "./blocking.ts";
import { firstOf, keyHash, MAX_PEOPLE, sexCode, type PeopleBlock } from "./people-block.ts";
import { districtPart, mayLiveIn, sketchedDate } from "./sketch.ts";
import type { Shortlist } from "./shortlist.ts";

/** Tenths of a bit, about: whole numbers, since of all others every one is an object. */
type Score = number;
type DateScores = Readonly<Record<DateRelation, Score>>;

const DATE: DateScores = { equal: 120, default: 50, swapped: 80, slip: 70, year: 40, different: -40, unknown: 0 };
/** Of a row with a number, which is not the person's where the date is another: whoever holds it is found without scores. */
const DATE_BESIDE_NIK: DateScores = { equal: 95, default: 60, swapped: 35, slip: 10, year: -10, different: -110, unknown: -45 };
/** The number is a slip away. */
const DATE_IN_NIK: Score = 150;
const SAME_SEX: Score = 10;
const OTHER_SEX: Score = -40;
const SAME_VILLAGE: Score = 90;
const SAME_KECAMATAN: Score = 50;
const OTHER_KABUPATEN: Score = -30;
const SAME_CARD: Score = 120;
const OTHER_CARD: Score = -20;
const SAME_LANE: Score = 40;
const OTHER_LANE: Score = -25;
const WHOLE_NAME: Score = 50;
/** No word is worth more: a typing error is not a rare name. */
const RAREST: Score = 140;
/** Of SITI, MUHAMMAD and the like. */
const LIGHTEST: Score = 20;
const MISSING_WORD: Score = -30;
const EXTRA_WORD: Score = -20;
const LIGHT_WORD: Score = -5;
/** The village, or a common word, and nothing else. */
const LEAST: Score = 40;
/** Of what name, date and card of the row would score: the more it gives, the less a word in common says. */
const LEAST_SHARE = 0.2;

/**
 * Which words of a block are taken for the row's: those that sound alike; also those a letter or two off, cut short, or reduced to an
 * initial, which takes several times as long; or also those further off, and with them whoever shares the address, whatever the name.
 */
export type Reach = "sound" | "letters" | "wide";

/** Why a block is searched: what its people share with the row; `nothing`: their places are not known. */
export type Shared = "village" | "date" | "nothing";

/** Words beyond these tell no more; one bit each must fit a number. */
const MAX_ROW_WORDS = 16;

interface RowWord {
  readonly text: string;
  readonly key: number;
  readonly worth: Score;
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
  /** In the row's number, yymmdd; 0: none. */
  readonly dateInNik: number;
  /** Whoever scores less has next to nothing in common with the row. */
  readonly worthKnowing: Score;
}

export function featuresOf(probe: Probe, tokenFrequency: (token: string) => number): RowFeatures {
  const { record } = probe;
  const { name, nik, birthDate, noKk, sex } = record;
  const words: RowWord[] = [];
  const wholeNames: number[] = [];
  const joinedNames: number[] = [];
  for (const tokens of name === null ? [] : [name.tokens, ...name.alternatives]) {
    for (const text of tokens) {
      if (words.length >= MAX_ROW_WORDS || words.some((word) => word.text === text)) continue;
      const isLight = isLightToken(text);
      const worth = Math.min(isLight ? LIGHTEST : RAREST, Math.round(-10 * Math.log2(Math.max(tokenFrequency(text), 1e-7))));
      words.push({ text, key: keyHash(skeleton(text)), worth, isLight, letters: lettersOf(text) });
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
  const ownWords = name === null ? 0 : Math.min(name.tokens.length, words.length);
  let most = (ownWords > 0 ? WHOLE_NAME : 0) + (birthDate === null ? 0 : DATE.equal) + (noKk === null ? 0 : SAME_CARD);
  for (let word = 0; word < ownWords; word++) most += words[word]!.worth;
  return {
    record,
    probe,
    words,
    ownWords,
    wholeNames,
    joinedNames,
    sex: sexCode(sex),
    card: noKk === null ? 0 : keyHash(noKk),
    villages: searchedVillages(probe.place),
    dates,
    dateInNik: nik.value === null ? 0 : dateInNik(nik.value),
    worthKnowing: Math.max(LEAST, Math.round(most * LEAST_SHARE)),
  };
}

function dateInNik(nik: string): number {
  const date = nikDate(nik);
  return date === null ? 0 : date.yy * 10_000 + date.month * 100 + date.day;
}

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
const worthOfMark = new Int32Array(256);
const marked: number[] = [];

/** And on its people: which words of the row a person bears, a bit each, with what they are worth, and who is looked at. */
const wordsBorne = new Uint32Array(MAX_PEOPLE);
const worthOf = new Int32Array(MAX_PEOPLE);
const met = new Uint16Array(MAX_PEOPLE);
/** Of somebody who is looked at for something else than a word. */
const NO_WORD = 1 << MAX_ROW_WORDS;

/** Offers the people of a block who may be the row's person. */
export function scan(row: RowFeatures, block: PeopleBlock, shared: Shared, reach: Reach, places: ReferencePlaces, list: Shortlist): Met {
  const { words, ownWords, wholeNames, joinedNames, sex, card, probe } = row;
  mark(words, block, reach);
  const count = meetOthers(row, block, shared, reach, meetBearers(block));
  bestFirst(count);
  const most = mostElsewhere(row);
  let namesakes = 0;
  let borneByOne = 0;
  for (let at = 0; at < count; at++) {
    const person = met[at]!;
    const borne = wordsBorne[person]! & (NO_WORD - 1);
    let score = worthOf[person]!;
    wordsBorne[person] = worthOf[person] = 0;
    const matched = bitCount(borne);
    if (matched > borneByOne) borneByOne = matched;
    const isNamesake = wholeNames.includes(block.wholeNames[person]!) || joinedNames.includes(block.joinedNames[person]!);
    if (isNamesake) {
      namesakes++;
      score += WHOLE_NAME;
    } else {
      for (let word = 0; word < ownWords; word++)
        if ((borne & (1 << word)) === 0) score += words[word]!.isLight ? LIGHT_WORD : MISSING_WORD;
      // A row without a name is against nobody's.
      if (ownWords > 0) score += Math.max(0, block.wordCounts[person]! - matched) * EXTRA_WORD;
    }
    const onCard = card !== 0 && block.cards[person] === card;
    if (card !== 0 && block.cards[person] !== 0) score += onCard ? SAME_CARD : OTHER_CARD;
    const ofSex = block.sexes[person]!;
    if (sex !== 0 && ofSex !== 0) score += sex === ofSex ? SAME_SEX : OTHER_SEX;
    const stands = isNamesake || onCard;
    if (!stands && score + most < list.least) continue;
    score += dateScore(row, block.birthDates[person]!);
    score += shared === "village" ? SAME_VILLAGE : placeScore(block, person, probe, places);
    score += laneScore(block, person, probe);
    list.offer(block.ids[person]!, score, stands);
  }
  for (const word of marked) markOfWord[word] = 0;
  marked.length = 0;
  return { namesakes, words: borneByOne };
}

/** Whoever bears the most is scored first: beside a good one, few others need all their scores. */
function bestFirst(count: number): void {
  let best = 0;
  for (let at = 1; at < count; at++) if (worthOf[met[at]!]! > worthOf[met[best]!]!) best = at;
  if (best === 0) return;
  const person = met[best]!;
  met[best] = met[0]!;
  met[0] = person;
}

/** The most that date, place and address can add. */
function mostElsewhere({ record: { birthDate, place }, probe: { addressHashes }, dateInNik }: RowFeatures): Score {
  const ofDate = dateInNik !== 0 ? DATE_IN_NIK : birthDate === null ? 0 : DATE.equal;
  return ofDate + SAME_VILLAGE + (place.rt === null ? 0 : SAME_LANE) + addressHashes.length * SAME_LANE;
}

/** Looks at whoever bears a marked word; gives how many they are. */
function meetBearers({ bearerEnds, bearers }: PeopleBlock): number {
  let count = 0;
  for (const place of marked) {
    const mark = markOfWord[place]!;
    const bit = 1 << wordOfMark[mark]!;
    const worth = worthOfMark[mark]!;
    for (let at = place === 0 ? 0 : bearerEnds[place - 1]!; at < bearerEnds[place]!; at++) {
      const person = bearers[at]!;
      const borne = wordsBorne[person]!;
      if (borne === 0) met[count++] = person;
      if ((borne & bit) !== 0) continue;
      wordsBorne[person] = borne | bit;
      worthOf[person]! += worth;
    }
  }
  return count;
}

/** Looks also at whoever is on the row's card, bears its name in one word, or was born on its date and lives in its village; wide: whoever shares the address. */
function meetOthers(row: RowFeatures, block: PeopleBlock, shared: Shared, reach: Reach, count: number): number {
  const { card, joinedNames, dates, villages, probe } = row;
  if (card !== 0) count = meetEqual(block.cards, card, count);
  if (joinedNames.length > 0) count = meetEqual(block.joinedNames, joinedNames[0]!, count);
  if (shared !== "date") for (const date of dates) count = meetBornOn(block.birthDates, date, count);
  else
    for (const village of villages) {
      count = meetEqual(block.placesKtp, village + 1, count);
      count = meetEqual(block.placesFamily, village + 1, count);
    }
  return reach === "wide" ? meetNeighbours(block, probe, count) : count;
}

/** Looks at whoever lives in the row's lane or at a word of its address. */
function meetNeighbours({ count: people, rts, rws, addressEnds, addressWords }: PeopleBlock, probe: Probe, count: number): number {
  const { rt, rw } = probe.record.place;
  if (rt !== null && rw !== null)
    for (let person = 0; person < people; person++)
      if (rts[person] === rt && rws[person] === rw && wordsBorne[person] === 0) count = meet(person, count);
  for (const word of probe.addressHashes)
    for (let at = 0, person = 0; at < addressWords.length; at++) {
      if (addressWords[at] !== word) continue;
      while (addressEnds[person]! <= at) person++;
      if (wordsBorne[person] === 0) count = meet(person, count);
    }
  return count;
}

function meetBornOn(birthDates: Uint32Array, date: PlainDate, count: number): number {
  for (let person = firstOf(birthDates, date); birthDates[person] === date; person++)
    if (wordsBorne[person] === 0) count = meet(person, count);
  return count;
}

function meetEqual(column: Uint32Array, value: number, count: number): number {
  for (let person = 0; person < column.length; person++)
    if (column[person] === value && wordsBorne[person] === 0) count = meet(person, count);
  return count;
}

function meet(person: number, count: number): number {
  wordsBorne[person] = NO_WORD;
  met[count] = person;
  return count + 1;
}

/** Offers the bearers of the row's whole name in some place or year. */
export function scanPostings(row: RowFeatures, { ids, sketches }: Block, places: ReferencePlaces, list: Shortlist): void {
  const { words, probe } = row;
  let name = WHOLE_NAME;
  for (const { worth } of words) name += worth;
  const { desa, kecamatan } = probe.place;
  const districts: number[] = [];
  for (const district of [kecamatan, probe.codeKecamatan]) if (district >= 0) districts.push(districtPart(district));
  for (const village of desa) if (places.kecamatanOf(village) >= 0) pushOnce(districts, districtPart(places.kecamatanOf(village)));
  for (let at = 0; at < ids.length; at++) {
    const sketch = sketches[at]!;
    const isNear = districts.some((part) => mayLiveIn(sketch, part));
    list.offer(ids[at]!, name + dateScore(row, sketchedDate(sketch)) + (isNear ? SAME_KECAMATAN : 0), false);
  }
}

function dateScore({ record: { birthDate }, dateInNik }: RowFeatures, date: PlainDate): Score {
  if (date === 0) return 0;
  if (dateInNik !== 0 && date % 1_000_000 === dateInNik) return DATE_IN_NIK;
  const scores = dateInNik === 0 ? DATE : DATE_BESIDE_NIK;
  if (birthDate === null) return scores.unknown;
  if (birthDate.value % 10000 === 0) {
    // An age told at the door, or a year alone: often one off.
    const years = Math.abs(yearOf(birthDate.value) - yearOf(date));
    return years === 0 ? 50 : years === 1 ? 40 : years === 2 ? 10 : -30;
  }
  return scores[relateDate(birthDate, date)];
}

function placeScore({ placesKtp, placesFamily }: PeopleBlock, person: number, { place }: Probe, places: ReferencePlaces): Score {
  let best = OTHER_KABUPATEN;
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
  if (rt !== null && rw !== null && rws[person] !== 0) score += rts[person] === rt && rws[person] === rw ? SAME_LANE : OTHER_LANE;
  if (addressHashes.length === 0) return score;
  for (let at = person === 0 ? 0 : addressEnds[person - 1]!; at < addressEnds[person]!; at++)
    if (addressHashes.includes(addressWords[at]!)) score += SAME_LANE;
  return score;
}

/** Marks the block's words that may be the row's. */
function mark(words: readonly RowWord[], block: PeopleBlock, reach: Reach): void {
  let marks = 0;
  const markAs = (place: number, word: number, worth: Score): void => {
    const known = markOfWord[place]!;
    if (known !== 0 && worthOfMark[known]! >= worth) return;
    if (marks === 255) return;
    wordOfMark[++marks] = word;
    worthOfMark[marks] = worth;
    if (known === 0) marked.push(place);
    markOfWord[place] = marks;
  };
  const { wordKeys } = block;
  for (let word = 0; word < words.length; word++) {
    const { key, worth, text } = words[word]!;
    const first = firstOf(wordKeys, key);
    for (let place = first; wordKeys[place] === key; place++)
      markAs(place, word, isWord(block, place, text) ? worth : Math.round(SOUNDS_ALIKE * worth));
  }
  if (reach === "sound") return;
  const { texts, letters: masks, lengths } = spellingsOf(block);
  for (let word = 0; word < words.length; word++) {
    const { text, letters, worth } = words[word]!;
    for (let place = 0; place < masks.length; place++) {
      if (!mayBeAlike(letters, text.length, masks[place]!, lengths[place]!, reach) || markOfWord[place] !== 0) continue;
      const share = likeness(text, texts[place]!, reach);
      if (share > 0) markAs(place, word, Math.round(share * worth));
    }
  }
}

/** The letters a word has, a bit each. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

/** A block's words as texts, `lettersOf` each and how long it is. */
interface Spellings {
  readonly texts: readonly string[];
  readonly letters: Int32Array;
  readonly lengths: Uint8Array;
}

const spellings = new WeakMap<PeopleBlock, Spellings>();

/** Asked for by rows in doubt only. */
function spellingsOf(block: PeopleBlock): Spellings {
  const known = spellings.get(block);
  if (known !== undefined) return known;
  const { letterEnds, letters } = block;
  const all = Buffer.from(letters.buffer, letters.byteOffset, letters.length).toString("latin1");
  const texts: string[] = [];
  const masks = new Int32Array(letterEnds.length);
  const lengths = new Uint8Array(letterEnds.length);
  for (let word = 0, from = 0; word < masks.length; from = letterEnds[word++]!) {
    texts.push(all.slice(from, letterEnds[word]!));
    masks[word] = lettersOf(texts[word]!);
    lengths[word] = texts[word]!.length;
  }
  const found = { texts, letters: masks, lengths };
  spellings.set(block, found);
  return found;
}

function isWord({ letterEnds, letters }: PeopleBlock, place: number, text: string): boolean {
  const from = place === 0 ? 0 : letterEnds[place - 1]!;
  if (letterEnds[place]! - from !== text.length) return false;
  for (let at = 0; at < text.length; at++) if (letters[from + at] !== text.charCodeAt(at)) return false;
  return true;
}

/**
 * What `likeness` can only be for: the short ones' beginnings use no letter that the long ones lack, and an edit takes one letter away,
 * adds one, or both.
 */
function mayBeAlike(a: number, aLength: number, b: number, bLength: number, reach: Reach): boolean {
  const lost = a & ~b;
  const gained = b & ~a;
  if (lost === 0 || gained === 0) return true;
  const longer = bLength - aLength;
  const most = editsOf(longer < 0 ? bLength : aLength, reach);
  return longer < 0
    ? bitCount(lost) <= most && bitCount(gained) <= most + longer
    : bitCount(gained) <= most && bitCount(lost) <= most - longer;
}

function bitCount(bits: number): number {
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
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
