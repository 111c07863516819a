import type { Settings, UpdateSettings } from "../../../shared/base/settings.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { invalidField } from "../../platform/errors.ts";
import { changesBetween, recordChange } from "../../platform/setting-changes.ts";
import { readSettings, saveSettings } from "../../platform/settings.ts";

/** Changes what is named; one event a group says what was and what is. Returns the settings as they are now. */
export async function changeSettings(trx: Trx, actor: Actor, input: UpdateSettings): Promise<Settings> {
  if (input.desk?.timeZone !== undefined) requireTimeZone(input.desk.timeZone);
  const before = await readSettings(trx);
  for (const key of Object.keys(input) as (keyof UpdateSettings)[]) {
    const changes = changesBetween(before[key], input[key] ?? {});
    if (Object.keys(changes).length === 0) continue;
    await saveSettings(trx, key, input[key] ?? {});
    await recordChange(trx, actor, key, null, changes);
  }
  return readSettings(trx);
}

export function requireTimeZone(name: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    throw invalidField("timeZone", "is not a time zone like Europe/Prague");
  }
}
