/** A column of numbers in the making. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

interface MakeNumbers<Values> {
  readonly BYTES_PER_ELEMENT: number;
  new (memory: SharedArrayBuffer): Values;
}

/** Numbers appended to a typed array that doubles when full, in memory that every thread can read. */
export class GrowingArray<Values extends Numbers> {
  private data: Values;
  private used = 0;
  private readonly make: MakeNumbers<Values>;

  constructor(make: MakeNumbers<Values>) {
    this.make = make;
    this.data = this.room(1024);
  }

  get length(): number {
    return this.used;
  }

  /** What was appended so far: a view, not a copy. */
  get values(): Values {
    return this.data.subarray(0, this.used) as Values;
  }

  append(values: ArrayLike<number>): void {
    if (this.used + values.length > this.data.length) {
      const grown = this.room(Math.max(this.data.length * 2, this.used + values.length));
      grown.set(this.data);
      this.data = grown;
    }
    this.data.set(values, this.used);
    this.used += values.length;
  }

  private room(length: number): Values {
    return new this.make(new SharedArrayBuffer(length * this.make.BYTES_PER_ELEMENT));
  }
}
