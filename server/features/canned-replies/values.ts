// What stands for the variables in a ticket or a conversation.
import { type RawBuilder, sql } from "kysely";
import type { Words } from "../../../shared/base/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { conversationsVisibleTo, ticketsVisibleTo } from "../../core/conversations/index.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { notFound } from "../../platform/errors.ts";
import { loadSettings } from "../../platform/settings.ts";
import type { CannedValues } from "./fill.ts";

interface About {
  number: string | null;
  subject: string | null;
  state: Words | null;
  customer: string | null;
  email: string | null;
  language: string | null;
  organization: string | null;
}

const nobody: About = {
  number: null,
  subject: null,
  state: null,
  customer: null,
  email: null,
  language: null,
  organization: null,
};

/** Throws 404 for what the actor may not see. */
export async function valuesFor(
  db: Db,
  actor: Actor,
  of: { ticket?: string; conversation?: string },
): Promise<CannedValues> {
  const about = of.ticket
    ? await aboutTicket(db, actor, of.ticket)
    : of.conversation
      ? await aboutConversation(db, actor, of.conversation)
      : nobody;
  const { desk } = await loadSettings(db);
  const language = (about.language ?? desk.language) as keyof Words;
  return {
    "ticket.number": about.number,
    "ticket.subject": about.subject,
    "ticket.state": about.state?.[language] ?? about.state?.en ?? null,
    "customer.name": isName(about.customer) ? about.customer : null,
    "customer.firstName": firstName(about.customer),
    "customer.email": about.email,
    "organization.name": about.organization,
    "agent.name": actor.name,
    "desk.name": desk.name,
  };
}

export async function customerLanguage(db: Db, actor: Actor, number: string): Promise<string | null> {
  return (await aboutTicket(db, actor, number)).language;
}

const emailOf = (person: RawBuilder<unknown>) =>
  sql`(select c.value from contact_points c where c.person_id = ${person} and c.kind = 'email' order by c.id limit 1)`;

async function aboutTicket(db: Db | Trx, actor: Actor, number: string): Promise<About> {
  const { rows } = await sql<About>`
    select t.number, t.subject, s.customer_name as state, p.name as customer, ${emailOf(sql`p.id`)} as email,
      coalesce(p.language, t.language) as language, o.name as organization
    from tickets t join states s on s.id = t.state_id join people p on p.id = t.requester_id
    left join organizations o on o.id = t.organization_id
    where t.number = ${number} and ${ticketsVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw notFound();
  return rows[0];
}

async function aboutConversation(db: Db | Trx, actor: Actor, id: string): Promise<About> {
  const { rows } = await sql<About>`
    select null as number, c.subject, null as state, p.name as customer, ${emailOf(sql`p.id`)} as email, p.language,
      (select o.name from organization_members m join organizations o on o.id = m.organization_id
       where m.person_id = p.id order by o.id limit 1) as organization
    from conversations c
    left join lateral (select person_id from conversation_participants x where x.conversation_id = c.id
      order by (x.role = 'requester') desc, x.person_id limit 1) first on true
    left join people p on p.id = first.person_id
    where c.id = ${id} and ${conversationsVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** Whoever gave none is called by the beginning of his address. */
const isName = (name: string | null): name is string => name !== null && /[\s\p{Lu}]|^[^\w]/u.test(name);

/** "Anna Nová" and "Nová, Anna" are both Anna. */
export function firstName(name: string | null): string | null {
  if (!isName(name)) return null;
  const [before = "", after] = name.split(",");
  return (after ?? before).trim().split(/\s+/)[0] || null;
}
