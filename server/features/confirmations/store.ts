// The only writer of message_confirmations: who was asked whether a message is his, and what he said.
import { sql } from "kysely";
import { hashSecret, newSecret } from "../../core/identity/index.ts";
import type { Db, Trx } from "../../platform/db.ts";

export const daysToAnswer = 7;

export interface ConfirmationRow {
  id: string;
  message_id: string;
  sent_to: string;
  asked_at: Date;
  expires_at: Date;
  answer: "yes" | "no" | null;
}

/** Links of the same message made before stop working. Returns its id. */
export async function insertConfirmation(
  trx: Trx,
  input: { messageId: string; sentTo: string; askedBy: string | null },
): Promise<string> {
  await sql`update message_confirmations set token_hash = null where message_id = ${input.messageId} and answered_at is null`.execute(
    trx,
  );
  const row = await trx
    .insertInto("message_confirmations")
    .values({
      message_id: input.messageId,
      sent_to: input.sentTo,
      asked_by: input.askedBy,
      expires_at: new Date(Date.now() + daysToAnswer * 86_400_000),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The link's secret (256 random bits), kept nowhere but in the mail; null when there is nothing left to ask. */
export async function armConfirmation(trx: Trx, id: string): Promise<string | null> {
  const { secret, hash } = newSecret("");
  const done = await sql`update message_confirmations c set token_hash = ${hash}
    where c.id = ${id} and c.answered_at is null and c.expires_at > now()
      and not exists (select from message_confirmations n where n.message_id = c.message_id and n.id > c.id)`.execute(
    trx,
  );
  return done.numAffectedRows === 1n ? secret : null;
}

/** What an open link is about; null: it never was, was used, or is too old. Nothing is changed. */
export async function openConfirmation(db: Db | Trx, secret: string): Promise<ConfirmationRow | null> {
  const { rows } = await sql<ConfirmationRow>`
    select id::text, message_id::text, sent_to, asked_at, expires_at, answer from message_confirmations
    where token_hash = ${hashSecret(secret)} and answered_at is null and expires_at > now()`.execute(db);
  return rows[0] ?? null;
}

/** Uses the link up: of several at once one wins. */
export async function takeConfirmation(
  trx: Trx,
  secret: string,
  answer: "yes" | "no",
): Promise<ConfirmationRow | null> {
  const { rows } = await sql<ConfirmationRow>`
    update message_confirmations set answered_at = now(), answer = ${answer}
    where token_hash = ${hashSecret(secret)} and answered_at is null and expires_at > now()
    returning id::text, message_id::text, sent_to, asked_at, expires_at, answer`.execute(trx);
  return rows[0] ?? null;
}

/** The last one of a message. */
export async function lastConfirmation(db: Db | Trx, messageId: string): Promise<ConfirmationRow | null> {
  const { rows } = await sql<ConfirmationRow>`
    select id::text, message_id::text, sent_to, asked_at, expires_at, answer from message_confirmations
    where message_id = ${messageId} order by id desc limit 1`.execute(db);
  return rows[0] ?? null;
}
