// The only writer of push_subscriptions.
import { sql } from "kysely";
import type { SavePushSubscription } from "../../../../../shared/notifications/schema.ts";
import type { Db, Trx } from "../../../../platform/db.ts";

const atMost = 20;

/** A browser that somebody else signs in with now is his; of many browsers the newest stay. */
export async function saveSubscription(
  trx: Trx,
  personId: string,
  { endpoint, keys }: SavePushSubscription,
  userAgent: string | null,
): Promise<string> {
  const row = { person_id: personId, endpoint, p256dh: keys.p256dh, auth: keys.auth, user_agent: userAgent };
  const { id } = await trx
    .insertInto("push_subscriptions")
    .values(row)
    .onConflict((conflict) => conflict.column("endpoint").doUpdateSet(row))
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`delete from push_subscriptions where person_id = ${personId} and id not in (
    select id from push_subscriptions where person_id = ${personId} order by id = ${id} desc, id desc limit ${atMost})`.execute(
    trx,
  );
  return id;
}

/** Returns whether it was there. */
export async function removeSubscription(db: Db | Trx, personId: string, id: string): Promise<boolean> {
  const done = await db
    .deleteFrom("push_subscriptions")
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}
