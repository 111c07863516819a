// Who may see a conversation and a message, as SQL. An agent: those whose tickets he may see, and those without one. A
// customer: his own and, as a manager, those of his organizations' tickets; never a note.
import { type RawBuilder, sql } from "kysely";
import { type Actor, can } from "../../../shared/identity/permissions.ts";

/** Queues that are kept to teams and not to one of the actor's. */
const closedQueues = (actor: Actor) => sql`
  select qt.queue_id from queue_teams qt group by qt.queue_id
  having not bool_or(qt.team_id = any (${actor.teamIds}::bigint[]))`;

/** A condition on `t` (tickets). */
export function ticketsVisibleTo(actor: Actor): RawBuilder<boolean> {
  if (can(actor, "tickets.read")) {
    if (can(actor, "tickets.all-queues")) return sql<boolean>`true`;
    return sql<boolean>`t.queue_id <> all (array(${closedQueues(actor)}))`;
  }
  if (!can(actor, "own.requests")) return sql<boolean>`false`;
  return sql<boolean>`(t.requester_id = ${actor.personId} or t.organization_id = any (${actor.managedOrganizationIds}::bigint[]))`;
}

/** Whose teams see something by its queue; null among them: everybody who works here; null: it is in no queue. */
export type Teams = (string | null)[] | null;

/** Of `t` (tickets). */
export const teamsOfTicket = sql<Teams>`array(
  select qt.team_id::text from (select t.queue_id) q left join queue_teams qt on qt.queue_id = q.queue_id)`;

/** Of `c` (conversations): those of all its tickets; without any, of the queue that it waits in. */
export const teamsOfConversation = sql<Teams>`(
  select array_agg(qt.team_id::text) from (
    select t.queue_id from ticket_conversations tc join tickets t on t.id = tc.ticket_id where tc.conversation_id = c.id
    union all select c.queue_id where not exists (select from ticket_conversations tc where tc.conversation_id = c.id)
  ) q left join queue_teams qt on qt.queue_id = q.queue_id)`;

/** The decision of ticketsVisibleTo for who works here, without asking the database again. */
export const heardBy =
  (teams: Teams) =>
  (actor: Actor): boolean =>
    can(actor, "tickets.read") &&
    (can(actor, "tickets.all-queues") ||
      teams === null ||
      teams.some((team) => team === null || actor.teamIds.includes(team)));

/** A condition on `c` (conversations). */
export function conversationsVisibleTo(actor: Actor): RawBuilder<boolean> {
  if (can(actor, "tickets.read") && can(actor, "tickets.all-queues")) return sql<boolean>`true`;
  const ofTicket = sql`exists (
    select from ticket_conversations tc join tickets t on t.id = tc.ticket_id
    where tc.conversation_id = c.id and ${ticketsVisibleTo(actor)})`;
  if (can(actor, "tickets.read")) {
    // Without a ticket it is seen by those who see the queue that it waits in.
    return sql<boolean>`(${ofTicket} or ((c.queue_id is null or c.queue_id <> all (array(${closedQueues(actor)})))
      and not exists (select from ticket_conversations tc where tc.conversation_id = c.id)))`;
  }
  // What is talked about with a supplier is no customer's.
  return sql<boolean>`(c.purpose = 'customer' and ${ofTicket})`;
}

/** A condition on `m` (messages) beside that on its conversation, which may hold tickets that are not the actor's. */
export function messagesVisibleTo(actor: Actor): RawBuilder<boolean> {
  if (can(actor, "tickets.read") && can(actor, "tickets.all-queues")) return sql<boolean>`true`;
  const ofTicket = sql`exists (
    select from ticket_messages vm join tickets t on t.id = vm.ticket_id where vm.message_id = m.id and ${ticketsVisibleTo(actor)})`;
  if (can(actor, "tickets.read")) {
    return sql<boolean>`(${ofTicket} or not exists (select from ticket_messages vm where vm.message_id = m.id))`;
  }
  return sql<boolean>`(m.kind <> 'note' and ${ofTicket})`;
}
