// Spam (F86) and the mail ledger (B12): what is held and why, what agents say of it, what the filter makes of that.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { challengeLink } from "../../server/channels/intake/challenge/link.ts";
import { forgetSettings, saveSettings } from "../../server/platform/settings.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { startDns, type TestDns } from "../support/dns.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Any = any;
let desk: TestDesk;
let dns: TestDns;
let api: Api;
beforeAll(async () => {
  dns = await startDns({ "TXT _dmarc.strict.example": ["v=DMARC1; p=none"], "TXT strict.example": ["v=spf1 -all"] });
  desk = await startDesk({ env: { LISTEK_DNS: dns.address } });
  api = await desk.api();
  // Before the first mail: which addresses are ours is kept for some seconds.
  await api("POST", "/queues", { name: "Sales", address: "sales@desk.example", opensTickets: false });
});
afterAll(async () => {
  await desk?.stop();
  await dns?.stop();
});

const spamSettings = async (change: object) => {
  const { database } = desk.running.desk;
  await database.transact((trx) => saveSettings(trx, "spam", change as never));
  forgetSettings(database.background.db);
};
const rows = async (query: string, values: unknown[] = []): Promise<Any[]> =>
  (await desk.running.desk.database.pool.query(query, values)).rows;

/** The mail as the ledger shows it once it was read. */
const inLedger = (q: string, outcome?: string): Promise<Any> =>
  until(`${q} in the ledger`, async () => {
    const { items } = (await api("GET", `/mail?direction=in&q=${encodeURIComponent(q)}`)).body;
    return items.find((each: Any) => (outcome ? each.outcome === outcome : each.outcome !== "received"));
  });
const mail = async (subject: string, more: object = {}) => {
  await desk.send({ from: "jana@acme.example", subject, text: `About ${subject}.`, ...more });
  return inLedger(subject);
};
const last = (entry: Any) => entry.steps.at(-1);

test("mail of a blocked sender is held, says why, and is released past the check with one click", async () => {
  await spamSettings({ blocked: ["bad.example"], allowed: ["friend@bad.example"] });
  const held = await mail("Cheap watches", { from: "x@mail.bad.example" });
  expect(held).toMatchObject({ direction: "in", outcome: "held", heldFor: "spam", ticket: null });
  expect(last(held)).toMatchObject({
    step: "spam",
    outcome: "hold",
    code: "spam.blocked",
    values: { entry: "bad.example" },
  });
  expect(held.can).toEqual({ raw: true, replay: true, release: true, discard: true });
  expect((await mail("From a friend", { from: "friend@bad.example" })).outcome).toBe("done");

  expect((await api("POST", `/mail/${held.id}/release`)).status).toBe(202);
  const done = await inLedger("Cheap watches", "done");
  expect(done.steps.find((step: Any) => step.code === "spam.released")).toMatchObject({
    values: { by: expect.any(String) },
  });
  expect(done.ticket).not.toBe(null);
  expect((await api("POST", `/mail/${held.id}/release`)).status).toBe(409);
  const [event] = await rows("select actor_name, data from events where kind = 'mail.released' and mail_id = $1", [
    held.id,
  ]);
  expect(event.data).toEqual({ from: "spam" });
});

test("held mail that is thrown away stays in the ledger as dropped, with who did it", async () => {
  const held = await mail("Cheaper watches", { from: "x@bad.example" });
  expect((await api("GET", "/mail/summary")).body.held).toBeGreaterThan(0);
  expect((await api("POST", `/mail/${held.id}/discard`)).status).toBe(202);
  const dropped = await inLedger("Cheaper watches", "dropped");
  expect(last(dropped)).toMatchObject({ step: "review", outcome: "drop", code: "review.discarded" });
  expect((await api("GET", "/mail?outcome=dropped")).body.items.map((each: Any) => each.id)).toContain(held.id);
  expect((await api("POST", `/mail/${held.id}/discard`)).status).toBe(409);
  expect((await api("POST", "/mail/999999/discard")).status).toBe(404);
});

