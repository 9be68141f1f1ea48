/** What is to be said of the workbooks that a run has read: sheets left out, numbers stored as numbers, merged cells. Pure. */
import type { Lang } from "../language.ts";
import { countText } from "./numbers.ts";

/** A sheet that is not read. */
export interface LeftOutSheet {
  readonly name: string;
  readonly why: "hidden" | "not-chosen" | "no-header" | "tables-beside" | "row-of-several";
  /** Up to the last that holds something. */
  readonly rows: number;
}

/** NIKs of a sheet: given, stored as numbers, and of these taken for cut by a spreadsheet. */
export interface NumberCells {
  readonly given: number;
  readonly stored: number;
  readonly cut: number;
}

/** A list that is a workbook. */
export interface WorkbookFacts {
  readonly file: string;
  readonly leftOut: readonly LeftOutSheet[];
  /** Sheets of which there is something to say, as `source_file` names them. */
  readonly sheets: readonly {
    readonly file: string;
    readonly numbers: NumberCells;
    readonly mergedCells: number;
    readonly hiddenRows: number;
  }[];
}

const reasons = {
  hidden: { id: "tersembunyi", en: "hidden" },
  "not-chosen": { id: "tidak dipilih", en: "not chosen" },
  "no-header": { id: "tanpa kepala kolom", en: "without a header" },
  "tables-beside": { id: "beberapa tabel berdampingan; susun ke bawah", en: "tables side by side; put them below each other" },
  "row-of-several": {
    id: "beberapa orang per baris; pilih dengan --sheet dan --map",
    en: "several people a row; choose with --sheet and --map",
  },
} as const;

/** `Lembar tidak dibaca: …`, or null where every sheet is read. */
export function leftOutText(leftOut: readonly LeftOutSheet[], lang: Lang): string | null {
  if (leftOut.length === 0) return null;
  const id = lang === "id";
  const named = leftOut.map(({ name, why, rows }) => `${name} (${reasons[why][lang]}, ${countText(rows, lang)} ${id ? "baris" : "rows"})`);
  const text = `${id ? "Lembar tidak dibaca" : "Sheets not read"}: ${named.join(", ")}.`;
  // Empty sheets, and tables side by side, are not read for being named.
  const order: readonly LeftOutSheet["why"][] = ["hidden", "not-chosen", "no-header"];
  const readable = leftOut
    .filter(({ why, rows }) => order.includes(why) && rows > 0)
    .sort((a, b) => order.indexOf(a.why) - order.indexOf(b.why));
  return readable[0] === undefined ? text : `${text} ${id ? "Untuk membacanya" : "To read them"}: --sheet "${readable[0].name}".`;
}

/** Sentences that an officer should see, each beginning with the file. */
export function workbookNotes({ file, leftOut, sheets }: WorkbookFacts, lang: Lang): string[] {
  const id = lang === "id";
  const n = (count: number): string => countText(count, lang);
  const left = leftOutText(leftOut, lang);
  const notes = left === null ? [] : [`${file}: ${left}`];
  for (const { file: sheet, numbers, mergedCells, hiddenRows } of sheets) {
    const { given, stored, cut } = numbers;
    if (stored > 0) {
      const whole = id
        ? "tak satu pun terpotong, jadi tetap dipakai. Format kolom NIK sebaiknya Teks (NIK_SEL_ANGKA)"
        : "none is cut, so they are used. Format the NIK column as Text (NIK_SEL_ANGKA)";
      const lost = id
        ? `${n(cut)} di antaranya berakhir 0 dan tidak dipakai sebagai kunci (NIK_TERPOTONG_EXCEL)`
        : `${n(cut)} of them end in 0 and are not used as keys (NIK_TERPOTONG_EXCEL)`;
      notes.push(
        `${sheet}: ${n(stored)} ${id ? "dari" : "of"} ${n(given)} ${id ? "NIK tersimpan sebagai angka" : "NIKs are stored as numbers"}; ${cut === 0 ? whole : lost}.`,
      );
    }
    if (mergedCells > 0) {
      notes.push(
        id
          ? `${sheet}: ${n(mergedCells)} sel digabung ke bawah; hanya baris pertamanya yang berisi. Batalkan penggabungan bila kolom itu penting.`
          : `${sheet}: ${n(mergedCells)} cells are merged with those below; only the first row of each holds the text. Unmerge them if the column matters.`,
      );
    }
    if (hiddenRows > 0) {
      notes.push(
        id
          ? `${sheet}: ${n(hiddenRows)} baris tersembunyi oleh saringan; tetap dibaca (BARIS_TERSEMBUNYI).`
          : `${sheet}: hidden by a filter, and read all the same: ${n(hiddenRows)} rows (BARIS_TERSEMBUNYI).`,
      );
    }
  }
  return notes;
}

/** For `summary.json`. */
export function workbookObject({ file, leftOut, sheets }: WorkbookFacts): Record<string, unknown> {
  return {
    file,
    sheets_not_read: leftOut,
    sheets: sheets.map((sheet) => ({
      file: sheet.file,
      nik_given: sheet.numbers.given,
      nik_stored_as_number: sheet.numbers.stored,
      nik_cut: sheet.numbers.cut,
      merged_cells: sheet.mergedCells,
      hidden_rows: sheet.hiddenRows,
    })),
  };
}
