/** Villages as the index keeps them: rows of the table `place`. */
import type Database from "better-sqlite3";
import type { PlaceRow } from "./place-directory.ts";
import { DamagedRow } from "./index-database.ts";
import { checkOf } from "./checksum.ts";
import type { ContentTally } from "./index-digest.ts";
import type { Value } from "./person-row.ts";

/** The villages in the order of their ids, which begin with 0 and leave none out. */
export function readPlaces(db: Database.Database): PlaceRow[] {
  return (db.prepare("select * from place order by id").raw().all() as Value[][]).map((row, at): PlaceRow => {
    if (row[0] !== at || checkOf(row.slice(0, -1)) !== row.at(-1)) throw new DamagedRow("place");
    const [, kode, provinsi, kabupaten, kecamatan, desa] = row as (string | null)[];
    return {
      kode: kode!,
      provinsi: provinsi!,
      kabupaten: kabupaten!,
      kecamatan: kecamatan!,
      desa: desa!,
      display: { desa: row[6] as string, kecamatan: row[7] as string },
    };
  });
}

export function writePlaces(db: Database.Database, rows: readonly PlaceRow[], tally: ContentTally): void {
  const insert = db.prepare("insert into place values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  rows.forEach(({ kode, provinsi, kabupaten, kecamatan, desa, display }, id) => {
    const row: Value[] = [id, kode, provinsi, kabupaten, kecamatan, desa, display.desa, display.kecamatan];
    insert.run([...row, checkOf(row)]);
    tally.add("place", checkOf(row));
  });
}
