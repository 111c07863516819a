// Has the customer written anew instead of answering (F30)? What looks like it is offered for joining, never joined by itself.
import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { probablySame, sameFrom } from "../../../shared/tickets/likeness.ts";
import type { Duplicate } from "../../../shared/tickets/schema.ts";
import type { Db } from "../../platform/db.ts";
import { ticketsVisibleTo } from "../conversations/index.ts";
import { visibleTicket } from "./visible-ticket.ts";

interface Candidate extends Duplicate {
  text: string;
}

const days = 14;
const looksAt = 20;

/** The likeliest first, at most three: of the same requester, older, open or solved within two weeks. */
export async function duplicatesOf(db: Db, actor: Actor, number: string): Promise<Duplicate[]> {
  const { id, category } = await visibleTicket(db, actor, number);
  if (category !== "new" && category !== "open") return [];
  const firstWords = sql`coalesce((select left(m.text, 800) from ticket_messages tm join messages m on m.id = tm.message_id
    where tm.ticket_id = t.id and m.kind = 'inbound' order by tm.message_id limit 1), '')`;
  const { rows } = await sql<Candidate & { self: boolean }>`
    with own as (select id, requester_id, created_at from tickets where id = ${id} and created_at > now() - ${days} * interval '1 day')
    select t.id = own.id as self, t.number, t.subject, (select s.key from states s where s.id = t.state_id) as state, ${firstWords} as text
    from own cross join lateral (
      select * from tickets t where t.requester_id = own.requester_id and t.created_at <= own.created_at and t.merged_into_id is null
        and (t.active or t.solved_at > now() - ${days} * interval '1 day') and ${ticketsVisibleTo(actor)}
      order by t.updated_at desc, t.id desc limit ${looksAt}) t`.execute(db);
  const own = rows.find(({ self }) => self);
  if (!own) return [];
  return rows
    .filter(({ self }) => !self)
    .map((row) => ({ row, same: probablySame(own, row) }))
    .filter(({ same }) => same >= sameFrom)
    .sort((a, b) => b.same - a.same)
    .slice(0, 3)
    .map(({ row: { number, subject, state } }) => ({ number, subject, state }));
}
