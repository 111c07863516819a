// The only writer of crypto_keys.
import type { Db, Trx } from "../../../../platform/db.ts";
import { encrypt } from "../../../../platform/encrypt.ts";
import type { KeyFacts, OwnKeyFacts } from "./read-key.ts";

export const purpose = "mail keys";

export type KeySource = "generated" | "uploaded" | "autocrypt" | "signed-mail" | "wkd";

export interface KeptKey {
  id: string;
  /** It was not here before. */
  added: boolean;
}

/** The same key for the same address again brings its dates and user ids up to date; checked stays checked. */
export async function keepKey(
  trx: Trx,
  key: KeyFacts | OwnKeyFacts,
  address: string,
  more: { source: KeySource; checkedBy?: string | null; checked?: boolean; secret?: string },
): Promise<KeptKey> {
  const { secret, source, checked = false, checkedBy = null } = more;
  const sealed = "privateKey" in key && secret ? encrypt(secret, purpose, key.privateKey) : null;
  const fresh = {
    name: key.name,
    public_key: key.publicKey,
    made_at: key.madeAt,
    expires_at: key.expiresAt,
    ...(key.revokedAt && { revoked_at: key.revokedAt }),
    ...(sealed && { private_key: sealed }),
    ...(checked && { checked_at: new Date(), checked_by: checkedBy }),
  };
  const row = await trx
    .insertInto("crypto_keys")
    .values({
      kind: key.kind,
      address,
      fingerprint: key.fingerprint,
      authority: key.authority,
      encrypts: key.encrypts,
      source,
      ...fresh,
    })
    .onConflict((conflict) => conflict.columns(["kind", "address", "fingerprint"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (row) return { id: row.id, added: true };
  const known = await trx
    .updateTable("crypto_keys")
    .set(fresh)
    .where("kind", "=", key.kind)
    .where("address", "=", address)
    .where("fingerprint", "=", key.fingerprint)
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id: known.id, added: false };
}

export async function setChecked(trx: Trx, id: string, by: string | null, checked: boolean): Promise<void> {
  await trx
    .updateTable("crypto_keys")
    .set({ checked_at: checked ? new Date() : null, checked_by: checked ? by : null })
    .where("id", "=", id)
    .execute();
}

export async function setRevoked(trx: Trx, id: string): Promise<void> {
  await trx.updateTable("crypto_keys").set({ revoked_at: new Date() }).where("id", "=", id).execute();
}

export async function removeKey(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom("crypto_keys").where("id", "=", id).execute();
}

export const keyRow = (db: Db | Trx, id: string) =>
  db.selectFrom("crypto_keys").selectAll().where("id", "=", id).executeTakeFirst();
