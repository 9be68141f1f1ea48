/**
 * Files with personal data in them: readable by their owner only, and the unfinished ones swept away however a run ends.
 * Temporary files belong to the thread that registered them; register in the main thread what must go on Ctrl-C.
 */
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { platform } from "node:os";
import { dirname } from "node:path";
import { translateSystemError } from "./system-errors.ts";

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

const temporaries = new Set<string>();

/** From here on `path` (and SQLite's companions of it) is removed when the run is broken off. */
export function registerTemporary(path: string): void {
  temporaries.add(path);
}

/** `path` is finished, renamed or gone: it stays as it is. */
export function forgetTemporary(path: string): void {
  temporaries.delete(path);
}

/** Removes a temporary file now; missing is fine. */
export function removeTemporary(path: string): void {
  temporaries.delete(path);
  removeWithCompanions(path);
}

/** Removes everything registered. Synchronous, so that it can run in a signal handler; never throws. */
export function removeTemporaries(): void {
  for (const path of temporaries) {
    try {
      removeWithCompanions(path);
    } catch {
      // Nobody is left to tell, and the next file is to be tried as well.
    }
  }
  temporaries.clear();
}

function removeWithCompanions(path: string): void {
  for (const companion of ["", "-journal", "-wal", "-shm"]) rmSync(path + companion, { force: true, recursive: true });
}

/** Creates a new file for its owner only, registered as temporary, and gives its descriptor. */
export function createTemporary(path: string, subject: string = path): number {
  try {
    const descriptor = openSync(path, "wx", PRIVATE_FILE);
    registerTemporary(path);
    return descriptor;
  } catch (error) {
    throw translateSystemError(error, subject);
  }
}

/** Makes a folder, and those above it, for the owner only; a folder that exists keeps its mode. Gives the first folder it made. */
export function createPrivateFolder(path: string): string | null {
  try {
    return mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER }) ?? null;
  } catch (error) {
    throw translateSystemError(error, path);
  }
}

/** A virus scanner may hold a fresh file of Windows for a moment: so long, in milliseconds, a rename is tried again there. */
const RENAME_PATIENCE = [10, 40, 150, 300, 500];

/**
 * Puts a finished file in the place of another, or where none is, so that it is there after a power cut as well: its bytes are on
 * the disk before it has the name, and the name is before we go on.
 */
export function publishFile(unfinished: string, target: string): void {
  syncPath(unfinished, "r+");
  moveFile(unfinished, target);
  // Windows has no folders to open; there the rename itself is written through.
  if (platform() !== "win32") syncPath(dirname(target), "r");
}

/** Renames a file, with patience where somebody may hold it for a moment. */
export function moveFile(from: string, to: string): void {
  for (let tries = 0; ; tries++) {
    try {
      return renameSync(from, to);
    } catch (error) {
      if (platform() !== "win32" || tries >= RENAME_PATIENCE.length || !isHeld(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RENAME_PATIENCE[tries]);
    }
  }
}

function syncPath(path: string, mode: "r" | "r+"): void {
  const descriptor = openSync(path, mode);
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Some network folders know no such thing.
    if (!isCode(error, "EINVAL", "ENOTSUP", "ENOSYS")) throw error;
  } finally {
    closeSync(descriptor);
  }
}

function isHeld(error: unknown): boolean {
  return isCode(error, "EPERM", "EACCES", "EBUSY");
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === "object" && error !== null && "code" in error && codes.includes(String(error.code));
}

/** Writes a small file for its owner only, whole or not at all; an older one of the name is replaced. */
export function replaceFile(path: string, content: string): void {
  const unfinished = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  const descriptor = createTemporary(unfinished, path);
  try {
    writeFileSync(descriptor, content);
    closeSync(descriptor);
    publishFile(unfinished, path);
    forgetTemporary(unfinished);
  } catch (error) {
    removeTemporary(unfinished);
    throw translateSystemError(error, path);
  }
}
