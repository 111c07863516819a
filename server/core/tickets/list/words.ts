// Tickets by words: of number and subject, of who asked, of what was said. Notes are found by who may read them.
import { type RawBuilder, sql } from "kysely";
import { type Actor, can } from "../../../../shared/identity/permissions.ts";
import { queryOf } from "../../../../shared/search/words.ts";
import { splitWords } from "../../../../shared/tickets/filter-text.ts";
import { likePattern } from "../../../platform/page.ts";

type Condition = RawBuilder<unknown>;

export const inWords = (actor: Actor, q: string): Condition =>
  can(actor, "tickets.read") ? sql`${withWords(q, null)}${phrases(actor, q)}` : sql`${said(q)}${phrases(actor, q)}`;

/** Looked up first: the planner cannot guess how many they are, and one by one is right for any number of them. */
export const withWords = (q: string, most: number | null): Condition =>
  sql`t.id = any ((select tickets_with(${queryOf(q)}::tsquery, ${most}::int) || ${beforeTheirWords(q)})::bigint[])`;

/** A customer has few tickets: each of them is looked into, but not into its notes. */
function said(q: string): Condition {
  const query = queryOf(q, "ABC");
  return sql`(t.number = ${numberOf(q)} or (select w.words @@ ${query}::tsquery from ticket_words w where w.ticket_id = t.id)
    or t.id = any ((select ${beforeTheirWords(q)})::bigint[]))`;
}

/** A ticket is found by its number and subject the moment it exists; its words follow. */
function beforeTheirWords(q: string): Condition {
  const words = splitWords(q).slice(0, 8);
  if (words.length === 0) return sql`'{}'::bigint[]`;
  const fits = words.map((word) => {
    const like = likePattern(word);
    return sql`(lower(n.subject) like ${like} or exists (select from people p where p.id = n.requester_id and lower(p.name) like ${like}))`;
  });
  return sql`array(
    select n.id from tickets n where n.id > coalesce((select max(ticket_id) from ticket_words), 0) and ${sql.join(fits, sql` and `)}
    union all select n.id from tickets n where n.number = ${numberOf(q)})`;
}

export const numberOf = (q: string): string => q.trim().replace(/^#/, "").slice(0, 40);

/** Words in quotes have to stand together, in the subject or in what was said. */
function phrases(actor: Actor, q: string): Condition {
  const readable = can(actor, "tickets.read") ? sql`true` : sql`m.kind <> 'note'`;
  const each = splitWords(q)
    .filter((word) => /\s/.test(word))
    .map((phrase) => {
      const like = likePattern(phrase.replace(/\s+/g, " "));
      return sql` and (lower(t.subject) like ${like} or exists (
        select from ticket_messages tm join messages m on m.id = tm.message_id
        where tm.ticket_id = t.id and ${readable} and regexp_replace(lower(m.text), '\\s+', ' ', 'g') like ${like}))`;
    });
  return each.length === 0 ? sql`` : sql.join(each, sql``);
}
