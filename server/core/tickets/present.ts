// Row -> wire.

import { stricter } from "../../../shared/conversations/trust.ts";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import { canNote, canReply, canUpdate } from "../../../shared/tickets/permissions.ts";
import type { Ticket, TicketSummary } from "../../../shared/tickets/schema.ts";
import { hideNotes, presentSummary, type SummaryRow } from "./list/summary.ts";
import { levelName } from "./store.ts";

export interface TicketDetails extends SummaryRow {
  impact: number;
  urgency: number;
  fields: Ticket["fields"];
  language: string | null;
  conversations: string[];
  next_states: string[];
  merged: boolean;
  /** null when the reader may not see that one. */
  merged_into: string | null;
  snoozed: boolean;
  /** null: until the customer writes. */
  snoozed_until: Date | null;
  snoozed_by: Ticket["requester"] | null;
  /** What is demanded of who writes, by its queue and by its type. */
  queue_trust: Ticket["requiredTrust"];
  type_trust: Ticket["requiredTrust"];
  reply_to: string | null;
  cc: string[];
  takes_no_mail: Ticket["takesNoMail"] | null;
  monitoring: Ticket["monitoring"];
}

/** Instants come out of json as PostgreSQL writes them. */
const presentMonitoring = (problem: NonNullable<Ticket["monitoring"]>): Ticket["monitoring"] => ({
  ...problem,
  beganAt: new Date(problem.beganAt).toISOString(),
  lastAt: new Date(problem.lastAt).toISOString(),
  recoveredAt: problem.recoveredAt && new Date(problem.recoveredAt).toISOString(),
});

export function presentTicket(actor: Actor, row: TicketDetails): Ticket {
  const facts = { requesterId: row.requester_id, category: row.category, merged: row.merged };
  const replyTo = row.reply_to ?? row.requester_email;
  return {
    ...(hideNotes(actor, presentSummary(row)) as TicketSummary),
    impact: levelName(row.impact),
    urgency: levelName(row.urgency),
    fields: row.fields,
    replyTo: replyTo ? [replyTo] : [],
    cc: row.cc.filter((address) => address !== replyTo),
    conversations: row.conversations,
    language: row.language,
    mergedInto: row.merged_into,
    snooze:
      row.snoozed && can(actor, "tickets.read")
        ? { until: row.snoozed_until?.toISOString() ?? null, by: row.snoozed_by }
        : null,
    takesNoMail: can(actor, "tickets.read") ? (row.takes_no_mail ?? []) : [],
    monitoring: row.monitoring && can(actor, "tickets.read") ? presentMonitoring(row.monitoring) : null,
    requiredTrust: can(actor, "tickets.read") ? stricter(row.queue_trust, row.type_trust) : null,
    can: {
      reply: canReply(actor, facts),
      note: canNote(actor, facts),
      update: canUpdate(actor, facts),
      states: canUpdate(actor, facts) ? row.next_states : [],
    },
  };
}
