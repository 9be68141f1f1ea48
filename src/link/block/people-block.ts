/**
 * People who are searched as a whole - those of a village, those born on a date - as columns of typed arrays. Nobody in a block
 * can be missed for want of a key: a row is held against everybody's words, date and place, and the few who may be meant are
 * fetched. A block has its own list of words, sorted by their phonetic key, and of every word who bears it: a row touches those who
 * bear one of its words, and nobody else's name.
 *
 * In bytes: every column after the other, each as small as its numbers allow. What the bytes say is checked for what a reader
 * would stumble over, not for truth; a checksum is the index's affair.
 */
import { fullNameKey, joinedNameKey, skeleton } from "../../normalise/name/name-keys.ts";
import type { PlainDate, ReferenceRecord, Sex } from "../../normalise/record.ts";

/** People of one block; more are laid in several. */
export const MAX_PEOPLE = 8192;
/** Words kept of a name with all its readings, and address words of a person: a block's words must be countable in 16 bits. */
const MAX_WORDS = 7;
const MAX_ADDRESS_WORDS = 7;
const MAX_LETTERS = 255;

export interface PeopleBlock {
  readonly count: number;
  readonly ids: Uint32Array;
  /** `PlainDate`, rising; 0: unknown. */
  readonly birthDates: Uint32Array;
  /** `sexCode`. */
  readonly sexes: Uint8Array;
  /** Place ids plus one; 0: unknown. */
  readonly placesKtp: Uint32Array;
  readonly placesFamily: Uint32Array;
  /** `keyHash` of the family card; 0: none. */
  readonly cards: Uint32Array;
  /** `keyHash` of `fullNameKey` and of `joinedNameKey`; 0: no name. */
  readonly wholeNames: Uint32Array;
  readonly joinedNames: Uint32Array;
  /** 0: unknown. */
  readonly rts: Uint16Array;
  readonly rws: Uint16Array;
  /** The address words (`addressHash`) of person p stand from `addressEnds[p - 1]` (0 for the first) to before `addressEnds[p]`. */
  readonly addressEnds: Uint16Array;
  readonly addressWords: Uint16Array;
  /** How many words person p's name has, over all readings. */
  readonly wordCounts: Uint8Array;
  /** `keyHash` of the words' phonetic keys (`skeleton`), rising. */
  readonly wordKeys: Uint32Array;
  /** Who bears word w, as places in the columns above, rising: from `bearerEnds[w - 1]` to before `bearerEnds[w]` of `bearers`. */
  readonly bearerEnds: Uint32Array;
  readonly bearers: Uint16Array;
  /** The letters of word w stand from `letterEnds[w - 1]` to before `letterEnds[w]`. */
  readonly letterEnds: Uint32Array;
  readonly letters: Uint8Array;
  /** Bytes that the block takes in memory, about. */
  readonly bytes: number;
}

/** What the arrays of a block take beside their numbers: of a date with thirty people as much as these. */
const ARRAYS_BYTES = 2_000;

/** A block's bytes are not what `encodePeople` makes. */
export class DamagedBlock extends Error {}

/** FNV-1a in 32 bits, never 0. */
export function keyHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
}

/** 0: unknown. */
export function sexCode(sex: Sex | null): number {
  return sex === null ? 0 : sex === "L" ? 1 : 2;
}

/** What a block holds of a person, as the columns of `PeopleBlock` have it: made once, however many blocks the person is in. */
export interface BlockPerson {
  readonly id: number;
  readonly birthDate: PlainDate;
  readonly sex: number;
  readonly placeKtp: number;
  readonly placeFamily: number;
  readonly card: number;
  readonly wholeName: number;
  readonly joinedName: number;
  readonly rt: number;
  readonly rw: number;
  /** At most `MAX_ADDRESS_WORDS`. */
  readonly addressWords: readonly number[];
  /** At most `MAX_WORDS`. */
  readonly words: readonly string[];
}

export function blockPersonOf(person: ReferenceRecord): BlockPerson {
  const { id, birthDate, sex, placeKtp, placeFamily, noKk, name, rt, rw, addressHashes } = person;
  return {
    id,
    birthDate,
    sex: sexCode(sex),
    placeKtp: placeKtp + 1,
    placeFamily: placeFamily + 1,
    card: noKk === null ? 0 : keyHash(noKk),
    wholeName: name === null ? 0 : keyHash(fullNameKey(name)),
    joinedName: name === null ? 0 : keyHash(joinedNameKey(name)),
    rt: rt ?? 0,
    rw: rw ?? 0,
    addressWords: addressHashes.length <= MAX_ADDRESS_WORDS ? addressHashes : addressHashes.slice(0, MAX_ADDRESS_WORDS),
    words: name === null ? [] : wordsOf(name.tokens, name.alternatives),
  };
}

