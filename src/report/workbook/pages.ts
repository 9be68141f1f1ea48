/** Pages of a workbook that are read, not filled in: Ringkasan and Arti Kode. Pure. */
import type { Lang, Text } from "../../language.ts";
import { findingCodes, findingText } from "../../normalise/findings.ts";
import type { RejectionReason } from "../../normalise/record.ts";
import { statuses } from "../../resolve/status.ts";
import { countText, shareText } from "../numbers.ts";
import { rejectionTexts } from "../rejection.ts";
import { meaningOf, reportOf, statusText } from "../status.ts";
import { limitLines, personRows, rowCounts, warningTextsOf, type RunSummary } from "../summary.ts";
import { actionOf, inWorkbookWords } from "./officer-sheets.ts";
import type { Row, Sheet } from "./sheet-xml.ts";
import type { CellStyle } from "./styles-xml.ts";

const words = {
  title: { id: "Hasil pemadanan daftar dengan DTSEN", en: "The list matched against DTSEN" },
  how: { id: "Cara mengisi", en: "How to fill it in" },
  rows: { id: "Baris", en: "Rows" },
  rowsRead: { id: "Baris dibaca", en: "Rows read" },
  furniture: { id: "bukan data (judul, kepala kolom, jumlah, …)", en: "no data (titles, headers, sums, …)" },
  share: { id: "dari baris data", en: "of the data rows" },
  statuses: { id: "Status", en: "Status" },
  reasons: { id: "Alasan terbanyak", en: "Most frequent reasons" },
  extract: { id: "Ekstrak DTSEN", en: "DTSEN extract" },
  files: { id: "Berkas (SHA-256)", en: "Files (SHA-256)" },
  notes: { id: "Batas dan peringatan", en: "Limits and warnings" },
  decile: { id: "Desil kosong bukan berarti di atas batas.", en: "An empty decile does not mean above the limit." },
} satisfies Record<string, Text>;

const sheetOf = { match: "Padan", conflict: "Konflik", orphan: "Tidak Ditemukan", rejected: "Ditolak" } as const;

const howTo: Readonly<Record<Lang, readonly string[]>> = {
  id: [
    "1. Mulai dari lembar Konflik. Baca Penjelasan, bandingkan kolom (daftar) dengan kolom (DTSEN), lihat calon lain di lembar Calon.",
    "2. PUTUSAN: SAMA bila orangnya sama, BEDA bila bukan, TUNDA bila belum jelas. Untuk memilih calon kedua, isi PUTUSAN di lembar Calon.",
    "3. NIK BENAR: 16 angka dari KTP atau KK, bila NIK di daftar salah. DASAR: berkas yang dilihat. KETERANGAN bebas.",
    "4. Jangan mengubah kolom Kunci. Baris boleh diurutkan, disaring, dan disalin ke buku lain.",
    '5. Simpan, lalu: dtsen decide laporan.xlsx --decisions keputusan.csv --officer "Nama Petugas"',
    "Warna dan coretan tidak dibaca; hanya isi sel.",
  ],
  en: [
    "1. Begin with the sheet Konflik. Read the explanation, compare the columns (daftar) with (DTSEN), see the other candidates on Calon.",
    "2. PUTUSAN: SAMA for the same person, BEDA for another, TUNDA if it is open. To choose the second candidate, rule on the sheet Calon.",
    "3. NIK BENAR: the 16 digits of the ID or family card where the list's NIK is wrong. DASAR: the paper you saw. KETERANGAN is free.",
    "4. Leave the column Kunci as it is. Rows may be sorted, filtered and copied into another book.",
    '5. Save, then: dtsen decide laporan.xlsx --decisions keputusan.csv --officer "Officer\'s name"',
    "Colours and strike-through are not read; only what stands in the cells.",
  ],
};
const maskedHowTo: Text = {
  id: "Buku ini disamarkan (NIK, KK, dan tanggal lahir tidak lengkap): untuk dibaca dan diberi keterangan, bukan untuk putusan.",
  en: "This book is masked (NIK, family card and birth date are incomplete): to be read and noted on, not to be ruled on.",
};

export function howToLines(masked: boolean, lang: Lang): readonly string[] {
  return masked ? [maskedHowTo[lang]] : howTo[lang];
}

const MOST_REASONS = 15;

