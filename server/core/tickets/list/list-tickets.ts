// GET /tickets: a page of one index, with the names its rows need: one SQL, a keyset cursor.
import { type RawBuilder, sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { TicketQuery } from "../../../../shared/tickets/query.ts";
import type { TicketSummary } from "../../../../shared/tickets/schema.ts";
import type { Db } from "../../../platform/db.ts";
import { cutPage, type PageOf } from "../../../platform/page.ts";
import { conditions, firstOf } from "./conditions.ts";
import { type Sorting, sortingOf } from "./sorts.ts";
import { hideNotes, presentSummary, type SummaryRow, summaryColumns, summaryJoins } from "./summary.ts";

export const defaultSort = "-updatedAt";

export type ListRow = SummaryRow & { cursor: string };

export async function listTickets(db: Db, actor: Actor, query: TicketQuery): Promise<PageOf<TicketSummary>> {
  const limit = query.limit ?? 50;
  const { rows } = await listSql(actor, query, limit + 1).execute(db);
  const { items, next } = cutPage(rows, limit, sortingOf(query.sort ?? defaultSort).cursorOf);
  return { items: items.map((row) => hideNotes(actor, presentSummary(row))), next };
}

/** The first `limit` rows behind the cursor. */
export function listSql(actor: Actor, query: TicketQuery, limit: number): RawBuilder<ListRow> {
  const sorting = sortingOf(query.sort ?? defaultSort);
  const after = sorting.after(query.after);
  return rowsSql(sorting, [...conditions(actor, query), ...(after ? [after] : [])], firstOf(query, limit));
}

/** The page is cut first; names and tags are looked up for its rows only. */
export const rowsSql = (
  sorting: Sorting,
  where: RawBuilder<unknown>[],
  first: RawBuilder<unknown>,
): RawBuilder<ListRow> => sql<ListRow>`
  select ${summaryColumns}, ${sorting.cursorColumn} as cursor from (
    select ${sorting.columns} from tickets t ${sorting.join} where ${sql.join(where, sql` and `)} order by ${sorting.order} ${first}
  ) t ${summaryJoins} order by ${sorting.outerOrder}`;
