/** Faults of disk, folder and file by their names in the operating system and SQLite, made faults of ours. */
import { DtsenError } from "../errors.ts";

const faults = {
  ENOENT: "file-missing",
  ENOTDIR: "not-a-folder",
  EISDIR: "is-a-folder",
  EEXIST: "already-there",
  ENOTEMPTY: "already-there",
  EACCES: "no-permission",
  EPERM: "no-permission",
  EBUSY: "in-use",
  ETXTBSY: "in-use",
  EROFS: "read-only",
  EMFILE: "too-many-files",
  ENFILE: "too-many-files",
  ENAMETOOLONG: "name-too-long",
  EIO: "disk-error",
  ENOMEM: "no-memory",
  // Loading a part of the program looks for files, and does not say why it found none.
  ERR_MODULE_NOT_FOUND: "cannot-load",
  MODULE_NOT_FOUND: "cannot-load",
  ERR_DLOPEN_FAILED: "cannot-load",
  ERR_WORKER_OUT_OF_MEMORY: "no-memory",
  SQLITE_READONLY: "read-only",
  SQLITE_CANTOPEN: "cannot-open",
  SQLITE_NOTADB: "not-an-index",
  SQLITE_CORRUPT: "index-damaged",
  SQLITE_BUSY: "in-use",
  SQLITE_LOCKED: "in-use",
  SQLITE_IOERR: "disk-error",
} as const;

/** What of the disk was used up. */
const limits = { ENOSPC: "disk", SQLITE_FULL: "disk", EDQUOT: "quota", EFBIG: "file-size" } as const;

/**
 * An error of the operating system or of SQLite as a `DtsenError` about `subject` (a file or folder, never a value); anything
 * else, and what is a `DtsenError` already, comes back as it is. For edges: `throw translateSystemError(error, path)`.
 */
export function translateSystemError(error: unknown, subject: string): unknown {
  if (error instanceof DtsenError) return error;
  const code = kindOf(codeOf(error) ?? "");
  if (Object.hasOwn(limits, code)) {
    return new DtsenError("disk-full", { file: subject, limit: limits[code as keyof typeof limits] }, { cause: error });
  }
  return Object.hasOwn(faults, code) ? new DtsenError(faults[code as keyof typeof faults], { file: subject }, { cause: error }) : error;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** SQLite refines its codes by suffixes (`SQLITE_IOERR_WRITE`); the shortest is the kind. */
function kindOf(code: string): string {
  return code.startsWith("SQLITE_") ? code.split("_").slice(0, 2).join("_") : code;
}
