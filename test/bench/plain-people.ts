/** The generator's files as plain people, for the baselines: read and cleaned as a careful officer with a spreadsheet would. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import type { PlainPerson } from "./baselines.ts";

interface Columns {
  readonly delimiter: string;
  readonly nik: number;
  readonly name: number;
  readonly date: number;
}

/** By the names of the generator's lists; −1: no such column. */
const columnsOf: Readonly<Record<string, Columns>> = {
  lengkap: { delimiter: ",", nik: 1, name: 3, date: 4 },
  desa: { delimiter: ";", nik: 1, name: 2, date: -1 },
  "tanpa-nik": { delimiter: ";", nik: -1, name: 1, date: 2 },
};

export function plainExtract(path: string): PlainPerson[] {
  return plainPeople(path, { delimiter: ",", nik: 0, name: 2, date: 3 });
}

export function plainList(path: string, list: string): PlainPerson[] {
  return plainPeople(path, columnsOf[list]!);
}

function plainPeople(path: string, { delimiter, nik, name, date }: Columns): PlainPerson[] {
  const rows = parse(readFileSync(path), { delimiter, relax_column_count: true }) as string[][];
  return rows.map(
    (cells, at): PlainPerson => ({
      file: basename(path),
      row: at + 1,
      nik: plainNik(cells[nik] ?? ""),
      name: plainName(cells[name] ?? ""),
      birthDate: plainDate(cells[date] ?? ""),
    }),
  );
}

function plainNik(text: string): string {
  const digits = text.replace(/[.,]0$/, "").replace(/[\s.'\u00a0]/g, "");
  return /^\d{16}$/.test(digits) ? digits : "";
}

function plainName(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z ]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function plainDate(text: string): number {
  const iso = /^(\d{4})-(\d\d)-(\d\d)/.exec(text);
  if (iso) return Number(iso[1]! + iso[2]! + iso[3]!);
  const indonesian = /^(\d\d)[-/](\d\d)[-/](\d{4})$/.exec(text);
  return indonesian ? Number(indonesian[3]! + indonesian[2]! + indonesian[1]!) : 0;
}
