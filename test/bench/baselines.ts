/**
 * What offices do today, in its plainest form, to measure against: each row of a list gets one person of the extract or none.
 * Ties go to the first person of the extract, as they do with a spreadsheet's VLOOKUP.
 */
import { jaroWinkler } from "./jaro-winkler.ts";

/** A person as plain text, cleaned as a careful officer would: no marks in the NIK, one case, one kind of date. */
export interface PlainPerson {
  readonly file: string;
  readonly row: number;
  /** Sixteen digits, else empty. */
  readonly nik: string;
  /** Upper case, single spaces. */
  readonly name: string;
  /** `yyyymmdd`, else 0. */
  readonly birthDate: number;
}

/** Finds the person of the extract a row is linked to; null: none. */
export type Baseline = (row: PlainPerson) => PlainPerson | null;

/** From this similarity on two names count as one (the usual setting of the tools that use it). */
export const nameThreshold = 0.9;

/** The three baselines, each over the same extract. */
export function baselines(extract: readonly PlainPerson[]): Readonly<Record<"nik" | "nikOrNameDate" | "jaroWinkler", Baseline>> {
  const byNik = new Map<string, PlainPerson>();
  const byNameDate = new Map<string, PlainPerson>();
  const byDate = new Map<number, PlainPerson[]>();
  for (const person of extract) {
    if (person.nik !== "" && !byNik.has(person.nik)) byNik.set(person.nik, person);
    if (person.birthDate === 0) continue;
    const key = `${person.name}|${person.birthDate}`;
    if (!byNameDate.has(key)) byNameDate.set(key, person);
    const sameDate = byDate.get(person.birthDate);
    if (sameDate === undefined) byDate.set(person.birthDate, [person]);
    else sameDate.push(person);
  }
  const nik: Baseline = (row) => (row.nik === "" ? null : (byNik.get(row.nik) ?? null));
  return {
    nik,
    nikOrNameDate: (row) => nik(row) ?? (row.birthDate === 0 ? null : (byNameDate.get(`${row.name}|${row.birthDate}`) ?? null)),
    jaroWinkler: (row) => {
      let best: PlainPerson | null = null;
      let highest = nameThreshold;
      for (const person of byDate.get(row.birthDate) ?? []) {
        const similarity = jaroWinkler(row.name, person.name);
        if (similarity > highest || (similarity === highest && best === null)) {
          best = person;
          highest = similarity;
        }
      }
      return best;
    },
  };
}
