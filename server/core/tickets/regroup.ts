// Which messages, conversations and other things belong to which ticket, moved by hand. The rows of messages themselves
// never change: only where they stand does.
import { sql } from "kysely";
import type { StateCategory } from "../../../shared/tickets/schema.ts";
import type { Trx } from "../../platform/db.ts";

/** Puts messages at the end of a ticket, in the order of their time; those that stand there already stay as they are. */
export async function placeMessages(trx: Trx, ticketId: string, messageIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ placed: number }>`
    with placed as (
      insert into ticket_messages (ticket_id, message_id, number)
      select t.id, m.id, case when not m.automatic
        then t.message_count + t.number_gaps + row_number() over (partition by m.automatic order by m.at, m.id) end
      from tickets t, messages m
      where t.id = ${ticketId} and m.id = any (${messageIds}::bigint[])
        and not exists (select from ticket_messages x where x.ticket_id = t.id and x.message_id = m.id)
      returning number
    ) select count(number)::int as placed from placed`.execute(trx);
  await sql`insert into ticket_conversations (ticket_id, conversation_id)
    select distinct ${ticketId}::bigint, conversation_id from messages where id = any (${messageIds}::bigint[])
    on conflict do nothing`.execute(trx);
  return rows[0]?.placed ?? 0;
}

/** Takes messages out of a ticket, and with the last one of a conversation that too: what is written there goes elsewhere. */
export async function removeMessages(trx: Trx, ticketId: string, messageIds: readonly string[]): Promise<void> {
  await sql`delete from ticket_messages where ticket_id = ${ticketId} and message_id = any (${messageIds}::bigint[])`.execute(
    trx,
  );
  await sql`delete from ticket_conversations tc using tickets t
    where tc.ticket_id = ${ticketId} and t.id = tc.ticket_id and (t.conversation_id <> tc.conversation_id or t.merged_into_id is not null)
      and not exists (select from ticket_messages tm join messages m on m.id = tm.message_id
        where tm.ticket_id = tc.ticket_id and m.conversation_id = tc.conversation_id)`.execute(trx);
}

/** What is answered in a conversation of the one lands in the other. */
export async function shareConversations(trx: Trx, fromId: string, toId: string): Promise<void> {
  await sql`insert into ticket_conversations (ticket_id, conversation_id)
    select ${toId}, conversation_id from ticket_conversations where ticket_id = ${fromId} on conflict do nothing`.execute(
    trx,
  );
}

/** Every message that stands in a ticket has its conversation there. */
export async function keepConversations(trx: Trx, ticketIds: readonly string[]): Promise<void> {
  await sql`insert into ticket_conversations (ticket_id, conversation_id)
    select distinct tm.ticket_id, m.conversation_id from ticket_messages tm join messages m on m.id = tm.message_id
    where tm.ticket_id = any (${ticketIds}::bigint[]) on conflict do nothing`.execute(trx);
}

export interface LastWord {
  /** The customer spoke last, by what stands in it now. */
  customer: boolean;
  messageId: string | null;
}

/**
 * Counters and preview as its messages are now. Numbers that were given stay given: the highest ever was
 * message_count + number_gaps, and what was placed since counts from there.
 */
export async function recount(trx: Trx, ticketId: string): Promise<LastWord> {
  const { rows } = await sql<LastWord>`
    with here as (
      select tm.number, m.id, m.at, m.kind, m.text from ticket_messages tm join messages m on m.id = tm.message_id
      where tm.ticket_id = ${ticketId} and tm.number is not null
    ), counted as (
      select count(*)::int as count, coalesce(max(number), 0) as highest from here
    ), newest as (
      select * from here order by at desc, id desc limit 1
    ), said as (
      select id, kind from here where kind <> 'note' order by at desc, id desc limit 1
    ), done as (
      update tickets t set message_count = c.count,
        number_gaps = greatest(t.message_count + t.number_gaps, c.highest) - c.count,
        last_message_at = n.at, last_message_kind = n.kind,
        last_message_preview = left(btrim(regexp_replace(left(n.text, 1000), '\\s+', ' ', 'g')), 160)
      from counted c left join newest n on true where t.id = ${ticketId}
    )
    select coalesce(said.kind = 'inbound', false) as customer, said.id::text as "messageId"
    from counted left join said on true`.execute(trx);
  return rows[0] ?? { customer: false, messageId: null };
}

/** Rows of other tables that follow a ticket into another one; what that one has already stays behind. */
export async function handOver(trx: Trx, fromId: string, toId: string): Promise<void> {
  for (const [table, other] of [
    ["ticket_tags", "tag_id"],
    ["ticket_followers", "person_id"],
  ] as const) {
    await sql`update ${sql.table(table)} x set ticket_id = ${toId} where x.ticket_id = ${fromId}
      and not exists (select from ${sql.table(table)} y where y.ticket_id = ${toId} and y.${sql.ref(other)} = x.${sql.ref(other)})`.execute(
      trx,
    );
  }
  await sql`insert into ticket_links (from_id, to_id, kind)
    select case from_id when ${fromId}::bigint then ${toId}::bigint else from_id end,
      case to_id when ${fromId}::bigint then ${toId}::bigint else to_id end, kind
    from ticket_links where (from_id = ${fromId} and to_id <> ${toId}) or (to_id = ${fromId} and from_id <> ${toId})
    on conflict do nothing`.execute(trx);
  // Who was merged into the one leads to the other: no chains.
  await sql`update tickets set merged_into_id = ${toId} where merged_into_id = ${fromId}`.execute(trx);
}

export async function ticketsMergedInto(trx: Trx, ticketId: string): Promise<string[]> {
  const rows = await trx.selectFrom("tickets").select("id").where("merged_into_id", "=", ticketId).execute();
  return rows.map(({ id }) => id);
}

export async function messagesOfTicket(trx: Trx, ticketId: string): Promise<string[]> {
  const rows = await trx.selectFrom("ticket_messages").select("message_id").where("ticket_id", "=", ticketId).execute();
  return rows.map((row) => row.message_id);
}

/** No number that stands in them is given again, and lists show that they changed. Answers with the states they are in. */
export async function settleNumbers(trx: Trx, ticketIds: readonly string[], at: Date) {
  const { rows } = await sql<{ id: string; state: string; category: StateCategory }>`
    update tickets t set updated_at = greatest(t.updated_at, ${at}), number_gaps = greatest(t.number_gaps,
      coalesce((select max(number) from ticket_messages tm where tm.ticket_id = t.id), 0) - t.message_count)
    from states s where s.id = t.state_id and t.id = any (${ticketIds}::bigint[])
    returning t.id::text as id, s.key as state, s.category`.execute(trx);
  return rows;
}
