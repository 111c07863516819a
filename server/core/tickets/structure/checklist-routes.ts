import { Closed, Id } from "../../../../shared/base/schema.ts";
import { AddChecklistItem, ChangeChecklistItem, Checklist } from "../../../../shared/tickets/checklist.ts";
import { TicketNumber } from "../../../../shared/tickets/schema.ts";
import type { Desk } from "../../../platform/desk.ts";
import type { App } from "../../../platform/http.ts";
import { visibleTicket } from "../visible-ticket.ts";
import { addItem, changeItem, listItems, removeItem } from "./checklist.ts";

const ByNumber = Closed({ number: TicketNumber });
const ByItem = Closed({ number: TicketNumber, id: Id });
const access = "tickets.work" as const;
const response = { 200: Checklist };

/** Each answers with the whole list as it is now. */
export function checklistRoutes(app: App, { database }: Desk): void {
  app.get(
    "/tickets/:number/checklist",
    { config: { access: "tickets.read" }, schema: { params: ByNumber, response } },
    async ({ actor, params }) => {
      const ticket = await visibleTicket(database.db, actor, params.number);
      return listItems(database.db, ticket.id);
    },
  );
  app.post(
    "/tickets/:number/checklist",
    { config: { access }, schema: { params: ByNumber, body: AddChecklistItem, response } },
    async (request) => {
      const { actor, params, body } = request;
      return request.once(200, (trx) => addItem(trx, actor, params.number, body));
    },
  );
  app.patch(
    "/tickets/:number/checklist/:id",
    { config: { access }, schema: { params: ByItem, body: ChangeChecklistItem, response } },
    async ({ actor, params, body }) =>
      database.transact((trx) => changeItem(trx, actor, params.number, params.id, body)),
  );
  app.delete(
    "/tickets/:number/checklist/:id",
    { config: { access }, schema: { params: ByItem, response } },
    async ({ actor, params }) => database.transact((trx) => removeItem(trx, actor, params.number, params.id)),
  );
}
