// Tickets that have to do with each other: the same fault, the follow-up of one that was closed.
import { type Static, Type } from "typebox";
import { Closed } from "../base/schema.ts";
import { TicketNumber, TicketSummary } from "./schema.ts";

export const LinkedTicket = Type.Pick(TicketSummary, ["number", "subject", "state", "category", "updatedAt"], {
  additionalProperties: false,
});
export type LinkedTicket = Static<typeof LinkedTicket>;

/** Those that the reader may see, the last changed first. */
export const LinkedTickets = Closed({ items: Type.Array(LinkedTicket) });
export type LinkedTickets = Static<typeof LinkedTickets>;

export const LinkTicket = Closed({ number: TicketNumber });
export type LinkTicket = Static<typeof LinkTicket>;
