/**
 * Rows that belong to the sheet and not to the list. A row that may hold a person is a row: a number of sixteen digits, a running
 * number before a name, a name beside anything else. What is furniture is said by whole words. Pure.
 */
import type { FurnitureKind } from "../normalise/record.ts";
import { readHeader } from "./aliases.ts";
import { repeatsHeader, translatesHeader } from "./header.ts";
import { isOfSheetWords } from "./sheet-words.ts";

export interface RowContext {
  /** The header's rows as they stand. */
  readonly headerRows: readonly (readonly string[])[];
  /** Columns, or −1. */
  readonly nameAt: number;
  readonly numberAt: number;
  readonly cardAt: number;
  /** Column of the running number, or −1. */
  readonly serialAt: number;
}

const SUBTOTAL = /^(?:sub\s*-?\s*|grand\s*)?(?:total|jumlah|jml)\b(?!.*\d{10})/i;
/** What stands over a signature, whatever the column. A single word that is somebody's name (KASI, KETUA, CAMAT) is not enough. */
const OFFICE =
  /^(?:(?:yang\s+)?(?:mengetahui|menyetujui|disahkan|ditetapkan|disetujui|diketahui)\b|(?:dibuat|disusun)\s+(?:oleh|di)\b|tanda\s*tangan\b|t\.?\s?t\.?\s?d\.?(?:\s|$)|ni[pk]p?\s*[.:]*\s*\d|n[ir]p\s*[.:]+|nrp\s*[.:]*\s*\d|(?:plt\.?\s*|pj\.?\s*|a\.?\s?n\.?\s*|u\.?b\.?\s*)?(?:(?:kepala|sekretaris|ketua|bendahara|kasi|kaur|kasubbag|kabid|kadis|operator|petugas|pendamping|koordinator|tksk)\s+(?:desa|dinas|seksi|bidang|urusan|dusun|lingkungan|kelurahan|kecamatan|camat|daerah|rt|rw|tim|panitia|bpd|lpm|pkk|pkh|bpnt|tksk|sosial|kesra|pemerintahan|pelayanan|umum|keuangan|data|kabupaten|kota|program|lapangan|suku|bagian)\b|(?:lurah|camat|bupati|wali\s*kota|gubernur)\s+\w+))/i;
/** Words that make no name of what a subtotal counts: `JUMLAH SARI` is somebody, `JUMLAH PENERIMA` is none. */
const COUNTED =
  /^(?:sub\s*-?\s*|grand\s*)?(?:total|jumlah|jml)\b[\s.:=]*(?:(?:kpm|penerima|manfaat|orang|jiwa|keluarga|kk|rt|rw|dusun|desa|kelurahan|kecamatan|keseluruhan|total|semua|seluruh(?:nya)?|se|dipindahkan|pindahan|halaman|ini|rp|dana|bantuan|uang|anggaran|data|laki|perempuan|umum|akhir|sementara|l|p|[ivx]+|\d[\d.,]*)\b[\s.:=/-]*)*$/i;
