// The file by which a domain tells mail programs its servers (Thunderbird's config-v1.1.xml:
// wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat). Read without an XML parser: of what a stranger's server
// says only a few plain values are wanted, and whatever does not look like them is left.
import type { MailServer } from "../../../../shared/mailboxes/schema.ts";

export interface Autoconfig {
  imap: MailServer;
  smtp: MailServer | null;
  username: string;
}

const securityOf = new Map<string, MailServer["security"]>([
  ["SSL", "tls"],
  ["STARTTLS", "starttls"],
  ["plain", "none"],
]);

/** null: it names no IMAP server that can be used. */
export function readAutoconfig(xml: string, address: string): Autoconfig | null {
  const plain = xml.slice(0, 256 * 1024).replace(/<!--[\s\S]*?-->/g, "");
  const incoming = serversIn(plain, "incomingServer", "imap", address);
  const best = preferred(incoming);
  if (!best) return null;
  const smtp = preferred(serversIn(plain, "outgoingServer", "smtp", address));
  return { imap: best.server, smtp: smtp?.server ?? null, username: best.username };
}

interface Found {
  server: MailServer;
  username: string;
}

function serversIn(xml: string, element: string, type: string, address: string): Found[] {
  const blocks = xml.matchAll(
    new RegExp(`<${element}\\s+type=["']${type}["']\\s*>([\\s\\S]{0,8000}?)</${element}>`, "g"),
  );
  return [...blocks].slice(0, 10).flatMap(([, block = ""]) => {
    const host = filled(textOf(block, "hostname"), address).toLowerCase();
    const port = Number(textOf(block, "port"));
    const security = securityOf.get(textOf(block, "socketType"));
    const right = /^[a-z0-9.-]{1,253}$/.test(host) && Number.isInteger(port) && port > 0 && port < 65536 && security;
    if (!right) return [];
    return [{ server: { host, port, security }, username: filled(textOf(block, "username"), address) || address }];
  });
}

/** Never an unencrypted one where there is another. */
const preferred = (found: Found[]): Found | undefined =>
  found.find(({ server }) => server.security === "tls") ??
  found.find(({ server }) => server.security === "starttls") ??
  found[0];

const textOf = (block: string, element: string): string =>
  new RegExp(`<${element}>([^<]{0,400})</${element}>`).exec(block)?.[1]?.trim() ?? "";

function filled(value: string, address: string): string {
  const at = address.lastIndexOf("@");
  return value
    .replaceAll("%EMAILADDRESS%", address)
    .replaceAll("%EMAILLOCALPART%", address.slice(0, at))
    .replaceAll("%EMAILDOMAIN%", address.slice(at + 1));
}
