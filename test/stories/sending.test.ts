// How mail leaves: signed with keys that the DNS shows, by the smarthosts of the settings, with an address of its own for
// what comes back.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Refusal, readBounceAddress, unsubscribeLink } from "../../server/core/conversations/index.ts";
import { signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Api, type Incoming, startDesk, type TestDesk, until } from "../support/desk.ts";
import { startDns, type TestDns } from "../support/dns.ts";
import { startPickyHost, startSmarthost, type TestSmarthost } from "../support/smarthost.ts";

let dns: TestDns;
let desk: TestDesk;
let api: Api;
const domain = "desk.example";

beforeAll(async () => {
  dns = await startDns();
  desk = await startDesk({ env: { LISTEK_DNS: dns.address, LISTEK_URL: "https://desk.example" } });
  api = await desk.api();
});
afterAll(async () => {
  await desk?.stop();
  await dns?.stop();
});

async function openTicket(email = "jana@acme.example"): Promise<string> {
  const made = await api("POST", "/tickets", { subject: "Outgoing", body: "please", requester: { email } });
  expect(made.status).toBe(201);
  return made.body.number;
}

async function reply(number: string, more: object = {}): Promise<string> {
  const made = await api("POST", `/tickets/${number}/messages`, { kind: "reply", body: "Here it is.", ...more });
  expect(made.status).toBe(201);
  return made.body.id;
}

/** The next mails at this host. */
async function nextAt(host: TestSmarthost, count = 1): Promise<Incoming[]> {
  const before = host.received.length;
  return until(`${count} mails`, async () => host.received.length >= before + count && host.received.slice(before));
}

const signatures = async (raw: Buffer) => {
  const { results } = await dkimVerify(raw, { resolver: dns.resolve as never });
  return results.map((each) => ({ selector: each.selector, result: each.status.result, domain: each.signingDomain }));
};

