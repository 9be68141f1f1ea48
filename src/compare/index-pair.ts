/**
 * Two indexes side by side in SQLite: one attached to the other, persons joined by NIK where they lie. Memory holds what differs
 * and is asked for, some thousand rows at a time, whatever the size of the extracts.
 */
import type Database from "better-sqlite3";
import type { IndexDatabase } from "../index/index-database.ts";
import { openProven } from "../index/verify-index.ts";
import type { IndexMeta } from "../index/index-meta.ts";
import { openSqlite } from "../platform/sqlite.ts";
import type { Side } from "./change.ts";

/** Persons of the old index looked at in one statement. */
const CHUNK = 20_000;

export interface PersonPair {
  readonly before: Side | null;
  readonly after: Side | null;
  readonly moved: boolean;
  readonly cardsNow: number;
  readonly cardsBefore: number;
  readonly otherNik: boolean;
}

export interface PairCounts {
  /** Persons by old and new decile (0: none), with how many of them changed otherwise. */
  readonly cells: readonly PairCell[];
  readonly gone: number;
  readonly added: number;
  /** Gone from, or added to, kabupaten that only one of the extracts covers. */
  readonly outsideBefore: number;
  readonly outsideAfter: number;
  readonly otherNik: number;
  readonly split: number;
  readonly merged: number;
  /** Rows whose NIK stands on several rows of an extract, and that could not be told apart by card and name. */
  readonly repeated: number;
  /** Rows without a NIK that have no like in the other extract. */
  readonly withoutNik: number;
}

export interface PairCell {
  readonly before: number;
  readonly after: number;
  readonly persons: number;
  readonly cards: number;
  readonly moved: number;
  readonly names: number;
  readonly dates: number;
  /** Persons of whom anything but the decile differs. */
  readonly others: number;
}

/** Whose rows are wanted: everybody's, or the persons of these NIKs and their families. */
export type Wanted = "all" | ReadonlySet<string>;

export class IndexPair implements Disposable {
  readonly before: IndexMeta;
  readonly after: IndexMeta;
  private readonly databases: readonly [IndexDatabase, IndexDatabase];
  private readonly db: Database.Database;

  /** Throws as opening an index does. */
  constructor(before: string, after: string) {
    this.databases = [openProven(before), openProven(after)];
    [this.before, this.after] = [this.databases[0].meta, this.databases[1].meta];
    this.db = openSqlite(before, { readonly: true, fileMustExist: true });
    this.db.exec("pragma temp_store = memory");
    this.db.prepare("attach ? as baru").run(after);
    this.prepare();
  }

  [Symbol.dispose](): void {
    this.db.close();
    for (const database of this.databases) database[Symbol.dispose]();
  }

  /** Throws `index-changed` where another index has been copied over one of these meanwhile. */
  refuseChanged(): void {
    for (const database of this.databases) database.refuseChanged();
  }

