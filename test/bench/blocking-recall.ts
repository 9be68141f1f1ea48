/** Recall of the candidate step by itself: the share of true pairs that reach comparison, whatever comes of it. */
import { openIndex } from "../../src/index/record-index.ts";
import { openTable, tableRecords } from "../../src/read/table.ts";
import { today } from "../../src/platform/clock.ts";
import { defaultModel } from "../../src/link/weigh/default-model.ts";
import { noError, type Truth } from "../../src/evaluate/evaluate.ts";
import { wilson, type Proportion } from "../../src/link/weigh/intervals.ts";
import { linkBatch } from "../../src/link/link.ts";
import { createWeigher } from "../../src/link/weigh/match-weight.ts";
import { createNormaliser } from "../../src/normalise/normalise.ts";
import { watching } from "../support/watched-index.ts";
import type { ReferenceIndex } from "../../src/link/reference-index.ts";

export interface BlockingRecall {
  readonly all: Proportion;
  readonly byKind: readonly { readonly kind: string; readonly recall: Proportion }[];
  /** Of the kinds with at least fifty rows. */
  readonly worst: { readonly kind: string; readonly recall: Proportion } | null;
  readonly comparisonsPerRow: number;
}

/** Kinds rarer than this say nothing about their recall. */
const LEAST_ROWS = 50;

export async function blockingRecall(list: string, db: string, truth: Truth): Promise<BlockingRecall> {
  using index = openIndex(db);
  const compared = new Set<number>();
  const watched: ReferenceIndex = watching(index, (id) => compared.add(id));
  const idOfRow = new Map<number, number>();
  for (let id = 0; id < index.size; id++) idOfRow.set(index.person(index.reference(id)).row, id);
  const table = await openTable(list);
  const { format } = table;
  const profile = table.parts[0]!.profile;
  const normalise = createNormaliser(format.mapping, profile, { today: today() });
  const weigher = createWeigher(defaultModel, index);
  const kinds = new Map<string, { reached: number; rows: number }>();
  const all = { reached: 0, rows: 0 };
  let comparisons = 0;
  let rows = 0;
  for await (const record of tableRecords(table)) {
    if (record.kind !== "row") continue;
    compared.clear();
    linkBatch([normalise(record)], watched, weigher, profile.nameWidth);
    rows++;
    comparisons += compared.size;
    const real = truth.of(format.file, record.row);
    if (real?.person?.row == null) continue;
    const reached = compared.has(idOfRow.get(real.person.row) ?? -1) ? 1 : 0;
    for (const count of [all, ...(real.errorKinds.length > 0 ? real.errorKinds : [noError]).map((kind) => countOf(kinds, kind))]) {
      count.rows++;
      count.reached += reached;
    }
  }
  const byKind = [...kinds].map(([kind, { reached, rows: of }]) => ({ kind, recall: wilson(reached, of) }));
  byKind.sort((a, b) => (a.recall.share ?? 1) - (b.recall.share ?? 1));
  return {
    all: wilson(all.reached, all.rows),
    byKind,
    comparisonsPerRow: comparisons / Math.max(rows, 1),
    worst: byKind.find(({ recall }) => recall.trials >= LEAST_ROWS) ?? null,
  };
}

function countOf(kinds: Map<string, { reached: number; rows: number }>, kind: string): { reached: number; rows: number } {
  const count = kinds.get(kind) ?? { reached: 0, rows: 0 };
  kinds.set(kind, count);
  return count;
}
