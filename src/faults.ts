/**
 * Every fault the user is expected to meet: its parameters, and what is said of it in both languages, beside each other. A
 * fault is thrown by code and parameters alone (`throw new DtsenError("no-header", { file, within })`); words are made where it
 * is shown. Parameters are plain data (names of files and columns, numbers, codes), never a value out of a row.
 */
import type { Lang, Text } from "./language.ts";
import { shown } from "./shown.ts";

/** Kinds of furniture as summary.json names them. */
const furnitureInEnglish: Readonly<Record<string, string>> = {
  kosong: "blank",
  judul: "title",
  kepala: "header",
  penomoran: "numbering",
  jumlah: "subtotal",
  "tanda-tangan": "signature",
};

/** What is wrong, and what to do about it. */
type Said = readonly [message: string, hint: string];

interface Fault<Params> {
  readonly id: (params: Params) => Said;
  readonly en: (params: Params) => Said;
}

function fault<Params>(texts: Fault<Params>): Fault<Params> {
  return texts;
}

/** A fault of which only the file or folder needs to be told. */
function ofFile(texts: Readonly<Record<Lang, readonly [what: string, hint: string]>>): Fault<{ readonly file: string }> {
  const say =
    (lang: Lang) =>
    ({ file }: { readonly file: string }): Said => [`${file}: ${texts[lang][0]}`, texts[lang][1]];
  return { id: say("id"), en: say("en") };
}

/* ---- wrong usage: exit code 2 ---- */

const usage = {
  "unknown-option": fault<{ option: string; like: string | null }>({
    id: ({ option, like }) => [`pilihan ${option} tidak dikenal`, like === null ? "" : `Maksudnya ${like}?`],
    en: ({ option, like }) => [`unknown option ${option}`, like === null ? "" : `Did you mean ${like}?`],
  }),
  "unknown-command": fault<{ command: string; like: string | null }>({
    id: ({ command, like }) => [`perintah ${command} tidak dikenal`, like === null ? "" : `Maksudnya ${like}?`],
    en: ({ command, like }) => [`unknown command ${command}`, like === null ? "" : `Did you mean ${like}?`],
  }),
  /** The option exists, but belongs to other commands. */
  "foreign-option": fault<{ option: string; command: string; commands: readonly string[] }>({
    id: ({ option, command, commands }) => [`pilihan ${option} bukan untuk dtsen ${command}`, `Pilihan itu milik: ${commands.join(", ")}.`],
    en: ({ option, command, commands }) => [`option ${option} is not for dtsen ${command}`, `It belongs to: ${commands.join(", ")}.`],
  }),
  "missing-argument": fault<{ argument: string }>({
    id: ({ argument }) => [`argumen <${argument}> belum diberikan`, ""],
    en: ({ argument }) => [`argument <${argument}> is missing`, ""],
  }),
  "missing-option": fault<{ option: string }>({
    id: ({ option }) => [`pilihan ${option} wajib diberikan`, ""],
    en: ({ option }) => [`option ${option} is required`, ""],
  }),
  "missing-value": fault<{ option: string }>({
    id: ({ option }) => [`pilihan ${option} membutuhkan nilai`, ""],
    en: ({ option }) => [`option ${option} needs a value`, ""],
  }),
  "too-many-arguments": fault<object>({ id: () => ["argumen terlalu banyak", ""], en: () => ["too many arguments", ""] }),
  "no-command": fault<object>({ id: () => ["perintah belum diberikan", ""], en: () => ["no command given", ""] }),
  /** The value itself is not repeated: it may be somebody's number. */
  "bad-value": fault<{ option: string; expected: Text }>({
    id: ({ option, expected }) => [`nilai ${option} tidak dapat dipakai`, expected.id],
    en: ({ option, expected }) => [`the value of ${option} cannot be used`, expected.en],
  }),
  "both-options": fault<{ options: readonly string[] }>({
    id: ({ options }) => [`${options.join(", ")} tidak dapat dipakai bersama`, ""],
    en: ({ options }) => [`${options.join(", ")} cannot be used together`, ""],
  }),
  /** A number on the command line stays in the shell's history and the list of processes. It is not repeated here either. */
  "find-argument": fault<object>({
    id: () => [
      "yang dicari tidak ditulis di baris perintah: baris itu tersimpan di riwayat dan terlihat di daftar proses",
      "Jalankan dtsen find saja, lalu ketik NIK atau nama saat ditanya.",
    ],
    en: () => [
      "what is looked for is not written on the command line: that is kept in the history and seen in the list of processes",
      "Run dtsen find alone, and type the NIK or name when asked.",
    ],
  }),
  "no-limit-known": fault<{ programmes: readonly string[] }>({
    id: ({ programmes }) => [
      "batas desil untuk --program, --period tidak diketahui",
      `Program yang dikenal: ${programmes.join(", ")}; atau beri batasnya sendiri dengan --desil-max.`,
    ],
    en: ({ programmes }) => [
      "no decile limit is known for --program, --period",
      `Known programmes: ${programmes.join(", ")}; or give the limit yourself with --desil-max.`,
    ],
  }),
  "config-twice": fault<{ file: string; key: string }>({
    id: ({ file, key }) => [
      `${file}: kunci "${key}" tertulis dua kali; hanya yang terakhir akan berlaku`,
      "Hapus salah satunya, lalu jalankan lagi.",
    ],
    en: ({ file, key }) => [
      `${file}: the key "${key}" stands there twice; only the last would hold`,
      "Take one of them out, and run again.",
    ],
  }),
  "config-syntax": fault<{ file: string }>({
    id: ({ file }) => [`${file}: bukan JSON yang sah`, "Periksa koma, tanda petik, dan kurung; berkas konfigurasi tidak memuat komentar."],
    en: ({ file }) => [`${file}: is not valid JSON`, "Check commas, quotes and brackets; a config file holds no comments."],
  }),
  "config-shape": fault<{ file: string }>({
    id: ({ file }) => [`${file}: bukan objek JSON`, 'Awali dengan { dan akhiri dengan }, misalnya { "db": "dtsen.db" }'],
    en: ({ file }) => [`${file}: is not a JSON object`, 'Begin it with { and end it with }, e.g. { "db": "dtsen.db" }'],
  }),
  /** All faults of a config file together; `expected`: null where there is no such key. */
  "config-invalid": fault<{ file: string; faults: readonly { key: string; expected: Text | null }[]; keys: readonly string[] }>({
    id: ({ file, faults, keys }) => [
      `${file}: ${faults.map(({ key, expected }) => (expected === null ? `"${key}" bukan kunci yang dikenal` : `"${key}" tidak dapat dipakai (${plain(expected.id)})`)).join("; ")}`,
      `Kunci yang dikenal: ${keys.join(", ")}`,
    ],
    en: ({ file, faults, keys }) => [
      `${file}: ${faults.map(({ key, expected }) => (expected === null ? `"${key}" is not a known key` : `"${key}" cannot be used (${plain(expected.en)})`)).join("; ")}`,
      `Known keys: ${keys.join(", ")}`,
    ],
  }),
};

/* ---- files, folders, disks ---- */

