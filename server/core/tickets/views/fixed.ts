// The views that every desk has.
import { type Actor, can } from "../../../../shared/identity/permissions.ts";
import type { TicketFilter } from "../../../../shared/tickets/query.ts";
import { type View, type ViewKey, viewKeys } from "../../../../shared/tickets/views.ts";

const filters: Record<ViewKey, TicketFilter> = {
  inbox: { state: "unsolved", unanswered: "true", snoozed: "false" },
  mine: { state: "unsolved", assignee: "me", snoozed: "false" },
  unassigned: { state: "unsolved", assignee: "none", snoozed: "false" },
  open: { state: "unsolved", snoozed: "false" },
  overdue: { state: "unsolved", overdue: "true", snoozed: "false" },
  mentions: { mentions: "me" },
  snoozed: { state: "unsolved", snoozed: "true" },
  solved: { state: "solved" },
};
const needPerson: readonly ViewKey[] = ["mine", "mentions"];
const counted: readonly ViewKey[] = ["inbox", "mine", "unassigned", "open", "overdue", "snoozed"];

/** A view before it is counted. */
export interface Uncounted extends Omit<View, "count" | "more"> {
  /** Whether it gets a counter. */
  counted: boolean;
}

export const fixedViews = (actor: Actor): Uncounted[] =>
  viewKeys
    .filter((key) => actor.personId !== null || !needPerson.includes(key))
    .map((key, position) => ({
      key,
      name: null,
      scope: "fixed",
      team: null,
      filter: filters[key],
      layout: "list",
      columns: [],
      sort: null,
      board: null,
      position,
      can: { edit: false },
      counted: counted.includes(key) && can(actor, "tickets.read"),
    }));
