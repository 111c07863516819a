// Words for what has none: all there was before the search, all that was loaded past the events, or after the words were
// thrown away. Newest first.
import { sql } from "kysely";
import type { Database, Trx } from "../../platform/db.ts";
import { lockCursor } from "../../platform/feed.ts";
import { reader } from "./index-events.ts";
import { indexOrganizations, indexPeople, indexTickets } from "./store.ts";

interface Kind {
  table: string;
  words: string;
  key: string;
  write: (trx: Trx, ids: string[]) => Promise<void>;
}
const kinds: readonly Kind[] = [
  { table: "organizations", words: "organization_words", key: "organization_id", write: indexOrganizations },
  { table: "people", words: "person_words", key: "person_id", write: indexPeople },
  { table: "tickets", words: "ticket_words", key: "ticket_id", write: indexTickets },
];

const looked = 2000;
const written = 200;

/** Writes some; `pause` is waited for before more. */
export async function indexMissing(database: Database, pause: (workedMs: number) => Promise<boolean>): Promise<void> {
  for (const kind of kinds) {
    const { rows } = await sql<{
      last: string | null;
    }>`select max(id)::text as last from ${sql.table(kind.table)}`.execute(database.db);
    for (let last = Number(rows[0]?.last ?? 0); last > 0; last -= looked) {
      const missing = await missingBelow(database, kind, last);
      for (let from = 0; from < missing.length; from += written) {
        const began = performance.now();
        const done = await database.transact(async (trx) => {
          // Alone: else older words could be written over newer ones.
          if (!(await lockCursor(trx, reader))) return false;
          await kind.write(trx, missing.slice(from, from + written));
          return true;
        });
        if (!done) from -= written;
        if (!(await pause(performance.now() - began))) return;
      }
    }
  }
}

async function missingBelow(database: Database, { table, words, key }: Kind, last: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select x.id::text as id from ${sql.table(table)} x
    where x.id <= ${last} and x.id > ${last - looked}
      and not exists (select from ${sql.table(words)} w where ${sql.ref(`w.${key}`)} = x.id)
    order by x.id desc`.execute(database.db);
  return rows.map(({ id }) => id);
}
