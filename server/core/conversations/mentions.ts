// Colleagues called in a note. The only writer of message_mentions.
import { sql } from "kysely";
import { mentionsIn, readableMentions } from "../../../shared/conversations/mentions.ts";
import type { Trx } from "../../platform/db.ts";
import { type RenderedMessage, renderMessage } from "./render-message.ts";
import type { MessageAttachment } from "./store.ts";

/** A note as it is kept, and whom it calls. */
export function renderNote(
  body: string,
  format: "text" | "markdown" | "html",
  attachments: readonly MessageAttachment[],
): RenderedMessage & { mentions: string[] } {
  if (format !== "markdown") return { ...renderMessage(body, format, attachments), mentions: [] };
  return { ...renderMessage(readableMentions(body), format, attachments), mentions: mentionsIn(body) };
}

/** Of these people, those who work here; returns who they are. */
export async function insertMentions(trx: Trx, messageId: string, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    insert into message_mentions (message_id, person_id)
    select ${messageId}, p.id from people p
    where p.id = any (${personIds}::bigint[]) and p.active and exists (
      select from person_roles pr join roles r on r.id = pr.role_id
      where pr.person_id = p.id and 'tickets.read' = any (r.permissions))
    order by p.id returning person_id::text as person_id`.execute(trx);
  return rows.map((row) => row.person_id);
}
