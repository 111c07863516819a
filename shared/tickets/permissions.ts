// Who may act on a ticket he can see. Pure: the server refuses by it, the browser hides by it.
import { type Actor, can } from "../identity/permissions.ts";
import type { StateCategory } from "./schema.ts";

export interface TicketFacts {
  requesterId: string;
  category: StateCategory;
  /** Into another one, which goes on: in this one nothing is done any more. */
  merged: boolean;
}

/** An agent; or the requester himself while the ticket is not closed. */
export const canReply = (actor: Actor, ticket: TicketFacts): boolean =>
  canWork(actor, ticket) || (isRequester(actor, ticket) && ticket.category !== "closed");

const canWork = (actor: Actor, ticket: TicketFacts): boolean => can(actor, "tickets.work") && !ticket.merged;
export const canNote = canWork;
export const canUpdate = canWork;

const isRequester = (actor: Actor, ticket: TicketFacts): boolean =>
  can(actor, "own.requests") && actor.personId !== null && actor.personId === ticket.requesterId;
