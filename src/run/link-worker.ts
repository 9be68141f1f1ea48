/** A thread of pass 1 and 3 beside the one the program runs on. */
import { parentPort, workerData } from "node:worker_threads";
import { LinkService, type LinesReply, type LinkTask } from "./link-service.ts";
import type { LinkReply } from "./list-linker.ts";
import { crossed } from "../platform/worker-pool.ts";

const port = parentPort!;
const service = new LinkService(workerData as string);

port.on("message", (task: LinkTask) => {
  try {
    const reply = service.answer(task);
    port.postMessage(reply, memoryOf(reply));
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

/** What a reply hands over instead of copying it. */
function memoryOf(reply: LinkReply | LinesReply | null): ArrayBuffer[] {
  if (reply === null) return [];
  const arrays: readonly Uint8Array[] =
    "lines" in reply
      ? Object.values(reply.lines)
      : [
          reply.texts,
          reply.rows,
          reply.candidateRows,
          reply.rowVillages,
          reply.candidateVillages,
          reply.households,
          reply.familyLows,
          reply.rulings,
          ...Object.values(reply.claims),
        ];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}
