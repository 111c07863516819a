// What was to be sent later, when the customer writes first: it does not leave, and is a draft of its author again.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { systemActor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { putBackDraft } from "./drafts/store.ts";
import { insertUpload } from "./store.ts";

interface CalledBack {
  id: string;
  message_id: string;
  conversation_id: string;
  author_id: string | null;
  text: string;
  to_addresses: string[];
  cc_addresses: string[];
}

const why = "the customer wrote first";

export async function callBackScheduled(trx: Trx, ticketId: string): Promise<void> {
  const { rows } = await sql<CalledBack>`
    update deliveries d set state = 'cancelled', reason = ${why} from messages m
    where d.scheduled and d.state in ('queued', 'waiting') and m.id = d.message_id
      and exists (select from ticket_messages tm where tm.ticket_id = ${ticketId} and tm.message_id = m.id)
    returning d.id, d.message_id, m.conversation_id, m.author_id, m.text, m.to_addresses, m.cc_addresses`.execute(trx);
  for (const { id, message_id: messageId, conversation_id: conversationId, ...message } of rows) {
    const about = { ticketId, messageId, conversationId };
    await record(trx, { kind: "message.cancelled", actor: systemActor, about, data: { delivery: id, why } });
    if (message.author_id === null) continue;
    await putBackDraft(trx, { ticketId }, message.author_id, {
      kind: "reply",
      body: message.text,
      to: message.to_addresses,
      cc: message.cc_addresses,
      uploads: await filesAsUploads(trx, messageId, message.author_id),
      since: null,
    });
  }
}

/** Its files are the author's again, to be sent with the next try. */
async function filesAsUploads(trx: Trx, messageId: string, authorId: string): Promise<string[]> {
  const files = await trx
    .selectFrom("message_attachments")
    .select(["file", "name", "type", "size"])
    .where("message_id", "=", messageId)
    .orderBy("position")
    .execute();
  const ids: string[] = [];
  for (const file of files) {
    const id = randomUUID();
    await insertUpload(trx, { ...file, id, owner: `person ${authorId}`, size: Number(file.size) });
    ids.push(id);
  }
  return ids;
}
