/** The files an evaluation reads and writes: a folder of reports, a truth, a review sample. */
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import { DtsenError } from "../errors.ts";
import type { TruthWant } from "../faults.ts";
import type { ReportedRow, ReportName, RowName, TrueRow, Verdict } from "./evaluate.ts";
import { replaceFile } from "../platform/private-files.ts";
import { reportFileNames, SUMMARY_FILE } from "../report/report-files.ts";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";

/** A row of a report, with the cells it was read from. */
export interface ReportRecord {
  readonly reported: ReportedRow;
  /** Under `header`, as the file has them. */
  readonly cells: readonly string[];
  readonly header: readonly string[];
  /** NIKs are masked, so that a person can be recognised by row only. */
  readonly masked: boolean;
}

const reportNames: readonly ReportName[] = ["match", "conflict", "orphan", "rejected"];

/** Every row of the four reports of a folder, report by report. Throws `reports-missing` where the folder holds none. */
export async function* readReports(folder: string): AsyncGenerator<ReportRecord> {
  if (!existsSync(join(folder, reportFileNames.match))) {
    throw new DtsenError("reports-missing", { folder, missing: reportFileNames.match });
  }
  for (const report of reportNames) {
    const path = join(folder, reportFileNames[report]);
    if (!existsSync(path)) continue;
    let header: readonly string[] | null = null;
    let columns = { file: -1, row: -1, status: -1, probability: -1, dtsenFile: -1, dtsenRow: -1, dtsenNik: -1 };
    for await (const cells of records(path, await delimiterOf(path))) {
      if (header === null) {
        header = cells;
        columns = {
          file: cells.indexOf("source_file"),
          row: cells.indexOf("source_row"),
          status: cells.indexOf("status"),
          probability: cells.indexOf("probability"),
          dtsenFile: cells.indexOf("dtsen_file"),
          dtsenRow: cells.indexOf("dtsen_row"),
          dtsenNik: cells.indexOf("dtsen_nik"),
        };
        if (columns.file < 0 || columns.row < 0) {
          throw new DtsenError("report-columns", { file: path });
        }
        continue;
      }
      const nik = cells[columns.dtsenNik] ?? "";
      const extractRow = cells[columns.dtsenRow] ?? "";
      const probability = report === "rejected" ? null : probabilityIn(cells[columns.probability] ?? "");
      yield {
        header,
        cells,
        masked: nik.includes("•"),
        reported: {
          file: cells[columns.file] ?? "",
          row: Number(cells[columns.row]),
          report,
          status: report === "rejected" ? "" : (cells[columns.status] ?? ""),
          probability,
          candidate:
            extractRow === "" || report === "orphan" || report === "rejected"
              ? null
              : { file: cells[columns.dtsenFile] ?? "", row: Number(extractRow), nik: /^\d{16}$/.test(nik) ? nik : null },
        },
      };
    }
  }
}

function probabilityIn(text: string): number | null {
  const value = Number(text.replace(",", "."));
  return text.trim() !== "" && value >= 0 && value <= 1 ? value : null;
}

/** The expected share of wrong rows in `match.csv`, as the run itself stated it in `summary.json`; null where it did not. */
export function readExpectedWrongShare(folder: string): number | null {
  let summary: unknown;
  try {
    summary = JSON.parse(readFileSync(plainFile(join(folder, SUMMARY_FILE)), "utf8"));
  } catch {
    return null; // reports of another tool have no summary, and are judged all the same
  }
  if (typeof summary !== "object" || summary === null || !("expected_wrong_share" in summary)) return null;
  const { expected_wrong_share: share } = summary;
  return typeof share === "number" ? share : null;
}

/** A truth file, by what its header says it is. */
export type TruthFile =
  | { readonly kind: "truth"; readonly rows: readonly TrueRow[] }
  | { readonly kind: "review"; readonly verdicts: readonly Verdict[]; readonly open: number }
  | { readonly kind: "rulings" };

/**
 * Reads a truth (`source_row` and `dtsen_row` or `dtsen_nik`; `source_file`, `dtsen_file`, `galat`, `perlu_tinjau` if there)
 * or a filled review sample (`source_file`, `source_row`, `benar`), and knows a decisions file. Any of `,` `;` `|` tab, as a spreadsheet may have saved
 * it. What cannot be meant is refused with its row: a truth read wrongly would make wrong figures.
 */
