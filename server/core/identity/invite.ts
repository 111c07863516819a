// An invitation: the link by which somebody who has an account sets his first password.
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { requireBelow } from "./administrators.ts";
import { alreadySignsIn, nobodyToInvite } from "./errors.ts";
import { createLink, linkHours } from "./links.ts";

export interface OpenInvitation {
  login: string;
  name: string;
  language: string | null;
  /** For the link; not kept. */
  secret: string;
  expiresAt: Date;
}

/** An older invitation of the same person stops working. Throws 409 for who has a password, or no account. */
export async function invite(trx: Trx, actor: Actor, personId: string): Promise<OpenInvitation> {
  const account = await trx
    .selectFrom("accounts")
    .innerJoin("people", "people.id", "accounts.person_id")
    .select(["login", "password_hash", "active", "people.name", "people.language"])
    .where("person_id", "=", personId)
    .forUpdate()
    .executeTakeFirst();
  if (!account?.active) throw nobodyToInvite();
  await requireBelow(trx, actor, personId);
  if (account.password_hash !== null) throw alreadySignsIn();
  const secret = await createLink(trx, "invite", personId);
  await record(trx, { kind: "identity.invited", actor, about: { personId }, data: { login: account.login } });
  const { login, name, language } = account;
  return { login, name, language, secret, expiresAt: new Date(Date.now() + linkHours.invite * 3_600_000) };
}
