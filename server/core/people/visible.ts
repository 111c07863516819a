// Who may see whom, as SQL. An agent sees everybody; a customer sees himself, and as a manager his organizations' people.
import { type RawBuilder, sql } from "kysely";
import { type Actor, can } from "../../../shared/identity/permissions.ts";

/** A condition on `p.id`. */
export function peopleVisibleTo(actor: Actor): RawBuilder<boolean> {
  if (can(actor, "people.read")) return sql<boolean>`true`;
  return sql<boolean>`(p.id = ${actor.personId} or exists (
    select from organization_members m where m.person_id = p.id and m.organization_id = any (${actor.managedOrganizationIds}::bigint[])))`;
}

/** A condition on `o.id`. */
export function organizationsVisibleTo(actor: Actor): RawBuilder<boolean> {
  if (can(actor, "people.read")) return sql<boolean>`true`;
  return sql<boolean>`o.id = any (${actor.managedOrganizationIds}::bigint[])`;
}
