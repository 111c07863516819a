// What a row of a list shows: its columns, and row -> wire.
import { sql } from "kysely";
import type { Channel } from "../../../../shared/conversations/schema.ts";
import { type Actor, can } from "../../../../shared/identity/permissions.ts";
import type { StateCategory, TicketSummary } from "../../../../shared/tickets/schema.ts";
import { priorityName } from "../store.ts";

/** Times are text: hundreds of them are written out a page, and none is reckoned with. */
export interface SummaryRow {
  id: string;
  number: string;
  subject: string;
  state: string;
  category: StateCategory;
  priority: number;
  type: TicketSummary["type"];
  channel: Channel;
  message_count: number;
  last_message_at: string | null;
  last_message_kind: string | null;
  last_message_preview: string | null;
  created_at: string;
  updated_at: string;
  due_at: string | null;
  solved_at: string | null;
  queue_id: string;
  queue_name: string;
  assignee_id: string | null;
  assignee_name: string | null;
  requester_id: string;
  requester_name: string;
  requester_email: string | null;
  organization_id: string | null;
  organization_name: string | null;
  /** By comma, in no order: none has one in it. */
  tags: string | null;
}

const utc = (column: string) => `(t.${column} at time zone 'UTC')::text as ${column}`;

/** Looked up for each row: a join makes the planner read a whole table, or carry all columns once more. */
const nameOf = (table: string, reference: string) => `(select n.name from ${table} n where n.id = t.${reference})`;

/** Of `t` with `summaryJoins`. */
export const summaryColumns = sql.raw(`
  t.id, t.number, t.subject, s.key as state, t.category, t.priority, t.type, t.channel, t.message_count, t.last_message_kind,
  t.last_message_preview, ${["last_message_at", "created_at", "updated_at", "due_at", "solved_at"].map(utc).join(", ")},
  t.queue_id, q.name as queue_name, t.assignee_id, ${nameOf("people", "assignee_id")} as assignee_name,
  t.requester_id, ${nameOf("people", "requester_id")} as requester_name,
  t.organization_id, ${nameOf("organizations", "organization_id")} as organization_name,
  (select c.value from contact_points c where c.person_id = t.requester_id and c.kind = 'email' order by c.id limit 1) as requester_email,
  (select string_agg((select g.name from tags g where g.id = tg.tag_id), ',') from ticket_tags tg where tg.ticket_id = t.id) as tags`);

export const summaryJoins = sql`join states s on s.id = t.state_id join queues q on q.id = t.queue_id`;

export const presentSummary = (row: SummaryRow): TicketSummary => ({
  number: row.number,
  subject: row.subject,
  state: row.state,
  category: row.category,
  priority: priorityName(row.priority),
  queue: { id: row.queue_id, name: row.queue_name },
  assignee: row.assignee_id ? { id: row.assignee_id, name: row.assignee_name ?? "", email: null } : null,
  requester: { id: row.requester_id, name: row.requester_name, email: row.requester_email },
  organization: row.organization_id ? { id: row.organization_id, name: row.organization_name ?? "" } : null,
  type: row.type,
  tags: row.tags === null ? [] : row.tags.split(",").sort(),
  channel: row.channel,
  messages: row.message_count,
  lastMessage:
    row.last_message_at === null
      ? null
      : {
          at: instant(row.last_message_at),
          kind: row.last_message_kind ?? "",
          preview: row.last_message_preview ?? "",
        },
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
  dueAt: row.due_at === null ? null : instant(row.due_at),
  solvedAt: row.solved_at === null ? null : instant(row.solved_at),
});

const zeros = ".000";

/** "2026-01-31 09:12:00.5", as PostgreSQL writes a time -> "2026-01-31T09:12:00.500Z" */
export function instant(text: string): string {
  const whole = text.length >= 23 ? text : text.padEnd(20, ".").padEnd(23, zeros.slice(1));
  return `${whole.slice(0, 10)}T${whole.slice(11)}Z`;
}

/** For who may not see notes, the last message must not be told when it is one. */
export function hideNotes(actor: Actor, ticket: TicketSummary): TicketSummary {
  if (can(actor, "tickets.read") || ticket.lastMessage?.kind !== "note") return ticket;
  return { ...ticket, lastMessage: null };
}
