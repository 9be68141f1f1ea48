/**
 * Everything that can be noticed about a row, with the sentence that explains it. A finding is a value, never an exception.
 * Codes and levels: domain notes on NIK anomaly rules in use at Dukcapil, BPK and BPS; see README.
 */
export type Severity =
  /** Worth knowing; says nothing against the row. */
  | "info"
  /** Odd; the row goes on its way and the finding is reported. */
  | "warning"
  /** The value cannot serve as a key or as evidence. */
  | "unusable";

interface FindingText {
  readonly severity: Severity;
  readonly id: string;
  readonly en: string;
}

export const findingTexts = {
  // NIK
  NIK_KOSONG: {
    severity: "unusable",
    id: "NIK kosong atau pengganti kosong (0, -, 9999…)",
    en: "no NIK, or a filler in its place (0, -, 9999…)",
  },
  NIK_BUKAN_ANGKA: { severity: "unusable", id: "NIK memuat huruf atau tanda lain", en: "NIK contains letters or other characters" },
  NIK_PANJANG: { severity: "unusable", id: "jumlah digit NIK bukan 16", en: "NIK does not have 16 digits" },
  NIK_NOTASI_ILMIAH: {
    severity: "unusable",
    id: "NIK menjadi notasi ilmiah (3,2E+15); digitnya hilang",
    en: "NIK turned into scientific notation; its digits are gone",
  },
  NIK_TERPOTONG_EXCEL: {
    severity: "unusable",
    id: "digit terakhir NIK menjadi 0 oleh Excel (seluruh kolom)",
    en: "Excel turned the last digit of the NIK into 0 (whole column)",
  },
  NIK_GANDA_SEL: { severity: "unusable", id: "dua nomor dalam satu sel NIK", en: "two numbers in one cell of the NIK" },
  NIK_SERIAL_0000: { severity: "unusable", id: "nomor urut NIK 0000", en: "NIK serial is 0000" },
  NIK_TANGGAL: { severity: "warning", id: "tanggal di dalam NIK tidak mungkin", en: "the date inside the NIK is impossible" },
  NIK_PROVINSI: { severity: "warning", id: "kode provinsi NIK tidak dikenal", en: "province code of the NIK is unknown" },
  NIK_KECAMATAN: {
    severity: "warning",
    id: "kode kecamatan NIK tidak dikenal dalam edisi mana pun",
    en: "district code of the NIK is unknown in every edition",
  },
  NIK_TGL_BEDA: {
    severity: "warning",
    id: "tanggal di NIK berbeda dari tanggal lahir",
    en: "date inside the NIK differs from the birth date",
  },
  NIK_JK_BEDA: { severity: "warning", id: "jenis kelamin menurut NIK berbeda", en: "sex according to the NIK differs" },
  NIK_SAMA_NOKK: { severity: "warning", id: "NIK sama dengan nomor KK", en: "NIK equals the family-card number" },
  NIK_BERISI_NOKK: { severity: "unusable", id: "kolom NIK berisi nomor KK", en: "the NIK column holds a family-card number" },
  NIK_DIBERSIHKAN: {
    severity: "info",
    id: "tanda pada NIK diabaikan (spasi, titik, petik, .0)",
    en: "marks in the NIK ignored (spaces, dots, apostrophe, .0)",
  },
  NIK_SEL_ANGKA: {
    severity: "info",
    id: "sel NIK tersimpan sebagai angka, bukan teks",
    en: "the NIK's cell is stored as a number, not as text",
  },
  KK_SEL_ANGKA: {
    severity: "info",
    id: "sel nomor KK tersimpan sebagai angka, bukan teks",
    en: "the family card's cell is stored as a number, not as text",
  },
  SEL_BERGESER: {
    severity: "warning",
    id: "sel baris ini bergeser atau tertukar kolomnya; dibaca menurut isinya",
    en: "cells of the row stand under other headers (moved, or exchanged); read by what they hold",
  },
  SEL_GALAT: {
    severity: "warning",
    id: "sel berisi galat rumus (#N/A, #REF!)",
    en: "a cell shows the error of a formula (#N/A, #REF!)",
  },
  SEL_RUMUS_KOSONG: {
    severity: "warning",
    id: "rumus belum dihitung; buka dan simpan di Excel",
    en: "a formula has not been calculated; open and save it in Excel",
  },
  BARIS_TERSEMBUNYI: {
    severity: "info",
    id: "baris disembunyikan (saringan) di lembar kerja; tetap dibaca",
    en: "the row is hidden (filtered) in the sheet; it is read all the same",
  },
  ABAD_AMBIGU: { severity: "info", id: "abad tahun lahir tidak pasti", en: "century of the birth year is uncertain" },
  // KK
  KK_KOSONG: { severity: "info", id: "nomor KK kosong", en: "no family-card number" },
  KK_BUKAN_ANGKA: {
    severity: "warning",
    id: "nomor KK memuat huruf atau tanda lain",
    en: "family-card number contains letters or other characters",
  },
  KK_PANJANG: { severity: "warning", id: "jumlah digit nomor KK bukan 16", en: "family-card number does not have 16 digits" },
  KK_NOTASI_ILMIAH: { severity: "warning", id: "nomor KK menjadi notasi ilmiah", en: "family-card number turned into scientific notation" },
  KK_TERPOTONG_EXCEL: {
    severity: "warning",
    id: "digit terakhir nomor KK menjadi 0 oleh Excel (seluruh kolom)",
    en: "Excel turned the last digit of the family-card number into 0 (whole column)",
  },
  KK_SERIAL_0000: { severity: "warning", id: "nomor urut KK 0000", en: "family-card serial is 0000" },
  KK_GANDA: {
    severity: "warning",
    id: "nomor KK dipakai beberapa baris dalam daftar per keluarga",
    en: "family card used by several rows of a per-family list",
  },
  KELUARGA_GANDA: {
    severity: "warning",
    id: "baris lain dalam daftar per keluarga ini termasuk keluarga yang sama di DTSEN",
    en: "another row of this per-family list belongs to the same family in the extract",
  },
  // Name
  NAMA_TIDAK_DIBANDINGKAN: {
    severity: "info",
    id: "daftar tidak punya kolom nama; hanya nomornya yang dibandingkan",
    en: "the list has no column of names; nothing but the number was compared",
  },
  NAMA_KOSONG: { severity: "warning", id: "nama kosong atau hanya gelar/tanda", en: "name is empty, or only a title or punctuation" },
  NAMA_ANGKA: { severity: "warning", id: "nama memuat angka", en: "name contains digits" },
  NAMA_SIMBOL: { severity: "warning", id: "nama memuat tanda yang tidak lazim", en: "name contains unusual symbols" },
  NAMA_GELAR: { severity: "info", id: "gelar atau sapaan diabaikan saat membandingkan", en: "title set aside for comparing" },
  NAMA_PATRONIM: { severity: "info", id: "nama memuat bin/binti", en: "name contains bin/binti" },
  NAMA_ALIAS: { severity: "info", id: "nama memuat alias; tiap bacaan dicoba", en: "name contains an alias; each reading tried" },
  NAMA_ALMARHUM: { severity: "warning", id: "tertulis almarhum/ah; periksa apakah sudah meninggal", en: "marked as deceased; check" },
  NAMA_BUKAN_ORANG: { severity: "warning", id: "tertulis CS/KEL.: bukan nama satu orang", en: "marked CS/KEL.: not one person's name" },
  NAMA_ORANG_LAIN: {
    severity: "warning",
    id: "mungkin nama orang lain (NY., BAYI, a.n.)",
    en: "may be another person's name (NY., BAYI, a.n.)",
  },
  NAMA_BEBERAPA_ORANG: {
    severity: "warning",
    id: "sel nama memuat beberapa orang; tidak dipadankan sendiri",
    en: "the name cell holds several people; not matched by itself",
  },
  NAMA_KETERANGAN: {
    severity: "info",
    id: "keterangan di sel nama diabaikan saat membandingkan",
    en: "a remark in the name cell set aside for comparing",
  },
  JK_SAPAAN_BEDA: {
    severity: "warning",
    id: "sapaan di nama (NY., BPK., …) tidak sesuai kolom jenis kelamin",
    en: "title before the name (NY., BPK., …) contradicts the sex column",
  },
  NAMA_TERPOTONG: { severity: "info", id: "nama tampak terpotong oleh lebar kolom", en: "name looks cut by a column width" },
  // Birth date
  TGL_KOSONG: { severity: "info", id: "tanggal lahir kosong", en: "no birth date" },
  TGL_TIDAK_TERBACA: { severity: "warning", id: "tanggal lahir tidak terbaca", en: "birth date cannot be read" },
  TGL_TIDAK_MUNGKIN: { severity: "warning", id: "tanggal lahir tidak mungkin", en: "birth date is impossible" },
  TGL_BAKU: { severity: "info", id: "tanggal lahir pengganti (1 Jan, 1 Jul, 31 Des)", en: "a default birth date (1 Jan, 1 Jul, 31 Dec)" },
  TGL_AMBIGU: { severity: "info", id: "urutan hari/bulan tidak pasti", en: "order of day and month is uncertain" },
  TGL_URUTAN: { severity: "info", id: "urutan bulan/hari dibaca menurut NIK", en: "order of month and day read after the NIK" },
  TGL_SERIAL_EXCEL: { severity: "info", id: "tanggal lahir berupa nomor seri Excel", en: "birth date given as an Excel serial number" },
  TGL_HANYA_TAHUN: { severity: "info", id: "hanya tahun lahir", en: "birth year only" },
  TGL_MASA_DEPAN: { severity: "warning", id: "tanggal lahir di masa depan", en: "birth date lies in the future" },
  "USIA_>120": { severity: "warning", id: "umur di atas 120 tahun", en: "older than 120 years" },
  // Sex, decile
  JK_TIDAK_TERBACA: { severity: "warning", id: "jenis kelamin tidak terbaca", en: "sex cannot be read" },
  DESIL_TIDAK_SAH: { severity: "warning", id: "desil bukan 1 sampai 10", en: "decile is not 1 to 10" },
  // Reading
  BYTE_DIGANTI: {
    severity: "info",
    id: "baris memuat byte di luar UTF-8; dibaca sebagai Windows-1252",
    en: "row holds bytes outside UTF-8; read as Windows-1252",
  },
  NUL_DIBUANG: { severity: "info", id: "byte NUL dibuang saat membaca", en: "NUL bytes left out when reading" },
  // Against the extract
  NAMA_EJAAN: { severity: "info", id: "nama beda ejaan", en: "name spelt differently" },
  NAMA_URUTAN: { severity: "info", id: "urutan kata nama berbeda", en: "words of the name in another order" },
  NAMA_SINGKATAN: { severity: "info", id: "nama disingkat di salah satu sisi", en: "name abbreviated on one side" },
  NAMA_SEBAGIAN: {
    severity: "warning",
    id: "sebagian kata nama hanya ada di satu sisi",
    en: "some words of the name stand on one side only",
  },
  NAMA_BEDA: { severity: "warning", id: "nama berbeda", en: "name differs" },
  TGL_BEDA: { severity: "warning", id: "tanggal lahir berbeda dari DTSEN", en: "birth date differs from DTSEN" },
  TGL_TERTUKAR: { severity: "info", id: "hari dan bulan lahir tertukar", en: "day and month of birth swapped" },
  TGL_MIRIP: { severity: "warning", id: "tanggal lahir berbeda satu bagian", en: "birth date differs in one part" },
  JK_BEDA: { severity: "warning", id: "jenis kelamin berbeda dari DTSEN", en: "sex differs from DTSEN" },
  KK_BERUBAH: { severity: "info", id: "nomor KK berbeda dari DTSEN (KK berubah)", en: "family card differs from DTSEN (card changed)" },
  WILAYAH_BEDA: { severity: "info", id: "wilayah berbeda dari DTSEN", en: "region differs from DTSEN" },
  NIK_BEDA: { severity: "warning", id: "NIK berbeda dari DTSEN", en: "NIK differs from DTSEN" },
  NIK_SATU_DIGIT: { severity: "warning", id: "NIK berbeda satu digit dari DTSEN", en: "NIK one digit away from DTSEN's" },
  NIK_TERTUKAR: { severity: "warning", id: "dua digit NIK tertukar dibanding DTSEN", en: "two digits of the NIK swapped against DTSEN" },
  NIK_KELUARGA: {
    severity: "warning",
    id: "NIK milik anggota lain di KK yang sama",
    en: "NIK belongs to another member of the same family",
  },
  SERUMAH: {
    severity: "info",
    id: "anggota KK lain di daftar ini menunjuk KK yang sama di DTSEN",
    en: "other members on this list link to the same DTSEN family",
  },
  SEKITAR_BEDA: {
    severity: "info",
    id: "baris-baris di sekitarnya di daftar ini menunjuk desa lain di DTSEN",
    en: "the rows around it on this list link to another village of DTSEN",
  },
  KERABAT: { severity: "warning", id: "KK sama tetapi orangnya lain (kerabat)", en: "same family card but another person (a relative)" },
  DTSEN_NIK_GANDA: { severity: "warning", id: "NIK ini ada pada beberapa baris DTSEN", en: "this NIK stands on several DTSEN rows" },
  KELUARGA_TIDAK_ADA: {
    severity: "warning",
    id: "keluarga orang ini tidak ada di DTSEN; desil tidak diketahui",
    en: "the person's family row is missing in DTSEN; decile unknown",
  },
  DESIL_KOSONG: { severity: "info", id: "desil keluarga kosong di DTSEN", en: "the family's decile is empty in DTSEN" },
  DESIL_SESUAI: { severity: "info", id: "desil memenuhi batas program", en: "the decile is within the programme's limit" },
  DESIL_DI_ATAS_BATAS: { severity: "warning", id: "desil di atas batas program", en: "the decile is above the programme's limit" },
  BUKAN_KEPALA: { severity: "info", id: "pengurus bukan kepala keluarga", en: "person listed is not the head of the family" },
  BLOK_TERPOTONG: {
    severity: "warning",
    id: "calon terlalu banyak; pencarian dibatasi",
    en: "too many candidates; the search was limited",
  },
  // Officers' rulings
  PUTUSAN_SAMA: { severity: "info", id: "petugas memutuskan: orang yang sama", en: "an officer has ruled: the same person" },
  PUTUSAN_BEDA: { severity: "warning", id: "petugas memutuskan: bukan orang ini", en: "an officer has ruled: not this person" },
  PUTUSAN_PERLU_DITINJAU: {
    severity: "warning",
    id: "nama, tanggal lahir, atau jenis kelamin di DTSEN berubah sejak putusan petugas; putusan tidak dipakai",
    en: "name, birth date or sex in DTSEN changed since the officer's ruling; the ruling is not applied",
  },
  PUTUSAN_TIDAK_BERLAKU: {
    severity: "info",
    id: "orang pada putusan petugas tidak ada lagi di DTSEN; putusan tidak dipakai",
    en: "the person of the officer's ruling is no longer in DTSEN; the ruling is not applied",
  },
  PUTUSAN_BERTENTANGAN: {
    severity: "warning",
    id: "putusan petugas bertentangan; tidak ada yang dipakai",
    en: "officers' rulings contradict each other; none is applied",
  },
  NIK_BENAR_DIPAKAI: {
    severity: "info",
    id: "dicari dengan NIK benar dari petugas",
    en: "looked up by the right NIK that an officer has given",
  },
  NIK_BENAR_BERISI_NOKK: {
    severity: "warning",
    id: "kolom NIK BENAR berisi nomor KK",
    en: "the column NIK BENAR holds a family-card number",
  },
  NIK_BENAR_TIDAK_COCOK: {
    severity: "warning",
    id: "NIK benar dari petugas tidak ada di DTSEN atau milik nama lain",
    en: "the right NIK that an officer has given is not in DTSEN, or under another name",
  },
  // On other lists of the run
  DI_DAFTAR_LAIN: {
    severity: "warning",
    id: "orang yang sama ada juga di daftar lain",
    en: "the same person stands on another list too",
  },
  KK_DI_DAFTAR_LAIN: {
    severity: "warning",
    id: "anggota keluarga yang sama ada di daftar lain",
    en: "a member of the same family stands on another list",
  },
  // Inside the list
  NIK_GANDA_SAMA_ORANG: {
    severity: "warning",
    id: "orang yang sama ada di baris lain daftar ini",
    en: "the same person stands on another row of this list",
  },
  NIK_GANDA_BEDA_ORANG: {
    severity: "warning",
    id: "NIK ini dipakai orang lain di daftar ini",
    en: "this NIK is used for another person in this list",
  },
} satisfies Record<string, FindingText>;

export type FindingCode = keyof typeof findingTexts;

export const findingCodes = Object.keys(findingTexts) as FindingCode[];

/** The finding's text table entry, typed for lookups by a code known only at run time. */
export function findingText(code: FindingCode): FindingText {
  return findingTexts[code];
}
