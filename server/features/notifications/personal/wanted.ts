import type { Ways } from "../../../../shared/identity/preferences.ts";
import { type NotificationKind, notificationKinds } from "../../../../shared/notifications/schema.ts";
import { loadPreferences } from "../../../core/identity/index.ts";
import type { Db } from "../../../platform/db.ts";

/** What the person wants to be told in this way, as he has chosen by now. */
export async function kindsFor(db: Db, personId: string, way: keyof Ways): Promise<NotificationKind[]> {
  const { notifications } = await loadPreferences(db, personId);
  return notificationKinds.filter((kind) => notifications[kind][way]);
}
