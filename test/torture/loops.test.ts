// T7: machines that answer the desk. All fall silent within two automatic mails a pair, never more than ten to one domain
// about one subject an hour, and administrators are shown the loop.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, type Incoming, startDesk, type TestDesk, until } from "../support/desk.ts";
import { openTicket, write } from "../support/tickets.ts";

let desk: TestDesk;
let api: Api;
let administrator: string;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
  const person = { name: "Ada", email: "ada@desk.example", roles: ["administrator"] };
  administrator = (await api("POST", "/people", person)).body.id;
});
afterAll(() => desk?.stop());

/** Everything that came in was read, and everything that has to leave has left. */
async function settled(on: TestDesk = desk): Promise<void> {
  const { pool } = on.running.desk.database;
  const open = `select (select count(*) from inbound_mail where status = 'received')
    + (select count(*) from deliveries where state in ('queued', 'sending'))
    + (select count(*) from graphile_worker._private_jobs where attempts < max_attempts)
    + (select count(*) from events e where (e.tx, e.id) > (select tx, id from feed_cursors where name = 'reactions')) as n`;
  let quiet = 0;
  await until(
    "rest",
    async () => {
      quiet = Number((await pool.query(open)).rows[0].n) === 0 ? quiet + 1 : 0;
      return quiet >= 6;
    },
    30_000,
  );
}

const to = (domain: string, on: TestDesk = desk): Incoming[] =>
  on.smarthost.received.filter((mail) => mail.to.some((address) => address.toLowerCase().endsWith(domain)));
const automatic = (domain: string) => to(domain).filter((mail) => mail.envelopeFrom === "");

interface Answer {
  from: string;
  to?: string;
  subject: string;
  text: string;
  headers?: Record<string, string>;
  inReplyTo?: string;
}

const rounds = 12;

/** A machine that answers every mail that it gets, for as long as it gets any. Returns how many of ours were automatic. */
async function talk(domain: string, first: Answer, answer: (mail: Incoming, round: number) => Answer): Promise<number> {
  await desk.send(first);
  let seen = to(domain).length;
  await settled();
  for (let round = 0; round < rounds; round++) {
    const fresh = to(domain).slice(seen);
    seen += fresh.length;
    if (fresh.length === 0) break;
    for (const mail of fresh) await desk.send(answer(mail, round));
    await settled();
  }
  return automatic(domain).length;
}

const id = (mail: Incoming) => mail.mail.messageId as string;
const replyTo = (mail: Incoming) => mail.mail.replyTo?.value[0]?.address ?? "support@desk.example";

test("two desks that write to each other by SMTP", async () => {
  const other = await startDesk({
    env: { LISTEK_ADDRESS: "help@other.example", LISTEK_SECRET: "another-secret-another-secret-another" },
  });
  try {
    // The address of one is subscribed at the other: a person's mail, to all appearance.
    await desk.send({ from: "help@other.example", subject: "Hello", text: "We have subscribed you." });
    const seen = { here: 0, there: 0 };
    let passed = 0;
    for (let round = 0; round < rounds; round++) {
      await settled();
      await settled(other);
      const out = to("other.example").slice(seen.here);
      const back = to("desk.example", other).slice(seen.there);
      seen.here += out.length;
      seen.there += back.length;
      passed += out.length + back.length;
      for (const mail of out)
        await other.send({ raw: mail.raw, envelope: { from: mail.envelopeFrom, to: "help@other.example" } });
      for (const mail of back)
        await desk.send({ raw: mail.raw, envelope: { from: mail.envelopeFrom, to: "support@desk.example" } });
    }
    expect(passed).toBeLessThanOrEqual(2);
  } finally {
    await other.stop();
  }
}, 60_000);

const machines: [what: string, domain: string, answer: (mail: Incoming | null, round: number) => Answer][] = [
  [
    "a vacation responder without any header, to the reply address",
    "plain.example",
    (mail) => ({
      from: "vacation@plain.example",
      to: mail ? replyTo(mail) : "support@desk.example",
      subject: mail ? `Re: ${mail.mail.subject}` : "Question",
      text: "Your mail has reached me; I read my mail on Fridays.",
    }),
  ],
  [
    "one that answers to the address in From, and forgets what it answers",
    "forgets.example",
    (_mail, round) => ({
      from: "robot@forgets.example",
      subject: "Re: your mail",
      text: `Received with thanks, no. ${round}`,
    }),
  ],
  [
    "one that changes the subject each time",
    "subjects.example",
    (_mail, round) => ({
      from: "robot@subjects.example",
      subject: randomBytes(8).toString("base64url"),
      text: `We have got your letter ${round}.`,
    }),
  ],
  [
    "one that counts in its address",
    "counts.example",
    (mail, round) => ({
      from: `ticket-${round + 100}@counts.example`,
      subject: `Re: ${mail?.mail.subject ?? "Question"}`,
      text: `Case ${round} was opened for you.`,
      ...(mail && { inReplyTo: id(mail) }),
    }),
  ],
  [
    "one that counts in its address and subject, and forgets what it answers",
    "counter.example",
    (_mail, round) => ({
      from: `ticket-${round + 100}@counter.example`,
      subject: `Case ${round} opened`,
      text: `Case ${round} was opened for you.`,
    }),
  ],
  [
    "one whose sender holds ours (VERP)",
    "verp.example",
    (_mail, round) => ({
      from: `answers-${round + 100}+support=desk.example@verp.example`,
      subject: "Thank you for writing to us",
      text: `We will answer soon (${round}).`,
    }),
  ],
  [
    "one whose sender is drawn by lot, but which says what it answers",
    "lots.example",
    (mail) => ({
      from: `${randomBytes(8).toString("hex").replace(/\d/g, "x")}@lots.example`,
      subject: `Re: ${mail?.mail.subject ?? "Question"}`,
      text: "I am a very personal answer, believe me.",
      ...(mail && { inReplyTo: id(mail) }),
    }),
  ],
];

