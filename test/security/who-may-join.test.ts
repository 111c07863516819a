// S1, S2 and T24: whose mail joins which ticket, with real signatures and a DNS of our own. 100 cases of S1 and 60 of S2 come by
// SMTP; those of S1 that every desk meets, and all of S2, by the other doors too.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Channel } from "../../server/channels/contract.ts";
import { createChannels } from "../../server/channels/registry.ts";
import { replyAddress } from "../../server/core/conversations/index.ts";
import { getTicket } from "../../server/core/tickets/index.ts";
import { byMail, leaveDue } from "../../server/features/notifications/personal/index.ts";
import { mentionOf } from "../../shared/conversations/mentions.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import { signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Api, type Incoming, startDesk, type TestDesk, until } from "../support/desk.ts";
import { startDns, type TestDns } from "../support/dns.ts";
import { type Door, doors, openDoors } from "../support/doors.ts";
import { dkimRecord, mailText, seal, sign } from "../support/signed-mail.ts";

let dns: TestDns;
let desk: TestDesk;
let api: Api;
let way: ReturnType<typeof openDoors>;
const ids = { jana: "", petr: "", other: "", cora: "" };
const agents = {} as Record<"karel" | "eva" | "ota" | "iva", TestPerson>;
/** The ticket that everybody wants to get into, and another customer's. */
const a = { number: "", conversation: "", messageId: "" };
const b = { number: "", conversation: "" };

beforeAll(async () => {
  const signs = (domain: string) => ({ [`TXT s1._domainkey.${domain}`]: [dkimRecord] });
  dns = await startDns({
    ...signs("acme.example"),
    ...signs("evil.example"),
    ...signs("desk.example"),
    ...signs("plain.example"),
    ...signs("mx.desk.example"),
    "TXT plain.example": ["v=spf1 ip4:192.0.2.31 -all"],
    "TXT acme.example": ["v=spf1 ip4:192.0.2.10 -all"],
    "TXT _dmarc.acme.example": ["v=DMARC1; p=reject"],
    "TXT evil.example": ["v=spf1 ip4:192.0.2.66 -all"],
    "TXT _dmarc.evil.example": ["v=DMARC1; p=reject"],
    "TXT desk.example": ["v=spf1 ip4:192.0.2.20 -all"],
    "TXT _dmarc.desk.example": ["v=DMARC1; p=quarantine"],
  });
  desk = await startDesk({ env: { LISTEK_LMTP: "127.0.0.1:0", LISTEK_DNS: dns.address } });
  api = await desk.api();
  way = openDoors(desk);
  const mail = {
    trustedRelays: ["127.0.0.1", "mx.desk.example"],
    trustedSystems: ["mx.desk.example"],
    receipts: false,
    assignmentNotices: false,
  };
  expect((await api("PATCH", "/settings", { mail })).status).toBe(200);
  for (const name of ["Karel", "Eva", "Ota", "Iva"])
    agents[name.toLowerCase() as keyof typeof agents] = await signedInPerson(desk, name);
  await desk.send({
    from: "Jana <jana@acme.example>",
    cc: "Petr <petr@plain.example>",
    subject: "Server",
    text: "It is down: secret one.",
  });
  await desk.send({ from: "other@other.example", subject: "Another", text: "Something else." });
  for (const [place, subject] of [
    [a, "Server"],
    [b, "Another"],
  ] as const) {
    const ticket = await until("ticket", async () =>
      (await api("GET", "/tickets")).body.items.find((each: { subject: string }) => each.subject === subject),
    );
    place.number = ticket.number;
    place.conversation = (await api("GET", `/tickets/${ticket.number}`)).body.conversations[0];
  }
  const organization = (await api("POST", "/organizations", { name: "Acme" })).body.id;
  ids.cora = (await api("POST", "/people", { name: "Cora", email: "cora@acme.example", organization })).body.id;
  expect((await api("PATCH", `/tickets/${a.number}`, { organization })).status).toBe(200);
  await api("POST", `/tickets/${a.number}/messages`, { kind: "reply", body: "We look at it: secret two." });
  const sent = await until("answer", async () => desk.smarthost.received[0]);
  a.messageId = (sent.mail.messageId ?? "").replace(/[<>]/g, "");
  for (const [name, email] of [
    ["jana", "jana@acme.example"],
    ["petr", "petr@plain.example"],
    ["other", "other@other.example"],
  ] as const)
    ids[name] = (await api("GET", `/people?q=${email}`)).body.items[0].id;
});
afterAll(async () => {
  way?.close();
  await desk?.stop();
  await dns?.stop();
});

