// A ticket that should never have been one is closed quietly: as one operation, so that one step brings it back as it was.
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { Trx } from "../../../platform/db.ts";
import { record } from "../../../platform/events.ts";
import { stateChange } from "../set-state.ts";
import { updateTicketRow } from "../store.ts";
import { lockToChange } from "../visible-ticket.ts";
import { firstStateOf } from "../workflow.ts";
import { asPartOf, insertOperation } from "./operations.ts";
import { fieldsAndTags } from "./rows.ts";

export interface ClosedAsSpam {
  ticketId: string;
  /** null: it was closed already, nothing was changed. */
  operation: string | null;
}

/** To the first closed state, whatever steps the workflow allows by hand. Nothing is sent to anybody. */
export async function closeAsSpam(trx: Trx, actor: Actor, number: string): Promise<ClosedAsSpam> {
  const ticket = await lockToChange(trx, actor, number);
  if (ticket.category === "closed") return { ticketId: ticket.id, operation: null };
  const at = new Date();
  const { set, event } = stateChange(actor, ticket, await firstStateOf(trx, "closed"), at, { why: "spam" });
  const operation = await insertOperation(trx, actor, "bulk");
  await asPartOf(trx, operation, { kept: fieldsAndTags, tickets: [ticket.id] }, async () => {
    await updateTicketRow(trx, ticket.id, at, set);
    return [];
  });
  await record(trx, event);
  return { ticketId: ticket.id, operation };
}
