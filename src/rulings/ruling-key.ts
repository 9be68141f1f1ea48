/**
 * The key of an officer's ruling: what a list's row and a person of the extract are, whatever file, row, sheet or quarter they
 * stand in. It is made of the content of both sides and so is the checksum of the line it stands on. Its normal forms are its own
 * and simple on purpose: those of the linkage change from version to version, a ruling must not.
 */
import { hash } from "node:crypto";
import { formDate } from "./form-date.ts";
import { readNik } from "../normalise/fields/nik.ts";
import { dateCell } from "../normalise/fields/plain-date.ts";
import { alignedCells } from "../normalise/aligned-row.ts";
import { fieldCell } from "../normalise/combined-cell.ts";
import type { RowIdentity } from "../normalise/normalise.ts";
import type { ColumnMapping } from "../normalise/record.ts";
import { canonicalRegionName } from "../normalise/regions/region-names.ts";

/** Version of the normal forms below; the second letter of every key. */
export const KEY_VERSION = "a";
/** Letters behind the version: some 65 bits. */
const LETTERS = 14;

/** The list's side of a ruling, as texts that give the same key again when they are read back. */
export interface ListSide {
  /** Sixteen digits; the cell without marks where it cannot serve as a NIK; empty where none is given. */
  readonly nik: string;
  /** The cell as it stands. */
  readonly nama: string;
  /** `yyyy-mm-dd`; unknown parts are left out. */
  readonly tanggalLahir: string;
  /** The village in the form names of places are compared in. */
  readonly desa: string;
}

/** The extract's side. Empty texts: nobody was found, and the ruling says what the NIK should have been. */
export interface DtsenSide {
  readonly nik: string;
  readonly noKk: string;
  readonly nama: string;
  /** In any writing; ISO is best. */
  readonly tanggalLahir: string;
}

export const nobody: DtsenSide = { nik: "", noKk: "", nama: "", tanggalLahir: "" };

/** A row's side of its rulings; `nik` and `nama` are the row's cells. */
export function listSideOf({ nik, birthDate, place }: RowIdentity, written: readonly string[], columns: ColumnMapping): ListSide {
  const cells = alignedCells(written, columns);
  return {
    nik: nik.value ?? (nik.damage === null ? "" : bareText(fieldCell(cells, columns, "nik"))),
    nama: fieldCell(cells, columns, "nama"),
    tanggalLahir: birthDate === null ? "" : dateCell(birthDate.value),
    desa: place.desa ?? "",
  };
}

/** One text for everything by which a row of a list is known again: the village counts only where there is no NIK. */
export function listIdentity({ nik, nama, tanggalLahir, desa }: ListSide): string {
  const number = numberText(nik);
  return `${number}|${nameWords(nama)}|${formDate(tanggalLahir)}|${number === "" ? villageText(desa) : ""}`;
}

/** One text for a person of the extract: the NIK; without one card, name and birth date. */
export function dtsenIdentity({ nik, noKk, nama, tanggalLahir }: DtsenSide): string {
  const number = numberText(nik);
  if (/^\d{16}$/.test(number)) return number;
  const card = bareText(noKk);
  return nama === "" && card === "" ? "" : `${card}|${nameWords(nama)}|${formDate(tanggalLahir)}`;
}

/**
 * `k`, the version's letter and fourteen letters of a SHA-256 over both sides. Letters only: a text such as `1234567890123e45`
 * becomes a number in a spreadsheet.
 */
export function rulingKey(list: ListSide, dtsen: DtsenSide): string {
  return keyOf(listIdentity(list), dtsenIdentity(dtsen));
}

/** `rulingKey` of identities made before. */
export function keyOf(list: string, dtsen: string): string {
  const bytes = hash("sha256", `${list}\n${dtsen}`, "buffer");
  let letters = "";
  for (let at = 0; at < LETTERS; at++) letters += String.fromCharCode(97 + (bytes[at]! % 26));
  return `k${KEY_VERSION}${letters}`;
}

/** Whether a cell holds a key of any version. */
export function isKey(text: string): boolean {
  return /^k[a-z]{15}$/.test(text);
}

/** The words of a name: capitals, without accents and signs. Titles stay: whoever corrects them has corrected the row. */
export function nameWords(name: string): string {
  if (plainName.test(name)) return name;
  return name
    .normalize("NFKD")
    .replace(/[\p{M}'’‘`´]/gu, "")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const plainName = /^[A-Z]+(?: [A-Z]+)*$/;

/** Sixteen digits as readers of NIKs take them, else the cell without marks; empty for blanks and fillers. */
function numberText(cell: string): string {
  if (sixteenDigits.test(cell) && !cell.endsWith("0000") && cell[0] !== "0" && cell[0] !== "9") return cell;
  const { value } = readNik(cell);
  return value.value ?? (value.damage === null ? "" : bareText(cell));
}

const sixteenDigits = /^\d{16}$/;

/** A cell that is no number as it should be: without spaces and the marks that spreadsheets put in front. */
function bareText(cell: string): string {
  return cell.toUpperCase().replace(/[\s\u001e\u00a0\u200b'’‘`"=]+/g, "");
}

function villageText(desa: string): string {
  return desa === "" ? "" : (canonicalRegionName(desa, "desa") ?? "");
}
