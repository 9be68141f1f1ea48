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
  const text = content.replace(/^\ufeff/, "");
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DtsenError("config-syntax", { file }, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new DtsenError("config-shape", { file });
  const key = repeatedKey(text);
  if (key !== null) throw new DtsenError("config-twice", { file, key });
  return value as Readonly<Record<string, unknown>>;
}

/** A key that stands twice in one object of a JSON text, of which `JSON.parse` keeps the last; null: there is none. */
function repeatedKey(json: string): string | null {
  const objects: Set<string>[] = [];
  for (const [token, text] of json.matchAll(/[{}]|("(?:[^"\\]|\\.)*")(?:\s*:)?/g)) {
    if (token === "{") objects.push(new Set());
    else if (token === "}") objects.pop();
    else if (token.endsWith(":")) {
      const key = JSON.parse(text!) as string;
      if (objects.at(-1)!.has(key)) return key;
      objects.at(-1)!.add(key);
    }
  }
  return null;
}

/** Puts the mapping of one list (`name`, its base name) into a config file, which is made if need be and keeps all else it says. */
export function saveMapping(file: string, name: string, map: Readonly<Record<string, string>>): void {
  const before = existsSync(file) ? readConfigFile(file) : {};
  const files = before["files"];
  const others = typeof files === "object" && files !== null && !Array.isArray(files) ? files : {};
  replaceFile(file, `${JSON.stringify({ ...before, files: { ...others, [name]: { map } } }, null, 2)}\n`);
}
