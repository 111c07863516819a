// Points in time of a filter as SQL: days are those of the desk's calendar, lengths count from now.
import { type RawBuilder, sql } from "kysely";
import { momentKind, relativeParts } from "../../../../shared/tickets/moment.ts";
import { timeOperators } from "../../../../shared/tickets/operators.ts";
import type { FilterKey, TicketFilter } from "../../../../shared/tickets/query.ts";
import { invalidField } from "../../../platform/errors.ts";

const columns: Record<string, string> = { created: "t.created_at", updated: "t.updated_at", due: "t.due_at" };

export function inMoments(query: TicketFilter): RawBuilder<unknown>[] {
  return Object.entries(timeOperators).flatMap(([name, { from, to, ahead = false }]) => {
    const column = sql.ref(columns[name] as string);
    const [first, end] = [query[from], query[to]];
    return [
      ...(first ? [sql`${column} >= ${moment(from, first, ahead)}`] : []),
      ...(end ? [sql`${column} < ${moment(to, end, ahead)}`] : []),
    ];
  });
}

function moment(field: FilterKey, text: string, ahead: boolean): RawBuilder<unknown> {
  switch (momentKind(text)) {
    case "instant":
      return sql`${new Date(text).toISOString()}::timestamptz`;
    case "day":
      return sql`(${text}::date)::timestamp at time zone coalesce((select value->>'timeZone' from settings where key = 'desk'), 'UTC')`;
    case "relative": {
      const { amount, unit } = relativeParts(text);
      return sql`(now() ${ahead ? sql`+` : sql`-`} ${`${amount} ${unit}`}::interval)`;
    }
    default:
      throw invalidField(field, "is no time: write 2026-01-31, 2026-01-31T09:00:00Z or 7d");
  }
}
