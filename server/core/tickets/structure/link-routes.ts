import { Closed } from "../../../../shared/base/schema.ts";
import { LinkedTickets, LinkTicket } from "../../../../shared/tickets/links.ts";
import { TicketNumber } from "../../../../shared/tickets/schema.ts";
import type { Desk } from "../../../platform/desk.ts";
import type { App } from "../../../platform/http.ts";
import { visibleTicket } from "../visible-ticket.ts";
import { linkTicket, listLinks, unlinkTicket } from "./links.ts";

const ByNumber = Closed({ number: TicketNumber });
const ByOther = Closed({ number: TicketNumber, other: TicketNumber });
const access = "tickets.work" as const;
const response = { 200: LinkedTickets };

/** Each answers with the whole list as it is now. */
export function linkRoutes(app: App, { database }: Desk): void {
  app.get(
    "/tickets/:number/links",
    { config: { access: "tickets.read" }, schema: { params: ByNumber, response } },
    async ({ actor, params }) => {
      const ticket = await visibleTicket(database.db, actor, params.number);
      return listLinks(database.db, actor, ticket.id);
    },
  );
  app.post(
    "/tickets/:number/links",
    { config: { access }, schema: { params: ByNumber, body: LinkTicket, response } },
    async (request) => {
      const { actor, params, body } = request;
      return request.once(200, (trx) => linkTicket(trx, actor, params.number, body.number));
    },
  );
  app.delete(
    "/tickets/:number/links/:other",
    { config: { access }, schema: { params: ByOther, response } },
    async ({ actor, params }) => database.transact((trx) => unlinkTicket(trx, actor, params.number, params.other)),
  );
}
