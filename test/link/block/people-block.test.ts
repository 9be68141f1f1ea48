import { describe, expect, test } from "vitest";
import {
  decodePeople,
  DamagedBlock,
  blockPersonOf,
  encodePeople,
  keyHash,
  MAX_PEOPLE,
  sexCode,
  type PeopleBlock,
} from "../../../src/link/block/people-block.ts";
import { fullNameKey, joinedNameKey, skeleton } from "../../../src/normalise/name/name-keys.ts";
import type { ReferenceRecord } from "../../../src/normalise/record.ts";
import { random } from "../../support/random.ts";

const WORDS = ["SITI", "AMINAH", "BUDI", "SANTOSO", "DEDI", "YOYANDI", "NUR", "M", "KHAIRUNISA", "TRI", "X".repeat(300)];

function person(id: number, next: () => number): ReferenceRecord {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const some = (most: number): string[] => Array.from({ length: 1 + Math.floor(next() * most) }, () => pick(WORDS));
  const digits = (): string => String(1e15 + Math.floor(next() * 8e15));
  return {
    id: id * (1 + Math.floor(next() * 2)) + Math.floor(next() * 1e5),
    nik: digits(),
    noKk: next() < 0.1 ? null : digits(),
    name: next() < 0.05 ? null : { tokens: [...new Set(some(9))], alternatives: next() < 0.1 ? [some(3), some(5)] : [], marks: [] },
    birthDate: next() < 0.05 ? 0 : 19500000 + Math.floor(next() * 60) * 10000 + Math.floor(next() * 13) * 100,
    sex: pick([null, "L", "P"] as const),
    placeKtp: next() < 0.1 ? -1 : Math.floor(next() * 80_000),
    placeFamily: next() < 0.1 ? -1 : 12,
    rt: pick([null, 1, 999]),
    rw: pick([null, 4]),
    addressHashes: Array.from({ length: Math.floor(next() * 4) }, () => Math.floor(next() * 65_536)),
  };
}

function peopleOf(count: number, seed: number): ReferenceRecord[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, id) => person(id, next));
}

/** What the block says of one person. */
function shown(block: PeopleBlock, at: number): unknown {
  const within = (ends: Uint16Array): [number, number] => [at === 0 ? 0 : ends[at - 1]!, ends[at]!];
  const wordAt = (word: number): string =>
    String.fromCharCode(...block.letters.subarray(word === 0 ? 0 : block.letterEnds[word - 1]!, block.letterEnds[word]));
  const words = [...block.wordKeys.keys()].filter((word) =>
    block.bearers.subarray(word === 0 ? 0 : block.bearerEnds[word - 1]!, block.bearerEnds[word]).includes(at),
  );
  return {
    id: block.ids[at],
    birthDate: block.birthDates[at],
    sex: block.sexes[at],
    ktp: block.placesKtp[at]! - 1,
    family: block.placesFamily[at]! - 1,
    card: block.cards[at],
    whole: block.wholeNames[at],
    joined: block.joinedNames[at],
    rt: block.rts[at],
    rw: block.rws[at],
    address: [...block.addressWords.subarray(...within(block.addressEnds))],
    wordCount: block.wordCounts[at],
    words: words.map((word) => `${block.wordKeys[word]} ${wordAt(word)}`).sort(),
  };
}

function expected({ id, noKk, name, birthDate, sex, placeKtp, placeFamily, rt, rw, addressHashes }: ReferenceRecord): unknown {
  const all =
    name === null ? [] : name.alternatives.length === 0 ? name.tokens : [...new Set([...name.tokens, ...name.alternatives.flat()])];
  const words = all.slice(0, 7);
  return {
    id,
    birthDate,
    sex: sexCode(sex),
    ktp: placeKtp,
    family: placeFamily,
    card: noKk === null ? 0 : keyHash(noKk),
    whole: name === null ? 0 : keyHash(fullNameKey(name)),
    joined: name === null ? 0 : keyHash(joinedNameKey(name)),
    rt: rt ?? 0,
    rw: rw ?? 0,
    address: addressHashes,
    wordCount: words.length,
    words: words.map((word) => `${keyHash(skeleton(word))} ${word.slice(0, 255)}`).sort(),
  };
}

describe("a block of people", () => {
  test.each([0, 1, 2, 17, 300, 3_000])("says of %i people what was said of them", (count) => {
    const people = peopleOf(count, count + 1).sort((a, b) => a.birthDate - b.birthDate);
    const block = decodePeople(encodePeople(people.map(blockPersonOf)));
    expect(block.count).toBe(count);
    expect(people.map((_, at) => shown(block, at))).toEqual(people.map(expected));
    expect(decodePeople(encodePeople([...people].sort((a, b) => b.birthDate - a.birthDate).map(blockPersonOf))).birthDates).toEqual(
      block.birthDates,
    );
    expect([...block.wordKeys]).toEqual([...block.wordKeys].sort((a, b) => a - b));
  });

  test("reads the same wherever its bytes lie", () => {
    const bytes = encodePeople(peopleOf(50, 3).map(blockPersonOf));
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);
    expect(decodePeople(moved.subarray(3))).toEqual(decodePeople(bytes));
  });

  test("holds no more than it can count", () => {
    expect(() => encodePeople(peopleOf(MAX_PEOPLE + 1, 5).map(blockPersonOf))).toThrow(RangeError);
  });

  test("cut short or lengthened anywhere, it is told", () => {
    const bytes = encodePeople(peopleOf(20, 7).map(blockPersonOf));
    for (let length = 0; length < bytes.length; length++) expect(() => decodePeople(bytes.subarray(0, length))).toThrow(DamagedBlock);
    expect(() => decodePeople(Uint8Array.of(...bytes, 0))).toThrow(DamagedBlock);
  });

  test("with a byte changed it is told, or says something else within its bounds", () => {
    const bytes = encodePeople(peopleOf(20, 9).map(blockPersonOf));
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1 << (at % 8);
      let block: PeopleBlock;
      try {
        block = decodePeople(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(DamagedBlock);
        continue;
      }
      for (let person = 0; person < block.count; person++) expect(JSON.stringify(shown(block, person))).not.toContain("null");
    }
  });
});
