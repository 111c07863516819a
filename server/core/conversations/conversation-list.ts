import { type RawBuilder, sql } from "kysely";
import type { Conversation, ConversationQuery } from "../../../shared/conversations/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { cutPage, type PageOf, parseTimeCursor, timeCursor } from "../../platform/page.ts";
import { conversationNotFound } from "./errors.ts";
import { conversationsVisibleTo, messagesVisibleTo, ticketsVisibleTo } from "./visible.ts";

type Row = Omit<Conversation, "createdAt" | "lastMessageAt" | "finishedAt"> & {
  created_at: Date;
  last_message_at: Date;
  finished_at: Date | null;
};

const columns = (actor: Actor) => sql`
  c.id::text as id, c.channel, c.subject, c.created_at, c.last_message_at, c.finished_at,
  coalesce((select json_agg(json_build_object('id', p.id::text, 'name', p.name, 'email',
      (select cp.value from contact_points cp where cp.person_id = p.id and cp.kind = 'email' order by cp.id limit 1)) order by cpt.role desc, p.id)
    from conversation_participants cpt join people p on p.id = cpt.person_id where cpt.conversation_id = c.id), '[]') as participants,
  coalesce((select json_agg(json_build_object('number', t.number, 'subject', t.subject, 'state', s.key) order by t.id)
    from ticket_conversations tc join tickets t on t.id = tc.ticket_id join states s on s.id = t.state_id
    where tc.conversation_id = c.id and ${ticketsVisibleTo(actor)}), '[]') as tickets,
  ${unanswered(actor)} as unanswered,
  (select json_build_object('id', q.id::text, 'name', q.name) from queues q where q.id = c.queue_id) as queue,
  (select json_build_object('at', m.at, 'kind', m.kind, 'preview', left(btrim(regexp_replace(left(m.text, 1000), '\\s+', ' ', 'g')), 160))
    from messages m where m.conversation_id = c.id and not m.automatic and ${messagesVisibleTo(actor)} order by m.id desc limit 1) as "lastMessage"`;

/** Without a ticket it keeps that itself, else its tickets do. */
const unanswered = (actor: Actor) => sql`(c.unanswered or exists (
  select from ticket_conversations tc join tickets t on t.id = tc.ticket_id
  where tc.conversation_id = c.id and t.unanswered and ${ticketsVisibleTo(actor)}))`;

const present = ({ created_at, last_message_at, finished_at, lastMessage, ...row }: Row): Conversation => ({
  ...row,
  lastMessage: lastMessage && { ...lastMessage, at: new Date(lastMessage.at).toISOString() },
  createdAt: created_at.toISOString(),
  lastMessageAt: last_message_at.toISOString(),
  finishedAt: finished_at?.toISOString() ?? null,
});

/** Those that moved last first. */
export async function listConversations(db: Db, actor: Actor, query: ConversationQuery): Promise<PageOf<Conversation>> {
  const limit = query.limit ?? 50;
  const after = parseTimeCursor(query.after);
  const { rows } = await sql<Row>`
    select ${columns(actor)} from conversations c
    where ${conversationsVisibleTo(actor)}
      and (${after?.at ?? null}::timestamptz is null or (c.last_message_at, c.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
      and (${query.participant ?? null}::bigint is null or exists (
        select from conversation_participants cp where cp.conversation_id = c.id and cp.person_id = ${query.participant ?? null}))
      and (${query.finished ?? null}::boolean is null or (c.finished_at is not null) = ${query.finished ?? null})
      and (${query.queue ?? null}::bigint is null or c.queue_id = ${query.queue ?? null}::bigint)
      and (${query.ticketless ?? null}::boolean is null
        or ${query.ticketless ?? null} <> exists (select from ticket_conversations tc where tc.conversation_id = c.id))
      and ${unansweredCondition(actor, query)}
    order by c.last_message_at desc, c.id desc limit ${limit + 1}`.execute(db);
  const page = cutPage(rows, limit, (row) => timeCursor(row.last_message_at, row.id));
  return { items: page.items.map(present), next: page.next };
}

/** Of those without a ticket it is in the row, and in the index. */
function unansweredCondition(actor: Actor, { unanswered: wanted, ticketless }: ConversationQuery): RawBuilder<boolean> {
  if (wanted === undefined) return sql<boolean>`true`;
  const is = ticketless ? sql`c.unanswered` : unanswered(actor);
  return wanted ? sql<boolean>`${is}` : sql<boolean>`not ${is}`;
}

export async function getConversation(db: Db | Trx, actor: Actor, id: string): Promise<Conversation> {
  const { rows } =
    await sql<Row>`select ${columns(actor)} from conversations c where c.id = ${id} and ${conversationsVisibleTo(actor)}`.execute(
      db,
    );
  if (!rows[0]) throw conversationNotFound();
  return present(rows[0]);
}
