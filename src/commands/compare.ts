/** `dtsen compare`: what changed from one quarter to the next, in two extracts or in two runs. */
import { join } from "node:path";
import { DtsenError } from "../errors.ts";
import type { Lang } from "../language.ts";
import {
  changeCells,
  changeColumns,
  ChangeCounts,
  changeOf,
  type Change,
  type ChangeKind,
  type LimitChange,
  type Side,
} from "../compare/change.ts";
import { changeSheets, type ChangeRows } from "../compare/change-sheets.ts";
import { comparisonObject, comparisonText, type Comparison } from "../compare/comparison-text.ts";
import { IndexPair, type PairCounts } from "../compare/index-pair.ts";
import { runPairs } from "../compare/run-pair.ts";
import { isRun, readRunSummary, reportDelimiter, runRows } from "../compare/run-rows.ts";
import { readIndexMeta } from "../index/index-database.ts";
import { today } from "../platform/clock.ts";
import { FileSet } from "../platform/file-set.ts";
import { untidily } from "../platform/signals.ts";
import { withFolderLock } from "../platform/lock.ts";
import { withPauses } from "../platform/pauses.ts";
import type { Terminal } from "../platform/terminal.ts";
import { decileLimit } from "../programmes/programmes.ts";
import { csvLine, type ReportDelimiter } from "../report/csv.ts";
import { isCrossed } from "../report/limits.ts";
import { writeWorkbook } from "../report/workbook/write-workbook.ts";
import type { CommandResult, CompareOptions } from "../run/options.ts";
import { recoverRun } from "../run/recover-run.ts";
import { openReport } from "../report/report-reader.ts";

const BYTE_ORDER_MARK = "\ufeff";

export async function compare(options: CompareOptions, terminal: Terminal): Promise<CommandResult> {
  for (const folder of [options.before, options.after]) await recoverRun(folder);
  const runs = [options.before, options.after].map(isRun);
  if (runs[0] !== runs[1]) throw new DtsenError("compare-mixed", { before: options.before, after: options.after });
  const result = await withFolderLock(options.out, () => (runs[0] ? compareRuns(options) : compareIndexes(options, terminal)));
  const dateOf = (path: string): string | null => (runs[0] ? readRunSummary(path).index.date : readIndexMeta(path).date);
  const [before, after] = [dateOf(options.before), dateOf(options.after)];
  if (before === null || after === null || before <= after) return result;
  const warning =
    options.lang === "id"
      ? `Peringatan: yang disebut pertama (${before}) lebih baru dari yang kedua (${after}). Sebut yang lama dahulu; bila tidak, naik dan turun tertukar.`
      : `Warning: the first one (${before}) is newer than the second (${after}). Name the older first; else up and down are exchanged.`;
  return { ...result, text: `${result.text}${warning}\n`, warnings: [...(result.warnings ?? []), warning] };
}

/** Rows on their way to perubahan.csv. */
class ChangeReport implements Disposable {
  readonly counts = new ChangeCounts();
  private rows = 0;
  private readonly kinds = new Set<ChangeKind>();
  private readonly folder: string;
  private readonly files: FileSet;
  private readonly csv;
  private readonly delimiter: ReportDelimiter;

  constructor(folder: string, delimiter: ReportDelimiter) {
    this.folder = folder;
    this.delimiter = delimiter;
    this.files = new FileSet(folder);
    this.csv = this.files.text("perubahan.csv");
    this.csv.append(BYTE_ORDER_MARK + csvLine(changeColumns, delimiter));
  }

  row(before: Side | null, after: Side | null, change: Change, file: string, row: string): void {
    this.csv.append(csvLine(changeCells(before, after, change, file, row), this.delimiter));
    this.rows++;
    for (const kind of change.kinds) this.kinds.add(kind);
  }

