// Push to a browser that is closed: encrypted for it, by way of a server that is not ours.
import { afterAll, beforeAll, expect, test } from "vitest";
import { byPush, leaveDue } from "../../server/features/notifications/personal/index.ts";
import { mentionOf } from "../../shared/conversations/mentions.ts";
import { newTicket, signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { startPushService, type TestBrowser, type TestPushService } from "../support/push-service.ts";

let desk: TestDesk;
let admin: Api;
let jana: TestPerson;
let radek: TestPerson;
let service: TestPushService;
beforeAll(async () => {
  desk = await startDesk({ config: { callsInside: true } });
  admin = await desk.api();
  jana = await signedInPerson(desk, "Jana");
  radek = await signedInPerson(desk, "Radek");
  service = await startPushService((await jana.api("GET", "/push/key")).body.key);
});
afterAll(async () => {
  await service?.stop();
  await desk?.stop();
});

async function subscribe(person: TestPerson): Promise<TestBrowser & { id: string }> {
  const browser = service.browser();
  const answer = await person.api("POST", "/push/subscriptions", browser.subscription);
  expect(answer.status).toBe(201);
  return { ...browser, id: answer.body.id };
}
const subscriptions = async (person: TestPerson): Promise<{ id: string }[]> =>
  (await person.api("GET", "/push/subscriptions")).body.items;

async function call(person: TestPerson, words = "look"): Promise<string> {
  const ticket = await newTicket(admin);
  const body = `${mentionOf(person)} ${words}`;
  await radek.api("POST", `/tickets/${ticket}/messages`, { kind: "note", body, format: "markdown" });
  return ticket;
}

/** Called, and the browser's server has been asked. */
async function triedCall(): Promise<string> {
  const before = service.calls;
  const ticket = await call(jana);
  await until("a try", async () => service.calls > before);
  return ticket;
}

/** As when a minute has passed, and five for what is being tried again. */
async function leaveNow(): Promise<void> {
  const { db } = desk.running.desk.database;
  await db
    .updateTable("notifications")
    .set({ push_at: new Date(Date.now() - 1000) })
    .where("push_at", "is not", null)
    .execute();
  await leaveDue(desk.running.desk, "push", byPush(desk.running.desk));
}

test("each browser of a person gets it, signed by the desk and opened by its own keys", async () => {
  const browsers = [await subscribe(jana), await subscribe(jana)];
  const ticket = await call(jana, "žluťoučký ».");
  for (const browser of browsers) await until("the push", async () => browser.received.length > 0);
  for (const { received } of browsers)
    expect(received).toEqual([
      {
        kind: "mention",
        title: `#${ticket} The printer is dead`,
        body: "Radek mentioned you: @Jana žluťoučký ».",
        url: `/desk/tickets/${ticket}`,
        tag: `/desk/tickets/${ticket}`,
        at: expect.any(String),
        unread: 1,
      },
    ]);
  expect(service.wrong).toEqual([]);
  await leaveNow();
  expect(
    browsers.map((each) => each.received.length),
    "once",
  ).toEqual([1, 1]);
  for (const { id } of browsers) expect((await jana.api("DELETE", `/push/subscriptions/${id}`)).status).toBe(204);
});

test.each([404, 410, 400, 413])("a browser that is gone (%i) is forgotten", async (status) => {
  const [gone, here] = [await subscribe(jana), await subscribe(jana)];
  gone.answer(status);
  await call(jana);
  await until("the other browser's", async () => here.received.length > 0);
  await until("that it is forgotten", async () => (await subscriptions(jana)).length === 1);
  expect((await subscriptions(jana))[0]?.id).toBe(here.id);
  await jana.api("DELETE", `/push/subscriptions/${here.id}`);
});

test.each([429, 500, 503])(
  "a server that is busy (%i) is asked again later, and what was read meanwhile is not sent",
  async (status) => {
    const browser = await subscribe(jana);
    browser.answer(status);
    const [first, second] = [await triedCall(), await triedCall()];
    await jana.api("POST", "/notifications/read", { ticket: second });
    browser.answer(201);
    await leaveNow();
    await until("the push", async () => browser.received.length > 0);
    expect(browser.received.map((each) => each.url)).toEqual([`/desk/tickets/${first}`]);
    await jana.api("DELETE", `/push/subscriptions/${browser.id}`);
  },
);

test("in quiet hours nothing is pushed", async () => {
  const browser = await subscribe(jana);
  const always = { from: "00:00", to: "00:00", days: [1, 2, 3, 4, 5, 6, 7] };
  await jana.api("PATCH", "/session", { preferences: { quietHours: always } });
  const ticket = await call(jana);
  await until("the notification", async () =>
    (await jana.api("GET", "/notifications?unread=true")).body.items.some(
      (each: { ticket: { number: string } }) => each.ticket.number === ticket,
    ),
  );
  await leaveNow();
  expect(browser.received).toEqual([]);
  await jana.api("PATCH", "/session", { preferences: { quietHours: null } });
  await leaveNow();
  await until("it afterwards", async () => browser.received.length > 0);
  await jana.api("DELETE", `/push/subscriptions/${browser.id}`);
});

test("whoever is given many tickets at once is called a few times and reads the rest", async () => {
  const eva = await signedInPerson(desk, "Eva");
  const browser = await subscribe(eva);
  const tickets = await Promise.all(Array.from({ length: 40 }, () => newTicket(admin)));
  await Promise.all(tickets.map((ticket) => admin("PATCH", `/tickets/${ticket}`, { assignee: eva.id })));
  await until("all of them", async () => (await eva.api("GET", "/notifications")).body.unread === 40);
  await leaveNow();
  await until("a push", async () => browser.received.length > 0);
  const { db } = desk.running.desk.database;
  await until("nothing waiting", async () => {
    const waiting = db.selectFrom("notifications").select("id").where("push_at", "is not", null);
    return (await waiting.where("person_id", "=", eva.id).executeTakeFirst()) === undefined;
  });
  expect(browser.received.length).toBeLessThanOrEqual(21);
});

test("the secret half of the key is shown nowhere, and there is one key however many ask at once", async () => {
  const keys = await Promise.all(Array.from({ length: 10 }, () => jana.api("GET", "/push/key")));
  expect(new Set(keys.map((answer) => answer.body.key)).size).toBe(1);
  const { db } = desk.running.desk.database;
  const row = await db
    .selectFrom("settings")
    .select("value")
    .where("key", "=", "secret.push")
    .executeTakeFirstOrThrow();
  const { privateKey } = row.value as { privateKey: string };
  expect(privateKey.length).toBeGreaterThan(40);
  for (const path of ["/settings", "/push/key", "/events?limit=200", "/session"])
    expect(JSON.stringify((await admin("GET", path)).body)).not.toContain(privateKey);
});

test("others' browsers are not there, and a browser belongs to who signed in last", async () => {
  const browser = await subscribe(jana);
  expect((await radek.api("DELETE", `/push/subscriptions/${browser.id}`)).status).toBe(404);
  expect((await radek.api("DELETE", "/push/subscriptions/999999999")).status).toBe(404);
  expect(await subscriptions(radek)).toEqual([]);
  await radek.api("POST", "/push/subscriptions", browser.subscription);
  expect(await subscriptions(jana)).toEqual([]);
  for (let index = 0; index < 25; index++) await subscribe(radek);
  expect(await subscriptions(radek)).toHaveLength(20);
});

test.each([
  "http://push.example.com/x",
  "https://127.0.0.1/x",
  "https://[::1]:9/x",
  "https://10.0.0.7/x",
  "https://localhost/x",
  "https://user:secret@push.example.com/x",
  "https://169.254.169.254/latest/meta-data",
  "file:///etc/passwd",
  "javascript:alert(1)//x",
])("no desk lets itself be sent to %s", async (endpoint) => {
  const strict = await strictDesk();
  const answer = await strict.api("POST", "/push/subscriptions", { ...service.browser().subscription, endpoint });
  expect(answer.status).toBe(422);
  expect(answer.body.error.fields).toHaveProperty("endpoint");
});

test.each([
  ["p256dh", { p256dh: "B".repeat(87), auth: "A".repeat(22) }],
  ["p256dh", { p256dh: "short", auth: "A".repeat(22) }],
  ["auth", { p256dh: "B".repeat(87), auth: "A" }],
])("wrong keys (%s) are refused by name", async (field, keys) => {
  const { endpoint } = service.browser().subscription;
  const answer = await jana.api("POST", "/push/subscriptions", { endpoint, keys });
  expect(answer.status).toBe(422);
  expect(Object.keys(answer.body.error.fields).join()).toContain(field);
});

let strict: Promise<{ desk: TestDesk; person: TestPerson }> | undefined;
afterAll(async () => (await strict)?.desk.stop());
/** As every desk is outside of tests. */
async function strictDesk(): Promise<TestPerson> {
  strict ??= (async () => {
    const desk = await startDesk({ only: "web" });
    return { desk, person: await signedInPerson(desk, "Strict") };
  })();
  return (await strict).person;
}
