/**
 * Blobs used lately, copied into one block of memory: what the database hands out dies at once, which costs the collector next
 * to nothing, where a thousand kept buffers would be moved and marked time and again. A blob's place follows from its number.
 */
export class PageCache {
  private readonly load: (page: number) => Uint8Array | undefined;
  private readonly memory: ArrayBuffer;
  private readonly slotBytes: number;
  /** Views of the memory, made at first use. */
  private readonly slots: (Uint8Array | undefined)[];
  private readonly held: Float64Array;

  /** `load` fetches a blob that is not held, `undefined` where there is none; longer ones than `slotBytes` are not held. */
  constructor(slots: number, slotBytes: number, load: (page: number) => Uint8Array | undefined) {
    this.load = load;
    this.memory = new ArrayBuffer(slots * slotBytes);
    this.slotBytes = slotBytes;
    this.slots = new Array<Uint8Array | undefined>(slots).fill(undefined);
    this.held = new Float64Array(slots).fill(-1);
  }

  /** The blob, perhaps with bytes after its end; valid until the next call. */
  get(page: number): Uint8Array | undefined {
    const at = page % this.slots.length;
    const slot = (this.slots[at] ??= new Uint8Array(this.memory, at * this.slotBytes, this.slotBytes));
    if (this.held[at] === page) return slot;
    const blob = this.load(page);
    if (blob === undefined || blob.length > slot.length) return blob;
    slot.set(blob);
    this.held[at] = page;
    return slot;
  }
}
