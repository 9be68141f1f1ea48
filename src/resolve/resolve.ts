/**
 * The second pass: can the answers of a whole list all be true? Candidates compete (a row for one person, rows for the same
 * person), members of one household support each other, a person is given away once, a NIK means one person. Pure; asks the
 * ledger only; the order of rows decides nothing but who keeps a person in an exact tie.
 */
import { Answers } from "./answers.ts";
import { applyRuling } from "./apply-ruling.ts";
import { giveEachPersonOnce, markSharedCards, markSharedFamilies, markSharedNiks } from "./between-rows.ts";
import type { ClaimLedger } from "./claim-ledger.ts";
import { decideRow } from "./decide-row.ts";
import { effectiveWeights } from "./household.ts";
import { neighbourBits } from "./neighbours.ts";
import { Resolution, type ResolutionColumns } from "./resolution.ts";
import { compete, estimatePartnerShare, rowOdds } from "./rivals.ts";
import { matched, statuses } from "./status.ts";
import { isRuled } from "./traits.ts";
import { limitWrongMatches } from "./wrong-share.ts";
import { priorWeight } from "../link/weigh/competition.ts";
import type { LinkageModel } from "../link/weigh/model.ts";

/** Rows decided at a time. */
const ROWS_A_STEP = 100_000;

/**
 * `ofFamilies`: whether a row comes from a list with a row per family, where no card may stand twice. `hasNames`: whether its list has
 * a column of names.
 */
export function resolve(...given: Parameters<typeof resolveStepwise>): Resolution {
  const steps = resolveStepwise(...given);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same step by step, none of which takes long: between two of them a program can hear signals. */
export function* resolveStepwise(
  ledger: ClaimLedger,
  model: LinkageModel,
  extractSize: number,
  ofFamilies: (row: number) => boolean = () => false,
  hasNames: (row: number) => boolean = () => true,
): Generator<undefined, Resolution> {
  const rows = ledger.length;
  const weights = effectiveWeights(ledger);
  yield;
  let partnerShare = estimatePartnerShare(ledger, weights, model, extractSize);
  yield;
  const neighbours = neighbourBits(ledger, weights, priorWeight(partnerShare, extractSize));
  yield;
  if (neighbours.some((bits) => bits !== 0)) {
    for (let slot = 0; slot < ledger.slots; slot++) {
      if (isRuled(ledger.traits(slot))) neighbours[slot] = 0;
      weights[slot]! += neighbours[slot]!;
    }
    partnerShare = estimatePartnerShare(ledger, weights, model, extractSize);
    yield;
  }
  const prior = priorWeight(partnerShare, extractSize);
  const probabilities = compete(ledger, weights, prior);
  const answers = new Answers(rows);
  for (let row = 0; row < rows; row++) {
    if (row % ROWS_A_STEP === 0) yield;
    const odds = rowOdds(row, ledger, weights, prior);
    decideRow(
      row,
      Number.isFinite(odds) ? odds / (1 + odds) : 1,
      hasNames(row),
      ledger,
      probabilities,
      weights,
      neighbours,
      model,
      answers,
    );
    applyRuling(row, ledger, answers);
    const best = answers.best[row]!;
    if (best >= 0 && neighbours[best]! < 0 && !matched.has(statuses[answers.status[row]!]!)) answers.clash(row, "SEKITAR_BEDA");
  }
  yield;
  giveEachPersonOnce(ledger, weights, answers);
  yield;
  markSharedNiks(ledger, answers);
  yield;
  markSharedCards(ledger, answers, ofFamilies);
  markSharedFamilies(ledger, answers, ofFamilies);
  yield;
  limitWrongMatches(ledger, probabilities, weights, answers);
  return new Resolution(ledger, {
    ...answers,
    weights,
    neighbours,
    probabilities,
    partnerShare,
    ...wrongByNumber(model),
  });
}

/** A number that is another's is most often a relative's, and some relatives bear one name. */
function wrongByNumber({ settings }: LinkageModel): Pick<ResolutionColumns, "numberAloneWrong" | "numberAndNameWrong"> {
  const { numberAloneWrong, namesakesAtHome } = settings;
  return { numberAloneWrong, numberAndNameWrong: numberAloneWrong * namesakesAtHome.equal };
}
