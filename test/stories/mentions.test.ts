// Colleagues are called in notes, and follow what they were called to.
import { afterAll, beforeAll, expect, test } from "vitest";
import { mentionOf } from "../../shared/conversations/mentions.ts";
import { closedQueue, newTicket, signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let admin: Api;
let jana: TestPerson;
let radek: TestPerson;
beforeAll(async () => {
  desk = await startDesk({ only: "web,worker" });
  admin = await desk.api();
  jana = await signedInPerson(desk, "Jana");
  radek = await signedInPerson(desk, "Radek");
});
afterAll(() => desk?.stop());

const say = (ticket: string, kind: "note" | "reply", body: string, more: object = {}) =>
  jana.api("POST", `/tickets/${ticket}/messages`, { kind, body, format: "markdown", ...more });

const mentioned = async (message: string): Promise<string[]> => {
  const { db } = desk.running.desk.database;
  const rows = await db.selectFrom("message_mentions").select("person_id").where("message_id", "=", message).execute();
  return rows.map((row) => row.person_id);
};

test("a note calls a colleague: he is kept with it, reads his name, and follows the ticket", async () => {
  const ticket = await newTicket(admin);
  const note = await say(ticket, "note", `${mentionOf(radek)} what do you think?`);
  expect(note.status).toBe(201);
  expect(note.body.text).toBe("@Radek what do you think?");
  expect(note.body.html).toContain("<strong>@Radek</strong>");
  expect(await mentioned(note.body.id)).toEqual([radek.id]);
  const { items } = (await admin("GET", `/tickets/${ticket}/events`)).body;
  expect(items.at(-1)).toMatchObject({ kind: "message.noted", data: { mentions: [radek.id] } });
  const followers = () => radek.api("GET", `/tickets/${ticket}/followers`);
  await until("him following", async () => (await followers()).body.following);
  expect((await followers()).body.people).toEqual([{ id: radek.id, name: "Radek", email: null }]);
  expect((await jana.api("GET", `/tickets/${ticket}/followers`)).body.following).toBe(false);
});

test("only people who work here are called, and only in notes", async () => {
  const ticket = await newTicket(admin);
  const { items } = (await admin("GET", "/people?q=anna")).body;
  const gone = await signedInPerson(desk, "Gone");
  await admin("PATCH", `/people/${gone.id}`, { active: false });
  const customer = { id: items[0].id, name: "Anna" };
  const nobody = { id: "999999999", name: "Nobody" };
  const note = await say(ticket, "note", [customer, nobody, gone, radek].map(mentionOf).join(" "));
  expect(await mentioned(note.body.id)).toEqual([radek.id]);
  const reply = await say(ticket, "reply", `Hello, ${mentionOf(radek)}`);
  expect(await mentioned(reply.body.id)).toEqual([]);
  expect(JSON.stringify(reply.body)).not.toContain("person:");
});

test("what was a draft is gone with the message that it became", async () => {
  const ticket = await newTicket(admin);
  await jana.api("PUT", `/tickets/${ticket}/draft`, { kind: "note", body: "said", version: null });
  expect((await say(ticket, "note", "said", { draft: 1 })).status).toBe(201);
  expect((await jana.api("GET", `/tickets/${ticket}/drafts`)).body.items).toEqual([]);
  expect((await say(ticket, "note", "said", { draft: 0 })).status).toBe(422);
});

test("following is begun and ended by oneself; what one may not see cannot be followed", async () => {
  const ticket = await newTicket(admin);
  expect((await jana.api("PUT", `/tickets/${ticket}/follow`)).body.following).toBe(true);
  expect((await jana.api("PUT", `/tickets/${ticket}/follow`)).body.people).toHaveLength(1);
  expect((await jana.api("DELETE", `/tickets/${ticket}/follow`)).body).toEqual({ following: false, people: [] });
  const { queue } = await closedQueue(admin, "Vault", [jana]);
  const vault = await newTicket(admin, { queue });
  expect((await radek.api("PUT", `/tickets/${vault}/follow`)).status).toBe(404);
  expect((await admin("PUT", `/tickets/${ticket}/follow`)).body.error.code).toBe("person_needed");
});
