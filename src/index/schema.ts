/**
 * How an index lies in its file: ordinary SQLite tables and nothing else. A change here needs a new `FORMAT_VERSION`.
 *
 * Matching asks seldom and for much, since a call of SQLite costs more than what it brings: a batch's persons by one statement, a
 * village's people as one blob, postings by bucket. `periksa` is a checksum of its row, and every blob ends in one: what is damaged
 * is told when it is read.
 */

/** Marks the file as ours in SQLite's header (`DTSN`). */
export const APPLICATION_ID = 0x4454534e;
/** An index of another format is refused. */
export const FORMAT_VERSION = 7;

/** SQLite's pages, in bytes: a bucket of postings takes two thousand, a person two hundred. */
export const SQLITE_PAGE = 8192;

/** A block with more persons than this is not searched: its size is kept, its ids are not. */
export const MAX_BLOCK = 4_000;

/** Postings in a bucket, on average, lie between half of this and this. */
const BUCKET_POSTINGS = 256;
/** For choosing the number of buckets only. */
const POSTINGS_PER_PERSON = 10;
const KEY_BITS = 52;
/** Powers of two by exponent: `**` with an exponent that varies costs as much as the rest of dealing out a posting. */
const powers = Float64Array.from({ length: KEY_BITS + 1 }, (_, exponent) => 2 ** exponent);

/** The tables; the words of a row stand in `person-row.ts`. SQLite keeps the comments: `.schema` shows them. */
export const SCHEMA = `
create table meta (name text primary key, value text not null) without rowid; -- JSON

create table file ( -- the files the index was made from
  id integer primary key,
  nama text not null,
  jenis text not null, -- persons, families, flat
  rincian text not null -- JSON: size, SHA-256, rows
);

create table place ( -- villages: their names for comparing, then as the extract spells them
  id integer primary key,
  kode text, provinsi text, kabupaten text, kecamatan text, desa text,
  ejaan_desa text not null, ejaan_kecamatan text not null,
  periksa integer not null
);

create table spelling ( -- how each file spells a village, on the row that names it first
  place integer not null, file integer not null, row integer not null, desa text not null, kecamatan text not null,
  primary key (place, file)
) without rowid;

create table person ( -- laid by village, then by the first letters of the name
  id integer primary key,
  nik text, -- sixteen digits, or null where the extract gives none that can serve
  no_kk text,
  nama text not null, -- as the extract spells it
  nama_baku text, -- for comparing; null: as nama
  tanggal_lahir text, -- YYYY-MM-DD, YYYY-MM or YYYY
  jenis_kelamin text, -- L, P
  tempat_ktp integer, -- place of the civil register
  tempat_keluarga integer, -- place of the family
  alamat text,
  rt integer, rw integer,
  kata_alamat integer, -- hashes of up to three words of the address
  kepala integer, -- 1: head of the family, 0: not
  desil integer, desil_nasional integer, desil_provinsi integer, desil_kabupaten integer,
  catatan integer not null, -- bits: 1 family missing, 2 decile unreadable, 4/8/16 RT/RW/address words are the family's
  file integer not null, row integer not null,
  asal text, -- JSON: cells that differ from what is kept of them
  nik_ganda integer not null, -- 1: the NIK stands on several rows
  periksa integer not null
);

create table family ( -- the first row of every card
  no_kk text primary key,
  kepala text,
  tempat integer,
  alamat text,
  rt integer, rw integer, kata_alamat integer,
  desil integer, desil_nasional integer, desil_provinsi integer, desil_kabupaten integer,
  catatan integer not null, -- 2: decile unreadable
  file integer not null, row integer not null,
  periksa integer not null
) without rowid;

create table family_repeated as select * from family; -- the other rows of a card, for --replace

create table token (token text primary key, count integer not null) without rowid; -- words of names, and how many bear them

create table posting (bucket integer primary key, postings blob not null); -- persons by blocking key

create table village ( -- what is compared of those who live or are registered in a village, some thousands at a time
  place integer not null, part integer not null, people blob not null,
  primary key (place, part)
);

-- Rows of village and born have ids of SQLite's: without, a blob over two thousand bytes would take a page more.
create table born ( -- the same of those born on a date (yyyymmdd; 00: unknown)
  date integer not null, part integer not null, people blob not null,
  primary key (date, part)
);

create view orang as
select
  person.nik, person.no_kk, person.nama, person.tanggal_lahir, person.jenis_kelamin,
  place.ejaan_desa as desa, place.ejaan_kecamatan as kecamatan, place.kabupaten, place.provinsi,
  person.desil, family.kepala as kepala_keluarga, coalesce(family.alamat, person.alamat) as alamat, person.rt, person.rw,
  file.nama as file, person.row, person.id
from person
left join place on place.id = coalesce(person.tempat_keluarga, person.tempat_ktp)
left join family on family.no_kk = person.no_kk
left join file on file.id = person.file;
`;

/** Made when the persons are in: sorted once instead of kept in order row by row. */
export const INDEXES = "create index person_nik on person (nik) where nik is not null";

/** Bits of a blocking key that choose the bucket, for an extract of so many persons. */
export function bucketBits(persons: number): number {
  const buckets = Math.max(1, (persons * POSTINGS_PER_PERSON) / BUCKET_POSTINGS);
  return Math.min(24, Math.ceil(Math.log2(buckets)));
}

/**
 * A blocking key as bucket and remainder. Of the bits below the bucket at most 32 are kept: keys that then look alike are one in
 * billions, and would only bring a candidate too many.
 */
export function bucketOf(key: number, bits: number): number {
  return Math.floor(key / powers[KEY_BITS - bits]!);
}

export function remainderOf(key: number, bits: number): number {
  const low = key % powers[KEY_BITS - bits]!;
  return Math.floor(low / powers[Math.max(0, KEY_BITS - bits - 32)]!);
}

/** No number: greater than any half of sixteen digits. */
export const NO_DIGITS = 0xffffffff;

/** First or last eight of sixteen digits as an integer; the text must be sixteen digits. */
export function halfOf(digits: string, half: 0 | 1): number {
  let value = 0;
  const end = half === 0 ? 8 : 16;
  for (let at = end - 8; at < end; at++) value = value * 10 + digits.charCodeAt(at) - 48;
  return value;
}

/** Whether a text is exactly sixteen digits. */
export function isSixteenDigits(text: string): boolean {
  if (text.length !== 16) return false;
  for (let at = 0; at < 16; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** Sixteen digits out of their halves. */
export function joinHalves(high: number, low: number): string {
  return String(high).padStart(8, "0") + String(low).padStart(8, "0");
}
