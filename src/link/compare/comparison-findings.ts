/** What a comparison with the extract has to say in finding codes: what differs, never what agrees. */
import type { Comparison } from "./comparison.ts";
import type { FindingCode } from "../../normalise/findings.ts";
import type { PersonRecord } from "../../normalise/record.ts";

export function comparisonFindings(comparison: Comparison, record: PersonRecord): FindingCode[] {
  const codes: FindingCode[] = [];
  const { nik, date, sex, card, place, name } = comparison;
  if (record.nik.value !== null) {
    if (nik === "one-digit" || nik === "serial") codes.push(nik === "serial" ? "NIK_BEDA" : "NIK_SATU_DIGIT");
    else if (nik === "swapped") codes.push("NIK_TERTUKAR");
    else if (nik === "region" || nik === "different") codes.push("NIK_BEDA");
  }
  if (name !== null) codes.push(...name.notes);
  if (date === "swapped") codes.push("TGL_TERTUKAR");
  else if (date === "slip") codes.push("TGL_MIRIP");
  else if (date === "different" || (date === "year" && record.birthDate !== null && record.birthDate.value % 100 !== 0))
    codes.push("TGL_BEDA");
  if (sex === "different") codes.push("JK_BEDA");
  if (card === "different") codes.push("KK_BERUBAH");
  if (place === "different" || place === "kabupaten" || place === "kecamatan") {
    if (saysWhere(record)) codes.push("WILAYAH_BEDA");
  }
  return codes;
}

function saysWhere({ place }: PersonRecord): boolean {
  return place.desa !== null || place.kode !== null;
}
