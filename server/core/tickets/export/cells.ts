// A ticket as cells: text, a number, or a time on the desk's clock.
import type { Language, Words } from "../../../../shared/base/schema.ts";
import { columnWords, priorityWords, typeWords } from "../../../../shared/tickets/column-words.ts";
import type { TicketColumn } from "../../../../shared/tickets/query.ts";
import type { TicketSummary } from "../../../../shared/tickets/schema.ts";

/** `time`: 2026-01-31 09:12 */
export type Cell = string | number | { time: string } | null;

export interface Table {
  header: string[];
  cells: (ticket: TicketSummary) => Cell[];
}

export interface TableOptions {
  columns: readonly TicketColumn[];
  language: Language;
  timeZone: string;
  /** By state key. */
  states: ReadonlyMap<string, Words>;
}

export function tableOf({ columns, language, timeZone, states }: TableOptions): Table {
  // Sweden writes times as ISO does.
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const word = (words: Words | undefined, otherwise: string) => words?.[language] ?? words?.en ?? otherwise;
  const time = (at: string | null) => at && { time: clock.format(new Date(at)) };
  const cell: Record<TicketColumn, (ticket: TicketSummary) => Cell> = {
    number: (t) => t.number,
    subject: (t) => t.subject,
    state: (t) => word(states.get(t.state), t.state),
    priority: (t) => word(priorityWords[t.priority], t.priority),
    queue: (t) => t.queue.name,
    assignee: (t) => t.assignee?.name ?? null,
    requester: (t) => t.requester.name,
    email: (t) => t.requester.email,
    organization: (t) => t.organization?.name ?? null,
    type: (t) => word(typeWords[t.type], t.type),
    tags: (t) => t.tags.join(", "),
    channel: (t) => t.channel,
    messages: (t) => t.messages,
    lastMessage: (t) => t.lastMessage?.preview ?? null,
    createdAt: (t) => time(t.createdAt),
    updatedAt: (t) => time(t.updatedAt),
    dueAt: (t) => time(t.dueAt),
    solvedAt: (t) => time(t.solvedAt),
  };
  return {
    header: columns.map((name) => word(columnWords[name], name)),
    cells: (ticket) => columns.map((name) => cell[name](ticket)),
  };
}