const files = {
  "file-missing": ofFile({
    id: ["tidak ditemukan", "Periksa ejaan dan foldernya; nama yang memuat spasi perlu tanda petik."],
    en: ["not found", "Check the spelling and the folder; a name with spaces needs quotes."],
  }),
  "not-a-folder": ofFile({
    id: ["bagian dari jalur ini berkas, bukan folder", "Periksa jalurnya."],
    en: ["a part of the path is a file, not a folder", "Check the path."],
  }),
  "is-a-folder": ofFile({
    id: ["adalah folder, bukan berkas", "Sebut berkas di dalamnya."],
    en: ["is a folder, not a file", "Name the file inside it."],
  }),
  "is-a-device": ofFile({
    id: ["adalah perangkat atau pipa, bukan berkas", "Sebut berkasnya; - untuk daftar dari masukan standar."],
    en: ["is a device or a pipe, not a file", "Name the file; - for a list from standard input."],
  }),
  "folder-in-the-way": ofFile({
    id: ["adalah folder, padahal laporan akan ditulis di situ", "Pindahkan dahulu atau pilih folder lain dengan --out."],
    en: ["is a folder, where a report is to be written", "Move it aside or choose another folder with --out."],
  }),
  "report-changed": ofFile({
    id: [
      "sudah diubah setelah ditulis oleh dtsen, atau bukan hasil dtsen; tidak ditimpa",
      "Pindahkan atau beri nama lain, pilih folder lain dengan --out, atau timpa dengan --overwrite.",
    ],
    en: [
      "has been changed since dtsen wrote it, or is not dtsen's; it is not overwritten",
      "Move or rename it, choose another folder with --out, or overwrite it with --overwrite.",
    ],
  }),
  "input-in-the-way": ofFile({
    id: ["adalah masukan dari perintah ini, padahal laporan akan ditulis di situ", "Pilih folder lain dengan --out."],
    en: ["is an input of this run, and a report is to be written in its place", "Choose another folder with --out."],
  }),
  /** What a result would have to replace, and does not. */
  "not-replaced": ofFile({
    id: ["adalah berkas lain, dan tidak ditimpa", "Pilih nama lain, atau pindahkan dahulu berkas itu."],
    en: ["is another kind of file, and is not overwritten", "Choose another name, or move that file aside first."],
  }),
  "already-there": ofFile({
    id: ["sudah ada di tempat itu", "Pindahkan dahulu atau pilih nama lain."],
    en: ["is in the way", "Move it aside or choose another name."],
  }),
  "folder-there": ofFile({
    id: ["sudah ada", "Ganti dengan --overwrite, atau sebut folder lain dengan --out."],
    en: ["is there already", "Replace it with --overwrite, or name another folder with --out."],
  }),
  "no-permission": ofFile({
    id: [
      "tidak ada izin",
      "Pilih folder yang boleh ditulisi, atau minta izin pemiliknya; di Windows, tutup dahulu berkasnya di lembar kerja.",
    ],
    en: [
      "no permission",
      "Choose a folder you may write to, or have its owner give you access; on Windows, close the file in the spreadsheet first.",
    ],
  }),
  "in-use": ofFile({
    id: ["sedang dipakai program lain", "Tutup dahulu di sana (lembar kerja mengunci berkasnya), lalu jalankan lagi."],
    en: ["is in use by another program", "Close it there (a spreadsheet keeps its files locked) and run again."],
  }),
  "read-only": ofFile({
    id: ["tidak dapat ditulisi", "Pilih tempat lain dengan --out atau --db."],
    en: ["cannot be written", "Choose a place on a disk that can be written, with --out or --db."],
  }),
  "disk-full": fault<{ file: string; limit: "disk" | "quota" | "file-size" }>({
    id: ({ file, limit }) => [
      `${file}: ${{ disk: "cakram penuh", quota: "jatah cakram Anda habis", "file-size": "berkasnya akan lebih besar daripada yang diizinkan cakram ini" }[limit]}`,
      "Kosongkan ruang atau pilih cakram lain dengan --out atau --db; tidak ada berkas setengah jadi yang tertinggal.",
    ],
    en: ({ file, limit }) => [
      `${file}: ${{ disk: "the disk is full", quota: "your share of the disk is used up", "file-size": "the file would be larger than this disk allows" }[limit]}`,
      "Free some space or choose another disk with --out or --db; nothing half-written was left behind.",
    ],
  }),
  "too-many-files": ofFile({
    id: ["terlalu banyak berkas terbuka", "Tutup program lain atau naikkan batasnya (ulimit -n), lalu jalankan lagi."],
    en: ["too many open files", "Close other programs or raise the limit (ulimit -n) and run again."],
  }),
  "name-too-long": ofFile({
    id: ["namanya terlalu panjang", "Pilih nama yang lebih pendek."],
    en: ["the name is too long", "Choose a shorter name."],
  }),
  "disk-error": ofFile({
    id: ["cakram tidak dapat dibaca atau ditulisi", "Kosongkan ruang, atau salin berkasnya ke cakram lain, lalu coba lagi."],
    en: ["the disk could not be read or written", "Free some space, or copy the file to another disk, and try again."],
  }),
  "no-memory": ofFile({
    id: ["memori tidak cukup", "Tutup program lain, atau kurangi --workers."],
    en: ["not enough memory", "Close other programs, or use fewer --workers."],
  }),
  "cannot-open": ofFile({
    id: ["tidak dapat dibuka", "Periksa jalurnya dan izin baca-tulisnya."],
    en: ["cannot be opened", "Check the path and that you may read and write there."],
  }),
  "cannot-load": ofFile({
    id: [
      "bagian dari program tidak dapat dimuat",
      "Tutup program lain atau naikkan batas berkas terbuka (ulimit -n); bila tetap gagal, pasang ulang dtsen.",
    ],
    en: [
      "a part of the program cannot be loaded",
      "Close other programs or raise the limit on open files (ulimit -n); if it fails again, install dtsen anew.",
    ],
  }),
  locked: ofFile({
    id: ["sedang dikerjakan dtsen lain", "Tunggu sampai selesai, lalu jalankan lagi."],
    en: ["another run of dtsen is at work on it", "Wait until it is done, then run again."],
  }),
};

/* ---- lists and extracts ---- */

/** Kinds of file that officers pick by mistake: what is wrong, and the way out. */
export type WrongKind =
  | "old-workbook"
  | "binary-workbook"
  | "open-document"
  | "xml-workbook"
  | "web-page"
  | "json"
  | "document"
  | "archive"
  | "workbook"
  | "pdf"
  | "gzip"
  | "database";

