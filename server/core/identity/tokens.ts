// API tokens: a name, a role, and a secret that is shown once.
import { type Actor, builtInRoles, can, type Permission } from "../../../shared/identity/permissions.ts";
import { type Db, ringAfterCommit, type Trx } from "../../platform/db.ts";
import { notAllowed } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import { roleUnknown, tokenNotFound } from "./errors.ts";
import { newSecret } from "./secret.ts";

export interface TokenRow {
  id: string;
  name: string;
  role: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
}

/** `answerable`: the token ends with this person; null for one made at the machine itself. */
export async function createToken(
  trx: Trx,
  actor: Actor,
  input: { name: string; role: string; expiresAt?: string },
  answerable: string | null = actor.personId,
): Promise<TokenRow & { token: string }> {
  const role = await trx.selectFrom("roles").selectAll().where("key", "=", input.role).executeTakeFirst();
  if (!role)
    throw roleUnknown(
      { role: input.role },
      { role: `There is no role ${input.role}. Known: ${Object.keys(builtInRoles).join(", ")}.` },
    );
  // Nobody hands out more than he has.
  if (!role.permissions.every((permission) => permission === "own.requests" || can(actor, permission as Permission)))
    throw notAllowed();
  const { secret, hash } = newSecret("ltk_");
  const row = await trx
    .insertInto("api_tokens")
    .values({
      name: input.name,
      token_hash: hash,
      role_id: role.id,
      created_by: answerable,
      expires_at: input.expiresAt ?? null,
    })
    .returning(["id", "created_at", "expires_at"])
    .executeTakeFirstOrThrow();
  await record(trx, {
    kind: "identity.token-created",
    actor,
    data: { token: row.id, name: input.name, role: input.role },
  });
  return {
    id: row.id,
    name: input.name,
    role: input.role,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    token: secret,
  };
}

export async function revokeToken(trx: Trx, actor: Actor, id: string): Promise<void> {
  const row = await trx
    .updateTable("api_tokens")
    .set({ revoked_at: new Date() })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!row) throw tokenNotFound();
  ringAfterCommit(trx, "access");
  await record(trx, { kind: "identity.token-revoked", actor, data: { token: id } });
}

export async function listTokens(db: Db): Promise<TokenRow[]> {
  const rows = await db
    .selectFrom("api_tokens as t")
    .innerJoin("roles as r", "r.id", "t.role_id")
    .select(["t.id", "t.name", "r.key as role", "t.created_at", "t.last_used_at", "t.expires_at"])
    .where("t.revoked_at", "is", null)
    .orderBy("t.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
  }));
}
