/** An officer's ruling on one row of a list and one person of the extract: a line of the decisions file. */
import { dtsenIdentity, isKey, keyOf, KEY_VERSION, type DtsenSide, type ListSide } from "./ruling-key.ts";

/** SAMA: the same person; BEDA: another; TUNDA: not decided yet; CABUT: takes the officer's earlier one back. */
export const verdicts = ["SAMA", "BEDA", "TUNDA", "CABUT"] as const;
export type Verdict = (typeof verdicts)[number];

export interface Ruling {
  readonly kunci: string;
  /** Empty: the ruling is the right NIK alone. */
  readonly putusan: Verdict | "";
  /** The NIK the list should have, sixteen digits, or empty. */
  readonly nikBenar: string;
  readonly keterangan: string;
  /** What it rests on: KTP, KK, KUNJUNGAN, DUKCAPIL, LAINNYA. */
  readonly dasar: string;
  readonly petugas: string;
  /** `yyyy-mm-dd`. */
  readonly tanggal: string;
  readonly list: ListSide;
  readonly dtsen: DtsenSide & { readonly jenisKelamin: string };
  readonly statusSaatItu: string;
  /** Label and date of the extract it was ruled on. */
  readonly dtsenLabel: string;
  readonly dtsenTanggal: string;
  /** File and row of the list, `daftar.csv:12`. */
  readonly asal: string;
  /** The form it was read from. */
  readonly dibacaDari: string;
  /** A coordinator's: it stands whatever others say. */
  readonly final: boolean;
}

/** Columns of the decisions file, in its order. */
export const decisionColumns = [
  "kunci",
  "putusan",
  "nik_benar",
  "keterangan",
  "dasar",
  "petugas",
  "tanggal",
  "daftar_nik",
  "daftar_nama",
  "daftar_tanggal_lahir",
  "daftar_desa",
  "dtsen_nik",
  "dtsen_nama",
  "dtsen_tanggal_lahir",
  "dtsen_jenis_kelamin",
  "status_saat_itu",
  "dtsen_label",
  "dtsen_tanggal",
  "asal",
  "dibaca_dari",
  "dtsen_no_kk",
  "final",
] as const;
export type DecisionColumn = (typeof decisionColumns)[number];

/** The cells under `decisionColumns`. A line is one line: breaks in a cell become spaces. */
export function rulingCells(ruling: Ruling): string[] {
  const { list, dtsen } = ruling;
  const cells = [
    ruling.kunci,
    ruling.putusan,
    ruling.nikBenar,
    ruling.keterangan,
    ruling.dasar,
    ruling.petugas,
    ruling.tanggal,
    list.nik,
    list.nama,
    list.tanggalLahir,
    list.desa,
    dtsen.nik,
    dtsen.nama,
    dtsen.tanggalLahir,
    dtsen.jenisKelamin,
    ruling.statusSaatItu,
    ruling.dtsenLabel,
    ruling.dtsenTanggal,
    ruling.asal,
    ruling.dibacaDari,
    dtsen.noKk,
    ruling.final ? "ya" : "",
  ];
  return cells.map((cell) => (lineBreak.test(cell) ? cell.replace(/\s*[\r\n]+\s*/g, " ") : cell));
}

const lineBreak = /[\r\n]/;

/** A line read back; `cell` gives a column's text. */
export function readRuling(cell: (column: DecisionColumn) => string): Ruling {
  const putusan = cell("putusan").trim().toUpperCase();
  return {
    kunci: cell("kunci").trim().toLowerCase(),
    putusan: (verdicts as readonly string[]).includes(putusan) ? (putusan as Verdict) : "",
    nikBenar: cell("nik_benar").replace(/[\s']+/g, ""),
    keterangan: cell("keterangan"),
    dasar: cell("dasar"),
    petugas: cell("petugas"),
    tanggal: cell("tanggal"),
    list: {
      nik: cell("daftar_nik"),
      nama: cell("daftar_nama"),
      tanggalLahir: cell("daftar_tanggal_lahir"),
      desa: cell("daftar_desa"),
    },
    dtsen: {
      nik: cell("dtsen_nik"),
      noKk: cell("dtsen_no_kk"),
      nama: cell("dtsen_nama"),
      tanggalLahir: cell("dtsen_tanggal_lahir"),
      jenisKelamin: cell("dtsen_jenis_kelamin"),
    },
    statusSaatItu: cell("status_saat_itu"),
    dtsenLabel: cell("dtsen_label"),
    dtsenTanggal: cell("dtsen_tanggal"),
    asal: cell("asal"),
    dibacaDari: cell("dibaca_dari"),
    final: cell("final").trim().toLowerCase() === "ya",
  };
}

/** Why a line of the decisions file is not used; null: it is whole. */
export type LineFault = "key" | "key-version" | "verdict" | "nik-benar";

/** Checks a line against itself: its key is the checksum of the columns beside it. `identity` is its `listIdentity`. */
export function lineFault({ kunci, putusan, nikBenar, dtsen }: Ruling, identity: string): LineFault | null {
  if (isKey(kunci) && kunci[1] !== KEY_VERSION) return "key-version";
  if (kunci !== keyOf(identity, dtsenIdentity(dtsen))) return "key";
  if (nikBenar !== "" && !/^\d{16}$/.test(nikBenar)) return "nik-benar";
  return putusan === "" && nikBenar === "" ? "verdict" : null;
}

/** Officers are told apart by their names, however spaced and written. */
export function officerKey(petugas: string): string {
  return petugas.trim().replace(/\s+/g, " ").toUpperCase();
}
