import { referenceKeys } from "../../src/link/block/blocking.ts";
import { blockPersonOf, decodePeople, encodePeople, type PeopleBlock } from "../../src/link/block/people-block.ts";
import type { Block, ReferenceIndex, ReferencePlaces } from "../../src/link/reference-index.ts";
import type { ReferenceRecord } from "../../src/normalise/record.ts";
import { sketchOf } from "../../src/link/block/sketch.ts";

/** Places for tests: village ids are `10 * kecamatan + n`; the list's village is given by its id in `desa`. */
export const numberedPlaces: ReferencePlaces = {
  resolve: ({ desa, kecamatan }) => ({
    desa: desa === null ? [] : [Number(desa)],
    kecamatan: kecamatan !== null ? Number(kecamatan) : desa === null ? -1 : Math.floor(Number(desa) / 10),
    kabupaten: 0,
    isGuess: false,
  }),
  relation: (left, place) => {
    if (left.desa.includes(place)) return "desa";
    if (left.kecamatan < 0) return "unknown";
    return left.kecamatan === Math.floor(place / 10) ? "kecamatan" : "kabupaten";
  },
  kecamatanOf: (place) => Math.floor(place / 10),
  villagesOf: (kecamatan) => Array.from({ length: 10 }, (_, at) => 10 * kecamatan + at),
  kecamatanOfCode: () => -1,
  placeCounts: { desa: 100, kecamatan: 10, kabupaten: 1 },
  covers: () => true,
};

/** The index as an array: the same promises as the one on disk, for tests of the linkage. */
export function arrayIndex(people: readonly ReferenceRecord[]): ReferenceIndex {
  const blocks = new Map<number, number[]>();
  const tokens = new Map<string, number>();
  for (const person of people) {
    for (const key of referenceKeys(person, numberedPlaces)) blocks.set(key, [...(blocks.get(key) ?? []), person.id]);
    for (const token of new Set(person.name?.tokens ?? [])) tokens.set(token, (tokens.get(token) ?? 0) + 1);
  }
  const where = (holds: (nik: string) => boolean): number[] => people.filter(({ nik }) => nik !== null && holds(nik)).map(({ id }) => id);
  const blocked = (belongs: (person: ReferenceRecord) => boolean): PeopleBlock[] => {
    const found = people.filter(belongs);
    return found.length === 0 ? [] : [decodePeople(encodePeople(found.map(blockPersonOf)))];
  };
  const block = (key: number): Block => {
    const ids = blocks.get(key) ?? [];
    return { ids, sketches: ids.map((id) => sketchOf(people[id]!, numberedPlaces)), size: ids.length, capped: false };
  };
  return {
    size: people.length,
    places: numberedPlaces,
    holders: (niks) => niks.map((nik) => people.filter((person) => person.nik === nik)),
    referencesOf: (ids) => ids.map((id) => people[id]!),
    villages: (places) => places.map((place) => blocked(({ placeKtp, placeFamily }) => placeKtp === place || placeFamily === place)),
    bornOn: (dates) => dates.map((date) => blocked(({ birthDate }) => birthDate === date)),
    blocks: (keys) => keys.map(block),
    nikPrefixIds: (prefix) => where((own) => own.startsWith(prefix)),
    hasNikPrefix6: (prefix) => where((own) => own.startsWith(prefix)).length > 0,
    tokenFrequency: (token) => (tokens.get(token) ?? 0) / people.length,
  };
}
