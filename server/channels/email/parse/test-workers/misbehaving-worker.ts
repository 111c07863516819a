import { parentPort } from "node:worker_threads";
import { parse } from "../parse.ts";
import type { ParseRequest } from "../pool-worker.ts";

/** For pool.test.ts: does what the mail's first word says, otherwise parses. */
parentPort?.on("message", ({ raw, limits }: ParseRequest) => {
  const [order] = Buffer.from(raw).toString("latin1").split("\n");
  if (order === "hang") for (;;);
  if (order === "exit") process.exit(3);
  if (order === "throw") throw new Error("as told");
  if (order === "eat") eatMemory();
  parentPort?.postMessage(parse(raw, limits));
});

parentPort?.postMessage("ready");

function eatMemory(): void {
  const eaten: string[][] = [];
  for (;;) eaten.push(Array.from({ length: 100_000 }, (_, order) => `${order} ${eaten.length}`));
}
