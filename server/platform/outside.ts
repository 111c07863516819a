// Requests to addresses that somebody outside has given us. A name may lead anywhere, also into our own network: only public
// addresses are called, decided on the very address that is connected to, and no answer sends us on (S16).
import { lookup as dnsLookup, type LookupAddress, type LookupAllOptions } from "node:dns";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

export interface OutsideCall {
  method: string;
  headers: Record<string, string>;
  body: Buffer | null;
  timeoutMs: number;
  /** Plain http and addresses of our own network too: for tests, whose servers are here. */
  inside?: boolean;
}

export class CallRefused extends Error {}

const reserved = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  reserved.addSubnet(net, prefix, "ipv4");
/** Global unicast is 2000::/3; of it these lead elsewhere. */
const globalV6 = new BlockList();
globalV6.addSubnet("2000::", 3, "ipv6");
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  reserved.addSubnet(net, prefix, "ipv6");

export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !reserved.check(address, "ipv4");
  return kind === 6 && globalV6.check(address, "ipv6") && !reserved.check(address, "ipv6");
}

/** Why this address may not be called; null when it may, as far as can be said without looking its name up. */
export function refusal(text: string, inside = false): string | null {
  const url = URL.parse(text);
  if (!url) return "is not an address";
  if (url.username || url.password) return "must hold no password";
  if (inside) return null;
  if (url.protocol !== "https:") return "must begin with https://";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) ? !isPublicAddress(host) : !host.includes(".")) return "does not lead to a public address";
  return null;
}

/** Only addresses that may be called are handed to the connection: there is no second look-up that could answer otherwise. */
export const publicOf =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, "", 0);
      const open = found.filter(({ address }) => isPublicAddress(address));
      const [first] = open;
      if (!first) return callback(new CallRefused(`${hostname} does not lead to a public address`), "", 0);
      if (options.all) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;
const publicLookup = publicOf(dnsLookup);

type Read<T> = (answer: IncomingMessage, resolve: (value: T) => void, reject: (error: Error) => void) => void;

/** The one way out: refused where it may not go, at the address that was looked up, within its time. */
function call<T>(url: string, how: OutsideCall, read: Read<T>): Promise<T> {
  const refused = refusal(url, how.inside);
  if (refused) return Promise.reject(new CallRefused(`${url} ${refused}`));
  const request = url.startsWith("https:") ? secureRequest : plainRequest;
  const { method, headers, body, timeoutMs } = how;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const lookup = how.inside ? undefined : publicLookup;
    const options = { method, headers, signal, agent: false, ...(lookup && { lookup }) };
    const sent = request(url, options, (answer) => read(answer, resolve, reject));
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}

export function callOutside(url: string, how: OutsideCall): Promise<{ status: number }> {
  return call(url, how, (answer, resolve) => {
    resolve({ status: answer.statusCode ?? 0 });
    // What it says is of no use to us, and may be without end.
    answer.destroy();
  });
}

/** What lies at a public address, by GET. Redirects are not followed. Rejects when it is longer than `maxBytes`. */
export function fetchOutside(
  url: string,
  { maxBytes, ...call }: { timeoutMs: number; maxBytes: number; inside?: boolean },
): Promise<{ status: number; body: Buffer }> {
  return askOutside(url, { method: "GET", headers: {}, body: null, ...call }, maxBytes);
}

/** As callOutside, with what was answered; rejects when that is longer than `maxBytes`. */
export function askOutside(url: string, how: OutsideCall, maxBytes: number): Promise<{ status: number; body: Buffer }> {
  return call(url, how, (answer, resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    answer.on("error", reject);
    answer.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) answer.destroy(new Error(`more than ${maxBytes} bytes`));
      else chunks.push(chunk);
    });
    answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
  });
}