test("a ticket that is spam closes quietly, teaches the filter, and one step takes all of it back", async () => {
  const { ticket } = await mail("Win a prize", {
    from: "prize@lottery.example",
    text: "Claim your lottery prize now.",
  });
  const before = (await api("GET", `/tickets/${ticket}`)).body;
  await until("the receipt", async () =>
    desk.smarthost.received.some((each) => each.to.includes("prize@lottery.example")),
  );
  const sent = desk.smarthost.received.length;
  expect((await api("PUT", `/tickets/${ticket}/spam`, { verdict: "spam" })).body).toEqual({ verdict: "spam" });
  expect((await api("GET", `/tickets/${ticket}`)).body.state).toBe("closed");
  expect((await api("GET", `/tickets/${ticket}/spam`)).body).toEqual({ verdict: "spam" });
  const learned = () => rows("select spam, ham from spam_tokens where token = 0");
  await until("it has learned", async () => (await learned())[0]?.spam === 2);
  // Twice is once.
  await api("PUT", `/tickets/${ticket}/spam`, { verdict: "spam" });

  expect((await api("PUT", `/tickets/${ticket}/spam`, { verdict: null })).status).toBe(200);
  const after = (await api("GET", `/tickets/${ticket}`)).body;
  expect([after.state, after.unanswered]).toEqual([before.state, before.unanswered]);
  await until("it has forgotten", async () => (await learned())[0]?.spam === 1);
  expect((await api("GET", `/tickets/${ticket}/spam`)).body).toEqual({ verdict: null });
  expect(desk.smarthost.received.length).toBe(sent);
});

test("a conversation without ticket is finished as spam, and waits again when that is taken back", async () => {
  const entry = await mail("Cheap flights", { to: "sales@desk.example", from: "fly@cheap.example" });
  const conversation = async () => (await api("GET", `/conversations/${entry.conversation}`)).body;
  expect((await api("PUT", `/messages/${entry.message}/spam`, { verdict: "spam" })).status).toBe(200);
  expect((await conversation()).finishedAt).not.toBe(null);
  expect((await api("GET", `/messages/${entry.message}/spam`)).body).toEqual({ verdict: "spam" });
  await api("PUT", `/messages/${entry.message}/spam`, { verdict: null });
  expect(await conversation()).toMatchObject({ finishedAt: null, unanswered: true });
});

test("after enough was learned the filter holds what is like it, but never an answer to us or a customer with open tickets", async () => {
  const make = (kind: string, n: number) =>
    kind === "spam"
      ? {
          from: `sale${n}@pills.example`,
          subject: `Pills offer ${n}`,
          text: "Buy cheap miracle pills, free shipping, order now from our casino pharmacy.",
        }
      : {
          from: `user${n}@acme.example`,
          subject: `Printer question ${n}`,
          text: "Hello, the printer in our office shows an error when we print the invoices. Can you help?",
        };
  for (const kind of ["spam", "ham"]) for (let n = 0; n < 20; n++) await desk.send(make(kind, n));
  const found = await until("all of them", async () => {
    const all = await rows(
      "select ticket_id, subject from inbound_mail where subject ~ '^(Pills|Printer) ' and status = 'done'",
    );
    return (
      all.length === 40 &&
      (await rows(
        "select t.number, m.subject from inbound_mail m join tickets t on t.id = m.ticket_id where m.subject ~ '^(Pills|Printer) '",
      ))
    );
  });
  for (const { number, subject } of found as Any[])
    expect(
      (await api("PUT", `/tickets/${number}/spam`, { verdict: subject.startsWith("Pills") ? "spam" : "ham" })).status,
    ).toBe(200);
  await until("it has learned", async () => {
    const [now] = await rows("select spam, ham from spam_tokens where token = 0");
    return now !== undefined && now.spam >= 21 && now.ham >= 20;
  });
  const text = "Order miracle pills from our pharmacy, free shipping, cheap offer now!";
  const held = await mail("Miracle pharmacy", { from: "new@pills.example", text });
  expect(held).toMatchObject({ outcome: "held", heldFor: "spam" });
  expect(last(held).code).toBe("spam.filter");
  const wanted = await mail("Our printer", { from: "someone@acme.example", text: "The printer shows an error again." });
  expect(wanted.outcome).toBe("done");
  expect(wanted.steps.find((step: Any) => step.step === "spam").code).toBe("spam.ham");
  // He has an open ticket: the filter alone does not hold him.
  const customer = await mail("Pharmacy pills order", { from: "someone@acme.example", text });
  expect(customer.steps.find((step: Any) => step.step === "spam").code).toBe("spam.customer");
  // An answer to the signed address of a conversation.
  await api("POST", `/tickets/${wanted.ticket}/messages`, { kind: "reply", body: "Restart it." });
  const reply = await until("our answer", async () =>
    desk.smarthost.received.find((each) => each.mail.text?.includes("Restart it.")),
  );
  const answer = await mail("Re: miracle pills pharmacy answer", {
    from: "else@pills.example",
    to: reply.mail.replyTo?.text,
    text,
  });
  expect(answer.steps.find((step: Any) => step.step === "spam").code).toBe("spam.answer");
  expect(answer.outcome).toBe("done");
}, 60_000);

