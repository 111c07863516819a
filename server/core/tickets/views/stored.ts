import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { View } from "../../../../shared/tickets/views.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { viewNotFound } from "./errors.ts";
import type { Uncounted } from "./fixed.ts";
import { canEditView, type ViewScope, viewsVisibleTo } from "./visible.ts";

interface Row extends Pick<View, "filter" | "layout" | "columns" | "sort" | "board" | "position"> {
  id: string;
  scope: ViewScope;
  team_id: string | null;
  team_name: string | null;
  name: string;
}

const select = sql`
  select v.id::text as id, v.scope, v.team_id::text as team_id, teams.name as team_name, v.name, v.filter, v.layout, v.columns, v.sort,
    v.board, v.position
  from views v left join teams on teams.id = v.team_id`;

/** His own, then his teams', then everybody's. */
export async function storedViews(db: Db | Trx, actor: Actor): Promise<Uncounted[]> {
  const { rows } = await sql<Row>`
    ${select} where ${viewsVisibleTo(actor)}
    order by array_position(array['personal', 'team', 'shared'], v.scope), lower(teams.name), v.position, v.id limit 300`.execute(
    db,
  );
  return rows.map((row) => present(actor, row));
}

export async function getView(db: Db | Trx, actor: Actor, id: string): Promise<Uncounted> {
  const { rows } = await sql<Row>`${select} where v.id = ${id}::bigint and ${viewsVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw viewNotFound();
  return present(actor, rows[0]);
}

const present = (actor: Actor, row: Row): Uncounted => ({
  key: row.id,
  name: row.name,
  scope: row.scope,
  team: row.team_id === null ? null : { id: row.team_id, name: row.team_name ?? "" },
  filter: row.filter,
  layout: row.layout,
  columns: row.columns,
  sort: row.sort,
  board: row.board,
  position: row.position,
  can: { edit: canEditView(actor, { scope: row.scope, teamId: row.team_id }) },
  counted: true,
});
