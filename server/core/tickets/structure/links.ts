// Tickets that have to do with each other. A link has no direction: it is seen, and taken away, from both sides.
import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { LinkedTicket, LinkedTickets } from "../../../../shared/tickets/links.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { invalidField, Problem } from "../../../platform/errors.ts";
import { record } from "../../../platform/events.ts";
import { ticketsVisibleTo } from "../../conversations/index.ts";
import { linkNotFound } from "../errors.ts";
import { deleteTicketLink, insertTicketLink } from "../store.ts";
import { aboutTicket } from "../update-ticket.ts";
import { lockToChange, stateKey, type TicketRow, visibleTicket } from "../visible-ticket.ts";

const atMost = 200;

export async function listLinks(db: Db | Trx, actor: Actor, ticketId: string): Promise<LinkedTickets> {
  const { rows } = await sql<Omit<LinkedTicket, "updatedAt"> & { updatedAt: Date }>`
    select t.number, t.subject, ${stateKey} as state, t.category, t.updated_at as "updatedAt" from tickets t
    where t.id in (select to_id from ticket_links where from_id = ${ticketId}
      union select from_id from ticket_links where to_id = ${ticketId}) and ${ticketsVisibleTo(actor)}
    order by t.updated_at desc, t.id desc limit ${atMost}`.execute(db);
  return { items: rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() })) };
}

/** Linked already: nothing happens. */
export async function linkTicket(trx: Trx, actor: Actor, number: string, other: string): Promise<LinkedTickets> {
  const ticket = await lockToChange(trx, actor, number);
  const target = await theOther(trx, actor, ticket, other);
  const { items } = await listLinks(trx, actor, ticket.id);
  if (items.length >= atMost) throw invalidField("number", `would be more than ${atMost} links`);
  if (items.some((each) => each.number === target.number)) return { items };
  await insertTicketLink(trx, ticket.id, target.id, "related");
  await tell(trx, actor, ticket, target, "added");
  return listLinks(trx, actor, ticket.id);
}

export async function unlinkTicket(trx: Trx, actor: Actor, number: string, other: string): Promise<LinkedTickets> {
  const ticket = await lockToChange(trx, actor, number);
  const target = await visibleTicket(trx, actor, other);
  if (!(await deleteTicketLink(trx, ticket.id, target.id))) throw linkNotFound({ number, other });
  await tell(trx, actor, ticket, target, "removed");
  return listLinks(trx, actor, ticket.id);
}

/** What is not there, or not for these eyes, is wrong in what was sent, not in the address. */
async function theOther(trx: Trx, actor: Actor, ticket: TicketRow, number: string): Promise<TicketRow> {
  if (number === ticket.number) throw invalidField("number", "is this very ticket");
  const target = await visibleTicket(trx, actor, number).catch((error) => {
    throw error instanceof Problem && error.status === 404 ? invalidField("number", "is no ticket") : error;
  });
  if (target.merged_into_id !== null) throw invalidField("number", "was merged into another ticket");
  return target;
}

/** In the history of both. */
async function tell(
  trx: Trx,
  actor: Actor,
  ticket: TicketRow,
  target: TicketRow,
  change: "added" | "removed",
): Promise<void> {
  for (const [one, other] of [
    [ticket, target],
    [target, ticket],
  ] as const)
    await record(trx, {
      kind: "ticket.links-changed",
      actor,
      about: aboutTicket(one),
      data: { change, other: other.number },
    });
}
