/** `dtsen info --check`: every byte, every row, every blob and every posting of an index is looked at. */
import { decodePeople } from "../link/block/people-block.ts";
import { checkOf } from "./checksum.ts";
import { familyCheck } from "./family-rows.ts";
import { bucketIds } from "./index-buckets.ts";
import { DamagedRow, IndexDatabase } from "./index-database.ts";
import { ContentTally } from "./index-digest.ts";
import type { IndexMeta } from "./index-meta.ts";
import { sealStateOf, type SealState } from "./index-seal.ts";
import { isSound, P, type PersonRow, type Value } from "./person-row.ts";
import { readPlaces } from "./place-rows.ts";
import { sealOf, unsealed } from "./sealed-blob.ts";

/** Rows read at a time. */
const STEP = 4_096;

export interface Verified {
  readonly meta: IndexMeta;
  /** Another program has written to the file since it was built: what it holds is as it was built all the same. */
  readonly writtenSince: boolean;
}

/**
 * Opens an index of which much is read by SQL, without the checksums of rows: the file as a whole is as it was built, or every row has
 * been looked at. Throws as opening does, and `index-damaged`.
 */
export function openProven(path: string): IndexDatabase {
  const database = new IndexDatabase(path);
  try {
    database.read(() => {
      const seal = sealStateOf(path);
      if (seal === "broken") throw new DamagedRow("file");
      if (seal === "written-since") verifyIndex(path);
    });
    return database;
  } catch (error) {
    database[Symbol.dispose]();
    throw error;
  }
}

/** Throws a `DtsenError` (`index-damaged`) where anything is not as it was written. */
export function verifyIndex(path: string): Verified {
  using database = new IndexDatabase(path);
  const { db, meta } = database;
  return database.read(() => {
    const seal: SealState = sealStateOf(path);
    if (seal === "broken") throw new DamagedRow("file");
    const told = db.prepare("pragma integrity_check").pluck().all();
    if (told.length !== 1 || told[0] !== "ok") throw new DamagedRow("sqlite");
    const has = (sql: string): unknown => db.prepare(sql).pluck().get();
    if (has("select count(*) from person") !== meta.counts.persons) throw new DamagedRow("person");
    if (has("select count(*) from posting") !== 2 ** meta.bucketBits) throw new DamagedRow("posting");
    if (has("select 1 from sqlite_schema where name = 'person_nik'") !== 1) throw new DamagedRow("person_nik");
    const tally = tallyOf(database);
    if (tally.digest() !== meta.digest) throw new DamagedRow("digest");
    return { meta, writtenSince: seal === "written-since" };
  });
}

function tallyOf({ db, meta }: IndexDatabase): ContentTally {
  const tally = new ContentTally();
  const persons = meta.counts.persons;
  const selectPersons = db.prepare("select * from person where id >= ? and id < ? order by id").raw();
  for (let from = 0; from < persons; from += STEP) {
    const rows = selectPersons.all(from, from + STEP) as PersonRow[];
    rows.forEach((row, at) => {
      if (!isSound(row) || row[P.id] !== from + at) throw new DamagedRow("person");
      // Whether the NIK is repeated is added to a person's checksum after it was counted.
      tally.add("person", (row[P.check] as number) - (row[P.nikRepeated] as number));
    });
  }
  for (const table of ["family", "family_repeated"] as const) {
    const select = db.prepare(
      table === "family"
        ? "select * from family where no_kk > ? order by no_kk limit 4096"
        : "select * from family_repeated where rowid > ? limit 4096",
    );
    let after: Value = table === "family" ? "" : 0;
    for (;;) {
      const rows = select.raw().all(after) as Value[][];
      for (const row of rows) {
        if (familyCheck(row) !== row.at(-1)) throw new DamagedRow(table);
        tally.add(table, row.at(-1) as number);
      }
      if (rows.length === 0) break;
      after = table === "family" ? rows.at(-1)![0]! : (after as number) + rows.length;
    }
  }
  for (const [id, { kode, provinsi, kabupaten, kecamatan, desa, display }] of readPlaces(db).entries()) {
    tally.add("place", checkOf([id, kode, provinsi, kabupaten, kecamatan, desa, display.desa, display.kecamatan]));
  }
  for (const row of db.prepare("select * from spelling").raw().all() as Value[][]) tally.add("spelling", checkOf(row));
  const selectTokens = db.prepare("select * from token where token > ? order by token limit 4096").raw();
  for (let after = ""; ; ) {
    const rows = selectTokens.all(after) as [string, number][];
    if (rows.length === 0) break;
    for (const row of rows) tally.add("token", checkOf(row));
    after = rows.at(-1)![0];
  }
  const inRange = (ids: ArrayLike<number>): void => {
    for (let at = 0; at < ids.length; at++) if (ids[at]! >= persons) throw new DamagedRow("posting");
  };
  const selectPostings = db.prepare("select bucket, postings from posting where bucket >= ? and bucket < ? order by bucket").raw();
  const buckets = 2 ** meta.bucketBits;
  for (let from = 0; from < buckets; from += 256) {
    for (const [bucket, blob] of selectPostings.all(from, from + 256) as [number, Buffer][]) {
      inRange(bucketIds(unsealed(blob)));
      tally.add("posting", checkOf([bucket, sealOf(blob)]));
    }
  }
  for (const [table, key] of [
    ["village", "place"],
    ["born", "date"],
  ] as const) {
    const keys = db.prepare(`select ${key}, part from ${table} order by 1, 2`).raw().all() as [number, number][];
    const select = db.prepare(`select people from ${table} where ${key} = ? and part = ?`).pluck();
    for (const [at, part] of keys) {
      const blob = select.get(at, part) as Buffer;
      inRange(decodePeople(unsealed(blob)).ids);
      tally.add(table, checkOf([at, part, sealOf(blob)]));
    }
  }
  return tally;
}
