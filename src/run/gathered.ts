/** What pass 1 leaves of all lists in memory, batch after batch, and pass 2 over it. */
import { GrowingArray } from "../normalise/growing-array.ts";
import type { ResolvedLists } from "../report/lines.ts";
import { ClaimCollector } from "../resolve/claim-ledger.ts";
import { resolve } from "../resolve/resolve.ts";
import type { LinkReply } from "./list-linker.ts";
import type { OpenLists } from "./linking.ts";

export class Gathered {
  private readonly claims = new ClaimCollector();
  /** Row in the file, and which list, per claim. */
  private readonly rows = new GrowingArray(Uint32Array);
  private readonly listOf = new GrowingArray(Uint16Array);
  private readonly candidateRows = new GrowingArray(Uint32Array);

  /** Rows so far. */
  get length(): number {
    return this.claims.length;
  }

  take({ list, claims, rows, candidateRows }: LinkReply): void {
    this.claims.append(claims);
    this.rows.append(rows);
    this.listOf.append(new Uint16Array(rows.length).fill(list));
    this.candidateRows.append(candidateRows);
  }

  /** Pass 2, and all of it that a row's line is made from. `persons`: the size of the extract. */
  resolve({ tables, setup }: OpenLists, persons: number): ResolvedLists {
    const ledger = this.claims.ledger();
    const listOf = this.listOf.values;
    const { columns } = resolve(ledger, setup.model, persons, (row) => setup.lists[listOf[row]!]!.ofFamilies);
    return {
      ledger: ledger.columns,
      resolution: columns,
      listOf,
      rows: this.rows.values,
      candidateRows: this.candidateRows.values,
      files: tables.map(({ format }) => format.file),
      lang: setup.lang,
      delimiter: setup.delimiter,
    };
  }
}
