/**
 * Comparing a row with a reference record: what each of the two records can show is compared, and what either leaves out is
 * `unknown`, which speaks neither way. What the relations are worth: `weigh/comparisons.ts`.
 */
import type { PlaceRelation, ReferencePlaces } from "../reference-index.ts";
import type { ResolvedPlace } from "../block/blocking.ts";
import { swapDayMonth, yearOf } from "../block/blocking.ts";
import { compareNames, type NameAgreement } from "./compare-names.ts";
import { explainsDamage, nikRelation, type NikRelation } from "../block/nik-neighbours.ts";
import { isDefaultDate, isFromAge } from "../../normalise/fields/birth-date.ts";
import { addressHash, isHouseHash, withoutPlace } from "../../normalise/fields/address.ts";
import type { BirthDate, Nik, PersonRecord, PlainDate, ReferenceRecord } from "../../normalise/record.ts";

/**
 * Strictest first. `default`: equal, but on 1 January, 1 July or 31 December, which registries use for "unknown"; `year`: the
 * same year, and one side gives no day, or one of those.
 */
export const dateRelations = ["equal", "default", "swapped", "slip", "year", "different", "unknown"] as const;
export type DateRelation = (typeof dateRelations)[number];

export const nikRelations = [
  "equal",
  "damage",
  "one-digit",
  "swapped",
  "serial",
  "region",
  "prefix",
  "different",
  "unknown",
] as const satisfies readonly NikRelation[];

export type SexRelation = PlainRelation;

/** How two values agree that either do or do not. */
export type PlainRelation = "equal" | "different" | "unknown";

/**
 * Strictest first. `house`: the same number of the same street, in the village, or the kecamatan, as far as both name one; `lane`: same village and
 * the same RT/RW or a word of the address.
 */
export const placeLevels = ["card", "house", "lane", "desa", "kecamatan", "kabupaten", "different", "unknown"] as const;
export type PlaceLevel = (typeof placeLevels)[number];

/** Living where the row says: in the village, or on the card. */
export function isNear(place: PlaceLevel): boolean {
  return place === "card" || place === "house" || place === "lane" || place === "desa";
}

/** The comparison vector of a pair. */
export interface Comparison {
  readonly nik: NikRelation;
  readonly date: DateRelation;
  /** How much of the dates is there to be compared, on the side that shows less. */
  readonly precision: DatePrecision;
  readonly sex: SexRelation;
  readonly place: PlaceLevel;
  /** The family cards: known apart from `place`, since "same card, another birth date" speaks of a relative. */
  readonly card: PlainRelation;
  /** Where they live, whatever their cards: `place` without `card` and `lane`. */
  readonly village: PlaceRelation;
  /** The finest place the row names that the extract knows: what `village` says is judged by it. */
  readonly named: NamedPlace;
  /** Whether they live in the kecamatan whose code the row's numbers begin with; known only where nothing better tells. */
  readonly code: PlainRelation;
  /** RT and RW. */
  readonly lane: PlainRelation;
  /** Words of street and hamlet, by their sounds: one in common. */
  readonly street: PlainRelation;
  /** The words in common (`addressHash`). */
  readonly streetWords: readonly number[];
  /** The house's number; it tells nothing by itself where the streets differ. */
  readonly house: PlainRelation;
  readonly name: NameAgreement | null;
}

/** `guess`: one of the dates is a common default a year or two from the other's, as if worked out from an age. */
export type DatePrecision = "day" | "year" | "age" | "guess";

export type NamedPlace = "desa" | "kecamatan" | "kabupaten" | "unknown";

/** A row's side, prepared once for all its candidates. */
export interface Probe {
  readonly record: PersonRecord;
  readonly place: ResolvedPlace;
  /** Where the row names neither village nor kecamatan: the kecamatan of the code that its card or its NIK begins with, or -1. */
  readonly codeKecamatan: number;
  readonly addressHashes: readonly number[];
  /** Width at which the file's name column cuts, if it does. */
  readonly nameWidth: number | null;
}

export function probeOf(record: PersonRecord, places: ReferencePlaces, nameWidth: number | null): Probe {
  const place = places.resolve(record.place);
  return {
    record,
    place,
    codeKecamatan: record.place.desa === null && record.place.kecamatan === null ? places.kecamatanOfCode(codeOf(record)) : -1,
    addressHashes: addressTokens(record.place, place).map(addressHash),
    nameWidth,
  };
}

