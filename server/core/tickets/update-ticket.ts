// PATCH /tickets/{number}: everything an agent sets on a ticket by hand, in one transaction with one event a kind of change.
import { sql } from "kysely";
import type { Static } from "typebox";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { priorityOf } from "../../../shared/tickets/lifecycle.ts";
import { canUpdate } from "../../../shared/tickets/permissions.ts";
import type { UpdateTicket } from "../../../shared/tickets/schema.ts";
import type { Trx } from "../../platform/db.ts";
import { invalidField } from "../../platform/errors.ts";
import { type EventAbout, type NewEvent, record } from "../../platform/events.ts";
import { notYoursToChange, takenByOther } from "./errors.ts";
import { checkFields } from "./fields.ts";
import { requireQueue } from "./queues.ts";
import { stateChange } from "./set-state.ts";
import {
  levelName,
  levelNumber,
  priorityName,
  priorityNumber,
  setTags,
  type TicketSet,
  updateTicketRow,
} from "./store.ts";
import { factsOf, lockTicket, type TicketRow } from "./visible-ticket.ts";
import { transitionTo } from "./workflow.ts";

type Input = Static<typeof UpdateTicket>;
type Changes = Record<string, { from: unknown; to: unknown }>;

/** What would be written, and the events that say so. */
export interface TicketPlan {
  set: TicketSet;
  /** null: they stay. */
  tags: string[] | null;
  /** By field, as the caller named them. */
  changes: Changes;
  events: NewEvent[];
}

export async function updateTicket(trx: Trx, actor: Actor, number: string, input: Input): Promise<void> {
  const ticket = await lockTicket(trx, actor, number);
  const at = new Date();
  await carryOut(trx, ticket, await planUpdate(trx, actor, ticket, input, at), at);
}

/** Throws what is wrong with the input or not allowed; writes nothing. */
export async function planUpdate(
  trx: Trx,
  actor: Actor,
  ticket: TicketRow,
  input: Input,
  at: Date,
): Promise<TicketPlan> {
  if (!canUpdate(actor, factsOf(ticket))) throw notYoursToChange();
  const set: TicketSet = {};
  const changes: Changes = {};
  const moved: Changes = {};
  const events: NewEvent[] = [];
  setPlain(ticket, input, set, changes);
  setPriority(ticket, input, set, changes);
  await setReferences(trx, actor, ticket, input, set, changes);
  const tags = input.tags ? await tagsToSet(trx, ticket, input.tags, changes) : null;
  if (Object.keys(changes).length)
    events.push({ kind: "ticket.changed", actor, at, about: aboutTicket(ticket), data: { changes } });
  if (input.assignee !== undefined) await assign(trx, actor, ticket, input.assignee, set, moved, events);
  if (input.state !== undefined) {
    const { set: its, event } = stateChange(actor, ticket, await transitionTo(trx, ticket.state_id, input.state), at);
    Object.assign(set, its);
    note(moved, "state", ticket.state, input.state);
    events.push(event);
  }
  return { set, tags, changes: { ...changes, ...moved }, events };
}

export async function carryOut(trx: Trx, ticket: TicketRow, plan: TicketPlan, at: Date): Promise<void> {
  if (plan.events.length === 0) return;
  if (plan.tags) await setTags(trx, ticket.id, plan.tags);
  await updateTicketRow(trx, ticket.id, at, plan.set);
  await record(trx, ...plan.events);
}

export const aboutTicket = (ticket: Pick<TicketRow, "id" | "conversation_id" | "organization_id">): EventAbout => ({
  ticketId: ticket.id,
  conversationId: ticket.conversation_id,
  organizationId: ticket.organization_id,
});

function note(changes: Changes, name: string, from: unknown, to: unknown): boolean {
  if (JSON.stringify(from) === JSON.stringify(to)) return false;
  changes[name] = { from, to };
  return true;
}

function setPlain(ticket: TicketRow, input: Input, set: TicketSet, changes: Changes): void {
  if (input.subject !== undefined && note(changes, "subject", ticket.subject, input.subject))
    set.subject = input.subject;
  if (input.type !== undefined && note(changes, "type", ticket.type, input.type)) set.type = input.type;
  if (input.dueAt !== undefined && note(changes, "dueAt", ticket.due_at?.toISOString() ?? null, input.dueAt)) {
    set.due_at = input.dueAt === null ? null : new Date(input.dueAt);
  }
}

