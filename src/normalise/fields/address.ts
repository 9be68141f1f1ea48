/**
 * Addresses, as far as they tell one lane from another: RT and RW numbers, the house number, the telling words of street and hamlet.
 * Weak evidence by nature: often the address is just the village's name.
 */
import { remembering } from "../memo.ts";
import { skeleton } from "../name/name-keys.ts";
import { inCapitals } from "./capitals.ts";
import { isDigits } from "./number-text.ts";

export interface Address {
  readonly rt: number | null;
  readonly rw: number | null;
  /** Distinct canonical words of address and hamlet, at most six: the house number (`#12`) in front, then the longest first. */
  readonly tokens: readonly string[];
}

const noTokens: readonly string[] = [];

/**
 * Reads the address cells; pass "" for a missing column. Words of `placeNames` are left out: everyone in the
 * village has them (`joinedNames` of village, kecamatan and kabupaten in canonical form).
 */
export function readAddress(alamat: string, dusun: string, rt: string, rw: string, placeNames = ""): Address {
  const ownRt = readLaneNumbers(rt, "RT");
  const ownRw = readLaneNumbers(rw, "RW");
  const inAddress = ownRt.rt === null || (ownRt.rw ?? ownRw.rw) === null ? readMarkedNumbers(alamat) : noNumbers;
  const tokens = alamat.length + dusun.length === 0 ? noTokens : tellingTokens(dusun, alamat, placeNames);
  return { rt: ownRt.rt ?? ownRw.rt ?? inAddress.rt, rw: ownRw.rw ?? ownRt.rw ?? inAddress.rw, tokens };
}

interface LaneNumbers {
  readonly rt: number | null;
  readonly rw: number | null;
}
const noNumbers: LaneNumbers = { rt: null, rw: null };

/** A cell of the RT or RW column: `1`, `001`, `RT 01`, or both at once as `01/02`, `RT 001 RW 005`. */
function readLaneNumbers(text: string, column: "RT" | "RW"): LaneNumbers {
  if (text.length === 0) return noNumbers;
  if (text.length <= 3 && isDigits(text)) {
    const number = laneNumber(text);
    return column === "RT" ? { rt: number, rw: null } : { rt: null, rw: number };
  }
  const marked = /[A-Za-z]/.test(text) ? readMarkedNumbers(text) : noNumbers;
  if (marked.rt !== null || marked.rw !== null) return marked;
  const numbers = text.replace(/[.,]0+\s*$/, "").match(/\d+/g);
  if (numbers === null || numbers.length > 2) return noNumbers;
  const first = laneNumber(numbers[0]);
  if (numbers.length === 2) return { rt: first, rw: laneNumber(numbers[1]) };
  return column === "RT" ? { rt: first, rw: null } : { rt: null, rw: first };
}

/** RT and RW numbers where the text says which is which: `RT 001 RW 005`, `RT.01/02`, `RT/RW 1/2`, `R.T. 3`. */
function readMarkedNumbers(text: string): LaneNumbers {
  if (!/r\.?\s?[tw]/i.test(text)) return noNumbers;
  const pair = /\br\.?\s?t\.?\s*[/\-,. ]?\s*r\.?\s?w\.?\s*[:.]?\s*(\d{1,3})\s*[/\-,. ]\s*(\d{1,3})\b/i.exec(text);
  if (pair !== null) return { rt: laneNumber(pair[1]), rw: laneNumber(pair[2]) };
  const rt = /\br\.?\s?t\.?\s*[:.]?\s*(\d{1,3})(?:\s*[/-]\s*(\d{1,3})(?!\d))?/i.exec(text);
  const rw = /(?:\b|\d)r\.?\s?w\.?\s*[:.]?\s*(\d{1,3})(?!\d)/i.exec(text);
  return { rt: laneNumber(rt?.[1]), rw: laneNumber(rw?.[1]) ?? laneNumber(rt?.[2]) };
}

/** 1 to 999; 0 stands for *none*. */
function laneNumber(digits: string | undefined): number | null {
  if (digits === undefined || digits.length > 3) return null;
  let value = 0;
  for (let at = 0; at < digits.length; at++) value = value * 10 + digits.charCodeAt(at) - 48;
  return value > 0 ? value : null;
}

const MAX_TOKENS = 6;

function tellingTokens(dusun: string, alamat: string, placeNames: string): readonly string[] {
  const found: string[] = [];
  collectTokens(dusun, true, placeNames, found);
  collectTokens(alamat, false, placeNames, found);
  if (found.length === 0) return noTokens;
  if (found.length > 1) found.sort(byWeight);
  return found.length > MAX_TOKENS ? found.slice(0, MAX_TOKENS) : found;
}

