/** Villages met while reading, numbered as they come; each with the spelling of the row that stands first in every file. */
import type { Place } from "../normalise/record.ts";

/** How a file spells a village, on the row that names it first. */
export interface Spelling {
  readonly file: number;
  readonly row: number;
  readonly desa: string;
  readonly kecamatan: string;
}

/** A village as rows name it; a spelling for every file it was met in. */
export interface MetPlace {
  readonly place: Place;
  readonly spellings: readonly Spelling[];
}

export class PlaceRegistry {
  private readonly ids = new Map<string, number>();
  private readonly met: { readonly place: Place; readonly spellings: Spelling[] }[] = [];
  private last: Place | null = null;
  private lastFile = -1;
  private lastId = -1;

  /** The number of a village; -1 where the row names none. `spelling` gives the cells of village and kecamatan. */
  add(place: Place, file: number, row: number, spelling: () => { desa: string; kecamatan: string }): number {
    // Neighbouring rows mostly share their village, and comparing is cheaper than making a key.
    if (this.last !== null && file === this.lastFile && isSameVillage(this.last, place)) return this.lastId;
    this.last = place;
    this.lastFile = file;
    this.lastId = this.numberOf(place, file, row, spelling);
    return this.lastId;
  }

  private numberOf(place: Place, file: number, row: number, spelling: () => { desa: string; kecamatan: string }): number {
    const key = placeKey(place);
    if (key === nowhere) return -1;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.met.push({ place: villageOf(place), spellings: [] }) - 1;
      this.ids.set(key, id);
    }
    const { spellings } = this.met[id]!;
    if (!spellings.some((known) => known.file === file)) spellings.push({ file, row, ...spelling() });
    return id;
  }

  get places(): readonly MetPlace[] {
    return this.met;
  }
}

/** A village's names and code as one text; villages are in its order in the index. */
export function placeKey({ provinsi, kabupaten, kecamatan, desa, kode }: Place): string {
  return `${kode ?? ""}|${provinsi ?? ""}|${kabupaten ?? ""}|${kecamatan ?? ""}|${desa ?? ""}`;
}

function isSameVillage(left: Place, right: Place): boolean {
  return (
    left.kode === right.kode &&
    left.desa === right.desa &&
    left.kecamatan === right.kecamatan &&
    left.kabupaten === right.kabupaten &&
    left.provinsi === right.provinsi
  );
}

const nowhere = "||||";

/** A place without what differs from house to house. */
function villageOf({ provinsi, kabupaten, kecamatan, desa, kode }: Place): Place {
  return { provinsi, kabupaten, kecamatan, desa, kode, rt: null, rw: null, addressTokens: [] };
}

/**
 * One list of the villages of several registries, in the order of their keys, so that it does not depend on who met them, with
 * their spellings in the order of the files; and for each registry the new number of every one of its own. A village that no
 * file spells (any longer) is left out, its number -1.
 */
export function mergePlaces(registries: readonly (readonly MetPlace[])[]): { places: MetPlace[]; numbers: Int32Array[] } {
  const byKey = new Map<string, { readonly place: Place; readonly spellings: Map<number, Spelling> }>();
  for (const { place, spellings } of registries.flat()) {
    const key = placeKey(place);
    let known = byKey.get(key);
    if (known === undefined && spellings.length > 0) byKey.set(key, (known = { place, spellings: new Map() }));
    for (const spelling of spellings) {
      const earlier = known!.spellings.get(spelling.file);
      if (earlier === undefined || spelling.row < earlier.row) known!.spellings.set(spelling.file, spelling);
    }
  }
  const keys = [...byKey.keys()].sort(compareText);
  const numberOf = new Map(keys.map((key, number) => [key, number]));
  return {
    places: keys.map((key) => {
      const { place, spellings } = byKey.get(key)!;
      return { place, spellings: [...spellings.values()].sort((a, b) => a.file - b.file) };
    }),
    numbers: registries.map((registry) => Int32Array.from(registry, ({ place }) => numberOf.get(placeKey(place)) ?? -1)),
  };
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
