/** What `dtsen inspect` says of a file: how it was read, which column is which, and how good the values are. Never a value. */
import type { Lang, Text } from "../language.ts";
import type { FieldQuality } from "../normalise/field-quality.ts";
import type { FileProfile } from "../normalise/file-profile.ts";
import { findingText, type FindingCode } from "../normalise/findings.ts";
import type { Field, FurnitureKind, RejectionReason } from "../normalise/record.ts";
import { shown } from "../shown.ts";
import { listWarnings } from "./list-warnings.ts";
import { countText, shareText } from "./numbers.ts";
import { rejectionTexts } from "./rejection.ts";
import { furnitureTexts } from "./summary.ts";

export interface Inspection {
  readonly file: string;
  readonly encoding: string;
  readonly delimiter: string;
  /** What is read under one header; nearly always the whole file. */
  readonly parts: readonly InspectedPart[];
  readonly recordsRead: number;
  readonly rows: number;
  readonly rejected: Readonly<Partial<Record<RejectionReason, PlaceCount>>>;
  readonly furniture: Readonly<Partial<Record<FurnitureKind, PlaceCount>>>;
  readonly quality: readonly FieldQuality[];
  readonly rowFindings: Readonly<Partial<Record<FindingCode, number>>>;
  readonly profile: FileProfile;
}

export interface InspectedPart {
  /** The file, or a sheet of it. */
  readonly file: string;
  /** Last row of the header; 0: there is none. */
  readonly headerRow: number;
  readonly columns: readonly { readonly column: number; readonly header: string; readonly fields: readonly Field[] }[];
  /** Columns (from 0) of sixteen-digit numbers that no field is read from. */
  readonly unusedNumbers: readonly number[];
}

/** How many, and the first rows. */
export interface PlaceCount {
  readonly count: number;
  readonly rows: readonly number[];
}

const words = {
  encoding: { id: "Pengodean", en: "Encoding" },
  delimiter: { id: "Pembatas", en: "Delimiter" },
  header: { id: "Kepala kolom", en: "Header" },
  row: { id: "baris", en: "row" },
  rows: { id: "baris", en: "rows" },
  records: { id: "catatan", en: "records" },
  rejected: { id: "ditolak", en: "rejected" },
  furniture: { id: "bukan data", en: "furniture" },
  columns: { id: "Pemetaan kolom", en: "Mapping" },
  unused: { id: "Kolom lain (tidak dipakai untuk memadankan)", en: "Other columns (not used for matching)" },
  quality: { id: "Mutu isi", en: "Values" },
  field: { id: "data", en: "field" },
  filled: { id: "terisi", en: "filled" },
  usable: { id: "terpakai", en: "usable" },
  findings: { id: "temuan", en: "findings" },
  none: { id: "tidak ada", en: "none" },
  together: { id: "kolom dibaca sebagai satu", en: "columns read as one" },
} satisfies Record<string, Text>;

const delimiterNames: Readonly<Record<string, Text>> = {
  ",": { id: "koma (,)", en: "comma (,)" },
  ";": { id: "titik koma (;)", en: "semicolon (;)" },
  "|": { id: "garis tegak (|)", en: "pipe (|)" },
  "\t": { id: "tab", en: "tab" },
};

const encodingNames: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  "utf-8-bom": "UTF-8 (BOM)",
  "utf-16le": "UTF-16LE",
  "utf-16be": "UTF-16BE",
  "windows-1252": "Windows-1252",
  xlsx: "Excel (.xlsx)",
};

export function inspectionText(inspection: Inspection, lang: Lang): string {
  const { file, parts, quality, profile } = inspection;
  return `${[
    shown(file),
    ...sheetLines(inspection, lang),
    ...parts.flatMap((part) => ["", ...mappingLines(part, parts.length > 1, lang)]),
    "",
    `${words.quality[lang]}:`,
    ...qualityTable(inspection, lang),
    ...numberLines(quality, profile, lang),
    ...profileLines(profile, quality, lang),
    ...listWarnings(
      parts.map((part) => ({ ...part, headers: part.columns.map(({ header }) => header) })),
      lang,
    ).map((line) => `  ${line}`),
  ].join("\n")}\n`;
}

