/** What a run of `dtsen match` found, as text that visibly adds up and as `summary.json`. */
import { shown } from "../shown.ts";
import type { Lang, Text } from "../language.ts";
import { limitText, type DecileLimit } from "../programmes/programmes.ts";
import { eligibilities, type Eligibility } from "../resolve/eligibility.ts";
import { findingCodes, type FindingCode } from "../normalise/findings.ts";
import type { FurnitureKind, RejectionReason } from "../normalise/record.ts";
import { statuses, type Status } from "../resolve/status.ts";
import type { ReportDelimiter } from "./csv.ts";
import { maskText } from "./mask.ts";
import { countText, percentText, shareText, tenthsOf } from "./numbers.ts";
import type { RulingCounts } from "../rulings/outcome.ts";
import type { CrossedLimit, Limited } from "./limits.ts";
import type { Recap } from "./recap.ts";
import type { ListPart } from "./list-part.ts";
import type { FileState } from "./report-files.ts";
import { workbookNotes, workbookObject, type WorkbookFacts } from "./workbook-notes.ts";
import { reportOf, rowReports, statusesOf } from "./status.ts";

export interface ListSummary {
  /** Base name, `-` for standard input. */
  readonly file: string;
  /** Of its bytes; `null` for standard input. */
  readonly sha256: string | null;
  readonly rowsRead: number;
  /** Whether a spreadsheet cut the NIKs of the whole file (NIK_TERPOTONG_EXCEL). */
  readonly nikTruncated: boolean;
  /** Whether a column of names was recognised. */
  readonly named: boolean;
}

export interface IndexSummary {
  /** Base name. */
  readonly file: string;
  readonly label: string | null;
  /** `YYYY-MM-DD`, as the officer gave it. */
  readonly date: string | null;
  readonly persons: number;
  /** Regencies present, e.g. `32.01` or a name. */
  readonly coverage: readonly string[];
  /** Edition of the region table. */
  readonly regionEdition: string;
  /** The extract has no rows of families: no decile is known. */
  readonly withoutFamilies: boolean;
  /** The files it was made from. */
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
}

/** Everything a summary tells; counts are complete: what is not there was not met. */
export interface RunSummary {
  /** The tool's version. */
  readonly version: string;
  readonly normaliser: number;
  readonly lists: readonly ListSummary[];
  readonly index: IndexSummary;
  /** Records of all lists, counted by the reader, apart from the counts below. */
  readonly rowsRead: number;
  readonly statuses: Readonly<Partial<Record<Status, number>>>;
  readonly rejected: Readonly<Partial<Record<RejectionReason, number>>>;
  readonly furniture: Readonly<Partial<Record<FurnitureKind, number>>>;
  /** Where the furniture stands, in input order. */
  readonly furnitureRows: readonly { readonly file: string; readonly row: number; readonly kind: FurnitureKind }[];
  readonly reasons: Readonly<Partial<Record<FindingCode, number>>>;
  /** Rows whose search was cut because a block was too large; none of them is in `match.csv` on that account. */
  readonly cappedRows: number;
  /** Rows for whom nobody was found at first, and who were searched for by looser ways. */
  readonly widelySearched: number;
  /** Estimated share of those who are in the extract whom no way of searching led to, 0 to 1; `null` where too few tell. */
  readonly lostShare: number | null;
  /** Expected share of wrong rows in `match.csv`, 0 to 1; `null` where it has no rows. */
  readonly expectedWrongShare: number | null;
  /** Whether the model's probabilities were calibrated against known truth. */
  readonly calibrated: boolean;
  /** Base name of the model file; `null`: the shipped model. */
  readonly model: string | null;
  /** Limit the deciles were held against; absent or `null`: none. */
  readonly decileLimit?: DecileLimit | null;
  /** What became of officers' rulings; absent or `null`: no decisions file was given. */
  readonly decisions?: DecisionsSummary | null;
  readonly overlays?: readonly OverlaySummary[];
  /** What the limit says of the people in `match.csv`, and of the best candidates in `conflict.csv`. */
  readonly eligible: Recap["eligible"];
  /** What the reports are separated by. */
  readonly delimiter: ReportDelimiter;
  /** Lists that are workbooks. */
  readonly workbooks: readonly WorkbookFacts[];
  /** How the own columns of the lists are read again, per header. */
  readonly parts: readonly ListPart[];
  readonly masked: boolean;
  /** `--paksa` was given. */
  readonly forced: boolean;
}

