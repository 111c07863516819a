// Who may use a stored view, as SQL, and who may change it. What it shows is decided when it is asked for, by who asks.
import { type RawBuilder, sql } from "kysely";
import { type Actor, can } from "../../../../shared/identity/permissions.ts";
import type { viewScopes } from "../../../../shared/tickets/views.ts";

export type ViewScope = (typeof viewScopes)[number];

/** A condition on `v` (views). */
export const viewsVisibleTo = (actor: Actor): RawBuilder<boolean> => sql<boolean>`(
  v.scope = 'shared' or (v.scope = 'personal' and v.owner_id = ${actor.personId}::bigint)
  or (v.scope = 'team' and (${can(actor, "settings.write")} or v.team_id = any (${actor.teamIds}::bigint[]))))`;

/** Of one that he may use: may he change it, or keep one like it? */
export function canEditView(actor: Actor, view: { scope: ViewScope; teamId: string | null }): boolean {
  if (view.scope === "personal" || can(actor, "settings.write")) return true;
  return view.scope === "team" && view.teamId !== null && actor.teamIds.includes(view.teamId);
}
