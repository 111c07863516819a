// Deliveries as those who carry them out take them: each by one living process at a time.
import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";

export interface ClaimedDelivery {
  id: string;
  message_id: string;
  attempts: number;
  to_addresses: string[];
}

/**
 * Takes what is due on this channel. What another process has taken is left alone for ten seconds though that one seems
 * dead, and for five after the database came up: it may be coming back with what became of it, and would have sent twice.
 * Each claim counts as an attempt.
 */
export async function claimDeliveries(
  db: Db,
  instance: number,
  channel: string,
  limit: number,
  busy: string[],
): Promise<ClaimedDelivery[]> {
  const { rows } = await sql<ClaimedDelivery>`
    with due as (
      select id from deliveries
      where channel = ${channel} and next_attempt_at <= now() and id <> all (${busy}::bigint[])
        and (state in ('queued', 'waiting', 'retrying') or (state = 'sending' and ${abandoned(instance)}))
      order by next_attempt_at, id limit ${limit} for update skip locked
    )
    update deliveries d set state = 'sending', claimed_by = ${instance}, attempts = attempts + 1,
      next_attempt_at = now() + interval '10 seconds'
    from due where d.id = due.id
    returning d.id, d.message_id, d.attempts, d.to_addresses`.execute(db);
  return rows;
}

/** There is no way out: what is due waits, and says why. */
export async function letDeliveriesWait(db: Db, channel: string, reason: string): Promise<void> {
  await sql`update deliveries set state = 'waiting', reason = ${reason}
    where channel = ${channel} and next_attempt_at <= now()
      and (state in ('queued', 'retrying') or (state = 'sending' and ${abandoned(0)}))`.execute(db);
}

/** Taken by nobody, by a process that died, or by this one without its knowing: the answer to its claim was lost. */
const abandoned = (instance: number) => sql<boolean>`(claimed_by is null or claimed_by = ${instance}
  or (not instance_alive(claimed_by) and pg_postmaster_start_time() < now() - interval '5 seconds'))`;
