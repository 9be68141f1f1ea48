/**
 * Sketches: what a posting tells of its person beside the id, so that whoever cannot be the row's person is never fetched.
 * 32 bits: the birth date in 16, the kecamatan and the whole name hashed into 8 each. A part that is 0 may be anything.
 */
import { fullNameKey } from "../../normalise/name/name-keys.ts";
import type { PersonName } from "../../normalise/name/person-name.ts";
import type { DistrictOfPlace } from "./blocking.ts";
import type { PlainDate, ReferenceRecord } from "../../normalise/record.ts";

export type Sketch = number;

/** 16 bits hold the days of years 1900 to 2075. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2075;
const DATE_SHIFT = 16;
const DISTRICT_SHIFT = 8;
const PART = 255;

export function sketchOf({ name, birthDate, placeKtp, placeFamily }: ReferenceRecord, places: DistrictOfPlace): Sketch {
  const ktp = placeKtp < 0 ? -1 : places.kecamatanOf(placeKtp);
  const family = placeFamily < 0 ? -1 : places.kecamatanOf(placeFamily);
  const district = ktp === family ? ktp : ktp < 0 ? family : family < 0 ? ktp : -1;
  return ((packDay(birthDate) << DATE_SHIFT) | (districtPart(district) << DISTRICT_SHIFT) | namePart(name)) >>> 0;
}

/** The birth date of a sketch; 0 where it does not tell. */
export function sketchedDate(sketch: Sketch): PlainDate {
  const day = sketch >>> DATE_SHIFT;
  if (day === 0) return 0;
  return (Math.floor((day - 1) / 372) + FIRST_YEAR) * 10000 + ((Math.floor((day - 1) / 31) % 12) + 1) * 100 + ((day - 1) % 31) + 1;
}

/** Whether a person of this sketch may live in the kecamatan whose part is given. */
export function mayLiveIn(sketch: Sketch, part: number): boolean {
  const own = (sketch >>> DISTRICT_SHIFT) & PART;
  return own === 0 || part === 0 || own === part;
}

/** Whether a person of this sketch may bear the whole name whose part is given. */
export function mayBeNamed(sketch: Sketch, part: number): boolean {
  const own = sketch & PART;
  return own === 0 || part === 0 || own === part;
}

/** A kecamatan's id in 8 bits; 0 for an unknown one. */
export function districtPart(district: number): number {
  return district < 0 ? 0 : (district % PART) + 1;
}

/** A whole name in 8 bits; 0 for one that can be read in several ways, or is missing. */
export function namePart(name: PersonName | null): number {
  if (name === null || name.alternatives.length > 0) return 0;
  const key = fullNameKey(name);
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return ((hash >>> 0) % PART) + 1;
}

/** Days as if every month had 31, from 1; 0 for a date that is unknown, in part or altogether, or out of range. */
function packDay(date: PlainDate): number {
  const year = Math.floor(date / 10000);
  const month = Math.floor(date / 100) % 100;
  const day = date % 100;
  if (day === 0 || month === 0 || year < FIRST_YEAR || year > LAST_YEAR) return 0;
  return (year - FIRST_YEAR) * 372 + (month - 1) * 31 + day;
}
