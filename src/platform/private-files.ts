/**
 * Files with personal data in them: readable by their owner only, and the unfinished ones swept away however a run ends.
 * Temporary files belong to the thread that registered them; register in the main thread what must go on Ctrl-C.
 */
import { chmodSync, closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { pid } from "node:process";
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

/** Makes an existing file readable by its owner only (a file made by a library that takes no mode). */
export function makePrivate(path: string): void {
  try {
    chmodSync(path, PRIVATE_FILE);
  } catch (error) {
    throw translateSystemError(error, path);
  }
}

/** Writes a small file for its owner only, whole or not at all; an older one of the name is replaced. */
export function replaceFile(path: string, content: string): void {
  const unfinished = `${path}.${pid}.tmp`;
  const descriptor = createTemporary(unfinished, path);
  try {
    writeFileSync(descriptor, content);
    closeSync(descriptor);
    renameSync(unfinished, path);
    forgetTemporary(unfinished);
  } catch (error) {
    removeTemporary(unfinished);
    throw translateSystemError(error, path);
  }
}
