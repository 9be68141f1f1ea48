/**
 * What a new index takes over from an existing one: persons, families and villages of the files it keeps. Whatever depends on
 * the other files (who is whose family, ids, counts) is made anew, by the way that fresh rows take.
 */
import type Database from "better-sqlite3";
import { FAMILY_WORDS, PLACE_WORD } from "./family-table.ts";
import { familiesOf, type FamilyBatch } from "./family-rows.ts";
import { DamagedRow, IndexDatabase } from "./index-database.ts";
import type { PersonIntake } from "./person-intake.ts";
import { isSound, P, withoutFamily, type PersonRow } from "./person-row.ts";
import { readPlaces } from "./place-rows.ts";
import type { MetPlace, PlaceRegistry, Spelling } from "./place-registry.ts";

/** The existing index as a thread needs to know it. */
export interface ExistingSetup {
  readonly path: string;
  readonly persons: number;
  /** By the file's number in the existing index: its number in the new one (-1: not kept), and whether it has its own deciles. */
  readonly files: readonly { readonly number: number; readonly isFlat: boolean }[];
}

/** The persons of the existing index, for one thread. */
export class ExistingPersons implements Disposable {
  private readonly setup: ExistingSetup;
  private readonly database: IndexDatabase;
  private readonly select: Database.Statement;

  constructor(setup: ExistingSetup) {
    this.setup = setup;
    this.database = new IndexDatabase(setup.path);
    this.select = this.database.db.prepare("select * from person where id >= ? and id < ?").raw();
  }

  /** Hands over the persons with ids from `from` to before `to`; gives how many they are. */
  take(from: number, to: number, intake: PersonIntake): number {
    return this.database.read(() => {
      const end = Math.min(to, this.setup.persons);
      const rows = this.select.all(from, end) as PersonRow[];
      if (rows.length !== end - from) throw new DamagedRow("person");
      let taken = 0;
      for (const row of rows) {
        if (!isSound(row)) throw new DamagedRow("person");
        const { number, isFlat } = this.setup.files[row[P.file] as number]!;
        if (number < 0) continue;
        withoutFamily(row, isFlat);
        row[P.file] = number;
        intake.add(row, isFlat, "existing");
        taken++;
      }
      return taken;
    });
  }

  [Symbol.dispose](): void {
    this.database[Symbol.dispose]();
  }
}

/** Villages and families of the existing index. */
export class ExistingFamilies implements Disposable {
  private readonly database: IndexDatabase;
  private readonly setup: ExistingSetup;
  /** By number in the existing index; spellings only of files that are kept, under their new numbers. */
  readonly places: readonly MetPlace[];

  constructor(setup: ExistingSetup) {
    this.setup = setup;
    this.database = new IndexDatabase(setup.path);
    const { db } = this.database;
    this.places = this.database.read(() => {
      const spellings = new Map<number, Spelling[]>();
      for (const { place, file, row, desa, kecamatan } of db.prepare("select * from spelling").all() as Iterable<
        Spelling & { place: number }
      >) {
        const { number } = setup.files[file]!;
        if (number >= 0) spellings.set(place, [...(spellings.get(place) ?? []), { file: number, row, desa, kecamatan }]);
      }
      return readPlaces(db).map(({ provinsi, kabupaten, kecamatan, desa, kode }, id) => ({
        place: { provinsi, kabupaten, kecamatan, desa, kode, rt: null, rw: null, addressTokens: [] },
        spellings: spellings.get(id) ?? [],
      }));
    });
  }

  /** The families of a file (its number in the existing index), in the order of its rows; places are numbers of `registry`. */
  *families(file: number, registry: PlaceRegistry): Generator<FamilyBatch> {
    const { number } = this.setup.files[file]!;
    const placeOf = (id: number): number => {
      const { place, spellings } = this.places[id]!;
      const spelling = spellings.find((each) => each.file === number);
      if (spelling === undefined) throw new DamagedRow("spelling");
      return registry.add(place, number, spelling.row, () => spelling);
    };
    const batches = familiesOf(this.database.db, file, placeOf);
    for (;;) {
      const { done, value } = this.database.read(() => batches.next());
      if (done === true) return;
      yield value;
    }
  }

  [Symbol.dispose](): void {
    this.database[Symbol.dispose]();
  }
}

/** Renumbers the places of packed families; those without one stay so. */
export function renumberPlaces(families: Uint32Array, ids: readonly number[]): void {
  for (let at = PLACE_WORD; at < families.length; at += FAMILY_WORDS) {
    const place = families[at]! | 0;
    if (place >= 0) families[at] = ids[place]!;
  }
}
