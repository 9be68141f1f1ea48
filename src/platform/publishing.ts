/**
 * Putting finished files in the place of older ones, all of them or none. A folder has no such step of its own, so that a journal in
 * it says which files are moved where while that is under way: what a kill has broken off is undone by whoever opens it next.
 */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { pid } from "node:process";
import { DtsenError } from "../errors.ts";
import { forgetTemporary, moveFile, registerTemporary, removeTemporary, replaceFile } from "./private-files.ts";
import { plainFile } from "./plain-file.ts";
import { translateSystemError } from "./system-errors.ts";

const TEMPORARY = /^\.dtsen-.*\.tmp$/;
const JOURNAL = ".dtsen-publishing.json";

/** Where a file of `folder` lies as long as it is not finished; what is left of them by a kill, `removeLeftovers` finds. */
export function temporaryName(folder: string, name: string): string {
  return join(folder, `.dtsen-${pid}-${name}.tmp`);
}

/** What a run that was killed outright left behind. The caller holds the folder's lock, so nobody is still writing it. */
export function removeLeftovers(folder: string): void {
  try {
    for (const name of readdirSync(folder)) if (TEMPORARY.test(name)) removeTemporary(join(folder, name));
  } catch (error) {
    throw translateSystemError(error, folder);
  }
}

/** One file's way, by names in the folder: the finished one goes from `temporary` to `name`, what stood there before to `aside`. */
interface Move {
  readonly name: string;
  /** `null`: the run before wrote such a file, this one does not. */
  readonly temporary: string | null;
  /** `null`: nothing stood there. */
  readonly aside: string | null;
}

/**
 * Puts the finished files in the place of the old ones, of which those go that have no successor. The old ones are set aside from
 * the last to the first, the new ones come from the first to the last: a folder that has the last file holds the files of one run. A
 * failure on the way puts the old files back; after a kill the journal tells the next run how to.
 */
export function publishFiles(
  folder: string,
  files: readonly { readonly name: string; readonly temporary: string }[],
  before: readonly string[],
): void {
  const old = new Set(before);
  const aside = (name: string): string | null => (old.has(name) ? `.dtsen-${pid}-old-${name}.tmp` : null);
  const moves: Move[] = files.map(({ name, temporary }) => ({ name, temporary: basename(temporary), aside: aside(name) }));
  for (const name of old) if (!moves.some((move) => move.name === name)) moves.unshift({ name, temporary: null, aside: aside(name) });
  const journal = join(folder, JOURNAL);
  replaceFile(journal, JSON.stringify(moves));
  syncFolder(folder);
  try {
    for (const { name, aside } of moves.toReversed()) if (aside !== null) move(join(folder, name), join(folder, aside), name);
    for (const { name, temporary } of moves) if (temporary !== null) move(join(folder, temporary), join(folder, name), name);
    syncFolder(folder);
    rmSync(journal);
  } catch (error) {
    restoreFiles(folder);
    throw translateSystemError(error, folder);
  }
  syncFolder(folder);
  for (const { temporary } of files) forgetTemporary(temporary);
  for (const { aside } of moves) {
    if (aside === null) continue;
    registerTemporary(join(folder, aside));
    removeTemporary(join(folder, aside));
  }

  function move(from: string, to: string, name: string): void {
    try {
      moveFile(from, to);
    } catch (error) {
      throw translateSystemError(error, join(folder, name));
    }
  }
}

/** Whether a publishing is under way in this folder, or was broken off. */
export function isHalfPublished(folder: string): boolean {
  return existsSync(join(folder, JOURNAL));
}

/**
 * Undoes a publishing that was broken off: what was set aside is put back, what was put in place goes. Harmless where there is
 * nothing to undo. The caller holds the folder's lock. Throws `journal-unreadable` where the journal is none of ours.
 */
export function restoreFiles(folder: string): void {
  if (!isHalfPublished(folder)) return;
  const journal = join(folder, JOURNAL);
  const moves = movesIn(journal);
  let fault: unknown = null;
  for (const { name, temporary, aside } of moves) {
    const target = join(folder, name);
    try {
      if (aside !== null && existsSync(join(folder, aside))) moveFile(join(folder, aside), target);
      else if (aside === null && temporary !== null && !existsSync(join(folder, temporary))) rmSync(target, { force: true });
    } catch (error) {
      // The other files are to be put back all the same, and the first fault is the one to tell.
      fault ??= translateSystemError(error, target);
    }
  }
  if (fault !== null) throw fault;
  syncFolder(folder);
  rmSync(journal, { force: true });
}

/** Names of the journal's own folder only, and aside what is ours: a journal from elsewhere may say anything. */
function movesIn(journal: string): readonly Move[] {
  let moves: unknown;
  try {
    moves = JSON.parse(readFileSync(plainFile(journal), "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new DtsenError("journal-unreadable", { file: journal }, { cause: error });
    throw translateSystemError(error, journal);
  }
  if (!Array.isArray(moves) || !moves.every(isMove)) throw new DtsenError("journal-unreadable", { file: journal });
  return moves;
}

function isMove(move: unknown): move is Move {
  if (typeof move !== "object" || move === null) return false;
  const { name, temporary, aside } = move as Partial<Record<keyof Move, unknown>>;
  const isOurs = (file: unknown): boolean => file === null || (typeof file === "string" && TEMPORARY.test(file) && isHere(file));
  return typeof name === "string" && isHere(name) && isOurs(temporary) && isOurs(aside);
}

function isHere(name: string): boolean {
  return name !== "" && name !== ".." && name !== "." && !/[/\\]/.test(name);
}

/** Renames survive a power cut; where folders cannot be synced (Windows) they do without. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    // Nothing is lost but the certainty.
  }
}
