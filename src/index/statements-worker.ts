/** A thread for statements over everything (`index-builder.ts`): opens the unfinished index, runs them, closes it. */
import { parentPort, workerData } from "node:worker_threads";
import { crossed } from "../platform/worker-pool.ts";
import { runStatements } from "./unfinished-index.ts";

const { path, scratch } = workerData as { readonly path: string; readonly scratch: string };
const port = parentPort!;

port.on("message", (statements: readonly string[]) => {
  try {
    runStatements(path, scratch, statements);
    port.postMessage(null);
  } catch (error) {
    port.postMessage(crossed(error));
  }
});
