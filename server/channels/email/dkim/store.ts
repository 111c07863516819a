// The only writer of dkim_keys.
import type { Db, Trx } from "../../../platform/db.ts";
import { CannotDecrypt, decrypt, encrypt } from "../../../platform/encrypt.ts";
import { type KeyPair, newSelector } from "./key.ts";
import type { SigningKey } from "./sign.ts";

export interface KeyRow {
  id: string;
  domain: string;
  selector: string;
  public_key: string;
  state: "new" | "used" | "old";
  created_at: Date;
  used_at: Date | null;
}

const purpose = "dkim key";
const columns = ["id", "domain", "selector", "public_key", "state", "created_at", "used_at"] as const;

export async function listKeys(db: Db | Trx): Promise<KeyRow[]> {
  return (await db.selectFrom("dkim_keys").select(columns).orderBy("id").execute()) as KeyRow[];
}

/** Nobody else changes the keys of its domain until this transaction ends; null: there is no such key. */
export async function lockKey(trx: Trx, id: string): Promise<KeyRow | null> {
  const key = await trx.selectFrom("dkim_keys").select("domain").where("id", "=", id).executeTakeFirst();
  if (!key) return null;
  const all = await trx
    .selectFrom("dkim_keys")
    .select(columns)
    .where("domain", "=", key.domain)
    .orderBy("id")
    .forUpdate()
    .execute();
  return (all.find((each) => each.id === id) as KeyRow | undefined) ?? null;
}

export async function insertKey(trx: Trx, secret: string, domain: string, pair: KeyPair): Promise<string> {
  const known = await trx.selectFrom("dkim_keys").select("selector").where("domain", "=", domain).execute();
  const selector = newSelector(new Date(), new Set(known.map((key) => key.selector)));
  await trx
    .insertInto("dkim_keys")
    .values({
      domain,
      selector,
      private_key: encrypt(secret, purpose, pair.privateKey),
      public_key: pair.publicKey,
      state: "new",
    })
    .execute();
  return selector;
}

/** It signs from now on; the one that did becomes old. */
export async function signWith(trx: Trx, { id, domain }: KeyRow): Promise<void> {
  await trx
    .updateTable("dkim_keys")
    .set({ state: "old" })
    .where("domain", "=", domain)
    .where("state", "=", "used")
    .execute();
  await trx.updateTable("dkim_keys").set({ state: "used", used_at: new Date() }).where("id", "=", id).execute();
}

export async function deleteKey(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom("dkim_keys").where("id", "=", id).execute();
}

/** Those in use, by domain. `unreadable`: domains whose key was kept under another LISTEK_SECRET. */
export async function signingKeys(
  db: Db,
  secret: string,
): Promise<{ keys: Map<string, SigningKey>; unreadable: string[] }> {
  const rows = await db
    .selectFrom("dkim_keys")
    .select(["domain", "selector", "private_key"])
    .where("state", "=", "used")
    .execute();
  const keys = new Map<string, SigningKey>();
  const unreadable: string[] = [];
  for (const { domain, selector, private_key } of rows) {
    try {
      keys.set(domain, { domain, selector, privateKey: decrypt(secret, purpose, private_key) });
    } catch (error) {
      if (!(error instanceof CannotDecrypt)) throw error;
      unreadable.push(domain);
    }
  }
  return { keys, unreadable };
}