describe("keys", () => {
  const domainNow = async () =>
    (await api("GET", "/sending-domains")).body.items.find((each: { domain: string }) => each.domain === domain);
  const checked = async () =>
    Object.fromEntries(
      (await api("POST", `/sending-domains/${domain}/check`)).body.records.map(
        (record: { kind: string; name: string; problem: string }) => [
          record.kind === "dkim" ? record.name.split(".")[0] : record.kind,
          record.problem,
        ],
      ),
    );
  const publish = async () => {
    for (const { type, name, value } of (await domainNow()).records) if (type === "TXT") dns.txt.set(name, [value]);
  };

  test("without a key mail leaves unsigned, and the check says what is missing", async () => {
    const mails = nextAt(desk.smarthost);
    await reply(await openTicket());
    expect((await mails)[0]?.mail.headers.has("dkim-signature")).toBe(false);
    expect(await checked()).toEqual({ spf: "missing", dmarc: "missing", mx: "missing" });
  });

  test("a new key is published first, then used; every mail is signed, also automatic ones", async () => {
    const made = await api("POST", `/sending-domains/${domain}/keys`);
    expect(made.status).toBe(201);
    const [key] = made.body.keys;
    expect(key.state).toBe("new");
    expect((await checked())[key.selector]).toBe("missing");
    const early = await api("POST", `/dkim-keys/${key.id}/use`);
    expect([early.status, early.body.error.code]).toEqual([409, "dkim_not_published"]);
    await publish();
    dns.mx.set(domain, ["10 mail.desk.example"]);
    expect(await checked()).toEqual({ [key.selector]: null, spf: null, dmarc: null, mx: null });
    expect((await api("POST", `/dkim-keys/${key.id}/use`)).body.keys[0].state).toBe("used");
    // An agent's answer with letters of four languages, a file, and the receipt that the desk writes.
    const number = await openTicket();
    const attachments = [{ name: "účet.pdf", content: Buffer.from("%PDF").toString("base64") }];
    const mails = nextAt(desk.smarthost, 2);
    await reply(number, { body: "Привет, dobrý den, สวัสดี\n.\nFrom me", attachments });
    await desk.send({ from: "petr@acme.example", subject: "Help", text: "Please help." });
    for (const { raw } of await mails)
      expect(await signatures(raw)).toEqual([{ selector: key.selector, result: "pass", domain }]);
    const body = JSON.stringify((await api("GET", "/settings/history")).body);
    expect(body).toContain(`dkim ${domain}`);
    expect(body + JSON.stringify(made.body)).not.toContain("PRIVATE KEY");
  });

  test("rotation: the old key stays until it is removed, and no mail leaves unsigned", async () => {
    const [old] = (await domainNow()).keys;
    const { keys } = (await api("POST", `/sending-domains/${domain}/keys`)).body;
    const fresh = keys[1];
    expect(fresh.selector).not.toBe(old.selector);
    await publish();
    expect((await api("DELETE", `/dkim-keys/${old.id}`)).body.error.code).toBe("dkim_key_used");
    expect((await api("POST", `/dkim-keys/${fresh.id}/use`)).status).toBe(200);
    const mails = nextAt(desk.smarthost);
    await reply(await openTicket());
    const [mail] = await mails;
    expect(await signatures(mail?.raw as Buffer)).toEqual([{ selector: fresh.selector, result: "pass", domain }]);
    expect((await domainNow()).keys.map((key: { state: string }) => key.state)).toEqual(["old", "used"]);
    expect((await api("DELETE", `/dkim-keys/${old.id}`)).status).toBe(204);
    expect((await api("DELETE", `/dkim-keys/${old.id}`)).status).toBe(404);
  });

  test("a changed mail does not pass: the signature covers body, subject and recipients", async () => {
    const mails = nextAt(desk.smarthost);
    await reply(await openTicket());
    const text = (await mails).map(({ raw }) => raw.toString("latin1")).join();
    for (const [from, to] of [
      ["Here it is", "Here it was"],
      ["Subject: Re: Outgoing", "Subject: Re: Other"],
      ["To: jana@acme", "To: eva@acme"],
    ] as const) {
      expect(text).toContain(from);
      const [signature] = await signatures(Buffer.from(text.replace(from, to), "latin1"));
      expect(signature?.result).not.toBe("pass");
    }
  });

  test("what differs, and a DNS without an answer, are told apart", async () => {
    const [key] = (await domainNow()).keys;
    dns.txt.set(`${key.selector}._domainkey.${domain}`, ["v=DKIM1; k=rsa; p=AAAA"]);
    dns.txt.set(domain, ["v=spf1 +all"]);
    expect(await checked()).toMatchObject({ [key.selector]: "differs", spf: "open", mx: null });
    dns.broken = true;
    expect(await checked()).toEqual({ [key.selector]: "silent", spf: "silent", dmarc: "silent", mx: "silent" });
    dns.broken = false;
    await publish();
  });

  test("a foreign domain has no page", async () => {
    expect((await api("POST", "/sending-domains/other.example/check")).status).toBe(404);
    expect((await api("POST", "/sending-domains/other.example/keys")).body.error.code).toBe("domain_not_found");
  });
});

