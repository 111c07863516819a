// Links that work once: the first administrator's, an invitation, and the one for a forgotten password.
import type { Db, Trx } from "../../platform/db.ts";
import { linkUsed } from "./errors.ts";
import { hashSecret, newSecret } from "./secret.ts";

export type LinkPurpose = "setup" | "reset" | "invite";
export const linkHours: Record<LinkPurpose, number> = { setup: 7 * 24, reset: 2, invite: 7 * 24 };

/** Returns the secret; links of the same purpose for the same person made before stop working. */
export async function createLink(trx: Trx, purpose: LinkPurpose, personId: string | null): Promise<string> {
  const { secret, hash } = newSecret("");
  let older = trx.deleteFrom("one_time_links").where("purpose", "=", purpose).where("used_at", "is", null);
  older = personId ? older.where("person_id", "=", personId) : older.where("person_id", "is", null);
  await older.execute();
  await trx
    .insertInto("one_time_links")
    .values({
      token_hash: hash,
      purpose,
      person_id: personId,
      expires_at: new Date(Date.now() + linkHours[purpose] * 3_600_000),
    })
    .execute();
  return secret;
}

/** Uses the link up: of several at once one wins, the others get 410. Returns whose it is. */
export async function takeLink(
  trx: Trx,
  purposes: readonly LinkPurpose[],
  secret: string,
): Promise<{ personId: string | null }> {
  const row = await trx
    .updateTable("one_time_links")
    .set({ used_at: new Date() })
    .where("token_hash", "=", hashSecret(secret))
    .where("purpose", "in", purposes)
    .where("used_at", "is", null)
    .where("expires_at", ">", new Date())
    .returning("person_id")
    .executeTakeFirst();
  if (!row) throw linkUsed();
  return { personId: row.person_id };
}

/** Whoever has set a password needs no other link, and nobody else may have one. */
export async function forgetLinks(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom("one_time_links").where("person_id", "=", personId).where("used_at", "is", null).execute();
}

/** Is there anybody who can sign in and manage the desk? */
export async function hasAdministrator(db: Db | Trx): Promise<boolean> {
  const row = await db
    .selectFrom("person_roles")
    .innerJoin("roles", "roles.id", "person_roles.role_id")
    .innerJoin("people", "people.id", "person_roles.person_id")
    .innerJoin("accounts", "accounts.person_id", "person_roles.person_id")
    .select("people.id")
    .where("roles.key", "=", "administrator")
    .where("people.active", "=", true)
    .where("accounts.password_hash", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
