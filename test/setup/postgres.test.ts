import pg from "pg";
import { describe, expect, it } from "vitest";
import { testDatabase } from "./postgres.ts";

describe("a test database", () => {
  it("is fresh, migrated and quickly made", async () => {
    const started = performance.now();
    const database = await testDatabase();
    expect(performance.now() - started).toBeLessThan(3000);
    expect(await tables(database.url)).toContain("migrations");
    await database.drop();
  });

  it("is made for many at once, each their own", async () => {
    const databases = await Promise.all(Array.from({ length: 6 }, testDatabase));
    expect(new Set(databases.map((database) => database.url)).size).toBe(6);
    await Promise.all(databases.map((database) => database.drop()));
  });
});

async function tables(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("SELECT table_name FROM information_schema.tables");
  await client.end();
  return rows.map((row) => row.table_name);
}
