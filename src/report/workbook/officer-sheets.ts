/** The officer's view of a run: list and extract side by side, what to do, and room for a ruling. Pure. */
import { alignedCells } from "../../normalise/aligned-row.ts";
import { fieldCell } from "../../normalise/combined-cell.ts";
import type { Lang, Text } from "../../language.ts";
import type { Field, PlainDate } from "../../normalise/record.ts";
import { listSideOf, nobody, rulingKey, type ListSide } from "../../rulings/ruling-key.ts";
import type { Status } from "../../resolve/status.ts";
import { identityIn, partOf, type ListPart } from "../list-part.ts";
import { statusText, type RowReport } from "../status.ts";
import type { Column, Entry } from "./sheet-xml.ts";

/** A run as its rows are shown. */
export interface OfficerRun {
  readonly lang: Lang;
  /** Of a masked run nobody can rule: a key would tell the number it is made of. */
  readonly masked: boolean;
  /** Headers of the lists' own columns. */
  readonly own: readonly string[];
  readonly parts: readonly ListPart[];
  readonly today: PlainDate;
  readonly forceNik: boolean;
  /** Label and date of the extract; empty where it has none. */
  readonly extract: readonly [label: string, date: string];
}

/** Cells by column name. */
export type Cells = (column: string) => string;

/** What kandidat.csv says of a conflict row: its list side, the key of the best candidate, and the others. */
export interface Candidates {
  readonly side: ListSide;
  readonly key: string;
  /** Names of those behind the best. */
  readonly others: readonly string[];
}

/** A report row as the columns ask it. */
interface OfficerRow {
  readonly number: number;
  readonly cells: Cells;
  readonly listed: (field: Field) => string;
  readonly side: ListSide | null;
  readonly key: string;
  readonly others: string;
}

interface OfficerColumn extends Omit<Column, "entry"> {
  readonly value: (row: OfficerRow, lang: Lang) => string;
  /** Left out of masked books. */
  readonly ruling?: true;
  readonly entry?: (lang: Lang) => Entry;
}

const rulingWords = ["SAMA", "BEDA", "TUNDA"];
const grounds = ["KTP", "KK", "KUNJUNGAN", "DUKCAPIL", "LAINNYA"];

const entryTexts = {
  rulingPrompt: {
    id: "SAMA: orang yang sama. BEDA: bukan orang ini. TUNDA: belum diputuskan.",
    en: "SAMA: the same person. BEDA: not this person. TUNDA: not decided yet.",
  },
  rulingError: { id: "Pilih SAMA, BEDA, atau TUNDA.", en: "Choose SAMA, BEDA or TUNDA." },
  nikError: {
    id: "NIK harus 16 angka. Kolom ini berformat Teks; jangan diubah.",
    en: "A NIK has 16 digits. This column is text; leave it so.",
  },
  groundError: { id: "Pilih KTP, KK, KUNJUNGAN, DUKCAPIL, atau LAINNYA.", en: "Choose KTP, KK, KUNJUNGAN, DUKCAPIL or LAINNYA." },
} satisfies Record<string, Text>;

const blank = (): string => "";

/** To fill in; what is needed first stands before the two sides, so that nobody scrolls to act. */
export const rulingColumns = {
  ruling: {
    header: "PUTUSAN",
    width: 10,
    style: "input",
    ruling: true,
    entry: (lang) => ({ choices: rulingWords, prompt: entryTexts.rulingPrompt[lang], error: entryTexts.rulingError[lang] }),
    value: blank,
  },
  nik: {
    header: "NIK BENAR",
    width: 18,
    style: "input",
    ruling: true,
    entry: (lang) => ({ length: 16, error: entryTexts.nikError[lang] }),
    value: blank,
  },
  ground: {
    header: "DASAR",
    width: 12,
    style: "input",
    ruling: true,
    entry: (lang) => ({ choices: grounds, error: entryTexts.groundError[lang] }),
    value: blank,
  },
  note: { header: "KETERANGAN", width: 20, style: "input", value: blank },
  officer: { header: "PETUGAS", width: 14, style: "input", ruling: true, value: blank },
  day: { header: "TANGGAL", width: 11, style: "input", ruling: true, value: blank },
} as const satisfies Record<string, OfficerColumn>;

const from =
  (column: string) =>
  ({ cells }: OfficerRow): string =>
    cells(column);

/** Columns before the list's own, of a sheet that holds rows of `report`. */
function officerColumns(report: RowReport): OfficerColumn[] {
  return [
    { header: "No", width: 5, value: ({ number }) => String(number) },
    { header: "Status", width: 25, style: report, value: from("status") },
    { header: "Penjelasan", width: 38, style: "wrap", value: from("explanation") },
    { header: "Yang dilakukan", width: 26, style: "wrap", value: ({ cells }, lang) => actionOf(cells("status") as Status, lang) },
    rulingColumns.ruling,
    rulingColumns.nik,
    rulingColumns.ground,
    rulingColumns.note,
    { header: "NIK (daftar)", width: 18, value: ({ listed }) => listed("nik") },
    { header: "NIK (DTSEN)", width: 18, value: from("dtsen_nik") },
    { header: "Nama (daftar)", width: 20, style: "wrap", value: ({ listed }) => listed("nama") },
    { header: "Nama (DTSEN)", width: 20, style: "wrap", value: from("dtsen_nama") },
    { header: "Tgl lahir (daftar)", width: 11, value: ({ side, listed }) => side?.tanggalLahir || birthDateOf(listed) },
    { header: "Tgl lahir (DTSEN)", width: 11, value: from("dtsen_tanggal_lahir") },
    ...offPaper(),
  ];
}