/** What an overlay has marked. */
export interface OverlaySummary {
  readonly name: string;
  readonly file: string;
  readonly rows: number;
  /** Its rows whose NIK cannot serve. */
  readonly unusable: number;
  readonly marked: number;
  readonly doubtful: number;
  readonly families: number;
}

export interface DecisionsSummary {
  /** Base name. */
  readonly file: string;
  /** Lines that hold a ruling. */
  readonly lines: number;
  /** Lines that could not be used, by their rows in the file. */
  readonly faultyRows: readonly number[];
  readonly counts: RulingCounts;
  /** Rows to be reviewed that are in `match.csv` by themselves. */
  readonly overtaken: number;
}

/** Everything in `summary.json` that differs between two runs over the same inputs. */
export interface RunTimes {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly seconds: number;
}

export interface RowCounts {
  readonly rowsRead: number;
  readonly match: number;
  readonly conflict: number;
  readonly orphan: number;
  readonly rejected: number;
  readonly furniture: number;
}

/**
 * Rows per report. Throws where they do not add up to the rows read: a row lost or written twice is a bug, and nothing may be
 * published over it.
 */
export function rowCounts(summary: Pick<RunSummary, "rowsRead" | "statuses" | "rejected" | "furniture">): RowCounts {
  const inReport = { match: 0, conflict: 0, orphan: 0 };
  for (const status of statuses) inReport[reportOf(status)] += summary.statuses[status] ?? 0;
  const counts = { rowsRead: summary.rowsRead, ...inReport, rejected: sumOf(summary.rejected), furniture: sumOf(summary.furniture) };
  if (counts.rowsRead !== counts.match + counts.conflict + counts.orphan + counts.rejected + counts.furniture) {
    throw new Error(`rows do not add up: ${JSON.stringify(counts)}`);
  }
  return counts;
}

/** Rows that hold persons: what every share is of. */
export function personRows(summary: Pick<RunSummary, "rowsRead" | "furniture">): number {
  return summary.rowsRead - sumOf(summary.furniture);
}

/** What limits are set on. */
export function limitedCounts(summary: RunSummary): Record<Limited, number> {
  const { rejected, orphan, conflict } = rowCounts(summary);
  return { rejected, orphan, conflict, review: summary.reasons.PUTUSAN_PERLU_DITINJAU ?? 0 };
}

