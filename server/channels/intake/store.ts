// The only writer of inbound_mail: every mail accepted, and what became of it.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Authentication } from "../../../shared/conversations/trust.ts";
import { vectorOf } from "../../../shared/search/words.ts";
import type { Db, Trx } from "../../platform/db.ts";
import type { RawMessage } from "../contract.ts";

/** What a server on the way wrote on top of the mail: not the same when the same mail is sent again. */
const traceHeader =
  /^(?:received|return-path|delivered-to|x-original-to|envelope-to|x-envelope-(?:to|from)|x-spam-[\w-]+):/i;

/** The same content for the same recipients is the same mail: its sender missed our answer and sent again. */
export function sourceKey({ envelopeTo, raw }: Pick<RawMessage, "envelopeTo" | "raw">): Buffer {
  const recipients = [...new Set(envelopeTo.map((address) => address.toLowerCase()))].sort();
  return createHash("sha256")
    .update(raw.subarray(traceLength(raw)))
    .update(JSON.stringify(recipients))
    .digest();
}

/** Bytes of the trace headers (with their folded lines) that the mail begins with. */
function traceLength(raw: Buffer): number {
  let end = 0;
  let inTrace = false;
  while (end < raw.length) {
    const newline = raw.indexOf(10, end);
    const line = raw.toString("latin1", end, Math.min(newline === -1 ? raw.length : newline, end + 80));
    const folded = line.startsWith(" ") || line.startsWith("\t");
    if (folded ? !inTrace : !traceHeader.test(line)) return end;
    if (newline === -1) return end;
    inTrace = true;
    end = newline + 1;
  }
  return end;
}

/**
 * One statement, one commit. null when this very mail is here already. With `instance` the mail is that process's at once;
 * if it is not done soon, it is due for everybody like any other.
 */
export async function insertMail(db: Db, message: RawMessage, instance: number | null): Promise<ClaimedMail | null> {
  const { door, envelopeFrom, envelopeTo, raw, client = null } = message;
  const sha256 = createHash("sha256").update(raw).digest();
  const { rows } = await sql<{ id: string; received_at: Date }>`
    with mail as (
      insert into inbound_mail (door, envelope_from, envelope_to, sha256, size, source_key, client_ip, client_helo, claimed_by, attempts, next_attempt_at)
      values (${door}, ${envelopeFrom}, ${envelopeTo}, ${sha256}, ${raw.length}, ${sourceKey(message)}, ${client?.ip ?? null}, ${client?.helo ?? null}, ${instance},
        ${instance === null ? 0 : 1}, now() + ${instance === null ? 0 : 5}::int * interval '1 second')
      on conflict (source_key) do nothing returning id, received_at
    ), bytes as (
      insert into inbound_mail_raw (mail_id, raw) select id, ${raw} from mail
    )
    select id, received_at from mail`.execute(db);
  if (!rows[0]) return null;
  const size = raw.length;
  const envelope = { envelope_from: envelopeFrom, envelope_to: envelopeTo };
  const arrival = { client_ip: client?.ip ?? null, client_helo: client?.helo ?? null, authentication: null };
  const fresh = { attempts: 1, released_by: null, released_for: null };
  return { ...rows[0], door, ...envelope, ...arrival, sha256, size, ...fresh, raw };
}

export interface ClaimedMail {
  id: string;
  door: string;
  envelope_from: string;
  envelope_to: string[];
  client_ip: string | null;
  client_helo: string | null;
  /** What was found out about its sender in an earlier try. */
  authentication: Authentication | null;
  received_at: Date;
  sha256: Buffer;
  size: number;
  attempts: number;
  /** Who let it pass, and what it was held for. */
  released_by: string | null;
  released_for: string | null;
  raw: Buffer;
}

/**
 * Takes mails that are due and that no living process has. Each claim counts as an attempt, so that a mail that kills us
 * is noticed; after a death its neighbours wait a little longer each time, not to be taken for the culprit.
 */
export async function claimMail(db: Db, instance: number, limit: number, busy: string[]): Promise<ClaimedMail[]> {
  const { rows } = await sql<ClaimedMail>`
    with due as (
      select id from inbound_mail
      where status = 'received' and next_attempt_at <= now() and id <> all (${busy}::bigint[])
        and (claimed_by is null or claimed_by = ${instance} or not instance_alive(claimed_by))
      order by next_attempt_at, id limit ${limit} for update skip locked
    ), claimed as (
      update inbound_mail m set claimed_by = ${instance}, attempts = attempts + 1,
        next_attempt_at = now() + case attempts when 0 then 0 when 1 then 2 else 10 end * interval '1 second'
      from due where m.id = due.id
      returning m.id, m.door, m.envelope_from, m.envelope_to, m.received_at, m.sha256, m.size, m.attempts,
        m.client_ip, m.client_helo, m.authentication, m.released_by, m.released_for
    )
    select claimed.*, r.raw from claimed join inbound_mail_raw r on r.mail_id = claimed.id order by claimed.id`.execute(
    db,
  );
  return rows;
}

export interface Outcome {
  status: "done" | "dropped" | "held" | "failed";
  steps: unknown[];
  heldFor?: "spam" | "virus" | "challenge" | null;
  kind: string | null;
  wantsNoAnswer: boolean;
  from: string | null;
  subject: string | null;
  sourceId: string | null;
  conversationId: string | null;
  messageId: string | null;
  ticketId: string | null;
  /** It says thanks and nothing else, and the ticket stayed as it was. */
  onlyThanks: boolean;
  authentication: Authentication;
  /** Its addresses, for the search in the ledger. */
  addresses: string[];
}