describe("what comes back", () => {
  test("each recipient has a bounce address and a reply address of his own, and otherwise the same mail", async () => {
    const number = await openTicket();
    const mails = nextAt(desk.smarthost, 3);
    const id = await reply(number, { cc: ["petr@acme.example", "eva@acme.example"] });
    const got = await mails;
    expect(got.map(({ to }) => to)).toEqual([["jana@acme.example"], ["petr@acme.example"], ["eva@acme.example"]]);
    expect(new Set(got.map(({ mail }) => mail.messageId)).size).toBe(1);
    expect(new Set(got.map(({ mail }) => mail.replyTo?.value[0]?.address)).size).toBe(3);
    const { secret } = desk.running.desk.config;
    const tokens = got.map(({ envelopeFrom }) => readBounceAddress(secret, envelopeFrom));
    expect(tokens.map((token) => token?.recipient)).toEqual([0, 1, 2]);
    expect(new Set(tokens.map((token) => token?.deliveryId)).size).toBe(1);
    const message = (await api("GET", `/tickets/${number}/messages`)).body.items.find(
      (each: { id: string }) => each.id === id,
    );
    expect(tokens[0]?.deliveryId).toBe(message.delivery.id);
  });

  test("what is sent to a bounce address lands beside its message, and nobody answers to it", async () => {
    const number = await openTicket("klara@acme.example");
    // The answer, and the notice that it is solved.
    const mails = nextAt(desk.smarthost, 2);
    await reply(number, { state: "solved" });
    const envelopeFrom = (await mails).map((each) => each.envelopeFrom).find((each) => each !== "") ?? "";
    const count = desk.smarthost.received.length;
    // A responder without any sign of being one, that answers to where bounces go.
    await desk.send({ from: "klara@acme.example", to: envelopeFrom, subject: "I am away", text: "Back on Monday." });
    await until("it is there", async () => {
      const { items } = (await api("GET", `/tickets/${number}/messages`)).body;
      return items.some((each: { automatic: boolean; text: string }) => each.automatic && each.text.includes("Monday"));
    });
    expect((await api("GET", `/tickets/${number}`)).body.state).toBe("solved");
    expect(desk.smarthost.received).toHaveLength(count);
  });
});

describe("smarthosts", () => {
  let second: TestSmarthost;
  beforeAll(async () => {
    second = await startSmarthost();
  });
  afterAll(async () => {
    await second?.stop();
  });
  const local = (port: number, more: object = {}) => ({ host: "127.0.0.1", port, security: "none", ...more });
  const add = async (body: object) => {
    const made = await api("POST", "/smarthosts", body);
    expect(made.status).toBe(201);
    return made.body;
  };
  const remove = async ({ id }: { id: string }) => {
    expect((await api("DELETE", `/smarthosts/${id}`)).status).toBe(204);
  };

  test("the next mail goes by a new one, without a restart, and by the old one when it is gone", async () => {
    const host = await add(local(second.port));
    const there = nextAt(second);
    await reply(await openTicket());
    await there;
    await remove(host);
    const back = nextAt(desk.smarthost);
    await reply(await openTicket());
    await back;
  });

  test("one that is not there does not hold up mail that another one carries", async () => {
    const dead = await add(local(9));
    const host = await add(local(second.port));
    const mails = nextAt(second);
    const message = await reply(await openTicket());
    const [mail] = await mails;
    expect(mail?.mail.messageId).toBeTruthy();
    expect(message).toBeTruthy();
    await remove(dead);
    await remove(host);
  });

  test("one that is made for an address or a domain carries only that", async () => {
    const other = await add(local(second.port, { senders: ["sales@shop.example"] }));
    const first = nextAt(desk.smarthost);
    await reply(await openTicket());
    await first;
    await api("PATCH", `/smarthosts/${other.id}`, { senders: ["@Desk.Example"] });
    const mails = nextAt(second);
    await reply(await openTicket());
    await mails;
    await remove(other);
  });

  test("the test says in which way it is wrong", async () => {
    const refused = await add(local(9));
    expect((await api("POST", `/smarthosts/${refused.id}/test`)).body.problem).toBe("refused");
    const plain = await add(local(second.port, { security: "required" }));
    expect((await api("POST", `/smarthosts/${plain.id}/test`)).body.problem).toBe("no-starttls");
    const implicit = await add(local(second.port, { security: "implicit" }));
    expect((await api("POST", `/smarthosts/${implicit.id}/test`)).body.problem).toBe("tls");
    const good = await add(local(second.port));
    expect((await api("POST", `/smarthosts/${good.id}/test`)).body).toEqual({ problem: null, answer: "" });
    const picky = await startPickyHost();
    const password = await add(local(picky.port, { username: "u", password: "wrong" }));
    expect((await api("POST", `/smarthosts/${password.id}/test`)).body.problem).toBe("password");
    await api("PATCH", `/smarthosts/${password.id}`, { password: "right" });
    expect((await api("POST", `/smarthosts/${password.id}/test`)).body.problem).toBeNull();
    await picky.stop();
    for (const each of [refused, plain, implicit, good, password]) await remove(each);
  });

  test.each([
    [{ host: "mail.example.com", port: 25, security: "none" }, "security"],
    [{ host: "mail.example.com", port: 25, security: "opportunistic", username: "u", password: "p" }, "security"],
    [{ host: "mail.example.com", port: 25, security: "required", username: "u" }, "password"],
    [{ host: "mail.example.com", port: 25, security: "required", password: "p" }, "username"],
    [{ host: "mail example", port: 25, security: "required" }, "host"],
    [{ host: "mail.example.com", port: 0, security: "required" }, "port"],
  ])("refuses %j", async (body, field) => {
    const refused = await api("POST", "/smarthosts", body);
    expect(refused.status).toBe(422);
    expect(Object.keys(refused.body.error.fields)).toContain(field);
  });

  test("a password is kept encrypted, never shown, and not given to another host", async () => {
    const host = await add({
      host: "mail.example.com",
      port: 587,
      security: "required",
      username: "u",
      password: "hunter2",
    });
    expect(host).toMatchObject({ hasPassword: true });
    expect((await api("PATCH", `/smarthosts/${host.id}`, { host: "evil.example" })).body.error.fields).toHaveProperty(
      "password",
    );
    expect((await api("PATCH", `/smarthosts/${host.id}`, { enabled: false })).body).toMatchObject({
      hasPassword: true,
    });
    const shown = JSON.stringify([
      (await api("GET", "/smarthosts")).body,
      (await api("GET", "/settings/history")).body,
      (await api("GET", "/events")).body,
    ]);
    expect(shown).not.toContain("hunter2");
    const stored = await desk.running.desk.database.db.selectFrom("smarthosts").select("password").execute();
    expect(stored.some(({ password }) => password?.includes("hunter2"))).toBe(false);
    await remove(host);
  });

  test("the order is the order in which they are tried", async () => {
    const a = await add(local(9));
    const b = await add(local(second.port));
    expect((await api("PUT", "/smarthosts/order", { ids: [b.id] })).status).toBe(422);
    const ordered = await api("PUT", "/smarthosts/order", { ids: [b.id, a.id] });
    expect(ordered.body.items.map((each: { id: string }) => each.id)).toEqual([b.id, a.id]);
    await remove(a);
    await remove(b);
  });
});

