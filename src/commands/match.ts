/** `dtsen match`: lists and an index go in, five reports come out. Pass 1 and 3 on threads, pass 2 here. */
import { basename, join } from "node:path";
import { pid } from "node:process";
import { distinctFiles } from "../run/list-names.ts";
import { matchEach } from "./match-each.ts";
import { Gathered } from "../run/gathered.ts";
import { linkLists, openLists, startLinking, type LinkPool, type OpenLists } from "../run/linking.ts";
import type { CommandResult, MatchOptions } from "../run/options.ts";
import { isFresh } from "../index/index-freshness.ts";
import type { IndexMeta } from "../index/index-meta.ts";
import { peopleOf, type LinesJob, type LinesReply, type LinesSetup } from "../run/link-service.ts";
import type { LinkReply, MarkCounts, ListSetup } from "../run/list-linker.ts";
import { withFolderLock } from "../platform/lock.ts";
import { plainFile } from "../platform/plain-file.ts";
import { registerTemporary, removeTemporary } from "../platform/private-files.ts";
import { removeLeftovers, restoreFiles } from "../platform/publishing.ts";
import { IndexDatabase } from "../index/index-database.ts";
import { openIndex, refuseOther } from "../index/record-index.ts";
import { BYTE_ORDER_MARK, openReports, RECAP_FILE, type ReportFile, type ReportFiles } from "../report/report-files.ts";
import { Recap } from "../report/recap.ts";
import { candidateHeader } from "../report/candidates.ts";
import { sha256Of } from "../platform/file-hash.ts";
import type { WorkbookFacts } from "../report/workbook-notes.ts";
import { listPart } from "../report/list-part.ts";
import { writeRunWorkbook } from "../run/run-workbook.ts";
import { Spool } from "../run/spool.ts";
import type { Terminal } from "../platform/terminal.ts";
import { NORMALISER_VERSION } from "../normalise/normalise.ts";
import type { Furniture, FurnitureKind, Rejection, RejectionReason } from "../normalise/record.ts";
import { openDecisions } from "../run/decisions-file.ts";
import { openOverlays, type Overlay } from "../run/overlays.ts";
import { today } from "../platform/clock.ts";
import type { FindingCode } from "../normalise/findings.ts";
import type { Decisions } from "../rulings/decisions.ts";
import { RulingTally } from "../rulings/outcome.ts";
import { ClaimLedger } from "../resolve/claim-ledger.ts";
import { lostShare } from "../resolve/recapture.ts";
import { Resolution } from "../resolve/resolution.ts";
import { rejectedHeader, reportHeader } from "../report/columns.ts";
import { csvLines } from "../report/csv.ts";
import { maskText, shownName } from "../report/mask.ts";
import { crossedLimits, crossedText } from "../report/limits.ts";
import { listWarnings } from "../report/list-warnings.ts";
import { SHARED_AID_FILE, sharedAidText } from "../report/shared-aid.ts";
import { addCounts, noCounts, type LineCounts, type ResolvedLists } from "../report/lines.ts";
import { rowReports } from "../report/status.ts";
import { limitedCounts, personRows, summaryObject, summaryText, sumOf, warningTextsOf, type RunSummary } from "../report/summary.ts";
import { version } from "../version.ts";

/** Batches of pass 1 that pass 3 writes in one go. */
const BATCHES_WRITTEN = 4;
/** Furniture rows named one by one in the summary; the rest is counted. */
const LISTED_FURNITURE = 1000;

export async function match(given: MatchOptions, terminal: Terminal): Promise<CommandResult> {
  const options = { ...given, files: given.force ? distinctFiles(given.files) : given.files };
  if (options.extract.length > 0) await ensureIndex(options, terminal);
  return withFolderLock(options.out, () =>
    options.each ? matchEach(options, terminal, (one) => withFolderLock(one.out, () => run(one, terminal))) : run(options, terminal),
  );
}

/** The index made from `--extract`: the one at hand if it was made from these very files, else a new one. */
async function ensureIndex(options: MatchOptions, terminal: Terminal): Promise<void> {
  options.extract.forEach(plainFile);
  if (await isFresh(options.db, options.extract)) return;
  const { buildIndex } = await import("./index.ts");
  await buildIndex({ ...options, files: options.extract, extending: null, maxRejected: null, map: {}, headerRow: null }, terminal);
}

