// Accounts, roles and passwords of people who sign in.
import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { type Database, ringAfterCommit, type Trx } from "../../platform/db.ts";
import { uniqueViolation } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import { loginTaken, roleUnknown, wrongPassword } from "./errors.ts";
import { forgetLinks } from "./links.ts";
import { hashPassword, requireDecentPassword, verifyPassword } from "./password.ts";
import { endSessions } from "./sign-in.ts";

/** Lets a person sign in with this address, once he has a password. Already allowed: nothing changes. */
export async function openAccount(trx: Trx, personId: string, login: string): Promise<void> {
  try {
    await trx
      .insertInto("accounts")
      .values({ person_id: personId, login: login.trim().toLowerCase() })
      .onConflict((conflict) => conflict.column("person_id").doNothing())
      .execute();
  } catch (error) {
    if (uniqueViolation(error) === "accounts_login_key") throw loginTaken();
    throw error;
  }
}

/** The person's roles become exactly these keys. */
export async function setRoles(trx: Trx, personId: string, keys: readonly string[]): Promise<void> {
  const roles = keys.length
    ? await trx.selectFrom("roles").select(["id", "key"]).where("key", "in", keys).execute()
    : [];
  const unknown = keys.find((key) => !roles.some((role) => role.key === key));
  if (unknown) throw roleUnknown({ role: unknown }, { roles: `There is no role ${unknown}.` });
  await trx.deleteFrom("person_roles").where("person_id", "=", personId).execute();
  if (roles.length) {
    await trx
      .insertInto("person_roles")
      .values(roles.map((role) => ({ person_id: personId, role_id: role.id })))
      .execute();
  }
  ringAfterCommit(trx, "access");
}

/** Sets a password and ends every session but `keepSession` (ASVS 7.4.3). */
export async function setPassword(
  trx: Trx,
  actor: Actor,
  personId: string,
  password: string,
  by: "setup" | "reset" | "change",
  keepSession: string | null = null,
): Promise<void> {
  const account = await trx
    .selectFrom("accounts")
    .select("login")
    .where("person_id", "=", personId)
    .executeTakeFirstOrThrow();
  requireDecentPassword(password, account.login);
  await trx
    .updateTable("accounts")
    .set({ password_hash: await hashPassword(password), password_changed_at: new Date() })
    .where("person_id", "=", personId)
    .execute();
  await forgetLinks(trx, personId);
  await endSessions(trx, personId, { except: keepSession });
  await record(trx, { kind: "identity.password-set", actor, about: { personId }, data: { by } });
}

/** The owner changes his password; the present one is asked for (ASVS 6.2.3). */
export async function changePassword(
  database: Database,
  actor: Actor,
  personId: string,
  input: { current: string; password: string },
  keepSession: string | null,
): Promise<void> {
  const account = await database.db
    .selectFrom("accounts")
    .select("password_hash")
    .where("person_id", "=", personId)
    .executeTakeFirst();
  if (!(await verifyPassword(input.current, account?.password_hash ?? null))) {
    throw wrongPassword({}, { current: "This is not your present password." });
  }
  await database.transact((trx) => setPassword(trx, actor, personId, input.password, "change", keepSession));
}

/** The person who signs in with this address, if there is one who may. */
export async function personOfLogin(trx: Trx, login: string): Promise<string | null> {
  const row = await trx
    .selectFrom("accounts")
    .innerJoin("people", "people.id", "accounts.person_id")
    .select("person_id")
    .where("login", "=", login.trim().toLowerCase())
    .where(sql<boolean>`people.active`)
    .executeTakeFirst();
  return row?.person_id ?? null;
}