const token = (
  personId: string,
  holder: "party" | "agent" = "party",
  conversation = a.conversation,
  made = Date.now(),
) => replyAddress(desk.running.desk.config.secret, "support@desk.example", conversation, { personId, holder }, made);
const hop = (ip: string) => `Received: from mx.example (mx.example [${ip}]) by mx.desk.example with ESMTP id 1`;
const evil = [hop("192.0.2.66")];
/** What DKIM and DMARC say of it is broken on the way, as lists and forwarders do. */
const footer = (mail: string) => `${mail}-- sent on by a list\r\n`;
const dmarcPass = (system: string) => `${system}; dmarc=pass header.from=acme.example`;

interface Landed {
  mark: string;
  kind: string;
  /** The ledger says that it counts as a claim. */
  claim: boolean;
  number: string | null;
  /** Of the tickets that its own points to. */
  linked: string[];
  reply: string | null;
}

async function landed(marks: string[]): Promise<Map<string, Landed>> {
  const rows = await until(
    "all of them",
    async () => {
      const { rows } = await sql<Landed>`
      select x.mark, m.kind, t.number, m.from_address as reply,
        exists (select from jsonb_array_elements(i.steps) s where s ->> 'code' like 'conversation.%Unproven') as claim,
        array(select o.number from ticket_links l join tickets o on o.id = case when l.from_id = t.id then l.to_id else l.from_id end
          where t.id in (l.from_id, l.to_id)) as linked
      from unnest(${marks}::text[]) x (mark) join messages m on position(x.mark in m.text) > 0
      join inbound_mail i on i.id = m.mail_id
      left join ticket_messages tm on tm.message_id = m.id left join tickets t on t.id = tm.ticket_id`.execute(
        desk.running.desk.database.db,
      );
      return rows.length >= marks.length && rows;
    },
    60_000,
  );
  return new Map(rows.map((row) => [row.mark, row]));
}

type Where = "new" | "joins" | "unverified" | "linked";
function where({ number, linked, claim }: Landed): Where | string {
  if (number === a.number) return claim ? "unverified" : "joins";
  if (linked.includes(a.number) || linked.includes(b.number)) return "linked";
  return number === b.number ? "in the other one" : "new";
}

const references = ["none", "number", "message-id", "token", "another's token"] as const;
type Row = Record<(typeof references)[number], Where>;
const row = (number: Where, messageId: Where, token: Where): Row => ({
  none: "new",
  number,
  "message-id": messageId,
  token,
  // It names the other customer's ticket, and nobody here belongs to that.
  "another's token": "linked",
});
interface Sender {
  from: string;
  envelope: string;
  hops?: string[];
  signs?: string;
  change?: (mail: string) => string | Promise<string>;
  token: () => string;
  /** By every door; else by SMTP alone. */
  everywhere?: true;
}
const janas = { from: "Jana <jana@acme.example>", envelope: "jana@acme.example", token: () => token(ids.jana) };
const petrs = { from: "Petr <petr@plain.example>", envelope: "petr@plain.example", token: () => token(ids.petr) };
const coras = { from: "Cora <cora@acme.example>", envelope: "cora@acme.example", token: () => token(ids.cora) };
const karels = { from: "Karel <karel@desk.example>", envelope: "karel@desk.example" };
const proven = row("joins", "joins", "joins");
const open = row("unverified", "unverified", "joins");
const failed = row("linked", "linked", "unverified");
const nothing = row("linked", "linked", "linked");

