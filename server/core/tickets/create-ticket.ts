// POST /tickets: a request entered by hand or by another system. Person, conversation, message and ticket in one transaction.
import type { Static } from "typebox";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import type { CreateTicket } from "../../../shared/tickets/schema.ts";
import type { Trx } from "../../platform/db.ts";
import { invalidField, notAllowed } from "../../platform/errors.ts";
import { renderBody } from "../../platform/html/markup.ts";
import { insertConversation, type MessageAttachment } from "../conversations/index.ts";
import { findOrCreatePerson } from "../people/index.ts";
import { checkFields } from "./fields.ts";
import { openTicket } from "./open-ticket.ts";
import { requireQueue } from "./queues.ts";

export interface CreateTicketInput {
  input: Static<typeof CreateTicket>;
  attachments: MessageAttachment[];
  address: string;
  numbering: { format: string; timeZone: string };
}

/** Returns the ticket's number. */
export async function createTicket(
  trx: Trx,
  actor: Actor,
  { input, attachments, address, numbering }: CreateTicketInput,
): Promise<string> {
  if (input.queue) await requireQueue(trx, actor, input.queue);
  if (input.fields) await checkFields(trx, input.fields);
  const requester = await requesterOf(trx, actor, input.requester);
  const at = new Date();
  const channel = input.channel ?? "api";
  const { text, html } = renderBody(input.body, input.format ?? "text");
  const conversationId = await insertConversation(trx, { channel, subject: input.subject, address, at }, [
    { personId: requester.id, role: "requester" },
  ]);
  const ticket = await openTicket(trx, actor, {
    conversationId,
    opens: "conversation and ticket",
    subject: input.subject,
    requesterId: requester.id,
    organizationId: requester.organizationId,
    channel,
    language: requester.language,
    type: input.type,
    impact: input.impact,
    urgency: input.urgency,
    priority: input.priority,
    queueId: input.queue ?? null,
    queueAddresses: [address.toLowerCase()],
    fields: Object.fromEntries(Object.entries(input.fields ?? {}).filter(([, value]) => value !== null)),
    tags: input.tags,
    at,
    numbering,
    message: {
      kind: "inbound",
      channel,
      authorId: requester.id,
      authorName: requester.name,
      at,
      subject: input.subject,
      text,
      html,
      language: requester.language,
      // An agent or a system of ours wrote it down; the customer himself is known only when he is signed in.
      trust: actor.personId === requester.id ? "verified" : "claimed",
      attachments,
    },
  });
  return ticket.number;
}

/** A customer opens tickets for himself only. */
async function requesterOf(trx: Trx, actor: Actor, wanted: Static<typeof CreateTicket>["requester"]) {
  if (!can(actor, "tickets.work") && !("id" in wanted && wanted.id === actor.personId)) throw notAllowed();
  if ("email" in wanted) return findOrCreatePerson(trx, actor, wanted);
  const person = await trx
    .selectFrom("people")
    .select((select) => [
      "people.id",
      "name",
      "language",
      select
        .selectFrom("organization_members as m")
        .select("m.organization_id")
        .whereRef("m.person_id", "=", "people.id")
        .orderBy("m.organization_id")
        .limit(1)
        .as("organizationId"),
    ])
    .where("people.id", "=", wanted.id)
    .executeTakeFirst();
  if (!person) throw invalidField("requester.id", "does not exist");
  return person;
}
