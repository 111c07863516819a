// Mail that the desk writes by itself: a short receipt (F15) and the notice of who took the request on (F16). Never to a
// machine, at most one of a kind a conversation and hour, and never more to one address than the limits say: a desk must
// not be usable as a cannon (RELIABILITY.md S5, T7).
import { sql } from "kysely";
import { systemActor } from "../../../shared/identity/permissions.ts";
import { insertAutomaticMail, newMessageId, queueMessage } from "../../core/conversations/index.ts";
import { attachAutomaticMessage } from "../../core/tickets/index.ts";
import type { Trx } from "../../platform/db.ts";
import type { Desk } from "../../platform/desk.ts";
import { loadSettings, type Settings } from "../../platform/settings.ts";

export type AutomaticKind = "receipt" | "assigned";

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
  address: string | null;
  language: string | null;
  assignee: string | null;
  recipient: string | null;
  last_header: string | null;
  /** What the last thing said there was taken for; null for what did not come by mail. */
  last_kind: string | null;
  last_automatic: boolean | null;
  last_wants_none: boolean | null;
}

/** Nobody who is a person reads these. */
const machine =
  /^(?:mailer-daemon|postmaster|abuse|root|daemon|bounces?|no-?reply|do-?not-?reply|noreply-.*|.*-bounces|owner-.*|.*-request|listserv|majordomo)(?:\+.*)?@/i;

export async function sendAutomaticMail(
  desk: Desk,
  template: Template,
  kind: AutomaticKind,
  event: { ticketId: string; at: string },
): Promise<void> {
  const { database, config } = desk;
  const settings = await loadSettings(database.db);
  if (kind === "receipt" ? !settings.mail.receipts : !settings.mail.assignmentNotices) return;
  await database.transact(async (trx) => {
    const target = await targetOf(trx, event.ticketId);
    if (!target?.recipient || !(await mayWrite(trx, settings.mail, target, kind))) return;
    if (kind === "assigned" && !target.assignee) return;
    const language = target.language ?? settings.desk.language;
    const values = {
      number: target.number,
      desk: settings.desk.name,
      ...(target.assignee && { technician: target.assignee }),
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
      from,
      to: [target.recipient],
      messageIdHeader: newMessageId(from),
      inReplyTo: target.last_header,
      references: target.last_header ? [target.last_header] : [],
      place: { ticketId: target.ticket_id, number: null, organizationId: target.organization_id },
      undoUntil: null,
      sendAt: at,
    });
    await attachAutomaticMessage(trx, target.ticket_id, message.id);
    await insertAutomaticMail(trx, {
      addressKey: target.recipient.toLowerCase(),
      conversationId: target.conversation_id,
      purpose: kind,
    });
  });
}

/** Two reactions for the same address at once take turns (the lock), so that both count the other. */
async function targetOf(trx: Trx, ticketId: string): Promise<Target | null> {
  const { rows } = await sql<Target>`
    select target.*, pg_advisory_xact_lock(4714, hashtext(lower(recipient))) from (
      select t.id as ticket_id, t.number, t.organization_id, t.conversation_id, t.channel, c.address,
        coalesce(p.language, t.language) as language, a.name as assignee, last.message_id_header as last_header,
        last.kind as last_kind, last.automatic as last_automatic, last.wants_no_answer as last_wants_none,
        (select cp.value from contact_points cp where cp.person_id = p.id and cp.kind = 'email' order by cp.id limit 1) as recipient
      from tickets t join conversations c on c.id = t.conversation_id join people p on p.id = t.requester_id
      left join people a on a.id = t.assignee_id
      left join lateral (
        select m.message_id_header, m.automatic, i.kind, i.wants_no_answer from messages m left join inbound_mail i on i.id = m.mail_id
        where m.conversation_id = c.id and m.kind = 'inbound' order by m.id desc limit 1) last on true
      where t.id = ${ticketId}) target`.execute(trx);
  return rows[0] ?? null;
}

interface Limits {
  automaticPerHour: number;
  automaticPerDay: number;
}

async function mayWrite(trx: Trx, limits: Limits, target: Target, kind: AutomaticKind): Promise<boolean> {
  const address = (target.recipient as string).toLowerCase();
  if (machine.test(address) || address.endsWith("@invalid") || target.channel === "phone") return false;
  // The last thing said there came from a machine or a list: RFC 3834 2 says to keep silent.
  if (target.last_automatic || target.last_wants_none || (target.last_kind !== null && target.last_kind !== "person"))
    return false;
  const { rows } = await sql<{ hour: number; day: number; twin: boolean }>`
    select count(*) filter (where at > now() - interval '1 hour')::int as hour, count(*)::int as day,
      coalesce(bool_or(conversation_id = ${target.conversation_id} and purpose = ${kind} and at > now() - interval '1 hour'), false) as twin
    from automatic_mails where address_key = ${address} and at > now() - interval '1 day'`.execute(trx);
  const sent = rows[0];
  return sent !== undefined && !sent.twin && sent.hour < limits.automaticPerHour && sent.day < limits.automaticPerDay;
}
