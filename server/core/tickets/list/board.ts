// GET /tickets/board: the columns a filter leaves, each with its first tickets and its counter, one SQL for all of them.
import { type RawBuilder, sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { PersonRef } from "../../../../shared/people/schema.ts";
import { splitValues } from "../../../../shared/tickets/filter-text.ts";
import type { BoardKind, BoardQuery, TicketFilter } from "../../../../shared/tickets/query.ts";
import type { Board } from "../../../../shared/tickets/views.ts";
import type { Db } from "../../../platform/db.ts";
import { cutPage } from "../../../platform/page.ts";
import { conditions, firstOf } from "./conditions.ts";
import { defaultSort, type ListRow } from "./list-tickets.ts";
import { sortingOf } from "./sorts.ts";
import { inState } from "./states.ts";
import { hideNotes, presentSummary, summaryColumns, summaryJoins } from "./summary.ts";

const cards = 50;
const countAtMost = 1000;
const mostAgents = 50;

interface Column {
  key: string;
  assignee: PersonRef | null;
  /** What its tickets have in common, in the words of the indexes. */
  where: RawBuilder<unknown>;
}

export async function getBoard(db: Db, actor: Actor, { by, sort, ...filter }: BoardQuery): Promise<Board> {
  // Everybody's finished tickets are no board.
  const asked: TicketFilter = by === "assignee" ? { state: "unsolved", ...filter } : filter;
  const where = conditions(actor, asked);
  const columns = await columnsOf[by](db, where, asked);
  if (columns.length === 0) return { by, columns: [] };
  const sorting = sortingOf(sort ?? defaultSort);
  const parts = columns.map((column, place) => {
    const own = sql.join([...where, column.where], sql` and `);
    return sql`(select ${sql.lit(place)}::int as place,
      (select count(*)::int from (select from tickets t where ${own} ${firstOf(asked, countAtMost + 1)}) counted) as total, page.*
      from (select ${sorting.columns} from tickets t ${sorting.join} where ${own} order by ${sorting.order} ${firstOf(asked, cards + 1)}) page)`;
  });
  const { rows } = await sql<ListRow & { place: number; total: number }>`
    select ${summaryColumns}, t.place, t.total, ${sorting.cursorColumn} as cursor from (${sql.join(parts, sql` union all `)}) t ${summaryJoins}
    order by t.place, ${sorting.outerOrder}`.execute(db);
  return {
    by,
    columns: columns.map(({ key, assignee }, place) => {
      const own = rows.filter((row) => row.place === place);
      const { items, next } = cutPage(own, cards, sorting.cursorOf);
      const total = own[0]?.total ?? 0;
      return {
        key,
        assignee,
        count: Math.min(total, countAtMost),
        more: total > countAtMost,
        items: items.map((row) => hideNotes(actor, presentSummary(row))),
        next,
      };
    }),
  };
}

type Columns = (db: Db, where: RawBuilder<unknown>[], filter: TicketFilter) => Promise<Column[]>;

/** The states that the filter does not leave out. */
const byState: Columns = async (db, _, { state, notState }) => {
  const { rows } = await sql<{ id: string; key: string; category: string }>`
    select t.state_id::text as id, s.key, t.category from (
      select s.id as state_id, s.key, s.category, s.category in ('new', 'open', 'waiting') as active from states s
    ) t join states s on s.id = t.state_id
    where ${state === undefined ? sql`true` : inState(splitValues(state))}
      and ${notState === undefined ? sql`true` : sql`(${inState(splitValues(notState))}) is not true`}
    order by s.position, s.id`.execute(db);
  return rows.map(({ id, key, category }) => ({
    key,
    assignee: null,
    where: sql`${inState([category])} and t.state_id = ${id}::bigint`,
  }));
};

/** Nobody's, then those of each agent who has one. */
const byAssignee: Columns = async (db, where) => {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id::text as id, p.name from people p where p.id in (select person_id from person_roles)
      and exists (select from tickets t where ${sql.join(where, sql` and `)} and t.assignee_id = p.id)
    order by lower(p.name), p.id limit ${mostAgents}`.execute(db);
  return [
    { key: "none", assignee: null, where: sql`t.assignee_id is null` },
    ...rows.map(({ id, name }) => ({
      key: id,
      assignee: { id, name, email: null },
      where: sql`t.assignee_id = ${id}::bigint`,
    })),
  ];
};

const columnsOf: Record<BoardKind, Columns> = { state: byState, assignee: byAssignee };
