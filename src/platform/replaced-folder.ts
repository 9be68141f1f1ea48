/**
 * A folder that is written anew as a whole: made beside its place under another name, and put there when it is complete. An older
 * one goes only when the new one stands, and only where it holds nothing but what its own table of contents names.
 */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { DtsenError } from "../errors.ts";
import { withFileLock } from "./lock.ts";
import { forgetTemporary, moveFile, registerTemporary, removeTemporary } from "./private-files.ts";
import { plainFile } from "./plain-file.ts";
import { translateSystemError } from "./system-errors.ts";

const FIRST_CELL = /^(?:"'?((?:[^"]|"")*)"|'?([^,;\r\n]*))/gm;

/**
 * `work` fills the new folder; `contents` is the file in it that names the others, one at the beginning of each line. Throws
 * `not-replaced` where the older folder is none of ours, or holds other files as well.
 */
export async function withReplacedFolder<T>(target: string, contents: string, work: (folder: string) => Promise<T>): Promise<T> {
  const place = resolve(target);
  return withFileLock(place, async () => {
    const beside = `.dtsen-${basename(place)}-`;
    const old = join(dirname(place), `${beside}old`);
    restore(place, old, beside);
    refuseOthers(target, place, contents);
    const folder = makeFolder(join(dirname(place), beside), target);
    try {
      const result = await work(folder);
      // What a spreadsheet was opened for meanwhile is somebody's work as well.
      refuseOthers(target, place, contents);
      putInPlace(folder, place, old, target);
      return result;
    } finally {
      removeTemporary(folder);
    }
  });
}

/** What killed runs have left is swept; an older folder that one has set aside is put back. */
function restore(place: string, old: string, beside: string): void {
  try {
    if (existsSync(old) && !existsSync(place)) renameSync(old, place);
    for (const name of readdirSync(dirname(place))) if (name.startsWith(beside)) removeTemporary(join(dirname(place), name));
  } catch (error) {
    throw translateSystemError(error, place);
  }
}

function makeFolder(start: string, target: string): string {
  try {
    const folder = mkdtempSync(start);
    chmodSync(folder, 0o700);
    registerTemporary(folder);
    return folder;
  } catch (error) {
    throw translateSystemError(error, target);
  }
}

function refuseOthers(target: string, place: string, contents: string): void {
  if (!existsSync(place)) return;
  let named: string;
  let files: string[];
  try {
    named = existsSync(join(place, contents)) ? readFileSync(plainFile(join(place, contents)), "utf8") : "";
    files = readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(place, join(entry.parentPath, entry.name)).split(sep).join("/"));
  } catch (error) {
    throw translateSystemError(error, target);
  }
  const ours = new Set([contents, ...[...named.matchAll(FIRST_CELL)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain)]);
  const other = files.find((file) => !ours.has(file));
  if (other !== undefined) throw new DtsenError("not-replaced", { file: join(target, other) });
}

function putInPlace(folder: string, place: string, old: string, target: string): void {
  try {
    const isReplaced = existsSync(place);
    if (isReplaced) moveFile(place, old);
    try {
      moveFile(folder, place);
    } catch (error) {
      if (isReplaced) moveFile(old, place);
      throw error;
    }
    forgetTemporary(folder);
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    throw translateSystemError(error, target);
  }
}
