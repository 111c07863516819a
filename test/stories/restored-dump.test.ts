// A desk is moved into another cluster: everything is copied as a dump does it, from one snapshot of the running desk, into
// a cluster that has just been made. The dump programs do not come with the embedded PostgreSQL, so COPY does their work.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyHistory } from "../../server/commands/verify.ts";
import { migrate } from "../../server/platform/migrate.ts";
import { type Embedded, startEmbedded } from "../../server/platform/postgres/embedded.ts";
import { startDesk, type TestDesk, until } from "../support/desk.ts";

let folder: string;
let cluster: Embedded;
let old: TestDesk | undefined;
let moved: TestDesk | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "listek-moved-"));
  const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: console.error };
  [old, cluster] = [await startDesk(), await startEmbedded({ dataDir: join(folder, "new"), log: quiet })];
}, 60_000);
afterAll(async () => {
  await moved?.stop();
  await old?.stop();
  await cluster?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const connect = async (connectionString: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
};

/** Every table with its columns, those that are made from others left out. */
const tables = `
  select format('%I.%I', n.nspname, c.relname) as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker') group by 1 order by 1`;
const sequences = `
  select format('%I.%I', schemaname, sequencename) as name, last_value from pg_sequences where last_value is not null`;

async function restore(fromUrl: string, toUrl: string): Promise<void> {
  await migrate(toUrl);
  const [source, target] = [await connect(fromUrl), await connect(toUrl)];
  await source.query("begin isolation level repeatable read read only");
  await target.query("begin");
  // As pg_restore does it: neither triggers nor foreign keys look at what is put back.
  await target.query("set local session_replication_role = replica");
  const { rows } = await source.query<{ name: string; columns: string }>(tables);
  await target.query(`truncate ${rows.map(({ name }) => name).join(", ")}`);
  for (const { name, columns } of rows)
    await pipeline(
      source.query(copyTo(`copy ${name} (${columns}) to stdout`)),
      target.query(copyFrom(`copy ${name} (${columns}) from stdin`)),
    );
  for (const { name, last_value } of (await source.query(sequences)).rows)
    await target.query("select setval($1, $2)", [name, last_value]);
  await target.query("commit");
  await source.query("commit");
  for (const client of [source, target]) await client.end();
}

test("a desk goes on in a new cluster: nothing lost, nothing done twice, the history proven", async () => {
  const before = old as TestDesk;
  // The old cluster has seen more transactions than the new one will for a while.
  await before.running.desk.database.pool.query(
    "do $$ begin for i in 1..20000 loop perform pg_current_xact_id(); commit; end loop; end $$",
  );
  const api = await before.api();
  await before.send({
    from: "Jana <jana@acme.example>",
    subject: "Printer",
    text: "It is dead.",
    attachments: [{ filename: "log.txt", content: "E-042" }],
  });
  await until("the receipt", async () => before.smarthost.received.length === 1);
  const { number } = (await api("GET", "/tickets")).body.items[0];
  await api("POST", `/tickets/${number}/messages`, { kind: "reply", body: "We come at 14:00." });
  const answer = await until("the reply", async () =>
    before.smarthost.received.find(({ mail }) => mail.text?.includes("14:00")),
  );
  const { pool } = before.running.desk.database;
  await until(
    "all sent",
    async () => (await pool.query("select from deliveries where state <> 'sent'")).rowCount === 0,
  );
  await verifyHistory(before.running.desk.database);
  // Accepted, and perhaps not even read yet when the copy is made.
  await before.send({ from: "petr@acme.example", subject: "On the way", text: "Accepted before the move." });
  await restore(before.running.databaseUrl, cluster.url);
  await cp(before.running.desk.config.files.path, join(folder, "files"), { recursive: true });
  await before.running.stop();

  moved = await startDesk({ env: { DATABASE_URL: cluster.url, LISTEK_FILES: `file:${join(folder, "files")}` } });
  const { database } = moved.running.desk;
  const lowered = await database.pool.query("select max(tx) > pg_current_xact_id() as yes from events where era = 0");
  expect(lowered.rows[0].yes).toBe(true);

  const there = await moved.api();
  const messages = (await there("GET", `/tickets/${number}/messages`)).body.items;
  expect(messages.map(({ text }: { text: string }) => text)).toEqual(
    expect.arrayContaining(["It is dead.", "We come at 14:00."]),
  );
  const [file] = messages[0].attachments;
  expect(await (await there("GET", `/attachments/${file.id}`)).body).toBe("E-042");
  const found = async (subject: string) => (await there("GET", `/tickets?q=${encodeURIComponent(subject)}`)).body.items;
  await until("the mail on the way", async () => (await found("On the way")).length === 1);

  // The customer answers a mail that the old desk sent, and somebody new writes.
  await moved.send({
    from: "Jana <jana@acme.example>",
    to: answer.mail.from?.value[0]?.address ?? "",
    subject: "Re: Printer",
    inReplyTo: answer.mail.messageId,
    text: "14:00 is fine, the door code is 7.",
  });
  await moved.send({ from: "eva@acme.example", subject: "After the move", text: "A new one." });
  const told = () => (moved as TestDesk).smarthost.received;
  await until("the new receipt", async () => told().some(({ to }) => to.includes("eva@acme.example")));
  await until("the answer", async () =>
    (await there("GET", `/tickets/${number}/messages`)).body.items.some(({ text }: { text: string }) =>
      text.includes("door code"),
    ),
  );
  expect(await found("On the way")).toHaveLength(1);
  expect((await there("GET", "/tickets")).body.items).toHaveLength(3);
  // What the old desk had sent does not leave again.
  expect(told().filter(({ to }) => to.includes("jana@acme.example"))).toEqual([]);
  await until("the seal", async () => (await verifyHistory(database)).ok);
  expect(await verifyHistory(database)).toMatchObject({ ok: true, unsealed: 0 });
  const eras = await database.pool.query("select distinct era from events order by era");
  expect(eras.rows.map(({ era }) => era)).toEqual([0, 1]);
}, 120_000);
