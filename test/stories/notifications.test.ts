// What agents are told: of what concerns them, once, while they may see it, and not when they want to be left alone.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Channel } from "../../server/channels/contract.ts";
import { createChannels } from "../../server/channels/registry.ts";
import { byMail, leaveDue, tellAgents } from "../../server/features/notifications/personal/index.ts";
import { record } from "../../server/platform/events.ts";
import { mentionOf } from "../../shared/conversations/mentions.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import type { Notification } from "../../shared/notifications/schema.ts";
import { closedQueue, newTicket, signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { listen } from "../support/live.ts";

let desk: TestDesk;
let admin: Api;
let jana: TestPerson;
let radek: TestPerson;
let email: Channel;
beforeAll(async () => {
  desk = await startDesk();
  admin = await desk.api();
  jana = await signedInPerson(desk, "Jana");
  radek = await signedInPerson(desk, "Radek");
  email = createChannels(desk.running.desk).get("email") as Channel;
});
afterAll(async () => {
  await email?.stop();
  await desk?.stop();
});

const told = async (person: TestPerson, query = "?unread=true"): Promise<Notification[]> =>
  (await person.api("GET", `/notifications${query}`)).body.items;
const about = async (person: TestPerson, ticket: string): Promise<Notification[]> =>
  (await told(person)).filter((each) => each.ticket?.number === ticket);
const write = (person: TestPerson, ticket: string, kind: "note" | "reply", body: string) =>
  person.api("POST", `/tickets/${ticket}/messages`, { kind, body, format: "markdown" });
const wait = (person: TestPerson, ticket: string, kind: string) =>
  until(kind, async () => (await about(person, ticket)).find((each) => each.kind === kind));
const prefer = (person: TestPerson, preferences: object) => person.api("PATCH", "/session", { preferences });

async function idOf(number: string): Promise<string> {
  const { db } = desk.running.desk.database;
  return (await db.selectFrom("tickets").select("id").where("number", "=", number).executeTakeFirstOrThrow()).id;
}

/** The worker has looked at everything that happened so far. */
async function settled(): Promise<void> {
  const ticket = await newTicket(admin);
  await admin("PATCH", `/tickets/${ticket}`, { assignee: radek.id });
  await wait(radek, ticket, "assigned");
  await radek.api("POST", "/notifications/read", { ticket });
}

test("each is told of what concerns him, for the strongest reason, and never of his own doing", async () => {
  const ticket = await newTicket(admin);
  await radek.api("PATCH", `/tickets/${ticket}`, { assignee: "me" });
  await admin("PATCH", `/tickets/${ticket}`, { assignee: jana.id });
  const assigned = await wait(jana, ticket, "assigned");
  expect(assigned).toMatchObject({ ticket: { number: ticket, subject: "The printer is dead" }, readAt: null });
  await radek.api("PUT", `/tickets/${ticket}/follow`);
  const customer = await signedInPerson(desk, "Petra", "customer");
  const own = await newTicket(admin, { requester: { id: customer.id } });
  await admin("PATCH", `/tickets/${own}`, { assignee: jana.id });
  await radek.api("PUT", `/tickets/${own}/follow`);
  await customer.api("POST", `/tickets/${own}/messages`, { kind: "reply", body: "Any news?" });
  expect(await wait(jana, own, "reply")).toMatchObject({
    actor: { id: customer.id, name: "Petra" },
    preview: "Any news?",
    messageNumber: 2,
  });
  expect(await wait(radek, own, "followed")).toMatchObject({ preview: "Any news?" });
  await write(jana, own, "note", `${mentionOf(radek)} ${mentionOf(jana)} look`);
  expect(await wait(radek, own, "mention")).toMatchObject({ actor: { name: "Jana" }, preview: "@Radek @Jana look" });
  await settled();
  expect((await about(jana, own)).map((each) => each.kind).sort()).toEqual(["assigned", "reply"]);
  expect((await about(radek, ticket)).map((each) => each.kind)).toEqual([]);
  expect((await about(radek, own)).map((each) => each.kind).sort()).toEqual(["followed", "mention"]);
});

test("a mail of mine that failed for good, and a ticket that woke", async () => {
  const ticket = await newTicket(admin);
  desk.smarthost.refuse(550, "5.1.1 no such user");
  await write(jana, ticket, "reply", "Hello");
  expect((await wait(jana, ticket, "failed")).preview).toContain("no such user");
  desk.smarthost.refuse(null);
  const ticketId = await idOf(ticket);
  const { database } = desk.running.desk;
  const data = { why: "time" as const, snoozedBy: radek.id };
  await database.transact((trx) =>
    record(trx, { kind: "ticket.woken", actor: systemActor, about: { ticketId }, data }),
  );
  await wait(radek, ticket, "woken");
});

test("a note in a conversation without a ticket calls too", async () => {
  const queue = { name: "Talk", address: "talk@desk.example", opensTickets: false };
  expect((await admin("POST", "/queues", queue)).status).toBe(201);
  await desk.send({ from: "petr@acme.example", to: queue.address, subject: "zqtalkqz", text: "Only a question" });
  const talk = await until("the conversation", async () =>
    (await admin("GET", "/conversations?ticketless=true")).body.items.find(
      (each: { subject: string }) => each.subject === "zqtalkqz",
    ),
  );
  const note = { kind: "note", body: `${mentionOf(jana)} who is he?`, format: "markdown" };
  expect((await radek.api("POST", `/conversations/${talk.id}/messages`, note)).status).toBe(201);
  const called = await until("the mention", async () =>
    (await told(jana)).find((each) => each.conversation === talk.id && each.kind === "mention"),
  );
  expect(called).toMatchObject({ ticket: null, messageNumber: null, preview: "@Jana who is he?" });
});

test("it is told over the live stream to the person alone, and reading it too", async () => {
  const ticket = await newTicket(admin);
  const hers = await listen(desk.url, jana.credentials);
  const his = await listen(desk.url, radek.credentials);
  await write(radek, ticket, "note", mentionOf(jana));
  const heard = () => hers.told("notification").find((each) => each.notification?.ticket?.number === ticket);
  await until("the mention", async () => heard());
  expect(heard()).toMatchObject({
    unread: expect.any(Number),
    notification: { kind: "mention", actor: { name: "Radek" } },
  });
  const { unread } = (await jana.api("GET", "/notifications")).body;
  const read = await jana.api("POST", "/notifications/read", { ticket });
  expect(read.body.unread).toBe(unread - 1);
  await until("the count", async () => hers.told("notification").at(-1)?.unread === unread - 1);
  expect(hers.told("notification").at(-1)?.notification).toBeNull();
  expect(his.told("notification")).toEqual([]);
  hers.close();
  his.close();
});

test("a hundred things in a minute on one ticket are few notifications, however often each is told", async () => {
  const ticket = await newTicket(admin);
  await radek.api("PUT", `/tickets/${ticket}/follow`);
  for (let batch = 0; batch < 10; batch++)
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        write(jana, ticket, "note", `${mentionOf(radek)} note ${batch}.${index}`),
      ),
    );
  const { database } = desk.running.desk;
  const ticketId = await idOf(ticket);
  const events = await database.db
    .selectFrom("events")
    .select("id")
    .where("ticket_id", "=", ticketId)
    .orderBy("id")
    .execute();
  const last = events.at(-1)?.id ?? "";
  await until("the last of them", async () =>
    database.db.selectFrom("notifications").select("id").where("event_id", "=", last).executeTakeFirst(),
  );
  await Promise.all(events.map((event) => tellAgents(database, event.id)));
  expect((await about(radek, ticket)).map((each) => each.kind)).toEqual(["mention"]);
  await radek.api("POST", "/notifications/read", { ticket });
  await tellAgents(database, last);
  expect(await about(radek, ticket)).toEqual([]);
});

