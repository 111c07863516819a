// GET /search: tickets by their words and operators, people and organizations by their names.
import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Found, SearchQuery } from "../../../shared/search/schema.ts";
import { queryOf } from "../../../shared/search/words.ts";
import { parseFilter, problemText } from "../../../shared/tickets/filter.ts";
import { organizationsVisibleTo, peopleVisibleTo } from "../../core/people/index.ts";
import { findTicketNumber, searchTickets } from "../../core/tickets/index.ts";
import type { Db } from "../../platform/db.ts";
import { invalidField } from "../../platform/errors.ts";

export async function find(db: Db, actor: Actor, { q, limit = 10 }: SearchQuery): Promise<Found> {
  const { query, problems } = parseFilter(q);
  if (problems[0]) throw invalidField("q", problemText(problems[0]));
  const plain = Object.keys(query).every((key) => key === "q");
  const words = plain ? queryOf(query.q ?? "") : null;
  const [jump, tickets, people, organizations] = await Promise.all([
    plain ? findTicketNumber(db, actor, q) : null,
    searchTickets(db, actor, query, limit),
    words === null ? [] : findPeople(db, actor, words, limit),
    words === null ? [] : findOrganizations(db, actor, words, limit),
  ]);
  return { jump, tickets, people, organizations };
}

/** A word that begins much finds no more of it than this to choose from. */
const mostFound = 500;

async function findPeople(db: Db, actor: Actor, words: string, limit: number): Promise<Found["people"]> {
  const { rows } = await sql<Found["people"][number]>`
    select p.id::text as id, p.name,
      (select c.value from contact_points c where c.person_id = p.id and c.kind = 'email' order by c.id limit 1) as email,
      (select o.name from organization_members m join organizations o on o.id = m.organization_id where m.person_id = p.id order by o.name limit 1) as organization
    from people p where p.id in (select w.person_id from person_words w where w.words @@ ${sql.lit(words)}::tsquery limit ${mostFound})
      and ${peopleVisibleTo(actor)}
    order by p.active desc, lower(p.name), p.id limit ${limit}`.execute(db);
  return rows;
}

async function findOrganizations(db: Db, actor: Actor, words: string, limit: number): Promise<Found["organizations"]> {
  const { rows } = await sql<Found["organizations"][number]>`
    select o.id::text as id, o.name from organizations o
    where o.id in (select w.organization_id from organization_words w where w.words @@ ${sql.lit(words)}::tsquery limit ${mostFound})
      and ${organizationsVisibleTo(actor)}
    order by lower(o.name), o.id limit ${limit}`.execute(db);
  return rows;
}
