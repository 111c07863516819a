// What the search field offers while somebody types: the newest tickets that fit, quickly however common the word is.
import { sql } from "kysely";
import { type Actor, can } from "../../../../shared/identity/permissions.ts";
import type { TicketFilter } from "../../../../shared/tickets/query.ts";
import type { TicketSummary } from "../../../../shared/tickets/schema.ts";
import type { Db } from "../../../platform/db.ts";
import { ticketsVisibleTo } from "../../conversations/index.ts";
import { firstOf } from "./conditions.ts";
import { defaultSort, listTickets, rowsSql } from "./list-tickets.ts";
import { sortingOf } from "./sorts.ts";
import { hideNotes, presentSummary } from "./summary.ts";
import { numberOf, withWords } from "./words.ts";

/** Looked at, of those that hold a common word; an agent who looks for older ones says more. */
const mostFound = 1000;

export async function searchTickets(
  db: Db,
  actor: Actor,
  filter: TicketFilter,
  limit: number,
): Promise<TicketSummary[]> {
  const { q, ...others } = filter;
  const isPlain = q !== undefined && Object.keys(others).length === 0 && !q.includes('"');
  if (!isPlain || !can(actor, "tickets.read")) return (await listTickets(db, actor, { ...filter, limit })).items;
  const where = [withWords(q, mostFound), sql`t.merged_into_id is null`, ticketsVisibleTo(actor)];
  const { rows } = await rowsSql(sortingOf(defaultSort), where, firstOf({}, limit)).execute(db);
  return rows.map((row) => hideNotes(actor, presentSummary(row)));
}

/** The number of the ticket that was typed, if he may see it. */
export async function findTicketNumber(db: Db, actor: Actor, q: string): Promise<string | null> {
  const { rows } = await sql<{ number: string }>`
    select t.number from tickets t where t.number = ${numberOf(q)} and ${ticketsVisibleTo(actor)}`.execute(db);
  return rows[0]?.number ?? null;
}
