import { Closed, Id } from "../../../../shared/base/schema.ts";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import { Ticket, TicketNumber } from "../../../../shared/tickets/schema.ts";
import {
  BulkChange,
  BulkResult,
  MergeTicket,
  MoveMessages,
  Operation,
  OperationResult,
  SnoozeTicket,
  SplitTicket,
  TicketsOfConversation,
  UndoneOperation,
  UndoTicket,
} from "../../../../shared/tickets/structure.ts";
import type { Trx } from "../../../platform/db.ts";
import type { Desk } from "../../../platform/desk.ts";
import type { App } from "../../../platform/http.ts";
import { loadSettings } from "../../../platform/settings.ts";
import { getTicket } from "../get-ticket.ts";
import { snoozeTicket, unsnoozeTicket } from "../wake.ts";
import { changeMany } from "./bulk.ts";
import { checklistRoutes } from "./checklist-routes.ts";
import { makeTicketsOfConversation } from "./from-conversation.ts";
import { getOperation } from "./get-operation.ts";
import { linkRoutes } from "./link-routes.ts";
import type { Numbering } from "./make-ticket.ts";
import { mergeTickets } from "./merge-tickets.ts";
import { moveMessages } from "./move-messages.ts";
import type { Done } from "./operations.ts";
import { splitTicket } from "./split-ticket.ts";
import { undoOfTicket, undoOperation } from "./undo.ts";

const ByNumber = Closed({ number: TicketNumber });
const ById = Closed({ id: Id });
const access = "tickets.work" as const;
const response = { 200: OperationResult };

export function structureRoutes(app: App, desk: Desk): void {
  const { database } = desk;
  const { db } = database;
  snoozeRoutes(app, desk);
  checklistRoutes(app, desk);
  linkRoutes(app, desk);
  const numbering = async (): Promise<Numbering> => {
    const settings = await loadSettings(db);
    return { format: settings.ticketNumber.format, timeZone: settings.desk.timeZone };
  };

  app.post(
    "/tickets/bulk",
    { config: { access }, schema: { body: BulkChange, response: { 200: BulkResult } } },
    async (request) => changeMany(database, request.actor, request.body),
  );
  app.post(
    "/tickets/:number/merge",
    { config: { access }, schema: { params: ByNumber, body: MergeTicket, response } },
    async (request) => {
      const { actor, params, body } = request;
      return request.once(200, async (trx) =>
        answer(trx, actor, await mergeTickets(trx, actor, params.number, body.into)),
      );
    },
  );
  app.post(
    "/tickets/:number/split",
    { config: { access }, schema: { params: ByNumber, body: SplitTicket, response } },
    async (request) => {
      const { actor, params, body } = request;
      const numbers = await numbering();
      return request.once(200, async (trx) =>
        answer(trx, actor, await splitTicket(trx, actor, params.number, body, numbers)),
      );
    },
  );
  app.post(
    "/tickets/:number/move",
    { config: { access }, schema: { params: ByNumber, body: MoveMessages, response } },
    async (request) => {
      const { actor, params, body } = request;
      return request.once(200, async (trx) => answer(trx, actor, await moveMessages(trx, actor, params.number, body)));
    },
  );
  app.post(
    "/conversations/:id/tickets",
    { config: { access }, schema: { params: ById, body: TicketsOfConversation, response } },
    async (request) => {
      const { actor, params, body } = request;
      const numbers = await numbering();
      return request.once(200, async (trx) =>
        answer(trx, actor, await makeTicketsOfConversation(trx, actor, params.id, body, numbers)),
      );
    },
  );
  app.post(
    "/tickets/:number/undo",
    { config: { access }, schema: { params: ByNumber, body: UndoTicket, response } },
    async (request) => {
      const { actor, params, body } = request;
      return request.once(200, async (trx) =>
        answer(trx, actor, await undoOfTicket(trx, actor, params.number, body.operation)),
      );
    },
  );
  app.get(
    "/operations/:id",
    { config: { access }, schema: { params: ById, response: { 200: Operation } } },
    async (request) => getOperation(db, request.actor, request.params.id),
  );
  app.post(
    "/operations/:id/undo",
    { config: { access }, schema: { params: ById, response: { 200: UndoneOperation } } },
    async (request) =>
      request.once(200, async (trx) => {
        const { operation, numbers } = await undoOperation(trx, request.actor, request.params.id);
        return { operation, changed: numbers.length };
      }),
  );
}

function snoozeRoutes(app: App, { database }: Desk): void {
  const schema = { params: ByNumber, response: { 200: Ticket } };
  app.post(
    "/tickets/:number/snooze",
    { config: { access }, schema: { ...schema, body: SnoozeTicket } },
    async ({ actor, params, body }) =>
      database.transact(async (trx) => {
        await snoozeTicket(trx, actor, params.number, body.until);
        return getTicket(trx, actor, params.number);
      }),
  );
  app.delete("/tickets/:number/snooze", { config: { access }, schema }, async ({ actor, params }) =>
    database.transact(async (trx) => {
      await unsnoozeTicket(trx, actor, params.number);
      return getTicket(trx, actor, params.number);
    }),
  );
}

/** The tickets concerned as they are now. */
async function answer(trx: Trx, actor: Actor, { operation, numbers }: Done): Promise<OperationResult> {
  const tickets: OperationResult["tickets"] = [];
  for (const number of numbers) tickets.push(await getTicket(trx, actor, number));
  return { operation, tickets };
}
