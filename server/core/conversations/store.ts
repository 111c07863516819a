// The only writer of conversations, messages, their attachments and deliveries.
import { sql } from "kysely";
import type { MessageCrypto } from "../../../shared/conversations/protection.ts";
import type { DeliveryState, MessageKind, TrustLevel } from "../../../shared/conversations/schema.ts";
import type { Trust, TrustReason } from "../../../shared/conversations/trust.ts";
import { vectorOf } from "../../../shared/search/words.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { domainOf } from "./claim-deliveries.ts";
import { wroteSince } from "./leavers.ts";
import { type HashedAttachment, messageHash } from "./message-hash.ts";

export interface Participant {
  personId: string;
  role: "requester" | "cc";
}

export interface NewConversation {
  channel: string;
  subject: string;
  address: string | null;
  at: Date;
  /** A talk aside with a supplier: what is said there are notes. */
  purpose?: "customer" | "supplier";
}

/** With its first participants, in one statement. Participants are of different people. */
export async function insertConversation(
  trx: Trx,
  input: NewConversation,
  participants: Participant[],
): Promise<string> {
  return (await insertMailConversation(trx, input, participants, [])).id;
}

export interface InsertedConversation {
  id: string;
  /** The queue in which it waits without a ticket, as that queue wants it (F12); null: it opens one. */
  queueId: string | null;
}

/** The same for what was sent to these addresses of ours. */
export async function insertMailConversation(
  trx: Trx,
  input: NewConversation,
  participants: Participant[],
  sentTo: string[],
): Promise<InsertedConversation> {
  const { rows } = await sql<InsertedConversation>`
    with queue as (
      select min(id) filter (where not opens_tickets) as id, bool_or(opens_tickets) as opens from queues
      where id in (select queue_id from queue_addresses where address = any (${sentTo}::text[]))
    ), conversation as (
      insert into conversations (channel, subject, address, purpose, created_at, last_message_at, queue_id)
      select ${input.channel}, ${input.subject}, ${input.address}, ${input.purpose ?? "customer"}, ${input.at}::timestamptz, ${input.at}::timestamptz,
        case when not queue.opens then queue.id end from queue returning id, queue_id
    ), participants as (
      insert into conversation_participants (conversation_id, person_id, role)
      select conversation.id, p.person_id, p.role
      from conversation, unnest(${participants.map((each) => each.personId)}::bigint[], ${participants.map((each) => each.role)}::text[])
        as p (person_id, role)
    )
    select id, queue_id as "queueId" from conversation`.execute(trx);
  return rows[0] as InsertedConversation;
}

