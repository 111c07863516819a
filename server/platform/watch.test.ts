import { afterAll, beforeAll, expect, test } from "vitest";
import { startDesk, type TestDesk } from "../../test/support/desk.ts";

let desk: TestDesk;
beforeAll(async () => {
  desk = await startDesk({ only: "web" });
});
afterAll(() => desk?.stop());

test("every connection asks its server to notice when we are gone", async () => {
  const { database } = desk.running.desk;
  for (const { pool } of [database, database.background]) {
    const { rows } = await pool.query(
      "select name, source from pg_settings where name like 'tcp_keepalives%' order by name",
    );
    expect(rows).toEqual(
      ["count", "idle", "interval"].map((each) => ({ name: `tcp_keepalives_${each}`, source: "client" })),
    );
  }
  const { rows } = await database.background.pool.query("show synchronous_commit");
  expect(rows).toEqual([{ synchronous_commit: "off" }]);
});
