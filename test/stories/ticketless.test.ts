// Conversations without a ticket (F12), and tickets made of what was said in them (B1).
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyHistory } from "../../server/commands/verify.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { openTicket, textsOf, ticketOf, write } from "../support/tickets.ts";

let desk: TestDesk;
let api: Api;
let queue: string;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
  const made = await api("POST", "/queues", { name: "Sales", address: "sales@desk.example", opensTickets: false });
  expect(made.body).toMatchObject({ opensTickets: false });
  queue = made.body.id;
});
afterAll(() => desk?.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Any = any;
const inbox = async (): Promise<Any[]> =>
  (await api("GET", "/conversations?ticketless=true&unanswered=true")).body.items;
const waiting = (subject: string): Promise<Any> =>
  until("conversation", async () => (await inbox()).find((each) => each.subject === subject));
const mail = (subject: string, text: string, more = {}) =>
  desk.send({ from: "jana@acme.example", to: "sales@desk.example", subject, text, ...more });
const messagesOf = async (id: string): Promise<Any[]> => (await api("GET", `/conversations/${id}/messages`)).body.items;
const post = (id: string, path: string, body?: unknown) => api("POST", `/conversations/${id}/${path}`, body);

test("mail to a queue that opens no tickets waits as a conversation, is answered, and goes on there", async () => {
  await mail("How much", "What does it cost?");
  const found = await waiting("How much");
  expect(found).toMatchObject({
    unanswered: true,
    tickets: [],
    queue: { id: queue, name: "Sales" },
    lastMessage: { kind: "inbound", preview: "What does it cost?" },
  });
  const answer = await post(found.id, "messages", { kind: "reply", body: "Ten crowns." });
  expect(answer).toMatchObject({ status: 201, body: { number: null, tickets: [], to: ["jana@acme.example"] } });
  expect((await inbox()).some(({ id }) => id === found.id)).toBe(false);
  const sent = await until("our answer", async () =>
    desk.smarthost.received.find((each) => each.mail.text?.includes("Ten crowns")),
  );
  expect(sent.mail.subject).toBe("Re: How much");
  expect((await post(found.id, "messages", { kind: "note", body: "she will buy" })).status).toBe(201);
  expect((await post(found.id, "finish")).body.finishedAt).not.toBe(null);

  const back = { to: sent.mail.replyTo?.text, inReplyTo: sent.mail.messageId };
  await mail("Re: How much", "Thank you!", back);
  await until("her thanks", async () => (await messagesOf(found.id)).length === 4);
  expect((await api("GET", `/conversations/${found.id}`)).body).toMatchObject({ unanswered: false });
  expect((await api("GET", `/conversations/${found.id}`)).body.finishedAt).not.toBe(null);
  await mail("Re: How much", "And for a hundred?", back);
  expect((await waiting("How much")).id).toBe(found.id);
  expect((await api("GET", "/tickets")).body.items).toEqual([]);
});

test("finished and opened again, it waits as before", async () => {
  await mail("Open again", "Are you there?");
  const { id } = await waiting("Open again");
  expect((await post(id, "finish")).body).toMatchObject({ unanswered: false });
  expect((await post(id, "reopen")).body).toMatchObject({ unanswered: true, finishedAt: null });
  expect((await post(id, "reopen")).status).toBe(200);
  const { rows } = await desk.running.desk.database.pool.query(
    "select count(*)::int as n from events where conversation_id = $1 and kind = 'conversation.reopened'",
    [id],
  );
  expect(rows[0].n).toBe(1);
});

test("tickets are made of its messages, silently, and unmade", async () => {
  await mail("Two things", "First: a mouse.");
  const { id } = await waiting("Two things");
  await mail("Re: Two things", "Second: a keyboard.", { inReplyTo: await messageIdOf(id) });
  const said = await until("both", async () => {
    const items = await messagesOf(id);
    return items.length === 2 && items;
  });
  const [mouse, keyboard] = said.map((each) => each.id);
  const tickets = [{ messages: [mouse], subject: "Mouse", priority: "high" }, { messages: [keyboard] }];
  const { status, body } = await post(id, "tickets", { tickets });
  expect(status).toBe(200);
  const [first, second] = body.tickets;
  expect(first).toMatchObject({ subject: "Mouse", priority: "high", queue: { id: queue }, messages: 1, state: "new" });
  expect(first.requester.email).toBe("jana@acme.example");
  expect(second).toMatchObject({ lastMessage: { preview: "Second: a keyboard." } });
  expect((await messagesOf(id)).map((each) => each.tickets)).toEqual([
    [{ number: first.number, place: 1 }],
    [{ number: second.number, place: 1 }],
  ]);
  expect((await inbox()).some((each) => each.id === id)).toBe(false);

  const undone = await api("POST", `/operations/${body.operation}/undo`);
  expect(undone.body).toEqual({ operation: body.operation, changed: 2 });
  expect(await ticketOf(api, first.number)).toMatchObject({ state: "closed", messages: 0 });
  expect((await waiting("Two things")).tickets).toEqual([]);
  expect(desk.smarthost.received.some(({ mail }) => mail.subject?.includes(first.number))).toBe(false);
});

const messageIdOf = async (id: string): Promise<string> => {
  const [first] = await messagesOf(id);
  const { headers } = (await api("GET", `/messages/${first.id}/threading`)).body;
  return headers.find((each: Any) => each.name.toLowerCase() === "message-id").value;
};

test("messages move to another ticket or stand in both; points of them are cited where they stand now", async () => {
  const [one, two] = [await openTicket(api, "One"), await openTicket(api, "Two")];
  const note = await write(api, one, "belongs to two");
  const moved = await api("POST", `/tickets/${one}/move`, { messages: [note.id], to: two });
  expect(moved.status).toBe(200);
  expect(await textsOf(api, one)).toEqual([[1, "About One"]]);
  expect((await textsOf(api, two)).at(-1)).toEqual([2, "belongs to two"]);
  // The number that went with it is not given again.
  expect((await write(api, one, "next")).number).toBe(3);
  await api("POST", `/tickets/${two}/move`, { messages: [note.id], to: one, keep: true });
  const both = (await api("GET", `/tickets/${two}/messages`)).body.items.find((each: Any) => each.id === note.id);
  expect(both.tickets).toEqual([
    { number: one, place: 4 },
    { number: two, place: 2 },
  ]);
  const all = (await api("GET", `/tickets/${two}/messages`)).body.items.map((each: Any) => each.id);
  const emptied = await api("POST", `/tickets/${two}/split`, { messages: all });
  expect(emptied).toMatchObject({ status: 422, body: { error: { fields: { messages: expect.anything() } } } });
});

test("one split makes several tickets, each with its own subject and owner", async () => {
  const number = await openTicket(api, "Design, markup and code", "jana@acme.example", { tags: ["web"] });
  const parts = [await write(api, number, "markup"), await write(api, number, "code")];
  const person = await api("POST", "/people", { name: "Petr", email: "petr@desk.example", roles: ["agent"] });
  const tickets = [
    { messages: [parts[0].id], subject: "Markup", assignee: person.body.id },
    { messages: [parts[1].id, parts[0].id], subject: "Code" },
  ];
  const { status, body } = await api("POST", `/tickets/${number}/split`, { tickets, keep: true });
  expect(status).toBe(200);
  const [whole, markup, code] = body.tickets;
  expect(whole).toMatchObject({ messages: 3 });
  expect(markup).toMatchObject({ subject: "Markup", assignee: { name: "Petr" }, state: "open", messages: 1 });
  expect(code).toMatchObject({ subject: "Code", assignee: null, messages: 2, requester: whole.requester });
  const wrong = await api("POST", `/tickets/${number}/split`, { tickets, messages: [parts[0].id] });
  expect(wrong).toMatchObject({ status: 422, body: { error: { fields: { tickets: expect.anything() } } } });
  expect((await api("POST", `/tickets/${number}/split`, {})).status).toBe(422);
  const foreign = await api("POST", `/tickets/${code.number}/split`, { messages: ["999999"] });
  expect(foreign).toMatchObject({ status: 422, body: { error: { fields: { messages: expect.anything() } } } });
});

test("a conversation that waits in a queue of one team is nobody else's", async () => {
  const team = (await api("POST", "/teams", { name: "Sellers", members: [] })).body.id;
  await mail("Secret", "a secret price");
  const { id } = await waiting("Secret");
  const other = await desk.api("agent");
  expect((await other("GET", `/conversations/${id}`)).status).toBe(200);
  await api("PATCH", `/queues/${queue}`, { teams: [team] });
  expect((await other("GET", `/conversations/${id}`)).status).toBe(404);
  expect((await post(id, "messages", { kind: "note", body: "x" })).status).toBe(201);
  expect((await other("POST", `/conversations/${id}/messages`, { kind: "note", body: "x" })).status).toBe(404);
  const heard = JSON.stringify((await other("GET", "/events?limit=200")).body);
  expect(heard).not.toContain("Secret");
  await api("PATCH", `/queues/${queue}`, { teams: [] });
});

test("the history is proved after all this", async () => {
  expect(await verifyHistory(desk.running.desk.database)).toMatchObject({ ok: true });
});
