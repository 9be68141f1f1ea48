/** What people type where there is nothing to type: `-`, `0`, `BELUM ADA`, `#N/A` … Shared by every field reader. */

const fillers = new Set([
  "",
  "0",
  "IDEM",
  "SDA",
  "DITTO",
  "DITO",
  "NA",
  "NULL",
  "NAN",
  "NAT",
  "NONE",
  "NIL",
  "NIHIL",
  "KOSONG",
  "ADA",
  "REF",
  "VALUE",
  "NAME",
  "UNDEFINED",
  "BELUM",
  "BLM",
  "TIDAK",
  "TDK",
  "TAK",
  "TANPA",
  "LUPA",
]);

/** Words that open a phrase saying that something is missing: *tidak ada*, *blm punya NIK*, *tdk diketahui*. */
const negations = ["BELUM ", "BLM ", "TIDAK ", "TDK ", "TAK ", "TANPA ", "NO DATA", "DALAM PROSES", "LUPA "];

/**
 * Whether a cell says nothing. Punctuation alone says nothing; so do spreadsheet errors and the officials' phrases for
 * *not available*. A number other than 0 is never blank here: sentinels belong to their field.
 */
export function isBlank(text: string): boolean {
  if (text.length === 0) return true;
  if (text.length > 40) return text.trim().length === 0;
  const words = text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, " ")
    .trim();
  if (words.length === 0) return !/[\p{L}\p{N}]/u.test(text);
  const joined = words.replaceAll(" ", "");
  // `\N` is how databases export nothing.
  if (fillers.has(joined) || /^X+$/.test(joined) || text.trim() === "\\N") return true;
  return negations.some((negation) => words.startsWith(negation));
}
