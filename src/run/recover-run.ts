/** A folder of reports that is about to be read. */
import { statSync } from "node:fs";
import { DtsenError } from "../errors.ts";
import { withFolderLock } from "../platform/lock.ts";
import { isHalfPublished, removeLeftovers, restoreFiles } from "../platform/publishing.ts";

/** Undoes a publishing that a kill has broken off. Throws `locked` where one is under way, `not-a-run` where a file was given. */
export async function recoverRun(folder: string): Promise<void> {
  if (statSync(folder, { throwIfNoEntry: false })?.isFile() === true) throw new DtsenError("not-a-run", { file: folder });
  if (!isHalfPublished(folder)) return;
  await withFolderLock(folder, () => {
    restoreFiles(folder);
    removeLeftovers(folder);
  });
}
