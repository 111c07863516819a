// XLSX is made in one piece, in a thread of its own and one at a time: it takes seconds and some hundred megabytes.
import { Worker } from "node:worker_threads";
import type { TicketSummary } from "../../../../shared/tickets/schema.ts";
import type { Table } from "./cells.ts";

let last: Promise<unknown> = Promise.resolve();

export function xlsxOf(table: Table, portions: AsyncIterable<TicketSummary[]>): Promise<Buffer> {
  const made = last.then(() => make(table, portions));
  last = made.catch(() => {});
  return made;
}

async function make(table: Table, portions: AsyncIterable<TicketSummary[]>): Promise<Buffer> {
  const worker = new Worker(new URL("./xlsx-worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  try {
    const answer = new Promise<Uint8Array>((resolve, reject) => {
      worker.on("message", resolve);
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("the thread that writes XLSX ended before it was done")));
    });
    // Heard below; until then it must not count as unheard.
    answer.catch(() => {});
    worker.postMessage({ header: table.header });
    for await (const portion of portions) worker.postMessage({ rows: portion.map(table.cells) });
    worker.postMessage({ end: true });
    const bytes = await answer;
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } finally {
    await worker.terminate();
  }
}
