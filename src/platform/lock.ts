/**
 * One run at a time over one target, by SQLite's own lock on an empty file: inside a target that is a folder, beside one that is
 * a file. The system gives such a lock back whenever a process ends, however it ends, so that no number of a process and no name
 * of a machine has to be believed. On a network folder it is as good as the locks of that folder.
 */
import { closeSync, openSync, realpathSync, rmdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { DtsenError } from "../errors.ts";
import { createPrivateFolder, forgetTemporary, registerTemporary } from "./private-files.ts";
import { openSqlite } from "./sqlite.ts";
import { translateSystemError } from "./system-errors.ts";

/** Lock of a folder of reports. */
const FOLDER_LOCK = ".dtsen.lock";

/** Locks this process holds: the system would give a second one to the same process. */
const own = new Set<string>();

/**
 * Runs `work` on a folder, which is made if need be, and is not left behind empty. Throws a `DtsenError` with code `locked` where
 * another run is at work on it.
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T> | T): Promise<T> {
  const made = createPrivateFolder(folder);
  try {
    return await locked(folder, join(realpathSync(folder), FOLDER_LOCK), work);
  } finally {
    if (made !== null) removeEmpty(resolve(folder), resolve(made));
  }
}

/** Removes a folder and those above it, up to `top`, as far as they are empty. */
function removeEmpty(folder: string, top: string): void {
  try {
    for (let at = folder; at.length >= top.length; at = dirname(at)) rmdirSync(at);
  } catch {
    // Something lies in it.
  }
}

/** The same for a file, which need not exist; the folders above it are made. A symbolic link is the file it leads to. */
export async function withFileLock<T>(file: string, work: () => Promise<T> | T): Promise<T> {
  createPrivateFolder(dirname(resolve(file)));
  return locked(file, `${realFile(file)}.lock`, work);
}

/** The file itself, absolute, where a link is given; it need not exist, its folder must. */
export function realFile(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return join(realpathSync(dirname(resolve(file))), basename(file));
  }
}

async function locked<T>(target: string, lock: string, work: () => Promise<T> | T): Promise<T> {
  if (own.has(lock)) throw new DtsenError("locked", { file: target });
  using _held = take(target, lock);
  return await work();
}

function take(target: string, lock: string): Disposable {
  for (;;) {
    const before = fileNumber(target, lock);
    const db = open(target, lock);
    // Whoever held it may have taken the file away in between: then the lock is on a file that nobody else will find.
    if (statSync(lock, { throwIfNoEntry: false, bigint: true })?.ino !== before) {
      db.close();
      continue;
    }
    own.add(lock);
    registerTemporary(lock);
    return {
      [Symbol.dispose]() {
        own.delete(lock);
        forgetTemporary(lock);
        // Before the lock is given back; Windows only lets go of a file that is closed.
        remove(lock);
        db.close();
        remove(lock);
      },
    };
  }
}

/** The number of the lock's file, which is made if need be. */
function fileNumber(target: string, lock: string): bigint | undefined {
  try {
    closeSync(openSync(lock, "a", 0o600));
    return statSync(lock, { throwIfNoEntry: false, bigint: true })?.ino;
  } catch (error) {
    throw translateSystemError(error, target);
  }
}

function open(target: string, lock: string): ReturnType<typeof openSqlite> {
  try {
    const db = openSqlite(lock, { timeout: 0 });
    try {
      db.exec("begin exclusive");
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    const busy = typeof error === "object" && error !== null && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
    throw busy ? new DtsenError("locked", { file: target }, { cause: error }) : translateSystemError(error, target);
  }
}

function remove(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    // Somebody else has it open by now: it is theirs.
  }
}
