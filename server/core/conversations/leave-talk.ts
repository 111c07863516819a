// Somebody who takes part wants no more copies of the answers.
import { sql } from "kysely";
import { systemActor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { insertLeaver } from "./store.ts";

/** What he said before changes nothing. Both exist: the caller has looked. */
export async function leaveTalk(trx: Trx, conversationId: string, personId: string, at: Date): Promise<void> {
  if (!(await insertLeaver(trx, conversationId, personId, at))) return;
  const { rows } = await sql<{ name: string; ticketId: string | null; organizationId: string | null }>`
    select p.name, t.id::text as "ticketId", t.organization_id::text as "organizationId"
    from people p left join lateral (
      select t.id, t.organization_id from ticket_conversations tc join tickets t on t.id = tc.ticket_id
      where tc.conversation_id = ${conversationId} order by t.id limit 1) t on true
    where p.id = ${personId}`.execute(trx);
  const { name, ...about } = rows[0] as (typeof rows)[0];
  await record(trx, {
    kind: "conversation.left",
    actor: systemActor,
    at,
    about: { ...about, conversationId, personId },
    data: { name },
  });
}
