import { parentPort, workerData } from "node:worker_threads";
import { type Protection, protect } from "./protect.ts";

/** The thread's side of protect-thread.ts: one mail, then it ends. */
const { raw, protection, at } = workerData as { raw: Uint8Array; protection: Protection; at: Date };
const done = Uint8Array.from(await protect(Buffer.from(raw.buffer), protection, at));
parentPort?.postMessage(done, [done.buffer]);