const wrongKinds: Readonly<Record<WrongKind, Readonly<Record<Lang, Said>>>> = {
  "old-workbook": {
    id: [
      "format .xls lama (Excel 97–2003) tidak dibaca; format itu juga berhenti di baris 65.536",
      "Buka di Excel, Simpan Sebagai → Buku Kerja Excel (.xlsx), lalu jalankan lagi.",
    ],
    en: [
      "the old .xls format (Excel 97–2003) is not read; it also ends at row 65 536",
      "Open it in Excel, Save As → Excel Workbook (.xlsx), and run again.",
    ],
  },
  "binary-workbook": {
    id: ["format biner .xlsb tidak dibaca", "Simpan sebagai .xlsx atau CSV UTF-8, lalu jalankan lagi. Format kolom NIK: Teks."],
    en: ["the binary format .xlsb is not read", "Save it as .xlsx or CSV UTF-8, with the NIK column as text, and run again."],
  },
  "open-document": {
    id: ["format .ods (OpenDocument) tidak dibaca", "Simpan sebagai .xlsx atau CSV UTF-8, lalu jalankan lagi. Format kolom NIK: Teks."],
    en: ["the format .ods (OpenDocument) is not read", "Save it as .xlsx or CSV UTF-8, with the NIK column as text, and run again."],
  },
  "xml-workbook": {
    id: ["isinya lembar kerja XML 2003, bukan .xlsx", "Buka di Excel, Simpan Sebagai → Buku Kerja Excel (.xlsx), lalu jalankan lagi."],
    en: ["it holds an XML spreadsheet of 2003, not .xlsx", "Open it in Excel, Save As → Excel Workbook (.xlsx), and run again."],
  },
  json: {
    id: ["isinya JSON, bukan tabel", "Minta ekspor CSV atau .xlsx dari aplikasinya, dengan kolom NIK berformat teks."],
    en: ["it holds JSON, not a table", "Ask for a CSV or .xlsx export of the application, its NIK column as text."],
  },
  "web-page": {
    id: [
      "isinya halaman web, bukan lembar kerja",
      "Minta ekspor CSV atau .xlsx dari aplikasinya; membuka dan menyimpannya di Excel memotong NIK.",
    ],
    en: [
      "it holds a web page, not a spreadsheet",
      "Ask the application for an export as CSV or .xlsx; opening and saving it in Excel cuts the NIKs.",
    ],
  },
  document: {
    id: ["isinya dokumen, bukan daftar", "Salin tabelnya ke lembar kerja dengan kolom NIK berformat Teks, atau minta sebagai CSV."],
    en: ["it holds a document, not a list", "Copy its table into a spreadsheet whose NIK column is text, or ask for it as CSV."],
  },
  archive: {
    id: ["isinya arsip (.zip)", "Ekstrak dahulu, lalu sebut berkas di dalamnya."],
    en: ["it holds an archive (.zip)", "Unpack it first and name the file inside it."],
  },
  workbook: {
    id: ["isinya buku kerja Excel, yang tidak dapat dibaca dari masukan standar", "Simpan dahulu sebagai berkas, lalu sebut namanya."],
    en: ["it holds an Excel workbook, which cannot be read from standard input", "Save it to disk first and give its name."],
  },
  pdf: {
    id: ["isinya PDF", "Mintalah tabel yang dicetak menjadi PDF itu, sebagai CSV."],
    en: ["it holds a PDF", "Ask for the table it was printed from, as CSV."],
  },
  gzip: { id: ["termampat (.gz)", "Buka mampatannya dahulu."], en: ["is compressed (.gz)", "Unpack it first."] },
  database: {
    id: ["isinya basis data (mungkin indeks dtsen)", "Sebut daftarnya di sini dan indeksnya dengan --db."],
    en: ["it holds a database (perhaps a dtsen index)", "Name the list here and the index with --db."],
  },
};

