import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { doings, type Presence } from "../../../shared/presence/schema.ts";
import { type Teams, teamsOfTicket, ticketsVisibleTo } from "../../core/conversations/index.ts";
import type { Db } from "../../platform/db.ts";
import { goneAfter } from "./store.ts";

/** Of the ticket `t`: each person once, with what he does most. */
const people = sql<Presence["people"]>`coalesce((
  select json_agg(json_build_object('id', x.person_id::text, 'name', x.name, 'doing', (${[...doings]}::text[])[x.strongest]) order by x.strongest desc, x.name)
  from (select p.person_id, who.name, max(array_position(${[...doings]}::text[], p.doing)) as strongest
    from presence p join people who on who.id = p.person_id
    where p.ticket_id = t.id and p.seen_at > now() - ${goneAfter} group by p.person_id, who.name) x), '[]')`;

/** null: there is no such ticket that the actor may see. */
export async function getPresence(db: Db, actor: Actor, number: string): Promise<Presence | null> {
  const { rows } = await sql<Presence>`
    select t.number as ticket, ${people} as people from tickets t where t.number = ${number} and ${ticketsVisibleTo(actor)}`.execute(
    db,
  );
  return rows[0] ?? null;
}

export interface TicketPresence extends Presence {
  id: string;
  teams: Teams;
}

/** Every ticket that somebody has open, and of these, whether somebody has or not. */
export async function listPresence(db: Db, also: string[]): Promise<TicketPresence[]> {
  const { rows } = await sql<TicketPresence>`
    select t.id::text as id, t.number as ticket, ${people} as people, ${teamsOfTicket} as teams from tickets t
    where t.id = any (${also}::bigint[]) or t.id in (select ticket_id from presence where seen_at > now() - ${goneAfter})`.execute(
    db,
  );
  return rows;
}
