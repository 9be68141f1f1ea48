/** A path as sources of records: a CSV file is one. */
import { openCsv } from "./csv-source.ts";
import type { RecordSource } from "./record-source.ts";

/** Throws `empty-file`, `wrong-kind`, and the faults of the file system. */
export async function openSources(path: string, hashed: boolean): Promise<RecordSource[]> {
  return [await openCsv(path, hashed)];
}
