/**
 * Every option, once: how it is written, what it means, how its value is read, and whether the config file may give it. Help,
 * parsing, config keys, checks and the README's tables all come from here; a command names the options it takes (commands.ts).
 */
import { isLang, type Lang, type Text } from "../language.ts";
import { fields, type Field } from "../normalise/record.ts";
import type { ReportDelimiter } from "../report/csv.ts";
import { readLimit } from "../report/limits.ts";
import { readQuarterText } from "../programmes/programmes.ts";
import { readOverlayOption, type OverlayOption } from "../run/overlay-option.ts";
import { readReports } from "../report/status.ts";
import type { HeaderMap } from "../run/options.ts";

/** What an option is besides its value: in `flags` as commander writes them. */
interface Spec {
  readonly flags: string;
  readonly text: Text;
  /** False: only on the command line, since it belongs to one run. */
  readonly config?: false;
}

/**
 * One option. `kind`: a switch; one value; several, one each time it is given; or pairs `field=HEADER`. `Value` is what a
 * command gets, given or not.
 */
export interface OptionSpec<Value> extends Spec {
  readonly kind: "switch" | "value" | "list" | "map";
  /** One text as given, or null where it cannot be read; for a map one pair. */
  readonly read: (text: string) => unknown;
  /** What is expected, where `read` gives null. */
  readonly expected: Text;
  /** A path: in a config file it is meant from the folder of that file. */
  readonly isPath: boolean;
  /** Numbers of the config file are read as their text. */
  readonly isNumber: boolean;
  /** Where nobody has given it. */
  readonly otherwise: Value;
}

const anyText = (text: string): string | null => (text === "" ? null : text);
const aText: Text = { id: "Beri teks yang tidak kosong.", en: "Give a text that is not empty." };
const aDay: Text = {
  id: "Beri tanggal yang ada sebagai YYYY-MM-DD, misalnya 2026-07-08.",
  en: "Give a date that exists as YYYY-MM-DD, e.g. 2026-07-08.",
};
const aPath: Text = { id: "Beri jalur berkas.", en: "Give a path." };

function option<Value>(kind: OptionSpec<Value>["kind"], spec: Spec, rest: Partial<OptionSpec<Value>>, otherwise: Value): OptionSpec<Value> {
  return { kind, read: anyText, expected: aText, isPath: false, isNumber: false, ...rest, otherwise, ...spec };
}

function flag(spec: Spec): OptionSpec<boolean> {
  return option<boolean>("switch", spec, { expected: { id: "Beri true atau false.", en: "Give true or false." } }, false);
}

function text(spec: Spec): OptionSpec<string | null> {
  return option<string | null>("value", spec, {}, null);
}

function path(spec: Spec): OptionSpec<string | null>;
function path(spec: Spec, otherwise: string): OptionSpec<string>;
function path(spec: Spec, otherwise: string | null = null): OptionSpec<string | null> {
  return option<string | null>("value", spec, { isPath: true, expected: aPath }, otherwise);
}

function paths(spec: Spec): OptionSpec<readonly string[]> {
  return option<readonly string[]>("list", spec, { isPath: true, expected: aPath }, []);
}

function value<Value>(spec: Spec & { read: (text: string) => Value | null; expected: Text }): OptionSpec<Value | null> {
  return option<Value | null>("value", spec, { read: spec.read, expected: spec.expected, isNumber: true }, null);
}

function limit(spec: Spec): OptionSpec<ReturnType<typeof readLimit>> {
  const expected = {
    id: "Beri jumlah baris atau persen, misalnya 100 atau 1%.",
    en: "Give a number of rows or a share, e.g. 100 or 1%.",
  };
  return value({ ...spec, read: readLimit, expected });
}

function wholeNumber(least: number, most: number): (text: string) => number | null {
  return (text) => (/^[1-9]\d{0,8}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : null);
}

const MOST_WORKERS = 64;

/** A semicolon is written as a word where a shell would take it for its own. */
const separators: Readonly<Record<string, ReportDelimiter>> = {
  ",": ",",
  ";": ";",
  comma: ",",
  koma: ",",
  semicolon: ";",
  "titik-koma": ";",
};