const senders: Record<string, Sender & { goes: Row }> = {
  "requester, DMARC pass": { ...janas, signs: "acme.example", everywhere: true, goes: proven },
  "requester, DMARC fail": { ...janas, envelope: "x@evil.example", hops: evil, everywhere: true, goes: failed },
  "requester, unproven": { ...janas, everywhere: true, goes: open },
  "requester, SPF alone": { ...janas, hops: [hop("192.0.2.10")], goes: proven },
  "requester, signed, from elsewhere": {
    ...janas,
    envelope: "list@evil.example",
    hops: evil,
    signs: "acme.example",
    goes: proven,
  },
  "requester, signature broken": { ...janas, hops: evil, signs: "acme.example", change: footer, goes: failed },
  "requester, a forwarder that counts vouches": {
    ...janas,
    hops: evil,
    change: (mail) => seal(mail, "mx.desk.example", dmarcPass("mx.desk.example")),
    goes: proven,
  },
  "requester, a stranger vouches": {
    ...janas,
    hops: evil,
    change: (mail) => seal(mail, "evil.example", dmarcPass("mx.desk.example")),
    goes: failed,
  },
  "requester, the forwarder's seal broken": {
    ...janas,
    hops: evil,
    change: async (mail) => footer(await seal(mail, "mx.desk.example", dmarcPass("mx.desk.example"))),
    goes: failed,
  },
  "requester, our own server vouches": {
    ...janas,
    hops: [hop("192.0.2.66"), `Authentication-Results: ${dmarcPass("mx.desk.example")}`],
    goes: proven,
  },
  participant: { ...petrs, hops: [hop("192.0.2.30")], everywhere: true, goes: open },
  "participant, SPF": { ...petrs, hops: [hop("192.0.2.31")], goes: proven },
  "participant, DKIM": { ...petrs, hops: evil, signs: "plain.example", goes: proven },
  "colleague, DMARC pass": { ...coras, signs: "acme.example", goes: proven },
  "colleague, unproven": { ...coras, goes: row("linked", "unverified", "unverified") },
  "colleague, DMARC fail": { ...coras, hops: evil, goes: nothing },
  "unknown, DMARC pass": {
    from: "Mallory <mallory@evil.example>",
    envelope: "mallory@evil.example",
    hops: evil,
    signs: "evil.example",
    token: () => token(ids.jana),
    everywhere: true,
    goes: nothing,
  },
  "unknown, unproven": {
    from: "Nobody <nobody@nowhere.example>",
    envelope: "nobody@nowhere.example",
    hops: evil,
    token: () => token(ids.petr),
    goes: nothing,
  },
  "agent's address": {
    ...karels,
    envelope: "x@evil.example",
    token: () => token(agents.karel.id, "agent"),
    everywhere: true,
    goes: nothing,
  },
  "agent, DMARC pass, a colleague's address": {
    ...karels,
    signs: "desk.example",
    token: () => token(agents.iva.id, "agent"),
    goes: nothing,
  },
};

interface Case {
  mark: string;
  sender: string;
  reference: (typeof references)[number];
  door: Door;
  copied: string;
}
const cases: Case[] = Object.entries(senders).flatMap(([sender, { everywhere }], s) =>
  references.flatMap((reference, r) =>
    (everywhere ? doors : (["smtp"] as const)).map((door) => {
      const mark = `case-${s}.${r}-${door}.`;
      return { mark, sender, reference, door, copied: `copied-${s}.${r}-${door}@evil.example` };
    }),
  ),
);

async function bring({ mark, sender, reference, door, copied }: Case): Promise<void> {
  const { from, envelope, hops = [], signs, change = (mail: string) => mail, token: own } = senders[sender] as Sender;
  const to =
    reference === "token"
      ? own()
      : reference === "another's token"
        ? token(ids.other, "party", b.conversation)
        : "support@desk.example";
  const subject = reference === "number" ? `Re: Server [#${a.number}]` : `About ${mark}`;
  const headers = [
    `Cc: <${copied}>`,
    "Reply-To: <elsewhere@evil.example>",
    ...(reference === "message-id" ? [`In-Reply-To: <${a.messageId}>`] : []),
  ];
  const mail = mailText({ from, to, subject, text: mark, headers });
  await way.bring(door, [...hops, await change(signs ? await sign(mail, signs) : mail)].join("\r\n"), to, envelope);
}