/** At most `MAX_PEOPLE`; laid by birth date, else in the order given. */
export function encodePeople(given: readonly BlockPerson[]): Uint8Array {
  const count = given.length;
  if (count > MAX_PEOPLE) throw new RangeError(`${count} people in one block`);
  const order = Float64Array.from(given, ({ birthDate }, at) => birthDate * MAX_PEOPLE + at).sort();
  const people = Array.from(order, (key) => given[key % MAX_PEOPLE]!);
  const numbers = (of: (person: BlockPerson) => number): Uint32Array => {
    const column = new Uint32Array(count);
    for (let at = 0; at < count; at++) column[at] = of(people[at]!);
    return column;
  };
  const words = new WordList(count);
  const addresses: number[] = [];
  for (const person of people) {
    words.add(person.words);
    for (const word of person.addressWords) addresses.push(word);
  }
  const { wordCounts, wordKeys, bearerCounts, bearers, letterCounts, letters } = words.sorted();
  const out = new ColumnWriter();
  out.number(count);
  out.number(addresses.length);
  out.number(bearers.length);
  out.number(wordKeys.length);
  out.number(letters.length);
  out.column(numbers(({ id }) => id));
  out.column(numbers(({ birthDate }) => birthDate));
  out.column(numbers(({ placeKtp }) => placeKtp));
  out.column(numbers(({ placeFamily }) => placeFamily));
  out.column(numbers(({ card }) => card));
  out.column(numbers(({ wholeName }) => wholeName));
  out.column(numbers(({ joinedName }) => joinedName));
  out.column(wordKeys);
  out.column(bearerCounts);
  out.column(letterCounts);
  out.column(numbers(({ rt }) => rt));
  out.column(numbers(({ rw }) => rw));
  out.column(numbers(({ addressWords }) => addressWords.length));
  out.column(addresses);
  out.column(bearers);
  out.column(numbers(({ sex }) => sex));
  out.column(wordCounts);
  out.letters(letters);
  return out.bytes.slice(0, out.length);
}

/** Throws `DamagedBlock`. Nothing of `bytes` is kept. */
export function decodePeople(bytes: Uint8Array): PeopleBlock {
  const reader = new ColumnReader(bytes);
  const count = reader.number(MAX_PEOPLE);
  const addresses = reader.number(MAX_PEOPLE * MAX_ADDRESS_WORDS);
  const names = reader.number(MAX_PEOPLE * MAX_WORDS);
  const words = reader.number(MAX_PEOPLE * MAX_WORDS);
  const letters = reader.number(Math.min(words * MAX_LETTERS, bytes.length));
  const room = new Room(36 * count + 2 * addresses + 2 * names + 12 * words + letters);
  const fours = (length: number): Uint32Array => reader.column(room.fours(length));
  const twos = (length: number): Uint16Array => reader.column(room.twos(length));
  const block: PeopleBlock = {
    count,
    ids: fours(count),
    birthDates: fours(count),
    placesKtp: fours(count),
    placesFamily: fours(count),
    cards: fours(count),
    wholeNames: fours(count),
    joinedNames: fours(count),
    wordKeys: fours(words),
    bearerEnds: summed(fours(words), names),
    letterEnds: summed(fours(words), letters),
    rts: twos(count),
    rws: twos(count),
    addressEnds: summed(twos(count), addresses),
    addressWords: twos(addresses),
    bearers: twos(names),
    sexes: reader.column(room.ones(count)),
    wordCounts: reader.column(room.ones(count)),
    letters: reader.letters(room.ones(letters)),
    bytes: ARRAYS_BYTES + room.size,
  };
  reader.end();
  const { bearers, sexes } = block;
  for (let at = 0; at < bearers.length; at++) if (bearers[at]! >= count) throw new DamagedBlock("a person that is not there");
  for (let at = 0; at < count; at++) if (sexes[at]! > 2) throw new DamagedBlock("a sex that is none");
  return block;
}

/** One allocation for all arrays of a block: many small ones cost the collector more than the scan. Taken from the widest down. */
class Room {
  readonly size: number;
  private readonly buffer: ArrayBuffer;
  private next = 0;

