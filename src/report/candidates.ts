/** `kandidat.csv`: every candidate of every conflict row in full, so that an officer can decide without looking anybody up. */
import type { Lang, Text } from "../language.ts";
import type { ReferencePerson } from "../link/reference-person.ts";
import type { Sex } from "../normalise/record.ts";
import type { Traits } from "../resolve/claim.ts";
import { rulingKey, type ListSide } from "../rulings/ruling-key.ts";
import { leadColumns, personColumns } from "./columns.ts";
import { csvLine, type ReportDelimiter } from "./csv.ts";
import { maskDate, maskNumber, maskText } from "./mask.ts";
import { differingWords } from "./sentence.ts";

/**
 * `urutan`: 1 is the best candidate, the one in `conflict.csv`. `kunci`: the key of a ruling on this row and person. The last two are the
 * extract's: a ruling remembers what it was made on.
 */
export const candidateColumns = [
  ...leadColumns.slice(0, 3),
  "urutan",
  "probability",
  "kunci",
  "daftar_nik",
  "daftar_nama",
  "daftar_tanggal_lahir",
  "daftar_desa",
  ...personColumns,
  "dtsen_alamat",
  "dtsen_rt",
  "dtsen_rw",
  "dtsen_kepala_keluarga",
  "sama",
  "beda",
  "dtsen_label",
  "dtsen_tanggal",
] as const;

export function candidateHeader(delimiter: ReportDelimiter): string {
  return csvLine(candidateColumns, delimiter);
}

/** The list's side of a row, as a ruling knows it, and the sex it gives. */
export interface RowSide extends ListSide {
  readonly sex: Sex | null;
}

/** Cannot stand in a cell: the reader takes control characters for what they are. */
const UNIT_SEPARATOR = "\u001f";

export function packSide({ nik, nama, tanggalLahir, desa, sex }: RowSide): string {
  return [nik, nama.replaceAll(UNIT_SEPARATOR, " "), tanggalLahir, desa, sex ?? ""].join(UNIT_SEPARATOR);
}

export function unpackSide(text: string): RowSide {
  const [nik = "", nama = "", tanggalLahir = "", desa = "", sex = ""] = text.split(UNIT_SEPARATOR);
  return { nik, nama, tanggalLahir, desa, sex: sex === "L" || sex === "P" ? sex : null };
}

/** The cells before the person's. `rank` from 1. */
export function listCells(side: RowSide, person: ReferencePerson, mask: boolean): string[] {
  const { nik, nama, tanggalLahir, desa } = side;
  // A key is made of the numbers: whoever guesses a NIK could check it by the key.
  if (mask) return ["", maskNumber(nik), maskText(nama), maskDate(tanggalLahir), maskText(desa)];
  const dtsen = { nik: person.nik, noKk: person.noKk, nama: person.name, tanggalLahir: person.birthDate };
  return [rulingKey(side, dtsen), nik, nama, tanggalLahir, desa];
}

/** The cells behind the person's: where and in whose family the person lives, what agrees and what differs. */
export function detailCells(side: RowSide, person: ReferencePerson, traits: Traits, lang: Lang, mask: boolean): string[] {
  const { address = "", rt = "", rw = "", head = "" } = person;
  const { same, different } = comparedFields(side, person, traits, lang);
  const cells = [address, rt, rw, head, same.join("; "), different.join("; ")];
  return mask ? cells.map((cell) => maskText(cell, person.birthDateValue)) : cells;
}

const fieldNames = {
  nik: { id: "NIK", en: "NIK" },
  name: { id: "nama", en: "name" },
  date: { id: "tanggal lahir", en: "birth date" },
  sex: { id: "jenis kelamin", en: "sex" },
  card: { id: "nomor KK", en: "family card" },
  address: { id: "alamat", en: "address" },
  desa: { id: "desa", en: "village" },
  kecamatan: { id: "kecamatan", en: "district" },
  kabupaten: { id: "kabupaten", en: "regency" },
} satisfies Record<string, Text>;

/** In what way a number or a date is nearly the same. */
const nearly: Readonly<Partial<Record<string, Text>>> = {
  damage: { id: "di daftar rusak, sesuai", en: "damaged on the list, fits" },
  prefix: { id: "digit yang tersisa sesuai", en: "surviving digits fit" },
  "one-digit": { id: "beda satu digit", en: "one digit differs" },
  serial: { id: "beda nomor urut", en: "serial differs" },
  region: { id: "beda kode wilayah", en: "region code differs" },
  slip: { id: "beda satu bagian", en: "one part differs" },
  year: { id: "hanya tahunnya sama", en: "only the year is equal" },
  default: { id: "tanggal pengganti", en: "a default date" },
};
const swapped = {
  nik: { id: "dua digit tertukar", en: "two digits swapped" },
  date: { id: "hari dan bulan tertukar", en: "day and month swapped" },
} satisfies Record<string, Text>;

/** What cannot be compared stands in neither list. */
function comparedFields(side: RowSide, person: ReferencePerson, traits: Traits, lang: Lang): { same: string[]; different: string[] } {
  const same: string[] = [];
  const different: string[] = [];
  const tell = (to: string[], field: keyof typeof fieldNames, note: string | undefined = undefined): void => {
    to.push(note === undefined ? fieldNames[field][lang] : `${fieldNames[field][lang]} (${note})`);
  };
  const { nik, name, date, sexDiffers, card, place, inKecamatan } = traits;
  if (nik !== "unknown") {
    const fits = nik === "equal" || nik === "damage" || nik === "prefix";
    tell(fits ? same : different, "nik", nik === "swapped" ? swapped.nik[lang] : nearly[nik]?.[lang]);
  }
  if (name !== "unknown") {
    const words = differingWords(side.nama, person.name);
    tell(name === "equal" ? same : different, "name", name === "equal" || words === null ? undefined : `${words[0]} ↔ ${words[1]}`);
  }
  if (date !== "unknown") {
    tell(date === "equal" || date === "default" ? same : different, "date", date === "swapped" ? swapped.date[lang] : nearly[date]?.[lang]);
  }
  if (sexDiffers) tell(different, "sex");
  else if (side.sex !== null && side.sex === person.sex) tell(same, "sex");
  if (card !== "unknown") tell(card === "equal" ? same : different, "card");
  if (place === "kecamatan") tell(inKecamatan ? same : different, inKecamatan ? "kecamatan" : "desa");
  if (place === "kabupaten") tell(different, "kecamatan");
  if (place === "different") tell(different, "kabupaten");
  if (place === "house") tell(same, "address");
  if (place === "lane" || place === "desa") tell(same, "desa");
  return { same, different };
}
