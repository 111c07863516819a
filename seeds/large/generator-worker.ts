// Makes the rows beside the database's own work: one core writes, the other one thinks up what to write.
import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import type { DeskSetup } from "./desk-writer.ts";
import { generate } from "./generate.ts";

const { setup, tickets } = workerData as { setup: DeskSetup; tickets: number };
/** So many batches may wait for the database, then the worker waits: memory stays flat. */
const atMostWaiting = 3;

if (!parentPort) throw new Error("this file is run as a worker");
let waiting = 0;
parentPort.on("message", () => waiting--);
for (const generated of generate(setup, tickets)) {
  const buffers = Object.values(generated.batch).map((rows) => rows.buffer as ArrayBuffer);
  parentPort.postMessage(generated, buffers);
  waiting++;
  while (waiting >= atMostWaiting) await once(parentPort, "message");
}
parentPort.close();
