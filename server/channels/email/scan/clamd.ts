// ClamAV's clamd: INSTREAM over TCP or a unix socket (man clamd): chunks with their length before them, an empty one ends.
import type { VirusOpinion } from "../../contract.ts";
import { askSocket } from "./ask-socket.ts";

const chunkSize = 256 * 1024;

/** Throws an Error in words when it does not answer, or not so. */
export async function askClamd(address: string, raw: Buffer, limitMs: number): Promise<VirusOpinion> {
  const parts: Buffer[] = [Buffer.from("zINSTREAM\0")];
  for (let at = 0; at < raw.length; at += chunkSize) {
    const chunk = raw.subarray(at, at + chunkSize);
    parts.push(lengthOf(chunk.length), chunk);
  }
  parts.push(lengthOf(0));
  const isWhole = (answer: Buffer) => answer.includes(0);
  const answer = await askSocket(address, parts, { limitMs, endWrite: false, isWhole });
  return readClamd(answer.toString("utf8"));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** Pure. "stream: OK", "stream: Eicar-Test-Signature FOUND", "INSTREAM size limit exceeded. ERROR". */
export function readClamd(answer: string): VirusOpinion {
  const line = (answer.split("\0", 1)[0] ?? "").trim();
  if (/^stream: OK$/.test(line)) return { found: null };
  const found = /^stream: (.{1,200}) FOUND$/.exec(line);
  if (found) return { found: found[1] as string };
  throw new Error(line === "" ? "an empty answer" : line.slice(0, 200));
}
