/**
 * The reports on disk: all under their final names, or none. They are written under temporary names in the same folder, where a
 * rename is one step, and become visible together when all are complete (`platform/publishing.ts`).
 */
import { createHash, type Hash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DtsenError } from "../errors.ts";
import { createPrivateFolder, createTemporary, registerTemporary, removeTemporary } from "../platform/private-files.ts";
import { publishFiles, removeLeftovers, restoreFiles, temporaryName } from "../platform/publishing.ts";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";

/** The reports made of lines, batch by batch. */
export const reportFileNames = {
  match: "match.csv",
  conflict: "conflict.csv",
  orphan: "orphan.csv",
  rejected: "rejected.csv",
  candidates: "kandidat.csv",
} as const;
export type ReportFile = keyof typeof reportFileNames;
export const RECAP_FILE = "rekap.csv";
export const WORKBOOK_FILE = "laporan.xlsx";
export const SUMMARY_FILE = "summary.json";
/** What may stand in the folder of a run; a workbook and the notes on several lists only where there is something to say. */
const names = [...Object.values(reportFileNames), RECAP_FILE, "bantuan_ganda.csv", WORKBOOK_FILE, SUMMARY_FILE];

/** Lines are gathered up to this before they go to disk. */
const BUFFER_BYTES = 1 << 18;
export const BYTE_ORDER_MARK = "\ufeff";

/** What a published file is known by; `summary.json` holds it of all the others. */
export interface FileState {
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

export interface ReportFiles {
  /** Appends complete CSV lines, each with its line break, as text or in UTF-8. */
  append(report: ReportFile, lines: string | Uint8Array): void;
  /** A whole file more. */
  write(name: string, text: string): void;
  /** A temporary path for a file more that the caller writes and closes. */
  file(name: string): string;
  /** Everything appended so far is on disk: the temporary paths of the files, by their final names. */
  sealed(): Readonly<Record<string, string>>;
  /** Makes all files visible; nothing can be appended afterwards. `summary` makes the text of `summary.json`. */
  commit(summary: (files: Readonly<Record<string, FileState>>) => string): void;
  /** Gives up: nothing of this run stays, what stood there before stays as it was. Harmless after `commit`. */
  abort(): void;
}

export interface ReportSettings {
  /** Reports that a person has changed are replaced all the same. */
  readonly overwrite: boolean;
  /** Files the run reads: none of them is ever replaced. */
  readonly inputs: readonly string[];
}

/**
 * Opens the reports in `folder`, which is made if need be. `headers` are the header lines, ready encoded with their line break.
 * Errors of the disk come as `DtsenError`, and then everything unfinished has been removed. Refused are a folder in the place of
 * a report (`folder-in-the-way`), a report that is an input of the run (`input-in-the-way`) or has been changed (`report-changed`).
 */
export function openReports(
  folder: string,
  headers: Readonly<Record<ReportFile, string>>,
  { overwrite, inputs }: ReportSettings = { overwrite: false, inputs: [] },
): ReportFiles {
  createPrivateFolder(folder);
  restoreFiles(folder);
  removeLeftovers(folder);
  const before = reportsIn(folder);
  for (const { name, path } of before) {
    refuseFolder(path);
    if (inputs.some((input) => isSameFile(input, path))) throw new DtsenError("input-in-the-way", { file: path });
    if (!overwrite && name !== SUMMARY_FILE) refuseChanged(folder, name);
  }

  const sinks = new Map<string, Sink>();
  const others = new Map<string, string>();
  let open = true;
  const abort = (): void => {
    if (!open) return;
    open = false;
    for (const sink of sinks.values()) sink.discard();
    for (const temporary of others.values()) removeTemporary(temporary);
  };
  /** Whatever fails, nothing of this run stays behind. */
  const orAbort = <T>(work: () => T): T => {
    if (!open) throw new Error("the reports are closed");
    try {
      return work();
    } catch (error) {
      abort();
      throw error;
    }
  };
  const sinkOf = (name: string): Sink => {
    const sink = new Sink(folder, name);
    sinks.set(name, sink);
    return sink;
  };
  orAbort(() => {
    for (const kind of Object.keys(reportFileNames) as ReportFile[]) sinkOf(reportFileNames[kind]).write(BYTE_ORDER_MARK + headers[kind]);
  });
  return {
    append: (report, lines) => orAbort(() => sinks.get(reportFileNames[report])!.write(lines)),
    write: (name, text) => orAbort(() => sinkOf(name).write(text)),
    file(name) {
      const temporary = temporaryName(folder, name);
      registerTemporary(temporary);
      others.set(name, temporary);
      return temporary;
    },
    sealed: () =>
      orAbort(() => {
        for (const sink of sinks.values()) sink.flush();
        return Object.fromEntries([...sinks.values()].map(({ name, temporary }) => [name, temporary]));
      }),
    commit: (summary) =>
      orAbort(() => {
        const files: Record<string, FileState> = {};
        for (const sink of sinks.values()) files[sink.name] = sink.finish();
        for (const [name, temporary] of others) files[name] = finished(temporary, join(folder, name));
        const last = sinkOf(SUMMARY_FILE);
        last.write(summary(files));
        last.finish();
        const temporaries = [...[...sinks.values()].slice(0, -1), ...[...others].map(([name, temporary]) => ({ name, temporary })), last];
        publishFiles(
          folder,
          temporaries,
          before.map(({ name }) => name),
        );
        open = false;
      }),
    abort,
  };
}

/** One file in the making, under its temporary name. */
class Sink {
  readonly name: string;
  readonly temporary: string;
  private readonly target: string;
  private readonly hash: Hash = createHash("sha256");
  private bytes = 0;
  private descriptor: number | null;
  private readonly pending = Buffer.allocUnsafe(BUFFER_BYTES);
  private used = 0;