export function sumOf(counts: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/* ---- warnings ---- */

export const warningTexts = {
  "overlay-unusable": {
    id: "baris daftar tanda yang NIK-nya tidak dapat dipakai (rusak oleh lembar kerja?); baris itu tidak menandai siapa pun.",
    en: "rows of the overlay have a NIK that cannot serve (ruined by a spreadsheet?); they mark nobody.",
  },
  "overlay-many": {
    id: "baris ditandai oleh daftar ini. Periksa apakah berkasnya benar.",
    en: "rows are marked by this overlay. Check that it is the right file.",
  },
  "all-orphan": {
    id: "hampir semua baris tidak ditemukan. Lebih mungkin ekstrak DTSEN-nya keliru, kolomnya salah dipetakan, atau NIK-nya rusak daripada semua orang tidak terdaftar. Periksa dengan: dtsen inspect DAFTAR",
    en: "nearly every row is an orphan. A wrong extract, a wrong column mapping or damaged NIKs are likelier than so many missing people. Check with: dtsen inspect LIST",
  },
  "outside-coverage": {
    id: "sebagian besar baris di luar cakupan ekstrak ini. Periksa apakah ekstrak DTSEN-nya dari kabupaten/kota yang benar.",
    en: "most rows lie outside the coverage of this extract. Check that it is the extract of the right regency.",
  },
  "nik-truncated": {
    id: "Excel mengubah digit terakhir NIK menjadi 0 di seluruh kolom. NIK di berkas ini tidak dipakai untuk mencari; minta berkas aslinya atau kolom NIK sebagai teks.",
    en: "Excel turned the last digit of the NIKs into 0 in the whole column. The NIKs of this file were not used as keys; ask for the original, or the NIK column as text.",
  },
  "nik-truncated-forced": {
    id: "Excel mengubah digit terakhir NIK menjadi 0 di seluruh kolom, dan --paksa memakainya juga. Periksa match.csv dengan hati-hati.",
    en: "Excel turned the last digit of the NIKs into 0 in the whole column, and --paksa used them all the same. Check match.csv with care.",
  },
  "nik-not-digits": {
    id: "baris yang NIK-nya memuat huruf atau tanda lain, misalnya bintang atau x karena disamarkan. NIK seperti itu tidak dapat dicari; minta daftar dengan NIK lengkap.",
    en: "rows have a NIK with letters or other characters in it, such as asterisks or x where it is masked. Such a NIK cannot be looked up; ask for the list with full NIKs.",
  },
  "no-names": {
    id: 'tidak ada kolom nama, sehingga hanya nomornya yang dibandingkan: padan berarti nomor itu ada di DTSEN, bukan bahwa orangnya sama. Bila kolomnya ada, sebutkan, misalnya --map nama="NAMA KRT". Lihat kolomnya dengan: dtsen inspect DAFTAR',
    en: 'there is no column of names, so that nothing but the number was compared: a match says that the number is in DTSEN, not that it is this person. If there is one, name it, e.g. --map nama="NAMA KRT". See the columns with: dtsen inspect LIST',
  },
  "capped-blocks": {
    id: "baris calonnya terlalu banyak sehingga pencarian dibatasi; paling tinggi berstatus PERLU_CEK.",
    en: "rows had too many candidates and their search was limited; they can at most be PERLU_CEK.",
  },
  "no-families": {
    id: "ekstrak ini tidak memuat berkas keluarga; desil tidak diketahui untuk siapa pun.",
    en: "this extract has no family file; nobody's decile is known.",
  },
  "many-rejected": {
    id: "lebih dari 1 % baris tidak dapat dibaca. Lihat rejected.csv.",
    en: "more than 1 % of the rows could not be read. See rejected.csv.",
  },
  "stale-index": {
    id: "ekstrak DTSEN ini sudah lebih dari satu triwulan. Desil dan keanggotaan keluarga dapat berubah; mintalah ekstrak terbaru.",
    en: "this DTSEN extract is more than a quarter old. Deciles and families may have changed; ask for the current one.",
  },
  uncalibrated: {
    id: "probabilitas model ini belum dikalibrasi; perkiraan kesalahan hanya perkiraan kasar.",
    en: "this model is not calibrated; the expected share of errors is a rough guide only.",
  },
} satisfies Record<string, Text>;
export type WarningCode = keyof typeof warningTexts;

export interface Warning {
  readonly code: WarningCode;
  /** What it is about: a file, or a number of rows. */
  readonly subject: string;
}

/** Below so many rows a list may well be all orphans. */
const FEW_ROWS = 10;
const NEARLY_ALL = 0.95;
/** An overlay that marks so many is likelier the wrong file. */
const MANY_MARKED = 0.4;
/** DTSEN is updated four times a year. */
const STALE_AFTER_MONTHS = 4;

/** What of the run should make an officer look twice. The same for every day it is run on. */
export function warningsOf(summary: RunSummary): Warning[] {
  const counts = rowCounts(summary);
  const rows = personRows(summary);
  const outside = summary.statuses.DI_LUAR_CAKUPAN ?? 0;
  const warnings: Warning[] = [];
  if (rows >= FEW_ROWS && counts.orphan >= NEARLY_ALL * rows) warnings.push({ code: "all-orphan", subject: shareOf(counts.orphan, rows) });
  if (rows >= FEW_ROWS && outside > rows / 2) warnings.push({ code: "outside-coverage", subject: shareOf(outside, rows) });
  for (const { file, nikTruncated, named } of summary.lists) {
    if (!named) warnings.push({ code: "no-names", subject: file });
    if (nikTruncated) warnings.push({ code: summary.forced ? "nik-truncated-forced" : "nik-truncated", subject: file });
  }
  const notDigits = summary.reasons.NIK_BUKAN_ANGKA ?? 0;
  if (notDigits > rows / 2) warnings.push({ code: "nik-not-digits", subject: shareOf(notDigits, rows) });
  if (summary.cappedRows > 0) warnings.push({ code: "capped-blocks", subject: String(summary.cappedRows) });
  if (counts.rejected > 0.01 * rows) warnings.push({ code: "many-rejected", subject: shareOf(counts.rejected, rows) });
  for (const { name, file, unusable, rows: lines, marked } of summary.overlays ?? []) {
    if (unusable > 0) warnings.push({ code: "overlay-unusable", subject: `${file} (${shareOf(unusable, lines)})` });
    if (rows >= FEW_ROWS && marked >= MANY_MARKED * rows)
      warnings.push({ code: "overlay-many", subject: `${name} (${shareOf(marked, rows)})` });
  }
  if (summary.index.withoutFamilies) warnings.push({ code: "no-families", subject: summary.index.file });
  if (!summary.calibrated && counts.match > 0) warnings.push({ code: "uncalibrated", subject: "match.csv" });
  return warnings;
}

function shareOf(part: number, whole: number): string {
  return `${part}/${whole}`;
}

/** Whether the extract of `date` is out of date on `today`, both `YYYY-MM-DD`. */
export function isStale(date: string, today: string): boolean {
  const months = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) + Number(day.slice(8, 10)) / 31;
  return months(today) - months(date) > STALE_AFTER_MONTHS;
}