async function run(options: MatchOptions, terminal: Terminal): Promise<CommandResult> {
  const startedAt = new Date();
  // Whatever comes of this run, what a killed one has hidden is there again.
  restoreFiles(options.out);
  removeLeftovers(options.out);
  // What is wrong with the index is told before the lists are opened.
  using database = new IndexDatabase(options.db);
  await using pool = startLinking(options);
  const decisions = options.decisions === null ? null : openDecisions(options.decisions);
  const overlays = await openOverlays(options.overlay, today());
  const lists = await openLists({ ...options, decisionTable: decisions?.table ?? null, overlayTables: overlays });
  const { meta } = lists;
  const { delimiter } = lists.setup;
  const reports = openReports(options.out, headersOf(lists), { overwrite: options.overwrite, inputs: inputsOf(options) });
  const spoolPath = join(options.out, `.dtsen-${pid}-spool.tmp`);
  registerTemporary(spoolPath);
  try {
    using spool = new Spool(spoolPath);
    const tally = new RulingTally(decisions?.table.hashes.length ?? 0);
    const reading = new Reading(lists, reports, spool, tally);
    for (const line of listWarnings(lists.warned, terminal.lang)) terminal.err(`${line}\n`);
    await linkLists(lists, pool, terminal, (reply) => reading.take(reply));
    const resolved = await reading.gathered.resolve(lists, meta.counts.persons);
    const hashes = Promise.all(options.files.map((file) => (file === "-" ? null : sha256Of(file))));
    const counts = await writeLines(reading.spooled(), { resolved, spool: spool.path }, pool, reports, terminal);
    const recap = new Recap(options.decileLimit);
    reading.gathered.count(resolved, recap);
    recap.reject(sumOf(reading.rejected));
    if (resolved.otherLists !== null) reports.write(SHARED_AID_FILE, BYTE_ORDER_MARK + sharedAid(reading.gathered, resolved, database));
    reports.write(RECAP_FILE, BYTE_ORDER_MARK + recap.text(delimiter, options.mask));
    const { eligible } = recap;
    const lost = lostOfLists(resolved);
    const summary = summarise({ options, lists, reading, counts, meta, decisions, overlays, eligible, lost, hashes: await hashes });
    if (options.xlsx ?? lists.setup.lists.some(({ format }) => String(format.encoding) === "xlsx")) {
      const { ownHeaders: own, setup } = lists;
      const run = {
        lang: setup.lang,
        masked: setup.mask,
        own,
        parts: summary.parts,
        today: setup.today,
        forceNik: setup.forceNik,
        extract: resolved.extract,
      };
      await writeRunWorkbook(reports, run, summary, options.out);
    }
    const finishedAt = new Date();
    const times = {
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt.toISOString(),
      seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    };
    const crossed = crossedLimits(limitedCounts(summary), personRows(summary), options.limits);
    let json: Record<string, unknown> = {};
    database.refuseChanged();
    reports.commit((files) => {
      json = summaryObject(summary, times, crossed, files);
      return `${JSON.stringify(json, null, 2)}\n`;
    });
    const day = startedAt.toISOString().slice(0, 10);
    return {
      json,
      text: summaryText(summary, terminal.lang, day, terminal.paint, options.out),
      warnings: warningTextsOf(summary, terminal.lang, day),
      crossed: crossed.map((each) => crossedText(each, terminal.lang)),
    };
  } finally {
    reports.abort();
    removeTemporary(spoolPath);
  }
}

function headersOf({ ownHeaders, setup: { delimiter, mask } }: OpenLists): Record<ReportFile, string> {
  // A list without a header may have had its first person taken for one.
  const header = reportHeader(mask ? ownHeaders.map((each) => maskText(each)) : ownHeaders, delimiter);
  return {
    match: header,
    conflict: header,
    orphan: header,
    rejected: rejectedHeader(delimiter),
    candidates: candidateHeader(delimiter),
  };
}

function sharedAid(gathered: Gathered, resolved: ResolvedLists, { path, meta }: IndexDatabase): string {
  using index = openIndex(path);
  refuseOther(index, meta.digest);
  return sharedAidText(
    gathered.sharedGroups(resolved, (ids) => peopleOf(index, ids)),
    resolved.delimiter,
    resolved.mask,
  );
}

/** Every file the run reads. */
function inputsOf({ files, db, extract, model, decisions, overlay }: MatchOptions): string[] {
  return [...files.filter((file) => file !== "-"), db, ...extract, model, decisions, ...overlay.map(({ file }) => file)].filter(
    (file) => file !== null,
  );
}

