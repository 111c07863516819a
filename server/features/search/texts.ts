// What is found by which words: the texts of tickets, people and organizations, read some at a time.
import { sql } from "kysely";
import type { Weight } from "../../../shared/search/words.ts";
import type { Trx } from "../../platform/db.ts";

export type Parts = (readonly [weight: Weight, text: string])[];
export interface Texts {
  id: string;
  parts: Parts;
}

/** Of a message so many characters; of a ticket so many messages, the first and the newest ones; none that the desk writes by itself. */
const longestText = 20_000;
const mostMessages = 200;

interface TicketTexts {
  id: string;
  number: string;
  subject: string;
  requester: string;
  said: { note: boolean; text: string }[];
}

const namesOf = (person: ReturnType<typeof sql.ref>) => sql`concat_ws(' ',
  (select known.name from people known where known.id = ${person}),
  (select string_agg(c.value, ' ' order by c.id) from contact_points c where c.person_id = ${person}))`;

export async function ticketTexts(trx: Trx, ids: readonly string[]): Promise<Texts[]> {
  const { rows } = await sql<TicketTexts>`
    select t.id::text as id, t.number, t.subject, ${namesOf(sql.ref("t.requester_id"))} as requester, coalesce((
      select json_agg(json_build_object('note', x.kind = 'note', 'text', left(x.text, ${longestText})) order by x.place)
      from (select m.kind, m.text, row_number() over (order by m.id desc) as newest, row_number() over (order by m.id) as place
        from ticket_messages tm join messages m on m.id = tm.message_id
        where tm.ticket_id = t.id and not (m.automatic and m.kind = 'outbound')) x
      where x.newest <= ${mostMessages} or x.place = 1), '[]') as said
    from tickets t where t.id = any (${ids}::bigint[])`.execute(trx);
  return rows.map(({ id, number, subject, requester, said }) => ({
    id,
    parts: [
      ["A", `${number} ${subject}`],
      ["B", requester],
      ...said.map(({ note, text }) => [note ? "D" : "C", text] as const),
    ],
  }));
}

export async function personTexts(trx: Trx, ids: readonly string[]): Promise<Texts[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select p.id::text as id, ${namesOf(sql.ref("p.id"))} as text from people p where p.id = any (${ids}::bigint[])`.execute(
    trx,
  );
  return rows.map(({ id, text }) => ({ id, parts: [["A", text]] }));
}

export async function organizationTexts(trx: Trx, ids: readonly string[]): Promise<Texts[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select o.id::text as id, concat_ws(' ', o.name, array_to_string(o.domains, ' ')) as text
    from organizations o where o.id = any (${ids}::bigint[])`.execute(trx);
  return rows.map(({ id, text }) => ({ id, parts: [["A", text]] }));
}
