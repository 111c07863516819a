// Told to the person alone, while he has the desk open.
import { sql } from "kysely";
import type { LiveMessages } from "../../../../shared/live.ts";
import { loadActor } from "../../../core/identity/index.ts";
import type { Database, Db } from "../../../platform/db.ts";
import type { LiveHub } from "../../../platform/live.ts";
import type { Log } from "../../../platform/log.ts";
import { countUnread, findNotifications } from "./list.ts";
import { kindsFor } from "./wanted.ts";

/** `about` is a person and a notification of his; 0: some were read. */
export function tellNotices(database: Database, live: LiveHub, log: Log): () => void {
  return database.bell.on("notices", (about = "") => {
    const [personId = "", id = "0"] = about.split("-");
    if (!live.hears(personId)) return;
    look(database.db, personId, id)
      .then((now) => {
        if (!now) return;
        const visibleTo = (actor: { personId: string | null }) => actor.personId === personId;
        live.tell({ event: "notification", json: JSON.stringify(now), visibleTo });
      })
      .catch((error) => {
        if (database.watch.healthy) log.warn({ err: error }, "a notification could not be told");
      });
  });
}

async function look(db: Db, personId: string, id: string): Promise<LiveMessages["notification"] | null> {
  const actor = await loadActor(db, personId);
  if (!actor) return null;
  const kinds = await kindsFor(db, personId, "desk");
  const which = sql`n.id = ${id} and n.kind = any (${kinds}::text[])`;
  const [notification = null] = id === "0" ? [] : await findNotifications(db, actor, which, 1);
  return { unread: await countUnread(db, actor, kinds), notification };
}
