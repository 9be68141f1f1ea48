/** What `--help` says: one table per command and per option, in both languages. The README is checked against it. */
import type { Text } from "../language.ts";

export interface OptionHelp {
  readonly flags: string;
  readonly text: Text;
}

/** Options by their long name. */
export const optionHelp = {
  db: { flags: "--db <FILE>", text: { id: "berkas indeks (bawaan: dtsen.db)", en: "index file (default: dtsen.db)" } },
  add: {
    flags: "--add",
    text: { id: "tambahkan berkas (kabupaten lain) ke indeks yang ada", en: "add the files (another kabupaten) to the index at hand" },
  },
  replace: {
    flags: "--replace",
    text: {
      id: "ganti berkas versi lama di indeks yang ada dengan berkas ini",
      en: "put the files in the place of older versions in the index at hand",
    },
  },
  label: {
    flags: "--label <TEXT>",
    text: { id: 'nama ekstrak, misalnya "DTSEN V3 2026"', en: 'name of the extract, e.g. "DTSEN V3 2026"' },
  },
  date: { flags: "--date <YYYY-MM-DD>", text: { id: "tanggal ekstrak", en: "date of the extract" } },
  out: { flags: "--out <DIR>", text: { id: "folder laporan (bawaan: laporan)", en: "folder for the reports (default: laporan)" } },
  extract: {
    flags: "--extract <FILE>",
    text: {
      id: "bangun indeks dari ekstrak ini bila belum ada atau sudah usang; dapat diulang",
      en: "build the index from this extract if there is none or it is out of date; repeatable",
    },
  },
  map: {
    flags: "--map <FIELD=HEADER>",
    text: {
      id: 'tentukan sendiri kolom suatu data, misalnya --map nik="NO KTP"; dapat diulang',
      en: 'name the column of a field by hand, e.g. --map nik="NO KTP"; repeatable',
    },
  },
  save: {
    flags: "--save [FILE]",
    text: {
      id: "simpan pemetaan kolom ke berkas konfigurasi (bawaan: dtsen.config.json)",
      en: "save the mapping in a config file (default: dtsen.config.json)",
    },
  },
  row: { flags: "--row <N>", text: { id: "nomor baris seperti di lembar kerja", en: "the row as a spreadsheet numbers it" } },
  truth: {
    flags: "--truth <FILE>",
    text: {
      id: "kebenaran: source_file, source_row, dtsen_row atau dtsen_nik; atau sampel yang sudah diperiksa",
      en: "the truth: source_file, source_row, dtsen_row or dtsen_nik; or a reviewed sample",
    },
  },
  sample: { flags: "--sample <N>", text: { id: "ambil N baris untuk diperiksa", en: "draw N rows for review" } },
  model: { flags: "--model <FILE>", text: { id: "berkas model hasil dtsen train", en: "model file made by dtsen train" } },
  workers: {
    flags: "--workers <N>",
    text: {
      id: "jumlah utas kerja (bawaan: menurut prosesor; daftar pendek satu)",
      en: "worker threads (default: as the processor has; one for a short list)",
    },
  },
  "max-rejected": {
    flags: "--max-rejected <LIMIT>",
    text: {
      id: "batas baris yang tidak terbaca: jumlah atau persen, misalnya 1%",
      en: "limit on rows that cannot be read: a number or a share, e.g. 1%",
    },
  },
  "max-orphan": {
    flags: "--max-orphan <LIMIT>",
    text: { id: "batas baris yang tidak ditemukan, misalnya 40%", en: "limit on rows that are not found, e.g. 40%" },
  },
  "max-conflict": {
    flags: "--max-conflict <LIMIT>",
    text: { id: "batas baris yang bertentangan, misalnya 500", en: "limit on conflicting rows, e.g. 500" },
  },
  program: {
    flags: "--program <NAME>",
    text: {
      id: "bandingkan desil dengan batas program ini (pkh, sembako, pbi-jk, atensi); perlu --period",
      en: "hold deciles against this programme's limit (pkh, sembako, pbi-jk, atensi); needs --period",
    },
  },
  period: {
    flags: "--period <YYYY-Qn>",
    text: { id: "triwulan bagi --program, misalnya 2026-Q1", en: "quarter for --program, e.g. 2026-Q1" },
  },
  "desil-max": { flags: "--desil-max <N>", text: { id: "bandingkan desil dengan batas ini", en: "hold deciles against this limit" } },
  decisions: {
    flags: "--decisions <FILE>",
    text: {
      id: "berkas putusan petugas (bawaan decide: keputusan.csv)",
      en: "decisions file of officers' rulings (default of decide: keputusan.csv)",
    },
  },
  officer: {
    flags: "--officer <NAME>",
    text: { id: "nama petugas yang memutuskan", en: "name of the officer who has ruled" },
  },
  final: {
    flags: "--final",
    text: { id: "putusan koordinator: berlaku walaupun petugas berbeda", en: "a coordinator's word: it stands though officers differ" },
  },
  yes: {
    flags: "--yes",
    text: { id: "YA/BENAR/COCOK berarti SAMA, TIDAK/SALAH berarti BEDA", en: "YA/BENAR/COCOK mean SAMA, TIDAK/SALAH mean BEDA" },
  },
  "forget-before": {
    flags: "--forget-before <YYYY-MM-DD>",
    text: { id: "hapus putusan sebelum tanggal ini", en: "remove rulings older than this day" },
  },
  mask: {
    flags: "--mask",
    text: {
      id: "samarkan NIK, KK, dan tanggal lahir (laporan untuk diteruskan)",
      en: "mask NIK, family card and birth date (reports for passing on)",
    },
  },
  paksa: { flags: "--paksa", text: { id: "lanjutkan walaupun alat ini menolak", en: "go on where the tool would refuse" } },
  json: { flags: "--json", text: { id: "hasil sebagai JSON di stdout", en: "result as JSON on stdout" } },
  quiet: { flags: "--quiet", text: { id: "tanpa kemajuan dan ringkasan", en: "no progress and no summary" } },
  config: {
    flags: "--config <FILE>",
    text: {
      id: "berkas konfigurasi (bawaan: dtsen.config.json bila ada)",
      en: "config file (default: dtsen.config.json where there is one)",
    },
  },
  lang: {
    flags: "--lang <LANG>",
    text: { id: "bahasa terminal dan laporan: id atau en", en: "language of terminal and reports: id or en" },
  },
} satisfies Record<string, OptionHelp>;
export type OptionName = keyof typeof optionHelp;

