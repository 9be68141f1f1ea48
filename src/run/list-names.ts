/** What the lists of a run are called: in reports by the shortest path that tells them apart, on disk by a folder of their own. */
import { basename, resolve, sep } from "node:path";

/** Each list once, however often it was named. */
export function distinctFiles(files: readonly string[]): string[] {
  const met = new Set<string>();
  return files.filter((file) => {
    const path = file === "-" ? file : resolve(file);
    return !met.has(path) && met.add(path) !== undefined;
  });
}

/** Base names, nearly always; where two lists share theirs, with the folders above as far as needed. */
export function listNames(files: readonly string[]): string[] {
  const parts = files.map((file) => (file === "-" ? ["-"] : resolve(file).split(sep)));
  const nameOf = (path: readonly string[], length: number): string => path.slice(-length).join("/");
  return parts.map((path) => {
    let length = 1;
    while (length < path.length && parts.some((other) => other !== path && nameOf(other, length) === nameOf(path, length))) length++;
    return nameOf(path, length);
  });
}

/** Folders for lists of these names: without the ending, and without what a file system does not take. */
export function folderNames(names: readonly string[]): string[] {
  const stems = names.map((name) => cleaned(name === "-" ? "masukan-standar" : name.replace(/\.(?:csv|txt|tsv|xlsx|xlsm)$/i, "")));
  const alike = (stem: string): boolean => stems.filter((each) => each.toLowerCase() === stem.toLowerCase()).length > 1;
  const met = new Set<string>();
  return stems.map((stem, at) => {
    const name = alike(stem) ? cleaned(names[at]!.replaceAll(".", "-")) : stem;
    let unique = name;
    for (let number = 2; met.has(unique.toLowerCase()); number++) unique = `${name}-${number}`;
    met.add(unique.toLowerCase());
    return unique;
  });
}

/** Windows keeps these names for devices, whatever ending they have. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

function cleaned(name: string): string {
  const plain = name
    .replaceAll("/", "-")
    .replace(/[<>:"\\|?*\p{Cc}]/gu, "_")
    .replace(/^\.+|[. ]+$/g, "");
  return plain === "" || DEVICE.test(plain) ? `daftar-${plain}` : plain;
}

/** A table's name: the list's, with the sheet where it is one (`daftar.xlsx#KEC. CIOMAS`). */
export function tableName(listName: string, path: string, file: string): string {
  const own = path === "-" ? "-" : basename(path);
  return file.startsWith(own) ? `${listName}${file.slice(own.length)}` : file;
}