export async function insertParticipants(trx: Trx, conversationId: string, participants: Participant[]): Promise<void> {
  if (participants.length === 0) return;
  await trx
    .insertInto("conversation_participants")
    .values(participants.map(({ personId, role }) => ({ conversation_id: conversationId, person_id: personId, role })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface MessageAttachment extends HashedAttachment {
  size: number;
  inline: boolean;
  contentId: string | null;
  /** Under which it was sent ahead. */
  upload?: string;
}

export interface NewMessage {
  conversationId: string;
  kind: MessageKind;
  channel: string;
  authorId: string | null;
  authorName: string;
  at: Date;
  subject: string | null;
  text: string;
  quoted?: string;
  html?: string | null;
  remoteImages?: number;
  language?: string | null;
  trust: TrustLevel;
  /** Why; of what came from outside. */
  trustReasons?: TrustReason[];
  automatic?: boolean;
  from?: string | null;
  to?: string[];
  cc?: string[];
  mailId?: string | null;
  /** Hex SHA-256 of the bytes it was read from; the event vouches for them too. */
  rawSha256?: string;
  messageIdHeader?: string | null;
  inReplyTo?: string | null;
  references?: string[];
  attachments?: MessageAttachment[];
  /** null: neither encrypted nor signed. */
  crypto?: MessageCrypto | null;
  /** The message that could not be opened, of which this is the text. */
  originalId?: string;
  /** Of what leaves; null: as the desk does it. */
  sender?: MessageSender | null;
}

export interface MessageSender {
  /** The whole of it, with the agent's. */
  name: string;
  /** What stands below it, in the text and in the HTML. */
  signature: { text: string; html: string } | null;
}

export interface NewDelivery {
  channel: string;
  to: string[];
  undoUntil: Date | null;
  sendAt: Date;
  scheduled: boolean;
  /** What it is found by in the ledger, beside its own subject and recipients. */
  about: string;
}

export interface InsertedMessage {
  id: string;
  sha256: Buffer;
  /** Of what has to leave. */
  deliveryId: string | null;
}

/** With `delivery` it has to leave; message, attachments and delivery are one statement. */
export async function insertMessage(
  trx: Trx,
  input: NewMessage,
  delivery: NewDelivery | null = null,
): Promise<InsertedMessage> {
  const attachments = input.attachments ?? [];
  const row = {
    conversation_id: input.conversationId,
    kind: input.kind,
    channel: input.channel,
    author_id: input.authorId,
    author_name: input.authorName,
    at: input.at,
    subject: input.subject,
    text: input.text,
    quoted: input.quoted ?? "",
    html: input.html ?? null,
    remote_images: input.remoteImages ?? 0,
    language: input.language ?? null,
    trust: input.trust,
    automatic: input.automatic ?? false,
    from_address: input.from ?? null,
    to_addresses: input.to ?? [],
    cc_addresses: input.cc ?? [],
    mail_id: input.mailId ?? null,
    message_id_header: input.messageIdHeader ?? null,
    in_reply_to: input.inReplyTo ?? null,
    reference_ids: input.references ?? [],
  };
  const sha256 = messageHash(row, attachments);
  const { rows } = await sql<{ id: string; delivery_id: string | null }>`
    with message as (
      insert into messages (conversation_id, kind, channel, author_id, author_name, at, subject, text, quoted, html, remote_images,
        language, trust, automatic, from_address, to_addresses, cc_addresses, mail_id, message_id_header, in_reply_to, reference_ids, sha256)
      values (${row.conversation_id}, ${row.kind}, ${row.channel}, ${row.author_id}, ${row.author_name}, ${row.at}, ${row.subject},
        ${row.text}, ${row.quoted}, ${row.html}, ${row.remote_images}, ${row.language}, ${row.trust}, ${row.automatic},
        ${row.from_address}, ${row.to_addresses}, ${row.cc_addresses}, ${row.mail_id}, ${row.message_id_header}, ${row.in_reply_to},
        ${row.reference_ids}, ${sha256}) returning id
    )${attachments.length ? withAttachments(attachments) : sql``}${input.trustReasons ? withReasons(input.trust, input.trustReasons) : sql``}${delivery ? withDelivery(delivery, input.subject) : sql``}${input.crypto ? withCrypto(input.crypto, input.originalId) : sql``}${input.sender ? withSender(input.sender) : sql``}
    select message.id, ${delivery ? sql`delivery.id` : sql`null`} as delivery_id from message${delivery ? sql`, delivery` : sql``}`.execute(
    trx,
  );
  const { id, delivery_id } = rows[0] as { id: string; delivery_id: string | null };
  return { id, sha256, deliveryId: delivery_id };
}

/** More than a mail is looked for by. */
const mostWords = 300;

function withDelivery({ channel, to, undoUntil, sendAt, scheduled, about }: NewDelivery, subject: string | null) {
  const words = vectorOf(
    [
      ["A", `${subject ?? ""} ${about}`.slice(0, 1000)],
      ["B", to.join(" ").slice(0, 4000)],
    ],
    mostWords,
  );
  return sql`, delivery as (
      insert into deliveries (message_id, channel, state, to_addresses, domain, undo_until, next_attempt_at, scheduled, words)
      select id, ${channel}, 'queued', ${to}::text[], ${to[0] === undefined ? null : domainOf(to[0])}, ${undoUntil}::timestamptz, ${sendAt}::timestamptz, ${scheduled}::boolean, ${words}::tsvector
      from message returning id
    )`;
}

const withReasons = (level: TrustLevel, reasons: TrustReason[]) => sql`, trusted as (
      insert into message_trust (message_id, level, reasons) select message.id, ${level}, ${JSON.stringify(reasons)}::jsonb from message
    )`;

/** What was found out later about who wrote a message. */
export async function setTrust(trx: Trx, messageId: string, { level, reasons }: Trust): Promise<void> {
  const set = { level, reasons: JSON.stringify(reasons), changed_at: new Date() };
  await trx
    .insertInto("message_trust")
    .values({ message_id: messageId, ...set })
    .onConflict((conflict) => conflict.column("message_id").doUpdateSet(set))
    .execute();
}

/** Foreign keys are checked when the statement ends, so message, files and attachments go in one. */
function withAttachments(attachments: MessageAttachment[]) {
  const column = <T>(pick: (each: MessageAttachment) => T) => attachments.map(pick);
  return sql`, given as (
      select * from unnest(${column((each) => each.file)}::bytea[], ${column((each) => each.name)}::text[], ${column((each) => each.type)}::text[],
        ${column((each) => String(each.size))}::bigint[], ${column((each) => each.inline)}::boolean[], ${column((each) => each.contentId)}::text[])
        with ordinality as g (file, name, type, size, inline, content_id, position)
    ), kept as (
      insert into files (sha256, size) select distinct on (file) file, size from given order by file on conflict do nothing
    ), attached as (
      insert into message_attachments (message_id, position, file, name, type, size, inline, content_id)
      select message.id, given.position - 1, file, name, type, size, inline, content_id from message, given
    )`;
}

const withCrypto = (marks: MessageCrypto, originalId: string | undefined) => sql`, marked as (
      insert into message_crypto (message_id, marks, original_id)
      select message.id, ${JSON.stringify(marks)}::jsonb, ${originalId ?? null}::bigint from message
    )`;

const withSender = ({ name, signature }: MessageSender) => sql`, sender as (
      insert into message_senders (message_id, name, signature_text, signature_html)
      select message.id, ${name}, ${signature?.text ?? null}::text, ${signature?.html ?? null}::text from message
    )`;

/** In the order of their names, so that two transactions with the same files do not lock each other out. */
export async function insertFiles(trx: Trx, files: { file: Buffer; size: number }[]): Promise<void> {
  const rows = new Map(files.map(({ file, size }) => [file.toString("hex"), { sha256: file, size: String(size) }]));
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await trx
    .insertInto("files")
    .values(sorted)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The conversation moved on: it is not finished any more and stands higher in lists. */
export async function touchConversation(trx: Trx, id: string, at: Date): Promise<void> {
  await trx.updateTable("conversations").set({ last_message_at: at, finished_at: null }).where("id", "=", id).execute();
}

/** Does the customer wait for an answer? Only of conversations without a ticket: in others their tickets know. */
export async function setUnanswered(trx: Trx, id: string, unanswered: boolean): Promise<void> {
  await trx.updateTable("conversations").set({ unanswered }).where("id", "=", id).execute();
}

export async function finishConversation(trx: Trx, id: string, at: Date): Promise<boolean> {
  const done = await trx
    .updateTable("conversations")
    .set({ finished_at: at, unanswered: false })
    .where("id", "=", id)
    .where("finished_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function reopenConversation(trx: Trx, id: string): Promise<boolean> {
  const done = await sql`update conversations c set finished_at = null,
      unanswered = not exists (select from ticket_conversations tc where tc.conversation_id = c.id)
        and coalesce((select m.kind = 'inbound' from messages m
          where m.conversation_id = c.id and not m.automatic and m.kind <> 'note' order by m.id desc limit 1), false)
    where c.id = ${id} and c.finished_at is not null`.execute(trx);
  return done.numAffectedRows === 1n;
}

/** false: he left already, and did not write there since. */
export async function insertLeaver(trx: Trx, conversationId: string, personId: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into conversation_leavers as l (conversation_id, person_id, at) values (${conversationId}, ${personId}, ${at})
    on conflict (conversation_id, person_id) do update set at = excluded.at where ${wroteSince} returning 1`.execute(
    trx,
  );
  return rows.length > 0;
}

/** Sets a delivery's state if it is in one of `from`; null when it was not. */
export async function moveDelivery(
  trx: Trx,
  where: { id?: string; messageId?: string },
  from: readonly DeliveryState[],
  set: {
    state: DeliveryState;
    reason?: string | null;
    next_attempt_at?: Date;
    sent_at?: Date;
    claimed_by?: number | null;
    attempts?: number;
    to_addresses?: string[];
    domain?: string;
  },
): Promise<{ id: string; message_id: string; attempts: number } | null> {
  let query = trx.updateTable("deliveries").set(set).where("state", "in", from);
  if (where.id) query = query.where("id", "=", where.id);
  if (where.messageId) query = query.where("message_id", "=", where.messageId);
  return (await query.returning(["id", "message_id", "attempts"]).executeTakeFirst()) ?? null;
}

export async function insertUpload(
  trx: Trx,
  upload: { id: string; owner: string; file: Buffer; name: string; type: string; size: number },
): Promise<boolean> {
  await insertFiles(trx, [upload]);
  const done = await trx
    .insertInto("uploads")
    .values({ ...upload, size: String(upload.size) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

export async function insertAutomaticMail(
  trx: Trx,
  row: {
    addressKey: string;
    conversationId: string | null;
    purpose: string;
    patternKey?: string;
    senderPattern?: string;
  },
): Promise<void> {
  await trx
    .insertInto("automatic_mails")
    .values({
      address_key: row.addressKey,
      conversation_id: row.conversationId,
      purpose: row.purpose,
      pattern_key: row.patternKey ?? null,
      sender_pattern: row.senderPattern ?? null,
    })
    .execute();
}

/** Limits look a day back; two days are kept. */
export async function forgetOldAutomaticMails(db: Db): Promise<void> {
  await db
    .deleteFrom("automatic_mails")
    .where("at", "<", new Date(Date.now() - 2 * 86_400_000))
    .execute();
}

/** Conversations of one queue become another's, or nobody's. */
export async function moveConversations(trx: Trx, from: string, to: string | null): Promise<void> {
  await trx.updateTable("conversations").set({ queue_id: to }).where("queue_id", "=", from).execute();
}
