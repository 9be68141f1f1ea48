/**
 * What an index holds, in one short text. Every table is a number of rows and the sum of their checksums, so that it does not depend
 * on where SQLite puts them: after `vacuum`, after `.backup`, with other tables beside ours it is the same.
 */
import { createHash } from "node:crypto";

export const digestedTables = ["person", "family", "family_repeated", "place", "spelling", "token", "posting", "village", "born"] as const;
export type DigestedTable = (typeof digestedTables)[number];

export class ContentTally {
  private readonly rows = new Map<DigestedTable, { count: number; sum: number }>();

  /** Counts rows, `check` being the sum of their checksums. */
  add(table: DigestedTable, check: number, count = 1): void {
    const known = this.rows.get(table);
    if (known === undefined) this.rows.set(table, { count, sum: check | 0 });
    else {
      known.count += count;
      known.sum = (known.sum + check) | 0;
    }
  }

  /** SHA-256 over all tables. */
  digest(): string {
    return createHash("sha256")
      .update(digestedTables.map((table) => this.textOf(table)).join("\n"))
      .digest("hex");
  }

  private textOf(table: DigestedTable): string {
    const { count, sum } = this.rows.get(table) ?? { count: 0, sum: 0 };
    return `${count}/${sum >>> 0}`;
  }
}
