/** Numbers dealt into partitions, each written in chunks to one temporary file: what does not fit in memory is sorted partition by partition. */
import { closeSync, openSync } from "node:fs";
import { writeWords } from "./person-spill.ts";

/** A piece of a partition. */
export interface Chunk {
  readonly path: string;
  readonly partition: number;
  /** In words. */
  readonly start: number;
  readonly end: number;
}

export class PartitionSpill {
  private readonly path: string;
  private readonly chunkWords: number;
  private readonly buffers: (Uint32Array<ArrayBuffer> | undefined)[];
  private readonly filled: Uint32Array;
  private descriptor: number | null = null;
  private written = 0;
  private readonly chunks: Chunk[] = [];

  /** `path` must not exist; `chunkWords`: 32-bit words written at once. */
  constructor(path: string, partitions: number, chunkWords: number) {
    this.path = path;
    this.chunkWords = chunkWords;
    this.buffers = new Array<Uint32Array<ArrayBuffer> | undefined>(partitions);
    this.filled = new Uint32Array(partitions);
  }

  /** Makes room for so many words, at most a chunk, in `bufferOf(partition)`; gives where they begin. */
  reserve(partition: number, words: number): number {
    if (this.filled[partition]! + words > this.chunkWords) this.flush(partition);
    const at = this.filled[partition]!;
    this.filled[partition] = at + words;
    return at;
  }

  bufferOf(partition: number): Uint32Array<ArrayBuffer> {
    return (this.buffers[partition] ??= new Uint32Array(this.chunkWords));
  }

  /** Writes what is left and closes the file. */
  finish(): readonly Chunk[] {
    for (let partition = 0; partition < this.filled.length; partition++) this.flush(partition);
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
    this.buffers.fill(undefined);
    return this.chunks;
  }

  private flush(partition: number): void {
    const count = this.filled[partition]!;
    if (count === 0) return;
    this.descriptor ??= openSync(this.path, "wx", 0o600);
    writeWords(this.descriptor, this.buffers[partition]!, count);
    this.chunks.push({ path: this.path, partition, start: this.written, end: this.written + count });
    this.written += count;
    this.filled[partition] = 0;
  }
}
