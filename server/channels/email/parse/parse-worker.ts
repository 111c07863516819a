import { parentPort } from "node:worker_threads";
import { parse } from "./parse.ts";
import type { ParseRequest } from "./pool-worker.ts";

/** The thread's side of pool.ts: a request in, a mail out, attachment contents handed over without a copy. */
parentPort?.on("message", ({ raw, limits }: ParseRequest) => {
  const mail = parse(raw, limits);
  const contents = mail.attachments.map(({ content }) => content.buffer as ArrayBuffer);
  parentPort?.postMessage(mail, [...new Set(contents)]);
});

parentPort?.postMessage("ready");
