// A ticket by its number, if the actor may see it. Fetching is checking access.
import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { canUpdate, type TicketFacts } from "../../../shared/tickets/permissions.ts";
import type { StateCategory } from "../../../shared/tickets/schema.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { ticketsVisibleTo } from "../conversations/index.ts";
import { notYoursToChange, ticketMerged, ticketNotFound } from "./errors.ts";

export interface TicketRow {
  id: string;
  number: string;
  subject: string;
  type: string;
  state_id: string;
  state: string;
  category: StateCategory;
  priority: number;
  impact: number;
  urgency: number;
  queue_id: string;
  assignee_id: string | null;
  requester_id: string;
  organization_id: string | null;
  conversation_id: string;
  fields: Record<string, unknown>;
  due_at: Date | null;
  merged_into_id: string | null;
  snoozed: boolean;
  snoozed_by: string | null;
  /** Something of ours is to be sent later. */
  scheduled: boolean;
}

/** Not by a join: after waiting for a lock PostgreSQL joins the changed row to the old state, and finds no row at all. */
export const stateKey = sql`(select s.key from states s where s.id = t.state_id)`;

/** What the customer's next message has to do with. */
export const sleeping = sql`t.merged_into_id, t.snoozed_until is not null as snoozed, t.snoozed_by,
  exists (select from deliveries d join ticket_messages tm on tm.message_id = d.message_id
    where d.scheduled and d.state in ('queued', 'waiting') and tm.ticket_id = t.id) as scheduled`;

export const ticketColumns = sql`t.id, t.number, t.subject, t.type, t.state_id, ${stateKey} as state, t.category, t.priority, t.impact, t.urgency,
  t.queue_id, t.assignee_id, t.requester_id, t.organization_id, t.conversation_id, t.fields, t.due_at, ${sleeping}`;

/** What the rules of shared/tickets/permissions.ts want to know. */
export const factsOf = (ticket: TicketRow): TicketFacts => ({
  requesterId: ticket.requester_id,
  category: ticket.category,
  merged: ticket.merged_into_id !== null,
});

export async function visibleTicket(db: Db | Trx, actor: Actor, number: string): Promise<TicketRow> {
  const { rows } = await sql<TicketRow>`
    select ${ticketColumns} from tickets t where t.number = ${number} and ${ticketsVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw ticketNotFound();
  return rows[0];
}

export async function visibleTicketById(db: Db | Trx, actor: Actor, id: string): Promise<TicketRow | null> {
  const { rows } = await sql<TicketRow>`
    select ${ticketColumns} from tickets t where t.id = ${id} and ${ticketsVisibleTo(actor)}`.execute(db);
  return rows[0] ?? null;
}

/** The same, and nobody else changes it until this transaction ends. In one that was merged nothing is done any more. */
export async function lockTicket(trx: Trx, actor: Actor, number: string): Promise<TicketRow> {
  const { rows } = await sql<TicketRow>`
    select ${ticketColumns} from tickets t
    where t.number = ${number} and ${ticketsVisibleTo(actor)} for update of t`.execute(trx);
  if (!rows[0]) throw ticketNotFound();
  if (rows[0].merged_into_id !== null) throw ticketMerged({ number });
  return rows[0];
}

/** The same, for who may change it. */
export async function lockToChange(trx: Trx, actor: Actor, number: string): Promise<TicketRow> {
  const ticket = await lockTicket(trx, actor, number);
  if (!canUpdate(actor, factsOf(ticket))) throw notYoursToChange();
  return ticket;
}