/** Ringkasan; the same for every day it is written on. */
export function summarySheet(summary: RunSummary, lang: Lang): Sheet {
  const counts = rowCounts(summary);
  const n = (count: number): string => countText(count, lang);
  const data = personRows(summary);
  const rows: Row[] = [{ cells: [words.title[lang]], style: "title" }];
  const heading = (text: string): void => void rows.push([], styled("heading", text, "", "", ""));
  heading(words.rows[lang]);
  rows.push(styled("bold", words.rowsRead[lang], n(counts.rowsRead)));
  for (const report of ["match", "conflict", "orphan", "rejected"] as const) {
    rows.push([sheetOf[report], n(counts[report]), data === 0 ? "" : `${shareText(counts[report] / data, lang)} ${words.share[lang]}`]);
  }
  rows.push([words.furniture[lang], n(counts.furniture)]);
  const parts = (["match", "conflict", "orphan", "rejected", "furniture"] as const).map((each) => n(counts[each]));
  rows.push([`${n(counts.rowsRead)} = ${parts.join(" + ")}`]);
  heading(words.how[lang]);
  for (const line of howToLines(summary.masked, lang)) rows.push([line]);
  heading(words.statuses[lang]);
  for (const status of statuses) {
    const count = summary.statuses[status] ?? 0;
    if (count > 0) rows.push([status, n(count), meaningOf(status, lang)]);
  }
  heading(words.reasons[lang]);
  const reasons = findingCodes.filter((code) => (summary.reasons[code] ?? 0) > 0).sort((a, b) => summary.reasons[b]! - summary.reasons[a]!);
  for (const code of reasons.slice(0, MOST_REASONS)) rows.push([code, n(summary.reasons[code]!), findingText(code)[lang]]);
  heading(words.extract[lang]);
  const { label, file, date, persons, coverage, inputs } = summary.index;
  rows.push([[label ?? file, date ?? ""].filter((text) => text !== "").join(", "), n(persons), coverage.join(", ")], [words.decile[lang]]);
  const notes = [...limitLines(summary, lang), ...warningTextsOf(summary, lang, date ?? "")];
  if (notes.length > 0) {
    heading(words.notes[lang]);
    for (const line of notes) rows.push([inWorkbookWords(line, lang)]);
  }
  heading(words.files[lang]);
  for (const list of summary.lists) rows.push([list.file, n(list.rowsRead), list.sha256 ?? ""]);
  for (const input of inputs) rows.push([input.file, "", input.sha256]);
  const widths = [44, 12, 90, 20];
  return { name: "Ringkasan", isPage: true, columns: widths.map((width) => ({ header: "", width })), rows };
}

const codeWords = {
  code: { id: "Kode", en: "Code" },
  sheet: { id: "Lembar", en: "Sheet" },
  meaning: { id: "Arti", en: "Meaning" },
  action: { id: "Yang dilakukan", en: "What to do" },
} satisfies Record<string, Text>;

/** Every status, finding and reason of rejection. */
export function codesSheet(lang: Lang): Sheet {
  const style: CellStyle = "wrap";
  const columns = [
    { header: codeWords.code[lang], width: 28 },
    { header: codeWords.sheet[lang], width: 18 },
    { header: codeWords.meaning[lang], width: 70, style },
    { header: codeWords.action[lang], width: 60, style },
  ];
  const rows: Row[] = statuses.map((status) => [
    status,
    sheetOf[reportOf(status)],
    inWorkbookWords(statusText(status).meaning[lang], lang),
    actionOf(status, lang),
  ]);
  for (const code of findingCodes) rows.push([code, "", findingText(code)[lang], ""]);
  for (const [reason, text] of Object.entries(rejectionTexts)) rows.push([reason, sheetOf.rejected, text[lang], ""]);
  return { name: "Arti Kode", columns, rows };
}

const rejectedWords = {
  reason: { id: "Alasan", en: "Reason" },
  meaning: { id: "Penjelasan", en: "Explanation" },
  detail: { id: "Rincian", en: "Detail" },
} satisfies Record<string, Text>;

export function rejectedColumns(lang: Lang): Sheet["columns"] {
  return [
    { header: "No", width: 6 },
    { header: rejectedWords.reason[lang], width: 26, style: "rejected" },
    { header: rejectedWords.meaning[lang], width: 60, style: "wrap" },
    { header: rejectedWords.detail[lang], width: 40, style: "wrap" },
    { header: "Asal", width: 40 },
  ];
}

export function rejectedRow(number: number, reason: string, detail: string, origin: string, lang: Lang): string[] {
  return [String(number), reason, rejectionTexts[reason as RejectionReason]?.[lang] ?? "", detail, origin];
}

function styled(style: CellStyle, ...cells: string[]): Row {
  return { cells, style };
}
