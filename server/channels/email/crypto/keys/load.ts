// Keys as the mail of the moment needs them. Private ones leave the database here only, for the thread that uses them.
import type { CryptoKind } from "../../../../../shared/conversations/protection.ts";
import type { Db } from "../../../../platform/db.ts";
import { decrypt } from "../../../../platform/encrypt.ts";
import type { MailKeys, OwnKey, PublicKey } from "../mail-keys.ts";
import { purpose } from "./store.ts";

interface Row {
  kind: string;
  address: string;
  public_key: string;
  private_key: Buffer | null;
  authority: boolean;
  checked_at: Date | null;
  revoked_at: Date | null;
}

/** To open and verify: all of ours (also expired and revoked ones: old mail was meant for them), and those of the sender. */
export async function loadMailKeys(db: Db, secret: string, from: string | null): Promise<MailKeys> {
  const rows = await db
    .selectFrom("crypto_keys")
    .select(["kind", "address", "public_key", "private_key", "authority", "checked_at", "revoked_at"])
    .where((eb) =>
      eb.or([
        eb("private_key", "is not", null),
        eb("authority", "=", true),
        eb("address", "=", from?.toLowerCase() ?? "-"),
      ]),
    )
    .orderBy("id", "desc")
    .execute();
  return {
    own: rows.flatMap((row) => ownKey(row, secret)),
    theirs: rows.filter(({ authority }) => !authority).map(publicKey),
    authorities: rows
      .filter(({ authority, checked_at, revoked_at }) => authority && checked_at && !revoked_at)
      .map(({ public_key }) => public_key),
  };
}

/** The newest of ours that can be used for this address; null when there is none. */
export async function ownKeyFor(db: Db, secret: string, kind: CryptoKind, address: string): Promise<OwnKey | null> {
  const row = await usable(db, kind, address).where("private_key", "is not", null).executeTakeFirst();
  return row ? (ownKey(row, secret)[0] ?? null) : null;
}

/** What this person's mail is encrypted for: a checked key before any other, else the newest; null when there is none. */
export async function publicKeyFor(db: Db, kind: CryptoKind, address: string): Promise<PublicKey | null> {
  const row = await usable(db, kind, address)
    .where("authority", "=", false)
    .where("encrypts", "=", true)
    .executeTakeFirst();
  return row ? publicKey(row) : null;
}

const usable = (db: Db, kind: CryptoKind, address: string) =>
  db
    .selectFrom("crypto_keys")
    .select(["kind", "address", "public_key", "private_key", "authority", "checked_at", "revoked_at"])
    .where("kind", "=", kind)
    .where("address", "=", address.toLowerCase())
    .where("revoked_at", "is", null)
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", new Date())]))
    .orderBy((eb) => eb("checked_at", "is not", null), "desc")
    .orderBy("id", "desc")
    .limit(1);

const publicKey = (row: Row): PublicKey => ({
  kind: row.kind as CryptoKind,
  address: row.address,
  publicKey: row.public_key,
  checked: row.checked_at !== null,
  revoked: row.revoked_at !== null,
});

/** One that was sealed under another secret is left out: it opens nothing any more. */
function ownKey(row: Row, secret: string): OwnKey[] {
  if (!row.private_key) return [];
  try {
    return [{ ...publicKey(row), privateKey: decrypt(secret, purpose, row.private_key) }];
  } catch {
    return [];
  }
}
