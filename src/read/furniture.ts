/** Rows that belong to the sheet and not to the list. Doubtful rows are rows: a person is never taken for furniture. Pure. */
import { repeatsHeader } from "./header.ts";
import type { FurnitureKind } from "../normalise/record.ts";

const SUBTOTAL = /^(?:sub\s*)?(?:total|jumlah|jml)\b(?!.*\d{10})/i;
const SIGNATURE =
  /^(?:mengetahui|menyetujui|disahkan|ditetapkan|dibuat\b|tanda\s*tangan|t\.?t\.?d\b|nip\b|nrp\b|(?:plt\.?\s*|pj\.?\s*)?(?:kepala|lurah|camat|bupati|wali\s*kota|sekretaris|ketua|kasi|kaur|operator|petugas|pendamping)\b)/i;
/** What stands alone over a signature, whatever the column. */
const OFFICE =
  /^(?:mengetahui|menyetujui|disahkan|ditetapkan)\b|^(?:plt\.?\s*|pj\.?\s*|a\.?n\.?\s*)?(?:kepala\s+(?:desa|dinas|seksi|bidang|urusan|dusun|lingkungan|kelurahan)|lurah|camat|bupati|wali\s*kota|sekretaris\s+(?:desa|daerah|camat)|ketua\s+(?:rt|rw|tim|panitia|bpd))\b|^\(?[\s._…]{4,}\)?$/i;
const TITLE =
  /^(?:daftar|data|lampiran|rekap|desa|kelurahan|kel\.|kecamatan|kec\.|kabupaten|kab\.|kota|provinsi|dusun|rt\b|rw\b|tahun|tahap|periode|bulan|program|nomor|tanggal|halaman|sumber|catatan|keterangan|pemerintah|dinas|perihal)/i;
const LONG_NUMBER = /\d[\d.\s]{9,}/;

export interface RowContext {
  readonly header: readonly string[];
  /** Column of the name, or −1. */
  readonly nameAt: number;
}

/** The kind of furniture a record is, or null where it is a row. `short`: the record has fewer cells than the header. */
export function furnitureKind(cells: readonly string[], { header, nameAt }: RowContext, short: boolean): FurnitureKind | null {
  let filled = 0;
  let first = -1;
  for (let at = 0; at < cells.length; at++) {
    if (cells[at]!.trim() === "") continue;
    if (first < 0) first = at;
    filled++;
    // The ordinary row: filled, and not beginning like numbering, header or subtotal.
    if (
      filled === 4 &&
      !isCountable(cells[first]!) &&
      !looksLikeHeader(cells[first]!, header[first]) &&
      !SUBTOTAL.test(cells[first]!.trim())
    )
      return null;
  }
  if (filled === 0) return "kosong";
  if (filled >= 2 && repeatsHeader(cells, header)) return "kepala";
  if (isNumbering(cells, filled)) return "penomoran";
  if (cells.some((cell) => LONG_NUMBER.test(cell))) return isSignatureWithNumber(cells) ? "tanda-tangan" : null;
  const texts = cells.map((cell) => cell.trim()).filter((cell) => cell !== "" && !/^[\d.,\s-]+$/.test(cell));
  const lead = texts[0] ?? "";
  if (SUBTOTAL.test(lead) && texts.length <= 2 && (first !== nameAt || filled <= 2)) return "jumlah";
  // Nobody is called so, and nobody's row holds nothing else.
  if (filled === 1 && cells.length > 2 && (texts.length === 0 ? /[_.…]{4}/.test(cells[first]!) : OFFICE.test(lead))) return "tanda-tangan";
  if (filled <= 3 && texts.some((text) => SIGNATURE.test(text)) && (cells[nameAt] ?? "").trim() === "") return "tanda-tangan";
  if (filled <= 3 && short && texts.some((text) => SIGNATURE.test(text))) return "tanda-tangan";
  if (filled === 1 && first !== nameAt) return TITLE.test(lead) || short || texts.length === 1 ? "judul" : null;
  if (filled <= 2 && short && TITLE.test(lead)) return "judul";
  return null;
}

function isCountable(cell: string): boolean {
  return /^\(?\d{1,2}[).]?$/.test(cell.trim());
}

function looksLikeHeader(cell: string, header: string | undefined): boolean {
  if (header === undefined) return false;
  const written = cell.trim();
  const named = header.trim();
  // Nearly all differ in length, and are then not spelled out in small letters.
  return written.length === named.length && written.toLowerCase() === named.toLowerCase();
}

/** `1 2 3 …` or `(1) (2) (3) …` under the header. */
function isNumbering(cells: readonly string[], filled: number): boolean {
  if (filled < 3 || filled * 10 < cells.length * 6) return false;
  let last = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === "") continue;
    const digits = /^\(?(\d{1,3})[).]?$/.exec(text)?.[1];
    if (digits === undefined || Number(digits) <= last || Number(digits) > last + 2) return false;
    last = Number(digits);
  }
  return true;
}

/** `NIP. 19700101 199001 1 001` under a signature. */
function isSignatureWithNumber(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  return filled.length <= 2 && filled.some((cell) => /^(?:nip|nrp)\b/i.test(cell));
}
