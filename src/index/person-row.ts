/**
 * A person as the index keeps it: a row of the table `person`, the same on its way there. What its own row says comes first; what
 * depends on the other files (the family, the numbers of places, the id) is put in as it becomes known.
 */
import { nameOfText, nameText } from "../normalise/name/name-text.ts";
import type { PersonName } from "../normalise/name/person-name.ts";
import type { PersonRecord, PlainDate, ReferenceRecord, Sex } from "../normalise/record.ts";
import { addressHash } from "../normalise/fields/address.ts";
import type { ByteReader, ByteWriter } from "./byte-writer.ts";
import { checkOf } from "./checksum.ts";
import type { Family } from "./family-table.ts";

/** A value of SQLite. Numbers are ids, counts and hashes, never a NIK or a card. */
export type Value = string | number | null;
/** The columns of `person`, in its order. */
export type PersonRow = Value[];

/** Places in a `PersonRow`. */
export const P = {
  id: 0,
  nik: 1,
  noKk: 2,
  name: 3,
  nameText: 4,
  birthDate: 5,
  sex: 6,
  placeKtp: 7,
  placeFamily: 8,
  address: 9,
  rt: 10,
  rw: 11,
  addressWords: 12,
  head: 13,
  desil: 14,
  desilNasional: 15,
  desilProvinsi: 16,
  desilKabupaten: 17,
  notes: 18,
  file: 19,
  row: 20,
  cells: 21,
  nikRepeated: 22,
  check: 23,
} as const;
export const PERSON_COLUMNS = 24;

/** Bits of `catatan`. */
export const FAMILY_MISSING = 1;
export const DECILE_UNREADABLE = 2;
const BORROWED = { rt: 4, rw: 8, words: 16 } as const;

/** Longer cells are cut: no name, number or address is that long. */
const LONGEST_TEXT = 300;
/** A cell with a thousand words is no name. */
const LONGEST_NAME = 2_000;
/** Address words kept of a person. */
const MAX_HASHES = 3;

/** The lane a person lives in: RT, RW and the packed hashes of up to three address words. */
export interface Lane {
  readonly rt: number | null;
  readonly rw: number | null;
  /** `packHashes`; null without any. */
  readonly words: number | null;
}

export function laneOf({ rt, rw, addressTokens }: PersonRecord["place"]): Lane {
  return { rt, rw, words: packHashes(addressTokens.slice(0, MAX_HASHES).map(addressHash)) };
}

/** Up to three hashes of 16 bits, and how many there are, in one integer below 2^50. */
function packHashes(hashes: readonly number[]): number | null {
  if (hashes.length === 0) return null;
  const [first, second = 0, third = 0] = hashes;
  return ((third * 0x10000 + second) * 0x10000 + first!) * 4 + hashes.length;
}

function unpackHashes(packed: number | null): number[] {
  if (packed === null) return [];
  const hashes: number[] = [];
  let rest = Math.floor(packed / 4);
  for (let left = packed % 4; left > 0; left--, rest = Math.floor(rest / 0x10000)) hashes.push(rest % 0x10000);
  return hashes;
}

/** The deciles of a row or a family; the first is the one of the chosen column. */
export interface OwnDeciles {
  readonly desil: number | null;
  readonly nasional: number | null;
  readonly provinsi: number | null;
  readonly kabupaten: number | null;
  /** The chosen column had something that is no decile. */
  readonly unreadable: boolean;
}

/** Cells as they stand. */
export interface PersonCells {
  readonly name: string;
  readonly nik: string;
  readonly noKk: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly address: string;
}

/** What a row of persons says by itself. */
export interface OwnPart {
  readonly file: number;
  readonly row: number;
  readonly record: PersonRecord;
  readonly cells: PersonCells;
  /** Number of the civil-register place among its thread's; -1: unknown. */
  readonly place: number;
  /** Whether the row is the family's head; null where it does not say. */
  readonly isHead: boolean | null;
  /** Deciles of a flat file; null: the family has them. */
  readonly deciles: OwnDeciles | null;
}

/** The row without id, family and checksum; its civil-register place is its thread's number. */
export function ownRow({ file, row, record, cells, place, isHead, deciles }: OwnPart): PersonRow {
  const { nik, noKk, sex, birthDate } = record;
  const { rt, rw, words } = laneOf(record.place);
  const name = record.name === null ? "" : nameText(keptName(record.name));
  const shown = shortCell(cells.name);
  const date = birthDate === null ? "" : isoDate(birthDate.value);
  return [
    0,
    nik.value,
    noKk,
    shown,
    name === shown ? null : name,
    date === "" ? null : date,
    sex,
    place < 0 ? null : place,
    null,
    shortCell(cells.address) || null,
    rt,
    rw,
    words,
    isHead === null ? null : Number(isHead),
    deciles?.desil ?? null,
    deciles?.nasional ?? null,
    deciles?.provinsi ?? null,
    deciles?.kabupaten ?? null,
    deciles?.unreadable === true ? DECILE_UNREADABLE : 0,
    file,
    row,
    differingCells(cells, nik.value !== null, noKk !== null, date, sex !== null),
    0,
    0,
  ];
}

/** The name as the index keeps it. */
function keptName(name: PersonName): PersonName {
  const letters = [name.tokens, ...name.alternatives].reduce(
    (sum, reading) => reading.reduce((all, token) => all + token.length + 1, sum),
    0,
  );
  if (letters <= LONGEST_NAME) return name;
  return { tokens: name.tokens.slice(0, 8).map((token) => token.slice(0, 60)), alternatives: [], marks: name.marks };
}

/** Without blanks around it, and cut: not between the two halves of a letter, which is no text that SQLite keeps. */
export function shortCell(cell: string): string {
  const text = cell.trim();
  return text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, "") : text;
}

