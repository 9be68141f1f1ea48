/** A character of UTF-16 takes at most so many bytes of UTF-8. */
const MOST_BYTES = 3;

/** Bytes growing at the end: what pages and records are packed with. */
export class ByteWriter {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for `more` bytes; call before writing to `bytes` directly. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  uint16(value: number): void {
    this.reserve(2);
    this.bytes[this.length++] = value;
    this.bytes[this.length++] = value >>> 8;
  }

  uint24(value: number): void {
    this.uint16(value);
    this.byte(value >>> 16);
  }

  uint32(value: number): void {
    this.uint16(value);
    this.uint16(value >>> 16);
  }

  /** Seven bits a byte, low ones first: 1 byte below 128, at most 5. */
  varint(value: number): void {
    this.reserve(5);
    while (value > 127) {
      this.bytes[this.length++] = (value & 127) | 128;
      value >>>= 7;
    }
    this.bytes[this.length++] = value;
  }

  append(source: Uint8Array): void {
    this.reserve(source.length);
    this.bytes.set(source, this.length);
    this.length += source.length;
  }

  /** UTF-8 after its length in bytes. */
  text(value: string): void {
    let ascii = value.length < 128;
    for (let at = 0; ascii && at < value.length; at++) ascii = value.charCodeAt(at) < 128;
    if (!ascii) {
      const encoded = encoder.encode(value);
      this.varint(encoded.length);
      this.append(encoded);
      return;
    }
    this.reserve(value.length + 1);
    this.bytes[this.length++] = value.length;
    for (let at = 0; at < value.length; at++) this.bytes[this.length++] = value.charCodeAt(at);
  }

  /** UTF-8 without its length. */
  bareText(value: string): void {
    this.reserve(MOST_BYTES * value.length);
    this.length += encoder.encodeInto(value, this.bytes.subarray(this.length)).written;
  }

  /** A copy of what was written; writing starts anew. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}

/** Reads what a `ByteWriter` wrote. */
export class ByteReader {
  bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Every reading goes through here: past the end there is nothing, and nothing is made of it. */
  byte(): number {
    if (this.at >= this.bytes.length) throw new RangeError("bytes end early");
    return this.bytes[this.at++]!;
  }

  uint16(): number {
    return this.byte() | (this.byte() << 8);
  }

  uint24(): number {
    return this.uint16() | (this.byte() << 16);
  }

  uint32(): number {
    return (this.uint16() | (this.uint16() << 16)) >>> 0;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  text(): string {
    const length = this.varint();
    const start = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new RangeError("bytes end early");
    return decodeText(this.bytes, start, this.at);
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** UTF-8 as text; short plain ones without the decoder, whose call costs more than they do. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= 48) {
    let text = "";
    let at = start;
    for (; at < end && bytes[at]! < 128; at++) text += String.fromCharCode(bytes[at]!);
    if (at === end) return text;
  }
  return decoder.decode(bytes.subarray(start, end));
}
