/** Blobs that tell whether they are as they were written: the CRC-32 of the bytes stands behind them. */
import { crc32 } from "node:zlib";
import { DamagedRow } from "./index-database.ts";

const SEAL_BYTES = 4;

/** A copy with its checksum at the end. */
export function sealed(bytes: Uint8Array): Buffer {
  const blob = Buffer.allocUnsafe(bytes.length + SEAL_BYTES);
  blob.set(bytes);
  blob.writeUInt32LE(crc32(bytes), bytes.length);
  return blob;
}

/** The checksum at the end of a sealed blob. */
export function sealOf(blob: Uint8Array): number {
  return new DataView(blob.buffer, blob.byteOffset).getUint32(blob.length - SEAL_BYTES, true);
}

/** What was sealed; throws `DamagedRow`. */
export function unsealed(blob: unknown): Uint8Array {
  if (!Buffer.isBuffer(blob) || blob.length < SEAL_BYTES) throw new DamagedRow("blob");
  // A plain array: what a `Buffer` calls a slice is no copy.
  const bytes = new Uint8Array(blob.buffer, blob.byteOffset, blob.length - SEAL_BYTES);
  if (blob.readUInt32LE(bytes.length) !== crc32(bytes)) throw new DamagedRow("blob");
  return bytes;
}
