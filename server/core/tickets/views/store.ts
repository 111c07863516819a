// The only writer of views.
import type { TicketFilter } from "../../../../shared/tickets/query.ts";
import type { View } from "../../../../shared/tickets/views.ts";
import type { Trx } from "../../../platform/db.ts";
import type { ViewScope } from "./visible.ts";

export interface ViewSet {
  name: string;
  scope: ViewScope;
  teamId: string | null;
  filter: TicketFilter;
  layout: View["layout"];
  columns: View["columns"];
  sort: View["sort"];
  board: View["board"];
  position: number;
}

const columnsOf = ({ teamId, filter, ...set }: ViewSet) => ({
  ...set,
  columns: [...set.columns],
  team_id: teamId,
  filter: JSON.stringify(filter),
});

export async function insertView(trx: Trx, ownerId: string, set: ViewSet): Promise<string> {
  const row = await trx
    .insertInto("views")
    .values({ ...columnsOf(set), owner_id: ownerId })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** What becomes personal belongs to who made it so. */
export async function updateView(trx: Trx, id: string, set: ViewSet, ownerId?: string): Promise<void> {
  await trx
    .updateTable("views")
    .set({ ...columnsOf(set), ...(ownerId && { owner_id: ownerId }) })
    .where("id", "=", id)
    .execute();
}

export async function deleteView(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom("views").where("id", "=", id).execute();
}
