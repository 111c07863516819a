// Whoever writes shows that his address lives; whoever answers to our signed address, that our mail arrives there.
import { sql } from "kysely";
import { noteWriting } from "../../core/people/index.ts";
import type { Trx } from "../../platform/db.ts";

/** `signedIn`: the conversation whose signed address he answered to. */
export async function heardFrom(trx: Trx, address: string, signedIn: string | null, at: Date): Promise<void> {
  const answered = signedIn !== null && (await wasWrittenTo(trx, signedIn, address));
  await noteWriting(trx, address, answered, at);
}

/** From is a claim: it counts for an address only that we had sent the signed one to. */
async function wasWrittenTo(trx: Trx, conversationId: string, address: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from messages m, unnest(m.to_addresses || m.cc_addresses) x
      where m.conversation_id = ${conversationId} and m.kind = 'outbound' and lower(x) = lower(${address})) as found`.execute(
    trx,
  );
  return rows[0]?.found === true;
}