  constructor(folder: string, name: string) {
    this.name = name;
    this.target = join(folder, name);
    this.temporary = temporaryName(folder, name);
    this.descriptor = createTemporary(this.temporary, this.target);
  }

  write(text: string | Uint8Array): void {
    const bytes = typeof text === "string" ? Buffer.from(text, "utf8") : text;
    if (this.used + bytes.length > this.pending.length) this.flush();
    if (bytes.length > this.pending.length) return this.put(bytes);
    this.pending.set(bytes, this.used);
    this.used += bytes.length;
  }

  flush(): void {
    this.put(this.pending.subarray(0, this.used));
    this.used = 0;
  }

  /** On disk, truly: a rename that survives a power cut must not name an empty file. */
  finish(): FileState {
    this.flush();
    try {
      fsyncSync(this.descriptor!);
      closeSync(this.descriptor!);
      this.descriptor = null;
    } catch (error) {
      throw translateSystemError(error, this.target);
    }
    return { bytes: this.bytes, sha256: this.hash.digest("hex") };
  }

  discard(): void {
    this.used = 0;
    if (this.descriptor !== null) {
      const descriptor = this.descriptor;
      this.descriptor = null;
      try {
        closeSync(descriptor);
      } catch {
        // A disk that fails to close a file we throw away changes nothing.
      }
    }
    removeTemporary(this.temporary);
  }

  private put(bytes: Uint8Array): void {
    this.hash.update(bytes);
    this.bytes += bytes.length;
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor!, bytes, at);
    } catch (error) {
      throw translateSystemError(error, this.target);
    }
  }
}

function finished(path: string, subject: string): FileState {
  try {
    const descriptor = openSync(path, "r+");
    fsyncSync(descriptor);
    closeSync(descriptor);
    return stateOf(path);
  } catch (error) {
    throw translateSystemError(error, subject);
  }
}

/* ---- what stands there already ---- */

/** The reports of the run before, and whatever else bears a report's name. */
function reportsIn(folder: string): { readonly name: string; readonly path: string }[] {
  return [...new Set([...names, ...Object.keys(recordedIn(folder)?.files ?? {})])]
    .map((name) => ({ name, path: join(folder, name) }))
    .filter(({ path }) => existsSync(path));
}

/** What the folder's `summary.json` records of its reports; `null` where it is no run's. */
function recordedIn(folder: string): { readonly files: Readonly<Record<string, FileState>>; readonly writtenMs: number } | null {
  const path = join(folder, SUMMARY_FILE);
  try {
    const summary = JSON.parse(readFileSync(plainFile(path), "utf8")) as { dtsen?: unknown; files?: Record<string, FileState> } | null;
    if (typeof summary?.dtsen !== "string") return null;
    return { files: isPlainNames(summary.files) ? summary.files : {}, writtenMs: statSync(path).mtimeMs };
  } catch {
    return null;
  }
}

/** Names of this folder's own files only: a summary from elsewhere may say anything. */
function isPlainNames(files: unknown): files is Record<string, FileState> {
  return typeof files === "object" && files !== null && Object.keys(files).every((name) => /^[\w-]+\.\w+$/.test(name));
}

/** The summary is written last, so a report that is newer has been touched since; whether it is another is then seen by its bytes. */
function refuseChanged(folder: string, name: string): void {
  const recorded = recordedIn(folder);
  const path = join(folder, name);
  const { mtimeMs, size } = statSync(path);
  const state = recorded?.files[name];
  const isUntouched = recorded !== null && mtimeMs <= recorded.writtenMs && (state === undefined || state.bytes === size);
  if (isUntouched || (state !== undefined && state.bytes === size && state.sha256 === stateOf(path).sha256)) return;
  throw new DtsenError("report-changed", { file: path });
}

function stateOf(path: string): FileState {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(BUFFER_BYTES);
  const descriptor = openSync(plainFile(path), "r");
  let bytes = 0;
  try {
    for (let read = 0; (read = readSync(descriptor, chunk)) > 0; bytes += read) hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(descriptor);
  }
  return { bytes, sha256: hash.digest("hex") };
}

function isSameFile(left: string, right: string): boolean {
  const [one, other] = [left, right].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function refuseFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new DtsenError("folder-in-the-way", { file: path });
}
