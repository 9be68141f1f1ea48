/** Text gathered as UTF-8: a sheet is short pieces, most of them the same again and again, and joining them as text costs thrice as much. */
const ROOM = 1 << 17;
/** Of a UTF-16 unit, at most. */
const BYTES_A_LETTER = 3;

export class TextBytes {
  private bytes = Buffer.allocUnsafeSlow(ROOM);
  private used = 0;

  get length(): number {
    return this.used;
  }

  add(text: string): void {
    this.makeRoom(text.length * BYTES_A_LETTER);
    this.used += this.bytes.write(text, this.used);
  }

  /** Text that has been encoded before. */
  addEncoded(text: Uint8Array): void {
    this.makeRoom(text.length);
    this.bytes.set(text, this.used);
    this.used += text.length;
  }

  /** What has been gathered; the next begins anew. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.used);
    this.bytes = Buffer.allocUnsafeSlow(ROOM);
    this.used = 0;
    return taken;
  }

  private makeRoom(length: number): void {
    const needed = this.used + length;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.bytes.length));
    this.bytes.copy(larger, 0, 0, this.used);
    this.bytes = larger;
  }
}
