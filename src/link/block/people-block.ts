/**
 * People who are searched as a whole - those of a village, those born on a date - as columns of typed arrays. Nobody in a block
 * can be missed for want of a key: a row is held against everybody's words, date and place, and the few who may be meant are
 * fetched. A block has its own list of words, sorted by their phonetic key: a row's word is looked for once, not once a person.
 *
 * In bytes: every column after the other, each as small as its numbers allow. What the bytes say is checked for what a reader
 * would stumble over, not for truth; a checksum is the index's affair.
 */
import { fullNameKey, joinedNameKey, skeleton } from "../../normalise/name/name-keys.ts";
import type { ReferenceRecord, Sex } from "../../normalise/record.ts";

/** People of one block; more are laid in several. */
export const MAX_PEOPLE = 8192;
/** Words kept of a name with all its readings, and address words of a person: a block's words must be countable in 16 bits. */
const MAX_WORDS = 7;
const MAX_ADDRESS_WORDS = 7;

export interface PeopleBlock {
  readonly count: number;
  readonly ids: Uint32Array;
  /** `PlainDate`; 0: unknown. */
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
  /** The words of person p's name, over all readings, as places in `wordKeys`; ends as above. */
  readonly wordEnds: Uint16Array;
  readonly words: Uint16Array;
  /** `keyHash` of the words' phonetic keys (`skeleton`), rising. */
  readonly wordKeys: Uint32Array;
  /** The letters of word w stand from `letterEnds[w - 1]` to before `letterEnds[w]`. */
  readonly letterEnds: Uint32Array;
  readonly letters: Uint8Array;
  /** Bytes that the block takes in memory, about. */
  readonly bytes: number;
}

/** What the arrays of a block take beside their numbers: of a date with thirty people more than these. */
const ARRAYS_BYTES = 6_000;

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

/** At most `MAX_PEOPLE`, in the order given. */
export function encodePeople(people: readonly ReferenceRecord[]): Uint8Array {
  const count = people.length;
  if (count > MAX_PEOPLE) throw new RangeError(`${count} people in one block`);
  const numbers = (of: (person: ReferenceRecord) => number): Uint32Array => {
    const column = new Uint32Array(count);
    for (let at = 0; at < count; at++) column[at] = of(people[at]!);
    return column;
  };
  const words = new WordList(count);
  const addressCounts = new Uint8Array(count);
  const addressWords: number[] = [];
  for (let at = 0; at < count; at++) {
    const { name, addressHashes } = people[at]!;
    words.add(name === null ? [] : wordsOf(name.tokens, name.alternatives));
    addressCounts[at] = Math.min(addressHashes.length, MAX_ADDRESS_WORDS);
    for (let word = 0; word < addressCounts[at]!; word++) addressWords.push(addressHashes[word]!);
  }
  const { wordCounts, places, wordKeys, lengths, letters } = words.sorted();
  const out = new ColumnWriter();
  out.number(count);
  out.column(numbers(({ id }) => id));
  out.column(numbers(({ birthDate }) => birthDate));
  out.column(numbers(({ sex }) => sexCode(sex)));
  out.column(numbers(({ placeKtp }) => placeKtp + 1));
  out.column(numbers(({ placeFamily }) => placeFamily + 1));
  out.column(numbers(({ noKk }) => (noKk === null ? 0 : keyHash(noKk))));
  out.column(numbers(({ name }) => (name === null ? 0 : keyHash(fullNameKey(name)))));
  out.column(numbers(({ name }) => (name === null ? 0 : keyHash(joinedNameKey(name)))));
  out.column(numbers(({ rt }) => rt ?? 0));
  out.column(numbers(({ rw }) => rw ?? 0));
  out.column(addressCounts);
  out.sized(addressWords);
  out.column(wordCounts);
  out.sized(places);
  out.sized(wordKeys);
  out.column(lengths);
  out.letters(letters);
  return out.bytes.slice(0, out.length);
}

