import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { callBackScheduled } from "../conversations/index.ts";
import type { TicketRow } from "./visible-ticket.ts";
import { wake } from "./wake.ts";

/** He is back: the ticket is too, and what was to be sent to him later may not fit any more. */
export async function customerWrote(trx: Trx, actor: Actor, ticket: TicketRow, at: Date): Promise<void> {
  if (ticket.snoozed) await wake(trx, actor, ticket, "customer", at);
  if (ticket.scheduled) await callBackScheduled(trx, ticket.id);
}
