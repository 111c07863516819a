// What is on the screen: the rows in their order, and where the keys stand. One list is shown at a time.
import type { Ticket, TicketSummary } from "../../shared/tickets/schema.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { store } from "../lib/store.ts";
import { selection } from "./selection.ts";

interface Shown {
  rows: readonly TicketSummary[];
  /** Where Tab and the keys stand; the row may have left the list meanwhile. */
  current: string | null;
  /** Its place, so that the next one takes over when it leaves. */
  at: number;
  open: string | null;
}

export const shown = store<Shown>({ rows: [], current: null, at: 0, open: null });

export function showRows(rows: readonly TicketSummary[]): void {
  const { current, at } = shown.get();
  const found = rows.findIndex(({ number }) => number === current);
  const place = found < 0 ? Math.min(at, Math.max(rows.length - 1, 0)) : found;
  shown.set({ ...shown.get(), rows, at: place, current: rows[place]?.number ?? null });
}

export function setCurrent(number: string): void {
  const at = shown.get().rows.findIndex((row) => row.number === number);
  shown.set({ ...shown.get(), current: number, at: Math.max(at, 0) });
}

export function setOpen(open: string | null): void {
  shown.set({ ...shown.get(), open });
  if (open) setCurrent(open);
}

/** The row `by` places further, or null at the end. */
export function neighbour(number: string | null, by: 1 | -1): TicketSummary | null {
  const { rows } = shown.get();
  const at = rows.findIndex((row) => row.number === number);
  return (at < 0 ? rows[0] : rows[at + by]) ?? null;
}

export const ticketKnown = (number: string): TicketSummary | undefined =>
  shown.get().rows.find((row) => row.number === number) ?? queryClient.getQueryData<Ticket>(keys.ticket(number));

/** What an action is meant for: the selected tickets, else the open one, else the row where the keys stand. */
export function targets(): TicketSummary[] {
  const { open, current } = shown.get();
  const selected = [...selection.get().numbers];
  const numbers = selected.length > 0 ? selected : [open ?? current].filter((number) => number !== null);
  return numbers.flatMap((number) => ticketKnown(number) ?? []);
}
