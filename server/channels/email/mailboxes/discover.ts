// Which servers an address has: a provider that we know; what its domain says (Thunderbird's autoconfiguration); whose mail
// exchanger it has; its SRV records (RFC 6186, 8314); else a guess. Everything found is a proposal that can be changed.
import { resolveMx, resolveSrv } from "node:dns/promises";
import type { DiscoveredMailbox, MailServer } from "../../../../shared/mailboxes/schema.ts";
import { askOutside } from "../../../platform/outside.ts";
import { readAutoconfig } from "./autoconfig.ts";
import { type KnownProvider, providerOfDomain, providerOfExchanger } from "./providers.ts";

export interface Lookups {
  /** The body of an answer 200, else null. */
  fetch(url: string): Promise<string | null>;
  /** Names of mail exchangers, the preferred one first. */
  mx(domain: string): Promise<string[]>;
  srv(name: string): Promise<{ name: string; port: number }[]>;
}

const lookupMs = 4000;

const standardLookups: Lookups = {
  async fetch(url) {
    const call = { method: "GET", headers: { accept: "text/xml" }, body: null, timeoutMs: lookupMs };
    const { status, body } = await askOutside(url, call, 128 * 1024);
    return status === 200 ? body.toString("utf8") : null;
  },
  async mx(domain) {
    const found = await resolveMx(domain);
    return found.sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange);
  },
  async srv(name) {
    const found = await resolveSrv(name);
    return found.sort((a, b) => a.priority - b.priority || b.weight - a.weight);
  },
};

export async function discoverMailbox(address: string, lookups: Lookups = standardLookups): Promise<DiscoveredMailbox> {
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  const known = providerOfDomain(domain);
  if (known) return ofProvider(known, address);
  // Names that lead nowhere outside are not asked about.
  if (!/^(?=.{3,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain)) return guess(domain, address);
  const [config, exchangers, records] = await Promise.all([
    autoconfigOf(domain, address, lookups),
    orNothing(lookups.mx(domain), []),
    recordsOf(domain, lookups),
  ]);
  const provider = exchangers.slice(0, 5).map(providerOfExchanger).find(Boolean);
  if (provider) return ofProvider(provider, address);
  const plain = { provider: null, signIns: ["password" as const], appPassword: false };
  if (config) return { found: "autoconfig", ...config, ...plain };
  if (records) return { found: "dns", ...records, username: address, ...plain };
  return guess(domain, address);
}

const ofProvider = ({ name, imap, smtp, signIns, appPassword }: KnownProvider, address: string): DiscoveredMailbox => ({
  found: "provider",
  provider: name,
  imap,
  smtp,
  username: address,
  signIns,
  appPassword,
});

const guess = (domain: string, address: string): DiscoveredMailbox => ({
  found: null,
  provider: null,
  imap: { host: `imap.${domain}`, port: 993, security: "tls" },
  smtp: { host: `smtp.${domain}`, port: 465, security: "tls" },
  username: address,
  signIns: ["password"],
  appPassword: false,
});

async function autoconfigOf(domain: string, address: string, { fetch }: Lookups) {
  const asked = [
    `https://autoconfig.${domain}/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(address)}`,
    `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
  ];
  const answers = await Promise.all(asked.map((url) => orNothing(fetch(url), null)));
  for (const xml of answers) {
    const config = xml === null ? null : readAutoconfig(xml, address);
    if (config) return config;
  }
  return null;
}

async function recordsOf(
  domain: string,
  { srv }: Lookups,
): Promise<{ imap: MailServer; smtp: MailServer | null } | null> {
  const ask = async (service: string, security: MailServer["security"]): Promise<MailServer | null> => {
    const [first] = await orNothing(srv(`_${service}._tcp.${domain}`), []);
    // A single dot says that there is no such service (RFC 2782).
    if (!first || !/^[A-Za-z0-9.-]{3,253}$/.test(first.name)) return null;
    return { host: first.name.toLowerCase().replace(/\.$/, ""), port: first.port, security };
  };
  const [imaps, imap, submissions, submission] = await Promise.all([
    ask("imaps", "tls"),
    ask("imap", "starttls"),
    ask("submissions", "tls"),
    ask("submission", "starttls"),
  ]);
  const found = imaps ?? imap;
  return found && { imap: found, smtp: submissions ?? submission };
}

/** What cannot be asked is as good as an answer that says nothing. */
async function orNothing<T>(asked: Promise<T>, nothing: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(nothing), lookupMs);
  });
  try {
    return await Promise.race([asked.catch(() => nothing), late]);
  } finally {
    clearTimeout(timer);
  }
}
