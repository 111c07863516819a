import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { conversationNotFound } from "./errors.ts";
import { conversationsVisibleTo } from "./visible.ts";

export interface ConversationRow {
  id: string;
  channel: string;
  subject: string;
  address: string | null;
  queue_id: string | null;
  requester_id: string | null;
  /** The requester's. */
  language: string | null;
}

/** A conversation that the actor may see, and nobody else changes it until this transaction ends. */
export async function lockConversation(trx: Trx, actor: Actor, id: string): Promise<ConversationRow> {
  const { rows } = await sql<ConversationRow>`
    select c.id, c.channel, c.subject, c.address, c.queue_id, r.id as requester_id, r.language
    from conversations c left join lateral (
      select p.id, p.language from conversation_participants cp join people p on p.id = cp.person_id
      where cp.conversation_id = c.id and cp.role = 'requester' order by p.id limit 1) r on true
    where c.id = ${id} and ${conversationsVisibleTo(actor)} for update of c`.execute(trx);
  if (!rows[0]) throw conversationNotFound();
  return rows[0];
}
