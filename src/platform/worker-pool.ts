/**
 * Where batches are worked on: threads that each do the same job; where there are none, the one at hand. Answers come in the order of
 * the batches.
 */
import { setImmediate } from "node:timers/promises";
import { Worker, type ResourceLimits } from "node:worker_threads";
import { DtsenError } from "../errors.ts";
import type { FaultCode, FaultParams } from "../faults.ts";
import { translateSystemError } from "./system-errors.ts";

/** Batches one thread may have waiting: enough never to idle, few enough to keep memory flat. */
const QUEUED_PER_WORKER = 4;

/** What a full disk is met in, wherever the work is done. */
const WORKING_FILES = ".dtsen-*.tmp";

/** Work done job by job, by one thread. */
export interface Service<Job, Reply> extends Disposable {
  answer(job: Job): Reply;
}

/** An error as plain data, before it crosses: its class does not survive the journey. */
export interface CrossedError {
  readonly error:
    | { readonly code: FaultCode; readonly params: FaultParams<FaultCode> }
    | { readonly code: null; readonly message: string; readonly stack: string };
}

export function crossed(thrown: unknown): CrossedError {
  // A full disk is the user's to mend in whichever thread it shows.
  const error = translateSystemError(thrown, WORKING_FILES);
  if (error instanceof DtsenError) return { error: { code: error.code, params: error.params as FaultParams<FaultCode> } };
  const message = error instanceof Error ? error.message : String(error);
  return { error: { code: null, message, stack: error instanceof Error ? (error.stack ?? message) : message } };
}

function isCrossedError(reply: unknown): reply is CrossedError {
  return typeof reply === "object" && reply !== null && "error" in reply;
}

/** A job under way, or done and waiting for those before it. */
interface Turn<Job, Reply> {
  readonly job: Job;
  readonly reply: Promise<Reply>;
  isOver: boolean;
}

export interface PoolOptions<Job, Reply> {
  /** The built file of a thread (`./x.js`), and what each thread starts from. */
  readonly entry: URL;
  readonly data: unknown;
  /** Threads beside the one we are on. */
  readonly threads: number;
  /** Memory that each thread may take. */
  readonly limits?: ResourceLimits;
  /** Works on the thread we are on, where there are no others. */
  readonly own?: Service<Job, Reply>;
}

/** The threads, or the one we are on; closing it ends what is under way. */
export class WorkerPool<Job, Reply> implements AsyncDisposable {
  private readonly options: PoolOptions<Job, Reply>;
  private readonly own: Service<Job, Reply> | null;
  private readonly workers: Worker[] = [];
  private readonly waiting: Map<Worker, { resolve: (reply: Reply) => void; reject: (error: unknown) => void }[]> = new Map();
  /** Why a thread has ended: nothing sent to it will be answered any more. */
  private readonly ended = new Map<Worker, unknown>();

  constructor(options: PoolOptions<Job, Reply>) {
    this.options = options;
    this.own = options.own ?? null;
    this.grow(options.threads);
  }

  /** Starts threads until there are so many. Not while jobs are under way. */
  grow(threads: number): void {
    const { entry, data, limits } = this.options;
    while (this.workers.length < threads) {
      const worker = new Worker(entry, { workerData: data, ...(limits === undefined ? {} : { resourceLimits: limits }) });
      this.workers.push(worker);
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

  /** Every job with its reply, in the order of the jobs; at most a few are under way at once. */
  async *map(jobs: AsyncIterable<Job> | Iterable<Job>): AsyncGenerator<{ readonly job: Job; readonly reply: Reply }> {
    const most = Math.max(1, this.workers.length * QUEUED_PER_WORKER);
    const turns: Turn<Job, Reply>[] = [];
    for await (const job of jobs) {
      const worker = this.idlest();
      turns.push(turnOf(job, worker === null ? this.answer(job) : this.send(worker, job)));
      // Signals and the terminal's clock are heard between two jobs of our own.
      if (worker === null) await setImmediate();
      while (turns[0]?.isOver === true || turns.length >= most) yield await outcome(turns.shift()!);
    }
    for (const turn of turns) yield await outcome(turn);
  }

  /** One job for every thread; the replies in the order of the threads. */
  broadcast(job: Job): Promise<Reply[]> {
    return Promise.all(this.workers.length === 0 ? [this.answer(job)] : this.workers.map((worker) => this.send(worker, job)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.own?.[Symbol.dispose]();
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  /** The thread with the fewest jobs waiting; null where there is none. */
  private idlest(): Worker | null {
    let found: Worker | null = null;
    let fewest = Infinity;
    for (const worker of this.workers) {
      const { length } = this.waiting.get(worker)!;
      if (length < fewest) [found, fewest] = [worker, length];
    }
    return found;
  }

  private send(worker: Worker, job: Job): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.ended.has(worker)) return reject(this.ended.get(worker));
      this.waiting.get(worker)!.push({ resolve, reject });
      worker.postMessage(job);
    });
  }

  private async answer(job: Job): Promise<Reply> {
    try {
      return this.own!.answer(job);
    } catch (error) {
      throw translateSystemError(error, WORKING_FILES);
    }
  }

  private fail(worker: Worker, error: unknown): void {
    this.ended.set(worker, error);
    for (const { reject } of this.waiting.get(worker)!.splice(0)) reject(error);
  }
}

function turnOf<Job, Reply>(job: Job, reply: Promise<Reply>): Turn<Job, Reply> {
  const turn = { job, reply, isOver: false };
  // A failure is met when its turn comes.
  const over = (): void => void (turn.isOver = true);
  reply.then(over, over);
  return turn;
}

async function outcome<Job, Reply>({ job, reply }: Turn<Job, Reply>): Promise<{ job: Job; reply: Reply }> {
  return { job, reply: await reply };
}

function revive({ error: told }: CrossedError): Error {
  if (told.code !== null) return new DtsenError(told.code, told.params);
  const error = new Error(told.message);
  error.stack = told.stack;
  return error;
}