test("who may not see the ticket any more hears nothing more, and what he was told is gone", async () => {
  const { queue, team } = await closedQueue(admin, "Notification vault", [jana, radek]);
  const ticket = await newTicket(admin, { queue });
  await radek.api("PUT", `/tickets/${ticket}/follow`);
  await write(jana, ticket, "note", `${mentionOf(radek)} zqsecretqz`);
  await wait(radek, ticket, "mention");
  const { unread } = (await radek.api("GET", "/notifications")).body;
  const stream = await listen(desk.url, radek.credentials);
  await admin("PATCH", `/teams/${team}`, { members: [jana.id] });
  expect(await about(radek, ticket)).toEqual([]);
  expect((await radek.api("GET", "/notifications")).body.unread).toBe(unread - 1);
  await write(jana, ticket, "note", `${mentionOf(radek)} again`);
  await makeDue(radek);
  const before = mailsTo(radek).length;
  await leaveNow();
  for (const mail of mailsTo(radek).slice(before)) expect(mail.mail.text).not.toContain("zqsecretqz");
  await settled();
  expect(stream.heard()).not.toContain(ticket);
  expect(stream.told("notification").some((each) => each.notification?.ticket?.number === ticket)).toBe(false);
  stream.close();
});

const mailsTo = (person: TestPerson) => desk.smarthost.received.filter((mail) => mail.to.includes(person.email));
const leaveNow = () => leaveDue(desk.running.desk, "mail", byMail(desk.running.desk, email.post.bind(email)));

