// Signing and encrypting large mail takes a while: it happens in a thread of its own, so that nothing else waits for it.
import { Worker } from "node:worker_threads";
import { type Protection, protect } from "./protect.ts";

const timeoutMs = 60_000;

/** Bytes of a mail that is done in milliseconds: a thread takes longer to start. */
const smallAtMost = 256 * 1024;

/** As `protect`. Rejects when it could not be done in a minute. */
export const protectAside = (raw: Buffer, protection: Protection, at: Date): Promise<Buffer> =>
  raw.length <= smallAtMost ? protect(raw, protection, at) : protectInThread(raw, protection, at);

export function protectInThread(raw: Buffer, protection: Protection, at: Date): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const own = Uint8Array.from(raw);
    const thread = new Worker(new URL("./protect-worker.ts", import.meta.url), {
      workerData: { raw: own, protection, at },
      transferList: [own.buffer],
    });
    const timer = setTimeout(() => end(new Error("the mail could not be encrypted within a minute")), timeoutMs);
    const end = (error: Error) => {
      clearTimeout(timer);
      void thread.terminate();
      reject(error);
    };
    thread.on("message", (done: Uint8Array) => {
      clearTimeout(timer);
      resolve(Buffer.from(done.buffer, done.byteOffset, done.byteLength));
    });
    thread.on("error", end);
    thread.on("exit", (code) => end(new Error(`the thread that encrypts ended with code ${code}`)));
  });
}
