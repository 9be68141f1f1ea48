/**
 * Persons on their way into an index: joined to their families, counted, and written to sorted runs. They come from files of the
 * extract or from an index that is being added to; both take the same way from what their own row says.
 */
import { threadId } from "node:worker_threads";
import { isDefaultDate } from "../normalise/fields/birth-date.ts";
import type { FamilyTable } from "./family-table.ts";
import { FAMILY_MISSING, joinFamily, P, referenceOf, type PersonRow } from "./person-row.ts";
import { PersonSpill, type Run } from "./person-spill.ts";
import { halfOf } from "./schema.ts";

/** Which tables of places the family files' and the existing index's are, among those of the threads. */
export const FAMILY_PLACES = -1;
export const EXISTING_PLACES = -2;

/** What was counted of the persons of a thread. */
export interface PersonCounts {
  readonly tokens: ReadonlyMap<string, number>;
  readonly nikPrefixes: readonly number[];
  readonly birthYears: ReadonlyMap<number, number>;
  readonly defaultBirthDates: number;
  readonly withoutNik: number;
  readonly withoutFamily: number;
  readonly withoutDesil: number;
}

export class PersonIntake {
  /** Families by card; `null`: no file of families was given. */
  private readonly families: FamilyTable | null;
  private readonly spills: { readonly read: PersonSpill; readonly existing: PersonSpill };
  private readonly tokens = new Tally<string>();
  private readonly nikPrefixes = new Set<number>();
  private readonly birthYears = new Tally<number>();
  private defaultBirthDates = 0;
  private withoutNik = 0;
  private withoutFamily = 0;
  private withoutDesil = 0;

  /** The runs go to files whose names begin with `path`. */
  constructor(path: string, families: FamilyTable | null) {
    this.families = families;
    this.spills = { read: new PersonSpill(`${path}-read`, threadId), existing: new PersonSpill(`${path}-existing`, EXISTING_PLACES) };
  }

  /** Takes a row without family. `isFlat`: it has its own deciles. */
  add(row: PersonRow, isFlat: boolean, from: "read" | "existing"): void {
    const noKk = row[P.noKk] as string | null;
    joinFamily(row, this.families === null || noKk === null ? null : this.families.get(halfOf(noKk, 0), halfOf(noKk, 1)), isFlat);
    if ((row[P.notes] as number) & FAMILY_MISSING) this.withoutFamily++;
    else if (row[P.desil] === null) this.withoutDesil++;
    this.spills[from].add(row);
    this.count(row);
  }

  close(): { readonly runs: readonly Run[]; readonly counts: PersonCounts } {
    const { tokens, birthYears, defaultBirthDates, withoutNik, withoutFamily, withoutDesil } = this;
    return {
      runs: [...this.spills.existing.finish(), ...this.spills.read.finish()],
      counts: {
        tokens: tokens.counts(),
        nikPrefixes: [...this.nikPrefixes],
        birthYears: birthYears.counts(),
        defaultBirthDates,
        withoutNik,
        withoutFamily,
        withoutDesil,
      },
    };
  }

  private count(row: PersonRow): void {
    const { nik, birthDate, name } = referenceOf(row);
    if (nik === null) this.withoutNik++;
    else this.nikPrefixes.add(Math.floor(halfOf(nik, 0) / 100));
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
