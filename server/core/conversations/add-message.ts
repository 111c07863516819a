// One more utterance in a conversation, with the event that vouches for it.
import type { Actor } from "../../../shared/identity/permissions.ts";
import { ringAfterCommit, type Trx } from "../../platform/db.ts";
import type { EventAbout, NewEvent } from "../../platform/events.ts";
import { record } from "../../platform/events.ts";
import { insertMentions } from "./mentions.ts";
import { type InsertedMessage, insertMessage, type NewDelivery, type NewMessage, touchConversation } from "./store.ts";

/** Where the message stands in a ticket; null outside any. Automatic messages stand in one without a number. */
export interface TicketPlace {
  ticketId: string;
  number: number | null;
  organizationId: string | null;
}

export interface AddMessage extends NewMessage {
  /** People called in a note. */
  mentions?: readonly string[];
  place: TicketPlace | null;
  /** A conversation made by the same transaction needs no touch. */
  freshConversation?: boolean;
}

/** What is said before it is known where it stands: `announce` makes the event that vouches for it, for the caller to record. */
export interface UnplacedMessage extends InsertedMessage {
  announce(place: TicketPlace | null): NewEvent;
}

export async function insertUnplaced(
  trx: Trx,
  actor: Actor,
  input: Omit<AddMessage, "place">,
  delivery: NewDelivery | null = null,
): Promise<UnplacedMessage> {
  const message = await insertMessage(trx, input, delivery);
  // What the desk says by itself moves nothing in any list.
  if (!input.freshConversation && !input.automatic) await touchConversation(trx, input.conversationId, input.at);
  const mentions = input.mentions?.length ? await insertMentions(trx, message.id, input.mentions) : [];
  return { ...message, announce: (place) => eventOf(actor, { ...input, mentions, place }, message) };
}

export async function addMessage(
  trx: Trx,
  actor: Actor,
  input: AddMessage,
  delivery: NewDelivery | null = null,
): Promise<InsertedMessage> {
  const { announce, ...message } = await insertUnplaced(trx, actor, input, delivery);
  await record(trx, announce(input.place));
  return message;
}

function eventOf(actor: Actor, input: AddMessage, message: InsertedMessage): NewEvent {
  const about: EventAbout = {
    conversationId: input.conversationId,
    messageId: message.id,
    ticketId: input.place?.ticketId ?? null,
    organizationId: input.place?.organizationId ?? null,
    personId: input.authorId,
    mailId: input.mailId ?? null,
  };
  const number = input.place?.number ?? null;
  const sha256 = message.sha256.toString("hex");
  const { at, channel, automatic = false, mentions = [] } = input;
  const raw = input.rawSha256 ? { raw: input.rawSha256 } : {};
  if (input.kind === "note") {
    const data = { sha256, number, ...raw, ...(mentions.length && { mentions: [...mentions] }) };
    return { kind: "message.noted", actor, at, about, data };
  }
  if (input.kind === "inbound")
    return {
      kind: "message.received",
      actor,
      at,
      about,
      data: { sha256, channel, number, automatic, ...raw },
    };
  return {
    kind: "message.queued",
    actor,
    at,
    about,
    data: { sha256, channel, number, automatic, state: "queued", ...raw },
  };
}

export interface OutboundMessage extends AddMessage {
  /** note: to somebody outside, about a ticket, aside from its customer. */
  kind: "outbound" | "note";
  /** Until then it can be called back; null: at once, as automatic mails. */
  undoUntil: Date | null;
  sendAt: Date;
  /** Later on purpose: called back when the customer writes first. */
  scheduled?: boolean;
  /** The subject of what it answers, where its own does not say that. */
  about?: string;
}

/** A message that has to leave: the message, its delivery and the event in the caller's transaction. */
export async function queueMessage(trx: Trx, actor: Actor, input: OutboundMessage): Promise<InsertedMessage> {
  const message = await addMessage(trx, actor, input, {
    channel: input.channel,
    to: [...(input.to ?? []), ...(input.cc ?? [])],
    undoUntil: input.undoUntil,
    sendAt: input.sendAt,
    scheduled: input.scheduled ?? false,
    about: input.about ?? "",
  });
  ringAfterCommit(trx, "deliveries");
  return message;
}