/** Cells that cannot be told from what is kept of them, as JSON; null where there are none. */
function differingCells(cells: PersonCells, hasNik: boolean, hasCard: boolean, date: string, hasSex: boolean): string | null {
  const nik = hasNik ? "" : shortCell(cells.nik);
  const noKk = hasCard ? "" : shortCell(cells.noKk);
  const birthDate = cells.birthDate === date ? "" : shortCell(cells.birthDate);
  const sex = hasSex ? "" : shortCell(cells.sex);
  if (nik === "" && noKk === "" && sex === "" && (birthDate === "" || birthDate === date)) return null;
  return JSON.stringify({
    ...(nik === "" ? {} : { nik }),
    ...(noKk === "" ? {} : { no_kk: noKk }),
    ...(birthDate === "" || birthDate === date ? {} : { tanggal_lahir: birthDate }),
    ...(sex === "" ? {} : { jenis_kelamin: sex }),
  });
}

/** Takes back from a row of an index what its family and its neighbours gave it. `isFlat`: its deciles are its own. */
export function withoutFamily(row: PersonRow, isFlat: boolean): void {
  const notes = row[P.notes] as number;
  if (notes & BORROWED.rt) row[P.rt] = null;
  if (notes & BORROWED.rw) row[P.rw] = null;
  if (notes & BORROWED.words) row[P.addressWords] = null;
  row[P.notes] = isFlat ? notes & DECILE_UNREADABLE : 0;
  if (!isFlat) row[P.desil] = row[P.desilNasional] = row[P.desilProvinsi] = row[P.desilKabupaten] = null;
  row[P.placeFamily] = null;
  row[P.nikRepeated] = 0;
  row[P.check] = 0;
}

/** Puts in what the family gives: deciles (unless the row has its own), place, and whatever the row does not say of its lane. */
export function joinFamily(row: PersonRow, family: Family | null, isFlat: boolean): void {
  if (family === null) {
    if (!isFlat) row[P.notes] = FAMILY_MISSING;
    return;
  }
  const { place, deciles, lane } = family;
  row[P.placeFamily] = place < 0 ? null : place;
  let notes = row[P.notes] as number;
  if (!isFlat) {
    row[P.desil] = deciles.desil;
    row[P.desilNasional] = deciles.nasional;
    row[P.desilProvinsi] = deciles.provinsi;
    row[P.desilKabupaten] = deciles.kabupaten;
    if (deciles.unreadable) notes |= DECILE_UNREADABLE;
  }
  if (row[P.rt] === null && lane.rt !== null) {
    row[P.rt] = lane.rt;
    notes |= BORROWED.rt;
  }
  if (row[P.rw] === null && lane.rw !== null) {
    row[P.rw] = lane.rw;
    notes |= BORROWED.rw;
  }
  if (row[P.addressWords] === null && lane.words !== null) {
    row[P.addressWords] = lane.words;
    notes |= BORROWED.words;
  }
  row[P.notes] = notes;
}

/** What is compared of a person. */
export function referenceOf(row: PersonRow): ReferenceRecord {
  const name = (row[P.nameText] ?? row[P.name]) as string;
  return {
    id: row[P.id] as number,
    nik: row[P.nik] as string | null,
    noKk: row[P.noKk] as string | null,
    name: name === "" ? null : nameOfText(name),
    birthDate: plainDate(row[P.birthDate] as string | null),
    sex: row[P.sex] as Sex | null,
    placeKtp: (row[P.placeKtp] as number | null) ?? -1,
    placeFamily: (row[P.placeFamily] as number | null) ?? -1,
    rt: row[P.rt] as number | null,
    rw: row[P.rw] as number | null,
    addressHashes: unpackHashes(row[P.addressWords] as number | null),
  };
}

/** A plain date as `yyyy-mm-dd` without unknown parts; "" for 0. */
function isoDate(date: PlainDate): string {
  if (date === 0) return "";
  const digits = String(date).padStart(8, "0");
  if (digits.endsWith("0000")) return digits.slice(0, 4);
  return digits.endsWith("00")
    ? `${digits.slice(0, 4)}-${digits.slice(4, 6)}`
    : `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

export function plainDate(text: string | null): PlainDate {
  if (text === null) return 0;
  let date = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0) date = date * 10 + digit;
  }
  return text.length === 4 ? date * 10_000 : text.length === 7 ? date * 100 : date;
}

/** The checksum of a person; whether the NIK is repeated is added to it: that is known last. */
export function personCheck(row: PersonRow): number {
  return checkOf(row, P.nikRepeated) + (row[P.nikRepeated] as number);
}

/** Whether a row is as it was written. */
export function isSound(row: PersonRow): boolean {
  return row.length === PERSON_COLUMNS && personCheck(row) === row[P.check];
}

/** Writes a row, for a temporary file; numbers must not be negative. */
export function writeRow(out: ByteWriter, row: readonly Value[]): void {
  for (const value of row) {
    if (value === null) out.byte(0);
    else if (typeof value === "string") {
      out.byte(1);
      out.text(value);
    } else if (value <= 0xffffffff) {
      out.byte(2);
      out.varint(value);
    } else {
      out.byte(3);
      out.varint(value % 0x100000000);
      out.varint(Math.floor(value / 0x100000000));
    }
  }
}

/** Reads a row of so many columns that `writeRow` wrote. */
export function readRow(reader: ByteReader, columns: number): Value[] {
  const row: Value[] = [];
  for (let column = 0; column < columns; column++) {
    const kind = reader.byte();
    if (kind === 0) row.push(null);
    else if (kind === 1) row.push(reader.text());
    else if (kind === 2) row.push(reader.varint());
    else row.push(reader.varint() + reader.varint() * 0x100000000);
  }
  return row;
}
