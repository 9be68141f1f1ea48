/** People and families whom several lists of a run have found: a note on each row, never a conflict. */
import type { ClaimLedger } from "./claim-ledger.ts";
import { forEachGroup } from "./groups.ts";
import { clashCodes } from "./answers.ts";
import type { Resolution } from "./resolution.ts";
import { matched } from "./status.ts";

/** Who is aided twice: rows that are matched with one person, or with members of one family, from two lists or more. */
export interface SharedAid {
  readonly level: "person" | "family";
  /** In the order of the lists. */
  readonly rows: readonly number[];
}

/** Per row, another list's row for the same person and for another member of the family, or -1. */
export interface OtherLists {
  readonly person: Int32Array;
  readonly family: Int32Array;
}

/**
 * Finds them, and notes `DI_DAFTAR_LAIN` and `KK_DI_DAFTAR_LAIN` on their rows. `familyLow`: the last eight digits of each
 * candidate's card, as good as the whole number beside its hash. A family of whom one person alone is listed is told as that
 * person.
 */
export function markOtherLists(
  ledger: ClaimLedger,
  resolution: Resolution,
  familyLow: Uint32Array,
): { readonly rows: OtherLists; readonly shared: readonly SharedAid[] } {
  const rows: number[] = [];
  for (let row = 0; row < ledger.length; row++) if (matched.has(resolution.status(row))) rows.push(row);
  const personOf = (row: number): number => ledger.id(resolution.best(row));
  const familyOf = (row: number): number => ledger.family(resolution.best(row));
  const shared: SharedAid[] = [];
  const noteAll = (
    level: SharedAid["level"],
    members: readonly number[],
    keys: readonly ((row: number) => number)[],
    isOther: (row: number, other: number) => boolean,
  ): Int32Array => {
    const others = new Int32Array(new SharedArrayBuffer(4 * ledger.length)).fill(-1);
    const bit = 1 << clashCodes.indexOf(level === "person" ? "DI_DAFTAR_LAIN" : "KK_DI_DAFTAR_LAIN");
    forEachGroup(members, keys, (group) => {
      for (const row of group) {
        const other = group.find((each) => ledger.list(each) !== ledger.list(row) && isOther(row, each));
        if (other === undefined) continue;
        others[row] = other;
        resolution.columns.clashes[row]! |= bit;
      }
      if (group.some((row) => others[row]! >= 0)) shared.push({ level, rows: group });
    });
    return others;
  };
  const person = noteAll("person", rows, [personOf], () => true);
  const family = noteAll(
    "family",
    rows.filter((row) => familyOf(row) !== 0),
    [familyOf, (row) => familyLow[resolution.best(row)]!],
    (row, other) => personOf(row) !== personOf(other),
  );
  shared.sort((a, b) => a.rows[0]! - b.rows[0]! || (a.level < b.level ? 1 : -1));
  return { rows: { person, family }, shared };
}
