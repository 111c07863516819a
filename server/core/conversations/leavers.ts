// Who wants no more copies of the answers in a talk, as SQL.
import { type RawBuilder, sql } from "kysely";

/** Of `l` (conversation_leavers): he wrote there since, and so takes part again. */
export const wroteSince = sql<boolean>`exists (select from messages m
  where m.conversation_id = l.conversation_id and m.author_id = l.person_id and m.kind = 'inbound' and not m.automatic and m.at > l.at)`;

/** Their addresses, in lower case. */
export const leaversOf = (conversation: RawBuilder<unknown>) => sql`
  select lower(x.value) from conversation_leavers l join contact_points x on x.person_id = l.person_id and x.kind = 'email'
  where l.conversation_id = ${conversation} and not ${wroteSince}`;
