// Asks the scanners that are set, side by side. One that is away costs a mail a few seconds at most, and the next ones none.
import type { Away, Envelope, Scanned, Scanners, VirusOpinion } from "../../contract.ts";
import { askClamd } from "./clamd.ts";
import { askRspamd } from "./rspamd.ts";
import { askSpamd } from "./spamd.ts";

const limitMs = 4000;
/** One that was silent for so long is left in peace for a while; one that refuses tells so at once and is asked each time. */
const restMs = 15_000;

export function createScanner() {
  const silent = new Map<string, number>();

  async function ask<T>(address: string, question: () => Promise<T>): Promise<T | Away> {
    const until = silent.get(address) ?? 0;
    if (until > Date.now()) return { away: "it did not answer a moment ago" };
    const started = Date.now();
    try {
      const answer = await question();
      silent.delete(address);
      return answer;
    } catch (error) {
      if (Date.now() - started >= limitMs - 100) silent.set(address, Date.now() + restMs);
      return { away: wordsOf(error as Error) };
    }
  }

  /** The first virus; else whether one of them could not be asked about. */
  async function virusIn(clamd: string, contents: readonly Uint8Array[]): Promise<VirusOpinion | Away> {
    const end = Date.now() + limitMs;
    let away: Away | null = null;
    for (const content of contents) {
      if (Date.now() > end) return away ?? { away: `not all was looked at in ${limitMs / 1000} s` };
      const said = await ask(clamd, () => askClamd(clamd, Buffer.from(content), limitMs));
      if ("away" in said) away ??= said;
      else if (said.found !== null) return said;
    }
    return away ?? { found: null };
  }

  return async function scan(
    raw: Buffer,
    envelope: Envelope,
    scanners: Scanners,
    opened: readonly Uint8Array[] = [],
  ): Promise<Scanned> {
    const { rspamd, spamd, clamd } = scanners;
    const [byRspamd, bySpamd, virus] = await Promise.all([
      rspamd ? ask(rspamd, () => askRspamd(rspamd, raw, envelope, limitMs)) : null,
      spamd ? ask(spamd, () => askSpamd(spamd, raw, limitMs)) : null,
      clamd ? virusIn(clamd, [raw, ...opened]) : null,
    ]);
    return {
      spam: [
        ...(byRspamd ? [{ by: "rspamd" as const, ...byRspamd }] : []),
        ...(bySpamd ? [{ by: "spamassassin" as const, ...bySpamd }] : []),
      ],
      virus,
    };
  };
}

/** fetch says "fetch failed" and hides why. */
function wordsOf(error: Error): string {
  const cause = error.cause as Error | undefined;
  if (error.name === "TimeoutError") return `no answer in ${limitMs / 1000} s`;
  return (cause?.message || error.message || "it failed").slice(0, 200);
}
