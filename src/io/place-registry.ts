/** Villages met while reading, numbered as they come; each with the spelling of the row that stands first in the files. */
import type { Place } from "../linkage/record.ts";

/** A village as rows name it. */
export interface MetPlace {
  readonly place: Place;
  readonly desa: string;
  readonly kecamatan: string;
  /** The row it was met on first. */
  readonly file: number;
  readonly row: number;
}

export class PlaceRegistry {
  private readonly ids = new Map<string, number>();
  private readonly met: MetPlace[] = [];
  private last: Place | null = null;
  private lastId = -1;

  /** The number of a village; -1 where the row names none. `spelling` gives the cells of village and kecamatan. */
  add(place: Place, file: number, row: number, spelling: () => { desa: string; kecamatan: string }): number {
    // Neighbouring rows mostly share their village, and comparing is cheaper than making a key.
    if (this.last !== null && isSameVillage(this.last, place)) return this.lastId;
    this.last = place;
    this.lastId = this.numberOf(place, file, row, spelling);
    return this.lastId;
  }

  private numberOf(place: Place, file: number, row: number, spelling: () => { desa: string; kecamatan: string }): number {
    const key = placeKey(place);
    if (key === nowhere) return -1;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.met.push({ place: villageOf(place), ...spelling(), file, row }) - 1;
      this.ids.set(key, id);
    }
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
  return left.kode === right.kode && left.desa === right.desa && left.kecamatan === right.kecamatan &&
    left.kabupaten === right.kabupaten && left.provinsi === right.provinsi;
}

const nowhere = "||||";

/** A place without what differs from house to house. */
function villageOf({ provinsi, kabupaten, kecamatan, desa, kode }: Place): Place {
  return { provinsi, kabupaten, kecamatan, desa, kode, rt: null, rw: null, addressTokens: [] };
}

/**
 * One list of the villages of several registries, in the order of their keys, so that it does not depend on who met them; and
 * for each registry the new number of every one of its own.
 */
export function mergePlaces(registries: readonly (readonly MetPlace[])[]): { places: MetPlace[]; numbers: Int32Array[] } {
  const byKey = new Map<string, MetPlace>();
  for (const registry of registries) {
    for (const met of registry) {
      const key = placeKey(met.place);
      const known = byKey.get(key);
      if (known === undefined || met.file < known.file || (met.file === known.file && met.row < known.row)) byKey.set(key, met);
    }
  }
  const keys = [...byKey.keys()].sort(compareText);
  const numberOf = new Map(keys.map((key, number) => [key, number]));
  return {
    places: keys.map((key) => byKey.get(key)!),
    numbers: registries.map((registry) => Int32Array.from(registry, ({ place }) => numberOf.get(placeKey(place))!)),
  };
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
