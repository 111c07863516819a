import type { TicketSummary } from "../../../shared/tickets/schema.ts";
import { store } from "../../lib/store.ts";
import type { Property } from "../choices.tsx";
import { targets } from "../shown.ts";

export type Pick = Property | "snooze" | "tag";
interface Picking {
  what: Pick;
  tickets: readonly TicketSummary[];
  /** Where the list of choices opens. */
  at: DOMRect;
  /** Has the focus again afterwards. */
  from: HTMLElement | null;
}

/** A choice that is being made for some tickets. */
export const picking = store<Picking | null>(null);

/** Opens the choices at an element, or at the row where the keys stand. */
export function pick(what: Pick, element?: HTMLElement | null, tickets = targets()): void {
  if (tickets.length === 0) return;
  const row = document.querySelector<HTMLElement>(`[data-number="${tickets[0]?.number}"]`);
  const place = element ?? row ?? document.querySelector<HTMLElement>("main");
  if (!place) return;
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  picking.set({ what, tickets, at: within(place.getBoundingClientRect()), from: element ?? from });
}

/** A row that was scrolled away is no place to open something at. */
function within(rect: DOMRect): DOMRect {
  const top = Math.min(Math.max(rect.top, 48), window.innerHeight - 48);
  return rect.top === top ? rect : new DOMRect(rect.left, top, rect.width, 0);
}
