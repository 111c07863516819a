// An agent answers or notes, a customer writes through the portal or the API: POST /tickets/{number}/messages.
import { sql } from "kysely";
import type { Static } from "typebox";
import type { CreateMessage } from "../../../shared/conversations/schema.ts";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import { afterCustomerWrote } from "../../../shared/tickets/lifecycle.ts";
import { canNote, canReply } from "../../../shared/tickets/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { invalidField } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import {
  addMessage,
  composeReply,
  decideCrypto,
  type MessageAttachment,
  queueMessage,
  type RenderedMessage,
  removeSentDraft,
  renderMessage,
  renderNote,
  type Talk,
} from "../conversations/index.ts";
import { customerWrote } from "./customer-wrote.ts";
import { notYoursToChange } from "./errors.ts";
import { previewOf } from "./preview.ts";
import { stateChange } from "./set-state.ts";
import { countMessage, insertTicketMessage, updateTicketRow } from "./store.ts";
import { factsOf, lockTicket, type TicketRow } from "./visible-ticket.ts";
import { firstStateOf, type Transition, transitionTo } from "./workflow.ts";

export interface WriteMessage {
  input: Static<typeof CreateMessage>;
  attachments: MessageAttachment[];
  /** Our address when the conversation has none of its own. */
  address: string;
  undoSeconds: number;
  /** The mail that it was written in. */
  mail?: { mailId: string; rawSha256: string; inReplyTo: string | null };
}

/** Returns the message's id. */
export async function writeMessage(trx: Trx, actor: Actor, number: string, write: WriteMessage): Promise<string> {
  const ticket = await lockTicket(trx, actor, number);
  const id = await writeIn(trx, actor, ticket, write);
  const { draft } = write.input;
  if (draft !== undefined && actor.personId !== null)
    await removeSentDraft(trx, { ticketId: ticket.id }, actor.personId, draft);
  return id;
}

async function writeIn(trx: Trx, actor: Actor, ticket: TicketRow, write: WriteMessage): Promise<string> {
  const facts = factsOf(ticket);
  if (write.input.kind === "note") {
    if (!canNote(actor, facts)) throw notYoursToChange();
    return writeNote(trx, actor, ticket, write);
  }
  if (!canReply(actor, facts)) throw notYoursToChange();
  return can(actor, "tickets.work")
    ? writeReply(trx, actor, ticket, write)
    : writeAsCustomer(trx, actor, ticket, write);
}

async function writeNote(
  trx: Trx,
  actor: Actor,
  ticket: TicketRow,
  { input, attachments, mail }: WriteMessage,
): Promise<string> {
  const at = new Date();
  const { mentions, ...said } = renderNote(input.body, input.format ?? "text", attachments);
  const place = await placeIn(trx, ticket, { at, kind: "note", preview: previewOf(said.text), unanswered: null });
  const message = await addMessage(trx, actor, {
    ...saidBy(actor, ticket, at, said),
    kind: "note",
    mentions,
    channel: mail ? "email" : "api",
    place,
    mailId: mail?.mailId,
    rawSha256: mail?.rawSha256,
  });
  await insertTicketMessage(trx, ticket.id, message.id, place.number);
  if (input.state) await moveTo(trx, actor, ticket, await transitionUnlessThere(trx, ticket, input.state), at);
  return message.id;
}

async function writeReply(
  trx: Trx,
  actor: Actor,
  ticket: TicketRow,
  { input, attachments, address, undoSeconds, mail }: WriteMessage,
): Promise<string> {
  const at = new Date();
  const talk = talkOf(ticket, actor);
  const head = await composeReply(trx, talk, input, address);
  const leaving = { conversationId: ticket.conversation_id, from: head.from, to: [...head.to, ...head.cc] };
  const crypto = await decideCrypto(trx, leaving, input.protection);
  const said = renderMessage(input.body, input.format ?? "text", attachments);
  const place = await placeIn(trx, ticket, { at, kind: "outbound", preview: previewOf(said.text), unanswered: false });
  const undoUntil = new Date(at.getTime() + undoSeconds * 1000);
  const sendAt = later(undoUntil, input.sendAt);
  const message = await queueMessage(trx, actor, {
    ...saidBy(actor, ticket, at, said),
    kind: "outbound",
    channel: "email",
    ...head,
    crypto,
    mailId: mail?.mailId,
    rawSha256: mail?.rawSha256,
    place,
    undoUntil,
    sendAt,
    scheduled: sendAt > undoUntil,
  });
  await insertTicketMessage(trx, ticket.id, message.id, place.number);
  const next = input.state
    ? await transitionUnlessThere(trx, ticket, input.state)
    : ticket.category === "new"
      ? await firstStateOf(trx, "open")
      : null;
  await moveTo(trx, actor, ticket, next, at);
  return message.id;
}

/** In which an agent answers. */
export const talkOf = (ticket: TicketRow, agent: Actor): Talk => ({
  conversationId: ticket.conversation_id,
  requesterId: ticket.requester_id,
  queue: sql`${ticket.queue_id}`,
  agent,
});

async function writeAsCustomer(
  trx: Trx,
  actor: Actor,
  ticket: TicketRow,
  { input, attachments }: WriteMessage,
): Promise<string> {
  if (input.to || input.cc || input.state || input.sendAt || input.protection) throw notYoursToChange();
  const at = new Date();
  const said = renderMessage(input.body, input.format ?? "text", attachments);
  const place = await placeIn(trx, ticket, { at, kind: "inbound", preview: previewOf(said.text), unanswered: true });
  const message = await addMessage(trx, actor, {
    ...saidBy(actor, ticket, at, said),
    kind: "inbound",
    channel: "portal",
    trust: "verified",
    place,
  });
  await insertTicketMessage(trx, ticket.id, message.id, place.number);
  await customerWrote(trx, actor, ticket, at);
  if (afterCustomerWrote(ticket.category, false) === "open")
    await moveTo(trx, actor, ticket, await firstStateOf(trx, "open"), at);
  return message.id;
}

const saidBy = (actor: Actor, ticket: TicketRow, at: Date, said: RenderedMessage) => ({
  ...said,
  conversationId: ticket.conversation_id,
  authorId: actor.personId,
  authorName: actor.name,
  at,
  subject: null,
  trust: "verified" as const,
});

async function placeIn(trx: Trx, ticket: TicketRow, message: Parameters<typeof countMessage>[2]) {
  return {
    ticketId: ticket.id,
    number: await countMessage(trx, ticket.id, message),
    organizationId: ticket.organization_id,
  };
}

/** Asking for the state it is in already changes nothing. */
const transitionUnlessThere = async (trx: Trx, ticket: TicketRow, state: string): Promise<Transition | null> =>
  state === ticket.state ? null : transitionTo(trx, ticket.state_id, state);

async function moveTo(trx: Trx, actor: Actor, ticket: TicketRow, to: Transition | null, at: Date): Promise<void> {
  if (!to || to.id === ticket.state_id) return;
  const { set, event } = stateChange(actor, ticket, to, at);
  await updateTicketRow(trx, ticket.id, at, set);
  await record(trx, event);
}

function later(undoUntil: Date, sendAt: string | undefined): Date {
  if (!sendAt) return undoUntil;
  const wanted = new Date(sendAt);
  if (wanted.getTime() > Date.now() + 366 * 86_400_000) throw invalidField("sendAt", "lies more than a year ahead");
  return wanted > undoUntil ? wanted : undoUntil;
}
