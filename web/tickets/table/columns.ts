import type { TicketColumn } from "../../../shared/tickets/query.ts";

interface Column {
  /** Pixels at first. */
  size: number;
  /** Whether the list can be ordered by it. */
  sorts?: true;
  /** What one probably wants to see first: newest, most urgent. */
  fallsFirst?: true;
}

/** Every column there is, in the order in which they are offered. */
export const columns: Record<TicketColumn, Column> = {
  number: { size: 104, sorts: true, fallsFirst: true },
  subject: { size: 340, sorts: true },
  state: { size: 164, sorts: true },
  priority: { size: 104, sorts: true, fallsFirst: true },
  assignee: { size: 150, sorts: true },
  requester: { size: 150, sorts: true },
  email: { size: 190 },
  organization: { size: 150, sorts: true },
  queue: { size: 120 },
  type: { size: 96 },
  tags: { size: 150 },
  channel: { size: 90 },
  messages: { size: 96 },
  lastMessage: { size: 260 },
  createdAt: { size: 110, sorts: true, fallsFirst: true },
  updatedAt: { size: 110, sorts: true, fallsFirst: true },
  dueAt: { size: 110, sorts: true },
  solvedAt: { size: 110 },
};
export const columnNames = Object.keys(columns) as TicketColumn[];
export const smallest = 56;
export const largest = 800;

/** The order after a click on a column's head: its own first, the other way round, then as it was. */
export function nextSort(column: TicketColumn, sort: string): string | undefined {
  const own = columns[column];
  const first = own.fallsFirst ? `-${column}` : column;
  const second = own.fallsFirst ? column : `-${column}`;
  if (sort === first) return second;
  return sort === second ? undefined : first;
}

/** Puts a column before another, or at the end. */
export function moved<T>(order: readonly T[], column: T, before: T | null): T[] {
  if (column === before) return [...order];
  const others = order.filter((one) => one !== column);
  const at = before === null ? others.length : others.indexOf(before);
  return [...others.slice(0, at), column, ...others.slice(at)];
}
