// Questions to the DNS, of the servers that LISTEK_DNS names or those of the system.
import { Resolver } from "node:dns/promises";
import type { Config } from "./config.ts";

export interface Dns {
  /** The texts of a name, each put together from its pieces; none: []. Throws DnsSilent. */
  txt(name: string): Promise<string[]>;
  /** "10 mail.example.com", best first; none: []. Throws DnsSilent. */
  mx(name: string): Promise<string[]>;
}

/** No server gave an answer: what stands there is not known. */
export class DnsSilent extends Error {
  override readonly name = "DnsSilent";
}

export function createDns({ dns }: Pick<Config, "dns">): Dns {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (dns?.length) resolver.setServers(dns);
  const ask = async <T>(question: () => Promise<T[]>): Promise<T[]> => {
    if (dns?.length === 0) throw new DnsSilent("the DNS is not asked: LISTEK_DNS is off");
    try {
      return await question();
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (code === "ENODATA" || code === "ENOTFOUND") return [];
      throw new DnsSilent(`the DNS gave no answer (${code})`, { cause: error });
    }
  };
  return {
    txt: async (name) => (await ask(() => resolver.resolveTxt(name))).map((pieces) => pieces.join("")),
    mx: async (name) =>
      (await ask(() => resolver.resolveMx(name)))
        .toSorted((a, b) => a.priority - b.priority)
        .map(({ priority, exchange }) => `${priority} ${exchange || "."}`),
  };
}
