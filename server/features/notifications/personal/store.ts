// The only writer of notifications.
import { sql } from "kysely";
import type { Ways } from "../../../../shared/identity/preferences.ts";
import type { NotificationKind } from "../../../../shared/notifications/schema.ts";
import { type Db, ringAfterCommit, type Trx } from "../../../platform/db.ts";

export interface NewNotification {
  personId: string;
  kind: NotificationKind;
  ways: Ways;
  ticketId: string | null;
  messageId: string | null;
  actorId: string | null;
  actorName: string;
  preview: string;
  eventId: string;
  at: Date;
}

/** What comes within it about the same ticket, for the same reason and still unread, is one notification. */
const gather = sql`interval '10 minutes'`;
const mailAfterMs = 15 * 60_000;
/** Whoever is given hundreds of tickets at once is not called hundreds of times. */
const pushedAtMost = 20;

/**
 * Stands repeating. `ticketId` is locked by the caller, so that two at once find each other. Returns whether it is a new
 * one: one that grew is not sent again.
 */
export async function tell(trx: Trx, input: NewNotification): Promise<boolean> {
  const { personId, kind, ticketId, messageId, actorId, actorName, preview, eventId, at, ways } = input;
  const { rows } = await sql<{ id: string; event_id: string; gathers: boolean }>`
    select id, event_id, read_at is null and at > ${at}::timestamptz - ${gather} as gathers from notifications
    where person_id = ${personId} and kind = ${kind} and ticket_id is not distinct from ${ticketId}::bigint
      and (${ticketId}::bigint is not null or event_id = ${eventId})
    order by id desc limit 1`.execute(trx);
  const last = rows[0];
  if (last && BigInt(last.event_id) >= BigInt(eventId)) return false;
  if (last?.gathers) {
    await trx
      .updateTable("notifications")
      .set({ message_id: messageId, actor_id: actorId, actor_name: actorName, preview, event_id: eventId })
      .where("id", "=", last.id)
      .execute();
    ringNotices(trx, personId, last.id);
    return false;
  }
  const push = ways.push && (await countRecent(trx, personId, at)) < pushedAtMost;
  const row = await trx
    .insertInto("notifications")
    .values({
      person_id: personId,
      kind,
      ticket_id: ticketId,
      message_id: messageId,
      actor_id: actorId,
      actor_name: actorName,
      preview,
      event_id: eventId,
      at,
      push_at: push ? at : null,
      mail_at: ways.mail ? new Date(at.getTime() + mailAfterMs) : null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  ringNotices(trx, personId, row.id);
  return true;
}

async function countRecent(trx: Trx, personId: string, at: Date): Promise<number> {
  const { rows } = await sql<{ recent: number }>`
    select count(*)::int as recent from (select at from notifications where person_id = ${personId} order by id desc limit ${pushedAtMost}) x
    where at > ${at}::timestamptz - ${gather}`.execute(trx);
  return rows[0]?.recent ?? 0;
}

/** `id` "0": some were read. */
const ringNotices = (trx: Trx, personId: string, id: string): void =>
  ringAfterCommit(trx, "notices", `${personId}-${id}`);

/** What was read need not leave by push or mail. */
export async function markRead(
  trx: Trx,
  personId: string,
  which: { ids: string[] } | { all: true } | { ticket: string },
): Promise<void> {
  let query = trx
    .updateTable("notifications")
    .set({ read_at: new Date(), push_at: null, mail_at: null })
    .where("person_id", "=", personId)
    .where("read_at", "is", null);
  if ("ids" in which) query = query.where("id", "in", which.ids);
  if ("ticket" in which)
    query = query.where("ticket_id", "=", (select) =>
      select.selectFrom("tickets").select("tickets.id").where("number", "=", which.ticket),
    );
  const done = await query.executeTakeFirst();
  if (done.numUpdatedRows > 0n) ringNotices(trx, personId, "0");
}

export type Way = "push" | "mail";
const column = { push: sql.ref("push_at"), mail: sql.ref("mail_at") };

/** People whom something has to reach now. What could not leave for a week is no news. */
export async function peopleDue(db: Db, way: Way): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id::text as person_id from notifications
    where ${column[way]} <= now() and at > now() - interval '7 days' limit 500`.execute(db);
  return rows.map((row) => row.person_id);
}

/** Puts off what is due for a person: nobody else sends it until then. Returns which. */
export async function putOff(trx: Trx, personId: string, way: Way, until: Date, all: boolean): Promise<string[]> {
  // Who waited here sees what the other has put off.
  await sql`select pg_advisory_xact_lock(4717, hashtext(${personId}))`.execute(trx);
  const { rows } = await sql<{ id: string }>`
    update notifications set ${column[way]} = ${until}
    where person_id = ${personId} and ${column[way]} is not null and (${all} or ${column[way]} <= now())
      and exists (select from notifications due where due.person_id = ${personId} and due.${column[way]} <= now())
    returning id::text as id`.execute(trx);
  return rows.map((row) => row.id);
}

/** It has left, or never will. */
export async function settle(db: Db, ids: readonly string[], way: Way): Promise<void> {
  await sql`update notifications set ${column[way]} = null where id = any (${ids}::bigint[])`.execute(db);
}

/** What was read is kept for a month, the rest for three. */
export async function forgetOldNotifications(db: Db): Promise<void> {
  await sql`delete from notifications where at < now() - interval '90 days'
    or (read_at is not null and at < now() - interval '30 days')`.execute(db);
}
