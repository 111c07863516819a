// The provable history: `verify` holds, the database refuses changes, and a superuser's change is found.
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyHistory } from "../../server/commands/verify.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
let number: string;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false });
  api = await desk.api();
  await desk.send({
    from: "jana@acme.example",
    subject: "Printer",
    text: "It is dead.",
    attachments: [{ filename: "a.txt", content: "log" }],
  });
  number = await until("ticket", async () => (await api("GET", "/tickets")).body.items[0]?.number);
  await api("POST", `/tickets/${number}/messages`, { kind: "note", body: "the fuser, surely" });
  await api("POST", `/tickets/${number}/messages`, {
    kind: "reply",
    body: "We are coming.",
    state: "waiting-customer",
  });
  await api("PATCH", `/tickets/${number}`, { priority: "high" });
});
afterAll(() => desk?.stop());

const database = () => desk.running.desk.database;
const query = (text: string) => database().pool.query(text);

/** What a superuser can do behind the desk's back; undone again after the look. */
async function tampered(table: string, change: string, undo: string): Promise<string> {
  await query(`alter table ${table} disable trigger user`);
  await query(change);
  const report = await verifyHistory(database());
  await query(undo);
  await query(`alter table ${table} enable trigger user`);
  return report.ok ? "nothing found" : report.problem;
}

test("everything done so far is proven", async () => {
  expect(await verifyHistory(database())).toMatchObject({ ok: true });
});

test.each([
  "update messages set text = 'x'",
  "delete from messages",
  "truncate messages cascade",
  "update events set actor_name = 'x'",
  "delete from events",
  "truncate events",
  "update inbound_mail_raw set raw = ''",
  "delete from message_attachments",
  "update event_blocks set hash = ''",
])("the database itself refuses: %s", async (statement) => {
  await expect(query(statement)).rejects.toThrow(/append-only/);
});

test("a changed text of a message is found", async () => {
  const found = await tampered(
    "messages",
    "update messages set text = 'all is well' where kind = 'inbound'",
    "update messages set text = 'It is dead.' where kind = 'inbound'",
  );
  expect(found).toMatch(/message \d+ is not what was received/);
});

test("a changed event is found", async () => {
  const found = await tampered(
    "events",
    "update events set at = at + interval '1 hour' where kind = 'ticket.opened'",
    "update events set at = at - interval '1 hour' where kind = 'ticket.opened'",
  );
  expect(found).toMatch(/event \d+ .*was altered/);
});

test("a changed name of a file is found", async () => {
  const found = await tampered(
    "message_attachments",
    "update message_attachments set name = 'b.txt'",
    "update message_attachments set name = 'a.txt'",
  );
  expect(found).toMatch(/message \d+ is not what was received/);
});

test("changed bytes of a mail are found", async () => {
  const found = await tampered(
    "inbound_mail_raw",
    "update inbound_mail_raw set raw = raw || 'x'",
    "update inbound_mail_raw set raw = substring(raw from 1 for length(raw) - 1)",
  );
  expect(found).toMatch(/bytes of mail \d+ were altered/);
});

test("a message that was slipped in is found", async () => {
  const found = await tampered(
    "messages",
    "insert into messages (conversation_id, kind, channel, author_name, at, text, trust, sha256) select id, 'note', 'api', 'x', now(), 'slipped in', 'known', '' from conversations limit 1",
    "delete from messages where text = 'slipped in'",
  );
  expect(found).toMatch(/has no event/);
});

test("a deleted event is found, also when its hash was never looked at", async () => {
  const { rows } = await query("select id from events where kind = 'ticket.changed'");
  const client = await database().pool.connect();
  await client.query("begin");
  await client.query("alter table events disable trigger user");
  await client.query(`delete from events where id = ${rows[0].id}`);
  await client.query("commit");
  client.release();
  const report = await verifyHistory(database());
  expect(report).toMatchObject({ ok: false, problem: expect.stringMatching(/was deleted/) });
});
