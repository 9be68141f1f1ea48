/**
 * The ZIP container of a workbook: parts by name, inflated piece by piece. Whatever the directory tells of a bomb is refused
 * before a byte is inflated; a part that yields more than it declares, ends early or has another CRC-32 is damaged. yauzl holds
 * a part to its declared size; the CRC is checked here, since one digit of a NIK that a bad stick flipped is another person.
 */
import { crc32 } from "node:zlib";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { translateSystemError } from "../../platform/system-errors.ts";
import { DtsenError } from "../../errors.ts";
import { damagedWorkbook } from "./workbook-faults.ts";

/** Bytes of a part, inflated: a sheet or the texts; and workbook, relationships, styles. */
const LARGEST_PART = 4 * 2 ** 30;
const LARGEST_SMALL_PART = 64 << 20;
/** Above this many bytes a part may not have grown more than so many times: real sheets grow about ten times, bombs a thousand. */
const SUSPECT_BYTES = 16 << 20;
const LARGEST_RATIO = 200;
/** A workbook has some dozen parts. */
const MOST_PARTS = 20_000;
const ENCRYPTED = 1;

export class Container implements AsyncDisposable {
  readonly path: string;
  private readonly zip: ZipFile;
  private readonly parts: ReadonlyMap<string, Entry>;

  private constructor(path: string, zip: ZipFile, parts: ReadonlyMap<string, Entry>) {
    this.path = path;
    this.zip = zip;
    this.parts = parts;
  }

  /** Reads the directory. Throws `workbook-damaged` and the faults of the file system. */
  static async open(path: string): Promise<Container> {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, opened) => {
        if (error === null) resolve(opened);
        else reject(faultOf(error, path));
      });
    });
    const parts = new Map<string, Entry>();
    try {
      await new Promise<void>((resolve, reject) => {
        zip.on("error", (error: Error) => reject(faultOf(error, path)));
        zip.on("end", resolve);
        zip.on("entry", (entry: Entry) => {
          const name = nameOf(entry.fileName);
          if (!parts.has(name)) parts.set(name, entry);
          if (parts.size > MOST_PARTS) reject(damagedWorkbook(path));
          else zip.readEntry();
        });
        zip.readEntry();
      });
    } catch (error) {
      zip.close();
      throw error;
    }
    return new Container(path, zip, parts);
  }

  has(name: string): boolean {
    return this.parts.has(nameOf(name));
  }

  /** Whether any part's name begins so. */
  hasFolder(name: string): boolean {
    for (const part of this.parts.keys()) if (part.startsWith(name)) return true;
    return false;
  }

  /** Compressed bytes of a part; 0 where there is none. */
  compressedSize(name: string): number {
    return this.parts.get(nameOf(name))?.compressedSize ?? 0;
  }

  /** Refuses a part for what the directory says of it, before anything is inflated. */
  check(name: string, small: boolean): void {
    const part = this.parts.get(nameOf(name));
    if (part === undefined) return;
    if ((part.generalPurposeBitFlag & ENCRYPTED) !== 0) throw new DtsenError("workbook-locked", { file: this.path });
    const ratio = part.uncompressedSize / Math.max(1, part.compressedSize);
    if (part.uncompressedSize > SUSPECT_BYTES && ratio > LARGEST_RATIO)
      throw new DtsenError("workbook-bomb", { file: this.path, times: Math.round(ratio) });
    if (part.uncompressedSize > (small ? LARGEST_SMALL_PART : LARGEST_PART)) {
      throw new DtsenError("workbook-too-large", { file: this.path });
    }
  }

  /** The inflated bytes of a part, none where there is no such part. Whole and right only once the last has been taken. */
  async *chunks(name: string, small: boolean, progress: (share: number) => void = () => {}): AsyncGenerator<Buffer> {
    this.check(name, small);
    const part = this.parts.get(nameOf(name));
    if (part === undefined) return;
    let crc = 0;
    let bytes = 0;
    try {
      const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
        this.zip.openReadStream(part, (error, opened) => (error === null ? resolve(opened) : reject(error)));
      });
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        crc = crc32(chunk, crc);
        bytes += chunk.length;
        progress(bytes / Math.max(1, part.uncompressedSize));
        yield chunk;
      }
    } catch (error) {
      throw faultOf(error, this.path);
    }
    if (crc !== part.crc32) throw damagedWorkbook(this.path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.zip.close();
  }
}

/** Names of parts differ by more than case in no package. */
function nameOf(name: string): string {
  return name.replace(/^\/+/, "").toLowerCase();
}

/** What yauzl or zlib met: a fault of the disk keeps its name, all else is a damaged file. Their words are never shown. */
function faultOf(error: unknown, path: string): unknown {
  const translated = translateSystemError(error, path);
  return translated === error ? damagedWorkbook(path, error) : translated;
}
