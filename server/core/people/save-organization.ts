import type { Static } from "typebox";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { CreateOrganization, UpdateOrganization } from "../../../shared/people/schema.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { organizationNotFound } from "./errors.ts";
import { insertOrganization, updateOrganization } from "./store.ts";

const lower = (domains: string[] | undefined) => domains?.map((domain) => domain.toLowerCase());

export async function createOrganization(
  trx: Trx,
  actor: Actor,
  input: Static<typeof CreateOrganization>,
): Promise<string> {
  const id = await insertOrganization(trx, { ...input, domains: lower(input.domains) });
  await record(trx, { kind: "organization.created", actor, about: { organizationId: id }, data: { name: input.name } });
  return id;
}

export async function changeOrganization(
  trx: Trx,
  actor: Actor,
  id: string,
  input: Static<typeof UpdateOrganization>,
): Promise<void> {
  const before = await trx.selectFrom("organizations").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!before) throw organizationNotFound();
  const set = { ...input, ...(input.domains && { domains: lower(input.domains) }) };
  await updateOrganization(trx, id, set);
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const [key, to] of Object.entries(set)) changes[key] = { from: before[key as keyof typeof before], to };
  await record(trx, { kind: "organization.changed", actor, about: { organizationId: id }, data: { changes } });
}
