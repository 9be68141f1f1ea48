/** The promise of match.csv: so small a share of it is wrong. */
import type { ClaimLedger } from "./claim-ledger.ts";
import type { Answers } from "./answers.ts";
import { ofPerson } from "./rivals.ts";
import { matched, statuses } from "./status.ts";

/** Share of a run's matches that may be expected to be wrong, and as many rows in any case. */
const WRONG_SHARE = 0.001;
const WRONG_ROWS = 1;
/** A match of less doubt is given up in vain: of many alike most would have to go. */
const LEAST_DOUBT = 2 * WRONG_SHARE;

/**
 * Each match by probability is sure enough by itself, but of very many, as where few columns meet a large extract, too many would be
 * wrong: the least sure go to review until the run's share holds.
 */
export function limitWrongMatches(ledger: ClaimLedger, probabilities: Float64Array, weights: Int32Array, answers: Answers): void {
  let matches = 0;
  let wrong = 0;
  const doubtful: { readonly row: number; readonly doubt: number; readonly weight: number }[] = [];
  for (let row = 0; row < ledger.length; row++) {
    const status = statuses[answers.status[row]!]!;
    if (!matched.has(status)) continue;
    matches++;
    if (status !== "PADAN_PROBABILISTIK") continue;
    const best = answers.best[row]!;
    const doubt = 1 - ofPerson(row, best, ledger, probabilities);
    wrong += doubt;
    if (doubt > LEAST_DOUBT) doubtful.push({ row, doubt, weight: weights[best]! });
  }
  doubtful.sort((a, b) => b.doubt - a.doubt || a.weight - b.weight || b.row - a.row);
  for (const { row, doubt } of doubtful) {
    if (wrong <= Math.max(WRONG_ROWS, WRONG_SHARE * matches)) return;
    answers.set(row, "PERLU_CEK", answers.best[row]!);
    wrong -= doubt;
    matches--;
  }
}
