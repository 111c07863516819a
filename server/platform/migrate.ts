// Plain SQL files, numbered, forward only. Two processes that start at once take turns by an advisory lock; each file is
// one transaction, so a process killed in the middle leaves either all of it or nothing.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { runMigrations } from "graphile-worker";
import pg from "pg";

const folder = new URL("../../migrations/", import.meta.url);
const lockKey = 4712;

export class MigrationError extends Error {}

/** Brings the database up to date. Returns the names of the files that were applied now. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await refuseOldServer(client);
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await client.query(
      "create table if not exists migrations (name text primary key, sha256 text not null, applied_at timestamptz(3) not null default now())",
    );
    const applied = await applyPending(client);
    await runMigrations({ connectionString: databaseUrl });
    await beginEraIfMoved(client);
    return applied;
  } finally {
    await client.end();
  }
}

/** The newest event is of a transaction that this cluster has not reached: the desk was restored from a dump of another. */
async function beginEraIfMoved(client: pg.Client): Promise<void> {
  await client.query(`
    update feed_era set era = era + 1
    where (select (era, tx) >= (current_era(), pg_current_xact_id()) from events order by era desc, tx desc, id desc limit 1)`);
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding",
  );
  if (rows[0].version < 150_000)
    throw new MigrationError("This PostgreSQL is too old: Listek needs version 15 or newer.");
  if (rows[0].encoding !== "UTF8")
    throw new MigrationError(`The database is encoded as ${rows[0].encoding}: create it with ENCODING 'UTF8'.`);
}

async function applyPending(client: pg.Client): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const { rows } = await client.query<{ name: string; sha256: string }>("select name, sha256 from migrations");
  const known = new Map(rows.map((row) => [row.name, row.sha256]));
  const newest = [...known.keys()].sort().at(-1);
  if (newest && !names.includes(newest))
    throw new MigrationError(
      `The database was made by a newer Listek (${newest}): update Listek, never the database back.`,
    );
  const applied: string[] = [];
  for (const name of names) {
    const text = await readFile(new URL(name, folder), "utf8");
    // Git may check the file out with other line ends.
    const sha256 = createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
    const before = known.get(name);
    if (before === sha256) continue;
    if (before)
      throw new MigrationError(`${name} was changed after it had been applied here: migrations go forward only.`);
    await applyOne(client, name, text, sha256);
    applied.push(name);
  }
  return applied;
}

async function applyOne(client: pg.Client, name: string, text: string, sha256: string): Promise<void> {
  await client.query("begin");
  try {
    await client.query(text);
    await client.query("insert into migrations (name, sha256) values ($1, $2)", [name, sha256]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new MigrationError(`${name}: ${(error as Error).message}`, { cause: error });
  }
}
