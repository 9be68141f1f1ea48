/**
 * What a new index takes over from an existing one: persons, families and villages of the files it keeps. Whatever depends on
 * the other files (who is whose family, ids, counts) is made anew, by the way that fresh rows take.
 */
import type Database from "better-sqlite3";
import { closeSync, openSync } from "node:fs";
import type { Place } from "../normalise/record.ts";
import { openArea, type AreaShape } from "./area-directory.ts";
import { ByteReader } from "./byte-writer.ts";
import type { AreaReader } from "./data-area.ts";
import { FAMILY_WORDS, PLACE_WORD } from "./family-table.ts";
import { PERSON_PAGE } from "./index-format.ts";
import { firstLength, recordLength, recordsIn, recordStart } from "./index-pages.ts";
import { ownLane, type PersonGatherer } from "./person-gatherer.ts";
import type { MetPlace, PlaceRegistry, Spelling } from "./place-registry.ts";
import { readPersonHead, readReference } from "./reference-codec.ts";
import { openSqlite } from "./sqlite.ts";

/** The existing index as a thread needs to know it. */
export interface KeptSetup extends AreaShape {
  readonly path: string;
  /** By the file's number in the existing index: its number in the new one (-1: not kept), and whether it has its own deciles. */
  readonly files: readonly { readonly number: number; readonly isFlat: boolean }[];
}

/** Pages of persons in the existing index. */
export function pagesOf({ persons }: KeptSetup): number {
  return Math.ceil(persons / PERSON_PAGE);
}

/** The persons of the existing index, for one thread. */
export class KeptPersons {
  private readonly setup: KeptSetup;
  private readonly descriptor: number;
  private readonly pages: AreaReader;
  private readonly reader = new ByteReader(new Uint8Array(0));

  constructor(setup: KeptSetup) {
    this.setup = setup;
    this.descriptor = openSync(setup.path, "r");
    const area = openArea(this.descriptor, setup);
    if (area === null) throw new Error("the index ends early");
    this.pages = area.persons;
  }

  /** Gathers the persons of the pages from `from` to before `to`; gives how many they are. */
  gather(from: number, to: number, gatherer: PersonGatherer): number {
    let gathered = 0;
    const end = Math.min(to, this.pages.entries);
    const all = new Uint8Array(this.pages.size(from, end));
    if (!this.pages.read(all, 0, from, end)) throw new Error("the index ends early");
    for (let page = from; page < end; page++) {
      const records = all.subarray(this.pages.size(from, page), this.pages.size(from, page + 1));
      const count = recordsIn(page, this.setup.persons);
      let start = recordStart(records, count, 0);
      for (let slot = 0; slot < count; slot++) {
        const end = start + recordLength(records, slot);
        if (this.take(records, start, start + firstLength(records, count, slot), end, gatherer)) gathered++;
        start = end;
      }
    }
    return gathered;
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor);
  }

  private take(records: Uint8Array, start: number, middle: number, end: number, gatherer: PersonGatherer): boolean {
    const { reader } = this;
    reader.bytes = records;
    reader.at = middle;
    const { textFlags, file, notHead, borrowed, desil, deciles, desilInvalid } = readPersonHead(reader);
    const { number, isFlat } = this.setup.files[file]!;
    if (number < 0) return false;
    const texts = records.subarray(reader.at, end);
    const row = reader.varint();
    reader.at = start;
    const person = readReference(reader, middle, 0);
    gatherer.add(
      {
        file: number,
        row,
        nik: person.nik,
        features: person,
        lane: ownLane(person, borrowed),
        place: person.placeKtp,
        notHead,
        textFlags,
        deciles: isFlat ? { desil, deciles, desilInvalid } : null,
      },
      texts,
      "kept",
    );
    return true;
  }
}

/** Villages and families of the existing index. */
export class KeptIndex {
  private readonly db: Database.Database;
  private readonly setup: KeptSetup;
  /** By number in the existing index; spellings only of files that are kept, under their new numbers. */
  readonly places: readonly MetPlace[];
  /** What the place numbers in its families mean. */
  private readonly placeOfFamily: ReadonlyMap<number, number>;

  constructor(setup: KeptSetup) {
    this.setup = setup;
    this.db = openReadOnly(setup.path);
    const spellings = new Map<number, Spelling[]>();
    for (const { place, file, row, desa, kecamatan } of this.db.prepare("select * from spelling").all() as Iterable<
      Spelling & { place: number }
    >) {
      const { number } = setup.files[file]!;
      if (number >= 0) spellings.set(place, [...(spellings.get(place) ?? []), { file: number, row, desa, kecamatan }]);
    }
    this.placeOfFamily = new Map(this.db.prepare("select id, place from family_place").raw().all() as Iterable<[number, number]>);
    const rows = this.db.prepare("select value from place order by id").pluck().all() as string[];
    this.places = rows.map((value, id) => {
      const { provinsi, kabupaten, kecamatan, desa, kode } = JSON.parse(value) as Pick<
        Place,
        "provinsi" | "kabupaten" | "kecamatan" | "desa" | "kode"
      >;
      return {
        place: { provinsi, kabupaten, kecamatan, desa, kode, rt: null, rw: null, addressTokens: [] },
        spellings: spellings.get(id) ?? [],
      };
    });
  }

  /** The packed families of a file (its number in the existing index), in the order of its rows; places are numbers of `registry`. */
  *families(file: number, registry: PlaceRegistry): Generator<Uint32Array> {
    const { number } = this.setup.files[file]!;
    const batches = this.db.prepare("select batch from family where file = ? order by batch").pluck().all(file);
    const select = this.db.prepare("select families from family where batch = ?").pluck();
    for (const batch of batches) {
      const families = new Uint32Array((select.get(batch) as Uint8Array).slice().buffer);
      for (let at = 0; at < families.length; at += FAMILY_WORDS) {
        const id = families[at + PLACE_WORD]! | 0;
        if (id < 0) continue;
        const { place, spellings } = this.places[this.placeOfFamily.get(id)!]!;
        const spelling = spellings.find((each) => each.file === number)!;
        families[at + PLACE_WORD] = registry.add(place, number, spelling.row, () => spelling);
      }
      yield families;
    }
  }

  [Symbol.dispose](): void {
    this.db.close();
  }
}

function openReadOnly(path: string): Database.Database {
  return openSqlite(path, { readonly: true, fileMustExist: true });
}