const lists = {
  "empty-file": ofFile({
    id: ["kosong", "Ekspor ulang; berkas ini tidak memuat apa-apa."],
    en: ["is empty", "Export the list again; the file holds nothing."],
  }),
  "wrong-kind": fault<{ file: string; kind: WrongKind }>({
    id: ({ file, kind }) => [`${file}: ${wrongKinds[kind].id[0]}`, wrongKinds[kind].id[1]],
    en: ({ file, kind }) => [`${file}: ${wrongKinds[kind].en[0]}`, wrongKinds[kind].en[1]],
  }),
  "no-columns": fault<{ file: string; columns: readonly string[] }>({
    id: ({ file, columns }) => [
      `${file}: kolom NIK, KK, atau nama tidak dikenali (kolom: ${columns.join(", ")})`,
      'Sebut kolomnya, misalnya --map nik="NO KTP" --map nama="NAMA KRT"; `dtsen inspect` menunjukkan apa yang ditemukan.',
    ],
    en: ({ file, columns }) => [
      `${file}: no column for NIK, family card or name was recognised (columns: ${columns.join(", ")})`,
      'Name the columns, e.g. --map nik="NO KTP" --map nama="NAMA KRT"; `dtsen inspect` shows what was found.',
    ],
  }),
  "no-header": fault<{ file: string; within: number }>({
    id: ({ file, within }) => [
      `${file}: baris kepala kolom tidak ditemukan di ${within} baris pertama`,
      "Daftar memerlukan baris kepala kolom seperti NIK, NAMA, TANGGAL LAHIR di atas isinya. --header-row N menyebut barisnya, --header-row 0 berarti tidak ada.",
    ],
    en: ({ file, within }) => [
      `${file}: no header row among the first ${within} rows`,
      "The list needs a row of column names such as NIK, NAMA, TANGGAL LAHIR above its data. --header-row N says where it stands, --header-row 0 that there is none.",
    ],
  }),
  "header-separated": fault<{ file: string; row: number; header: string; rows: string }>({
    id: ({ file, row, header, rows }) => [
      `${file}: kepala kolom di baris ${row} dipisahkan ${delimiterName(header, "id")}, baris lainnya ${delimiterName(rows, "id")}`,
      "Pisahkan semua baris dengan tanda yang sama (di lembar kerja: Simpan Sebagai CSV), lalu jalankan lagi.",
    ],
    en: ({ file, row, header, rows }) => [
      `${file}: the header in row ${row} is separated by ${delimiterName(header, "en")}, the other rows by ${delimiterName(rows, "en")}`,
      "Separate all rows by the same sign (in a spreadsheet: Save As CSV), then run again.",
    ],
  }),
  "foreign-delimiter": fault<{ file: string; delimiter: string }>({
    id: ({ file, delimiter }) => [
      `${file}: kolomnya dipisahkan tanda "${shown(delimiter)}", yang bukan pembatas CSV`,
      "Ekspor ulang dengan titik koma, koma, garis tegak, atau tab sebagai pembatas, lalu jalankan lagi.",
    ],
    en: ({ file, delimiter }) => [
      `${file}: its columns are separated by "${shown(delimiter)}", which no CSV is`,
      "Export it again with semicolons, commas, pipes or tabs between the columns, then run again.",
    ],
  }),
  /** A person per column, or below each other as on a form. */
  "list-on-its-side": fault<{ file: string; rows: readonly number[] }>({
    id: ({ file, rows }) => [
      `${file}: kepala kolom berdiri ke bawah (baris ${rows.join(", ")}): satu orang per kolom, bukan per baris`,
      "Di Excel: salin seluruh tabel, Tempel Khusus → Ubah urutan (Transpose) di lembar baru, simpan, lalu jalankan lagi. Formulir per orang: buat daftar dengan satu baris per orang.",
    ],
    en: ({ file, rows }) => [
      `${file}: the column names stand below each other (rows ${rows.join(", ")}): a person per column, not per row`,
      "In Excel: copy the whole table, Paste Special → Transpose onto a new sheet, save, and run again. Forms of a person each: make a list with a row per person.",
    ],
  }),
  "no-rows": fault<{ file: string; header: number }>({
    id: ({ file, header }) => [
      `${file}: ada kepala kolom di baris ${header}, tetapi tanpa baris data`,
      "Ekspor ulang daftar beserta isinya.",
    ],
    en: ({ file, header }) => [`${file}: has a header in row ${header} but no data rows`, "Export the list again with its rows."],
  }),
  "mapping-ambiguous": fault<{ file: string; field: string; columns: readonly { header: string; number: number }[] }>({
    id: ({ file, field, columns }) => [
      `${file}: beberapa kolom dapat berarti ${field}: ${numbered(columns)}`,
      `Sebut yang mana, misalnya --map ${field}=#${columns[0]!.number}`,
    ],
    en: ({ file, field, columns }) => [
      `${file}: several columns could be ${field}: ${numbered(columns)}`,
      `Say which one, e.g. --map ${field}=#${columns[0]!.number}`,
    ],
  }),
  "row-of-several": fault<{ file: string; people: readonly { who: string; field: string; header: string; number: number }[] }>({
    id: ({ file, people }) => [
      `${file}: setiap baris menyebut beberapa orang: ${numbered(people)}; satu baris dipadankan dengan satu orang`,
      `Padankan satu per satu, ke folder sendiri: ${oneByOne(people, "lalu")}. Kolom lain milik orang itu ikut dengan sendirinya.`,
    ],
    en: ({ file, people }) => [
      `${file}: every row names several people: ${numbered(people)}; a row is matched with one person`,
      `Match them one after the other, into folders of their own: ${oneByOne(people, "then")}. That person's other columns come along.`,
    ],
  }),
  "tables-beside": fault<{ file: string; columns: readonly number[] }>({
    id: ({ file, columns }) => [
      `${file}: beberapa tabel berdampingan, mulai di kolom ${columns.join(", ")}; satu baris hanya boleh memuat satu orang`,
      "Pindahkan tabel di kanan ke bawah tabel pertama (kepala kolomnya boleh ikut), simpan, lalu jalankan lagi.",
    ],
    en: ({ file, columns }) => [
      `${file}: several tables stand side by side, beginning at columns ${columns.join(", ")}; a row may hold one person only`,
      "Move the tables on the right below the first one (their headers may come along), save, and run again.",
    ],
  }),
  /** Numbers of sixteen digits under a header that does not say whose they are. */
  "mapping-unclear": fault<{ file: string; columns: readonly { header: string; number: number }[] }>({
    id: ({ file, columns }) => [
      `${file}: nomor enam belas digit di kolom yang tidak jelas isinya: ${numbered(columns)}`,
      `Sebut artinya: --map nik=#${columns[0]!.number} atau --map nokk=#${columns[0]!.number}; --map nik=- bila daftar ini tanpa NIK.`,
    ],
    en: ({ file, columns }) => [
      `${file}: sixteen-digit numbers under a header that does not say whose they are: ${numbered(columns)}`,
      `Say it: --map nik=#${columns[0]!.number} or --map nokk=#${columns[0]!.number}; --map nik=- if the list has no NIK.`,
    ],
  }),
  "header-row": fault<{ file: string; row: number }>({
    id: ({ file, row }) => [
      `${file}: baris ${row} bukan kepala kolom`,
      "Sebut baris nama kolom seperti terlihat di lembar kerja, dengan --header-row N; 0 bila tidak ada.",
    ],
    en: ({ file, row }) => [
      `${file}: row ${row} is no header`,
      "Give the row of the column names as a spreadsheet shows it, with --header-row N; 0 if there is none.",
    ],
  }),
  "row-widths": fault<{ file: string; header: number; width: number; widths: string; delimiter: string }>({
    id: ({ file, header, width, widths, delimiter }) => [
      `${file}: tidak ada baris yang selebar kepalanya: ${width} kolom di baris ${header}, ${widths} di bawahnya`,
      `Sel yang memuat ${delimiterName(delimiter, "id")} (BOGOR, 12-05-1980; 600,000) harus di antara tanda kutip, tanpa spasi sebelum kutipnya. Ekspor ulang, atau pakai titik koma sebagai pembatas.`,
    ],
    en: ({ file, header, width, widths, delimiter }) => [
      `${file}: no row is as wide as the header: ${width} columns in row ${header}, ${widths} below it`,
      `A cell that holds ${delimiterName(delimiter, "en")} (BOGOR, 12-05-1980; 600,000) needs quotes, without a blank before them. Export the list again, or separate it by semicolons.`,
    ],
  }),
  "lines-quoted": ofFile({
    id: [
      "setiap baris diapit tanda kutip secara utuh, sehingga hanya menjadi satu sel",
      "Ekspor ulang dengan tanda kutip pada tiap sel, bukan pada seluruh baris.",
    ],
    en: [
      "every line stands in quotes as a whole, so that it is a single cell",
      "Export the list again with quotes around the cells, not around the lines.",
    ],
  }),
  /** `--extract` would take the place of an index of something else. */
  "other-index": fault<{ file: string; inputs: readonly string[] }>({
    id: ({ file, inputs }) => [
      `${file}: indeks dari berkas lain (${inputs.map(shown).join(", ")}); tidak diganti`,
      "Sebut indeks lain untuk ekstrak ini dengan --db, atau ganti dengan sengaja: dtsen index <berkas ekstrak…> --db " + file,
    ],
    en: ({ file, inputs }) => [
      `${file}: is an index of other files (${inputs.map(shown).join(", ")}); it is not replaced`,
      "Name another index for this extract with --db, or replace it on purpose: dtsen index <extract files…> --db " + file,
    ],
  }),
  "list-twice": fault<{ file: string; other: string }>({
    id: ({ file, other }) => [
      `${file}: isinya sama dengan ${other}, jadi daftar itu diberikan dua kali`,
      "Sebut setiap daftar satu kali; --paksa memakai keduanya.",
    ],
    en: ({ file, other }) => [
      `${file}: is the same as ${other}: the list was given twice`,
      "Name every list once; --paksa uses both all the same.",
    ],
  }),
  "extract-as-list": ofFile({
    id: [
      "tampaknya ekstrak DTSEN, bukan daftar daerah: setiap orang akan padan dengan dirinya sendiri",
      "Beri daftar yang akan dipadankan; --paksa memadankan berkas ini juga.",
    ],
    en: [
      "seems to be an extract of DTSEN, not a regional list: everybody would match themselves",
      "Give the list that is to be matched; --paksa matches this file all the same.",
    ],
  }),
  "report-as-list": ofFile({
    id: [
      "ini buku laporan atau daftar kerja dari dtsen, bukan daftar",
      "Putusan di dalamnya dibaca dengan dtsen decide. Untuk memadankan lagi, beri daftarnya sendiri; --paksa memadankan berkas ini juga.",
    ],
    en: [
      "is a workbook of reports or a work list by dtsen, not a list",
      "The rulings in it are read by dtsen decide. To match again, give the list itself; --paksa matches this file all the same.",
    ],
  }),
  "list-as-extract": ofFile({
    id: [
      "tampaknya daftar daerah, bukan ekstrak DTSEN: tidak ada desil maupun kolom lain dari ekstrak",
      "Beri berkas anggota_… dan keluarga_… dari DTSEN; --paksa mengindeks berkas ini juga.",
    ],
    en: [
      "seems to be a regional list, not an extract of DTSEN: it has no decile and no other column of an extract",
      "Give the files anggota_… and keluarga_… of DTSEN; --paksa indexes this file all the same.",
    ],
  }),
  "mapping-number": fault<{ file: string; field: string; wanted: string; columns: number }>({
    id: ({ file, field, wanted, columns }) => [
      `--map ${field}=${wanted}: ${file} mempunyai ${columns} kolom`,
      `Pilih #1 sampai #${columns}.`,
    ],
    en: ({ file, field, wanted, columns }) => [`--map ${field}=${wanted}: ${file} has ${columns} columns`, `Choose #1 to #${columns}.`],
  }),
  "mapping-unknown": fault<{ file: string; field: string; wanted: string; columns: readonly string[] }>({
    id: ({ file, field, wanted, columns }) => [
      `--map ${field}="${wanted}": kolom itu tidak ada di ${file}`,
      `Kolom: ${columns.join(", ")}`,
    ],
    en: ({ file, field, wanted, columns }) => [`--map ${field}="${wanted}": ${file} has no such column`, `Columns: ${columns.join(", ")}`],
  }),
  "sex-unclear": fault<{ file: string; column: string }>({
    id: ({ file, column }) => [
      `${file}: kolom "${column}" memuat P dan W: P dapat berarti pria atau perempuan`,
      "Tulis ulang kolomnya sebagai L dan P, atau lanjutkan dengan P dianggap tidak diketahui: --paksa",
    ],
    en: ({ file, column }) => [
      `${file}: column "${column}" holds both P and W: P may be pria or perempuan`,
      "Rewrite the column as L and P, or go on with P read as unknown: --paksa",
    ],
  }),
  "csv-broken": fault<{ file: string; line: number | null }>({
    id: ({ file, line }) => [
      `${file}: tidak dapat dibaca sebagai CSV${line === null ? "" : `, di sekitar baris ${line}`}`,
      "Simpan ulang sebagai CSV (UTF-8).",
    ],
    en: ({ file, line }) => [`${file}: cannot be read as CSV${line === null ? "" : ` near line ${line}`}`, "Save it again as CSV (UTF-8)."],
  }),
  "not-a-run": ofFile({
    id: ["bukan folder laporan dari dtsen match (tidak ada summary.json)", "Beri folder yang ditulis dtsen match, misalnya laporan."],
    en: ["is no folder of reports by dtsen match (it holds no summary.json)", "Give the folder that dtsen match wrote, e.g. laporan."],
  }),
  "journal-unreadable": ofFile({
    id: [
      "catatan penerbitan di folder ini rusak, atau bukan dari dtsen",
      "Bila laporannya lengkap, hapus berkas itu; bila tidak, salin laporan yang ada ke tempat lain, hapus folder itu, lalu jalankan dtsen match lagi.",
    ],
    en: [
      "the note of a publishing in this folder is damaged, or not by dtsen",
      "If the reports are complete, delete that file; if not, copy them elsewhere, delete the folder, and run dtsen match again.",
    ],
  }),
  "report-unreadable": ofFile({
    id: ["isi laporan bukan lagi seperti yang ditulis dtsen", "Jalankan dtsen match lagi, lalu ulangi."],
    en: ["the report is no longer as dtsen wrote it", "Run dtsen match again, then this."],
  }),
  "run-unreadable": ofFile({
    id: ["hitungannya tidak utuh atau dari versi lain", "Jalankan lagi perintah yang menulisnya, lalu ulangi."],
    en: ["its counts are not whole, or of another version", "Run the command that wrote it again, then this."],
  }),
  "run-masked": ofFile({
    id: ["laporan ini disamarkan; putusan memerlukan nomor lengkap", "Jalankan dtsen match tanpa --mask ke folder lain, lalu ulangi."],
    en: ["these reports are masked; rulings need the full numbers", "Run dtsen match without --mask into another folder, then this."],
  }),
  "one-run-only": ofFile({
    id: ["halaman tinjau dibuat untuk satu folder laporan", "Beri satu folder laporan."],
    en: ["a review page is made for one folder of reports", "Give one folder of reports."],
  }),
  "no-such-row": fault<{ file: string; row: number }>({
    id: ({ file, row }) => [
      `${file}: tidak ada baris ${row}`,
      "Beri nomor baris seperti di lembar kerja, kepala kolom ikut dihitung; `dtsen inspect` menunjukkan di mana isinya mulai.",
    ],
    en: ({ file, row }) => [
      `${file}: has no row ${row}`,
      "Give the row as a spreadsheet shows it, the header included; `dtsen inspect` says where the data begin.",
    ],
  }),
  /** `why`: a code of rejected.csv or a kind of furniture. */
  "no-data-row": fault<{ file: string; row: number; why: string }>({
    id: ({ file, row, why }) => [
      `${file}: baris ${row} bukan baris data (${why})`,
      "Pilih baris dari match.csv, conflict.csv, atau orphan.csv.",
    ],
    en: ({ file, row, why }) => [
      `${file}: row ${row} is no data row (${furnitureInEnglish[why] ?? why})`,
      "Choose a row of match.csv, conflict.csv or orphan.csv.",
    ],
  }),
};

