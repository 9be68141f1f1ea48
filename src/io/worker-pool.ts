/** Where batches are worked on: threads that each do the same job, or the thread at hand. Answers come in the order of the batches. */
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { DtsenError } from "../errors.ts";
import { translateSystemError } from "./system-errors.ts";

/** Batches one thread may have waiting: enough never to idle, few enough to keep memory flat. */
const QUEUED_PER_WORKER = 4;

/** What a full disk is met in, wherever the work is done. */
const WORKING_FILES = "the working files beside the target";

/** Work done job by job, by one thread. */
export interface Service<Job, Reply> extends Disposable {
  answer(job: Job): Reply;
}

/** An error put into words before it crosses: its class does not survive the journey. */
export interface CrossedError {
  readonly error: { readonly code: string | null; readonly message: string; readonly hint: string; readonly stack: string };
}

export function crossed(thrown: unknown): CrossedError {
  // A full disk is the user's to mend in whichever thread it shows.
  const error = translateSystemError(thrown, WORKING_FILES);
  if (error instanceof DtsenError) return { error: { code: error.code, message: error.message, hint: error.hint, stack: "" } };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { error: { code: null, message: error instanceof Error ? error.message : String(error), hint: "", stack } };
}

function isCrossedError(reply: unknown): reply is CrossedError {
  return typeof reply === "object" && reply !== null && "error" in reply;
}

/** Where jobs are done; closing it ends what is under way. */
export interface Pool<Job, Reply> extends AsyncDisposable {
  /** Every job with its reply, in the order of the jobs; at most a few are under way at once. */
  map(jobs: AsyncIterable<Job>): AsyncGenerator<{ readonly job: Job; readonly reply: Reply }>;
  /** One job for every thread; the replies in the order of the threads. */
  broadcast(job: Job): Promise<Reply[]>;
}

/** The thread we are on, for work too short to pay for the start of another. */
export class OwnThread<Job, Reply> implements Pool<Job, Reply> {
  private readonly service: Service<Job, Reply>;

  constructor(service: Service<Job, Reply>) {
    this.service = service;
  }

  async *map(jobs: AsyncIterable<Job>): AsyncGenerator<{ readonly job: Job; readonly reply: Reply }> {
    for await (const job of jobs) {
      yield { job, reply: this.answer(job) };
      // Signals, and the terminal's clock, are heard between two batches.
      await setImmediate();
    }
  }

  async broadcast(job: Job): Promise<Reply[]> {
    return [this.answer(job)];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.service[Symbol.dispose]();
  }

  private answer(job: Job): Reply {
    try {
      return this.service.answer(job);
    } catch (error) {
      throw translateSystemError(error, WORKING_FILES);
    }
  }
}

export class WorkerPool<Job, Reply> implements Pool<Job, Reply> {
  private readonly workers: Worker[];
  private readonly waiting: Map<Worker, { resolve: (reply: Reply) => void; reject: (error: unknown) => void }[]> = new Map();

  /** `entry` is the built file (`./x.js`), `data` what each thread starts from, `heapMib` what its old objects may take at most. */
  constructor(entry: URL, data: unknown, threads: number, heapMib: number | null = null) {
    const limits = heapMib === null ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMib } };
    this.workers = Array.from({ length: Math.max(1, threads) }, () => new Worker(entry, { workerData: data, ...limits }));
    for (const worker of this.workers) {
      this.waiting.set(worker, []);
      worker.on("message", (reply: Reply | CrossedError) => {
        const next = this.waiting.get(worker)!.shift();
        if (next === undefined) return;
        if (isCrossedError(reply)) next.reject(revive(reply));
        else next.resolve(reply);
      });
      worker.on("error", (error) => this.fail(worker, error));
    }
  }

  async *map(jobs: AsyncIterable<Job>): AsyncGenerator<{ readonly job: Job; readonly reply: Reply }> {
    const underWay: Promise<{ job: Job; reply: Reply }>[] = [];
    let sent = 0;
    for await (const job of jobs) {
      const answered = this.send(this.workers[sent++ % this.workers.length]!, job).then((reply) => ({ job, reply }));
      answered.catch(() => {}); // its turn comes later; the failure is met there
      underWay.push(answered);
      if (underWay.length >= this.workers.length * QUEUED_PER_WORKER) yield await underWay.shift()!;
    }
    for (const answered of underWay) yield await answered;
  }

  broadcast(job: Job): Promise<Reply[]> {
    return Promise.all(this.workers.map((worker) => this.send(worker, job)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private send(worker: Worker, job: Job): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.waiting.get(worker)!.push({ resolve, reject });
      worker.postMessage(job);
    });
  }

  private fail(worker: Worker, error: unknown): void {
    for (const { reject } of this.waiting.get(worker)!.splice(0)) reject(error);
  }
}

function revive({ error: { code, message, hint, stack } }: CrossedError): Error {
  if (code !== null) return new DtsenError(code, message, hint);
  const error = new Error(message);
  error.stack = stack;
  return error;
}
