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
  /** Of another conversation: the ticket that it speaks of, without any right to write there. A new ticket points to it. */
  relatedTo?: string | null;
  /** A closed ticket goes on for so many days; without it what is closed is over. */
  reopenDays?: number;
}

export interface Received {
  ticketId: string | null;
  number: string | null;
  messageId: string;
  opened: boolean;
  /** It says thanks and nothing else, and the ticket stayed solved or closed. */
  onlyThanks?: boolean;
  why: string;
  /** The same for the reader's own language. */
  code: string;
  values: Record<string, string>;
}

/** The conversation's tickets decide: one that is not closed goes on; if all are closed, a linked new one opens. */
export async function receiveMessage(trx: Trx, actor: Actor, input: ReceiveMessage): Promise<Received> {
  const fresh = input.opens === "conversation and ticket";
  const current = fresh ? null : await currentTicket(trx, input);
  if (!current) {
    if (input.automatic || (fresh ? input.waitsIn : await waitsWithoutTicket(trx, input.conversationId)))
      return keepWithoutTicket(trx, actor, input, fresh);
    const ticket = await openTicket(trx, actor, input);
    if (!input.relatedTo) return opened(ticket, "a new request", "ticket.new");
    await insertTicketLink(trx, ticket.id, input.relatedTo, "related");
    return opened(ticket, "a new request, linked to the ticket that it speaks of", "ticket.newLinked");
  }
  if (await isSupplierTalk(trx, input.conversationId)) {
    const message = { ...input.message, conversationId: input.conversationId };
    const answer = await receiveAnswer(trx, actor, current, message, input.automatic);
    const reason = { code: "ticket.supplier", values: { number: current.number } };
    return { ...answer, ...reason, ticketId: current.id, number: current.number, opened: false };
  }
  const goesOn =
    current.closed_at !== null &&
    input.at.getTime() - current.closed_at.getTime() < (input.reopenDays ?? 0) * 86_400_000;
  const next = input.automatic ? "stay" : afterCustomerWrote(current.category, input.thanks, goesOn);
  if (next === "new-ticket") {
    const ticket = await openTicket(trx, actor, input);
    await insertTicketLink(trx, ticket.id, current.id, "related");
    return opened(
      ticket,
      `ticket ${current.number} is closed, and was more than ${input.reopenDays ?? 0} days ago: a new one, linked to it`,
      "ticket.afterClosed",
      { number: current.number },
    );
  }
  return continueTicket(trx, actor, current, input, next === "open");
}

const opened = (ticket: OpenedTicket, why: string, code: string, values: Record<string, string> = {}): Received => ({
  ticketId: ticket.id,
  number: ticket.number,
  messageId: ticket.messageId,
  opened: true,
  why,
  code,
  values,
});

type Current = TicketRow & { closed_at: Date | null };

/** Of several that are not closed the one that is named, or answered to, or else the newest. */
async function currentTicket(trx: Trx, input: ReceiveMessage): Promise<Current | null> {
  const { conversationId, message, named = null } = input;
  const { rows } = await sql<Current>`
    select t.id, t.number, t.state_id, ${stateKey} as state, t.category, t.requester_id, t.organization_id, t.conversation_id,
      t.closed_at, ${sleeping}
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
    code: automatic ? "ticket.automaticKept" : "ticket.kept",
    values: {},
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
    ...reasonFor(ticket, automatic, quiet, reopen),
  };
}

function reasonFor(
  { number, state, category }: TicketRow,
  automatic: boolean,
  quiet: boolean,
  reopen: boolean,
): Pick<Received, "why" | "code" | "values"> {
  const values = { number };
  if (automatic) return { why: `attached to ticket ${number}: written by a machine`, code: "ticket.automatic", values };
  if (reopen) return { why: `ticket ${number} goes back to work`, code: "ticket.reopened", values };
  return quiet && !isWorkedOn(category)
    ? { why: `ticket ${number} stays ${state}: he says thanks`, code: "ticket.thanks", values }
    : { why: `continues ticket ${number}`, code: "ticket.continues", values };
}

const isWorkedOn = (category: StateCategory): boolean =>
  category === "new" || category === "open" || category === "waiting";

async function goBackToWork(trx: Trx, actor: Actor, ticket: TicketRow, at: Date): Promise<void> {
  const { set, event } = stateChange(actor, ticket, await firstStateOf(trx, "open"), at, { why: "the customer wrote" });
  await updateTicketRow(trx, ticket.id, at, set);
  await record(trx, event);
}
