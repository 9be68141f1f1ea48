/** `perubahan.xlsx`: the counts, deciles old by new, and a sheet for each kind of change that was found. Pure. */
import type { Lang } from "../language.ts";
import type { Column, Row, Sheet } from "../report/workbook/sheet-xml.ts";
import { countText } from "../report/numbers.ts";
import { changeColumns, changeKinds, type ChangeKind } from "./change.ts";
import { comparisonLines, matrixRows, type Comparison } from "./comparison-text.ts";

/** The columns of perubahan.csv in the order in which they are read, with their widths in characters. */
const view = [
  ["nama", 26],
  ["nik", 19],
  ["penjelasan", 50],
  ["desil_lama", 8],
  ["desil_baru", 8],
  ["desa_lama", 16],
  ["desa_baru", 16],
  ["kecamatan_baru", 16],
  ["kecamatan_lama", 16],
  ["no_kk_lama", 19],
  ["no_kk_baru", 19],
  ["status_lama", 22],
  ["status_baru", 22],
  ["source_file", 20],
  ["source_row", 10],
  ["jenis", 30],
] as const satisfies readonly (readonly [(typeof changeColumns)[number], number])[];
/** The first of them are printed. */
const PRINTED = 8;

/** Rows by person, of which a comparison writes all, those of a list, or none. */
export interface ChangeRows {
  readonly of: "all" | "list" | "none";
  readonly count: number;
  /** The kinds that any of them is of. */
  readonly kinds: ReadonlySet<ChangeKind>;
  /** Rows of perubahan.csv that are of a kind. */
  rowsOf(kind: ChangeKind): AsyncIterable<readonly string[]>;
}

export function changeSheets(comparison: Comparison, written: ChangeRows, lang: Lang): Sheet[] {
  const columns = view.map(([header, width]): Column => ({ header, width, style: header === "penjelasan" ? "wrap" : "text" }));
  const places = view.map(([header]) => changeColumns.indexOf(header));
  const sheetOf = (kind: ChangeKind): Sheet => ({ name: kind, columns, printed: PRINTED, rows: inOrder(written.rowsOf(kind), places) });
  const kinds = changeKinds.filter((kind) => written.kinds.has(kind));
  return [summarySheet(comparison, written, lang), matrixSheet(comparison, lang), ...kinds.map(sheetOf)];
}

async function* inOrder(rows: AsyncIterable<readonly string[]>, places: readonly number[]): AsyncGenerator<Row> {
  for await (const cells of rows) yield places.map((place) => cells[place] ?? "");
}

function summarySheet(comparison: Comparison, { of, count }: ChangeRows, lang: Lang): Sheet {
  const id = lang === "id";
  const { head, kinds, tail } = comparisonLines(comparison, lang);
  const rowsText = `${countText(count, lang)} ${id ? "baris" : "rows"}`;
  const note = {
    all: id ? `Rinciannya di lembar per jenis (${rowsText}).` : `In full on a sheet for each kind (${rowsText}).`,
    list: id
      ? `Lembar per jenis hanya memuat orang pada daftar dan keluarganya (${rowsText}); hitungan di atas seluruh ekstrak.`
      : `The sheets for each kind hold the persons of the list and their families alone (${rowsText}); the counts above are of the whole extract.`,
    none: id ? "Hanya hitungan; per orang dengan --list FOLDER atau --all." : "Counts alone; by person with --list FOLDER or --all.",
  }[of];
  const rows: Row[] = [
    { cells: [id ? "Perubahan antara dua triwulan" : "What changed between two quarters"], style: "title" },
    ...head.map((line) => [line]),
    [],
    ...kinds,
    [],
    ...tail.map((line) => [line]),
    [note],
  ];
  const columns = [
    { header: "", width: 26 },
    { header: "", width: 12 },
    { header: "", width: 50 },
  ];
  return { name: id ? "Ringkasan" : "Summary", columns, rows, isPage: true };
}

function matrixSheet({ counts }: Comparison, lang: Lang): Sheet {
  const { header, rows } = matrixRows(counts, lang);
  const columns = header.map((text, at) => {
    return at === 0 ? ({ header: text, width: 22, style: "bold" } as const) : ({ header: text, width: 9, stored: "number" } as const);
  });
  const lines = rows.map(({ name, counts: inRow }) => [name, ...inRow.map(String)]);
  return { name: lang === "id" ? "Matriks desil" : "Decile matrix", columns, rows: lines };
}
