// A way out: one mail server that takes what we send.

export interface Smarthost {
  /** null: the one of LISTEK_SMARTHOST. */
  id: string | null;
  host: string;
  port: number;
  /** implicit: TLS from the first byte; required: STARTTLS or nothing; opportunistic: STARTTLS if it works; none. */
  security: "implicit" | "required" | "opportunistic" | "none";
  /** false: whatever certificate it shows. */
  verify: boolean;
  user: string | null;
  password: string | null;
  /** Instead of a password: XOAUTH2. */
  accessToken?: string;
  /** It takes no sender but the address in From, not even none: a mailbox's own server. */
  plainSender?: boolean;
  /** Addresses and domains of ours that it carries; empty: all of them. */
  senders: readonly string[];
}

export const loopback = new Set(["localhost", "127.0.0.1", "::1"]);

/** As LISTEK_SMARTHOST says it: smtp://user:password@host:587; `?verify=no` turns the check of its certificate off. */
export function fromUrl(url: URL): Smarthost {
  const implicit = url.protocol === "smtps:";
  const host = decodeURIComponent(url.hostname).replace(/^\[|\]$/g, "");
  // On this machine nobody stands between.
  const verify = !loopback.has(host) && url.searchParams.get("verify") !== "no";
  return {
    id: null,
    host,
    port: url.port ? Number(url.port) : implicit ? 465 : 25,
    security: implicit ? "implicit" : "opportunistic",
    verify,
    user: url.username ? decodeURIComponent(url.username) : null,
    password: url.username ? decodeURIComponent(url.password) : null,
    senders: [],
  };
}

export const nameOf = ({ host, port }: Pick<Smarthost, "host" | "port">): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;

/** Those that carry mail from this address, in the order in which they are tried: made for it first, then the others. */
export function hostsFor(hosts: readonly Smarthost[], from: string): Smarthost[] {
  const address = from.toLowerCase();
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const own = hosts.filter(({ senders }) => senders.some((each) => each === address || each === domain));
  return [...own, ...hosts.filter(({ senders }) => senders.length === 0)];
}
