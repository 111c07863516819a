// What is still unread leaves by push at once and by mail after a quarter of an hour, in no quiet hour, and only to who may
// still see it. What could not leave is tried again; what was read meanwhile stays here.
import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { Preferences } from "../../../../shared/identity/preferences.ts";
import { quietUntil } from "../../../../shared/notifications/quiet-hours.ts";
import type { Notification } from "../../../../shared/notifications/schema.ts";
import { loadActor, loadPreferences } from "../../../core/identity/index.ts";
import type { Desk } from "../../../platform/desk.ts";
import { loadSettings } from "../../../platform/settings.ts";
import { findNotifications } from "./list.ts";
import { peopleDue, putOff, settle, type Way } from "./store.ts";

export interface Reader {
  actor: Actor;
  personId: string;
  preferences: Preferences;
  /** Where he signs in, and gets mail; null: nowhere. */
  login: string | null;
  language: string;
  timeZone: string;
  deskName: string;
}

/** Says whether it has left for good; false: try again later. */
export type Leave = (reader: Reader, notifications: Notification[]) => Promise<boolean>;

/** How long somebody who sends may take before another tries. */
const leaseMs = 5 * 60_000;

/** Everybody's that is due: each minute. */
export async function leaveDue(desk: Desk, way: Way, leave: Leave): Promise<void> {
  for (const personId of await peopleDue(desk.database.db, way)) {
    await leaveFor(desk, way, leave, personId).catch((error) =>
      desk.log.warn({ err: error, personId, way }, "a notification could not leave; trying again"),
    );
  }
}

/** One person's. A mail takes with it what would be due soon. */
export async function leaveFor(desk: Desk, way: Way, leave: Leave, personId: string): Promise<void> {
  const { database } = desk;
  const reader = await loadReader(desk, personId);
  const now = new Date();
  const quiet = reader && quietUntil(reader.preferences.quietHours, reader.timeZone, now);
  const until = quiet ?? new Date(now.getTime() + leaseMs);
  const ids = await database.transact((trx) => putOff(trx, personId, way, until, way === "mail"));
  if (ids.length === 0 || quiet) return;
  const wanted = reader ? await stillWanted(desk, reader, way, ids) : [];
  if (reader && wanted.length && !(await leave(reader, wanted))) return;
  await settle(database.db, ids, way);
}

async function stillWanted(desk: Desk, reader: Reader, way: Way, ids: string[]): Promise<Notification[]> {
  const which = sql`n.id = any (${ids}::bigint[]) and n.read_at is null`;
  const found = await findNotifications(desk.database.db, reader.actor, which, 200);
  return found.filter(({ kind }) => reader.preferences.notifications[kind][way]);
}

async function loadReader({ database: { db } }: Desk, personId: string): Promise<Reader | null> {
  const actor = await loadActor(db, personId);
  if (!actor) return null;
  const person = await db
    .selectFrom("people")
    .leftJoin("accounts", "accounts.person_id", "people.id")
    .select(["login", "language", "time_zone"])
    .where("people.id", "=", personId)
    .executeTakeFirstOrThrow();
  const { desk } = await loadSettings(db);
  return {
    actor,
    personId,
    preferences: await loadPreferences(db, personId),
    login: person.login,
    language: person.language ?? desk.language,
    timeZone: person.time_zone ?? desk.timeZone,
    deskName: desk.name,
  };
}
