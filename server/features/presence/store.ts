// The only writer of presence: who has which ticket open, by browser tab. The table is not logged: a crash forgets it.
import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Doing } from "../../../shared/presence/schema.ts";
import { ticketsVisibleTo } from "../../core/conversations/index.ts";
import type { Db } from "../../platform/db.ts";

/** Whoever has said nothing for so long is gone. */
export const goneAfter = sql`interval '10 seconds'`;
const tabsAtMost = 30;

/**
 * One statement: a sign comes every four seconds from every open ticket. A tab shows one ticket: it leaves the one before.
 * null: there is no such ticket for him; else whether anybody sees a difference.
 */
export async function signPresence(
  db: Db,
  actor: Actor,
  number: string,
  sign: { tab: string; doing: Doing },
): Promise<{ changed: boolean } | null> {
  const { rows } = await sql<{ changed: boolean }>`
    with ticket as (
      select t.id from tickets t where t.number = ${number} and ${ticketsVisibleTo(actor)}
    ), before as (
      select p.doing from presence p join ticket on ticket.id = p.ticket_id
      where p.person_id = ${actor.personId} and p.tab = ${sign.tab} and p.seen_at > now() - ${goneAfter}
    ), elsewhere as (
      delete from presence p using ticket
      where p.person_id = ${actor.personId} and p.tab = ${sign.tab} and p.ticket_id <> ticket.id returning p.tab
    ), signed as (
      insert into presence (ticket_id, person_id, tab, doing)
      select ticket.id, ${actor.personId}, ${sign.tab}, ${sign.doing} from ticket
      where (select count(*) from presence p where p.person_id = ${actor.personId} and p.tab <> ${sign.tab}
        and p.seen_at > now() - ${goneAfter}) < ${tabsAtMost}
      on conflict (ticket_id, person_id, tab) do update set doing = excluded.doing, seen_at = now()
    )
    select coalesce((select doing from before), '') <> ${sign.doing} or exists (select from elsewhere) as changed from ticket`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Says whether he had been there. */
export async function leavePresence(db: Db, personId: string, number: string, tab: string): Promise<boolean> {
  const { rows } = await sql`
    delete from presence p using tickets t
    where t.number = ${number} and p.ticket_id = t.id and p.person_id = ${personId} and p.tab = ${tab} returning p.tab`.execute(
    db,
  );
  return rows.length > 0;
}

export async function forgetOldPresence(db: Db): Promise<void> {
  await sql`delete from presence where seen_at < now() - interval '1 minute'`.execute(db);
}
