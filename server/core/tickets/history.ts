// Events as people and integrations read them: a ticket's history, the feed, the live stream.
import { sql } from "kysely";
import type { WireEvent } from "../../../shared/events.ts";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import type { Db } from "../../platform/db.ts";
import { badRequest } from "../../platform/errors.ts";
import {
  afterPosition,
  type FeedPosition,
  feedStart,
  parsePosition,
  positionOf,
  positionText,
  settled,
} from "../../platform/feed.ts";
import type { LiveItem } from "../../platform/live.ts";
import { cutPage, idCursor, type PageOf } from "../../platform/page.ts";
import { teamsOfConversation } from "../conversations/index.ts";

interface EventRow {
  id: string;
  era: number;
  tx: string;
  kind: string;
  at: Date;
  actor_kind: "person" | "token" | "system";
  actor_id: string | null;
  actor_name: string;
  ticket_id: string | null;
  conversation_id: string | null;
  message_id: string | null;
  person_id: string | null;
  organization_id: string | null;
  data: Record<string, unknown>;
  number: string | null;
  /** The teams that see it by its ticket's queue, or its conversation's; null among them: everybody; null: it has none. */
  teams: (string | null)[] | null;
}

const columns = sql`e.id::text as id, e.era, e.tx::text as tx, e.kind, e.at, e.actor_kind, e.actor_id::text as actor_id, e.actor_name,
  e.ticket_id::text as ticket_id, e.conversation_id::text as conversation_id, e.message_id::text as message_id,
  e.person_id::text as person_id, e.organization_id::text as organization_id, e.data, t.number,
  case when e.ticket_id is not null then
     (select array_agg(qt.team_id::text) from tickets x left join queue_teams qt on qt.queue_id = x.queue_id where x.id = e.ticket_id)
   else (select ${teamsOfConversation} from conversations c where c.id = e.conversation_id) end as teams`;

const present = (row: EventRow): WireEvent => ({
  id: row.id,
  kind: row.kind,
  at: row.at.toISOString(),
  actor: { id: row.actor_id, name: row.actor_name, kind: row.actor_kind },
  ticket: row.number,
  conversation: row.conversation_id,
  message: row.message_id,
  person: row.person_id,
  organization: row.organization_id,
  data: row.data,
});

/** An agent hears of the tickets he may see; sign-ins and tokens are for who manages identity, mail for who reads the ledger. */
export function mayHear(actor: Actor, row: Pick<EventRow, "kind" | "teams" | "data">): boolean {
  if (!can(actor, "events.read")) return false;
  if (row.kind.startsWith("identity.")) return can(actor, "identity.manage");
  if (row.kind.startsWith("mail.")) return can(actor, "mail.read");
  if (can(actor, "tickets.all-queues")) return true;
  if (row.kind === "settings.changed" && String(row.data.what).startsWith("queue ")) return false;
  return row.teams === null || row.teams.some((team) => team === null || actor.teamIds.includes(team));
}

/** Newest last. That the actor may see the ticket is checked by the caller. */
export async function listTicketEvents(
  db: Db,
  ticketId: string,
  query: { limit?: number; after?: string },
): Promise<PageOf<WireEvent>> {
  const limit = query.limit ?? 200;
  const { rows } = await sql<EventRow>`
    select ${columns} from events e join tickets t on t.id = e.ticket_id
    where e.ticket_id = ${ticketId} and e.id > ${idCursor(query.after)} order by e.id limit ${limit + 1}`.execute(db);
  return cutPage(rows.map(present), limit, (event) => event.id);
}

async function readRows(db: Db, after: FeedPosition, limit: number): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select ${columns} from (
      select * from events where ${afterPosition(after)} and ${settled}
      order by era, tx, id limit ${limit}) e
    left join tickets t on t.id = e.ticket_id order by e.era, e.tx, e.id`.execute(db);
  return rows;
}

/** GET /events?after=: the feed for integrations. `next` is always there: ask again with it for what comes later. */
export async function listFeed(
  db: Db,
  actor: Actor,
  query: { limit?: number; after?: string },
): Promise<{ items: WireEvent[]; next: string }> {
  const after = query.after === undefined || query.after === "" ? feedStart : parsePosition(query.after);
  if (!after)
    throw badRequest({ why: "`after` is not a cursor of this feed." }, { after: "is not a cursor of this feed" });
  const rows = await readRows(db, after, query.limit ?? 50);
  const last = rows.at(-1);
  return {
    items: rows.filter((row) => mayHear(actor, row)).map(present),
    next: positionText(last ? positionOf(last) : after),
  };
}

export async function readLive(db: Db, after: FeedPosition, limit: number): Promise<LiveItem[]> {
  const rows = await readRows(db, after, limit);
  return rows.map((row) => ({
    position: positionOf(row),
    visibleTo: (actor) => mayHear(actor, row),
    json: JSON.stringify(present(row)),
  }));
}