/** Priority follows impact × urgency unless it is set itself. */
function setPriority(ticket: TicketRow, input: Input, set: TicketSet, changes: Changes): void {
  const impact = input.impact ?? levelName(ticket.impact);
  const urgency = input.urgency ?? levelName(ticket.urgency);
  if (note(changes, "impact", levelName(ticket.impact), impact)) set.impact = levelNumber(impact);
  if (note(changes, "urgency", levelName(ticket.urgency), urgency)) set.urgency = levelNumber(urgency);
  const derived = input.impact || input.urgency ? priorityOf(impact, urgency) : undefined;
  const priority = input.priority ?? derived;
  if (priority && note(changes, "priority", priorityName(ticket.priority), priority))
    set.priority = priorityNumber(priority);
}

async function setReferences(
  trx: Trx,
  actor: Actor,
  ticket: TicketRow,
  input: Input,
  set: TicketSet,
  changes: Changes,
): Promise<void> {
  if (input.queue !== undefined && input.queue !== ticket.queue_id) {
    await requireQueue(trx, actor, input.queue);
    note(changes, "queue", ticket.queue_id, input.queue);
    set.queue_id = input.queue;
  }
  if (input.organization !== undefined && input.organization !== ticket.organization_id) {
    if (input.organization !== null) {
      const found = await trx
        .selectFrom("organizations")
        .select("id")
        .where("id", "=", input.organization)
        .executeTakeFirst();
      if (!found) throw invalidField("organization", "does not exist");
    }
    note(changes, "organization", ticket.organization_id, input.organization);
    set.organization_id = input.organization;
  }
  if (input.fields) {
    await checkFields(trx, input.fields);
    const merged = Object.fromEntries(
      Object.entries({ ...ticket.fields, ...input.fields }).filter(([, value]) => value !== null),
    );
    if (note(changes, "fields", ticket.fields, merged)) set.fields = JSON.stringify(merged);
  }
}

/** "me" is the one who asks. */
export function whoIsMeant(actor: Actor, wanted: string | null): string | null {
  if (wanted !== "me") return wanted;
  if (actor.personId === null) throw invalidField("assignee", "a token stands for nobody: give a person's id");
  return actor.personId;
}

/** "me" takes a ticket that nobody has: of several at once one gets it. An id hands it over, null gives it back. */
async function assign(
  trx: Trx,
  actor: Actor,
  ticket: TicketRow,
  wanted: string | null,
  set: TicketSet,
  changes: Changes,
  events: NewEvent[],
): Promise<void> {
  const assignee = whoIsMeant(actor, wanted);
  if (!note(changes, "assignee", ticket.assignee_id, assignee)) return;
  if (wanted === "me" && ticket.assignee_id !== null) {
    const holder = await trx
      .selectFrom("people")
      .select("name")
      .where("id", "=", ticket.assignee_id)
      .executeTakeFirst();
    throw takenByOther({ name: holder?.name ?? "Somebody" });
  }
  if (assignee !== null) await requireAgent(trx, assignee);
  set.assignee_id = assignee;
  events.push({
    kind: "ticket.assigned",
    actor,
    about: { ...aboutTicket(ticket), personId: assignee },
    data: { from: ticket.assignee_id, to: assignee },
  });
}

export async function requireAgent(trx: Trx, personId: string): Promise<void> {
  const found = await trx
    .selectFrom("people")
    .innerJoin("person_roles", "person_roles.person_id", "people.id")
    .innerJoin("roles", "roles.id", "person_roles.role_id")
    .select("people.id")
    .where("people.id", "=", personId)
    .where("people.active", "=", true)
    .where(sql<boolean>`roles.permissions @> array['tickets.work']`)
    .executeTakeFirst();
  if (!found) throw invalidField("assignee", "is not an agent");
}

/** null: they are these already. */
async function tagsToSet(trx: Trx, ticket: TicketRow, tags: string[], changes: Changes): Promise<string[] | null> {
  const wanted = [...new Set(tags)].sort();
  return note(changes, "tags", await tagsOf(trx, ticket.id), wanted) ? wanted : null;
}

export async function tagsOf(trx: Trx, ticketId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom("ticket_tags")
    .innerJoin("tags", "tags.id", "ticket_tags.tag_id")
    .select("tags.name")
    .where("ticket_id", "=", ticketId)
    .orderBy("tags.name")
    .execute();
  return rows.map((row) => row.name).sort();
}
