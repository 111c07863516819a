// The only writer of tickets, their tags, and which messages and conversations belong to them.
import { sql } from "kysely";
import { type Level, levels, type Priority, priorities, type StateCategory } from "../../../shared/tickets/schema.ts";
import type { Trx } from "../../platform/db.ts";

export const priorityNumber = (priority: Priority): number => priorities.indexOf(priority) + 1;
export const levelNumber = (level: Level): number => levels.indexOf(level) + 1;
export const priorityName = (value: number): Priority => priorities[value - 1] ?? "normal";
export const levelName = (value: number): Level => levels[value - 1] ?? "medium";

export interface NewTicket {
  subject: string;
  type: string;
  /** By key; null: the first one that is new. */
  state: string | null;
  priority: Priority;
  impact: Level;
  urgency: Level;
  /** By id, else by the first of these addresses that is a queue's, else the first queue there is. */
  queueId: string | null;
  queueAddresses: string[];
  assigneeId: string | null;
  requesterId: string;
  organizationId: string | null;
  channel: string;
  language: string | null;
  conversationId: string;
  fields: Record<string, unknown>;
  at: Date;
  numberFormat: string;
  timeZone: string;
  /** With `id` it is put into the ticket: as number 1, or without one when it was written by a machine. */
  firstMessage: { id?: string; at: Date; kind: string; preview: string; numbered: boolean };
}

export interface InsertedTicket {
  id: string;
  number: string;
  state: string;
  category: StateCategory;
  queue: string;
}

export async function insertTicket(trx: Trx, input: NewTicket): Promise<InsertedTicket> {
  const { firstMessage: first } = input;
  const { rows } = await sql<InsertedTicket>`
    with state as (
      select s.id, s.key, s.category from states s join workflows w on w.id = s.workflow_id where w.key = 'default' and case when ${input.state}::text is null then s.category = 'new' else s.key = ${input.state} end
      order by s.position limit 1
    ), queue as (
      select q.id, q.name from queues q
      where ${input.queueId}::bigint is null or q.id = ${input.queueId}::bigint
      order by q.id in (select a.queue_id from queue_addresses a where a.address = any (${input.queueAddresses}::text[])) desc, q.id limit 1
    ), ticket as (
      insert into tickets (number, subject, type, state_id, category, priority, impact, urgency, queue_id, assignee_id, requester_id,
        organization_id, channel, language, conversation_id, fields, created_at, updated_at, message_count, last_message_at,
        last_message_kind, last_message_preview, unanswered)
      select next_ticket_number(${input.numberFormat}, ${input.timeZone}), ${input.subject}, ${input.type}, state.id, state.category,
        ${priorityNumber(input.priority)}, ${levelNumber(input.impact)}, ${levelNumber(input.urgency)}, queue.id, ${input.assigneeId},
        ${input.requesterId}, ${input.organizationId}, ${input.channel}, ${input.language}, ${input.conversationId},
        ${JSON.stringify(input.fields)}::jsonb, ${input.at}, ${input.at}, ${first.numbered ? 1 : 0}, ${first.at}, ${first.kind},
        ${first.preview}, ${first.kind === "inbound"}
      from state, queue returning id, number
    ), link as (
      insert into ticket_conversations (ticket_id, conversation_id) select id, ${input.conversationId} from ticket
    ), place as (
      insert into ticket_messages (ticket_id, message_id, number) select id, ${first.id ?? null}::bigint, ${first.numbered ? 1 : null}::int from ticket
      where ${first.id ?? null}::bigint is not null
    )
    select ticket.id::text as id, ticket.number, state.key as state, state.category, queue.name as queue from ticket, state, queue`.execute(
    trx,
  );
  if (!rows[0]) throw new Error("a ticket needs a queue and a state");
  return rows[0];
}

export async function insertTicketMessage(
  trx: Trx,
  ticketId: string,
  messageId: string,
  number: number | null,
): Promise<void> {
  await trx.insertInto("ticket_messages").values({ ticket_id: ticketId, message_id: messageId, number }).execute();
}

export async function insertTicketConversation(trx: Trx, ticketId: string, conversationId: string): Promise<void> {
  await trx
    .insertInto("ticket_conversations")
    .values({ ticket_id: ticketId, conversation_id: conversationId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function insertTicketLink(
  trx: Trx,
  fromId: string,
  toId: string,
  kind: "related" | "mentions",
): Promise<void> {
  await trx
    .insertInto("ticket_links")
    .values({ from_id: fromId, to_id: toId, kind })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** From both sides; false if there was none. */
export async function deleteTicketLink(trx: Trx, oneId: string, otherId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from ticket_links
    where (from_id, to_id) in ((${oneId}, ${otherId}), (${otherId}, ${oneId}))`.execute(trx);
  return Number(numAffectedRows) > 0;
}

/**
 * Counts one more message and says what number it has: 1, 2, 3 …; those of messages that were moved away are not given
 * again. Locks the ticket.
 */
export async function countMessage(
  trx: Trx,
  ticketId: string,
  message: { at: Date; kind: string; preview: string; unanswered: boolean | null },
): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    update tickets set message_count = message_count + 1, last_message_at = ${message.at}, last_message_kind = ${message.kind},
      last_message_preview = ${message.preview}, updated_at = greatest(updated_at, ${message.at}),
      unanswered = coalesce(${message.unanswered}::boolean, unanswered)
    where id = ${ticketId} returning message_count + number_gaps as number`.execute(trx);
  if (!rows[0]) throw new Error(`ticket ${ticketId} is gone`);
  return rows[0].number;
}

export interface TicketSet {
  subject?: string;
  type?: string;
  state_id?: string;
  category?: StateCategory;
  priority?: number;
  impact?: number;
  urgency?: number;
  queue_id?: string;
  assignee_id?: string | null;
  organization_id?: string | null;
  due_at?: Date | null;
  fields?: string;
  solved_at?: Date | null;
  closed_at?: Date | null;
  unanswered?: boolean;
  merged_into_id?: string | null;
  /** "infinity": until the customer writes. */
  snoozed_until?: Date | "infinity" | null;
  snoozed_by?: string | null;
}

export async function updateTicketRow(trx: Trx, id: string, at: Date, set: TicketSet): Promise<void> {
  await trx
    .updateTable("tickets")
    .set({ ...set, updated_at: sql`greatest(updated_at, ${at})` })
    .where("id", "=", id)
    .execute();
}

/** The ticket's tags become exactly these. */
export async function setTags(trx: Trx, ticketId: string, names: readonly string[]): Promise<void> {
  await trx.deleteFrom("ticket_tags").where("ticket_id", "=", ticketId).execute();
  if (names.length === 0) return;
  const sorted = [...new Set(names)].sort();
  await trx
    .insertInto("tags")
    .values(sorted.map((name) => ({ name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await sql`insert into ticket_tags (ticket_id, tag_id) select ${ticketId}, id from tags where name = any (${sorted}::text[])`.execute(
    trx,
  );
}
