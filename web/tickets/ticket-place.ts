import { useMemo } from "react";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { keys } from "../lib/queries.ts";

/** Where a message in this ticket is written: what the composer has to know of it. */
export const useTicketPlace = (ticket: Ticket) =>
  useMemo(
    () => ({
      path: `/tickets/${ticket.number}`,
      ticket: ticket.number,
      storage: ticket.number,
      can: ticket.can,
      state: { key: ticket.state, category: ticket.category },
      replyTo: ticket.replyTo,
      cc: ticket.cc,
      takesNoMail: ticket.takesNoMail.map(({ address }) => address),
      language: ticket.language,
      messages: keys.messages(ticket.number),
      stale: [keys.ticket(ticket.number), keys.events(ticket.number), keys.lists, keys.views],
    }),
    [ticket],
  );
