/** What tells an extract of DTSEN from a list, by its columns. Pure. */
import { strip } from "./aliases.ts";

/** Columns that an extract has, and hardly a list (domain: column dictionary of the member and the family file). */
const EXTRACT_COLUMNS = new Set(
  "nomorindukkependudukan nomorkartukeluarga statushubungankeluarga statuskawin alamatktp kelurahandesaktp kecamatanktp kabupatenkotaktp provinsiktp kodekelurahandesaktp kodekecamatanktp desilnasional desilprovinsi desilkabupatenkota jumlahanggotakeluarga idpelangganpln isgckemensos ispbise issiksng partisipasisekolah statusbekerja penyakitkronis luaslantai jenislantaiterluas jenisdindingterluas sumberairminumutama".split(
    " ",
  ),
);
/** Columns of a list on paper, which no extract has. */
const LIST_COLUMN =
  /^(?:no|nourut|nomorurut|ket|keterangan|tandatangan|ttd|paraf|nominal|jumlahbantuan|norekening|nomorrekening|norek|nohp)$/;

function extractColumns(headers: readonly string[]): number {
  return new Set(headers.map(strip).filter((header) => EXTRACT_COLUMNS.has(header))).size;
}

export function looksLikeExtract(headers: readonly string[]): boolean {
  return extractColumns(headers) >= 4;
}

/** Nothing of an extract, and a column that only lists have; or nobody to say what a file of names and numbers belongs to. */
export function looksLikeList(headers: readonly string[], isAlone: boolean): boolean {
  return extractColumns(headers) === 0 && (isAlone || headers.some((header) => LIST_COLUMN.test(strip(header))));
}