/** What pass 1 leaves behind: numbers in memory, texts on disk, rejections already in their report. */
class Reading {
  readonly gathered = new Gathered();
  readonly rowsReadOf: number[];
  /** Rows searched for by looser ways as well. */
  widely = 0;
  /** By part of a workbook. */
  readonly marksOf = new Map<number, MarkCounts>();
  readonly rejected: Partial<Record<RejectionReason, number>> = {};
  readonly furniture: Partial<Record<FurnitureKind, number>> = {};
  readonly furnitureRows: { file: string; row: number; kind: FurnitureKind }[] = [];
  /** Of every batch, its first row and where it lies in the spool. */
  private readonly batches: LinesJob[] = [];
  private readonly spool: Spool;
  readonly tally: RulingTally;
  private readonly lists: OpenLists;
  private readonly reports: ReportFiles;

  constructor(lists: OpenLists, reports: ReportFiles, spool: Spool, tally: RulingTally) {
    this.lists = lists;
    this.reports = reports;
    this.spool = spool;
    this.tally = tally;
    this.rowsReadOf = lists.setup.lists.map(() => 0);
  }

  take(reply: LinkReply): void {
    const { list, rows, texts, rejections, furniture } = reply;
    this.batches.push({ first: this.gathered.length, texts: this.spool.append(texts) });
    this.gathered.take(reply, this.lists.setup.lists[list]!.list);
    this.tally.add(reply.rulings);
    this.reject(list, rejections);
    this.setAside(list, furniture);
    this.widely += reply.widely;
    if (reply.marks !== null) this.addMarks(list, reply.marks);
    this.rowsReadOf[list]! += rows.length + rejections.length + furniture.length;
  }

  /** What pass 3 is to write, some batches at a time: its rows cost a tenth of what they do in pass 1. */
  *spooled(): Generator<LinesJob> {
    for (let at = 0; at < this.batches.length; at += BATCHES_WRITTEN) {
      const some = this.batches.slice(at, at + BATCHES_WRITTEN);
      const {
        first,
        texts: { position },
      } = some[0]!;
      yield { first, texts: { position, size: some.reduce((sum, { texts: { size } }) => sum + size, 0) } };
    }
  }

  private reject(list: number, rejections: readonly Rejection[]): void {
    const file = this.lists.files[list]!;
    for (const { reason } of rejections) this.rejected[reason] = (this.rejected[reason] ?? 0) + 1;
    if (rejections.length > 0) {
      this.reports.append(
        "rejected",
        csvLines(
          rejections.map(({ row, reason, detail }) => [file, String(row), reason, detail]),
          this.lists.setup.delimiter,
        ),
      );
    }
  }

  private addMarks(list: number, marks: MarkCounts): void {
    const { given, stored, cut, hidden } = this.marksOf.get(list) ?? noMarks;
    this.marksOf.set(list, {
      given: given + marks.given,
      stored: stored + marks.stored,
      cut: cut + marks.cut,
      hidden: hidden + marks.hidden,
    });
  }

  private setAside(list: number, furniture: readonly Furniture[]): void {
    const file = this.lists.files[list]!;
    for (const { row, furniture: kind } of furniture) {
      this.furniture[kind] = (this.furniture[kind] ?? 0) + 1;
      if (this.furnitureRows.length < LISTED_FURNITURE) this.furnitureRows.push({ file, row, kind });
    }
  }
}

/** Pass 3: every row's line, in input order, from what was rendered in pass 1 and decided in pass 2. */
async function writeLines(
  spooled: Iterable<LinesJob>,
  setup: LinesSetup,
  pool: LinkPool,
  reports: ReportFiles,
  terminal: Terminal,
): Promise<LineCounts> {
  const phase = terminal.phase(terminal.lang === "id" ? "Menulis laporan" : "Writing reports", setup.resolved.rows.length);
  const total = noCounts();
  await pool.broadcast(setup);
  for await (const { reply } of pool.map(spooled)) {
    const { lines, counts } = reply as LinesReply;
    for (const report of [...rowReports, "candidates"] as const) reports.append(report, lines[report]);
    addCounts(total, counts);
    phase.advance(counts.rows);
  }
  phase.done();
  return total;
}

function lostOfLists({ ledger, resolution }: ResolvedLists): number | null {
  const claims = new ClaimLedger(ledger);
  return lostShare(claims, new Resolution(claims, resolution));
}

interface Run {
  readonly options: MatchOptions;
  readonly lists: OpenLists;
  readonly reading: Reading;
  readonly counts: LineCounts;
  readonly meta: IndexMeta;
  readonly decisions: Decisions | null;
  readonly overlays: readonly Overlay[];
  readonly eligible: Recap["eligible"];
  readonly lost: number | null;
  /** SHA-256 of the lists; `null` for standard input. */
  readonly hashes: readonly (string | null)[];
}

const noMarks: MarkCounts = { given: 0, stored: 0, cut: 0, hidden: 0 };

