import type { MailKey } from "../../../../../shared/base/mail-key.ts";
import type { Db, Trx } from "../../../../platform/db.ts";
import { cutPage, idCursor, likePattern } from "../../../../platform/page.ts";
import { mailKeyNotFound } from "./errors.ts";

export interface KeyQuery {
  limit?: number;
  after?: string;
  own?: boolean;
  q?: string;
}

const rows = (db: Db | Trx) =>
  db
    .selectFrom("crypto_keys as k")
    .leftJoin("people as p", "p.id", "k.checked_by")
    .select([
      "k.id",
      "k.kind",
      "k.address",
      "k.name",
      "k.fingerprint",
      "k.authority",
      "k.source",
      "k.made_at",
      "k.expires_at",
      "k.revoked_at",
      "k.checked_at",
      "k.added_at",
      "p.name as checked_by",
    ])
    .select((eb) => eb("k.private_key", "is not", null).as("own"));

/** Newest first. */
export async function listKeys(db: Db, query: KeyQuery) {
  const limit = query.limit ?? 50;
  const after = idCursor(query.after);
  let found = rows(db)
    .orderBy("k.id", "desc")
    .limit(limit + 1);
  if (after !== "0") found = found.where("k.id", "<", after);
  if (query.own !== undefined) found = found.where("k.private_key", query.own ? "is not" : "is", null);
  if (query.q) {
    const like = likePattern(query.q);
    const plain = likePattern(query.q.replace(/[\s:]/g, ""));
    found = found.where((eb) =>
      eb.or([
        eb("k.address", "like", like),
        eb(eb.fn("lower", ["k.name"]), "like", like),
        eb(eb.fn("lower", ["k.fingerprint"]), "like", plain),
      ]),
    );
  }
  const page = cutPage(await found.execute(), limit, (row) => row.id);
  return { items: page.items.map(present), next: page.next };
}

export async function getKey(db: Db | Trx, id: string): Promise<MailKey> {
  const row = await rows(db).where("k.id", "=", id).executeTakeFirst();
  if (!row) throw mailKeyNotFound();
  return present(row);
}

type Row = Awaited<ReturnType<ReturnType<typeof rows>["execute"]>>[number];

const present = (row: Row): MailKey => ({
  id: row.id,
  kind: row.kind as MailKey["kind"],
  address: row.address,
  name: row.name,
  fingerprint: row.fingerprint,
  own: Boolean(row.own),
  authority: row.authority,
  source: row.source as MailKey["source"],
  checked: row.checked_at !== null,
  checkedAt: row.checked_at?.toISOString() ?? null,
  checkedBy: row.checked_by,
  madeAt: row.made_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  addedAt: row.added_at.toISOString(),
});
