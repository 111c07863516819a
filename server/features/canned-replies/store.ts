// The only writer of canned_replies.
import { sql } from "kysely";
import type { CannedScope } from "../../../shared/canned-replies/schema.ts";
import type { Trx } from "../../platform/db.ts";

export interface CannedSet {
  name: string;
  body: string;
  scope: CannedScope;
  teamId: string | null;
  language: string | null;
}

const columns = ({ name, body, scope, teamId, language }: CannedSet) => ({
  name,
  body,
  scope,
  team_id: teamId,
  language,
});

export async function insertCanned(trx: Trx, ownerId: string, set: CannedSet): Promise<string> {
  const row = await trx
    .insertInto("canned_replies")
    .values({ ...columns(set), owner_id: ownerId })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** What becomes personal belongs to who made it so. */
export async function updateCanned(trx: Trx, id: string, set: CannedSet, ownerId?: string): Promise<void> {
  await trx
    .updateTable("canned_replies")
    .set({ ...columns(set), ...(ownerId && { owner_id: ownerId }), changed_at: new Date() })
    .where("id", "=", id)
    .execute();
}

export async function deleteCanned(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom("canned_replies").where("id", "=", id).execute();
}

export async function countUse(trx: Trx, id: string): Promise<void> {
  await trx.updateTable("canned_replies").set({ used: sql`used + 1` }).where("id", "=", id).execute();
}