/**
 * The house number, then the longest, last those that many addresses have, so that two sides that keep only some words keep the same
 * ones.
 */
function byWeight(left: string, right: string): number {
  return (
    Number(isHouseNumber(right)) - Number(isHouseNumber(left)) ||
    Number(commonWords.has(left)) - Number(commonWords.has(right)) ||
    right.length - left.length ||
    (left < right ? -1 : left > right ? 1 : 0)
  );
}

/** What many streets, hamlets and housing estates are called beside their own names, many of them in English. */
const commonWords: ReadonlySet<string> = new Set(
  `RAYA BARU LAMA BESAR KECIL INDAH PERMAI ASRI LESTARI BARAT TIMUR UTARA SELATAN TENGAH DALAM ATAS BAWAH HILIR HULU SEBERANG TAMAN GRIYA GRAHA
  PONDOK VILLA CLUSTER RESIDENCE REGENCY ESTATE GARDEN CITY PARK HILLS VILLAGE STREET ROAD AVENUE BOULEVARD DRIVE LANE CLOSE COURT PLACE
  CRESCENT CIRCUIT TERRACE SQUARE LODGE HOSTEL CENTRE`.split(/\s+/),
);

function collectTokens(text: string, isHamlet: boolean, placeNames: string, found: string[]): void {
  const upper = inCapitals(text);
  let afterHamlet = isHamlet;
  let afterLane = false;
  for (let i = 0; i < upper.length; ) {
    if (!isWordCode(upper.charCodeAt(i))) {
      i++;
      continue;
    }
    const start = i;
    while (i < upper.length && isWordCode(upper.charCodeAt(i))) i++;
    const { kind, token } = meaningOf(upper.slice(start, i));
    if (kind === "number") {
      // A hamlet's number is its name; a house's stands behind NO or by itself before or behind the street; a lane's is RT or RW.
      if (afterHamlet) add(token, found);
      else if (!afterLane) addHouse(upper.slice(start, i), found);
      continue;
    }
    if (kind === "house") addHouse(upper.slice(start, i), found);
    if (kind === "telling" && !isPlaceWord(token, placeNames)) add(token, found);
    afterHamlet = kind === "hamlet" || (isHamlet && kind !== "lane");
    afterLane = kind === "lane";
  }
}

/** What a word of an address is. Words repeat from row to row, so each is looked into once. */
interface Meaning {
  readonly kind: "hamlet" | "lane" | "house" | "other" | "number" | "telling";
  readonly token: string;
}

const meaningOf = remembering((word: string): Meaning => {
  const generic = genericWords.get(word);
  if (generic !== undefined) return { kind: generic, token: "" };
  if (isDigits(word)) {
    const number = word.length <= 4 ? Number(word) : 0;
    return number > 0 ? { kind: "number", token: `DUSUN${number}` } : { kind: "other", token: "" };
  }
  const roman = romanNumerals.indexOf(word) + 1;
  if (roman > 0) return { kind: "number", token: `DUSUN${roman}` };
  if (houseWord.test(word)) return { kind: "house", token: "" };
  if (word.length < 3) return { kind: "other", token: "" };
  if (laneWord.test(word)) return { kind: "lane", token: "" };
  return { kind: "telling", token: modern(word) };
});

function add(token: string, found: string[]): void {
  if (!found.includes(token)) found.push(token);
}

