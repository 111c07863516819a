// Mail that the desk writes by itself: a short receipt (F15), the notice of who took the request on (F16), and that it is
// solved (B3). Never to a machine, at most one of a kind a conversation and hour, and never more to one address than the
// limits say: a desk must not be usable as a cannon (RELIABILITY.md S5, T7; loops.ts counts).
import { sql } from "kysely";
import { systemActor } from "../../../shared/identity/permissions.ts";
import type { StateCategory } from "../../../shared/tickets/schema.ts";
import { insertAutomaticMail, newMessageId, queueMessage, senderAddressOf } from "../../core/conversations/index.ts";
import { attachAutomaticMessage, notSolvedLink } from "../../core/tickets/index.ts";
import type { Trx } from "../../platform/db.ts";
import type { Desk } from "../../platform/desk.ts";
import { loadSettings, type Settings } from "../../platform/settings.ts";
import { type Limits, noteLoop, patternsOf, type Recipient, type Silence, silenceFor } from "./loops.ts";

export type AutomaticKind = "receipt" | "assigned" | "solved";

/** The text of an automatic mail in a language; given by the channel. */
export type Template = (
  kind: AutomaticKind,
  language: string,
  values: Record<string, string>,
  own: Settings["templates"],
) => Promise<{ subject: string; text: string; html: string }>;

interface Target {
  ticket_id: string;
  number: string;
  organization_id: string | null;
  conversation_id: string;
  channel: string;
  /** Of the talk, or what its queue writes from. */
  address: string | null;
  /** Its queue's; null: the desk's. */
  sender_name: string | null;
  language: string | null;
  assignee: string | null;
  recipient: string | null;
  last_header: string | null;
  /** What the last thing said there was taken for; null for what did not come by mail. */
  last_kind: string | null;
  last_automatic: boolean | null;
  last_wants_none: boolean | null;
  /** It answers something that the desk had written by itself, or names another ticket as our mails do. */
  last_answers_us: boolean | null;
  category: StateCategory;
  subject: string;
  /** Mail to him comes back, or he complained. */
  unwelcome: boolean;
  proved: boolean;
}

/** Nobody who is a person reads these. */
export const machine =
  /^(?:mailer-daemon|postmaster|abuse|root|daemon|bounces?|no-?reply|do-?not-?reply|noreply-.*|.*-bounces|owner-.*|.*-request|listserv|majordomo)(?:\+.*)?@/i;

export async function sendAutomaticMail(
  desk: Desk,
  template: Template,
  kind: AutomaticKind,
  event: { ticketId: string; at: string },
): Promise<void> {
  const { database, config } = desk;
  const settings = await loadSettings(database.db);
  if (!settings.mail[switches[kind]]) return;
  await database.transact(async (trx) => {
    const target = await targetOf(trx, event.ticketId, config.address);
    if (!target?.recipient) return;
    if (kind === "assigned" && !target.assignee) return;
    if (kind === "solved" && target.category !== "solved") return;
    const recipient = recipientOf(target);
    if (!mayHear(target)) return;
    const silence = await silenceNow(trx, settings.mail, target, recipient, kind);
    if (silence?.loop) await noteLoop(trx, recipient, silence.why);
    if (silence) return;
    const language = target.language ?? settings.desk.language;
    const values = {
      number: target.number,
      desk: settings.desk.name,
      ...(target.assignee && { technician: target.assignee }),
      ...(kind === "solved" && { notSolved: notSolvedLink(config, target.ticket_id, new Date(event.at)) }),
    };
    const { subject, text, html } = await template(kind, language, values, settings.templates);
    const from = target.address ?? config.address;
    const at = new Date();
    const message = await queueMessage(trx, systemActor, {
      conversationId: target.conversation_id,
      kind: "outbound",
      channel: "email",
      authorId: null,
      authorName: settings.desk.name,
      at,
      subject,
      text,
      html,
      language,
      trust: "verified",
      automatic: true,
      sender: target.sender_name === null ? null : { name: target.sender_name, signature: null },
      from,
      to: [target.recipient],
      messageIdHeader: newMessageId(from),
      inReplyTo: target.last_header,
      references: target.last_header ? [target.last_header] : [],
      place: { ticketId: target.ticket_id, number: null, organizationId: target.organization_id },
      undoUntil: null,
      sendAt: at,
      about: target.subject,
    });
    await attachAutomaticMessage(trx, target.ticket_id, message.id);
    await insertAutomaticMail(trx, {
      addressKey: target.recipient.toLowerCase(),
      conversationId: target.conversation_id,
      purpose: kind,
      ...patternsOf(recipient),
    });
  });
}

