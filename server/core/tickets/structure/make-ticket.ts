// A ticket that begins with messages which are there already.
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { TicketOfMessages } from "../../../../shared/tickets/structure.ts";
import type { Trx } from "../../../platform/db.ts";
import { type NewEvent, record } from "../../../platform/events.ts";
import { previewOf } from "../preview.ts";
import { requireQueue } from "../queues.ts";
import { placeMessages, recount } from "../regroup.ts";
import { type InsertedTicket, insertTicket, levelName, priorityName, updateTicketRow } from "../store.ts";
import { requireAgent, whoIsMeant } from "../update-ticket.ts";
import { firstStateOf } from "../workflow.ts";
import type { Picked } from "./picked.ts";

export interface Numbering {
  format: string;
  timeZone: string;
}

/** Where the messages come from: what is not said about the new ticket is as there. */
export interface Origin {
  /** A ticket's number; "" for a conversation without one. */
  from: string;
  subject: string;
  queueId: string | null;
  assigneeId: string | null;
  requesterId: string;
  organizationId: string | null;
  type: string;
  priority: number;
  impact: number;
  urgency: number;
  channel: string;
  language: string | null;
}

export async function makeTicket(
  trx: Trx,
  actor: Actor,
  wanted: Omit<TicketOfMessages, "messages">,
  messages: readonly Picked[],
  origin: Origin,
  numbering: Numbering,
): Promise<InsertedTicket> {
  if (wanted.queue) await requireQueue(trx, actor, wanted.queue);
  const assigneeId = wanted.assignee === undefined ? origin.assigneeId : whoIsMeant(actor, wanted.assignee);
  if (wanted.assignee && assigneeId) await requireAgent(trx, assigneeId);
  const first = (messages.find(({ kind, automatic }) => kind === "inbound" && !automatic) ?? messages[0]) as Picked;
  const requesterId = (first.kind === "inbound" && first.author_id) || origin.requesterId;
  const at = new Date();
  const priority = wanted.priority ?? priorityName(origin.priority);
  const subject = wanted.subject ?? (first.subject || previewOf(first.text).slice(0, 80) || origin.subject);
  const organizationId =
    requesterId === origin.requesterId ? origin.organizationId : await organizationOf(trx, requesterId);
  const ticket = await insertTicket(trx, {
    subject,
    type: wanted.type ?? origin.type,
    state: assigneeId ? (await firstStateOf(trx, "open")).key : null,
    priority,
    impact: levelName(origin.impact),
    urgency: levelName(origin.urgency),
    queueId: wanted.queue ?? origin.queueId,
    queueAddresses: [],
    assigneeId,
    requesterId,
    organizationId,
    channel: origin.channel,
    language: origin.language,
    conversationId: first.conversation_id,
    fields: {},
    at,
    numberFormat: numbering.format,
    timeZone: numbering.timeZone,
    firstMessage: { at: first.at, kind: first.kind, preview: "", numbered: false },
  });
  await placeMessages(
    trx,
    ticket.id,
    messages.map(({ id }) => id),
  );
  const last = await recount(trx, ticket.id);
  await updateTicketRow(trx, ticket.id, at, { unanswered: last.customer });
  const about = { ticketId: ticket.id, conversationId: first.conversation_id, personId: requesterId, organizationId };
  const { number, state, queue } = ticket;
  const { channel, from } = origin;
  const events: NewEvent[] = [
    {
      kind: "ticket.opened",
      actor,
      at,
      about,
      data: { number, subject, state, queue, priority, channel, from, messages: messages.map(({ id }) => id) },
    },
  ];
  if (wanted.assignee && assigneeId)
    events.push({
      kind: "ticket.assigned",
      actor,
      at,
      about: { ...about, personId: assigneeId },
      data: { from: null, to: assigneeId },
    });
  await record(trx, ...events);
  return ticket;
}

export async function organizationOf(trx: Trx, personId: string): Promise<string | null> {
  const member = await trx
    .selectFrom("organization_members")
    .select("organization_id")
    .where("person_id", "=", personId)
    .orderBy("organization_id")
    .executeTakeFirst();
  return member?.organization_id ?? null;
}
