/** `dtsen explain`: the same passes as `match`, and of one row its answer with the evidence laid open. */
import { isNamed } from "../read/xlsx/sheet-names.ts";
import { Gathered } from "../run/gathered.ts";
import { openDecisions } from "../run/decisions-file.ts";
import { linkLists, openLists, startLinking, type OpenLists } from "../run/linking.ts";
import type { CommandResult, ExplainOptions } from "../run/options.ts";
import { openOverlays } from "../run/overlays.ts";
import { DtsenError } from "../errors.ts";
import { ListLinker, type LinkJob } from "../run/list-linker.ts";
import { unpackTexts } from "../run/spool.ts";
import { openIndex, type RecordIndex } from "../index/record-index.ts";
import { today } from "../platform/clock.ts";
import { plainFile } from "../platform/plain-file.ts";
import type { Terminal } from "../platform/terminal.ts";
import { ClaimLedger } from "../resolve/claim-ledger.ts";
import { priorWeight } from "../link/weigh/competition.ts";
import { Resolution } from "../resolve/resolution.ts";
import { LineWriter, type ResolvedLists, type RowTexts } from "../report/lines.ts";
import { explanationText, type ExplainedCandidate, type Explanation } from "../report/waterfall.ts";

/** The row asked for: its place among all rows, the batch it came in, and what pass 1 rendered of it. */
interface FoundRow {
  readonly row: number;
  readonly job: LinkJob;
  readonly texts: RowTexts;
  /** The place of its own texts among them. */
  readonly own: number;
}

export async function explain(options: ExplainOptions, terminal: Terminal): Promise<CommandResult> {
  // Where the list itself stands among the others of the run, it is read in that place: in a tie the first row counts.
  options.with.forEach(plainFile);
  const files = options.with.includes(options.file) ? options.with : [options.file, ...options.with];
  await using pool = startLinking(options);
  // The sheet says where the row stands; the others of the workbook are its rivals all the same.
  const decisionTable = options.decisions === null ? null : openDecisions(options.decisions).table;
  const overlayTables = await openOverlays(options.overlay, today());
  const lists = await openLists({ ...options, files, sheet: [], decisionTable, overlayTables });
  refuseUnclearSheet(lists, files.indexOf(options.file), options);
  using index = openIndex(options.db);
  const asked = files.indexOf(options.file);
  const gathered = new Gathered();
  let found: FoundRow | null = null;
  await linkLists(lists, pool, terminal, (reply, job) => {
    const part = lists.setup.lists[reply.list]!;
    if (part.list === asked && isOfSheet(part.format.file, options.sheet)) {
      const refused = [...reply.rejections, ...reply.furniture].find(({ row }) => row === options.row);
      if (refused !== undefined) throw noDataRow(options, refused.kind === "rejected" ? refused.reason : refused.furniture);
      const at = reply.rows.indexOf(options.row);
      if (at >= 0) {
        const [cells = [], clauses = [], sides = []] = unpackTexts(reply.texts);
        const before = reply.claims.candidates.subarray(0, at).reduce((sum, candidates) => sum + candidates, 0);
        found = { row: gathered.length + at, job, texts: { cells, clauses, sides }, own: at + before };
      }
    }
    gathered.take(reply, part.list);
  });
  if (found === null) {
    throw new DtsenError("no-such-row", { file: options.file, row: options.row });
  }
  const explanation = explainRow(found, options, lists, await gathered.resolve(lists, index.size), index);
  return { json: explanation, text: explanationText(explanation, options.reportLang) };
}

/** A row number means nothing in a workbook of several sheets. */
function refuseUnclearSheet({ tables }: OpenLists, asked: number, { file, sheet }: ExplainOptions): void {
  const { sheets } = tables[asked]!;
  if (sheet.length === 0 && sheets.length > 1) throw new DtsenError("sheet-needed", { file, sheets });
  const [wanted] = sheet;
  if (wanted !== undefined && !sheets.some((name) => isNamed(name, wanted)))
    throw new DtsenError("no-such-sheet", { file, sheet: wanted, sheets });
}

function isOfSheet(file: string, [sheet]: readonly string[]): boolean {
  const at = file.indexOf("#");
  return sheet === undefined || at < 0 || isNamed(file.slice(at + 1), sheet);
}

function explainRow(
  { row, job, texts, own }: FoundRow,
  options: ExplainOptions,
  { setup, files }: OpenLists,
  resolved: ResolvedLists,
  index: RecordIndex,
): Explanation {
  const linker = new ListLinker(setup, index);
  const linked = linker.linkRow(job, options.row);
  const ledger = new ClaimLedger(resolved.ledger);
  const resolution = new Resolution(ledger, resolved.resolution);
  const prior = priorWeight(resolution.partnerShare, index.size);
  const { status, reasons, probability, explanation } = new LineWriter(resolved, () => []).answer(row, texts, own);
  const slots = [resolution.best(row), ...resolution.others(row).map(({ slot }) => slot)].filter((slot) => slot >= 0);
  const candidates = slots.map((slot): ExplainedCandidate => {
    const place = slot - ledger.firstSlot(row);
    return {
      row: resolved.candidateRows[slot]!,
      probability: resolution.probabilityOf(slot),
      prior,
      evidence: linker.weigher.evidence(linked.candidates[place]!.comparison, linked.counts),
      support: resolution.support(slot),
      neighbours: resolution.ofNeighbours(slot),
      clauses: texts.clauses[own + 1 + place]!,
    };
  });
  return {
    file: files[job.list]!,
    row: options.row,
    lists: [...new Set(files)],
    status,
    reasons,
    probability,
    sentence: explanation,
    compared: linked.compared,
    candidates,
  };
}

function noDataRow({ file, row }: ExplainOptions, why: string): DtsenError {
  return new DtsenError("no-data-row", { file, row, why });
}
