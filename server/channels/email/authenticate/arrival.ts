// From where a mail came to us, as far as that can be believed: the connection itself, or what a relay that an
// administrator named wrote on top of the mail.
import { BlockList, isIP } from "node:net";
import type { Arrival } from "../../contract.ts";

export interface Origin {
  ip: string;
  helo: string;
}

export interface Trace {
  /** The header fields that stand above the second Received: what the last hop wrote. Unfolded, in order. */
  fields: { name: string; value: string }[];
}

const traceBytes = 64 * 1024;

export function traceOf(raw: Buffer): Trace {
  const head = raw.toString("latin1", 0, traceBytes).split(/\r?\n\r?\n/, 1)[0] ?? "";
  const fields: Trace["fields"] = [];
  let hops = 0;
  for (const line of head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (name === "received" && ++hops > 1) break;
    fields.push({ name, value: line.slice(colon + 1).trim() });
  }
  return { fields };
}

/** null: it cannot be known, and SPF says nothing. */
export function originOf({ client, trustedRelays }: Arrival, trace: Trace): Origin | null {
  const peer = client && isIP(client.ip) ? plainAddress(client.ip) : null;
  if (peer !== null && !isNamed(peer, trustedRelays))
    return isPrivate(peer) ? null : { ip: peer, helo: client?.helo ?? "" };
  const received = trace.fields.find(({ name }) => name === "received")?.value ?? "";
  if (peer === null && !trustedRelays.some((relay) => relay.toLowerCase() === writtenBy(received))) return null;
  return fromClause(received);
}

/** May the Authentication-Results on top be believed? By SMTP anybody may have written them, unless a relay of ours brought it. */
export function carriesOurResults({ door, client, trustedRelays }: Arrival): boolean {
  if (door !== "smtp") return true;
  return client !== null && isIP(client.ip) !== 0 && isNamed(plainAddress(client.ip), trustedRelays);
}

/** `by mx.example.com` of a Received field (RFC 5321 4.4). */
const writtenBy = (received: string): string | null =>
  /(?:^|\s)by\s+([A-Za-z0-9.-]{1,255})/.exec(received)?.[1]?.toLowerCase() ?? null;

/** `from helo (name [192.0.2.1])`: the address in brackets is the server's own finding, what stands before it is a claim. */
function fromClause(received: string): Origin | null {
  const match = /^from\s+(\S{1,255})\s+\((?:[^()[\]]{0,255}\s)?\[(?:IPv6:)?([0-9A-Fa-f:.]{2,45})\][^()]{0,255}\)/.exec(
    received,
  );
  const ip = match?.[2] && isIP(match[2]) ? plainAddress(match[2]) : null;
  return ip === null || isPrivate(ip) ? null : { ip, helo: match?.[1] ?? "" };
}

const plainAddress = (ip: string): string => ip.replace(/^::ffff:(?=\d+\.)/i, "");

function isNamed(ip: string, relays: readonly string[]): boolean {
  const list = new BlockList();
  for (const relay of relays) {
    const [address = "", bits] = relay.split("/");
    const family = isIP(address);
    if (family === 0) continue;
    const type = family === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) list.addAddress(address, type);
    else list.addSubnet(address, Number(bits), type);
  }
  return list.check(ip, isIP(ip) === 4 ? "ipv4" : "ipv6");
}

const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  inside.addSubnet(net, bits, "ipv4");
inside.addAddress("::1", "ipv6");
inside.addSubnet("fc00::", 7, "ipv6");
inside.addSubnet("fe80::", 10, "ipv6");

/** Of our own network: a relay in between, whose address says nothing about the sender's. */
const isPrivate = (ip: string): boolean => inside.check(ip, isIP(ip) === 4 ? "ipv4" : "ipv6");
