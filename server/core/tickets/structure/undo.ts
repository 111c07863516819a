// Undo of a merge, a split, a move or a change of many tickets (B8): everything stands where it stood, but what came since
// stays where it came.
import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { OperationKind } from "../../../../shared/tickets/structure.ts";
import type { Trx } from "../../../platform/db.ts";
import { type NewEvent, record } from "../../../platform/events.ts";
import { alreadyUndone, operationNotFound, undoNewerFirst } from "../errors.ts";
import { keepConversations, recount, settleNumbers } from "../regroup.ts";
import { stateChange } from "../set-state.ts";
import { updateTicketRow } from "../store.ts";
import { aboutTicket } from "../update-ticket.ts";
import { visibleTicket } from "../visible-ticket.ts";
import { firstStateOf } from "../workflow.ts";
import { type FullRow, lockVisibleById } from "./lock.ts";
import { type Done, markUndone, type Undoing } from "./operations.ts";
import { putBack } from "./put-back.ts";
import type { RowChange } from "./rows.ts";

/** Without `operation` the newest merge, split or move that is not undone yet. */
export async function undoOfTicket(trx: Trx, actor: Actor, number: string, operation?: string): Promise<Done> {
  const ticket = await visibleTicket(trx, actor, number);
  const { rows } = await sql<{ id: string }>`
    select o.id from operation_tickets ot join operations o on o.id = ot.operation_id
    where ot.ticket_id = ${ticket.id}
      and case when ${operation ?? null}::bigint is null then o.kind <> 'bulk' and o.undone_at is null else o.id = ${operation ?? null} end
    order by o.id desc limit 1`.execute(trx);
  if (!rows[0]) throw operationNotFound();
  return undoOperation(trx, actor, rows[0].id);
}

export async function undoOperation(trx: Trx, actor: Actor, id: string): Promise<Done> {
  const operation = await trx.selectFrom("operations").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!operation) throw operationNotFound();
  const kind = operation.kind as OperationKind;
  const { changes, made, conversations } = operation.before as unknown as Undoing;
  const tickets = await lockTicketsOf(trx, actor, id, kind);
  if (operation.undone_at !== null) throw alreadyUndone();
  if (kind !== "bulk") await requireNewest(trx, id);
  const ids = tickets.map((ticket) => ticket.id);
  await putBack(trx, changesOf(changes, ids), ids, conversations);
  await keepConversations(trx, ids);
  const at = new Date();
  const events = await settle(trx, actor, tickets, at);
  const back = tickets.find((ticket) => !made.includes(ticket.id));
  for (const ticket of tickets.filter((each) => made.includes(each.id))) {
    events.push(...(await closeIfEmpty(trx, actor, ticket, back?.id ?? null, at)));
  }
  await markUndone(trx, actor, id);
  for (const ticket of tickets)
    events.push({
      kind: "ticket.operation-undone",
      actor,
      at,
      about: aboutTicket(ticket),
      data: { operation: id, of: kind },
    });
  await record(trx, ...unmerged(actor, id, tickets, changes, at), ...events);
  return { operation: id, numbers: tickets.map(({ number }) => number) };
}

/** Who undoes must see all of it; of a change of many tickets those that he sees are put back. */
async function lockTicketsOf(trx: Trx, actor: Actor, id: string, kind: OperationKind): Promise<FullRow[]> {
  const all = await trx.selectFrom("operation_tickets").select("ticket_id").where("operation_id", "=", id).execute();
  const tickets = await lockVisibleById(
    trx,
    actor,
    all.map((each) => each.ticket_id),
  );
  if (tickets.length === 0 || (kind !== "bulk" && tickets.length < all.length)) throw operationNotFound();
  return tickets;
}

/** What was rearranged later rests on this: it has to be undone before. */
async function requireNewest(trx: Trx, id: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select o.id from operations o where o.id > ${id} and o.kind <> 'bulk' and o.undone_at is null
      and exists (select from operation_tickets a join operation_tickets b on b.ticket_id = a.ticket_id
        where a.operation_id = o.id and b.operation_id = ${id})
    order by o.id desc limit 1`.execute(trx);
  if (rows[0]) throw undoNewerFirst({ operation: rows[0].id });
}

const ticketOf = ({ table, before, after }: RowChange): string | null => {
  const row = before ?? after ?? {};
  return table === "tickets" ? String(row.id) : row.ticket_id === undefined ? null : String(row.ticket_id);
};

function changesOf(changes: RowChange[], ids: string[]): RowChange[] {
  const seen = new Set(ids);
  return changes.filter((change) => {
    const id = ticketOf(change);
    return id === null || seen.has(id);
  });
}

/** Numbers that were given stay given, the lists show that something happened, and a state that went back is told. */
async function settle(trx: Trx, actor: Actor, tickets: FullRow[], at: Date): Promise<NewEvent[]> {
  const rows = await settleNumbers(
    trx,
    tickets.map(({ id }) => id),
    at,
  );
  return tickets.flatMap((ticket) => {
    const now = rows.find(({ id }) => id === ticket.id);
    if (!now || now.state === ticket.state) return [];
    const data = { from: ticket.state, to: now.state, category: now.category, why: "undone" };
    return [{ kind: "ticket.state-changed" as const, actor, at, about: aboutTicket(ticket), data }];
  });
}

/**
 * A ticket that the operation made stays, because somebody may know its number: empty it is closed and leads back to where
 * it came from. With messages that came since it goes on with those.
 */
async function closeIfEmpty(
  trx: Trx,
  actor: Actor,
  ticket: FullRow,
  backTo: string | null,
  at: Date,
): Promise<NewEvent[]> {
  const last = await recount(trx, ticket.id);
  const { rows } = await sql`select from ticket_messages where ticket_id = ${ticket.id} limit 1`.execute(trx);
  if (rows.length > 0) {
    await updateTicketRow(trx, ticket.id, at, { unanswered: ticket.unanswered && last.customer });
    return [];
  }
  const empty = { merged_into_id: backTo, unanswered: false, snoozed_until: null, snoozed_by: null };
  const { set, event } = stateChange(actor, ticket, await firstStateOf(trx, "closed"), at, { why: "undone" });
  await updateTicketRow(trx, ticket.id, at, { ...set, ...empty });
  return ticket.category === "closed" ? [] : [event];
}

function unmerged(actor: Actor, operation: string, tickets: FullRow[], changes: RowChange[], at: Date): NewEvent[] {
  const merge = changes.find(
    ({ table, before, after }) =>
      table === "tickets" && before?.merged_into_id === null && after !== null && after.merged_into_id !== null,
  );
  const source = tickets.find(({ id }) => id === String(merge?.before?.id));
  const target = tickets.find(({ id }) => id === String(merge?.after?.merged_into_id));
  if (!source || !target) return [];
  const data = { operation, from: source.number, into: target.number };
  return [source, target].map((ticket) => ({ kind: "ticket.unmerged", actor, at, about: aboutTicket(ticket), data }));
}
