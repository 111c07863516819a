// An agent's mail becomes his answer in a ticket. That it is his is settled by who calls.
import type { Actor } from "../../../shared/identity/permissions.ts";
import { can } from "../../../shared/identity/permissions.ts";
import { canReply } from "../../../shared/tickets/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { composeReply, type MessageAttachment } from "../conversations/index.ts";
import { visibleTicketById } from "./visible-ticket.ts";
import { type WriteMessage, writeMessage } from "./write-message.ts";

export interface AnswerByMail {
  body: string;
  attachments: MessageAttachment[];
  address: string;
  undoSeconds: number;
  /** Who has it from the agent himself already, in lower case, and so gets no second copy. */
  writtenTo: string[];
  mail: NonNullable<WriteMessage["mail"]>;
}

/** null when he may not answer there. When everybody has it already it is kept as a note. */
export async function answerByMail(
  trx: Trx,
  actor: Actor,
  ticketId: string,
  { body, attachments, address, undoSeconds, writtenTo, mail }: AnswerByMail,
): Promise<{ messageId: string; number: string } | null> {
  const ticket = await visibleTicketById(trx, actor, ticketId);
  if (!ticket || !can(actor, "tickets.work")) return null;
  if (
    !canReply(actor, {
      requesterId: ticket.requester_id,
      category: ticket.category,
      merged: ticket.merged_into_id !== null,
    })
  )
    return null;
  const talk = { conversationId: ticket.conversation_id, requesterId: ticket.requester_id };
  const head = await composeReply(trx, talk, {}, address);
  const left = (addresses: string[]) => addresses.filter((each) => !writtenTo.includes(each.toLowerCase()));
  const [to, cc] = [left(head.to), left(head.cc)];
  const input =
    to.length + cc.length
      ? { kind: "reply" as const, body, to: to.length ? to : cc, cc: to.length ? cc : [] }
      : { kind: "note" as const, body };
  const messageId = await writeMessage(trx, actor, ticket.number, { input, attachments, address, undoSeconds, mail });
  return { messageId, number: ticket.number };
}
