import { type RawBuilder, sql } from "kysely";
import type { Draft, DraftUpload } from "../../../../shared/drafts/schema.ts";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { conversationsVisibleTo, ticketsVisibleTo } from "../visible.ts";
import type { Place } from "./store.ts";

interface Row {
  id: string;
  ticket: string | null;
  conversation: string | null;
  subject: string;
  author_id: string;
  author_name: string;
  kind: "reply" | "note";
  body: string;
  to_addresses: string[] | null;
  cc_addresses: string[] | null;
  uploads: DraftUpload[];
  since: number | null;
  version: number;
  updated_at: Date;
}

async function find(db: Db | Trx, actor: Actor, which: RawBuilder<unknown>): Promise<Draft[]> {
  const { rows } = await sql<Row>`
    select d.id::text as id, t.number as ticket, d.conversation_id::text as conversation, coalesce(t.subject, c.subject) as subject,
      d.author_id::text as author_id, p.name as author_name, d.kind, d.body, d.to_addresses, d.cc_addresses, d.since, d.version, d.updated_at,
      coalesce((select json_agg(json_build_object('id', u.id, 'name', u.name, 'type', u.type, 'size', u.size) order by array_position(d.uploads, u.id))
        from uploads u where u.owner = 'person ' || d.author_id and u.id = any (d.uploads)), '[]') as uploads
    from drafts d join people p on p.id = d.author_id
    left join tickets t on t.id = d.ticket_id left join conversations c on c.id = d.conversation_id
    where ${which} and (t.id is null or ${ticketsVisibleTo(actor)}) and (c.id is null or ${conversationsVisibleTo(actor)})
    order by d.updated_at desc, d.id limit 200`.execute(db);
  return rows.map((row) => present(actor, row));
}

const present = (actor: Actor, row: Row): Draft => ({
  id: row.id,
  ticket: row.ticket,
  conversation: row.conversation,
  subject: row.subject,
  author: { id: row.author_id, name: row.author_name, email: null },
  mine: row.author_id === actor.personId,
  kind: row.kind,
  body: row.body,
  to: row.to_addresses,
  cc: row.cc_addresses,
  uploads: row.uploads,
  since: row.since,
  version: row.version,
  updatedAt: row.updated_at.toISOString(),
});

/** Everybody's there, newest first. */
export const listDrafts = (db: Db | Trx, actor: Actor, place: Place): Promise<Draft[]> =>
  find(
    db,
    actor,
    "ticketId" in place ? sql`d.ticket_id = ${place.ticketId}` : sql`d.conversation_id = ${place.conversationId}`,
  );

/** The actor's own, wherever they are. */
export const listOwnDrafts = (db: Db, actor: Actor): Promise<Draft[]> =>
  find(db, actor, sql`d.author_id = ${actor.personId}`);
