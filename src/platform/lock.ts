/** One run at a time over one target: a lock file beside it that names the process holding it. */
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, resolve } from "node:path";
import { kill, pid } from "node:process";
import { DtsenError } from "../errors.ts";
import { createPrivateFolder, forgetTemporary, registerTemporary } from "./private-files.ts";
import { translateSystemError } from "./system-errors.ts";

/** The code of the error that makes the program end with exit code 75. */
export const LOCKED = "locked";

/** A run that dies between creating the lock and writing its name into it leaves it empty: milliseconds, not seconds. */
const UNSIGNED_GRACE_MS = 5_000;

/** Locks held by this process, to tell them from a lock left by a dead process that had our number (usual in containers). */
const own = new Set<string>();

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Runs `work` while holding the lock of `path` (a file or folder that need not exist; the lock is `path.lock`). A lock whose
 * process is gone is taken over. Throws a `DtsenError` with code `locked` where another run holds it.
 */
export async function withLock<T>(path: string, work: () => Promise<T> | T): Promise<T> {
  const lock = `${resolve(path)}.lock`;
  createPrivateFolder(dirname(resolve(path)));
  take(lock, path);
  own.add(lock);
  try {
    return await work();
  } finally {
    own.delete(lock);
    rmSync(lock, { force: true });
    forgetTemporary(lock);
  }
}

function take(lock: string, path: string): void {
  for (let attempt = 0; attempt < 3; attempt++) {
    if (create(lock)) return;
    const holder = holderOf(lock);
    if (!isStale(lock, holder)) throw held(lock, path, holder);
    removeStale(lock, path);
  }
  throw held(lock, path, holderOf(lock));
}

/** False where the file is there already. */
function create(lock: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(lock, "wx", 0o600);
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw translateSystemError(error, lock);
  }
  registerTemporary(lock);
  try {
    writeSync(descriptor, JSON.stringify({ pid, host: hostname() } satisfies Holder) + "\n");
  } catch (error) {
    rmSync(lock, { force: true });
    throw translateSystemError(error, lock);
  } finally {
    closeSync(descriptor);
  }
  return true;
}

/** `null` where the lock does not say who holds it (gone, empty, damaged). */
function holderOf(lock: string): Holder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(lock, "utf8"));
    if (typeof value !== "object" || value === null || !("pid" in value) || !("host" in value)) return null;
    return Number.isInteger(value.pid) && typeof value.host === "string" ? { pid: value.pid as number, host: value.host } : null;
  } catch {
    return null;
  }
}

function isStale(lock: string, holder: Holder | null): boolean {
  // Another machine's processes cannot be seen from here (a folder on the network): its lock is believed.
  if (holder !== null) return holder.host === hostname() && (holder.pid === pid ? !own.has(lock) : !isRunning(holder.pid));
  const stat = statSync(lock, { throwIfNoEntry: false });
  return stat === undefined || Date.now() - stat.mtimeMs > UNSIGNED_GRACE_MS;
}

function isRunning(process: number): boolean {
  try {
    kill(process, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return isCode(error, "EPERM");
  }
}

/**
 * Two runs may find the same dead lock. Only the one that holds the guard may remove it, and only if it is still dead then;
 * otherwise the slower one would remove the faster one's new lock.
 */
function removeStale(lock: string, path: string): void {
  const guard = `${lock}.takeover`;
  if (!create(guard)) {
    if (!isStale(guard, holderOf(guard))) throw held(lock, path, null);
    rmSync(guard, { force: true });
    return;
  }
  try {
    if (isStale(lock, holderOf(lock))) rmSync(lock, { force: true });
  } finally {
    rmSync(guard, { force: true });
    forgetTemporary(guard);
  }
}

function held(lock: string, path: string, holder: Holder | null): DtsenError {
  const host = holder === null || holder.host === hostname() ? null : holder.host;
  return new DtsenError(LOCKED, { file: path, process: holder?.pid ?? null, host, lock });
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
