// What a supplier answers lands in the ticket as a note: the agents are told, the customer is not, and nothing moves.
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { Trx } from "../../../platform/db.ts";
import { addMessage, type NewMessage } from "../../conversations/index.ts";
import { previewOf } from "../preview.ts";
import { countMessage, insertTicketMessage } from "../store.ts";
import type { TicketRow } from "../visible-ticket.ts";

export async function isSupplierTalk(trx: Trx, conversationId: string): Promise<boolean> {
  const found = await trx
    .selectFrom("conversations")
    .select("id")
    .where("id", "=", conversationId)
    .where("purpose", "=", "supplier")
    .executeTakeFirst();
  return found !== undefined;
}

export async function receiveAnswer(
  trx: Trx,
  actor: Actor,
  ticket: TicketRow,
  message: NewMessage,
  automatic: boolean,
): Promise<{ messageId: string; why: string }> {
  const { at, text } = message;
  const number = automatic
    ? null
    : await countMessage(trx, ticket.id, { at, kind: "note", preview: previewOf(text), unanswered: null });
  const place = { ticketId: ticket.id, number, organizationId: ticket.organization_id };
  const { id } = await addMessage(trx, actor, { ...message, kind: "note", place });
  await insertTicketMessage(trx, ticket.id, id, number);
  const why = `a note of ticket ${ticket.number}: it answers what was forwarded to somebody outside`;
  return { messageId: id, why };
}
