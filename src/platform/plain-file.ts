/** The guard before every file that is named to the program and read: a device has no end, and a pipe may never begin. */
import { statSync } from "node:fs";
import { DtsenError } from "../errors.ts";

/**
 * `path` itself, where it is an ordinary file or nothing at all (reading it tells that). Throws `is-a-folder`, `is-a-device`, and as
 * the file system does. Lists and extracts may come by a pipe and have a guard of their own (`read/open-sources.ts`).
 */
export function plainFile(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return path;
  throw new DtsenError(found.isDirectory() ? "is-a-folder" : "is-a-device", { file: path });
}
