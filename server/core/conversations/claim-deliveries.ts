// Deliveries as those who carry them out take them: each by one living process at a time, and no domain in the way of
// another.
import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";

export interface ClaimedDelivery {
  id: string;
  message_id: string;
  attempts: number;
  /** Who has not got it yet. */
  due: string[];
}

/** For each domain that mail goes to. */
export interface Pace {
  perMinute: number;
  /** At the same time. */
  connections: number;
}

/** A domain that asked for patience gets one at a time, and this part of the usual pace. */
const slowly = 10;

/**
 * Takes what is due on this channel, at the pace that is set for each domain; what waits for one domain does not hold up
 * another's. What another process has taken is left alone for ten seconds though that one seems dead, and for five after the
 * database came up: it may be coming back with what became of it, and would have sent twice. Each claim counts as an attempt.
 */
export async function claimDeliveries(
  db: Db,
  instance: number,
  channel: string,
  limit: number,
  busy: string[],
  pace: Pace,
): Promise<ClaimedDelivery[]> {
  const isDue = sql`channel = ${channel} and next_attempt_at <= now() and id <> all (${busy}::bigint[])
    and (state in ('queued', 'waiting', 'retrying') or (state = 'sending' and ${abandoned(instance)}))`;
  const slowPace = Math.max(1, Math.floor(pace.perMinute / slowly));
  const { rows } = await sql<ClaimedDelivery>`
    with used as (
      select domain, sum(sending)::int as sending, sum(recent)::int as recent from (
        select domain, 1 as sending, 0 as recent from deliveries where state = 'sending'
          and (id = any (${busy}::bigint[]) or (claimed_by <> ${instance} and instance_alive(claimed_by)))
        union all
        select domain, 0, 1 from deliveries where claimed_at > now() - interval '1 minute'
        union all
        select domain, 0, 0 from slow_domains where until > now()
      ) uses where domain is not null group by domain
    ), free as (
      select u.domain, case when s.domain is null then least(${pace.connections}::int - u.sending, ${pace.perMinute}::int - u.recent)
        else least(1 - u.sending, ${slowPace}::int - u.recent) end as places
      from used u left join slow_domains s on s.domain = u.domain and s.until > now()
    ), waiting as (
      select d.id, d.domain, d.next_attempt_at, coalesce(f.places, ${pace.connections}::int) as places
      from deliveries d left join free f on f.domain = d.domain
      where ${isDue} and coalesce(f.places, 1) > 0
      order by d.next_attempt_at, d.id limit ${Math.max(64, limit * 8)}
    ), turns as (
      select id, next_attempt_at, domain, places, row_number() over (partition by domain order by next_attempt_at, id) as turn
      from waiting
    ), due as (
      select id from deliveries
      where id in (select id from turns where domain is null or turn <= places order by next_attempt_at, id limit ${limit}) and ${isDue}
      for update skip locked
    )
    update deliveries d set state = 'sending', claimed_by = ${instance}, claimed_at = now(), attempts = attempts + 1,
      next_attempt_at = now() + interval '10 seconds'
    from due where d.id = due.id
    returning d.id, d.message_id, d.attempts, array(
      select a from unnest(d.to_addresses) with ordinality x (a, n) where a <> all (d.taken_addresses) order by n) as due`.execute(
    db,
  );
  return rows;
}

/** There is no way out: what is due waits, and says why. */
export async function letDeliveriesWait(db: Db, channel: string, reason: string): Promise<void> {
  await sql`update deliveries set state = 'waiting', reason = ${reason}
    where channel = ${channel} and next_attempt_at <= now()
      and (state in ('queued', 'retrying') or (state = 'sending' and ${abandoned(0)}))`.execute(db);
}

/** These have it, while others of the same delivery are still to come. */
export async function noteTaken(db: Db, id: string, recipients: string[]): Promise<void> {
  await sql`update deliveries set taken_addresses = taken_addresses || ${recipients}::text[] where id = ${id}`.execute(
    db,
  );
}

const slowMinutes = 10;

/** Their mail servers asked for patience (421, 451): mail to them goes slowly for a while, mail to others as before. */
export async function slowDown(db: Db, addresses: readonly string[]): Promise<void> {
  const domains = [...new Set(addresses.map(domainOf))].sort();
  await sql`insert into slow_domains (domain, until)
    select domain, now() + make_interval(mins => ${slowMinutes}) from unnest(${domains}::text[]) as d (domain)
    on conflict (domain) do update set until = excluded.until`.execute(db);
}

export async function forgetSlowDomains(db: Db): Promise<void> {
  await sql`delete from slow_domains where until < now()`.execute(db);
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/** Taken by nobody, by a process that died, or by this one without its knowing: the answer to its claim was lost. */
const abandoned = (instance: number) => sql<boolean>`(claimed_by is null or claimed_by = ${instance}
  or (not instance_alive(claimed_by) and pg_postmaster_start_time() < now() - interval '5 seconds'))`;
