// The only writer of drafts. One an author in each ticket, or in each conversation without one.
import { sql } from "kysely";
import { ringAfterCommit, type Trx } from "../../../platform/db.ts";

/** Where a draft stands: in a ticket or in a conversation. */
export type Place = { ticketId: string } | { conversationId: string };

export interface DraftContent {
  kind: "reply" | "note";
  body: string;
  to: string[] | null;
  cc: string[] | null;
  uploads: string[];
  since: number | null;
}

export interface StoredDraft {
  id: string;
  version: number;
  content: DraftContent;
}

/** Listeners of the live stream look at what is there now. */
export const ringDrafts = (trx: Trx, place: Place): void =>
  ringAfterCommit(trx, "drafts", "ticketId" in place ? `t${place.ticketId}` : `c${place.conversationId}`);

export const atPlace = (place: Place) =>
  "ticketId" in place
    ? sql<boolean>`ticket_id = ${place.ticketId}`
    : sql<boolean>`conversation_id = ${place.conversationId}`;

const columnsOf = (content: DraftContent) => ({
  kind: content.kind,
  body: content.body,
  to_addresses: content.to,
  cc_addresses: content.cc,
  uploads: content.uploads,
  since: content.since,
});

/** false: the author has one there. */
export async function insertDraft(trx: Trx, place: Place, authorId: string, content: DraftContent): Promise<boolean> {
  const done = await trx
    .insertInto("drafts")
    .values({
      ...columnsOf(content),
      author_id: authorId,
      ticket_id: "ticketId" in place ? place.ticketId : null,
      conversation_id: "conversationId" in place ? place.conversationId : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  ringDrafts(trx, place);
  return done.numInsertedOrUpdatedRows === 1n;
}

export async function updateDraft(
  trx: Trx,
  place: Place,
  id: string,
  set: Partial<DraftContent> & { authorId?: string },
): Promise<void> {
  await trx
    .updateTable("drafts")
    .set({
      ...(set.kind && { kind: set.kind }),
      ...(set.body !== undefined && { body: set.body }),
      ...(set.to !== undefined && { to_addresses: set.to }),
      ...(set.cc !== undefined && { cc_addresses: set.cc }),
      ...(set.uploads && { uploads: set.uploads }),
      ...(set.since !== undefined && { since: set.since }),
      ...(set.authorId && { author_id: set.authorId }),
      version: sql`version + 1`,
      updated_at: new Date(),
    })
    .where("id", "=", id)
    .execute();
  ringDrafts(trx, place);
}

/** The author's draft there, locked for this transaction. */
export async function lockDraft(trx: Trx, place: Place, authorId: string): Promise<StoredDraft | null> {
  const row = await trx
    .selectFrom("drafts")
    .selectAll()
    .where(atPlace(place))
    .where("author_id", "=", authorId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const content: DraftContent = {
    kind: row.kind as DraftContent["kind"],
    body: row.body,
    to: row.to_addresses,
    cc: row.cc_addresses,
    uploads: row.uploads,
    since: row.since,
  };
  return { id: row.id, version: row.version, content };
}

/** Returns whether there was one. */
export async function removeDraft(trx: Trx, place: Place, authorId: string): Promise<boolean> {
  const done = await trx
    .deleteFrom("drafts")
    .where(atPlace(place))
    .where("author_id", "=", authorId)
    .executeTakeFirst();
  if (done.numDeletedRows > 0n) ringDrafts(trx, place);
  return done.numDeletedRows > 0n;
}

/**
 * What was sent is a draft no more: for whoever writes a message, in the same transaction. A later version, which another
 * tab of the author went on with, stays.
 */
export async function removeSentDraft(trx: Trx, place: Place, authorId: string, version: number): Promise<void> {
  const done = await trx
    .deleteFrom("drafts")
    .where(atPlace(place))
    .where("author_id", "=", authorId)
    .where("version", "<=", version)
    .executeTakeFirst();
  if (done.numDeletedRows > 0n) ringDrafts(trx, place);
}

/** A text that was called back before it left is a draft again; one that its author has begun meanwhile stands below it. */
export async function putBackDraft(trx: Trx, place: Place, authorId: string, content: DraftContent): Promise<void> {
  if (await insertDraft(trx, place, authorId, content)) return;
  const other = await lockDraft(trx, place, authorId);
  if (!other) throw new Error("a draft came and went");
  await updateDraft(trx, place, other.id, {
    body: `${content.body}\n\n${other.content.body}`.trim(),
    uploads: [...new Set([...content.uploads, ...other.content.uploads])],
  });
}

/**
 * Drafts follow their ticket into another one; whose author has one there as well stays where it is. Returns which
 * went. With `only` it brings these back.
 */
export async function moveDrafts(trx: Trx, fromId: string, toId: string, only?: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update drafts d set ticket_id = ${toId}, version = version + 1
    where d.ticket_id = ${fromId} and (${only ?? null}::bigint[] is null or d.id = any (${only ?? null}::bigint[]))
      and not exists (select from drafts x where x.ticket_id = ${toId} and x.author_id = d.author_id)
    returning d.id::text as id`.execute(trx);
  ringDrafts(trx, { ticketId: fromId });
  ringDrafts(trx, { ticketId: toId });
  return rows.map((row) => row.id);
}
