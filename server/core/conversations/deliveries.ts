// A message's way out, as people steer it: call it back, try it again, look at what waits.
import { sql } from "kysely";
import type { Delivery, DeliveryState, OutboxItem } from "../../../shared/conversations/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { type Db, ringAfterCommit, type Trx } from "../../platform/db.ts";
import { badRequest } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import { cutPage, type PageOf } from "../../platform/page.ts";
import { nothingToRetry, tooLateToCancel } from "./errors.ts";
import { moveDelivery } from "./store.ts";
import { ticketsVisibleTo } from "./visible.ts";

/** Calls a message back. It stays in the history, marked as called back. Visibility is checked by the caller. */
export async function cancelDelivery(trx: Trx, actor: Actor, messageId: string): Promise<void> {
  const delivery = await moveDelivery(trx, { messageId }, ["queued", "waiting", "retrying"], { state: "cancelled" });
  if (!delivery) throw tooLateToCancel();
  await recordDelivery(trx, actor, "message.cancelled", messageId, delivery.id);
}

export async function retryDelivery(trx: Trx, actor: Actor, messageId: string): Promise<void> {
  const delivery = await moveDelivery(trx, { messageId }, ["failed", "retrying", "waiting"], {
    state: "queued",
    next_attempt_at: new Date(),
    attempts: 0,
  });
  if (!delivery) throw nothingToRetry();
  ringAfterCommit(trx, "deliveries");
  await recordDelivery(trx, actor, "message.retried", messageId, delivery.id);
}

async function recordDelivery(
  trx: Trx,
  actor: Actor,
  kind: "message.cancelled" | "message.retried",
  messageId: string,
  delivery: string,
): Promise<void> {
  await record(trx, { kind, actor, about: await aboutMessage(trx, messageId), data: { delivery } });
}

/** What an event about an existing message is about. */
export async function aboutMessage(trx: Trx, messageId: string) {
  const { rows } = await sql<{ conversation_id: string; ticket_id: string | null }>`
    select m.conversation_id, (select ticket_id from ticket_messages tm where tm.message_id = m.id order by ticket_id limit 1) as ticket_id
    from messages m where m.id = ${messageId}`.execute(trx);
  return { messageId, conversationId: rows[0]?.conversation_id ?? null, ticketId: rows[0]?.ticket_id ?? null };
}

interface DeliveryRow {
  id: string;
  state: string;
  scheduled: boolean;
  to_addresses: string[];
  attempts: number;
  undo_until: Date | string | null;
  next_attempt_at: Date | string | null;
  sent_at: Date | string | null;
  reason: string | null;
}

const instant = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString());
const planned = new Set(["queued", "retrying", "waiting"]);

export const presentDelivery = (row: DeliveryRow): Delivery => ({
  id: String(row.id),
  state: row.state as DeliveryState,
  scheduled: row.scheduled,
  to: row.to_addresses,
  attempts: row.attempts,
  undoUntil: instant(row.undo_until),
  nextAttemptAt: planned.has(row.state) ? instant(row.next_attempt_at) : null,
  sentAt: instant(row.sent_at),
  reason: row.reason,
});

export interface OutboxQuery {
  limit?: number;
  after?: string;
  state?: DeliveryState;
}

interface OutboxRow extends DeliveryRow {
  message_id: string;
  number: string | null;
  subject: string | null;
  author_id: string | null;
  author_name: string;
  created_at: Date;
  automatic: boolean;
}

/** What has to leave and what left, newest first, as far as the reader may see its tickets. */
export async function listOutbox(db: Db, actor: Actor, query: OutboxQuery): Promise<PageOf<OutboxItem>> {
  const limit = query.limit ?? 50;
  if (query.after !== undefined && !/^\d{1,18}$/.test(query.after))
    throw badRequest({ why: "`after` is not a cursor of this list." });
  const { rows } = await sql<OutboxRow>`
    select d.*, t.number, coalesce(m.subject, c.subject) as subject, m.author_id, m.author_name, m.automatic
    from deliveries d join messages m on m.id = d.message_id join conversations c on c.id = m.conversation_id
    left join lateral (select ticket_id from ticket_messages tm where tm.message_id = m.id order by ticket_id limit 1) tm on true
    left join tickets t on t.id = tm.ticket_id
    where (t.id is null or ${ticketsVisibleTo(actor)})
      and (${query.state ?? null}::text is null or d.state = ${query.state ?? null})
      and (${query.after ?? null}::bigint is null or d.id < ${query.after ?? null}::bigint)
    order by d.id desc limit ${limit + 1}`.execute(db);
  const page = cutPage(rows, limit, (row) => row.id);
  return { items: page.items.map(presentOutboxItem), next: page.next };
}

const presentOutboxItem = (row: OutboxRow): OutboxItem => ({
  delivery: presentDelivery(row),
  message: row.message_id,
  ticket: row.number,
  subject: row.subject ?? "",
  author: row.author_id ? { id: row.author_id, name: row.author_name, email: null } : null,
  createdAt: row.created_at.toISOString(),
  automatic: row.automatic,
});
