// What an export holds: which tickets, in their order, is settled at once; the rows are read in portions, so that a table of
// any length takes no more memory than one portion.
import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { ExportQuery } from "../../../../shared/tickets/query.ts";
import type { TicketSummary } from "../../../../shared/tickets/schema.ts";
import type { Db } from "../../../platform/db.ts";
import { invalidField } from "../../../platform/errors.ts";
import { ticketsVisibleTo } from "../../conversations/index.ts";
import { conditions } from "../list/conditions.ts";
import { defaultSort } from "../list/list-tickets.ts";
import { sortingOf } from "../list/sorts.ts";
import { hideNotes, presentSummary, type SummaryRow, summaryColumns, summaryJoins } from "../list/summary.ts";

const perPortion = 500;

/** Ids of the tickets, in order. Throws 422 when there are more than `most`. */
export async function pickTickets(db: Db, actor: Actor, query: ExportQuery, most: number): Promise<string[]> {
  const { format, columns: _, language: __, sort, ...filter } = query;
  const { join, order } = sortingOf(sort ?? defaultSort);
  const where = sql.join(conditions(actor, filter), sql` and `);
  const { rows } = await sql<{ id: string }>`
    select t.id from tickets t ${join} where ${where} order by ${order} limit ${most + 1}`.execute(db);
  if (rows.length > most)
    throw invalidField(
      "format",
      `${format} holds ${most} tickets at most: narrow the filter${format === "xlsx" ? ", or take csv" : ""}`,
    );
  return rows.map(({ id }) => id);
}

export async function* readPortions(db: Db, actor: Actor, ids: readonly string[]): AsyncGenerator<TicketSummary[]> {
  for (let from = 0; from < ids.length; from += perPortion) {
    const portion = ids.slice(from, from + perPortion);
    const { rows } = await sql<SummaryRow>`
      select ${summaryColumns} from unnest(${portion}::bigint[]) with ordinality picked (id, place)
      join tickets t on t.id = picked.id ${summaryJoins} where ${ticketsVisibleTo(actor)} order by picked.place`.execute(
      db,
    );
    yield rows.map((row) => hideNotes(actor, presentSummary(row)));
  }
}