export interface CommandHelp {
  /** As on the usage line. */
  readonly argument: string;
  readonly text: Text;
  readonly argumentText: Text;
  readonly options: readonly OptionName[];
  readonly example: Text;
}

/** Every command takes these as well. */
export const commonOptions = ["json", "quiet", "config", "lang"] as const satisfies readonly OptionName[];

export const commandHelp = {
  index: {
    argument: "<files...>",
    text: {
      id: "Membangun indeks dari ekstrak DTSEN (sekali per triwulan).",
      en: "Builds the index from a DTSEN extract (once a quarter).",
    },
    argumentText: {
      id: "berkas ekstrak: anggota dan keluarga, atau satu berkas gabungan",
      en: "extract files: persons and families, or one flat file",
    },
    options: ["db", "add", "replace", "label", "date", "map", "max-rejected", "workers", "paksa"],
    example: {
      id: 'dtsen index anggota_keluarga_dtsen_v3_2026_32.01.csv keluarga_dtsen_v3_2026_32.01.csv --label "DTSEN V3 2026" --date 2026-07-08',
      en: 'dtsen index anggota_keluarga_dtsen_v3_2026_32.01.csv keluarga_dtsen_v3_2026_32.01.csv --label "DTSEN V3 2026" --date 2026-07-08',
    },
  },
  match: {
    argument: "<files...>",
    text: {
      id: "Memadankan daftar dengan indeks dan menulis laporan match, conflict, dan orphan.",
      en: "Matches lists with the index and writes the match, conflict and orphan reports.",
    },
    argumentText: { id: "berkas daftar (CSV); - untuk masukan standar", en: "list files (CSV); - for standard input" },
    options: [
      "db",
      "out",
      "extract",
      "label",
      "date",
      "map",
      "model",
      "workers",
      "max-rejected",
      "max-orphan",
      "max-conflict",
      "program",
      "period",
      "desil-max",
      "decisions",
      "mask",
      "paksa",
    ],
    example: {
      id: "dtsen match daftar-bpnt.csv --db dtsen.db --out laporan --max-orphan 40%",
      en: "dtsen match daftar-bpnt.csv --db dtsen.db --out laporan --max-orphan 40%",
    },
  },
  decide: {
    argument: "[files...]",
    text: {
      id: "Membaca putusan petugas dari buku kerja atau CSV yang sudah diisi ke berkas putusan.",
      en: "Reads officers' rulings from filled workbooks or CSV files into the decisions file.",
    },
    argumentText: {
      id: "buku kerja atau CSV dengan kolom PUTUSAN dan Kunci",
      en: "workbooks or CSV files with the columns PUTUSAN and Kunci",
    },
    options: ["decisions", "officer", "final", "yes", "forget-before"],
    example: {
      id: 'dtsen decide daftar-kerja/SUKAMAJU.xlsx --decisions keputusan.csv --officer "Ani"',
      en: 'dtsen decide daftar-kerja/SUKAMAJU.xlsx --decisions keputusan.csv --officer "Ani"',
    },
  },
  inspect: {
    argument: "<file>",
    text: {
      id: "Menunjukkan apa yang terbaca dari suatu berkas: pembatas, kepala kolom, pemetaan, mutu isi.",
      en: "Shows what the tool sees in a file: delimiter, header row, mapping, quality of the values.",
    },
    argumentText: { id: "berkas daftar atau ekstrak (CSV)", en: "list or extract file (CSV)" },
    options: ["map", "save"],
    example: {
      id: 'dtsen inspect daftar-bpnt.csv --map nama="NAMA KRT" --save',
      en: 'dtsen inspect daftar-bpnt.csv --map nama="NAMA KRT" --save',
    },
  },
  explain: {
    argument: "<file>",
    text: { id: "Menjelaskan mengapa suatu baris mendapat jawabannya.", en: "Explains why a row got its answer." },
    argumentText: { id: "berkas daftar (CSV)", en: "list file (CSV)" },
    options: ["row", "db", "map", "model", "workers", "mask", "paksa"],
    example: { id: "dtsen explain daftar-bpnt.csv --row 12 --db dtsen.db", en: "dtsen explain daftar-bpnt.csv --row 12 --db dtsen.db" },
  },
  evaluate: {
    argument: "<folder>",
    text: {
      id: "Mengukur ketepatan laporan terhadap kebenaran, atau mengambil sampel untuk diperiksa.",
      en: "Measures the reports against a truth, or draws a sample for review.",
    },
    argumentText: { id: "folder laporan dari dtsen match", en: "folder of reports written by dtsen match" },
    options: ["truth", "sample", "out"],
    example: {
      id: "dtsen evaluate laporan --sample 300, lalu: dtsen evaluate laporan --truth laporan/sampel.csv",
      en: "dtsen evaluate laporan --sample 300, then: dtsen evaluate laporan --truth laporan/sampel.csv",
    },
  },
  train: {
    argument: "<files...>",
    text: {
      id: "Menaksir bobot pemadanan dari data sendiri dan menyimpannya sebagai model.",
      en: "Estimates the matching weights from your own data and saves them as a model.",
    },
    argumentText: { id: "berkas daftar (CSV)", en: "list files (CSV)" },
    options: ["db", "map", "model", "workers"],
    example: {
      id: "dtsen train daftar-bpnt.csv --db dtsen.db --model model.json",
      en: "dtsen train daftar-bpnt.csv --db dtsen.db --model model.json",
    },
  },
} satisfies Record<string, CommandHelp>;
export type CommandName = keyof typeof commandHelp;

