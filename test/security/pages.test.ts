// Walking a list page by page: each item exactly once, also where many share one moment, and while others are added.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk } from "../support/desk.ts";

const tickets = 500;
let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false });
  api = await desk.api();
  const requester = { email: "a@client.example" };
  await api("POST", "/tickets", { subject: "first", body: "text", requester });
  // All of one moment, so that only the second key can tell them apart.
  const { pool } = desk.running.desk.database;
  await pool.query(`insert into tickets (number, subject, state_id, category, priority, impact, urgency, queue_id, requester_id,
      channel, conversation_id, created_at, updated_at)
    select 'same-' || n, 'same moment', state_id, category, priority, impact, urgency, queue_id, requester_id, channel,
      conversation_id, created_at, updated_at from tickets, generate_series(1, ${tickets - 1}) n`);
});
afterAll(() => desk?.stop());

async function walk(path: string, onPage: (page: number) => Promise<unknown> = async () => {}): Promise<string[]> {
  const seen: string[] = [];
  let after = "";
  for (let page = 0; page < 200; page++) {
    const { status, body } = await api("GET", `${path}${after && `&after=${encodeURIComponent(after)}`}`);
    expect(status).toBe(200);
    seen.push(...body.items.map((item: { number?: string; id?: string }) => item.number ?? item.id));
    if (body.next === null) return seen;
    after = body.next;
    await onPage(page);
  }
  throw new Error("the list never ends");
}

test.each(["updatedAt", "-updatedAt", "createdAt", "-createdAt"])("tickets by %s, each once", async (sort) => {
  const seen = await walk(`/tickets?limit=37&sort=${sort}`);
  expect(seen).toHaveLength(tickets);
  expect(new Set(seen).size).toBe(tickets);
});

test("a page that is exactly full is followed by none", async () => {
  const { body } = await api("GET", "/tickets?limit=200&q=first");
  expect(body).toMatchObject({ items: [{}], next: null });
  expect(await walk("/tickets?limit=100")).toHaveLength(tickets);
});

test("what is added meanwhile shifts nothing", async () => {
  const seen = await walk("/tickets?limit=100&sort=-createdAt", (page) =>
    api("POST", "/tickets", { subject: `meanwhile ${page}`, body: "text", requester: { email: "b@client.example" } }),
  );
  expect(seen).toHaveLength(tickets);
  expect(new Set(seen).size).toBe(tickets);
});

test("people, organizations, conversations, events and mail end too, and nothing comes twice", async () => {
  for (let i = 0; i < 7; i++) {
    await api("POST", "/organizations", { name: `Organization ${i}` });
    await api("POST", "/people", { email: `person${i}@client.example` });
  }
  for (const path of ["/people?limit=2", "/organizations?limit=2", "/conversations?limit=2"]) {
    const seen = await walk(path);
    expect(seen.length, path).toBeGreaterThanOrEqual(5);
    expect(new Set(seen).size, path).toBe(seen.length);
  }
  let after = "";
  const events: string[] = [];
  for (;;) {
    const { body } = await api("GET", `/events?limit=5${after && `&after=${after}`}`);
    if (body.items.length === 0 && body.next === after) break;
    events.push(...body.items.map((event: { id: string }) => event.id));
    after = body.next;
  }
  expect(new Set(events).size).toBe(events.length);
  expect(events.length).toBeGreaterThan(15);
});