describe("S1: senders x references x doors", () => {
  test(`${cases.length} mails at once go where the table says: 0 deviations`, { timeout: 120_000 }, async () => {
    expect(cases.filter(({ door }) => door === "smtp")).toHaveLength(100);
    await Promise.all(cases.map(bring));
    const found = await landed(cases.map(({ mark }) => mark));
    const deviations = cases.flatMap(({ mark, sender, reference, door }) => {
      const was = where(found.get(mark) as Landed);
      return was === senders[sender]?.goes[reference] ? [] : [`${sender}, ${reference}, ${door}: ${was}`];
    });
    expect(deviations).toEqual([]);
    expect([...found.values()].filter(({ kind }) => kind !== "inbound")).toEqual([]);
    // Into a talk that is there already nobody sends the answers elsewhere on a mere claim.
    const diverted = [...found.values()].filter(
      (each) => where(each) === "unverified" && each.reply === "elsewhere@evil.example",
    );
    expect(diverted).toEqual([]);
  });

  test("who was copied gets answers only when that mail's writer was sure, and nobody sees the ticket by any of it", async () => {
    const { db } = desk.running.desk.database;
    const { rows } = await sql<{ address: string; person: string; party: boolean }>`
      select c.value as address, c.person_id::text as person, exists (select from conversation_participants p
        where p.person_id = c.person_id and p.conversation_id = ${a.conversation}) as party
      from contact_points c where c.kind = 'email' and c.value like '%@evil.example'`.execute(db);
    // A colleague may write there, and is no party for that.
    const sure = new Set(
      cases
        .filter(
          ({ sender, reference }) => senders[sender]?.goes[reference] === "joins" && !sender.startsWith("colleague"),
        )
        .map(({ copied }) => copied),
    );
    const parties = rows.filter(({ party }) => party).map(({ address }) => address);
    expect(parties.filter((address) => !sure.has(address))).toEqual([]);
    expect(parties.length).toBe(sure.size);
    const seen: string[] = [];
    for (const person of [...rows.map((row) => row.person), ids.petr, ids.other]) {
      const actor = {
        ...systemActor,
        kind: "person" as const,
        personId: person,
        permissions: new Set(["own.requests"] as const),
      };
      await getTicket(db, actor, a.number).then(
        () => seen.push(person),
        () => {},
      );
    }
    expect(seen).toEqual([]);
  });

  test("what leaves for them holds nothing of what was said before", async () => {
    const before = desk.smarthost.received.length;
    const answer = await api("POST", `/tickets/${a.number}/messages`, { kind: "reply", body: "It runs again." });
    expect(answer.status).toBe(201);
    const expectedCopies = answer.body.to.length + answer.body.cc.length;
    expect(expectedCopies).toBeGreaterThan(10);
    const copies = await until(
      "all copies",
      async () => {
        const sent = desk.smarthost.received.slice(before);
        return sent.length >= expectedCopies && sent;
      },
      30_000,
    );
    expect(copies.filter(({ raw }) => /secret|case-/.test(raw.toString("latin1")))).toEqual([]);
    // To each his own reply address.
    expect(new Set(copies.map(({ mail }) => mail.replyTo?.text)).size).toBe(copies.length);
    expect(new Set(copies.map(({ mail }) => mail.messageId)).size).toBe(1);
  });
});