/* ---- the index ---- */

/** An index, and the names of the files it was made from as far as they are known: together the command that makes it again. */
interface OfIndex {
  readonly file: string;
  readonly inputs?: readonly string[];
}

function rebuild({ file, inputs = [] }: OfIndex, lang: Lang): string {
  const files = inputs.length > 0 ? inputs.map(quoted).join(" ") : { id: "<berkas ekstrak…>", en: "<extract files…>" }[lang];
  return `dtsen index ${files} --db ${quoted(file)}`;
}

const index = {
  "index-missing": fault<OfIndex>({
    id: (of) => [`${of.file}: indeks belum ada`, `Bangun dahulu: ${rebuild(of, "id")}`],
    en: (of) => [`${of.file}: there is no index`, `Build it first: ${rebuild(of, "en")}`],
  }),
  "not-an-index": fault<OfIndex>({
    id: (of) => [`${of.file}: bukan indeks dtsen`, `Beri berkas buatan dtsen index, atau bangun: ${rebuild(of, "id")}`],
    en: (of) => [`${of.file}: is not an index of dtsen`, `Give the file that dtsen index made, or build one: ${rebuild(of, "en")}`],
  }),
  "index-version": fault<OfIndex>({
    id: (of) => [`${of.file}: dibuat oleh versi dtsen yang lain`, `Bangun ulang dari ekstrak: ${rebuild(of, "id")}`],
    en: (of) => [`${of.file}: was made by another version of dtsen`, `Build it again from the extract: ${rebuild(of, "en")}`],
  }),
  /** Nothing can be added to it, nor any file of it replaced. */
  "extends-version": fault<{ file: string; inputs: readonly string[]; files: readonly string[] }>({
    id: ({ file, inputs, files }) => [
      `${file}: dibuat oleh versi dtsen yang lain; tidak dapat ditambah atau diganti sebagian`,
      `Bangun sekali dari semua berkas, yang baru di tempat yang lama: dtsen index <semua berkas ekstrak…> --db ${quoted(file)}. Isinya sekarang: ${inputs.map(shown).join(", ")}; berkas baru: ${files.map(shown).join(", ")}.`,
    ],
    en: ({ file, inputs, files }) => [
      `${file}: was made by another version of dtsen; nothing can be added to it, and no file of it replaced`,
      `Build it once from all files, new ones in place of old: dtsen index <all extract files…> --db ${quoted(file)}. It holds: ${inputs.map(shown).join(", ")}; new files: ${files.map(shown).join(", ")}.`,
    ],
  }),
  /** The file was replaced while a run was reading it. */
  "index-changed": ofFile({
    id: ["indeks diganti selagi dibaca; laporan tidak ditulis", "Jalankan lagi setelah pembangunan indeks selesai."],
    en: ["the index was replaced while it was read; no reports were written", "Run again when the index has been built."],
  }),
  "index-damaged": fault<OfIndex>({
    id: (of) => [`${of.file}: indeks rusak atau terpotong`, `Bangun lagi: ${rebuild(of, "id")}`],
    en: (of) => [`${of.file}: the index is damaged or cut short`, `Build it again: ${rebuild(of, "en")}`],
  }),
  "not-an-extract": ofFile({
    id: [
      "bukan berkas anggota maupun keluarga dari ekstrak DTSEN",
      "Beri berkas anggota_keluarga_… dan keluarga_…, atau satu berkas dengan NIK, NAMA, dan DESIL; sebut kolom yang janggal dengan --map.",
    ],
    en: [
      "is neither the persons nor the families of a DTSEN extract",
      "Give the files anggota_keluarga_… and keluarga_…, or one file with NIK, NAMA and DESIL; name odd columns with --map.",
    ],
  }),
  "mixed-versions": fault<{ versions: readonly { version: string; file: string }[] }>({
    id: ({ versions }) => [
      `berkasnya dari versi ekstrak yang berbeda: ${versionsText(versions)}`,
      "Indeks berkas satu versi bersama-sama; --paksa mencampurnya juga.",
    ],
    en: ({ versions }) => [
      `the files are of different versions of the extract: ${versionsText(versions)}`,
      "Index files of one version together; --paksa mixes them all the same.",
    ],
  }),
  "families-alone": fault<OfIndex>({
    id: (of) => [
      `${of.file}: dibuat dari berkas keluarga saja; berkas orang tidak dapat ditambahkan`,
      `Bangun ulang dari semua berkas: ${rebuild(of, "id")}`,
    ],
    en: (of) => [
      `${of.file}: was made from family files alone, which persons cannot be added to`,
      `Build it again from all files: ${rebuild(of, "en")}`,
    ],
  }),
  "index-has-older": fault<{ file: string; older: string }>({
    id: ({ file, older }) => [
      `${file}: indeks sudah memuat versi lain dari berkas ini (${older}); menambahkannya menggandakan orangnya`,
      "Ganti yang lama dengan --replace; --paksa menambahkannya juga.",
    ],
    en: ({ file, older }) => [
      `${file}: the index holds another version of it (${older}); adding it would double its persons`,
      "Put it in that one's place with --replace; --paksa adds it all the same.",
    ],
  }),
  "replaces-unclear": fault<{ file: string; replacesNone: boolean; known: readonly string[] }>({
    id: ({ file, replacesNone, known }) => [
      `${file}: ${replacesNone ? "bukan versi baru dari berkas mana pun di indeks" : "dapat menggantikan beberapa berkas, atau berkas yang sudah digantikan, di indeks"}`,
      `Nama hanya boleh berbeda versi dan tahun. Indeks memuat: ${known.join(", ")}. Tambahkan kabupaten lain dengan --add.`,
    ],
    en: ({ file, replacesNone, known }) => [
      `${file}: ${replacesNone ? "is a newer version of no file" : "may replace several files, or a file already replaced,"} of the index`,
      `Names must differ in version and year alone. The index holds: ${known.join(", ")}. Add another kabupaten with --add.`,
    ],
  }),
  "no-persons": fault<object>({
    id: () => ["ekstrak ini tidak memuat orang", "Periksa berkasnya dengan: dtsen inspect BERKAS"],
    en: () => ["the extract holds no persons", "Check the files with: dtsen inspect FILE"],
  }),
};

