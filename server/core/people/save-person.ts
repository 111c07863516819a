// People entered or changed by hand.
import type { Static } from "typebox";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import type { CreatePerson, UpdatePerson } from "../../../shared/people/schema.ts";
import { ringAfterCommit, type Trx } from "../../platform/db.ts";
import { invalidField, notAllowed } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import { openAccount, setRoles } from "../identity/index.ts";
import { changeAccess, requireGiving } from "./change-access.ts";
import { addressTaken, personNotFound } from "./errors.ts";
import { addMember, insertContact, insertPerson, lockContact, setMemberships, updatePerson } from "./store.ts";

/** Returns the new person's id. With roles he can sign in, once he has set a password by the reset link. */
export async function createPerson(trx: Trx, actor: Actor, input: Static<typeof CreatePerson>): Promise<string> {
  if (!input.email && !input.phone) throw invalidField("email", "give an e-mail address or a phone");
  if (input.roles?.length) {
    if (!can(actor, "identity.manage")) throw notAllowed();
    await requireGiving(trx, actor, input.roles);
  }
  const name = input.name?.trim() || input.email?.split("@")[0] || (input.phone as string);
  const id = await insertPerson(trx, { name, language: input.language ?? null });
  if (input.email) await claimContact(trx, id, "email", input.email);
  if (input.phone) await claimContact(trx, id, "phone", input.phone);
  if (input.organization) {
    await requireOrganizations(trx, [input.organization]);
    await addMember(trx, input.organization, id);
  }
  if (input.roles?.length) {
    if (!input.email) throw invalidField("email", "who signs in needs an e-mail address");
    await openAccount(trx, id, input.email);
    await setRoles(trx, id, input.roles);
  }
  await record(trx, {
    kind: "person.created",
    actor,
    about: { personId: id, organizationId: input.organization ?? null },
    data: { name },
  });
  return id;
}

async function claimContact(trx: Trx, personId: string, kind: "email" | "phone", value: string): Promise<void> {
  await lockContact(trx, kind, value);
  if (!(await insertContact(trx, personId, kind, value)))
    throw addressTaken({ address: value }, { [kind]: "belongs to another person" });
}

export async function changePerson(
  trx: Trx,
  actor: Actor,
  id: string,
  input: Static<typeof UpdatePerson>,
): Promise<void> {
  const before = await trx.selectFrom("people").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!before) throw personNotFound();
  await guardStaff(trx, actor, id, input);
  const { roles, active } = input;
  if (roles || active !== undefined)
    await changeAccess(trx, actor, id, { ...(roles && { roles }), ...(active !== undefined && { active }) });
  const set = {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.position !== undefined && { position: input.position?.trim() || null }),
    ...(input.language !== undefined && { language: input.language }),
    ...(input.timeZone !== undefined && { time_zone: input.timeZone }),
    ...(input.notes !== undefined && { notes: input.notes }),
  };
  await updatePerson(trx, id, set);
  if (input.organizations) {
    await requireOrganizations(
      trx,
      input.organizations.map((each) => each.id),
    );
    await setMemberships(trx, id, input.organizations);
  }
  ringAfterCommit(trx, "access");
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const [key, to] of Object.entries(set)) changes[key] = { from: before[key as keyof typeof before], to };
  if (input.organizations) changes.organizations = { from: null, to: input.organizations };
  if (Object.keys(changes).length)
    await record(trx, { kind: "person.changed", actor, about: { personId: id }, data: { changes } });
}

/** The cards of those who can sign in belong to who manages identity, and to themselves. */
export async function guardStaff(
  trx: Trx,
  actor: Actor,
  id: string,
  input: Static<typeof UpdatePerson> = {},
): Promise<void> {
  if (can(actor, "identity.manage")) return;
  if (input.roles || input.active !== undefined) throw notAllowed();
  const account = await trx.selectFrom("accounts").select("person_id").where("person_id", "=", id).executeTakeFirst();
  if (account && id !== actor.personId) throw notAllowed();
}

async function requireOrganizations(trx: Trx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await trx.selectFrom("organizations").select("id").where("id", "in", ids).execute();
  if (found.length !== new Set(ids).size) throw invalidField("organization", "does not exist");
}
