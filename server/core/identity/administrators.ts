// Somebody must always be able to manage the desk.
import { sql } from "kysely";
import type { Actor, Permission } from "../../../shared/identity/permissions.ts";
import { can } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { notAllowed } from "../../platform/errors.ts";
import { lastAdministrator } from "./errors.ts";
import { hasAdministrator } from "./links.ts";

/** Runs what may take rights away; 409 if nobody were left. Two who do it at once take turns, so that each sees the other. */
export async function keepAdministrator(trx: Trx, work: () => Promise<void>): Promise<void> {
  await sql`select pg_advisory_xact_lock(4716)`.execute(trx);
  const had = await hasAdministrator(trx);
  await work();
  if (had && !(await hasAdministrator(trx))) throw lastAdministrator();
}

/** Who may do more than the actor is not his to manage: by an invitation or another role he would become him. */
export async function requireBelow(trx: Trx, actor: Actor, personId: string): Promise<void> {
  const { rows } = await sql<{ permission: Permission }>`
    select distinct unnest(r.permissions) as permission from person_roles pr join roles r on r.id = pr.role_id
    where pr.person_id = ${personId}`.execute(trx);
  if (rows.some(({ permission }) => permission !== "own.requests" && !can(actor, permission))) throw notAllowed();
}
