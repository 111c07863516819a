// B8: whatever is merged, split and moved in whatever order, undone it is exactly what it was, row by row.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyHistory } from "../../server/commands/verify.ts";
import { type Answer, type Api, startDesk, type TestDesk } from "../support/desk.ts";
import { openTicket, textsOf, ticketOf, write } from "../support/tickets.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false, only: "web" });
  api = await desk.api();
});
afterAll(() => desk?.stop());

const query = async (text: string, values: unknown[]) =>
  (await desk.running.desk.database.pool.query(text, values)).rows;

/** Every row that hangs on these tickets, as text. */
async function rowsOf(numbers: string[]): Promise<Record<string, string[]>> {
  const tables: [table: string, where: string, without?: string][] = [
    ["tickets", "x.id = any (ids)", "updated_at"],
    ["ticket_messages", "x.ticket_id = any (ids)"],
    ["ticket_conversations", "x.ticket_id = any (ids)"],
    ["ticket_tags", "x.ticket_id = any (ids)"],
    ["ticket_links", "x.from_id = any (ids) or x.to_id = any (ids)"],
    ["ticket_followers", "x.ticket_id = any (ids)"],
    ["checklist_items", "x.ticket_id = any (ids)"],
  ];
  const found: Record<string, string[]> = {};
  for (const [table, where, without = ""] of tables) {
    const rows = await query(
      `select (to_jsonb(x) - $2::text)::text as row
       from ${table} x, (select array_agg(id) as ids from tickets where number = any ($1)) of where ${where} order by 1`,
      [numbers, without],
    );
    found[table] = rows.map(({ row }) => row);
  }
  const drafts = await query(
    "select d.id || ' ' || t.number as row from drafts d join tickets t on t.id = d.ticket_id where t.number = any ($1) order by 1",
    [numbers],
  );
  return { ...found, drafts: drafts.map(({ row }) => row) };
}

/** Four tickets with messages, tags, links, followers, drafts and points. */
async function buildTickets(): Promise<string[]> {
  const numbers: string[] = [];
  for (let i = 0; i < 4; i++) {
    const number = await openTicket(api, `t${i}`, `p${i % 2}@acme.example`, { tags: [`t${i}`, "all"] });
    for (let n = 0; n < i + 1; n++) await write(api, number, `note ${i}.${n}\n- one\n- two`);
    numbers.push(number);
  }
  await api("PATCH", `/tickets/${numbers[1]}`, { state: "waiting-customer" });
  await api("PATCH", `/tickets/${numbers[2]}`, { state: "solved" });
  const ids = `(select id from tickets where number = any ($1))`;
  await query(
    `insert into ticket_followers (ticket_id, person_id) select t.id, p.id from tickets t, people p
    where t.number = any ($1) and (t.id + p.id) % 2 = 0 on conflict do nothing`,
    [numbers],
  );
  await query(
    `insert into ticket_links (from_id, to_id, kind) select min(id), max(id), 'related' from tickets where id in ${ids}`,
    [numbers],
  );
  await query(
    `insert into drafts (ticket_id, author_id, kind, body) select t.id, p.id, 'note', 'draft' from tickets t, people p
    where t.number = any ($1) and (t.id + p.id) % 3 = 0`,
    [numbers],
  );
  await query(
    `insert into checklist_items (ticket_id, message_id, point, text, position)
    select ticket_id, message_id, 1, 'one', number from ticket_messages where ticket_id in ${ids} and number > 1`,
    [numbers],
  );
  return numbers;
}

interface Step {
  verb: "merge" | "split" | "move" | "keep" | "undo";
  from: number;
  to: number;
  pick: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom("merge", "split", "move", "keep", "undo"),
  from: fc.nat(5),
  to: fc.nat(5),
  pick: fc.integer({ min: 1, max: 31 }),
});

