/** The thread of pass 1: opens the index for reading, links batches of records, renders what the reports may need of them. */
import { parentPort, workerData } from "node:worker_threads";
import { ListLinker, type LinkJob, type LinkSetup } from "./list-linker.ts";
import { crossed } from "./worker-pool.ts";

const port = parentPort!;
let linker: ListLinker | null = null;

port.on("message", (job: LinkJob) => {
  try {
    linker ??= new ListLinker(workerData as LinkSetup);
    const reply = linker.link(job);
    port.postMessage(reply, [
      reply.texts.buffer as ArrayBuffer, reply.rows.buffer as ArrayBuffer, reply.candidateRows.buffer as ArrayBuffer,
      ...Object.values(reply.claims).map((column) => (column as Uint8Array).buffer as ArrayBuffer),
    ]);
  } catch (error) {
    port.postMessage(crossed(error));
  }
});
