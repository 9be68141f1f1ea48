/** A thread for statements over everything (`index-builder.ts`): opens the unfinished index, runs them, closes it. */
import { parentPort, workerData } from "node:worker_threads";
import { crossed } from "../platform/worker-pool.ts";
import { openUnfinished } from "./unfinished-index.ts";

const { path, scratch } = workerData as { readonly path: string; readonly scratch: string };
const port = parentPort!;

port.on("message", (statements: readonly string[]) => {
  try {
    const db = openUnfinished(path, scratch);
    try {
      db.exec("begin");
      for (const statement of statements) db.exec(statement);
      db.exec("commit");
    } finally {
      db.close();
    }
    port.postMessage(null);
  } catch (error) {
    port.postMessage(crossed(error));
  }
});
