/** Families on their way into an index and out of it: what persons take over (`family-table.ts`), and what is only shown. */
import type Database from "better-sqlite3";
import { FAMILY_WORDS, packFamily, unpackFamily } from "./family-table.ts";
import { DamagedRow } from "./index-database.ts";
import { checkOf } from "./checksum.ts";
import { DECILE_UNREADABLE, type Value } from "./person-row.ts";
import { halfOf, joinHalves } from "./schema.ts";

/** Families of one file, in the order of its rows. */
export interface FamilyBatch {
  /** `packFamily`, one after another. */
  readonly families: Uint32Array;
  /** Of each: its row, its head and its address; "" where there is none. */
  readonly rows: ArrayLike<number>;
  readonly heads: readonly string[];
  readonly addresses: readonly string[];
}

/** Columns of `family` in order. */
const F = { noKk: 0, head: 1, place: 2, address: 3, rt: 4, rw: 5, words: 6, desil: 7, notes: 11, row: 13, check: 14 } as const;

/** The checksum of a row of `family`. The place is added to it: its number is known last. */
export function familyCheck(row: readonly Value[]): number {
  const place = row[F.place] as number | null;
  return checkOf([...row.slice(0, F.place), ...row.slice(F.place + 1, F.check)]) + (place ?? -1);
}

/** What is only shown of a family. */
export interface FamilyShown {
  readonly head: string | null;
  readonly address: string | null;
}

/** Throws `DamagedRow` where the row is not as it was written. */
export function shownOf(row: readonly Value[]): FamilyShown {
  if (familyCheck(row) !== row[F.check]) throw new DamagedRow("family");
  return { head: row[F.head] as string | null, address: row[F.address] as string | null };
}

/** The row of a family; its place is still the file's number. */
export function familyRow({ families, rows, heads, addresses }: FamilyBatch, at: number, file: number): Value[] {
  const { place, deciles, lane } = unpackFamily(families, at * FAMILY_WORDS);
  const row: Value[] = [
    joinHalves(families[at * FAMILY_WORDS]!, families[at * FAMILY_WORDS + 1]!),
    heads[at]! || null,
    null,
    addresses[at]! || null,
    lane.rt,
    lane.rw,
    lane.words,
    deciles.desil,
    deciles.nasional,
    deciles.provinsi,
    deciles.kabupaten,
    deciles.unreadable ? DECILE_UNREADABLE : 0,
    file,
    rows[at]!,
    0,
  ];
  row[F.check] = familyCheck(row) + 1;
  row[F.place] = place < 0 ? null : place;
  return row;
}

/**
 * The families of a file (by its number), some thousands at a time: those that are the first of their card, then those that are not,
 * in the order of their rows. `placeOf` renumbers their places.
 */
export function* familiesOf(db: Database.Database, file: number, placeOf: (place: number) => number): Generator<FamilyBatch> {
  const firsts = db.prepare("select * from family where no_kk > ? and file = ? order by no_kk limit 4096").raw();
  for (let after = ""; ; ) {
    const rows = firsts.all(after, file) as Value[][];
    if (rows.length === 0) break;
    yield batchOf(rows, placeOf);
    after = rows[rows.length - 1]![F.noKk] as string;
  }
  const repeated = db.prepare("select * from family_repeated where file = ? order by row").raw().all(file) as Value[][];
  if (repeated.length > 0) yield batchOf(repeated, placeOf);
}

function batchOf(rows: readonly Value[][], placeOf: (place: number) => number): FamilyBatch {
  const families = new Uint32Array(rows.length * FAMILY_WORDS);
  rows.forEach((row, at) => {
    if (familyCheck(row) !== row[F.check]) throw new DamagedRow("family");
    const [desil, nasional, provinsi, kabupaten] = row.slice(F.desil, F.notes) as (number | null)[];
    const noKk = row[F.noKk] as string;
    const place = row[F.place] as number | null;
    packFamily(families, at * FAMILY_WORDS, halfOf(noKk, 0), halfOf(noKk, 1), {
      place: place === null ? -1 : placeOf(place),
      deciles: {
        desil: desil!,
        nasional: nasional!,
        provinsi: provinsi!,
        kabupaten: kabupaten!,
        unreadable: row[F.notes] === DECILE_UNREADABLE,
      },
      lane: { rt: row[F.rt] as number | null, rw: row[F.rw] as number | null, words: row[F.words] as number | null },
    });
  });
  return {
    families,
    rows: rows.map((row) => row[F.row] as number),
    heads: rows.map((row) => (row[F.head] as string | null) ?? ""),
    addresses: rows.map((row) => (row[F.address] as string | null) ?? ""),
  };
}