  /** Adds `perubahan.xlsx`, made of what perubahan.csv holds by now. */
  async workbook(comparison: Comparison, of: ChangeRows["of"], lang: Lang): Promise<void> {
    const path = this.csv.sealed();
    const { rows: count, kinds } = this;
    const sheets = changeSheets(comparison, { of, count, kinds, rowsOf: (kind) => rowsOfKind(path, kind) }, lang);
    await writeWorkbook(this.files.path(CHANGE_WORKBOOK), sheets, { subject: join(this.folder, CHANGE_WORKBOOK) });
  }

  publish(json: unknown): void {
    this.files.text("perubahan.json").append(`${JSON.stringify(json, null, 2)}\n`);
    this.files.publish();
  }

  [Symbol.dispose](): void {
    this.files[Symbol.dispose]();
  }
}

const CHANGE_WORKBOOK = "perubahan.xlsx";

async function* rowsOfKind(path: string, kind: ChangeKind): AsyncGenerator<readonly string[]> {
  for await (const cells of (await openReport(path)).rows) if (cells[0]!.split(";").includes(kind)) yield cells;
}

async function compareRuns(options: CompareOptions): Promise<CommandResult> {
  const [before, after] = [readRunSummary(options.before), readRunSummary(options.after)];
  if (before.masked || after.masked) throw new DtsenError("compare-masked", { folder: before.masked ? options.before : options.after });
  const limit = limitChange(options, before.index.date);
  using report = new ChangeReport(options.out, reportDelimiter(options.after));
  const { counts } = report;
  for await (const pair of runPairs(options.before, options.after, today())) {
    counts.compared++;
    const change = changeOf({ ...pair, limit, ofRuns: true }, options.reportLang);
    if (pair.before !== null && pair.after !== null) counts.addDeciles(pair.before.desil, pair.after.desil);
    if (change.kinds.length === 0) continue;
    counts.changed++;
    counts.add(change.kinds);
    report.row(pair.before, pair.after, change, pair.file, pair.row);
  }
  return await finish(options, report, {
    of: "runs",
    before: nameOf(before.index, options.before),
    after: nameOf(after.index, options.after),
    counts,
    limit,
    extracts: null,
  });
}

async function compareIndexes(options: CompareOptions, terminal: Terminal): Promise<CommandResult> {
  using pair = untidily(() => new IndexPair(options.before, options.after));
  if (pair.before.desilColumn !== pair.after.desilColumn) {
    throw new DtsenError("compare-columns", { before: pair.before.desilColumn, after: pair.after.desilColumn });
  }
  const limit = limitChange(options, pair.before.date);
  const listed = options.list === null ? null : await rowsOfRun(options.list);
  const extracts = untidily(() => pair.counts());
  using report = new ChangeReport(options.out, options.list === null ? "," : reportDelimiter(options.list));
  const { counts } = report;
  count(extracts, limit, counts);
  if (listed !== null || options.all) {
    const phase = terminal.phase(terminal.lang === "id" ? "Membandingkan" : "Comparing");
    const moved = limit !== null && limit.before !== limit.after ? ([limit.before, limit.after] as const) : null;
    for await (const each of withPauses(pair.changes(listed === null ? "all" : new Set(listed.keys()), moved))) {
      const change = changeOf({ ...each, limit, ofRuns: false }, options.reportLang);
      if (change.kinds.length === 0) continue;
      const source = listed?.get((each.before ?? each.after)!.nik) ?? listed?.get((each.after ?? each.before)!.nik) ?? null;
      report.row(each.before, each.after, change, source?.file ?? "", source?.row ?? "");
      phase.advance();
    }
    phase.done();
  }
  pair.refuseChanged();
  return await finish(options, report, {
    of: "extracts",
    before: nameOf(pair.before, options.before),
    after: nameOf(pair.after, options.after),
    counts,
    limit,
    extracts,
  });
}