/* ---- JSON ---- */

/** The object of `summary.json` and of `--json`. Keys are snake_case like the columns of the reports. */
export function summaryObject(
  summary: RunSummary,
  times: RunTimes,
  crossed: readonly CrossedLimit[],
  files: Readonly<Record<string, FileState>>,
): Record<string, unknown> {
  const counts = rowCounts(summary);
  const rows = personRows(summary);
  return {
    dtsen: summary.version,
    normaliser: summary.normaliser,
    times: { started_at: times.startedAt, finished_at: times.finishedAt, seconds: times.seconds },
    lists: summary.lists.map(({ file, sha256, rowsRead, nikTruncated }) => ({
      file,
      sha256,
      rows_read: rowsRead,
      nik_truncated: nikTruncated,
    })),
    index: {
      file: summary.index.file,
      label: summary.index.label,
      date: summary.index.date,
      persons: summary.index.persons,
      coverage: summary.index.coverage,
      region_edition: summary.index.regionEdition,
      without_families: summary.index.withoutFamilies,
      inputs: summary.index.inputs,
    },
    rows_read: counts.rowsRead,
    match: counts.match,
    conflict: counts.conflict,
    orphan: counts.orphan,
    rejected: counts.rejected,
    furniture: counts.furniture,
    person_rows: rows,
    statuses: Object.fromEntries(statuses.map((status) => [status, summary.statuses[status] ?? 0])),
    rejected_reasons: sorted(summary.rejected),
    furniture_kinds: sorted(summary.furniture),
    furniture_rows: summary.furnitureRows,
    reasons: Object.fromEntries(findingCodes.flatMap((code) => (summary.reasons[code] ? [[code, summary.reasons[code]]] : []))),
    capped_rows: summary.cappedRows,
    widely_searched_rows: summary.widelySearched,
    estimated_not_found_share: summary.lostShare,
    expected_wrong_share: summary.expectedWrongShare,
    calibrated: summary.calibrated,
    model: summary.model,
    decile_limit: summary.decileLimit ?? null,
    decisions: summary.decisions ? decisionsObject(summary.decisions) : null,
    kelayakan: summary.decileLimit ? summary.eligible : null,
    delimiter: summary.delimiter,
    overlays: (summary.overlays ?? []).map(({ name, file, rows, unusable, marked, doubtful, families }) => {
      return { name, file, rows, unusable, marked, doubtful, families };
    }),
    workbooks: summary.workbooks.map(workbookObject),
    parts: summary.parts.map(({ file, headerRow, titleVillage, columns, own, profile }) => ({
      file,
      header_row: headerRow,
      title_village: summary.masked ? maskText(titleVillage) : titleVillage,
      columns,
      own,
      profile,
    })),
    masked: summary.masked,
    forced: summary.forced,
    warnings: warningsOf(summary),
    limits_crossed: crossed.map(({ what, count, limit }) => ({
      limit: `max-${what}`,
      ...(limit.kind === "rows" ? { bound_rows: limit.rows } : { bound_share: limit.share }),
      rows: count,
      share: rows === 0 ? 0 : count / rows,
    })),
    files,
  };
}

