// Who changed which setting when, newest first: read from the events.
import { sql } from "kysely";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import type { SettingsChange } from "../../../shared/settings/schema.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { cutPage, idCursor, type PageOf } from "../../platform/page.ts";
import { changeNotFound } from "./errors.ts";
import { mayUndo } from "./things.ts";

interface ChangeRow {
  id: string;
  at: Date;
  actor_id: string | null;
  actor_name: string;
  actor_kind: "person" | "token" | "system";
  data: { what: string; name?: string; changes?: SettingsChange["changes"] };
}

const columns = sql`id::text as id, at, actor_id::text as actor_id, actor_name, actor_kind, data`;

/** Queues that are kept to their teams are not told to others. */
const visibleTo = (actor: Actor) =>
  can(actor, "tickets.all-queues") ? sql`true` : sql`data->>'what' not like 'queue %'`;

export async function listChanges(
  db: Db,
  actor: Actor,
  query: { limit?: number; after?: string },
): Promise<PageOf<SettingsChange>> {
  const limit = query.limit ?? 50;
  const after = query.after ? sql`and events.id < ${idCursor(query.after)}` : sql``;
  const { rows } = await sql<ChangeRow>`
    select ${columns} from events where kind = 'settings.changed' and ${visibleTo(actor)} ${after}
    order by events.id desc limit ${limit + 1}`.execute(db);
  return cutPage(
    rows.map((row) => present(actor, row)),
    limit,
    (change) => change.id,
  );
}

export async function getChange(trx: Trx, actor: Actor, id: string): Promise<SettingsChange> {
  const { rows } = await sql<ChangeRow>`
    select ${columns} from events where events.id = ${id} and kind = 'settings.changed' and ${visibleTo(actor)}`.execute(
    trx,
  );
  if (!rows[0]) throw changeNotFound();
  return present(actor, rows[0]);
}

function present(actor: Actor, { id, at, actor_id, actor_name, actor_kind, data }: ChangeRow): SettingsChange {
  const changes = data.changes ?? {};
  return {
    id,
    at: at.toISOString(),
    actor: { id: actor_id, name: actor_name, kind: actor_kind },
    what: data.what,
    name: data.name ?? null,
    changes,
    can: { undo: mayUndo(actor, data.what, changes) },
  };
}
