/** What is said of a list before it is matched: columns that could be numbers of people and are not used. Pure. */
import type { Lang } from "../language.ts";
import { shown } from "../shown.ts";

/** A part of a list, as much of it as is warned of. */
export interface WarnedPart {
  readonly file: string;
  readonly headers: readonly string[];
  readonly unusedNumbers: readonly number[];
}

/** One line for each column, without line break. */
export function listWarnings(parts: readonly WarnedPart[], lang: Lang): string[] {
  return [
    ...new Set(
      parts.flatMap(({ file, headers, unusedNumbers }) =>
        unusedNumbers.map((column) => {
          const name = `"${shown(headers[column]!.trim().replace(/\s+/g, " "))}" (#${column + 1})`;
          return lang === "id"
            ? `PERHATIAN: ${shown(file)}: kolom ${name} berisi nomor enam belas digit dan tidak dipakai; bila itu nomornya: --map nik=#${column + 1} atau --map nokk=#${column + 1}`
            : `WARNING: ${shown(file)}: column ${name} holds sixteen-digit numbers and is not used; if they are the row's own: --map nik=#${column + 1} or --map nokk=#${column + 1}`;
        }),
      ),
    ),
  ];
}
