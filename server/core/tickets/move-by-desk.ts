// A ticket that the desk itself solves or takes up again, because of what it was told.
import { sql } from "kysely";
import { systemActor } from "../../../shared/identity/permissions.ts";
import { isActive } from "../../../shared/tickets/lifecycle.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { stateChange } from "./set-state.ts";
import { updateTicketRow } from "./store.ts";
import { type TicketRow, ticketColumns } from "./visible-ticket.ts";
import { firstStateOf } from "./workflow.ts";

/** `code` and `values` say `why` in the reader's own language. */
export interface Reason {
  why: string;
  code: string;
  values?: Record<string, string>;
}

/** false when it is there already, or closed: that is over. */
export async function moveByDesk(
  trx: Trx,
  ticketId: string,
  to: "solved" | "open",
  reason: Reason,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql<TicketRow>`
    select ${ticketColumns} from tickets t where t.id = ${ticketId} for update of t`.execute(trx);
  const ticket = rows[0];
  if (!ticket || ticket.merged_into_id !== null || ticket.category === "closed") return false;
  if (isActive(ticket.category) === (to === "open")) return false;
  const { set, event } = stateChange(systemActor, ticket, await firstStateOf(trx, to), at, reason);
  await updateTicketRow(trx, ticket.id, at, set);
  await record(trx, event);
  return true;
}
