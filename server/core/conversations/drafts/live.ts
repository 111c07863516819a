// Who may see the ticket is told which drafts are there, whenever that changes.
import { sql } from "kysely";
import type { LiveDrafts } from "../../../../shared/live.ts";
import type { Database, Db } from "../../../platform/db.ts";
import type { LiveHub } from "../../../platform/live.ts";
import type { Log } from "../../../platform/log.ts";
import { heardBy, type Teams, teamsOfConversation, teamsOfTicket } from "../visible.ts";

/** `about` is `t` and a ticket's id or `c` and a conversation's. */
export function tellDrafts(database: Database, live: LiveHub, log: Log): () => void {
  return database.bell.on("drafts", (about) => {
    if (!about || live.streams === 0) return;
    look(database.db, about)
      .then((found) => {
        if (found) live.tell({ event: "draft", json: JSON.stringify(found.now), visibleTo: heardBy(found.teams) });
      })
      .catch((error) => {
        if (database.watch.healthy) log.warn({ err: error }, "drafts could not be told");
      });
  });
}

async function look(db: Db, about: string): Promise<{ now: LiveDrafts; teams: Teams } | null> {
  const id = about.slice(1);
  const drafts = sql`coalesce((select json_agg(json_build_object('author', json_build_object('id', p.id::text, 'name', p.name), 'kind', d.kind,
      'version', d.version, 'updatedAt', to_char(d.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by d.id)
    from drafts d join people p on p.id = d.author_id where ${about.startsWith("t") ? sql`d.ticket_id` : sql`d.conversation_id`} = ${id}), '[]') as drafts`;
  const { rows } = about.startsWith("t")
    ? await sql<LiveDrafts & { teams: Teams }>`
        select t.number as ticket, null as conversation, ${teamsOfTicket} as teams, ${drafts} from tickets t where t.id = ${id}`.execute(
        db,
      )
    : await sql<LiveDrafts & { teams: Teams }>`
        select null as ticket, c.id::text as conversation, ${teamsOfConversation} as teams, ${drafts} from conversations c where c.id = ${id}`.execute(
        db,
      );
  if (!rows[0]) return null;
  const { teams, ...now } = rows[0];
  return { now, teams };
}