  constructor(size: number) {
    this.size = size;
    this.buffer = new ArrayBuffer(size);
  }

  fours(length: number): Uint32Array {
    return new Uint32Array(this.buffer, this.step(4 * length), length);
  }

  twos(length: number): Uint16Array {
    return new Uint16Array(this.buffer, this.step(2 * length), length);
  }

  ones(length: number): Uint8Array {
    return new Uint8Array(this.buffer, this.step(length), length);
  }

  private step(size: number): number {
    const from = this.next;
    this.next += size;
    return from;
  }
}

/** Ids of those whose civil-register or family address is in a village. */
export function idsInVillage({ ids, placesKtp, placesFamily }: PeopleBlock, village: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < ids.length; at++) if (placesKtp[at] === village + 1 || placesFamily[at] === village + 1) found.push(ids[at]!);
  return found;
}

/** Ids of those who bear a word of this phonetic key, rising by their places in the block. */
export function idsOfWord({ ids, wordKeys, bearerEnds, bearers }: PeopleBlock, phoneticKey: string): number[] {
  const key = keyHash(phoneticKey);
  const people = new Set<number>();
  for (let word = firstOf(wordKeys, key); wordKeys[word] === key; word++)
    for (let at = word === 0 ? 0 : bearerEnds[word - 1]!; at < bearerEnds[word]!; at++) people.add(bearers[at]!);
  return [...people].sort((a, b) => a - b).map((person) => ids[person]!);
}

