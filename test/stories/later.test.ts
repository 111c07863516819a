// What waits on purpose: a ticket out of sight until it is time, an answer that leaves later (and not if he writes first),
// and points to tick off.
import { afterAll, beforeAll, expect, test } from "vitest";
import { wakeTickets } from "../../server/core/tickets/index.ts";
import { signedInPerson } from "../support/agents.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { openTicket, ticketOf, write } from "../support/tickets.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Any = any;
let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

const hour = 3_600_000;
const inAnHour = () => new Date(Date.now() + hour).toISOString();
const database = () => desk.running.desk.database;
const eventsOf = async (number: string, kind: string): Promise<Any[]> =>
  (await api("GET", `/tickets/${number}/events`)).body.items.filter((each: Any) => each.kind === kind);
const snooze = (number: string, time: string | null) => api("POST", `/tickets/${number}/snooze`, { until: time });

async function byMail(subject: string): Promise<string> {
  await desk.send({ from: "petr@acme.example", subject, text: `Mail about ${subject}` });
  const find = async () => (await api("GET", `/tickets?q=${encodeURIComponent(subject)}`)).body.items[0];
  return (await until("ticket", find)).number;
}
/** He answers to the ticket's address. */
async function customerWrites(number: string, text: string): Promise<void> {
  const { messages } = await ticketOf(api, number);
  await desk.send({ from: "petr@acme.example", subject: `[#${number}]`, text });
  await until("his message", async () => (await ticketOf(api, number)).messages > messages);
}
/** As if the hour had passed. */
const letTimePass = () =>
  database().pool.query(
    "update tickets set snoozed_until = snoozed_until - interval '2 hours' where snoozed_until < 'infinity'",
  );

test("a snoozed ticket wakes when its time has come, and says so once", async () => {
  const number = await openTicket(api, "Sleep");
  const time = inAnHour();
  const { status, body } = await snooze(number, time);
  expect(status).toBe(200);
  expect(body.snooze).toEqual({ until: time, by: null });
  await wakeTickets(database());
  expect((await ticketOf(api, number)).snooze).not.toBe(null);
  await letTimePass();
  await wakeTickets(database());
  await wakeTickets(database());
  expect((await ticketOf(api, number)).snooze).toBe(null);
  const woken = await eventsOf(number, "ticket.woken");
  expect(woken.map(({ data }) => data)).toEqual([{ why: "time", snoozedBy: null }]);
  // Dated by the time that was asked for, here an hour ago.
  expect(Date.parse(woken[0].at)).toBe(Date.parse(time) - 2 * hour);
});

test("the customer wakes it, whatever the time; his machine does not", async () => {
  const number = await byMail("Wake me");
  expect((await snooze(number, null)).body.snooze).toEqual({ until: null, by: null });
  await desk.send({
    from: "petr@acme.example",
    subject: `Out of office [#${number}]`,
    text: "I am away",
    headers: { "auto-submitted": "auto-replied" },
  });
  await until("the auto-reply", async () => (await api("GET", `/tickets/${number}/messages`)).body.items.length > 2);
  expect((await ticketOf(api, number)).snooze).not.toBe(null);
  await customerWrites(number, "Any news?");
  expect(await ticketOf(api, number)).toMatchObject({ snooze: null });
  expect((await eventsOf(number, "ticket.woken")).map(({ data }) => data.why)).toEqual(["customer"]);
});

test("solving it, or wanting it back, ends the sleep; the past, and what is finished, are refused", async () => {
  const number = await openTicket(api, "Refuse");
  const past = await snooze(number, "2020-01-01T00:00:00.000Z");
  expect(past).toMatchObject({ status: 422, body: { error: { fields: { until: expect.anything() } } } });
  expect((await snooze(number, "2999-01-01T00:00:00.000Z")).status).toBe(422);
  await snooze(number, inAnHour());
  expect((await api("DELETE", `/tickets/${number}/snooze`)).body.snooze).toBe(null);
  expect((await api("DELETE", `/tickets/${number}/snooze`)).status).toBe(200);
  expect(await eventsOf(number, "ticket.woken")).toHaveLength(1);
  await snooze(number, inAnHour());
  await api("PATCH", `/tickets/${number}`, { state: "solved" });
  expect((await ticketOf(api, number)).snooze).toBe(null);
  expect(await snooze(number, null)).toMatchObject({ status: 409, body: { error: { code: "ticket_finished" } } });
});

