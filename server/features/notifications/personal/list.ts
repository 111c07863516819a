// What one has been told: only what he may still see, and by which way he wants to be told in the desk.
import { type RawBuilder, sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { Notification, NotificationKind, NotificationPage } from "../../../../shared/notifications/schema.ts";
import { conversationsVisibleTo, ticketsVisibleTo } from "../../../core/conversations/index.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { cutPage, idCursor } from "../../../platform/page.ts";

interface Row {
  id: string;
  kind: NotificationKind;
  number: string | null;
  subject: string | null;
  conversation_id: string | null;
  message_id: string | null;
  message_number: number | null;
  actor_id: string | null;
  actor_name: string;
  preview: string;
  at: Date;
  read_at: Date | null;
}

const from = sql`
  from notifications n left join tickets t on t.id = n.ticket_id left join messages m on m.id = n.message_id
  left join conversations c on c.id = m.conversation_id
  left join ticket_messages tm on tm.ticket_id = n.ticket_id and tm.message_id = n.message_id`;

/** Of a note outside any ticket the conversation decides. */
const visibleTo = (actor: Actor): RawBuilder<boolean> => sql<boolean>`(n.person_id = ${actor.personId}
  and case when n.ticket_id is not null then ${ticketsVisibleTo(actor)} else coalesce(${conversationsVisibleTo(actor)}, false) end)`;

const present = (row: Row): Notification => ({
  id: row.id,
  kind: row.kind,
  ticket: row.number === null ? null : { number: row.number, subject: row.subject ?? "" },
  conversation: row.conversation_id,
  message: row.message_id,
  messageNumber: row.message_number,
  actor: { id: row.actor_id, name: row.actor_name },
  preview: row.preview,
  at: row.at.toISOString(),
  readAt: row.read_at?.toISOString() ?? null,
});

/** Newest first. */
export async function findNotifications(
  db: Db | Trx,
  actor: Actor,
  where: RawBuilder<unknown>,
  limit: number,
): Promise<Notification[]> {
  const { rows } = await sql<Row>`
    select n.id::text as id, n.kind, t.number, t.subject, m.conversation_id::text as conversation_id, n.message_id::text as message_id,
      tm.number as message_number, n.actor_id::text as actor_id, n.actor_name, n.preview, n.at, n.read_at
    ${from} where ${visibleTo(actor)} and ${where} order by n.id desc limit ${limit}`.execute(db);
  return rows.map(present);
}

export async function listNotifications(
  db: Db | Trx,
  actor: Actor,
  kinds: readonly NotificationKind[],
  query: { limit?: number; after?: string; unread?: boolean },
): Promise<NotificationPage> {
  const limit = query.limit ?? 50;
  const after = idCursor(query.after);
  const where = sql`n.kind = any (${kinds}::text[]) and (${after === "0"} or n.id < ${after}::bigint)
    and (not ${query.unread ?? false} or n.read_at is null)`;
  const page = cutPage(await findNotifications(db, actor, where, limit + 1), limit, (each) => each.id);
  return { ...page, unread: await countUnread(db, actor, kinds) };
}

export async function countUnread(db: Db | Trx, actor: Actor, kinds: readonly NotificationKind[]): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::int as unread from (
      select ${from} where ${visibleTo(actor)} and n.read_at is null and n.kind = any (${kinds}::text[]) limit 1000) x`.execute(
    db,
  );
  return rows[0]?.unread ?? 0;
}