test("what went out stands in the same ledger, by pages, directions, outcomes and words", async () => {
  const [total] = await rows(
    "select (select count(*) from inbound_mail)::int + (select count(*) from deliveries)::int as n",
  );
  const all: Any[] = [];
  for (let after = ""; ; ) {
    const { items, next } = (await api("GET", `/mail?limit=10${after && `&after=${after}`}`)).body;
    all.push(...items);
    if (!next) break;
    after = next;
  }
  // A receipt may be written while the pages are turned.
  expect(all.length).toBeGreaterThanOrEqual(total.n);
  expect(new Set(all.map((each) => each.direction + each.id)).size).toBe(all.length);
  expect(all.map((each) => each.at)).toEqual(
    all
      .map((each) => each.at)
      .sort()
      .reverse(),
  );
  const q = async (query: string): Promise<Any[]> => (await api("GET", `/mail?${query}`)).body.items;
  const out = await q("direction=out&outcome=sent&q=someone@acme.example");
  expect(out.length).toBeGreaterThan(0);
  expect(out.every((each) => each.direction === "out" && each.to.includes("someone@acme.example"))).toBe(true);
  expect((await q("direction=in&q=pills.example")).length).toBeGreaterThan(20);
  expect((await q("direction=in&q=miracle%20phar"))[0].subject).toMatch(/pharmacy/i);
  const [{ id, header }] = await rows(
    "select id::text, message_id_header as header from inbound_mail order by id limit 1",
  );
  expect((await q(`q=${encodeURIComponent(`<${header}>`)}`)).map((each) => each.id)).toEqual([id]);
  expect((await q("direction=in&q=mira%20phar"))[0].subject).toMatch(/pharmacy/i);
  expect((await q("direction=out&q=someo")).map((each) => each.to)).toContainEqual(["someone@acme.example"]);
  const thai = await mail("ช่วยตรวจสอบเครือข่าย", { from: "someone@acme.example" });
  expect((await q(`direction=in&q=${encodeURIComponent("เครือข่าย")}`)).map((each) => each.id)).toEqual([thai.id]);
  // From before there were words: whole words, as it was then.
  const before = async () => [(await q("q=someone%40acme.example")).length, (await q("q=pharmacy")).length];
  const found = await before();
  await rows("update inbound_mail set words = null");
  await rows("update deliveries set words = null");
  expect(await before()).toEqual(found);
  expect(await q("q=%25%27%3A*%26%21")).toEqual([]);
  expect((await api("GET", "/mail?after=nonsense")).status).toBe(400);
  const { days } = (await api("GET", "/mail/summary")).body;
  expect(days).toHaveLength(7);
  expect(days[0].received + days[1].received).toBeGreaterThan(40);
});

test("an agent may say what is spam, but neither read the ledger nor release", async () => {
  const agent = await desk.api("agent");
  const [{ id }] = await rows("select id::text from inbound_mail where status = 'held' limit 1");
  expect((await agent("GET", "/mail")).status).toBe(403);
  expect((await agent("POST", `/mail/${id}/release`)).status).toBe(403);
  expect((await agent("PUT", "/tickets/99999999/spam", { verdict: "spam" })).status).toBe(404);
});

