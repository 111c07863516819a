// SpamAssassin's spamd: SPAMC/1.5 SYMBOLS (spamd/PROTOCOL in its source).
import type { SpamOpinion } from "../../contract.ts";
import { askSocket } from "./ask-socket.ts";

const symbolsAtMost = 8;

/** Throws an Error in words when it does not answer, or not so. */
export async function askSpamd(address: string, raw: Buffer, limitMs: number): Promise<SpamOpinion> {
  const head = Buffer.from(`SYMBOLS SPAMC/1.5\r\nContent-length: ${raw.length}\r\n\r\n`);
  const answer = await askSocket(address, [head, raw], { limitMs, endWrite: true });
  return readSpamd(answer.toString("latin1"));
}

/** Pure. "SPAMD/1.1 0 EX_OK", "Spam: True ; 15.0 / 5.0", an empty line, the names of the rules with commas. */
export function readSpamd(answer: string): SpamOpinion {
  const [head = "", body = ""] = answer.split(/\r?\n\r?\n/, 2);
  const status = /^SPAMD\/[\d.]+ (\d+) (\S+)/.exec(head);
  if (!status) throw new Error("no answer of a spamd");
  if (status[1] !== "0") throw new Error(`it could not look: ${status[2]}`);
  const verdict = /^spam:\s*(true|false|yes|no)\s*;\s*(-?[\d.]+)\s*\/\s*(-?[\d.]+)/im.exec(head);
  if (!verdict) throw new Error("an answer without a verdict");
  return {
    by: "spamassassin",
    spam: /^(?:true|yes)$/i.test(verdict[1] as string),
    score: Number(verdict[2]),
    limit: Number(verdict[3]),
    reasons: body
      .split(/[,\s]+/)
      .filter((name) => /^[A-Z0-9_]{2,60}$/.test(name))
      .slice(0, symbolsAtMost),
  };
}
