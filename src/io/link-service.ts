/** Pass 1 as one thread does it: the index opened, the run's set-up learnt, then batch after batch. */
import { ListLinker, type LinkReply, type LinkTask } from "./list-linker.ts";
import { openIndex, type RecordIndex } from "./record-index.ts";
import type { Service } from "./worker-pool.ts";

export class LinkService implements Service<LinkTask, LinkReply | null> {
  private readonly path: string;
  private index: RecordIndex | null = null;
  private linker: ListLinker | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /** Opens the index, as the first task would; throws as `openIndex` does. */
  open(): RecordIndex {
    return (this.index ??= openIndex(this.path));
  }

  answer(task: LinkTask): LinkReply | null {
    const index = this.open();
    if ("batch" in task) return this.linker!.link(task);
    this.linker = new ListLinker(task, index);
    return null;
  }

  [Symbol.dispose](): void {
    this.index?.[Symbol.dispose]();
  }
}