/** More than a mail is looked for by. */
const mostWords = 300;

/** false when somebody else has finished it meanwhile: then nothing of this transaction may stay. */
export async function finishMail(trx: Trx, id: string, outcome: Outcome): Promise<boolean> {
  const done = await trx
    .updateTable("inbound_mail")
    .set({
      status: outcome.status,
      steps: JSON.stringify(outcome.steps),
      held_for: outcome.heldFor ?? null,
      kind: outcome.kind,
      wants_no_answer: outcome.wantsNoAnswer,
      header_from: outcome.from,
      subject: outcome.subject,
      message_id_header: outcome.sourceId,
      conversation_id: outcome.conversationId,
      message_id: outcome.messageId,
      ticket_id: outcome.ticketId,
      only_thanks: outcome.onlyThanks,
      authentication: JSON.stringify(outcome.authentication),
      words: vectorOf(
        [
          ["A", (outcome.subject ?? "").slice(0, 500)],
          ["B", [outcome.from, ...outcome.addresses].join(" ").slice(0, 4000)],
        ],
        mostWords,
      ),
      finished_at: new Date(),
      claimed_by: null,
    })
    .where("id", "=", id)
    .where("status", "=", "received")
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Gives a mail back for another try; one that failed for no fault of the mail (`blame` false) does not count. */
export async function postponeMail(
  db: Db,
  mail: Pick<ClaimedMail, "id" | "attempts">,
  delayMs: number,
  blame: boolean,
  steps?: unknown[],
): Promise<void> {
  await db
    .updateTable("inbound_mail")
    .set({
      ...(steps && { steps: JSON.stringify(steps) }),
      claimed_by: null,
      next_attempt_at: new Date(Date.now() + delayMs),
      attempts: blame ? mail.attempts : mail.attempts - 1,
    })
    .where("id", "=", mail.id)
    .where("attempts", "=", mail.attempts)
    .where("status", "=", "received")
    .execute();
}

/** Through intake again: only what made no message. Returns the ids that are due again. */
export async function reopenMail(trx: Trx, ids: string[]): Promise<string[]> {
  const rows = await trx
    .updateTable("inbound_mail")
    .set({ status: "received", attempts: 0, next_attempt_at: new Date(), claimed_by: null, finished_at: null })
    .where("id", "in", ids)
    .where("status", "in", ["dropped", "held", "failed"])
    .where("message_id", "is", null)
    .returning("id")
    .execute();
  return rows.map((row) => row.id);
}

export interface HeldMail {
  id: string;
  status: string;
  held_for: string | null;
  message_id: string | null;
}

/** Nobody else decides about it until this transaction ends. */
export async function lockMail(trx: Trx, id: string): Promise<HeldMail | null> {
  const row = await trx
    .selectFrom("inbound_mail")
    .select(["id", "status", "held_for", "message_id"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Through intake again, past what it was held for. */
export async function letPass(trx: Trx, id: string, by: string, heldFor: string): Promise<void> {
  await trx.updateTable("inbound_mail").set({ released_by: by, released_for: heldFor }).where("id", "=", id).execute();
  await reopenMail(trx, [id]);
}

export interface FirstContact {
  id: string;
  /** In lower case. */
  address: string;
  subject: string;
  received_at: Date;
}

const firstContacts = sql`select id::text as id, lower(header_from) as address, coalesce(subject, '') as subject, received_at
  from inbound_mail where held_for = 'challenge' and status = 'held'`;

/** null: it waits for its sender no longer. */
export async function findFirstContact(db: Db | Trx, id: string): Promise<FirstContact | null> {
  const { rows } = await sql<FirstContact>`${firstContacts} and id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Everything that waits for this address to confirm it. */
export async function lockFirstContacts(trx: Trx, address: string): Promise<FirstContact[]> {
  const { rows } = await sql<FirstContact>`
    ${firstContacts} and lower(header_from) = ${address} order by id for update`.execute(trx);
  return rows;
}

export async function askedSince(trx: Trx, address: string, since: Date): Promise<boolean> {
  const { rows } = await sql<{ asked: boolean }>`
    select exists (select from inbound_mail where held_for = 'challenge' and lower(header_from) = ${address}
      and challenged_at >= ${since}) as asked`.execute(trx);
  return rows[0]?.asked === true;
}

export async function setChallenged(db: Db | Trx, id: string, at: Date | null): Promise<void> {
  await db.updateTable("inbound_mail").set({ challenged_at: at }).where("id", "=", id).execute();
}

/** It stays held, with this further step. */
export async function addStep(trx: Trx, id: string, step: unknown): Promise<void> {
  await sql`
    update inbound_mail set steps = coalesce(steps, '[]') || ${JSON.stringify([step])}::jsonb where id = ${id}`.execute(
    trx,
  );
}

/** Held no longer: it stays in the ledger as dropped, with this last step. */
export async function throwAway(trx: Trx, id: string, step: unknown): Promise<void> {
  await sql`
    update inbound_mail set status = 'dropped', finished_at = now(), steps = coalesce(steps, '[]') || ${JSON.stringify([step])}::jsonb
    where id = ${id}`.execute(trx);
}
