/** A thread of pass 1 beside the one the program runs on. */
import { parentPort, workerData } from "node:worker_threads";
import { LinkService } from "./link-service.ts";
import type { LinkTask } from "./list-linker.ts";
import { crossed } from "./worker-pool.ts";

const port = parentPort!;
const service = new LinkService(workerData as string);

port.on("message", (task: LinkTask) => {
  try {
    const reply = service.answer(task);
    port.postMessage(reply, reply === null ? [] : [
      reply.texts.buffer as ArrayBuffer, reply.rows.buffer as ArrayBuffer, reply.candidateRows.buffer as ArrayBuffer,
      ...Object.values(reply.claims).map((column) => (column as Uint8Array).buffer as ArrayBuffer),
    ]);
  } catch (error) {
    port.postMessage(crossed(error));
  }
});

// Now, while the lists are being opened.
try {
  service.open();
} catch {
  // The first task tries again, and tells what is wrong.
}