describe("a first contact that nothing proves", () => {
  beforeAll(async () => {
    await api("PATCH", "/settings", { mail: { trustedRelays: ["127.0.0.1"] } });
    await spamSettings({ challenge: true, filter: false });
  });
  afterAll(() => spamSettings({ challenge: false, filter: true }));
  const askedMails = (to: string) =>
    desk.smarthost.received.filter((each) => each.to.includes(to) && each.mail.text?.includes("/first-contact/"));
  const page = (link: string, method = "GET") =>
    fetch(link.replace(/^https?:\/\/[^/]+/, desk.url), {
      method,
      headers: {
        "accept-language": "cs",
        ...(method === "POST" && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(method === "POST" && { body: "" }),
    });
  const ages = (id: string) =>
    rows("update inbound_mail set received_at = received_at - interval '3 days' where id = $1", [id]);

  test("is held, its sender asked once in his language, and comes in by his button as if it came now", async () => {
    const from = "Ivan <ivan@first.example>";
    const text = "Здравствуйте, у нас не работает принтер на втором этаже, помогите, пожалуйста.";
    const held = await mail("Принтер", { from, text });
    expect(held).toMatchObject({ outcome: "held", heldFor: "challenge", ticket: null });
    expect(last(held)).toMatchObject({ step: "challenge", outcome: "hold", code: "challenge.asks" });
    const asked = await until("question", async () => askedMails("ivan@first.example")[0]);
    expect(asked.mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(asked.envelopeFrom).toBe("");
    expect(asked.mail.text).toContain("нажмите кнопку");
    // Nothing of a stranger's words goes to an address that may be somebody else's.
    expect(`${asked.mail.subject}${asked.mail.text}`).not.toMatch(/принтер/i);
    const second = await mail("Принтер, ещё раз", { from, text });
    expect(second.heldFor).toBe("challenge");
    await ages(held.id);

    const link = /https?:\/\/\S+\/first-contact\/\S+/.exec(asked.mail.text ?? "")?.[0] as string;
    const shown = await page(link);
    const html = await shown.text();
    expect(shown.status).toBe(200);
    expect(html).toContain("Принтер");
    expect(html).toContain("Ano, je ode mě");
    expect(html).not.toContain("<script");
    expect((await inLedger("Принтер", "held")).outcome).toBe("held");

    const answers = await Promise.all([page(link, "POST"), page(link, "POST")]);
    const texts = await Promise.all(answers.map((each) => each.text()));
    expect(texts.filter((each) => each.includes("Děkujeme"))).toHaveLength(1);
    expect(texts.filter((each) => each.includes("Není co potvrzovat"))).toHaveLength(1);
    // All that waited for him comes in, each once.
    for (const subject of ["Принтер", "Принтер, ещё раз"]) {
      const done = await until("ticket", async () =>
        (await api("GET", `/mail?direction=in&q=${encodeURIComponent(subject)}`)).body.items.find(
          (each: Any) => each.subject === subject && each.outcome === "done",
        ),
      );
      expect(done.steps.find((each: Any) => each.code === "challenge.released")).toMatchObject({
        values: { by: "ivan@first.example" },
      });
    }
    const tickets = (await api("GET", "/tickets?limit=100")).body.items.filter(
      (each: Any) => each.subject === "Принтер",
    );
    expect(tickets).toHaveLength(1);
    const [message] = (await api("GET", `/tickets/${tickets[0].number}/messages`)).body.items;
    const days = (at: string) => (Date.now() - Date.parse(at)) / 86_400_000;
    expect(days(tickets[0].createdAt)).toBeLessThan(0.1);
    expect(days(message.at)).toBeGreaterThan(2.9);
    expect(askedMails("ivan@first.example")).toHaveLength(1);
    expect((await page(link)).status).toBe(200);
    expect((await mail("Принтер работает", { from, text })).outcome).toBe("done");
  });

  test("a link that was forged, cut or is too old lets nothing in", async () => {
    const held = await mail("Waiting for its sender", { from: "eva@first.example" });
    await until("question", async () => askedMails("eva@first.example")[0]);
    const other = await mail("Of somebody else", { from: "ota@first.example" });
    const config = desk.running.desk.config;
    const link = challengeLink(config, held.id, new Date());
    const old = challengeLink(config, held.id, new Date(Date.now() - 8 * 86_400_000));
    const forged = challengeLink({ ...config, secret: "another secret of another desk" }, held.id, new Date());
    const moved = link.replace(`/${held.id}.`, `/${other.id}.`);
    for (const [address, status] of [
      [old, 410],
      [forged, 404],
      [moved, 404],
      [link.slice(0, -3), 404],
    ] as const)
      for (const method of ["GET", "POST"]) expect((await page(address, method)).status).toBe(status);
    expect((await inLedger("Waiting for its sender")).outcome).toBe("held");
    expect((await inLedger("Of somebody else")).outcome).toBe("held");
    // A colleague may decide too; then the link finds nothing to do.
    expect((await api("POST", `/mail/${held.id}/release`)).status).toBe(202);
    await inLedger("Waiting for its sender", "done");
    expect(await (await page(link, "POST")).text()).toContain("Není co potvrzovat");
  });

  test("nobody is asked whose name may be borrowed, and no machine; known and let-in senders are not held", async () => {
    const headers = { Received: "from mail.evil.example (mail.evil.example [192.0.2.66]) by mx.desk.example; now" };
    const forged = await mail("From a strict domain", { from: "boss@strict.example", headers });
    expect(last(forged)).toMatchObject({ code: "challenge.waits", outcome: "hold" });
    const elsewhere = await mail("Sent by another", {
      from: "Ada <ada@first.example>",
      envelope: { from: "bulk@sender.example", to: "support@desk.example" },
    });
    expect(last(elsewhere).code).toBe("challenge.waits");
    const machine = await mail("By a machine", { from: "no-reply@first.example" });
    await until("silence", async () => last(await inLedger("By a machine")).code === "challenge.silent");
    expect(machine.outcome).toBe("held");
    expect(last(await mail("From somebody known", { from: "someone@acme.example" }))).toMatchObject({ step: "ticket" });
    await spamSettings({ allowed: ["partner.example"] });
    expect((await mail("From a partner", { from: "x@partner.example" })).outcome).toBe("done");
    const list = await mail("By a list", { from: "y@first.example", headers: { "List-Id": "<news.first.example>" } });
    expect(list.outcome).not.toBe("held");
    for (const to of ["boss@strict.example", "ada@first.example", "bulk@sender.example", "no-reply@first.example"])
      expect(askedMails(to)).toEqual([]);
    expect((await api("POST", `/mail/${forged.id}/discard`)).status).toBe(202);
  });
});
