/** A folder of reports that is about to be read. */
import { withFolderLock } from "../platform/lock.ts";
import { isHalfPublished, removeLeftovers, restoreFiles } from "../platform/publishing.ts";

/** Undoes a publishing that a kill has broken off. Throws `locked` where one is under way. */
export async function recoverRun(folder: string): Promise<void> {
  if (!isHalfPublished(folder)) return;
  await withFolderLock(folder, () => {
    restoreFiles(folder);
    removeLeftovers(folder);
  });
}