/* ---- officers' rulings ---- */

const rulings = {
  "decisions-columns": ofFile({
    id: ["bukan berkas putusan: tidak ada kolom kunci dan putusan", "Beri berkas yang ditulis dtsen decide --decisions."],
    en: ["is no decisions file: it has no columns kunci and putusan", "Give the file that dtsen decide --decisions wrote."],
  }),
  "nothing-to-decide": fault<object>({
    id: () => ["tidak ada formulir yang diberikan", "Sebut buku kerja atau CSV yang sudah diisi."],
    en: () => ["no form is given", "Name the filled workbooks or CSV files."],
  }),
  "form-columns": ofFile({
    id: [
      "tidak ada baris kepala dengan kolom PUTUSAN dan Kunci",
      "Beri daftar kerja atau laporan.xlsx yang sudah diisi, dengan kedua kolom itu.",
    ],
    en: ["no row names the columns PUTUSAN and Kunci", "Give a work list or laporan.xlsx that was filled in, with both columns."],
  }),
  "compare-mixed": fault<{ before: string; after: string }>({
    id: ({ before, after }) => [
      `${before}, ${after}: yang satu folder laporan, yang lain bukan`,
      "Bandingkan dua indeks, atau dua folder laporan.",
    ],
    en: ({ before, after }) => [
      `${before}, ${after}: one is a folder of reports, the other is not`,
      "Compare two indexes, or two folders of reports.",
    ],
  }),
  "compare-masked": fault<{ folder: string }>({
    id: ({ folder }) => [`${folder}: laporan disamarkan; orangnya tidak dapat dikenali`, "Beri laporan yang ditulis tanpa --mask."],
    en: ({ folder }) => [`${folder}: the reports are masked; nobody in them can be known again`, "Give reports written without --mask."],
  }),
  "compare-columns": fault<{ before: string | null; after: string | null }>({
    id: ({ before, after }) => [
      `indeks lama memakai ${before ?? "tanpa kolom desil"}, yang baru ${after ?? "tanpa kolom desil"}`,
      "Bangun keduanya dengan kolom desil yang sama (--map desil=…).",
    ],
    en: ({ before, after }) => [
      `the old index goes by ${before ?? "no decile column"}, the new one by ${after ?? "no decile column"}`,
      "Build both with the same decile column (--map desil=…).",
    ],
  }),
  "targeting-other-index": fault<{ folder: string; run: string | null; index: string | null }>({
    id: ({ folder, run, index }) => [
      `${folder}: laporan dibuat dari ${run ?? "indeks lain"}; indeks ini ${index ?? "lain"}`,
      "Jalankan dtsen match lagi dengan indeks ini.",
    ],
    en: ({ folder, run, index }) => [
      `${folder}: the reports were made from ${run ?? "another index"}; this index is ${index ?? "another"}`,
      "Run dtsen match again with this index.",
    ],
  }),
  "targeting-too-many": fault<{ rows: number; most: number }>({
    id: ({ rows, most }) => [
      `belum_terdaftar.csv: ${rows} baris, lebih dari ${most}`,
      "Bagikan per desa (laporan satu desa, --area desa), atau tulis semuanya dengan --all.",
    ],
    en: ({ rows, most }) => [
      `belum_terdaftar.csv: ${rows} rows, more than ${most}`,
      "Hand it out by village (reports of one village, --area desa), or write all of it with --all.",
    ],
  }),
  "find-too-many": fault<{ most: number }>({
    id: ({ most }) => [
      `sudah ${most} pencarian hari ini`,
      "Untuk banyak orang, padankan daftarnya dengan dtsen match; atau beri --purpose batch.",
    ],
    en: ({ most }) => [`${most} searches today already`, "For many people, match their list with dtsen match; or give --purpose batch."],
  }),
  "find-question": fault<{ kind: "bad-number" | "name-alone" | "unreadable"; digits: number }>({
    id: ({ kind, digits }) => [
      {
        "bad-number": `nomor itu ${digits} digit, bukan 16`,
        "name-alone": "nama saja tidak cukup",
        unreadable: "pertanyaan tidak terbaca",
      }[kind],
      "Ketik 16 digit NIK atau No KK, atau nama dengan tahun lahir (SITI AMINAH 1980), atau nama, desa (SITI AMINAH, WANAJAYA).",
    ],
    en: ({ kind, digits }) => [
      {
        "bad-number": `that number has ${digits} digits, not 16`,
        "name-alone": "a name alone is not enough",
        unreadable: "the question cannot be read",
      }[kind],
      "Type the 16 digits of a NIK or family card, or a name with the birth year (SITI AMINAH 1980), or name, village (SITI AMINAH, WANAJAYA).",
    ],
  }),
  "overlay-without-nik": fault<{ file: string; name: string }>({
    id: ({ file, name }) => [
      `${file}: daftar tanda perlu kolom NIK`,
      `Nama saja tidak pernah menandai seseorang; minta daftar “${name}” dengan NIK.`,
    ],
    en: ({ file, name }) => [
      `${file}: an overlay needs a column of NIKs`,
      `A name alone never marks anybody; ask for the list “${name}” with NIKs.`,
    ],
  }),
  "words-unclear": fault<{ form: string; row: number; rows: number }>({
    id: ({ form, row, rows }) => [
      `${form}, baris ${row}: PUTUSAN berisi YA, BENAR, TIDAK, atau semacamnya (${rows} baris)`,
      "Bila berarti orang yang sama dan bukan orang ini, jalankan lagi dengan --yes; bila BENAR berarti NIK-nya, tulis SAMA atau BEDA.",
    ],
    en: ({ form, row, rows }) => [
      `${form}, row ${row}: PUTUSAN holds YA, BENAR, TIDAK or the like (${rows} rows)`,
      "If they mean the same person and another person, run again with --yes; if BENAR means the NIK, write SAMA or BEDA.",
    ],
  }),
};

/* ---- models ---- */