/** Two reactions for the same address at once take turns (the lock), so that both count the other. */
async function targetOf(trx: Trx, ticketId: string, address: string): Promise<Target | null> {
  const { rows } = await sql<Target>`
    select target.*, pg_advisory_xact_lock(4714, hashtext(lower(recipient))) from (
      select t.id as ticket_id, t.number, t.organization_id, t.conversation_id, t.channel, coalesce(${senderAddressOf(address)}, c.address) as address, q.sender_name,
        coalesce(p.language, t.language) as language, a.name as assignee, last.message_id_header as last_header,
        last.kind as last_kind, last.automatic as last_automatic, last.wants_no_answer as last_wants_none,
        last.answers_us as last_answers_us, t.category, c.subject, mailbox.value as recipient,
        coalesce(mailbox.takes_no_mail_since, mailbox.no_automatic_mail_since) is not null as unwelcome,
        coalesce(mailbox.answered_at, mailbox.verified_at) is not null as proved
      from tickets t join conversations c on c.id = t.conversation_id join people p on p.id = t.requester_id
      join queues q on q.id = t.queue_id
      left join lateral (
        select cp.* from contact_points cp where cp.person_id = p.id and cp.kind = 'email' order by cp.id limit 1) mailbox on true
      left join people a on a.id = t.assignee_id
      left join lateral (
        select m.message_id_header, m.automatic, i.kind, i.wants_no_answer,
          (exists (select from messages o where o.message_id_header = any (m.reference_ids || m.in_reply_to)
             and o.kind = 'outbound' and o.automatic and o.conversation_id <> m.conversation_id)
           or exists (select from tickets x where x.number = substring(m.subject from '\\[#([A-Za-z0-9-]{5,32})\\]')
             and x.conversation_id <> m.conversation_id)) as answers_us
        from messages m left join inbound_mail i on i.id = m.mail_id
        where m.conversation_id = c.id and m.kind = 'inbound' order by m.id desc limit 1) last on true
      where t.id = ${ticketId}) target`.execute(trx);
  return rows[0] ?? null;
}

const switches = { receipt: "receipts", assigned: "assignmentNotices", solved: "solvedNotices" } as const;

const recipientOf = (target: Target): Recipient => ({
  address: (target.recipient as string).toLowerCase(),
  proved: target.proved,
  conversationId: target.conversation_id,
  ticketId: target.ticket_id,
  subject: target.subject,
});

/** Is there a person, does mail reach him, and does he want any? */
function mayHear(target: Target): boolean {
  const address = (target.recipient as string).toLowerCase();
  if (machine.test(address) || address.endsWith("@invalid") || target.channel === "phone" || target.unwelcome)
    return false;
  // The last thing said there came from a machine or a list: RFC 3834 2 says to keep silent.
  return !(
    target.last_automatic ||
    target.last_wants_none ||
    (target.last_kind !== null && target.last_kind !== "person")
  );
}

async function silenceNow(
  trx: Trx,
  limits: Limits,
  target: Target,
  recipient: Recipient,
  kind: AutomaticKind,
): Promise<Silence> {
  if (kind === "receipt" && target.last_answers_us)
    return {
      why: "a mail that answers an automatic one of ours, from an address that we did not write to",
      loop: true,
    };
  return silenceFor(trx, limits, recipient, kind, kind === "receipt");
}
