// A customer's message lands: in the ticket of its conversation, or in a new one. Used by every channel's intake.
import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { afterCustomerWrote } from "../../../shared/tickets/lifecycle.ts";
import type { StateCategory } from "../../../shared/tickets/schema.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { addMessage, type NewMessage, setUnanswered } from "../conversations/index.ts";
import { customerWrote } from "./customer-wrote.ts";
import { conversationOpened, type OpenedTicket, type OpenTicket, openTicket } from "./open-ticket.ts";
import { previewOf } from "./preview.ts";
import { stateChange } from "./set-state.ts";
import { countMessage, insertTicketLink, insertTicketMessage, updateTicketRow } from "./store.ts";
import { isSupplierTalk, receiveAnswer } from "./supplier/receive-answer.ts";
import { sleeping, stateKey, type TicketRow } from "./visible-ticket.ts";
import { firstStateOf } from "./workflow.ts";

export interface ReceiveMessage extends Omit<OpenTicket, "conversationId"> {
  conversationId: string;
  /** It says thanks and nothing else (F28). */
  thanks: boolean;
  /** It was written by a machine: it opens nothing and wakes nobody. */
  automatic: boolean;
  /** Of a conversation made by the same transaction: the queue in which it waits without a ticket. */
  waitsIn: string | null;
  /** The ticket that its subject names, if its writer may. */
  named?: string | null;
}

export interface Received {
  ticketId: string | null;
  number: string | null;
  messageId: string;
  opened: boolean;
  /** It says thanks and nothing else, and the ticket stayed solved or closed. */
  onlyThanks?: boolean;
  why: string;
}

/** The conversation's tickets decide: one that is not closed goes on; if all are closed, a linked new one opens. */
export async function receiveMessage(trx: Trx, actor: Actor, input: ReceiveMessage): Promise<Received> {
  const fresh = input.opens === "conversation and ticket";
  const current = fresh ? null : await currentTicket(trx, input);
  if (!current) {
    if (input.automatic || (fresh ? input.waitsIn : await waitsWithoutTicket(trx, input.conversationId)))
      return keepWithoutTicket(trx, actor, input, fresh);
    return opened(await openTicket(trx, actor, input), "a new request");
  }
  if (await isSupplierTalk(trx, input.conversationId)) {
    const message = { ...input.message, conversationId: input.conversationId };
    const answer = await receiveAnswer(trx, actor, current, message, input.automatic);
    return { ...answer, ticketId: current.id, number: current.number, opened: false };
  }
  const next = input.automatic ? "stay" : afterCustomerWrote(current.category, input.thanks);
  if (next === "new-ticket") {
    const ticket = await openTicket(trx, actor, input);
    await insertTicketLink(trx, ticket.id, current.id, "related");
    return opened(ticket, `ticket ${current.number} is closed: a new one, linked to it`);
  }
  return continueTicket(trx, actor, current, input, next === "open");
}

const opened = (ticket: OpenedTicket, why: string): Received => ({
  ticketId: ticket.id,
  number: ticket.number,
  messageId: ticket.messageId,
  opened: true,
  why,
});

/** Of several that are not closed the one that is named, or answered to, or else the newest. */
async function currentTicket(trx: Trx, input: ReceiveMessage): Promise<TicketRow | null> {
  const { conversationId, message, named = null } = input;
  const { rows } = await sql<TicketRow>`
    select t.id, t.number, t.state_id, ${stateKey} as state, t.category, t.requester_id, t.organization_id, t.conversation_id, ${sleeping}
    from ticket_conversations tc join tickets t on t.id = tc.ticket_id
    where tc.conversation_id = ${conversationId}
    order by (t.category = 'closed'), (t.id = ${named}) desc nulls last, exists (
      select from messages m join ticket_messages tm on tm.message_id = m.id
      where m.message_id_header = ${message.inReplyTo ?? null} and tm.ticket_id = t.id) desc, t.id desc
    limit 1 for update of t`.execute(trx);
  // Merged while we waited for it: its conversations are the other one's now.
  if (rows[0]?.merged_into_id) return currentTicket(trx, input);
  return rows[0] ?? null;
}

async function keepWithoutTicket(trx: Trx, actor: Actor, input: ReceiveMessage, fresh: boolean): Promise<Received> {
  const { automatic, thanks, conversationId } = input;
  const message: NewMessage = { ...input.message, conversationId };
  if (fresh) await record(trx, conversationOpened(actor, input));
  // Thanks bring nothing back that is finished.
  const { id } = await addMessage(trx, actor, { ...message, place: null, freshConversation: fresh || thanks });
  if (!automatic && !thanks) await setUnanswered(trx, conversationId, true);
  return {
    ticketId: null,
    number: null,
    messageId: id,
    opened: false,
    why: automatic
      ? "written by a machine: kept, no ticket opened"
      : "its queue opens no tickets by itself: kept as a conversation",
  };
}

/** It came to a queue that leaves it to people to make tickets. */
async function waitsWithoutTicket(trx: Trx, conversationId: string): Promise<boolean> {
  const found = await trx
    .selectFrom("conversations")
    .innerJoin("queues", "queues.id", "conversations.queue_id")
    .select("queues.id")
    .where("conversations.id", "=", conversationId)
    .where("queues.opens_tickets", "=", false)
    .executeTakeFirst();
  return found !== undefined;
}

async function continueTicket(
  trx: Trx,
  actor: Actor,
  ticket: TicketRow,
  input: ReceiveMessage,
  reopen: boolean,
): Promise<Received> {
  const { message, automatic, thanks } = input;
  const quiet = automatic || (thanks && !reopen);
  const number = automatic
    ? null
    : await countMessage(trx, ticket.id, {
        at: message.at,
        kind: message.kind,
        preview: previewOf(message.text),
        unanswered: quiet ? null : true,
      });
  const place = { ticketId: ticket.id, number, organizationId: ticket.organization_id };
  const { id } = await addMessage(trx, actor, { ...message, conversationId: input.conversationId, place });
  await insertTicketMessage(trx, ticket.id, id, number);
  if (!automatic) await customerWrote(trx, actor, ticket, message.at);
  if (reopen) await goBackToWork(trx, actor, ticket, message.at);
  return {
    ticketId: ticket.id,
    number: ticket.number,
    messageId: id,
    opened: false,
    onlyThanks: quiet && !automatic && !isWorkedOn(ticket.category),
    why: reasonFor(ticket, automatic, quiet, reopen),
  };
}

function reasonFor(ticket: TicketRow, automatic: boolean, quiet: boolean, reopen: boolean): string {
  if (automatic) return `attached to ticket ${ticket.number}: written by a machine`;
  if (reopen) return `ticket ${ticket.number} goes back to work`;
  return quiet && !isWorkedOn(ticket.category)
    ? `ticket ${ticket.number} stays ${ticket.state}: he says thanks`
    : `continues ticket ${ticket.number}`;
}

const isWorkedOn = (category: StateCategory): boolean =>
  category === "new" || category === "open" || category === "waiting";

async function goBackToWork(trx: Trx, actor: Actor, ticket: TicketRow, at: Date): Promise<void> {
  const { set, event } = stateChange(actor, ticket, await firstStateOf(trx, "open"), at, "the customer wrote");
  await updateTicketRow(trx, ticket.id, at, set);
  await record(trx, event);
}