test("an answer for later leaves at its time", async () => {
  const number = await byMail("Later");
  const sendAt = inAnHour();
  const { delivery } = await write(api, number, "In an hour.", "reply", { sendAt });
  expect(delivery).toMatchObject({ state: "queued", scheduled: true, nextAttemptAt: sendAt });
  await database().pool.query("update deliveries set next_attempt_at = now() where id = $1", [delivery.id]);
  database().bell.ring("deliveries");
  await until("our answer", async () => desk.smarthost.received.some(({ mail }) => mail.text?.includes("In an hour.")));
});

test("when the customer writes first it is called back, and its author has it as a draft, with its file", async () => {
  const { api: eva } = await signedInPerson(desk, "Eva");
  const number = await byMail("First");
  const file = { name: "plan.txt", content: btoa("the plan") };
  const sent = await write(eva, number, "We will come on Monday.", "reply", {
    sendAt: inAnHour(),
    attachments: [file],
  });
  const soon = await write(eva, number, "This leaves at once.", "reply");
  expect(soon.delivery.scheduled).toBe(false);
  await customerWrites(number, "It works again!");
  const items = (await api("GET", `/tickets/${number}/messages`)).body.items as Any[];
  const now = items.find(({ id }) => id === sent.id);
  expect(now.delivery).toMatchObject({ state: "cancelled", reason: "the customer wrote first" });
  expect(items.find(({ id }) => id === soon.id).delivery.state).not.toBe("cancelled");
  const cancelled = await eventsOf(number, "message.cancelled");
  expect(cancelled.map(({ data }) => data.why)).toEqual(["the customer wrote first"]);
  const drafts = (await eva("GET", `/tickets/${number}/drafts`)).body.items as Any[];
  expect(drafts).toMatchObject([{ mine: true, body: "We will come on Monday.", to: ["petr@acme.example"] }]);
  expect(drafts[0].uploads).toMatchObject([{ name: "plan.txt" }]);
  const uploads = drafts[0].uploads.map(({ id }: Any) => id);
  const again = await write(eva, number, drafts[0].body, "reply", { uploads });
  expect(again.attachments).toMatchObject([{ name: "plan.txt", size: 8 }]);
});

test("points of a message are put on the checklist, cited, ticked off, and follow their message", async () => {
  const number = await openTicket(api, "Website", "anna@acme.example");
  const note = await write(api, number, "Please:\n1. new logo\n2. darker\n   blue\n- a map");
  const path = `/tickets/${number}/checklist`;
  await api("POST", path, { message: note.id, point: 2 });
  await api("POST", path, { message: note.id, point: 3 });
  const { body } = await api("POST", path, { text: "call her" });
  expect(body.items.map(({ cite, text, position, done }: Any) => [cite, text, position, done])).toEqual([
    ["2.2", "darker blue", 1, false],
    ["2.3", "a map", 2, false],
    [null, "call her", 3, false],
  ]);
  const [blue, map, call] = body.items.map(({ id }: Any) => id);
  const ticked = (await api("PATCH", `${path}/${blue}`, { done: true })).body.items[0];
  expect(ticked).toMatchObject({ done: true, doneAt: expect.any(String) });
  const ordered = (await api("PATCH", `${path}/${call}`, { position: 1, text: "call Anna" })).body.items;
  expect(ordered.map(({ text }: Any) => text)).toEqual(["call Anna", "darker blue", "a map"]);
  expect((await api("DELETE", `${path}/${map}`)).body.items).toHaveLength(2);

  expect(await api("POST", path, { message: note.id, point: 2 })).toMatchObject({ status: 409 });
  for (const [wrong, field] of [
    [{}, "text"],
    [{ message: note.id }, "point"],
    [{ point: 1 }, "message"],
    [{ message: note.id, point: 9 }, "point"],
    [{ message: "999999", point: 1 }, "message"],
  ] as const) {
    const { status, body: refused } = await api("POST", path, wrong);
    expect([status, Object.keys(refused.error.fields)]).toEqual([422, [field]]);
  }
  expect((await api("PATCH", `${path}/999999`, { done: true })).status).toBe(404);

  const split = (await api("POST", `/tickets/${number}/split`, { messages: [note.id] })).body;
  const made = split.tickets[1].number;
  expect((await api("GET", `/tickets/${made}/checklist`)).body.items).toMatchObject([{ cite: "1.2", done: true }]);
  await api("POST", `/operations/${split.operation}/undo`);
  const back = (await api("GET", path)).body.items;
  expect(back.map(({ cite, text }: Any) => [cite, text])).toEqual([
    [null, "call Anna"],
    ["2.2", "darker blue"],
  ]);
  const told = await eventsOf(number, "ticket.checklist-changed");
  expect(told.map(({ data }) => data.change)).toEqual(["added", "added", "added", "done", "changed", "removed"]);
});
