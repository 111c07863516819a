import type { Actor } from "../../../shared/identity/permissions.ts";
import type { NewEvent } from "../../platform/events.ts";
import type { TicketSet } from "./store.ts";
import type { TicketRow } from "./visible-ticket.ts";
import type { Transition } from "./workflow.ts";

/** What changes in the row when a ticket goes to a state, and the event that says so. */
export function stateChange(
  actor: Actor,
  ticket: TicketRow,
  to: Transition,
  at: Date,
  reason?: { why: string; code?: string; values?: Record<string, string> },
): { set: TicketSet; event: NewEvent } {
  const finished = to.category === "solved" || to.category === "closed";
  const set: TicketSet = {
    state_id: to.id,
    category: to.category,
    // Closing what is solved does not change when it was solved.
    ...(!(to.category === "closed" && ticket.category === "solved") && { solved_at: finished ? at : null }),
    closed_at: to.category === "closed" ? at : null,
    ...(finished && { unanswered: false, snoozed_until: null, snoozed_by: null }),
  };
  const about = { ticketId: ticket.id, conversationId: ticket.conversation_id, organizationId: ticket.organization_id };
  const data = { from: ticket.state, to: to.key, category: to.category, ...reason };
  return { set, event: { kind: "ticket.state-changed", actor, at, about, data } };
}
