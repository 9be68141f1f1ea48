/** An officer's word about a row. */
import type { ClaimLedger } from "./claim-ledger.ts";
import type { Answers } from "./answers.ts";
import { orphaned, statuses } from "./status.ts";
import { isRuledAgainst } from "./traits.ts";

/** A ruling never touches what number and name say by themselves, but to ask about it. */
export function applyRuling(row: number, ledger: ClaimLedger, answers: Answers): void {
  const ruling = ledger.ruling(row);
  if (ruling === "none") return;
  const ruled = ruledSlot(row, ledger);
  const best = answers.best[row]!;
  const status = statuses[answers.status[row]!]!;
  if (status === "PADAN" || status === "PADAN_CATATAN") {
    if (isRuledAgainst(ledger.traits(best))) answers.set(row, "PERLU_CEK", best);
    else if (ruling === "number") answers.set(row, "PADAN_PUTUSAN", best);
  } else if (ruling === "person" && ruled >= 0) answers.set(row, "PADAN_PUTUSAN", ruled);
  else if (ruling === "review" && (status === "PADAN_PROBABILISTIK" || orphaned.has(status))) {
    answers.set(row, "PERLU_CEK", best < 0 ? ruled : best);
  }
}

/** The candidate that an officer says is the row's person, or that officers differ about; -1 where there is none. */
function ruledSlot(row: number, ledger: ClaimLedger): number {
  for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
    const { ruling } = ledger.traits(slot);
    if (ruling === "same" || ruling === "contested") return slot;
  }
  return -1;
}