  /** Places of both as numbers that are equal where the names are, pairs of persons, and who is left over. */
  private prepare(): void {
    const { db } = this;
    const keys = new Map<string, number>();
    const kabupaten = [new Set<string>(), new Set<string>()];
    const places = ["main", "baru"].map((schema, side) => {
      const rows = db.prepare(`select id, kabupaten, kecamatan, desa from ${schema}.place`).all() as {
        id: number;
        kabupaten: string | null;
        kecamatan: string | null;
        desa: string | null;
      }[];
      const used = new Set(
        (
          db.prepare(`select distinct coalesce(tempat_keluarga, tempat_ktp) from ${schema}.person`).pluck().all() as (number | null)[]
        ).filter((id) => id !== null),
      );
      for (const { id, kabupaten: name } of rows) if (used.has(id)) kabupaten[side]!.add(name ?? "");
      return rows.map((row) => {
        const name = `${row.kabupaten ?? ""}|${row.kecamatan ?? ""}|${row.desa ?? ""}`;
        if (!keys.has(name)) keys.set(name, keys.size);
        return { id: row.id, key: keys.get(name)!, kabupaten: row.kabupaten ?? "" };
      });
    });
    for (const [side, name] of ["tempat_lama", "tempat_baru"].entries()) {
      db.exec(`create temp table ${name} (id integer primary key, kunci integer not null, bersama integer not null)`);
      const insert = db.prepare(`insert into temp.${name} values (?, ?, ?)`);
      for (const { id, key, kabupaten: own } of places[side]!) insert.run(id, key, kabupaten[1 - side]!.has(own) ? 1 : 0);
    }
    db.exec(`
      -- rows without a NIK of their own are paired by card, name and birth date; with one on several rows, by it, card and name
      create temp table sisa_baru as
        select id, nik, no_kk, nama, tanggal_lahir from baru.person where nik is null or nik_ganda = 1;
      create index temp.sisa_kk on sisa_baru (no_kk, nama);
      create temp table pasangan_sisa as
        select a.id as lama, min(b.id) as baru
        from main.person a join temp.sisa_baru b on b.no_kk = a.no_kk and b.nama = a.nama and b.nik is a.nik
          and (a.nik is not null or b.tanggal_lahir is a.tanggal_lahir)
        where a.nik is null or a.nik_ganda = 1
        group by a.id;
      -- the one walk over both: persons of a NIK of their own of whom anything differs, or whom the new extract has not so
      create temp table beda as
        select a.id as lama, b.id as baru, a.desil as desil_lama, b.desil as desil_baru, a.no_kk is not b.no_kk as kk,
          pa.kunci is not pb.kunci as pindah, a.nama <> b.nama as nama, a.tanggal_lahir <> b.tanggal_lahir as tanggal
        from main.person a left join baru.person b on b.nik = a.nik and b.nik_ganda = 0 ${placed}
        where a.nik is not null and a.nik_ganda = 0 and (b.id is null or a.desil is not b.desil or ${differs});
      create temp table hilang as
        select a.id from temp.beda x join main.person a on a.id = x.lama
        where x.baru is null and not exists (select 1 from baru.person b where b.nik = a.nik);
      -- in the order of both indexes of NIKs; the rows themselves are read of the few that are left
      create temp table tambahan as
        select p.id from (
          select b.id from baru.person b indexed by person_nik
          where b.nik is not null and not exists (select 1 from main.person a where a.nik = b.nik)
        ) t cross join baru.person p on p.id = t.id where p.nik_ganda = 0;
      create temp table orang_tambahan as
        select p.id, p.no_kk, p.nama, p.tanggal_lahir from temp.tambahan t cross join baru.person p on p.id = t.id;
      create index temp.tambahan_kk on orang_tambahan (no_kk, nama);
      create temp table berganti as
        select a.id as lama, min(b.id) as baru
        from temp.hilang h cross join main.person a on a.id = h.id
          cross join temp.orang_tambahan b on b.no_kk = a.no_kk and b.nama = a.nama and b.tanggal_lahir is a.tanggal_lahir
        group by a.id;
      delete from temp.hilang where id in (select lama from temp.berganti);
      delete from temp.tambahan where id in (select baru from temp.berganti);
      -- cards that anybody has come to or gone from, and how many they are on the other side
      create temp table ganti_kk as
        select a.no_kk as lama, b.no_kk as baru
        from temp.beda x join main.person a on a.id = x.lama join baru.person b on b.id = x.baru
        where x.kk and a.no_kk is not null and b.no_kk is not null;
      -- the few members of those cards first, then their like
      create temp table pecah as
        with a as materialized (select nik, no_kk, nik_ganda from main.person where no_kk in (select lama from temp.ganti_kk))
        select a.no_kk, count(distinct b.no_kk) as kartu from a cross join baru.person b on b.nik = a.nik
        where a.nik_ganda = 0 and b.nik_ganda = 0 group by a.no_kk having kartu > 1;
      create temp table gabung as
        with b as materialized (select nik, no_kk, nik_ganda from baru.person where no_kk in (select baru from temp.ganti_kk))
        select b.no_kk, count(distinct a.no_kk) as kartu from b cross join main.person a on a.nik = b.nik
        where a.nik_ganda = 0 and b.nik_ganda = 0 group by b.no_kk having kartu > 1;
      create unique index temp.pecah_kk on pecah (no_kk);
      create unique index temp.gabung_kk on gabung (no_kk);
    `);
  }

