/**
 * Officers' rulings out of a form they have filled in: a workbook's sheet or a CSV of any order, with a header that names PUTUSAN
 * and Kunci somewhere. Each row is checked by its key against what stands beside it.
 */
import { isBlank } from "../normalise/fields/blank-words.ts";
import { formDate } from "./form-date.ts";
import { dtsenIdentity, isKey, keyOf, listIdentity, type ListSide } from "./ruling-key.ts";
import type { Ruling, Verdict } from "./ruling.ts";

/** A row of a form as its file has it. */
export interface FormRow {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  /** A cell that was stored as a number begins with U+001E. */
  readonly cells: readonly string[];
  /** It cannot be read as a row: a quote was never closed. */
  readonly broken?: boolean;
}

const fields = {
  kunci: ["KUNCI"],
  putusan: ["PUTUSAN"],
  nikBenar: ["NIKBENAR"],
  keterangan: ["KETERANGAN", "CATATAN"],
  dasar: ["DASAR"],
  petugas: ["PETUGAS"],
  tanggal: ["TANGGAL"],
  listNik: ["NIKDAFTAR", "DAFTARNIK"],
  listNama: ["NAMADAFTAR", "DAFTARNAMA"],
  listTanggal: ["TGLLAHIRDAFTAR", "TANGGALLAHIRDAFTAR", "DAFTARTANGGALLAHIR"],
  listDesa: ["DESADAFTAR", "DAFTARDESA"],
  dtsenNik: ["NIKDTSEN", "DTSENNIK"],
  dtsenNoKk: ["NOKKDTSEN", "DTSENNOKK"],
  dtsenNama: ["NAMADTSEN", "DTSENNAMA"],
  dtsenTanggal: ["TGLLAHIRDTSEN", "TANGGALLAHIRDTSEN", "DTSENTANGGALLAHIR"],
  dtsenJk: ["JKDTSEN", "JENISKELAMINDTSEN", "DTSENJENISKELAMIN"],
  extractLabel: ["LABELDTSEN", "DTSENLABEL"],
  extractDate: ["TANGGALDTSEN", "DTSENTANGGAL"],
  status: ["STATUS"],
  asal: ["ASAL"],
  sourceFile: ["SOURCEFILE"],
  sourceRow: ["SOURCEROW"],
} as const satisfies Record<string, readonly string[]>;
type FormField = keyof typeof fields;

/** Where a form's columns stand. */
export type FormColumns = Readonly<Partial<Record<FormField, number>>>;

/** Beside PUTUSAN any of these shows that the header is a form's, though the key may have been deleted. */
const formWords = ["KUNCI", "NIKBENAR", "NIKDTSEN", "DTSENNIK"];

/** The columns of a row that is a form's header; null for any other row. */
export function formColumns(cells: readonly string[]): FormColumns | null {
  const names = cells.map((cell) => cell.toUpperCase().replace(/[^A-Z]+/g, ""));
  if (!names.includes("PUTUSAN") || !formWords.some((word) => names.includes(word))) return null;
  const found: Partial<Record<FormField, number>> = {};
  for (const [field, words] of Object.entries(fields) as [FormField, readonly string[]][]) {
    const at = names.findIndex((name) => words.includes(name));
    if (at >= 0) found[field] = at;
  }
  return found;
}

export const formFaults = [
  "broken",
  "word",
  "nik-benar",
  "nik-benar-number",
  "same-other-nik",
  "other-same-nik",
  "no-key",
  "masked",
  "key",
  "twice",
  "tanggal",
  "tanggal-future",
] as const;
/** Why a filled row is not taken. */
export type FormFault = (typeof formFaults)[number];

export type FormAnswer =
  | { readonly kind: "blank" }
  | { readonly kind: "fault"; readonly fault: FormFault }
  /** A word that may mean something else beside the ruling (`benar` of the NIK): it takes a yes to be read. */
  | { readonly kind: "unclear" }
  | { readonly kind: "ruling"; readonly ruling: Ruling };

export interface FormContext {
  readonly officer: string;
  /** `yyyy-mm-dd`, for rows that name no day. */
  readonly today: string;
  readonly final: boolean;
  /** `YA`, `BENAR`, `TIDAK` and the like are taken for SAMA and BEDA. */
  readonly plainWords: boolean;
  /** The form's file and sheet. */
  readonly name: string;
}

const sure: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ["SAMA", "SAMA"],
  ["ORANG SAMA", "SAMA"],
  ["SAMA ORANG", "SAMA"],
  ["ORANG YANG SAMA", "SAMA"],
  ["BEDA", "BEDA"],
  ["BERBEDA", "BEDA"],
  ["BEDA ORANG", "BEDA"],
  ["ORANG BEDA", "BEDA"],
  ["ORANG LAIN", "BEDA"],
  ["TUNDA", "TUNDA"],
  ["DITUNDA", "TUNDA"],
  ["CABUT", "CABUT"],
]);
const meantSame: ReadonlySet<string> = new Set(["Y", "YA", "IYA", "YES", "OK", "TRUE", "1", "BENAR", "COCOK"]);
const meantOther: ReadonlySet<string> = new Set(["T", "TIDAK", "TDK", "N", "NO", "BUKAN", "FALSE", "0", "SALAH"]);

