// DNS for the checks of senders: which servers, how long they may take, and what is remembered. A DNS that is dead makes
// no mail wait for longer than the first ones did.
import { Resolver } from "node:dns/promises";

export type Lookup = (name: string, type: string) => Promise<string[][] | string[]>;

export interface MailDns {
  /** false: turned off, or it has just failed to answer several times in a row. */
  readonly usable: boolean;
  lookup: Lookup;
  close(): void;
}

const keepMs = 5 * 60_000;
const keepFailureMs = 60_000;
const keepAtMost = 2000;
const triesOfTheDead = 3;
const restMs = 30_000;

/** `servers`: addresses with or without port; null: the system's; none at all: DNS is turned off. */
export function createDns(servers: string[] | null, timeoutMs = 1500): MailDns {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers?.length) resolver.setServers(servers);
  const off = servers !== null && servers.length === 0;
  const known = new Map<string, { until: number; answer: Promise<string[][] | string[]> }>();
  let silent = 0;
  let restUntil = 0;

  function ask(name: string, type: string): Promise<string[][] | string[]> {
    const answer = resolver.resolve(name, type) as Promise<string[][] | string[]>;
    answer.then(
      () => {
        silent = 0;
      },
      (error: NodeJS.ErrnoException) => {
        if (!isSilence(error)) silent = 0;
        else if (++silent >= triesOfTheDead) restUntil = Date.now() + restMs;
      },
    );
    return answer;
  }

  return {
    get usable() {
      return !off && Date.now() >= restUntil;
    },
    async lookup(name, type) {
      const key = `${type} ${name.toLowerCase()}`;
      const found = known.get(key);
      if (found && found.until > Date.now()) return found.answer;
      if (off || Date.now() < restUntil) throw Object.assign(new Error("DNS is not asked"), { code: "ETIMEOUT" });
      const entry = { until: Date.now() + keepMs, answer: ask(name, type) };
      entry.answer.catch((error: NodeJS.ErrnoException) => {
        // That a name does not exist is an answer; that nobody answered is none.
        if (isSilence(error)) known.delete(key);
        else entry.until = Date.now() + keepFailureMs;
      });
      known.set(key, entry);
      if (known.size > keepAtMost) known.delete(known.keys().next().value as string);
      return entry.answer;
    },
    close: () => resolver.cancel(),
  };
}

const isSilence = ({ code }: NodeJS.ErrnoException): boolean =>
  code !== "ENOTFOUND" && code !== "ENODATA" && code !== "EFORMERR" && code !== "EBADNAME" && code !== "ESERVFAIL";
