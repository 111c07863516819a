import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkMessages } from "../server/core/conversations/index.ts";
import { verifyPassword } from "../server/core/identity/password.ts";
import { listTickets } from "../server/core/tickets/list/list-tickets.ts";
import { verifyChain } from "../server/platform/chain.ts";
import { type Database, openDatabase } from "../server/platform/db.ts";
import { type FileStore, openFileStore } from "../server/platform/files.ts";
import { dispatchOnce } from "../server/platform/jobs.ts";
import { systemActor } from "../shared/identity/permissions.ts";
import { type TestDatabase, testDatabase } from "../test/setup/postgres.ts";
import { seedDemo } from "./demo.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "listek-demo-"));
const said: string[] = [];
let own: TestDatabase;
let database: Database;
let files: FileStore;

beforeAll(async () => {
  own = await testDatabase();
  database = await openDatabase({ url: own.url, log: pino({ level: "silent" }) });
  files = openFileStore(folder);
  await seedDemo(database, files, (line) => said.push(line));
}, 120_000);
afterAll(async () => {
  await database.close();
  await own.drop();
  rmSync(folder, { recursive: true, force: true });
});

const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> => (await query.execute(database.db)).rows[0] as T;

describe("the demo desk", () => {
  it("has about 150 tickets of four companies, in every state of the workflow", async () => {
    const found = await one(sql<{ tickets: number; organizations: number; states: number; languages: number }>`
      select count(*)::int as tickets, count(distinct organization_id)::int as organizations,
        count(distinct state_id)::int as states, count(distinct language)::int as languages from tickets`);
    expect(found.tickets).toBeGreaterThan(130);
    expect(found).toMatchObject({ organizations: 4, states: 6, languages: 4 });
  });

  it("has new tickets that nobody took, and unanswered ones", async () => {
    const unassigned = await listTickets(database.db, systemActor, { state: "unsolved", assignee: "none" });
    expect(unassigned.items.length).toBeGreaterThanOrEqual(6);
    const inbox = await listTickets(database.db, systemActor, { state: "unsolved", unanswered: "true" });
    expect(inbox.items.length).toBeGreaterThanOrEqual(6);
  });

  it("numbers tickets and messages as the desk would have", async () => {
    const found = await one(sql<{ unordered: number; miscounted: number; early: number; late: number }>`select
      (select count(*)::int from (select number::bigint, lag(number::bigint) over (order by created_at, id) as before from tickets) n where number <= before) as unordered,
      (select count(*)::int from tickets t where message_count <> (select count(*) from ticket_messages m where m.ticket_id = t.id)
         or message_count <> (select max(number) from ticket_messages m where m.ticket_id = t.id)) as miscounted,
      (select count(*)::int from tickets where updated_at < last_message_at) as early,
      (select count(*)::int from events where at > now() + interval '1 second') as late`);
    expect(found).toEqual({ unordered: 0, miscounted: 0, early: 0, late: 0 });
  });

  it("keeps the state that the history tells", async () => {
    const { wrong } = await one(sql<{ wrong: number }>`
      select count(*)::int as wrong from tickets t join states s on s.id = t.state_id
      left join lateral (select data->>'to' as state from events e where e.ticket_id = t.id and kind = 'ticket.state-changed' order by id desc limit 1) e on true
      where s.key <> coalesce(e.state, 'new') or s.category <> t.category`);
    expect(wrong).toBe(0);
  });

  it("keeps solved tickets solved when the customer says thanks", async () => {
    const { thanked } = await one(sql<{ thanked: number }>`
      select count(*)::int as thanked from tickets where last_message_kind = 'inbound' and category in ('solved', 'closed')`);
    expect(thanked).toBeGreaterThan(10);
  });

  it("has sent every answer and leaves nothing to do", async () => {
    const states = await database.db.selectFrom("deliveries").select("state").distinct().execute();
    expect(states).toEqual([{ state: "sent" }]);
    expect(await dispatchOnce(database, () => [{ task: "never", payload: {} }])).toBe(0);
  });

  it("has attachments whose bytes are there", async () => {
    const rows = await database.db.selectFrom("message_attachments").select(["file", "size"]).execute();
    expect(rows.length).toBeGreaterThan(20);
    for (const { file, size } of rows) expect(await files.size(file)).toBe(Number(size));
  });

  it("lets its agents sign in with the password it prints", async () => {
    const accounts = await database.db.selectFrom("accounts").select(["login", "password_hash"]).execute();
    expect(accounts).toHaveLength(9);
    expect(await verifyPassword("listek-demo", accounts[0]?.password_hash ?? null)).toBe(true);
    const printed = said.join("\n");
    expect(printed).toContain("listek-demo");
    for (const { login } of accounts) expect(printed).toContain(login);
  });

  it("has a history that verifies, every message in it", async () => {
    const report = await verifyChain(database.db, (events) => checkMessages(database.db, events));
    expect(report).toMatchObject({ ok: true, unsealed: 0 });
  });

  it("is refused on a desk that is not empty", async () => {
    await expect(seedDemo(database, files, () => {})).rejects.toMatchObject({ code: "desk_not_empty" });
  });
});
