/** Pass 1 and pass 3 as one thread does them: the index opened, what the pass needs learnt, then batch after batch. */
import { LineWriter, type LineCounts, type ResolvedLists } from "../report/lines.ts";
import type { RowReport } from "../report/status.ts";
import { ByteWriter } from "./byte-writer.ts";
import { ListLinker, type LinkJob, type LinkReply, type LinkSetup } from "./list-linker.ts";
import { openIndex, type RecordIndex } from "./record-index.ts";
import { unpackTexts } from "./spool.ts";
import type { Service } from "./worker-pool.ts";

/** A batch's texts, as pass 1 packed them, and its first row in the ledger. */
export interface LinesJob {
  readonly first: number;
  readonly texts: Uint8Array;
}

/** The batch's lines in UTF-8. */
export interface LinesReply {
  readonly lines: Readonly<Record<RowReport, Uint8Array>>;
  readonly counts: LineCounts;
}

/** What a thread is sent: the set-up, then batches of pass 1; the lists resolved, then batches of pass 3. */
export type LinkTask = LinkSetup | LinkJob | ResolvedLists | LinesJob;

export class LinkService implements Service<LinkTask, LinkReply | LinesReply | null> {
  private readonly path: string;
  private index: RecordIndex | null = null;
  private linker: ListLinker | null = null;
  private writer: LineWriter | null = null;
  private readonly encoded = { match: new ByteWriter(), conflict: new ByteWriter(), orphan: new ByteWriter() };

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
    if ("resolution" in task) this.writer = new LineWriter(task);
    else this.linker = new ListLinker(task, this.open());
    return null;
  }

  /** Encoded line by line: the few that hold more than ASCII take several times as long. */
  private lines({ first, texts }: LinesJob): LinesReply {
    const [cells = [], clauses = []] = unpackTexts(texts);
    const counts = this.writer!.write(first, { cells, clauses }, (report, line) => this.encoded[report].bareText(line));
    const { match, conflict, orphan } = this.encoded;
    return { lines: { match: match.take(), conflict: conflict.take(), orphan: orphan.take() }, counts };
  }

  [Symbol.dispose](): void {
    this.index?.[Symbol.dispose]();
  }
}
