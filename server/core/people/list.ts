// People and organizations, read: one SQL a list.
import { sql } from "kysely";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import type { Organization, Person } from "../../../shared/people/schema.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { cutPage, idCursor, likePattern, type PageOf } from "../../platform/page.ts";
import { phoneIsKnown } from "./contact-offers.ts";
import { organizationNotFound, personNotFound } from "./errors.ts";
import { organizationsVisibleTo, peopleVisibleTo } from "./visible.ts";

export interface PeopleQuery {
  limit?: number;
  after?: string;
  q?: string;
  role?: string;
  organization?: string;
}

/** What waits for an answer and is not on a card already; of positions the last one that he gave himself. */
const offersOf = sql`coalesce((
  select json_agg(json_build_object('id', f.id::text, 'kind', f.kind, 'value', f.value) order by f.kind, f.id)
  from contact_offers f where f.person_id = p.id and f.answer is null and case f.kind
    when 'phone' then not ${phoneIsKnown}
    else lower(f.value) is distinct from lower(p.position) and not exists (
      select from contact_offers later where later.person_id = p.id and later.kind = 'position' and later.id > f.id) end), '[]')`;

const personColumns = sql`
  p.id::text as id, p.name, p.position, p.language, p.time_zone as "timeZone", p.active, p.notes,
  (select c.value from contact_points c where c.person_id = p.id and c.kind = 'email' order by c.id limit 1) as email,
  coalesce((select json_agg(r.key order by r.id) from person_roles pr join roles r on r.id = pr.role_id where pr.person_id = p.id), '[]') as roles,
  coalesce((select json_agg(json_build_object('id', t.id::text, 'name', t.name) order by t.name)
            from team_members tm join teams t on t.id = tm.team_id where tm.person_id = p.id), '[]') as teams,
  coalesce((select json_agg(json_build_object('id', c.id::text, 'kind', c.kind, 'value', c.value, 'verified', c.verified_at is not null,
              'takesNoMail', c.takes_no_mail_why, 'noAutomaticMail', c.no_automatic_mail_since is not null) order by c.id)
            from contact_points c where c.person_id = p.id), '[]') as "contactPoints",
  ${offersOf} as offers,
  coalesce((select json_agg(json_build_object('id', o.id::text, 'name', o.name, 'role', m.role) order by o.name)
            from organization_members m join organizations o on o.id = m.organization_id where m.person_id = p.id), '[]') as organizations,
  (select count(*)::int from tickets t where t.requester_id = p.id and t.active) as "openTickets",
  (select count(*)::int from tickets t where t.requester_id = p.id and not t.active) as "closedTickets",
  p.created_at as "createdAt"`;

type PersonRow = Omit<Person, "createdAt"> & { createdAt: Date };

/** What agents note about somebody is not for him. */
const notesFor = (actor: Actor, notes: string): string => (can(actor, "people.read") ? notes : "");

/** Nor is how his addresses take our mail. */
const contactsFor = (actor: Actor, contacts: Person["contactPoints"]): Person["contactPoints"] =>
  can(actor, "people.read")
    ? contacts
    : contacts.map((each) => ({ ...each, takesNoMail: null, noAutomaticMail: false }));

const presentPerson = (actor: Actor, row: PersonRow): Person => ({
  ...row,
  contactPoints: contactsFor(actor, row.contactPoints),
  offers: can(actor, "people.read") ? row.offers : [],
  notes: notesFor(actor, row.notes),
  createdAt: row.createdAt.toISOString(),
});

export async function listPeople(db: Db, actor: Actor, query: PeopleQuery): Promise<PageOf<Person>> {
  const limit = query.limit ?? 50;
  const like = query.q ? likePattern(query.q) : null;
  const { rows } = await sql<PersonRow>`
    select ${personColumns} from people p
    where ${peopleVisibleTo(actor)}
      and p.id > ${idCursor(query.after)}
      and (${like}::text is null or lower(p.name) like ${like} or exists (
        select from contact_points c where c.person_id = p.id and c.value_key like ${like}))
      and (${query.role ?? null}::text is null or exists (
        select from person_roles pr join roles r on r.id = pr.role_id
        where pr.person_id = p.id and (r.key = ${query.role ?? null} or (${query.role ?? null} = 'agent' and r.permissions @> '{tickets.work}'))))
      and (${query.organization ?? null}::bigint is null or exists (
        select from organization_members m where m.person_id = p.id and m.organization_id = ${query.organization ?? null}))
    order by p.id limit ${limit + 1}`.execute(db);
  return cutPage(
    rows.map((row) => presentPerson(actor, row)),
    limit,
    (person) => person.id,
  );
}

export async function getPerson(db: Db | Trx, actor: Actor, id: string): Promise<Person> {
  const { rows } = await sql<PersonRow>`
    select ${personColumns} from people p where ${peopleVisibleTo(actor)} and p.id = ${id}`.execute(db);
  if (!rows[0]) throw personNotFound();
  return presentPerson(actor, rows[0]);
}

const organizationColumns = sql`
  o.id::text as id, o.name, o.domains, o.language, o.notes,
  (select count(*)::int from organization_members m where m.organization_id = o.id) as members,
  (select count(*)::int from tickets t where t.organization_id = o.id and t.active) as "openTickets",
  o.created_at as "createdAt"`;
type OrganizationRow = Omit<Organization, "createdAt"> & { createdAt: Date };
const presentOrganization = (actor: Actor, row: OrganizationRow): Organization => ({
  ...row,
  notes: notesFor(actor, row.notes),
  createdAt: row.createdAt.toISOString(),
});

export async function listOrganizations(
  db: Db,
  actor: Actor,
  query: { limit?: number; after?: string; q?: string },
): Promise<PageOf<Organization>> {
  const limit = query.limit ?? 50;
  const like = query.q ? likePattern(query.q) : null;
  const { rows } = await sql<OrganizationRow>`
    select ${organizationColumns} from organizations o
    where ${organizationsVisibleTo(actor)} and o.id > ${idCursor(query.after)}
      and (${like}::text is null or lower(o.name) like ${like} or exists (select from unnest(o.domains) d where d like ${like}))
    order by o.id limit ${limit + 1}`.execute(db);
  return cutPage(
    rows.map((row) => presentOrganization(actor, row)),
    limit,
    (organization) => organization.id,
  );
}

export async function getOrganization(db: Db | Trx, actor: Actor, id: string): Promise<Organization> {
  const { rows } = await sql<OrganizationRow>`
    select ${organizationColumns} from organizations o where ${organizationsVisibleTo(actor)} and o.id = ${id}`.execute(
    db,
  );
  if (!rows[0]) throw organizationNotFound();
  return presentOrganization(actor, rows[0]);
}
