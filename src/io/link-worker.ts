/** The thread of pass 1: opens the index for reading, links batches of records, renders what the reports may need of them. */
import { parentPort, workerData } from "node:worker_threads";
import { ListLinker, type LinkTask } from "./list-linker.ts";
import { openIndex, type RecordIndex } from "./record-index.ts";
import { crossed } from "./worker-pool.ts";

const port = parentPort!;
let index: RecordIndex | null = null;
let linker: ListLinker | null = null;

port.on("message", (task: LinkTask) => {
  try {
    index ??= openIndex(workerData as string);
    if (!("batch" in task)) {
      linker = new ListLinker(task, index);
      port.postMessage(null);
      return;
    }
    const reply = linker!.link(task);
    port.postMessage(reply, [
      reply.texts.buffer as ArrayBuffer, reply.rows.buffer as ArrayBuffer, reply.candidateRows.buffer as ArrayBuffer,
      ...Object.values(reply.claims).map((column) => (column as Uint8Array).buffer as ArrayBuffer),
    ]);
  } catch (error) {
    port.postMessage(crossed(error));
  }
});

// Now, while the lists are being opened.
try {
  index = openIndex(workerData as string);
} catch {
  // The first task tries again, and tells what is wrong.
}
