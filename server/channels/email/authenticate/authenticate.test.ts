import { afterAll, beforeAll, expect, test } from "vitest";
import { startDns, type TestDns } from "../../../../test/support/dns.ts";
import { dkimRecord, mailText, seal, sign } from "../../../../test/support/signed-mail.ts";
import type { Arrival } from "../../contract.ts";
import { authenticateMail } from "./authenticate.ts";
import { createDns, type MailDns } from "./resolver.ts";

let server: TestDns;
let dns: MailDns;
beforeAll(async () => {
  server = await startDns({
    "TXT s1._domainkey.acme.example": [dkimRecord],
    "TXT acme.example": ["v=spf1 ip4:192.0.2.10 -all"],
    "TXT _dmarc.acme.example": ["v=DMARC1; p=reject"],
    "TXT s1._domainkey.plain.example": [dkimRecord],
    "TXT plain.example": ["v=spf1 ip4:192.0.2.10 +all"],
    "TXT s1._domainkey.evil.example": [dkimRecord],
    "TXT evil.example": ["v=spf1 ip4:192.0.2.66 -all"],
    "TXT s1._domainkey.list.example": [dkimRecord],
  });
  dns = createDns([server.address], 300);
});
afterAll(async () => {
  dns?.close();
  await server?.stop();
});

const acme = mailText({ from: "Jana <jana@acme.example>" });
const good = { ip: "192.0.2.10", helo: "mx.acme.example" };
const evil = { ip: "192.0.2.66", helo: "mx.evil.example" };
const arrival = (more: Partial<Arrival> = {}): Arrival => ({
  door: "smtp",
  envelopeFrom: "jana@acme.example",
  client: good,
  trustedRelays: [],
  trustedSystems: [],
  ...more,
});
const ask = (mail: string, more: Partial<Arrival> = {}) => authenticateMail(Buffer.from(mail), arrival(more), dns);
const received = (by: string, ip: string) =>
  `Received: from mx.acme.example (mx.acme.example [${ip}]) by ${by} with ESMTP id 1\r\n`;
const relay = { ip: "127.0.0.1", helo: "localhost" };
const pipe = { door: "pipe", client: null };