function decisionsObject({ file, lines, faultyRows, counts, overtaken }: DecisionsSummary): Record<string, unknown> {
  const { same, different, number, changed, contradicting, mismatch, gone, pending, superseded, unused } = counts;
  return {
    file,
    lines,
    applied: same + different + number,
    same,
    different,
    right_nik: number,
    to_review: changed,
    settled_by_itself: overtaken,
    contradicting,
    right_nik_mismatch: mismatch,
    lapsed: gone,
    pending,
    superseded,
    unused,
    faulty_rows: faultyRows,
  };
}

function sorted(counts: Readonly<Partial<Record<string, number>>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts)
      .flatMap(([key, count]) => (count ? [[key, count] as const] : []))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/* ---- text ---- */

/** Colours of the closing text; each gives back its text, coloured or not. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  red(text: string): string;
}

const plain = (text: string): string => text;
export const noPaint: Paint = { bold: plain, dim: plain, green: plain, yellow: plain, red: plain };

const words = {
  index: { id: "Ekstrak", en: "Extract" },
  lists: { id: "Daftar", en: "List" },
  persons: { id: "orang", en: "persons" },
  coverage: { id: "cakupan", en: "coverage" },
  regions: { id: "tabel wilayah", en: "region table" },
  rowsRead: { id: "Baris dibaca", en: "Rows read" },
  furniture: { id: "bukan data", en: "furniture" },
  personRows: { id: "Baris berisi orang", en: "Rows with persons" },
  wrong: { id: "Perkiraan baris salah di match.csv", en: "Expected share of wrong rows in match.csv" },
  widely: { id: "Baris yang dicari lebih luas", en: "Rows searched more widely" },
  lost: {
    id: "Diperkirakan orang yang ada di DTSEN tetapi tidak ditemukan",
    en: "Estimated share of people who are in DTSEN and were not found",
  },
  of: { id: "dari", en: "of" },
  reports: { id: "Laporan ada di", en: "The reports are in" },
  undecided: { id: "calon terbaik, belum diputuskan", en: "best candidates, not decided" },
  limit: { id: "Batas desil", en: "Decile limit" },
  masked: {
    id: "Laporan disamarkan (--mask): NIK, KK, dan tanggal lahir tidak lengkap.",
    en: "The reports are masked (--mask): NIK, family card and birth date are incomplete.",
  },
  full: {
    id: "Laporan memuat NIK dan KK lengkap; untuk diteruskan, tulis dengan --mask.",
    en: "The reports hold full NIKs and family cards; to pass them on, write them with --mask.",
  },
  warning: { id: "Perhatian", en: "Warning" },
} satisfies Record<string, Text>;

/** Names of furniture, for the summary. */
export const furnitureTexts = {
  kosong: { id: "kosong", en: "blank" },
  judul: { id: "judul", en: "title" },
  kepala: { id: "kepala kolom", en: "header" },
  penomoran: { id: "penomoran", en: "numbering" },
  jumlah: { id: "jumlah", en: "subtotal" },
  "tanda-tangan": { id: "tanda tangan", en: "signature" },
} satisfies Record<FurnitureKind, Text>;

