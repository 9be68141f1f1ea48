import { rulingKey } from "../../src/rulings/ruling-key.ts";
import type { ReportRow } from "./office.ts";

/** What an officer writes beside a row of a report. */
export interface Filled {
  readonly row: ReportRow;
  readonly PUTUSAN: string;
  readonly nikBenar?: string;
  readonly dasar?: string;
  /** The person ruled about, where it is not the report's best candidate. */
  readonly dtsen?: { readonly nik: string; readonly nama: string; readonly tanggal_lahir: string; readonly jk?: string };
}

/** A filled form as CSV, the list's columns being NIK, NAMA, TGL LAHIR (ISO) and DESA; columns in no particular order. */
export function formCsv(filled: readonly Filled[], delimiter = ","): string {
  const header = [
    "Catatan kantor",
    "PUTUSAN",
    "Nama (daftar)",
    "NIK (daftar)",
    "Tgl lahir (daftar)",
    "Desa (daftar)",
    "NIK BENAR",
    "DASAR",
    "NIK (DTSEN)",
    "No KK (DTSEN)",
    "Nama (DTSEN)",
    "Tgl lahir (DTSEN)",
    "JK (DTSEN)",
    "Status",
    "Asal",
    "Kunci",
  ];
  const lines = filled.map(({ row, PUTUSAN, nikBenar = "", dasar = "KTP", dtsen }) => {
    const list = {
      nik: row["NIK"] ?? "",
      nama: row["NAMA"] ?? "",
      tanggalLahir: row["TGL LAHIR"] ?? "",
      desa: (row["DESA"] ?? "").replaceAll(" ", ""),
    };
    const person =
      dtsen === undefined
        ? {
            nik: row["dtsen_nik"]!,
            noKk: row["dtsen_no_kk"]!,
            nama: row["dtsen_nama"]!,
            tanggalLahir: row["dtsen_tanggal_lahir"]!,
            jk: row["dtsen_jenis_kelamin"]!,
          }
        : { nik: dtsen.nik, noKk: "", nama: dtsen.nama, tanggalLahir: dtsen.tanggal_lahir, jk: dtsen.jk ?? "L" };
    return [
      "",
      PUTUSAN,
      list.nama,
      list.nik,
      list.tanggalLahir,
      list.desa,
      nikBenar,
      dasar,
      person.nik,
      person.noKk,
      person.nama,
      person.tanggalLahir,
      person.jk,
      row["status"]!,
      `${row["source_file"]}:${row["source_row"]}`,
      rulingKey(list, person),
    ];
  });
  return [["DAFTAR KERJA"], header, ...lines].map((cells) => `${cells.join(delimiter)}\r\n`).join("");
}
