import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Ticket } from "../../../shared/tickets/schema.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { othersIn, ticketsVisibleTo } from "../conversations/index.ts";
import { ticketNotFound } from "./errors.ts";
import { summaryColumns, summaryJoins } from "./list/summary.ts";
import { presentTicket, type TicketDetails } from "./present.ts";

/** One ticket with all that its head shows, in one SQL. */
export async function getTicket(db: Db | Trx, actor: Actor, number: string): Promise<Ticket> {
  const { rows } = await sql<TicketDetails>`
    select ${summaryColumns}, t.impact, t.urgency,
      t.fields - array(select key from fields where removed_at is not null) as fields, t.language,
      t.merged_into_id is not null as merged, (select q.required_trust from queues q where q.id = t.queue_id) as queue_trust,
      (select s.value ->> t.type from settings s where s.key = 'trust') as type_trust,
      (select t.number from (select t.merged_into_id as id) goal join tickets t on t.id = goal.id where ${ticketsVisibleTo(actor)}) as merged_into,
      t.snoozed_until is not null as snoozed, nullif(t.snoozed_until, 'infinity') as snoozed_until,
      (select json_build_object('id', p.id::text, 'name', p.name, 'email', null) from people p where p.id = t.snoozed_by) as snoozed_by,
      array(select tc.conversation_id::text from ticket_conversations tc where tc.ticket_id = t.id order by 1) as conversations,
      array(select n.key from state_transitions x join states n on n.id = x.to_id where x.from_id = t.state_id order by n.position) as next_states,
      (select m.from_address from messages m
        where m.conversation_id = t.conversation_id and m.kind = 'inbound' and not m.automatic and m.author_id = t.requester_id
        order by m.id desc limit 1) as reply_to,
      ${othersIn(sql`t.conversation_id`, sql`t.requester_id`)} as cc,
      (select json_agg(json_build_object('address', c.value, 'why', c.takes_no_mail_why) order by c.id) from contact_points c
        where c.takes_no_mail_since is not null and (c.person_id = t.requester_id or c.person_id in (
          select p.person_id from conversation_participants p where p.conversation_id = t.conversation_id))) as takes_no_mail,
      (select json_build_object('product', mp.product, 'host', mp.host, 'service', mp.service, 'state', mp.state, 'reports', mp.reports,
          'beganAt', mp.began_at, 'lastAt', mp.last_at, 'recoveredAt', mp.recovered_at)
        from monitoring_problems mp where mp.conversation_id = t.conversation_id order by mp.id desc limit 1) as monitoring
    from tickets t ${summaryJoins} where t.number = ${number} and ${ticketsVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw ticketNotFound();
  return presentTicket(actor, rows[0]);
}
