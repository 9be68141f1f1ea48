/**
 * Pass 3: a row's line, from the cells rendered in pass 1 and what was decided in pass 2. Asks columns of numbers and a batch's
 * texts only, so that any thread writes any batch.
 */
import type { Lang } from "../language.ts";
import { ClaimLedger, type LedgerColumns } from "../resolve/claim-ledger.ts";
import type { FindingCode } from "../normalise/findings.ts";
import { Resolution, type ResolutionColumns } from "../resolve/resolve.ts";
import type { Status } from "../resolve/status.ts";
import { othersCell, probabilityCell } from "./columns.ts";
import { csvLine } from "./csv.ts";
import { concernsList, noListFacts, sentenceOf, type ListFacts, type RowFacts } from "./sentence.ts";
import { reportOf, type RowReport } from "./status.ts";

/** All that the lines of a run are made from, beside the texts; the columns lie in shared memory. */
export interface ResolvedLists {
  readonly ledger: LedgerColumns;
  readonly resolution: ResolutionColumns;
  /** Per row, where it comes from: the list, and the row in its file. */
  readonly listOf: Uint16Array;
  readonly rows: Uint32Array;
  /** Per candidate, its row in the extract. */
  readonly candidateRows: Uint32Array;
  /** The lists' names. */
  readonly files: readonly string[];
  readonly lang: Lang;
}

/**
 * What pass 1 renders of a batch: two cells and the clauses of every row, and behind it of each of its candidates. Clauses lie
 * apart: some show two words with an arrow between, and text is copied and encoded several times as fast where all of it is ASCII.
 */
export interface RowTexts {
  /** The row's own cells, or the person's; then the reasons. */
  readonly cells: readonly string[];
  readonly clauses: readonly string[];
}

/** What was counted while lines were written. */
export interface LineCounts {
  rows: number;
  readonly statuses: Partial<Record<Status, number>>;
  readonly reasons: Partial<Record<FindingCode, number>>;
  cappedRows: number;
  matched: number;
  /** Sum of 1 − p over the matched. */
  wrong: number;
}

export function noCounts(): LineCounts {
  return { rows: 0, statuses: {}, reasons: {}, cappedRows: 0, matched: 0, wrong: 0 };
}

/** Adds a batch's counts; batch by batch in their order, so that the sums are the same bits whoever counted. */
export function addCounts(to: LineCounts, { rows, statuses, reasons, cappedRows, matched, wrong }: LineCounts): void {
  for (const [status, count] of Object.entries(statuses)) add(to.statuses, status as Status, count);
  for (const [code, count] of Object.entries(reasons)) add(to.reasons, code as FindingCode, count);
  to.rows += rows;
  to.cappedRows += cappedRows;
  to.matched += matched;
  to.wrong += wrong;
}

function add<Key extends string>(counts: Partial<Record<Key, number>>, key: Key, count: number): void {
  counts[key] = (counts[key] ?? 0) + count;
}

const NO_PERSON = ",".repeat(9);

export class LineWriter {
  private readonly lists: ResolvedLists;
  private readonly ledger: ClaimLedger;
  private readonly resolution: Resolution;
  /** The files' names as cells. */
  private readonly fileCells: readonly string[];

  constructor(lists: ResolvedLists) {
    this.lists = lists;
    this.ledger = new ClaimLedger(lists.ledger);
    this.resolution = new Resolution(this.ledger, lists.resolution);
    this.fileCells = lists.files.map((file) => csvLine([file]).trimEnd());
  }

  /** The lines of the rows from `first` on, each with its line break, in their order; as many as `texts` holds. */
  write(first: number, texts: RowTexts, put: (report: RowReport, line: string) => void): LineCounts {
    const counts = noCounts();
    for (let row = first, at = 0; at < texts.clauses.length; row++) {
      const report = reportOf(this.resolution.status(row));
      put(report, this.line(row, report, texts, at, counts));
      counts.rows++;
      at += 1 + this.ledger.firstSlot(row + 1) - this.ledger.firstSlot(row);
    }
    return counts;
  }

  private line(row: number, report: RowReport, { cells, clauses }: RowTexts, own: number, counts: LineCounts): string {
    const { ledger, resolution, lists } = this;
    const status = resolution.status(row);
    const best = resolution.best(row);
    const clashes = resolution.clashes(row);
    const probability = resolution.probability(row);
    const pair = own + 1 + best - ledger.firstSlot(row);
    const reasons = distinctCodes(cells[2 * own + 1]!, best < 0 ? "" : cells[2 * pair + 1]!, clashes);
    add(counts.statuses, status, 1);
    for (const code of reasons) add(counts.reasons, code, 1);
    if (clashes.includes("BLOK_TERPOTONG")) counts.cappedRows++;
    // What an officer has ruled is not an estimate: it has no probability.
    const isEstimated = status !== "PADAN_PUTUSAN";
    if (report === "match" && isEstimated) {
      counts.matched++;
      counts.wrong += 1 - probability;
    }
    const facts = concernsList(status, clashes) ? this.listFacts(row) : noListFacts;
    const explanation = quoted(sentenceOf(status, best < 0 ? "" : clauses[pair]!, clauses[own]!, facts, lists.lang));
    const answer = `${this.fileCells[lists.listOf[row]!]!},${lists.rows[row]!},${status},${reasons.join(";")}`;
    if (best < 0) return `${answer},,${explanation},${NO_PERSON},,${cells[2 * own]!}\r\n`;
    return `${answer},${isEstimated ? probabilityCell(probability) : ""},${explanation},${cells[2 * pair]!},${this.othersOf(row)},${cells[2 * own]!}\r\n`;
  }

  private othersOf(row: number): string {
    const others = this.resolution.others(row);
    return others.length === 0
      ? ""
      : othersCell(others.map(({ slot, probability }) => ({ row: this.lists.candidateRows[slot]!, probability })));
  }

  private listFacts(row: number): ListFacts {
    const { ledger, resolution, lists } = this;
    const best = resolution.best(row);
    let holderRow: number | null = null;
    let nikRows = 0;
    for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
      if (ledger.traits(slot).nik !== "equal") continue;
      nikRows++;
      if (slot !== best) holderRow ??= lists.candidateRows[slot]!;
    }
    const near = resolution.others(row).filter(({ probability }) => probability >= resolution.probability(row) / 4);
    return {
      clashes: resolution.clashes(row),
      rival: this.rowFacts(resolution.rival(row), row),
      stranger: this.rowFacts(resolution.stranger(row), row),
      holderRow: resolution.status(row) === "NIK_KONFLIK" ? holderRow : null,
      nikRows: Math.max(nikRows, 1),
      candidates: 1 + near.length,
    };
  }

  private rowFacts(other: number, row: number): RowFacts | null {
    const { listOf, rows, files } = this.lists;
    return other < 0 ? null : { row: rows[other]!, file: listOf[other] === listOf[row] ? null : files[listOf[other]!]! };
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
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}
