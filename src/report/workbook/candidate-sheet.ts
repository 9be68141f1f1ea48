/** The sheet Calon: every candidate of every conflict row, as kandidat.csv has them, with room to rule on each. Pure. */
import type { Lang } from "../../language.ts";
import type { Column } from "./sheet-xml.ts";
import { extractColumns, keyColumn, originColumn, originOf, rulingColumns, type Cells } from "./officer-sheets.ts";

interface CandidateColumn extends Column {
  readonly from: string;
}

/** Columns of kandidat.csv in the order they are read in; `no`: the row's number on the sheet Konflik. */
const columns: readonly CandidateColumn[] = [
  { header: "Status", from: "status", width: 25, style: "conflict" },
  { header: "Urutan", from: "urutan", width: 8 },
  { header: "Peluang", from: "probability", width: 8 },
  { header: "Sama", from: "sama", width: 26, style: "wrap" },
  { header: "Beda", from: "beda", width: 30, style: "wrap" },
];

const sides: readonly CandidateColumn[] = [
  { header: "NIK (daftar)", from: "daftar_nik", width: 18 },
  { header: "NIK (DTSEN)", from: "dtsen_nik", width: 18 },
  { header: "Nama (daftar)", from: "daftar_nama", width: 22, style: "wrap" },
  { header: "Nama (DTSEN)", from: "dtsen_nama", width: 22, style: "wrap" },
  { header: "Tgl lahir (daftar)", from: "daftar_tanggal_lahir", width: 11 },
  { header: "Tgl lahir (DTSEN)", from: "dtsen_tanggal_lahir", width: 11 },
];
const offPaper: readonly CandidateColumn[] = [
  { header: "JK (DTSEN)", from: "dtsen_jenis_kelamin", width: 8 },
  { header: "No KK (DTSEN)", from: "dtsen_no_kk", width: 18 },
  { header: "Kepala keluarga (DTSEN)", from: "dtsen_kepala_keluarga", width: 22, style: "wrap" },
  { header: "Alamat (DTSEN)", from: "dtsen_alamat", width: 24, style: "wrap" },
  { header: "RT (DTSEN)", from: "dtsen_rt", width: 6 },
  { header: "RW (DTSEN)", from: "dtsen_rw", width: 6 },
  { header: "Desa (daftar)", from: "daftar_desa", width: 15, style: "wrap" },
  { header: "Desa (DTSEN)", from: "dtsen_desa", width: 15, style: "wrap" },
  { header: "Kecamatan (DTSEN)", from: "dtsen_kecamatan", width: 15, style: "wrap" },
  { header: "Desil", from: "dtsen_desil", width: 6 },
  { header: "Kelayakan", from: "kelayakan", width: 14, style: "wrap" },
  { header: "Berkas (DTSEN)", from: "dtsen_file", width: 20 },
  { header: "Baris (DTSEN)", from: "dtsen_row", width: 9 },
];

export class CandidateSheet {
  readonly columns: readonly Column[];
  readonly printed: number;
  private readonly masked: boolean;
  private readonly before: readonly CandidateColumn[];
  private readonly behind: readonly CandidateColumn[];

  constructor(lang: Lang, masked: boolean) {
    this.masked = masked;
    const { ruling, nik, ground, note, officer, day } = rulingColumns;
    const entered = masked ? [note] : [ruling, nik, ground, note];
    const told = masked ? [] : [officer, day];
    const toEnter = (each: (typeof rulingColumns)[keyof typeof rulingColumns]): CandidateColumn => ({
      header: each.header,
      width: each.width,
      style: each.style,
      entry: "entry" in each ? each.entry(lang) : undefined,
      from: "",
    });
    this.before = [...columns, ...entered.map(toEnter), ...sides];
    this.behind = [...told.map(toEnter), ...offPaper];
    this.printed = this.before.length;
    this.columns = [...this.before, ...this.behind, ...(masked ? [] : extractColumns), originColumn, ...(masked ? [] : [keyColumn])];
  }

  row(cells: Cells): string[] {
    const texts = [...this.before, ...this.behind].map(({ from }) => (from === "" ? "" : cells(from)));
    if (!this.masked) texts.push(cells("dtsen_label"), cells("dtsen_tanggal"));
    texts.push(originOf(cells));
    if (!this.masked) texts.push(cells("kunci"));
    return texts;
  }
}