/** As if the quarter of an hour had passed. */
async function makeDue(person: TestPerson): Promise<void> {
  const { db } = desk.running.desk.database;
  const soon = new Date(Date.now() - 1000);
  await db
    .updateTable("notifications")
    .set({ mail_at: soon })
    .where("person_id", "=", person.id)
    .where("mail_at", "is not", null)
    .execute();
}

test("what stays unread leaves in one mail, each ticket once; what was read does not", async () => {
  const person = await signedInPerson(desk, "Ludmila");
  await admin("PATCH", `/people/${person.id}`, { language: "cs" });
  const tickets = [await newTicket(admin), await newTicket(admin), await newTicket(admin)];
  for (const ticket of tickets) {
    await admin("PATCH", `/tickets/${ticket}`, { assignee: person.id });
    await wait(person, ticket, "assigned");
  }
  await write(jana, tickets[0] as string, "note", `${mentionOf(person)} <b>hostile</b> http://evil.example`);
  await wait(person, tickets[0] as string, "mention");
  await person.api("POST", "/notifications/read", { ticket: tickets[2] });
  await leaveNow();
  expect(mailsTo(person), "not before a quarter of an hour").toHaveLength(0);
  await makeDue(person);
  desk.smarthost.refuse(451, "later");
  await leaveNow();
  await makeDue(person);
  desk.smarthost.refuse(null);
  await Promise.all(Array.from({ length: 5 }, leaveNow));
  expect(mailsTo(person)).toHaveLength(1);
  const { mail } = mailsTo(person)[0] as (typeof desk.smarthost.received)[0];
  expect(mail.subject).toBe("Nová upozornění: 3");
  expect(mail.text).toContain("Jana vás zmiňuje: @Ludmila");
  expect(mail.text?.split(`#${tickets[0]}`)).toHaveLength(2);
  expect(mail.text).toContain(`/desk/tickets/${tickets[1]}`);
  expect(mail.text).not.toContain(`#${tickets[2]}`);
  expect(mail.html).not.toContain("<b>hostile");
  await makeDue(person);
  await leaveNow();
  expect(mailsTo(person), "once").toHaveLength(1);
});