/** An address that is nothing but the village's name tells no more than that. */
function addressTokens({ addressTokens: tokens, desa }: PersonRecord["place"], place: ResolvedPlace): readonly string[] {
  return tokens.length === 0 || desa === null || place.desa.length === 0 || place.isGuess ? tokens : withoutPlace(tokens, desa);
}

/** A card begins with the code of the kecamatan it was issued in, a NIK with that of the first registration. */
function codeOf({ nik, noKk }: PersonRecord): string {
  return (noKk ?? nik.value ?? nik.damage?.digits ?? "").slice(0, 6);
}

export function compare(probe: Probe, reference: ReferenceRecord, places: ReferencePlaces): Comparison {
  const { record } = probe;
  const nik = relateNik(record.nik, reference.nik);
  const date = relateDate(record.birthDate, reference.birthDate);
  const sex = record.sex === null || reference.sex === null ? "unknown" : record.sex === reference.sex ? "equal" : "different";
  const card = record.noKk === null || reference.noKk === null ? "unknown" : record.noKk === reference.noKk ? "equal" : "different";
  const name =
    record.name === null || reference.name === null
      ? null
      : compareNames(record.name, reference.name, {
          nikEqual: nik === "equal",
          // A default date is in the number as well: beside the number it is as good as any.
          dateEqual: date === "equal" || (date === "default" && nik === "equal"),
          sameSex: sex !== "different",
          leftTruncatedWidth: probe.nameWidth,
        });
  const village = relateVillage(probe, reference, places);
  const { lane, street, streetWords, house } = relateAddress(probe, reference);
  const named = namedPlace(probe.place);
  const isHouse = street === "equal" && house === "equal" && (village === "desa" || village === "unknown" || village === named);
  const isLane = village === "desa" && (lane === "equal" || street === "equal");
  const place: PlaceLevel = card === "equal" ? "card" : isHouse ? "house" : isLane ? "lane" : village;
  return {
    nik,
    date,
    precision: precisionOf(record.birthDate, reference.birthDate),
    sex,
    card,
    name,
    place,
    village,
    named,
    code: card === "equal" || (nik !== "different" && nik !== "unknown") ? "unknown" : relateCode(probe, reference, places),
    lane,
    street,
    streetWords,
    house,
  };
}

export function relateNik(left: Nik, right: string | null): NikRelation {
  if (right === null) return "unknown";
  if (left.value !== null) return nikRelation(left.value, right);
  if (left.damage === null) return "unknown";
  if (left.damage.candidates.includes(right)) return "damage";
  const { digits } = left.damage;
  if (explainsDamage(digits, right)) return digits.length >= 12 ? "damage" : "prefix";
  if (digits.length < 12) return "unknown";
  // What is left of the number may have a slip of its own.
  const completed = digits.slice(0, 12) + right.slice(12);
  return completed === right ? "serial" : nikRelation(completed, right);
}

/** The better relation of the row's one or two readings. */
export function relateDate(left: BirthDate | null, right: PlainDate): DateRelation {
  if (left === null || right === 0) return "unknown";
  if (isFromAge(left)) return relateAge(left, right);
  const first = relateDates(left.value, right);
  if (left.alternative === null || first === "equal") return first;
  const second = relateDates(left.alternative, right);
  return dateRelations.indexOf(second) < dateRelations.indexOf(first) ? second : first;
}

function precisionOf(left: BirthDate | null, right: PlainDate): DatePrecision {
  if (left !== null && isFromAge(left)) return "age";
  if ((left !== null && left.value % 10000 === 0) || (right !== 0 && right % 10000 === 0)) return "year";
  return left !== null && right !== 0 && isGuess(left.value, right) ? "guess" : "day";
}

/** Ages are rounded, and lists are old: two years off says nothing. */
const AGE_SLIP = 2;

function isGuess(left: PlainDate, right: PlainDate): boolean {
  const years = Math.abs(yearOf(left) - yearOf(right));
  return years > 0 && years <= AGE_SLIP && (isDefaultDate(left) || isDefaultDate(right));
}

