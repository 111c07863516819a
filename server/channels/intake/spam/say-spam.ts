// What agents say of mail: spam, not spam, or what they said taken back. The filter learns from it in a job.
import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { SpamVerdict } from "../../../../shared/mail/schema.ts";
import { finishConversation, reopenConversation, visibleMessage } from "../../../core/conversations/index.ts";
import { closeAsSpam, lockToChange, undoOperation } from "../../../core/tickets/index.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { conflict } from "../../../platform/errors.ts";
import { type EventAbout, record } from "../../../platform/events.ts";
import { saveVerdicts } from "./store.ts";

type Verdict = SpamVerdict["verdict"];
type AboutMail = EventAbout & { mailId: string };

/** Said twice it is said once. */
export async function saySpam(
  trx: Trx,
  actor: Actor,
  mails: AboutMail[],
  verdict: Verdict,
  operation: string | null,
): Promise<void> {
  const changed = await saveVerdicts(
    trx,
    mails.map(({ mailId }) => mailId),
    verdict,
    actor.personId,
    operation,
  );
  for (const about of mails.filter(({ mailId }) => changed.includes(mailId)))
    await record(trx, { kind: "mail.judged", actor, about, data: { verdict } });
}

/**
 * Of a ticket that a mail opened. Spam closes it, and nobody is told; anything else brings it back as it was, if it was
 * spam that closed it.
 */
export async function sayTicketSpam(trx: Trx, actor: Actor, number: string, verdict: Verdict): Promise<void> {
  const ticket = await lockToChange(trx, actor, number);
  const mails = await mailsOf(trx, ticket.id, ticket.requester_id);
  if (mails.length === 0) throw conflict({ why: "Nobody wrote a mail to this ticket that could be spam." });
  const before = await operationOf(trx, ticket.id);
  if (verdict === "spam") {
    const { operation } = await closeAsSpam(trx, actor, number);
    return saySpam(trx, actor, mails, "spam", operation ?? before);
  }
  if (before !== null) await undoOperation(trx, actor, before);
  await saySpam(trx, actor, mails, verdict, null);
}

const mailsAtMost = 50;

async function mailsOf(trx: Trx, ticketId: string, requesterId: string): Promise<AboutMail[]> {
  const { rows } = await sql<AboutMail>`
    select m.mail_id::text as "mailId", m.id::text as "messageId", m.conversation_id::text as "conversationId",
      tm.ticket_id::text as "ticketId"
    from ticket_messages tm join messages m on m.id = tm.message_id
    where tm.ticket_id = ${ticketId} and m.kind = 'inbound' and m.mail_id is not null and m.author_id = ${requesterId}
    order by m.id limit ${mailsAtMost}`.execute(trx);
  return rows;
}

/** The operation that closed it as spam, if it still stands. */
async function operationOf(trx: Trx, ticketId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select o.id::text as id from mail_verdicts v join operations o on o.id = v.operation_id
    join operation_tickets ot on ot.operation_id = o.id and ot.ticket_id = ${ticketId}
    join ticket_messages tm on tm.ticket_id = ot.ticket_id join messages m on m.id = tm.message_id and m.mail_id = v.mail_id
    where o.undone_at is null order by o.id desc limit 1`.execute(trx);
  return rows[0]?.id ?? null;
}

/** Of one message. In a conversation without ticket, spam finishes it; taken back it waits again. */
export async function sayMessageSpam(trx: Trx, actor: Actor, id: string, verdict: Verdict): Promise<void> {
  const message = await visibleMessage(trx, actor, id);
  if (message.mail_id === null) throw conflict({ why: "This message did not come by mail." });
  const { conversation_id: conversationId, mail_id: mailId } = message;
  const { rows } = await sql<{ ticket: boolean; finished: boolean; verdict: Verdict }>`
    select exists (select from ticket_conversations tc where tc.conversation_id = c.id) as ticket,
      c.finished_at is not null as finished, (select verdict from mail_verdicts where mail_id = ${mailId}) as verdict
    from conversations c where c.id = ${conversationId}`.execute(trx);
  const now = rows[0];
  await saySpam(trx, actor, [{ mailId, messageId: id, conversationId }], verdict, null);
  if (!now || now.ticket) return;
  if (verdict === "spam" && !now.finished) await finishConversation(trx, actor, conversationId);
  if (verdict !== "spam" && now.finished && now.verdict === "spam")
    await reopenConversation(trx, actor, conversationId);
}

export async function verdictOfTicket(db: Db, ticketId: string): Promise<Verdict> {
  const { rows } = await sql<{ verdict: Verdict }>`
    select v.verdict from ticket_messages tm join messages m on m.id = tm.message_id
    join mail_verdicts v on v.mail_id = m.mail_id
    where tm.ticket_id = ${ticketId} and v.verdict is not null order by v.at desc limit 1`.execute(db);
  return rows[0]?.verdict ?? null;
}

export async function verdictOfMail(db: Db, mailId: string | null): Promise<Verdict> {
  if (mailId === null) return null;
  const row = await db.selectFrom("mail_verdicts").select("verdict").where("mail_id", "=", mailId).executeTakeFirst();
  return (row?.verdict as Verdict | undefined) ?? null;
}
