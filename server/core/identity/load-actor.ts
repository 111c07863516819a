// Who somebody is, in one query: his permissions, teams, and the organizations he manages.
import { sql } from "kysely";
import type { Actor, Permission } from "../../../shared/identity/permissions.ts";
import type { Db, Trx } from "../../platform/db.ts";

interface ActorRow {
  person_id: string;
  name: string;
  permissions: Permission[];
  team_ids: string[];
  managed_ids: string[];
}

/** null when the person does not exist or was deactivated. */
export async function loadActor(db: Db | Trx, personId: string): Promise<Actor | null> {
  const { rows } = await sql<ActorRow>`
    select p.id as person_id, p.name,
      coalesce((select array_agg(distinct x) from person_roles pr join roles r on r.id = pr.role_id, unnest(r.permissions) x
                where pr.person_id = p.id), '{}') as permissions,
      coalesce((select array_agg(team_id) from team_members where person_id = p.id), '{}') as team_ids,
      coalesce((select array_agg(organization_id) from organization_members where person_id = p.id and role = 'manager'), '{}')
        as managed_ids
    from people p where p.id = ${personId} and p.active`.execute(db);
  const row = rows[0];
  if (!row) return null;
  return {
    personId: row.person_id,
    kind: "person",
    name: row.name,
    permissions: new Set(row.permissions),
    teamIds: row.team_ids,
    managedOrganizationIds: row.managed_ids,
  };
}
