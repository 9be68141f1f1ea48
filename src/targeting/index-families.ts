/**
 * The families of an index, village by village: persons are laid so, which keeps what is held to one village, whatever the size of
 * the extract. A card is a family; who has none stands alone.
 */
import type Database from "better-sqlite3";
import type { IndexDatabase } from "../index/index-database.ts";
import { openProven } from "../index/verify-index.ts";
import type { IndexMeta } from "../index/index-meta.ts";
import type { DecileColumn } from "../programmes/programmes.ts";

/** Persons read by one statement. */
const CHUNK = 10_000;

export interface Member {
  readonly nik: string | null;
  readonly nama: string;
  readonly isHead: boolean;
  readonly desil: number | null;
  readonly rt: number | null;
  readonly rw: number | null;
  readonly file: string;
  readonly row: number;
}

export interface Family {
  /** Empty: a person without a card. */
  readonly noKk: string;
  readonly place: number;
  readonly members: readonly Member[];
}

export interface Place {
  readonly desa: string;
  readonly kecamatan: string;
}

export class IndexFamilies implements Disposable {
  readonly meta: IndexMeta;
  readonly places: ReadonlyMap<number, Place>;
  private readonly database: IndexDatabase;
  private readonly db: Database.Database;
  private readonly files: ReadonlyMap<number, string>;

  /** Throws as opening an index does. */
  constructor(path: string) {
    this.database = openProven(path);
    this.meta = this.database.meta;
    this.db = this.database.db;
    this.files = new Map(this.db.prepare("select id, nama from file").raw().all() as [number, string][]);
    const places = this.db.prepare("select id, ejaan_desa, ejaan_kecamatan from place").raw().all() as [number, string, string][];
    this.places = new Map(places.map(([id, desa, kecamatan]) => [id, { desa, kecamatan }]));
  }

  [Symbol.dispose](): void {
    this.database[Symbol.dispose]();
  }

  /** Throws `index-changed` where another index has been copied over this one meanwhile. */
  refuseChanged(): void {
    this.database.refuseChanged();
  }

  /** Villages in which any of these persons live. */
  placesOf(niks: Iterable<string>): Set<number> {
    const get = this.db.prepare("select coalesce(tempat_keluarga, tempat_ktp) from person where nik = ?").pluck();
    const found = new Set<number>();
    for (const nik of niks) {
      const place = get.get(nik) as number | null | undefined;
      if (place !== null && place !== undefined) found.add(place);
    }
    return found;
  }

  /** The families of these villages, or of all. */
  *families(places: ReadonlySet<number> | null, column: DecileColumn | null): Generator<Family> {
    const read = this.db
      .prepare(
        `select id, nik, no_kk, nama, kepala, ${column ?? "desil"}, coalesce(tempat_keluarga, tempat_ktp, -1), rt, rw, file, row
         from person where id > ? order by id limit ${CHUNK}`,
      )
      .raw();
    let village = -2;
    let families = new Map<string, Member[]>();
    for (let last = -1; ; ) {
      const rows = read.all(last) as PersonCells[];
      if (rows.length === 0) break;
      for (const [id, nik, noKk, nama, head, desil, place, rt, rw, file, row] of rows) {
        last = id;
        if (place !== village) {
          yield* familiesOf(families, village);
          families = new Map();
          village = place;
        }
        if (places !== null && !places.has(place)) continue;
        const member = { nik, nama, isHead: head === 1, desil, rt, rw, file: this.files.get(file) ?? "", row };
        // Without a card everybody is a family of their own; the space keeps them apart from cards.
        const key = noKk ?? ` ${id}`;
        const family = families.get(key);
        if (family === undefined) families.set(key, [member]);
        else family.push(member);
      }
    }
    yield* familiesOf(families, village);
  }

  /** What the family's own row says. */
  household(noKk: string): { readonly kepala: string; readonly alamat: string } {
    this.householdOf ??= this.db.prepare("select kepala, alamat from family where no_kk = ?");
    const row = this.householdOf.get(noKk) as { kepala: string | null; alamat: string | null } | undefined;
    return { kepala: row?.kepala ?? "", alamat: row?.alamat ?? "" };
  }

  private householdOf: Database.Statement | null = null;
}

type PersonCells = [
  id: number,
  nik: string | null,
  noKk: string | null,
  nama: string,
  head: number | null,
  desil: number | null,
  place: number,
  rt: number | null,
  rw: number | null,
  file: number,
  row: number,
];

function* familiesOf(families: ReadonlyMap<string, readonly Member[]>, place: number): Generator<Family> {
  for (const [key, members] of families) yield { noKk: key.startsWith(" ") ? "" : key, place, members };
}
