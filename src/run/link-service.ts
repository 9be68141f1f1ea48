/** Pass 1 and pass 3 as one thread does them: the index opened, what the pass needs learnt, then batch after batch. */
import { addCounts, LineWriter, noCounts, type LineCounts, type ResolvedLists } from "../report/lines.ts";
import type { RowReport } from "../report/status.ts";
import { ByteWriter } from "../index/byte-writer.ts";
import { ListLinker, type LinkJob, type LinkReply, type LinkSetup } from "./list-linker.ts";
import { openIndex, type RecordIndex } from "../index/record-index.ts";
import type { ReferencePerson } from "../link/reference-person.ts";
import { SpoolReader, unpackTexts, type Piece } from "./spool.ts";
import type { Service } from "../platform/worker-pool.ts";

/** What pass 3 is made from. */
export interface LinesSetup {
  readonly resolved: ResolvedLists;
  /** Path of the spool that pass 1 filled. */
  readonly spool: string;
}

/** Some batches' first row in the ledger, and where their texts lie in the spool, as pass 1 packed them. */
export interface LinesJob {
  readonly first: number;
  readonly texts: Piece;
}

/** The batches' lines in UTF-8. */
export interface LinesReply {
  readonly lines: Readonly<Record<RowReport | "candidates", Uint8Array>>;
  readonly counts: LineCounts;
}

/** What a thread is sent: the set-up, then batches of pass 1; the lists resolved, then batches of pass 3. */
export type LinkTask = LinkSetup | LinkJob | LinesSetup | LinesJob;

export class LinkService implements Service<LinkTask, LinkReply | LinesReply | null> {
  private readonly path: string;
  private index: RecordIndex | null = null;
  private linker: ListLinker | null = null;
  private writer: LineWriter | null = null;
  private spool: SpoolReader | null = null;
  private readonly encoded = {
    match: new ByteWriter(),
    conflict: new ByteWriter(),
    orphan: new ByteWriter(),
    candidates: new ByteWriter(),
  };

  constructor(path: string) {
    this.path = path;
  }

  /** Opens the index, as the first task would; throws as `openIndex` does. */
  open(): RecordIndex {
    return (this.index ??= openIndex(this.path));
  }

  answer(task: LinkTask): LinkReply | LinesReply | null {
    if ("batch" in task) return this.linker!.link(task);
    if ("texts" in task) return this.lines(task);
    if ("spool" in task) {
      const index = this.open();
      this.writer = new LineWriter(task.resolved, (ids) => peopleOf(index, ids));
      this.spool?.[Symbol.dispose]();
      this.spool = new SpoolReader(task.spool);
    } else this.linker = new ListLinker(task, this.open());
    return null;
  }

  /** Encoded line by line: the few that hold more than ASCII take several times as long. */
  private lines({ first, texts }: LinesJob): LinesReply {
    this.open().startBatch();
    const lists = unpackTexts(this.spool!.read(texts));
    const counts = noCounts();
    for (let at = 0; at < lists.length; at += 3) {
      const batch = { cells: lists[at]!, clauses: lists[at + 1]!, sides: lists[at + 2]! };
      addCounts(
        counts,
        this.writer!.write(first + counts.rows, batch, (report, line) => this.encoded[report].bareText(line)),
      );
    }
    const { match, conflict, orphan, candidates } = this.encoded;
    return { lines: { match: match.take(), conflict: conflict.take(), orphan: orphan.take(), candidates: candidates.take() }, counts };
  }

  [Symbol.dispose](): void {
    this.index?.[Symbol.dispose]();
    this.spool?.[Symbol.dispose]();
  }
}

/** Persons by their ids, asked for together. */
export function peopleOf(index: RecordIndex, ids: readonly number[]): ReferencePerson[] {
  return index.referencesOf(ids).map((reference) => index.person(reference));
}
