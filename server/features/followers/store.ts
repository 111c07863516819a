// The only writer of ticket_followers.
import { sql } from "kysely";
import type { Db, Trx } from "../../platform/db.ts";

/** Whoever follows already goes on. */
export async function follow(db: Db | Trx, ticketId: string, personIds: readonly string[]): Promise<void> {
  await sql`insert into ticket_followers (ticket_id, person_id) select ${ticketId}, unnest(${personIds}::bigint[])
    on conflict do nothing`.execute(db);
}

/** false: he did not follow it. */
export async function unfollow(db: Db | Trx, ticketId: string, personId: string): Promise<boolean> {
  const done = await db
    .deleteFrom("ticket_followers")
    .where("ticket_id", "=", ticketId)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}
