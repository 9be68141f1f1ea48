/** Faults (`DtsenError`) in the language of the terminal. They are thrown in English; Indonesian goes by their code. */
import type { DtsenError } from "../errors.ts";
import type { Lang } from "../language.ts";

interface Fault {
  /** What is wrong, to stand after the subject. */
  readonly what: string;
  /** What to do; where it ends in a colon, the command, columns or example of the English hint follow. */
  readonly hint: string;
  /** The English sentence has numbers or names worth repeating: it follows in brackets. */
  readonly detail?: true;
}

/** By `DtsenError.code`. A test finds the codes in the sources and misses the ones without a text here. */
export const indonesianFaults: Readonly<Record<string, Fault>> = {
  "file-missing": { what: "tidak ditemukan", hint: "Periksa ejaan dan foldernya; nama yang memuat spasi perlu tanda petik." },
  "not-a-folder": { what: "bagian dari jalur ini berkas, bukan folder", hint: "Periksa jalurnya." },
  "is-a-folder": { what: "adalah folder, bukan berkas", hint: "Sebut berkas di dalamnya, atau pilih folder lain dengan --out." },
  "already-there": { what: "sudah ada di tempat itu", hint: "Pindahkan dahulu atau pilih nama lain." },
  "no-permission": {
    what: "tidak ada izin",
    hint: "Pilih folder yang boleh ditulisi; di Windows, tutup dahulu berkasnya di lembar kerja.",
  },
  "in-use": { what: "sedang dipakai program lain", hint: "Tutup dahulu di sana (lembar kerja mengunci berkasnya), lalu jalankan lagi." },
  "read-only": { what: "tidak dapat ditulisi", hint: "Pilih tempat lain dengan --out atau --db." },
  "disk-full": {
    what: "cakram penuh",
    hint: "Kosongkan ruang atau pilih cakram lain dengan --out atau --db; tidak ada berkas setengah jadi yang tertinggal.",
  },
  "too-many-files": { what: "terlalu banyak berkas terbuka", hint: "Tutup program lain, lalu jalankan lagi." },
  "name-too-long": { what: "namanya terlalu panjang", hint: "Pilih nama yang lebih pendek." },
  "disk-error": { what: "cakram tidak dapat dibaca atau ditulisi", hint: "Salin berkasnya ke cakram lain, lalu coba lagi." },
  "no-memory": { what: "memori tidak cukup", hint: "Tutup program lain, atau kurangi --workers." },
  "cannot-open": { what: "tidak dapat dibuka", hint: "Periksa jalurnya dan izin baca-tulisnya." },
  "not-an-index": { what: "bukan indeks dtsen", hint: "Bangun dengan: dtsen index <berkas ekstrak…> --db BERKAS" },
  "index-damaged": { what: "indeks rusak", hint: "Bangun lagi dengan: dtsen index <berkas ekstrak…> --db BERKAS" },
  locked: {
    what: "sedang dikerjakan dtsen lain",
    hint: "Tunggu sampai selesai. Bila tidak ada dtsen yang berjalan, hapus berkas .lock di sebelahnya.",
    detail: true,
  },
  // Lists and extracts
  "empty-file": { what: "kosong", hint: "Ekspor ulang berkasnya." },
  "wrong-kind": {
    what: "bukan berkas yang dapat dibaca",
    hint: "Simpan sebagai CSV UTF-8, atau sebut kolomnya dengan --map; lihat dahulu dengan dtsen inspect.",
    detail: true,
  },
  "no-header": {
    what: "baris kepala kolom tidak ditemukan",
    hint: "Daftar memerlukan baris kepala kolom seperti NIK, NAMA, TANGGAL LAHIR di atas isinya.",
    detail: true,
  },
  "no-rows": { what: "hanya ada kepala kolom, tanpa baris data", hint: "Ekspor ulang daftar beserta isinya.", detail: true },
  "no-usable-column": {
    what: "kolom NIK, KK, atau nama tidak dikenali",
    hint: 'Sebut kolomnya, misalnya: --map nik="NO KTP" --map nama="NAMA KRT"',
    detail: true,
  },
  "mapping-ambiguous": { what: "beberapa kolom dapat berarti hal yang sama", hint: "Sebut yang mana, misalnya:", detail: true },
  "mapping-unknown": { what: "pemetaan ini tidak dapat dipakai", hint: "Pilihan:", detail: true },
  "sex-unclear": {
    what: "kolom jenis kelamin memuat P dan W: P dapat berarti pria atau perempuan",
    hint: "Tulis ulang kolomnya sebagai L dan P, atau lanjutkan dengan P dianggap tidak diketahui: --paksa",
    detail: true,
  },
  "csv-broken": { what: "tidak dapat dibaca sebagai CSV", hint: "Simpan ulang sebagai CSV (UTF-8).", detail: true },
  // Index
  "not-an-extract": {
    what: "bukan berkas anggota maupun keluarga dari ekstrak DTSEN",
    hint: "Beri berkas anggota_keluarga_… dan keluarga_…, atau satu berkas dengan NIK, NAMA, dan DESIL; sebut kolom yang janggal dengan --map.",
  },
  "mixed-versions": {
    what: "berkasnya dari versi ekstrak yang berbeda",
    hint: "Indeks berkas satu versi bersama-sama; --paksa mencampurnya juga.",
    detail: true,
  },
  "families-alone": {
    what: "dibuat dari berkas keluarga saja; berkas orang tidak dapat ditambahkan",
    hint: "Bangun ulang dari semua berkas:",
  },
  "index-has-older": {
    what: "indeks sudah memuat versi lain dari berkas ini; menambahkannya menggandakan orangnya",
    hint: "Ganti yang lama dengan --replace; --paksa menambahkannya juga.",
    detail: true,
  },
  "replaces-unclear": {
    what: "tidak jelas berkas mana di indeks yang digantinya",
    hint: "Nama hanya boleh berbeda versi dan tahun; tambahkan kabupaten lain dengan --add.",
    detail: true,
  },
  "no-persons": { what: "ekstrak ini tidak memuat orang", hint: "Periksa berkasnya dengan: dtsen inspect BERKAS" },
  "index-missing": { what: "indeks belum ada", hint: "Bangun dahulu:" },
  "index-version": { what: "dibuat oleh versi dtsen yang lain", hint: "Bangun ulang dari ekstrak:" },
  // Explain
  "no-such-row": {
    what: "tidak ada baris dengan nomor itu",
    hint: "Beri nomor baris seperti di lembar kerja, kepala kolom ikut dihitung.",
    detail: true,
  },
  "no-data-row": { what: "baris itu bukan baris data", hint: "Pilih baris dari match.csv, conflict.csv, atau orphan.csv.", detail: true },
  // Models
  "train-too-little": {
    what: "terlalu sedikit orang yang dikenali untuk melatih model",
    hint: "Latih dengan daftar yang lebih panjang, berisi nama, tanggal lahir, dan desa; atau pakai model bawaan.",
    detail: true,
  },
  "train-stdin": { what: "masukan standar tidak dapat dipakai untuk melatih", hint: "Beri daftarnya sebagai berkas." },
  "model-senseless": {
    what: "model hasil latihan tidak masuk akal",
    hint: "Latih dengan daftar yang lebih panjang atau lebih bersih, atau pakai model bawaan.",
    detail: true,
  },
  "model-version": { what: "model dari versi dtsen yang lain", hint: "Latih ulang:" },
  "model-broken": { what: "berkas model rusak", hint: "Latih ulang:", detail: true },
  // Evaluation
  "reports-missing": { what: "bukan folder laporan", hint: "Beri folder yang ditulis dtsen match --out." },
  "report-columns": { what: "kolom source_file dan source_row tidak ada", hint: "Nilai laporan seperti yang ditulis dtsen match." },
  "reports-masked": {
    what: "kebenaran menyebut NIK, padahal laporannya disamarkan",
    hint: "Nilai laporan tanpa --mask, atau beri dtsen_row.",
  },
  "sample-empty": {
    what: "tidak ada baris yang mempunyai calon untuk diperiksa",
    hint: "Ambil sampel dari laporan yang menemukan seseorang.",
  },
  "sample-foreign": { what: "tidak ada barisnya di laporan itu", hint: "Beri folder laporan tempat sampel itu diambil." },
  "sample-size": {
    what: "jumlah sampel harus bilangan di atas 0",
    hint: "Beri jumlah baris yang sanggup diperiksa, misalnya --sample 300.",
  },
  "truth-columns": {
    what: "bukan berkas kebenaran atau sampel yang diperiksa",
    hint: "Kebenaran memuat source_row dan dtsen_row atau dtsen_nik; sampel memuat source_file, source_row, dan benar.",
  },
  "truth-empty": { what: "tidak memuat baris", hint: "Beri satu baris untuk tiap baris daftar yang jawabannya diketahui." },
  "truth-row": { what: "baris ini tidak dapat dibaca", hint: "Perbaiki atau hapus barisnya.", detail: true },
  "truth-missing": { what: "kebenaran belum diberikan", hint: "Beri --truth BERKAS, atau ambil sampel dengan --sample N." },
  "truth-foreign": {
    what: "tidak menyebut satu pun baris laporan itu",
    hint: "Beri kebenaran untuk daftar yang dipadankan: source_file dan source_row seperti di laporan.",
  },
  "truth-without-file": { what: "tanpa source_file, padahal laporannya tentang beberapa daftar", hint: "Tambahkan kolom source_file." },
  "truth-without-extract": {
    what: "dtsen_row tanpa dtsen_file, padahal ekstraknya beberapa berkas",
    hint: "Tambahkan kolom dtsen_file, atau beri dtsen_nik.",
  },
  "config-invalid": {
    what: "berkas konfigurasi tidak dapat dipakai",
    hint: "Perbaiki yang disebut di atas; contoh lengkap ada di README.",
    detail: true,
  },
};

export interface FaultText {
  readonly message: string;
  readonly hint: string;
}

/** What is printed of a fault. A code without an Indonesian text is shown in English rather than not at all. */
export function faultText({ code, message, hint }: DtsenError, lang: Lang): FaultText {
  const fault = lang === "id" ? indonesianFaults[code] : undefined;
  if (fault === undefined) return { message, hint };
  // The subject is a file, a folder or an option: up to the first colon that is followed by a blank ("C:\…" is none).
  const end = message.indexOf(": ");
  const subject = end < 0 ? "" : `${message.slice(0, end)}: `;
  const detail = fault.detail === true ? ` (${end < 0 ? message : message.slice(end + 2)})` : "";
  return {
    message: `${subject}${fault.what}${detail}`,
    hint: fault.hint.endsWith(":") ? `${fault.hint} ${particulars(hint)}` : fault.hint,
  };
}

/** The part of an English hint that is the same in every language: a command, names of columns, an example. */
function particulars(hint: string): string {
  return /(?:: |, e\.g\. )(.*)$/s.exec(hint)?.[1] ?? hint;
}
