// Who may use a canned reply, as SQL, and who may change it.
import { type RawBuilder, sql } from "kysely";
import type { CannedScope } from "../../../shared/canned-replies/schema.ts";
import { type Actor, can } from "../../../shared/identity/permissions.ts";

/** A condition on `r` (canned_replies). */
export const cannedVisibleTo = (actor: Actor): RawBuilder<boolean> => sql<boolean>`(
  r.scope = 'shared' or (r.scope = 'personal' and r.owner_id = ${actor.personId})
  or (r.scope = 'team' and (${can(actor, "settings.write")} or r.team_id = any (${actor.teamIds}::bigint[]))))`;

/** Of one that he may use: may he change it, or keep one like it. */
export function canEdit(actor: Actor, reply: { scope: CannedScope; teamId: string | null }): boolean {
  if (reply.scope === "personal" || can(actor, "settings.write")) return true;
  return reply.scope === "team" && reply.teamId !== null && actor.teamIds.includes(reply.teamId);
}
