// rspamd's HTTP interface: POST /checkv2 with the bytes of the mail, its verdict as JSON (rspamd.com/doc/developers/protocol).
import type { Envelope, SpamOpinion } from "../../contract.ts";

/** What rspamd would have done at the door of a mail server; the others mean that it is no spam, or not surely. */
const spamActions = new Set(["reject", "add header", "rewrite subject", "quarantine", "discard"]);
const symbolsAtMost = 8;
const answerAtMost = 512 * 1024;

/** Throws an Error in words when it does not answer, or not so. */
export async function askRspamd(url: string, raw: Buffer, envelope: Envelope, limitMs: number): Promise<SpamOpinion> {
  const headers: Record<string, string> = { "content-type": "message/rfc822" };
  if (isPlain(envelope.from)) headers.from = envelope.from;
  const [recipient = ""] = envelope.to;
  if (isPlain(recipient)) headers.rcpt = recipient;
  const response = await fetch(new URL("/checkv2", url), {
    method: "POST",
    headers,
    body: new Uint8Array(raw),
    redirect: "error",
    signal: AbortSignal.timeout(limitMs),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  if (text.length > answerAtMost) throw new Error("an endless answer");
  return readRspamd(JSON.parse(text));
}

const isPlain = (address: string): boolean => /^[\x21-\x7e]{1,320}$/.test(address);

/** Pure. The symbols that weighed most, heaviest first. */
export function readRspamd(answer: unknown): SpamOpinion {
  const { action, score, required_score, symbols, messages } = (answer ?? {}) as Record<string, unknown>;
  if (typeof action !== "string" || typeof score !== "number") throw new Error("an answer without a verdict");
  const weights = Object.entries((symbols ?? {}) as Record<string, { score?: unknown }>).flatMap(([name, each]) =>
    typeof each?.score === "number" && each.score > 0 ? [{ name: name.slice(0, 60), score: each.score }] : [],
  );
  // A rule that decides alone, as the test pattern GTUBE does, weighs nothing and says so in words.
  const said = (messages as { smtp_message?: unknown } | undefined)?.smtp_message;
  const decidedAlone = weights.length === 0 && typeof said === "string" ? [said.slice(0, 100)] : [];
  return {
    by: "rspamd",
    spam: spamActions.has(action),
    score,
    limit: typeof required_score === "number" ? required_score : null,
    reasons: weights
      .sort((a, b) => b.score - a.score)
      .slice(0, symbolsAtMost)
      .map(({ name, score: weight }) => `${name} (${weight.toFixed(1)})`)
      .concat(decidedAlone),
  };
}
