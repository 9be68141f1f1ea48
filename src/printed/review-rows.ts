/** The rows of a review page out of a run's `conflict.csv` and `kandidat.csv`. Pure. */
import { parse } from "csv-parse/sync";
import type { ReviewCandidate, ReviewRow } from "./review-page.ts";

/** Conflict rows with their candidates, in the order of the reports; both as the text of their files. */
export function reviewRows(conflicts: string, candidates: string): ReviewRow[] {
  const key = (record: ReviewCandidate): string => `${record["source_file"]}\t${record["source_row"]}`;
  const ofRow = new Map<string, ReviewCandidate[]>();
  for (const candidate of table(candidates)) {
    const found = ofRow.get(key(candidate));
    if (found === undefined) ofRow.set(key(candidate), [candidate]);
    else found.push(candidate);
  }
  return table(conflicts).map((record): ReviewRow => {
    const own = ofRow.get(key(record)) ?? [];
    return {
      file: record["source_file"] ?? "",
      row: record["source_row"] ?? "",
      status: record["status"] ?? "",
      explanation: record["explanation"] ?? "",
      desa: record["dtsen_desa"] || own[0]?.["daftar_desa"] || "",
      candidates: own,
    };
  });
}

function table(text: string): ReviewCandidate[] {
  const delimiter = text.slice(0, text.indexOf("\n")).includes(";") ? ";" : ",";
  const [header = [], ...lines] = parse(text, { bom: true, delimiter, relax_column_count: true }) as string[][];
  // The report's own columns come first; a list's column of the same name does not hide them.
  return lines.map((cells) => Object.fromEntries(header.map((column, at): [string, string] => [column, cells[at] ?? ""]).reverse()));
}