describe("send as", () => {
  const signature = "**{{agent.name}}**\n{{desk.name}} & co.\n\n- [Help](https://help.example/?a=1&b=2)";
  const own = { senderName: "ACME Support", senderAddress: "acme@desk.example", signature };
  let queue: string;
  const settle = (changes: object) => api("PATCH", `/queues/${queue}`, changes);
  const answered = async (more: object = {}, count = 1) => {
    const mails = nextAt(desk.smarthost, count);
    const number = await openTicket();
    const id = await reply(number, more);
    const got = await mails;
    const message = (await api("GET", `/tickets/${number}/messages`)).body.items.find(
      (each: { id: string }) => each.id === id,
    );
    return { number, message, got, raw: got[0]?.raw.toString("latin1") ?? "", mail: got[0]?.mail };
  };

  beforeAll(async () => {
    queue = (await api("GET", "/queues")).body.items[0].id;
  });

  test.each([
    [{ senderAddress: "someone@elsewhere.example" }, "senderAddress"],
    [{ senderAddress: "acme@desk.example" }, "senderAddress"],
    [{ signature: "{{customer.name}}" }, "signature"],
    [{ signature: "{% if %}" }, "signature"],
    [{ signature: "{% for i in (1..100000) %}x{% endfor %}" }, "signature"],
    [{ senderName: "ACME\r\nBcc: evil@evil.example" }, "senderName"],
    [{ senderName: "ceo@bank.example" }, "senderName"],
    [{ senderName: " " }, "senderName"],
  ])("refuses %j, also in the preview", async (body, field) => {
    for (const refused of [await settle(body), await api("POST", "/queues/sender/preview", body)]) {
      expect(refused.status).toBe(422);
      expect(Object.keys(refused.body.error.fields)).toEqual([field]);
    }
  });

  test("an answer leaves under the queue's name and address, with its signature below; the desk keeps what was said", async () => {
    await api("PATCH", "/settings", { mail: { addresses: ["acme@desk.example"] } });
    const shown = await api("POST", "/queues/sender/preview", own);
    expect(shown.body).toEqual({
      name: "test administrator - ACME Support",
      address: "acme@desk.example",
      signature: expect.objectContaining({
        text: "test administrator\nListek & co.\n * Help [https://help.example/?a=1&b=2]",
      }),
    });
    expect((await settle(own)).body).toMatchObject({ ...own, senderAgent: true });
    // A line that the mail program folds.
    const long = `It works again. ${"word ".repeat(60)}`.trim();
    const { mail, raw, message, number } = await answered({ body: long });
    expect((await api("GET", `/tickets/${number}/sender`)).body).toEqual(shown.body);
    expect(mail?.from?.value).toEqual([{ address: "acme@desk.example", name: "test administrator - ACME Support" }]);
    expect(mail?.replyTo?.value[0]?.address).toMatch(/^acme\+r\./);
    expect(mail?.text?.trimEnd()).toBe(`${long}\n\n-- \n${shown.body.signature.text}`);
    expect(mail?.html).toContain(`${long}</p>`);
    expect(mail?.html).toContain(`<div class="signature">-- <br>\n${shown.body.signature.html}</div>`);
    expect(raw).toMatch(/\r\n-- (?:=)?\r\n|\r\n--=20\r\n/);
    expect([message.text, message.html]).toEqual([long, null]);
  });

  test("neither a note nor what the desk writes by itself is signed; the name is the queue's", async () => {
    const { got, number } = await answered({ state: "solved" }, 2);
    const notice = got.find(({ envelopeFrom }) => envelopeFrom === "")?.mail;
    expect(notice?.from?.value).toEqual([{ address: "acme@desk.example", name: "ACME Support" }]);
    expect(notice?.text).not.toContain("-- \n");
    const note = await api("POST", `/tickets/${number}/messages`, { kind: "note", body: "Among us." });
    const { rows } = await desk.running.desk.database.pool.query(
      "select from message_senders where message_id = $1 and signature_text is not null",
      [note.body.id],
    );
    expect(rows).toEqual([]);
  });

  test("what is forwarded to somebody outside is signed too, below what it quotes", async () => {
    const number = await openTicket();
    const [{ id }] = (await api("GET", `/tickets/${number}/messages`)).body.items;
    const mails = nextAt(desk.smarthost);
    await api("POST", `/tickets/${number}/forward`, { to: "it@printers.example", body: "Can you?", messages: [id] });
    const [mail] = await mails;
    expect(mail?.mail.from?.value[0]).toEqual({
      address: "acme@desk.example",
      name: "test administrator - ACME Support",
    });
    expect(mail?.mail.text).toMatch(/^Can you\?[\s\S]*> please\n\n-- \ntest administrator\n/);
  });

  test("without the agent's name, and as it was when it was written", async () => {
    await settle({ senderAgent: false, signature: "Before" });
    const sendAt = new Date(Date.now() + 2000).toISOString();
    const mails = nextAt(desk.smarthost);
    await reply(await openTicket(), { sendAt });
    await settle({ senderName: "Other", signature: "After" });
    const [mail] = await mails;
    expect(mail?.mail.from?.value[0]?.name).toBe("ACME Support");
    expect(mail?.mail.text).toContain("-- \nBefore");
  });

  test("from an address that is ours no more nothing leaves", async () => {
    await api("PATCH", "/settings", { mail: { addresses: [] } });
    expect((await answered()).mail?.from?.value[0]?.address).toBe("support@desk.example");
  });

  test("the history shows each change and takes it back", async () => {
    await settle({ signature: null });
    const { items } = (await api("GET", "/settings/history")).body;
    expect(items[1].what).toBe("mail");
    expect(items[0]).toMatchObject({ what: `queue ${queue}`, changes: { signature: { from: "After", to: null } } });
    await api("POST", `/settings/history/${items[0].id}/undo`);
    expect((await api("GET", `/tickets/${await openTicket()}/sender`)).body.signature.text).toBe("After");
    await settle({ senderName: null, senderAgent: true, senderAddress: null, signature: null });
    const { mail } = await answered();
    expect(mail?.from?.value[0]).toEqual({ address: "support@desk.example", name: "test administrator - Listek" });
    expect(mail?.text?.trim()).toBe("Here it is.");
  });
});