/**
 * `today`, `YYYY-MM-DD`, decides only whether the extract is called stale; `folder` is where the reports were written, as the
 * user named it.
 */
export function summaryText(summary: RunSummary, lang: Lang, today: string, paint: Paint = noPaint, folder: string | null = null): string {
  const counts = rowCounts(summary);
  const lines = [...sourceLines(summary, lang), "", ...table(summary, counts, lang, paint), "", equation(counts, lang)];
  // What an officer has ruled is no estimate.
  const estimated = counts.match - (summary.statuses.PADAN_PUTUSAN ?? 0);
  if (summary.expectedWrongShare !== null && estimated > 0) {
    const rows = summary.expectedWrongShare * estimated;
    lines.push(
      `${words.wrong[lang]}: ${shareText(summary.expectedWrongShare, lang, 3)} (${rows.toFixed(1).replace(".", lang === "id" ? "," : ".")} ${words.of[lang]} ${countText(estimated, lang)})`,
    );
  }
  if (summary.widelySearched > 0) lines.push(`${words.widely[lang]}: ${countText(summary.widelySearched, lang)}`);
  if (summary.lostShare !== null) lines.push(`${words.lost[lang]}: ${shareText(summary.lostShare, lang, 2)}`);
  lines.push(...limitLines(summary, lang));
  lines.push((summary.masked ? words.masked : words.full)[lang]);
  if (folder !== null) lines.push(`${words.reports[lang]}: ${folder}`);
  lines.push(...notesOf(summary, lang, paint));
  for (const warning of datedWarnings(summary, today)) lines.push(warningLine(warning, lang, paint));
  return `${lines.join("\n")}\n`;
}

/** What was held against a limit, what became of the rulings, and whom other lists mark. */
export function limitLines(summary: RunSummary, lang: Lang): string[] {
  const { decileLimit, decisions, overlays = [] } = summary;
  return [
    ...(decileLimit ? limitLine(decileLimit, summary, lang).split("\n") : []),
    ...(decisions ? decisionLines(decisions, lang) : []),
    ...(overlays.length > 0 ? [overlayLine(overlays, lang)] : []),
  ];
}

