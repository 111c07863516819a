// What a filter asks, as SQL on `t` (tickets): one line per filter, behind what the actor may see.
import { type RawBuilder, sql } from "kysely";
import { type Actor, can } from "../../../../shared/identity/permissions.ts";
import { splitValues } from "../../../../shared/tickets/filter-text.ts";
import { timeOperators } from "../../../../shared/tickets/operators.ts";
import type { FilterKey, TicketFilter } from "../../../../shared/tickets/query.ts";
import type { Priority } from "../../../../shared/tickets/schema.ts";
import { invalidField } from "../../../platform/errors.ts";
import { ticketsVisibleTo } from "../../conversations/index.ts";
import { priorityNumber } from "../store.ts";
import { inMoments } from "./moments.ts";
import { fromRequester, inAssignee, inOrganization, inQueue, myself, sentFrom } from "./names.ts";
import { oneOf } from "./one-of.ts";
import { inState } from "./states.ts";
import { inWords } from "./words.ts";

type Condition = RawBuilder<unknown>;
type OfValues = (values: string[], actor: Actor) => Condition;

/** The filter, the one that excludes the same, and what it asks. */
const byValues: readonly (readonly [FilterKey, FilterKey | null, OfValues])[] = [
  ["state", "notState", inState],
  ["queue", "notQueue", inQueue],
  ["assignee", "notAssignee", inAssignee],
  ["requester", null, fromRequester],
  ["from", "notFrom", sentFrom],
  ["organization", "notOrganization", inOrganization],
  ["type", "notType", (values) => sql`t.type = ${oneOf(values, "text")}`],
  ["priority", "notPriority", (values) => sql`t.priority = ${oneOf(values.map(levelOf), "smallint")}`],
  ["tag", "notTag", tagged],
  ["channel", "notChannel", (values) => sql`t.channel = ${oneOf(values, "text")}`],
  [
    "has",
    null,
    (values, actor) =>
      sql.join(
        values.map((value) => has(value, actor)),
        sql` and `,
      ),
  ],
  // Leaves out what has any of them.
  [
    "notHas",
    null,
    (values, actor) =>
      sql`(${sql.join(
        values.map((value) => has(value, actor)),
        sql` or `,
      )}) is not true`,
  ],
  ["mentions", null, (_, actor) => mentioned(myself(actor, "mentions"))],
  ["follower", null, (_, actor) => followed(myself(actor, "follower"))],
];

/** If it is, and if it is not. */
const byFlag: readonly (readonly [FilterKey, Condition, Condition])[] = [
  ["unanswered", sql`t.unanswered`, sql`not t.unanswered`],
  ["snoozed", sql`t.snoozed_until is not null`, sql`t.snoozed_until is null`],
  ["merged", sql`t.merged_into_id is not null`, sql`t.merged_into_id is null`],
  ["overdue", sql`(t.active and t.due_at < now())`, sql`(t.active and t.due_at < now()) is not true`],
];

export function conditions(actor: Actor, filter: TicketFilter): Condition[] {
  const query: TicketFilter = { merged: "false", ...filter };
  const where: Condition[] = [ticketsVisibleTo(actor)];
  for (const [key, not, make] of byValues) {
    if (query[key] !== undefined) where.push(make(valuesOf(key, query[key]), actor));
    if (not && query[not] !== undefined) where.push(sql`(${make(valuesOf(not, query[not]), actor)}) is not true`);
  }
  for (const [key, is, isNot] of byFlag) if (query[key] !== undefined) where.push(query[key] === "true" ? is : isNot);
  where.push(...inMoments(query));
  if (query.q) where.push(inWords(actor, query.q));
  return where;
}

/** What tells the planner by its value which index reads least: a time, or whose mentions and followed tickets. */
const telling: ReadonlySet<string> = new Set([
  ...Object.values(timeOperators).flatMap(({ from, to }) => [from, to]),
  "mentions",
  "follower",
]);

/**
 * The first `rows` of what a filter leaves. A limit that is a parameter counts for a tenth of all that fits: any plan for all
 * values then looks too dear to be kept, and PostgreSQL plans each time anew. That is good only for filters that tell.
 */
export const firstOf = (filter: TicketFilter, rows: number): Condition =>
  Object.keys(filter).some((key) => telling.has(key)) ? sql`limit ${rows}` : sql`limit ${sql.lit(rows)}`;

const mostValues = 100;

function valuesOf(key: FilterKey, text: string): string[] {
  const values = splitValues(text);
  if (values.length === 0) throw invalidField(key, "names nothing");
  if (values.length > mostValues) throw invalidField(key, `names more than ${mostValues}`);
  return values;
}

const levelOf = (priority: string): number => priorityNumber(priority as Priority);

function tagged(names: string[]): Condition {
  const lower = names.map((name) => name.toLowerCase());
  return sql`exists (select from ticket_tags tg where tg.ticket_id = t.id
    and tg.tag_id = any (array(select g.id from tags g where lower(g.name) = any (${lower}::text[]))))`;
}

function has(what: string, actor: Actor): Condition {
  if (what === "due") return sql`t.due_at is not null`;
  if (what === "tag") return sql`exists (select from ticket_tags tg where tg.ticket_id = t.id)`;
  // Who may not see notes must not learn what hangs on them.
  const seen = can(actor, "tickets.read") ? sql`true` : sql`m.kind <> 'note'`;
  return sql`exists (select from ticket_messages tm join messages m on m.id = tm.message_id
    join message_attachments ma on ma.message_id = m.id where tm.ticket_id = t.id and not ma.inline and ${seen})`;
}

const mentioned = (personId: string): Condition => sql`t.id in (select tm.ticket_id from message_mentions mm
  join ticket_messages tm on tm.message_id = mm.message_id where mm.person_id = ${personId}::bigint)`;

const followed = (personId: string): Condition =>
  sql`t.id in (select f.ticket_id from ticket_followers f where f.person_id = ${personId}::bigint)`;
