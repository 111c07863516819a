// A place among the automatic mails of an hour to one address, taken before the mail leaves so that several at once count
// each other.
import { sql } from "kysely";
import type { Db, Trx } from "../../platform/db.ts";

/** The place's id; null when the hour is full. */
export async function claimAutomaticMail(
  trx: Trx,
  addressKey: string,
  purpose: string,
  perHour: number,
): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(4714, hashtext(${addressKey}))`.execute(trx);
  const { rows } = await sql<{ id: string }>`
    insert into automatic_mails (address_key, purpose)
    select ${addressKey}, ${purpose} where (
      select count(*) from automatic_mails
      where address_key = ${addressKey} and purpose = ${purpose} and at > now() - interval '1 hour') < ${perHour}
    returning id`.execute(trx);
  return rows[0]?.id ?? null;
}

/** It did not leave: another try takes a place of its own. */
export async function releaseAutomaticMail(db: Db, id: string): Promise<void> {
  await db.deleteFrom("automatic_mails").where("id", "=", id).execute();
}
