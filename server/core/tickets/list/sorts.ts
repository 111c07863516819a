// The orders of a list. Each is a row of keys that all run the same way, the id at the end, so that a cursor is one
// comparison of rows; who has nothing to sort by stands last either way.
import { type RawBuilder, sql } from "kysely";
import { type TicketSort, type TicketSortColumn, ticketSorts } from "../../../../shared/tickets/query.ts";
import { parseValuesCursor, valuesCursor } from "../../../platform/page.ts";

interface Kind {
  /** As a cursor holds it, and back. */
  text: (key: string) => string;
  value: (text: string) => RawBuilder<unknown>;
  shape: RegExp;
}
const time: Kind = {
  text: (key) => `(${key} at time zone 'UTC')::text`,
  value: (text) => sql`(${text}::timestamp at time zone 'UTC')`,
  shape: /^(?:-?infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?)$/,
};
const plain = (type: string, shape: RegExp): Kind => ({
  text: (key) => `${key}::text`,
  value: (text) => sql`${text}::${sql.raw(type)}`,
  shape,
});
const number = plain("int", /^-?\d{1,9}$/);
const words = plain("text", /^.{0,400}$/su);
const truth = plain("boolean", /^(?:true|false)$/);
const id = plain("bigint", /^\d{1,18}$/);

interface Key {
  /** SQL. */
  key: string;
  kind: Kind;
}
interface Order {
  /** What the keys need beside `t`. */
  join?: string;
  keys: (descending: boolean) => Key[];
}

const by = (key: string, kind: Kind, join?: string): Order => ({ join, keys: () => [{ key, kind }] });
const byName = (table: string, reference: string): Order => ({
  join: `left join ${table} named on named.id = ${reference}`,
  keys: (descending) => [
    { key: descending ? "(named.id is not null)" : "(named.id is null)", kind: truth },
    { key: "coalesce(left(lower(named.name), 60), '')", kind: words },
  ],
});

const orders: Record<TicketSortColumn, Order> = {
  updatedAt: by("t.updated_at", time),
  createdAt: by("t.created_at", time),
  priority: by("t.priority", number),
  dueAt: {
    keys: (descending) => [{ key: `coalesce(t.due_at, '${descending ? "-infinity" : "infinity"}')`, kind: time }],
  },
  // Numbers only grow, and so do ids.
  number: { keys: () => [] },
  subject: by("left(lower(t.subject), 60)", words),
  state: by("placed.position", number, "join states placed on placed.id = t.state_id"),
  assignee: byName("people", "t.assignee_id"),
  requester: byName("people", "t.requester_id"),
  organization: byName("organizations", "t.organization_id"),
};

export interface Sorting {
  join: RawBuilder<unknown>;
  /** The keys as columns of the cut page. */
  columns: RawBuilder<unknown>;
  /** `order by`, on the page and on the rows that were cut. */
  order: RawBuilder<unknown>;
  outerOrder: RawBuilder<unknown>;
  /** Id and keys of a row as text, and the cursor made of it. */
  cursorColumn: RawBuilder<unknown>;
  cursorOf: (row: { cursor: string }) => string;
  /** What stands behind the cursor; null for the first page. Throws 400 for text that is no cursor of this order. */
  after: (cursor: string | undefined) => RawBuilder<unknown> | null;
}

const separator = "\u001f";

function makeSorting(sort: TicketSort): Sorting {
  const descending = sort.startsWith("-");
  const order = orders[sort.replace("-", "") as TicketSortColumn];
  const keys = order.keys(descending);
  const all = [...keys, { key: "t.id", kind: id }];
  const names = keys.map((_, index) => `t.sort_${index}`);
  const each = (list: string[]) => sql.raw(list.map((key) => `${key} ${descending ? "desc" : "asc"}`).join(", "));
  return {
    join: sql.raw(order.join ?? ""),
    columns: sql.raw(["t.*", ...keys.map(({ key }, index) => `${key} as sort_${index}`)].join(", ")),
    order: each(all.map(({ key }) => key)),
    outerOrder: each([...names, "t.id"]),
    cursorColumn: sql.raw(
      `concat_ws(chr(31), t.id, ${keys.map(({ kind }, index) => kind.text(names[index] as string)).join(", ") || "null"})`,
    ),
    cursorOf({ cursor }) {
      const parts = cursor.split(separator);
      // Words may hold anything, and come last.
      return valuesCursor([...parts.slice(0, keys.length), parts.slice(keys.length).join(separator)]);
    },
    after(cursor) {
      const shapes = [id, ...keys.map(({ kind }) => kind)].map(({ shape }) => shape);
      const values = parseValuesCursor(cursor, shapes);
      if (!values) return null;
      const [last = "", ...others] = values;
      const there = [...keys.map(({ kind }, index) => kind.value(others[index] as string)), id.value(last)];
      return sql`(${sql.raw(all.map(({ key }) => key).join(", "))}) ${sql.raw(descending ? "<" : ">")} (${sql.join(there)})`;
    },
  };
}

const sortings = new Map(ticketSorts.map((sort) => [sort, makeSorting(sort)]));
export const sortingOf = (sort: TicketSort): Sorting => sortings.get(sort) as Sorting;
