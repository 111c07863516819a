// POST /tickets/{number}/forward: an agent asks somebody outside about a ticket. It is a talk aside: what is said there are
// notes of the ticket, so the customer sees nothing of it, and the one outside nothing but what was sent to him.
import { sql } from "kysely";
import type { ForwardMessages } from "../../../../shared/conversations/schema.ts";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import { canNote } from "../../../../shared/tickets/permissions.ts";
import type { Trx } from "../../../platform/db.ts";
import { invalidField } from "../../../platform/errors.ts";
import { record } from "../../../platform/events.ts";
import { renderBody } from "../../../platform/html/markup.ts";
import { htmlFromPlain } from "../../../platform/html/plain-html.ts";
import {
  decideCrypto,
  type MessageAttachment,
  newMessageId,
  queueMessage,
  sendAs,
  supplierTalk,
} from "../../conversations/index.ts";
import { findOrCreatePerson } from "../../people/index.ts";
import { notYoursToChange } from "../errors.ts";
import { previewOf } from "../preview.ts";
import { countMessage, insertTicketConversation, insertTicketMessage } from "../store.ts";
import { factsOf, lockTicket } from "../visible-ticket.ts";

export interface Forward {
  input: ForwardMessages;
  /** Our address when the conversation has none of its own. */
  address: string;
  undoSeconds: number;
  /** Is this address one of ours? */
  ours: ReadonlySet<string>;
}

/** Returns the note that says what was sent to whom. */
export async function forwardMessages(
  trx: Trx,
  actor: Actor,
  number: string,
  { input, address, undoSeconds, ours }: Forward,
): Promise<string> {
  const ticket = await lockTicket(trx, actor, number);
  if (!canNote(actor, factsOf(ticket))) throw notYoursToChange();
  const to = input.to.toLowerCase();
  if (ours.has(to)) throw invalidField("to", "is an address of this desk");
  const messages = await messagesOf(trx, ticket.id, input.messages);
  const supplier = await findOrCreatePerson(trx, actor, { email: to });
  await requireOutsider(trx, ticket.id, supplier.id);
  const at = new Date();
  const talk = await supplierTalk(trx, { ticketId: ticket.id, personId: supplier.id, subject: ticket.subject, at });
  if (talk.isNew) await insertTicketConversation(trx, ticket.id, talk.id);
  const body = renderBody(input.body, input.format ?? "text");
  const text = [body.text, ...messages.map(quoted)].join("\n\n");
  const html = body.html === null ? null : [body.html, ...messages.map(quotedHtml)].join("\n");
  const as = await sendAs(trx, sql`${ticket.queue_id}`, actor, address);
  const from = as.address ?? talk.address ?? address;
  // What came to us encrypted does not leave readable, also not in a quote.
  const secret = messages.some((message) => message.encrypted);
  const leaving = { conversationId: talk.id, from, to: [to] };
  const crypto = await decideCrypto(trx, leaving, secret ? { encrypt: true } : undefined);
  const place = {
    ticketId: ticket.id,
    number: await countMessage(trx, ticket.id, { at, kind: "note", preview: previewOf(body.text), unanswered: null }),
    organizationId: ticket.organization_id,
  };
  const undoUntil = new Date(at.getTime() + undoSeconds * 1000);
  const message = await queueMessage(trx, actor, {
    conversationId: talk.id,
    kind: "note",
    channel: "email",
    authorId: actor.personId,
    authorName: actor.name,
    at,
    subject: null,
    text,
    html,
    trust: "verified",
    from,
    to: [to],
    sender: as.sender,
    crypto,
    messageIdHeader: newMessageId(from),
    inReplyTo: talk.references.at(-1) ?? null,
    references: talk.references,
    attachments: input.files === false ? [] : await filesOf(trx, input.messages),
    place,
    undoUntil,
    sendAt: undoUntil,
  });
  await insertTicketMessage(trx, ticket.id, message.id, place.number);
  await record(trx, {
    kind: "ticket.forwarded",
    actor,
    at,
    about: {
      ticketId: ticket.id,
      conversationId: talk.id,
      messageId: message.id,
      organizationId: ticket.organization_id,
    },
    data: { to, messages: messages.map(({ id }) => id) },
  });
  return message.id;
}

interface Forwarded {
  id: string;
  author_name: string;
  at: Date;
  kind: string;
  text: string;
  encrypted: boolean;
}

async function messagesOf(trx: Trx, ticketId: string, ids: readonly string[]): Promise<Forwarded[]> {
  const { rows } = await sql<Forwarded>`
    select m.id, m.author_name, m.at, m.kind, m.text, coalesce(c.marks #>> '{encryption,kind}' is not null, false) as encrypted
    from messages m join ticket_messages tm on tm.message_id = m.id left join message_crypto c on c.message_id = m.id
    where tm.ticket_id = ${ticketId} and m.id = any (${ids}::bigint[]) order by m.id`.execute(trx);
  if (rows.length !== new Set(ids).size) throw invalidField("messages", "names a message that is not in this ticket");
  if (rows.some(({ kind }) => kind === "note")) throw invalidField("messages", "names a note: notes stay inside");
  return rows;
}

/** Who takes part as a customer is answered; to forward to him would say the same twice, and hide what he says from others. */
async function requireOutsider(trx: Trx, ticketId: string, personId: string): Promise<void> {
  const { rows } = await sql`
    select from ticket_conversations tc join conversations c on c.id = tc.conversation_id
    join conversation_participants p on p.conversation_id = c.id
    where tc.ticket_id = ${ticketId} and c.purpose = 'customer' and p.person_id = ${personId} limit 1`.execute(trx);
  if (rows.length > 0) throw invalidField("to", "takes part in this ticket: answer instead");
}

async function filesOf(trx: Trx, messageIds: readonly string[]): Promise<MessageAttachment[]> {
  const rows = await trx
    .selectFrom("message_attachments")
    .select(["file", "name", "type", "size"])
    .where("message_id", "=", sql<string>`any(${[...messageIds]}::bigint[])`)
    .orderBy("message_id")
    .orderBy("position")
    .limit(100)
    .execute();
  // Its text is quoted without its pictures: they go along as files.
  return rows.map(({ size, ...file }) => ({ ...file, size: Number(size), inline: false, contentId: null }));
}

const headOf = ({ author_name, at }: Forwarded): string =>
  `${author_name}, ${at.toISOString().slice(0, 16).replace("T", " ")} UTC:`;

const quoted = (message: Forwarded): string =>
  [
    headOf(message),
    ...message.text
      .trim()
      .split("\n")
      .map((line) => `> ${line}`),
  ].join("\n");

const quotedHtml = (message: Forwarded): string =>
  `${htmlFromPlain(headOf(message))}\n<blockquote>${htmlFromPlain(message.text)}</blockquote>`;
