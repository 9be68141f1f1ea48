/** `dtsen explain`: the same passes as `match`, ended at one row, with the evidence laid open. */
import { linkLists, openLists, startLinking, type OpenLists } from "../run/linking.ts";
import type { CommandResult, ExplainOptions } from "../run/options.ts";
import { DtsenError } from "../errors.ts";
import { ListLinker, type LinkJob } from "../run/list-linker.ts";
import { openIndex, type RecordIndex } from "../index/record-index.ts";
import type { Terminal } from "../platform/terminal.ts";
import { ClaimCollector, type ClaimLedger } from "../resolve/claim-ledger.ts";
import { comparisonFindings } from "../link/compare/comparison-findings.ts";
import { priorWeight } from "../link/weigh/competition.ts";
import type { FindingCode } from "../normalise/findings.ts";
import { resolve } from "../resolve/resolve.ts";
import { pairSentence, rowClauses, sentenceOf, noListFacts } from "../report/sentence.ts";
import { explanationText, type ExplainedCandidate, type Explanation } from "../report/waterfall.ts";

export async function explain(options: ExplainOptions, terminal: Terminal): Promise<CommandResult> {
  const files = [options.file];
  await using pool = startLinking({ ...options, files });
  const lists = await openLists({ ...options, files });
  using index = openIndex(options.db);
  const claims = new ClaimCollector();
  let found: { readonly row: number; readonly job: LinkJob } | null = null;
  await linkLists(lists, pool, terminal, (reply, job) => {
    const at = reply.rows.indexOf(options.row);
    if (at >= 0) found = { row: claims.length + at, job };
    const refused = [...reply.rejections, ...reply.furniture].find(({ row }) => row === options.row);
    if (refused !== undefined) throw noDataRow(options, refused.kind === "rejected" ? refused.reason : refused.furniture);
    claims.append(reply.claims);
  });
  if (found === null) {
    throw new DtsenError("no-such-row", { file: options.file, row: options.row });
  }
  return explainRow(found, options, lists, claims.ledger(), index);
}

function explainRow(
  { row, job }: { readonly row: number; readonly job: LinkJob },
  options: ExplainOptions,
  { setup, tables }: OpenLists,
  ledger: ClaimLedger,
  index: RecordIndex,
): CommandResult {
  const linker = new ListLinker(setup, index);
  const linked = linker.linkRow(job, options.row);
  const resolution = resolve(ledger, setup.model, index.size, () => setup.lists[0]!.ofFamilies);
  const status = resolution.status(row);
  const lang = options.lang;
  const prior = priorWeight(resolution.partnerShare, index.size);
  const slots = [resolution.best(row), ...resolution.others(row).map(({ slot }) => slot)].filter((slot) => slot >= 0);
  const candidates = slots.map((slot): ExplainedCandidate => {
    const candidate = linked.candidates[slot - ledger.firstSlot(row)]!;
    return {
      row: index.person(candidate.reference).row,
      probability: resolution.probabilityOf(slot),
      prior,
      evidence: linker.weigher.evidence(candidate.comparison),
      support: resolution.support(slot),
      clauses: pairSentence(candidate.comparison, linked.record, lang),
    };
  });
  const best = resolution.best(row) < 0 ? undefined : linked.candidates[resolution.best(row) - ledger.firstSlot(row)];
  const rowCodes = linked.record.findings.map(({ code }) => code);
  const pairCodes = best === undefined ? [] : comparisonFindings(best.comparison, linked.record);
  const clashes = resolution.clashes(row);
  const explanation: Explanation = {
    file: tables[0]!.format.file,
    row: options.row,
    status,
    reasons: [...new Set<FindingCode>([...clashes, ...rowCodes, ...pairCodes])],
    sentence: sentenceOf(
      status,
      best === undefined ? "" : pairSentence(best.comparison, linked.record, lang),
      rowClauses(rowCodes, lang),
      { ...noListFacts, clashes },
      lang,
    ),
    compared: linked.compared,
    candidates,
  };
  return { json: explanation, text: explanationText(explanation, lang) };
}

function noDataRow({ file, row }: ExplainOptions, why: string): DtsenError {
  return new DtsenError("no-data-row", { file, row, why });
}
