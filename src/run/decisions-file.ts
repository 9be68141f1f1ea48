/** The decisions file on disk. */
import { readFileSync } from "node:fs";
import { DtsenError } from "../errors.ts";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";
import { readDecisions, type Decisions } from "../rulings/decisions.ts";

/** Throws `decisions-columns` where the file is no decisions file, and as the file system does. */
export function openDecisions(path: string): Decisions {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(plainFile(path));
  } catch (error) {
    throw translateSystemError(error, path);
  }
  const decisions = readDecisions(bytes);
  if (decisions !== null) return decisions;
  throw new DtsenError("decisions-columns", { file: path });
}