  counts(): PairCounts {
    const { db } = this;
    const one = (sql: string): number => (db.prepare(sql).pluck().get() as number | null) ?? 0;
    const cellsOf = (pairs: string): PairCell[] =>
      db
        .prepare(
          `select ifnull(a.desil, 0) as before, ifnull(b.desil, 0) as after, count(*) as persons, sum(a.no_kk is not b.no_kk) as cards,
           sum(pa.kunci is not pb.kunci) as moved, sum(a.nama <> b.nama) as names, sum(a.tanggal_lahir <> b.tanggal_lahir) as dates,
           sum(a.no_kk is not b.no_kk or pa.kunci is not pb.kunci or a.nama <> b.nama or a.tanggal_lahir <> b.tanggal_lahir) as others
         from ${pairs} ${placed} group by 1, 2 order by 1, 2`,
        )
        .all() as PairCell[];
    const cells = [...this.sameNikCells(), ...[paired.berganti, paired.pasangan_sisa].flatMap(cellsOf)];
    const left = (table: string, schema: string, places: string, shared: number): number =>
      one(
        `select count(*) from temp.${table} x join ${schema}.person p on p.id = x.id
         left join temp.${places} t on t.id = coalesce(p.tempat_keluarga, p.tempat_ktp) where ifnull(t.bersama, 1) = ${shared}`,
      );
    const unpaired = (condition: string): number =>
      one(`select count(*) from main.person where ${condition} and id not in (select lama from temp.pasangan_sisa)`);
    return {
      cells,
      gone: left("hilang", "main", "tempat_lama", 1),
      added: left("tambahan", "baru", "tempat_baru", 1),
      outsideBefore: left("hilang", "main", "tempat_lama", 0),
      outsideAfter: left("tambahan", "baru", "tempat_baru", 0),
      otherNik: one("select count(*) from temp.berganti"),
      split: one("select count(*) from temp.pecah"),
      merged: one("select count(*) from temp.gabung"),
      repeated: unpaired("nik_ganda = 1"),
      withoutNik: unpaired("nik is null"),
    };
  }

  /** Persons that both have under a NIK of their own: those of whom anything differs, and of each decile the others. */
  private sameNikCells(): PairCell[] {
    const { db } = this;
    const cells = db
      .prepare(
        `select ifnull(desil_lama, 0) as before, ifnull(desil_baru, 0) as after, count(*) as persons, sum(kk) as cards, sum(pindah) as moved,
           total(nama) as names, total(tanggal) as dates, sum(kk or pindah or ifnull(nama, 0) or ifnull(tanggal, 0)) as others
         from temp.beda where baru is not null group by 1, 2 order by 1, 2`,
      )
      .all() as PairCell[];
    const deciles = Array.from({ length: 11 }, (_, decile) => decile);
    const inDecile = (table: string, where: string, column: string): number[] =>
      db
        .prepare(`select ${deciles.map((decile) => `total(${column} is ${decile || null})`).join(", ")} from ${table} where ${where}`)
        .raw()
        .get() as number[];
    const all = inDecile("main.person", "nik is not null and nik_ganda = 0", "desil");
    const told = inDecile("temp.beda", "1", "desil_lama");
    const none = { cards: 0, moved: 0, names: 0, dates: 0, others: 0 };
    const same = deciles.map((decile) => ({ before: decile, after: decile, persons: all[decile]! - told[decile]!, ...none }));
    return [...cells, ...same.filter(({ persons }) => persons > 0)];
  }

