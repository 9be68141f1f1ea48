/**
 * Pass 3: a row's line, from the cells rendered in pass 1 and what was decided in pass 2. Asks columns of numbers and a batch's
 * texts only, so that any thread writes any batch.
 */
import type { Lang } from "../language.ts";
import { ClaimLedger, type LedgerColumns } from "../resolve/claim-ledger.ts";
import type { ReferencePerson } from "../link/reference-person.ts";
import type { FindingCode } from "../normalise/findings.ts";
import type { OtherLists } from "../resolve/other-lists.ts";
import { Resolution, type ResolutionColumns } from "../resolve/resolution.ts";
import type { Status } from "../resolve/status.ts";
import { detailCells, listCells, unpackSide } from "./candidates.ts";
import { othersCell, personColumns, probabilityCell } from "./columns.ts";
import { csvLine, csvRecords, safeCell, type ReportDelimiter } from "./csv.ts";
import { concernsList, noListFacts, sentenceOf, type ListFacts, type RowFacts } from "./sentence.ts";
import { reportOf, type RowReport } from "./status.ts";

/** All that the lines of a run are made from, beside the texts; the columns lie in shared memory. */
export interface ResolvedLists {
  readonly ledger: LedgerColumns;
  readonly resolution: ResolutionColumns;
  /** `null`: there is one list. */
  readonly otherLists: OtherLists | null;
  /** Per row, where it comes from: the list, and the row in its file. */
  readonly listOf: Uint16Array;
  readonly rows: Uint32Array;
  /** Per candidate, its row in the extract. */
  readonly candidateRows: Uint32Array;
  /** The lists' names. */
  readonly files: readonly string[];
  readonly lang: Lang;
  readonly delimiter: ReportDelimiter;
  readonly mask: boolean;
  /** Label and date of the extract; empty where it has none. */
  readonly extract: readonly [label: string, date: string];
}

/**
 * What pass 1 renders of a batch: two cells and the clauses of every row, and behind it of each of its candidates. Clauses lie
 * apart: some show two words with an arrow between, and text is copied and encoded several times as fast where all of it is ASCII.
 */
export interface RowTexts {
  /** The row's own cells, or the person's; then the reasons. */
  readonly cells: readonly string[];
  readonly clauses: readonly string[];
  /** Of every row, `packSide`. */
  readonly sides: readonly string[];
}

/** What was counted while lines were written. */
export interface LineCounts {
  rows: number;
  readonly statuses: Partial<Record<Status, number>>;
  readonly reasons: Partial<Record<FindingCode, number>>;
  cappedRows: number;
  /** Rows in `match.csv` whose ruling has lapsed because the extract changed: they need it no more. */
  overtakenRulings: number;
  matched: number;
  /** Sum of 1 − p over the matched. */
  wrong: number;
}

export function noCounts(): LineCounts {
  return { rows: 0, statuses: {}, reasons: {}, cappedRows: 0, overtakenRulings: 0, matched: 0, wrong: 0 };
}

/** Adds a batch's counts; batch by batch in their order, so that the sums are the same bits whoever counted. */
export function addCounts(to: LineCounts, { rows, statuses, reasons, cappedRows, overtakenRulings, matched, wrong }: LineCounts): void {
  for (const [status, count] of Object.entries(statuses)) add(to.statuses, status as Status, count);
  for (const [code, count] of Object.entries(reasons)) add(to.reasons, code as FindingCode, count);
  to.rows += rows;
  to.cappedRows += cappedRows;
  to.overtakenRulings += overtakenRulings;
  to.matched += matched;
  to.wrong += wrong;
}

function add<Key extends string>(counts: Partial<Record<Key, number>>, key: Key, count: number): void {
  counts[key] = (counts[key] ?? 0) + count;
}

/** What a run answers on a row: the line in the report, and what `explain` tells. */
export interface RowAnswer {
  readonly status: Status;
  readonly reasons: readonly FindingCode[];
  /** `null` where nobody is named, or an officer has ruled. */
  readonly probability: number | null;
  readonly explanation: string;
  /** The person named, by the place of its texts among the batch's; -1: nobody. */
  readonly pair: number;
}

export class LineWriter {
  private readonly lists: ResolvedLists;
  private readonly ledger: ClaimLedger;
  private readonly resolution: Resolution;
  /** The files' names as cells. */
  private readonly fileCells: readonly string[];
  private readonly delimiter: ReportDelimiter;
  /** The cells of a row that names nobody. */
  private readonly nobody: string;
  /** The extract's label and date as cells. */
  private readonly extract: string;

  private readonly peopleOf: (ids: readonly number[]) => readonly ReferencePerson[];

  /** `peopleOf` gives the persons of the extract by their ids. */
  constructor(lists: ResolvedLists, peopleOf: (ids: readonly number[]) => readonly ReferencePerson[]) {
    this.lists = lists;
    this.peopleOf = peopleOf;
    this.ledger = new ClaimLedger(lists.ledger);
    this.resolution = new Resolution(this.ledger, lists.resolution);
    this.delimiter = lists.delimiter;
    this.fileCells = lists.files.map((file) => csvLine([file], lists.delimiter).trimEnd());
    this.extract = csvRecords([lists.extract], lists.delimiter)[0]!;
    this.nobody = lists.delimiter.repeat(personColumns.length - 1);
  }