/** A sum in words, and how many there are: `TERBILANG: TIGA RATUS RIBU RUPIAH`, `12 KPM`. */
const IN_WORDS =
  /^(?:terbilang\b.*|\(?(?:(?:se)?(?:puluh|belas|ratus|ribu|juta)|nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|mili?[ay]a?r|\s)+rupiah\b[\s)#.,=-]*)$/i;
const COUNT =
  /^[=:\s]*\d[\d.]*\s*(?:\([\p{L}\s]+\)\s*)?(?:orang|kpm|kk|jiwa|keluarga|kepala\s+keluarga|penerima|warga|penduduk|anak|balita|lansia|data|baris|nama|siswa|santri)(?:\s+(?:penerima|manfaat|bantuan))*[\s.]*$/iu;
const AMOUNT = /^(?:rp\.?)?[\d.,\s-]+$/i;
/** How a column is to be filled in, or of which type it is, under its header. */
const INSTRUCTION =
  /^\(?(?:wajib(?:\s+(?:di)?isi)?|opsional|boleh\s+kosong|diisi|harus\s+diisi|tidak\s+wajib|pilihan|teks|text|angka|numerik|tanggal|huruf\s+kapital|required|optional|(?:n?var)?char(?:\(\d+\))?|string|date(?:time)?|timestamp|(?:big|small)?int(?:eger)?(?:\(\d+\))?|numeric(?:\([\d,]+\))?)\)?\*?$/i;
const DOTS = /^\(?\s*[._…\s]{4,}\s*\)?$/;
/** Whoever signs, under the line or in its place. */
const SIGNER = /^\(\s*[\p{L}][\p{L}\s.,'-]{2,50}\s*\)$/u;
const SIGNATURE =
  /^(?:mengetahui|menyetujui|disahkan|ditetapkan|dibuat|tanda\s*tangan|ttd|nip|nrp|(?:plt\.?\s*|pj\.?\s*)?(?:kepala|lurah|camat|bupati|wali\s*kota|sekretaris|ketua|kasi|kaur|operator|petugas|pendamping))\b/i;
/** `NO KK : … NAMA KK : …`, `Catatan : …`, `Tahun Anggaran: 2026`. */
const LABEL =
  /^(?:no\.?|nomor|nama|alamat|catatan|keterangan|ket|sumber|nb|note|perhatian|tahun|tahap|periode|bulan|program|tanggal|hari|halaman|hal|desa|kelurahan|kec(?:amatan)?|kab(?:upaten)?|provinsi|rt|rw|dusun|lampiran|perihal|jenis|jumlah|n?kk|kepala\s+keluarga|kep\.?\s*kel|pendamping|petugas|bank|posyandu|kelompok|lingkungan|jorong|nagari|gampong|kampung|banjar|blok|lokasi|tempat|waktu|pukul|petunjuk|cadangan|tembusan|contoh|cth|misal(?:nya)?)\b[^:=]{0,30}[:=]/i;
/** A row that shows how others are to be filled in. */
const EXAMPLE = /^\(?(?:contoh|cth|misal(?:nya)?)\s*[:.)=-]/i;
/** `NO KK` | `3201…` | `KEPALA KELUARGA` | …: over the members of a card, labels in cells of their own. */
const CARD_LABEL = /^(?:no(?:mor)?\.?\s*)?(?:n?kk|kartu\s+keluarga)\.?\s*[:=]?$/i;
const HEAD_LABEL = /^(?:nama\s+)?(?:kepala\s+keluarga|kk)\s*[:=]?$/i;
const NOTE = /^\*+\s*\)?|^\(\*+\)|^#+\s/;
/** A heading in words of place, paper or time, whole and followed by more of the kind. */
const HEADING =
  /^(?:[ivx]{1,4}[.)]\s*|[a-h][.)]\s*)?(?:(?:kelompok|klp|cluster|gugus)\.?\s+\w|(?:daftar|lampiran|rekap(?:itulasi)?|pemerintah|formulir|laporan)\s+\w|data\s+(?:penerima|kpm|warga|penduduk|keluarga|calon|usulan|bansos|bantuan|pkh|bpnt|blt|terpadu|dtks|dtsen|desa|kelurahan)\b|(?:(?:desa|kelurahan|kecamatan|kabupaten|kota|provinsi|dusun|dsn|lingkungan|dukuh|kampung|nagari|jorong|banjar|gampong|pekon)(?:\s+|\s*:\s*)|(?:kel|kec|kab|prov|dsn|kp)\.\s*)[a-z0-9]|(?:dinas|badan|kantor|kementerian)\s+\w+|r\.?[tw]\.?\s*[:.]?\s*\d|tahun\s*(?:anggaran\s*)?:?\s*\d{4}|(?:tahap|termin|triwulan|semester|gelombang)\s*:?\s*(?:\d+|[ivx]+)\b|bulan\s*:?\s*(?:januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember)\b|periode\s*:?\s*\w+|nomor\s*:|tanggal\s*:?\s*\d|hal(?:aman)?\.?\s*:?\s*\d|(?:program|bantuan)\s+(?:keluarga|sembako|pangan|sosial|langsung|tunai|pkh|bpnt|blt)\b|perihal\b|(?:sumber|catatan|keterangan)\s*(?:data)?\s*:)/i;
/** What numbers a heading: `A.`, `II`. */
const ORDINAL = /^(?:[ivx]{1,4}|[a-h])[.)]?$/i;
/** `WANAJAYA, 12 JANUARI 2026`, over a signature. */
const DATELINE =
  /^[\p{L}\s.'-]{3,40},\s*(?:tgl\.?\s*|tanggal\s*)?[\d._…\s]{0,6}[-/\s]*(?:januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember|[\d._…]{1,6})[-/\s]*(?:20[12]\d|20[._…]{2,4}|[._…]{4,})$/iu;
/** In the column of names: a header. */
const NAME_HEADER = /\b(?:nama|name)\b/i;
/** Longer is no title, label or signature. */
const LONGEST_TEXT = 300;
const COUNT_ALONE = /^\s*\d{1,3}(?:\.?\d{3})?\s*$/;
const LONG_NUMBER = /\d[\d.\s]{9,}/;

/** The kind of furniture a record is, or null where it is a row. */
export function furnitureKind(cells: readonly string[], context: RowContext): FurnitureKind | null {
  let filled = 0;
  let first = -1;
  for (let at = 0; at < cells.length; at++) {
    if (cells[at]!.trim() === "") continue;
    if (first < 0) first = at;
    filled++;
    // The ordinary row: filled, and not beginning like numbering, header, label or subtotal.
    if (filled === 4 && isOrdinary(cells[first]!, first, context) && !NAME_HEADER.test(cells[context.nameAt] ?? "")) return null;
  }
  if (filled === 0 || (filled < 4 && !cells.some((cell) => /[\p{L}\p{N}._…]/u.test(cell)))) return "kosong";
  if (filled >= 4 && !cells.some((cell) => /[\p{L}\p{N}]/u.test(cell))) return "kosong";
  if (repeatsHeader(cells, context.headerRows) || translatesHeader(cells, context.headerRows)) return "kepala";
  if (isNumbering(cells, filled)) return "penomoran";
  return sheetWords(cells, filled, first, context);
}

/** Rows below an office or a line to sign on within which its holder's name stands. */
const SIGNING_ROWS = 8;

/**
 * The kinds of consecutive records, with what a record alone does not tell: under a signature a bare name is whoever signs, and under
 * headings that name nobody (NO, DESA, JUMLAH) stands a summary. A list of nothing but names has no bare ones.
 */
export class Signing {
  private readonly context: RowContext;
  private left = 0;
  /** Columns of the headings of the summary that the record is in. */
  private summary: readonly number[] | null = null;

  constructor(context: RowContext) {
    this.context = context;
  }

  kindOf(cells: readonly string[]): FurnitureKind | null {
    if (isHeadingNobody(cells) && !repeatsHeader(cells, this.context.headerRows)) {
      this.summary = cells.flatMap((cell, at) => (cell.trim() === "" ? [] : [at]));
      return "kepala";
    }
    const own = furnitureKind(cells, this.context);
    // The summary ends where the list's header stands again, or at a gap or a title.
    if (own === "kepala" || own === "kosong" || own === "judul") this.summary = null;
    const kind = own ?? this.kindInSummary(cells);
    this.left = kind === "tanda-tangan" ? SIGNING_ROWS : kind === null && !this.isBareName(cells) ? 0 : this.left - 1;
    return kind === null && this.left >= 0 && this.isBareName(cells) ? "tanda-tangan" : kind;
  }

  private kindInSummary(cells: readonly string[]): FurnitureKind | null {
    const { nameAt, serialAt } = this.context;
    const { summary } = this;
    if (summary === null) return null;
    // Words where names stand may be a name, but for a row that fills the summary's columns alone, one of them with a count.
    const isCounted =
      cells.every((cell, at) => cell.trim() === "" || summary.includes(at)) &&
      cells.some((cell, at) => at !== serialAt && COUNT_ALONE.test(cell));
    if ((isCounted || !/\p{L}/u.test(cells[nameAt] ?? "")) && !cells.some((cell) => LONG_NUMBER.test(cell))) return "jumlah";
    this.summary = null;
    return null;
  }

  private isBareName(cells: readonly string[]): boolean {
    const { nameAt, numberAt, cardAt, serialAt } = this.context;
    if (nameAt < 0 || (numberAt < 0 && cardAt < 0 && serialAt < 0)) return false;
    return cells.every((cell, at) => (cell.trim() === "") !== (at === nameAt));
  }
}

/** Column names, of no person's name or number among them: `NO`, `DESA`, `JUMLAH`. */
function isHeadingNobody(cells: readonly string[]): boolean {
  // Nearly all rows hold a digit early on.
  if (cells.some((cell) => /\d/.test(cell))) return false;
  const filled = cells.filter((cell) => cell.trim() !== "");
  if (filled.length < 2) return false;
  return filled.every((cell) => {
    const reading = readHeader(cell);
    return reading !== null && reading.rank < 3 && !["nik", "nama", "nokk"].includes(reading.meaning);
  });
}

function isOrdinary(cell: string, first: number, { headerRows }: RowContext): boolean {
  const text = cell.trim();
  if (
    /^\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[).]?$/i.test(text) ||
    !/[\p{L}\p{N}]/u.test(text) ||
    INSTRUCTION.test(text) ||
    SUBTOTAL.test(text) ||
    LABEL.test(text) ||
    CARD_LABEL.test(text)
  )
    return false;
  // Nearly all differ in length, and are then not spelled out in small letters.
  return !headerRows.some((row) => {
    const name = (row[first] ?? "").trim();
    return name.length === text.length && name.toLowerCase() === text.toLowerCase();
  });
}