  /** Persons of whom anything differs; in the order of the old extract, then who is new. */
  *changes(wanted: Wanted, limitMoved: readonly [number, number] | null): Generator<PersonPair> {
    const { db } = this;
    if (wanted !== "all") this.want(wanted);
    const isWanted = wanted === "all" ? "" : "and (a.nik in temp.diminta or a.no_kk in temp.kartu_diminta)";
    this.chosen(limitMoved);
    const most = (db.prepare("select max(id) from main.person").pluck().get() as number | null) ?? -1;
    const pairs = db.prepare(`select ${columns} from temp.terpilih g join main.person a on a.id = g.lama join baru.person b on b.id = g.baru
      ${looked} where g.lama between ? and ? ${isWanted} order by a.id`);
    const gone =
      db.prepare(`select ${columns} from temp.hilang h join main.person a on a.id = h.id left join baru.person b on b.id = -1 ${looked}
      where h.id between ? and ? and ifnull(pa.bersama, 1) = 1 ${isWanted} order by a.id`);
    for (let from = 0; from <= most; from += CHUNK) {
      for (const row of pairs.all(from, from + CHUNK - 1) as JoinedRow[]) yield pairOf(row, false);
      for (const row of gone.all(from, from + CHUNK - 1) as JoinedRow[]) yield pairOf(row, false);
    }
    for (const [name, pairs] of Object.entries(paired)) {
      const rows = db.prepare(`select ${columns} from ${pairs} ${looked} where 1 ${isWanted} order by a.id`).all() as JoinedRow[];
      for (const row of rows) yield pairOf(row, name === "berganti");
    }
    const isWantedNow = wanted === "all" ? "" : "and (b.nik in temp.diminta or b.no_kk in temp.kartu_diminta)";
    const added =
      db.prepare(`select ${columns} from temp.tambahan h join baru.person b on b.id = h.id left join main.person a on a.id = -1 ${looked}
      where h.id between ? and ? and ifnull(pb.bersama, 1) = 1 ${isWantedNow} order by b.id`);
    const last = (db.prepare("select max(id) from baru.person").pluck().get() as number | null) ?? -1;
    for (let from = 0; from <= last; from += CHUNK) {
      for (const row of added.all(from, from + CHUNK - 1) as JoinedRow[]) yield pairOf(row, false);
    }
  }

  /** Pairs that are told: who differs, whoever is on a card that others have left or come to, and who stands between two limits. */
  private chosen(limitMoved: readonly [number, number] | null): void {
    const own = "a.nik_ganda = 0 and b.nik_ganda = 0";
    this.db.exec(`
      create temp table terpilih (lama integer primary key, baru integer not null);
      insert into temp.terpilih select lama, baru from temp.beda where baru is not null;
      insert or ignore into temp.terpilih select a.id, b.id from main.person a cross join baru.person b on b.nik = a.nik
        where a.no_kk in (select no_kk from temp.pecah) and ${own};
      insert or ignore into temp.terpilih select a.id, b.id from baru.person b cross join main.person a on a.nik = b.nik
        where b.no_kk in (select no_kk from temp.gabung) and ${own};`);
    if (limitMoved === null) return;
    this.db.exec(`
      insert or ignore into temp.terpilih select a.id, b.id from main.person a cross join baru.person b on b.nik = a.nik
        where a.desil > ${Math.min(...limitMoved)} and a.desil <= ${Math.max(...limitMoved)} and b.desil = a.desil and ${own};`);
  }