  /** The lines of the rows from `first` on, each with its line break, in their order; as many as `texts` holds. */
  write(first: number, texts: RowTexts, put: (report: RowReport | "candidates", line: string) => void): LineCounts {
    const counts = noCounts();
    for (let row = first, own = 0; own < texts.clauses.length; row++) {
      const answer = this.answer(row, texts, own);
      const report = reportOf(answer.status);
      this.count(row, answer, counts);
      put(report, this.line(row, answer, texts, own));
      if (report === "conflict") for (const line of this.candidateLines(row, answer, texts, own, row - first)) put("candidates", line);
      own += 1 + this.ledger.firstSlot(row + 1) - this.ledger.firstSlot(row);
    }
    return counts;
  }

  /** `own`: the place of the row's own texts; its candidates' follow. */
  answer(row: number, { cells, clauses }: RowTexts, own: number): RowAnswer {
    const { ledger, resolution, lists } = this;
    const status = resolution.status(row);
    const best = resolution.best(row);
    const clashes = resolution.clashes(row);
    const pair = best < 0 ? -1 : own + 1 + best - ledger.firstSlot(row);
    const candidates = ledger.firstSlot(row + 1) - ledger.firstSlot(row);
    const facts = concernsList(status, clashes, pair < 0 && candidates > 0) ? this.listFacts(row) : noListFacts;
    return {
      status,
      reasons: distinctCodes(cells[2 * own + 1]!, pair < 0 ? "" : cells[2 * pair + 1]!, clashes),
      // What an officer has ruled is not an estimate: it has no probability.
      probability: pair < 0 || status === "PADAN_PUTUSAN" ? null : resolution.probability(row),
      explanation: sentenceOf(status, pair < 0 ? "" : clauses[pair]!, clauses[own]!, facts, lists.lang),
      pair,
    };
  }

  private count(row: number, { status, reasons, probability }: RowAnswer, counts: LineCounts): void {
    counts.rows++;
    add(counts.statuses, status, 1);
    for (const code of reasons) add(counts.reasons, code, 1);
    if (this.ledger.capped(row)) counts.cappedRows++;
    if (reportOf(status) === "match" && reasons.includes("PUTUSAN_PERLU_DITINJAU")) counts.overtakenRulings++;
    if (reportOf(status) === "match" && probability !== null) {
      counts.matched++;
      counts.wrong += 1 - probability;
    }
  }

  private line(row: number, { status, reasons, probability, explanation, pair }: RowAnswer, { cells }: RowTexts, own: number): string {
    const { lists, delimiter } = this;
    const codes = reasons.length > 1 ? this.listCell(reasons.join(";")) : (reasons[0] ?? "");
    const answer = `${this.fileCells[lists.listOf[row]!]!}${delimiter}${lists.rows[row]!}${delimiter}${status}${delimiter}${codes}`;
    const certain = probability === null ? "" : probabilityCell(probability);
    const person = pair < 0 ? this.nobody : cells[2 * pair]!;
    const others = pair < 0 ? "" : this.listCell(this.othersOf(row));
    return `${answer}${delimiter}${certain}${delimiter}${quoted(safeCell(explanation, delimiter))}${delimiter}${person}${delimiter}${others}${delimiter}${cells[2 * own]!}\r\n`;
  }

  /** The row's lines in `kandidat.csv`, best candidate first; `at`: the row's place in its batch. */
  private candidateLines(
    row: number,
    { status, pair, probability }: RowAnswer,
    { cells, sides }: RowTexts,
    own: number,
    at: number,
  ): string[] {
    const { ledger, resolution, lists, delimiter } = this;
    const side = unpackSide(sides[at]!);
    const best = pair < 0 ? [] : [{ slot: resolution.best(row), probability: probability! }];
    const all = [...best, ...resolution.others(row)];
    const people = this.peopleOf(all.map(({ slot }) => ledger.id(slot)));
    return all.map(({ slot, probability }, rank) => {
      const person = people[rank]!;
      const lead = [lists.files[lists.listOf[row]!]!, String(lists.rows[row]!), status, String(rank + 1), probabilityCell(probability)];
      const before = csvRecords([[...lead, ...listCells(side, person, lists.mask)]], delimiter)[0]!;
      const behind = csvRecords([detailCells(side, person, ledger.traits(slot), lists.lang, lists.mask)], delimiter)[0]!;
      return `${before}${delimiter}${cells[2 * (own + 1 + slot - ledger.firstSlot(row))]!}${delimiter}${behind}${delimiter}${this.extract}\r\n`;
    });
  }

  /** A list of codes or candidates, joined by semicolons. */
  private listCell(text: string): string {
    return this.delimiter === ";" && text.includes(";") ? `"${text}"` : text;
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
      elsewhere: this.rowFacts(lists.otherLists?.person[row] ?? -1, row),
      relative: this.rowFacts(lists.otherLists?.family[row] ?? -1, row),
      holderRow: resolution.status(row) === "NIK_KONFLIK" ? holderRow : null,
      nikRows: Math.max(nikRows, 1),
      candidates: best < 0 ? 0 : 1 + near.length,
      unfit: best < 0 ? ledger.firstSlot(row + 1) - ledger.firstSlot(row) : 0,
    };
  }

  private rowFacts(other: number, row: number): RowFacts | null {
    const { listOf, rows, files } = this.lists;
    return other < 0 ? null : { row: rows[other]!, file: files[listOf[other]!] === files[listOf[row]!] ? null : files[listOf[other]!]! };
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