export async function readTruthFile(path: string): Promise<TruthFile> {
  const rows: TrueRow[] = [];
  const verdicts: Verdict[] = [];
  const seen = new Set<string>();
  let open = 0;
  let line = 0;
  let at: TruthColumns | null = null;
  for await (const cells of records(path, await delimiterOf(path))) {
    line++;
    if (at === null) {
      if (isDecisionsHeader(cells)) return { kind: "rulings" };
      at = truthColumns(cells, path);
      continue;
    }
    const cell = (column: number): string => (column < 0 ? "" : (cells[column] ?? "").trim());
    if (cells.every((value) => value.trim() === "")) continue;
    const file = cell(at.file);
    const row = rowNumber(cell(at.row), path, line, "source_row");
    if (row === null) throw badTruth(path, line, "source_row", "filled");
    const key = `${row}\u0000${file}`;
    if (seen.has(key)) throw badTruth(path, line, "source_row", "new");
    seen.add(key);
    if (at.right >= 0) {
      const answer = yesOrNo(cell(at.right), path, line, "benar");
      if (answer === null) open++;
      else verdicts.push({ file, row, right: answer });
      continue;
    }
    const dtsenRow = rowNumber(cell(at.dtsenRow), path, line, "dtsen_row");
    const nik = cell(at.dtsenNik).replace(/^'/, "");
    if (nik !== "" && !/^\d{16}$/.test(nik)) throw badTruth(path, line, "dtsen_nik", "sixteen-digits");
    rows.push({
      file: file === "" ? null : file,
      row,
      person: dtsenRow === null && nik === "" ? null : { file: cell(at.dtsenFile) || null, row: dtsenRow, nik: nik || null },
      errorKinds: cell(at.kinds)
        .split(/[;|,+\s]+/)
        .filter((kind) => kind !== ""),
      disagrees: at.disagrees < 0 ? null : yesOrNo(cell(at.disagrees), path, line, "perlu_tinjau"),
    });
  }
  if (at === null || rows.length + verdicts.length + open === 0) {
    throw new DtsenError("truth-empty", { file: path });
  }
  return at.right >= 0 ? { kind: "review", verdicts, open } : { kind: "truth", rows };
}

/** A decisions file: what its rows are the rows of a run tell (`commands/ruled-truth.ts`). */
function isDecisionsHeader(cells: readonly string[]): boolean {
  const names = new Set(cells.map((name) => name.trim().toLowerCase()));
  return names.has("kunci") && names.has("putusan");
}

interface TruthColumns {
  readonly file: number;
  readonly row: number;
  readonly dtsenFile: number;
  readonly dtsenRow: number;
  readonly dtsenNik: number;
  readonly kinds: number;
  readonly disagrees: number;
  readonly right: number;
}

function truthColumns(header: readonly string[], path: string): TruthColumns {
  const names = header.map((name) => name.trim().toLowerCase());
  const columns = {
    file: names.indexOf("source_file"),
    row: names.indexOf("source_row"),
    dtsenFile: names.indexOf("dtsen_file"),
    dtsenRow: names.indexOf("dtsen_row"),
    dtsenNik: names.indexOf("dtsen_nik"),
    kinds: names.indexOf("galat"),
    disagrees: names.indexOf("perlu_tinjau"),
    right: names.indexOf("benar"),
  };
  const known = columns.right >= 0 ? columns.file >= 0 : columns.dtsenRow >= 0 || columns.dtsenNik >= 0;
  if (columns.row >= 0 && known) return columns;
  throw new DtsenError("truth-columns", { file: path });
}

function rowNumber(text: string, path: string, line: number, column: string): number | null {
  if (text === "") return null;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw badTruth(path, line, column, "row-number");
  return Number(text);
}

const answers: Readonly<Record<string, boolean>> = {
  ya: true,
  y: true,
  benar: true,
  yes: true,
  true: true,
  "1": true,
  tidak: false,
  t: false,
  tdk: false,
  salah: false,
  no: false,
  n: false,
  false: false,
  "0": false,
};

function yesOrNo(text: string, path: string, line: number, column: string): boolean | null {
  if (text === "") return null;
  const answer = answers[text.toLowerCase()];
  if (answer === undefined) throw badTruth(path, line, column, "yes-or-no");
  return answer;
}

function badTruth(file: string, record: number, column: string, want: TruthWant): DtsenError {
  return new DtsenError("truth-row", { file, record, column, want });
}

/** Writes a review sample, readable by its owner only; whole or not at all. An older sample may hold verdicts and stays. */
export function writeSample(path: string, lines: readonly (readonly string[])[]): void {
  if (existsSync(path)) {
    throw new DtsenError("sample-there", { file: path });
  }
  replaceFile(path, `\uFEFF${stringify(lines as string[][], { record_delimiter: "windows" })}`);
}

/** The name of a row, for looking rows up. */
export function rowKey({ file, row }: RowName): string {
  return `${row}\u0000${file}`;
}

async function delimiterOf(path: string): Promise<string> {
  const file = await open(plainFile(path), "r").catch((error: unknown) => {
    throw translateSystemError(error, path);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0).catch((error: unknown) => {
      throw translateSystemError(error, path);
    });
    const header = buffer.toString("utf8", 0, bytesRead).split(/\r\n|\n|\r/, 1)[0]!;
    const counts = [",", ";", "|", "\t"].map((delimiter) => header.split(delimiter).length);
    return [",", ";", "|", "\t"][counts.indexOf(Math.max(...counts))]!;
  } finally {
    await file.close();
  }
}

async function* records(path: string, delimiter: string): AsyncGenerator<string[]> {
  const parser = parse({ bom: true, delimiter, relax_column_count: true, skip_empty_lines: true });
  const reading = pipeline(createReadStream(plainFile(path)), parser);
  reading.catch(() => {}); // the same failure is met in the loop
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    if (error instanceof DtsenError || !(error instanceof CsvError)) throw translateSystemError(error, path);
    // The library's own message may quote the data.
    const line = typeof error["lines"] === "number" ? error["lines"] : null;
    throw new DtsenError("csv-broken", { file: path, line }, { cause: error });
  }
}
