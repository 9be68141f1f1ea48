/**
 * A person as the index keeps it, in bytes. The record for comparing is `[NIK][civil-register place][family place][rest]`; the
 * NIK stands in it although pages of NIKs have it too, so that a candidate costs one page; places come before the rest because
 * their ids are known last, when every file has been read.
 */
import { decodeName, encodedLength, encodeName } from "../normalise/name/name-bytes.ts";
import type { FindingCode } from "../normalise/findings.ts";
import type { PersonName } from "../normalise/name/person-name.ts";
import type { Deciles, ReferencePerson } from "../link/reference-person.ts";
import type { PersonRecord, PlainDate, ReferenceRecord, Sex } from "../normalise/record.ts";
import { addressHash } from "../normalise/fields/address.ts";
import type { ByteReader, ByteWriter } from "./byte-writer.ts";
import { halfOf, joinHalves, NO_DIGITS } from "./index-format.ts";

const HAS_KK = 4;
const HAS_DATE = 8;
const HAS_RT = 16;
const HAS_RW = 32;
const HASHES_SHIFT = 6;
/** Address words kept of a person. */
const MAX_HASHES = 3;

/** What is compared of a person beside NIK and place; the name is `keptName`. */
export interface Features {
  readonly noKk: string | null;
  /** 0: unknown. */
  readonly birthDate: PlainDate;
  readonly sex: Sex | null;
  readonly name: PersonName | null;
}

/** The part of the record for comparing that does not depend on place ids. `rt`, `rw` and words may be the family's. */
export function writeFeatures(out: ByteWriter, { noKk, birthDate, sex, name }: Features, lane: Lane): void {
  const hashes = lane.addressHashes;
  const flags =
    (sex === null ? 0 : sex === "L" ? 1 : 2) |
    (noKk === null ? 0 : HAS_KK) |
    (birthDate === 0 ? 0 : HAS_DATE) |
    (lane.rt === null ? 0 : HAS_RT) |
    (lane.rw === null ? 0 : HAS_RW) |
    (hashes.length << HASHES_SHIFT);
  out.byte(flags);
  if (noKk !== null) {
    out.uint32(halfOf(noKk, 0));
    out.uint32(halfOf(noKk, 1));
  }
  if (birthDate !== 0) out.uint24(packDate(birthDate));
  if (lane.rt !== null) out.varint(lane.rt);
  if (lane.rw !== null) out.varint(lane.rw);
  for (const hash of hashes) out.uint16(hash);
  if (name === null) return;
  const length = encodedLength(name);
  out.reserve(length);
  encodeName(name, out.bytes, out.length);
  out.length += length;
}

/** A cell with a thousand words is no name; what is kept of it must fit a page. */
const LONGEST_NAME = 2_000;

/** The name as the index keeps it. */
export function keptName(name: PersonName): PersonName {
  const letters = [name.tokens, ...name.alternatives].reduce(
    (sum, reading) => reading.reduce((all, token) => all + token.length + 1, sum),
    0,
  );
  if (letters <= LONGEST_NAME) return name;
  return { tokens: name.tokens.slice(0, 8).map((token) => token.slice(0, 60)), alternatives: [], marks: name.marks };
}

/** The lane a person lives in: RT, RW and up to three address words. */
export interface Lane {
  readonly rt: number | null;
  readonly rw: number | null;
  readonly addressHashes: readonly number[];
}

export function laneOf({ rt, rw, addressTokens }: PersonRecord["place"]): Lane {
  return { rt, rw, addressHashes: addressTokens.slice(0, MAX_HASHES).map(addressHash) };
}

/** NIK halves (`NO_DIGITS`: none) and place ids (-1: unknown) before the features. */
export function writeHead(out: ByteWriter, high: number, low: number, ktp: number, family: number): void {
  out.uint32(high);
  out.uint32(low);
  out.varint(ktp + 1);
  out.varint(family < 0 ? 0 : family === ktp ? 1 : family + 2);
}

