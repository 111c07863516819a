// A ticket's messages go to somebody outside, and his answer comes back as a note: the customer sees nothing of it, and he
// nothing of the ticket.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "../../server/core/identity/index.ts";
import { type Api, apiClient, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
const supplier = "service@printers.example";
const customer = "jana@acme.example";

beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(async () => desk?.stop());

interface Shown {
  id: string;
  kind: string;
  text: string;
  automatic: boolean;
  to: string[];
  number: number | null;
  author: { name: string } | null;
}
const messagesOf = async (number: string): Promise<Shown[]> =>
  (await api("GET", `/tickets/${number}/messages`)).body.items;
const sentTo = (address: string) => desk.smarthost.received.filter(({ to }) => to.includes(address));

async function newTicket(subject: string): Promise<{ number: string; first: Shown }> {
  await desk.send({
    from: `Jana <${customer}>`,
    subject,
    text: "The printer burns.\nPlease help.",
    attachments: [{ filename: "fire.txt", content: "flames" }],
  });
  const number = await until("a ticket", async () => {
    const found = (await api("GET", "/tickets?sort=-createdAt&limit=50")).body.items;
    return found.find((each: { subject: string }) => each.subject === subject)?.number;
  });
  const [first] = await messagesOf(number);
  return { number, first: first as Shown };
}

/** Who is known by this address, signed in as a customer. */
async function customerAt(email: string): Promise<Api> {
  const { items } = (await api("GET", `/people?q=${email}`)).body;
  const changed = await api("PATCH", `/people/${items[0].id}`, { roles: ["customer"] });
  expect(changed.status).toBe(200);
  const from = { ip: null, userAgent: null };
  const secret = await desk.running.desk.database.transact((trx) => startSession(trx, items[0].id, from));
  return apiClient(desk.url, { cookie: `listek=${secret}`, "x-requested-with": "listek" });
}

async function forward(number: string, more: object) {
  const made = await api("POST", `/tickets/${number}/forward`, { to: supplier, body: "Can you repair it?", ...more });
  expect(made.status).toBe(201);
  return made.body;
}

async function lastTo(address: string, count: number) {
  return until(`${count} mails`, async () => sentTo(address).length >= count && sentTo(address).at(-1));
}

test("the supplier gets what was chosen, and his answer becomes a note that moves nothing", async () => {
  const { number, first } = await newTicket("Printer on fire");
  await api("POST", `/tickets/${number}/messages`, { kind: "note", body: "secret note" });
  await api("POST", `/tickets/${number}/messages`, { kind: "reply", body: "We are on it.", state: "solved" });
  const before = (await api("GET", `/tickets/${number}`)).body;
  const made = await forward(number, { messages: [first.id] });
  expect(made).toMatchObject({ kind: "note", to: [supplier] });
  const mail = await lastTo(supplier, 1);
  if (!mail) throw new Error("no mail");
  expect(mail.mail.text).toContain("Can you repair it?");
  expect(mail.mail.text).toContain("> The printer burns.");
  expect(mail.mail.attachments.map(({ filename }) => filename)).toEqual(["fire.txt"]);
  const all = mail.raw.toString("latin1");
  for (const hidden of ["secret note", "We are on it", customer]) expect(all).not.toContain(hidden);
  // The customer's message ids stay with us too.
  expect(mail.mail.inReplyTo).toBeUndefined();

  const answers = mail.mail.replyTo?.value[0]?.address as string;
  expect(answers).toContain("+s.");
  await desk.send({
    from: supplier,
    to: answers,
    cc: customer,
    subject: `Re: ${mail.mail.subject}`,
    text: "It costs 100.",
  });
  const note = await until("the answer", async () =>
    (await messagesOf(number)).find(({ text }) => text.includes("It costs 100")),
  );
  expect(note).toMatchObject({ kind: "note", automatic: false });
  const now = (await api("GET", `/tickets/${number}`)).body;
  expect([now.state, now.requester]).toEqual([before.state, before.requester]);
  expect(now.cc).toEqual([]);
  expect(sentTo(customer).some(({ raw }) => raw.includes("100"))).toBe(false);
  const kinds = (await api("GET", `/tickets/${number}/events`)).body.items.map((each: { kind: string }) => each.kind);
  expect(kinds).toContain("ticket.forwarded");
});

test("more that is forwarded to him goes on in the same talk", async () => {
  const { number, first } = await newTicket("Two letters");
  const count = sentTo(supplier).length;
  await forward(number, { messages: [first.id], files: false });
  const one = await lastTo(supplier, count + 1);
  await forward(number, { messages: [], body: "And how fast?" });
  const two = await lastTo(supplier, count + 2);
  if (!one || !two) throw new Error("no mail");
  expect(one.mail.attachments).toEqual([]);
  expect(two.mail.inReplyTo).toBe(one.mail.messageId);
  expect(two.mail.replyTo?.value).toEqual(one.mail.replyTo?.value);
});

test("neither the customer nor the supplier reads of it, or gets into the other's talk", async () => {
  const { number, first } = await newTicket("Walls");
  const count = sentTo(supplier).length;
  await forward(number, { messages: [first.id] });
  const mail = await lastTo(supplier, count + 1);
  if (!mail) throw new Error("no mail");
  const janas = await customerAt(customer);
  const theirs = await customerAt(supplier);
  const seen = await janas("GET", `/tickets/${number}/messages`);
  expect(seen.status).toBe(200);
  expect(JSON.stringify(seen.body)).not.toContain("repair");
  expect((await theirs("GET", `/tickets/${number}`)).status).toBe(404);
  expect((await theirs("GET", `/tickets/${number}/messages`)).status).toBe(404);
  expect((await theirs("GET", "/tickets")).body.items.map((each: { number: string }) => each.number)).not.toContain(
    number,
  );
  const { conversation } = (await messagesOf(number)).find(({ kind }) => kind === "note") as never as {
    conversation: string;
  };
  expect((await janas("GET", `/conversations/${conversation}`)).status).toBe(403);

  // He knows the number and the subject, and forges an answer to the customer's talk: a request of his own.
  const forged = { from: supplier, subject: `Re: Walls [#${number}]`, text: "let me in" };
  await desk.send(forged);
  await until("his own ticket", async () =>
    (await api("GET", "/tickets?sort=-createdAt&limit=5")).body.items.some(
      (each: { number: string; subject: string }) => each.subject === forged.subject && each.number !== number,
    ),
  );
  expect((await messagesOf(number)).some(({ text }) => text.includes("let me in"))).toBe(false);

  // The customer's token made into a supplier's is none.
  const answers = mail.mail.replyTo?.value[0]?.address as string;
  await desk.send({
    from: customer,
    to: answers.replace("+s.", "+r."),
    subject: "Swapped token",
    text: "let me in too",
  });
  await until("her own ticket", async () =>
    (await api("GET", "/tickets?sort=-createdAt&limit=5")).body.items.some(
      (each: { subject: string }) => each.subject === "Swapped token",
    ),
  );
  expect((await messagesOf(number)).some(({ text }) => text.includes("let me in"))).toBe(false);
});

test("an auto-reply of his is kept beside it and opens nothing", async () => {
  const { number, first } = await newTicket("Away");
  const count = sentTo(supplier).length;
  await forward(number, { messages: [first.id] });
  const mail = await lastTo(supplier, count + 1);
  const tickets = (await api("GET", "/tickets?limit=200")).body.items.length;
  await desk.send({
    from: supplier,
    to: mail?.mail.replyTo?.value[0]?.address as string,
    subject: "Out of office",
    text: "I am on holiday.",
    headers: { "Auto-Submitted": "auto-replied" },
  });
  const note = await until("it", async () => (await messagesOf(number)).find(({ text }) => text.includes("holiday")));
  expect(note).toMatchObject({ kind: "note", automatic: true, number: null });
  expect((await api("GET", "/tickets?limit=200")).body.items).toHaveLength(tickets);
});

test.each([
  ["an address of this desk", { to: "Support@desk.example" }, "to"],
  ["the requester", { to: customer }, "to"],
  ["no address", { to: "nobody" }, "to"],
  ["a message of another ticket", { messages: ["1"] }, "messages"],
  ["the same message twice", { messages: ["7", "7"] }, "messages"],
])("refuses %s, and nothing is written or sent", async (what, more, field) => {
  const { number } = await newTicket(`Refused: ${what}`);
  const refused = await api("POST", `/tickets/${number}/forward`, { to: supplier, body: "x", messages: [], ...more });
  expect(refused.status).toBe(422);
  expect(Object.keys(refused.body.error.fields)).toContain(field);
  expect((await messagesOf(number)).filter(({ kind }) => kind === "note")).toEqual([]);
});

test("a note cannot be forwarded", async () => {
  const { number } = await newTicket("Notes stay");
  const note = (await api("POST", `/tickets/${number}/messages`, { kind: "note", body: "inside" })).body;
  const refused = await api("POST", `/tickets/${number}/forward`, { to: supplier, body: "x", messages: [note.id] });
  expect([refused.status, Object.keys(refused.body.error.fields)]).toEqual([422, ["messages"]]);
});

test("what came encrypted does not leave readable", async () => {
  const { number, first } = await newTicket("Secret");
  const marks = {
    encryption: { kind: "pgp", state: "decrypted", why: null, part: false },
    signature: null,
    signs: null,
  };
  const { db } = desk.running.desk.database;
  await db
    .insertInto("message_crypto")
    .values({ message_id: first.id, marks: JSON.stringify(marks) })
    .execute();
  const refused = await api("POST", `/tickets/${number}/forward`, { to: supplier, body: "x", messages: [first.id] });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.body.error.message).toContain(supplier);
  expect((await messagesOf(number)).filter(({ kind }) => kind === "note")).toEqual([]);
});

test("an agent without the right to work on tickets cannot forward", async () => {
  const { number } = await newTicket("Rights");
  const readers = await desk.api("customer");
  expect((await readers("POST", `/tickets/${number}/forward`, { to: supplier, body: "x", messages: [] })).status).toBe(
    403,
  );
});
