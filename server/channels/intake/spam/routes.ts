// "Spam" and "Not spam" on a ticket and on a message.
import { Closed, Id } from "../../../../shared/base/schema.ts";
import { SpamVerdict } from "../../../../shared/mail/schema.ts";
import { TicketNumber } from "../../../../shared/tickets/schema.ts";
import { visibleMessage } from "../../../core/conversations/index.ts";
import { visibleTicket } from "../../../core/tickets/index.ts";
import type { Desk } from "../../../platform/desk.ts";
import type { App } from "../../../platform/http.ts";
import { sayMessageSpam, sayTicketSpam, verdictOfMail, verdictOfTicket } from "./say-spam.ts";

export function spamRoutes(app: App, { database }: Desk): void {
  const { db } = database;
  const ofTicket = { params: Closed({ number: TicketNumber }), response: { 200: SpamVerdict } };
  const ofMessage = { params: Closed({ id: Id }), response: { 200: SpamVerdict } };

  app.get("/tickets/:number/spam", { config: { access: "tickets.work" }, schema: ofTicket }, async (request) => ({
    verdict: await verdictOfTicket(db, (await visibleTicket(db, request.actor, request.params.number)).id),
  }));
  app.put(
    "/tickets/:number/spam",
    { config: { access: "tickets.work" }, schema: { ...ofTicket, body: SpamVerdict } },
    async ({ actor, params, body }) => {
      await database.transact((trx) => sayTicketSpam(trx, actor, params.number, body.verdict));
      return body;
    },
  );
  app.get("/messages/:id/spam", { config: { access: "tickets.work" }, schema: ofMessage }, async (request) => ({
    verdict: await verdictOfMail(db, (await visibleMessage(db, request.actor, request.params.id)).mail_id),
  }));
  app.put(
    "/messages/:id/spam",
    { config: { access: "tickets.work" }, schema: { ...ofMessage, body: SpamVerdict } },
    async ({ actor, params, body }) => {
      await database.transact((trx) => sayMessageSpam(trx, actor, params.id, body.verdict));
      return body;
    },
  );
}
