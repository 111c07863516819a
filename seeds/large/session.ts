// One connection for all of the seed: its SQL and its COPY stand in the same transaction, so a seed that is killed
// leaves the desk as empty as it was.
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Db } from "../../server/platform/db.ts";
import { type Batch, copyStatement, type Table, tables } from "./tables.ts";

export interface Session {
  db: Db;
  /** These tables were made empty by the transaction itself: their rows are written as old ones from the beginning. */
  freeze(tables: ReadonlySet<string>): void;
  /** Within the transaction that `db` has open. */
  copy(batch: Batch): Promise<void>;
  close(): Promise<void>;
}

export async function openSession(databaseUrl: string): Promise<Session> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "listek seed" });
  await client.connect();
  const pool = { connect: async () => Object.assign(client, { release: () => {} }), end: () => client.end() };
  let frozen: ReadonlySet<string> = new Set();
  return {
    freeze(tables) {
      frozen = tables;
    },
    db: new Kysely({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) }),
    async copy(batch) {
      for (const table of Object.keys(tables) as Table[]) {
        const rows = batch[table];
        if (rows) await copyRows(client, copyStatement(table, frozen.has(table)), rows);
      }
    },
    close: () => client.end(),
  };
}

function copyRows(client: pg.Client, statement: string, rows: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = client.query(copyFrom(statement));
    stream.on("error", reject);
    stream.on("finish", resolve);
    stream.end(Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength));
  });
}
