// A new request: the ticket and its first message, with their events, in the caller's transaction.
import type { Actor } from "../../../shared/identity/permissions.ts";
import { priorityOf } from "../../../shared/tickets/lifecycle.ts";
import type { Level, Priority } from "../../../shared/tickets/schema.ts";
import type { Trx } from "../../platform/db.ts";
import { type EventAbout, type NewEvent, record } from "../../platform/events.ts";
import { insertUnplaced, type NewMessage } from "../conversations/index.ts";
import { previewOf } from "./preview.ts";
import { type InsertedTicket, insertTicket, setTags } from "./store.ts";

export interface OpenTicket {
  conversationId: string;
  /** Was the conversation made by this transaction too? Then its event is written with the ticket's. */
  opens?: "conversation and ticket" | "ticket";
  subject: string;
  requesterId: string;
  organizationId: string | null;
  channel: string;
  language: string | null;
  type?: string;
  impact?: Level;
  urgency?: Level;
  priority?: Priority;
  queueId?: string | null;
  queueAddresses?: string[];
  assigneeId?: string | null;
  fields?: Record<string, unknown>;
  tags?: string[];
  state?: string;
  at: Date;
  numbering: { format: string; timeZone: string };
  message: Omit<NewMessage, "conversationId">;
}

export interface OpenedTicket extends InsertedTicket {
  messageId: string;
}

export async function openTicket(trx: Trx, actor: Actor, input: OpenTicket): Promise<OpenedTicket> {
  const { message, at } = input;
  const impact = input.impact ?? "medium";
  const urgency = input.urgency ?? "medium";
  const numbered = message.automatic !== true;
  const priority = input.priority ?? priorityOf(impact, urgency);
  const { announce, id: messageId } = await insertUnplaced(trx, actor, {
    ...message,
    conversationId: input.conversationId,
    freshConversation: input.opens === "conversation and ticket",
  });
  const ticket = await insertTicket(trx, {
    subject: input.subject,
    type: input.type ?? "request",
    state: input.state ?? null,
    priority,
    impact,
    urgency,
    queueId: input.queueId ?? null,
    queueAddresses: input.queueAddresses ?? [],
    assigneeId: input.assigneeId ?? null,
    requesterId: input.requesterId,
    organizationId: input.organizationId,
    channel: input.channel,
    language: input.language,
    conversationId: input.conversationId,
    fields: input.fields ?? {},
    at,
    numberFormat: input.numbering.format,
    timeZone: input.numbering.timeZone,
    firstMessage: { at: message.at, kind: message.kind, preview: previewOf(message.text), numbered, id: messageId },
  });
  if (input.tags?.length) await setTags(trx, ticket.id, input.tags);
  const number = numbered ? 1 : null;
  const place = { ticketId: ticket.id, number, organizationId: input.organizationId };
  const about: EventAbout = {
    ticketId: ticket.id,
    conversationId: input.conversationId,
    personId: input.requesterId,
    organizationId: input.organizationId,
  };
  const { subject, channel } = input;
  const { state, queue } = ticket;
  await record(
    trx,
    ...(input.opens === "conversation and ticket" ? [conversationOpened(actor, input)] : []),
    {
      kind: "ticket.opened",
      actor,
      at,
      about,
      data: { number: ticket.number, subject, state, queue, priority, channel },
    },
    announce(place),
  );
  return { ...ticket, messageId };
}

export const conversationOpened = (
  actor: Actor,
  { conversationId, requesterId, channel, subject, at, message }: OpenTicket,
): NewEvent => ({
  kind: "conversation.opened",
  actor,
  at,
  about: { conversationId, personId: requesterId, mailId: message.mailId ?? null },
  data: { channel, subject },
});