function mappingLines({ file, headerRow, columns }: InspectedPart, isOneOfSeveral: boolean, lang: Lang): string[] {
  const mapped = new Map<Field, InspectedPart["columns"][number][]>();
  for (const each of columns) for (const field of each.fields) mapped.set(field, [...(mapped.get(field) ?? []), each]);
  const others = columns.filter(({ fields, header }) => fields.length === 0 && header.trim() !== "");
  const where = isOneOfSeveral ? ` (${shown(file)}, ${words.row[lang]} ${headerRow})` : "";
  return [
    `${words.columns[lang]}${where}:`,
    ...[...mapped].map(([field, held]) => `  ${field.padEnd(22)}${columnsHeld(held, lang)}`),
    `${words.unused[lang]}: ${others.length === 0 ? words.none[lang] : others.map(({ header }) => quoted(header)).join(", ")}`,
  ];
}

/** `"NIK" (#3)`; of several that are read together the headers that say something, and where they stand. */
function columnsHeld(held: InspectedPart["columns"], lang: Lang): string {
  const numbers = held.map(({ column }) => `#${column}`);
  if (held.length === 1) return `${quoted(held[0]!.header)} (${numbers[0]})`;
  const headers = held.filter(({ header }) => header.trim() !== "").map(({ header }) => quoted(header));
  const shownHeaders = headers.length <= 4 ? headers : [headers[0]!, "…", headers.at(-1)!];
  const places = held.length <= 4 ? numbers.join(", ") : `${numbers[0]}–${numbers.at(-1)}`;
  return `${shownHeaders.join(" + ")} (${places}; ${held.length} ${words.together[lang]})`;
}

function quoted(header: string): string {
  return `"${shown(header.trim().replace(/\s+/g, " "))}"`;
}

function headerText(parts: readonly InspectedPart[], lang: Lang): string {
  const rows = parts.map(({ headerRow }) => headerRow);
  return rows.length === 1 && rows[0] === 0 ? words.none[lang] : `${words.row[lang]} ${rows.join(", ")}`;
}

function sheetLines(inspection: Inspection, lang: Lang): string[] {
  const { encoding, delimiter, parts, recordsRead, rows, rejected, furniture, rowFindings } = inspection;
  const n = (count: number): string => countText(count, lang);
  const all = (counts: Readonly<Partial<Record<string, PlaceCount>>>): number =>
    Object.values(counts).reduce((sum, each) => sum + each!.count, 0);
  return [
    `  ${words.encoding[lang]}: ${encodingNames[encoding] ?? encoding}`,
    ...(encoding === "xlsx" ? [] : [`  ${words.delimiter[lang]}: ${delimiterNames[delimiter]?.[lang] ?? delimiter}`]),
    `  ${words.header[lang]}: ${headerText(parts, lang)}`,
    `  ${n(recordsRead)} ${words.records[lang]} = ${n(rows)} ${words.rows[lang]} + ${n(all(rejected))} ${words.rejected[lang]} + ${n(all(furniture))} ${words.furniture[lang]}`,
    ...(Object.entries(furniture) as [FurnitureKind, PlaceCount][]).map(
      ([kind, places]) => `    ${furnitureTexts[kind][lang]}: ${placesText(places, lang)}`,
    ),
    ...(Object.entries(rejected) as [RejectionReason, PlaceCount][]).map(
      ([reason, places]) => `    ${reason}: ${placesText(places, lang)}; ${rejectionTexts[reason][lang]}`,
    ),
    ...(Object.entries(rowFindings) as [FindingCode, number][]).map(
      ([code, count]) => `  ${code}: ${n(count)}; ${findingText(code)[lang]}`,
    ),
  ];
}

function placesText({ count, rows }: PlaceCount, lang: Lang): string {
  return `${countText(count, lang)} (${words.row[lang]} ${rows.join(", ")}${rows.length < count ? ", …" : ""})`;
}

function qualityTable({ quality, rows }: Inspection, lang: Lang): string[] {
  const line = (field: string, filled: string, usable: string, rest: string): string =>
    `  ${field.padEnd(22)}${filled.padStart(18)}${usable.padStart(18)}  ${rest}`.trimEnd();
  const part = (count: number): string => `${countText(count, lang)} (${shareText(rows === 0 ? 0 : count / rows, lang)})`;
  return [
    line(words.field[lang], words.filled[lang], words.usable[lang], words.findings[lang]),
    ...quality.flatMap(({ field, filled, usable, findings }) => {
      const [first = "", ...rest] = (Object.entries(findings) as [FindingCode, number][])
        .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
        .map(([code, count]) => `${code} ${countText(count, lang)}`);
      return [line(field, part(filled), part(usable), first), ...rest.map((text) => line("", "", "", text))];
    }),
  ];
}

