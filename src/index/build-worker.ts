/** A thread of `dtsen index`: does the jobs it is sent, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { BuildThread, type IndexJob, type BuildSetup } from "./build-thread.ts";
import { crossed } from "../platform/worker-pool.ts";

const port = parentPort!;
let builder: BuildThread | null = null;

port.on("message", (job: IndexJob) => {
  try {
    builder ??= new BuildThread(workerData as BuildSetup);
    const reply = builder.answer(job);
    port.postMessage(reply, buffersOf(reply));
  } catch (error) {
    port.postMessage(crossed(error));
  }
});

/** Buffers are handed over, not copied. */
function buffersOf(reply: unknown): ArrayBuffer[] {
  if (typeof reply !== "object" || reply === null) return [];
  return Object.values(reply)
    .filter((value) => ArrayBuffer.isView(value))
    .map(({ buffer }) => buffer as ArrayBuffer);
}
