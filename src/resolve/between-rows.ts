/** What rows of a list do to each other: a person is given away once, a NIK means one person, a card one family. */
import type { ClaimLedger } from "./claim-ledger.ts";
import type { Answers } from "./answers.ts";
import { forEachGroup } from "./groups.ts";
import { matched, orphaned, statuses, type Status } from "./status.ts";

const claiming = new Set<Status>([...matched, "NAMA_PADAN_NIK_BEDA"]);

/** Number and name go before an officer's word, that before evidence, and what is still a question comes last. */
function claimRank(status: Status): number {
  return status === "PADAN" || status === "PADAN_CATATAN" ? 3 : status === "PADAN_PUTUSAN" ? 2 : matched.has(status) ? 1 : 0;
}

/** One person of the extract is in match.csv at most once per list: the strongest row keeps it, in a tie the first. */
export function giveEachPersonOnce(ledger: ClaimLedger, weights: Int32Array, answers: Answers): void {
  const claims: number[] = [];
  const statusOf = (row: number): Status => statuses[answers.status[row]!]!;
  for (let row = 0; row < ledger.length; row++) if (claiming.has(statusOf(row))) claims.push(row);
  const personOf = (row: number): number => ledger.person(answers.best[row]!);
  const strength = (row: number): number => weights[answers.best[row]!]!;
  const strongestFirst = (a: number, b: number): number =>
    claimRank(statusOf(b)) - claimRank(statusOf(a)) || strength(b) - strength(a) || a - b;
  forEachGroup(claims, [personOf, (row) => ledger.list(row)], (group) => {
    const [keeper, ...others] = group.sort(strongestFirst);
    for (const row of others) {
      answers.set(row, "GANDA_DI_DAFTAR", answers.best[row]!);
      answers.rival[row] = keeper!;
      if (ledger.sameName(row, keeper!)) {
        answers.clash(row, "NIK_GANDA_SAMA_ORANG");
        answers.clash(keeper!, "NIK_GANDA_SAMA_ORANG");
        if (answers.rival[keeper!] === -1) answers.rival[keeper!] = row;
      }
    }
  });
}

/** Rows of the list that use one NIK: for one person (noted), or for several (a conflict for all but its owner). */
export function markSharedNiks(ledger: ClaimLedger, answers: Answers): void {
  const rows: number[] = [];
  for (let row = 0; row < ledger.length; row++) if (ledger.nikHigh(row) !== 0) rows.push(row);
  forEachGroup(rows, [(row) => ledger.nikHigh(row), (row) => ledger.nikLow(row), (row) => ledger.list(row)], (group) => {
    const first = group[0]!;
    const names = firstOfEachName(group, ledger);
    for (const row of group) {
      const stranger = names.find((each) => !ledger.sameName(each, row));
      if (stranger === undefined) {
        answers.clash(row, "NIK_GANDA_SAMA_ORANG");
        if (answers.rival[row] === -1) answers.rival[row] = row === first ? group[1]! : first;
        continue;
      }
      answers.clash(row, "NIK_GANDA_BEDA_ORANG");
      answers.stranger[row] = stranger;
      const status = statuses[answers.status[row]!]!;
      if (status === "NIK_PADAN_NAMA_BEDA" || orphaned.has(status)) {
        answers.set(row, "NIK_GANDA_BEDA_ORANG", answers.best[row]!);
      }
    }
  });
}

/** One number may fill a whole column: its rows are held against each name on it, not against each other. */
function firstOfEachName(rows: readonly number[], ledger: ClaimLedger): number[] {
  const first = new Map<string, number>();
  for (const row of rows) {
    const name = ledger.nameKey(row);
    if (!first.has(name)) first.set(name, row);
  }
  return [...first.values()];
}

/** Cards that stand on several rows of lists of families. */
export function markSharedCards(ledger: ClaimLedger, answers: Answers, ofFamilies: (row: number) => boolean): void {
  const rows: number[] = [];
  for (let row = 0; row < ledger.length; row++) if (ledger.card(row) !== 0 && ofFamilies(row)) rows.push(row);
  forEachGroup(rows, [(row) => ledger.cardLow(row), (row) => ledger.card(row), (row) => ledger.list(row)], (group) => {
    for (const row of group) answers.clash(row, "KK_GANDA");
  });
}

/** Rows of lists of families whose persons the extract has on one card: two recipients of one family. */
export function markSharedFamilies(ledger: ClaimLedger, answers: Answers, ofFamilies: (row: number) => boolean): void {
  const rows: number[] = [];
  for (let row = 0; row < ledger.length; row++) {
    if (!ofFamilies(row) || !matched.has(statuses[answers.status[row]!]!)) continue;
    if (ledger.family(answers.best[row]!) !== 0) rows.push(row);
  }
  forEachGroup(rows, [(row) => ledger.family(answers.best[row]!), (row) => ledger.list(row)], (group) => {
    for (const row of group) answers.clash(row, "KELUARGA_GANDA");
  });
}