export const programHelp = {
  about: {
    id: "Memadankan daftar bansos daerah dengan ekstrak DTSEN: luring, tepat, dan dapat dijelaskan.",
    en: "Reconciles regional social-assistance lists with a DTSEN extract: offline, exact, explainable.",
  },
  version: { id: "versi alat, penormal, dan tabel wilayah", en: "version of the tool, the normaliser and the region table" },
  help: { id: "tampilkan bantuan", en: "show this help" },
  example: { id: "Contoh", en: "Example" },
  steps: {
    id: "Dua langkah:\n  dtsen index <berkas ekstrak…> --db dtsen.db\n  dtsen match <berkas daftar…> --db dtsen.db --out laporan\n\nBantuan tiap perintah: dtsen match --help",
    en: "Two steps:\n  dtsen index <extract files…> --db dtsen.db\n  dtsen match <list files…> --db dtsen.db --out laporan\n\nHelp on each command: dtsen match --help",
  },
} satisfies Record<string, Text>;

/** Headings that commander writes in English. */
export const headings: Readonly<Record<string, Text>> = {
  "Usage:": { id: "Pemakaian:", en: "Usage:" },
  "Arguments:": { id: "Argumen:", en: "Arguments:" },
  "Options:": { id: "Pilihan:", en: "Options:" },
  "Commands:": { id: "Perintah:", en: "Commands:" },
};