/** What a row of a form says. */
export function readFormRow({ cells }: FormRow, columns: FormColumns, context: FormContext): FormAnswer {
  const raw = (field: FormField): string => (columns[field] === undefined ? "" : (cells[columns[field]] ?? ""));
  const text = (field: FormField): string =>
    raw(field)
      .replace(/^\u001e/, "")
      .trim();
  // A full stop, a bracket or a dash is no other word.
  const word = text("putusan")
    .toUpperCase()
    .replace(/^[\s.,;:!?'"()–—-]+|[\s.,;:!?'"()–—-]+$/g, "")
    .replace(/\s+/g, " ");
  const nikText = isBlank(text("nikBenar")) ? "" : raw("nikBenar").trim();
  if (word === "PUTUSAN" || (word === "" && nikText === "")) return { kind: "blank" };
  const putusan = verdictOf(word, context.plainWords);
  if (putusan === null) return meantSame.has(word) || meantOther.has(word) ? { kind: "unclear" } : fault("word");
  const nikBenar = nikText.replace(/[\s\u001e'’‘`]+/g, "");
  if (nikText !== "") {
    // Stored as a number, a spreadsheet keeps fifteen digits and writes 0 for the last; no NIK ends in four.
    const isNumber = nikText.startsWith("\u001e") && nikBenar.endsWith("0");
    if (isNumber || /^\d{12}0000$/.test(nikBenar) || /^\d[.,]\d+E\+?\d+$/i.test(nikBenar)) return fault("nik-benar-number");
    if (!/^\d{16}$/.test(nikBenar)) return fault("nik-benar");
  }
  const kunci = text("kunci").toLowerCase();
  if (cells.some((cell) => cell.includes("•"))) return fault("masked");
  if (!isKey(kunci)) return fault("no-key");
  const tanggal = text("tanggal") === "" ? context.today : formDate(text("tanggal"));
  if (!/^\d{4}-\d\d-\d\d$/.test(tanggal)) return fault("tanggal");
  // The latest ruling holds: one of a day to come would hold for ever.
  if (tanggal > context.today) return fault("tanggal-future");

  const dtsen = {
    nik: text("dtsenNik").replace(/^'/, ""),
    noKk: text("dtsenNoKk").replace(/^'/, ""),
    nama: text("dtsenNama"),
    tanggalLahir: formDate(text("dtsenTanggal")),
    jenisKelamin: text("dtsenJk"),
  };
  const person = dtsenIdentity(dtsen);
  const list = listReadings({
    nik: text("listNik"),
    nama: text("listNama"),
    tanggalLahir: text("listTanggal"),
    desa: text("listDesa"),
  }).find((side) => keyOf(listIdentity(side), person) === kunci);
  if (list === undefined) return fault("key");
  if (putusan === "SAMA" && nikBenar !== "" && nikBenar !== dtsen.nik) return fault("same-other-nik");
  if (putusan === "BEDA" && nikBenar !== "" && nikBenar === dtsen.nik) return fault("other-same-nik");
  return {
    kind: "ruling",
    ruling: {
      kunci,
      putusan,
      nikBenar,
      keterangan: text("keterangan"),
      dasar: text("dasar").toUpperCase(),
      petugas: text("petugas") || context.officer,
      tanggal,
      list,
      dtsen,
      statusSaatItu: text("status"),
      dtsenLabel: text("extractLabel"),
      dtsenTanggal: formDate(text("extractDate")),
      asal: text("asal") || (text("sourceFile") === "" ? "" : `${text("sourceFile")}:${text("sourceRow")}`),
      dibacaDari: context.name,
      final: context.final,
    },
  };
}

function fault(code: FormFault): FormAnswer {
  return { kind: "fault", fault: code };
}

function verdictOf(word: string, plainWords: boolean): Verdict | "" | null {
  if (word === "") return word;
  const verdict = sure.get(word);
  if (verdict !== undefined) return verdict;
  if (!plainWords) return null;
  return meantSame.has(word) ? "SAMA" : meantOther.has(word) ? "BEDA" : null;
}

/**
 * What the list's cells may mean: the column that the key was made of told the order of day and month, and whether its dates and
 * numbers could be used at all; a row by itself does not. The key tells which it was.
 */
function listReadings(side: ListSide): ListSide[] {
  const dates = new Set([formDate(side.tanggalLahir), formDate(side.tanggalLahir, "mdy"), side.tanggalLahir.slice(0, 4), ""]);
  return [...dates].flatMap((tanggalLahir) => [
    { ...side, tanggalLahir },
    { ...side, tanggalLahir, nik: "" },
  ]);
}
