/** `dtsen match`: lists and an index go in, five reports come out. Pass 1 on threads, pass 2 and 3 here. */
import { basename, join } from "node:path";
import { pid } from "node:process";
import { buildIndex } from "./index.ts";
import { bytesOf, linkLists, openLists, startLinking, type OpenLists } from "./linking.ts";
import type { CommandResult, MatchOptions } from "./options.ts";
import type { Table } from "../io/csv-source.ts";
import type { LinkReply } from "../io/list-linker.ts";
import { withLock } from "../io/lock.ts";
import { registerTemporary, removeTemporary } from "../io/private-files.ts";
import { isFresh } from "../io/index-freshness.ts";
import type { IndexMeta } from "../io/index-meta.ts";
import { readIndexMeta } from "../io/record-index.ts";
import { readAhead } from "../io/read-ahead.ts";
import { openReports, type ReportFiles } from "../io/report-files.ts";
import { Spool, unpackTexts } from "../io/spool.ts";
import type { Terminal } from "../io/terminal.ts";
import { ClaimLedger, GrowingArray } from "../linkage/claim.ts";
import type { FindingCode } from "../linkage/findings.ts";
import { NORMALISER_VERSION } from "../linkage/normalise.ts";
import type { Furniture, FurnitureKind, Rejection, RejectionReason } from "../linkage/record.ts";
import { resolve, type Resolution } from "../linkage/resolve.ts";
import type { Status } from "../linkage/status.ts";
import { othersCell, probabilityCell, rejectedHeader, reportHeader } from "../report/columns.ts";
import { csvLine, csvLines } from "../report/csv.ts";
import { crossedLimits } from "../report/limits.ts";
import { reportOf } from "../report/status.ts";
import { sentenceOf, type ListFacts, type RowFacts } from "../report/sentence.ts";
import { rowCounts, summaryJson, summaryObject, summaryText, type RunSummary } from "../report/summary.ts";
import { version } from "../version.ts";

/** Furniture rows named one by one in the summary; the rest is counted. */
const LISTED_FURNITURE = 1000;
const NO_PERSON = ",".repeat(9);

export async function match(options: MatchOptions, terminal: Terminal): Promise<CommandResult> {
  if (options.extract.length > 0) await ensureIndex(options, terminal);
  return withLock(options.out, () => run(options, terminal));
}

/** The index made from `--extract`: the one at hand if it was made from these very files, else a new one. */
async function ensureIndex(options: MatchOptions, terminal: Terminal): Promise<void> {
  if (await isFresh(options.db, options.extract)) return;
  await buildIndex(
    { ...options, files: options.extract, extending: null, maxRejected: null, map: {} },
    terminal,
  );
}

async function run(options: MatchOptions, terminal: Terminal): Promise<CommandResult> {
  const startedAt = new Date();
  const meta = readIndexMeta(options.db);
  await using pool = startLinking(options);
  using _ahead = readAhead(options.db, meta.areaBytes, bytesOf(options.files));
  const lists = await openLists(options);
  const { tables, setup } = lists;
  const header = reportHeader(lists.ownHeaders);
  const reports = openReports(options.out, { match: header, conflict: header, orphan: header, rejected: rejectedHeader() });
  const spoolPath = join(options.out, `.dtsen-${pid}-spool.tmp`);
  registerTemporary(spoolPath);
  try {
    using spool = new Spool(spoolPath);
    const reading = new Reading(tables, reports, spool);
    await linkLists(lists, pool, terminal, (reply) => reading.take(reply));
    const resolution = resolve(reading.ledger, setup.model, meta.counts.persons, (row) => setup.lists[reading.listOf.get(row)]!.ofFamilies);
    const counts = writeRows(reading, resolution, tables, reports, options, terminal);
    const summary = summarise({ options, lists, reading, counts, meta });
    const finishedAt = new Date();
    const times = {
      startedAt: startedAt.toISOString(), finishedAt: finishedAt.toISOString(),
      seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    };
    const totals = rowCounts(summary);
    const crossed = crossedLimits(totals, totals.rowsRead - totals.furniture, options.limits, terminal.lang);
    reports.commit(summaryJson(summary, times, crossed));
    const day = startedAt.toISOString().slice(0, 10);
    return {
      json: summaryObject(summary, times, crossed),
      text: summaryText(summary, terminal.lang, day, terminal.paint, options.out),
      crossed,
    };
  } finally {
    reports.abort();
    removeTemporary(spoolPath);
  }
}

