/** Faults of disk, folder and file in words: what is wrong and what to do. */
import { DtsenError } from "../errors.ts";

interface Fault {
  readonly code: string;
  readonly what: string;
  readonly hint: string;
}

/** By the operating system's (and SQLite's) name of the fault. */
const faults: Readonly<Record<string, Fault>> = {
  ENOENT: { code: "file-missing", what: "not found", hint: "Check the spelling and the folder; a name with spaces needs quotes." },
  ENOTDIR: { code: "not-a-folder", what: "a part of the path is a file, not a folder", hint: "Check the path." },
  EISDIR: { code: "is-a-folder", what: "is a folder, not a file", hint: "Name the file inside it." },
  EEXIST: { code: "already-there", what: "is in the way", hint: "Move it aside or choose another name." },
  ENOTEMPTY: { code: "already-there", what: "is in the way", hint: "Move it aside or choose another name." },
  EACCES: { code: "no-permission", what: "no permission", hint: "Choose a folder you may write to, or have its owner give you access." },
  EPERM: {
    code: "no-permission",
    what: "no permission",
    hint: "Choose a folder you may write to; on Windows, close the file in the spreadsheet first.",
  },
  EBUSY: {
    code: "in-use",
    what: "is in use by another program",
    hint: "Close it there (a spreadsheet keeps its files locked) and run again.",
  },
  ETXTBSY: { code: "in-use", what: "is in use by another program", hint: "Close it there and run again." },
  EROFS: { code: "read-only", what: "the disk is read-only", hint: "Choose a folder on a disk that can be written, with --out or --db." },
  ENOSPC: {
    code: "disk-full",
    what: "the disk is full",
    hint: "Free some space or choose another disk with --out or --db; nothing half-written was left behind.",
  },
  EDQUOT: {
    code: "disk-full",
    what: "your share of the disk is used up",
    hint: "Free some space or choose another disk; nothing half-written was left behind.",
  },
  EFBIG: {
    code: "disk-full",
    what: "the file would be larger than this disk allows",
    hint: "Choose a disk with another file system, or raise the limit on file sizes.",
  },
  EMFILE: {
    code: "too-many-files",
    what: "too many open files",
    hint: "Close other programs or raise the limit (ulimit -n) and run again.",
  },
  ENFILE: { code: "too-many-files", what: "too many open files", hint: "Close other programs and run again." },
  ENAMETOOLONG: { code: "name-too-long", what: "the name is too long", hint: "Choose a shorter name." },
  EIO: { code: "disk-error", what: "the disk could not be read or written", hint: "Copy the file to another disk and try again." },
  ENOMEM: { code: "no-memory", what: "not enough memory", hint: "Close other programs, or use fewer --workers." },
  SQLITE_FULL: {
    code: "disk-full",
    what: "the disk is full",
    hint: "Free some space or choose another disk with --db; nothing half-written was left behind.",
  },
  SQLITE_READONLY: { code: "read-only", what: "cannot be written", hint: "Choose another place with --db." },
  SQLITE_CANTOPEN: { code: "cannot-open", what: "cannot be opened", hint: "Check the path and that you may read and write there." },
  SQLITE_NOTADB: { code: "not-an-index", what: "is not an index of dtsen", hint: "Build it with: dtsen index <extract files…> --db FILE" },
  SQLITE_CORRUPT: {
    code: "index-damaged",
    what: "the index is damaged",
    hint: "Build it again with: dtsen index <extract files…> --db FILE",
  },
  SQLITE_BUSY: { code: "in-use", what: "is in use by another program", hint: "Wait until it is done and run again." },
  SQLITE_LOCKED: { code: "in-use", what: "is in use by another program", hint: "Wait until it is done and run again." },
  SQLITE_IOERR: {
    code: "disk-error",
    what: "the disk could not be read or written",
    hint: "Free some space, or copy the file to another disk, and try again.",
  },
};

/**
 * An error of the operating system or of SQLite as a `DtsenError` about `subject` (a file or folder, never a value); anything
 * else, and what is a `DtsenError` already, comes back as it is. For edges: `throw translateSystemError(error, path)`.
 */
export function translateSystemError(error: unknown, subject: string): unknown {
  if (error instanceof DtsenError) return error;
  const fault = faultOf(codeOf(error));
  if (fault === undefined) return error;
  return new DtsenError(fault.code, `${subject}: ${fault.what}`, fault.hint, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** SQLite refines its codes by suffixes (`SQLITE_IOERR_WRITE`); the longest known beginning holds. */
function faultOf(code: string | undefined): Fault | undefined {
  if (code === undefined) return undefined;
  if (Object.hasOwn(faults, code)) return faults[code];
  if (!code.startsWith("SQLITE_")) return undefined;
  return faults[code.split("_").slice(0, 2).join("_")];
}