/** What the whole extracts say, from the counts of each pair of deciles. */
function count(pairs: PairCounts, limit: LimitChange | null, counts: ChangeCounts): void {
  const nobody: Side = { nik: "", noKk: "", nama: "", tanggalLahir: "", desa: "", kecamatan: "", desil: null, status: "" };
  for (const { before, after, persons, cards, moved, names, dates, others } of pairs.cells) {
    const [old, now] = [before || null, after || null];
    counts.addDeciles(old, now, persons);
    const facts = { moved: false, cardsNow: 1, cardsBefore: 1, otherNik: false, limit, ofRuns: false };
    const { kinds } = changeOf({ before: { ...nobody, desil: old }, after: { ...nobody, desil: now }, ...facts }, "id");
    counts.add(kinds, persons);
    counts.add(["KK_BERUBAH"], cards);
    counts.add(["PINDAH"], moved);
    counts.add(["NAMA_BERUBAH"], names);
    counts.add(["TGL_BERUBAH"], dates);
    counts.compared += persons;
    counts.changed += kinds.length > 0 ? persons : others;
  }
  counts.add(["NIK_BERGANTI"], pairs.otherNik);
  counts.add(["TIDAK_ADA_LAGI"], pairs.gone);
  counts.add(["BARU_ADA"], pairs.added);
  counts.add(["KK_PECAH"], pairs.split);
  counts.add(["KK_GABUNG"], pairs.merged);
  counts.compared += pairs.gone + pairs.added;
  counts.changed += pairs.gone + pairs.added;
}

/** Persons a run has found, and on which row. */
async function rowsOfRun(folder: string): Promise<Map<string, { file: string; row: string }>> {
  if (readRunSummary(folder).masked) throw new DtsenError("compare-masked", { folder });
  const found = new Map<string, { file: string; row: string }>();
  for await (const row of runRows(folder, ["match"])) {
    const nik = row.cell("dtsen_nik");
    if (/^\d{16}$/.test(nik) && !found.has(nik)) found.set(nik, { file: row.cell("source_file"), row: row.cell("source_row") });
  }
  return found;
}

function nameOf({ label, date }: { readonly label: string | null; readonly date: string | null }, path: string): string {
  return label === null && date === null ? path : [label, date].filter((part) => part !== null).join(", ");
}

/** The programme's limits of the two quarters: of `--period`, and of the day of the older extract, else of the quarter before. */
function limitChange({ programme, period, ownLimit, programmes }: CompareOptions, dateBefore: string | null): LimitChange | null {
  if (ownLimit !== null) return { programme: "--desil-max", before: ownLimit, after: ownLimit };
  if (programme === null || period === null) return null;
  const after = decileLimit(programme, period, programmes);
  if (after === null) return null;
  const before = decileLimit(programme, dateBefore === null ? quarterBefore(period) : quarterOf(dateBefore), programmes);
  return { programme: after.programme!, before: before?.limit ?? after.limit, after: after.limit };
}

function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

function quarterBefore(quarter: string): string {
  const nth = Number(quarter.slice(6));
  return nth > 1 ? `${quarter.slice(0, 5)}Q${nth - 1}` : `${Number(quarter.slice(0, 4)) - 1}-Q4`;
}

async function finish(options: CompareOptions, report: ChangeReport, comparison: Comparison): Promise<CommandResult> {
  const { counts, of } = comparison;
  const crossed =
    options.maxChange !== null && isCrossed(counts.changed, counts.compared, options.maxChange) ? [crossedText(counts, options.lang)] : [];
  const json = comparisonObject(comparison, crossed);
  await report.workbook(comparison, of === "runs" || options.all ? "all" : options.list === null ? "none" : "list", options.reportLang);
  report.publish(json);
  return {
    json,
    text: `${comparisonText(comparison, options.lang)}${options.lang === "id" ? "Ditulis ke" : "Written to"}: ${join(options.out, "perubahan.csv")}, perubahan.xlsx, perubahan.json\n`,
    crossed,
  };
}

function crossedText({ changed, compared }: ChangeCounts, lang: Lang): string {
  return lang === "id"
    ? `${changed} dari ${compared} berubah: di atas --max-change`
    : `${changed} of ${compared} changed: above --max-change`;
}
