// The provable history (B7): a background sealer chains the hashes of new events into blocks, so that writers never wait
// for one another, and `verify` walks the chain and finds the first break.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Database, Db, Trx } from "./db.ts";
import { type EventContent, eventHash } from "./events.ts";
import { feedStart, lockCursor, moveCursor, positionOf, readHashes } from "./feed.ts";
import type { Log } from "./log.ts";

const reader = "sealer";
const blockSize = 2000;
const genesis = Buffer.alloc(32);

/** SHA-256 of the previous block's hash and then each event's hash, in the order of the block. */
export function blockHash(previous: Buffer, eventHashes: Buffer[]): Buffer {
  const hash = createHash("sha256").update(previous);
  for (const each of eventHashes) hash.update(each);
  return hash.digest();
}

/** Seals what is new. Returns how many events; 0 also when another process is at it. */
export async function sealOnce(database: Database): Promise<number> {
  return database.transact(async (trx) => {
    const position = await lockCursor(trx, reader);
    if (!position) return 0;
    const events = await readHashes(trx, position, blockSize);
    const last = events.at(-1);
    if (!last) return 0;
    const before = await lastBlock(trx);
    await trx
      .insertInto("event_blocks")
      .values({
        id: String(BigInt(before.id) + 1n),
        sealed_at: new Date(),
        event_ids: events.map((event) => event.id),
        previous: before.hash,
        hash: blockHash(
          before.hash,
          events.map((event) => event.hash),
        ),
      })
      .execute();
    await moveCursor(trx, reader, positionOf(last));
    return events.length;
  });
}

async function lastBlock(trx: Trx): Promise<{ id: string; hash: Buffer }> {
  const block = await trx
    .selectFrom("event_blocks")
    .select(["id", "hash"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return block ?? { id: "0", hash: genesis };
}

/** Seals a second after something happened, and looks by itself now and then. */
export function startSealer(database: Database, log: Log): { stop(): Promise<void> } {
  let running: Promise<void> | null = null;
  let stopped = false;
  let timer = setTimeout(run, 1000);
  const off = database.bell.on("events", () => later(1000));
  let due = true;

  function later(delayMs: number): void {
    if (due || stopped) return;
    due = true;
    clearTimeout(timer);
    timer = setTimeout(run, delayMs);
  }
  function run(): void {
    due = false;
    if (stopped || running) return;
    running = drain().finally(() => {
      running = null;
      if (!stopped && !due) timer = setTimeout(run, 30_000);
    });
  }
  async function drain(): Promise<void> {
    try {
      while (!stopped && (await sealOnce(database)) === blockSize) {}
    } catch (error) {
      if (database.watch.healthy) log.error({ err: error }, "the history could not be sealed; trying again");
    }
  }
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      off();
      await running;
    },
  };
}

/** What `verify` found: everything in order, or the first break in words. */
export type ChainReport =
  | { ok: true; blocks: number; events: number; unsealed: number }
  | { ok: false; problem: string };

/** Walks the whole chain. `checkEvent` may look further at what an event speaks about (a message's content). */
export async function verifyChain(
  db: Db,
  checkEvents: (events: (EventContent & { id: string })[]) => Promise<string | null>,
): Promise<ChainReport> {
  let previous: Buffer = genesis;
  let blocks = 0;
  let events = 0;
  for (;;) {
    const block = await db
      .selectFrom("event_blocks")
      .selectAll()
      .where("id", ">", String(blocks))
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
    if (!block) break;
    if (block.id !== String(blocks + 1)) return broken(`block ${blocks + 1} is missing`);
    const problem = await verifyBlock(db, block, previous, checkEvents);
    if (problem) return broken(problem);
    previous = block.hash;
    blocks++;
    events += block.event_ids.length;
  }
  return verifyRest(db, blocks, events);
}

interface Block {
  id: string;
  event_ids: string[];
  previous: Buffer;
  hash: Buffer;
}
const broken = (problem: string): ChainReport => ({ ok: false, problem });

async function verifyBlock(
  db: Db,
  block: Block,
  previous: Buffer,
  checkEvents: (events: (EventContent & { id: string })[]) => Promise<string | null>,
): Promise<string | null> {
  if (!block.previous.equals(previous)) return `block ${block.id} does not follow the block before it`;
  const rows = await db.selectFrom("events").selectAll().where("id", "in", block.event_ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const hashes: Buffer[] = [];
  for (const id of block.event_ids) {
    const row = byId.get(id);
    if (!row) return `event ${id} (block ${block.id}) was deleted`;
    if (!eventHash(row).equals(row.hash))
      return `event ${id} (block ${block.id}, ${row.kind}, ${row.at.toISOString()}) was altered`;
    hashes.push(row.hash);
  }
  if (!blockHash(previous, hashes).equals(block.hash))
    return `block ${block.id} was altered, or an event in it together with its hash`;
  return checkEvents(rows);
}

/** Events outside the chain: only those behind the sealer's place may be, and they must be whole too. */
async function verifyRest(db: Db, blocks: number, events: number): Promise<ChainReport> {
  const { rows } = await sql<{ sealed: string; unsealed: string }>`
    select count(*) filter (where (e.era, e.tx, e.id) <= (p.era, p.tx, p.id)) as sealed,
           count(*) filter (where (e.era, e.tx, e.id) > (p.era, p.tx, p.id)) as unsealed
    from events e, (select coalesce(max(era), 0) as era, coalesce(max(tx), ${feedStart.tx}::xid8) as tx, coalesce(max(id), 0) as id
                    from feed_cursors where name = ${reader}) p`.execute(db);
  const found = rows[0];
  if (found && Number(found.sealed) !== events) {
    return broken(
      `the history holds ${found.sealed} events up to the end of the chain, the chain has sealed ${events}: one was slipped in or removed`,
    );
  }
  return { ok: true, blocks, events, unsealed: Number(found?.unsealed ?? 0) };
}
