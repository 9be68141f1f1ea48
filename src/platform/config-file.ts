/** The config file as it lies on the disk: JSON, one object. What its keys mean is the option table's. */
import { existsSync, readFileSync } from "node:fs";
import { DtsenError } from "../errors.ts";
import { replaceFile } from "./private-files.ts";
import { plainFile } from "./plain-file.ts";
import { translateSystemError } from "./system-errors.ts";

export const CONFIG_FILE = "dtsen.config.json";

export function readConfigFile(file: string): Readonly<Record<string, unknown>> {
  let content: string;
  try {
    content = readFileSync(plainFile(file), "utf8");
  } catch (error) {
    throw translateSystemError(error, file);
  }
  let value: unknown;
  try {
    value = JSON.parse(content.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new DtsenError("config-syntax", { file }, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new DtsenError("config-shape", { file });
  return value as Readonly<Record<string, unknown>>;
}

/** Puts the mapping of one list (`name`, its base name) into a config file, which is made if need be and keeps all else it says. */
export function saveMapping(file: string, name: string, map: Readonly<Record<string, string>>): void {
  const before = existsSync(file) ? readConfigFile(file) : {};
  const files = before["files"];
  const others = typeof files === "object" && files !== null && !Array.isArray(files) ? files : {};
  replaceFile(file, `${JSON.stringify({ ...before, files: { ...others, [name]: { map } } }, null, 2)}\n`);
}
