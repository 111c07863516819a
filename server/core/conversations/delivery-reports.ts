// What mail systems say about messages of ours: kept once, told to who wrote them, and the delivery moved.
import { sql } from "kysely";
import { type DeliveryReport, describeReturn, reasonOf } from "../../../shared/conversations/delivery-reports.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { aboutMessage } from "./deliveries.ts";
import { moveDelivery } from "./store.ts";

export interface NewDeliveryReport {
  messageId: string;
  mailId: string;
  kind: "failed" | "delayed" | "complaint";
  /** "" when the report does not say. */
  recipient: string;
  status: string | null;
  reporter: string | null;
  text: string;
  at: Date;
}

export interface ReportedMessage {
  messageId: string;
  ticketId: string | null;
  /** Everybody it was sent to, lower case. */
  recipients: string[];
}

/**
 * The message that a report is about: the one whose address for bounces it came back to; or, within the conversation whose
 * reply address it came back to, by its Message-ID, or else the last one that was sent to the address that the report names;
 * what the desk wrote by itself left without an address to return to. null when there is none.
 */
export async function findReported(
  trx: Trx,
  { conversationId, messageId }: { conversationId: string; messageId: string | null },
  { recipient, originalMessageId }: { recipient: string | null; originalMessageId: string | null },
): Promise<ReportedMessage | null> {
  const { rows } = await sql<ReportedMessage>`
    select m.id::text as "messageId",
      (select tm.ticket_id::text from ticket_messages tm where tm.message_id = m.id order by tm.ticket_id limit 1) as "ticketId",
      array(select lower(x) from unnest(m.to_addresses || m.cc_addresses) x) as recipients
    from messages m join deliveries d on d.message_id = m.id
    where m.conversation_id = ${conversationId} and m.kind = 'outbound' and d.attempts > 0
      and (${messageId}::bigint is null or m.id = ${messageId})
    order by coalesce(m.message_id_header = ${originalMessageId}, false) desc,
      coalesce(lower(${recipient}::text) in (select lower(x) from unnest(m.to_addresses || m.cc_addresses) x), false) desc, m.automatic, m.id desc
    limit 1`.execute(trx);
  return rows[0] ?? null;
}

/** false when the same was reported before: then nothing changes. */
export async function reportDelivery(trx: Trx, actor: Actor, report: NewDeliveryReport): Promise<boolean> {
  if (!(await insertReport(trx, report))) return false;
  const { messageId, recipient, status, kind } = report;
  const about = { ...(await aboutMessage(trx, messageId)), mailId: report.mailId };
  const delivery = await trx
    .selectFrom("deliveries")
    .select(["id", "attempts"])
    .where("message_id", "=", messageId)
    .executeTakeFirstOrThrow();
  const reason = describeReturn(recipient, status);
  const data = { delivery: delivery.id, reason, recipient, ...(status && { status }) };
  if (kind === "complaint") {
    await record(trx, { kind: "message.complained", actor, about, data: { delivery: delivery.id, recipient } });
  } else if (kind === "delayed") {
    await record(trx, { kind: "message.delayed", actor, about, data: { ...data, attempts: delivery.attempts } });
  } else {
    await failDelivery(trx, messageId, reason);
    await record(trx, { kind: "message.failed", actor, about, data });
  }
  return true;
}

async function insertReport(trx: Trx, report: NewDeliveryReport): Promise<boolean> {
  const { messageId, mailId, at, kind, status, reporter, text } = report;
  const recipient = report.recipient.toLowerCase();
  const done = await trx
    .insertInto("delivery_reports")
    .values({ message_id: messageId, mail_id: mailId, at, kind, recipient, status, reporter, text })
    .onConflict((conflict) => conflict.columns(["message_id", "kind", "recipient"]).doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** Tried again, it goes to those who have not got it: not to the others, who would have it twice. */
async function failDelivery(trx: Trx, messageId: string, reason: string): Promise<void> {
  const { rows } = await sql<{ left: string[] }>`
    select array(select x from messages m, unnest(m.to_addresses || m.cc_addresses) x where m.id = ${messageId} and lower(x) in (
      select r.recipient from delivery_reports r where r.message_id = ${messageId} and r.kind = 'failed')) as left`.execute(
    trx,
  );
  const left = rows[0]?.left ?? [];
  await moveDelivery(trx, { messageId }, ["sending", "sent", "failed"], {
    state: "failed",
    reason,
    claimed_by: null,
    ...(left.length > 0 && { to_addresses: left }),
  });
}

interface ReportRow {
  kind: DeliveryReport["kind"];
  recipient: string;
  status: string | null;
  reporter: string | null;
  text: string;
  at: string;
}

export const presentReport = ({ kind, recipient, status, reporter, text, at }: ReportRow): DeliveryReport => ({
  kind,
  recipient,
  status,
  reason: reasonOf(status),
  reporter,
  text,
  at: new Date(at).toISOString(),
});
