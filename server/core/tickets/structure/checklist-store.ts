// The only writer of checklists.
import { sql } from "kysely";
import type { Trx } from "../../../platform/db.ts";

/** Points to tick off that stand in these messages (null: all) follow them. */
export async function handOverChecklist(
  trx: Trx,
  fromId: string,
  toId: string,
  messageIds: readonly string[] | null,
): Promise<void> {
  await sql`update checklist_items x set ticket_id = ${toId},
      position = x.position + coalesce((select max(position) from checklist_items where ticket_id = ${toId}), 0)
    where x.ticket_id = ${fromId} and (${messageIds}::bigint[] is null or x.message_id = any (${messageIds}::bigint[]))
      and not exists (select from checklist_items y where y.ticket_id = ${toId} and y.message_id = x.message_id and y.point = x.point)`.execute(
    trx,
  );
}

export interface NewItem {
  ticketId: string;
  text: string;
  messageId: string | null;
  point: number | null;
}

/** At the end of the list; null: this point stands there already. */
export async function insertItem(trx: Trx, item: NewItem): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into checklist_items (ticket_id, message_id, point, text, position)
    select ${item.ticketId}, ${item.messageId}, ${item.point}, ${item.text}, coalesce(max(position), 0) + 1
    from checklist_items where ticket_id = ${item.ticketId}
    on conflict do nothing returning id`.execute(trx);
  return rows[0]?.id ?? null;
}

export async function updateItem(
  trx: Trx,
  id: string,
  set: { text?: string; done_at?: Date | null; done_by?: string | null },
): Promise<void> {
  await trx.updateTable("checklist_items").set(set).where("id", "=", id).execute();
}

/** The list in this order: 1, 2, 3 … */
export async function setOrder(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`update checklist_items x set position = o.position
    from unnest(${ids}::bigint[]) with ordinality as o (id, position) where x.id = o.id`.execute(trx);
}

export async function deleteItem(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom("checklist_items").where("id", "=", id).execute();
}