/** What is to be said of lists that are workbooks; parts of one sheet are told together. */
function workbooksOf({ tables, files }: OpenLists, { marksOf }: Reading, paths: readonly string[], mask: boolean): WorkbookFacts[] {
  let first = 0;
  return tables.flatMap((table, list) => {
    const parts = table.parts.flatMap(({ format }, part) => {
      const marks = marksOf.get(first + part);
      return marks === undefined ? [] : [{ file: files[first + part]!, read: format.file, marks }];
    });
    first += table.parts.length;
    if (parts.length === 0) return [];
    const merged = table.merged();
    const sheets = [...new Set(parts.map(({ file }) => file))].map((file) => {
      const sum = (of: (marks: MarkCounts) => number): number =>
        parts.reduce((all, part) => all + (part.file === file ? of(part.marks) : 0), 0);
      return {
        file,
        numbers: { given: sum(({ given }) => given), stored: sum(({ stored }) => stored), cut: sum(({ cut }) => cut) },
        mergedCells: merged.find((each) => parts.some((part) => part.file === file && part.read === each.file))?.cells ?? 0,
        hiddenRows: sum(({ hidden }) => hidden),
      };
    });
    const leftOut = table.skipped.map((sheet) => ({ ...sheet, name: shownName(sheet.name, mask) }));
    return [{ file: shownName(basename(paths[list]!), mask), leftOut, sheets }];
  });
}

/** A line per list, and per sheet of a workbook: the parts of a file are told together. */
function listsOf(
  parts: readonly ListSetup[],
  files: readonly string[],
  rowsRead: readonly number[],
  hashes: readonly (string | null)[],
): RunSummary["lists"] {
  const lists = new Map<string, RunSummary["lists"][number]>();
  for (const [at, { list, format, profile }] of parts.entries()) {
    const key = `${list} ${format.file}`;
    const before = lists.get(key);
    lists.set(key, {
      file: files[at]!,
      sha256: hashes[list] ?? null,
      rowsRead: rowsRead[at]! + (before?.rowsRead ?? 0),
      nikTruncated: profile.nikTruncated || before?.nikTruncated === true,
      named: format.mapping.nama !== undefined && before?.named !== false,
    });
  }
  return [...lists.values()];
}

function summarise({
  options,
  lists,
  lists: { tables, files, setup },
  reading,
  counts,
  meta,
  decisions,
  overlays,
  eligible,
  lost,
  hashes,
}: Run): RunSummary {
  return {
    version,
    normaliser: NORMALISER_VERSION,
    lists: listsOf(setup.lists, files, reading.rowsReadOf, hashes),
    index: {
      file: shownName(basename(options.db), options.mask),
      label: meta.label === null ? null : shownName(meta.label, options.mask),
      date: meta.date,
      persons: meta.counts.persons,
      coverage: options.mask ? meta.coverage.map((each) => maskText(each)) : meta.coverage,
      regionEdition: meta.regionEdition,
      withoutFamilies: meta.withoutFamilies,
      inputs: meta.inputs.map(({ name, sha256 }) => ({ file: shownName(name, options.mask), sha256 })),
    },
    rowsRead: tables.reduce((sum, table) => sum + table.rowsRead, 0),
    statuses: counts.statuses,
    rejected: reading.rejected,
    furniture: reading.furniture,
    furnitureRows: reading.furnitureRows,
    reasons: counts.reasons,
    cappedRows: counts.cappedRows,
    widelySearched: reading.widely,
    lostShare: lost,
    expectedWrongShare: counts.matched === 0 ? null : counts.wrong / counts.matched,
    calibrated: setup.model.calibration !== undefined,
    model: options.model === null ? null : shownName(basename(options.model), options.mask),
    decileLimit: options.decileLimit,
    decisions:
      decisions === null
        ? null
        : {
            file: shownName(basename(options.decisions!), options.mask),
            lines: decisions.lines,
            faultyRows: decisions.faults.map(({ row }) => row),
            counts: reading.tally.counts(),
            overtaken: counts.overtakenRulings,
          },
    overlays: overlays.map(({ name, file, rows, unusable }) => {
      const marked = (tail: string): number => counts.reasons[`TANDA_${name.toUpperCase()}${tail}` as FindingCode] ?? 0;
      return { name, file, rows, unusable, marked: marked(""), doubtful: marked("_RAGU"), families: marked("_KELUARGA") };
    }),
    eligible,
    delimiter: setup.delimiter,
    workbooks: workbooksOf(lists, reading, options.files, options.mask),
    parts: setup.lists.map(({ format, ownPlaces, profile }, at) => listPart({ ...format, file: files[at]! }, ownPlaces, profile)),
    masked: options.mask,
    forced: options.force,
  };
}