/** Reads the record that begins at the reader's place and ends at `end`. */
export function readReference(reader: ByteReader, end: number, id: number): ReferenceRecord {
  const high = reader.uint32();
  const low = reader.uint32();
  const nik = high === NO_DIGITS ? null : joinHalves(high, low);
  const placeKtp = reader.varint() - 1;
  const family = reader.varint();
  const placeFamily = family === 0 ? -1 : family === 1 ? placeKtp : family - 2;
  const flags = reader.byte();
  const noKk = flags & HAS_KK ? joinHalves(reader.uint32(), reader.uint32()) : null;
  const birthDate = flags & HAS_DATE ? unpackDate(reader.uint24()) : 0;
  const rt = flags & HAS_RT ? reader.varint() : null;
  const rw = flags & HAS_RW ? reader.varint() : null;
  const addressHashes: number[] = [];
  for (let left = flags >>> HASHES_SHIFT; left > 0; left--) addressHashes.push(reader.uint16());
  const name = reader.at < end ? decodeName(reader.bytes, reader.at, end) : null;
  return { id, nik, noKk, name, birthDate, sex: sexes[flags & 3]!, placeKtp, placeFamily, rt, rw, addressHashes };
}

const sexes: readonly (Sex | null)[] = [null, "L", "P", null];

/** Years 1600 to 2111, months and days with 0 for unknown, in 18 bits. */
function packDate(date: PlainDate): number {
  const year = Math.min(Math.max(Math.floor(date / 10000) - 1600, 0), 511);
  return (year << 9) | ((Math.floor(date / 100) % 100) << 5) | (date % 100);
}

function unpackDate(packed: number): PlainDate {
  return ((packed >>> 9) + 1600) * 10000 + ((packed >>> 5) & 15) * 100 + (packed & 31);
}

const NIK_AS_TEXT = 1;
const KK_AS_TEXT = 2;
const DATE_AS_TEXT = 4;
const SEX_AS_TEXT = 8;
/** Set when the persons are in order, where rows with one NIK lie together. */
export const NIK_REPEATED = 16;
const NO_FAMILY = 32;
const NO_DECILE = 64;
const BAD_DECILE = 128;

/** Longer cells are cut: no name or number is that long, and a page must hold 64 of them. */
const LONGEST_TEXT = 300;

/** What a person's row and family give for the reports, beside the texts. */
export interface PersonHead {
  readonly file: number;
  /** The extract says that somebody else heads the family. */
  readonly notHead: boolean;
  /** Which parts of the lane are the family's: bits of `BORROWED`. */
  readonly borrowed: number;
  readonly desil: number | null;
  readonly deciles: Deciles;
  readonly desilInvalid: boolean;
  readonly familyMissing: boolean;
}

/** Parts of a lane. */
export const BORROWED = { rt: 1, rw: 2, words: 4 } as const;
/** Bits before the number of the file. */
const FILE_SHIFT = 4;

/** Cells as they stand, and the row they stand in. */
export interface PersonTexts {
  readonly row: number;
  readonly name: string;
  readonly nik: string;
  readonly noKk: string;
  readonly birthDate: string;
  readonly sex: string;
}

/** The texts of the record for reports; gives the flags that say which are there: the others follow from the features. */
export function writeTexts(out: ByteWriter, hasNik: boolean, { noKk, birthDate, sex }: Features, texts: PersonTexts): number {
  const nikText = hasNik ? "" : texts.nik.trim();
  const noKkText = noKk === null ? texts.noKk.trim() : "";
  const dateText = isIsoDate(texts.birthDate, birthDate) || texts.birthDate.trim() === isoDate(birthDate) ? "" : texts.birthDate.trim();
  const sexText = sex === null ? texts.sex.trim() : "";
  out.varint(texts.row);
  writeShort(out, texts.name.trim());
  for (const text of [nikText, noKkText, dateText, sexText]) if (text !== "") writeShort(out, text);
  return (
    (nikText === "" ? 0 : NIK_AS_TEXT) |
    (noKkText === "" ? 0 : KK_AS_TEXT) |
    (dateText === "" ? 0 : DATE_AS_TEXT) |
    (sexText === "" ? 0 : SEX_AS_TEXT)
  );
}

