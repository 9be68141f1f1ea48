/** The blobs used last, within so many bytes. */
export class PageCache<Page extends { readonly byteLength: number }> {
  private readonly limit: number;
  private readonly load: (page: number) => Page | undefined;
  private readonly kept = new Map<number, Page>();
  private bytes = 0;
  private lastPage = -1;
  private last: Page | undefined;

  /** `load` fetches a page that is not kept; `undefined` where there is none. */
  constructor(limit: number, load: (page: number) => Page | undefined) {
    this.limit = limit;
    this.load = load;
  }

  get(page: number): Page | undefined {
    if (page === this.lastPage) return this.last;
    let blob = this.kept.get(page);
    if (blob !== undefined) {
      this.kept.delete(page);
      this.kept.set(page, blob);
    } else {
      blob = this.load(page);
      if (blob !== undefined) this.keep(page, blob);
    }
    this.lastPage = page;
    this.last = blob;
    return blob;
  }

  /** Bytes held; never above the limit but by the page fetched last. */
  get size(): number {
    return this.bytes;
  }

  private keep(page: number, blob: Page): void {
    this.kept.set(page, blob);
    this.bytes += blob.byteLength;
    // A Map lists its keys in the order they were set: the first is the one used longest ago.
    for (const [oldest, { byteLength }] of this.kept) {
      if (this.bytes <= this.limit || oldest === page) return;
      this.kept.delete(oldest);
      this.bytes -= byteLength;
    }
  }
}
