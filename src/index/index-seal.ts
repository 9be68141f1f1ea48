/**
 * A checksum over the whole file of an index, in a row of `meta`: it holds as long as no other program writes to the file, and tells
 * of every byte, those included that no table uses. SQLite counts in the file's header how often it was written.
 */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";

const MARK = "dtsen-segel:";
const DIGITS = 8;
/** What stands in `meta` until the file is complete. */
export const UNSEALED = `${MARK}${"0".repeat(DIGITS)}:${"0".repeat(DIGITS)}`;
const SEAL_BYTES = UNSEALED.length;
const CHUNK = 4 << 20;
/** Where SQLite counts changes, twice. */
const CHANGES_AT = 24;
const CHANGES_AGAIN_AT = 92;

export type SealState =
  | "intact"
  /** Another program has written to the file: the seal says nothing. */
  | "written-since"
  | "broken";

/** Seals a file that is complete; signals are heard meanwhile. */
export async function sealFile(path: string): Promise<void> {
  const descriptor = openSync(path, "r+");
  try {
    const steps = sumStepwise(descriptor);
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) await setImmediate();
    const { at, changes, sum } = step.value;
    if (at < 0) throw new Error("the file has no place for its seal");
    writeSync(descriptor, `${MARK}${hex(changes)}:`, at);
    // The count of changes is part of what is summed, its place being the seal's own: zeros, as `sumOf` takes it.
    writeSync(descriptor, hex(sum), at + MARK.length + DIGITS + 1);
  } finally {
    closeSync(descriptor);
  }
}

export function sealStateOf(path: string): SealState {
  const descriptor = openSync(path, "r");
  try {
    const steps = sumStepwise(descriptor);
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    const { at, changes, changesAgain, sum, seal } = step.value;
    if (at < 0 || changes !== changesAgain) return "broken";
    const [sealedChanges, sealedSum] = seal.slice(MARK.length).split(":");
    const isSummed = sealedSum === hex(sum);
    if (sealedChanges === hex(changes)) return isSummed ? "intact" : "broken";
    // A file of which no byte has changed has not been written to: it is the seal that is damaged.
    return isSummed ? "broken" : "written-since";
  } finally {
    closeSync(descriptor);
  }
}

interface Sum {
  /** Where the seal stands; -1: nowhere. */
  readonly at: number;
  readonly changes: number;
  readonly changesAgain: number;
  readonly sum: number;
  readonly seal: string;
}

/** The checksum of the file with zeros for its seal, a few megabytes at a step. */
function* sumStepwise(descriptor: number): Generator<undefined, Sum> {
  const buffer = Buffer.allocUnsafe(CHUNK + SEAL_BYTES);
  let at = -1;
  let seal = "";
  let sum = 0;
  let changes = 0;
  let changesAgain = 0;
  let position = 0;
  // A seal may lie across two chunks: the last bytes of each are looked at again with the next.
  for (let held = 0; ; ) {
    const got = readSync(descriptor, buffer, held, CHUNK + SEAL_BYTES - held, position + held);
    const length = held + got;
    if (position === 0 && length >= 100) {
      changes = buffer.readUInt32BE(CHANGES_AT);
      changesAgain = buffer.readUInt32BE(CHANGES_AGAIN_AT);
    }
    if (at < 0) {
      const found = buffer.subarray(0, length).indexOf(MARK, 0, "latin1");
      if (found >= 0 && found + SEAL_BYTES <= length) {
        at = position + found;
        seal = buffer.toString("latin1", found, found + SEAL_BYTES);
        buffer.write(UNSEALED, found, "latin1");
      }
    }
    const done = got === 0 ? length : Math.max(0, length - SEAL_BYTES);
    sum = crc32(buffer.subarray(0, done), sum);
    if (got === 0) return { at, changes, changesAgain, sum, seal };
    buffer.copyWithin(0, done, length);
    position += done;
    held = length - done;
    yield;
  }
}

function hex(value: number): string {
  return value.toString(16).padStart(DIGITS, "0");
}
