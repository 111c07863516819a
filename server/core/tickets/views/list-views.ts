// GET /views: the desk's views and the stored ones, with their counters in one SQL. A counter stops at a thousand, and only
// what is about unfinished tickets has one: no view costs more than that to count.
import { sql } from "kysely";
import { type Actor, can } from "../../../../shared/identity/permissions.ts";
import { splitValues } from "../../../../shared/tickets/filter-text.ts";
import type { TicketFilter } from "../../../../shared/tickets/query.ts";
import type { View } from "../../../../shared/tickets/views.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { conditions } from "../list/conditions.ts";
import { fixedViews, type Uncounted } from "./fixed.ts";
import { getView, storedViews } from "./stored.ts";

export const countAtMost = 1000;

export async function listViews(db: Db, actor: Actor): Promise<View[]> {
  const stored = can(actor, "tickets.read") ? await storedViews(db, actor) : [];
  return countViews(db, actor, [...fixedViews(actor), ...stored]);
}

export async function oneView(db: Db | Trx, actor: Actor, id: string): Promise<View> {
  const [view] = await countViews(db, actor, [await getView(db, actor, id)]);
  return view as View;
}

async function countViews(db: Db | Trx, actor: Actor, views: Uncounted[]): Promise<View[]> {
  const countable = views.map((view) => view.counted && isAboutWork(view.filter) && means(actor, view.filter));
  const counts = views.map(({ filter }, index) => {
    if (!countable[index]) return sql`null::int`;
    const where = sql.join([...conditions(actor, filter), sql`t.active`], sql` and `);
    return sql`(select count(*)::int from (select from tickets t where ${where} limit ${countAtMost + 1}) counted)`;
  });
  const { rows } = await sql<{ counts: (number | null)[] }>`select array[${sql.join(counts)}]::int[] as counts`.execute(
    db,
  );
  return views.map(({ counted: _, ...view }, index) => {
    const count = rows[0]?.counts[index] ?? null;
    return {
      ...view,
      count: count === null ? null : Math.min(count, countAtMost),
      more: count !== null && count > countAtMost,
    };
  });
}

const work = ["unsolved", "new", "open", "waiting"];

/** Only unfinished tickets, and no search in their texts. */
const isAboutWork = ({ state, q, from, notFrom }: TicketFilter): boolean =>
  state !== undefined &&
  splitValues(state).every((each) => work.includes(each.toLowerCase())) &&
  (q ?? from ?? notFrom) === undefined;

/** "me" says nothing to a token. */
const means = (actor: Actor, filter: TicketFilter): boolean =>
  actor.personId !== null || !Object.values(filter).some((value) => splitValues(value).includes("me"));
