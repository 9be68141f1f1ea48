/**
 * Families by card number, shared by all threads: open addressing in one `SharedArrayBuffer`, 28 bytes a slot. A card is two
 * halves of eight digits, so nothing is a number above 2^53.
 */
import type { Lane, OwnDeciles } from "./person-row.ts";
import { NO_DIGITS } from "./schema.ts";

const SLOT = 7;
/** Beyond this share of filled slots the table doubles. */
const FULLEST = 0.7;
const FIRST_SLOTS = 1 << 10;

/** What a person takes over from the family. */
export interface Family {
  /** Id among the places of the family files, -1 when unknown. */
  readonly place: number;
  readonly deciles: OwnDeciles;
  readonly lane: Lane;
}

const UNREADABLE = 1 << 16;
/** Words of a packed family; which of them is its place. */
export const FAMILY_WORDS = SLOT;
export const PLACE_WORD = 2;

/** A family as the table keeps it, for crossing to another thread. */
export function packFamily(words: Uint32Array, at: number, high: number, low: number, { place, deciles, lane }: Family): void {
  const { desil, nasional, provinsi, kabupaten, unreadable } = deciles;
  words[at] = high;
  words[at + 1] = low;
  words[at + PLACE_WORD] = place;
  words[at + 3] = (nasional ?? 0) | ((provinsi ?? 0) << 4) | ((kabupaten ?? 0) << 8) | ((desil ?? 0) << 12) | (unreadable ? UNREADABLE : 0);
  words[at + 4] = ((lane.rt ?? 0) << 16) | (lane.rw ?? 0);
  words[at + 5] = (lane.words ?? 0) % 0x100000000;
  words[at + 6] = Math.floor((lane.words ?? 0) / 0x100000000);
}

/** The family that `packFamily` put there. */
export function unpackFamily(words: Uint32Array, at: number): Family {
  const deciles = words[at + 3]!;
  const lane = words[at + 4]!;
  return {
    place: words[at + PLACE_WORD]! | 0,
    deciles: {
      desil: (deciles >>> 12) & 15 || null,
      nasional: deciles & 15 || null,
      provinsi: (deciles >>> 4) & 15 || null,
      kabupaten: (deciles >>> 8) & 15 || null,
      unreadable: (deciles & UNREADABLE) !== 0,
    },
    lane: { rt: lane >>> 16 || null, rw: lane & 0xffff || null, words: words[at + 6]! * 0x100000000 + words[at + 5]! || null },
  };
}

export class FamilyTable {
  private words: Uint32Array;
  private slots: number;
  private filled: number;

  /** A new table, or one whose buffer came from another thread (for reading). */
  constructor(shared?: { readonly buffer: SharedArrayBuffer; readonly filled: number }) {
    this.words = new Uint32Array(shared?.buffer ?? new SharedArrayBuffer(FIRST_SLOTS * SLOT * 4));
    this.slots = this.words.length / SLOT;
    this.filled = shared?.filled ?? 0;
    if (shared === undefined) this.words.fill(NO_DIGITS);
  }

  get size(): number {
    return this.filled;
  }

  /** For handing the table to another thread. */
  get shared(): { buffer: SharedArrayBuffer; filled: number } {
    return { buffer: this.words.buffer as SharedArrayBuffer, filled: this.filled };
  }

  /** Adds a packed family. False where the card is there already: the first row of a card counts. */
  add(packed: Uint32Array, from: number): boolean {
    if (this.filled >= this.slots * FULLEST) this.grow();
    const at = this.find(packed[from]!, packed[from + 1]!);
    const { words } = this;
    if (words[at] !== NO_DIGITS) return false;
    for (let word = 0; word < SLOT; word++) words[at + word] = packed[from + word]!;
    this.filled++;
    return true;
  }

  get(high: number, low: number): Family | null {
    const at = this.find(high, low);
    return this.words[at] === NO_DIGITS ? null : unpackFamily(this.words, at);
  }

  /** The slot of a card, or the free one where it would go. */
  private find(high: number, low: number): number {
    const { words } = this;
    let hash = Math.imul(high ^ Math.imul(low, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    let slot = ((hash ^ (hash >>> 13)) >>> 0) % this.slots;
    for (;;) {
      const at = slot * SLOT;
      if (words[at] === NO_DIGITS || (words[at] === high && words[at + 1] === low)) return at;
      slot = slot + 1 === this.slots ? 0 : slot + 1;
    }
  }

  private grow(): void {
    const old = this.words;
    this.slots *= 2;
    this.words = new Uint32Array(new SharedArrayBuffer(this.slots * SLOT * 4));
    this.words.fill(NO_DIGITS);
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at] === NO_DIGITS) continue;
      this.words.set(old.subarray(at, at + SLOT), this.find(old[at]!, old[at + 1]!));
    }
  }
}