function sheetWords(cells: readonly string[], filled: number, first: number, context: RowContext): FurnitureKind | null {
  const { nameAt, numberAt, cardAt, serialAt } = context;
  const at = (column: number): string => (column < 0 ? "" : (cells[column] ?? "").trim());
  const texts = cells.map((cell) => cell.trim()).filter((cell) => cell !== "" && !AMOUNT.test(cell));
  const lead = texts[0] ?? "";
  if (texts.some((text) => text.length > LONGEST_TEXT)) return null;
  if (isLabels(cells, filled) || (filled > 1 && texts.length === filled && texts.every((text) => INSTRUCTION.test(text)))) return "judul";
  if (EXAMPLE.test(at(nameAt))) return "judul";
  if (cells.some((cell) => LONG_NUMBER.test(cell))) return filled <= 2 && /^(?:nip|nrp)\b/i.test(lead) ? "tanda-tangan" : null;
  const serial = at(serialAt);
  const isNumbered = /^\d{1,6}[.)]?$/.test(serial);
  const isCount = texts.length === 1 && COUNTED.test(lead);
  if (SUBTOTAL.test(lead) && (!isNumbered || COUNTED.test(lead)) && texts.length <= 2 && (first !== nameAt || filled <= 2 || isCount))
    return "jumlah";
  if (!isNumbered && filled <= 2 && texts.length > 0 && texts.every((text) => IN_WORDS.test(text) || COUNT.test(text))) return "jumlah";
  // A running number and nothing else was printed beforehand; with anything else it is somebody's.
  if (isNumbered) return filled === 1 ? "kosong" : null;
  // Words in the column of numbers are no number: whoever signs stands where there is room.
  const hasIdentity = at(nameAt) !== "" || /\d/.test(at(numberAt)) || /\d/.test(at(cardAt));
  if (filled === 1 && (DOTS.test(cells[first]!) || OFFICE.test(lead) || SIGNER.test(lead))) return "tanda-tangan";
  if (filled === 2 && ORDINAL.test(lead) && HEADING.test(texts[1] ?? "")) return "judul";
  if (filled <= 2 && texts.every((text) => HEADING.test(text) || DATELINE.test(text) || NOTE.test(text) || isPartOfHeading(text, lead)))
    return texts.length > 0 && (filled === 1 || HEADING.test(lead) || DATELINE.test(lead) || NOTE.test(lead)) ? "judul" : null;
  if (filled <= 3 && texts.length > 0 && texts.every((text) => OFFICE.test(text) || DOTS.test(text) || DATELINE.test(text)))
    return "tanda-tangan";
  const arePeopleNumbered = numberAt >= 0 || cardAt >= 0 || serialAt >= 0;
  if (filled === 1 && first === nameAt && (!/\p{L}/u.test(cells[first]!) || isOfSheetWords(lead, arePeopleNumbered))) return "judul";
  if (hasIdentity) return null;
  if (filled === texts.length && filled <= 3 && nameAt >= 0 && serialAt >= 0) return filled === 1 ? "judul" : "tanda-tangan";
  if (filled <= 3 && texts.some((text) => SIGNATURE.test(text) || OFFICE.test(text) || DOTS.test(text))) return "tanda-tangan";
  return filled === 1 && texts.length === 1 ? "judul" : null;
}

