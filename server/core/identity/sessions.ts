import type { Static } from "typebox";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { SignedIn } from "../../../shared/identity/schema.ts";
import type { Db } from "../../platform/db.ts";

/** My sign-ins, the latest first. */
export async function listSessions(db: Db, actor: Actor, current: string | null): Promise<Static<typeof SignedIn>[]> {
  const rows = await db
    .selectFrom("sessions")
    .selectAll()
    .where("person_id", "=", actor.personId ?? "0")
    .where("expires_at", ">", new Date())
    .orderBy("last_seen_at", "desc")
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    ip: row.ip,
    userAgent: row.user_agent,
    current: row.id === current,
  }));
}