function relateAge({ value, alternative }: BirthDate, right: PlainDate): DateRelation {
  const year = yearOf(right);
  const off = Math.min(Math.abs(yearOf(value) - year), Math.abs(yearOf(alternative ?? value) - year));
  return off === 0 ? "year" : off <= AGE_SLIP ? "unknown" : "different";
}

function relateDates(left: PlainDate, right: PlainDate): DateRelation {
  if (left === right) return left % 100 === 0 ? "year" : isDefaultDate(left) ? "default" : "equal";
  if (left % 100 === 0 || right % 100 === 0) return yearOf(left) === yearOf(right) ? "year" : "different";
  if (swapDayMonth(left) === right) return "swapped";
  const years = Math.abs(yearOf(left) - yearOf(right));
  // Half of those whose day nobody knows share it: across years it says nothing.
  if (left % 10000 === right % 10000)
    return isDefaultDate(left) ? "different" : years === 1 || years % 10 === 0 || oneDigit(left, right) ? "slip" : "different";
  if (oneDigit(left, right)) return "slip";
  return years === 0 && (isDefaultDate(left) || isDefaultDate(right)) ? "year" : "different";
}

/** Eight-digit dates that differ in one digit, or in two neighbours exchanged. */
function oneDigit(left: PlainDate, right: PlainDate): boolean {
  let differing = 0;
  let first = -1;
  let ofLeft = 0;
  let ofRight = 0;
  let areSwapped = false;
  for (let at = 0; at < 8; at++) {
    const a = left % 10;
    const b = right % 10;
    if (a !== b) {
      if (++differing > 2) return false;
      areSwapped = at === first + 1 && a === ofRight && b === ofLeft;
      first = at;
      ofLeft = a;
      ofRight = b;
    }
    left = (left - a) / 10;
    right = (right - b) / 10;
  }
  return differing === 1 || (differing === 2 && areSwapped);
}

function relateVillage(probe: Probe, reference: ReferenceRecord, places: ReferencePlaces): PlaceRelation {
  const ktp = relationOf(probe.place, reference.placeKtp, places);
  if (reference.placeFamily === reference.placeKtp) return ktp;
  const family = relationOf(probe.place, reference.placeFamily, places);
  return placeLevels.indexOf(family) < placeLevels.indexOf(ktp) ? family : ktp;
}

/** A number that is the person's, or nearly so, has told of its code already. */
function relateCode({ codeKecamatan }: Probe, { placeKtp, placeFamily }: ReferenceRecord, places: ReferencePlaces): PlainRelation {
  if (codeKecamatan < 0 || (placeKtp < 0 && placeFamily < 0)) return "unknown";
  const livesThere = (place: number): boolean => place >= 0 && places.kecamatanOf(place) === codeKecamatan;
  return livesThere(placeKtp) || livesThere(placeFamily) ? "equal" : "different";
}

function namedPlace({ desa, kecamatan, kabupaten }: ResolvedPlace): NamedPlace {
  return desa.length > 0 ? "desa" : kecamatan >= 0 ? "kecamatan" : kabupaten >= 0 ? "kabupaten" : "unknown";
}

function relationOf(left: ResolvedPlace, right: number, places: ReferencePlaces): PlaceRelation {
  return right < 0 ? "unknown" : places.relation(left, right);
}

const noWords: readonly number[] = [];

function relateAddress(
  { record, addressHashes }: Probe,
  reference: ReferenceRecord,
): Pick<Comparison, "lane" | "street" | "streetWords" | "house"> {
  const { rt, rw } = record.place;
  const lane =
    rt === null || rw === null || reference.rt === null || reference.rw === null
      ? "unknown"
      : rt === reference.rt && rw === reference.rw
        ? "equal"
        : "different";
  let street: PlainRelation = "unknown";
  let house: PlainRelation = "unknown";
  let streetWords: number[] | null = null;
  for (const left of addressHashes) {
    for (const right of reference.addressHashes) {
      if (isHouseHash(left) !== isHouseHash(right)) continue;
      const relation = left === right ? "equal" : "different";
      if (isHouseHash(left)) house = relation;
      else {
        if (street !== "equal") street = relation;
        if (relation === "equal") (streetWords ??= []).push(left);
      }
    }
  }
  return { lane, street, streetWords: streetWords ?? noWords, house };
}