/** `KECAMATAN` | `SUKAMAKMUR`: the value beside its heading. */
function isPartOfHeading(text: string, lead: string): boolean {
  return (
    text !== lead &&
    /^(?:desa|kelurahan|kecamatan|kabupaten|kota|provinsi|dusun|tahun|tahap|periode|bulan|program|sumber)\s*:?$/i.test(lead)
  );
}

/** Labels with what they label: every filled cell is one, or stands behind one. */
function isLabels(cells: readonly string[], filled: number): boolean {
  if (filled > 8) return false;
  let labels = 0;
  let isOpen = false;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === "") continue;
    if ((labels === 0 && filled > 1 && CARD_LABEL.test(text)) || (labels > 0 && !isOpen && HEAD_LABEL.test(text))) {
      labels++;
      isOpen = true;
    } else if (LABEL.test(text)) {
      labels++;
      isOpen = /[:=]$/.test(text);
    } else if (isOpen) isOpen = false;
    else return false;
  }
  return labels > 0;
}

/** Of a number. */
const BOXES = 16;

/** `1 2 3 …`, `(1) (2) (3) …`, `a b c …` or `I II III …` under the header. */
function isNumbering(cells: readonly string[], filled: number): boolean {
  if (filled < 3 || (filled < BOXES && filled * 10 < cells.length * 6)) return false;
  let last = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === "") continue;
    const place = placesOf(/^\(?([a-z\d]{1,5})[).]?$/i.exec(text)?.[1] ?? "").find((each) => each > last && each <= last + 2);
    // Boxes are counted anew under each number.
    const next = place ?? (last === BOXES && text === "1" ? 1 : undefined);
    if (next === undefined) return false;
    last = next;
  }
  return true;
}

const ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split(" ");

/** What a column may be numbered by: 3, C or III; I is the first and the ninth. */
function placesOf(text: string): readonly number[] {
  if (/^\d+$/.test(text)) return text.length <= 3 ? [Number(text)] : [];
  const roman = ROMAN.indexOf(text.toUpperCase()) + 1;
  return text.length === 1 ? [roman, text.toUpperCase().charCodeAt(0) - 64] : [roman];
}
