import { expect, test } from "vitest";
import { DtsenError } from "../../src/errors.ts";
import { WorkerPool, type Service } from "../../src/platform/worker-pool.ts";

/** A thread that answers a number with its double, one after the other, some sooner than others, and refuses 13. */
const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { setTimeout } from "node:timers/promises";
  import { parentPort } from "node:worker_threads";
  let last = Promise.resolve();
  parentPort.on("message", (job) => {
    last = last.then(() => setTimeout((job * 7) % 5)).then(() => parentPort.postMessage(
      job === 13 ? { error: { code: "file-missing", params: { file: "13" } } } : 2 * job));
  });
`)}`,
);

class Doubling implements Service<number, number> {
  readonly answered: number[] = [];
  isOpen = true;

  answer(job: number): number {
    this.answered.push(job);
    if (job === 13) throw new DtsenError("file-missing", { file: "13" });
    return 2 * job;
  }

  [Symbol.dispose](): void {
    this.isOpen = false;
  }
}

async function* upTo(count: number): AsyncGenerator<number> {
  for (let job = 0; job < count; job++) yield job;
}

test.each([
  { threads: 1, works: false },
  { threads: 3, works: false },
  { threads: 0, works: true },
  { threads: 3, works: true },
])("$threads threads, the one at hand able to work: $works: every reply, in the order of the jobs", async ({ threads, works }) => {
  const own = new Doubling();
  const seen: [number, number][] = [];
  {
    await using pool = new WorkerPool<number, number>({ entry, data: null, threads, ...(works ? { own } : {}) });
    expect(await pool.broadcast(1)).toEqual(Array(Math.max(1, threads)).fill(2));
    own.answered.length = 0;
    for await (const { job, reply } of pool.map(upTo(12))) seen.push([job, reply]);
  }
  expect(seen).toEqual(Array.from({ length: 12 }, (_, job) => [job, 2 * job]));
  // The thread at hand works only where there is no other.
  expect(own.answered.length).toBe(threads === 0 ? 12 : 0);
  if (works) expect(own.isOpen).toBe(false);
});

test.each([
  { threads: 2, works: false },
  { threads: 0, works: true },
])(
  "$threads threads, the one at hand able to work: $works: a refusal comes in its turn, after all before it",
  async ({ threads, works }) => {
    const seen: number[] = [];
    await using pool = new WorkerPool<number, number>({ entry, data: null, threads, ...(works ? { own: new Doubling() } : {}) });
    const all = (async () => {
      for await (const { job } of pool.map(upTo(100))) seen.push(job);
    })();
    await expect(all).rejects.toMatchObject({ code: "file-missing", params: { file: "13" } });
    expect(seen).toEqual(Array.from({ length: 13 }, (_, job) => job));
  },
);

test("a thread that cannot start is told, also to whoever asks it later", async () => {
  const broken = new URL(`data:text/javascript,${encodeURIComponent('throw new Error("no memory")')}`);
  await using pool = new WorkerPool<number, number>({ entry: broken, data: null, threads: 1, own: new Doubling() });
  await expect(pool.broadcast(1)).rejects.toThrow("no memory");
  await expect(pool.broadcast(1)).rejects.toThrow("no memory");
});
