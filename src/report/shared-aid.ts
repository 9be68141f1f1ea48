/** `bantuan_ganda.csv`: persons and families whom several lists of a run have found, a line for each of their rows. */
import type { ReferencePerson } from "../link/reference-person.ts";
import { maskNumber, maskText } from "./mask.ts";
import { csvLines, type ReportDelimiter } from "./csv.ts";

export const SHARED_AID_FILE = "bantuan_ganda.csv";

export const sharedAidColumns = [
  "tingkat",
  "kelompok",
  "daftar",
  "source_file",
  "source_row",
  "status",
  "dtsen_file",
  "dtsen_row",
  "dtsen_nik",
  "dtsen_no_kk",
  "dtsen_nama",
  "dtsen_desa",
  "dtsen_kecamatan",
  "dtsen_desil",
] as const;

/** A row of a group: where it stands, and whom it is matched with. */
export interface SharedRow {
  readonly file: string;
  readonly row: number;
  readonly status: string;
  readonly person: ReferencePerson;
}

export interface SharedGroup {
  readonly level: "person" | "family";
  readonly rows: readonly SharedRow[];
}

/** `daftar`: on how many lists the person or family stands. Groups are numbered in the order of their first rows. */
export function sharedAidText(groups: Iterable<SharedGroup>, delimiter: ReportDelimiter, mask: boolean): string {
  const lines: string[] = [csvLines([sharedAidColumns], delimiter)];
  let number = 0;
  for (const { level, rows } of groups) {
    number++;
    const lists = new Set(rows.map(({ file }) => file)).size;
    const group = [level === "person" ? "ORANG" : "KELUARGA", String(number), String(lists)];
    lines.push(
      csvLines(
        rows.map(({ file, row, status, person }) => [...group, file, String(row), status, ...personCells(person, mask)]),
        delimiter,
      ),
    );
  }
  return lines.join("");
}

function personCells({ file, row, nik, noKk, name, desa, kecamatan, desil }: ReferencePerson, mask: boolean): string[] {
  const tail = [name, desa, kecamatan, desil === null ? "" : String(desil)];
  if (!mask) return [file, String(row), nik, noKk, ...tail];
  return [maskText(file), String(row), maskNumber(nik), maskNumber(noKk), ...tail.map((cell) => maskText(cell))];
}
