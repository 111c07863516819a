// Whose a mail's recipients are, so that each gets a reply address of his own.
import { sql } from "kysely";
import { systemActor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { findOrCreatePerson } from "../people/index.ts";
import type { Recipient, TokenHolder } from "./reply-token.ts";

/** By address in lower case. Whom the desk writes to it knows from then on. */
export async function recipientsOf(
  trx: Trx,
  conversationId: string,
  addresses: readonly string[],
): Promise<Map<string, Recipient>> {
  const wanted = [...new Set(addresses.map((address) => address.toLowerCase()))].sort();
  const people = new Map<string, string>();
  for (const email of wanted) people.set(email, (await findOrCreatePerson(trx, systemActor, { email })).id);
  const { rows } = await sql<{ id: string; holder: TokenHolder }>`
    select p.id::text, case when exists (select from conversation_participants c
          where c.conversation_id = ${conversationId} and c.person_id = p.id and c.role = 'requester') then 'party'
        when exists (select from person_roles x join roles r on r.id = x.role_id
          where x.person_id = p.id and 'tickets.work' = any (r.permissions)) then 'agent' else 'party' end as holder
    from unnest(${[...people.values()]}::bigint[]) p (id)`.execute(trx);
  const holders = new Map(rows.map(({ id, holder }) => [id, holder]));
  return new Map(
    [...people].map(([email, personId]) => [email, { personId, holder: holders.get(personId) ?? "party" }]),
  );
}
