import type { AreaReader } from "./data-area.ts";

/** Entries of the data area used lately, in one block of memory. An entry's place follows from its number. */
export class PageCache {
  private readonly area: AreaReader;
  private readonly memory: Uint8Array;
  private readonly slotBytes: number;
  /** Views of the memory, made at first use. */
  private readonly slots: (Uint8Array | undefined)[];
  private readonly held: Float64Array;

  /** Entries longer than `slotBytes` (a multiple of eight) are not held. */
  constructor(area: AreaReader, slots: number, slotBytes: number) {
    this.area = area;
    this.memory = new Uint8Array(slots * slotBytes);
    this.slotBytes = slotBytes;
    this.slots = new Array<Uint8Array | undefined>(slots).fill(undefined);
    this.held = new Float64Array(slots).fill(-1);
  }

  /** The entry, perhaps with bytes after its end, valid until the next call; `undefined` where the file ends early. */
  get(entry: number): Uint8Array | undefined {
    const at = entry % this.slots.length;
    const start = at * this.slotBytes;
    const slot = (this.slots[at] ??= this.memory.subarray(start, start + this.slotBytes));
    if (this.held[at] === entry) return slot;
    const size = this.area.size(entry);
    if (size > this.slotBytes) {
      const large = new Uint8Array(size);
      return this.area.read(large, 0, entry) ? large : undefined;
    }
    this.held[at] = -1;
    if (!this.area.read(this.memory, start, entry)) return undefined;
    this.held[at] = entry;
    return slot;
  }

  /** Has an entry that is not held read by another thread, so that `get` need not wait for the disk. */
  prefetch(entry: number): void {
    if (this.held[entry % this.slots.length] !== entry && this.has(entry)) this.area.prefetch(entry);
  }

  /** Whether there is anything in an entry. */
  has(entry: number): boolean {
    return this.area.size(entry) > 0;
  }
}
