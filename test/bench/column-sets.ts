/** The columns of the lists that offices send, and a list cut down to them. */
import { cell } from "../../fixtures/generator/files.ts";

/** The year the lists' ages are counted in. */
const YEAR = 2026;

/** Columns by the generator's widest list; `UMUR` is worked out from the birth date as the list has it. */
export const columnSets: Readonly<Record<string, readonly string[]>> = {
  "all columns": ["NIK", "NO KK", "NAMA LENGKAP", "TANGGAL LAHIR", "JK", "ALAMAT", "RT", "RW", "DESA", "KECAMATAN", "KABUPATEN"],
  "card, name": ["NO KK", "NAMA LENGKAP"],
  "name, birth date, sex, village": ["NAMA LENGKAP", "TANGGAL LAHIR", "JK", "DESA", "KECAMATAN"],
  "NIK, name, village": ["NIK", "NAMA LENGKAP", "DESA", "KECAMATAN"],
  "name, address, village": ["NAMA LENGKAP", "ALAMAT", "RT", "RW", "DESA", "KECAMATAN"],
  "name, village": ["NAMA LENGKAP", "DESA", "KECAMATAN"],
  "name, sex, village": ["NAMA LENGKAP", "JK", "DESA", "KECAMATAN"],
  "name, age, village": ["NAMA LENGKAP", "UMUR", "DESA", "KECAMATAN"],
  "name, birth date, kecamatan": ["NAMA LENGKAP", "TANGGAL LAHIR", "KECAMATAN"],
  "name, birth date": ["NAMA LENGKAP", "TANGGAL LAHIR"],
  "NIK, name": ["NIK", "NAMA LENGKAP"],
  NIK: ["NIK"],
  card: ["NO KK"],
};

/** The widest list with some of its columns. Row numbers stay, and with them the truth. */
export function projected(wide: readonly (readonly string[])[], columns: readonly string[]): string {
  const header = wide[0]!;
  const birth = header.indexOf("TANGGAL LAHIR");
  const lines = wide.map((cells, at) =>
    columns
      .map((column) => {
        const text = column === "UMUR" && at > 0 ? ageOf(cells[birth]!, at) : column === "UMUR" ? column : cells[header.indexOf(column)]!;
        return cell(text, ",");
      })
      .join(","),
  );
  // A row with nothing in it would be furniture, and no row of a list.
  return `${lines.map((text) => (/^,*$/.test(text) ? text.replace(/^/, "-") : text)).join("\n")}\n`;
}

/** An age as it is told at the door: one in five is a year off. */
function ageOf(date: string, row: number): string {
  const year = /(\d{4}|\d\d)$/.exec(date)?.[1];
  if (year === undefined) return "";
  const full = year.length === 4 ? Number(year) : Number(year) > 25 ? 1900 + Number(year) : 2000 + Number(year);
  const off = row % 10 === 3 ? -1 : row % 10 === 7 ? 1 : 0;
  return String(Math.max(0, YEAR - full + off));
}