const models = {
  "train-too-little": fault<{ least: number }>({
    id: ({ least }) => [
      "pelatihan: terlalu sedikit orang di daftar ini yang dikenali di ekstrak",
      `Latih dengan daftar berisi nama, tanggal lahir, dan desa dari sedikitnya ${least} orang yang ada di ekstrak; daftar lain dipadankan dengan model bawaan.`,
    ],
    en: ({ least }) => [
      "training: the list shows too few people of the extract to learn from",
      `Train on a list with names, birth dates and villages of at least ${least} people who are in the extract; other lists are matched with the model that is shipped.`,
    ],
  }),
  "train-stdin": fault<object>({
    id: () => [
      "train: masukan standar tidak dapat dipakai untuk melatih",
      "Beri daftarnya sebagai berkas, agar model dapat menyebut asal latihannya.",
    ],
    en: () => ["train: standard input cannot be trained on", "Give the list as a file, so that the model can say what it was trained on."],
  }),
  /** `what` of a comparison, a level of it or a block. */
  "model-senseless": fault<{ faults: readonly { what: string; fault: ModelSense }[] }>({
    id: ({ faults }) => [
      `model hasil latihan: ${faults.map((each) => `${each.what}: ${modelSenses[each.fault].id}`).join("; ")}`,
      "Latih dengan daftar yang lebih panjang atau lebih bersih dari orang yang ada di ekstrak, atau pakai model bawaan.",
    ],
    en: ({ faults }) => [
      `trained model: ${faults.map((each) => `${each.what}: ${modelSenses[each.fault].en}`).join("; ")}`,
      "Train on a longer or cleaner list of people who are in the extract, or match with the model that is shipped.",
    ],
  }),
  "model-version": ofFile({
    id: ["model dari versi dtsen yang lain", "Latih ulang: dtsen train <berkas daftar…> --model BERKAS"],
    en: ["is a model of another version of dtsen", "Train it again with: dtsen train <list files…> --model FILE"],
  }),
  /** `at`: the place in the file that cannot be used; null where the file is no model at all. */
  "model-broken": fault<{ file: string; at: string | null }>({
    id: ({ file, at }) => [
      `${file}: ${at === null ? "bukan model" : `model rusak: ${at} tidak ada atau tidak dapat dipakai`}`,
      "Latih ulang: dtsen train <berkas daftar…> --model BERKAS",
    ],
    en: ({ file, at }) => [
      `${file}: ${at === null ? "holds no model" : `the model is broken: ${at} is missing or cannot be used`}`,
      "Train it again with: dtsen train <list files…> --model FILE",
    ],
  }),
};

/** How a trained model can make no sense. */
export type ModelSense = "untrained" | "m-below-u" | "not-falling" | "few-true-pairs";

const modelSenses: Readonly<Record<ModelSense, Text>> = {
  untrained: { id: "tidak ada pasangan latihan yang menunjukkannya", en: "no training pair shows it" },
  "m-below-u": {
    id: "lebih jarang cocok di antara pasangan sejati daripada di antara orang yang berlainan",
    en: "agreement is rarer among true pairs than among different people",
  },
  "not-falling": {
    id: "kecocokan yang lebih lemah berbobot lebih besar daripada yang lebih ketat",
    en: "weaker agreement weighs more than stricter agreement",
  },
  "few-true-pairs": {
    id: "kurang dari 1 % pasangan blok ini orang yang sama",
    en: "fewer than 1 % of the block's pairs are one person",
  },
};

/* ---- evaluation ---- */

const evaluation = {
  "reports-missing": fault<{ folder: string; missing: string }>({
    id: ({ folder, missing }) => [`${folder}: tidak memuat ${missing}`, "Beri folder yang ditulis dtsen match --out."],
    en: ({ folder, missing }) => [`${folder}: holds no ${missing}`, "Give the folder that dtsen match --out wrote."],
  }),
  "report-columns": ofFile({
    id: ["kolom source_file dan source_row tidak ada", "Nilai laporan seperti yang ditulis dtsen match."],
    en: ["has no source_file and source_row", "Evaluate the reports as dtsen match wrote them."],
  }),
  "reports-masked": ofFile({
    id: ["menyebut orang dengan NIK, padahal laporannya disamarkan", "Nilai laporan tanpa --mask, atau beri dtsen_row."],
    en: ["names persons by NIK, but the reports are masked", "Evaluate reports written without --mask, or give dtsen_row."],
  }),
  "sample-empty": fault<{ reports: string }>({
    id: ({ reports }) => [
      `${reports}: tidak ada baris di match.csv atau conflict.csv yang mempunyai calon untuk diperiksa`,
      "Ambil sampel dari laporan yang menemukan seseorang.",
    ],
    en: ({ reports }) => [
      `${reports}: no row of match.csv or conflict.csv has a candidate to review`,
      "Draw the sample from a run that found someone.",
    ],
  }),
  "sample-foreign": fault<{ file: string; reports: string }>({
    id: ({ file, reports }) => [`${file}: tidak ada barisnya di ${reports}`, "Beri folder laporan tempat sampel itu diambil."],
    en: ({ file, reports }) => [`${file}: none of its rows is in ${reports}`, "Give the folder of reports that the sample was drawn from."],
  }),
  "sample-there": ofFile({
    id: ["sudah ada, mungkin dengan jawaban di dalamnya", "Pindahkan dahulu, atau pilih nama lain dengan --out."],
    en: ["is there already, perhaps with verdicts in it", "Move it aside, or choose another name with --out."],
  }),
  "truth-columns": ofFile({
    id: [
      "bukan berkas kebenaran atau sampel yang diperiksa",
      "Kebenaran memuat source_row dan dtsen_row atau dtsen_nik (kosong: tidak ada di ekstrak); sampel memuat source_file, source_row, dan benar.",
    ],
    en: [
      "lacks the columns of a truth or of a review sample",
      "A truth has source_row and dtsen_row or dtsen_nik (empty: not in the extract); a review sample has source_file, source_row and benar.",
    ],
  }),
  "truth-empty": ofFile({
    id: ["tidak memuat baris", "Beri satu baris untuk tiap baris daftar yang jawabannya diketahui."],
    en: ["holds no rows", "Give one line per row of the list whose answer is known."],
  }),
  "truth-row": fault<{ file: string; record: number; column: string; want: TruthWant }>({
    id: ({ file, record, column, want }) => [`${file}, baris ${record}: ${column} ${truthWants[want].id}`, "Perbaiki atau hapus barisnya."],
    en: ({ file, record, column, want }) => [
      `${file}, record ${record}: ${column} ${truthWants[want].en}`,
      "Correct the line, or take it out.",
    ],
  }),
  "truth-foreign": fault<{ file: string; reports: string }>({
    id: ({ file, reports }) => [
      `${file}: tidak menyebut satu pun baris di ${reports}`,
      "Beri kebenaran untuk daftar yang dipadankan: source_file dan source_row seperti di laporan.",
    ],
    en: ({ file, reports }) => [
      `${file}: names no row that is in ${reports}`,
      "Give the truth of the list that was matched: source_file and source_row as in the reports.",
    ],
  }),
  "truth-without-file": ofFile({
    id: ["baris tanpa source_file, padahal laporannya tentang beberapa daftar", "Tambahkan kolom source_file."],
    en: ["rows without source_file, but the reports are on several lists", "Add the column source_file."],
  }),
  "truth-without-extract": ofFile({
    id: ["dtsen_row tanpa dtsen_file, padahal ekstraknya beberapa berkas", "Tambahkan kolom dtsen_file, atau beri dtsen_nik."],
    en: ["dtsen_row without dtsen_file, but the extract is several files", "Add the column dtsen_file, or give dtsen_nik."],
  }),
};

/** What a cell of a truth should have been. */
export type TruthWant = "filled" | "new" | "row-number" | "sixteen-digits" | "yes-or-no";