describe("S2: in an agent's name", () => {
  const karel = "Karel <karel@desk.example>";
  const flip = (address: string, place: number) => {
    const at = address.indexOf("@") - 1 - place;
    return address.slice(0, at) + (address[at] === "a" ? "b" : "a") + address.slice(at + 1);
  };
  const cut = (address: string, letters: number) => address.replace(new RegExp(`.{${letters}}@`), "@");
  const grafted = (ids: string, from: string) => from.replace(/\+a\.[^@]*\./, `+a.${ids}.`);
  const day = 86_400_000;
  const good = () => token(agents.karel.id, "agent");
  /** Where answers to a notice about a note go. */
  const note = (personId: string) =>
    replyAddress(
      desk.running.desk.config.secret,
      "support@desk.example",
      a.conversation,
      { personId, holder: "agent", inside: true },
      Date.now(),
    );
  interface Forged {
    name: string;
    to: () => string;
    from?: string;
    signs?: string | null;
    headers?: string[];
    hops?: string[];
    change?: (mail: string) => string | Promise<string>;
  }
  const signed = (name: string, to: () => string): Forged => ({ name, to, signs: "desk.example" });
  const b36 = (id: string) => BigInt(id).toString(36);

  const forged: Forged[] = [
    signed("another agent's address", () => token(agents.eva.id, "agent")),
    signed("the requester's address", () => token(ids.jana)),
    signed("a participant's address", () => token(ids.petr)),
    signed("his own, as a customer", () => token(agents.karel.id)),
    signed("the requester's, called an agent's", () => token(ids.jana).replace("+r.", "+a.")),
    signed("his own as a customer, called an agent's", () => token(agents.karel.id).replace("+r.", "+a.")),
    signed("his name on another's", () =>
      grafted(`${b36(a.conversation)}.${b36(agents.karel.id)}.0`, token(agents.eva.id, "agent")),
    ),
    signed("the other ticket's seal", () =>
      grafted(
        `${b36(a.conversation)}.${b36(agents.karel.id)}.${Math.floor(Date.now() / day).toString(36)}`,
        token(agents.karel.id, "agent", b.conversation),
      ),
    ),
    signed("a ticket that does not exist", () => token(agents.karel.id, "agent", "999999")),
    signed("the short kind", () =>
      replyAddress(desk.running.desk.config.secret, "support@desk.example", a.conversation, null, Date.now()),
    ),
    signed("the short kind, called an agent's", () =>
      replyAddress(desk.running.desk.config.secret, "support@desk.example", a.conversation, null, Date.now()).replace(
        "+r.",
        "+a.",
      ),
    ),
    signed("no address, the number", () => "support@desk.example"),
    signed("a notice's, called an answer's", () => note(agents.karel.id).replace("+n.", "+a.")),
    signed("an answer's, called a notice's", () => good().replace("+a.", "+n.")),
    signed("a notice's of another agent", () => note(agents.iva.id)),
    { name: "a notice's, unsigned", to: () => note(agents.karel.id) },
    { name: "a notice's, signed by another domain", to: () => note(agents.karel.id), signs: "evil.example" },
    ...[1, 2, 3, 5, 10, 25, 27].map((letters) => signed(`${letters} letters less`, () => cut(good(), letters))),
    signed("letters more", () => good().replace("@", "aa@")),
    ...[0, 1, 2, 7, 13, 20, 25].map((place) => signed(`another letter at ${place}`, () => flip(good(), place))),
    signed("all in capitals", () => good().toUpperCase()),
    signed("the mark in capitals", () => good().replace("+a.", "+A.")),
    signed("the seal in capitals", () => good().replace(/[^.]*@/, (part) => part.toUpperCase())),
    signed("one letter in capitals", () =>
      good().replace(/([a-z])([^a-z]*)@/, (_all, letter: string, rest: string) => `${letter.toUpperCase()}${rest}@`),
    ),
    ...[31, 32, 100, 400].map((days) =>
      signed(`${days} days old`, () => token(agents.karel.id, "agent", a.conversation, Date.now() - days * day)),
    ),
    signed("from the day after tomorrow", () => token(agents.karel.id, "agent", a.conversation, Date.now() + 2 * day)),
    { name: "unsigned", to: good },
    { name: "unsigned, from elsewhere", to: good, hops: evil },
    { name: "signed by another domain", to: good, signs: "evil.example" },
    { name: "signed by another domain, from elsewhere", to: good, signs: "evil.example", hops: evil },
    {
      name: "the text changed",
      to: good,
      signs: "desk.example",
      change: (mail) => mail.replace("forged-", "-forged-"),
    },
    {
      name: "the subject changed",
      to: good,
      signs: "desk.example",
      change: (mail) => mail.replace("Subject: ", "Subject: Re: "),
    },
    {
      name: "the sender changed",
      to: good,
      from: "Karel <mallory@evil.example>",
      signs: "evil.example",
      change: (mail) => mail.replace(/^From: .*$/m, `From: ${karel}`),
    },
    {
      name: "two senders, his first",
      to: good,
      signs: "evil.example",
      from: "mallory@evil.example",
      change: (mail) => `From: ${karel}\r\n${mail}`,
    },
    {
      name: "two senders, his last",
      to: good,
      signs: "evil.example",
      from: "mallory@evil.example",
      change: (mail) => mail.replace("\r\nTo:", `\r\nFrom: ${karel}\r\nTo:`),
    },
    { name: "two addresses", to: good, signs: "evil.example", from: "mallory@evil.example, karel@desk.example" },
    { name: "his name only", to: good, signs: "evil.example", from: "Karel <mallory@evil.example>" },
    {
      name: "his address as a name",
      to: good,
      signs: "evil.example",
      from: '"karel@desk.example" <mallory@evil.example>',
    },
    {
      name: "his address as an encoded name",
      to: good,
      signs: "evil.example",
      from: "=?utf-8?Q?karel=40desk.example_=3Ckarel=40desk.example=3E?= <mallory@evil.example>",
    },
    {
      name: "as Sender",
      to: good,
      signs: "evil.example",
      from: "mallory@evil.example",
      headers: ["Sender: karel@desk.example"],
    },
    {
      name: "as Reply-To",
      to: good,
      signs: "evil.example",
      from: "mallory@evil.example",
      headers: ["Reply-To: karel@desk.example"],
    },
    {
      name: "findings below another hop",
      to: good,
      hops: [
        hop("192.0.2.66"),
        hop("192.0.2.66"),
        "Authentication-Results: mx.desk.example; dmarc=pass header.from=desk.example",
      ],
    },
    {
      name: "findings of a strange system",
      to: good,
      hops: [hop("192.0.2.66"), "Authentication-Results: mx.evil.example; dmarc=pass header.from=desk.example"],
    },
    {
      name: "a stranger's seal",
      to: good,
      hops: evil,
      change: (mail) => seal(mail, "evil.example", "evil.example; dmarc=pass header.from=desk.example"),
    },
    { name: "a signature that ends early", to: good, signs: "early", hops: evil },
    {
      name: "a signature without a key",
      to: good,
      signs: "desk.example",
      change: (mail) => mail.replace("s=s1", "s=s2"),
    },
    { name: "a machine answers for him", to: good, signs: "desk.example", headers: ["Auto-Submitted: auto-replied"] },
    {
      name: "he was deactivated",
      to: () => token(agents.eva.id, "agent"),
      from: "Eva <eva@desk.example>",
      signs: "desk.example",
    },
    {
      name: "he does not work here any more",
      to: () => token(agents.ota.id, "agent"),
      from: "Ota <ota@desk.example>",
      signs: "desk.example",
    },
    {
      name: "he may not see the ticket any more",
      to: () => token(agents.iva.id, "agent"),
      from: "Iva <iva@desk.example>",
      signs: "desk.example",
    },
  ];

  const compose = async (
    { to, from = karel, signs, headers = [], hops = [], change = (mail) => mail }: Forged,
    text: string,
  ) => {
    const address = to();
    const mail = mailText({
      from,
      to: address,
      subject: `Re: Server [#${a.number}]`,
      text,
      headers: [...headers, `In-Reply-To: <${a.messageId}>`],
    });
    const early = signs === "early";
    const whole = !signs ? mail : await sign(mail, early ? "desk.example" : signs, early ? { maxBodyLength: 3 } : {});
    return { address, mail: [...hops, await change(whole)].join("\r\n") };
  };
  const outbound = async () =>
    (
      await sql<{
        text: string;
        author: string;
      }>`select text, author_name as author from messages where kind <> 'inbound' and conversation_id in (${a.conversation}, ${b.conversation}) and text like '%forged-%'`.execute(
        desk.running.desk.database.db,
      )
    ).rows;

  test(`${forged.length} forged mails: 0 accepted, all told in the ledger`, { timeout: 120_000 }, async () => {
    expect(forged.length).toBeGreaterThanOrEqual(60);
    await api("PATCH", `/people/${agents.eva.id}`, { active: false });
    await api("PATCH", `/people/${agents.ota.id}`, { roles: [] });
    const team = (await api("POST", "/teams", { name: "Few", members: [agents.karel.id] })).body.id;
    const queue = (await api("GET", `/tickets/${a.number}`)).body.queue.id;
    expect((await api("PATCH", `/queues/${queue}`, { teams: [team] })).status).toBe(200);
    const before = desk.smarthost.received.length;
    const tries = forged.flatMap((each, index) =>
      (["smtp", index % 2 ? "lmtp" : "imap"] as const).map((door) => ({
        each,
        door,
        mark: `forged-${index}-${door}-`,
      })),
    );
    await Promise.all(
      tries.map(async ({ each, door, mark }) => {
        const { address, mail } = await compose(each, mark);
        await way.bring(door, mail, address, "x@evil.example");
      }),
    );
    const found = await landed(tries.map(({ mark }) => mark));
    expect(await outbound()).toEqual([]);
    const inside = tries.filter(({ mark }) => found.get(mark)?.number === a.number).map(({ each }) => each.name);
    // What a machine answers to his address is kept beside the ticket's messages, and goes nowhere.
    expect(new Set(inside)).toEqual(new Set(["a machine answers for him"]));
    await until("silence", async () =>
      (await api("GET", "/outbox?limit=200")).body.items.every(
        (each: { delivery: { state: string } }) => each.delivery.state === "sent",
      ),
    );
    expect(desk.smarthost.received.slice(before).filter(({ raw }) => raw.includes("forged-"))).toEqual([]);
    const { rows } = await sql<{ steps: { step: string; why: string }[] }>`
      select steps from inbound_mail i join messages m on m.mail_id = i.id where m.text like '%forged-%'`.execute(
      desk.running.desk.database.db,
    );
    expect(rows.length).toBe(tries.length);
    expect(rows.filter(({ steps }) => !steps.some(({ step }) => step === "trust"))).toEqual([]);
  });

  test("with his own address and his domain's word his mail is his answer, and goes out to the customer", async () => {
    const before = desk.smarthost.received.length;
    const { address, mail } = await compose({ name: "", to: good, signs: "desk.example" }, "By mail: it runs.");
    await way.bring("smtp", mail, address, "karel@desk.example");
    const copy = await until("copy", async () =>
      desk.smarthost.received.slice(before).find(({ raw }) => raw.includes("By mail: it runs.")),
    );
    expect(copy.mail.text).toContain("By mail: it runs.");
    expect(copy.mail.from?.text).toContain("Karel");
    const { items } = (await api("GET", `/tickets/${a.number}/messages?limit=200`)).body;
    expect(items.at(-1)).toMatchObject({
      kind: "outbound",
      author: { name: "Karel" },
      text: "By mail: it runs.",
      hasRaw: true,
      trust: "verified",
    });
  });

  test("whom he has written to himself gets no second copy: then it is kept as a note", async () => {
    const address = good();
    const { items } = (await api("GET", `/tickets/${a.number}/messages?limit=200`)).body;
    const everybody = [...items.at(-1).to, ...items.at(-1).cc];
    const text = mailText({ from: karel, to: `${address}, ${everybody.join(", ")}`, text: "To all directly." });
    await way.bring("smtp", await sign(text, "desk.example"), address, "karel@desk.example");
    const last = await until("note", async () => {
      const page = (await api("GET", `/tickets/${a.number}/messages?limit=200`)).body.items.at(-1);
      return page.text === "To all directly." && page;
    });
    expect(last).toMatchObject({ kind: "note", delivery: null });
  });
});

