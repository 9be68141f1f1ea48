/** What a file is known by, whatever its name. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { plainFile } from "./plain-file.ts";
import { translateSystemError } from "./system-errors.ts";

/** SHA-256 of a file's bytes, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(plainFile(path))) hash.update(chunk as Buffer);
  } catch (error) {
    throw translateSystemError(error, path);
  }
  return hash.digest("hex");
}
