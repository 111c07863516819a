// The only writer of mailboxes and of what is known of their folders.

import type { Selectable } from "kysely";
import { sql } from "kysely";
import { type Db, ringAfterCommit, type Trx } from "../../../platform/db.ts";
import type { Mailboxes } from "../../../platform/db-types.ts";

export type MailboxRow = Selectable<Mailboxes>;
export type MailboxValues = Omit<
  MailboxRow,
  | "id"
  | "version"
  | "claimed_by"
  | "problem"
  | "problem_detail"
  | "problem_since"
  | "problem_told"
  | "read_at"
  | "last_mail_at"
  | "created_at"
>;

export const findMailbox = (db: Db | Trx, id: string): Promise<MailboxRow | undefined> =>
  db.selectFrom("mailboxes").selectAll().where("id", "=", id).executeTakeFirst();

export const listRows = (db: Db | Trx): Promise<MailboxRow[]> =>
  db.selectFrom("mailboxes").selectAll().orderBy(sql`lower(address)`).execute();

export async function insertMailbox(trx: Trx, values: MailboxValues): Promise<MailboxRow> {
  ringAfterCommit(trx, "mailboxes");
  return trx.insertInto("mailboxes").values(values).returningAll().executeTakeFirstOrThrow();
}

/** Whoever reads it begins anew; what was wrong before is forgotten, and what could not be taken is tried again. */
export async function updateMailbox(trx: Trx, id: string, values: Partial<MailboxValues>): Promise<MailboxRow> {
  ringAfterCommit(trx, "mailboxes");
  await trx.updateTable("mailbox_left").set({ next_attempt_at: new Date() }).where("mailbox_id", "=", id).execute();
  return trx
    .updateTable("mailboxes")
    .set((each) => ({ ...values, version: each("version", "+", 1), ...nothingWrong }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

const nothingWrong = { problem: null, problem_detail: null, problem_since: null, problem_told: false };

export async function deleteMailbox(trx: Trx, id: string): Promise<void> {
  ringAfterCommit(trx, "mailboxes");
  await trx.deleteFrom("mailboxes").where("id", "=", id).execute();
}

/** A provider gave a new token: nobody has to begin anew for that. */
export async function saveSecret(db: Db, id: string, secret: Buffer): Promise<void> {
  await db.updateTable("mailboxes").set({ secret }).where("id", "=", id).execute();
}

/** Takes every mailbox that is to be read and that no living process reads; returns all that are this one's. */
export async function claimMailboxes(db: Db, instance: number): Promise<MailboxRow[]> {
  await sql`update mailboxes set claimed_by = ${instance} where id in (
    select id from mailboxes
    where not paused and claimed_by is distinct from ${instance} and (claimed_by is null or not instance_alive(claimed_by))
    for update skip locked)`.execute(db);
  return db
    .selectFrom("mailboxes")
    .selectAll()
    .where("claimed_by", "=", instance)
    .where("paused", "=", false)
    .execute();
}

export async function releaseMailbox(db: Db, id: string, instance: number): Promise<void> {
  await db
    .updateTable("mailboxes")
    .set({ claimed_by: null })
    .where("id", "=", id)
    .where("claimed_by", "=", instance)
    .execute();
}

/** Returns whether administrators were told that something was wrong; null: nothing was. */
export async function noteRead(trx: Trx, id: string): Promise<{ told: boolean } | null> {
  const before = await trx
    .selectFrom("mailboxes")
    .select(["problem", "problem_told"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  await trx
    .updateTable("mailboxes")
    .set({ read_at: new Date(), ...nothingWrong })
    .where("id", "=", id)
    .execute();
  return before?.problem ? { told: before.problem_told } : null;
}

/** Returns true when it is to be told now: `tell`, and it was not yet. */
export async function noteProblem(
  trx: Trx,
  id: string,
  problem: { code: string; detail: string },
  tell: boolean,
): Promise<boolean> {
  const before = await trx
    .selectFrom("mailboxes")
    .select(["problem_since", "problem_told"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!before) return false;
  await trx
    .updateTable("mailboxes")
    .set({
      problem: problem.code,
      problem_detail: problem.detail,
      problem_since: before.problem_since ?? new Date(),
      problem_told: before.problem_told || tell,
    })
    .where("id", "=", id)
    .execute();
  return tell && !before.problem_told;
}

export interface FolderPlace {
  uidValidity: bigint;
  lastUid: number;
  /** Of the UIDs below this one, what arrived before `since` is left alone. */
  oldBelow: number;
  since: Date | null;
}

export async function findPlace(db: Db, mailboxId: string, folder: string): Promise<FolderPlace | null> {
  const row = await db
    .selectFrom("mailbox_folders")
    .select(["uid_validity", "last_uid", "old_below", "since"])
    .where("mailbox_id", "=", mailboxId)
    .where("folder", "=", folder)
    .executeTakeFirst();
  if (!row) return null;
  const { uid_validity, last_uid, old_below, since } = row;
  return { uidValidity: BigInt(uid_validity), lastUid: Number(last_uid), oldBelow: Number(old_below), since };
}

/** `withMail`: something was taken on the way there. Nothing is written for a mailbox that was removed meanwhile. */
export async function savePlace(
  db: Db,
  mailboxId: string,
  folder: string,
  place: FolderPlace,
  withMail = false,
): Promise<void> {
  await sql`
    with mailbox as (
      update mailboxes set last_mail_at = case when ${withMail} then now() else last_mail_at end where id = ${mailboxId} returning id
    )
    insert into mailbox_folders (mailbox_id, folder, uid_validity, last_uid, old_below, since)
    select id, ${folder}, ${place.uidValidity.toString()}::bigint, ${place.lastUid}::bigint, ${place.oldBelow}::bigint,
      ${place.since}::timestamptz from mailbox
    on conflict (mailbox_id, folder) do update set uid_validity = excluded.uid_validity, last_uid = excluded.last_uid,
      old_below = excluded.old_below, since = excluded.since`.execute(db);
}

export interface LeftMail {
  uid: number;
  size: number;
  attempts: number;
}

/** It stays in the mailbox and is tried again in an hour, then ever more rarely, at last once a day. */
export async function leaveMail(
  db: Db,
  mailboxId: string,
  folder: string,
  uidValidity: bigint,
  mail: { uid: number; size: number; why: "too-large" | "unreadable" },
): Promise<void> {
  await sql`
    insert into mailbox_left (mailbox_id, folder, uid_validity, uid, why, size, next_attempt_at)
    select id, ${folder}, ${uidValidity.toString()}::bigint, ${mail.uid}, ${mail.why}, ${mail.size}, now() + interval '1 hour'
    from mailboxes where id = ${mailboxId}
    on conflict (mailbox_id, folder, uid_validity, uid) do update
      set why = excluded.why, size = excluded.size, attempts = mailbox_left.attempts + 1, 
        next_attempt_at = now() + least(mailbox_left.attempts + 1, 24) * interval '1 hour'`.execute(db);
}

/** UIDs of those that are due for another try. */
export async function dueLeft(db: Db, mailboxId: string, folder: string, uidValidity: bigint): Promise<number[]> {
  const rows = await db
    .selectFrom("mailbox_left")
    .select("uid")
    .where("mailbox_id", "=", mailboxId)
    .where("folder", "=", folder)
    .where("uid_validity", "=", uidValidity.toString())
    .where("next_attempt_at", "<=", new Date())
    .orderBy("uid")
    .limit(100)
    .execute();
  return rows.map((row) => Number(row.uid));
}

export async function forgetLeft(db: Db, mailboxId: string, folder: string, uids: number[] | "all"): Promise<void> {
  if (uids !== "all" && uids.length === 0) return;
  await db
    .deleteFrom("mailbox_left")
    .where("mailbox_id", "=", mailboxId)
    .where("folder", "=", folder)
    .$if(uids !== "all", (query) => query.where("uid", "in", (uids as number[]).map(String)))
    .execute();
}

export async function insertGrant(
  trx: Trx,
  grant: { stateHash: Buffer; provider: string; actorId: string | null; secret: Buffer },
): Promise<void> {
  // One that nobody came back to in an hour is of no use any more.
  await sql`delete from mailbox_grants where created_at < now() - interval '1 hour'`.execute(trx);
  await trx
    .insertInto("mailbox_grants")
    .values({ state_hash: grant.stateHash, provider: grant.provider, actor_id: grant.actorId, secret: grant.secret })
    .execute();
}

/** Each state works once: it is taken out of use here. */
export async function takeGrantOfState(trx: Trx, stateHash: Buffer, actorId: string | null) {
  return trx
    .deleteFrom("mailbox_grants")
    .where("state_hash", "=", stateHash)
    .where("actor_id", "is not distinct from", actorId)
    .where("granted", "=", false)
    .where("created_at", ">", new Date(Date.now() - 3_600_000))
    .returning(["provider", "secret", "actor_id"])
    .executeTakeFirst();
}

export async function insertGranted(
  db: Db,
  grant: { stateHash: Buffer; provider: string; actorId: string | null; secret: Buffer },
): Promise<string> {
  const { id } = await db
    .insertInto("mailbox_grants")
    .values({
      state_hash: grant.stateHash,
      provider: grant.provider,
      actor_id: grant.actorId,
      secret: grant.secret,
      granted: true,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export const findGranted = (db: Db | Trx, id: string, actorId: string | null) =>
  db
    .selectFrom("mailbox_grants")
    .select(["id", "provider", "secret"])
    .where("id", "=", id)
    .where("actor_id", "is not distinct from", actorId)
    .where("granted", "=", true)
    .executeTakeFirst();

export async function deleteGrant(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom("mailbox_grants").where("id", "=", id).execute();
}