test.each(machines)("%s", async (_what, domain, answer) => {
  expect(await talk(domain, answer(null, -1), answer)).toBeLessThanOrEqual(2);
});

test("a mailing list that brings our mail back, under its own name", async () => {
  const answers = await talk(
    "list.example",
    { from: "member@list.example", to: "support@desk.example", subject: "To the list", text: "Hello all." },
    (mail) => ({
      from: '"Listek via Talk" <talk@list.example>',
      subject: `[Talk] ${mail.mail.subject}`,
      text: mail.mail.text ?? "",
      headers: {
        "list-id": "<talk.list.example>",
        precedence: "list",
        "message-id": id(mail),
        "x-listek-loop": "kept",
      },
    }),
  );
  expect(answers).toBeLessThanOrEqual(2);
  // Also what an agent wrote does not come back as a request.
  const number = await openTicket(api, "for the list", "talk@list.example");
  await write(api, number, "Our servers are back.", "reply");
  const mail = await until("answer", async () => to("list.example").find((each) => each.envelopeFrom !== ""));
  const before = (await api("GET", "/tickets?limit=200")).body.items.length;
  await desk.send({
    from: '"Agent via Talk" <talk@list.example>',
    subject: "[Talk] for the list",
    text: "Our servers are back.",
    messageId: id(mail),
  });
  await settled();
  const [row] = (await api("GET", "/mail?limit=1")).body.items;
  expect(row).toMatchObject({ outcome: "dropped", why: "our own mail came back by another way: a loop" });
  expect((await api("GET", "/tickets?limit=200")).body.items).toHaveLength(before);
});

test("an agent's own out-of-office answers to what the desk tells him", async () => {
  const { body: agent } = await api("POST", "/people", { name: "Tom", email: "tom@agents.example", roles: ["agent"] });
  const before = (await api("GET", "/tickets?limit=200")).body.items.length;
  for (let i = 0; i < 5; i++)
    await desk.send({
      from: "Tom <tom@agents.example>",
      subject: `Automatic reply: [#2026000${i}] assigned to you`,
      text: "I am out of the office until Monday.",
      headers: i % 2 ? { "auto-submitted": "auto-replied" } : {},
    });
  await settled();
  expect(automatic("agents.example")).toEqual([]);
  expect((await api("GET", "/tickets?limit=200")).body.items).toHaveLength(before);
  expect(agent.id).toEqual(expect.any(String));
});

test("never more than ten to one domain about one subject in an hour", async () => {
  for (let i = 0; i < 30; i++) {
    const name = randomBytes(6).toString("hex").replace(/\d/g, "y");
    await desk.send({ from: `${name}@crowd.example`, subject: `Delivery ${i}`, text: `I have a question, ${name}.` });
  }
  await settled();
  expect(automatic("crowd.example").length).toBeLessThanOrEqual(10);
});

test("somebody who writes in another's name makes the desk write to him once an hour (S5)", async () => {
  for (let i = 0; i < 25; i++)
    await desk.send({
      from: "victim@target.example",
      subject: `Buy pills ${randomBytes(4).toString("hex")}`,
      text: `x ${i}`,
    });
  for (let i = 0; i < 25; i++)
    await api("POST", "/tickets", { subject: `pills ${i}`, body: "x", requester: { email: "victim@target.example" } });
  await settled();
  const mails = to("target.example");
  expect(mails).toHaveLength(1);
  expect(`${mails[0]?.mail.subject} ${mails[0]?.mail.text}`).not.toMatch(/pills/);
}, 60_000);

test("administrators are shown each loop, once an hour", async () => {
  const { pool } = desk.running.desk.database;
  const { rows } = await pool.query("select data from events where kind = 'mail.loop' order by id");
  const addresses = rows.map(({ data }) => data.address);
  for (const domain of ["forgets.example", "counts.example", "crowd.example", "target.example"])
    expect(addresses.filter((address: string) => address.endsWith(`@${domain}`))).toHaveLength(1);
  const told = await pool.query("select preview from notifications where kind = 'loop' and person_id = $1", [
    administrator,
  ]);
  expect(told.rows).toHaveLength(rows.length);
});