/** By long name, in the order of help. */
export const options = {
  db: path({ flags: "--db <FILE>", text: { id: "berkas indeks (bawaan: dtsen.db)", en: "index file (default: dtsen.db)" } }, "dtsen.db"),
  add: flag({
    flags: "--add",
    config: false,
    text: { id: "tambahkan berkas (kabupaten lain) ke indeks yang ada", en: "add the files (another kabupaten) to the index at hand" },
  }),
  replace: flag({
    flags: "--replace",
    config: false,
    text: {
      id: "ganti berkas versi lama di indeks yang ada dengan berkas ini",
      en: "put the files in the place of older versions in the index at hand",
    },
  }),
  label: text({
    flags: "--label <TEXT>",
    text: { id: 'nama ekstrak, misalnya "DTSEN V3 2026"', en: 'name of the extract, e.g. "DTSEN V3 2026"' },
  }),
  date: value({
    flags: "--date <YYYY-MM-DD>",
    text: { id: "tanggal ekstrak", en: "date of the extract" },
    read: readDay,
    expected: aDay,
  }),
  out: path({
    flags: "--out <DIR>",
    text: {
      id: "folder yang ditulis (bawaan: laporan; worklist: daftar-kerja; compare: perubahan; targeting: sasaran), pada report dan evaluate juga nama berkas (bawaan: di folder laporannya)",
      en: "folder to write into (default: laporan; of worklist daftar-kerja, of compare perubahan, of targeting sasaran), of report and evaluate also a file (default: in the folder of the reports)",
    },
  }),
  extract: paths({
    flags: "--extract <FILE>",
    text: {
      id: "bangun indeks dari ekstrak ini bila belum ada atau sudah usang; dapat diulang",
      en: "build the index from this extract if there is none or it is out of date; repeatable",
    },
  }),
  "header-row": option<number | null>(
    "value",
    {
      flags: "--header-row <N>",
      text: {
        id: "baris kepala kolom, dihitung seperti di lembar kerja; 0: tidak ada kepala",
        en: "row of the header, counted as a spreadsheet does; 0: there is none",
      },
    },
    {
      read: (text) => (/^\d{1,7}$/.test(text) ? Number(text) : null),
      expected: {
        id: "Beri nomor baris, misalnya 7; 0 bila tidak ada kepala kolom.",
        en: "Give a row number, e.g. 7; 0 if there is no header.",
      },
      isNumber: true,
    },
    null,
  ),
  together: flag({
    flags: "--together",
    text: {
      id: "beberapa berkas adalah satu daftar: satu orang di dua berkas adalah ganda",
      en: "several files are one list: a person in two of them is a double entry",
    },
  }),
  map: option<HeaderMap>(
    "map",
    {
      flags: "--map <FIELD=HEADER>",
      text: {
        id: 'tentukan sendiri kolom suatu data, misalnya --map nik="NO KTP"; dapat diulang',
        en: 'name the column of a field by hand, e.g. --map nik="NO KTP"; repeatable',
      },
    },
    {
      read: readMapping,
      expected: {
        id: `Tulis field=KEPALA, misalnya nik="NO KTP". Field: ${fields.join(", ")}.`,
        en: `Write field=HEADER, e.g. nik="NO KTP". Fields: ${fields.join(", ")}.`,
      },
    },
    {},
  ),
  sheet: option<readonly string[]>(
    "list",
    {
      flags: "--sheet <NAME>",
      text: {
        id: 'lembar buku kerja yang dibaca (bawaan: semua yang tampak dan berkepala kolom); "*" juga yang tersembunyi; dapat diulang',
        en: 'sheet of a workbook to read (default: every visible one with a header); "*": the hidden ones too; repeatable',
      },
    },
    {},
    [],
  ),
  xlsx: option<boolean | null>(
    "switch",
    {
      flags: "--xlsx",
      text: {
        id: "tulis juga laporan.xlsx (bawaan: bila daftarnya buku kerja)",
        en: "write laporan.xlsx as well (default: where a list is a workbook)",
      },
    },
    { expected: { id: "Beri true atau false.", en: "Give true or false." } },
    null,
  ),
  "no-xlsx": flag({ flags: "--no-xlsx", config: false, text: { id: "tanpa laporan.xlsx", en: "without laporan.xlsx" } }),
  by: value({
    flags: "--by <PLACE>",
    text: { id: "satu buku kerja per desa (bawaan) atau kecamatan", en: "a workbook per desa (default) or kecamatan" },
    read: (text): "desa" | "kecamatan" | null => (text === "desa" || text === "kecamatan" ? text : null),
    expected: { id: "Beri desa atau kecamatan.", en: "Give desa or kecamatan." },
  }),
  only: value({
    flags: "--only <REPORTS>",
    text: {
      id: "hanya baris laporan ini: match, conflict, orphan, dipisahkan koma (bawaan: semua)",
      en: "rows of these reports only: match, conflict, orphan, separated by commas (default: all)",
    },
    read: readReports,
    expected: { id: "Beri match, conflict, atau orphan, dipisahkan koma.", en: "Give match, conflict or orphan, separated by commas." },
  }),
  desa: text({
    flags: "--desa <NAME>",
    text: { id: "desa bagi baris yang tidak menyebut desa", en: "village of rows that name none" },
  }),
  corrected: flag({
    flags: "--corrected",
    text: {
      id: "tulis daftarnya sendiri dengan NIK_DIPERBAIKI di samping NIK",
      en: "write the lists themselves with NIK_DIPERBAIKI beside the NIK",
    },
  }),
  save: option<string | null>(
    "value",
    {
      flags: "--save [FILE]",
      config: false,
      text: {
        id: "simpan pemetaan kolom ke berkas konfigurasi (bawaan: dtsen.config.json)",
        en: "save the mapping in a config file (default: dtsen.config.json)",
      },
    },
    { isPath: true, expected: aPath },
    null,
  ),
  day: value({
    flags: "--day <YYYY-MM-DD>",
    config: false,
    text: { id: "hari berita acara (bawaan: dikosongkan)", en: "day of the minute (default: left open)" },
    read: readDay,
    expected: {
      id: "Beri tanggal yang ada sebagai YYYY-MM-DD, misalnya 2026-11-27.",
      en: "Give a date that exists as YYYY-MM-DD, e.g. 2026-11-27.",
    },
  }),
  review: flag({
    flags: "--review",
    config: false,
    text: {
      id: "tulis halaman untuk memutuskan konflik (tinjau.html); memuat data orang",
      en: "write a page on which conflicts are decided (tinjau.html); it holds persons",
    },
  }),
  "no-berita-acara": flag({
    flags: "--no-berita-acara",
    text: { id: "tanpa halaman berita acara", en: "without the minute (berita acara)" },
  }),
  "min-cell": value({
    flags: "--min-cell <N>",
    text: {
      id: "untuk diumumkan: hitungan di bawah N ditulis <N, misalnya 5",
      en: "for publication: counts below N are printed as <N, e.g. 5",
    },
    read: wholeNumber(2, 100),
    expected: { id: "Beri bilangan dari 2 sampai 100.", en: "Give a number from 2 to 100." },
  }),
  row: value({
    flags: "--row <N>",
    config: false,
    text: { id: "nomor baris seperti di lembar kerja", en: "the row as a spreadsheet numbers it" },
    read: wholeNumber(1, 999_999_999),
    expected: { id: "Beri nomor baris mulai dari 1.", en: "Give the number of a row, from 1." },
  }),
  with: paths({
    flags: "--with <FILE>",
    config: false,
    text: {
      id: "daftar lain dari padanan yang sama; dapat diulang",
      en: "another list of the same run; repeatable",
    },
  }),
  truth: path({
    flags: "--truth <FILE>",
    config: false,
    text: {
      id: "kebenaran: source_file, source_row, dtsen_row atau dtsen_nik; atau sampel yang sudah diperiksa; atau keputusan.csv",
      en: "the truth: source_file, source_row, dtsen_row or dtsen_nik; or a reviewed sample; or keputusan.csv",
    },
  }),
  sample: value({
    flags: "--sample <N>",
    config: false,
    text: { id: "ambil N baris untuk diperiksa", en: "draw N rows for review" },
    read: wholeNumber(1, 9_999_999),
    expected: { id: "Beri jumlah baris, misalnya 300.", en: "Give a number of rows, e.g. 300." },
  }),
  model: path({ flags: "--model <FILE>", text: { id: "berkas model hasil dtsen train", en: "model file made by dtsen train" } }),
  workers: value({
    flags: "--workers <N>",
    text: {
      id: "jumlah utas kerja di samping utas yang membaca dan menulis (bawaan: menurut beban; daftar pendek dan ekstrak kecil tanpa)",
      en: "worker threads beside the one that reads and writes (default: as the work is worth; none for a short list or a small extract)",
    },
    read: wholeNumber(1, MOST_WORKERS),
    expected: { id: `Beri bilangan dari 1 sampai ${MOST_WORKERS}.`, en: `Give a number from 1 to ${MOST_WORKERS}.` },
  }),
  "max-rejected": limit({
    flags: "--max-rejected <LIMIT>",
    text: {
      id: "batas baris yang tidak terbaca: jumlah atau persen, misalnya 1%",
      en: "limit on rows that cannot be read: a number or a share, e.g. 1%",
    },
  }),
  "max-orphan": limit({
    flags: "--max-orphan <LIMIT>",
    text: { id: "batas baris yang tidak ditemukan, misalnya 40%", en: "limit on rows that are not found, e.g. 40%" },
  }),
  "max-conflict": limit({
    flags: "--max-conflict <LIMIT>",
    text: { id: "batas baris yang bertentangan, misalnya 500", en: "limit on conflicting rows, e.g. 500" },
  }),
  "max-change": limit({
    flags: "--max-change <LIMIT>",
    text: { id: "batas orang atau baris yang berubah, misalnya 20%", en: "limit on persons or rows that changed, e.g. 20%" },
  }),
  list: path({
    flags: "--list <DIR>",
    config: false,
    text: {
      id: "tulis perubahan orang-orang pada laporan ini dan keluarganya",
      en: "write what changed for the persons of these reports and their families",
    },
  }),
  overlay: option<readonly OverlayOption[]>(
    "list",
    {
      flags: "--overlay <NAME=FILE>",
      text: {
        id: "tandai orang yang ada di daftar ini, misalnya meninggal=kematian.csv atau asn=pegawai.csv;keluarga; dapat diulang",
        en: "mark who is on this list, e.g. meninggal=kematian.csv or asn=pegawai.csv;keluarga; repeatable",
      },
    },
    {
      read: readOverlayOption,
      expected: { id: "Tulis NAMA=BERKAS, misalnya meninggal=kematian.csv.", en: "Write NAME=FILE, e.g. meninggal=kematian.csv." },
    },
    [],
  ),
  full: flag({
    flags: "--full",
    config: false,
    text: { id: "tampilkan nomor dan tanggal lengkap", en: "show numbers and dates in full" },
  }),
  near: flag({
    flags: "--near",
    config: false,
    text: {
      id: "bila nomornya tidak ada: cari juga yang berbeda satu angka atau dua angkanya tertukar",
      en: "where nobody has the number: also look for those that differ in one digit, or in two exchanged",
    },
  }),
  keep: flag({
    flags: "--keep",
    config: false,
    text: { id: "jangan bersihkan layar sesudahnya", en: "do not clear the screen afterwards" },
  }),
  purpose: text({
    flags: "--purpose <TEXT>",
    text: { id: "tujuan pencarian, untuk catatan akses", en: "purpose of the search, for the access log" },
  }),
  area: value({
    flags: "--area <AREA>",
    text: {
      id: "wilayah yang dihitung: desa (bawaan; yang ada baris padan), kecamatan, atau semua",
      en: "where to count: desa (default; villages with a matched row), kecamatan, or semua (all)",
    },
    read: (text) => (text === "desa" || text === "kecamatan" || text === "semua" ? text : null),
    expected: { id: "Beri desa, kecamatan, atau semua.", en: "Give desa, kecamatan or semua." },
  }),
  all: flag({
    flags: "--all",
    config: false,
    text: { id: "tulis semuanya, berapa pun barisnya", en: "write all of it, however many rows" },
  }),
  "max-review": limit({
    flags: "--max-review <LIMIT>",
    text: { id: "batas putusan petugas yang perlu ditinjau lagi, misalnya 20", en: "limit on rulings to be reviewed, e.g. 20" },
  }),
  program: text({
    flags: "--program <NAME>",
    text: {
      id: "bandingkan desil dengan batas program ini (pkh, sembako, pbi-jk, blts, atensi, atau dari konfigurasi); perlu --period",
      en: "hold deciles against this programme's limit (pkh, sembako, pbi-jk, blts, atensi, or of the config file); needs --period",
    },
  }),
  period: value({
    flags: "--period <YYYY-Qn>",
    text: { id: "triwulan bagi --program, misalnya 2026-T1", en: "quarter for --program, e.g. 2026-Q1" },
    read: readQuarterText,
    expected: { id: "Beri triwulan, misalnya 2026-T1.", en: "Give a quarter, e.g. 2026-Q1." },
  }),
  "desil-max": value({
    flags: "--desil-max <N>",
    text: { id: "bandingkan desil dengan batas ini", en: "hold deciles against this limit" },
    read: wholeNumber(1, 10),
    expected: { id: "Beri desil dari 1 sampai 10.", en: "Give a decile from 1 to 10." },
  }),
  decisions: path({
    flags: "--decisions <FILE>",
    text: {
      id: "berkas putusan petugas (bawaan decide: keputusan.csv)",
      en: "decisions file of officers' rulings (default of decide: keputusan.csv)",
    },
  }),
  officer: text({
    flags: "--officer <NAME>",
    text: { id: "nama petugas yang memutuskan", en: "name of the officer who has ruled" },
  }),
  final: flag({
    flags: "--final",
    config: false,
    text: { id: "putusan koordinator: berlaku walaupun petugas berbeda", en: "a coordinator's word: it stands though officers differ" },
  }),
  yes: flag({
    flags: "--yes",
    config: false,
    text: { id: "YA/BENAR/COCOK berarti SAMA, TIDAK/SALAH berarti BEDA", en: "YA/BENAR/COCOK mean SAMA, TIDAK/SALAH mean BEDA" },
  }),
  "forget-before": value({
    flags: "--forget-before <YYYY-MM-DD>",
    config: false,
    text: { id: "hapus putusan sebelum tanggal ini", en: "remove rulings older than this day" },
    read: readDay,
    expected: aDay,
  }),
  delimiter: value({
    flags: "--delimiter <CHAR>",
    text: {
      id: "pemisah kolom laporan: koma atau titik koma (bawaan: seperti daftar pertama)",
      en: "separator of the reports: comma or semicolon (default: as the first list)",
    },
    read: (text): ReportDelimiter | null => separators[text.toLowerCase()] ?? null,
    expected: { id: 'Beri "," atau ";" (atau koma, titik-koma).', en: 'Give "," or ";" (or comma, semicolon).' },
  }),
  each: flag({
    flags: "--each",
    text: {
      id: "folder laporan sendiri untuk tiap daftar, dan rekap-daftar.csv",
      en: "a folder of reports for each list, and rekap-daftar.csv",
    },
  }),
  check: flag({
    flags: "--check",
    config: false,
    text: {
      id: "periksa setiap byte, baris, dan kunci pencarian indeks",
      en: "test every byte, row and blocking key of the index",
    },
  }),
  overwrite: flag({
    flags: "--overwrite",
    config: false,
    text: {
      id: "ganti juga laporan yang sejak ditulis telah diubah orang",
      en: "also replace reports that a person has changed since they were written",
    },
  }),
  mask: flag({
    flags: "--mask",
    text: {
      id: "samarkan NIK, KK, dan tanggal lahir (laporan untuk diteruskan)",
      en: "mask NIK, family card and birth date (reports for passing on)",
    },
  }),
  paksa: flag({ flags: "--paksa", text: { id: "lanjutkan walaupun alat ini menolak", en: "go on where the tool would refuse" } }),
  json: flag({ flags: "--json", text: { id: "hasil sebagai JSON di stdout", en: "result as JSON on stdout" } }),
  quiet: flag({
    flags: "--quiet",
    text: {
      id: "tanpa kemajuan dan ringkasan; peringatan tetap ada, di stderr",
      en: "no progress and no summary; warnings stay, on stderr",
    },
  }),
  config: path({
    flags: "--config <FILE>",
    config: false,
    text: {
      id: "berkas konfigurasi (bawaan: dtsen.config.json bila ada)",
      en: "config file (default: dtsen.config.json where there is one)",
    },
  }),
  lang: value({
    flags: "--lang <LANG>",
    text: { id: "bahasa terminal dan laporan: id atau en", en: "language of terminal and reports: id or en" },
    read: (text): Lang | null => (isLang(text) ? text : null),
    expected: { id: "Beri id atau en.", en: "Give id or en." },
  }),
};