/** Wrong usage, in words; `what` is a flag, argument or command as typed, or empty where it may be somebody's number. */
export const usageFaults = {
  "unknown-option": { id: (what: string) => `pilihan ${what} tidak dikenal`, en: (what: string) => `unknown option ${what}` },
  "unknown-command": { id: (what: string) => `perintah ${what} tidak dikenal`, en: (what: string) => `unknown command ${what}` },
  "missing-argument": { id: (what: string) => `argumen <${what}> belum diberikan`, en: (what: string) => `argument <${what}> is missing` },
  "missing-option": { id: (what: string) => `pilihan ${what} wajib diberikan`, en: (what: string) => `option ${what} is required` },
  "missing-value": { id: (what: string) => `pilihan ${what} membutuhkan nilai`, en: (what: string) => `option ${what} needs a value` },
  "too-many-arguments": { id: () => "argumen terlalu banyak", en: () => "too many arguments" },
  "no-command": { id: () => "perintah belum diberikan", en: () => "no command given" },
  "bad-value": { id: (what: string) => `nilai ${what} tidak dapat dipakai`, en: (what: string) => `the value of ${what} cannot be used` },
  "no-limit-known": {
    id: (what: string) => `batas desil untuk ${what} tidak diketahui`,
    en: (what: string) => `no decile limit is known for ${what}`,
  },
  "both-options": { id: (what: string) => `${what} tidak dapat dipakai bersama`, en: (what: string) => `${what} cannot be used together` },
} satisfies Record<string, Readonly<Record<"id" | "en", (what: string) => string>>>;
export type UsageFault = keyof typeof usageFaults;

/** What each exit code means; the numbers are `exitCodes` of cli.ts. */
export const exitCodeTexts = {
  done: { id: "selesai", en: "done" },
  fault: {
    id: "tidak dapat dijalankan; pesan mengatakan apa yang harus dilakukan",
    en: "the run could not be done; the message says what to do",
  },
  usage: { id: "perintah atau pilihan keliru", en: "wrong usage" },
  limit: { id: "selesai, tetapi batas yang ditetapkan (--max-…) terlampaui", en: "done, but a limit you set (--max-…) was crossed" },
  bug: { id: "kesalahan di dalam program; laporkan teksnya", en: "a bug in the program; please report the text" },
  locked: { id: "dtsen lain sedang bekerja pada sasaran yang sama", en: "another run is at work on the same target" },
} satisfies Record<string, Text>;
