// Reading the history in the order in which it became visible. Ids are given out when an event is written, not when it
// commits, so a reader that remembers the highest id would step over a transaction that commits late. Readers go by
// (tx, id) and stop below the oldest transaction still running that may write here: what is below it can no longer change.
// Transaction numbers are those of one cluster, so in front of them stands the era: which of the clusters that the desk has
// lived in.

import type { Selectable } from "kysely";
import { type RawBuilder, sql } from "kysely";
import type { Db, Trx } from "./db.ts";
import type { Events } from "./db-types.ts";

export interface FeedPosition {
  readonly era: number;
  readonly tx: string;
  readonly id: string;
}
export type StoredEvent = Selectable<Events>;

export const feedStart: FeedPosition = { era: 0, tx: "0", id: "0" };

/** Where a row of `events` or `feed_cursors` stands. */
export const positionOf = (row: { era: number; tx: unknown; id: string }): FeedPosition => ({
  era: row.era,
  tx: String(row.tx),
  id: row.id,
});

/** Text of a position, for cursors and Last-Event-ID. */
export const positionText = (position: FeedPosition): string => `${position.era}-${position.tx}-${position.id}`;

/** null when it is not one. */
export function parsePosition(text: string): FeedPosition | null {
  const match = /^(\d{1,4})-(\d{1,18})-(\d{1,18})$/.exec(text);
  return match ? { era: Number(match[1]), tx: match[2] as string, id: match[3] as string } : null;
}

/** Events after `position` that are settled, oldest first. */
export const readFeed = (db: Db | Trx, position: FeedPosition, limit: number): Promise<StoredEvent[]> =>
  settledAfter(db, position, limit).selectAll().execute();

/** The same for who need not know what happened. */
export const readHashes = (
  db: Db | Trx,
  position: FeedPosition,
  limit: number,
): Promise<Pick<StoredEvent, "era" | "tx" | "id" | "hash">[]> =>
  settledAfter(db, position, limit).select(["era", "tx", "id", "hash"]).execute();

const settledAfter = (db: Db | Trx, position: FeedPosition, limit: number) =>
  db
    .selectFrom("events")
    .where(afterPosition(position))
    .where(settled)
    .orderBy("era")
    .orderBy("tx")
    .orderBy("id")
    .limit(limit);

/** Milliseconds after which an event that may not be read yet is worth a look at who holds it back. */
const patience = 200;

/**
 * Running transactions, as this statement's snapshot has them, but for those that are known to be of another database of
 * the cluster: they cannot write here. A transaction keeps its number and a lock on each table that it wrote to until its
 * end, under a virtual number that is never used again, so what the locks say about it stays true, whenever they are read.
 * One that they say nothing about counts as ours. Our own stands in no snapshot of its own.
 */
const oldestHere = sql`(
  with locks as materialized (select * from pg_locks where virtualtransaction not like '%/0')
  select least(
    (select x from pg_snapshot_xip(pg_current_snapshot()) x
     where not exists (
       select from locks held join locks wrote using (virtualtransaction)
       where held.locktype = 'transactionid' and held.mode = 'ExclusiveLock' and held.granted and held.transactionid = x::xid
         and wrote.locktype = 'relation' and wrote.database <> 0
         and wrote.database <> (select oid from pg_database where datname = current_database()))
     order by x limit 1),
    pg_snapshot_xmax(pg_current_snapshot()),
    pg_current_xact_id_if_assigned()))`;

/** The oldest transaction of the whole cluster is cheap to know and as a rule young; who is in the way is asked only then. */
const horizon = sql`(
  select case when exists (
    select from events waiting
    where (waiting.era, waiting.tx) >= (current_era(), pg_snapshot_xmin(pg_current_snapshot()))
      and waiting.at < clock_timestamp() - make_interval(secs => ${sql.lit(patience / 1000)}))
  then ${oldestHere} else pg_snapshot_xmin(pg_current_snapshot()) end)`;

/** Both sides are asked once, not for each event. */
export const settled: RawBuilder<boolean> = sql<boolean>`(events.era < (select current_era()) or events.tx < ${horizon})`;
export const afterPosition = (position: FeedPosition): RawBuilder<boolean> =>
  sql<boolean>`(events.era, events.tx, events.id) > (${position.era}::smallint, ${position.tx}::xid8, ${position.id}::bigint)`;

/** The position behind everything settled now. */
export async function feedEnd(db: Db | Trx): Promise<FeedPosition> {
  const last = await db
    .selectFrom("events")
    .select(["era", "tx", "id"])
    .where(settled)
    .orderBy("era", "desc")
    .orderBy("tx", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ? positionOf(last) : feedStart;
}

/**
 * The place of the named reader, locked for this transaction; null when another process is reading for it right now.
 */
export async function lockCursor(trx: Trx, name: string): Promise<FeedPosition | null> {
  await trx
    .insertInto("feed_cursors")
    .values({ name, ...feedStart })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await trx
    .selectFrom("feed_cursors")
    .select(["era", "tx", "id"])
    .where("name", "=", name)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row ? positionOf(row) : null;
}

export async function moveCursor(trx: Trx, name: string, to: FeedPosition): Promise<void> {
  await trx.updateTable("feed_cursors").set({ era: to.era, tx: to.tx, id: to.id }).where("name", "=", name).execute();
}
