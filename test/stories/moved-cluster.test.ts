// A dump restored into another cluster: transaction numbers begin low again, and the desk goes on as if nothing was.
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyHistory } from "../../server/commands/verify.ts";
import { migrate } from "../../server/platform/migrate.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

test("reactions, feed and chain go on in a cluster whose transactions are numbered lower", async () => {
  await desk.send({ from: "jana@acme.example", subject: "Before", text: "one" });
  await until("first receipt", async () => desk.smarthost.received.length === 1);
  const { database } = desk.running.desk;
  await verifyHistory(database);
  const before = (await api("GET", "/events?limit=200")).body;

  // What the restored rows look like from the new cluster: of transactions that it will reach some day.
  await database.pool.query("alter table events disable trigger user");
  await database.pool.query("update events set tx = (tx::text::bigint + 1000000)::text::xid8");
  await database.pool.query("update feed_cursors set tx = (tx::text::bigint + 1000000)::text::xid8");
  await database.pool.query("alter table events enable trigger user");
  await migrate(desk.running.databaseUrl);
  await migrate(desk.running.databaseUrl);

  await desk.send({ from: "petr@acme.example", subject: "After", text: "two" });
  await until("second receipt", async () => desk.smarthost.received.length === 2);
  expect(await verifyHistory(database)).toMatchObject({ ok: true, unsealed: 0 });
  const all = (await api("GET", "/events?limit=200")).body;
  expect(all.items.length).toBeGreaterThan(before.items.length);
  expect(all.items.at(-1).kind).toBe("message.sent");
});