  private want(niks: ReadonlySet<string>): void {
    const { db } = this;
    db.exec(
      "create temp table diminta (nik text primary key) without rowid; create temp table kartu_diminta (no_kk text primary key) without rowid",
    );
    const insert = db.prepare("insert or ignore into temp.diminta values (?)");
    for (const nik of niks) insert.run(nik);
    for (const schema of ["main", "baru"]) {
      db.exec(
        `insert or ignore into temp.kartu_diminta select p.no_kk from temp.diminta d join ${schema}.person p on p.nik = d.nik where p.no_kk is not null`,
      );
    }
  }
}

const placed = `left join temp.tempat_lama pa on pa.id = coalesce(a.tempat_keluarga, a.tempat_ktp)
  left join temp.tempat_baru pb on pb.id = coalesce(b.tempat_keluarga, b.tempat_ktp)`;
const looked = `${placed} left join main.place la on la.id = pa.id left join baru.place lb on lb.id = pb.id
  left join temp.pecah s on s.no_kk = a.no_kk left join temp.gabung m on m.no_kk = b.no_kk`;

/** Of two persons that are one, anything but the decile. */
const differs = "a.no_kk is not b.no_kk or pa.kunci is not pb.kunci or a.nama <> b.nama or a.tanggal_lahir <> b.tanggal_lahir";

/** Persons that are paired otherwise than by a NIK that is nobody else's. */
const paired = {
  berganti: "temp.berganti g join main.person a on a.id = g.lama join baru.person b on b.id = g.baru",
  pasangan_sisa: "temp.pasangan_sisa g join main.person a on a.id = g.lama join baru.person b on b.id = g.baru",
} as const;

const columns = `a.id as a_id, a.nik as a_nik, a.no_kk as a_kk, a.nama as a_nama, a.tanggal_lahir as a_tgl, a.desil as a_desil,
  la.ejaan_desa as a_desa, la.ejaan_kecamatan as a_kec, b.id as b_id, b.nik as b_nik, b.no_kk as b_kk, b.nama as b_nama, b.tanggal_lahir as b_tgl,
  b.desil as b_desil, lb.ejaan_desa as b_desa, lb.ejaan_kecamatan as b_kec, pa.kunci is not pb.kunci as moved, s.kartu as cards_now, m.kartu as cards_before`;

interface JoinedRow {
  readonly a_id: number | null;
  readonly a_nik: string | null;
  readonly a_kk: string | null;
  readonly a_nama: string | null;
  readonly a_tgl: string | null;
  readonly a_desil: number | null;
  readonly a_desa: string | null;
  readonly a_kec: string | null;
  readonly b_id: number | null;
  readonly b_nik: string | null;
  readonly b_kk: string | null;
  readonly b_nama: string | null;
  readonly b_tgl: string | null;
  readonly b_desil: number | null;
  readonly b_desa: string | null;
  readonly b_kec: string | null;
  readonly moved: number;
  readonly cards_now: number | null;
  readonly cards_before: number | null;
}

function pairOf(row: JoinedRow, otherNik: boolean): PersonPair {
  const isIn = (id: number | null): boolean => id !== null;
  return {
    before: isIn(row.a_id) ? sideOf(row.a_nik, row.a_kk, row.a_nama, row.a_tgl, row.a_desa, row.a_kec, row.a_desil) : null,
    after: isIn(row.b_id) ? sideOf(row.b_nik, row.b_kk, row.b_nama, row.b_tgl, row.b_desa, row.b_kec, row.b_desil) : null,
    moved: row.moved === 1,
    cardsNow: row.cards_now ?? 1,
    cardsBefore: row.cards_before ?? 1,
    otherNik,
  };
}

function sideOf(
  nik: string | null,
  noKk: string | null,
  nama: string | null,
  tanggalLahir: string | null,
  desa: string | null,
  kecamatan: string | null,
  desil: number | null,
): Side {
  return {
    nik: nik ?? "",
    noKk: noKk ?? "",
    nama: nama ?? "",
    tanggalLahir: tanggalLahir ?? "",
    desa: desa ?? "",
    kecamatan: kecamatan ?? "",
    desil,
    status: "",
  };
}