/** What pass 1 leaves behind: numbers in memory, texts on disk, rejections already in their report. */
class Reading {
  readonly ledger = new ClaimLedger();
  /** Row in the file, and which list, per claim. */
  readonly rows = new GrowingArray(Uint32Array);
  readonly listOf = new GrowingArray(Uint16Array);
  readonly candidateRows = new GrowingArray(Uint32Array);
  readonly rowsReadOf: number[];
  readonly rejected: Partial<Record<RejectionReason, number>> = {};
  readonly furniture: Partial<Record<FurnitureKind, number>> = {};
  readonly furnitureRows: { file: string; row: number; kind: FurnitureKind }[] = [];
  readonly spool: Spool;
  private readonly tables: readonly Table[];
  private readonly reports: ReportFiles;

  constructor(tables: readonly Table[], reports: ReportFiles, spool: Spool) {
    this.tables = tables;
    this.reports = reports;
    this.spool = spool;
    this.rowsReadOf = tables.map(() => 0);
  }

  take({ list, claims, rows, candidateRows, texts, rejections, furniture }: LinkReply): void {
    this.ledger.append(claims);
    this.rows.append(rows);
    this.listOf.append(new Uint16Array(rows.length).fill(list));
    this.candidateRows.append(candidateRows);
    this.spool.append(texts);
    this.reject(list, rejections);
    this.setAside(list, furniture);
    this.rowsReadOf[list]! += rows.length + rejections.length + furniture.length;
  }

  fileOf(row: number): string {
    return this.tables[this.listOf.get(row)]!.format.file;
  }

  private reject(list: number, rejections: readonly Rejection[]): void {
    const { file } = this.tables[list]!.format;
    for (const { reason } of rejections) this.rejected[reason] = (this.rejected[reason] ?? 0) + 1;
    if (rejections.length > 0) {
      this.reports.append("rejected", csvLines(rejections.map(({ row, reason, detail }) => [file, String(row), reason, detail])));
    }
  }

  private setAside(list: number, furniture: readonly Furniture[]): void {
    const { file } = this.tables[list]!.format;
    for (const { row, furniture: kind } of furniture) {
      this.furniture[kind] = (this.furniture[kind] ?? 0) + 1;
      if (this.furnitureRows.length < LISTED_FURNITURE) this.furnitureRows.push({ file, row, kind });
    }
  }
}

interface Counts {
  readonly statuses: Partial<Record<Status, number>>;
  readonly reasons: Partial<Record<FindingCode, number>>;
  cappedRows: number;
  /** Sum of 1 − p over match.csv. */
  wrong: number;
  matched: number;
}

