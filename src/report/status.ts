/** The official words: the report each is read in, what it means, what an officer does with it. README and summary are made from this table. */
import type { Lang, Text } from "../language.ts";
import { statuses, type Status } from "../resolve/status.ts";

/** The reports a row that could be read ends in. */
export const rowReports = ["match", "conflict", "orphan"] as const;
export type RowReport = (typeof rowReports)[number];

/** `conflict,orphan` as reports; null where a word is none. */
export function readReports(text: string): readonly RowReport[] | null {
  const found = text.split(",").map((word) => word.trim().toLowerCase());
  return found.every((word): word is RowReport => (rowReports as readonly string[]).includes(word)) ? found : null;
}

export interface StatusText {
  readonly report: RowReport;
  readonly meaning: Text;
  /** What the officer does next. */
  readonly action: Text;
}

export const statusTexts = {
  PADAN: {
    report: "match",
    meaning: {
      id: "NIK ada satu kali di DTSEN, namanya cocok, dan tidak ada data lain yang berbeda.",
      en: "The NIK is in the extract once, the name agrees, and nothing else disagrees.",
    },
    action: { id: "Dapat dipakai langsung.", en: "Use as it is." },
  },
  PADAN_CATATAN: {
    report: "match",
    meaning: {
      id: "Seperti PADAN, tetapi ada yang dicatat: tanggal lahir, jenis kelamin, KK, wilayah, ejaan, atau tanda pada NIK.",
      en: "As PADAN, with something noted: birth date, sex, family card, region, spelling, or marks in the NIK.",
    },
    action: { id: "Dapat dipakai; perbaiki daftar menurut penjelasannya.", en: "Use it; correct the list after the explanation." },
  },
  PADAN_PROBABILISTIK: {
    report: "match",
    meaning: {
      id: "Daftar tidak memberi NIK yang dapat dipakai; satu orang di DTSEN jelas paling cocok menurut nama, tanggal lahir, dan alamat.",
      en: "The list gives no usable NIK; one person in the extract clearly fits best by name, birth date and address.",
    },
    action: {
      id: "Dapat dipakai; lengkapi NIK di daftar dari kolom dtsen_nik setelah diperiksa.",
      en: "Use it; fill in the NIK from dtsen_nik once checked.",
    },
  },
  PADAN_PUTUSAN: {
    report: "match",
    meaning: {
      id: "Petugas sudah memutuskan bahwa ini orangnya, dan data DTSEN-nya tidak berubah sejak itu.",
      en: "An officer has ruled that it is this person, and the extract's data of the person have not changed since.",
    },
    action: { id: "Dapat dipakai; perbaiki daftar menurut penjelasannya.", en: "Use it; correct the list after the explanation." },
  },
  NIK_PADAN_NAMA_BEDA: {
    report: "conflict",
    meaning: {
      id: "NIK ada di DTSEN, tetapi namanya jelas nama orang lain.",
      en: "The NIK is in the extract, but under a name that is clearly another's.",
    },
    action: {
      id: "Periksa KTP atau KK: NIK salah ketik, atau nama di daftar bukan pemilik NIK.",
      en: "Check the ID or family card: the NIK is mistyped, or the name on the list is not its owner's.",
    },
  },
  NAMA_PADAN_NIK_BEDA: {
    report: "conflict",
    meaning: {
      id: "Nama dan data lain menunjuk satu orang di DTSEN, tetapi NIK di daftar bukan NIK-nya menurut DTSEN.",
      en: "Name and other data point to one person in the extract, for whom the extract does not have the list's NIK.",
    },
    action: {
      id: "Bandingkan NIK di daftar dengan dtsen_nik; perbaiki yang salah ketik.",
      en: "Compare the list's NIK with dtsen_nik; correct the mistyped one.",
    },
  },
  NIK_KONFLIK: {
    report: "conflict",
    meaning: {
      id: "NIK milik satu orang, nama dan tanggal lahir milik orang lain; keduanya ada di DTSEN.",
      en: "The NIK is one person's, name and birth date are another's; both are in the extract.",
    },
    action: {
      id: "Putuskan dengan KTP atau KK siapa yang dimaksud: kolom dtsen_* menurut nama, other_candidates memuat pemilik NIK.",
      en: "Decide by the ID or family card who is meant: dtsen_* follows the name, other_candidates holds the NIK's owner.",
    },
  },
  KANDIDAT_GANDA: {
    report: "conflict",
    meaning: {
      id: "Dua orang atau lebih di DTSEN hampir sama cocoknya.",
      en: "Two or more persons in the extract fit about equally well.",
    },
    action: {
      id: "Minta NIK atau tanggal lahir, lalu pilih dari other_candidates.",
      en: "Ask for NIK or birth date, then choose from other_candidates.",
    },
  },
  PERLU_CEK: {
    report: "conflict",
    meaning: {
      id: "Ada calon, tetapi buktinya belum cukup untuk dinyatakan padan.",
      en: "There is a candidate, but not enough evidence to call it a match.",
    },
    action: { id: "Periksa calon di kolom dtsen_* dengan berkas asli.", en: "Check the candidate in dtsen_* against the papers." },
  },
  GANDA_DI_DAFTAR: {
    report: "conflict",
    meaning: {
      id: "Baris lain di daftar sudah memegang orang ini; baris terkuat yang tetap padan.",
      en: "Another row of the list already holds this person; the strongest row keeps the match.",
    },
    action: {
      id: "Periksa apakah penerima tercatat dua kali; hapus salah satu.",
      en: "Check whether the person is listed twice; remove one row.",
    },
  },
  NIK_GANDA_BEDA_ORANG: {
    report: "conflict",
    meaning: { id: "Satu NIK dipakai di daftar untuk orang yang berbeda.", en: "The list uses one NIK for different people." },
    action: { id: "Minta NIK yang benar untuk tiap orang.", en: "Ask each person for the right NIK." },
  },
  TIDAK_DITEMUKAN: {
    report: "orphan",
    meaning: {
      id: "Tidak ada di DTSEN, padahal wilayahnya termasuk cakupan.",
      en: "Nobody in the extract, though the extract covers the row's region.",
    },
    action: {
      id: "Periksa NIK dan nama; bila benar, usulkan pemutakhiran DTSEN.",
      en: "Check NIK and name; if right, propose the person for DTSEN.",
    },
  },
  DI_LUAR_CAKUPAN: {
    report: "orphan",
    meaning: {
      id: "Tidak ditemukan, dan wilayah menurut NIK atau alamat tidak termasuk cakupan DTSEN ini.",
      en: "Nobody, and the region of the NIK or address is not covered by this extract.",
    },
    action: { id: "Cari di DTSEN kabupaten/kota asalnya.", en: "Look in the extract of the home regency." },
  },
  NIK_TIDAK_VALID: {
    report: "orphan",
    meaning: {
      id: "NIK tidak dapat dicari (rusak), dan tidak ada orang yang cukup cocok.",
      en: "The NIK cannot be looked up (damaged), and nobody fits well enough.",
    },
    action: { id: "Minta NIK yang benar, lalu jalankan lagi.", en: "Ask for the right NIK and run again." },
  },
  NIK_KOSONG: {
    report: "orphan",
    meaning: { id: "NIK tidak diisi, dan tidak ada orang yang cukup cocok.", en: "No NIK is given, and nobody fits well enough." },
    action: { id: "Lengkapi NIK atau tanggal lahir, lalu jalankan lagi.", en: "Fill in NIK or birth date and run again." },
  },
} satisfies Record<Status, StatusText>;

/** The table entry, typed for a status known only at run time. */
export function statusText(status: Status): StatusText {
  return statusTexts[status];
}

export function reportOf(status: Status): RowReport {
  return statusTexts[status].report;
}

/** Whether a text is a status whose rows stand in the report. */
export function isStatusOf(report: RowReport, text: string): boolean {
  return Object.hasOwn(statusTexts, text) && reportOf(text as Status) === report;
}

/** Statuses of a report, in the order of the contract. */
export function statusesOf(report: RowReport): Status[] {
  return statuses.filter((status) => reportOf(status) === report);
}

export function meaningOf(status: Status, lang: Lang): string {
  return statusTexts[status].meaning[lang];
}
