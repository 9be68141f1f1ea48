/** A path as sources of records: a CSV file is one, a workbook has one for every sheet that is to be read. */
import { statSync } from "node:fs";
import { DtsenError } from "../errors.ts";
import { openCsv } from "./csv-source.ts";
import { fileKind } from "./file-kind.ts";
import type { RecordSource } from "./record-source.ts";
import type { SkippedSheet } from "./xlsx/sheet-source.ts";

export interface OpenedSources {
  readonly sources: readonly RecordSource[];
  /** Sheets that are not read, and why. */
  readonly skipped: readonly SkippedSheet[];
}

/** `sheets`: those to read; none given: every visible one. Throws `empty-file`, `wrong-kind`, and the faults of workbook and file system. */
export async function openSources(path: string, sheets: readonly string[], hashed: boolean): Promise<OpenedSources> {
  // A pipe gives its bytes once: only a file can be looked at before it is read.
  const found = path === "-" ? undefined : statSync(path, { throwIfNoEntry: false });
  // It may have no end.
  if (found?.isBlockDevice() === true || (found?.isCharacterDevice() === true && path !== "/dev/stdin")) {
    throw new DtsenError("is-a-device", { file: path });
  }
  const isFile = found?.isFile() === true;
  const kind = isFile ? await fileKind(path) : "text";
  if (kind === "text") return { sources: [await openCsv(path, hashed)], skipped: [] };
  if (kind === "workbook") return (await import("./xlsx/sheet-source.ts")).openSheets(path, sheets, hashed);
  if (kind === "locked-workbook") throw new DtsenError("workbook-locked", { file: path });
  throw new DtsenError("wrong-kind", { file: path, kind });
}
