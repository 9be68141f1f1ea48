/**
 * Persons on their way into an index: joined to their families, counted, and gathered in sorted runs. They come from files of
 * the extract or from an index that is being added to; both take the same way from what their own row says.
 */
import { threadId } from "node:worker_threads";
import { isDefaultDate } from "../normalise/fields/birth-date.ts";
import type { Deciles } from "../link/reference-person.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { Family, FamilyTable } from "./family-table.ts";
import { halfOf } from "./index-format.ts";
import { RunWriter, type Run } from "./person-runs.ts";
import { BORROWED, unpackDeciles, writeFeatures, writePersonHead, type Features, type Lane } from "./reference-codec.ts";

/** Place numbers of the family files, and those of the index being added to, among those of all threads. */
export const FAMILY_PLACES = -1;
export const KEPT_PLACES = -2;

/** What a row of persons says by itself. */
export interface OwnPart {
  readonly file: number;
  readonly row: number;
  /** Sixteen digits or none. */
  readonly nik: string | null;
  readonly features: Features;
  readonly lane: Lane;
  /** Number of the civil-register place among its thread's or the kept ones. */
  readonly place: number;
  readonly notHead: boolean;
  /** Deciles of a flat file; `null`: the family has them. */
  readonly deciles: OwnDeciles | null;
  /** Flags of `writeTexts`. */
  readonly textFlags: number;
}

export interface OwnDeciles {
  readonly desil: number | null;
  readonly deciles: Deciles;
  readonly desilInvalid: boolean;
}

/** What was counted of the persons of a thread. */
export interface PersonCounts {
  readonly tokens: ReadonlyMap<string, number>;
  readonly nikPrefixes: readonly number[];
  readonly birthYears: ReadonlyMap<number, number>;
  readonly defaultBirthDates: number;
  readonly withoutFamily: number;
  readonly withoutDesil: number;
}

export class PersonGatherer {
  /** Families by card; `null`: no file of families was given. */
  private readonly families: FamilyTable | null;
  private readonly runs: { readonly read: RunWriter; readonly kept: RunWriter };
  private readonly tokens = new Tally<string>();
  private readonly nikPrefixes = new Set<number>();
  private readonly birthYears = new Tally<number>();
  private defaultBirthDates = 0;
  private withoutFamily = 0;
  private withoutDesil = 0;
  private readonly written = new ByteWriter(256);
  private readonly person = new ByteWriter(256);

  /** The runs go to files whose names begin with `path`. */
  constructor(path: string, families: FamilyTable | null) {
    this.families = families;
    this.runs = { read: new RunWriter(`${path}-read`, threadId), kept: new RunWriter(`${path}-kept`, KEPT_PLACES) };
  }

  /** `texts` are the bytes of `writeTexts`. */
  add(own: OwnPart, texts: Uint8Array, from: "read" | "kept"): void {
    const { nik, features, file, row } = own;
    const { noKk } = features;
    const family = this.families === null || noKk === null ? null : this.families.get(halfOf(noKk, 0), halfOf(noKk, 1));
    const familyMissing = own.deciles === null && family === null;
    const { desil, deciles, desilInvalid } = own.deciles ?? (family === null ? noDeciles : ofFamily(family));
    if (familyMissing) this.withoutFamily++;
    else if (desil === null) this.withoutDesil++;

    const { lane, borrowed } = family === null ? { lane: own.lane, borrowed: 0 } : filledUp(own.lane, family.lane);
    this.written.length = 0;
    writeFeatures(this.written, features, lane);
    this.person.length = 0;
    writePersonHead(this.person, own.textFlags, { file, notHead: own.notHead, borrowed, desil, deciles, desilInvalid, familyMissing });
    this.person.append(texts);
    this.runs[from].add(
      {
        nik: nik === null ? null : { high: halfOf(nik, 0), low: halfOf(nik, 1) },
        file,
        row,
        placeKtp: own.place,
        placeFamily: family === null ? -1 : family.place,
      },
      this.written,
      this.person,
    );
    this.count(nik, features);
  }

  close(): { readonly runs: readonly Run[]; readonly counts: PersonCounts } {
    const { tokens, birthYears, defaultBirthDates, withoutFamily, withoutDesil } = this;
    return {
      runs: [...this.runs.kept.finish(), ...this.runs.read.finish()],
      counts: {
        tokens: tokens.counts(),
        nikPrefixes: [...this.nikPrefixes],
        birthYears: birthYears.counts(),
        defaultBirthDates,
        withoutFamily,
        withoutDesil,
      },
    };
  }

  private count(nik: string | null, { birthDate, name }: Features): void {
    if (nik !== null) this.nikPrefixes.add(Math.floor(halfOf(nik, 0) / 100));
    if (birthDate !== 0) {
      this.birthYears.add(Math.floor(birthDate / 10000));
      if (isDefaultDate(birthDate)) this.defaultBirthDates++;
    }
    if (name === null) return;
    const { tokens } = name;
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at]!;
      if (tokens.indexOf(token) === at) this.tokens.add(token);
    }
  }
}

/** How often each was met, with one look-up a time. */
class Tally<Key> {
  private readonly counters = new Map<Key, { count: number }>();

  add(key: Key): void {
    const counter = this.counters.get(key);
    if (counter === undefined) this.counters.set(key, { count: 1 });
    else counter.count++;
  }

  counts(): ReadonlyMap<Key, number> {
    return new Map([...this.counters].map(([key, { count }]) => [key, count]));
  }
}

const noDeciles: OwnDeciles = { desil: null, deciles: unpackDeciles(0), desilInvalid: false };

function ofFamily({ deciles, desilInvalid }: Family): OwnDeciles {
  return { desil: deciles >>> 12 || null, deciles: unpackDeciles(deciles), desilInvalid };
}

/** The person's own lane, filled up with the family's; and what was borrowed for it. */
function filledUp(own: Lane, family: Lane): { readonly lane: Lane; readonly borrowed: number } {
  const isWordless = own.addressHashes.length === 0;
  return {
    lane: { rt: own.rt ?? family.rt, rw: own.rw ?? family.rw, addressHashes: isWordless ? family.addressHashes : own.addressHashes },
    borrowed: (own.rt === null ? BORROWED.rt : 0) | (own.rw === null ? BORROWED.rw : 0) | (isWordless ? BORROWED.words : 0),
  };
}

/** The lane without what was borrowed. */
export function ownLane({ rt, rw, addressHashes }: Lane, borrowed: number): Lane {
  return {
    rt: borrowed & BORROWED.rt ? null : rt,
    rw: borrowed & BORROWED.rw ? null : rw,
    addressHashes: borrowed & BORROWED.words ? [] : addressHashes,
  };
}
