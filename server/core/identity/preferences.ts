// How each person wants his desk. What he has not chosen is as shipped, also when a later version ships it differently.

import type { UpdatePreferences } from "../../../shared/identity/preferences.ts";
import { changePreferences, defaultPreferences, type Preferences } from "../../../shared/identity/preferences.ts";
import type { Db, Trx } from "../../platform/db.ts";

export async function loadPreferences(db: Db | Trx, personId: string): Promise<Preferences> {
  return completePreferences((await storedPreferences(db, personId)) ?? {});
}

/** A stored value (person_preferences.value) with the defaults for all that it does not name. */
export const completePreferences = (stored: unknown): Preferences =>
  changePreferences(defaultPreferences, (stored ?? {}) as UpdatePreferences);

export async function savePreferences(trx: Trx, personId: string, change: UpdatePreferences): Promise<void> {
  await trx
    .insertInto("person_preferences")
    .values({ person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const before = (await storedPreferences(trx, personId, true)) ?? {};
  const value = JSON.stringify({ ...before, ...change, notifications: mergeWays(before, change) });
  await trx
    .updateTable("person_preferences")
    .set({ value, changed_at: new Date() })
    .where("person_id", "=", personId)
    .execute();
}

function mergeWays({ notifications: before = {} }: UpdatePreferences, { notifications = {} }: UpdatePreferences) {
  const merged: Record<string, object> = { ...before };
  for (const [kind, ways] of Object.entries(notifications)) merged[kind] = { ...merged[kind], ...ways };
  return merged;
}

async function storedPreferences(db: Db | Trx, personId: string, lock = false): Promise<UpdatePreferences | null> {
  let query = db.selectFrom("person_preferences").select("value").where("person_id", "=", personId);
  if (lock) query = query.forUpdate();
  return ((await query.executeTakeFirst())?.value as UpdatePreferences | undefined) ?? null;
}
