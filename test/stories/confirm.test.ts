// A queue demands to know who wrote; the agent asks, the sender answers by a link (B6, F53, F54).
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
  await api("PATCH", "/settings", { mail: { receipts: false } });
  const queue = (await api("GET", "/queues")).body.items[0].id;
  expect((await api("PATCH", `/queues/${queue}`, { requiredTrust: "verified" })).body.requiredTrust).toBe("verified");
});
afterAll(() => desk?.stop());

async function asked(subject: string, language = "Please restart the server.") {
  await desk.send({ from: "Jana <jana@acme.example>", replyTo: "elsewhere@evil.example", subject, text: language });
  const number = await until(
    "ticket",
    async () =>
      (await api("GET", "/tickets")).body.items.find((each: { subject: string }) => each.subject === subject)?.number,
  );
  const message = (await api("GET", `/tickets/${number}/messages`)).body.items[0];
  const before = desk.smarthost.received.length;
  // One address gets five such mails an hour.
  await sql`delete from automatic_mails`.execute(desk.running.desk.database.db);
  const answer = await api("POST", `/messages/${message.id}/confirmation`);
  expect(answer).toMatchObject({ status: 201, body: { sentTo: "jana@acme.example", answer: null } });
  const mail = await until("mail", async () => desk.smarthost.received[before]);
  const link = /\/confirm\/([\w-]{43})\s/.exec(mail.mail.text ?? "")?.[1] as string;
  return { number, id: message.id, mail, link };
}
const page = (path: string, init: RequestInit = {}) => fetch(`${desk.url}/confirm/${path}`, init);
const press = (link: string, answer: "yes" | "no", headers: Record<string, string> = {}) =>
  page(`${link}/${answer}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: "",
  });
const trustOf = async (number: string) => (await api("GET", `/tickets/${number}/messages`)).body.items[0];

test("the link goes to the address known here, says nothing of the message, and raises its level by a button only", async () => {
  const { number, id, mail, link } = await asked("Restart");
  expect((await api("GET", `/tickets/${number}`)).body.requiredTrust).toBe("verified");
  expect(mail.to).toEqual(["jana@acme.example"]);
  expect(mail.mail.text).not.toMatch(/restart/i);
  expect(mail.mail.headers.get("auto-submitted")).toBe("auto-generated");
  const { rows } = await sql<{
    hit: boolean;
  }>`select exists (select from events e where e::text like ${`%${link}%`}) or exists (
    select from message_confirmations c where c::text like ${`%${link}%`}) or exists (select from messages m where m::text like ${`%${link}%`}) as hit`.execute(
    desk.running.desk.database.db,
  );
  expect(rows[0]?.hit).toBe(false);

  const shown = await page(link);
  const html = await shown.text();
  expect(shown.status).toBe(200);
  expect(html).toContain("Please restart the server.");
  expect(html).not.toContain("<script");
  expect(shown.headers.get("cache-control")).toBe("no-store");
  await page(link, { method: "HEAD" });
  expect((await trustOf(number)).trust).toBe("unknown");

  expect((await press(link, "yes")).status).toBe(200);
  const message = await trustOf(number);
  expect(message.trust).toBe("verified");
  expect(message.trustReasons[0]).toEqual({ code: "confirmed", detail: "jana@acme.example" });
  const events = (await api("GET", `/tickets/${number}/events`)).body.items.map((each: { kind: string }) => each.kind);
  expect(events).toEqual(expect.arrayContaining(["message.confirmation-asked", "message.confirmed"]));
  for (const again of [await page(link), await press(link, "no"), await press(link, "yes")])
    expect(again.status).toBe(410);
  expect((await trustOf(number)).trust).toBe("verified");
  expect((await api("POST", `/messages/${id}/confirmation`)).body.error.code).toBe("message_confirmed");
});

test("whoever says that it is not his makes it a forgery; of two answers at once one counts", async () => {
  const { number, id, link } = await asked("Give me the passwords");
  const answers = await Promise.all(["no", "no", "no", "no"].map((answer) => press(link, answer as "no")));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
  const message = await trustOf(number);
  expect(message).toMatchObject({
    trust: "unknown",
    trustReasons: expect.arrayContaining([{ code: "denied", detail: "jana@acme.example" }]),
  });
  expect((await api("GET", `/messages/${id}/confirmation`)).body.asked.answer).toBe("no");
});

test("a newer link replaces the older one, and none lives longer than seven days", async () => {
  const { id, link } = await asked("Twice");
  const before = desk.smarthost.received.length;
  expect((await api("POST", `/messages/${id}/confirmation`)).status).toBe(201);
  const mail = await until("mail", async () => desk.smarthost.received[before]);
  const newer = /\/confirm\/([\w-]{43})\s/.exec(mail.mail.text ?? "")?.[1] as string;
  expect((await page(link)).status).toBe(410);
  expect((await page(newer)).status).toBe(200);
  await sql`update message_confirmations set expires_at = now() - interval '1 second' where message_id = ${id}`.execute(
    desk.running.desk.database.db,
  );
  expect((await page(newer)).status).toBe(410);
  expect((await press(newer, "yes")).status).toBe(410);
});

test("it speaks the sender's language", async () => {
  const { link } = await asked(
    "Сервер",
    "Здравствуйте! Перезагрузите, пожалуйста, наш сервер, сайт не открывается с утра.",
  );
  await sql`update people set language = 'ru' where name = 'Jana'`.execute(desk.running.desk.database.db);
  expect(await (await page(link)).text()).toContain("Это письмо написали вы?");
  for (const [language, words] of [
    ["cs", "Tento odkaz už neplatí"],
    ["th", "ลิงก์นี้ใช้ไม่ได้แล้ว"],
  ] as const)
    expect(await (await page("x".repeat(43), { headers: { "accept-language": language } })).text()).toContain(words);
});

test("what is no open link is 410 or refused, from a foreign page nothing counts, and who guesses is slowed down", async () => {
  const { number, link } = await asked("Last");
  expect((await press(link, "yes", { origin: "https://evil.example" })).status).toBe(403);
  for (const wrong of [link.slice(1), `${link}a`, link.toUpperCase(), "", "%00", "../x", "'", "x".repeat(199)])
    expect([404, 410], wrong).toContain((await page(wrong)).status);
  expect([400, 404, 422]).toContain((await press("short", "yes")).status);
  expect((await trustOf(number)).trust).not.toBe("verified");
  const statuses: number[] = [];
  for (let index = 0; index < 105; index++) statuses.push((await page(`${index}`.padEnd(43, "x"))).status);
  expect(statuses.at(-1)).toBe(429);
  expect(statuses).not.toContain(200);
});

test("what an agent wrote has nobody to confirm it", async () => {
  const { number } = await asked("Note");
  const note = await api("POST", `/tickets/${number}/messages`, { kind: "note", body: "mine" });
  expect((await api("POST", `/messages/${note.body.id}/confirmation`)).status).toBe(409);
  expect((await api("POST", "/messages/999999/confirmation")).status).toBe(404);
});

test("a type demands a level too, whatever the queue; the stricter of the two counts", async () => {
  const number = (
    await api("POST", "/tickets", { subject: "By type", body: "Which?", requester: { email: "jana@acme.example" } })
  ).body.number;
  const queue = (await api("GET", "/queues")).body.items[0].id;
  const demanded = async (level: string | null, type: string) => {
    expect((await api("PATCH", `/queues/${queue}`, { requiredTrust: level })).status).toBe(200);
    return (await api("PATCH", `/tickets/${number}`, { type })).body.requiredTrust;
  };
  const trust = { incident: "verified", request: "claimed" };
  expect((await api("PATCH", "/settings", { trust })).body.trust).toEqual({ ...trust, question: null });
  expect((await api("PATCH", "/settings", { trust: { incident: "unknown" } })).status).toBe(422);
  expect([
    await demanded("known", "incident"),
    await demanded("known", "request"),
    await demanded("known", "question"),
    await demanded(null, "question"),
    await demanded(null, "request"),
    await demanded("verified", "request"),
  ]).toEqual(["verified", "known", "known", null, "claimed", "verified"]);
  const [last] = (await api("GET", "/settings/history")).body.items.filter(
    (each: { what: string }) => each.what === "trust",
  );
  expect((await api("POST", `/settings/history/${last.id}/undo`)).status).toBe(204);
  expect((await demanded(null, "request")) ?? null).toBeNull();
});