async function take(numbers: string[], { verb, from, to, pick }: Step): Promise<Answer> {
  const at = (index: number) => numbers[index % numbers.length] as string;
  const path = `/tickets/${at(from)}`;
  if (verb === "merge") return api("POST", `${path}/merge`, { into: at(to) });
  if (verb === "undo") return api("POST", `${path}/undo`, {});
  const { items } = (await api("GET", `${path}/messages`)).body;
  const messages = items.map((each: { id: string }) => each.id).filter((_: string, i: number) => pick & (1 << i));
  if (verb === "split") return api("POST", `${path}/split`, { messages });
  return api("POST", `${path}/move`, { messages, to: at(to), keep: verb === "keep" });
}

test("random merges, splits, moves and undos, then everything undone: nothing differs from the beginning", async () => {
  let worked = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      const first = await buildTickets();
      const before = await rowsOf(first);
      const numbers = [...first];
      for (const each of steps) {
        const { status, body } = await take(numbers, each);
        expect([200, 404, 409, 422], JSON.stringify(body)).toContain(status);
        if (status !== 200) continue;
        worked++;
        for (const { number } of body.tickets) if (!numbers.includes(number)) numbers.push(number);
        await wellFormed(numbers);
      }
      await undoAll(numbers);
      expect(await rowsOf(first)).toEqual(before);
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(worked).toBeGreaterThan(20);
  expect(await verifyHistory(desk.running.desk.database)).toMatchObject({ ok: true });
}, 240_000);

/** The newest first: each time some operation is the newest of all. */
async function undoAll(numbers: string[]): Promise<void> {
  for (let undone = true; undone; ) {
    undone = false;
    for (const number of numbers) {
      const { status, body } = await api("POST", `/tickets/${number}/undo`, {});
      if (status === 200) undone = true;
      else if (status === 409) expect(body.error.code).toBe("undo_newer_first");
      else expect(status).toBe(404);
    }
  }
}

/** Counters count, no number is above what was given, and each message's conversation is there. */
async function wellFormed(numbers: string[]): Promise<void> {
  const wrong = await query(
    `select t.number from tickets t where t.number = any ($1) and (
       t.message_count <> (select count(tm.number) from ticket_messages tm where tm.ticket_id = t.id)
       or t.number_gaps < 0
       or t.message_count + t.number_gaps < (select coalesce(max(tm.number), 0) from ticket_messages tm where tm.ticket_id = t.id)
       or exists (select from ticket_messages tm join messages m on m.id = tm.message_id where tm.ticket_id = t.id
         and not exists (select from ticket_conversations tc where tc.ticket_id = t.id and tc.conversation_id = m.conversation_id)))`,
    [numbers],
  );
  expect(wrong).toEqual([]);
}

test("a split that is undone closes the new ticket, which leads back; with messages that came since it goes on", async () => {
  const number = await openTicket(api, "Two wishes");
  const second = await write(api, number, "a second wish");
  const split = async () => {
    const answer = await api("POST", `/tickets/${number}/split`, { messages: [second.id], subject: "Second wish" });
    expect(answer.status).toBe(200);
    return answer.body.tickets[1].number as string;
  };
  const made = await split();
  expect(await ticketOf(api, made)).toMatchObject({ subject: "Second wish", messages: 1 });
  expect(await textsOf(api, number)).toEqual([[1, "About Two wishes"]]);
  await api("POST", `/tickets/${made}/undo`, {});
  expect(await ticketOf(api, made)).toMatchObject({ state: "closed", mergedInto: number, messages: 0 });
  expect((await textsOf(api, number)).map(([place]) => place)).toEqual([1, 2]);

  const other = await split();
  await write(api, other, "meanwhile");
  await api("POST", `/tickets/${number}/undo`, {});
  expect(await ticketOf(api, other)).toMatchObject({ mergedInto: null, messages: 1 });
  expect(await textsOf(api, other)).toEqual([[2, "meanwhile"]]);
});