test("the link in a mail's head ends mail of its kinds, and of a ticket that is only followed the following", async () => {
  const person = await signedInPerson(desk, "Otto");
  const leave = async () => {
    const before = mailsTo(person).length;
    await makeDue(person);
    await leaveNow();
    return mailsTo(person).slice(before);
  };
  const press = async ([mail]: ReturnType<typeof mailsTo>) => {
    const { path = "" } =
      /^List-Unsubscribe:\s+<https?:\/\/[^/]+(?<path>\/\S+)>/im.exec(String(mail?.raw))?.groups ?? {};
    // One click needs https (RFC 8058 3.1), which this desk has not.
    expect(String(mail?.raw)).not.toContain("One-Click");
    const page = await fetch(`${desk.url}${path}`);
    expect(await page.text()).toContain("<button");
    expect((await fetch(`${desk.url}${path}`, { method: "POST" })).status).toBe(200);
    return path;
  };
  const assign = async () => {
    const ticket = await newTicket(admin);
    await admin("PATCH", `/tickets/${ticket}`, { assignee: person.id });
    await wait(person, ticket, "assigned");
  };
  await assign();
  expect(await press(await leave())).toMatch(/^\/unsubscribe\/kinds\.assigned\./);
  const { preferences } = (await person.api("GET", "/session")).body;
  expect(preferences.notifications.assigned).toEqual({ desk: true, push: true, mail: false });
  await assign();
  expect(await leave()).toEqual([]);

  await prefer(person, { notifications: { followed: { mail: true } } });
  const ticket = await newTicket(admin);
  await person.api("PUT", `/tickets/${ticket}/follow`);
  await write(jana, ticket, "note", "It goes on.");
  await wait(person, ticket, "followed");
  expect(await press(await leave())).toContain(`/unsubscribe/ticket.${ticket}.`);
  expect((await person.api("GET", `/tickets/${ticket}/followers`)).body).toEqual({ following: false, people: [] });
  expect((await person.api("GET", "/session")).body.preferences.notifications.followed.mail).toBe(true);
});

test("quiet hours hold it back until they end; what one does not want by mail never leaves", async () => {
  const person = await signedInPerson(desk, "Quirin");
  const ticket = await newTicket(admin);
  await prefer(person, { quietHours: { from: "00:00", to: "00:00", days: [1, 2, 3, 4, 5, 6, 7] } });
  await admin("PATCH", `/tickets/${ticket}`, { assignee: person.id });
  await wait(person, ticket, "assigned");
  await makeDue(person);
  await leaveNow();
  expect(mailsTo(person)).toHaveLength(0);
  const { db } = desk.running.desk.database;
  const row = await db
    .selectFrom("notifications")
    .select("mail_at")
    .where("person_id", "=", person.id)
    .executeTakeFirstOrThrow();
  expect(row.mail_at?.getTime()).toBeGreaterThan(Date.now());
  await prefer(person, { quietHours: null });
  await makeDue(person);
  await leaveNow();
  expect(mailsTo(person)).toHaveLength(1);

  const other = await newTicket(admin);
  await admin("PATCH", `/tickets/${other}`, { assignee: person.id });
  await wait(person, other, "assigned");
  await prefer(person, { notifications: { assigned: { mail: false } } });
  await makeDue(person);
  await leaveNow();
  expect(mailsTo(person)).toHaveLength(1);
  await prefer(person, { notifications: { assigned: { desk: false } } });
  expect(await told(person)).toEqual([]);
  expect((await person.api("GET", "/notifications")).body.unread).toBe(0);
});

test("the list goes in pages, and others' cannot be read away", async () => {
  const all = await told(jana, "?limit=200");
  const first = await jana.api("GET", "/notifications?limit=2");
  const second = await jana.api("GET", `/notifications?limit=2&after=${first.body.next}`);
  expect([...first.body.items, ...second.body.items].map((each) => each.id)).toEqual(
    all.slice(0, 4).map((each) => each.id),
  );
  const unread = (await told(jana)).map((each) => each.id);
  expect(unread.length).toBeGreaterThan(0);
  await radek.api("POST", "/notifications/read", { ids: unread });
  expect((await told(jana)).map((each) => each.id)).toEqual(unread);
  expect((await jana.api("POST", "/notifications/read", { all: true })).body.unread).toBe(0);
  for (const body of [{}, { all: false }, { ids: [] }, { ids: ["x"] }, { ids: ["1"], all: true }])
    expect((await jana.api("POST", "/notifications/read", body)).status, JSON.stringify(body)).toBe(422);
  expect((await jana.api("GET", "/notifications?after=x")).status).toBe(400);
  expect((await admin("GET", "/notifications")).status).toBe(401);
});
