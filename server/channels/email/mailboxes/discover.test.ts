import { expect, test } from "vitest";
import { readAutoconfig } from "./autoconfig.ts";
import { discoverMailbox, type Lookups } from "./discover.ts";

const nothing: Lookups = {
  fetch: async () => null,
  mx: async () => [],
  srv: async () => [],
};

const server = (kind: string, type: string, host: string, port: number | string, socket: string, more = "") =>
  `<${kind} type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType>
   <username>%EMAILLOCALPART%</username>${more}</${kind}>`;
const config = (...servers: string[]) =>
  `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="x">${servers.join("")}</emailProvider></clientConfig>`;

test.each([
  ["jana@gmail.com", "Gmail", "imap.gmail.com", ["google", "password"]],
  ["jana@Outlook.com", "Microsoft 365", "outlook.office365.com", ["microsoft"]],
  ["jana@seznam.cz", "Seznam", "imap.seznam.cz", ["password"]],
  ["jana@yandex.ru", "Yandex", "imap.yandex.com", ["password"]],
  ["jana@mail.ru", "Mail.ru", "imap.mail.ru", ["password"]],
  ["jana@icloud.com", "iCloud", "imap.mail.me.com", ["password"]],
  ["jana@zoho.eu", "Zoho (EU)", "imap.zoho.eu", ["password"]],
  ["jana@fastmail.com", "Fastmail", "imap.fastmail.com", ["password"]],
])("%s is at %s", async (address, provider, host, signIns) => {
  const found = await discoverMailbox(address, nothing);
  expect(found).toMatchObject({ found: "provider", provider, signIns, username: address });
  expect(found.imap).toMatchObject({ host, port: 993, security: "tls" });
});

test("whose mail exchanger a domain has says whose it is", async () => {
  for (const [exchanger, provider] of [
    ["aspmx.l.google.com", "Gmail"],
    ["acme-example.mail.protection.outlook.com", "Microsoft 365"],
    ["mx.yandex.net", "Yandex"],
  ] as const)
    expect(await discoverMailbox("help@acme.example", { ...nothing, mx: async () => [exchanger] })).toMatchObject({
      provider,
    });
  const foreign = await discoverMailbox("help@acme.example", { ...nothing, mx: async () => ["mx.evilgoogle.com"] });
  expect(foreign.provider).toBe(null);
});

test("a domain's own file is asked at both places; encrypted servers are preferred", async () => {
  const asked: string[] = [];
  const xml = config(
    server("incomingServer", "pop3", "pop.acme.example", 995, "SSL"),
    server("incomingServer", "imap", "plain.acme.example", 143, "plain"),
    server("incomingServer", "imap", "imap.%EMAILDOMAIN%", 993, "SSL"),
    server("outgoingServer", "smtp", "smtp.acme.example", 587, "STARTTLS"),
  );
  const fetch = async (url: string) => {
    asked.push(url);
    return url.includes(".well-known") ? xml : null;
  };
  expect(await discoverMailbox("help@acme.example", { ...nothing, fetch })).toEqual({
    found: "autoconfig",
    provider: null,
    imap: { host: "imap.acme.example", port: 993, security: "tls" },
    smtp: { host: "smtp.acme.example", port: 587, security: "starttls" },
    username: "help",
    signIns: ["password"],
    appPassword: false,
  });
  expect(asked).toEqual([
    "https://autoconfig.acme.example/mail/config-v1.1.xml?emailaddress=help%40acme.example",
    "https://acme.example/.well-known/autoconfig/mail/config-v1.1.xml",
  ]);
});

test("SRV records; a single dot says that there is none", async () => {
  const records: Record<string, { name: string; port: number }[]> = {
    "_imaps._tcp.acme.example": [{ name: ".", port: 0 }],
    "_imap._tcp.acme.example": [{ name: "Mail.acme.example.", port: 143 }],
    "_submissions._tcp.acme.example": [{ name: "mail.acme.example", port: 465 }],
  };
  const found = await discoverMailbox("help@acme.example", { ...nothing, srv: async (name) => records[name] ?? [] });
  expect(found).toMatchObject({
    found: "dns",
    imap: { host: "mail.acme.example", port: 143, security: "starttls" },
    smtp: { host: "mail.acme.example", port: 465, security: "tls" },
  });
});

test("what cannot be asked is as nothing: a guess remains", async () => {
  const broken = () => Promise.reject(new Error("no network"));
  const found = await discoverMailbox("help@acme.example", { fetch: broken, mx: broken, srv: broken });
  expect(found).toMatchObject({
    found: null,
    imap: { host: "imap.acme.example" },
    smtp: { host: "smtp.acme.example" },
  });
});

test("a domain that is none is asked nothing about", async () => {
  const asked: string[] = [];
  const note = async (name: string) => {
    asked.push(name);
    return [];
  };
  const fetch = async (url: string) => {
    asked.push(url);
    return null;
  };
  for (const domain of ["localhost", "127.0.0.1:80/x?", "[::1]", "a..b", "-.", "evil.example/path", "x".repeat(300)])
    await discoverMailbox(`a@${domain}`, { fetch, mx: note, srv: note });
  expect(asked.filter((each) => /localhost|\/x\?|::1|a\.\.b|path|xxxx/.test(each))).toEqual([]);
});

test.each([
  ["nothing", ""],
  ["no XML", "<html>not found</html>"],
  ["a host that is more than a host", config(server("incomingServer", "imap", "evil.example/x?\r\n", 993, "SSL"))],
  ["no port", config(server("incomingServer", "imap", "imap.acme.example", "abc", "SSL"))],
  ["a port beyond all", config(server("incomingServer", "imap", "imap.acme.example", 70_000, "SSL"))],
  [
    "an encryption that nobody knows",
    config(server("incomingServer", "imap", "imap.acme.example", 993, "constructor")),
  ],
  ["within a comment", config(`<!-- ${server("incomingServer", "imap", "imap.acme.example", 993, "SSL")} -->`)],
  ["never closed", `<incomingServer type="imap">${"<hostname>".repeat(20_000)}`],
  ["an entity bomb", `<!DOCTYPE x [<!ENTITY a "${"b".repeat(1000)}">]>${"&a;".repeat(10_000)}`],
])("a file that says %s is left", (_what, xml) => {
  const began = Date.now();
  expect(readAutoconfig(xml, "help@acme.example")).toBe(null);
  expect(Date.now() - began).toBeLessThan(2000);
});
