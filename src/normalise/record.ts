import type { FindingCode } from "./findings.ts";
import type { PersonName } from "./name/person-name.ts";

/** The fields a column can be mapped to; also the words of `--map`. */
export const fields = [
  "nik",
  "nokk",
  "nama",
  "tanggal_lahir",
  "hari_lahir",
  "bulan_lahir",
  "tahun_lahir",
  "umur",
  "tempat_tanggal_lahir",
  "jenis_kelamin",
  "laki_laki",
  "perempuan",
  "provinsi",
  "kabupaten",
  "kecamatan",
  "desa",
  "kode_provinsi",
  "kode_kabupaten",
  "kode_kecamatan",
  "kode_desa",
  "alamat",
  "dusun",
  "rt",
  "rw",
  "desil",
] as const;
export type Field = (typeof fields)[number];

/** Where a row came from; it follows the row to the report. */
export interface Origin {
  /** Base name of the file (`-` for standard input). */
  readonly file: string;
  /** The row as a spreadsheet shows it: every record counts from 1, title, header and blank rows included. */
  readonly row: number;
}

/** A row as the file had it: text, untrimmed, never coerced; as many cells as the header has columns. */
export interface SourceRow {
  readonly kind: "row";
  readonly row: number;
  readonly cells: readonly string[];
  /** Noticed while reading, e.g. bytes that were not the file's encoding. */
  readonly findings: readonly FindingCode[];
}

/** A record that is no row: reported in `rejected.csv`, never dropped. */
export interface Rejection {
  readonly kind: "rejected";
  readonly row: number;
  readonly reason: RejectionReason;
  /** What exactly, in numbers and columns; never a value. */
  readonly detail: string;
}
export type RejectionReason = "JUMLAH_KOLOM" | "KUTIP_TIDAK_SEIMBANG" | "BYTE_TIDAK_TERBACA" | "BARIS_TERLALU_PANJANG";

/** A record that belongs to the sheet, not to the list: title, header, numbering, subtotal, signature, blank. */
export interface Furniture {
  readonly kind: "furniture";
  readonly row: number;
  readonly furniture: FurnitureKind;
}
export type FurnitureKind = "kosong" | "judul" | "kepala" | "penomoran" | "jumlah" | "tanda-tangan";

/** Every record of a file is exactly one of these. */
export type TableRecord = SourceRow | Rejection | Furniture;

/** Which column (0-based) holds which field. */
export interface ColumnMapping extends Readonly<Partial<Record<Field, number>>> {
  /** Fields that several columns hold together, a number in boxes or a name in parts: all of these, in order. */
  readonly spread?: Readonly<Partial<Record<SpreadField, readonly number[]>>>;
  /** The name's columns are a husband's and his wife's: the row is about the one whose number it gives. */
  readonly couple?: boolean;
}
export type SpreadField = "nik" | "nokk" | "nama";

export type Sex = "L" | "P";

/**
 * A NIK as the row gives it. `value` is what may be looked up as a key: sixteen digits, as text, never changed.
 * `damage` says what is known of a number that cannot serve as a key.
 */
export interface Nik {
  readonly value: string | null;
  /** False when its date cannot exist: look it up, but unless the extract has it treat it as unusable. */
  readonly plausible: boolean;
  readonly damage: NikDamage | null;
}
export interface NikDamage {
  readonly kind: "scientific" | "excel" | "short" | "long" | "letters" | "several" | "serial" | "card";
  /** Digits that survived, from the left (scientific notation, Excel's 15 digits), or the whole odd-length number. */
  readonly digits: string;
  /** Sixteen-digit numbers to verify by name and birth date; suggestions, never applied. */
  readonly candidates: readonly string[];
}

/**
 * A calendar date as an integer `yyyymmdd`; unknown parts are 00 (`19700000`: the year only). No time zone, no Date object.
 */
export type PlainDate = number;

export interface BirthDate {
  /** The year alone and the one before as `alternative`: worked out from an age, and as sure as ages are. */
  readonly value: PlainDate;
  /** The other reading where day/month order or the century stays ambiguous. */
  readonly alternative: PlainDate | null;
}

/** Where a row says the person lives: names in their canonical form for comparing, codes as digits. */
export interface Place {
  readonly provinsi: string | null;
  readonly kabupaten: string | null;
  readonly kecamatan: string | null;
  readonly desa: string | null;
  /** The most precise Kemendagri code given, without dots (2, 4, 6 or 10 digits), or null. */
  readonly kode: string | null;
  readonly rt: number | null;
  readonly rw: number | null;
  /** Distinct canonical words of address and dusun that could tell one lane from another. */
  readonly addressTokens: readonly string[];
}

/** A row that can be compared. `null` means not known; an empty string never occurs. */
export interface PersonRecord {
  readonly nik: Nik;
  readonly noKk: string | null;
  readonly name: PersonName | null;
  readonly birthDate: BirthDate | null;
  readonly sex: Sex | null;
  readonly place: Place;
  /** 1 to 10. */
  readonly desil: number | null;
  readonly findings: readonly Finding[];
}

/** Something noticed about a cell. Names the field, never the value: rows are about people. */
export interface Finding {
  readonly field: Field | null;
  readonly code: FindingCode;
}

/** Reading text cannot fail: it gives what is usable and what was noticed. */
export interface Reading<T> {
  readonly value: T | null;
  readonly findings: readonly FindingCode[];
}

/** What the index keeps of a person for comparing, compactly. Ids are the rank of the NIK in the index, from 0. */
export interface ReferenceRecord {
  readonly id: number;
  /** Sixteen digits, or null where the extract gives none usable. */
  readonly nik: string | null;
  readonly noKk: string | null;
  readonly name: PersonName | null;
  /** 0 when unknown. */
  readonly birthDate: PlainDate;
  readonly sex: Sex | null;
  /** Ids in the index's place directory: the civil-register address and the family's; -1 when unknown. */
  readonly placeKtp: number;
  readonly placeFamily: number;
  readonly rt: number | null;
  readonly rw: number | null;
  /** 16-bit hashes (`addressHash`) of up to three address words. */
  readonly addressHashes: readonly number[];
}

/** No number, name, date or address is longer; what stands behind is kept for the reports and not read. */
const LONGEST_CELL = 1_000;

/** The part of a cell that is read for comparing. Patterns that go back and forth over a text must not meet a long one. */
export function readPart(cell: string): string {
  return cell.length <= LONGEST_CELL ? cell : cell.trim().slice(0, LONGEST_CELL);
}