/** Throws `DamagedBlock`. Nothing of `bytes` is kept. */
export function decodePeople(bytes: Uint8Array): PeopleBlock {
  const reader = new ColumnReader(bytes);
  const count = reader.number(MAX_PEOPLE);
  const numbers = (): Uint32Array => reader.column(new Uint32Array(count));
  const ids = numbers();
  const birthDates = numbers();
  const sexes = reader.column(new Uint8Array(count));
  const placesKtp = numbers();
  const placesFamily = numbers();
  const cards = numbers();
  const wholeNames = numbers();
  const joinedNames = numbers();
  const rts = reader.column(new Uint16Array(count));
  const rws = reader.column(new Uint16Array(count));
  const addressEnds = sums(reader.column(new Uint8Array(count)), new Uint16Array(count));
  const addressWords = reader.column(new Uint16Array(reader.number(MAX_PEOPLE * MAX_ADDRESS_WORDS)));
  const wordEnds = sums(reader.column(new Uint8Array(count)), new Uint16Array(count));
  const words = reader.column(new Uint16Array(reader.number(MAX_PEOPLE * MAX_WORDS)));
  const wordKeys = reader.column(new Uint32Array(reader.number(MAX_PEOPLE * MAX_WORDS)));
  const letterEnds = sums(reader.column(new Uint8Array(wordKeys.length)), new Uint32Array(wordKeys.length));
  const letters = reader.letters(last(letterEnds));
  reader.end();
  if (last(addressEnds) !== addressWords.length || last(wordEnds) !== words.length) throw new DamagedBlock("counts that do not add up");
  for (let at = 0; at < words.length; at++) if (words[at]! >= wordKeys.length) throw new DamagedBlock("a word that is not there");
  for (let at = 0; at < count; at++) if (sexes[at]! > 2) throw new DamagedBlock("a sex that is none");
  return {
    count,
    ids,
    birthDates,
    sexes,
    placesKtp,
    placesFamily,
    cards,
    wholeNames,
    joinedNames,
    rts,
    rws,
    addressEnds,
    addressWords,
    wordEnds,
    words,
    wordKeys,
    letterEnds,
    letters,
    bytes: ARRAYS_BYTES + 37 * count + 2 * addressWords.length + 2 * words.length + 8 * wordKeys.length + letters.length,
  };
}

/** Ids of those whose civil-register or family address is in a village. */
export function idsInVillage({ ids, placesKtp, placesFamily }: PeopleBlock, village: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < ids.length; at++) if (placesKtp[at] === village + 1 || placesFamily[at] === village + 1) found.push(ids[at]!);
  return found;
}

/** Ids of those who bear a word of this phonetic key. */
export function idsOfWord({ ids, wordEnds, words, wordKeys }: PeopleBlock, phoneticKey: string): number[] {
  const key = keyHash(phoneticKey);
  const found: number[] = [];
  for (let person = 0, at = 0; person < ids.length; person++) {
    let bears = false;
    for (; at < wordEnds[person]!; at++) if (wordKeys[words[at]!] === key) bears = true;
    if (bears) found.push(ids[person]!);
  }
  return found;
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
    readonly places: Uint32Array;
    readonly wordKeys: Uint32Array;
    readonly lengths: Uint8Array;
    readonly letters: Uint8Array;
  } {
    const words = [...this.known.keys()];
    const keys = Uint32Array.from(words, (word) => keyHash(skeleton(word)));
    const order = Array.from(words, (_, number) => number);
    order.sort((a, b) => keys[a]! - keys[b]! || (words[a]! < words[b]! ? -1 : 1));
    const placeOf = new Uint32Array(words.length);
    for (let place = 0; place < order.length; place++) placeOf[order[place]!] = place;
    const places = new Uint32Array(this.met.length);
    for (let at = 0; at < places.length; at++) places[at] = placeOf[this.met[at]!]!;
    // A word of more letters is no name; its beginning serves.
    const texts = order.map((number) => words[number]!.slice(0, 255));
    const lengths = Uint8Array.from(texts, ({ length }) => length);
    const letters = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
    let end = 0;
    for (const text of texts) for (let at = 0; at < text.length; at++) letters[end++] = text.charCodeAt(at);
    return { wordCounts: this.counts, places, wordKeys: Uint32Array.from(order, (number) => keys[number]!), lengths, letters };
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

  sized(numbers: ArrayLike<number>): void {
    this.number(numbers.length);
    this.column(numbers);
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
      new Uint8Array(numbers.buffer).set(littleEndian(bytes.subarray(from, this.at), width));
    else if (width === 1) for (let at = 0; at < length; at++) numbers[at] = base + bytes[from + at]!;
    else if (width === 2)
      for (let at = 0, place = from; at < length; at++, place += 2) numbers[at] = base + (bytes[place]! | (bytes[place + 1]! << 8));
    else throw new DamagedBlock("a number out of bounds");
    return numbers;
  }

  letters(count: number): Uint8Array {
    const from = this.step(count);
    return this.bytes.slice(from, this.at);
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

/** Each count with those before it. */
function sums<Numbers extends Uint16Array | Uint32Array>(counts: Uint8Array, to: Numbers): Numbers {
  let sum = 0;
  for (let at = 0; at < counts.length; at++) to[at] = sum += counts[at]!;
  return to;
}

function last(numbers: Uint16Array | Uint32Array): number {
  return numbers.length === 0 ? 0 : numbers[numbers.length - 1]!;
}
