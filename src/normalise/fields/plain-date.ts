import type { PlainDate } from "../record.ts";

/** A plain date as `yyyy-mm-dd`; unknown parts are left out; empty for 0. */
export function dateCell(date: PlainDate): string {
  if (date === 0) return "";
  const digits = String(date).padStart(8, "0");
  if (digits.endsWith("0000")) return digits.slice(0, 4);
  if (digits.endsWith("00")) return `${digits.slice(0, 4)}-${digits.slice(4, 6)}`;
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
