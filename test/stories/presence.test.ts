// Who has a ticket open is seen by who may see the ticket, at once, and no longer than it is true.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "../../server/core/identity/index.ts";
import { closedQueue, newTicket, signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Api, apiClient, secondProcess, startDesk, type TestDesk, until } from "../support/desk.ts";
import { listen, type Stream } from "../support/live.ts";

let desk: TestDesk;
let admin: Api;
let jana: TestPerson;
let radek: TestPerson;
beforeAll(async () => {
  desk = await startDesk({ only: "web" });
  admin = await desk.api();
  jana = await signedInPerson(desk, "Jana");
  radek = await signedInPerson(desk, "Radek");
});
afterAll(() => desk?.stop());

const sign = (person: TestPerson, ticket: string, doing: string, tab = "tab-1") =>
  person.api("PUT", `/tickets/${ticket}/presence`, { tab, doing });

const toldOf = (stream: Stream, ticket: string) => stream.told("presence").filter((each) => each.ticket === ticket);

/** As if that many seconds had passed without a sign. */
async function seenAgo(person: TestPerson, seconds: number): Promise<void> {
  const { db } = desk.running.desk.database;
  const seen_at = new Date(Date.now() - seconds * 1000);
  await db.updateTable("presence").set({ seen_at }).where("person_id", "=", person.id).execute();
}

test("each person once, with what he does most, from all his tabs", async () => {
  const ticket = await newTicket(admin);
  await sign(jana, ticket, "idle", "tab-1");
  await sign(jana, ticket, "noting", "tab-2");
  const answer = await sign(radek, ticket, "viewing");
  expect(answer.body).toEqual({
    ticket,
    people: [
      { id: jana.id, name: "Jana", doing: "noting" },
      { id: radek.id, name: "Radek", doing: "viewing" },
    ],
  });
  await jana.api("POST", `/tickets/${ticket}/presence/leave`, { tab: "tab-2" });
  expect((await radek.api("GET", `/tickets/${ticket}/presence`)).body.people[1]).toMatchObject({ doing: "idle" });
});

test("a tab shows one ticket: opening another leaves the first", async () => {
  const [first, second] = [await newTicket(admin), await newTicket(admin)];
  await sign(jana, first, "viewing", "one-tab");
  await sign(jana, second, "viewing", "one-tab");
  expect((await radek.api("GET", `/tickets/${first}/presence`)).body.people).toEqual([]);
});

test("it is told as it changes, to another process too, and forgotten ten seconds after the last sign", async () => {
  const ticket = await newTicket(admin);
  const second = await secondProcess(desk);
  const streams = [await listen(desk.url, radek.credentials), await listen(second.url, radek.credentials)];
  await sign(jana, ticket, "viewing");
  for (const stream of streams) await until("her", async () => toldOf(stream, ticket).at(-1)?.people.length === 1);
  await sign(jana, ticket, "viewing");
  await sign(jana, ticket, "replying");
  for (const stream of streams)
    await until("her writing", async () => toldOf(stream, ticket).at(-1)?.people[0]?.doing === "replying");
  for (const stream of streams) expect(toldOf(stream, ticket), "the same is not told twice").toHaveLength(2);
  const late = await listen(desk.url, radek.credentials);
  await until(
    "what there was before he came",
    async () => toldOf(late, ticket).at(-1)?.people[0]?.doing === "replying",
  );
  await seenAgo(jana, 11);
  expect((await radek.api("GET", `/tickets/${ticket}/presence`)).body.people).toEqual([]);
  for (const stream of streams)
    await until("her leaving", async () => toldOf(stream, ticket).at(-1)?.people.length === 0);
  for (const stream of [...streams, late]) stream.close();
  await second.stop();
});

test("fifty people in one ticket: everybody is seen by everybody, told together", async () => {
  const ticket = await newTicket(admin);
  const { database } = desk.running.desk;
  const names = Array.from({ length: 50 }, (_, index) => `crowd${index}`);
  const people: Pick<TestPerson, "id" | "credentials">[] = [];
  for (const name of names) {
    const made = await admin("POST", "/people", { name, email: `${name}@desk.example`, roles: ["agent"] });
    const secret = await database.transact((trx) => startSession(trx, made.body.id, { ip: null, userAgent: null }));
    people.push({ id: made.body.id, credentials: { cookie: `listek=${secret}`, "x-requested-with": "listek" } });
  }
  const streams = await Promise.all(people.map((each) => listen(desk.url, each.credentials)));
  await Promise.all(
    people.map((each) =>
      apiClient(desk.url, each.credentials)("PUT", `/tickets/${ticket}/presence`, { tab: "t", doing: "viewing" }),
    ),
  );
  for (const stream of streams)
    await until("all of them", async () => toldOf(stream, ticket).at(-1)?.people.length === 50);
  const messages = toldOf(streams[0] as Stream, ticket).length;
  expect(messages, "not one for each who came").toBeLessThan(25);
  for (const stream of streams) stream.close();
});

test("what is kept from somebody's teams is neither shown nor told, from the moment he left them", async () => {
  const { queue, team } = await closedQueue(admin, "Presence vault", [jana]);
  const ticket = await newTicket(admin, { queue });
  const open = await newTicket(admin);
  const stream = await listen(desk.url, radek.credentials);
  const hers = await listen(desk.url, jana.credentials);
  await sign(jana, ticket, "viewing", "in-vault");
  await until("herself", async () => toldOf(hers, ticket).length > 0);
  for (const answer of [
    await radek.api("GET", `/tickets/${ticket}/presence`),
    await sign(radek, ticket, "viewing"),
    await radek.api("POST", `/tickets/${ticket}/presence/leave`, { tab: "x" }),
  ])
    expect(answer.status).toBe(404);
  await admin("PATCH", `/teams/${team}`, { members: [] });
  const before = toldOf(hers, ticket).length;
  expect((await sign(jana, ticket, "replying", "in-vault")).status).toBe(404);
  await seenAgo(jana, 11);
  await sign(radek, open, "viewing");
  for (const each of [stream, hers]) await until("the open one", async () => toldOf(each, open).length > 0);
  expect(toldOf(stream, ticket)).toEqual([]);
  expect(toldOf(hers, ticket)).toHaveLength(before);
  for (const each of [stream, hers]) each.close();
});

test("a token has no presence, and bad signs are refused by name", async () => {
  const ticket = await newTicket(admin);
  const put = (body: unknown) => jana.api("PUT", `/tickets/${ticket}/presence`, body);
  expect((await admin("PUT", `/tickets/${ticket}/presence`, { tab: "t", doing: "viewing" })).body.error.code).toBe(
    "person_needed",
  );
  expect((await put({ tab: "t", doing: "sleeping" })).body.error.fields).toHaveProperty("doing");
  expect((await put({ tab: "a b", doing: "viewing" })).body.error.fields).toHaveProperty("tab");
  expect((await put({ tab: "x".repeat(65), doing: "viewing" })).status).toBe(422);
  for (let index = 0; index < 40; index++) await sign(jana, ticket, "viewing", `flood-${index}`);
  const { db } = desk.running.desk.database;
  const rows = await db.selectFrom("presence").select("tab").where("tab", "like", "flood-%").execute();
  expect(rows.length).toBeLessThanOrEqual(31);
});
