// Messages as people read them: one SQL for a page of a ticket's or a conversation's, with files and deliveries.
import { type RawBuilder, sql } from "kysely";
import type { Attachment, Channel, Message, MessageKind, TrustLevel } from "../../../shared/conversations/schema.ts";
import type { TrustReason } from "../../../shared/conversations/trust.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { can } from "../../../shared/identity/permissions.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { cutPage, idCursor, type PageOf } from "../../platform/page.ts";
import { presentDelivery } from "./deliveries.ts";
import { presentReport } from "./delivery-reports.ts";
import { messageNotFound } from "./errors.ts";
import { conversationsVisibleTo, messagesVisibleTo, ticketsVisibleTo } from "./visible.ts";

interface MessageRow {
  id: string;
  number: number | null;
  conversation_id: string;
  kind: MessageKind;
  channel: Channel;
  author_id: string | null;
  author_name: string;
  at: Date;
  subject: string | null;
  text: string;
  quoted: string;
  html: string | null;
  remote_images: number;
  language: string | null;
  trust: TrustLevel;
  trust_now: { level: TrustLevel; reasons: TrustReason[] } | null;
  automatic: boolean;
  from_address: string | null;
  to_addresses: string[];
  cc_addresses: string[];
  mail_id: string | null;
  attachments: Attachment[] | null;
  delivery: Parameters<typeof presentDelivery>[0] | null;
  reports: Parameters<typeof presentReport>[0][] | null;
  only_thanks: boolean | null;
  tickets: Message["tickets"] | null;
  protection: Message["protection"];
  opened_as: string | null;
}

const columns = (actor: Actor) => sql`
  m.id, m.conversation_id, m.kind, m.channel, m.author_id, m.author_name, m.at, m.subject, m.text, m.quoted, m.html,
  m.remote_images, m.language, m.trust, m.automatic, m.from_address, m.to_addresses, m.cc_addresses, m.mail_id,
  (select marks from message_crypto x where x.message_id = m.id) as protection,
  (select message_id::text from message_crypto x where x.original_id = m.id) as opened_as,
  (select json_agg(json_build_object('id', a.id::text, 'name', a.name, 'type', a.type, 'size', a.size, 'inline', a.inline,
     'contentId', a.content_id, 'url', '/api/v1/attachments/' || a.id) order by a.position)
   from message_attachments a where a.message_id = m.id) as attachments,
  (select json_build_object('level', w.level, 'reasons', w.reasons) from message_trust w where w.message_id = m.id) as trust_now,
  (select row_to_json(d) from deliveries d where d.message_id = m.id limit 1) as delivery,
  (select json_agg(r order by r.id) from delivery_reports r where r.message_id = m.id) as reports,
  (select i.only_thanks from inbound_mail i where i.id = m.mail_id) as only_thanks,
  (select json_agg(json_build_object('number', t.number, 'place', tm.number) order by t.id)
   from ticket_messages tm join tickets t on t.id = tm.ticket_id where tm.message_id = m.id and ${ticketsVisibleTo(actor)}) as tickets`;

const presentFor =
  (actor: Actor) =>
  (row: MessageRow): Message => {
    const staff = can(actor, "tickets.read");
    return {
      id: row.id,
      number: row.number,
      tickets: row.tickets ?? [],
      conversation: row.conversation_id,
      kind: row.kind,
      channel: row.channel,
      author: row.author_id
        ? {
            id: row.author_id,
            name: row.author_name,
            email: row.kind === "inbound" || row.mail_id !== null ? row.from_address : null,
          }
        : null,
      at: row.at.toISOString(),
      subject: row.subject,
      text: row.text,
      quoted: row.quoted,
      html: row.html,
      remoteImages: row.remote_images,
      language: row.language,
      trust: row.trust_now?.level ?? row.trust,
      trustReasons: staff ? (row.trust_now?.reasons ?? []) : [],
      from: row.from_address,
      to: row.to_addresses,
      cc: row.cc_addresses,
      attachments: row.attachments ?? [],
      delivery: row.delivery && staff ? presentDelivery(row.delivery) : null,
      reports: staff ? (row.reports ?? []).map(presentReport) : [],
      onlyThanks: staff && row.only_thanks === true,
      automatic: row.automatic,
      hasRaw: staff && row.mail_id !== null,
      protection: row.protection,
      openedAs: row.opened_as,
    };
  };

export interface MessageQuery {
  limit?: number;
  after?: string;
}

/** Of one ticket, oldest first. That the actor may see the ticket is checked by the caller. */
export async function listTicketMessages(
  db: Db | Trx,
  actor: Actor,
  ticketId: string,
  query: MessageQuery,
): Promise<PageOf<Message>> {
  return page(
    db,
    actor,
    query,
    sql`join ticket_messages tm on tm.message_id = m.id`,
    sql`tm.number`,
    sql`tm.ticket_id = ${ticketId}`,
  );
}

/** Of one conversation, oldest first. That the actor may see it is checked by the caller. */
export async function listConversationMessages(
  db: Db,
  actor: Actor,
  conversationId: string,
  query: MessageQuery,
): Promise<PageOf<Message>> {
  return page(db, actor, query, sql``, sql`null::int`, sql`m.conversation_id = ${conversationId}`);
}

async function page(
  db: Db | Trx,
  actor: Actor,
  query: MessageQuery,
  join: RawBuilder<unknown>,
  number: RawBuilder<unknown>,
  where: RawBuilder<unknown>,
) {
  const limit = query.limit ?? 100;
  const { rows } = await sql<MessageRow>`
    select ${columns(actor)}, ${number} as number from messages m ${join}
    where ${where} and ${messagesVisibleTo(actor)} and m.id > ${idCursor(query.after)}
    order by m.id limit ${limit + 1}`.execute(db);
  const cut = cutPage(rows, limit, (row) => row.id);
  return { items: cut.items.map(presentFor(actor)), next: cut.next };
}

export interface VisibleMessage {
  id: string;
  conversation_id: string;
  kind: MessageKind;
  html: string | null;
  text: string;
  mail_id: string | null;
}

/** The message, if the actor may see it; 404 otherwise. */
export async function visibleMessage(db: Db | Trx, actor: Actor, id: string): Promise<VisibleMessage> {
  const { rows } = await sql<VisibleMessage>`
    select m.id, m.conversation_id, m.kind, m.html, m.text, m.mail_id from messages m join conversations c on c.id = m.conversation_id
    where m.id = ${id} and ${conversationsVisibleTo(actor)} and ${messagesVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw messageNotFound();
  return rows[0];
}

export async function getMessage(db: Db | Trx, actor: Actor, id: string): Promise<Message> {
  const { rows } = await sql<MessageRow>`
    select ${columns(actor)}, (select number from ticket_messages tm where tm.message_id = m.id order by ticket_id limit 1) as number
    from messages m join conversations c on c.id = m.conversation_id
    where m.id = ${id} and ${conversationsVisibleTo(actor)} and ${messagesVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw messageNotFound();
  return presentFor(actor)(rows[0]);
}
