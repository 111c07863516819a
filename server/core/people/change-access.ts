// Who may sign in, and with which roles.
import type { UpdateAccess } from "../../../shared/identity/access.ts";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import { ringAfterCommit, type Trx } from "../../platform/db.ts";
import { conflict, invalidField, notAllowed } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import { changesBetween } from "../../platform/setting-changes.ts";
import { keepAdministrator, listRoles, openAccount, requireBelow, requireOwn, setRoles } from "../identity/index.ts";
import { personNotFound } from "./errors.ts";
import { updatePerson } from "./store.ts";

/** Throws 409 when nobody would be left to manage the desk, 403 when the person may more than the actor. */
export async function changeAccess(trx: Trx, actor: Actor, id: string, input: UpdateAccess): Promise<void> {
  if (!can(actor, "identity.manage")) throw notAllowed();
  const person = await trx.selectFrom("people").select("active").where("id", "=", id).forUpdate().executeTakeFirst();
  if (!person) throw personNotFound();
  const roles = await rolesOf(trx, id);
  if (id === actor.personId && (input.active === false || (input.roles && !input.roles.includes("administrator"))))
    throw conflict({ why: "You cannot take your own rights away. Ask another administrator." });
  await requireBelow(trx, actor, id);
  await keepAdministrator(trx, async () => {
    if (input.roles) await changeRoles(trx, actor, id, input.roles);
    if (input.active !== undefined) await updatePerson(trx, id, { active: input.active });
  });
  ringAfterCommit(trx, "access");
  const changes = changesBetween({ active: person.active, roles }, input);
  if (Object.keys(changes).length)
    await record(trx, { kind: "person.changed", actor, about: { personId: id }, data: { changes } });
}

async function changeRoles(trx: Trx, actor: Actor, id: string, keys: readonly string[]): Promise<void> {
  await requireGiving(trx, actor, keys);
  if (keys.length) {
    const contact = await trx
      .selectFrom("contact_points")
      .select("value")
      .where("person_id", "=", id)
      .where("kind", "=", "email")
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
    if (!contact) throw invalidField("roles", "who signs in needs an e-mail address");
    await openAccount(trx, id, contact.value);
  }
  await setRoles(trx, id, keys);
}

/** Nobody gives a role that may more than he. Unknown ones are told by who sets them. */
export async function requireGiving(trx: Trx, actor: Actor, keys: readonly string[]): Promise<void> {
  const given = (await listRoles(trx)).filter((role) => keys.includes(role.key));
  requireOwn(
    actor,
    given.flatMap((role) => role.permissions),
  );
}

async function rolesOf(trx: Trx, id: string): Promise<string[]> {
  const rows = await trx
    .selectFrom("person_roles")
    .innerJoin("roles", "roles.id", "person_roles.role_id")
    .select("key")
    .where("person_id", "=", id)
    .orderBy("roles.id")
    .execute();
  return rows.map((row) => row.key);
}
