// Tickets that are out of sight for a while, and what brings them back: the time, the customer, an agent.
import { sql } from "kysely";
import { type Actor, systemActor } from "../../../shared/identity/permissions.ts";
import { isActive } from "../../../shared/tickets/lifecycle.ts";
import type { Database, Trx } from "../../platform/db.ts";
import { invalidField } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import { ticketFinished } from "./errors.ts";
import { updateTicketRow } from "./store.ts";
import { aboutTicket } from "./update-ticket.ts";
import { lockToChange, type TicketRow } from "./visible-ticket.ts";

const farthest = 2 * 366 * 86_400_000;

/** `until` null: until the customer writes. */
export async function snoozeTicket(trx: Trx, actor: Actor, number: string, until: string | null): Promise<void> {
  const ticket = await lockToChange(trx, actor, number);
  if (!isActive(ticket.category)) throw ticketFinished({ state: ticket.state });
  const at = new Date();
  const wanted = until === null ? null : new Date(until);
  if (wanted && wanted <= at) throw invalidField("until", "has passed already");
  if (wanted && wanted.getTime() > at.getTime() + farthest)
    throw invalidField("until", "lies more than two years ahead");
  await updateTicketRow(trx, ticket.id, at, { snoozed_until: wanted ?? "infinity", snoozed_by: actor.personId });
  const data = { until: wanted?.toISOString() ?? null };
  await record(trx, { kind: "ticket.snoozed", actor, at, about: aboutTicket(ticket), data });
}

/** Somebody wants it back now. Of one that is awake nothing changes. */
export async function unsnoozeTicket(trx: Trx, actor: Actor, number: string): Promise<void> {
  const ticket = await lockToChange(trx, actor, number);
  if (ticket.snoozed) await wake(trx, actor, ticket, "agent", new Date());
}

type Sleeping = Pick<TicketRow, "id" | "conversation_id" | "organization_id" | "snoozed_by">;

export async function wake(
  trx: Trx,
  actor: Actor,
  ticket: Sleeping,
  why: "time" | "customer" | "agent",
  at: Date,
): Promise<void> {
  await updateTicketRow(trx, ticket.id, new Date(), { snoozed_until: null, snoozed_by: null });
  const data = { why, snoozedBy: ticket.snoozed_by };
  await record(trx, { kind: "ticket.woken", actor, at, about: aboutTicket(ticket), data });
}

const atOnce = 100;

/** Every minute: those whose time has come. What happened is dated by the time that was asked for. */
export async function wakeTickets(database: Pick<Database, "transact">): Promise<void> {
  for (let woken = atOnce; woken === atOnce; ) {
    woken = await database.transact(async (trx) => {
      const { rows } = await sql<Sleeping & { snoozed_until: Date }>`
        select t.id, t.conversation_id, t.organization_id, t.snoozed_by, t.snoozed_until from tickets t
        where t.snoozed_until <= now() order by t.snoozed_until, t.id limit ${atOnce} for update skip locked`.execute(
        trx,
      );
      for (const ticket of rows) await wake(trx, systemActor, ticket, "time", ticket.snoozed_until);
      return rows.length;
    });
  }
}