/** Pass 3: every row's line, in input order, from what was rendered in pass 1 and decided in pass 2. */
function writeRows(
  reading: Reading, resolution: Resolution, tables: readonly Table[], reports: ReportFiles, { reportLang }: MatchOptions, terminal: Terminal,
): Counts {
  const { ledger, spool } = reading;
  const phase = terminal.phase(terminal.lang === "id" ? "Menulis laporan" : "Writing reports", ledger.length);
  const files = tables.map(({ format }) => csvLine([format.file]).trimEnd());
  const counts: Counts = { statuses: {}, reasons: {}, cappedRows: 0, wrong: 0, matched: 0 };
  let row = 0;
  for (const piece of spool.pieces()) {
    const texts = unpackTexts(piece);
    const first = row;
    for (let at = 0; at < texts.length; row++) {
      const slots = ledger.firstSlot(row + 1) - ledger.firstSlot(row);
      writeRow(row, texts, at, files[reading.listOf.get(row)]!);
      at += 3 + 3 * slots;
    }
    phase.advance(row - first);
  }
  phase.done();
  return counts;

  /** The row's own three texts stand at `from`, three more of each of its candidates behind them. */
  function writeRow(at: number, texts: readonly string[], from: number, file: string): void {
    const status = resolution.status(at);
    const best = resolution.best(at);
    const report = reportOf(status);
    const clashes = resolution.clashes(at);
    const pair = from + 3 + 3 * (best - ledger.firstSlot(at));
    const reasons = distinctCodes(texts[from + 1]!, best < 0 ? "" : texts[pair]!, clashes);
    const explanation = sentenceOf(status, best < 0 ? "" : texts[pair + 1]!, texts[from + 2]!, listFacts(at, reading, resolution), reportLang);
    const person = best < 0 ? NO_PERSON : texts[pair + 2]!;
    const probability = best < 0 ? "" : probabilityCell(resolution.probability(at));
    const others = best < 0 ? "" : othersCell(resolution.others(at).map((other) => ({
      row: reading.candidateRows.get(other.slot), probability: other.probability,
    })));
    reports.append(
      report,
      `${file},${reading.rows.get(at)},${status},${reasons.join(";")},${probability},${quoted(explanation)},${person},${others},${texts[from]!}\r\n`,
    );
    counts.statuses[status] = (counts.statuses[status] ?? 0) + 1;
    for (const code of reasons) counts.reasons[code] = (counts.reasons[code] ?? 0) + 1;
    if (clashes.includes("BLOK_TERPOTONG")) counts.cappedRows++;
    if (report === "match") {
      counts.matched++;
      counts.wrong += 1 - resolution.probability(at);
    }
  }
}

function distinctCodes(row: string, pair: string, clashes: readonly FindingCode[]): readonly FindingCode[] {
  if (row === "" && pair === "") return clashes;
  const codes = new Set<FindingCode>(clashes);
  for (const list of [row, pair]) if (list !== "") for (const code of list.split(";")) codes.add(code as FindingCode);
  return [...codes];
}

/** Codes need no quoting, sentences may. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function listFacts(row: number, reading: Reading, resolution: Resolution): ListFacts {
  const { ledger, rows, listOf, candidateRows } = reading;
  const other = (at: number): RowFacts | null =>
    at < 0 ? null : { row: rows.get(at), file: listOf.get(at) === listOf.get(row) ? null : reading.fileOf(at) };
  const best = resolution.best(row);
  let holderRow: number | null = null;
  let nikRows = 0;
  for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
    if (ledger.traits(slot).nik !== "equal") continue;
    nikRows++;
    if (slot !== best) holderRow ??= candidateRows.get(slot);
  }
  const near = resolution.others(row).filter(({ probability }) => probability >= resolution.probability(row) / 4);
  return {
    clashes: resolution.clashes(row),
    rival: other(resolution.rival(row)),
    stranger: other(resolution.stranger(row)),
    holderRow: resolution.status(row) === "NIK_KONFLIK" ? holderRow : null,
    nikRows: Math.max(nikRows, 1),
    candidates: 1 + near.length,
  };
}

interface Run {
  readonly options: MatchOptions;
  readonly lists: OpenLists;
  readonly reading: Reading;
  readonly counts: Counts;
  readonly meta: IndexMeta;
}

function summarise({ options, lists: { tables, setup }, reading, counts, meta }: Run): RunSummary {
  return {
    version,
    normaliser: NORMALISER_VERSION,
    lists: tables.map(({ format }, at) => ({
      file: format.file, rowsRead: reading.rowsReadOf[at]!, nikTruncated: setup.lists[at]!.profile.nikTruncated,
      named: format.mapping.nama !== undefined,
    })),
    index: {
      file: basename(options.db), label: meta.label, date: meta.date, persons: meta.counts.persons,
      coverage: meta.coverage, regionEdition: meta.regionEdition,
    },
    rowsRead: tables.reduce((sum, table) => sum + table.rowsRead, 0),
    statuses: counts.statuses,
    rejected: reading.rejected,
    furniture: reading.furniture,
    furnitureRows: reading.furnitureRows,
    reasons: counts.reasons,
    cappedRows: counts.cappedRows,
    expectedWrongShare: counts.matched === 0 ? null : counts.wrong / counts.matched,
    calibrated: setup.model.calibration !== undefined,
    model: options.model === null ? null : basename(options.model),
    decileLimit: options.decileLimit,
    masked: options.mask,
    forced: options.force,
  };
}
