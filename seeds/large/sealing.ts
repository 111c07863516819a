// Blocks of the chain, made while the events are written: the same hashes as the sealer's, without reading back.
import { sql } from "kysely";
import { blockHash } from "../../server/platform/chain.ts";
import type { Trx } from "../../server/platform/db.ts";
import { afterPosition, type FeedPosition, lockCursor, moveCursor } from "../../server/platform/feed.ts";
import type { Rows } from "./tables.ts";

const blockSize = 2000;
/** The sealer's place in the feed: what lies before it is in the chain. */
const sealer = "sealer";

export interface ChainEnd {
  block: number;
  hash: Uint8Array;
}

export class BlockWriter {
  readonly #rows: Rows;
  readonly #sealedAt: Date;
  #end: { block: number; hash: Buffer };
  #ids: string[] = [];
  #hashes: Buffer[] = [];

  constructor(rows: Rows, end: ChainEnd, sealedAt: Date) {
    this.#rows = rows;
    this.#sealedAt = sealedAt;
    this.#end = { block: end.block, hash: Buffer.from(end.hash) };
  }

  get end(): ChainEnd {
    return this.#end;
  }

  add(id: string, hash: Buffer): void {
    this.#ids.push(id);
    this.#hashes.push(hash);
    if (this.#ids.length === blockSize) this.close();
  }

  /** Seals what was added so far. */
  close(): void {
    if (this.#ids.length === 0) return;
    const previous = this.#end.hash;
    this.#end = { block: this.#end.block + 1, hash: blockHash(previous, this.#hashes) };
    this.#rows.add("event_blocks", [String(this.#end.block), this.#sealedAt, this.#ids, previous, this.#end.hash]);
    this.#ids = [];
    this.#hashes = [];
  }
}

/**
 * Takes the sealer's place until the transaction ends and seals what lies before: events of the desk's setting up, and
 * this transaction's own so far. Nobody else may be able to write events meanwhile.
 */
export async function sealEarlier(trx: Trx, rows: Rows, now: Date): Promise<ChainEnd> {
  const position = await takeSealersPlace(trx);
  const { rows: found } = await sql<{ id: string; hash: Buffer }>`
    select id, hash from events where ${afterPosition(position)} order by era, tx, id`.execute(trx);
  const blocks = new BlockWriter(rows, await chainEnd(trx), now);
  for (const { id, hash } of found) blocks.add(id, hash);
  blocks.close();
  return blocks.end;
}

async function takeSealersPlace(trx: Trx): Promise<FeedPosition> {
  for (;;) {
    const position = await lockCursor(trx, sealer);
    if (position) return position;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function chainEnd(trx: Trx): Promise<ChainEnd> {
  const last = await trx
    .selectFrom("event_blocks")
    .select(["id", "hash"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ? { block: Number(last.id), hash: last.hash } : { block: 0, hash: Buffer.alloc(32) };
}

/** This transaction's events up to this one are in the chain. */
export async function markSealed(trx: Trx, lastEvent: number): Promise<void> {
  const { rows } = await sql<{
    era: number;
    tx: string;
  }>`select current_era() as era, pg_current_xact_id()::text as tx`.execute(trx);
  await moveCursor(trx, sealer, { era: rows[0]?.era ?? 0, tx: rows[0]?.tx as string, id: String(lastEvent) });
}
