/** Two names in one cell that turn out to be two people's: two numbers stand beside them, or both are on one card. */
import type { PersonRecord } from "./record.ts";

/** The row, with a name that is nobody's by itself. */
export function ofSeveralPeople(record: PersonRecord): PersonRecord {
  const { nik, noKk, birthDate, sex, place, desil } = record;
  const { tokens, alternatives, marks } = record.name!;
  const name = { tokens, alternatives, marks: [...marks, "several-people" as const] };
  const findings = record.findings.filter(({ code }) => code !== "NAMA_ALIAS" && code !== "NAMA_BEBERAPA_ORANG");
  findings.push({ field: "nama", code: "NAMA_BEBERAPA_ORANG" });
  return { nik, noKk, name, birthDate, sex, place, desil, findings };
}
