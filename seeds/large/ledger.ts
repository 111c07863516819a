// The ledger's half of what came in: one mail for each message, as if it had come by SMTP. Its bytes are not made up.
import { sql } from "kysely";
import type { Trx } from "../../server/platform/db.ts";

/** Words as PostgreSQL cuts them: near enough to what the desk cuts, to measure on. */
const words = (...texts: string[]) =>
  sql`to_tsvector('simple'::regconfig, translate(${sql.raw(texts.join(" || ' ' || "))}, '@.-', '   '))`;

/** One in two hundred was held, one in fifty dropped: they have no message. After all else, since it is made of that. */
export async function writeLedger(trx: Trx): Promise<void> {
  await sql`
    insert into inbound_mail (door, envelope_from, envelope_to, received_at, sha256, size, source_key, status, held_for, attempts,
      finished_at, steps, kind, header_from, subject, message_id_header, conversation_id, message_id, ticket_id, words)
    select 'smtp', m.from_address, m.to_addresses, m.at, m.sha256, 2000 + length(m.text), sha256(('seed ' || m.id)::bytea),
      fate, case fate when 'held' then 'spam' end, 1, m.at,
      case fate when 'done' then '[{"step": "read", "outcome": "continue", "why": "person", "code": "read.person"}]'::jsonb
        else '[{"step": "spam", "outcome": "hold", "why": "like spam", "code": "spam.filter", "values": {"percent": "99"}}]' end,
      'person', m.from_address, c.subject, m.message_id_header, case fate when 'done' then m.conversation_id end,
      case fate when 'done' then m.id end, case fate when 'done' then t.ticket_id end,
      ${words("c.subject", "m.from_address", "array_to_string(m.to_addresses, ' ')")}
    from messages m join conversations c on c.id = m.conversation_id
    left join lateral (select ticket_id from ticket_messages x where x.message_id = m.id limit 1) t on true,
    lateral (select case when m.id % 200 = 0 then 'held' when m.id % 50 = 0 then 'dropped' else 'done' end as fate) f
    where m.kind = 'inbound' and m.from_address is not null order by m.at`.execute(trx);
}