describe("S2: answers to the notices that agents get", () => {
  const karel = "Karel <karel@desk.example>";
  /** The mail with what Karel was told since the last one, as if a quarter of an hour had passed. */
  async function notice(kind: string): Promise<Incoming> {
    const { pool } = desk.running.desk.database;
    await until(kind, async () => {
      const due = "update notifications set mail_at = now() where person_id = $1 and kind = $2 and mail_at is not null";
      return ((await pool.query(due, [agents.karel.id, kind])).rowCount ?? 0) > 0;
    });
    const before = desk.smarthost.received.length;
    const channel = createChannels(desk.running.desk).get("email") as Channel;
    await leaveDue(desk.running.desk, "mail", byMail(desk.running.desk, channel.post.bind(channel)));
    await channel.stop();
    return until("notice", async () =>
      desk.smarthost.received.slice(before).find(({ to }) => to.includes("karel@desk.example")),
    );
  }
  /** As his program answers: his words above all that was sent to him, which it does not mark in any way that we know. */
  async function answer({ mail }: Incoming, words: string, signs: string | null = "desk.example"): Promise<void> {
    const to = mail.replyTo?.value[0]?.address as string;
    const text = `${words}\r\n\r\nSupport taĳ skribis:\r\n| ${(mail.text ?? "").replace(/\n/g, "\r\n| ")}`;
    const raw = mailText({ from: karel, to, subject: `Re: ${mail.subject}`, text });
    await way.bring("smtp", signs ? await sign(raw, signs) : raw, to, "karel@desk.example");
  }
  const lastOf = async (number: string) =>
    (await api("GET", `/tickets/${number}/messages?limit=200`)).body.items.at(-1);

  test("about what the customer wrote: his words and nothing else go to the customer, when it is proven that they are his", async () => {
    const number = (
      await api("POST", "/tickets", { subject: "Lamp", body: "Dark.", requester: { email: "lea@acme.example" } })
    ).body.number;
    expect((await api("PATCH", `/tickets/${number}`, { assignee: agents.karel.id })).status).toBe(200);
    const told = await notice("assigned");
    expect(told.mail.replyTo?.value[0]?.address).toMatch(/^support\+a\..+@desk\.example$/);
    expect(told.mail.text).toMatch(/^##- Write above this line to answer the customer -##/);

    await answer(told, "Never his words.", null);
    const claim = await until("ledger", async () =>
      (await api("GET", "/mail?direction=in&limit=1")).body.items.find(
        (each: { subject: string | null; outcome: string }) =>
          each.subject?.includes("Lamp") && each.outcome === "done",
      ),
    );
    expect(claim.ticket).not.toBe(number);
    expect((await lastOf(number)).text).toBe("Dark.");

    const before = desk.smarthost.received.length;
    await answer(told, "Change the bulb.");
    const sent = await until("answer", async () =>
      desk.smarthost.received.slice(before).find(({ to }) => to.includes("lea@acme.example")),
    );
    expect(sent.mail.text?.trim()).toBe("Change the bulb.");
    expect(await lastOf(number)).toMatchObject({
      kind: "outbound",
      author: { name: "Karel" },
      text: "Change the bulb.",
    });
    expect(desk.smarthost.received.filter(({ raw }) => raw.includes("Never his words"))).toEqual([]);

    // An empty answer holds only what the desk wrote itself.
    await answer(told, "");
    const kept = await until("note", async () => {
      const last = await lastOf(number);
      return last.kind === "note" && last;
    });
    expect(kept.text).toContain("##- Write above");
  });

  test("about a note: his words are a note too, and leave for nobody", async () => {
    const number = (
      await api("POST", "/tickets", { subject: "Sink", body: "Wet.", requester: { email: "max@acme.example" } })
    ).body.number;
    await api("POST", `/tickets/${number}/messages`, {
      kind: "note",
      body: `${mentionOf(agents.karel)} he never pays: zqinsideqz`,
      format: "markdown",
    });
    const told = await notice("mention");
    expect(told.mail.replyTo?.value[0]?.address).toMatch(/^support\+n\..+@desk\.example$/);
    expect(told.mail.text).toContain("zqinsideqz");
    await answer(told, "I know that.");
    const last = await until("note", async () => {
      const page = await lastOf(number);
      return page.text === "I know that." && page;
    });
    expect(last).toMatchObject({ kind: "note", author: { name: "Karel" }, trust: "verified", delivery: null });
    expect(desk.smarthost.received.filter(({ to }) => to.includes("max@acme.example"))).toEqual([]);
  });
});

describe("a mail that is passed on", () => {
  const original =
    "Please help.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Nina New <nina@new.example>\r\nDate: today\r\nSubject: Screen is blue\r\n\r\nIt says STOP.";
  const passOn = async (from: string, signs: string | null, subject: string, text = original) => {
    const mail = mailText({ from, subject: `Fwd: ${subject}`, text: text.replace("Screen is blue", subject) });
    await way.bring("smtp", signs ? await sign(mail, signs) : mail, "support@desk.example", "x@desk.example");
    return until("ticket", async () =>
      (await api("GET", "/tickets?limit=200")).body.items.find((each: { subject: string }) =>
        each.subject.endsWith(subject),
      ),
    );
  };

  test("by an agent whose domain vouches for him, is its writer's request; what he adds is his note", async () => {
    const ticket = await passOn("Karel <karel@desk.example>", "desk.example", "Screen is blue");
    expect(ticket).toMatchObject({
      subject: "Screen is blue",
      requester: { name: "Nina New", email: "nina@new.example" },
    });
    const { items } = (await api("GET", `/tickets/${ticket.number}/messages`)).body;
    expect(items).toMatchObject([
      {
        kind: "inbound",
        text: "It says STOP.",
        from: "nina@new.example",
        trust: "unknown",
        trustReasons: [{ code: "forwarded-by", detail: "Karel" }, {}],
      },
      { kind: "note", text: "Please help.", author: { name: "Karel" } },
    ]);
    const events = (await api("GET", `/tickets/${ticket.number}/events`)).body.items;
    expect(events.find((each: { kind: string }) => each.kind === "message.forwarded")).toMatchObject({
      actor: { name: "Karel" },
      data: { from: "nina@new.example" },
    });
  });

  test("in an agent's name without proof, or by a customer, is a request of who sent it", async () => {
    const forged = await passOn("Karel <karel@desk.example>", null, "Screen is red");
    expect(forged.requester.email).toBe("karel@desk.example");
    const customer = await passOn("Mallory <mallory@evil.example>", "evil.example", "Screen is green");
    expect(customer.requester.email).toBe("mallory@evil.example");
  });

  test("whole, as an attachment, is read from there", async () => {
    const boundary = "b0undary";
    const enclosed = mailText({
      from: "Nina New <nina@new.example>",
      subject: "Screen is black",
      text: "Nothing at all.",
    });
    const mail = [
      "From: Karel <karel@desk.example>",
      "To: support@desk.example",
      "Subject: Fwd: Screen is black",
      "Message-ID: <enclosed@desk.example>",
      "MIME-Version: 1.0",
      `Content-Type: multipart/mixed; boundary=${boundary}`,
      "",
      `--${boundary}`,
      "Content-Type: text/plain",
      "",
      "See the attached.",
      `--${boundary}`,
      "Content-Type: message/rfc822",
      "",
      enclosed,
      `--${boundary}--`,
      "",
    ].join("\r\n");
    await way.bring("smtp", await sign(mail, "desk.example"), "support@desk.example", "karel@desk.example");
    const ticket = await until("ticket", async () =>
      (await api("GET", "/tickets?limit=200")).body.items.find(
        (each: { subject: string }) => each.subject === "Screen is black",
      ),
    );
    expect(ticket.requester.email).toBe("nina@new.example");
    const { items } = (await api("GET", `/tickets/${ticket.number}/messages`)).body;
    expect(items.map((each: { kind: string; text: string }) => [each.kind, each.text.trim()])).toEqual([
      ["inbound", "Nothing at all."],
      ["note", "See the attached."],
    ]);
  });
});
