/** The texts a workbook's cells share: one buffer and offsets, since a million strings of their own cost several times as much. */
import { DtsenError } from "../../errors.ts";
import { decodeEscapes } from "./cell-text.ts";
import { walkXml } from "./xml.ts";

/** Bytes of all texts together: twenty times a list of a million rows. */
const LARGEST = 1 << 30;

export class SharedStrings {
  private bytes: Buffer;
  private offsets: Uint32Array;
  private count = 0;

  private constructor(expected: number) {
    this.bytes = Buffer.allocUnsafe(expected);
    this.offsets = new Uint32Array(1024);
  }

  /** Texts of `<t>`, joined where a cell has several runs; phonetic runs are left out. */
  static async read(path: string, chunks: AsyncIterable<Buffer>): Promise<SharedStrings> {
    const strings = new SharedStrings(1 << 16);
    let isText = false;
    let isPhonetic = false;
    let text = "";
    const handler = {
      open(name: string): void {
        if (name === "t") isText = !isPhonetic;
        else if (name === "rPh") isPhonetic = true;
        else if (name === "si") text = "";
      },
      text(piece: string): void {
        if (isText) text += piece;
      },
      close(name: string): void {
        if (name === "t") isText = false;
        else if (name === "rPh") isPhonetic = false;
        else if (name === "si" && !strings.append(decodeEscapes(text))) {
          throw new DtsenError("workbook-too-large", { file: path });
        }
      },
    };
    for await (const _ of walkXml(path, chunks, handler));
    return strings;
  }

  /** Null where there is no such text: what the cell holds is lost. */
  get(at: number): string | null {
    if (!(at >= 0 && at < this.count)) return null;
    return this.bytes.toString("utf8", this.offsets[at], this.offsets[at + 1]);
  }

  /** False where it would be too large. */
  private append(text: string): boolean {
    const start = this.offsets[this.count]!;
    // A UTF-16 unit takes three bytes at most.
    const end = start + text.length * 3;
    if (end > LARGEST) return false;
    if (end > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, Math.min(LARGEST, this.bytes.length * 2)));
      this.bytes.copy(larger, 0, 0, start);
      this.bytes = larger;
    }
    if (this.count + 2 > this.offsets.length) {
      const more = new Uint32Array(this.offsets.length * 2);
      more.set(this.offsets);
      this.offsets = more;
    }
    this.offsets[++this.count] = start + this.bytes.write(text, start, "utf8");
    return true;
  }
}
