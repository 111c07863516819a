// One question and its answer over a socket, within a time limit. For scanners that speak a protocol of their own.
import { connect } from "node:net";

const answerAtMost = 256 * 1024;

/** `host:port`, `[::1]:port`, or the path of a unix socket. */
export function socketAddress(address: string): { path: string } | { host: string; port: number } {
  if (address.startsWith("/")) return { path: address };
  const colon = address.lastIndexOf(":");
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(address.slice(colon + 1)) };
}

/**
 * Sends all of `question`, then reads until the other side closes or `isWhole` says that no more will come. Throws an
 * Error in words when nobody answers, or not within `limitMs`.
 */
export function askSocket(
  address: string,
  question: readonly Buffer[],
  options: { limitMs: number; endWrite: boolean; isWhole?: (answer: Buffer) => boolean },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketAddress(address));
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => fail(new Error(`no answer in ${options.limitMs / 1000} s`)), options.limitMs);
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(Buffer.concat(chunks));
    };
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    socket.on("connect", () => {
      for (const each of question) socket.write(each);
      if (options.endWrite) socket.end();
    });
    socket.on("data", (chunk) => {
      size += chunk.length;
      if (size > answerAtMost) return fail(new Error("an endless answer"));
      chunks.push(chunk);
      if (options.isWhole?.(Buffer.concat(chunks))) done();
    });
    // A scanner may answer and close before it has read all of it: the answer counts.
    socket.on("error", (error) => (size > 0 ? done() : fail(error)));
    socket.on("close", () => (size > 0 ? done() : fail(new Error("it hung up without an answer"))));
  });
}
