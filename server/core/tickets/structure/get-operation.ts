import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { Operation } from "../../../../shared/tickets/structure.ts";
import type { Db } from "../../../platform/db.ts";
import { ticketsVisibleTo } from "../../conversations/index.ts";
import { operationNotFound } from "../errors.ts";

type Row = Omit<Operation, "at" | "undoneAt"> & { at: Date; undoneAt: Date | null };

/** 404 when none of its tickets is to be seen. */
export async function getOperation(db: Db, actor: Actor, id: string): Promise<Operation> {
  const person = (column: string) =>
    sql`(select json_build_object('id', p.id::text, 'name', p.name, 'email', null) from people p where p.id = ${sql.ref(column)})`;
  const { rows } = await sql<Row>`
    select o.id::text as id, o.kind, o.at, o.undone_at as "undoneAt", ${person("o.actor_id")} as actor, ${person("o.undone_by")} as "undoneBy",
      array(select t.number from operation_tickets ot join tickets t on t.id = ot.ticket_id
        where ot.operation_id = o.id and ${ticketsVisibleTo(actor)} order by t.id) as tickets
    from operations o where o.id = ${id}`.execute(db);
  const row = rows[0];
  if (!row || row.tickets.length === 0) throw operationNotFound();
  return { ...row, at: row.at.toISOString(), undoneAt: row.undoneAt?.toISOString() ?? null };
}
