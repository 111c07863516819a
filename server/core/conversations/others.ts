// Who else gets an answer: reply to all, so that nobody who was in the talk falls out of it.
import { type RawBuilder, sql } from "kysely";
import { leaversOf } from "./leavers.ts";

/** All that are known of the requester, in lower case. */
const addressesOf = (conversation: RawBuilder<unknown>, requester: RawBuilder<unknown>) => sql`
    select lower(x.value) from contact_points x where x.person_id = ${requester} and x.kind = 'email'
    union all
    select lower(m.from_address) from messages m
    where m.conversation_id = ${conversation} and m.kind = 'inbound' and m.author_id = ${requester} and m.from_address is not null`;

/**
 * Addresses, sorted, at most fifty: who takes part beside the requester, by the first address that is known of him (what
 * stands in a Reply-To of his is a claim), and whom the last answer to the requester went to as
 * well: who was only written to aside stays outside, as does who left. None of ours, and none of the requester's. Both arguments are ids as SQL.
 */
export const othersIn = (conversation: RawBuilder<unknown>, requester: RawBuilder<unknown>) => sql<string[]>`array(
  select min(o.address) from (
    select (select x.value from contact_points x where x.person_id = p.person_id and x.kind = 'email' order by x.id limit 1) as address
    from conversation_participants p where p.conversation_id = ${conversation} and p.role = 'cc'
    union all
    select unnest(last.to_addresses || last.cc_addresses) from (
      select m.to_addresses, m.cc_addresses from messages m
      where m.conversation_id = ${conversation} and m.kind = 'outbound' and not m.automatic
        and exists (select from unnest(m.to_addresses || m.cc_addresses) a where lower(a) in (${addressesOf(conversation, requester)}))
        and not exists (select from deliveries d where d.message_id = m.id and d.state = 'cancelled')
      order by m.id desc limit 1) last
  ) o
  where o.address is not null and lower(o.address) not in (
    ${addressesOf(conversation, requester)}
    union all
    ${leaversOf(conversation)}
    union all
    select lower(q.address) from queues q where q.address is not null
    union all
    select lower(c.address) from conversations c where c.id = ${conversation} and c.address is not null
    union all
    select lower(a) from settings s, jsonb_array_elements_text(s.value -> 'addresses') a where s.key = 'mail')
  group by lower(o.address) order by 1 limit 50)`;
