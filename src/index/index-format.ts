/**
 * How an index lies in its file: SQLite's pages, and behind them the data area (`data-area.ts`). What is looked up by rank lies
 * there in pages of consecutive ranks, what is looked up by blocking key in buckets of neighbouring keys. A change here needs a
 * new `FORMAT_VERSION`.
 */

/** Marks the file as ours in SQLite's header (`DTSN`). */
export const APPLICATION_ID = 0x4454534e;
/** An index of another format is refused. */
export const FORMAT_VERSION = 5;

/** SQLite's pages, in bytes. */
export const SQLITE_PAGE = 4096;
/** Persons in a page of ours: some 1,300 bytes. */
export const PERSON_PAGE = 16;

/** A block with more persons than this is not searched: its size is kept, its ids are not. */
export const MAX_BLOCK = 4_000;

/** Postings in a bucket, on average, lie between half of this and this. */
const BUCKET_POSTINGS = 256;
/** For choosing the number of buckets only. */
const POSTINGS_PER_PERSON = 10;
const KEY_BITS = 52;
/** Powers of two by exponent: `**` with an exponent that varies costs as much as the rest of dealing out a posting. */
const powers = Float64Array.from({ length: KEY_BITS + 1 }, (_, exponent) => 2 ** exponent);

/**
 * The tables. `meta.value` is JSON; blobs are described where they are packed. Spellings and families are there for adding to
 * the index: matching does not read them.
 */
export const SCHEMA = `
  create table meta (name text primary key, value text not null) without rowid;
  create table place (id integer primary key, value text not null);
  create table spelling (place integer not null, file integer not null, row integer not null, desa text not null, kecamatan text not null, primary key (place, file)) without rowid;
  create table family (batch integer primary key, file integer not null, families blob not null);
  create table family_place (id integer primary key, place integer not null);
  create table token (token text primary key, count integer not null) without rowid;
`;

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

/** Sixteen digits out of their halves. */
export function joinHalves(high: number, low: number): string {
  // One text at once: putting two together and padding them takes three times as long.
  return String.fromCharCode(
    digit(high, 10_000_000),
    digit(high, 1_000_000),
    digit(high, 100_000),
    digit(high, 10_000),
    digit(high, 1_000),
    digit(high, 100),
    digit(high, 10),
    digit(high, 1),
    digit(low, 10_000_000),
    digit(low, 1_000_000),
    digit(low, 100_000),
    digit(low, 10_000),
    digit(low, 1_000),
    digit(low, 100),
    digit(low, 10),
    digit(low, 1),
  );
}

function digit(half: number, unit: number): number {
  return 48 + (((half / unit) | 0) % 10);
}

/** Whether a text is exactly sixteen digits, which fit the packed form. */
export function isSixteenDigits(text: string): boolean {
  if (text.length !== 16) return false;
  for (let at = 0; at < 16; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