export type OptionName = keyof typeof options;
export const optionNames = Object.keys(options) as OptionName[];

/** Every command takes these as well. */
export const commonOptions = ["json", "quiet", "config", "lang"] as const satisfies readonly OptionName[];

/** Options of the config file, under their long names. */
export const configKeys = optionNames.filter((name) => optionSpec(name).config !== false);

/** Words people type for an option that is called otherwise here. */
export const otherNames: Readonly<Record<string, OptionName>> = {
  force: "paksa",
  output: "out",
  "out-dir": "out",
  folder: "out",
  database: "db",
  index: "db",
  threads: "workers",
  jobs: "workers",
  samarkan: "mask",
  bahasa: "lang",
  language: "lang",
  baris: "row",
  kolom: "map",
  silent: "quiet",
};

export function optionSpec(name: OptionName): OptionSpec<unknown> {
  return options[name];
}

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(options, name);
}

/** `max-orphan` as commander and the commands call it: `maxOrphan`. */
export function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

export type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;

/** The values a command gets of the options it takes, under their names in camel case. */
export type Given<Name extends OptionName> = {
  readonly [N in Name as Camel<N>]: (typeof options)[N] extends OptionSpec<infer Value> ? Value : never;
};

/** A date that exists, as text. */
function readDay(text: string): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month) ? text : null;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** `field=HEADER`. */
function readMapping(text: string): readonly [Field, string] | null {
  const at = text.indexOf("=");
  const field = text.slice(0, Math.max(0, at)).trim().toLowerCase();
  const header = text.slice(at + 1).trim();
  return at < 1 || header === "" || !(fields as readonly string[]).includes(field) ? null : [field as Field, header];
}