function isWordCode(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

/** `RT01`, `RW02`, `RT001RW002`, `KM5`. */
const laneWord = /^(?:R[TW]\d+)+$|^KM\d+$/;

/** `NO12`, `12A`, `NO12B`. */
const houseWord = /^NO\d{1,4}[A-Z]?$|^\d{1,4}[A-Z]$/;

/** One house number an address: the first. */
function addHouse(word: string, found: string[]): void {
  const number = Number(/\d+/.exec(word)?.[0] ?? 0);
  if (number > 0 && number < HOUSE_NUMBERS && !found.some(isHouseNumber)) found.push(`#${number}`);
}

/** Whether an address word is the house's number. */
export function isHouseNumber(token: string): boolean {
  return token.charCodeAt(0) === 35;
}

/** Spelling since 1972: SOEKADJADI → SUKAJADI. Only letters that the present spelling never joins so (not NJ, as in TANJUNG). */
function modern(word: string): string {
  return word.replaceAll("OE", "U").replaceAll("DJ", "J").replaceAll("TJ", "C");
}

const romanNumerals = [
  "I",
  "II",
  "III",
  "IV",
  "V",
  "VI",
  "VII",
  "VIII",
  "IX",
  "X",
  "XI",
  "XII",
  "XIII",
  "XIV",
  "XV",
  "XVI",
  "XVII",
  "XVIII",
  "XIX",
  "XX",
];

/** Place names in the form `readAddress` looks words up in: each between bars. */
export function joinedNames(names: readonly (string | null)[]): string {
  const known = names.filter((name) => name !== null);
  return known.length === 0 ? "" : `|${known.join("|")}|`;
}

/** Address words that are not part of a place's name (canonical). */
export function withoutPlace(tokens: readonly string[], place: string): readonly string[] {
  const names = joinedNames([place]);
  return tokens.some((token) => isPlaceWord(token, names)) ? tokens.filter((token) => !isPlaceWord(token, names)) : tokens;
}

/** Whether a word is part of a place's canonical name, which is written without spaces: an end of it, or a long piece inside. */
function isPlaceWord(token: string, placeNames: string): boolean {
  for (let at = placeNames.indexOf(token); at >= 0; at = placeNames.indexOf(token, at + 1)) {
    if (token.length >= 5 || placeNames[at - 1] === "|" || placeNames[at + token.length] === "|") return true;
  }
  return false;
}

/** Words every address has. What a following number means depends on them. */
const genericWords: ReadonlyMap<string, "hamlet" | "lane" | "house" | "other"> = new Map([
  ...[
    "DUSUN",
    "DSN",
    "DUS",
    "DUKUH",
    "DKH",
    "DK",
    "KAMPUNG",
    "KAMP",
    "KAMPONG",
    "KP",
    "KPG",
    "LINGKUNGAN",
    "LINGK",
    "LINK",
    "LK",
    "LING",
    "JORONG",
    "JR",
    "BANJAR",
    "BJR",
    "BR",
    "PEDUKUHAN",
    "PADUKUHAN",
    "KORONG",
    "PEKON",
    "SUKU",
    "JAGA",
    "BLOK",
    "BLK",
    "BLOCK",
    "LORONG",
    "LRG",
    "LR",
  ].map((word) => [word, "hamlet"] as const),
  ...["RT", "RW", "KM", "GANG", "GG"].map((word) => [word, "lane"] as const),
  ...["NO", "NOMOR", "NMR", "NOM", "RUMAH", "RMH"].map((word) => [word, "house"] as const),
  ...[
    "JL",
    "JLN",
    "JALAN",
    "JI",
    "JLAN",
    "DESA",
    "DS",
    "DES",
    "KELURAHAN",
    "KEL",
    "KLURAHAN",
    "NAGARI",
    "GAMPONG",
    "GP",
    "KECAMATAN",
    "KEC",
    "KABUPATEN",
    "KAB",
    "KOTA",
    "PROVINSI",
    "PROV",
    "PERUMAHAN",
    "PERUM",
    "PRM",
    "KOMPLEK",
    "KOMPLEKS",
    "KOMP",
    "KOMPL",
    "ASRAMA",
    "DAN",
    "DI",
    "KE",
    "NULL",
    "NAN",
    "TIDAK",
    "TDK",
    "BELUM",
    "BLM",
    "ADA",
    "DIKETAHUI",
    "KOSONG",
    "NIHIL",
    "THE",
    "SEBELAH",
    "DEPAN",
    "BELAKANG",
    "DEKAT",
    "SAMPING",
  ].map((word) => [word, "other"] as const),
]);

/** House numbers end before this; 15 bits. */
const HOUSE_NUMBERS = 0x8000;

/**
 * An address word in 16 bits, for comparing words without keeping them: a house number as itself, with the highest bit set; a word as
 * 15 bits of a hash of its sounds, so that spellings of one word agree.
 */
export function addressHash(token: string): number {
  if (isHouseNumber(token)) return HOUSE_NUMBERS | Number(token.slice(1));
  const key = /\d/.test(token) ? "" : skeleton(token);
  const heard = key.length >= 3 ? key : token;
  let hash = 0x811c9dc5;
  for (let i = 0; i < heard.length; i++) hash = Math.imul(hash ^ heard.charCodeAt(i), 0x01000193);
  return ((hash >>> 16) ^ hash) & (HOUSE_NUMBERS - 1);
}

/** Whether a hash is a house number's. */
export function isHouseHash(hash: number): boolean {
  return hash >= HOUSE_NUMBERS;
}
