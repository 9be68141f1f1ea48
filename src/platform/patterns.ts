/** Names of files as they are typed: patterns such as `lists/*.csv` that no shell has expanded (Windows' does not). */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, normalize, parse, sep } from "node:path";

/** Every pattern by the files it fits, in order of name; a name without `*` and `?`, one that is there, and one that fits nothing as they are. */
export function expandPatterns(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    if (!/[*?]/.test(name) || existsSync(name)) return [passable(name)];
    const found = expand(name);
    return found.length === 0 ? [name] : found;
  });
}

/** `~$daftar.xlsx`: what Excel keeps beside a workbook that is open. A pattern takes it along; it is no list. */
export function isLockFile(path: string): boolean {
  return basename(path).startsWith("~$");
}

/** `x/../y.db` where there is no `x` is `y.db`: as every shell and editor reads it, though the system would look for `x`. */
export function passable(path: string): string {
  return path.split(/[/\\]/).includes("..") && !existsSync(dirname(path)) ? normalize(path) : path;
}

function expand(pattern: string): string[] {
  const { root } = parse(pattern);
  const parts = pattern
    .slice(root.length)
    .split(/[/\\]/)
    .filter((part) => part !== "");
  let places = [root];
  for (const part of parts) {
    const isPattern = /[*?]/.test(part);
    places = places.flatMap((place) => (isPattern ? fitting(place, part) : [join(place, part)]));
  }
  return places.filter((place) => existsSync(place));
}

function fitting(folder: string, pattern: string): string[] {
  const fits = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    sep === "\\" ? "isu" : "su",
  );
  try {
    return readdirSync(folder === "" ? "." : folder)
      .filter((name) => fits.test(name) && (!name.startsWith(".") || pattern.startsWith(".")))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    // No folder, or none that may be read: nothing fits.
    return [];
  }
}
