/** Whether the files of a run are what they were given as: an extract among the lists, or a list given twice, is told and not swallowed. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { DtsenError } from "../errors.ts";
import type { IndexInput } from "../index/index-meta.ts";
import { sha256Of } from "../platform/file-hash.ts";
import { looksLikeExtract } from "../read/extract-headers.ts";
import type { Table } from "../read/table.ts";
import { keyColumn, originColumn } from "../report/workbook/officer-sheets.ts";

/** `inputs`: what the index was made from. Throws `list-twice`, `extract-as-list` and `report-as-list`. */
export async function checkRoles(paths: readonly string[], tables: readonly Table[], inputs: readonly IndexInput[]): Promise<void> {
  const known = new Map<string, string>();
  for (const [at, path] of paths.entries()) {
    const { parts, size } = tables[at]!;
    if (parts.some(({ format }) => looksLikeExtract(format.headers))) throw new DtsenError("extract-as-list", { file: path });
    if (parts.some(({ format }) => isToBeRuled(format.headers))) throw new DtsenError("report-as-list", { file: path });
    if (path === "-") continue;
    // Only files of one size are read to see whether they are one.
    const isAlone = paths.every((_, nth) => nth === at || tables[nth]!.size !== size);
    const mayBeInput = inputs.some(({ bytes }) => bytes === size);
    if (isAlone && !mayBeInput) continue;
    const name = statSync(path).isFile() ? await sha256Of(path) : resolve(path);
    if (inputs.some(({ sha256 }) => sha256 === name)) throw new DtsenError("extract-as-list", { file: path });
    const before = known.get(name);
    if (before !== undefined) throw new DtsenError("list-twice", { file: path, other: before });
    known.set(name, path);
  }
}

/** A workbook of a run, or a work list: who is in it came from a list, and beside each stands somebody of the extract. */
function isToBeRuled(headers: readonly string[]): boolean {
  return [originColumn, keyColumn].every(({ header }) => headers.includes(header));
}
