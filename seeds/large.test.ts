import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkMessages } from "../server/core/conversations/index.ts";
import { verifyPassword } from "../server/core/identity/password.ts";
import { listTickets } from "../server/core/tickets/list/list-tickets.ts";
import { listViews } from "../server/core/tickets/views/list-views.ts";
import { verifyChain } from "../server/platform/chain.ts";
import { type Database, openDatabase } from "../server/platform/db.ts";
import { dispatchOnce } from "../server/platform/jobs.ts";
import { systemActor } from "../shared/identity/permissions.ts";
import { type TestDatabase, testDatabase } from "../test/setup/postgres.ts";
import { seedLarge } from "./large.ts";

const tickets = 2000;
const said: string[] = [];
let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await testDatabase();
  database = await openDatabase({ url: own.url, log: pino({ level: "silent" }) });
  await seedLarge(database, { tickets, databaseUrl: own.url }, (line) => said.push(line));
}, 120_000);
afterAll(async () => {
  await database.close();
  await own.drop();
});

const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> => (await query.execute(database.db)).rows[0] as T;

describe("a large desk", () => {
  it("has as many tickets as asked for, and three messages each", async () => {
    const found = await one(sql<Record<string, number>>`select (select count(*)::int from tickets) as tickets,
      (select count(*)::int from messages) as messages, (select count(*)::int from ticket_messages) as placed,
      (select count(*)::int from tickets where message_count = 20) as twenty,
      (select count(*)::int from tickets where message_count = 500) as long`);
    expect(found).toMatchObject({ tickets, twenty: 20, long: 1, placed: found.messages });
    expect(found.messages).toBeGreaterThan(tickets * 2.7);
    expect(found.messages).toBeLessThan(tickets * 3.8);
  });

  it("numbers them one after the other in the order in which they came", async () => {
    const found = await one(sql<Record<string, number>>`
      select count(distinct number)::int as numbers, count(*) filter (where number::bigint <= before)::int as unordered,
        count(*) filter (where left(number, 4) <> to_char(created_at at time zone 'UTC', 'YYYY'))::int as wrong,
        max(substr(number, 5)::int) as last
      from (select number, created_at, lag(number::bigint) over (order by created_at, id) as before from tickets) t`);
    expect(found).toEqual({ numbers: tickets, unordered: 0, wrong: 0, last: tickets });
    const next = await one(sql<{ number: string }>`select next_ticket_number('{year}{running}', 'UTC') as number`);
    expect(next.number).toBe(`${new Date().getUTCFullYear()}${tickets + 1}`);
  });

  it("keeps in each ticket what its messages and its history say", async () => {
    const found = await one(sql<Record<string, number>>`
      select count(*) filter (where t.message_count <> m.count or m.count <> m.last or t.last_message_at <> m.at)::int as miscounted,
        count(*) filter (where s.key <> coalesce(e.state, 'new') or s.category <> t.category)::int as wrong_state,
        count(*) filter (where t.unanswered <> (t.active and m.spoken = 'inbound'))::int as wrong_inbox,
        count(*) filter (where (t.solved_at is null) <> t.active or (t.closed_at is not null) <> (t.category = 'closed'))::int as wrong_end,
        count(*) filter (where t.updated_at > now() or t.updated_at < t.last_message_at or c.last_message_at <> m.at)::int as wrong_time,
        count(*) filter (where t.category = 'new' and t.assignee_id is not null)::int as wrong_assignee
      from tickets t join states s on s.id = t.state_id join conversations c on c.id = t.conversation_id
      cross join lateral (select count(*)::int as count, max(tm.number) as last, max(x.at) as at,
        (array_agg(x.kind order by tm.number desc) filter (where x.kind <> 'note'))[1] as spoken
        from ticket_messages tm join messages x on x.id = tm.message_id where tm.ticket_id = t.id) m
      left join lateral (select data->>'to' as state from events where ticket_id = t.id and kind = 'ticket.state-changed' order by id desc limit 1) e on true`);
    for (const [what, wrong] of Object.entries(found)) expect([what, wrong]).toEqual([what, 0]);
  });

  it("has a plausible list, some of it waiting for an answer", async () => {
    const page = await listTickets(database.db, systemActor, { state: "unsolved" });
    expect(page.items).toHaveLength(50);
    expect(page.items[0]).toMatchObject({ lastMessage: { preview: expect.stringMatching(/\S/) } });
    const counts = Object.fromEntries(
      (await listViews(database.db, systemActor)).map((view) => [view.key, view.count]),
    );
    expect(counts.open).toBeGreaterThan(tickets * 0.08);
    expect(counts.open).toBeLessThan(tickets * 0.4);
    expect(counts.inbox).toBeGreaterThan(10);
    expect(counts.unassigned).toBeGreaterThan(5);
  });

  it("holds a rare word in about one message of a hundred", async () => {
    const { share } = await one(sql<{ share: number }>`
      select (count(*) filter (where text ~ '\\mfuser\\M'))::float / count(*) as share from messages`);
    expect(share).toBeGreaterThan(0.006);
    expect(share).toBeLessThan(0.015);
  });

  it("has sent every answer and leaves nothing to do", async () => {
    const states = await database.db.selectFrom("deliveries").select("state").distinct().execute();
    expect(states).toEqual([{ state: "sent" }]);
    expect(await dispatchOnce(database, () => [{ task: "never", payload: {} }])).toBe(0);
  });

  it("goes on giving out ids after its own", async () => {
    const row = await database.db
      .insertInto("conversations")
      .values({ channel: "email", subject: "after", created_at: new Date(), last_message_at: new Date() })
      .returning("id")
      .executeTakeFirstOrThrow();
    expect(Number(row.id)).toBe(tickets + 1);
  });

  it("has a history that verifies, every message in it", async () => {
    const report = await verifyChain(database.db, (events) => checkMessages(database.db, events));
    expect(report).toMatchObject({ ok: true, unsealed: 0 });
  });

  it("can be signed in to", async () => {
    const { password_hash } = await database.db
      .selectFrom("accounts")
      .select("password_hash")
      .where("login", "=", "bench@listek.example")
      .executeTakeFirstOrThrow();
    expect(await verifyPassword("listek-bench", password_hash)).toBe(true);
    expect(said.join("\n")).toContain("a second");
  });

  it("is refused on a desk that is not empty", async () => {
    const again = seedLarge(database, { tickets, databaseUrl: own.url }, () => {});
    await expect(again).rejects.toMatchObject({ code: "desk_not_empty" });
  });
});