function numberLines(quality: readonly FieldQuality[], profile: FileProfile, lang: Lang): string[] {
  const n = (count: number): string => countText(count, lang);
  return quality.flatMap(({ field, numbers }) => {
    if (numbers === null) return [];
    const { repeated, rowsRepeating, endingInZero } = numbers;
    // What a spreadsheet has cut is no usable number, and counted among all that were seen.
    const isCut = field === "nik" ? profile.nikTruncated : profile.noKkTruncated;
    const seen = field === "nik" ? profile.nikEndingInZero : profile.noKkEndingInZero;
    const zeros = shareText(isCut ? seen : endingInZero, lang);
    return [
      lang === "id"
        ? `  ${field}: ${n(repeated)} nomor berulang pada ${n(rowsRepeating)} baris; ${zeros} berakhiran 0 (wajarnya sekitar 10 %)`
        : `  ${field}: ${n(repeated)} numbers repeat on ${n(rowsRepeating)} rows; ${zeros} end in 0 (about 10 % is natural)`,
    ];
  });
}

const profileTexts = {
  dmy: { id: "tanggal: hari/bulan/tahun", en: "dates: day/month/year" },
  mdy: { id: "tanggal: bulan/hari/tahun", en: "dates: month/day/year" },
  ymd: { id: "tanggal: tahun-bulan-hari", en: "dates: year-month-day" },
  mixed: {
    id: "tanggal: urutan hari/bulan tidak seragam; diputuskan per baris menurut NIK",
    en: "dates: no one order of day and month; decided row by row from the NIK",
  },
  "sex-unclear": {
    id: "PERHATIAN: kolom jenis kelamin memuat P dan W; P dapat berarti pria atau perempuan. Tulis ulang kolomnya sebagai L/P.",
    en: "WARNING: the sex column holds both P and W; P may mean pria or perempuan. Rewrite the column as L/P.",
  },
  "nik-truncated": {
    id: "PERHATIAN: NIK_TERPOTONG_EXCEL: Excel mengubah digit terakhir NIK menjadi 0 di seluruh kolom. Minta berkas aslinya, atau kolom NIK sebagai teks.",
    en: "WARNING: NIK_TERPOTONG_EXCEL: Excel turned the last digit of the NIKs into 0 in the whole column. Ask for the original, or the NIK column as text.",
  },
  "nokk-truncated": {
    id: "PERHATIAN: KK_TERPOTONG_EXCEL: Excel mengubah digit terakhir nomor KK menjadi 0 di seluruh kolom.",
    en: "WARNING: KK_TERPOTONG_EXCEL: Excel turned the last digit of the family cards into 0 in the whole column.",
  },
  "name-width": { id: "nama terpotong pada lebar kolom (karakter):", en: "names are cut at the column's width (characters):" },
  "code-bps": { id: "kode wilayah: BPS (bukan Kemendagri)", en: "region codes: BPS (not Kemendagri)" },
  "code-kemendagri": { id: "kode wilayah: Kemendagri", en: "region codes: Kemendagri" },
} satisfies Record<string, Text>;

function profileLines(profile: FileProfile, quality: readonly FieldQuality[], lang: Lang): string[] {
  const said: string[] = [];
  const hasDates = quality.some(({ field }) => field === "tanggal_lahir" || field === "tempat_tanggal_lahir");
  if (hasDates) said.push(profileTexts[profile.dateOrder ?? "mixed"][lang]);
  if (profile.nameWidth !== null) said.push(`${profileTexts["name-width"][lang]} ${profile.nameWidth}`);
  if (profile.codeSystem !== "unknown") said.push(profileTexts[`code-${profile.codeSystem}`][lang]);
  if (profile.sexCoding === "p-unclear") said.push(profileTexts["sex-unclear"][lang]);
  if (profile.nikTruncated) said.push(profileTexts["nik-truncated"][lang]);
  if (profile.noKkTruncated) said.push(profileTexts["nokk-truncated"][lang]);
  return said.map((line) => `  ${line}`);
}