/** Columns to look things up in on the screen. */
function offPaper(): OfficerColumn[] {
  return [
    { header: "JK (DTSEN)", width: 8, value: from("dtsen_jenis_kelamin") },
    { header: "No KK (daftar)", width: 18, value: ({ listed }) => listed("nokk") },
    { header: "No KK (DTSEN)", width: 18, value: from("dtsen_no_kk") },
    { header: "Alamat (daftar)", width: 24, style: "wrap", value: ({ listed }) => listed("alamat") },
    { header: "Desa (daftar)", width: 15, style: "wrap", value: ({ side, listed }) => side?.desa || listed("desa") },
    { header: "Desa (DTSEN)", width: 15, style: "wrap", value: from("dtsen_desa") },
    { header: "Kecamatan (DTSEN)", width: 15, style: "wrap", value: from("dtsen_kecamatan") },
    { header: "Desil", width: 6, value: from("dtsen_desil") },
    { header: "Kelayakan", width: 20, value: from("kelayakan") },
    { header: "Calon lain", width: 22, style: "wrap", value: ({ others }) => others },
    rulingColumns.officer,
    rulingColumns.day,
  ];
}

function birthDateOf(listed: OfficerRow["listed"]): string {
  const parts = [listed("hari_lahir"), listed("bulan_lahir"), listed("tahun_lahir")].filter((part) => part !== "");
  return listed("tanggal_lahir") || listed("tempat_tanggal_lahir") || parts.join("-");
}

export const originColumn = { header: "Asal", width: 24 };
/** What a ruling was made on, for the decisions file. */
export const extractColumns = [
  { header: "Label (DTSEN)", width: 12, style: "quiet" },
  { header: "Tanggal (DTSEN)", width: 8, style: "quiet" },
] as const satisfies readonly Column[];
export const keyColumn = { header: "Kunci", width: 6, style: "quiet" } as const satisfies Column;

export function originOf(cells: Cells): string {
  return `${cells("source_file")}:${cells("source_row")}`;
}

/** What the status asks of an officer, in the words of the workbook's columns. */
export function actionOf(status: Status, lang: Lang): string {
  return inWorkbookWords(statusText(status).action[lang], lang);
}

/** The reports' columns by the names they bear here. */
export function inWorkbookWords(text: string, lang: Lang): string {
  return text
    .replaceAll("dtsen_nik", "NIK (DTSEN)")
    .replaceAll("dtsen_*", "(DTSEN)")
    .replaceAll("other_candidates", lang === "id" ? "lembar Calon" : "the sheet Calon")
    .replaceAll("match.csv", lang === "id" ? "lembar Padan" : "the sheet Padan")
    .replaceAll("rejected.csv", lang === "id" ? "lembar Ditolak" : "the sheet Ditolak");
}

/** A sheet of rows of one report. */
export class OfficerSheet {
  readonly columns: readonly Column[];
  /** Columns that belong on paper. */
  readonly printed: number;
  private readonly run: OfficerRun;
  private readonly view: readonly OfficerColumn[];
  private written = 0;

  constructor(run: OfficerRun, report: RowReport) {
    this.run = run;
    this.view = officerColumns(report).filter(({ ruling }) => !(run.masked && ruling === true));
    this.printed = this.view.findIndex(({ header }) => header === "Tgl lahir (DTSEN)") + 1;
    this.columns = [
      ...this.view.map(({ header, width, style, entry }): Column => ({ header, width, style, entry: entry?.(run.lang) })),
      ...run.own.map((header): Column => ({ header, width: 14 })),
      ...(run.masked ? [] : extractColumns),
      originColumn,
      ...(run.masked ? [] : [keyColumn]),
    ];
  }

  /** `own`: the list's cells; `candidates`: what kandidat.csv says of the row. */
  row(cells: Cells, own: readonly string[], candidates: Candidates | null): string[] {
    const part = partOf(this.run.parts, cells("source_file"), Number(cells("source_row")));
    const aligned = part === null ? own : alignedCells(own, part.columns);
    const listed = (field: Field): string => (part === null ? "" : fieldCell(aligned, part.columns, field));
    const side = candidates?.side ?? (part === null || this.run.masked ? null : this.sideOf(part, own));
    const row: OfficerRow = {
      number: ++this.written,
      cells,
      listed,
      side,
      key: candidates?.key ?? (side === null ? "" : keyOf(side, cells)),
      others: othersText(candidates?.others ?? null, cells("other_candidates"), this.run.lang),
    };
    const texts = this.view.map(({ value }) => value(row, this.run.lang));
    for (let at = 0; at < this.run.own.length; at++) texts.push(own[at] ?? "");
    if (!this.run.masked) texts.push(...this.run.extract);
    texts.push(originOf(cells));
    if (!this.run.masked) texts.push(row.key);
    return texts;
  }

  private sideOf(part: ListPart, own: readonly string[]): ListSide {
    const { today, forceNik } = this.run;
    return listSideOf(identityIn(part, own, { today, forceNik }), own, part.columns);
  }
}

function keyOf(side: ListSide, cells: Cells): string {
  const nik = cells("dtsen_nik");
  const noKk = cells("dtsen_no_kk");
  const nama = cells("dtsen_nama");
  if (nik === "" && noKk === "" && nama === "") return rulingKey(side, nobody);
  return rulingKey(side, { nik, noKk, nama, tanggalLahir: cells("dtsen_tanggal_lahir") });
}

function othersText(names: readonly string[] | null, others: string, lang: Lang): string {
  const count = names?.length ?? (others === "" ? 0 : others.split(";").length);
  if (count === 0) return "";
  const people = `${count} ${lang === "id" ? "orang" : count === 1 ? "person" : "persons"}`;
  return names === null ? people : `${people}: ${names.join("; ")}`;
}