/** Place of the first of rising numbers that is no less than a key: of a phonetic key's words, of those born on a date. */
export function firstOf(rising: Uint32Array, key: number): number {
  let from = 0;
  let to = rising.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (rising[middle]! < key) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Each once, those of the main reading first. */
function wordsOf(tokens: readonly string[], alternatives: readonly (readonly string[])[]): readonly string[] {
  if (alternatives.length === 0 && tokens.length <= MAX_WORDS) return tokens;
  return [...new Set([...tokens, ...alternatives.flat()])].slice(0, MAX_WORDS);
}

/** The words of a block: met one by one, numbered in the end by their phonetic keys. */
class WordList {
  private readonly known = new Map<string, number>();
  private readonly met: number[] = [];
  private readonly counts: Uint8Array;
  private people = 0;

  constructor(people: number) {
    this.counts = new Uint8Array(people);
  }

  /** The next person's. */
  add(words: readonly string[]): void {
    for (let at = 0; at < words.length; at++) {
      let number = this.known.get(words[at]!);
      if (number === undefined) this.known.set(words[at]!, (number = this.known.size));
      this.met.push(number);
    }
    this.counts[this.people++] = words.length;
  }

  sorted(): {
    readonly wordCounts: Uint8Array;
    readonly wordKeys: Uint32Array;
    readonly bearerCounts: Uint32Array;
    readonly bearers: Uint16Array;
    readonly letterCounts: Uint8Array;
    readonly letters: Uint8Array;
  } {
    const words = [...this.known.keys()];
    const keys = Uint32Array.from(words, (word) => keyHash(skeleton(word)));
    const order = Array.from(words, (_, number) => number);
    order.sort((a, b) => keys[a]! - keys[b]! || (words[a]! < words[b]! ? -1 : 1));
    const placeOf = new Uint32Array(words.length);
    for (let place = 0; place < order.length; place++) placeOf[order[place]!] = place;
    const bearerCounts = new Uint32Array(words.length);
    for (const number of this.met) bearerCounts[placeOf[number]!]!++;
    const nextOf = new Uint32Array(words.length);
    for (let place = 1; place < nextOf.length; place++) nextOf[place] = nextOf[place - 1]! + bearerCounts[place - 1]!;
    const bearers = new Uint16Array(this.met.length);
    for (let person = 0, at = 0; person < this.people; person++)
      for (let word = 0; word < this.counts[person]!; word++) bearers[nextOf[placeOf[this.met[at++]!]!]!++] = person;
    // A word of more letters is no name; its beginning serves.
    const texts = order.map((number) => words[number]!.slice(0, MAX_LETTERS));
    const letterCounts = Uint8Array.from(texts, ({ length }) => length);
    const letters = new Uint8Array(letterCounts.reduce((sum, length) => sum + length, 0));
    let end = 0;
    for (const text of texts) for (let at = 0; at < text.length; at++) letters[end++] = text.charCodeAt(at);
    const wordKeys = Uint32Array.from(order, (number) => keys[number]!);
    return { wordCounts: this.counts, wordKeys, bearerCounts, bearers, letterCounts, letters };
  }
}

/**
 * A column begins with a base and how many bytes each number takes beyond it: 0, 1, 2 or 4. The base is 0 unless it saves bytes, so
 * that most columns are read by copying them.
 */
class ColumnWriter {
  bytes = new Uint8Array(1 << 12);
  length = 0;

  number(value: number): void {
    this.reserve(4);
    this.write(value, 4);
  }

  column(numbers: ArrayLike<number>): void {
    let least = numbers.length === 0 ? 0 : Infinity;
    let most = 0;
    for (let at = 0; at < numbers.length; at++) {
      least = Math.min(least, numbers[at]!);
      most = Math.max(most, numbers[at]!);
    }
    const width = most === least || numbers.length === 0 ? 0 : widthOf(most - least);
    const base = width > 0 && width === widthOf(most) ? 0 : least;
    this.reserve(5 + width * numbers.length);
    this.write(base, 4);
    this.write(width, 1);
    if (width > 0) for (let at = 0; at < numbers.length; at++) this.write(numbers[at]! - base, width);
  }

  letters(letters: Uint8Array): void {
    this.reserve(letters.length);
    this.bytes.set(letters, this.length);
    this.length += letters.length;
  }

  private write(value: number, width: number): void {
    for (let at = 0; at < width; at++, value >>>= 8) this.bytes[this.length++] = value;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = new Uint8Array(2 * (this.length + more));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}

function widthOf(most: number): 1 | 2 | 4 {
  return most < 0x100 ? 1 : most < 0x10000 ? 2 : 4;
}

class ColumnReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  number(most: number): number {
    const value = this.read();
    if (value > most) throw new DamagedBlock("a count out of bounds");
    return value;
  }

  /** Fills an array as long as the column; numbers it has no room for are damage. */
  column<Numbers extends Uint8Array | Uint16Array | Uint32Array>(numbers: Numbers): Numbers {
    const { length, BYTES_PER_ELEMENT } = numbers;
    const base = this.read();
    const width = this.bytes[this.at++];
    if (width !== 0 && width !== 1 && width !== 2 && width !== 4) throw new DamagedBlock("a column of no kind");
    const from = this.step(width * length);
    if (width > BYTES_PER_ELEMENT || base >= 2 ** (8 * BYTES_PER_ELEMENT)) throw new DamagedBlock("a number out of bounds");
    const { bytes } = this;
    if (width === 0) numbers.fill(base);
    else if (base === 0 && width === BYTES_PER_ELEMENT)
      new Uint8Array(numbers.buffer, numbers.byteOffset, this.at - from).set(littleEndian(bytes.subarray(from, this.at), width));
    else if (width === 1) for (let at = 0; at < length; at++) numbers[at] = base + bytes[from + at]!;
    else if (width === 2)
      for (let at = 0, place = from; at < length; at++, place += 2) numbers[at] = base + (bytes[place]! | (bytes[place + 1]! << 8));
    else throw new DamagedBlock("a number out of bounds");
    return numbers;
  }

  letters(letters: Uint8Array): Uint8Array {
    const from = this.step(letters.length);
    letters.set(this.bytes.subarray(from, this.at));
    return letters;
  }

  end(): void {
    if (this.at !== this.bytes.length) throw new DamagedBlock("bytes behind the end");
  }

  private read(): number {
    const at = this.step(4);
    const { bytes } = this;
    return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
  }

  /** Where the next so many bytes begin. */
  private step(count: number): number {
    const from = this.at;
    this.at += count;
    if (this.at > this.bytes.length) throw new DamagedBlock("an end before the end");
    return from;
  }
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Numbers of so many bytes as this machine has them. */
function littleEndian(bytes: Uint8Array, width: 1 | 2 | 4): Uint8Array {
  return isLittleEndian ? bytes : bytes.map((_, at) => bytes[at ^ (width - 1)]!);
}

/** Each count with those before it, in place; all together they are as many as they should be. */
function summed<Numbers extends Uint16Array | Uint32Array>(counts: Numbers, all: number): Numbers {
  let sum = 0;
  for (let at = 0; at < counts.length; at++) {
    sum += counts[at]!;
    if (sum > all) break;
    counts[at] = sum;
  }
  if (sum !== all) throw new DamagedBlock("counts that do not add up");
  return counts;
}