describe("no more of these, please", () => {
  const press = (path: string, body: BodyInit | null = new URLSearchParams({ "List-Unsubscribe": "One-Click" })) =>
    fetch(`${desk.url}${path}`, { method: "POST", body, redirect: "error" });
  const linkIn = ({ mail }: Incoming) => {
    const line = mail.headerLines.find(({ key }) => key === "list-unsubscribe")?.line ?? "";
    return /<https:\/\/desk\.example(\/unsubscribe\/\S+)>/.exec(line)?.[1] ?? null;
  };
  const linkFor = (refusal: Refusal) => new URL(unsubscribeLink(desk.running.desk.config, refusal)).pathname;
  const ccOf = async (number: string) => (await api("GET", `/tickets/${number}`)).body.cc;
  const happened = async (number: string, kind: string) =>
    (await api("GET", `/tickets/${number}/events?limit=200`)).body.items.filter(
      (each: { kind: string }) => each.kind === kind,
    );
  /** An answer to the requester, copied to Eva. */
  async function copied() {
    const number = await openTicket();
    const mails = nextAt(desk.smarthost, 2);
    await reply(number, { cc: ["eva@acme.example"] });
    const got = await mails;
    const copy = got.find(({ to }) => to.includes("eva@acme.example")) as Incoming;
    return { number, copy, own: got.find((each) => each !== copy) as Incoming, path: linkIn(copy) as string };
  }

  test("a copy says how to end them, signed; the answer to the requester, and what the desk writes to him, does not", async () => {
    const { copy, own } = await copied();
    expect(copy.mail.headers.get("list")).toMatchObject({ unsubscribe: expect.anything() });
    expect(linkIn(copy)).toMatch(/^\/unsubscribe\/talk\./);
    const raw = copy.raw.toString("latin1");
    expect(raw).toContain("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
    expect((await signatures(copy.raw))[0]?.result).toBe("pass");
    for (const [from, to] of [
      ["unsubscribe/talk", "unsubscribe/evil"],
      ["=One-Click", "=Two-Click"],
    ] as const)
      expect((await signatures(Buffer.from(raw.replace(from, to), "latin1")))[0]?.result).not.toBe("pass");
    const mails = nextAt(desk.smarthost);
    await desk.send({ from: "nora@acme.example", subject: "Receipt, please", text: "Please help." });
    for (const each of [own, ...(await mails)]) expect(each.raw.toString("latin1")).not.toMatch(/^List-Unsubscribe/im);
  });

  test("looking changes nothing; one click ends the copies, however often and in whatever form it comes", async () => {
    const { number, path } = await copied();
    for (const language of ["en", "ru", "cs", "th"]) {
      const page = await fetch(`${desk.url}${path}`, { headers: { "accept-language": language } });
      const html = await page.text();
      expect([page.status, page.headers.get("cache-control")]).toEqual([200, "no-store"]);
      expect(html).toContain(`lang="${language}"`);
      expect(html).toContain(number);
      expect(html).not.toMatch(/<script|eva@/i);
    }
    expect(await ccOf(number)).toEqual(["eva@acme.example"]);
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    const pressed = await Promise.all([press(path), press(path), press(path, form), press(path, null)]);
    expect(pressed.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await ccOf(number)).toEqual([]);
    const left = await happened(number, "conversation.left");
    expect(left).toMatchObject([{ actor: { kind: "system" }, data: { name: expect.stringMatching(/eva/i) } }]);
    expect(await (await fetch(`${desk.url}${path}`)).text()).toContain("Done: you get no more copies");
    const mails = nextAt(desk.smarthost);
    await reply(number);
    expect((await mails).map(({ to }) => to)).toEqual([["jana@acme.example"]]);
  });

  test("who writes there again takes part again, and can leave again", async () => {
    const { number, copy, path } = await copied();
    await press(path);
    const to = copy.mail.replyTo?.value[0]?.address as string;
    await desk.send({ from: "eva@acme.example", to, subject: "Re: Outgoing", text: "One more thing." });
    await until("her message", async () => (await ccOf(number)).length === 1);
    await press(path);
    expect(await ccOf(number)).toEqual([]);
    expect(await happened(number, "conversation.left")).toHaveLength(2);
  });

  test("a link that was made up, shortened or meant for something else does nothing", async () => {
    const { number, path } = await copied();
    const [of = "", what = "", who = "", signed = ""] = path.replace("/unsubscribe/", "").split(".");
    const other = unsubscribeLink(
      { url: "", secret: "another" },
      { of: "talk", conversationId: what, personId: who },
    ).split(".");
    const wrong = [
      [of, what, who, signed.slice(0, -1)],
      [of, what, who, `${signed}A`],
      [of, what, who, signed.toUpperCase()],
      [of, what, who, ""],
      [of, what, who],
      [of, what, `0${who}`, signed],
      [of, what, String(BigInt(who) + 1n), signed],
      [of, String(BigInt(what) + 1n), who, signed],
      ["ticket", what, who, signed],
      ["kinds", what, who, signed],
      [of, what, who, other[3]],
      ["null"],
      ["%00"],
      [of, what, who, `${signed}%0d%0aX: y`],
    ];
    for (const token of wrong) {
      const path = `/unsubscribe/${token.join(".")}`;
      expect([404, 400], path).toContain((await press(path)).status);
      expect([404, 400], path).toContain((await fetch(`${desk.url}${path}`)).status);
    }
    const gone = { of: "talk", conversationId: what, personId: "999999999" } as const;
    expect((await press(linkFor(gone))).status).toBe(404);
    expect((await press(linkFor({ ...gone, conversationId: "999999999", personId: who }))).status).toBe(404);
    expect((await press(linkFor({ of: "ticket", number: "NONE-1", personId: who }))).status).toBe(404);
    const foreign = { method: "POST", headers: { origin: "https://evil.example" } };
    expect((await fetch(`${desk.url}${path}`, foreign)).status).toBe(403);
    expect((await press(path, "x".repeat(100_000))).status).toBe(413);
    expect(await ccOf(number)).toEqual(["eva@acme.example"]);
  });

  test("who follows a ticket that was merged follows it no more where it went; who works on it gets no mail of that kind", async () => {
    const follower = await signedInPerson(desk, "Filip");
    const worker = await signedInPerson(desk, "Vera");
    await worker.api("PATCH", "/session", { preferences: { notifications: { followed: { mail: true } } } });
    const [from, into] = [await openTicket(), await openTicket()];
    await follower.api("PUT", `/tickets/${from}/follow`);
    await worker.api("PUT", `/tickets/${into}/follow`);
    await api("PATCH", `/tickets/${into}`, { assignee: worker.id });
    expect((await api("POST", `/tickets/${from}/merge`, { into })).status).toBeLessThan(300);
    const followers = async () =>
      (await api("GET", `/tickets/${into}/followers`)).body.people.map(({ name = "" }) => name);
    expect(await followers()).toEqual(["Filip", "Vera"]);
    // He has left the company: the link is still his.
    await api("PATCH", `/people/${follower.id}/access`, { active: false });
    for (const { id } of [follower, worker, follower])
      expect((await press(linkFor({ of: "ticket", number: from, personId: id }))).status).toBe(200);
    expect(await followers()).toEqual([]);
    expect((await happened(into, "ticket.unfollowed")).map(({ data = { name: "" } }) => data.name)).toEqual([
      "Filip",
      "Vera",
    ]);
    const { preferences } = (await worker.api("GET", "/session")).body;
    expect(preferences.notifications.followed).toMatchObject({ desk: true, mail: false });
    const { rows } = await desk.running.desk.database.pool.query(
      "select data from events where kind = 'person.mail-refused' and person_id = $1",
      [worker.id],
    );
    expect(rows).toEqual([{ data: { kinds: ["followed"] } }]);
  });
});

describe("pictures in the text", () => {
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const sent = async ({ credentials }: TestPerson, name: string, type: string, content: Buffer) => {
    const id = randomUUID();
    const put = await fetch(`${desk.url}/api/v1/attachments/${id}`, {
      method: "PUT",
      headers: { ...credentials, "content-type": type, "x-file-name": name },
      body: new Uint8Array(content),
    });
    expect(put.status).toBe(200);
    return id;
  };

  test("a picture of the message stands at its place, in the mail and in the thread; nobody else's does, nor is any fetched", async () => {
    let fetched = 0;
    const outside = createServer((_request, response) => {
      fetched++;
      response.end(png);
    }).listen(0, "127.0.0.1");
    await once(outside, "listening");
    const tracker = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/pixel.png`;
    const author = await signedInPerson(desk, "Olga");
    const colleague = await signedInPerson(desk, "Pavla");
    const shot = await sent(author, "shot.png", "image/png", png);
    const page = await sent(author, "page.html", "text/html", Buffer.from("<script>alert(1)</script>"));
    const unused = await sent(author, "unused.png", "image/png", Buffer.concat([png, Buffer.from("unused")]));
    const theirs = await sent(colleague, "theirs.png", "image/png", Buffer.concat([png, Buffer.from("theirs")]));
    const number = await openTicket();
    const body = `Look:\n\n![shot.png](upload:${shot})\n\nand again ![](upload:${shot}) ![a page](upload:${page}) ![unused](upload:${unused}) ![theirs](upload:${theirs}) ![far](${tracker})`;
    const write = (more: object) =>
      author.api("POST", `/tickets/${number}/messages`, { kind: "reply", format: "markdown", body, ...more });
    expect((await write({ uploads: [shot, theirs] })).status).toBe(422);
    const mails = nextAt(desk.smarthost);
    const made = await write({ uploads: [shot, page] });
    expect(made.status).toBe(201);
    const [mail] = await mails;
    const files = mail?.mail.attachments ?? [];
    expect(files.map(({ filename, related, content }) => [filename, related === true, content.length])).toEqual([
      ["shot.png", true, png.length],
      ["page.html", false, 25],
    ]);
    const raw = mail?.raw.toString("latin1") ?? "";
    expect(raw).toContain("multipart/related");
    expect(raw).not.toMatch(/upload:|unused\.png|theirs\.png/);
    const shown = [...raw.replace(/=\r\n/g, "").matchAll(/src=3D"cid:([^"]+)"/g)].map(([, id]) => id);
    expect(shown).toEqual([files[0]?.cid, files[0]?.cid]);
    expect(mail?.mail.text).toContain("Look:\n[image: shot.png]\n");
    expect(made.body.attachments.map(({ inline = false, contentId = "" }) => [inline, contentId])).toEqual([
      [true, files[0]?.cid],
      [false, null],
    ]);
    const frame = await fetch(`${desk.url}/api/v1/messages/${made.body.id}/html`, { headers: author.credentials });
    expect((await frame.text()).split(`src="data:image/png;base64,${png.toString("base64")}"`)).toHaveLength(3);

    const note = await write({ kind: "note", body: `![n.png](upload:${unused})`, uploads: [unused] });
    expect(note.body).toMatchObject({ text: "[image: n.png]", attachments: [{ inline: true }] });
    expect(fetched).toBe(0);
    outside.close();
  });
});
