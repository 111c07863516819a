import { parentPort } from "node:worker_threads";
import { parse } from "./parse.ts";
import type { ParsedMail } from "./parsed-mail.ts";
import type { ParseRequest } from "./pool-worker.ts";

/** The thread's side of pool.ts: a request in, a mail out, attachment contents handed over without a copy. */
parentPort?.on("message", async (request: ParseRequest) => {
  const mail = await read(request);
  const contents = mail.attachments.map(({ content }) => content.buffer as ArrayBuffer);
  parentPort?.postMessage(mail, [...new Set(contents)]);
});

async function read({ raw, limits, keys }: ParseRequest): Promise<ParsedMail> {
  if (!keys) return parse(raw, limits);
  // Few mails need it, and it is large.
  const { parseSecret } = await import("../crypto/parse-secret.ts");
  return parseSecret(raw, limits, keys);
}

parentPort?.postMessage("ready");
