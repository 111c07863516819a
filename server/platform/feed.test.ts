import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "../../shared/identity/permissions.ts";
import { type TestDatabase, testDatabase } from "../../test/setup/postgres.ts";
import { until } from "../../test/support/desk.ts";
import { type Database, openDatabase } from "./db.ts";
import { record } from "./events.ts";
import { type FeedPosition, feedEnd, positionOf, readFeed } from "./feed.ts";
import { createLog } from "./log.ts";

let ours: TestDatabase;
let theirs: TestDatabase;
let database: Database;
beforeAll(async () => {
  [ours, theirs] = [await testDatabase(), await testDatabase()];
  database = await openDatabase({ url: ours.url, log: createLog("silent", false) });
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await database?.close();
  await ours?.drop();
  await theirs?.drop();
});

const clients: pg.Client[] = [];
const open = async (of: TestDatabase): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: of.url });
  await client.connect();
  clients.push(client);
  return client;
};
const happens = (name: string): Promise<void> =>
  database.transact((trx) =>
    record(trx, { kind: "identity.sign-in-refused", actor: systemActor, data: { email: name, ip: "", why: "" } }),
  ) as Promise<void>;
const nameOf = ({ data }: { data: unknown }): string => (data as { email: string }).email;
const readAfter = async (position: FeedPosition): Promise<string[]> =>
  (await readFeed(database.db, position, 1000)).map(nameOf);
const longerThanPatience = () => new Promise((resolve) => setTimeout(resolve, 400));
/** As an event is written by hand, on a connection that the test leads. */
const insert = (name: string): string =>
  `insert into events (at, kind, actor_kind, actor_name, data, hash)
   values (clock_timestamp(), 'identity.sign-in-refused', 'system', 'Listek', '{"email": "${name}"}', sha256(''))`;

test("who writes for long in another database holds back nothing here", async () => {
  const other = await open(theirs);
  await other.query("begin");
  await other.query("create table long_work (n int)");
  await other.query("insert into long_work values (1)");
  const start = await feedEnd(database.db);
  await happens("while others work");
  await until("the event", async () => (await readAfter(start)).includes("while others work"), 5000);
  expect((await feedEnd(database.db)).id).not.toBe(start.id);
  await other.query("commit");
});

test("who writes for long here is waited for, whoever else works", async () => {
  const [writer, other] = [await open(ours), await open(theirs)];
  const start = await feedEnd(database.db);
  for (const each of [other, writer]) await each.query("begin");
  await other.query("create table more_work (n int)");
  await writer.query(insert("early, commits late"));
  await happens("late, commits early");
  await longerThanPatience();
  expect(await readAfter(start)).toEqual([]);
  await writer.query("commit");
  expect(await readAfter(start)).toEqual(["early, commits late", "late, commits early"]);
  await other.query("rollback");
});

test("a transaction of which nothing is known but its number might be ours", async () => {
  const stranger = await open(theirs);
  const start = await feedEnd(database.db);
  await stranger.query("begin");
  await stranger.query("select pg_current_xact_id()");
  await happens("beside a stranger");
  await longerThanPatience();
  expect(await readAfter(start)).toEqual([]);
  await stranger.query("rollback");
  expect(await readAfter(start)).toEqual(["beside a stranger"]);
});

test("no event is stepped over, and none is read twice, while both databases are written to at once", async () => {
  const start = await feedEnd(database.db);
  const pause = (most: number) => new Promise((resolve) => setTimeout(resolve, Math.random() * most));
  let writing = true;
  /** Whoever else uses the cluster may hold the last ones back for a moment. */
  let patience = 0;
  const others = Array.from({ length: 4 }, async (_, at) => {
    const client = await open(theirs);
    await client.query(`create table busy_${at} (n int)`);
    while (writing) {
      await client.query("begin");
      await client.query(`insert into busy_${at} values (1)`);
      await pause(700);
      await client.query("commit");
    }
  });
  const written: string[] = [];
  const writers = Array.from({ length: 6 }, async (_, at) => {
    const client = await open(ours);
    for (let n = 0; n < 25; n++) {
      await client.query("begin");
      if (Math.random() < 0.3) await pause(60);
      const name = `busy ${at} ${n}`;
      await client.query(insert(name));
      // Some take longer than a reader's patience.
      await pause(Math.random() < 0.1 ? 500 : 20);
      const kept = Math.random() < 0.9;
      await client.query(kept ? "commit" : "rollback");
      if (kept) written.push(name);
    }
  });
  const read: string[] = [];
  let position = start;
  const reader = (async () => {
    for (;;) {
      const last = !writing && (read.length >= written.length || Date.now() > patience);
      const events = await readFeed(database.db, position, 7);
      read.push(...events.map(nameOf));
      const end = events.at(-1);
      if (end) position = positionOf(end);
      else if (last) return;
    }
  })();
  await Promise.all(writers);
  patience = Date.now() + 10_000;
  writing = false;
  await Promise.all(others);
  await reader;
  expect(read.length).toBe(new Set(read).size);
  expect(read.toSorted()).toEqual(written.toSorted());
}, 60_000);
