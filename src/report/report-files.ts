/**
 * The reports on disk: all five under their final names, or none. They are written under temporary names in the same folder,
 * where a rename is one step, and become visible together when all are complete.
 */
import { closeSync, existsSync, fsyncSync, readdirSync, renameSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pid } from "node:process";
import { DtsenError } from "../errors.ts";
import { createPrivateFolder, createTemporary, forgetTemporary, registerTemporary, removeTemporary } from "../platform/private-files.ts";
import { translateSystemError } from "../platform/system-errors.ts";

/** The reports made of lines; `summary.json` comes with `commit`. */
export const reportFileNames = { match: "match.csv", conflict: "conflict.csv", orphan: "orphan.csv", rejected: "rejected.csv" } as const;
export type ReportFile = keyof typeof reportFileNames;
export const SUMMARY_FILE = "summary.json";

/** Lines are gathered up to this before they go to disk. */
const BUFFER_BYTES = 1 << 18;
const BYTE_ORDER_MARK = "\ufeff";
const TEMPORARY = /^\.dtsen-\d+-.*\.tmp$/;

export interface ReportFiles {
  /** Appends complete CSV lines, each with its line break, as text or in UTF-8. */
  append(report: ReportFile, lines: string | Uint8Array): void;
  /** Makes all five files visible; nothing can be appended afterwards. `summary` is the text of `summary.json`. */
  commit(summary: string): void;
  /** Gives up: nothing of this run stays, what stood there before stays as it was. Harmless after `commit`. */
  abort(): void;
}

/**
 * Opens the reports in `folder`, which is made if need be. `headers` are the header lines, ready encoded with their line break.
 * Errors of the disk come as `DtsenError`, and then everything unfinished has been removed.
 */
export function openReports(folder: string, headers: Readonly<Record<ReportFile, string>>): ReportFiles {
  createPrivateFolder(folder);
  removeLeftovers(folder);
  const kinds = Object.keys(reportFileNames) as ReportFile[];
  const targets = [...kinds.map((kind) => reportFileNames[kind]), SUMMARY_FILE];
  refuseFolders(folder, targets);

  const sinks = new Map<ReportFile, Sink>();
  let open = true;
  const abort = (): void => {
    if (!open) return;
    open = false;
    for (const sink of sinks.values()) sink.discard();
  };
  /** Whatever fails, nothing of this run stays behind. */
  const orAbort = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      abort();
      throw error;
    }
  };
  orAbort(() => {
    for (const kind of kinds) {
      const sink = new Sink(folder, reportFileNames[kind]);
      sinks.set(kind, sink);
      sink.write(BYTE_ORDER_MARK + headers[kind]);
    }
  });
  return {
    append(report, lines) {
      if (!open) throw new Error("a report was appended to after it was closed");
      orAbort(() => sinks.get(report)!.write(lines));
    },
    commit(summary) {
      if (!open) throw new Error("the reports were closed twice");
      orAbort(() => {
        const summarySink = new Sink(folder, SUMMARY_FILE);
        try {
          summarySink.write(summary);
          const finished = [...sinks.values(), summarySink];
          for (const sink of finished) sink.finish();
          publish(folder, finished);
        } catch (error) {
          summarySink.discard();
          throw error;
        }
      });
      open = false;
    },
    abort,
  };
}

/** One file in the making, under its temporary name. */
class Sink {
  readonly name: string;
  readonly temporary: string;
  private readonly target: string;
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

  /** On disk, truly: a rename that survives a power cut must not name an empty file. */
  finish(): void {
    this.flush();
    try {
      fsyncSync(this.descriptor!);
      closeSync(this.descriptor!);
      this.descriptor = null;
    } catch (error) {
      throw translateSystemError(error, this.target);
    }
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

  private flush(): void {
    this.put(this.pending.subarray(0, this.used));
    this.used = 0;
  }

  private put(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor!, bytes, at);
    } catch (error) {
      throw translateSystemError(error, this.target);
    }
  }
}

/**
 * Puts the finished files in the place of the old ones. The old summary goes first and the new one comes last, so that a
 * folder with a `summary.json` always holds five files of one run, even after a power cut in between. A failure on the way
 * puts the old files back.
 */
function publish(folder: string, finished: readonly Sink[]): void {
  const done: (() => void)[] = [];
  const move = (from: string, to: string): void => {
    try {
      renameSync(from, to);
    } catch (error) {
      throw translateSystemError(error, to);
    }
    done.push(() => renameSync(to, from));
  };
  const old: string[] = [];
  try {
    for (const { name } of finished.toReversed()) {
      const target = join(folder, name);
      if (!existsSync(target)) continue;
      const aside = temporaryName(folder, `old-${name}`);
      move(target, aside);
      old.push(aside);
    }
    for (const { name, temporary } of finished) move(temporary, join(folder, name));
  } catch (error) {
    for (const undo of done.toReversed()) {
      try {
        undo();
      } catch {
        // The other files are to be put back all the same, and the first fault is the one to tell.
      }
    }
    throw error;
  }
  for (const { temporary } of finished) forgetTemporary(temporary);
  for (const aside of old) {
    registerTemporary(aside);
    removeTemporary(aside);
  }
}

function temporaryName(folder: string, name: string): string {
  return join(folder, `.dtsen-${pid}-${name}.tmp`);
}

/** What a run that was killed outright left behind. The caller holds the folder's lock, so nobody is still writing it. */
function removeLeftovers(folder: string): void {
  try {
    for (const name of readdirSync(folder)) if (TEMPORARY.test(name)) removeTemporary(join(folder, name));
  } catch (error) {
    throw translateSystemError(error, folder);
  }
}

function refuseFolders(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const path = join(folder, name);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new DtsenError("folder-in-the-way", { file: path });
    }
  }
}
