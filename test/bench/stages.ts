/** Where the time of a run goes. */
import { openIndex } from "../../src/index/record-index.ts";
import { linkBatch } from "../../src/link/link.ts";
import { createNormaliser } from "../../src/normalise/normalise.ts";
import type { SourceRow } from "../../src/normalise/record.ts";
import { parseBatch, type RecordBatch } from "../../src/read/batch.ts";
import { openLists } from "../../src/run/linking.ts";
import { ListLinker } from "../../src/run/list-linker.ts";

/**
 * Seconds of one thread by stage over a list, after a first pass that warms the code up. Each stage is timed with those before
 * it, and their time taken off.
 */
export async function stagesOf(path: string, index: string): Promise<Readonly<Record<string, number>>> {
  const { setup, tables } = await openLists({
    files: [path],
    map: {},
    fileMaps: {},
    headerRow: null,
    db: index,
    model: null,
    reportLang: "id",
    mask: false,
    force: false,
  });
  const linker = new ListLinker(setup, openIndex(index));
  const { format, profile } = setup.lists[0]!;
  const normalise = createNormaliser(format.mapping, profile, { today: setup.today });
  const batches: RecordBatch[] = [];
  for await (const batch of tables[0]!.batches()) batches.push(batch);
  const rowsOf = (batch: RecordBatch): SourceRow[] => parseBatch(batch, format).filter((record) => record.kind === "row");
  const upTo: Readonly<Record<string, (batch: RecordBatch) => unknown>> = {
    parsing: rowsOf,
    normalising: (batch) => rowsOf(batch).map(normalise),
    "candidates and weights": (batch) => linkBatch(rowsOf(batch).map(normalise), linker.index, linker.weigher, profile.nameWidth),
    rendering: (batch) => linker.link({ list: 0, batch }),
  };
  batches.forEach(upTo["rendering"]!);
  let before = 0;
  return Object.fromEntries(
    Object.entries(upTo).map(([stage, run]) => {
      const begun = performance.now();
      batches.forEach(run);
      const seconds = (performance.now() - begun) / 1000;
      const own = seconds - before;
      before = seconds;
      return [stage, own];
    }),
  );
}
