import { type RawBuilder, sql } from "kysely";
import type { Language } from "../../../shared/base/schema.ts";
import type { CannedReply, CannedScope } from "../../../shared/canned-replies/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { likePattern } from "../../platform/page.ts";
import { cannedReplyNotFound } from "./errors.ts";
import { canEdit, cannedVisibleTo } from "./visible.ts";

interface Row {
  id: string;
  scope: CannedScope;
  team_id: string | null;
  team_name: string | null;
  owner_id: string;
  owner_name: string;
  name: string;
  body: string;
  language: Language | null;
  used: number;
  changed_at: Date;
}

const select = sql`
  select r.id::text as id, r.scope, r.team_id::text as team_id, t.name as team_name, r.owner_id::text as owner_id, p.name as owner_name,
    r.name, r.body, r.language, r.used, r.changed_at
  from canned_replies r join people p on p.id = r.owner_id left join teams t on t.id = r.team_id`;

const present = (actor: Actor, row: Row): CannedReply => ({
  id: row.id,
  scope: row.scope,
  team: row.team_id === null ? null : { id: row.team_id, name: row.team_name ?? "" },
  owner: { id: row.owner_id, name: row.owner_name, email: null },
  name: row.name,
  body: row.body,
  language: row.language,
  used: row.used,
  changedAt: row.changed_at.toISOString(),
  can: { edit: canEdit(actor, { scope: row.scope, teamId: row.team_id }) },
});

/** Those of the customer's language first, then the most used. */
export async function listCanned(
  db: Db,
  actor: Actor,
  query: { q?: string; language: string | null },
): Promise<CannedReply[]> {
  const pattern = query.q?.trim() ? likePattern(query.q) : null;
  const found: RawBuilder<boolean> = sql<boolean>`(${pattern}::text is null or lower(r.name) like ${pattern} or lower(r.body) like ${pattern})`;
  const { rows } = await sql<Row>`
    ${select} where ${cannedVisibleTo(actor)} and ${found}
    order by (r.language is not distinct from ${query.language}::text and r.language is not null) desc, r.used desc, lower(r.name), r.id
    limit 500`.execute(db);
  return rows.map((row) => present(actor, row));
}

export async function getCanned(db: Db | Trx, actor: Actor, id: string): Promise<CannedReply> {
  const { rows } = await sql<Row>`${select} where r.id = ${id} and ${cannedVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw cannedReplyNotFound();
  return present(actor, rows[0]);
}
