import type { Trx } from "../../platform/db.ts";
import { insertTicketMessage } from "./store.ts";

/** An automatic message is shown in its ticket, but has no number and does not move the ticket in any list. */
export const attachAutomaticMessage = (trx: Trx, ticketId: string, messageId: string): Promise<void> =>
  insertTicketMessage(trx, ticketId, messageId, null);
