import { sealOnce } from "../server/platform/chain.ts";
import type { Database } from "../server/platform/db.ts";

/** Seals everything that is settled into the chain, so that `verify` speaks for all of it at once. */
export async function drainSealer(database: Database): Promise<void> {
  while ((await sealOnce(database)) > 0) {}
}