/** The rest of the record for reports; it stands before the texts. */
export function writePersonHead(out: ByteWriter, textFlags: number, head: PersonHead): void {
  const { familyMissing, desil, desilInvalid } = head;
  out.byte(textFlags | (familyMissing ? NO_FAMILY : 0) | (familyMissing || desil !== null ? 0 : desilInvalid ? BAD_DECILE : NO_DECILE));
  out.uint16(packDeciles(head.deciles) | ((desil ?? 0) << 12));
  out.varint((head.file << FILE_SHIFT) | (head.borrowed << 1) | Number(head.notHead));
}

/** Reads what `writePersonHead` wrote; the texts come next. */
export function readPersonHead(reader: ByteReader): PersonHead & { readonly textFlags: number; readonly nikRepeated: boolean } {
  const flags = reader.byte();
  const deciles = reader.uint16();
  const file = reader.varint();
  return {
    textFlags: flags & (NIK_AS_TEXT | KK_AS_TEXT | DATE_AS_TEXT | SEX_AS_TEXT),
    nikRepeated: (flags & NIK_REPEATED) !== 0,
    file: file >>> FILE_SHIFT,
    notHead: (file & 1) === 1,
    borrowed: (file >>> 1) & 7,
    desil: deciles >>> 12 || null,
    deciles: unpackDeciles(deciles),
    desilInvalid: (flags & BAD_DECILE) !== 0,
    familyMissing: (flags & NO_FAMILY) !== 0,
  };
}

function writeShort(out: ByteWriter, text: string): void {
  out.text(text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text);
}

/** Puts the record for reports together with the one for comparing. */
export function readPerson(
  reader: ByteReader,
  reference: ReferenceRecord,
  nameOfFile: (file: number) => string,
  place: { readonly desa: string; readonly kecamatan: string },
): ReferencePerson {
  const head = readPersonHead(reader);
  const { textFlags, desil, familyMissing } = head;
  const row = reader.varint();
  const name = reader.text();
  const nik = textFlags & NIK_AS_TEXT ? reader.text() : (reference.nik ?? "");
  const noKk = textFlags & KK_AS_TEXT ? reader.text() : (reference.noKk ?? "");
  const birthDate = textFlags & DATE_AS_TEXT ? reader.text() : isoDate(reference.birthDate);
  const sex = textFlags & SEX_AS_TEXT ? reader.text() : (reference.sex ?? "");
  const findings: FindingCode[] = [];
  if (head.nikRepeated) findings.push("DTSEN_NIK_GANDA");
  if (familyMissing) findings.push("KELUARGA_TIDAK_ADA");
  else if (desil === null) findings.push(head.desilInvalid ? "DESIL_TIDAK_SAH" : "DESIL_KOSONG");
  return {
    id: reference.id,
    file: nameOfFile(head.file),
    row,
    nik,
    noKk,
    name,
    birthDate,
    birthDateValue: reference.birthDate,
    sex,
    desa: place.desa,
    kecamatan: place.kecamatan,
    desil,
    deciles: head.deciles,
    findings,
    notHead: head.notHead,
  };
}

/** Four bits each; 0 is unknown. */
export function packDeciles({ nasional, provinsi, kabupaten }: Deciles): number {
  return (nasional ?? 0) | ((provinsi ?? 0) << 4) | ((kabupaten ?? 0) << 8);
}

export function unpackDeciles(packed: number): Deciles {
  return { nasional: packed & 15 || null, provinsi: (packed >>> 4) & 15 || null, kabupaten: (packed >>> 8) & 15 || null };
}

/** Whether a text is this date in full as `yyyy-mm-dd`, as nearly all are; false may still be one with blanks around it. */
function isIsoDate(text: string, date: PlainDate): boolean {
  if (text.length !== 10 || date % 100 === 0) return false;
  let rest = date;
  for (let at = 9; at >= 0; at--) {
    const isDash = at === 4 || at === 7;
    if (text.charCodeAt(at) !== (isDash ? 0x2d : 0x30 + (rest % 10))) return false;
    if (!isDash) rest = Math.floor(rest / 10);
  }
  return rest === 0;
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
