import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { DtsenError } from "../errors.ts";
import { sha256Of } from "../platform/file-hash.ts";
import { readIndexMeta } from "./index-database.ts";
import { translateSystemError } from "../platform/system-errors.ts";

/**
 * Whether an index was made from exactly these files, as they are now. A missing or unfitting index is not fresh. Throws `other-index`
 * for one of files of other names: it is no older state of these, and nobody has asked to lose it.
 */
export async function isFresh(db: string, files: readonly string[]): Promise<boolean> {
  if (!existsSync(db)) return false;
  const known = inputsOf(db);
  if (known === null) return false;
  const names = new Set(files.map((file) => basename(file)));
  const isOther = !known.some(({ name }) => names.has(name));
  const wanted = new Set<string>();
  for (const file of files) {
    let size: number;
    try {
      size = statSync(file).size;
    } catch (error) {
      throw translateSystemError(error, file);
    }
    if (!known.some(({ bytes }) => bytes === size)) return isOther ? refuse(db, known) : false;
    wanted.add(await sha256Of(file));
  }
  const isSame = wanted.size === new Set(known.map(({ sha256 }) => sha256)).size && known.every(({ sha256 }) => wanted.has(sha256));
  return !isSame && isOther ? refuse(db, known) : isSame;
}

function refuse(db: string, known: readonly { readonly name: string }[]): never {
  throw new DtsenError("other-index", { file: db, inputs: known.map(({ name }) => name).slice(0, 4) });
}

function inputsOf(db: string): readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[] | null {
  try {
    return readIndexMeta(db).inputs;
  } catch (error) {
    // An index of another version is simply made again; it was made from these files by us.
    if (error instanceof DtsenError) return null;
    throw error;
  }
}
