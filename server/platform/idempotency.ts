// `Idempotency-Key`: the key's row is written in the same transaction as the work, so a request that is sent twice, or
// again after a crash, is done once. The second one waits for the first and gets its answer.
import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Database, Trx } from "./db.ts";
import { badRequest, conflict } from "./errors.ts";
import { canonicalJson } from "./events.ts";

export async function once<T>(
  database: Database,
  request: FastifyRequest,
  status: number,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return database.transact(work);
  if (typeof key !== "string" || key.length < 8 || key.length > 200) {
    throw badRequest({ why: "Idempotency-Key must have 8 to 200 characters." });
  }
  const owner = request.caller?.owner ?? `ip ${request.ip}`;
  const hash = createHash("sha256")
    .update(canonicalJson([request.method, request.url, request.body ?? null]))
    .digest();
  return database.transact(async (trx) => {
    const fresh = await trx
      .insertInto("idempotency_keys")
      .values({ owner, key, request_hash: hash })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    if (fresh.numInsertedOrUpdatedRows === 0n) return earlierAnswer<T>(trx, owner, key, hash);
    const result = await work(trx);
    await trx
      .updateTable("idempotency_keys")
      .set({ status, body: JSON.stringify(result ?? null) })
      .where("owner", "=", owner)
      .where("key", "=", key)
      .execute();
    return result;
  });
}

async function earlierAnswer<T>(trx: Trx, owner: string, key: string, hash: Buffer): Promise<T> {
  const row = await trx
    .selectFrom("idempotency_keys")
    .select(["request_hash", "body"])
    .where("owner", "=", owner)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  if (!row.request_hash.equals(hash)) throw conflict({ why: "This Idempotency-Key was used for another request." });
  return JSON.parse(row.body ?? "null") as T;
}

/** Keys are kept for two days. */
export async function forgetOldKeys(database: Database): Promise<void> {
  await database.db
    .deleteFrom("idempotency_keys")
    .where("created_at", "<", new Date(Date.now() - 2 * 86_400_000))
    .execute();
}