const truthWants: Readonly<Record<TruthWant, Text>> = {
  filled: { id: "kosong", en: "is empty" },
  new: { id: "menyebut baris daftar yang sudah disebut", en: "names a row of the list that an earlier line has named already" },
  "row-number": { id: "bukan nomor baris", en: "is not a row number" },
  "sixteen-digits": { id: "bukan enam belas digit", en: "is not sixteen digits" },
  "yes-or-no": { id: "bukan ya atau tidak", en: "is neither ya nor tidak" },
};

/* ---- workbooks ---- */

/** A sheet that is not read, and its rows. */
export interface NamedSheet {
  readonly name: string;
  readonly rows: number;
}

function sheetList(sheets: readonly NamedSheet[], lang: Lang): string {
  return sheets.map(({ name, rows }) => `${name} (${grouped(rows, lang)} ${lang === "id" ? "baris" : "rows"})`).join(", ");
}

function grouped(count: number, lang: Lang): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, lang === "id" ? "." : ",");
}

const workbooks = {
  "workbook-damaged": ofFile({
    id: ["berkas tidak utuh (terpotong atau rusak saat disalin)", "Salin ulang dari sumbernya. Laporan lama tidak diubah."],
    en: ["is not whole (cut off, or damaged in copying)", "Copy it again from where it came. Earlier reports are unchanged."],
  }),
  /** Another program wrote its rows in no order. */
  "workbook-row-order": fault<{ file: string; row: number }>({
    id: ({ file, row }) => [
      `${file}: baris ${row} tidak pada urutannya di dalam berkas (buatan program lain)`,
      "Buka di LibreOffice atau Excel, simpan sebagai .xlsx, lalu jalankan lagi; tidak ada yang perlu diubah.",
    ],
    en: ({ file, row }) => [
      `${file}: row ${row} stands out of order in the file (another program wrote it)`,
      "Open it in LibreOffice or Excel, save it as .xlsx, and run again; nothing has to be changed.",
    ],
  }),
  "workbook-locked": ofFile({
    id: [
      "dikunci kata sandi",
      "Di Excel: File → Info → Lindungi Buku Kerja → Enkripsi dengan Kata Sandi, kosongkan, simpan, lalu jalankan lagi.",
    ],
    en: ["is locked with a password", "In Excel: File → Info → Protect Workbook → Encrypt with Password, clear it, save, and run again."],
  }),
  "workbook-bomb": fault<{ file: string; times: number }>({
    id: ({ file, times }) => [
      `${file}: isinya mengembang ${grouped(times, "id")} kali lipat; tidak dibuka`,
      "Minta daftarnya sebagai .xlsx biasa atau CSV UTF-8.",
    ],
    en: ({ file, times }) => [
      `${file}: it swells to ${grouped(times, "en")} times its size; it is not opened`,
      "Ask for the list as an ordinary .xlsx or CSV UTF-8.",
    ],
  }),
  "workbook-too-large": ofFile({
    id: ["isinya terlalu besar untuk satu buku kerja", "Bagi menjadi beberapa berkas, atau simpan tiap lembar sebagai CSV UTF-8."],
    en: ["what it holds is too large for one workbook", "Split it into several files, or save each sheet as CSV UTF-8."],
  }),
  "no-list-sheet": fault<{ file: string; sheets: readonly NamedSheet[] }>({
    id: ({ file, sheets }) => [
      `${file}: tidak ada lembar dengan kepala kolom NIK atau NAMA. Lembar: ${sheetList(sheets, "id")}`,
      'Sebut lembarnya dengan --sheet "NAMA" dan kolomnya dengan --map; lihat dahulu dengan dtsen inspect.',
    ],
    en: ({ file, sheets }) => [
      `${file}: no sheet has a column header NIK or NAMA. Sheets: ${sheetList(sheets, "en")}`,
      'Name the sheet with --sheet "NAME" and its columns with --map; see what is found with dtsen inspect.',
    ],
  }),
  "no-work": fault<{ folder: string }>({
    id: ({ folder }) => [`${folder}: tidak ada baris yang diminta`, "Periksa --only, atau beri folder laporan lain."],
    en: ({ folder }) => [`${folder}: has no rows of those asked for`, "Check --only, or give another folder of reports."],
  }),
  "sheet-needed": fault<{ file: string; sheets: readonly string[] }>({
    id: ({ file, sheets }) => [`${file}: memuat beberapa lembar`, `Sebut lembar barisnya dengan --sheet: ${sheets.join(", ")}`],
    en: ({ file, sheets }) => [`${file}: has several sheets`, `Say on which the row stands with --sheet: ${sheets.join(", ")}`],
  }),
  "no-such-sheet": fault<{ file: string; sheet: string; sheets: readonly string[] }>({
    id: ({ file, sheet, sheets }) => [
      `${file}: tidak ada lembar ${sheet}`,
      sheets.length > 0 ? `Lembar: ${sheets.join(", ")}` : "Berkas ini bukan buku kerja; jalankan tanpa --sheet.",
    ],
    en: ({ file, sheet, sheets }) => [
      `${file}: there is no sheet ${sheet}`,
      sheets.length > 0 ? `Sheets: ${sheets.join(", ")}` : "The file is no workbook; run without --sheet.",
    ],
  }),
};

/* ---- all of them ---- */

export const faults = { ...usage, ...files, ...lists, ...index, ...rulings, ...models, ...evaluation, ...workbooks };
export type FaultCode = keyof typeof faults;
export type FaultParams<Code extends FaultCode> = Parameters<(typeof faults)[Code]["en"]>[0];

export function isUsageFault(code: FaultCode): boolean {
  return Object.hasOwn(usage, code);
}

export interface FaultText {
  readonly message: string;
  /** What to do; empty where the message says it all. */
  readonly hint: string;
}

/** What is said of a fault. Names out of files are shown without what could steer a terminal or name a person. */
export function faultText<Code extends FaultCode>(code: Code, params: FaultParams<Code>, lang: Lang): FaultText {
  const say = faults[code][lang] as (params: FaultParams<Code>) => Said;
  const [message, hint] = say(printable(params, lang) as FaultParams<Code>);
  return { message, hint };
}

const standardInput: Text = { id: "masukan standar", en: "standard input" };

function printable(value: unknown, lang: Lang): unknown {
  if (typeof value === "string") return value === "-" ? standardInput[lang] : shown(value);
  if (Array.isArray(value)) return value.map((inner) => printable(inner, lang));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, printable(inner, lang)]));
}

function quoted(name: string): string {
  return /[^\w.,+:/\\~-]/.test(name) ? `"${name}"` : name;
}

function numbered(columns: readonly { header: string; number: number }[]): string {
  return columns.map(({ header, number }) => `"${header}" (#${number})`).join(", ");
}

function oneByOne(people: readonly { who: string; field: string; number: number }[], then: string): string {
  return people
    .map(({ who, field, number }) => `--map ${field}=#${number} --out laporan-${who.toLowerCase().replace("/", "-")}`)
    .join(`, ${then} `);
}

const delimiterNames: Readonly<Record<string, Text>> = {
  ",": { id: "koma", en: "a comma" },
  ";": { id: "titik koma", en: "a semicolon" },
  "|": { id: "garis tegak", en: "a pipe" },
  "\t": { id: "tab", en: "a tab" },
};

function delimiterName(delimiter: string, lang: Lang): string {
  return delimiterNames[delimiter]?.[lang] ?? delimiter;
}

function versionsText(versions: readonly { version: string; file: string }[]): string {
  return versions.map(({ version, file }) => `V${version} (${file})`).join(", ");
}

/** A sentence within a sentence. */
function plain(text: string): string {
  return text.replace(/\.$/, "");
}
