// Roles: named sets of permissions. Those that came with the desk keep their names; nobody gives what he has not.
import { sql } from "kysely";
import type { CreateRole, UpdateRole } from "../../../shared/identity/access.ts";
import { type Actor, builtInRoles, can, type Permission } from "../../../shared/identity/permissions.ts";
import type { Role } from "../../../shared/identity/schema.ts";
import { type Db, ringAfterCommit, type Trx } from "../../platform/db.ts";
import { notAllowed } from "../../platform/errors.ts";
import { changesBetween, keyFrom, recordChange, wholeChange } from "../../platform/setting-changes.ts";
import { administratorNeeds, roleBuiltIn, roleInUse, roleNotFound, roleTaken, roleUnknown } from "./errors.ts";

/** Without these an administrator could not undo what locked him out. */
const ofAdministrators: readonly Permission[] = ["identity.manage", "settings.read", "settings.write"];

export async function listRoles(db: Db | Trx): Promise<Role[]> {
  const { rows } = await sql<Omit<Role, "builtIn">>`
    select r.id::text as id, r.key, r.name, r.permissions,
      (select count(*)::int from person_roles pr where pr.role_id = r.id) as people,
      (select count(*)::int from api_tokens t where t.role_id = r.id and t.revoked_at is null) as tokens
    from roles r order by r.id`.execute(db);
  return rows.map((row) => ({ ...row, builtIn: row.key in builtInRoles }));
}

/** Nobody hands out more than he has; a customer's own right is nobody's in the desk and harms nothing. */
export function requireOwn(actor: Actor, permissions: readonly string[]): void {
  if (permissions.some((each) => each !== "own.requests" && !can(actor, each as Permission))) throw notAllowed();
}

export async function createRole(trx: Trx, actor: Actor, input: CreateRole): Promise<Role> {
  requireOwn(actor, input.permissions);
  const all = await listRoles(trx);
  const taken = (key: string) => all.some((role) => role.key === key);
  if (input.key && taken(input.key)) throw roleTaken({ key: input.key }, { key: "is taken" });
  const key = input.key ?? keyFrom(input.name.en, "role", taken);
  const { name, permissions } = input;
  await trx
    .insertInto("roles")
    .values({ key, name: JSON.stringify(name), permissions })
    .execute();
  await recordChange(trx, actor, `role ${key}`, name.en, wholeChange("role", null, { key, name, permissions }));
  return roleOf(trx, (role) => role.key === key);
}

export async function changeRole(trx: Trx, actor: Actor, id: string, input: UpdateRole): Promise<Role> {
  const before = await lockRole(trx, id);
  const changes = changesBetween(before, input);
  if (before.builtIn && changes.name) throw roleBuiltIn({ key: before.key }, { name: "cannot be changed" });
  if (input.permissions) {
    // Neither given to others nor taken from those who have more.
    requireOwn(actor, difference(input.permissions, before.permissions));
    requireOwn(actor, difference(before.permissions, input.permissions));
    const missing = ofAdministrators.filter((each) => !input.permissions?.includes(each));
    if (before.key === "administrator" && missing.length > 0)
      throw administratorNeeds({ permissions: missing.join(", ") }, { permissions: `must hold ${missing.join(", ")}` });
  }
  if (Object.keys(changes).length === 0) return before;
  await trx
    .updateTable("roles")
    .set({
      ...(input.name && { name: JSON.stringify(input.name) }),
      ...(input.permissions && { permissions: input.permissions }),
    })
    .where("id", "=", id)
    .execute();
  ringAfterCommit(trx, "access");
  await recordChange(trx, actor, `role ${before.key}`, (input.name ?? before.name).en, changes);
  return roleOf(trx, (role) => role.id === id);
}

/** Who has it, person or token, gets the replacement. Throws 409 when somebody has it and no replacement is named. */
export async function removeRole(trx: Trx, actor: Actor, id: string, replacement: string | undefined): Promise<void> {
  const role = await lockRole(trx, id);
  if (role.builtIn) throw roleBuiltIn({ key: role.key });
  requireOwn(actor, role.permissions);
  await replaceRole(trx, actor, role, replacement);
  await trx.deleteFrom("roles").where("id", "=", id).execute();
  ringAfterCommit(trx, "access");
  const { key, name, permissions } = role;
  await recordChange(trx, actor, `role ${key}`, name.en, wholeChange("role", { key, name, permissions }, null));
}

async function replaceRole(trx: Trx, actor: Actor, role: Role, replacement: string | undefined): Promise<void> {
  if (replacement === undefined) {
    const [people, tokens] = [String(role.people), String(role.tokens)];
    if (role.people + role.tokens > 0) throw roleInUse({ people, tokens }, { replacement: "is needed" });
  } else {
    const other = (await listRoles(trx)).find((each) => each.key === replacement && each.id !== role.id);
    if (!other) throw roleUnknown({ role: replacement }, { replacement: `There is no other role ${replacement}.` });
    requireOwn(actor, other.permissions);
    await sql`insert into person_roles (person_id, role_id) select person_id, ${other.id} from person_roles
      where role_id = ${role.id} on conflict do nothing`.execute(trx);
    await sql`update api_tokens set role_id = ${other.id} where role_id = ${role.id}`.execute(trx);
  }
  await trx.deleteFrom("person_roles").where("role_id", "=", role.id).execute();
  // Tokens that were revoked long ago need some role to point to; they open nothing.
  await sql`update api_tokens set role_id = (select id from roles where key = 'customer') where role_id = ${role.id}`.execute(
    trx,
  );
}

const difference = (a: readonly string[], b: readonly string[]): string[] => a.filter((each) => !b.includes(each));

async function lockRole(trx: Trx, id: string): Promise<Role> {
  await trx.selectFrom("roles").select("id").where("id", "=", id).forUpdate().execute();
  return roleOf(trx, (role) => role.id === id);
}

async function roleOf(trx: Trx, which: (role: Role) => boolean): Promise<Role> {
  const found = (await listRoles(trx)).find(which);
  if (!found) throw roleNotFound();
  return found;
}
