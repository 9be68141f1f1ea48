/** The columns of the reports, and what goes into them. The contract fixes names and order; they are the same in every language. */
import type { FindingCode } from "../normalise/findings.ts";
import type { Eligibility } from "../resolve/eligibility.ts";
import { csvLine, type ReportDelimiter } from "./csv.ts";

/** What a report tells of a person of the extract. */
export const personColumns = [
  "dtsen_file",
  "dtsen_row",
  "dtsen_nik",
  "dtsen_no_kk",
  "dtsen_nama",
  "dtsen_tanggal_lahir",
  "dtsen_jenis_kelamin",
  "dtsen_desa",
  "dtsen_kecamatan",
  "dtsen_desil",
  "kelayakan",
] as const;

/** Before the list's own columns in `match.csv`, `conflict.csv` and `orphan.csv`. */
export const leadColumns = [
  "source_file",
  "source_row",
  "status",
  "reasons",
  "probability",
  "explanation",
  ...personColumns,
  "other_candidates",
] as const;

export const rejectedColumns = ["source_file", "source_row", "reason", "detail"] as const;

/** Further candidates named in `other_candidates`. */
export const MAX_OTHER_CANDIDATES = 5;

/** The header line of the three row reports; `ownHeaders` are the list's. */
export function reportHeader(ownHeaders: readonly string[], delimiter: ReportDelimiter): string {
  return csvLine([...leadColumns, ...ownHeaders], delimiter);
}

export function rejectedHeader(delimiter: ReportDelimiter): string {
  return csvLine(rejectedColumns, delimiter);
}

/** A person of the extract, as its row has it. Empty text where the extract gives nothing. */
export interface ReportedPerson {
  readonly file: string;
  readonly row: number;
  readonly nik: string;
  readonly noKk: string;
  readonly name: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly desa: string;
  readonly kecamatan: string;
  readonly desil: number | null;
}

/** The cells under `personColumns`. */
export function personCells(person: ReportedPerson, eligibility: Eligibility | null): string[] {
  return [
    person.file,
    String(person.row),
    person.nik,
    person.noKk,
    person.name,
    person.birthDate,
    person.sex,
    person.desa,
    person.kecamatan,
    person.desil === null ? "" : String(person.desil),
    eligibility ?? "",
  ];
}

/** Each code once, in the order given. */
export function reasonsCell(reasons: readonly FindingCode[]): string {
  return reasons.length < 2 ? (reasons[0] ?? "") : [...new Set(reasons)].join(";");
}

/** Four decimals, cut and not rounded: what is not certain is never shown as 1. */
export function probabilityCell(probability: number): string {
  if (probability >= 1) return "1.0000";
  return (Math.floor(Math.max(0, probability) * 10_000 + 1e-9) / 10_000).toFixed(4);
}

/** `others`: rows of the extract, best first. */
export function othersCell(others: readonly { readonly row: number; readonly probability: number }[]): string {
  return others
    .slice(0, MAX_OTHER_CANDIDATES)
    .map(({ row, probability }) => `${row}:${probabilityCell(probability)}`)
    .join(";");
}

/** Where each list's own cells stand when several lists go into one set of reports. */
export interface OwnColumns {
  readonly headers: readonly string[];
  /** Per list, per column of the list: its place among `headers`. */
  readonly places: readonly (readonly number[])[];
}

/**
 * One set of own columns for several lists: a header that stands in several lists is one column, in the order first met. A
 * header that a list has twice stays two columns.
 */
export function mergeOwnColumns(lists: readonly (readonly string[])[]): OwnColumns {
  const headers: string[] = [];
  const placeOf = new Map<string, number>();
  const places = lists.map((list) => {
    const met = new Map<string, number>();
    return list.map((header) => {
      const nth = met.get(header) ?? 0;
      met.set(header, nth + 1);
      const key = `${nth} ${header}`;
      let place = placeOf.get(key);
      if (place === undefined) {
        place = headers.push(header) - 1;
        placeOf.set(key, place);
      }
      return place;
    });
  });
  return { headers, places };
}

/** A list's cells in their places among the merged headers. */
export function placeOwnCells(cells: readonly string[], places: readonly number[], width: number): string[] {
  const placed = Array<string>(width).fill("");
  places.forEach((place, at) => (placed[place] = cells[at] ?? ""));
  return placed;
}