/** `Tanda: meninggal 41, asn 7 (2 ragu)` */
function overlayLine(overlays: readonly OverlaySummary[], lang: Lang): string {
  const id = lang === "id";
  const parts = overlays.map(({ name, marked, doubtful, families }) => {
    const notes = [
      ...(doubtful > 0 ? [`${countText(doubtful, lang)} ${id ? "ragu" : "doubtful"}`] : []),
      ...(families > 0 ? [`${countText(families, lang)} ${id ? "keluarga" : "families"}`] : []),
    ];
    return `${name} ${countText(marked, lang)}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
  });
  return `${id ? "Tanda" : "Marks"}: ${parts.join(", ")}`;
}

/** What became of the rulings; and of lines that a spreadsheet has damaged, where they stand. */
function decisionLines({ file, faultyRows, counts, overtaken }: DecisionsSummary, lang: Lang): string[] {
  const id = lang === "id";
  const { same, different, number, changed, contradicting, mismatch, gone, pending, unused } = counts;
  const count = (rows: number): string => countText(rows, lang);
  const kinds = [`${count(same)} SAMA`, `${count(different)} BEDA`, ...(number > 0 ? [`${count(number)} NIK BENAR`] : [])].join(", ");
  const parts = id
    ? [
        `${count(same + different + number)} berlaku (${kinds})`,
        `${count(changed)} perlu ditinjau${overtaken > 0 ? ` (${count(overtaken)} selesai sendiri)` : ""}`,
        `${count(contradicting)} bertentangan`,
        ...(mismatch > 0 ? [`${count(mismatch)} NIK BENAR tidak cocok`] : []),
        ...(pending > 0 ? [`${count(pending)} ditunda`] : []),
        `${count(gone)} tidak berlaku lagi`,
        `${count(unused)} tidak terpakai`,
      ]
    : [
        `${count(same + different + number)} applied (${kinds})`,
        `${count(changed)} to review${overtaken > 0 ? ` (${count(overtaken)} settled by themselves)` : ""}`,
        `${count(contradicting)} contradicting`,
        ...(mismatch > 0 ? [`${count(mismatch)} right NIKs that do not fit`] : []),
        ...(pending > 0 ? [`${count(pending)} put off`] : []),
        `${count(gone)} lapsed`,
        `${count(unused)} unused`,
      ];
  const lines = [`${id ? "Putusan" : "Rulings"}: ${parts.join(", ")}.`];
  for (const row of faultyRows.slice(0, TOLD_FAULTS)) {
    lines.push(
      id
        ? `${file} baris ${row}: isinya tidak cocok dengan kuncinya (NIK terpotong lembar kerja?). Putusan ini tidak dipakai.`
        : `${file} row ${row}: does not agree with its own key (a NIK cut by a spreadsheet?). The ruling is not applied.`,
    );
  }
  const more = faultyRows.length - TOLD_FAULTS;
  if (more > 0)
    lines.push(id ? `… dan ${count(more)} baris lagi; lihat summary.json.` : `… and ${count(more)} rows more; see summary.json.`);
  return lines;
}

/** Damaged lines of the decisions file named one by one. */
const TOLD_FAULTS = 20;

function notesOf({ workbooks }: RunSummary, lang: Lang, paint: Paint): string[] {
  return workbooks.flatMap((facts) => workbookNotes(facts, lang)).map((note) => `${paint.yellow(`${words.warning[lang]}:`)} ${note}`);
}

/** The warnings as sentences, for where the summary is not shown. */
export function warningTextsOf(summary: RunSummary, lang: Lang, today: string): string[] {
  return [...notesOf(summary, lang, noPaint), ...datedWarnings(summary, today).map((warning) => warningLine(warning, lang, noPaint))];
}

function datedWarnings(summary: RunSummary, today: string): Warning[] {
  const { date } = summary.index;
  const stale: Warning[] = date !== null && isStale(date, today) ? [{ code: "stale-index", subject: date }] : [];
  return [...warningsOf(summary), ...stale];
}

/** The limit used is always printed: sources disagree, and it changes with the quarter. */
function limitLine(limit: DecileLimit, { eligible }: RunSummary, lang: Lang): string {
  const people = (report: "match" | "conflict"): string =>
    `${report}.csv: ${eligibilities.map((each) => `${eligibilityTexts[each][lang]} ${countText(eligible[report][each], lang)}`).join(", ")}`;
  return `${words.limit[lang]}: ${limitText(limit, lang)}\n  ${people("match")}\n  ${people("conflict")} (${words.undecided[lang]})`;
}

const eligibilityTexts = {
  DALAM_BATAS: { id: "dalam batas", en: "within" },
  DI_ATAS_BATAS: { id: "di atas batas", en: "above" },
  DESIL_KOSONG: { id: "desil kosong", en: "decile empty" },
  KELUARGA_TIDAK_ADA: { id: "keluarga tidak ada", en: "no family" },
} satisfies Record<Eligibility, Text>;

function warningLine({ code, subject }: Warning, lang: Lang, paint: Paint): string {
  return `${paint.yellow(`${words.warning[lang]}:`)} ${shown(subject)}: ${warningTexts[code][lang]}`;
}

function sourceLines({ index, lists }: RunSummary, lang: Lang): string[] {
  const about = [
    index.label,
    index.date,
    `${countText(index.persons, lang)} ${words.persons[lang]}`,
    index.coverage.length > 0 ? `${words.coverage[lang]} ${some(index.coverage)}` : null,
    `${words.regions[lang]} ${index.regionEdition}`,
  ];
  return [
    `${words.index[lang]}: ${index.file} (${about.filter((each) => each !== null).join(", ")})`,
    `${words.lists[lang]}: ${some(lists.map(({ file }) => file))}`,
  ];
}

/** A province has dozens of regencies: enough are named to recognise it by. */
function some(names: readonly string[]): string {
  const first = names
    .slice(0, names.length <= 6 ? 6 : 5)
    .map(shown)
    .join(", ");
  return names.length <= 6 ? first : `${first}, … (${names.length})`;
}

function table(summary: RunSummary, counts: RowCounts, lang: Lang, paint: Paint): string[] {
  const tenths = tenthsOf([...statuses.map((status) => summary.statuses[status] ?? 0), counts.rejected]);
  const shareOfAll = (from: readonly Status[]): number => from.reduce((sum, status) => sum + tenths[statuses.indexOf(status)]!, 0);
  const line = (depth: number, name: string, count: number): string =>
    `${"  ".repeat(depth)}${name}`.padEnd(28) + countText(count, lang).padStart(12);
  const shared = (depth: number, name: string, count: number, share: number): string =>
    line(depth, name, count) + percentText(share / 10, lang).padStart(10);
  const kinds = (Object.keys(furnitureTexts) as FurnitureKind[])
    .filter((kind) => (summary.furniture[kind] ?? 0) > 0)
    .map((kind) => `${furnitureTexts[kind][lang]} ${countText(summary.furniture[kind]!, lang)}`);
  const rows = personRows(summary);
  const lines = [
    line(0, words.rowsRead[lang], counts.rowsRead),
    line(1, words.furniture[lang], counts.furniture) + (kinds.length === 0 ? "" : paint.dim(`  (${kinds.join(", ")})`)),
    paint.bold(shared(0, words.personRows[lang], rows, rows === 0 ? 0 : 1000)),
  ];
  const colour = { match: paint.green, conflict: paint.yellow, orphan: paint.red };
  for (const report of rowReports) {
    lines.push(colour[report](shared(1, `${report}.csv`, counts[report], shareOfAll(statusesOf(report)))));
    for (const status of statusesOf(report)) {
      const count = summary.statuses[status] ?? 0;
      if (count > 0) lines.push(shared(2, status, count, tenths[statuses.indexOf(status)]!));
    }
  }
  lines.push(shared(1, "rejected.csv", counts.rejected, tenths[statuses.length]!));
  for (const [reason, count] of Object.entries(sorted(summary.rejected))) lines.push(paint.dim(`    ${reason}: ${countText(count, lang)}`));
  return lines;
}

/** The promise of the reports, in numbers: every row read is in exactly one place. */
function equation(counts: RowCounts, lang: Lang): string {
  const { rowsRead, match, conflict, orphan, rejected, furniture } = counts;
  const numbers = [match, conflict, orphan, rejected, furniture].map((count) => countText(count, lang)).join(" + ");
  const parts =
    lang === "id"
      ? "dibaca = match + conflict + orphan + rejected + bukan data"
      : "rows_read = match + conflict + orphan + rejected + furniture";
  return `${parts}: ${countText(rowsRead, lang)} = ${numbers}`;
}