test.each<[string, () => Promise<string> | string, Partial<Arrival>, object]>([
  [
    "a signature of its own domain",
    () => sign(acme, "acme.example"),
    { client: evil, envelopeFrom: "x@evil.example" },
    { dmarc: "pass", dkim: "aligned" },
  ],
  ["its own server", () => acme, {}, { dmarc: "pass", spf: "aligned" }],
  [
    "a strange server",
    () => acme,
    { client: evil, envelopeFrom: "x@evil.example" },
    { dmarc: "fail", policy: "reject", spf: "other" },
  ],
  [
    "a server of a domain that has SPF and nothing else",
    () => mailText({ from: "Petr <petr@plain.example>" }),
    { envelopeFrom: "petr@plain.example" },
    { checked: true, fromDomain: "plain.example", dmarc: "none", dkim: "none", spf: "aligned" },
  ],
  [
    "the same, signed",
    () => sign(mailText({ from: "Petr <petr@plain.example>" }), "plain.example"),
    { envelopeFrom: "petr@plain.example" },
    { checked: true, dmarc: "none", dkim: "aligned", spf: "aligned" },
  ],
  [
    "another domain's signature",
    () => sign(acme, "evil.example"),
    { client: evil, envelopeFrom: "x@evil.example" },
    { dmarc: "fail", dkim: "other" },
  ],
  [
    "a text that was changed after it was signed",
    async () => (await sign(acme, "acme.example")).replace("A word.", "Another."),
    { client: evil },
    { dmarc: "fail", dkim: "fail" },
  ],
  [
    "words appended where the signature ends early",
    async () => `${await sign(acme, "acme.example", { maxBodyLength: 5 })}Appended.\r\n`,
    { client: evil, envelopeFrom: "x@evil.example" },
    { dmarc: "none", dkim: "none" },
  ],
  ["two senders", () => `From: <x@plain.example>\r\n${acme}`, {}, { dmarc: "fail", policy: "reject" }],
  [
    "a domain without a policy, signed",
    () => sign(mailText({ from: "a@plain.example" }), "plain.example"),
    pipe,
    { dmarc: "none", dkim: "aligned" },
  ],
  [
    "a pipe: a domain that lets everybody send says nothing",
    () => mailText({ from: "a@plain.example" }),
    { ...pipe, envelopeFrom: "a@plain.example" },
    { dmarc: "none", dkim: "none", spf: "none" },
  ],
  ["a pipe, unsigned", () => acme, pipe, { dmarc: "none", spf: "none" }],
  [
    "a pipe behind a relay with a name",
    () => received("mx.desk.example", "192.0.2.10") + acme,
    { ...pipe, trustedRelays: ["mx.desk.example"] },
    { dmarc: "pass", spf: "aligned" },
  ],
  [
    "a pipe behind another relay",
    () => received("mx.evil.example", "192.0.2.10") + acme,
    { ...pipe, trustedRelays: ["mx.desk.example"] },
    { dmarc: "none", spf: "none" },
  ],
  [
    "a relay of our own that is not named",
    () => received("mx.desk.example", "192.0.2.10") + acme,
    { client: relay },
    { dmarc: "none", spf: "none" },
  ],
  [
    "a relay by its network",
    () => received("mx.desk.example", "192.0.2.66") + acme,
    { client: relay, trustedRelays: ["127.0.0.0/8"] },
    { dmarc: "fail", spf: "fail" },
  ],
  [
    "findings of a system that is not named",
    () => `Authentication-Results: mx.desk.example; dmarc=pass header.from=acme.example\r\n${acme}`,
    pipe,
    { dmarc: "none", saidBy: null },
  ],
  [
    "findings of a named system",
    () => `Authentication-Results: mx.desk.example; dmarc=pass header.from=acme.example\r\n${acme}`,
    { ...pipe, trustedSystems: ["mx.desk.example"] },
    { dmarc: "pass", saidBy: "mx.desk.example" },
  ],
  [
    "the same below another hop",
    () =>
      `${received("a.example", "192.0.2.1")}${received("b.example", "192.0.2.1")}Authentication-Results: mx.desk.example; dmarc=pass header.from=acme.example\r\n${acme}`,
    { ...pipe, trustedSystems: ["mx.desk.example"] },
    { dmarc: "none", saidBy: null },
  ],
  [
    "the same by SMTP from anybody",
    () => `Authentication-Results: mx.desk.example; dmarc=pass header.from=acme.example\r\n${acme}`,
    { client: evil, trustedSystems: ["mx.desk.example"] },
    { dmarc: "fail", saidBy: null },
  ],
  [
    "findings in a comment",
    () =>
      `Authentication-Results: mx.desk.example; spf=fail (dmarc=pass; dmarc=pass header.from=acme.example)\r\n${acme}`,
    { ...pipe, trustedSystems: ["mx.desk.example"] },
    { dmarc: "none" },
  ],
  [
    "findings about another domain",
    () => `Authentication-Results: mx.desk.example; dmarc=pass header.from=evil.example\r\n${acme}`,
    { ...pipe, trustedSystems: ["mx.desk.example"] },
    { fromDomain: "evil.example" },
  ],
  [
    "a forwarder's seal that nobody named",
    async () => seal(acme, "list.example", "list.example; dmarc=pass header.from=acme.example"),
    { client: evil },
    { dmarc: "fail", arc: null },
  ],
  [
    "a named forwarder's seal",
    async () => seal(acme, "list.example", "list.example; dmarc=pass header.from=acme.example"),
    { client: evil, trustedSystems: ["list.example"] },
    { arc: "list.example" },
  ],
  [
    "a named forwarder's seal over a failure",
    async () => seal(acme, "list.example", "list.example; dmarc=fail header.from=acme.example"),
    { client: evil, trustedSystems: ["list.example"] },
    { arc: null },
  ],
])("%s", async (_name, mail, more, expected) => {
  expect(await ask(await mail(), more)).toMatchObject({ checked: true, ...expected });
});

test("answers are remembered", async () => {
  const before = server.asked;
  await ask(await sign(acme, "acme.example"));
  expect(server.asked).toBe(before);
});

test("a DNS that is silent costs the first mails a moment and the others nothing; what comes counts as not checked", async () => {
  const quiet = await startDns();
  quiet.silent = true;
  const dead = createDns([quiet.address], 100);
  const mails = await Promise.all(
    ["a", "b", "c"].map((name) => sign(mailText({ from: `x@${name}.silent.example` }), `${name}.silent.example`)),
  );
  for (const mail of mails)
    expect(await authenticateMail(Buffer.from(mail), arrival(), dead)).toMatchObject({ checked: false, dmarc: "none" });
  expect(dead.usable).toBe(false);
  const before = quiet.asked;
  await authenticateMail(Buffer.from(mails[0] as string), arrival(), dead);
  expect(quiet.asked).toBe(before);
  dead.close();
  await quiet.stop();
});

test("what is no mail at all stumbles over nothing", async () => {
  for (const raw of [
    "",
    "\0\0\0",
    "From: \r\n\r\n",
    `From: ${"a".repeat(100_000)}@${"b.".repeat(5000)}example\r\n\r\nx`,
    `DKIM-Signature: v=1; a=rsa-sha256; d=acme.example; s=s1; h=from; bh=x; b=y\r\n`.repeat(300) + acme,
  ])
    expect(await ask(raw)).toMatchObject({ dmarc: expect.any(String) });
});
