// What an administrator can change without restarting: one row a key, with the defaults here.
import type { Settings } from "../../shared/base/settings.ts";
import { type Db, ringAfterCommit, type Trx } from "./db.ts";

export type { Settings } from "../../shared/base/settings.ts";

export const defaultSettings: Settings = {
  desk: { name: "Listek", language: "en", timeZone: "UTC" },
  ticketNumber: { format: "{year}{running}" },
  mail: {
    receipts: true,
    assignmentNotices: true,
    solvedNotices: true,
    listTickets: false,
    monitoringAddresses: [],
    monitoringReopenHours: 24,
    undoSeconds: 10,
    addresses: [],
    maxMessage: 50 * 1024 * 1024,
    maxAttachment: 25 * 1024 * 1024,
    automaticPerHour: 5,
    automaticPerDay: 20,
    automaticPerMinute: 120,
    domainPerMinute: 600,
    domainConnections: 4,
    trustedRelays: [],
    trustedSystems: [],
    reopenDays: 30,
  },
  spam: { filter: true, rspamd: "", spamd: "", blocked: [], allowed: [], challenge: false },
  virus: { clamd: "", away: "pass" },
  trust: { request: null, incident: null, question: null },
  limits: { requestsPerMinute: 300 },
  templates: {},
};

const keepMs = 2000;
const cache = new WeakMap<object, { at: number; value: Promise<Settings> }>();

/** The settings, at most two seconds old. */
export function loadSettings(db: Db): Promise<Settings> {
  const known = cache.get(db);
  if (known && Date.now() - known.at < keepMs) return known.value;
  const value = readSettings(db);
  cache.set(db, { at: Date.now(), value });
  value.catch(() => cache.delete(db));
  return value;
}

export async function readSettings(db: Db | Trx): Promise<Settings> {
  const rows = await db.selectFrom("settings").select(["key", "value"]).execute();
  const stored = new Map(rows.map((row) => [row.key, row.value as object]));
  const merged: Record<string, object> = {};
  for (const [key, value] of Object.entries(defaultSettings)) merged[key] = { ...value, ...stored.get(key) };
  return merged as unknown as Settings;
}

/** Changes some values under one key; the caller records the event. */
export async function saveSettings<K extends keyof Settings>(
  trx: Trx,
  key: K,
  change: Partial<Settings[K]>,
): Promise<void> {
  const before = (await readSettings(trx))[key];
  const value = JSON.stringify({ ...before, ...change });
  await trx
    .insertInto("settings")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value, changed_at: new Date() }))
    .execute();
  ringAfterCommit(trx, "settings");
}

/** A secret of the desk that no setting shows: made once, by whichever process comes first. */
export async function keepOnce<T extends object>(db: Db, name: string, make: () => T): Promise<T> {
  const key = `secret.${name}`;
  const find = () => db.selectFrom("settings").select("value").where("key", "=", key).executeTakeFirst();
  const known = await find();
  if (known) return known.value as T;
  await db
    .insertInto("settings")
    .values({ key, value: JSON.stringify(make()) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await find())?.value as T;
}

export const forgetSettings = (db: Db): boolean => cache.delete(db);
